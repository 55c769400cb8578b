//! Figures with their units, as data sheets and tables print them: a unit stands behind the number or in the heading.

use crate::Figure;
use chokepoint_model::{Decimal, Ratio};
use std::fmt;
use std::sync::LazyLock;

/// What a figure measures. Each has one unit that is taken where none is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Operations in a second, in TFLOPS or TOPS.
    Rate,
    /// Total processing performance, in bit-TOPS.
    Performance,
    /// Performance density, in TPP by mm².
    Density,
    /// Area of a die, in mm².
    Area,
    /// Name of a process node, in nm.
    Length,
    /// Bandwidth, in GB/s.
    Bandwidth,
}

impl Quantity {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Performance => "performance",
            Self::Density => "density",
            Self::Area => "area",
            Self::Length => "length",
            Self::Bandwidth => "bandwidth",
        }
    }
}

/// A unit, by its place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit(usize);

/// Why a figure is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoFigure {
    /// It is not a number.
    NotANumber(String),
    /// Its unit is none of the quantity.
    UnknownUnit {
        /// The unit.
        unit: String,
        /// One that would be read.
        such_as: &'static str,
    },
    /// Its unit cannot be converted.
    Unconvertible {
        /// The unit.
        unit: String,
        /// Why, and what to write.
        why: &'static str,
    },
    /// No chip can have it.
    Impossible {
        /// The figure as it is written.
        written: String,
        /// The largest that there is.
        largest: &'static str,
        /// What to write.
        write: &'static str,
    },
}

impl NoFigure {
    /// What to do about it.
    pub fn advice(&self) -> String {
        match self {
            Self::NotANumber(_) => "write a number, a range such as 920..2410, or nothing".to_owned(),
            Self::UnknownUnit { such_as, .. } => format!("write it in {such_as}"),
            Self::Unconvertible { why, .. } => (*why).to_owned(),
            Self::Impossible { write, .. } => (*write).to_owned(),
        }
    }
}

impl fmt::Display for NoFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(written) => write!(f, "{} is no figure", crate::table::shown(written)),
            Self::UnknownUnit { unit, .. } => write!(f, "unknown unit {}", crate::table::shown(unit)),
            Self::Unconvertible { unit, .. } => write!(f, "{unit} cannot be converted"),
            Self::Impossible { written, largest, .. } => {
                write!(f, "{} is refused: {largest}", crate::table::shown(written))
            }
        }
    }
}

struct Row {
    quantity: &'static str,
    unit: &'static str,
    /// Squeezed, with their capitals.
    spellings: Vec<String>,
    times: Ratio,
    over: Ratio,
    refused: &'static str,
}

struct Bound {
    quantity: &'static str,
    most: Ratio,
    largest: &'static str,
    write: &'static str,
}

struct Units {
    rows: Vec<Row>,
    bounds: Vec<Bound>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| Units {
    rows: rows(include_str!("../../../resources/catalogue/units.csv"))
        .filter_map(|[quantity, unit, spellings, times, over, refused]| {
            Some(Row {
                quantity,
                unit,
                spellings: spellings.split('|').map(squeezed).collect(),
                times: times.parse::<Decimal>().ok()?.into(),
                over: over.parse::<Decimal>().ok()?.into(),
                refused,
            })
        })
        .collect(),
    bounds: rows(include_str!("../../../resources/catalogue/bounds.csv"))
        .filter_map(|[quantity, most, largest, write]| {
            Some(Bound { quantity, most: most.parse::<Decimal>().ok()?.into(), largest, write })
        })
        .collect(),
});

/// The rows of a table that is built in, without its heading.
fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    lines.filter_map(|line| {
        // A cell in quotation marks holds commas and no further marks.
        let mut cells: Vec<&'static str> = Vec::with_capacity(N);
        let mut rest = line;
        loop {
            let quoted = rest.strip_prefix('"').and_then(|inner| inner.split_once('"'));
            let (cell, after) = match quoted {
                Some((cell, after)) => (cell, after.strip_prefix(',')),
                None => rest.split_once(',').map_or((rest, None), |(cell, after)| (cell, Some(after))),
            };
            cells.push(cell);
            match after {
                Some(after) => rest = after,
                None => break,
            }
        }
        cells.try_into().ok()
    })
}

/// A unit without spaces and hyphens, powers as plain digits: `bit-OP/s` is `bitOP/s`, `mm^2` is `mm2`.
fn squeezed(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '/' | 'Å'));
    kept.map(|c| match c {
        '²' => '2',
        'μ' => 'µ',
        c => c,
    })
    .collect()
}

