//! Cells of CSV that no spreadsheet takes for a formula: names come from files of others.

use std::borrow::Cow;

/// A cell that stays text. What begins like a formula gets an apostrophe in front, as spreadsheets themselves write it; a
/// number stays a number.
pub(crate) fn inert(cell: &str) -> Cow<'_, str> {
    let is_number = cell.parse::<f64>().is_ok();
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_number {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn a_name_that_looks_like_a_formula_stays_text() {
        for (cell, expect) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-0.50", "-0.50"),
            ("+86 10 5550 0100", "'+86 10 5550 0100"),
            ("Harbour Lantern Logistics", "Harbour Lantern Logistics"),
            ("", ""),
        ] {
            assert_eq!(inert(cell), expect);
        }
    }
}
