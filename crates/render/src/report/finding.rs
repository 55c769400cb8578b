//! One finding: likely ones told whole, the others in short with the rest folded below.

use super::{
    chinese, likely, owners,
    story::{self, Story},
    ties, timeline, waterfall, words,
};
use chokepoint_detectors::calibration;
use chokepoint_model::{Evidence, Finding};
use maud::{Markup, html};

/// From this probability on a finding is told whole.
pub(super) const WHOLE: f64 = 0.5;
/// Findings of the queue that have pictures.
const PICTURES: usize = 40;
/// Pieces of evidence of a finding told in short.
const PIECES: usize = 3;

/// Writes a finding. The lead has had its pictures at the head of the page.
pub(super) fn write(story: &Story<'_>, rank: usize, finding: &Finding) -> Markup {
    let is_whole = finding.probability >= WHOLE || rank == 1;
    let (main, rest) = story.headline(finding);
    html! {
        article.finding.brief[!is_whole] id=(format!("f{rank}")) {
            h3 { span.rank { (rank) } " " (chinese::text(&main)) }
            (names(story, finding))
            (conditions(finding))
            p.sub {
                (likely::line(finding))
                @if is_whole { ". " (story::capital(words::likely(finding.probability))) }
                @if let Some(day) = finding.known_since { ". All that speaks for it was known from " b { (story::day(day)) } }
                @if !rest.is_empty() { ". " (chinese::text(&rest)) }
            }
            @if is_whole { (whole(story, rank, finding)) } @else { (brief(story, rank, finding)) }
            p.id { small { (finding.id) } }
        }
    }
}

/// The subjects in Chinese, with how they are said.
pub(super) fn names(story: &Story<'_>, finding: &Finding) -> Markup {
    let below: Vec<Markup> =
        finding.subjects.iter().take(2).map(|one| story.below(&one.id, &one.caption)).collect();
    html! { @if below.iter().any(|one| !one.0.is_empty()) { p.names { @for one in &below { span.name { (one) } " " } } } }
}

/// What must be so and is not certain: that a party of the files is the listed one.
pub(super) fn conditions(finding: &Finding) -> Markup {
    html! { @for condition in &finding.conditions { p.condition { b { "Only if" } " " (chinese::text(condition)) } } }
}

fn whole(story: &Story<'_>, rank: usize, finding: &Finding) -> Markup {
    html! {
        @if rank > 1 && rank <= PICTURES {
            @if let Some(ties) = ties::draw(story, finding) { (ties) }
            @if let Some(time) = timeline::draw(story, finding) { (time) }
        }
        @if rank <= PICTURES { (owners::draw(story, finding)) }
        h4 { "How the weights lead to " (words::percent(finding.probability)) }
        (waterfall::draw(finding, calibration(&finding.detector)))
        h4 { "What it rests on" }
        (pieces(story, finding, &finding.evidence))
        (against(story, finding))
        (denials(story, finding))
        (law(story, finding))
    }
}

fn brief(story: &Story<'_>, rank: usize, finding: &Finding) -> Markup {
    html! {
        ul.pieces {
            @for piece in finding.evidence.iter().take(PIECES) { (one_line(story, finding, piece)) }
            @for piece in finding.against.iter().take(1) { (one_line(story, finding, piece)) }
        }
        @if !finding.denials.is_empty() { p.reply { (replies(story, finding)) "; what they say is in the file and in findings.xlsx." } }
        details.all {
            summary { "All of its evidence, its weights and the law" }
            @if rank <= PICTURES { (owners::draw(story, finding)) }
            (waterfall::draw(finding, calibration(&finding.detector)))
            (pieces(story, finding, &finding.evidence))
            (against(story, finding))
            (denials(story, finding))
            (law(story, finding))
        }
    }
}

fn one_line(story: &Story<'_>, finding: &Finding, piece: &Evidence) -> Markup {
    html! {
        li { span.sum { (super::page::weight(piece.weight)) } " " span.word { (piece.family.as_str()) } " " (chinese::text(&story.english(finding, &piece.statement))) " " (story.stated(&piece.stated)) }
    }
}

fn pieces(story: &Story<'_>, finding: &Finding, pieces: &[Evidence]) -> Markup {
    html! {
        @if !pieces.is_empty() {
            table.evidence {
                thead { tr { th.sum { "Counts" } th.word { "About" } th { "Statement" } th.day { "Known" } th { "Source" } } }
                tbody {
                    @for piece in pieces {
                        tr {
                            td.sum { (super::page::weight(piece.weight)) }
                            td.word { (piece.family.as_str()) }
                            td { (chinese::text(&story.english(finding, &piece.statement))) }
                            td.day { @if let Some(day) = piece.since { (day) } }
                            td.source { (story.stated(&piece.stated)) }
                        }
                    }
                }
            }
        }
    }
}

fn against(story: &Story<'_>, finding: &Finding) -> Markup {
    html! {
        h4 { "What speaks against it" }
        @if finding.against.is_empty() { p { "Nothing in the sources covered. That is no proof: see how it could be innocent." } }
        (pieces(story, finding, &finding.against))
    }
}

/// Who replies: `Nettrix and Sugon reply`.
pub(super) fn replies(story: &Story<'_>, finding: &Finding) -> Markup {
    let mut names: Vec<&str> = Vec::new();
    for denial in &finding.denials {
        let name = story.short(&denial.party, story.caption(&denial.party));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    html! { @for (at, name) in names.iter().enumerate() { @if at > 0 { @if at + 1 == names.len() { " and " } @else { ", " } } (chinese::text(name)) } (if names.len() == 1 { " replies" } else { " reply" }) }
}

fn denials(story: &Story<'_>, finding: &Finding) -> Markup {
    html! {
        @if !finding.denials.is_empty() {
            h4 { "What those concerned say" }
            ul.replies {
                @for denial in &finding.denials {
                    li {
                        b { (chinese::text(story.short(&denial.party, story.caption(&denial.party)))) }
                        @if let Some(on) = denial.on { ", " (story::day(on)) }
                        ": " (chinese::text(&denial.text)) " " (story.cite(&denial.stated.source))
                    }
                }
            }
            p.sub { "Recorded, and without effect on the weights." }
        }
    }
}

/// The entries and the guidance of the day.
fn law(story: &Story<'_>, finding: &Finding) -> Markup {
    html! {
        @if !finding.law.is_empty() {
            h4 { "The law it touches on " (story::day(finding.as_of)) }
            ul.law {
                @for law in &finding.law {
                    li {
                        @if law.parameter.is_empty() { b { (words::list(&law.name)) } ": " }
                        (chinese::text(&law.title)) ". "
                        @if !law.citation.is_empty() { (story.cite_law(&law.citation, &law.url)) }
                        @if let Some(from) = law.from {
                            @if law.citation.is_empty() { "From " } @else { ", from " }
                            (story::day(from))
                        }
                        @if !matches!(law.status.as_str(), "" | "effective") { ", " b { (law.status.replace('_', " ")) } }
                        " " small { (words::rule(law)) }
                    }
                }
            }
        }
    }
}
