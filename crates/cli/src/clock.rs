//! The one place that asks what day it is. Everything below is told.

use chokepoint_model::Date;

/// Today, in universal time.
#[allow(clippy::disallowed_methods)] // the clock of the program: `--as-of` and import days default to it
pub fn today() -> Date {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day_after_epoch((seconds / 86_400) as i64)
}

/// The time in universal time, to the minute: `2026-11-24 09:30 UTC`.
#[allow(clippy::disallowed_methods)] // the clock of the program
pub fn now() -> String {
    let seconds =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    moment(seconds)
}

fn moment(seconds: u64) -> String {
    let minutes = seconds / 60;
    let day = day_after_epoch((minutes / 1440) as i64);
    format!("{day} {:02}:{:02} UTC", minutes / 60 % 24, minutes % 60)
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

    #[test]
    fn a_moment_is_told_to_the_minute() {
        assert_eq!(super::moment(20_781 * 86_400 + 9 * 3600 + 30 * 60 + 59), "2026-11-24 09:30 UTC");
    }
}
