//! Who of a registry stands on a list: by its own record, or found by screening it against every list at hand.

use super::{
    folder::issue,
    identity::{identified, is_identity},
};
use crate::{EngineError, Lists, answer::Hit};
use chokepoint_detectors::Listed;
use chokepoint_model::{
    Date, Feature, InterestKind, Issue, Listing, Party, PartyNumber, Profile, Record, RecordKey, Registry,
    Release, Schema, Severity, counted,
};
use chokepoint_screening::{Question, Scratch, Snapshot, snapshot};
use chokepoint_store::registry::Registry as Ids;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use tempfile::TempDir;

/// The source of records that stand in the folder's own registries.
const OWN: &str = "folder";

/// Lists that lie in the folder itself, ready to be asked, while their file is there.
pub(super) struct OwnLists {
    pub(super) lists: Lists,
    _folder: TempDir,
}

/// Listed parties beside the registry, and the hits of screening it that its own records do not tell.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) listed: Vec<Listed>,
    /// A party of the registry, the hit, and the place of the listed party.
    pub(crate) hits: Vec<(PartyNumber, Hit, usize)>,
}

/// The lists that the folder itself holds: its list files, and the records of its registries that state a listing.
pub(super) fn own_lists(
    registry: &Registry,
    records: Vec<Record>,
    as_of: Date,
) -> Result<Option<OwnLists>, EngineError> {
    let stated =
        registry.parties().filter(|(_, profile)| !profile.listings.is_empty()).map(|(number, profile)| {
            Record {
                key: RecordKey { source: OWN.to_owned(), id: number.0.to_string() },
                party: profile.party.clone(),
                listings: dated(&profile.listings),
                same_as: Vec::new(),
                topics: Vec::new(),
            }
        });
    let records: Vec<Record> = stated.chain(records).collect();
    if records.is_empty() {
        return Ok(None);
    }
    let folder =
        tempfile::tempdir().map_err(|source| EngineError::File { path: std::env::temp_dir(), source })?;
    let ids = folder.path().join("ids");
    let mut ids = Ids::read(&ids).map_err(|source| EngineError::File { path: ids.clone(), source })?;
    let release = Release { source: OWN.to_owned(), published: as_of, digest: String::new() };
    let path = folder.path().join("lists");
    snapshot::build(records, &[release], &mut ids, &path)?;
    let lists = Lists::of(Snapshot::open(&path)?, as_of);
    Ok(Some(OwnLists { lists, _folder: folder }))
}

/// Listings without those that another one of the same list dates.
fn dated(listings: &[Listing]) -> Vec<Listing> {
    let is_dated = |one: &&Listing| one.period.from.is_some();
    let says_more = |one: &&Listing| {
        is_dated(one) || !listings.iter().any(|other| other.list == one.list && is_dated(&other))
    };
    listings.iter().filter(says_more).cloned().collect()
}

