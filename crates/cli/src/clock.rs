//! The one place that asks what day it is. Everything below is told.

use chokepoint_model::Date;

/// Today, in universal time.
#[allow(clippy::disallowed_methods)] // the clock of the program: `--as-of` and import days default to it
pub fn today() -> Date {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day_after_epoch((seconds / 86_400) as i64)
}

/// The day that many days after 1 January 1970.
fn day_after_epoch(days: i64) -> Date {
    let epoch = Date::constant(1970, 1, 1);
    i32::try_from(days)
        .ok()
        .and_then(|days| epoch.checked_add(chokepoint_model::days(days)).ok())
        .unwrap_or(epoch)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_day_is_counted_from_the_epoch() {
        assert_eq!(super::day_after_epoch(20_781).to_string(), "2026-11-24");
    }
}
