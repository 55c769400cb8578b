//! Records of several lists that describe one party become one entity, with all its listings and one id for ever.

use crate::{
    attributes::unique_keys,
    names::{self, PreparedName},
};
use chokepoint_model::{Listing, NameKind, Party, Record, RecordKey, Schema};
use chokepoint_store::registry::Registry;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

mod identity;
mod listings;
#[cfg(test)]
mod tests;

/// What the records say together about one party.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// A word for ever: `sugon-4kq2`.
    pub id: String,
    /// The records it was made from.
    pub records: Vec<RecordKey>,
    /// Names, addresses, identifiers and dates of all records.
    pub party: Party,
    /// Listings of all records.
    pub listings: Vec<EntityListing>,
}

/// A listing, and which of the entity's records states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityListing {
    /// Number of the record in [`Entity::records`].
    pub record: u32,
    /// Records of other sources that state the same listing.
    pub also: Vec<u32>,
    /// The listing.
    pub listing: Listing,
}

/// Evidence from which two primary names are one name but for its spelling and legal form.
const ONE_NAME: f32 = 5.0;

/// A personal name of fewer words is borne by many people: without a birth date or an identifier it joins nobody.
const WORDS_THAT_SINGLE_OUT_A_PERSON: usize = 3;

/// Joins the records that describe one party. The order of the result is that of each entity's first record.
pub fn resolve(records: Vec<Record>, registry: &mut Registry) -> Vec<Entity> {
    let groups = group(&records);
    let mut members: BTreeMap<usize, Vec<Record>> = BTreeMap::new();
    for (record, group) in records.into_iter().zip(groups) {
        members.entry(group).or_default().push(record);
    }
    let members: Vec<Vec<Record>> = members.into_values().collect();
    let ids = identity::identify(&members, registry);
    members.into_iter().zip(ids).map(|(records, id)| join(records, id)).collect()
}

/// For each record the number of the first record that describes the same party.
fn group(records: &[Record]) -> Vec<usize> {
    // One party prints one name first on every list it is on; an alias alone joins nobody.
    let keys: Vec<Option<String>> =
        records.par_iter().map(|record| primary_name(record)?.whole_key()).collect();
    let mut bearers: HashMap<&str, u32> = HashMap::new();
    for key in keys.iter().flatten() {
        *bearers.entry(key).or_default() += 1;
    }
    // Only names that several records bear are compared, and few are.
    let shared = |key: &&String| bearers.get(key.as_str()).is_some_and(|count| *count > 1);
    let primary: Vec<Option<(PreparedName<'_>, &str)>> = records
        .par_iter()
        .zip(&keys)
        .map(|(record, key)| {
            key.as_ref().filter(shared).and_then(|key| Some((primary_name(record)?, key.as_str())))
        })
        .collect();
    let mut first: Vec<usize> = (0..records.len()).collect();
    let mut by_identifier: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        for key in unique_keys(&record.party.identifiers) {
            let earlier = *by_identifier.entry(key).or_insert(number);
            if earlier != number && record.party.schema.can_be(records[earlier].party.schema) {
                unite(&mut first, earlier, number);
            }
        }
        let Some((name, key)) = &primary[number] else { continue };
        let bearers = by_name.entry(key).or_default();
        let same = bearers.iter().copied().take(64).find(|earlier| {
            let other = primary[*earlier].as_ref();
            other.is_some_and(|(other, _)| is_same(&records[*earlier].party, &record.party, other, name))
        });
        if let Some(earlier) = same {
            unite(&mut first, earlier, number);
        }
        bearers.push(number);
    }
    (0..records.len()).map(|number| root(&mut first, number)).collect()
}

/// The first name, prepared.
fn primary_name(record: &Record) -> Option<PreparedName<'static>> {
    Some(PreparedName::new(&record.party.names.first()?.text, record.party.schema))
}

/// Whether two parties with one whole name are one party.
fn is_same(a: &Party, b: &Party, name_a: &PreparedName, name_b: &PreparedName) -> bool {
    if !a.schema.can_be(b.schema) || names::compare(name_a, name_b) < ONE_NAME || identifiers_conflict(a, b) {
        return false;
    }
    let births_meet = a.birth_dates.iter().any(|date| b.birth_dates.contains(date));
    if births_meet {
        return true;
    }
    let shares_country = a.countries.iter().any(|country| b.countries.contains(country));
    let is_person = a.schema == Schema::Person || b.schema == Schema::Person;
    if is_person {
        let births_conflict = !a.birth_dates.is_empty() && !b.birth_dates.is_empty();
        let words = name_a.text().split_whitespace().count();
        return !births_conflict && shares_country && words >= WORDS_THAT_SINGLE_OUT_A_PERSON;
    }
    if matches!(a.schema, Schema::Vessel | Schema::Airplane) {
        // Ships share names: without a shared IMO number they stay apart.
        return false;
    }
    shares_country || a.countries.is_empty() || b.countries.is_empty()
}

/// Whether both have an identifier of one kind that only one party has, and the two differ.
fn identifiers_conflict(a: &Party, b: &Party) -> bool {
    let scheme = |key: &String| key.split(':').next().unwrap_or_default().to_owned();
    let (a, b): (BTreeSet<String>, BTreeSet<String>) =
        (unique_keys(&a.identifiers).collect(), unique_keys(&b.identifiers).collect());
    let shared: BTreeSet<String> = a.intersection(&b).map(scheme).collect();
    let schemes: BTreeSet<String> = b.iter().map(scheme).collect();
    a.iter().map(scheme).any(|of| schemes.contains(&of) && !shared.contains(&of))
}

fn root(first: &mut [usize], mut number: usize) -> usize {
    while first[number] != number {
        first[number] = first[first[number]];
        number = first[number];
    }
    number
}

fn unite(first: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(first, a), root(first, b));
    first[a.max(b)] = a.min(b);
}

/// One entity of the records of one party.
fn join(records: Vec<Record>, id: String) -> Entity {
    let mut entity = Entity { id, records: Vec::new(), party: Party::default(), listings: Vec::new() };
    for (number, record) in records.into_iter().enumerate() {
        entity.records.push(record.key);
        for listing in record.listings {
            listings::add(&mut entity, number as u32, listing);
        }
        take_in(&mut entity.party, record.party, number == 0);
    }
    entity
}

fn take_in(party: &mut Party, other: Party, is_first: bool) {
    if is_first {
        *party = other;
        return;
    }
    if party.schema == Schema::LegalEntity {
        party.schema = other.schema;
    }
    for mut name in other.names {
        let folded = name.text.to_lowercase();
        match party.names.iter_mut().find(|held| held.text.to_lowercase() == folded) {
            // What one source vouches for is no weak alias because another calls it so.
            Some(held) if held.kind == NameKind::WeakAlias && name.kind != NameKind::WeakAlias => {
                held.kind = NameKind::Alias;
            }
            Some(_) => {}
            None => {
                if name.kind == NameKind::Primary {
                    name.kind = NameKind::Alias;
                }
                party.names.push(name);
            }
        }
    }
    for address in other.addresses {
        if !party.addresses.contains(&address) {
            party.addresses.push(address);
        }
    }
    for identifier in other.identifiers {
        if !party.identifiers.contains(&identifier) {
            party.identifiers.push(identifier);
        }
    }
    for date in other.birth_dates {
        if !party.birth_dates.contains(&date) {
            party.birth_dates.push(date);
        }
    }
    for place in other.birth_places {
        if !party.birth_places.contains(&place) {
            party.birth_places.push(place);
        }
    }
    for country in other.countries {
        party.add_country(country);
    }
}
