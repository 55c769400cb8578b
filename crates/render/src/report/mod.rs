//! The report: one HTML file that opens offline, prints well, and needs no script to be read.

mod chart;
mod covered;
mod drawing;
mod finding;
mod html;
mod network;
mod owners;
mod queue;
mod timeline;
pub(crate) mod words;

use chokepoint_engine::investigate::Investigation;
use chokepoint_model::counted;
use html::Html;

/// Findings that are told whole; a queue may be longer than anybody reads.
const TOLD: usize = 200;
/// Findings that have pictures.
const PICTURES: u32 = 40;

/// The report.
pub fn html(of: &Investigation) -> String {
    let mut page = Html::default();
    let title = if of.case.title.is_empty() { "Findings" } else { &of.case.title };
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .text(title)
        .raw("</title>\n<style>\n")
        .raw(include_str!("style.css"))
        .raw("</style>\n</head>\n<body>\n<header>\n<h1>")
        .text(title)
        .raw("</h1>\n<p class=\"sub\">As of <b>")
        .text(&of.as_of.to_string())
        .raw("</b>: ")
        .text(&counted(of.findings.len() as u64, "finding", "findings"))
        .raw(" about ")
        .text(&counted(of.registry.profiles.len() as u64, "party", "parties"))
        .raw(". Evidence and its sources, what speaks against it, and what those concerned reply; no verdict on anybody.</p>\n</header>\n<main>\n");
    queue::write(of, &mut page);
    let owners = owners::Owners::of(of);
    for (rank, one) in (1..).zip(of.findings.iter().take(TOLD)) {
        finding::write(of, rank, one, (rank <= PICTURES).then_some(&owners), &mut page);
    }
    if of.findings.len() > TOLD {
        page.raw("<p class=\"note\">")
            .number((of.findings.len() - TOLD) as f64)
            .raw(" further findings stand in findings.jsonl and in the tables.</p>\n");
    }
    covered::write(of, &mut page);
    page.raw("</main>\n<footer>Made by Chokepoint. Everything here rests on the files and lists named above, as they said on the day.</footer>\n</body>\n</html>\n");
    page.finish()
}
