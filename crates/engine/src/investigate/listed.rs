//! Who of a registry is listed: by its own record, or found by screening it against every list at hand.

use super::folder::issue;
use crate::{EngineError, Lists};
use chokepoint_detectors::{Identified, Listed};
use chokepoint_model::{
    Date, InterestKind, Issue, Listing, PartyNumber, Profile, Record, RecordKey, Registry, Release, Schema,
    Severity,
};
use chokepoint_screening::{
    Question, Snapshot,
    entity::Entity,
    identity::{Asked, Identity, identify},
    snapshot,
};
use chokepoint_store::registry::Registry as Ids;
use std::collections::{BTreeMap, HashMap, HashSet};
use tempfile::TempDir;

/// The source of records that are in the folder's own registries.
const OWN: &str = "folder";

/// Lists that lie in the folder itself, ready to be asked, while their file is there.
pub(super) struct OwnLists {
    pub(super) lists: Lists,
    _folder: TempDir,
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

/// Finds who is listed: the listed parties, and the place of each entity of the lists among them.
pub(super) fn find(
    registry: &Registry,
    own: Option<&OwnLists>,
    lists: Option<&Lists>,
    question: &Question,
    issues: &mut Vec<Issue>,
) -> (Vec<Listed>, HashMap<String, usize>) {
    let asked = Parties::of(registry);
    let mut found = Found::default();
    if let Some(own) = own {
        found.take_own(registry, &own.lists.snapshot);
        for (number, identity) in asked.identify(&own.lists, question) {
            found.take_match_of_own(number, &identity);
        }
    }
    if let Some(lists) = lists {
        found.take_matches(asked.identify(lists, question));
        let left_out = found.take_the_rest(&lists.snapshot);
        if left_out > 0 {
            let message = format!(
                "{left_out} listed people, ships and aircraft are not in the registry and were compared by name only"
            );
            issues.push(issue("", Severity::Note, message, ""));
        }
    }
    for listed in &mut found.listed {
        listed.numbers.sort_unstable();
        listed.numbers.dedup();
    }
    (found.listed, found.by_entity)
}

/// The parties of a registry that are asked about. An office that somebody holds is no party, whatever it is called.
struct Parties<'a> {
    numbers: Vec<PartyNumber>,
    asked: Vec<Asked<'a>>,
}

impl<'a> Parties<'a> {
    fn of(registry: &'a Registry) -> Self {
        let posts = registry.interests.iter().filter(|one| one.kind == InterestKind::PublicOffice);
        let posts: HashSet<PartyNumber> = posts.map(|one| one.held).collect();
        let parties = registry.parties().filter(|(number, _)| !posts.contains(number));
        let (numbers, asked) = parties
            .map(|(number, profile)| (number, Asked { party: &profile.party, states: &profile.listings }))
            .unzip();
        Self { numbers, asked }
    }

    fn identify(&self, lists: &Lists, question: &Question) -> Vec<(PartyNumber, Identity)> {
        let found = identify(&lists.snapshot, &self.asked, question).into_iter();
        found.filter_map(|one| Some((*self.numbers.get(one.at)?, one))).collect()
    }
}

/// The listed parties found so far.
#[derive(Default)]
struct Found {
    listed: Vec<Listed>,
    /// Their places, by the id of an entity of the folder's own lists.
    by_entity: HashMap<String, usize>,
    /// The place of the first that a party of the registry is, or may be.
    by_number: BTreeMap<PartyNumber, usize>,
}

impl Found {
    /// What the folder itself states.
    fn take_own(&mut self, registry: &Registry, own: &Snapshot) {
        for entity in entities(own) {
            let numbers: Vec<PartyNumber> = entity
                .records
                .iter()
                .filter(|key| key.source == OWN)
                .filter_map(|key| key.id.parse().ok().map(PartyNumber))
                .collect();
            let profile = numbers.first().and_then(|number| registry.profile(*number));
            let at = self.listed.len();
            self.by_entity.insert(entity.id.clone(), at);
            self.by_number.extend(numbers.iter().map(|number| (*number, at)));
            self.listed.push(Listed {
                id: profile.map_or(entity.id, |profile: &Profile| profile.id.clone()),
                party: entity.party,
                listings: entity.listings.into_iter().map(|held| held.listing).collect(),
                numbers,
                identified: Vec::new(),
            });
        }
    }

    /// A party that is, or may be, one that the folder states.
    fn take_match_of_own(&mut self, number: PartyNumber, identity: &Identity) {
        let Some(at) = self.by_entity.get(&identity.found.entity.id).copied() else { return };
        // Who states a listing is that one, and no other of the folder.
        let states =
            self.by_number.get(&number).is_some_and(|held| self.listed[*held].numbers.contains(&number));
        if !states {
            self.listed[at].take(Identified::of(number, identity));
            self.by_number.entry(number).or_insert(at);
        }
    }

    /// The parties that are, or may be, on the lists of a workspace.
    fn take_matches(&mut self, found: Vec<(PartyNumber, Identity)>) {
        let known = |(number, identity): &(PartyNumber, Identity)| {
            Some((identity.found.entity.id.clone(), self.known_as(*number, identity)?))
        };
        let mut placed: HashMap<String, usize> = found.iter().filter_map(known).collect();
        for (number, identity) in found {
            let id = &identity.found.entity.id;
            let known = placed.get(id).copied().or_else(|| self.known_as(number, &identity));
            let at = known.unwrap_or_else(|| {
                self.listed.push(Listed { id: id.clone(), ..Listed::default() });
                self.listed.len() - 1
            });
            placed.insert(id.clone(), at);
            self.by_number.entry(number).or_insert(at);
            self.listed[at].take(Identified::of(number, &identity));
        }
        // Ids of entities of the folder and of the workspace are of one kind; the workspace knows more of its own.
        self.by_entity.extend(placed);
    }

    /// A listed party of the folder is the same on every list, when it surely is on both or they name it alike.
    fn known_as(&self, number: PartyNumber, identity: &Identity) -> Option<usize> {
        let at = *self.by_number.get(&number)?;
        let listed = self.listed.get(at)?;
        let is_sure = identity.certainty.is_certain() && listed.numbers.contains(&number);
        let met = identity.found.met.to_lowercase();
        (is_sure || listed.party.names.iter().any(|name| name.text.to_lowercase() == met)).then_some(at)
    }

    /// What the lists say of those found, and those that nobody in the registry is. Returns how many were left out: people on
    /// the lists who are not in the registry say nothing of anybody in it.
    fn take_the_rest(&mut self, lists: &Snapshot) -> usize {
        let mut left_out = 0;
        for entity in entities(lists) {
            let listings = entity.listings.into_iter().map(|held| held.listing);
            match self.by_entity.get(&entity.id) {
                Some(at) => add(&mut self.listed[*at], entity.party, listings),
                None if matches!(entity.party.schema, Schema::Person | Schema::Vessel | Schema::Airplane) => {
                    left_out += 1;
                }
                None => {
                    self.by_entity.insert(entity.id.clone(), self.listed.len());
                    self.listed.push(Listed {
                        id: entity.id,
                        party: entity.party,
                        listings: listings.collect(),
                        ..Listed::default()
                    });
                }
            }
        }
        left_out
    }
}

fn entities(snapshot: &Snapshot) -> impl Iterator<Item = Entity> + '_ {
    (0..snapshot.entities()).filter_map(|number| snapshot.entity(u32::try_from(number).ok()?))
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
