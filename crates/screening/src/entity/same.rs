//! Which records describe one party: by an identifier that only one party has, by what the publisher itself says, by one
//! name printed first, and by names that each gives the other.

use super::WORDS_THAT_SINGLE_OUT_A_PERSON;
use crate::{
    attributes::unique_keys,
    names::{self, PreparedName},
};
use chokepoint_model::{Name, NameKind, Party, Record, RecordKey, Schema};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Evidence from which two primary names are one name but for its spelling and legal form.
const ONE_NAME: f32 = 5.0;

/// Letters from which a whole name singles out an organisation: an acronym or a bare word does not.
const LETTERS_THAT_SINGLE_OUT: usize = 10;

/// A name that more records bear is a common one.
const BEARERS_OF_A_RARE_NAME: usize = 8;

/// For each record the number of the first record that describes the same party.
pub(super) fn group(records: &[Record]) -> Vec<usize> {
    // One party prints one name first on every list it is on.
    let keys: Vec<Option<String>> = records
        .par_iter()
        .map(|record| whole_key(record.party.names.first()?, record.party.schema))
        .collect();
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
    let identifiers: Vec<Vec<String>> =
        records.par_iter().map(|record| unique_keys(&record.party.identifiers).collect()).collect();
    let mut first: Vec<usize> = (0..records.len()).collect();
    let mut by_identifier: HashMap<&str, usize> = HashMap::new();
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, record) in records.iter().enumerate() {
        for key in &identifiers[number] {
            let earlier = *by_identifier.entry(key.as_str()).or_insert(number);
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
    by_publisher(records, &mut first);
    by_names_of_each_other(records, &mut first);
    (0..records.len()).map(|number| root(&mut first, number)).collect()
}

/// Joins a record with the one of another source that its publisher says it repeats.
fn by_publisher(records: &[Record], first: &mut [usize]) {
    if records.iter().all(|record| record.same_as.is_empty()) {
        return;
    }
    let places: HashMap<&RecordKey, usize> =
        records.iter().enumerate().map(|(number, record)| (&record.key, number)).collect();
    for (number, record) in records.iter().enumerate() {
        for other in record.same_as.iter().filter_map(|key| places.get(key).copied()) {
            if record.party.schema.can_be(records[other].party.schema) {
                unite(first, number, other);
            }
        }
    }
}

/// Joins organisations of which each gives the other's first name as a name of its own, or that share two whole names
/// of which one is a first name.
///
/// A publisher lists a party once: what one list has as two entries stays two, however alike (a group and its members).
fn by_names_of_each_other(records: &[Record], first: &mut [usize]) {
    let names: Vec<Vec<String>> = records.par_iter().map(organisation_names).collect();
    let mut bearers: Vec<(&str, usize)> = names
        .iter()
        .enumerate()
        .flat_map(|(number, keys)| keys.iter().map(move |key| (key.as_str(), number)))
        .collect();
    bearers.par_sort_unstable();
    let mut pairs = BTreeSet::new();
    let alike = bearers.chunk_by(|a, b| a.0 == b.0);
    for alike in alike.filter(|alike| (2..=BEARERS_OF_A_RARE_NAME).contains(&alike.len())) {
        for (at, (_, one)) in alike.iter().enumerate() {
            pairs.extend(alike[at + 1..].iter().map(|(_, other)| (*one, *other)));
        }
    }
    pairs.retain(|&(one, other)| {
        name_each_other(&names[one], &names[other])
            && may_be_one(&records[one].party, &records[other].party)
            && root(first, one) != root(first, other)
    });
    // Who answers to several entries of one list is a whole with its parts, and is none of them.
    let mut answers: BTreeMap<(usize, List<'_>), BTreeSet<usize>> = BTreeMap::new();
    for &(one, other) in &pairs {
        for (one, other) in [(one, other), (other, one)] {
            for list in lists_of(&records[other]) {
                answers.entry((one, list)).or_default().insert(root(first, other));
            }
        }
    }
    let is_whole = |one: usize, other: usize| {
        lists_of(&records[other]).any(|list| answers.get(&(one, list)).is_some_and(|roots| roots.len() > 1))
    };
    let mut lists: BTreeMap<usize, BTreeSet<List<'_>>> = BTreeMap::new();
    for &(one, other) in &pairs {
        lists.insert(root(first, one), BTreeSet::new());
        lists.insert(root(first, other), BTreeSet::new());
    }
    for (number, record) in records.iter().enumerate() {
        if let Some(lists) = lists.get_mut(&root(first, number)) {
            lists.extend(lists_of(record));
        }
    }
    for (one, other) in pairs {
        let (a, b) = (root(first, one), root(first, other));
        if a == b || is_whole(one, other) || is_whole(other, one) || !lists[&a].is_disjoint(&lists[&b]) {
            continue;
        }
        unite(first, a, b);
        let of_the_later = lists.remove(&a.max(b)).unwrap_or_default();
        lists.entry(a.min(b)).or_default().extend(of_the_later);
    }
}

/// A list as one source states it.
type List<'a> = (&'a str, &'a str);

fn lists_of(record: &Record) -> impl Iterator<Item = List<'_>> {
    record.listings.iter().map(|listing| (record.key.source.as_str(), listing.list.as_str()))
}

/// The keys of the whole names of an organisation, that of the first name first; of nothing else none.
fn organisation_names(record: &Record) -> Vec<String> {
    let party = &record.party;
    if matches!(party.schema, Schema::Person | Schema::Vessel | Schema::Airplane | Schema::Address)
        || party.names.len() < 2
    {
        return Vec::new();
    }
    let is_whole = |name: &&Name| name.kind != NameKind::WeakAlias;
    let key = |name: &Name| whole_key(name, party.schema);
    let Some(primary) = party.names.first().and_then(key) else { return Vec::new() };
    let mut keys = vec![primary];
    for key in party.names.iter().skip(1).filter(is_whole).filter_map(key) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn name_each_other(a: &[String], b: &[String]) -> bool {
    let ([first_a, ..], [first_b, ..]) = (a, b) else { return false };
    let singles_out = |key: &String| key.chars().count() > LETTERS_THAT_SINGLE_OUT;
    let mutual = first_a != first_b
        && a.contains(first_b)
        && b.contains(first_a)
        && (singles_out(first_a) || singles_out(first_b));
    let shared: Vec<&String> = a.iter().filter(|key| singles_out(key) && b.contains(key)).collect();
    mutual || shared.len() >= 2 && (shared.contains(&first_a) || shared.contains(&first_b))
}

/// Whether kind, countries and identifiers allow that two organisations are one.
fn may_be_one(a: &Party, b: &Party) -> bool {
    let no_country = a.countries.is_empty() || b.countries.is_empty();
    let shares_country = a.countries.iter().any(|country| b.countries.contains(country));
    a.schema.can_be(b.schema) && (no_country || shares_country) && !identifiers_conflict(a, b)
}

/// `Huawei Technologies Co., Ltd.` of `Huawei Technologies Co., Ltd. (Huawei)`: what stands last in brackets is left out
/// where it only repeats words of the name or their first letters.
pub(super) fn without_short_form(text: &str) -> &str {
    let Some((name, short)) = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return text;
    };
    // In brackets within brackets it is a part of what stands there: `(Parent: Northern Lake Group (NLG))`.
    if name.matches('(').count() != name.matches(')').count() {
        return text;
    }
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (whole, short) = (words(name), words(short));
    let mut initials = whole.iter().filter_map(|word| word.chars().next());
    let repeats = short.iter().all(|word| whole.contains(word));
    let is_acronym = matches!(&short[..], [word] if word.chars().count() > 1
        && word.chars().all(|letter| initials.any(|initial| initial == letter)));
    if !short.is_empty() && whole.len() > short.len() && (repeats || is_acronym) { name.trim() } else { text }
}

fn whole_key(name: &Name, schema: Schema) -> Option<String> {
    names::whole_key(without_short_form(&name.text), schema)
}

/// The first name, prepared.
fn primary_name(record: &Record) -> Option<PreparedName<'static>> {
    let text = &record.party.names.first()?.text;
    Some(PreparedName::new(without_short_form(text), record.party.schema))
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
