//! Days of a world: from 2005 to the last day anything is recorded.

use chokepoint_model::{Date, days};

/// The day after the last.
pub const END: Date = Date::constant(2026, 11, 1);

/// A day; the end of the world for a day that is none.
pub(super) fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap_or(END)
}

/// So many days later; earlier for a negative number.
pub(super) fn later(day: Date, by: i32) -> Date {
    day.saturating_add(days(by))
}

/// Days from one to the other.
pub(super) fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
