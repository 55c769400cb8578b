//! Common words of names of organisations and ships: what each says, and how little it tells.

use crate::person::{family_name, word_family};
use crate::table::{self, Table};
use std::sync::LazyLock;

/// What a common word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Grammar.
    Function,
    /// Only that it is an organisation.
    Structure,
    /// Its line of business: sister companies differ by it.
    Industry,
    /// Where it is: sister companies differ by it.
    Place,
    /// An adjective of trade names.
    Quality,
}

static COMMON: LazyLock<Table<&'static str, (Says, u8)>> = LazyLock::new(|| {
    let mut common = Table::default();
    for row in table::rows(include_str!("../../../resources/text/common_words.csv")) {
        let [class, frequency, words] = row[..] else { continue };
        let says = match class {
            "function" => Says::Function,
            "structure" => Says::Structure,
            "industry" => Says::Industry,
            "place" => Says::Place,
            _ => Says::Quality,
        };
        for word in words.split_whitespace() {
            common.entry(word).or_insert((says, frequency.parse().unwrap_or(1)));
        }
    }
    common
});

static LONG: LazyLock<Table<&'static str, &'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../../../resources/text/abbreviations.csv"))
        .filter(|row| row.len() == 2)
        .map(|row| (row[0], row[1]))
        .collect()
});

/// What a folded Latin word says in names of organisations, and how common it is (3 very, 1 some).
pub fn common(word: &str) -> Option<(Says, u8)> {
    let singular = || word.strip_suffix('s').filter(|singular| singular.len() >= 4);
    COMMON
        .get(word)
        .or_else(|| COMMON.get(family_name(word_family(word))?))
        .or_else(|| COMMON.get(singular()?))
        .copied()
}

static TRANSLATIONS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut stems: Vec<_> = table::rows(include_str!("../../../resources/text/translations.csv"))
        .filter(|row| row.len() == 2)
        .map(|row| (row[0], row[1]))
        .collect();
    // The longest beginning is the most exact.
    stems.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
    stems
});

/// The English of a transliterated word of a Cyrillic name of an organisation: one or more words.
pub fn english(word: &str) -> Option<&'static str> {
    TRANSLATIONS
        .iter()
        .find(|(stem, _)| word.starts_with(stem) && word.len() <= stem.len() + 7)
        .map(|(_, english)| *english)
}

/// What an abbreviation stands for: one or more words.
pub fn long_form(word: &str) -> Option<&'static str> {
    LONG.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_say_what_they_say() {
        assert_eq!(common("bank"), Some((Says::Industry, 3)));
        assert_eq!(common("beijing"), Some((Says::Place, 3)));
        assert_eq!(common("gazprom"), None);
        assert_eq!(long_form("us"), Some("united states"));
        assert_eq!(english("priborostroitelnyy"), Some("instrument making"));
    }
}
