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

    /// The difference; `None` when it does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The quotient as a ratio; `None` when `other` is not above 0.
    pub fn over(self, other: Self) -> Option<Ratio> {
        (other.0 > 0).then_some(Ratio { numerator: self.0, denominator: other.0 })
    }

    /// It in millionths, which are whole.
    pub const fn millionths(self) -> i128 {
        self.0
    }

    /// Whether it is below 0.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
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
        let scale = u32::try_from(zeros).ok().and_then(|zeros| 10_i128.checked_pow(zeros));
        let number = scale.and_then(|scale| number.checked_mul(scale)).ok_or(NotDecimal::OutOfRange)?;
        Ok(Self(if negative { -number } else { number }))
    }
}

impl fmt::Display for Decimal {
    /// The shortest form: `4800`, `5.92`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) =
            (self.0.unsigned_abs() / ONE.unsigned_abs(), self.0.unsigned_abs() % ONE.unsigned_abs());
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

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { numerator: number as i128, denominator: 1 }
    }

    /// The sum; `None` when it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let common = gcd(self.denominator, other.denominator).max(1);
        let left = self.numerator.checked_mul(other.denominator / common)?;
        let right = other.numerator.checked_mul(self.denominator / common)?;
        Some(Self::lowest(
            left.checked_add(right)?,
            self.denominator.checked_mul(other.denominator / common)?,
        ))
    }

    /// The product; `None` when it does not fit.
    pub fn times(self, other: Self) -> Option<Self> {
        // Shortened crosswise first, so that only a product that is truly too large does not fit.
        let left = gcd(self.numerator, other.denominator).max(1);
        let right = gcd(other.numerator, self.denominator).max(1);
        Some(Self::lowest(
            (self.numerator / left).checked_mul(other.numerator / right)?,
            (self.denominator / right).checked_mul(other.denominator / left)?,
        ))
    }

    /// The quotient; `None` when `other` is not above 0 or the quotient does not fit.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.numerator <= 0 {
            return None;
        }
        self.times(Self { numerator: other.denominator, denominator: other.numerator })
    }

    /// The decimals of six places next to it: one not above it, one not below it, twice the same when it is one.
    /// `None` when they do not fit.
    pub fn bounds(self) -> Option<(Decimal, Decimal)> {
        let scaled = self.numerator.checked_mul(ONE)?;
        let low = scaled.div_euclid(self.denominator);
        let exact = scaled.rem_euclid(self.denominator) == 0;
        Some((Decimal(low), Decimal(if exact { low } else { low + 1 })))
    }

    /// Numerator and denominator where both are small enough for their products to fit.
    fn small(self) -> Option<(i64, i64)> {
        Some((i64::try_from(self.numerator).ok()?, i64::try_from(self.denominator).ok()?))
    }

    fn lowest(numerator: i128, denominator: i128) -> Self {
        let common = gcd(numerator, denominator).max(1);
        Self { numerator: numerator / common, denominator: denominator / common }
    }
}

/// The greatest common divisor, whatever the signs; 0 only of two zeros.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = match (u64::try_from(a), u64::try_from(b)) {
            (Ok(small), Ok(by)) => (b, u128::from(small % by)), // many times as fast
            _ => (b, a % b),
        };
    }
    i128::try_from(a).unwrap_or(1)
}

impl From<Decimal> for Ratio {
    fn from(number: Decimal) -> Self {
        Self { numerator: number.0, denominator: ONE }
    }
}

impl Ord for Ratio {
    /// Compares the products crosswise; where one might not fit, whole parts and then the turned-over remainders.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let wholes = a.numerator.div_euclid(a.denominator).cmp(&b.numerator.div_euclid(b.denominator));
            let rest = |r: Ratio| r.numerator.rem_euclid(r.denominator);
            let ordering = match (wholes, rest(a), rest(b)) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, rest_a, rest_b) => {
                    a = Ratio { numerator: a.denominator, denominator: rest_a };
                    b = Ratio { numerator: b.denominator, denominator: rest_b };
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

    #[test]
    fn ratios_add_multiply_and_divide_exactly() {
        let ratio = |text: &str| Ratio::from(decimal(text));
        let third = Ratio::whole(1).over(Ratio::whole(3)).unwrap();
        assert_eq!(third.plus(third).unwrap().plus(third).unwrap(), Ratio::whole(1));
        assert_eq!(ratio("1978.9").times(ratio("8")).unwrap(), ratio("15831.2"));
        assert_eq!(third.times(Ratio::whole(3)).unwrap(), Ratio::whole(1));
        assert_eq!(Ratio::whole(1).over(Ratio::ZERO), None);
        assert_eq!(third.bounds().unwrap(), (decimal("0.333333"), decimal("0.333334")));
        assert_eq!(ratio("5.92").bounds().unwrap(), (decimal("5.92"), decimal("5.92")));
        assert_eq!(decimal("3").minus(decimal("4.5")), Some(decimal("-1.5")));
        assert!(decimal("-1.5").is_negative());
    }

    proptest! {
        #[test]
        fn sums_and_products_of_ratios_fit_or_are_refused(a: i64, b in 1_i64.., c: i64, d in 1_i64..) {
            let left = Decimal::whole(a).over(Decimal::whole(b)).unwrap();
            let right = Decimal::whole(c).over(Decimal::whole(d)).unwrap();
            prop_assert_eq!(left.plus(right), right.plus(left));
            prop_assert_eq!(left.times(right), right.times(left));
            if let (Some((low, high)), Some(product)) = (left.bounds(), left.times(right)) {
                prop_assert!(Ratio::from(low) <= left && left <= Ratio::from(high));
                let _ = product.over(right);
            }
        }

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
