//! The words that made-up companies and people are put together from.

use serde::Deserialize;
use std::sync::LazyLock;

/// The words; none at all should the table not be read, which a test notices.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(TABLE).unwrap_or_default());
const TABLE: &str = include_str!("words.toml");

/// Words by what they are for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// First signs of brands, each with its sound.
    pub first: Vec<String>,
    /// Second signs of brands.
    pub second: Vec<String>,
    /// Brands that look like those of the case.
    pub alike: Vec<String>,
    /// Family names.
    pub family: String,
    /// Signs of given names.
    pub given: String,
    /// Names that many people bear.
    pub common: Vec<String>,
    /// Trades.
    pub trade: Vec<Trade>,
    /// Places.
    pub place: Vec<Place>,
}

/// A trade.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trade {
    /// A word for it.
    pub id: String,
    /// What companies of the trade call themselves, in Chinese and after a space in English.
    pub words: Vec<String>,
    /// Business scopes.
    pub scope: Vec<String>,
}

/// A street or park with numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// A word for it.
    pub id: String,
    /// `park` for those where the companies of the case are, else `elsewhere`.
    pub kind: String,
    /// The city, as company names begin with it, in Chinese and after a space in English.
    pub city: String,
    /// The address in English, `{}` for the number.
    pub english: String,
    /// The address before the number.
    pub before: String,
    /// What the number counts.
    pub unit: String,
    /// The lowest number.
    pub least: usize,
    /// The highest number.
    pub most: usize,
    /// Telephone area.
    pub area: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read() {
        let words: Words = toml::from_str(TABLE).unwrap();
        assert!(!words.trade.is_empty() && !words.place.is_empty() && words.first.len() > 10);
    }
}
