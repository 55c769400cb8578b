//! Weights, their sum and the number beside it, so written that a reader who adds up comes to the same.

use chokepoint_detectors::{Calibration, calibration};
use chokepoint_screening::names::{CERTAIN, ODDS_AT_NO_EVIDENCE};

/// Weights with two digits each, so rounded that those shown add up to the sum shown: who is nearest to the next
/// hundredth takes what rounding left over.
pub(crate) fn adding_up(weights: &[f64]) -> Vec<f64> {
    let hundredths: Vec<f64> = weights.iter().map(|weight| weight * 100.0).collect();
    let total = hundredths.iter().sum::<f64>().round();
    let mut shown: Vec<f64> = hundredths.iter().map(|weight| weight.floor()).collect();
    let mut left = total - shown.iter().sum::<f64>();
    let mut nearest: Vec<usize> = (0..shown.len()).collect();
    let rest = |at: usize| hundredths[at] - hundredths[at].floor();
    nearest.sort_by(|a, b| rest(*b).total_cmp(&rest(*a)).then(a.cmp(b)));
    for at in nearest {
        if left < 0.5 {
            break;
        }
        shown[at] += 1.0;
        left -= 1.0;
    }
    // No "-0.00".
    shown.into_iter().map(|weight| weight / 100.0 + 0.0).collect()
}

/// How the sum of the weights becomes the score of a hit.
pub(crate) fn score_words(sum: f64, score: f32) -> String {
    let offset = f64::from(ODDS_AT_NO_EVIDENCE);
    if sum >= f64::from(CERTAIN) {
        return format!("gives {score:.2}, as every sum of {CERTAIN:.0} or more");
    }
    format!(
        "gives {score:.2}: with {offset:+.2} (a sum of 0 is 0.70) the log odds are {:+.2}, {}",
        sum + offset,
        odds((sum + offset).exp())
    )
}

fn odds(odds: f64) -> String {
    let number = |number: f64| if number < 10.0 { format!("{number:.1}") } else { format!("{number:.0}") };
    match odds {
        much if much > 1e6 => "over a million to 1".to_owned(),
        little if little < 1e-6 => "1 to over a million".to_owned(),
        less if less < 1.0 => format!("1 to {}", number(1.0 / less)),
        odds => format!("{} to 1", number(odds)),
    }
}

/// How the sum of the evidence of a finding of this detector becomes its probability, step by step; empty for one that is
/// unknown here.
pub(crate) fn probability_words(sum: f64, detector: &str) -> String {
    calibration(detector).map(|how| steps(sum, how)).unwrap_or_default()
}

fn steps(sum: f64, how: Calibration) -> String {
    let mut words = String::new();
    if (how.slope - 1.0).abs() > 1e-9 {
        let part = if (how.slope - 0.5).abs() < 1e-9 {
            "half".to_owned()
        } else {
            format!("{:.0} %", how.slope * 100.0)
        };
        words += &format!("{part} of it counts, {:+.2}; ", how.slope * sum);
    }
    if how.offset != 0.0 {
        words +=
            &format!("with {:+.2} (a sum of 0 is 0.70) {:+.2}; ", how.offset, how.slope * sum + how.offset);
    }
    let before = Calibration { ceiling: 1.0, ..how }.probability(sum);
    words += &format!("that is {}", percent(before));
    if how.ceiling < 1.0 {
        words += &format!(
            ", times {:.2}, the most that is ever believed: {}",
            how.ceiling,
            percent(how.probability(sum))
        );
    }
    words
}

/// Per cent, finer where a whole one would say too little.
fn percent(probability: f64) -> String {
    match probability * 100.0 {
        p if p > 99.95 => "over 99.9 %".to_owned(),
        p if p < 0.05 => "under 0.1 %".to_owned(),
        p if !(1.0..=99.0).contains(&p) => format!("{p:.1} %"),
        p => format!("{p:.0} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_shown_adds_up(weights in proptest::collection::vec(-12.0..12.0_f64, 0..12)) {
            let shown = adding_up(&weights);
            let hundredths = |value: f64| (value * 100.0).round();
            prop_assert_eq!(shown.iter().map(|one| hundredths(*one)).sum::<f64>(), hundredths(weights.iter().sum()));
            prop_assert!(shown.iter().zip(&weights).all(|(shown, weight)| (shown - weight).abs() < 0.011));
        }
    }

    #[test]
    fn a_sum_leads_to_its_score() {
        assert_eq!(
            score_words(3.31, 0.98),
            "gives 0.98: with +0.85 (a sum of 0 is 0.70) the log odds are +4.16, 64 to 1"
        );
        assert_eq!(score_words(8.4, 1.0), "gives 1.00, as every sum of 8 or more");
        assert!(score_words(-2.0, 0.24).ends_with("-1.15, 1 to 3.2"), "{}", score_words(-2.0, 0.24));
    }

    #[test]
    fn a_sum_leads_to_its_probability() {
        let successor = Calibration { slope: 0.5, offset: 0.0, ceiling: 0.85 };
        assert_eq!(
            steps(11.4, successor),
            "half of it counts, +5.70; that is 99.7 %, times 0.85, the most that is ever believed: 85 %"
        );
        let name = Calibration { offset: f64::from(ODDS_AT_NO_EVIDENCE), slope: 1.0, ceiling: 1.0 };
        assert_eq!(steps(0.0, name), "with +0.85 (a sum of 0 is 0.70) +0.85; that is 70 %");
    }
}
