//! Whether what is said to be so likely is so often so.

use super::super::counts::percent;
use anyhow::Result;
use std::{collections::BTreeMap, f64::consts::FRAC_2_PI, io::Write};

/// Candidates by tenth of the probability that they were given.
#[derive(Default)]
pub(super) struct Calibration([Band; 10]);

/// A tenth.
#[derive(Default)]
struct Band {
    all: u32,
    right: u32,
    /// The sum of what was said.
    said: f64,
    /// The variance of how many are right, were all that is said so.
    variance: f64,
    /// How many of each pattern are wrong.
    wrong: BTreeMap<&'static str, usize>,
}

/// So many of the patterns that are wrongly found are named.
const SHOWN_PATTERNS: usize = 5;

impl Calibration {
    /// Takes in a candidate: what is said of it, whether it is one, and by which pattern it came.
    pub(super) fn take(&mut self, said: f64, is_right: bool, pattern: &'static str) {
        let band = &mut self.0[((said * 10.0) as usize).min(9)];
        band.all += 1;
        band.said += said;
        band.variance += said * (1.0 - said);
        if is_right {
            band.right += 1;
        } else {
            *band.wrong.entry(pattern).or_default() += 1;
        }
    }

    /// Takes in the candidates of another world.
    pub(super) fn add(&mut self, other: Self) {
        for (band, more) in self.0.iter_mut().zip(other.0) {
            band.all += more.all;
            band.right += more.right;
            band.said += more.said;
            band.variance += more.variance;
            for (pattern, many) in more.wrong {
                *band.wrong.entry(pattern).or_default() += many;
            }
        }
    }

    pub(super) fn print(&self, out: &mut dyn Write) -> Result<()> {
        writeln!(
            out,
            "calibration error: {} (want < 0.05), of candidates at 0.1 and above {}",
            error(&self.0),
            error(&self.0[1..])
        )?;
        for (at, band) in self.0.iter().enumerate() {
            let mut wrong: Vec<(usize, &str)> =
                band.wrong.iter().map(|(pattern, many)| (*many, *pattern)).collect();
            wrong.sort_by(|a, b| b.cmp(a));
            let wrong: Vec<String> = wrong
                .iter()
                .take(SHOWN_PATTERNS)
                .map(|(many, pattern)| format!("{pattern} {many}"))
                .collect();
            let wrong =
                if wrong.is_empty() { String::new() } else { format!("; wrong: {}", wrong.join(", ")) };
            writeln!(
                out,
                "  {:.1}-{:.1} {:>7} candidates, said {:>6}, are {:>6}{wrong}",
                at as f64 / 10.0,
                (at + 1) as f64 / 10.0,
                band.all,
                format!("{:.1}%", 100.0 * band.said / f64::from(band.all.max(1))),
                percent(band.right, band.all)
            )?;
        }
        Ok(())
    }
}

/// The mean gap between what is said and what is so, and the gap that whoever is always right about the odds would have
/// by chance: of few candidates that is much.
fn error(bands: &[Band]) -> String {
    let all = bands.iter().map(|band| f64::from(band.all)).sum::<f64>().max(1.0);
    let gaps: f64 = bands.iter().map(|band| (f64::from(band.right) - band.said).abs()).sum();
    let by_chance: f64 = bands.iter().map(|band| (FRAC_2_PI * band.variance).sqrt()).sum();
    format!("{:.3} (by chance alone {:.3})", gaps / all, by_chance / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_laid_beside_what_is_so() {
        let world = |right: u32| {
            let mut one = Calibration::default();
            (0..100).for_each(|at| one.take(0.75, at < right, "stranger"));
            one
        };
        let mut all = world(85);
        all.add(world(75));
        let mut text = Vec::new();
        all.print(&mut text).expect("a vector takes all");
        let text = String::from_utf8(text).expect("text");
        assert!(text.starts_with("calibration error: 0.050 (by chance alone 0.024)"), "{text}");
        assert!(
            text.contains("0.7-0.8     200 candidates, said  75.0%, are  80.0%; wrong: stranger 40"),
            "{text}"
        );
    }
}