impl Unit {
    /// The unit of a quantity that a text spells; `None` when it spells none, or several.
    pub fn named(quantity: Quantity, text: &str) -> Option<Self> {
        let wanted = squeezed(text);
        if wanted.is_empty() {
            return None;
        }
        let of_quantity = || {
            let rows = UNITS.rows.iter().enumerate();
            rows.filter(move |(_, row)| row.quantity == quantity.as_str())
        };
        if let Some((at, _)) = of_quantity().find(|(_, row)| row.spellings.contains(&wanted)) {
            return Some(Self(at));
        }
        let lower = wanted.to_lowercase();
        let mut found = of_quantity()
            .filter(|(_, row)| row.spellings.iter().any(|spelling| spelling.to_lowercase() == lower));
        let first = found.next()?;
        found.next().is_none().then_some(Self(first.0))
    }

    /// The unit that a heading states: in brackets, behind a comma, or as its last words (`Die Size (mm^2)`,
    /// `dense_fp16_gflops`).
    pub fn in_heading(quantity: Quantity, heading: &str) -> Option<Self> {
        let bracketed = heading
            .split(['(', '（', '[', '【'])
            .skip(1)
            .filter_map(|part| part.split([')', '）', ']', '】']).next());
        if let Some(unit) = bracketed.filter_map(|unit| Self::named(quantity, unit)).next() {
            return Some(unit);
        }
        let behind = heading.rsplit([',', '，', ':', '：']).next().filter(|last| last.len() < heading.len());
        if let Some(unit) = behind.and_then(|unit| Self::named(quantity, unit)) {
            return Some(unit);
        }
        // A letter alone is a unit behind a number, not among the words of a heading.
        let words: Vec<&str> = heading.split([' ', '_', '\t']).filter(|word| !word.is_empty()).collect();
        let tails = (1..=3).rev().filter_map(|count| words.get(words.len().checked_sub(count)?..));
        let mut units = tails.map(|tail| tail.join(" ")).filter(|tail| squeezed(tail).len() > 1);
        units.find_map(|tail| Self::named(quantity, &tail))
    }
}

/// Reads a figure in the unit that stands behind it, else in that of the heading, else in the quantity's own.
/// The empty text is unknown.
///
/// # Errors
/// When it is not a number, its unit is unknown, or no chip can have it.
pub fn read(quantity: Quantity, text: &str, heading: Option<Unit>) -> Result<Figure, NoFigure> {
    let text = text.trim();
    let (number, unit) = parted(text);
    let unit = match unit {
        "" => heading,
        unit => Some(
            Unit::named(quantity, unit)
                .ok_or_else(|| NoFigure::UnknownUnit { unit: unit.to_owned(), such_as: own(quantity) })?,
        ),
    };
    let figure = number_of(number).ok_or_else(|| NoFigure::NotANumber(text.to_owned()))?;
    let figure = match unit.and_then(|unit| UNITS.rows.get(unit.0)) {
        None => figure,
        Some(row) if !row.refused.is_empty() => {
            return Err(NoFigure::Unconvertible { unit: row.unit.to_owned(), why: row.refused });
        }
        Some(row) => figure.times(row.times).over(&Figure::exactly(row.over)),
    };
    possible(quantity, figure, text)
}

/// A figure in the quantity's own unit, unless no chip can have it.
///
/// # Errors
/// When no chip can have it.
pub fn possible(quantity: Quantity, figure: Figure, written: &str) -> Result<Figure, NoFigure> {
    let bound = UNITS.bounds.iter().find(|bound| bound.quantity == quantity.as_str());
    match bound.filter(|bound| [figure.low, figure.high].into_iter().flatten().any(|end| end > bound.most)) {
        None => Ok(figure),
        Some(bound) => Err(NoFigure::Impossible {
            written: written.to_owned(),
            largest: bound.largest,
            write: bound.write,
        }),
    }
}

/// The unit that is taken where none is stated.
fn own(quantity: Quantity) -> &'static str {
    UNITS.rows.iter().find(|row| row.quantity == quantity.as_str()).map_or("", |row| row.unit)
}

/// A number and what stands behind it.
fn parted(text: &str) -> (&str, &str) {
    let mut end = 0;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(end) {
        let exponent = matches!(byte, b'e' | b'E')
            && end > 0
            && bytes[end - 1].is_ascii_digit()
            && bytes.get(end + 1).is_some_and(|next| next.is_ascii_digit() || matches!(next, b'+' | b'-'));
        let sign = matches!(byte, b'+' | b'-') && (end == 0 || matches!(bytes[end - 1], b'e' | b'E'));
        let spaced = *byte == b' ' && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() || matches!(byte, b'.' | b',') || exponent || sign || spaced {
            end += 1;
        } else {
            break;
        }
    }
    (text[..end].trim(), text[end..].trim())
}

/// A number or a range; `125,000` and `1.25e14` are numbers too.
fn number_of(text: &str) -> Option<Figure> {
    let plain = |text: &str| -> Option<String> {
        let text = without_groups(text.trim());
        match text.split_once(['e', 'E']) {
            None => Some(text),
            Some((mantissa, exponent)) => shifted(mantissa, exponent.parse().ok()?),
        }
    };
    match text.split_once("..") {
        Some((low, high)) => Figure::read(&format!("{}..{}", plain(low)?, plain(high)?)),
        None => Figure::read(&plain(text)?),
    }
}

