//! The words of addresses in Latin letters: what each says.

use crate::table;
use std::{collections::HashMap, sync::LazyLock};

/// What a word says; several where it depends on its neighbours (St. Nicolas Street).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    /// A street whose name stands before.
    pub(super) street: Option<&'static str>,
    /// A street whose name may follow.
    pub(super) prefix: Option<&'static str>,
    pub(super) building: Option<&'static str>,
    pub(super) zone: bool,
    pub(super) place: Option<&'static str>,
    pub(super) floor: bool,
    pub(super) room: bool,
    pub(super) number: bool,
    /// A side, in pinyin.
    pub(super) side: Option<&'static str>,
    /// Whether the side is written in pinyin, where it may be part of a name.
    pub(super) is_pinyin: bool,
    pub(super) ordinal: Option<u32>,
    /// The pinyin of an English word.
    pub(super) sound: Option<&'static str>,
    /// Commercial, industrial: buildings are called so or not.
    pub(super) adjective: bool,
    pub(super) idle: bool,
}

static WORDS: LazyLock<HashMap<&'static str, Word>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Word> = HashMap::new();
    for row in table::rows(include_str!("../../../../resources/text/address_words.csv")) {
        let [class, canonical, spellings] = row[..] else { continue };
        for spelling in spellings.split_whitespace() {
            let word = words.entry(spelling).or_default();
            match class {
                "street" => word.street = word.street.or(Some(canonical)),
                "prefix" => word.prefix = word.prefix.or(Some(canonical)),
                "building" => word.building = word.building.or(Some(canonical)),
                "zone" => word.zone = true,
                "place" => word.place = Some(canonical),
                "floor" => word.floor = true,
                "room" => word.room = true,
                "number" => word.number = true,
                "direction" => (word.side, word.is_pinyin) = (Some(canonical), spelling == canonical),
                "ordinal" => word.ordinal = canonical.parse().ok(),
                "sound" => word.sound = Some(canonical),
                "adjective" => word.adjective = true,
                _ => word.idle = true,
            }
        }
    }
    words
});

/// What a folded word says.
pub(super) fn word(text: &str) -> Word {
    WORDS.get(text).copied().unwrap_or_default()
}

/// The number in pinyin, as streets count: 3 is `san`, 12 is `shier`.
pub(super) fn pinyin_number(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"];
    let (tens, ones) = (number / 10, number % 10);
    Some(match (tens, ones) {
        (0, 0) => return None,
        (0, ones) => DIGITS[ones as usize].to_owned(),
        (1, ones) => format!("shi{}", DIGITS[ones as usize]),
        (2..=9, ones) => format!("{}shi{}", DIGITS[tens as usize], DIGITS[ones as usize]),
        _ => return None,
    })
}
