//! Draws that come out the same each time.

use chokepoint_model::{Date, days};

/// A stream of numbers that its seed decides (SplitMix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        let count = most.saturating_sub(least) as u64 + 1;
        least + usize::try_from(self.next() % count).unwrap_or(0)
    }

    /// Yes in so many of a hundred draws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of several; `None` of none.
    pub fn pick<'a, T>(&mut self, several: &'a [T]) -> Option<&'a T> {
        several.get(self.between(0, several.len().max(1) - 1))
    }

    /// A day from one to another, both included.
    pub fn day(&mut self, from: Date, until: Date) -> Date {
        let span = from.until(until).map(|span| span.get_days()).unwrap_or(0).max(0);
        let after = self.between(0, usize::try_from(span).unwrap_or(0));
        later(from, i32::try_from(after).unwrap_or(0))
    }
}

/// The day so many days later.
pub fn later(day: Date, after: i32) -> Date {
    day.checked_add(days(after)).unwrap_or(day)
}
