//! What a determination comes to in one word, and on what it depends.

use super::{Determination, Seen, gaps::Gap};
use crate::{known::DATA_CENTRE, reading::Rule, readings::Both, trace::spoken};
use chokepoint_rules::{Circumstances, Figure, Truth};

/// Whether a licence is required, as it is said first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A ground that is sure asks for a licence.
    Required,
    /// No rule covered here asks for one.
    NotRequired,
    /// It stays inside the United States, and nothing else asks for one.
    NoExport,
    /// What is known of the item and the parties does not decide.
    Depends,
    /// A part of the law that is not evaluated here bears on it.
    NotDetermined,
}

impl Outcome {
    /// What several answers to one question come to: what was not determined stays so, and what differs depends.
    pub fn of_all(outcomes: impl IntoIterator<Item = Self>) -> Self {
        let mut outcomes = outcomes.into_iter();
        let Some(first) = outcomes.next() else { return Self::NotDetermined };
        outcomes.fold(first, |all, one| match (all, one) {
            (all, one) if all == one => all,
            (Self::NotDetermined, _) | (_, Self::NotDetermined) => Self::NotDetermined,
            _ => Self::Depends,
        })
    }

    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::NotRequired => "not_required",
            Self::NoExport => "no_export",
            Self::Depends => "depends",
            Self::NotDetermined => "not_determined",
        }
    }
}

impl<'r> Determination<'r> {
    /// What it comes to.
    pub fn outcome(&self) -> Outcome {
        match self.required {
            Truth::Yes => Outcome::Required,
            _ if self.deciding_gaps().next().is_some() => Outcome::NotDetermined,
            Truth::Unknown => Outcome::Depends,
            Truth::No if self.is_export => Outcome::NotRequired,
            Truth::No => Outcome::NoExport,
        }
    }

    /// The parts of the law that are not evaluated and that leave the answer open.
    pub fn deciding_gaps(&self) -> impl Iterator<Item = &Gap<'r>> {
        self.not_covered.iter().filter(|gap| gap.decides)
    }
}

impl<'r> Both<Determination<'r>> {
    /// What both readings come to.
    pub fn outcome(&self) -> Outcome {
        Outcome::of_all(std::iter::once(&self.came).chain(&self.not).map(Determination::outcome))
    }
}

/// What a rule that is left open asks for and nobody states, as it is said: `headquarters of the end user`.
pub(super) fn missing(seen: &Seen<'_, '_>, rule: &Rule<'_>) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for name in &rule.names {
        let known = seen.place(name).is_some()
            || seen.fact(name).is_some()
            || seen.day(name).is_some()
            || seen.figure(name) != Figure::Unknown;
        let said = said(name);
        if !known && !missing.contains(&said) {
            missing.push(said);
        }
    }
    missing
}

/// A name of the rules as what an answer depends on.
pub(super) fn said(name: &str) -> String {
    match name {
        "end_user_headquarters" | "end_user_parent_headquarters" => "headquarters of the end user".to_owned(),
        "all_parties_approved_for_emirates" => "approval of every party for the Emirates".to_owned(),
        "recipient_of_letter" => "whether the exporter received the letter".to_owned(),
        "is_on_control_list" => "other control list entries of the item".to_owned(),
        DATA_CENTRE => "whether the item is for data centres".to_owned(),
        name => spoken(name),
    }
}
