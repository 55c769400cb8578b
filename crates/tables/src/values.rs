//! Values as spreadsheets leave them: days counted from 1899, whole numbers with a fraction of nothing, units in headings.

use chokepoint_model::Date;
use std::borrow::Cow;

/// The day that a spreadsheet counts from 30 December 1899, when a cell holds nothing else: `43800` is 2019-12-01.
/// Only days from 1927 to 2119, so that years and small numbers are none.
pub fn serial_day(cell: &str) -> Option<Date> {
    let whole = cell.trim().split_once('.').map_or(cell.trim(), |(whole, _)| whole);
    let days: i32 = whole.parse().ok().filter(|days| (10_000..80_000).contains(days))?;
    day_of(days)
}

/// The day so many days after 30 December 1899.
pub(crate) fn day_of(days: i32) -> Option<Date> {
    Date::constant(1899, 12, 30).checked_add(chokepoint_model::days(days)).ok()
}

/// A number without a fraction of nothing: `9187629.0` is `9187629`.
pub fn whole_number(cell: &str) -> Cow<'_, str> {
    match cell.split_once('.') {
        Some((whole, fraction))
            if !whole.is_empty()
                && !fraction.is_empty()
                && whole.bytes().all(|byte| byte.is_ascii_digit())
                && fraction.bytes().all(|byte| byte == b'0') =>
        {
            Cow::Borrowed(whole)
        }
        _ => Cow::Borrowed(cell),
    }
}

/// Whether a spreadsheet has shortened a long number, so that its last digits are lost: `9.11101E+17`.
pub fn is_shortened(cell: &str) -> bool {
    let Some((digits, exponent)) = cell.trim().split_once(['E', 'e']) else { return false };
    digits.contains(['.', ','])
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && exponent.strip_prefix('+').is_some_and(|e| !e.is_empty() && e.bytes().all(|b| b.is_ascii_digit()))
}

/// The unit that a heading gives in brackets: `持股比例(%)`, `Weight [kg]`.
pub fn unit(heading: &str) -> Option<&str> {
    let from = heading.rfind(['(', '（', '[', '【'])?;
    let inside = &heading[from..];
    let inside = inside.trim_start_matches(['(', '（', '[', '【']);
    let to = inside.find([')', '）', ']', '】'])?;
    Some(inside[..to].trim()).filter(|unit| !unit.is_empty())
}

/// Whether a heading says that its numbers are per cent.
pub fn says_percent(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["%", "％", "percent", "per cent", "pct", "百分"].iter().any(|word| heading.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_days_is_a_day() {
        let day = |cell| serial_day(cell).map(|day| day.to_string());
        assert_eq!(day("43800").as_deref(), Some("2019-12-01"));
        assert_eq!(day("44561.0").as_deref(), Some("2021-12-31"));
        for none in ["1975", "2019-12-01", "", "123456", "-43800"] {
            assert_eq!(day(none), None, "{none}");
        }
    }

    #[test]
    fn a_whole_number_loses_its_fraction() {
        assert_eq!(whole_number("9187629.0"), "9187629");
        assert_eq!(whole_number("0.5"), "0.5");
        assert_eq!(whole_number("A.0"), "A.0");
        assert!(is_shortened("9.11101E+17") && !is_shortened("E+17") && !is_shortened("SAMPLE"));
    }

    #[test]
    fn units_are_in_brackets() {
        assert_eq!(unit("持股比例(%)"), Some("%"));
        assert_eq!(unit("Weight [kg]"), Some("kg"));
        assert_eq!(unit("Weight"), None);
        assert!(says_percent("Share in per cent") && says_percent("比例％") && !says_percent("Shares"));
    }
}
