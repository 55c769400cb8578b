//! Which parties of the registry are listed: named by hand, by their own file, or found on the lists by screening.

use super::{OwnershipQuestion, issue};
use crate::Lists;
use chokepoint_model::{Date, Issue, Listing, PartyNumber, Registry, Requirement, Review, Schema, Severity};
use chokepoint_ownership::Seed;
use chokepoint_rules::{Layer, Rules};
use chokepoint_screening::{Question, Scratch};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A party of the registry that is listed.
#[derive(Debug, Clone)]
pub struct ListedParty {
    /// The party.
    pub party: PartyNumber,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// One entry of a listed party.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The list.
    pub listing: Listing,
    /// The id of the entity on the lists; empty when it was named by hand or by its file.
    pub entity: String,
    /// The name on the list.
    pub caption: String,
    /// How well the party met it; 1 when it was named by hand or by its file.
    pub score: f32,
    /// Whether it passes on to what the party owns, and if not why.
    pub counts: Counts,
}

/// Whether an entry passes on by ownership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// It does.
    Yes,
    /// The regime names other lists.
    OtherList,
    /// The entry has no programme that the regime names.
    OtherProgramme,
    /// The entry is an address: firms at it pass nothing on.
    AddressOnly,
}

impl Counts {
    /// Lower-case words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::OtherList => "no: the regime names other lists",
            Self::OtherProgramme => "no: the entry has no programme that the regime names",
            Self::AddressOnly => "no: the entry is an address",
        }
    }
}

/// The listed parties, in the order of the registry.
pub(super) fn find(
    registry: &Registry,
    lists: Option<&Lists>,
    question: &OwnershipQuestion,
    which: &[String],
    rules: &Rules,
    issues: &mut Vec<Issue>,
) -> Vec<ListedParty> {
    let mut found: BTreeMap<PartyNumber, Vec<Entry>> = BTreeMap::new();
    by_hand(registry, question, which, &mut found, issues);
    let programmes = rules
        .on(question.as_of, Layer::Enforced)
        .words("us.ear.blocked_person_programmes")
        .filter(|_| question.regime == super::Regime::Bis);
    let counts = |listing: &Listing, schema: Schema| {
        if schema == Schema::Address {
            Counts::AddressOnly
        } else if !which.contains(&listing.list) {
            Counts::OtherList
        } else if listing.list == "us_ofac_sdn"
            && programmes.is_some_and(|known| !has_programme(listing, known))
        {
            // 15 CFR 744.8(a)(1): blocked persons of some programmes only.
            Counts::OtherProgramme
        } else {
            Counts::Yes
        }
    };
    for (party, profile) in registry.parties() {
        for listing in profile.listings.iter().filter(|listing| listing.period.contains(question.as_of)) {
            let counts = counts(listing, profile.party.schema);
            let caption = profile.caption().to_owned();
            let entry =
                Entry { listing: listing.clone(), entity: String::new(), caption, score: 1.0, counts };
            found.entry(party).or_default().push(entry);
        }
    }
    if let Some(lists) = lists {
        let screening = Question { threshold: question.threshold, limit: 3, ..Question::on(question.as_of) };
        let numbers: Vec<PartyNumber> = registry.parties().map(|(party, _)| party).collect();
        let hits: Vec<(PartyNumber, Vec<Entry>)> = numbers
            .into_par_iter()
            .map_init(Scratch::default, |scratch, party| {
                let Some(profile) = registry.profile(party) else { return (party, Vec::new()) };
                if profile.party.names.is_empty() && profile.party.identifiers.is_empty() {
                    return (party, Vec::new());
                }
                let hits = lists.screen(&profile.party, &screening, scratch);
                let entries = hits.into_iter().filter(|hit| hit.matched).flat_map(|hit| {
                    let in_effect = in_effect(&hit.listings, question.as_of);
                    in_effect.into_iter().map(move |listing| Entry {
                        counts: counts(&listing, hit.schema),
                        listing,
                        entity: hit.id.clone(),
                        caption: hit.caption.clone(),
                        score: hit.score,
                    })
                });
                (party, entries.collect())
            })
            .collect();
        for (party, entries) in hits.into_iter().filter(|(_, entries)| !entries.is_empty()) {
            found.entry(party).or_default().extend(entries);
        }
    }
    found.into_iter().map(|(party, entries)| ListedParty { party, entries }).collect()
}

fn in_effect(listings: &[Listing], as_of: Date) -> Vec<Listing> {
    listings.iter().filter(|listing| listing.period.contains(as_of)).cloned().collect()
}

fn has_programme(listing: &Listing, known: &[String]) -> bool {
    let plain = |text: &str| text.trim_matches(['[', ']', ' ']).to_uppercase();
    listing.programmes.iter().any(|programme| known.iter().any(|other| plain(programme) == plain(other)))
}

