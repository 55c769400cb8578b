//! Findings of one kind together: seventeen neighbours of one listed company are one line of the overview, not seventeen.

use super::{chinese, finding, likely, page, story::Story};
use chokepoint_detectors::detector;
use chokepoint_model::{Finding, counted};
use maud::{Markup, html};

/// Findings that are told; a queue may be longer than anybody reads.
const TOLD: usize = 200;
/// Findings of one kind that are told without being folded.
const UNFOLDED: usize = 3;
/// Listed parties that the line of a kind names.
const NAMES: usize = 3;

/// Findings of one detector with their places in the queue.
pub(super) struct Group<'a> {
    id: &'a str,
    title: String,
    findings: Vec<(usize, &'a Finding)>,
}

/// The kinds of findings, the one with the finding that is worth most first.
pub(super) fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (rank, finding) in (1..).zip(findings) {
        match groups.iter_mut().find(|group| group.id == finding.detector) {
            Some(group) => group.findings.push((rank, finding)),
            None => {
                let title = detector(&finding.detector).map(|of| of.metadata().title.clone());
                let title = title.unwrap_or_else(|| finding.detector.replace('_', " "));
                groups.push(Group { id: &finding.detector, title, findings: vec![(rank, finding)] });
            }
        }
    }
    groups
}

impl Group<'_> {
    fn range(&self) -> (f64, f64) {
        let all = self.findings.iter().map(|(_, finding)| finding.probability);
        all.fold((1.0, 0.0), |(low, high), one| (one.min(low), one.max(high)))
    }

    fn most(&self) -> &Finding {
        self.findings[0].1
    }

    /// `17 companies, tied to Higon (9), Sugon (8)`.
    fn who(&self, story: &Story<'_>) -> String {
        let tied = story.tied_to(self.findings.iter().map(|(_, finding)| *finding));
        let named: Vec<String> = tied
            .iter()
            .take(NAMES)
            .map(
                |(name, count)| if tied.len() > 1 { format!("{name} ({count})") } else { (*name).to_owned() },
            )
            .collect();
        let more = tied.len().saturating_sub(NAMES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        if named.is_empty() || self.findings.len() == 1 {
            String::new()
        } else {
            format!("{}{more}", named.join(", "))
        }
    }
}

/// The overview: a line for each kind, or for the one finding of a kind.
pub(super) fn overview(story: &Story<'_>, groups: &[Group<'_>]) -> Markup {
    html! {
        section #queue {
            h2 { "What comes first" }
            p.sub {
                "Ordered by worth: how much a finding matters if it is true (in hours of an analyst: critical 5, high 3, medium 1, low ¼) times how likely it is. "
                "So a likely finding of little weight comes after a serious one that is only possible. "
                span.on-paper { "Findings below 50 % are printed in short; findings.xlsx and the file have them whole." }
            }
            table.queue {
                thead { tr { th { "Rank" } th { "What was seen" } th { "If true" } th { "How likely" } th.sum { "Worth" } } }
                tbody { @for group in groups { (line(story, group)) } }
            }
        }
    }
}

fn line(story: &Story<'_>, group: &Group<'_>) -> Markup {
    let (low, high) = group.range();
    let (first, last) = (group.findings[0].0, group.findings[group.findings.len() - 1].0);
    let ranks = match group.findings.len() {
        1 => first.to_string(),
        count if last - first + 1 == count => format!("{first}–{last}"),
        _ => format!("{first} … {last}"),
    };
    let replied = group.findings.iter().filter(|(_, finding)| !finding.denials.is_empty()).count();
    html! {
        tr {
            td.rank { (ranks) }
            td {
                @if let [(_, only)] = group.findings[..] {
                    a href=(format!("#{}", group.id)) { (chinese::text(&story.headline(only).0)) }
                } @else {
                    a href=(format!("#{}", group.id)) { (page::thousands(group.findings.len())) " × " (group.title) }
                    @let who = group.who(story);
                    @if !who.is_empty() { span.who { (chinese::text(&who)) } }
                }
                @if replied > 0 { span.who { @if group.findings.len() > 1 { (replied) " " } "with a reply of those concerned" } }
            }
            td { (likely::badge(group.most())) }
            td { (likely::bar(low, high)) }
            td.sum { (format!("{:.2}", group.most().worth())) }
        }
    }
}

/// Every kind with its findings.
pub(super) fn write(story: &Story<'_>, groups: &[Group<'_>]) -> Markup {
    let mut room = TOLD;
    let mut sections = Vec::new();
    for group in groups {
        let told = group.findings.len().min(room);
        room -= told;
        sections.push(section(story, group, told));
    }
    html! { @for section in &sections { (section) } }
}

fn section(story: &Story<'_>, group: &Group<'_>, told: usize) -> Markup {
    let (low, high) = group.range();
    let all: Vec<&Finding> = group.findings.iter().map(|(_, finding)| *finding).collect();
    let body = |findings: &[(usize, &Finding)]| html! { @for (rank, one) in findings { (finding::write(story, *rank, one)) } };
    let (told, rest) = group.findings.split_at(told);
    let count = counted(group.findings.len() as u64, "finding", "findings");
    html! {
        section.group id=(group.id) {
            h2 { (group.title) }
            p.sub { (count) ", " (likely::bar(low, high)) @let who = group.who(story); @if !who.is_empty() { ". Tied to: " (chinese::text(&who)) } }
            p.means { (chinese::text(&group.most().means)) }
            (innocent(&all))
            @if told.len() > UNFOLDED {
                (body(&told[..1]))
                details.fold {
                    summary { (page::thousands(told.len() - 1)) " more of this kind" }
                    (body(&told[1..]))
                }
            } @else { (body(told)) }
            @if !rest.is_empty() {
                details.fold {
                    summary { (page::thousands(rest.len())) " further findings of this kind, worth less" }
                    ol.rest {
                        @for (rank, one) in rest.iter().take(2000) {
                            li value=(rank) { (chinese::text(&story.headline(one).0)) " " (likely::bar(one.probability, one.probability)) }
                        }
                    }
                }
            }
            p.up { a href="#queue" { "↑ all findings" } }
        }
    }
}

/// How it could be innocent, and how to tell: once for all findings of a kind, where it is the same for all.
fn innocent(findings: &[&Finding]) -> Markup {
    let first = findings.first().map_or(&[][..], |one| &one.innocent);
    html! {
        @if !first.is_empty() {
            h3 { "How it could be innocent" }
            ul.innocent { @for one in first { li { (one.looks) " " i { "How to tell:" } " " (one.tell) } } }
        }
    }
}

impl Group<'_> {
    /// Its line of the contents.
    pub(super) fn entry(&self) -> Markup {
        html! { li { a href=(format!("#{}", self.id)) { (self.title) } " " span.count { (self.findings.len()) } } }
    }
}
