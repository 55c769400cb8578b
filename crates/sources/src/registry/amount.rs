//! Shares as people write them: `51%`, `25-50`, `more than 25 %`, `不低于50％`, `约30%`, `1/3`, `75-to-100-percent`.

use chokepoint_model::Share;

/// A number, or the bounds of one, in billionths of what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    low: u64,
    high: u64,
    /// Whether it says that it is per cent.
    pub(super) is_percent: bool,
    /// Whether it is written as a part of one, `1/3`: then it is no per cent, whatever stands around it.
    is_part: bool,
}

const ONE: u64 = 1_000_000_000;
/// The end of a range that is left open: as much as there is.
const OPEN: u64 = u64::MAX;

/// Why a text is no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoShare {
    /// It says itself that nobody knows.
    Unknown,
    /// No number, or a range that is none.
    Malformed,
    /// Below nothing or above the whole.
    Impossible,
}

const UNKNOWN: [&str; 15] = [
    "",
    "-",
    "--",
    "?",
    "unknown",
    "n/a",
    "na",
    "none",
    "null",
    "未知",
    "不详",
    "未披露",
    "未公开",
    "保密",
    "undisclosed",
];
/// Words before a number, and where the number then stands: at the lower end or the upper, and whether it belongs to it.
const BEFORE: [(&str, bool, bool); 24] = [
    (">=", true, true),
    ("≥", true, true),
    ("<=", false, true),
    ("≤", false, true),
    (">", true, false),
    ("<", false, false),
    ("at least", true, true),
    ("not less than", true, true),
    ("no less than", true, true),
    ("minimum", true, true),
    ("more than", true, false),
    ("greater than", true, false),
    ("over", true, false),
    ("above", true, false),
    ("up to", false, true),
    ("at most", false, true),
    ("less than", false, false),
    ("under", false, false),
    ("below", false, false),
    ("不低于", true, true),
    ("不少于", true, true),
    ("超过", true, false),
    ("大于", true, false),
    ("低于", false, false),
];
/// Words that say that a number is rounded.
const ABOUT: [&str; 10] =
    ["approximately", "approx.", "approx", "about", "circa", "ca.", "大约", "约", "≈", "~"];
const ABOUT_AFTER: [&str; 2] = ["左右", "上下"];
const AFTER: [(&str, bool, bool); 6] = [
    ("or more", true, true),
    ("and above", true, true),
    ("+", true, true),
    ("以上", true, true),
    ("以下", false, true),
    ("or less", false, true),
];

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let number = |billionths: u64| billionths as f64 / ONE as f64;
        match (self.low == self.high, self.high) {
            (true, _) => write!(f, "{}", number(self.low)),
            (_, OPEN) => write!(f, "{} or more", number(self.low)),
            _ => write!(f, "{} to {}", number(self.low), number(self.high)),
        }
    }
}

impl Amount {
    /// Reads a share as written.
    pub(super) fn read(text: &str) -> Result<Self, NoShare> {
        Ok(Self { is_part: text.contains(['/', '／']), ..Self::written(text)? })
    }

    fn written(text: &str) -> Result<Self, NoShare> {
        if let Some((low, high)) = super::words::share_word(text) {
            return Self::of_word(low, high);
        }
        let text: String = text.chars().take(80).map(narrow).collect::<String>().trim().to_lowercase();
        if UNKNOWN.contains(&text.as_str()) {
            return Err(NoShare::Unknown);
        }
        let is_percent = text.contains('%')
            || text.contains("percent")
            || text.contains("per cent")
            || text.contains("pct");
        // "51 % (indirect)": what stands in brackets is no part of the number.
        let text = match text.split_once('(') {
            Some((before, _)) if before.bytes().any(|byte| byte.is_ascii_digit()) => before.to_owned(),
            _ => text,
        };
        let text = ["percent", "per cent", "pct", "%", "of shares", "of votes"]
            .iter()
            .fold(text, |text, word| text.replace(word, " "));
        let text = text.trim().trim_end_matches('-').trim_end();
        let text = text.strip_prefix("between ").unwrap_or(text);
        let rounded = ABOUT.iter().find_map(|word| text.strip_prefix(word));
        if let Some(rest) = rounded.or_else(|| ABOUT_AFTER.iter().find_map(|word| text.strip_suffix(word))) {
            let half = half_of_the_last_digit(rest)?;
            let (low, high) = number(rest)?;
            let (low, high) = (low.saturating_sub(half), high.saturating_add(half));
            // Nobody means more than the whole by "about the whole".
            let whole = if is_percent || low > ONE { 100 * ONE } else { ONE };
            return Ok(Self { low, high: high.min(whole.max(low)), is_percent, is_part: false });
        }
        for (word, is_low, belongs) in BEFORE {
            if let Some(rest) = text.strip_prefix(word) {
                // "more than 25 but not more than 50", "more than 25, up to 50".
                let mut ends = rest.splitn(2, " but ").flat_map(|part| part.splitn(2, [';', '；']));
                let first = bound(number(ends.next().unwrap_or(rest))?, is_low, belongs, is_percent)?;
                return match ends.next().map(str::trim) {
                    Some(other) if is_low => {
                        let other = other.strip_prefix("not more than").map_or_else(
                            || Self::written(other),
                            |high| bound(number(high)?, false, true, is_percent),
                        )?;
                        Ok(Self { high: other.high.max(first.low), ..first })
                    }
                    _ => Ok(first),
                };
            }
        }
        for (word, is_low, belongs) in AFTER {
            if let Some(rest) = text.strip_suffix(word) {
                return bound(number(rest)?, is_low, belongs, is_percent);
            }
        }
        for between in ["-to-", " to ", " and ", "..", "~", "—", "–", "至", "到", "-"] {
            // A minus in front is no range.
            if let Some((low, high)) = text.split_once(between).filter(|(low, _)| !low.trim().is_empty()) {
                let (low, high) = (number(low)?, number(high)?);
                if low.0 > high.1 {
                    return Err(NoShare::Malformed);
                }
                return Ok(Self { low: low.0, high: high.1, is_percent, is_part: false });
            }
        }
        let (low, high) = number(text)?;
        Ok(Self { low, high, is_percent, is_part: false })
    }