/// Finds who is listed.
pub(super) fn find(
    registry: &Registry,
    own: Option<&OwnLists>,
    lists: Option<&Lists>,
    as_of: Date,
    issues: &mut Vec<Issue>,
) -> Found {
    let mut found = Found::default();
    let mut by_entity: HashMap<String, usize> = HashMap::new();
    let mut by_number: BTreeMap<PartyNumber, usize> = BTreeMap::new();
    let mut doubtful: BTreeMap<PartyNumber, Hit> = BTreeMap::new();
    if let Some(own) = own {
        for entity in entities(&own.lists.snapshot) {
            let numbers: Vec<PartyNumber> = entity
                .records
                .iter()
                .filter(|key| key.source == OWN)
                .filter_map(|key| key.id.parse().ok().map(PartyNumber))
                .collect();
            let profile = numbers.first().and_then(|number| registry.profile(*number));
            let at = found.listed.len();
            by_entity.insert(entity.id.clone(), at);
            by_number.extend(numbers.iter().map(|number| (*number, at)));
            found.listed.push(Listed {
                id: profile.map_or(entity.id, |profile: &Profile| profile.id.clone()),
                party: entity.party,
                listings: entity.listings.into_iter().map(|held| held.listing).collect(),
                numbers,
            });
        }
        let hits = screen(registry, &own.lists, as_of, &mut doubtful);
        let sure = sure(registry, &hits);
        for (number, hit) in hits {
            let Some(at) = by_entity.get(&hit.id).copied() else { continue };
            if let std::collections::btree_map::Entry::Vacant(place) = by_number.entry(number) {
                place.insert(at);
                if sure.contains(&number) {
                    found.listed[at].numbers.push(number);
                }
                found.hits.push((number, hit, at));
            }
        }
    }
    let Some(lists) = lists else {
        tell_doubtful(registry, &doubtful, issues);
        return found;
    };
    let hits = screen(registry, lists, as_of, &mut doubtful);
    let sure = sure(registry, &hits);
    // A listed party of the folder is the same on every list, when it surely is on both or they name it alike; others who may
    // be it are told afterwards.
    let known_as = |number: PartyNumber, hit: &Hit, found: &Found, at: Option<usize>| {
        let listed = found.listed.get(at?)?;
        let is_sure = sure.contains(&number) && listed.numbers.contains(&number);
        let met = hit.met.to_lowercase();
        (is_sure || listed.party.names.iter().any(|name| name.text.to_lowercase() == met)).then_some(at?)
    };
    let of_known = hits.iter().filter_map(|(number, hit)| {
        let at = known_as(*number, hit, &found, by_number.get(number).copied())?;
        Some((hit.id.clone(), at))
    });
    let mut placed: HashMap<String, usize> = of_known.collect();
    for (number, hit) in hits {
        let known = known_as(number, &hit, &found, by_number.get(&number).copied());
        let at = match placed.get(&hit.id).copied().or(known) {
            Some(at) => at,
            None => {
                found.listed.push(Listed {
                    id: hit.id.clone(),
                    party: Default::default(),
                    listings: Vec::new(),
                    numbers: Vec::new(),
                });
                found.listed.len() - 1
            }
        };
        placed.insert(hit.id.clone(), at);
        by_number.entry(number).or_insert(at);
        let listed = &mut found.listed[at];
        if sure.contains(&number) && !listed.numbers.contains(&number) {
            listed.numbers.push(number);
        }
        let says_so = registry.profile(number).is_some_and(|profile| says_so(profile, as_of));
        if !says_so && known.is_none() {
            found.hits.push((number, hit, at));
        }
    }
    let mut left_out = 0;
    for entity in entities(&lists.snapshot) {
        let listings = entity.listings.into_iter().map(|held| held.listing);
        match placed.get(&entity.id) {
            Some(at) => {
                let listed = &mut found.listed[*at];
                add(listed, entity.party, listings);
            }
            // People on the lists who are not in the registry say nothing of anybody in it.
            None if matches!(entity.party.schema, Schema::Person | Schema::Vessel | Schema::Airplane) => {
                left_out += 1
            }
            None => found.listed.push(Listed {
                id: entity.id,
                party: entity.party,
                listings: listings.collect(),
                numbers: Vec::new(),
            }),
        }
    }
    doubtful.retain(|number, _| !by_number.contains_key(number));
    tell_doubtful(registry, &doubtful, issues);
    if left_out > 0 {
        let message = format!(
            "{left_out} listed people, ships and aircraft are not in the registry and were compared by name only"
        );
        issues.push(issue("", Severity::Note, message, ""));
    }
    for listed in &mut found.listed {
        listed.numbers.sort_unstable();
        listed.numbers.dedup();
    }
    found
}

/// The parties that surely are those that they hit.
fn sure(registry: &Registry, hits: &[(PartyNumber, Hit)]) -> HashSet<PartyNumber> {
    let told = hits.iter().filter_map(|(number, hit)| {
        let profile = registry.profile(*number)?;
        Some((*number, hit, &profile.party, profile.listings.as_slice()))
    });
    identified(told).into_iter().collect()
}

/// Whether a party's own record says that it is listed on the day.
pub(super) fn says_so(profile: &Profile, as_of: Date) -> bool {
    dated(&profile.listings).iter().any(|listing| listing.period.contains(as_of))
}

fn entities(snapshot: &Snapshot) -> impl Iterator<Item = chokepoint_screening::entity::Entity> + '_ {
    (0..snapshot.entities()).filter_map(|number| snapshot.entity(u32::try_from(number).ok()?))
}

/// Parties that bear the name of a listed one, where a name does not say who somebody is: a person's, or a few letters.
/// They make no finding, and are told, so that a person can look.
fn tell_doubtful(registry: &Registry, doubtful: &BTreeMap<PartyNumber, Hit>, issues: &mut Vec<Issue>) {
    if doubtful.is_empty() {
        return;
    }
    const NAMED: usize = 5;
    let of = |(number, hit): (&PartyNumber, &Hit)| {
        let caption = registry.profile(*number).map_or("", |profile| profile.caption());
        format!("{caption} ({})", hit.caption)
    };
    let named: Vec<String> = doubtful.iter().take(NAMED).map(of).collect();
    let more = doubtful.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!(
        "{} like a listed one, and nothing else says that it is the same: {}{more}",
        counted(doubtful.len() as u64, "party is named", "parties are named"),
        named.join(", ")
    );
    let advice = "give birth dates, ids or countries, or look with `chokepoint screen --name`";
    issues.push(issue("", Severity::Note, message, advice));
}

