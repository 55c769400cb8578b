//! The queue: what comes first, each line with its reasons at a glance.

use super::{TOLD, html::Html, words};
use chokepoint_engine::investigate::Investigation;

/// Lines of the queue in the report: a longer one no browser opens with ease, and nobody reads.
const IN_THE_QUEUE: usize = 2000;

/// Writes the queue.
pub(super) fn write(of: &Investigation, page: &mut Html) {
    page.raw("<section id=\"queue\">\n<h2>What comes first</h2>\n");
    if !of.case.notes.is_empty() {
        page.raw("<p class=\"note\">").text(&of.case.notes).raw("</p>\n");
    }
    if of.registry.profiles.is_empty() {
        page.raw(
            "<p>No file names a party: nothing was examined, so nothing could be found.</p>\n</section>\n",
        );
        return;
    }
    if of.findings.is_empty() {
        page.raw(
            "<p>Nothing was found in the sources covered. What they cover stands below.</p>\n</section>\n",
        );
        return;
    }
    page.raw("<table class=\"queue\">\n<thead><tr><th></th><th>What was seen</th><th>If so</th><th>How likely</th><th>Rests on</th></tr></thead>\n<tbody>\n");
    for (rank, finding) in (1..).zip(of.findings.iter().take(IN_THE_QUEUE)) {
        page.raw("<tr><td class=\"rank\">").number(f64::from(rank)).raw("</td><td>");
        if rank as usize <= TOLD {
            page.raw("<a href=\"#f").number(f64::from(rank)).raw("\">").text(&finding.message).raw("</a>");
        } else {
            page.text(&finding.message);
        }
        page.raw("</td><td><span class=\"badge ").text(finding.severity.as_str()).raw("\">");
        page.text(finding.severity.as_str())
            .raw("</span></td><td>")
            .text(&words::percent(finding.probability));
        page.raw("<br><small>").text(words::likely(finding.probability)).raw("</small></td><td>");
        let mut families: Vec<_> = finding.families.iter().filter(|(_, sum)| **sum > 0.0).collect();
        families.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
        let families: Vec<&str> = families.into_iter().map(|(family, _)| family.as_str()).collect();
        page.text(&families.join(", "));
        if !finding.denials.is_empty() {
            page.raw("<br><small>denied</small>");
        }
        page.raw("</td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
    if of.findings.len() > IN_THE_QUEUE {
        page.raw("<p class=\"note\">")
            .number((of.findings.len() - IN_THE_QUEUE) as f64)
            .raw(" further findings, worth less, stand in findings.jsonl and in the tables.</p>\n");
    }
    page.raw("</section>\n");
}
