//! Arithmetic rates by number format, and the total processing performance that follows from them.

use crate::{Figure, Step};
use chokepoint_model::Ratio;

/// A format of numbers, told by the width of what goes into the multiplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the names of the formats")]
pub enum Format {
    Int4,
    Fp4,
    Fp6,
    Int8,
    Fp8,
    Int16,
    Fp16,
    Bf16,
    Tf32,
    Int32,
    Fp32,
    Fp64,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::Int4,
        Self::Fp4,
        Self::Fp6,
        Self::Int8,
        Self::Fp8,
        Self::Int16,
        Self::Fp16,
        Self::Bf16,
        Self::Tf32,
        Self::Int32,
        Self::Fp32,
        Self::Fp64,
    ];

    /// The name as data sheets print it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Int4 => "INT4",
            Self::Fp4 => "FP4",
            Self::Fp6 => "FP6",
            Self::Int8 => "INT8",
            Self::Fp8 => "FP8",
            Self::Int16 => "INT16",
            Self::Fp16 => "FP16",
            Self::Bf16 => "BF16",
            Self::Tf32 => "TF32",
            Self::Int32 => "INT32",
            Self::Fp32 => "FP32",
            Self::Fp64 => "FP64",
        }
    }

    /// The format of this name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str().eq_ignore_ascii_case(name))
    }

    /// Bit length of the operation: "the largest bit-length of the inputs to the multiplication operation"
    /// (15 CFR part 774, supplement no. 1, ECCN 3A090, technical notes). TF32 is stored in 32 bits, but 1 of sign,
    /// 8 of exponent and 10 of fraction go into its multiplier.
    pub const fn bits(self) -> i64 {
        match self {
            Self::Int4 | Self::Fp4 => 4,
            Self::Fp6 => 6,
            Self::Int8 | Self::Fp8 => 8,
            Self::Int16 | Self::Fp16 | Self::Bf16 => 16,
            Self::Tf32 => 19,
            Self::Int32 | Self::Fp32 => 32,
            Self::Fp64 => 64,
        }
    }
}

/// How fast an item computes in one format, in TFLOPS or TOPS, without sparsity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The format.
    pub format: Format,
    /// The dense rate of all circuits of the item together.
    pub dense: Figure,
}

/// Total processing performance of one integrated circuit: 2 × MacTOPS × bit length, which is the data sheet's TOPS
/// or FLOPS × bit length, for dense matrices; of several bit lengths the highest counts (ECCN 3A090, technical notes).
///
/// A format that is not in `rates` is one the maker claims nothing for. One whose rate is unknown leaves the top open.
pub(crate) fn total_processing_performance(rates: &[Rate], circuits: u32) -> (Figure, Vec<Step>) {
    const NAME: &str = "total_processing_performance";
    let circuits = circuits.max(1);
    let of_one = Ratio::whole(1).over(Ratio::whole(circuits.into())).unwrap_or(Ratio::whole(1));
    let products: Vec<(Format, Figure)> = rates
        .iter()
        .map(|rate| (rate.format, rate.dense.times(Ratio::whole(rate.format.bits())).times(of_one)))
        .collect();
    let Some((first, rest)) = products.split_first() else {
        return (Figure::UNKNOWN, vec![Step::new(NAME, "unknown: no rate at any bit length is given")]);
    };
    let highest = rest.iter().fold(first.1, |highest, (_, product)| highest.highest(product));

    let mut steps = Vec::new();
    let best = products.iter().max_by_key(|(format, product)| (product.low, std::cmp::Reverse(*format)));
    if let Some((format, product)) = best.filter(|(_, product)| !product.is_unknown()) {
        let rate =
            rates.iter().find(|rate| rate.format == *format).map(|rate| rate.dense).unwrap_or_default();
        let shared = if circuits > 1 { format!(" / {circuits} circuits") } else { String::new() };
        let others: Vec<String> = products
            .iter()
            .filter(|(other, _)| other != format)
            .map(|(other, product)| format!("{} {product}", other.as_str()))
            .collect();
        let others = if others.is_empty() {
            String::new()
        } else {
            format!("; at other bit lengths: {}", others.join(", "))
        };
        steps.push(Step::new(
            NAME,
            format!("{product} = {rate} dense {} × {} bits{shared}{others}", format.as_str(), format.bits()),
        ));
    }
    let unknown: Vec<&str> = products
        .iter()
        .filter(|(_, product)| product.high.is_none())
        .map(|(format, _)| format.as_str())
        .collect();
    if !unknown.is_empty() {
        steps.push(Step::new(
            NAME,
            format!("{highest}: the rate in {} could make it higher", unknown.join(", ")),
        ));
    }
    if let Some(tf32) = rates.iter().find(|rate| rate.format == Format::Tf32) {
        let stored = tf32.dense.times(Ratio::whole(32)).times(of_one);
        if stored.low > highest.low {
            steps.push(Step::new(
                NAME,
                format!("TF32 counts 19 bits, the width of its multiplier; at the 32 it is stored in it would be {stored}"),
            ));
        }
    }
    (highest, steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rates: &[(Format, &str)], circuits: u32, expect: &str) {
        let rates: Vec<Rate> = rates
            .iter()
            .map(|(format, dense)| Rate { format: *format, dense: Figure::read(dense).unwrap() })
            .collect();
        assert_eq!(total_processing_performance(&rates, circuits).0.to_string(), expect);
    }

    #[test]
    fn the_anchors_of_the_rule_hold() {
        check(&[(Format::Int8, "600")], 1, "4800");
        check(&[(Format::Fp16, "300")], 1, "4800");
        check(&[(Format::Fp16, "299.999375")], 1, "4799.99");
    }

    #[test]
    fn the_highest_bit_length_counts_and_circuits_are_not_added_up() {
        check(&[(Format::Fp16, "100"), (Format::Int8, "400"), (Format::Fp4, "200")], 1, "3200");
        check(&[(Format::Int8, "143.6")], 4, "287.2");
        check(&[(Format::Fp16, "128"), (Format::Tf32, "128")], 1, "2432");
    }

    #[test]
    fn an_unknown_rate_leaves_the_top_open() {
        check(&[(Format::Fp16, "100"), (Format::Int8, "")], 1, "at least 1600");
        check(&[], 1, "unknown");
        check(&[(Format::Fp16, "100..120")], 1, "1600 to 1920");
    }
}
