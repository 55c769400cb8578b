//! Days and birth dates as publishers and parties write them, in the words of the model.

use chokepoint_model::{BirthDate, Date, PartialDate};
use chokepoint_text::date::{self, Order, Parts};

/// `12/08/2025`, `25.6.2024`, `12-Aug-2025`, `2025-08-12`, the day before the month; `None` for what is no whole day.
pub(crate) fn day(text: &str) -> Option<Date> {
    whole(date::parse_in(text, Order::DayFirst)?.from)
}

/// A birth date of which a part may be missing, or a range; the month first where only numbers stand.
pub(crate) fn birth(text: &str) -> Option<BirthDate> {
    birth_in(text, Order::MonthFirst)
}

/// The same with the day first.
pub(crate) fn birth_day_first(text: &str) -> Option<BirthDate> {
    birth_in(text, Order::DayFirst)
}

/// A day of which no part is missing.
pub(crate) fn whole(parts: Parts) -> Option<Date> {
    Date::new(parts.year, i8::try_from(parts.month?).ok()?, i8::try_from(parts.day?).ok()?).ok()
}

fn birth_in(text: &str, order: Order) -> Option<BirthDate> {
    let range = date::parse_in(text, order)?;
    Some(BirthDate { from: partial(range.from), to: range.to.map(partial) })
}

fn partial(parts: Parts) -> PartialDate {
    PartialDate { year: parts.year, month: parts.month, day: parts.day, circa: parts.circa }
}
