//! What was covered and what could not be read: without it neither a finding nor its absence means anything.

use super::{html::Html, words};
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::counted;

/// Issues that are told one by one.
const TOLD: usize = 500;

/// Writes what was covered.
pub(super) fn write(of: &Investigation, page: &mut Html) {
    page.raw("<section id=\"covered\">\n<h2>What was covered</h2>\n<table>\n<thead><tr><th>File</th><th>Read as</th></tr></thead>\n<tbody>\n");
    for file in &of.files {
        page.raw("<tr><td>").text(&file.name).raw("</td><td>").text(file.kind.words()).raw("</td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n<p>")
        .text(&counted(of.registry.profiles.len() as u64, "party", "parties"))
        .raw(" and ");
    page.text(&counted(of.registry.interests.len() as u64, "tie", "ties"))
        .raw(" between them were read.</p>\n");
    for list in &of.lists {
        page.raw("<p><b>").text(&list.title).raw("</b>: ");
        page.text(&counted(list.listings, "listing in effect", "listings in effect"))
            .raw(" on ")
            .text(&of.as_of.to_string());
        page.raw(". ").text(&list.effect).raw("</p>\n");
    }
    if !of.case.sources.is_empty() {
        page.raw("<h3>Sources that the records name</h3>\n<ul>\n");
        for one in &of.case.sources {
            page.raw("<li><code>")
                .text(&one.id)
                .raw("</code> ")
                .text(&super::finding::source(of, &one.id))
                .raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
    let here = of.listed_here();
    if !here.is_empty() {
        page.raw("<h3>Listed on the day, among those in the files</h3>\n<ul>\n");
        for (number, listed) in here {
            let name = of.registry.profile(number).map_or("", |profile| profile.caption());
            page.raw("<li>").text(name);
            for listing in listed.listings_on(of.as_of) {
                page.raw(", <code>").text(&listing.list).raw("</code>");
                if let Some(from) = listing.period.from {
                    page.raw(" since ").text(&from.to_string());
                }
            }
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
    page.raw("<h3>What was not covered</h3>\n<ul>\n");
    of.notes.iter().for_each(|note| {
        page.element("<li>", note, "</li>\n");
    });
    page.raw("</ul>\n<h3>What could not be read, or is odd</h3>\n");
    if of.issues.is_empty() {
        page.raw("<p>Nothing: every record was read.</p>\n");
    } else {
        page.raw("<details open><summary>").text(&counted(of.issues.len() as u64, "remark", "remarks"));
        page.raw("</summary>\n<table>\n<thead><tr><th>Where</th><th></th><th>What</th><th>What to do</th></tr></thead>\n<tbody>\n");
        for issue in of.issues.iter().take(TOLD) {
            page.raw("<tr><td>").text(&issue.place.to_string()).raw("</td><td>").text(words::lost(issue));
            page.raw("</td><td>")
                .text(&issue.message)
                .raw("</td><td>")
                .text(&issue.advice)
                .raw("</td></tr>\n");
        }
        page.raw("</tbody>\n</table></details>\n");
    }
    page.raw("</section>\n");
}
