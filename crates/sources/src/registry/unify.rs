//! Parties of several files that carry one unified code or LEI are one party.

use super::{draft::name_key, life::one_day};
use chokepoint_model::{
    IdentifierKind, Issue, KnownBy, PartialDate, PartyNumber, Place, Profile, Registry, Schema, Severity,
};
use chokepoint_text::identifier::{Scheme, normal};
use std::collections::HashMap;

/// Makes one party of those that are meant by the same name, and of those that share an identifier which only one
/// company in the world has.
pub(super) fn unify(registry: &mut Registry, meant: &[(PartyNumber, PartyNumber)]) {
    let mut first: HashMap<(IdentifierKind, String), usize> = HashMap::new();
    // Where each party goes; at first to itself.
    let mut goes: Vec<usize> = (0..registry.profiles.len()).collect();
    for (named, of) in meant {
        let (a, b) = (root(&goes, named.at()), root(&goes, of.at()));
        goes[a.max(b)] = a.min(b);
    }
    let mut merged = 0_u64;
    for (at, profile) in registry.profiles.iter().enumerate() {
        for identifier in &profile.party.identifiers {
            let scheme = match identifier.kind {
                IdentifierKind::Uscc => Scheme::Uscc,
                IdentifierKind::Lei => Scheme::Lei,
                _ => continue,
            };
            let value = normal(scheme, &identifier.value);
            if value.len() < 18 {
                continue;
            }
            match first.get(&(identifier.kind, value.clone())) {
                Some(other) => {
                    let (a, b) = (root(&goes, at), root(&goes, *other));
                    if a != b {
                        goes[a.max(b)] = a.min(b);
                        merged += 1;
                    }
                }
                None => {
                    first.insert((identifier.kind, value), at);
                }
            }
        }
    }
    if merged == 0 && meant.is_empty() {
        return;
    }
    let roots: Vec<usize> = (0..goes.len()).map(|at| root(&goes, at)).collect();
    let mut kept: Vec<Profile> = Vec::new();
    let mut numbers = vec![0_u32; roots.len()];
    let mut disagreements = Vec::new();
    for (at, profile) in std::mem::take(&mut registry.profiles).into_iter().enumerate() {
        if roots[at] == at {
            numbers[at] = kept.len() as u32;
            kept.push(profile);
        } else {
            // The root stands before: it is kept already.
            numbers[at] = numbers[roots[at]];
            fold(&mut kept[numbers[at] as usize], profile, &mut disagreements);
        }
    }
    registry.profiles = kept;
    for interest in &mut registry.interests {
        interest.holder.0 = numbers[interest.holder.at()];
        interest.held.0 = numbers[interest.held.at()];
    }
    for gap in &mut registry.gaps {
        gap.of.0 = numbers[gap.of.at()];
    }
    let more = disagreements.len().saturating_sub(SHOWN);
    disagreements.truncate(SHOWN);
    registry.issues.append(&mut disagreements);
    if more > 0 {
        let message = format!("{more} more parties of which two records of one code say other days");
        registry.issues.push(Issue {
            place: Place::default(),
            severity: Severity::Warning,
            message,
            advice: String::new(),
        });
    }
    if merged == 0 {
        return;
    }
    let message = format!("{merged} parties carry the unified code or LEI of another and were taken for it");
    registry.issues.push(Issue {
        place: Place::default(),
        severity: Severity::Note,
        message,
        advice: String::new(),
    });
}

/// Disagreements that are told one by one.
const SHOWN: usize = 20;

fn root(goes: &[usize], mut at: usize) -> usize {
    while goes[at] != at {
        at = goes[at];
    }
    at
}

/// Adds what a second record says; the first one goes before where both say something.
fn fold(into: &mut Profile, mut other: Profile, disagreements: &mut Vec<Issue>) {
    // What a record of the party itself says goes before what somebody calls it.
    if into.known_by == KnownBy::Name && other.known_by == KnownBy::Id {
        std::mem::swap(into, &mut other);
    }
    if into.party.schema == Schema::LegalEntity {
        into.party.schema = other.party.schema;
    }
    // Another spelling of the same name by which it was found is no other name.
    let held: Vec<String> = into.party.names.iter().map(|name| name_key(&name.text)).collect();
    other.party.names.retain(|name| !held.contains(&name_key(&name.text)));
    fn add<T: PartialEq>(into: &mut Vec<T>, other: Vec<T>) {
        for one in other {
            if !into.contains(&one) {
                into.push(one);
            }
        }
    }
    add(&mut into.party.names, other.party.names);
    add(&mut into.party.addresses, other.party.addresses);
    add(&mut into.party.identifiers, other.party.identifiers);
    add(&mut into.party.birth_dates, other.party.birth_dates);
    for country in other.party.countries {
        into.party.add_country(country);
    }
    add(&mut into.contacts, other.contacts);
    add(&mut into.changes, other.changes);
    add(&mut into.listings, other.listings);
    add(&mut into.topics, other.topics);
    let mut day = |word: &str, held: Option<PartialDate>, said: Option<PartialDate>| {
        let (Some(held), Some(said)) = (held, said) else { return held.or(said) };
        Some(one_day(held, said).unwrap_or_else(|| {
            let message = format!(
                "{}: {word} {held} by {}, {word} {said} by {}; the first counts",
                into.party.caption(),
                into.stated,
                other.stated
            );
            disagreements.push(Issue {
                place: Place::default(),
                severity: Severity::Warning,
                message,
                advice: "find out which is right, and leave the other out".to_owned(),
            });
            held
        }))
    };
    let founded = day("founded", into.founded, other.founded);
    let dissolved = day("dissolved", into.dissolved, other.dissolved);
    (into.founded, into.dissolved) = (founded, dissolved);
    into.capital = into.capital.take().or(other.capital);
    if into.scope.is_empty() {
        into.scope = other.scope;
    }
    if into.status.is_empty() {
        into.status = other.status;
    }
    if into.stated.record.is_empty() {
        into.stated = other.stated;
    }
}
