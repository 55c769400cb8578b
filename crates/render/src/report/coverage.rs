//! What was covered and what could not be read: in short on the first page, in full at the end. Without it neither a finding nor its
//! absence means anything.

use super::{
    chinese, page,
    story::{self, Story},
    words,
};
use chokepoint_engine::investigate::{FileKind, Investigation};
use chokepoint_model::{Release, Severity, counted};
use chokepoint_sources::lists;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Remarks that are told one by one.
const TOLD: usize = 500;
/// Parties that may be listed that are named.
const POSSIBLE: usize = 100;
/// Names of files in the short form.
const NAMES: usize = 6;

/// The files of which nothing was read.
pub(super) fn unread(of: &Investigation) -> Vec<&str> {
    let is_unread = |kind: FileKind| matches!(kind, FileKind::Unread | FileKind::Prose);
    of.files.iter().filter(|file| is_unread(file.kind)).map(|file| file.name.as_str()).collect()
}

/// The files of which records were lost.
pub(super) fn partly(of: &Investigation) -> BTreeSet<&str> {
    let unread = unread(of);
    let lost = of
        .issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .map(|issue| issue.place.file.as_str());
    lost.filter(|file| !file.is_empty() && !unread.contains(file)).collect()
}

/// One paragraph for the first page.
pub(super) fn short(of: &Investigation) -> Markup {
    let (unread, partly) = (unread(of), partly(of));
    let named = |names: &[&str]| {
        let more = names.len().saturating_sub(NAMES);
        let shown = names.iter().take(NAMES).copied().collect::<Vec<_>>().join(", ");
        if more > 0 { format!("{shown} and {more} more") } else { shown }
    };
    let partly: Vec<&str> = partly.into_iter().collect();
    html! {
        aside.short aria-label="Coverage in short" {
            p {
                @if unread.is_empty() { "All " (counted(of.files.len() as u64, "file was read", "files were read")) ". " }
                @else {
                    b.warn { (unread.len()) " of " (counted(of.files.len() as u64, "file", "files")) " could not be read" }
                    ": " (named(&unread)) ". What they say is in no finding. "
                }
                @if !partly.is_empty() { b.warn { "Read in part" } ": " (named(&partly)) ". " }
                @if of.lists.is_empty() { b.warn { "No list was covered" } ": nobody counts as listed. " }
                @else { "Lists: " (of.lists.iter().map(|list| list.title.as_str()).collect::<Vec<_>>().join("; ")) "; no other list was looked at. " }
                @let possible = of.possibly_listed().iter().map(|(number, ..)| number).collect::<BTreeSet<_>>().len();
                @if possible > 0 { b { (counted(possible as u64, "party is", "parties are")) " possibly listed" } ": named with " a href="#coverage" { "the coverage" } ". " }
                "No register was asked and nothing was fetched: what no file says was not looked at. "
                a href="#coverage" { "Coverage in full" }
            }
        }
    }
}

/// Everything, at the end.
pub(super) fn full(story: &Story<'_>) -> Markup {
    let of = story.of;
    html! {
        section #coverage {
            h2 { "What was covered" }
            table.files {
                thead { tr { th { "File" } th { "Read as" } } }
                tbody { @for file in &of.files { tr.unread[matches!(file.kind, FileKind::Unread | FileKind::Prose)] {
                    td { (file.name) } td { (file.kind.words()) }
                } } }
            }
            p {
                (page::thousands(of.registry.profiles.len())) " parties and " (page::thousands(of.registry.interests.len()))
                " ties between them were read."
            }
            @for list in &of.lists {
                p { b { (list.title) } ": " (page::thousands(list.listings as usize)) " listings in effect on " (story::day(of.as_of)) ". " (list.effect) }
            }
            @if !of.releases.is_empty() { p { "Read from " (releases(of).join("; ")) "." } }
            (listed(of))
            (possibly(of))
            h3 { "What was not covered" }
            ul { @for note in &of.notes { li { (chinese::text(note)) } } }
            (remarks(of))
        }
    }
}

fn listed(of: &Investigation) -> Markup {
    let here = of.listed_here();
    html! {
        @if !here.is_empty() {
            h3 { "Listed on the day, among those in the files" }
            ul.listed {
                @for (number, listed) in here {
                    li {
                        @if let Some(profile) = of.registry.profile(number) {
                            (chinese::text(profile.caption())) " "
                            @if let Some(gloss) = chinese::gloss(profile.caption(), profile.party.schema) { (gloss) }
                        }
                        @for listing in listed.listings_on(of.as_of) {
                            ", " (words::list(&listing.list))
                            @if let Some(from) = listing.period.from { " since " (story::day(from)) }
                        }
                    }
                }
            }
        }
    }
}

/// Parties that may be listed ones, each once with its best match: the doubt is the reader's to settle.
fn possibly(of: &Investigation) -> Markup {
    let mut open = of.possibly_listed();
    open.dedup_by_key(|(number, ..)| *number);
    html! {
        @if !open.is_empty() {
            h3 { "Possibly listed on the day" }
            ul.listed {
                @for (number, listed, found) in open.iter().take(POSSIBLE) {
                    li {
                        @if let Some(profile) = of.registry.profile(*number) { (chinese::text(profile.caption())) }
                        " may be " (chinese::text(listed.caption())) ", " (found.basis)
                    }
                }
            }
            @if open.len() > POSSIBLE { p.sub { "and " (page::thousands(open.len() - POSSIBLE)) " more, each a finding." } }
        }
    }
}

/// The releases of the lists: `US Consolidated Screening List of 31 July 2026`.
pub(super) fn releases(of: &Investigation) -> Vec<String> {
    let named = |one: &Release| {
        let title =
            lists::source(&one.source).map_or_else(|| one.source.clone(), |source| source.title.clone());
        format!("{title} of {}", story::day(one.published))
    };
    let mut named: Vec<String> = of.releases.iter().map(named).collect();
    named.dedup();
    named
}

fn remarks(of: &Investigation) -> Markup {
    html! {
        h3 { "What could not be read, or is odd" }
        @if of.issues.is_empty() { p { "Nothing: every record was read." } }
        @else {
            details open[of.issues.len() <= 40] {
                summary { (counted(of.issues.len() as u64, "remark", "remarks")) }
                table.remarks {
                    thead { tr { th { "Where" } th { "" } th { "What" } th { "What to do" } } }
                    tbody {
                        @for issue in of.issues.iter().take(TOLD) {
                            tr {
                                td { (issue.place) } td { (words::lost(issue)) }
                                td { (chinese::text(&issue.message)) } td { (chinese::text(&issue.advice)) }
                            }
                        }
                    }
                }
                @if of.issues.len() > TOLD { p.note { (page::thousands(of.issues.len() - TOLD)) " more are printed by the command." } }
            }
        }
    }
}

/// The numbered notes: what was cited above, each once.
pub(super) fn notes(story: &Story<'_>) -> Markup {
    let notes = story.notes();
    html! {
        @if !notes.is_empty() {
            section #notes {
                h2 { "Notes" }
                ol.notes {
                    @for (number, note) in (1..).zip(&notes) {
                        li id=(format!("n{number}")) {
                            (chinese::text(&note.text))
                            @if !note.url.is_empty() { " " span.url { (page::link(&note.url, &note.url)) } }
                        }
                    }
                }
            }
        }
    }
}
