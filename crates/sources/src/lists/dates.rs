//! Days and birth dates as publishers write them, the day before the month.

use chokepoint_model::{BirthDate, Date, PartialDate};
use chokepoint_text::date::{self, Order, Parts};

/// `12/08/2025`, `25.6.2024`, `12-Aug-2025`, `2025-08-12`; `None` for what is no whole day.
pub(super) fn day(text: &str) -> Option<Date> {
    let parts = date::parse_in(text, Order::DayFirst)?.from;
    Date::new(parts.year, i8::try_from(parts.month?).ok()?, i8::try_from(parts.day?).ok()?).ok()
}

/// A birth date of which a part may be missing, or a range of years.
pub(super) fn birth(text: &str) -> Option<BirthDate> {
    let range = date::parse_in(text, Order::DayFirst)?;
    Some(BirthDate { from: partial(range.from), to: range.to.map(partial) })
}

fn partial(parts: Parts) -> PartialDate {
    PartialDate { year: parts.year, month: parts.month, day: parts.day, circa: parts.circa }
}
