//! Listed parties beside a registry: who they are there, and since when they stand on a list.

use chokepoint_model::{Date, Listing, Party, PartyNumber, Registry, Schema};
use chokepoint_screening::{attributes, names};
use std::collections::HashMap;

/// A party that stands, or stood, on a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its id on the list.
    pub id: String,
    /// Names, addresses, identifiers as the lists give them.
    pub party: Party,
    /// Its listings.
    pub listings: Vec<Listing>,
    /// The parties of the registry that are this one: several when the registry has it twice. Empty when it is not there.
    pub numbers: Vec<PartyNumber>,
}

/// Names of two sources are one name from this evidence on, in natural-log odds.
const ONE_NAME: f32 = 4.0;
/// More parties than these are not compared for one key of a name.
const MOST_OF_A_KEY: usize = 50;

impl Listed {
    /// The name to show.
    pub fn caption(&self) -> &str {
        self.party.caption()
    }

    /// Whether a list names an address and nobody at it: nothing flows from such an entry but to who stands there.
    pub fn is_address_only(&self) -> bool {
        self.party.schema == Schema::Address
    }

    /// The listings that were known and in effect on a day.
    pub fn listings_on(&self, day: Date) -> impl Iterator<Item = &Listing> {
        self.listings.iter().filter(move |listing| listing.period.contains(day))
    }

    /// Whether it stands on a list on a day.
    pub fn is_listed_on(&self, day: Date) -> bool {
        self.listings_on(day).next().is_some()
    }

    /// The listings whose beginning was known on a day, ended ones among them, oldest first.
    pub fn listings_by(&self, day: Date) -> Vec<&Listing> {
        let mut listings: Vec<&Listing> = self
            .listings
            .iter()
            .filter(|listing| listing.period.from.is_none_or(|from| from <= day))
            .collect();
        listings.sort_by_key(|listing| (listing.period.from, &listing.list));
        listings
    }

    /// The first day on a list, as known on a day.
    pub fn first_listed_by(&self, day: Date) -> Option<Date> {
        self.listings_by(day).into_iter().find_map(|listing| listing.period.from)
    }
}

/// Finds listed parties in a registry: by an identifier that only one party has, else by a name that is the same but
/// for its spelling, where no identifier contradicts. A person is never found by the name alone.
pub fn resolve(registry: &Registry, listed: &mut [Listed]) {
    let mut by_identifier: HashMap<String, Vec<PartyNumber>> = HashMap::new();
    let mut by_name: HashMap<String, Vec<PartyNumber>> = HashMap::new();
    for (number, profile) in registry.parties() {
        for key in attributes::unique_keys(&profile.party.identifiers) {
            by_identifier.entry(key).or_default().push(number);
        }
        if profile.party.schema != Schema::Person {
            for name in &profile.party.names {
                by_name.entry(whole(&name.text)).or_default().push(number);
            }
        }
    }
    for one in listed {
        let by_id = attributes::unique_keys(&one.party.identifiers)
            .filter_map(|key| by_identifier.get(&key))
            .flatten()
            .copied();
        one.numbers.extend(by_id);
        if one.party.schema != Schema::Person {
            for name in &one.party.names {
                let found = by_name.get(&whole(&name.text)).map(Vec::as_slice).unwrap_or_default();
                let is_one = |number: &&PartyNumber| {
                    registry.profile(**number).is_some_and(|profile| is_same(&one.party, &profile.party))
                };
                one.numbers.extend(found.iter().take(MOST_OF_A_KEY).filter(is_one));
            }
        }
        one.numbers.sort_unstable();
        one.numbers.dedup();
    }
}

/// Letters and digits of a name, without legal forms' spelling differences in signs and spaces.
fn whole(name: &str) -> String {
    chokepoint_text::han::simplify(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_same(listed: &Party, known: &Party) -> bool {
    let apart = !listed.countries.is_empty()
        && !known.countries.is_empty()
        && !listed.countries.iter().any(|country| known.countries.contains(country));
    let ids: Vec<String> = attributes::unique_keys(&known.identifiers).collect();
    let contradicts = attributes::unique_keys(&listed.identifiers).any(|key| {
        let scheme = key.split(':').next();
        ids.iter().any(|id| id.split(':').next() == scheme && *id != key)
    });
    let prepared = |party: &Party| -> Vec<names::PreparedName> {
        party.names.iter().take(8).map(|name| names::PreparedName::new(&name.text, party.schema)).collect()
    };
    let (ours, theirs) = (prepared(listed), prepared(known));
    let one_name = ours.iter().any(|a| theirs.iter().any(|b| names::compare(a, b) >= ONE_NAME));
    listed.schema.can_be(known.schema) && !apart && !contradicts && one_name
}