    /// What a word in a column of shares means: `>50` leaves the number itself out.
    pub(super) fn of_word(low: &str, high: &str) -> Result<Self, NoShare> {
        let read = |end: &str| {
            let bare = end.trim_start_matches(['>', '<']);
            Ok::<_, NoShare>((Self::exactly(bare)?, bare.len() == end.len()))
        };
        Ok(Self { is_percent: true, ..Self::between(Some(read(low)?), Some(read(high)?)) })
    }

    /// The share that a longer text states: "Ownership of shares 75 to 100 percent". `None` where it states none, or
    /// several.
    pub(super) fn inside(text: &str) -> Option<Self> {
        let lower: String = text
            .chars()
            .take(200)
            .map(narrow)
            .collect::<String>()
            .to_lowercase()
            .replace("per cent", "percent");
        if !(lower.contains('%') || lower.contains("percent")) {
            return None;
        }
        let end = lower.find('%').map(|at| at + 1).or_else(|| lower.find("percent").map(|at| at + 7))?;
        let last = lower.rfind('%').map(|at| at + 1).or_else(|| lower.rfind("percent").map(|at| at + 7))?;
        let digit = lower.find(|c: char| c.is_ascii_digit())?;
        // The words of a bound stand before the number: "more than 25 %".
        let before = &lower[..digit];
        let start = BEFORE
            .iter()
            .map(|(word, _, _)| *word)
            .chain(ABOUT)
            .filter_map(|word| before.trim_end().strip_suffix(word).map(str::len))
            .min()
            .unwrap_or(digit);
        Self::read(lower.get(start..last)?).ok().or_else(|| Self::read(lower.get(start..end)?).ok())
    }

    /// A number of JSON, read as it is written.
    pub(super) fn exactly(text: &str) -> Result<Self, NoShare> {
        let (low, high) = number(text)?;
        Ok(Self { low, high, is_percent: false, is_part: false })
    }

    /// Between two numbers; whether each belongs to the range.
    pub(super) fn between(low: Option<(Self, bool)>, high: Option<(Self, bool)>) -> Self {
        let low = low.map_or(0, |(amount, belongs)| amount.low.saturating_add(u64::from(!belongs)));
        let high = high.map_or(OPEN, |(amount, belongs)| amount.high.saturating_sub(u64::from(!belongs)));
        Self { low, high, is_percent: true, is_part: false }
    }

    /// Whether the lower end is not above the upper.
    pub(super) fn is_in_order(self) -> bool {
        self.low <= self.high
    }

    /// Whether it is more than one: then it cannot be a part of one.
    pub(super) fn is_above_one(self) -> bool {
        self.low > ONE || (self.high > ONE && self.high != OPEN)
    }

    /// The share that so many per cent are.
    pub(super) fn percent(self) -> Result<Share, NoShare> {
        if self.is_part {
            return self.fraction();
        }
        let high = if self.high == OPEN { ONE } else { self.high.div_ceil(100) };
        // Exclusive bounds stand one billionth beside their number, which a hundredth would swallow.
        let beside = u64::from(self.low % 100 == 1 && self.high != self.low);
        let low = if beside == 1 { self.low / 100 + 1 } else { self.low / 100 };
        let high = if self.high % 100 == 99 && self.high != self.low { self.high / 100 } else { high };
        share(low, high)
    }

