//! The id of an entity, for ever: known again by what it is called and numbered, then by its record, else new.
//!
//! Publishers number their records anew when one is added, so that the number of a record alone may lead to another
//! party. What an entry says goes before the number it has.

use super::WORDS_THAT_SINGLE_OUT_A_PERSON;
use crate::attributes::unique_keys;
use chokepoint_model::{Record, Schema};
use chokepoint_store::registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// The ids of entities, each given as its records. No two have one id.
pub(super) fn identify(entities: &[Vec<Record>], registry: &mut Registry) -> Vec<String> {
    let told = told_keys(entities);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut ids: Vec<Option<String>> = told
        .iter()
        .map(|keys| registry.known(keys).into_iter().find(|id| taken.insert(id.clone())))
        .collect();
    for (records, id) in entities.iter().zip(&mut ids) {
        if id.is_none() {
            *id = registry.known(&record_keys(records)).into_iter().find(|id| taken.insert(id.clone()));
        }
    }
    let mut given = Vec::with_capacity(entities.len());
    for ((records, told), id) in entities.iter().zip(&told).zip(ids) {
        let id = id.unwrap_or_else(|| {
            (0..)
                .map(|attempt| mint(&records[0], attempt))
                .find(|id| !registry.was_given(id) && !taken.contains(id))
                .unwrap_or_default()
        });
        taken.insert(id.clone());
        // Two entities that turned out to be one: the younger id leads to the older from now on.
        let younger: Vec<String> =
            registry.known(told).into_iter().filter(|other| !taken.contains(other)).collect();
        registry.assign(&younger, &id);
        registry.assign(&record_keys(records), &id);
        registry.assign(told, &id);
        given.push(id);
    }
    given
}

fn record_keys(records: &[Record]) -> Vec<String> {
    records.iter().map(|record| record.key.to_string()).collect()
}

/// For each entity the keys made of what its records say; those that two entities share are no keys.
fn told_keys(entities: &[Vec<Record>]) -> Vec<Vec<String>> {
    let mut told: Vec<Vec<String>> = entities
        .iter()
        .map(|records| {
            let mut keys: Vec<String> = records.iter().flat_map(name_keys).collect();
            keys.extend(records.iter().flat_map(|record| unique_keys(&record.party.identifiers)));
            keys.sort_unstable();
            keys.dedup();
            keys
        })
        .collect();
    let mut bearers: BTreeMap<String, u32> = BTreeMap::new();
    for key in told.iter().flatten() {
        *bearers.entry(key.clone()).or_default() += 1;
    }
    for keys in &mut told {
        keys.retain(|key| bearers.get(key) == Some(&1));
    }
    told
}

/// `us_bis_entity_list|CN|sugon`: a list, a country and the name it prints, with the birth date of a person.
fn name_keys(record: &Record) -> Vec<String> {
    let party = &record.party;
    // Without a name the address is what is listed.
    let name = party.caption().to_lowercase().replace('\t', " ");
    let mut who = party.countries.first().map_or("", |country| country.as_str()).to_owned();
    if party.schema == Schema::Person {
        match party.birth_dates.first() {
            Some(date) => who = format!("{who} {}", date.from),
            None if name.split_whitespace().count() < WORDS_THAT_SINGLE_OUT_A_PERSON => return Vec::new(),
            None => {}
        }
    }
    if name.is_empty() {
        return Vec::new();
    }
    record.listings.iter().map(|listing| format!("{}|{who}|{name}", listing.list)).collect()
}

/// A new id: the first words of the caption in Latin letters, and four signs that keep namesakes apart.
fn mint(record: &Record, attempt: u32) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let words = chokepoint_text::slug(record.party.caption(), 4);
    let mut number =
        xxhash_rust::xxh3::xxh3_64_with_seed(record.key.to_string().as_bytes(), u64::from(attempt));
    let mut id = if words.is_empty() { String::from("unnamed") } else { words };
    id.push('-');
    for _ in 0..4 {
        id.push(char::from(SIGNS[(number % 32) as usize]));
        number /= 32;
    }
    id
}
