//! Exact numbers: thresholds as the law prints them, and figures that come out of a division.

use std::{cmp::Ordering, fmt, str::FromStr};

/// A number with up to six decimals, kept exactly: 4799.99 is not 4800.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i128);

/// Six decimals: the finest threshold in the law has two, the finest figure of a data sheet four.
const ONE: i128 = 1_000_000;
const DECIMALS: usize = 6;

impl Decimal {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number as i128 * ONE)
    }

    /// The sum; `None` when it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The product; `None` when it does not fit or has more than six decimals.
    pub fn times(self, other: Self) -> Option<Self> {
        let product = self.0.checked_mul(other.0)?;
        (product % ONE == 0).then_some(Self(product / ONE))
    }

    /// The quotient as a ratio; `None` when `other` is not above 0.
    pub fn over(self, other: Self) -> Option<Ratio> {
        (other.0 > 0).then_some(Ratio {
            numerator: self.0,
            denominator: other.0,
        })
    }
}

/// Why a number could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDecimal {
    /// Not digits with at most one point and, at the end, a power of ten.
    Malformed,
    /// More than six decimals, or too large to keep exactly.
    OutOfRange,
}

impl fmt::Display for NotDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a number",
            Self::OutOfRange => "too large, or more than six decimals",
        })
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    /// Reads `4800`, `5.92`, `-0.5`, `79_000`, `1e26`.
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let text = text.trim().replace('_', "");
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power.parse::<i32>().map_err(|_| NotDecimal::Malformed)?),
            None => (text, 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) || digits.ends_with('.') {
            return Err(NotDecimal::Malformed);
        }

        let part = part.trim_end_matches('0');
        let number: i128 = match format!("{whole}{part}").trim_start_matches('0') {
            "" => return Ok(Self(0)),
            digits => digits.parse().map_err(|_| NotDecimal::OutOfRange)?,
        };
        let zeros = DECIMALS as i64 + i64::from(power) - part.len() as i64;
        let scale = u32::try_from(zeros)
            .ok()
            .and_then(|zeros| 10_i128.checked_pow(zeros));
        let number = scale
            .and_then(|scale| number.checked_mul(scale))
            .ok_or(NotDecimal::OutOfRange)?;
        Ok(Self(if negative { -number } else { number }))
    }
}

impl fmt::Display for Decimal {
    /// The shortest form: `4800`, `5.92`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (
            self.0.unsigned_abs() / ONE.unsigned_abs(),
            self.0.unsigned_abs() % ONE.unsigned_abs(),
        );
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if part > 0 {
            write!(f, ".{}", format!("{part:06}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// A figure that may come out of a division, as performance density does: compared exactly, never rounded.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    numerator: i128,
    denominator: i128, // above 0
}

impl From<Decimal> for Ratio {
    fn from(number: Decimal) -> Self {
        Self {
            numerator: number.0,
            denominator: ONE,
        }
    }
}

impl Ord for Ratio {
    /// Compares whole parts, then the turned-over remainders: no product is formed, so nothing overflows.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let wholes = a
                .numerator
                .div_euclid(a.denominator)
                .cmp(&b.numerator.div_euclid(b.denominator));
            let rest = |r: Ratio| r.numerator.rem_euclid(r.denominator);
            let ordering = match (wholes, rest(a), rest(b)) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, rest_a, rest_b) => {
                    a = Ratio {
                        numerator: a.denominator,
                        denominator: rest_a,
                    };
                    b = Ratio {
                        numerator: b.denominator,
                        denominator: rest_b,
                    };
                    turned = !turned;
                    continue;
                }
                (unequal, ..) => unequal,
            };
            return if turned { ordering.reverse() } else { ordering };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl fmt::Display for Ratio {
    /// For reading: at most four decimals, cut off, never rounded up to a threshold.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.numerator / self.denominator;
        let mut rest = (self.numerator % self.denominator).unsigned_abs();
        let mut decimals = String::new();
        while rest != 0 && decimals.len() < 4 {
            rest = rest.saturating_mul(10);
            decimals += &(rest / self.denominator.unsigned_abs()).to_string();
            rest %= self.denominator.unsigned_abs();
        }
        let sign = if self.numerator < 0 && whole == 0 { "-" } else { "" };
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            decimals => write!(f, "{sign}{whole}.{decimals}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_are_kept_as_printed() {
        for text in ["0", "4800", "4799.99", "5.92", "0.000001", "-1.5", "790000000"] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("1e26").to_string(), "100000000000000000000000000");
        assert_eq!(decimal("0.50"), decimal("0.5"));
        assert_eq!(decimal("26_900_000"), Decimal::whole(26_900_000));
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", ".", "5.", ".5", "1,5", "nan", "inf", "0x10", "1e", "--1", "½"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal::Malformed), "{text}");
        }
        for text in ["0.0000001", "1e99", "1e-7", "1e2147483647"] {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal::OutOfRange), "{text}");
        }
    }

    #[test]
    fn a_density_just_below_the_threshold_is_below_it() {
        let threshold = Ratio::from(decimal("5.92"));
        let density = |performance: &str, area: &str| decimal(performance).over(decimal(area)).unwrap();
        assert_eq!(density("592", "100"), threshold);
        assert!(density("4736.62", "800.106") < threshold);
        assert!(density("1", "3") > Ratio::from(decimal("0.333333")));
        assert_eq!(density("4992", "826").to_string(), "6.0435");
    }

    proptest! {
        #[test]
        fn ratios_are_ordered_as_their_cross_products(
            a in -1_000_000_000_i64..1_000_000_000, b in 1_i64..1_000_000_000,
            c in -1_000_000_000_i64..1_000_000_000, d in 1_i64..1_000_000_000,
        ) {
            let left = Decimal::whole(a).over(Decimal::whole(b)).unwrap();
            let right = Decimal::whole(c).over(Decimal::whole(d)).unwrap();
            let expected = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
            prop_assert_eq!(left.cmp(&right), expected);
        }

        #[test]
        fn no_text_stops_the_reader(text in "\\PC{0,40}|[0-9eE.+_-]{0,50}") {
            let _ = text.parse::<Decimal>();
        }
    }
}
