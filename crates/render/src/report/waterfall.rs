//! How the weights lead to the percentage: from the starting point family by family to the sum, and from the sum to what is given.

use super::page;
use chokepoint_detectors::Calibration;
use chokepoint_model::Finding;
use maud::{Markup, html};

/// Percentages that differ by less than this are printed alike.
const ALIKE: f64 = 0.005;

/// A step of the way.
struct Step<'a> {
    what: &'a str,
    counts: f64,
    /// The sum before and after it.
    from: f64,
    to: f64,
}

/// Draws the weights of a finding and says how they come to its percentage.
pub(super) fn draw(finding: &Finding, calibration: Option<Calibration>) -> Markup {
    let steps = steps(finding);
    // Only what is true of this finding is claimed: how it was weighed is checked against what it says.
    let known =
        calibration.filter(|one| (one.probability(finding.score) - finding.probability).abs() < ALIKE);
    let even = known.and_then(|one| one.score_of(0.5));
    let ends = steps.iter().flat_map(|step| [step.from, step.to]).chain(even);
    let (low, high) = ends.fold((0.0_f64, 1.0_f64), |(low, high), at| (low.min(at), high.max(at)));
    let span = (high - low) * 1.02;
    let at = |score: f64| (score - low) / span * 100.0;
    let bar = |from: f64, to: f64| {
        format!("left:{:.2}%;width:{:.2}%", at(from.min(to)), (at(to) - at(from)).abs().max(0.4))
    };
    html! {
        div.waterfall role="table" aria-label="What each family of evidence counts" {
            @for step in &steps {
                div.step role="row" {
                    span.what role="rowheader" { (step.what) }
                    span.track aria-hidden="true" {
                        @if let Some(even) = even { i.even style=(format!("left:{:.2}%", at(even))) {} }
                        i.fill.minus[step.counts < 0.0] style=(bar(step.from, step.to)) {}
                    }
                    span.sum role="cell" { (page::weight(step.counts)) }
                }
            }
            div.step.total role="row" {
                span.what role="rowheader" { "total" }
                span.track aria-hidden="true" {
                    @if let Some(even) = even { i.even style=(format!("left:{:.2}%", at(even))) { b { "50 %" } } }
                    i.fill style=(bar(0.0, finding.score)) {}
                }
                span.sum role="cell" { (page::weight(finding.score)) }
            }
        }
        p.how { (how(finding, known)) @if !adds_up(&steps, finding.score) { " Numbers are rounded: each is exact to a tenth." } }
    }
}

fn steps(finding: &Finding) -> Vec<Step<'_>> {
    let mut families: Vec<(&str, f64)> =
        finding.families.iter().map(|(family, sum)| (family.as_str(), *sum)).collect();
    families.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let start = (finding.prior != 0.0).then_some(("starting point", finding.prior));
    let mut sum = 0.0;
    let step = |(what, counts)| {
        let from = sum;
        sum += counts;
        Step { what, counts, from, to: sum }
    };
    start.into_iter().chain(families).map(step).collect()
}

/// Whether the numbers as printed add up to the total as printed.
fn adds_up(steps: &[Step<'_>], score: f64) -> bool {
    let tenths = |weight: f64| (weight * 10.0).round() as i64;
    steps.iter().map(|step| tenths(step.counts)).sum::<i64>() == tenths(score)
}

/// The way from the sum to the percentage, with its numbers.
fn how(finding: &Finding, known: Option<Calibration>) -> String {
    let start = match finding.prior {
        0.0 => "",
        _ => "Starting point: such ties are rare, so it lies below even odds. ",
    };
    let Some(Calibration { slope, ceiling, offset }) = known else {
        return format!(
            "{start}The weights are natural-log odds. The percentage is given by the comparison itself."
        );
    };
    let counted = slope * finding.score + offset;
    let odds = percent(1.0 / (1.0 + (-counted).exp()));
    let part = match slope {
        1.0 => String::new(),
        0.5 => format!(
            ", of which half is counted, because families of evidence lean on each other: {}",
            page::weight(counted)
        ),
        part => format!(
            ", of which {part} is counted, because pieces of evidence lean on each other: {}",
            page::weight(counted)
        ),
    };
    let offset = match offset {
        0.0 => String::new(),
        offset => format!(
            "; {} is added, so that a sum of 0 is the threshold of a match: {}",
            page::weight(offset),
            page::weight(counted)
        ),
    };
    let bound = match ceiling {
        1.0 => format!("As a probability that is {odds}."),
        bound => format!(
            "As a probability that is {odds}; never more than {} is given, because of those where all fits some are innocent all the same: {} × {odds} = {}.",
            percent(bound),
            percent(bound),
            percent(finding.probability)
        ),
    };
    format!("{start}The sum is {} in natural-log odds{part}{offset}. {bound}", page::weight(finding.score))
}

/// A percentage with one decimal place where the whole number would say too much or too little.
fn percent(part: f64) -> String {
    let percent = part * 100.0;
    if (0.95..99.05).contains(&percent) && (percent - percent.round()).abs() < 0.05 || part == 1.0 {
        return format!("{percent:.0} %");
    }
    match percent {
        p if p >= 99.95 => "over 99.9 %".to_owned(),
        p => format!("{p:.1} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::finding;
    use chokepoint_model::Family;

    #[test]
    fn the_numbers_on_the_page_lead_from_the_starting_point_to_the_percentage() {
        let half = Calibration { slope: 0.5, ceiling: 0.85, offset: 0.0 };
        let mut one = finding("Example Kite may continue Example Orchard", 0.0);
        one.prior = -6.0;
        one.families = [(Family::People, 8.0), (Family::Place, 4.0), (Family::Time, -0.5)].into();
        one.score = 5.5;
        one.probability = half.probability(5.5);
        let page = draw(&one, Some(half)).into_string();
        for said in [
            "starting point",
            "−6.0",
            "+8.0",
            "−0.5",
            "+5.5",
            "half is counted",
            "+2.8",
            "94 %",
            "85 % × 94 % = 79.9 %",
            "50 %",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("rounded"), "these add up as printed");
    }

    #[test]
    fn a_percentage_that_the_weights_do_not_give_is_not_explained_by_them() {
        let mut one = finding("Example Kite may be Example Orchard", 0.9);
        one.score = -3.0;
        let page = draw(&one, Some(Calibration { slope: 1.0, ceiling: 1.0, offset: 0.0 })).into_string();
        assert!(page.contains("given by the comparison itself") && !page.contains("50 %"), "{page}");
    }
}