/// Parties of one name that are looked through for the very same party.
const MOST_ALIKE: usize = 32;

/// Of each party of the registry the best entity that it is on the day; those that share no more than a name that many
/// bear go to `doubtful`.
fn screen(
    registry: &Registry,
    lists: &Lists,
    as_of: Date,
    doubtful: &mut BTreeMap<PartyNumber, Hit>,
) -> Vec<(PartyNumber, Hit)> {
    let question = Question { limit: 3, ..Question::on(as_of) };
    // An office that somebody holds is no party, whatever it is called.
    let posts = registry.interests.iter().filter(|one| one.kind == InterestKind::PublicOffice);
    let posts: HashSet<PartyNumber> = posts.map(|one| one.held).collect();
    let numbers: Vec<PartyNumber> =
        registry.parties().map(|(number, _)| number).filter(|number| !posts.contains(number)).collect();
    // Registers name one person at a hundred companies: each distinct party is asked once.
    let mut asked: Vec<(&Party, Vec<PartyNumber>)> = Vec::new();
    let mut places: HashMap<(Schema, Option<&str>), Vec<usize>> = HashMap::new();
    for number in numbers {
        let Some(profile) = registry.profile(number) else { continue };
        let party = &profile.party;
        let name = party.names.first().map(|name| name.text.as_str());
        let alike = places.entry((party.schema, name)).or_default();
        // Many of one name who are all different are not compared with each other one by one.
        match alike.iter().rev().take(MOST_ALIKE).find(|at| asked[**at].0 == party) {
            Some(at) => asked[*at].1.push(number),
            None => {
                alike.push(asked.len());
                asked.push((party, vec![number]));
            }
        }
    }
    drop(places);
    let mut found: Vec<(PartyNumber, Hit, bool)> = asked
        .into_par_iter()
        .map_init(Scratch::default, |scratch, (party, numbers)| {
            if party.names.is_empty() && party.identifiers.is_empty() {
                return None;
            }
            let hits = lists.screen(party, &question, scratch);
            let mut matched = hits.into_iter().filter(|hit| hit.matched && hit.schema != Schema::Address);
            let first = matched.next()?;
            let (hit, is_told) = if is_identity(&first, party.schema) {
                (first, true)
            } else {
                match matched.find(|hit| is_identity(hit, party.schema)) {
                    Some(hit) => (hit, true),
                    None => (first, false),
                }
            };
            Some(numbers.into_iter().map(move |number| (number, hit.clone(), is_told)))
        })
        .flatten()
        .flatten_iter()
        .collect();
    found.sort_by_key(|(number, ..)| *number);
    let mut hits = Vec::new();
    for (number, hit, is_told) in found {
        let contradicts = |reason: &chokepoint_model::Reason| {
            matches!(reason.feature, Feature::BirthDate | Feature::Identifier) && reason.weight < 0.0
        };
        if is_told {
            hits.push((number, hit));
        } else if !hit.explanation.reasons.iter().any(contradicts) {
            doubtful.entry(number).or_insert(hit);
        }
    }
    hits
}

/// Adds what another list says of a listed party.
fn add(listed: &mut Listed, party: chokepoint_model::Party, listings: impl Iterator<Item = Listing>) {
    if listed.party.names.is_empty() {
        listed.party = party;
    } else {
        for name in party.names {
            if listed.party.names.iter().all(|held| held.text.to_lowercase() != name.text.to_lowercase()) {
                listed.party.names.push(name);
            }
        }
        for address in party.addresses {
            if !listed.party.addresses.contains(&address) {
                listed.party.addresses.push(address);
            }
        }
    }
    for listing in listings {
        let is_held = |held: &Listing| held.list == listing.list && held.period.from == listing.period.from;
        match listed.listings.iter_mut().find(|held| is_held(held)) {
            // The publisher's own entry says more than a record that repeats it.
            Some(held) if held.citations.is_empty() => *held = listing,
            Some(_) => {}
            None => listed.listings.push(listing),
        }
    }
}
