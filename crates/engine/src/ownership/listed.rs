//! Which parties of the registry are listed: named by hand, by their own file, or found on the lists by screening.

use super::{Counts, OwnershipQuestion, issue};
use crate::Lists;
use chokepoint_detectors::Listed;
use chokepoint_model::{
    Date, Issue, Listing, PartyNumber, Profile, Registry, Requirement, Review, Schema, Severity,
};
use chokepoint_ownership::Seed;
use chokepoint_rules::Rules;
use chokepoint_screening::{
    Question,
    identity::{Asked, identify},
};
use std::collections::{BTreeMap, HashMap};

/// A party of the registry that is listed, or may be.
#[derive(Debug, Clone)]
pub struct ListedParty {
    /// The party.
    pub party: PartyNumber,
    /// Whether it certainly is the listed one; otherwise it may be, and what it owns may be caught.
    pub is_certain: bool,
    /// What that rests on: `0.98 by name`, `named by hand`, `its own record`.
    pub basis: String,
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
    /// What kind of thing the entry describes.
    pub schema: Schema,
    /// How well the party matched it; 1 when it was named by hand or by its file.
    pub score: f32,
    /// Whether it passes on to what the party owns, and if not why.
    pub counts: Counts,
}

const BY_HAND: &str = "named by hand";
const BY_ITS_RECORD: &str = "its own record";

impl Entry {
    /// An entry that somebody states of a party.
    fn stated(listing: Listing, profile: &Profile) -> Self {
        Self {
            listing,
            entity: String::new(),
            caption: profile.caption().to_owned(),
            schema: profile.party.schema,
            score: 1.0,
            counts: Counts::OtherList,
        }
    }
}

impl ListedParty {
    /// Who of a registry is listed on the day, as an investigation found it.
    pub fn of(listed: &[Listed], as_of: Date) -> Vec<Self> {
        let mut found: BTreeMap<PartyNumber, Self> = BTreeMap::new();
        for one in listed.iter().filter(|one| one.is_listed_on(as_of)) {
            let entries = |score: f32| {
                one.listings_on(as_of).map(move |listing| Entry {
                    listing: listing.clone(),
                    entity: one.id.clone(),
                    caption: one.caption().to_owned(),
                    schema: one.party.schema,
                    score,
                    counts: Counts::OtherList,
                })
            };
            for number in &one.numbers {
                let basis = one.identified_as(*number).map_or(BY_ITS_RECORD, |found| found.basis.as_str());
                certain(&mut found, *number, basis).entries.extend(entries(1.0));
            }
            for possible in one.identified.iter().filter(|found| !found.certainty.is_certain()) {
                let party = possibly(&mut found, possible.number, &possible.basis);
                if !party.is_certain {
                    party.entries.extend(entries(possible.explanation.score));
                }
            }
        }
        found.into_values().collect()
    }

    /// What would have to be so: `Example Holding is the listed Example Group (0.98 by name)`.
    pub fn condition(&self, registry: &Registry) -> Option<String> {
        let counting = self.entries.iter().find(|entry| entry.counts == Counts::Yes);
        let entry = counting.or(self.entries.first())?;
        let caption = registry.profile(self.party)?.caption();
        Some(format!("{caption} is the listed {} ({})", entry.caption, self.basis))
    }
}

/// A party that certainly is listed. What it only might be counts no more.
fn certain<'f>(
    found: &'f mut BTreeMap<PartyNumber, ListedParty>,
    party: PartyNumber,
    basis: &str,
) -> &'f mut ListedParty {
    let empty = || ListedParty { party, is_certain: true, basis: basis.to_owned(), entries: Vec::new() };
    let one = found.entry(party).or_insert_with(empty);
    if !one.is_certain {
        *one = empty();
    }
    one
}

fn possibly<'f>(
    found: &'f mut BTreeMap<PartyNumber, ListedParty>,
    party: PartyNumber,
    basis: &str,
) -> &'f mut ListedParty {
    let empty = || ListedParty { party, is_certain: false, basis: basis.to_owned(), entries: Vec::new() };
    found.entry(party).or_insert_with(empty)
}

