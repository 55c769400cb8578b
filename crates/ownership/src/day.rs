//! Days as numbers that keep their order, so that a period is two columns of the graph.

use chokepoint_model::{Date, Period};

/// The number of an open beginning.
pub(crate) const ALWAYS: i32 = i32::MIN;
/// The number of an open end.
pub(crate) const FOREVER: i32 = i32::MAX;

/// A number for a day: later days have larger ones.
pub(crate) fn number(day: Date) -> i32 {
    (i32::from(day.year()) * 16 + i32::from(day.month())) * 32 + i32::from(day.day())
}

/// The first and the last day of a period.
pub(crate) fn bounds(period: Period) -> (i32, i32) {
    (period.from.map_or(ALWAYS, number), period.until.map_or(FOREVER, number))
}

/// The day of such a number; `None` for an open end.
pub(crate) fn date(number: i32) -> Option<Date> {
    let (year, month, day) = (number >> 9, number >> 5 & 15, number & 31);
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_keep_their_order_and_come_back() {
        let days = ["-0044-03-15", "0001-01-01", "1999-12-31", "2000-01-01", "2026-11-25", "9999-12-31"];
        let days = days.map(|day| match day.strip_prefix('-') {
            Some(_) => Date::constant(-44, 3, 15),
            None => day.parse().expect("a day"),
        });
        assert!(days.windows(2).all(|pair| number(pair[0]) < number(pair[1])));
        assert!(days.iter().all(|day| date(number(*day)) == Some(*day)));
        assert_eq!((date(ALWAYS), date(FOREVER)), (None, None));
    }
}
