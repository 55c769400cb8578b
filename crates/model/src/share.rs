//! A share of a company: known exactly, within bounds, or not at all.

use crate::Decimal;
use std::fmt;

/// A share of one whole, kept as a lowest and a highest value in parts of a billion: 49.99 % is not 50 %.
///
/// What is finer than a billionth is widened outwards, so a bound that is proven here is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Share {
    low: u32,
    high: u32,
}

impl Share {
    /// Parts of the whole.
    pub const PARTS: u32 = 1_000_000_000;
    /// All of it.
    pub const WHOLE: Self = Self { low: Self::PARTS, high: Self::PARTS };
    /// Nobody has said: anything from nothing to all.
    pub const UNKNOWN: Self = Self { low: 0, high: Self::PARTS };

    /// From one bound to the other, both included, in parts of a billion; the order does not matter, and nothing is
    /// more than the whole.
    pub fn parts(one: u32, other: u32) -> Self {
        Self { low: one.min(other).min(Self::PARTS), high: one.max(other).min(Self::PARTS) }
    }

    /// An exact share in parts of a billion.
    pub fn exactly(parts: u32) -> Self {
        Self::parts(parts, parts)
    }

    /// A whole number of per cent.
    pub fn percent(percent: u32) -> Self {
        Self::exactly(percent.saturating_mul(Self::PARTS / 100))
    }

    /// A share from 0 to 1 as the law prints it; what lies outside is drawn to the nearer end.
    pub fn of_decimal(share: Decimal) -> Self {
        let parts = share.millionths().clamp(0, 1_000_000) * 1000;
        Self::exactly(u32::try_from(parts).unwrap_or(Self::PARTS))
    }

    /// The lowest it can be, in parts of a billion.
    pub const fn low(self) -> u32 {
        self.low
    }

    /// The highest it can be, in parts of a billion.
    pub const fn high(self) -> u32 {
        self.high
    }

    /// Whether it is known exactly.
    pub const fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// Whether nothing is known of it.
    pub const fn is_unknown(self) -> bool {
        self.low == 0 && self.high == Self::PARTS
    }

    /// What both say, when they can both be true.
    pub fn and(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }

    /// What either says.
    pub fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// Parts of a billion as per cent, in the shortest exact form: `49.99`.
pub fn percent_text(parts: u64) -> String {
    let unit = u64::from(Share::PARTS / 100);
    let (whole, rest) = (parts / unit, parts % unit);
    match format!("{rest:07}").trim_end_matches('0') {
        "" => whole.to_string(),
        decimals => format!("{whole}.{decimals}"),
    }
}

impl fmt::Display for Share {
    /// `49.99 %`, `25 to 50 %`, `unknown`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (percent_text(u64::from(self.low)), percent_text(u64::from(self.high)));
        match (self.is_unknown(), self.is_exact()) {
            (true, _) => f.write_str("unknown"),
            (false, true) => write!(f, "{low} %"),
            (false, false) => write!(f, "{low} to {high} %"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_shown_exactly() {
        assert_eq!(Share::exactly(499_900_000).to_string(), "49.99 %");
        assert_eq!(Share::parts(500_000_000, 250_000_000).to_string(), "25 to 50 %");
        assert_eq!(Share::UNKNOWN.to_string(), "unknown");
        assert_eq!(Share::WHOLE.to_string(), "100 %");
        assert_eq!(Share::percent(7), Share::exactly(70_000_000));
    }

    #[test]
    fn the_share_of_a_law_is_kept() {
        assert_eq!("0.50".parse().map(Share::of_decimal), Ok(Share::percent(50)));
        assert_eq!("1.5".parse().map(Share::of_decimal), Ok(Share::WHOLE));
    }

    #[test]
    fn two_words_on_one_share_meet_or_contradict() {
        let range = Share::parts(250_000_000, 500_000_000);
        assert_eq!(range.and(Share::UNKNOWN), Some(range));
        assert_eq!(range.and(Share::percent(60)), None);
        assert_eq!(range.or(Share::percent(60)), Share::parts(250_000_000, 600_000_000));
    }
}