    /// The share that so many parts of one are.
    pub(super) fn fraction(self) -> Result<Share, NoShare> {
        share(self.low, if self.high == OPEN { ONE } else { self.high })
    }
}

fn share(low: u64, high: u64) -> Result<Share, NoShare> {
    if low > ONE || high > ONE {
        return Err(NoShare::Impossible);
    }
    let parts = |number: u64| u32::try_from(number).unwrap_or(Share::PARTS);
    Ok(Share::parts(parts(low), parts(high)))
}

fn bound((low, high): (u64, u64), is_low: bool, belongs: bool, is_percent: bool) -> Result<Amount, NoShare> {
    let beside = u64::from(!belongs);
    Ok(if is_low {
        Amount { low: low.saturating_add(beside), high: OPEN, is_percent, is_part: false }
    } else {
        Amount { low: 0, high: high.saturating_sub(beside), is_percent, is_part: false }
    })
}

/// A number in billionths: the nearest not above and the nearest not below. A comma before the last digits is a
/// decimal sign where there is no point.
fn number(text: &str) -> Result<(u64, u64), NoShare> {
    let text = text.trim();
    if let Some((part, whole)) = text.split_once('/') {
        let (part, whole) = (small(part)?, small(whole)?);
        // "60/40" is how two share a whole, and does not say whose part is whose; "50/50" does.
        if part + whole == 100 {
            return if part == whole { Ok((ONE / 2, ONE / 2)) } else { Err(NoShare::Malformed) };
        }
        let scaled = part.checked_mul(ONE).ok_or(NoShare::Malformed)?;
        if whole == 0 {
            return Err(NoShare::Malformed);
        }
        return Ok((scaled / whole, scaled.div_ceil(whole)));
    }
    if text.starts_with('-') {
        return Err(NoShare::Impossible);
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    let (mantissa, power) = match text.split_once('e') {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().map_err(|_| NoShare::Malformed)?),
        None => (text, 0),
    };
    // "1,000" is a thousand, which is no share, or one with three places: nobody can tell.
    if mantissa.len() == 5 && mantissa.ends_with(",000") {
        return Err(NoShare::Malformed);
    }
    let mantissa =
        if mantissa.contains('.') { mantissa.replace(',', "") } else { mantissa.replace(',', ".") };
    let (whole, part) = mantissa.split_once('.').unwrap_or((&mantissa, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty()
        || digits.len() > 60
        || !digits.bytes().all(|digit| digit.is_ascii_digit())
        || power.abs() > 40
    {
        return Err(NoShare::Malformed);
    }
    // The point stands so many digits from the start; nine more are billionths.
    let kept = whole.len() as i64 + i64::from(power) + 9;
    let kept = usize::try_from(kept).unwrap_or(0);
    let (front, rest) = digits.split_at(kept.min(digits.len()));
    let zeros = kept.saturating_sub(digits.len());
    if zeros > 60 {
        return Err(NoShare::Malformed);
    }
    let front = format!("{front}{}", "0".repeat(zeros));
    let front = front.trim_start_matches('0');
    let low: u64 = if front.is_empty() { 0 } else { front.parse().map_err(|_| NoShare::Impossible)? };
    if low >= u64::MAX / 2 {
        return Err(NoShare::Impossible);
    }
    let more = rest.bytes().any(|digit| digit != b'0');
    Ok((low, low + u64::from(more)))
}

/// How far a rounded number may be from what it stands for: half of the last digit that is not nought, and at most five.
fn half_of_the_last_digit(text: &str) -> Result<u64, NoShare> {
    let (low, _) = number(text)?;
    let mut unit = 1;
    while unit < 10 * ONE && low % (unit * 10) == 0 {
        unit *= 10;
    }
    Ok(unit / 2)
}

fn small(text: &str) -> Result<u64, NoShare> {
    text.trim().parse::<u32>().map(u64::from).map_err(|_| NoShare::Malformed)
}

/// Full-width signs and digits as their ASCII forms.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x3000 | 0xA0 => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expect: Result<(u32, u32), NoShare>) {
        let read = Amount::read(text).and_then(Amount::percent);
        assert_eq!(read.map(|share| (share.low(), share.high())), expect, "{text}");
    }

    #[test]
    fn shares_are_read_as_written() {
        let exactly = |parts: u32| Ok((parts, parts));
        check("50%", exactly(500_000_000));
        check("49.99", exactly(499_900_000));
        check("49,99 %", exactly(499_900_000));
        check("５１．５％", exactly(515_000_000));
        check("100", exactly(1_000_000_000));
        check("25-50", Ok((250_000_000, 500_000_000)));
        check("25 至 50%", Ok((250_000_000, 500_000_000)));
        check("ownership", Err(NoShare::Malformed));
        check("75-to-100-percent", Ok((750_000_000, 1_000_000_000)));
        check(">=50%", Ok((500_000_000, 1_000_000_000)));
        check("more than 50", Ok((500_000_001, 1_000_000_000)));
        check("超过50％", Ok((500_000_001, 1_000_000_000)));
        check("30%以上", Ok((300_000_000, 1_000_000_000)));
        check("<50", Ok((0, 499_999_999)));
        check("16.66666666667", Ok((166_666_666, 166_666_667)));
        check("unknown", Err(NoShare::Unknown));
        check("未披露", Err(NoShare::Unknown));
        check("140", Err(NoShare::Impossible));
        check("-5", Err(NoShare::Impossible));
        check("60-40", Err(NoShare::Malformed));
    }

    #[test]
    fn words_for_shares_are_ranges() {
        check("majority", Ok((500_000_001, 1_000_000_000)));
        check("Minority stake", Ok((1, 499_999_999)));
        check("wholly-owned", Ok((1_000_000_000, 1_000_000_000)));
        check("全资", Ok((1_000_000_000, 1_000_000_000)));
        check("参股", Ok((1, 499_999_999)));
        // A parent that controls may hold less than half.
        check("控股", Ok((1, 1_000_000_000)));
        check("50% or more", Ok((500_000_000, 1_000_000_000)));
        check(">25%", Ok((250_000_001, 1_000_000_000)));
        check("75 to 100 percent", Ok((750_000_000, 1_000_000_000)));
        check("between 25% and 50%", Ok((250_000_000, 500_000_000)));
        check("less than 5 %", Ok((0, 49_999_999)));
        check("more than 25% but not more than 50%", Ok((250_000_001, 500_000_000)));
        check("one third", Ok((333_333_333, 333_333_334)));
    }

    #[test]
    fn a_share_is_found_in_a_longer_text() {
        for (text, expect) in [
            ("Ownership of shares 75 to 100 percent", Some((750_000_000, 1_000_000_000))),
            (
                "Ownership of voting rights - more than 25% but not more than 50%",
                Some((250_000_001, 500_000_000)),
            ),
            ("shareholder (51%)", Some((510_000_000, 510_000_000))),
            ("持股60%", Some((600_000_000, 600_000_000))),
            ("owner since 2019", None),
            ("shareholder", None),
        ] {
            let read = Amount::inside(text).and_then(|amount| amount.percent().ok());
            assert_eq!(read.map(|share| (share.low(), share.high())), expect, "{text}");
        }
    }

    #[test]
    fn shares_are_read_as_people_scribble_them() {
        let exactly = |parts: u32| Ok((parts, parts));
        check("51%-75%", Ok((510_000_000, 750_000_000)));
        check(">50%", Ok((500_000_001, 1_000_000_000)));
        check("51%（间接）", exactly(510_000_000));
        // Rounded: half of the last digit to either side.
        check("约30%", Ok((250_000_000, 350_000_000)));
        check("about 33 %", Ok((325_000_000, 335_000_000)));
        check("49.9%左右", Ok((498_500_000, 499_500_000)));
        check("~100%", Ok((950_000_000, 1_000_000_000)));
        check("about half", Err(NoShare::Malformed));
        // A part of one is that among per cents too.
        check("1/2", exactly(500_000_000));
        check("more than 1/2", Ok((500_000_001, 1_000_000_000)));
        check("50/50", exactly(500_000_000));
        check("60/40", Err(NoShare::Malformed));
        check("3/2", Err(NoShare::Impossible));
        check("1,000%", Err(NoShare::Malformed));
        check("1000%", Err(NoShare::Impossible));
    }

    #[test]
    fn parts_of_one_are_told_from_per_cent_by_the_caller() {
        let third = Amount::read("1/3").and_then(Amount::fraction);
        assert_eq!(third.map(|share| (share.low(), share.high())), Ok((333_333_333, 333_333_334)));
        assert!(Amount::read("50").is_ok_and(Amount::is_above_one));
        assert!(!Amount::read("0.5").is_ok_and(Amount::is_above_one));
        assert_eq!(Amount::read("0.5").and_then(Amount::fraction), Ok(Share::percent(50)));
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reading(text in ".{0,40}") {
            let _ = Amount::read(&text).and_then(Amount::percent);
            let _ = Amount::inside(&text);
        }

        #[test]
        fn two_decimals_are_exact(hundredths in 0_u32..=10_000) {
            let text = format!("{}.{:02}%", hundredths / 100, hundredths % 100);
            prop_assert_eq!(Amount::read(&text).and_then(Amount::percent), Ok(Share::exactly(hundredths * 100_000)));
        }
    }
}
