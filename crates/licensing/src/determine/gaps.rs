//! What is known to be law and is not evaluated here: named beside every answer, and in its place where it decides.

use super::{Seen, listing::Binding};
use crate::{
    reading::Rule,
    trace::{Step, Topic},
};
use chokepoint_rules::{Answer, GapKind, GapTerms, Truth};

/// A part of the law that is not evaluated and that bears on the transaction.
#[derive(Debug, Clone)]
pub struct Gap<'r> {
    /// What it turns on.
    pub kind: GapKind,
    /// Whether it leaves the answer open, or is only named beside it.
    pub decides: bool,
    /// Its name in the rules, or the list.
    pub name: String,
    /// Where it is written: `15 CFR 746.7`.
    pub section: String,
    /// What it says.
    pub says: String,
    /// The value that names it; `None` for a list of which no rule speaks.
    pub answer: Option<Answer<'r>>,
    /// Whether it applies, or may.
    pub truth: Truth,
    /// Whether it closes every licence exception.
    pub(super) closes_exceptions: bool,
    provision: Option<&'r chokepoint_rules::Provision>,
}

/// The gaps that bear on a transaction, those that decide first.
pub(super) fn gaps<'r>(seen: &Seen<'_, 'r>, bindings: &[Binding<'_, 'r>]) -> Vec<Gap<'r>> {
    let of_rules = seen.reading.gaps.iter().filter_map(|rule| gap(seen, rule));
    let of_lists = bindings.iter().filter(|binding| binding.effect.is_none()).map(|binding| {
        let list = &binding.listed.listing.list;
        Gap {
            kind: GapKind::Party,
            decides: true,
            name: list.clone(),
            section: list.clone(),
            says: format!("{} is on {list}, of which no rule here speaks", binding.party.spoken()),
            answer: None,
            truth: Truth::Yes,
            closes_exceptions: false,
            provision: None,
        }
    });
    let mut gaps: Vec<Gap<'r>> = of_rules.chain(of_lists).collect();
    gaps.sort_by_key(|gap| (!gap.decides, gap.kind));
    gaps.dedup_by(|one, other| one.says == other.says);
    gaps
}

/// Those that turn on the item alone.
pub(super) fn of_item<'r>(seen: &Seen<'_, 'r>) -> Vec<Gap<'r>> {
    let of_item = seen.reading.gaps.iter().filter(|rule| {
        rule.provision.gap.is_some_and(|terms| matches!(terms.kind, GapKind::Item | GapKind::Prohibition))
    });
    let mut gaps: Vec<Gap<'r>> = of_item.filter_map(|rule| gap(seen, rule)).collect();
    gaps.sort_by_key(|gap| (!gap.decides, gap.kind));
    gaps
}

fn gap<'r>(seen: &Seen<'_, 'r>, rule: &Rule<'r>) -> Option<Gap<'r>> {
    let GapTerms { kind, decides, closes_exceptions } = rule.provision.gap?;
    let truth = seen.concerns(rule).min(rule.test.test(seen));
    if truth == Truth::No {
        return None;
    }
    let answer = rule.answer;
    let sections = answer.dated.cites.iter().map(|cite| cite.title.as_str());
    let sections: Vec<&str> = sections.filter(|title| title.contains(" CFR ")).collect();
    Some(Gap {
        kind,
        decides,
        name: answer.name.to_owned(),
        section: sections.join("; "),
        says: rule.provision.title.clone(),
        answer: Some(answer),
        truth,
        closes_exceptions,
        provision: Some(rule.provision),
    })
}

impl<'r> Gap<'r> {
    pub(super) fn step(&self, seen: &Seen<'_, 'r>) -> Step<'r> {
        match (self.answer, self.provision) {
            (Some(answer), Some(provision)) => {
                Step::of(Topic::NotCovered, (answer, provision), self.truth, seen.reading.law, seen)
            }
            _ => Step::new(Topic::NotCovered, &self.name, &self.says).holds(self.truth),
        }
    }
}
