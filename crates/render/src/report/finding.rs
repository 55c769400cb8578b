//! One finding told whole: evidence with its sources, weights, law, what speaks against, replies, how it could be innocent.

use super::{chart, html::Html, owners::Owners, timeline, words};
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{Evidence, Finding, Stated};

/// Writes a finding.
///
/// The picture comes before the words: who the parties are to each other is seen first, and read then. `owners` are given
/// where there is to be one.
pub(super) fn write(
    of: &Investigation,
    rank: u32,
    finding: &Finding,
    owners: Option<&Owners<'_>>,
    page: &mut Html,
) {
    page.raw("<article class=\"finding\" id=\"f")
        .number(f64::from(rank))
        .raw("\">\n<h2><span class=\"rank\">");
    page.number(f64::from(rank))
        .raw("</span> ")
        .text(&finding.message)
        .raw("</h2>\n<p class=\"sub\"><span class=\"badge ");
    page.text(finding.severity.as_str()).raw("\">").text(finding.severity.as_str()).raw("</span> ");
    page.text(&format!("{} that it is so: ", words::percent(finding.probability)));
    page.text(words::likely(finding.probability)).raw(". ");
    if let Some(day) = finding.known_since {
        page.raw("All that speaks for it was known from <b>").text(&day.to_string()).raw("</b>. ");
    }
    page.raw("<small>").text(&finding.id).raw("</small></p>\n");

    if let Some(owners) = owners {
        chart::write(of, owners, finding, page);
    }
    bars(finding, page);
    page.raw("<h3>What it rests on</h3>\n");
    pieces(of, &finding.evidence, page);
    page.raw("<h3>What speaks against it</h3>\n");
    if finding.against.is_empty() {
        page.raw("<p>Nothing in the sources covered. That is no proof: see how it could be innocent.</p>\n");
    }
    pieces(of, &finding.against, page);
    if !finding.denials.is_empty() {
        page.raw("<h3>What those concerned say</h3>\n<ul class=\"denials\">\n");
        for denial in &finding.denials {
            page.raw("<li><b>").text(&caption(of, &denial.party)).raw("</b>");
            if let Some(on) = denial.on {
                page.raw(", ").text(&on.to_string());
            }
            page.raw(": ")
                .text(&denial.text)
                .raw(" <small>")
                .text(&source(of, &denial.stated.source))
                .raw("</small></li>\n");
        }
        page.raw("</ul>\n<p><small>Recorded, and without effect on the weights.</small></p>\n");
    }
    if !finding.innocent.is_empty() {
        page.raw("<h3>How it could be innocent</h3>\n<ul>\n");
        for one in &finding.innocent {
            page.raw("<li>").text(&one.looks).raw(" <i>How to tell:</i> ").text(&one.tell).raw("</li>\n");
        }
        page.raw("</ul>\n");
    }
    law(finding, page);
    if owners.is_some() {
        timeline::write(of, finding, page);
    }
    page.raw("<p class=\"up\"><a href=\"#queue\">to the queue</a></p>\n</article>\n");
}

