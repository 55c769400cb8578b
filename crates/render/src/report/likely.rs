//! How likely a finding is and how much it matters, as a bar with its number and a badge.

use super::words;
use chokepoint_model::Finding;
use maud::{Markup, html};

/// A bar filled as far as the probability; of several findings from the least to the most.
pub(super) fn bar(from: f64, to: f64) -> Markup {
    let text = match (words::percent(from), words::percent(to)) {
        (low, high) if low == high => high,
        (low, high) => format!("{} – {high}", low.trim_end_matches(" %")),
    };
    html! {
        span.likely {
            span.meter aria-hidden="true" {
                i.fill style=(format!("width:{:.0}%", to * 100.0)) {}
                @if from < to { i.least style=(format!("width:{:.0}%", from * 100.0)) {} }
            }
            " " span.percent { (text) }
        }
    }
}

/// Severity, likelihood, worth.
pub(super) fn line(finding: &Finding) -> Markup {
    html! {
        (badge(finding)) " "
        (bar(finding.probability, finding.probability))
        " " span.worth { "worth " (format!("{:.2}", finding.worth())) }
    }
}

/// How much it matters if true; filled only where it is high.
pub(super) fn badge(finding: &Finding) -> Markup {
    html! { span.badge.(finding.severity.as_str()) { (finding.severity.as_str()) } }
}
