//! The report: one HTML file that opens offline, prints well, and needs no script to be read.
//!
//! A part of the page is a file: the head with its figures, the lead, the overview, each kind of finding, coverage, notes.

mod chinese;
mod coverage;
mod finding;
mod group;
mod header;
mod lead;
mod likely;
mod owners;
mod page;
mod story;
#[cfg(test)]
mod tests;
mod ties;
mod timeline;
mod waterfall;
pub(crate) mod words;

use chokepoint_engine::investigate::Investigation;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use story::Story;

/// Nothing is loaded from anywhere, and nothing is sent.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The look: on a screen, the pictures, on paper.
const STYLE: [&str; 3] =
    [include_str!("style/screen.css"), include_str!("style/pictures.css"), include_str!("style/print.css")];

/// The report.
pub fn html(of: &Investigation) -> String {
    let story = Story::of(of);
    let title = if of.case.title.is_empty() { "Findings" } else { &of.case.title };
    let groups = group::groups(&of.findings);
    // The notes are numbered as they are cited: the parts are written in the order of the page.
    let head = header::write(&story, title);
    let lead = of.findings.first().map(|finding| lead::write(&story, finding));
    let overview = overview(&story, &groups);
    let whole = group::write(&story, &groups);
    let coverage = coverage::full(&story);
    let notes = coverage::notes(&story);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { @for part in STYLE { (PreEscaped(part)) } (running_heads(of, title)) }
            }
            body {
                (contents(&groups))
                main {
                    (head)
                    @if let Some(lead) = &lead { (lead) }
                    (overview) (whole) (coverage) (notes)
                    footer { "Made by Chokepoint. Everything here rests on the files and lists named above, as they were on the day." }
                }
            }
        }
    };
    page::clean(page.into_string())
}

/// Where the parts are, beside the page on wide screens.
fn contents(groups: &[group::Group<'_>]) -> Markup {
    html! {
        nav.contents aria-label="Contents" {
            ol {
                @if !groups.is_empty() { li { a href="#lead" { "The lead" } } }
                li { a href="#queue" { "What comes first" } }
                @for group in groups { (group.entry()) }
                li { a href="#coverage" { "What was covered" } }
                li { a href="#notes" { "Notes" } }
            }
        }
    }
}

fn overview(story: &Story<'_>, groups: &[group::Group<'_>]) -> Markup {
    let of = story.of;
    html! {
        @if !of.case.notes.is_empty() { p.case { (chinese::text(&of.case.notes)) } }
        @if of.registry.profiles.is_empty() {
            section #queue { h2 { "Nothing was examined" } p { "No file names a party: nothing was examined, so nothing could be found." } }
        } @else if groups.is_empty() {
            section #queue {
                h2 { "Nothing was found in the sources covered" }
                p { "That is no proof: what they cover, and what could not be read, is said in " a href="#coverage" { "what was covered" } "." }
            }
        } @else { (group::overview(story, groups)) }
    }
}

/// Title, day and releases at the head and the foot of each printed page.
fn running_heads(of: &Investigation, title: &str) -> Markup {
    let short: String = title.chars().take(70).collect();
    let releases: Vec<String> = of.releases.iter().map(ToString::to_string).collect();
    let lists: String = releases.join(", ").chars().take(90).collect();
    let text = |text: &str| page::css_string(text).into_string();
    PreEscaped(format!(
        "@page{{@top-left{{content:\"{}\"}}@top-right{{content:\"as of {}\"}}@bottom-left{{content:\"{}\"}}}}",
        text(&short),
        text(&of.as_of.to_string()),
        text(&lists)
    ))
}
