//! The plain comparison that the replay is measured against: equal names and nearly equal words of an address.
//!
//! It shares nothing with the matcher: no folding of letters, no legal forms, no parsing of addresses, no weights.

use chokepoint_model::Party;
use std::collections::{BTreeMap, BTreeSet};

/// Words in common, of all words of two addresses, from which they are one: nine of ten.
const IN_COMMON: (usize, usize) = (9, 10);
/// An address of fewer words is a town or a quarter.
const FEWEST_WORDS: usize = 4;

/// Older entries by name and by the numbers in their addresses.
#[derive(Default)]
pub(super) struct Plain {
    by_name: BTreeMap<String, BTreeSet<usize>>,
    by_numbers: BTreeMap<Vec<String>, Vec<(usize, BTreeSet<String>)>>,
}

impl Plain {
    /// Files an entry under its number.
    pub(super) fn add(&mut self, entry: usize, party: &Party) {
        for name in &party.names {
            self.by_name.entry(plain_name(&name.text)).or_default().insert(entry);
        }
        for words in addresses(party) {
            self.by_numbers.entry(numbers(&words)).or_default().push((entry, words));
        }
    }

    /// Entries that bear one of the party's names, letter for letter but for case and signs.
    pub(super) fn named_alike(&self, party: &Party) -> BTreeSet<usize> {
        let same = party.names.iter().filter_map(|name| self.by_name.get(&plain_name(&name.text)));
        same.flatten().copied().collect()
    }

    /// Entries at one of the party's addresses: the same numbers, and nine of ten words the same.
    pub(super) fn at_one_address(&self, party: &Party) -> BTreeSet<usize> {
        let mut met = BTreeSet::new();
        for words in addresses(party) {
            let others = self.by_numbers.get(&numbers(&words)).into_iter().flatten();
            met.extend(others.filter(|(_, other)| are_alike(&words, other)).map(|(entry, _)| *entry));
        }
        met
    }
}

fn plain_name(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of each address that has a number in it.
fn addresses(party: &Party) -> impl Iterator<Item = BTreeSet<String>> {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let all = party.addresses.iter().map(move |address| words(&address.text));
    all.filter(|words| words.len() >= FEWEST_WORDS && !numbers(words).is_empty())
}

fn numbers(words: &BTreeSet<String>) -> Vec<String> {
    words.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).cloned().collect()
}

fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    common * IN_COMMON.1 >= all * IN_COMMON.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::{Address, Name};

    fn party(name: &str, address: &str) -> Party {
        let address = Address { text: address.to_owned(), country: None };
        Party { names: vec![Name::primary(name)], addresses: vec![address], ..Party::default() }
    }

    #[test]
    fn the_plain_comparison_knows_equal_names_and_nearly_equal_addresses() {
        let mut plain = Plain::default();
        plain.add(
            7,
            &party("Invented Works Co., Ltd.", "No. 15, Invented Street, New Quarter, Anytown, 100000"),
        );
        for (name, address, by_name, by_address) in [
            ("INVENTED WORKS CO LTD", "", true, false),
            ("Invented Works Limited", "", false, false),
            ("Other", "no 15 Invented Street, Anytown, New Quarter 100000", false, true),
            ("Other", "No. 16, Invented Street, New Quarter, Anytown, 100000", false, false),
            ("Other", "No. 15, Invented Street, Anytown, 100000", false, false),
            ("Other", "Anytown", false, false),
        ] {
            let asked = party(name, address);
            assert_eq!(plain.named_alike(&asked).contains(&7), by_name, "{name}");
            assert_eq!(plain.at_one_address(&asked).contains(&7), by_address, "{address}");
        }
    }
}
