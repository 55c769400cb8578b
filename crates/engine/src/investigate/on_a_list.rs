//! The finding that screening makes: a party of the folder is on a list, and its own record does not say so.

use super::listed::{Found, says_so};
use crate::answer::Hit;
use chokepoint_detectors::{Listed, law};
use chokepoint_model::{
    Date, Denial, Evidence, Family, Feature, Finding, Importance, Innocent, PartyNumber, Profile, Registry,
    Stated, Subject,
};
use chokepoint_sources::lists;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The permanent id, beside those of the detectors.
const ID: &str = "on_a_list";

/// A finding for each hit that is news.
pub(super) fn findings(registry: &Registry, found: &Found, replies: &[Denial], as_of: Date) -> Vec<Finding> {
    let named = named_by(registry, found);
    let of = |(number, hit, at): &(PartyNumber, Hit, usize)| {
        let profile = registry.profile(*number)?;
        let listed = found.listed.get(*at)?;
        let stated = named.get(number).copied().unwrap_or(&profile.stated);
        (!says_so(profile, as_of)).then(|| finding((profile, stated), hit, listed, replies, as_of))
    };
    found.hits.iter().filter_map(of).collect()
}

/// Where parties are named that no record describes: by the first interest they take part in.
fn named_by<'a>(registry: &'a Registry, found: &Found) -> HashMap<PartyNumber, &'a Stated> {
    let is_bare =
        |number: &PartyNumber| registry.profile(*number).is_some_and(|profile| !profile.is_described());
    let bare: HashSet<PartyNumber> = found.hits.iter().map(|(number, ..)| *number).filter(is_bare).collect();
    let mut named = HashMap::new();
    for interest in registry.interests.iter().filter(|_| !bare.is_empty()) {
        for number in [interest.holder, interest.held] {
            if bare.contains(&number) {
                named.entry(number).or_insert(&interest.stated);
            }
        }
    }
    named
}

fn finding(
    (profile, own): (&Profile, &Stated),
    hit: &Hit,
    listed: &Listed,
    replies: &[Denial],
    as_of: Date,
) -> Finding {
    let piece = |reason: &chokepoint_model::Reason| Evidence {
        statement: reason.words.clone(),
        stated: vec![own.clone(), on_list(hit)],
        family: match reason.feature {
            Feature::Name => Family::Name,
            Feature::Address => Family::Place,
            _ => Family::Listing,
        },
        weight: f64::from(reason.weight),
        since: None,
    };
    let pieces: Vec<Evidence> = hit.explanation.reasons.iter().map(piece).collect();
    let mut families: BTreeMap<Family, f64> = BTreeMap::new();
    for piece in &pieces {
        *families.entry(piece.family).or_default() += piece.weight;
    }
    let score = families.values().sum();
    let (evidence, against) = pieces.into_iter().partition(|piece| piece.weight >= 0.0);
    let now: Vec<_> = hit.listings.iter().filter(|one| one.period.contains(as_of)).collect();
    let mut names: Vec<&str> = now
        .iter()
        .map(|listing| lists::list(&listing.list).map_or(listing.list.as_str(), |meaning| &meaning.title))
        .collect();
    names.dedup();
    let law = now.iter().map(|listing| law::of_listing(listed.caption(), listing, as_of)).collect();
    let mut effects: Vec<&str> = now
        .iter()
        .filter_map(|listing| lists::list(&listing.list))
        .map(|list| list.effect.as_str())
        .collect();
    effects.dedup();
    let ids = [profile.id.as_str(), listed.id.as_str()];
    Finding {
        id: format!("{ID}:{}:{}", profile.id, listed.id),
        detector: ID.to_owned(),
        subjects: vec![
            Subject { id: profile.id.clone(), caption: profile.caption().to_owned() },
            Subject { id: listed.id.clone(), caption: listed.caption().to_owned() },
        ],
        // A look at the entry settles who it is: minutes, where other findings take hours.
        severity: Importance::Medium,
        score,
        probability: f64::from(hit.score),
        message: format!(
            "{} may be {}, on the {}",
            profile.caption(),
            listed.caption(),
            names.join(" and the ")
        ),
        prior: 0.0,
        families,
        evidence,
        against,
        denials: replies.iter().filter(|reply| ids.contains(&reply.party.as_str())).cloned().collect(),
        law,
        means: if effects.is_empty() {
            String::new()
        } else {
            format!("If it is that party: {}.", effects.join(". "))
        },
        innocent: vec![Innocent {
            looks: "Two companies bear one name, or two brands are written alike.".to_owned(),
            tell: "Compare credit code, address and owners with the entry of the list.".to_owned(),
        }],
        as_of,
        known_since: now.iter().filter_map(|listing| listing.period.from).min(),
    }
}

fn on_list(hit: &Hit) -> Stated {
    let list = hit.listings.first().map_or("", |listing| listing.list.as_str());
    Stated { source: list.into(), record: hit.id.as_str().into(), seen: None }
}