/// The weights by family as bars: what speaks for it to the right, what speaks against to the left.
fn bars(finding: &Finding, page: &mut Html) {
    let most =
        finding.families.values().chain([&finding.prior]).fold(1.0_f64, |most, sum| most.max(sum.abs()));
    let mut families: Vec<(&str, f64)> =
        finding.families.iter().map(|(family, sum)| (family.as_str(), *sum)).collect();
    families.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let rows = families.into_iter().chain((finding.prior != 0.0).then_some(("before", finding.prior)));
    page.raw("<p class=\"sub\">What each family of evidence counts, in natural-log odds; the sum is <b>");
    page.text(&format!("{:+.1}", finding.score))
        .raw("</b>. “Before” is how rare such a tie is among so many companies.</p>\n<table class=\"bars\"><tbody>\n");
    for (family, sum) in rows {
        page.raw("<tr><th scope=\"row\">")
            .text(family)
            .raw("</th><td><svg class=\"bar\" viewBox=\"0 0 200 12\" role=\"img\" aria-label=\"");
        page.text(&format!("{family} {sum:+.1}"))
            .raw("\"><line x1=\"100\" y1=\"0\" x2=\"100\" y2=\"12\"/><rect class=\"");
        page.raw(if sum < 0.0 { "minus" } else { "plus" }).raw("\" y=\"2\" height=\"8\" width=\"");
        let width = sum.abs() / most * 98.0;
        page.number(width)
            .raw("\" x=\"")
            .number(if sum < 0.0 { 100.0 - width } else { 100.0 })
            .raw("\"/></svg></td><td class=\"sum\">");
        page.text(&format!("{sum:+.1}")).raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n");
}

fn pieces(of: &Investigation, pieces: &[Evidence], page: &mut Html) {
    if pieces.is_empty() {
        return;
    }
    page.raw("<table class=\"evidence\">\n<thead><tr><th class=\"sum\">Counts</th><th class=\"word\">About</th><th>Statement</th><th>Known</th><th>Source and place</th></tr></thead>\n<tbody>\n");
    for piece in pieces {
        page.raw("<tr><td class=\"sum\">")
            .text(&format!("{:+.1}", piece.weight))
            .raw("</td><td class=\"word\">")
            .text(piece.family.as_str());
        page.raw("</td><td>").text(&piece.statement).raw("</td><td class=\"day\">");
        page.text(&piece.since.map(|day| day.to_string()).unwrap_or_default()).raw("</td><td>");
        for (at, (source, places)) in by_source(of, &piece.stated).iter().enumerate() {
            page.raw(if at > 0 { "<br>" } else { "" }).text(source).raw(" <small>");
            page.text(&places.join(", ")).raw("</small>");
        }
        page.raw("</td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

/// Each source once, with all its places, in the order in which they are told.
fn by_source(of: &Investigation, stated: &[Stated]) -> Vec<(String, Vec<String>)> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for one in stated {
        let (source, place) = (source(of, &one.source), one.record.to_string());
        match told.iter_mut().find(|(other, _)| *other == source) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => told.push((source, vec![place])),
        }
    }
    told
}

/// What it means for a sale, and the entries and the guidance of the day.
fn law(finding: &Finding, page: &mut Html) {
    if finding.law.is_empty() && finding.means.is_empty() {
        return;
    }
    page.raw("<h3>The law it touches on ").text(&finding.as_of.to_string()).raw("</h3>\n<p>");
    page.text(&finding.means).raw("</p>\n<ul class=\"law\">\n");
    for law in &finding.law {
        page.raw("<li>");
        if law.parameter.is_empty() {
            page.raw("<b>").text(words::list(&law.name)).raw("</b>: ");
        }
        page.text(&law.title).raw(". ");
        if !law.citation.is_empty() {
            page.link(&law.url, &law.citation);
        }
        if let Some(from) = law.from {
            page.raw(if law.citation.is_empty() { "From " } else { ", from " }).text(&from.to_string());
        }
        if !matches!(law.status.as_str(), "" | "effective") {
            page.raw(", <b>").text(&law.status.replace('_', " ")).raw("</b>");
        }
        page.raw(" <small>").text(&words::rule(law)).raw("</small></li>\n");
    }
    page.raw("</ul>\n");
}

/// A source as the case titles it, else by its id.
pub(super) fn source(of: &Investigation, id: &str) -> String {
    let Some(known) = of.case.sources.iter().find(|known| known.id == id) else { return id.to_owned() };
    let mut parts = vec![known.title.clone()];
    parts.extend((!known.publisher.is_empty()).then(|| known.publisher.clone()));
    parts.extend(known.published.map(|day| day.to_string()));
    parts.join(", ")
}

fn caption(of: &Investigation, id: &str) -> String {
    let number = of.registry.number_of(id);
    number.and_then(|number| of.registry.profile(number)).map_or(id, |profile| profile.caption()).to_owned()
}
