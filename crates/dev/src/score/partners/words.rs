//! The words that made-up partners are put together from: others than those of the example.

use serde::Deserialize;
use std::sync::LazyLock;

/// The words; none at all should the table not be read, which a test notices.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(TABLE).unwrap_or_default());
const TABLE: &str = include_str!("words.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    surnames: String,
    given: String,
    pub(super) common: Vec<String>,
    first: String,
    second: String,
    third: String,
    traditional: String,
    pub(super) city: Vec<City>,
    pub(super) trade: Vec<Trade>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct City {
    pub(super) name: String,
    pub(super) district: String,
    pub(super) streets: Vec<String>,
    pub(super) area: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trade {
    pub(super) word: String,
    pub(super) short: String,
    pub(super) scope: String,
}

/// The Chinese and the English of a word.
pub(super) fn both(word: &str) -> (&str, &str) {
    word.split_once(' ').unwrap_or_default()
}

impl Words {
    pub(super) fn surnames(&self) -> Vec<char> {
        self.surnames.chars().collect()
    }

    pub(super) fn given(&self) -> Vec<char> {
        self.given.chars().collect()
    }

    /// The first, second and third signs of brands.
    pub(super) fn brands(&self) -> [Vec<char>; 3] {
        [&self.first, &self.second, &self.third].map(|signs| signs.chars().collect())
    }

    /// A name in traditional characters.
    pub(super) fn traditional(&self, name: &str) -> String {
        let of = |sign: char| {
            let mut pairs = self.traditional.split(' ');
            pairs.find(|pair| pair.starts_with(sign)).and_then(|pair| pair.chars().nth(1)).unwrap_or(sign)
        };
        name.chars().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read() {
        let words: Words = toml::from_str(TABLE).unwrap();
        assert!(words.city.len() > 5 && words.trade.len() > 5);
        assert_eq!(words.traditional("电子商贸"), "電子商貿");
    }
}
