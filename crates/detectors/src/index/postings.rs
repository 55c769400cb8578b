//! Who has a thing, and since when: from a key to companies and back.

use chokepoint_model::{Date, PartyNumber};
use std::collections::HashMap;

/// A key of some kind: a name of a person, a building, a telephone.
pub(crate) type Key = u32;

/// Keys with the companies that have them, each with the day from which it was known.
#[derive(Default)]
pub(crate) struct Postings {
    keys: HashMap<Box<str>, Key>,
    companies: Vec<Vec<(PartyNumber, Date)>>,
    of: HashMap<PartyNumber, Vec<(Key, Date)>>,
}

impl Postings {
    /// Files a company under a key.
    pub(crate) fn add(&mut self, key: &str, company: PartyNumber, since: Date) -> Key {
        let number = match self.keys.get(key) {
            Some(number) => *number,
            None => {
                let number = self.companies.len() as Key;
                self.keys.insert(key.into(), number);
                self.companies.push(Vec::new());
                number
            }
        };
        self.companies[number as usize].push((company, since));
        number
    }

    /// Brings everything into order: of one company under one key the first day remains.
    pub(crate) fn finish(mut self) -> Self {
        for (key, companies) in (0..).zip(&mut self.companies) {
            companies.sort_unstable();
            companies.dedup_by_key(|(company, _)| *company);
            for (company, since) in companies {
                self.of.entry(*company).or_default().push((key, *since));
            }
        }
        self
    }

    /// The number of a key that somebody has.
    pub(crate) fn key(&self, text: &str) -> Option<Key> {
        self.keys.get(text).copied()
    }

    /// The keys of a company, in their order.
    pub(crate) fn of(&self, company: PartyNumber) -> &[(Key, Date)] {
        self.of.get(&company).map(Vec::as_slice).unwrap_or_default()
    }

    /// The companies filed under a key by a day.
    pub(crate) fn companies(&self, key: Key, day: Date) -> impl Iterator<Item = (PartyNumber, Date)> + '_ {
        let all = self.companies.get(key as usize).map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(move |(_, since)| *since <= day)
    }

    /// How many they are.
    pub(crate) fn count(&self, key: Key, day: Date) -> usize {
        self.companies(key, day).count()
    }
}
