//! Who is free of the requirement at a destination because the text names it: supplement no. 8 to 15 CFR part 740.

use crate::{
    reading::Reading,
    transaction::{Role, Transaction, TransactionParty},
};
use chokepoint_model::Date;
use chokepoint_rules::{Answer, Law, NoAnswer, Value};
use chokepoint_text::legal_form::legal_form_at;

/// The names, and under the same names of their table who is meant.
const NAMES: &str = "us.ear.names_approved_in_emirates";
/// Who is free of the requirement.
pub(crate) const APPROVED: &str = "us.ear.approved_in_emirates";

/// An approval by name.
#[derive(Debug, Clone)]
pub(crate) struct Approval<'r> {
    /// The names, each as its words.
    names: Vec<Vec<String>>,
    /// The value that gives them.
    pub(crate) answer: Answer<'r>,
    /// The last day of an approval that has lapsed.
    pub(crate) lapsed: Option<Date>,
}

impl Approval<'_> {
    /// Whether it stands on the day.
    pub(crate) fn stands(&self) -> bool {
        self.lapsed.is_none()
    }

    /// Whether a party goes by one of the names: by it alone, or with a legal form behind it.
    fn names(&self, party: &str) -> bool {
        let words = words(party);
        self.names.iter().any(|name| {
            let rest = words.strip_prefix(&name[..]);
            rest.is_some_and(|rest| is_legal_form(rest))
        })
    }
}

/// The approvals of a law, lapsed ones among them.
pub(crate) fn approvals(law: Law<'_>) -> Vec<Approval<'_>> {
    let approval = |answer: &Answer<'_>| match law.answer_named(APPROVED, answer.name) {
        Ok(_) => Some(None),
        Err(NoAnswer::Ended { until }) => Some(Some(until)),
        Err(_) => None,
    };
    law.table(NAMES)
        .into_iter()
        .filter_map(|answer| {
            let Some(Value::Words(names)) = answer.value() else { return None };
            let lapsed = approval(&answer)?;
            Some(Approval { names: names.iter().map(|name| words(name)).collect(), answer, lapsed })
        })
        .collect()
}

/// The approval that a party has, or had, by its name.
pub(super) fn of<'a, 'r>(
    reading: &'a Reading<'r>,
    transaction: &Transaction,
    party: &TransactionParty,
) -> Option<&'a Approval<'r>> {
    let at_destination = party.location.is_none() || party.location == transaction.destination;
    let in_emirates = transaction.destination.is_some_and(|place| place.as_str() == "AE");
    if party.name.is_empty() || !at_destination || !in_emirates {
        return None;
    }
    reading.approvals.iter().find(|approval| approval.names(&party.name))
}

/// Whether the ultimate consignee and all end users are approved; `None` where somebody is not named, or by another
/// name than the list has.
pub(super) fn all_approved(reading: &Reading<'_>, transaction: &Transaction) -> Option<bool> {
    let receives = |party: &&TransactionParty| matches!(party.role, Role::EndUser | Role::UltimateConsignee);
    let mut all = Some(true);
    for party in transaction.parties.iter().filter(receives) {
        match of(reading, transaction, party) {
            Some(approval) if approval.stands() => {}
            // Whether it was renewed is not known: until somebody declares so, it has lapsed.
            Some(_) => return Some(false),
            None => all = None,
        }
    }
    all
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether words say nothing but what kind of company it is.
fn is_legal_form(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut rest = &words[..];
    while !rest.is_empty() {
        match legal_form_at(rest) {
            Some(form) if form.words > 0 => rest = &rest[form.words.min(rest.len())..],
            _ => return false,
        }
    }
    true
}