/// `125,000` and `125 000` are 125000; another comma stays, and is not a number.
fn without_groups(text: &str) -> String {
    let groups: Vec<&str> = text.split([',', ' ']).collect();
    let whole = |group: &&str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let last = |group: &str| whole(&group.split('.').next().unwrap_or_default());
    match groups.split_last() {
        Some((end, [first, inner @ ..]))
            if (1..=3).contains(&first.len()) && inner.iter().all(whole) && last(end) =>
        {
            groups.concat()
        }
        _ => text.to_owned(),
    }
}

/// A number with its point moved: `1.25` by 14 is `125000000000000`.
fn shifted(mantissa: &str, by: i32) -> Option<String> {
    const FARTHEST: i32 = 24;
    if by.abs() > FARTHEST {
        return None;
    }
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{part}");
    let point = i32::try_from(whole.len()).ok()? + by;
    Some(match usize::try_from(point) {
        Ok(point) if point >= digits.len() => format!("{digits}{}", "0".repeat(point - digits.len())),
        Ok(point) => format!("{}.{}", if point == 0 { "0" } else { &digits[..point] }, &digits[point..]),
        Err(_) => format!("0.{}{digits}", "0".repeat(usize::try_from(-point).ok()?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(quantity: Quantity, text: &str, heading: &str, expect: &str) {
        let unit = Unit::in_heading(quantity, heading);
        let shown = match read(quantity, text, unit) {
            Ok(figure) => figure.to_string(),
            Err(no) => format!("{no}; {}", no.advice()),
        };
        assert_eq!(shown, expect, "{text} under {heading}");
    }

    #[test]
    fn a_unit_stands_in_the_heading_or_behind_the_number() {
        check(Quantity::Rate, "125000000000000", "FP16 performance (FLOP/s)", "125");
        check(Quantity::Rate, "125 TFLOPS", "FP16", "125");
        check(Quantity::Rate, "0.125 PFLOPS", "fp16 (GFLOPS)", "125");
        check(Quantity::Rate, "125000", "dense_fp16_gflops", "125");
        check(Quantity::Rate, "125,000", "INT8 [GOPS]", "125");
        check(Quantity::Rate, "1.25e14", "INT8, OPS", "125");
        check(Quantity::Rate, "1.25E+14 OP/s", "", "125");
        check(Quantity::Rate, "125", "dense_fp16_tflops", "125");
        check(Quantity::Rate, "62.5 TMAC/s", "int8", "125");
        check(Quantity::Performance, "19907200000000", "TPP (bit-OP/s)", "19.9072");
        check(Quantity::Performance, "2000 bit-TOPS", "TPP", "2000");
        check(Quantity::Area, "576", "Die Size (mm^2)", "576");
        check(Quantity::Area, "8.15 cm²", "die area", "815");
        check(Quantity::Area, "8.15", "die_area_cm2", "815");
        check(Quantity::Bandwidth, "3.35", "Memory bandwidth (TB/s)", "3350");
        check(Quantity::Bandwidth, "7200 Gbit/s", "link bandwidth", "900");
        check(Quantity::Bandwidth, "7200", "Link Bandwidth (Gb/s)", "900");
        check(Quantity::Bandwidth, "900", "link_bandwidth_gbs", "900");
        check(Quantity::Bandwidth, "600..900 GB/s", "link", "600 to 900");
        check(Quantity::Length, "0.012 µm", "node", "12");
        check(Quantity::Rate, "", "FP16 (FLOP/s)", "unknown");
    }

    #[test]
    fn what_no_chip_can_have_is_refused_with_what_to_write() {
        check(
            Quantity::Rate,
            "125000000000000",
            "FP16",
            "\"125000000000000\" is refused: no chip reaches 1 EFLOPS; the largest, a whole wafer, states 125 PFLOPS; \
             give the rate with its unit, such as 125 TFLOPS or 125000000000000 FLOP/s",
        );
        check(
            Quantity::Area,
            "815000000",
            "die area",
            "\"815000000\" is refused: no die is larger than the wafer it is cut from, about 70,000 mm2; \
             give the area with its unit, such as 815 mm2 or 8.15 cm2",
        );
        check(
            Quantity::Bandwidth,
            "32 GT/s",
            "link bandwidth",
            "GT/s cannot be converted; transfers a second are those of one lane: write GB/s over all lanes and both \
             directions",
        );
        check(Quantity::Rate, "125 bananas", "fp16", "unknown unit \"bananas\"; write it in TFLOPS");
        check(Quantity::Rate, "many", "fp16", "unknown unit \"many\"; write it in TFLOPS");
    }

    #[test]
    fn every_unit_and_bound_of_the_tables_is_read() {
        let lines = |text: &str| text.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(UNITS.rows.len(), lines(include_str!("../../../resources/catalogue/units.csv")));
        assert_eq!(UNITS.bounds.len(), lines(include_str!("../../../resources/catalogue/bounds.csv")));
    }
}
