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
    /// The first day of each company that has any key, sorted.
    first: Vec<Date>,
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
        let mut first: Vec<(PartyNumber, Date)> = self.companies.iter().flatten().copied().collect();
        first.sort_unstable();
        first.dedup_by_key(|(company, _)| *company);
        self.first = first.into_iter().map(|(_, since)| since).collect();
        self.first.sort_unstable();
        self
    }

    /// How many companies are known to have a thing of this kind by a day: among those it is rare or not. A bare name
    /// in a list of partners has no address, and says nothing of how rare an address is.
    pub(crate) fn population(&self, day: Date) -> usize {
        self.first.partition_point(|first| *first <= day)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_is_counted_among_those_of_whom_the_kind_of_thing_is_known() {
        let mut postings = Postings::default();
        let day = |year| Date::constant(year, 1, 1);
        postings.add("one room", PartyNumber(7), day(2001));
        postings.add("one building", PartyNumber(7), day(2001));
        postings.add("one room", PartyNumber(9), day(2003));
        let postings = postings.finish();
        // Parties 0 to 6 and 8 have no address: they are none of those among whom a room is rare.
        assert_eq!([2000, 2001, 2003].map(|year| postings.population(day(year))), [0, 1, 2]);
    }
}