fn by_hand(
    registry: &Registry,
    question: &OwnershipQuestion,
    which: &[String],
    found: &mut BTreeMap<PartyNumber, Vec<Entry>>,
    issues: &mut Vec<Issue>,
) {
    let plain = |text: &str| text.trim().to_lowercase();
    // An id that holds "=" is taken whole when there is such a party.
    for given in &question.listed {
        let by = |name: &str| -> Vec<PartyNumber> {
            let by_id: Vec<PartyNumber> = registry
                .parties()
                .filter(|(_, profile)| profile.id == name)
                .map(|(party, _)| party)
                .collect();
            if !by_id.is_empty() {
                return by_id;
            }
            let bears =
                |names: &[chokepoint_model::Name]| names.iter().any(|one| plain(&one.text) == plain(name));
            registry
                .parties()
                .filter(|(_, profile)| bears(&profile.party.names))
                .map(|(party, _)| party)
                .collect()
        };
        let (mut parties, mut list) = (by(given), None);
        if parties.is_empty()
            && let Some((name, named)) = given.rsplit_once('=')
        {
            (parties, list) = (by(name), Some(named.trim().to_owned()));
        }
        if parties.is_empty() {
            let message = format!("no party of the registry has the id or the name {given:?}");
            issues.push(issue(Severity::Warning, message, "give an id of the file, or ID=LIST"));
        }
        let list = list.or_else(|| which.first().cloned()).unwrap_or_else(|| "given".to_owned());
        for party in parties {
            let counts = if which.contains(&list) { Counts::Yes } else { Counts::OtherList };
            let caption = registry.profile(party).map_or("", |profile| profile.caption()).to_owned();
            let listing = Listing::on(list.clone());
            let entry = Entry { listing, entity: String::new(), caption, score: 1.0, counts };
            found.entry(party).or_default().push(entry);
        }
    }
}

/// What passes on from listed parties, as bits: lists below, then requirements, then review policies.
pub(super) struct Marks {
    pub(super) seeds: Vec<Seed>,
    lists: Vec<String>,
}

/// What the marks of a party say.
pub(super) struct Effects {
    pub(super) lists: Vec<String>,
    pub(super) requirement: Option<Requirement>,
    pub(super) review: Option<Review>,
}

const REQUIREMENTS: [Requirement; 8] = [
    Requirement::AllItems,
    Requirement::AllItemsWithException,
    Requirement::AllItemsInNamedProjects,
    Requirement::CommerceControlListAndSupplement7,
    Requirement::CommerceControlList,
    Requirement::Supplement2To744,
    Requirement::NamedItems,
    Requirement::Other,
];
const REVIEWS: [Review; 6] = [
    Review::PolicyOfDenial,
    Review::PresumptionOfDenial,
    Review::CaseByCase,
    Review::PresumptionOfApproval,
    Review::AsCitedSection,
    Review::Other,
];
const FIRST_REQUIREMENT: usize = 32;
const FIRST_REVIEW: usize = FIRST_REQUIREMENT + REQUIREMENTS.len();

impl Marks {
    pub(super) fn of(listed: &[ListedParty]) -> Self {
        let counting = |one: &ListedParty| {
            one.entries.iter().filter(|entry| entry.counts == Counts::Yes).cloned().collect::<Vec<_>>()
        };
        let mut lists: Vec<String> =
            listed.iter().flat_map(counting).map(|entry| entry.listing.list).collect();
        lists.sort();
        lists.dedup();
        lists.truncate(FIRST_REQUIREMENT);
        let bit = |place: Option<usize>, first: usize| place.map_or(0, |place| 1_u64 << (first + place));
        let mut seeds = Vec::new();
        for one in listed {
            let entries = counting(one);
            if entries.is_empty() {
                continue;
            }
            let mut marks = 0;
            for entry in entries {
                let listing = &entry.listing;
                marks |= bit(lists.iter().position(|list| *list == listing.list), 0);
                let requirement = listing.requirement.as_ref().map(|one| one.requirement);
                marks |=
                    bit(REQUIREMENTS.iter().position(|one| Some(*one) == requirement), FIRST_REQUIREMENT);
                let review = listing.review.as_ref().map(|one| one.review);
                marks |= bit(REVIEWS.iter().position(|one| Some(*one) == review), FIRST_REVIEW);
            }
            seeds.push(Seed { party: one.party.0, certain: true, marks });
        }
        Self { seeds, lists }
    }

    pub(super) fn none(&self) -> Effects {
        self.read(0)
    }

    /// The lists, and of requirements and review policies the strictest.
    pub(super) fn read(&self, marks: u64) -> Effects {
        let has = |place: usize| marks & 1 << place != 0;
        let lists = self.lists.iter().enumerate().filter(|(at, _)| has(*at)).map(|(_, list)| list.clone());
        let requirement =
            (0..REQUIREMENTS.len()).find(|at| has(FIRST_REQUIREMENT + at)).map(|at| REQUIREMENTS[at]);
        let review = (0..REVIEWS.len()).find(|at| has(FIRST_REVIEW + at)).map(|at| REVIEWS[at]);
        Effects { lists: lists.collect(), requirement, review }
    }
}
