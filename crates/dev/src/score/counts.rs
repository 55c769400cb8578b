//! Counting decisions: precision, recall, F1, and the calibration table.

use super::THRESHOLD;
use anyhow::Result;
use std::io::Write;

/// Decisions at the threshold against the truth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Said yes, is yes.
    pub true_positive: u32,
    /// Said yes, is no.
    pub false_positive: u32,
    /// Said no, is yes.
    pub false_negative: u32,
    /// Said no, is no.
    pub true_negative: u32,
}

impl Counts {
    /// Adds a decision.
    pub fn add(&mut self, score: f32, truth: bool) {
        match (score >= THRESHOLD, truth) {
            (true, true) => self.true_positive += 1,
            (true, false) => self.false_positive += 1,
            (false, true) => self.false_negative += 1,
            (false, false) => self.true_negative += 1,
        }
    }

    /// Share of the yeses that are right; 1 when nothing was said.
    pub fn precision(&self) -> f64 {
        ratio(self.true_positive, self.true_positive + self.false_positive)
    }

    /// Share of the truths that were found.
    pub fn recall(&self) -> f64 {
        ratio(self.true_positive, self.true_positive + self.false_negative)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// Of the pairs scored in each band, how many were true: a calibrated score climbs, and passes one half at 0.7.
#[derive(Debug, Clone, Default)]
pub struct Calibration {
    bands: [[(u32, u32); BANDS.len()]; 3],
}

const BANDS: [(f32, f32); 7] =
    [(0.0, 0.1), (0.1, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.0), (1.0, 1.01)];
const SETS: [&str; 3] = ["name pairs", "bilingual", "alias hold-out"];

impl Calibration {
    /// Adds a scored pair of data set 0 (name pairs), 1 (bilingual) or 2 (alias hold-out).
    pub fn add(&mut self, set: usize, score: f32, truth: bool) {
        let band = BANDS.iter().position(|(low, high)| (*low..*high).contains(&score)).unwrap_or(0);
        let (scored, true_ones) = &mut self.bands[set.min(2)][band];
        *scored += 1;
        *true_ones += u32::from(truth);
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When it cannot be printed.
    pub fn print(&self, out: &mut dyn Write) -> Result<()> {
        writeln!(
            out,
            "\n## Calibration: pairs in each band of the score, and the share of them that is true"
        )?;
        writeln!(out, "{:>10}  {:>18}  {:>18}  {:>18}", "score", SETS[0], SETS[1], SETS[2])?;
        for (band, (low, high)) in BANDS.iter().enumerate() {
            let label = if *low >= 1.0 { "1.0".to_owned() } else { format!("{low:.1}-{high:.1}") };
            write!(out, "{label:>10}")?;
            for set in &self.bands {
                let (scored, true_ones) = set[band];
                let share = if scored == 0 { "-".to_owned() } else { percent(true_ones, scored) };
                write!(out, "  {scored:>10} {share:>7}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// A share in per cent with one decimal.
pub(crate) fn percent(part: u32, whole: u32) -> String {
    format!("{:.1}%", 100.0 * f64::from(part) / f64::from(whole.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_recall_and_f1_follow_their_definitions() {
        let mut counts = Counts::default();
        for (score, truth) in [(0.9, true), (0.9, true), (0.8, false), (0.2, true), (0.1, false)] {
            counts.add(score, truth);
        }
        assert!((counts.precision() - 2.0 / 3.0).abs() < 1e-9);
        assert!((counts.recall() - 2.0 / 3.0).abs() < 1e-9);
        assert!((counts.f1() - 2.0 / 3.0).abs() < 1e-9);
    }
}
