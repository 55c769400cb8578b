//! A figure of an item as far as it is known: exact, between two numbers, open at one end, or unknown.

use chokepoint_model::{Decimal, Ratio};
use std::fmt;

/// A number that is not below 0, between two bounds that both belong to it. An open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figure {
    /// It is not below this.
    pub low: Option<Ratio>,
    /// It is not above this.
    pub high: Option<Ratio>,
}

impl Figure {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { low: None, high: None };

    /// Known exactly.
    pub fn exactly(number: impl Into<Ratio>) -> Self {
        let number = number.into();
        Self { low: Some(number), high: Some(number) }
    }

    /// This or more.
    pub fn at_least(number: impl Into<Ratio>) -> Self {
        Self { low: Some(number.into()), high: None }
    }

    /// Reads `826`, `920..2410`, `..600` and `64..`; the empty text is unknown. `None` when it is none of these,
    /// is below 0, or is turned round.
    pub fn read(text: &str) -> Option<Self> {
        let number = |text: &str| match text.trim() {
            "" => Some(None),
            text => text
                .parse::<Decimal>()
                .ok()
                .filter(|number| !number.is_negative())
                .map(|n| Some(Ratio::from(n))),
        };
        let figure = match text.split_once("..") {
            Some((low, high)) => Self { low: number(low)?, high: number(high)? },
            None => number(text)?.map_or(Self::UNKNOWN, Self::exactly),
        };
        let turned = matches!((figure.low, figure.high), (Some(low), Some(high)) if low > high);
        (!turned).then_some(figure)
    }

    /// Whether nothing is known.
    pub const fn is_unknown(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// The number, when it is known exactly.
    pub fn exact(&self) -> Option<Ratio> {
        self.low.filter(|_| self.low == self.high)
    }

    /// Whether it is surely this or more.
    pub fn is_at_least(&self, bound: impl Into<Ratio>) -> bool {
        self.low.is_some_and(|low| low >= bound.into())
    }

    /// Whether it is surely less than this.
    pub fn is_below(&self, bound: impl Into<Ratio>) -> bool {
        self.high.is_some_and(|high| high < bound.into())
    }

    /// Whether the number could be this one.
    pub fn allows(&self, number: impl Into<Ratio>) -> bool {
        let number = number.into();
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }

    /// The product with an exact number. What does not fit is open.
    pub fn times(&self, factor: impl Into<Ratio>) -> Self {
        let factor = factor.into();
        let product = |bound: Option<Ratio>| bound.and_then(|bound| bound.times(factor));
        Self { low: product(self.low), high: product(self.high) }
    }

    /// The quotient. What does not fit, or would be divided by 0, is open.
    pub fn over(&self, divisor: &Self) -> Self {
        let quotient = |bound: Option<Ratio>, by: Option<Ratio>| bound.and_then(|bound| bound.over(by?));
        Self { low: quotient(self.low, divisor.high), high: quotient(self.high, divisor.low) }
    }

    /// The sum; an open end of one is an open end of the sum, but a missing low counts as 0.
    pub fn plus(&self, other: &Self) -> Self {
        let low = match (self.low, other.low) {
            (Some(a), Some(b)) => a.plus(b),
            (one, two) => one.or(two),
        };
        Self { low, high: self.high.and_then(|high| high.plus(other.high?)) }
    }

    /// The higher of the two, whichever it is.
    pub fn highest(&self, other: &Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.and_then(|high| Some(high.max(other.high?))) }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (None, None) => f.write_str("unknown"),
            (Some(low), None) => write!(f, "at least {low}"),
            (None, Some(high)) => write!(f, "at most {high}"),
            (Some(low), Some(high)) if low == high => low.fmt(f),
            (Some(low), Some(high)) => write!(f, "{low} to {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let shown = Figure::read(text).map_or_else(|| "refused".to_owned(), |figure| figure.to_string());
        assert_eq!(shown, expect, "{text}");
    }

    #[test]
    fn figures_are_read_with_open_ends() {
        check("826", "826");
        check("1978.90", "1978.9");
        check("920..2410", "920 to 2410");
        check("..600", "at most 600");
        check("64..", "at least 64");
        check("", "unknown");
        check("-1", "refused");
        check("9..3", "refused");
        check("many", "refused");
    }

    #[test]
    fn what_is_computed_from_an_interval_keeps_its_ends() {
        let figure = |text: &str| Figure::read(text).unwrap();
        assert_eq!(figure("4400").over(&figure("..600")).to_string(), "at least 7.3333");
        assert_eq!(figure("4992").over(&figure("826")).to_string(), "6.0435");
        assert_eq!(figure("100").over(&figure("0..50")).to_string(), "at least 2");
        assert_eq!(figure("10..20").plus(&figure("5..")).to_string(), "at least 15");
        assert_eq!(figure("10..20").highest(&figure("15..18")).to_string(), "15 to 20");
        assert_eq!(figure("10..20").highest(&Figure::UNKNOWN).to_string(), "at least 10");
        assert!(figure("4800").is_at_least(Ratio::whole(4800)));
        assert!(figure("4799.99").is_below(Ratio::whole(4800)));
    }
}
