//! The head of the report: four figures, and what was covered in short, before anything that was found.

use super::{
    coverage, page,
    story::{self, Story},
};
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::Importance;
use maud::{Markup, html};

/// Names of files and lists that are printed in a figure.
const NAMES: usize = 3;

/// Title, day, figures.
pub(super) fn write(story: &Story<'_>, title: &str) -> Markup {
    let of = story.of;
    html! {
        header.top {
            p.kicker { "Chokepoint investigation" }
            h1 { (super::chinese::text(title)) }
            p.sub { "As of " b { (story::day(of.as_of)) } ". Evidence and its sources, what speaks against it, and what those concerned reply; no verdict on anybody." }
            div.figures { (findings(of)) (parties(of)) (lists(of)) (files(of)) }
            (coverage::short(of))
        }
    }
}

fn figure(number: &str, what: &str, class: &str, more: &Markup) -> Markup {
    html! { div.figure.(class) { b.number { (number) } span.what { (what) } div.more { (more) } } }
}

fn findings(of: &Investigation) -> Markup {
    let count = |severity| of.findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = Importance::ALL
        .into_iter()
        .rev()
        .map(|severity| (severity, count(severity)))
        .filter(|(_, count)| *count > 0);
    let more = html! { @for (severity, count) in counts { span.badge.(severity.as_str()) { (page::thousands(count)) " " (severity.as_str()) } " " } };
    figure(
        &page::thousands(of.findings.len()),
        if of.findings.len() == 1 { "finding" } else { "findings" },
        "found",
        &more,
    )
}

fn parties(of: &Investigation) -> Markup {
    let more = html! { (page::thousands(of.registry.interests.len())) " ties between them" };
    figure(&page::thousands(of.registry.profiles.len()), "parties read", "read", &more)
}

fn lists(of: &Investigation) -> Markup {
    let more = html! {
        @for list in of.lists.iter().take(NAMES) { span.line { (list.title) ", " (page::thousands(list.listings as usize)) " in effect" } }
        @if of.lists.len() > NAMES { span.line { "and " (of.lists.len() - NAMES) " more" } }
        @if of.lists.is_empty() { "nobody counts as listed" }
        @for release in coverage::releases(of).iter().take(NAMES) { span.line { "release: " (release) } }
    };
    let class = if of.lists.is_empty() { "warning" } else { "lists" };
    figure(
        &of.lists.len().to_string(),
        if of.lists.len() == 1 { "list covered" } else { "lists covered" },
        class,
        &more,
    )
}

fn files(of: &Investigation) -> Markup {
    let unread = coverage::unread(of);
    let partly = coverage::partly(of);
    let more = html! {
        @for name in unread.iter().take(NAMES) { span.line { (name) } }
        @if unread.len() > NAMES { span.line { "and " a href="#coverage" { (unread.len() - NAMES) " more" } } }
        @if !partly.is_empty() { span.line { "and " (partly.len()) " read in part" } }
        @if unread.is_empty() && partly.is_empty() { "all " (of.files.len()) " were read" }
    };
    let class = if unread.is_empty() && partly.is_empty() { "read" } else { "warning" };
    figure(
        &unread.len().to_string(),
        if unread.len() == 1 { "file not read" } else { "files not read" },
        class,
        &more,
    )
}