/// The listed parties, in the order of the registry.
pub(super) fn find(
    registry: &Registry,
    lists: Option<&Lists>,
    rules: &Rules,
    question: &OwnershipQuestion,
    issues: &mut Vec<Issue>,
) -> Vec<ListedParty> {
    let mut found: BTreeMap<PartyNumber, ListedParty> = BTreeMap::new();
    let states = question.regime.states(rules, question.as_of).unwrap_or_default();
    let rule = states.into_iter().next().and_then(|state| state.ownership);
    let first_list = rule.as_ref().and_then(|rule| rule.lists.first());
    by_hand(registry, question, first_list, &mut found, issues);
    for (party, profile) in registry.parties() {
        for listing in profile.listings.iter().filter(|listing| listing.period.contains(question.as_of)) {
            certain(&mut found, party, BY_ITS_RECORD).entries.push(Entry::stated(listing.clone(), profile));
        }
    }
    let Some(lists) = lists else { return found.into_values().collect() };
    let asked: Vec<Asked<'_>> = registry
        .profiles
        .iter()
        .map(|profile| Asked { party: &profile.party, states: &profile.listings })
        .collect();
    let screening = Question { threshold: question.threshold, limit: 3, ..Question::on(question.as_of) };
    for identity in identify(&lists.snapshot, &asked, &screening) {
        let party = PartyNumber(u32::try_from(identity.at).unwrap_or(u32::MAX));
        let matched = &identity.found;
        let in_effect = matched.listings.iter().filter(|listing| listing.period.contains(question.as_of));
        let entries = in_effect.map(|listing| Entry {
            listing: listing.clone(),
            entity: matched.entity.id.clone(),
            caption: matched.entity.party.caption().to_owned(),
            schema: matched.entity.party.schema,
            score: matched.score,
            counts: Counts::OtherList,
        });
        let basis = identity.basis();
        if identity.certainty.is_certain() {
            certain(&mut found, party, &basis).entries.extend(entries);
        } else {
            let one = possibly(&mut found, party, &basis);
            if !one.is_certain {
                one.entries.extend(entries);
            }
        }
    }
    found.into_values().collect()
}

fn by_hand(
    registry: &Registry,
    question: &OwnershipQuestion,
    first_list: Option<&String>,
    found: &mut BTreeMap<PartyNumber, ListedParty>,
    issues: &mut Vec<Issue>,
) {
    if question.listed.is_empty() {
        return;
    }
    let plain = |text: &str| text.trim().to_lowercase();
    let mut by_id: HashMap<&str, PartyNumber> = HashMap::new();
    let mut by_name: HashMap<String, Vec<PartyNumber>> = HashMap::new();
    for (party, profile) in registry.parties() {
        by_id.entry(&profile.id).or_insert(party);
        for name in &profile.party.names {
            by_name.entry(plain(&name.text)).or_default().push(party);
        }
    }
    let by = |name: &str| match by_id.get(name) {
        Some(party) => vec![*party],
        None => by_name.get(&plain(name)).cloned().unwrap_or_default(),
    };
    // A name may hold a comma; what is no party as a whole is several, separated by commas.
    let is_one = |given: &str| {
        !by(given).is_empty() || given.rsplit_once('=').is_some_and(|(name, _)| !by(name).is_empty())
    };
    let given: Vec<&str> = question
        .listed
        .iter()
        .flat_map(|given| {
            if is_one(given) { vec![given.as_str()] } else { given.split(',').map(str::trim).collect() }
        })
        .filter(|given| !given.is_empty())
        .collect();
    let mut absent = Vec::new();
    for given in given.iter().copied() {
        // An id that holds "=" is taken whole when there is such a party.
        let (mut parties, mut list) = (by(given), None);
        if parties.is_empty()
            && let Some((name, named)) = given.rsplit_once('=')
        {
            (parties, list) = (by(name), Some(named.trim().to_owned()));
        }
        if parties.is_empty() {
            absent.push(given);
        }
        let list = list.or_else(|| first_list.cloned()).unwrap_or_else(|| "given".to_owned());
        for party in parties {
            let Some(profile) = registry.profile(party) else { continue };
            certain(found, party, BY_HAND).entries.push(Entry::stated(Listing::on(list.clone()), profile));
        }
    }
    // One list of ids may serve many files; when none of them is here something is wrong.
    let severity = if absent.len() == given.len() { Severity::Warning } else { Severity::Note };
    for name in absent {
        let message = format!("no party of the registry has the id or the name {name:?}");
        issues.push(issue(severity, message, "give an id of the file, or ID=LIST"));
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
            seeds.push(Seed { party: one.party.0, certain: one.is_certain, marks });
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
