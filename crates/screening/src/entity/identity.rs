//! The id of an entity, for ever: known again by what it is called and numbered, then by its record, else new.
//!
//! Publishers number their records anew when one is added, so that the number of a record alone may lead to another
//! party. What an entry says goes before the number it has.

use super::WORDS_THAT_SINGLE_OUT_A_PERSON;
use crate::attributes::unique_keys;
use chokepoint_model::{Record, Schema};
use chokepoint_store::registry::Registry;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

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
    // What a new id begins with, and the keys of records, are made on all cores.
    let made: Vec<(Option<String>, Vec<String>)> = entities
        .par_iter()
        .zip(&ids)
        .map(|(records, id)| (id.is_none().then(|| words_of(&records[0])), record_keys(records)))
        .collect();
    let mut given = Vec::with_capacity(entities.len());
    for (((records, told), id), (words, keys)) in entities.iter().zip(&told).zip(ids).zip(made) {
        let id = id.unwrap_or_else(|| {
            let words = words.unwrap_or_default();
            (0..)
                .map(|attempt| mint(&words, &records[0], attempt))
                .find(|id| !registry.was_given(id) && !taken.contains(id))
                .unwrap_or_default()
        });
        taken.insert(id.clone());
        // Two entities that turned out to be one: the younger id leads to the older from now on.
        let younger: Vec<String> =
            registry.known(told).into_iter().filter(|other| !taken.contains(other)).collect();
        registry.assign(&younger, &id);
        registry.assign(&keys, &id);
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
    let told: Vec<Vec<String>> = entities
        .par_iter()
        .map(|records| {
            let mut keys: Vec<String> = records.iter().flat_map(name_keys).collect();
            keys.extend(records.iter().flat_map(|record| unique_keys(&record.party.identifiers)));
            keys.sort_unstable();
            keys.dedup();
            keys
        })
        .collect();
    let mut bearers: HashMap<&str, u32> = HashMap::new();
    for key in told.iter().flatten() {
        *bearers.entry(key).or_default() += 1;
    }
    let of_one = |keys: &Vec<String>| -> Vec<bool> {
        keys.iter().map(|key| bearers.get(key.as_str()) == Some(&1)).collect()
    };
    let of_one: Vec<Vec<bool>> = told.par_iter().map(of_one).collect();
    let keep = |(keys, of_one): (Vec<String>, Vec<bool>)| {
        keys.into_iter().zip(of_one).filter(|(_, of_one)| *of_one).map(|(key, _)| key).collect()
    };
    told.into_iter().zip(of_one).map(keep).collect()
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

/// The first words of the caption in Latin letters.
fn words_of(record: &Record) -> String {
    let words = chokepoint_text::slug(record.party.caption(), 4);
    if words.is_empty() { String::from("unnamed") } else { words }
}

/// A new id: words, and four signs that keep namesakes apart.
fn mint(words: &str, record: &Record, attempt: u32) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut number =
        xxhash_rust::xxh3::xxh3_64_with_seed(record.key.to_string().as_bytes(), u64::from(attempt));
    let mut id = format!("{words}-");
    for _ in 0..4 {
        id.push(char::from(SIGNS[(number % 32) as usize]));
        number /= 32;
    }
    id
}
