//! Provinces, cities and districts that are known by name, whatever the spelling.

use crate::{han, han::reading::pinyin_of, normal::fold, table};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// How large a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A province or state.
    Province,
    /// A city known by name.
    City,
    /// A district, county or town.
    District,
    /// An industrial zone, a park, a campus: tells more than a district.
    Zone,
    /// A name whose size is not told.
    Other,
}

/// A place by its sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// One spelling for one place: `beijing` for Peking, `xianggang` for Hong Kong.
    pub sound: String,
    /// As written, folded.
    pub text: String,
    /// How large it is.
    pub level: Level,
    /// The country it is in, where that is known.
    pub country: Option<&'static str>,
}

impl Place {
    pub(super) fn new(sound: &str, text: &str, level: Level) -> Self {
        Self { sound: sound.to_owned(), text: text.to_owned(), level, country: None }
    }
}

struct Known {
    sound: String,
    text: String,
    level: Level,
    country: Option<&'static str>,
}

struct Tables {
    by_sound: HashMap<String, Known>,
    /// Chinese names without their suffix.
    chinese: HashSet<&'static str>,
    /// Streets of Hong Kong and Macau: simplified Chinese name to the English one.
    streets: HashMap<String, &'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables { by_sound: HashMap::new(), chinese: HashSet::new(), streets: HashMap::new() };
    let mut add = |spelling: &str, sound: &str, text: &str, level, country| {
        let known = Known { sound: sound.to_owned(), text: text.to_owned(), level, country };
        tables.by_sound.entry(joined(spelling)).or_insert(known);
    };
    for row in table::rows(include_str!("../../../../resources/text/cities.csv")) {
        let [city, country, spellings] = row[..] else { continue };
        for spelling in spellings.split('|').chain([city]) {
            add(spelling, &joined(city), city, Level::City, Some(country));
        }
    }
    let mut chinese = HashSet::new();
    let mut streets = HashMap::new();
    for row in table::rows(include_str!("../../../../resources/zh/hongkong.csv")) {
        let [name, kind, english] = row[..] else { continue };
        if kind == "street" {
            streets.insert(han::simplify(name), english);
            continue;
        }
        chinese.insert(name);
        let (sound, level) = (sound_of(name), if kind == "area" { Level::Province } else { Level::District });
        let text = english.split('|').next().unwrap_or(english).to_lowercase();
        for spelling in english.split('|').chain([sound.as_str()]) {
            add(spelling, &sound, &text, level, Some("HK"));
        }
    }
    for row in table::rows(include_str!("../../../../resources/zh/places.csv")) {
        let [name, kind, english] = row[..] else { continue };
        let level = match kind {
            "municipality" | "city" | "prefecture" => Level::City,
            "province" | "region" => Level::Province,
            "county" => Level::District,
            _ if matches!(name, "香港" | "澳门") => Level::City,
            // Regions that are no part of an address (华东), rivers, seas.
            _ => continue,
        };
        chinese.insert(name);
        let sound = sound_of(name);
        let country = match name {
            "香港" => "HK",
            "澳门" => "MO",
            "台湾" => "TW",
            _ => "CN",
        };
        let spellings = english.trim_start_matches('=').split('|').filter(|spelling| !spelling.is_empty());
        let text = if english.starts_with('=') {
            spellings.clone().next().unwrap_or(&sound).to_lowercase()
        } else {
            sound.clone()
        };
        for spelling in spellings.chain([sound.as_str()]) {
            add(spelling, &sound, &text, level, Some(country));
        }
    }
    Tables { chinese, streets, ..tables }
});

/// The pinyin of a Chinese name, without spaces.
pub(super) fn sound_of(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    // What is not Chinese in it (letters, digits) stays in its place.
    let mut sound = String::new();
    let mut run: Vec<char> = Vec::new();
    for c in chars.into_iter().chain([' ']) {
        if han::is_han(c) {
            run.push(c);
            continue;
        }
        sound.extend(pinyin_of(&run));
        run.clear();
        if c.is_alphanumeric() {
            sound.push(c);
        }
    }
    sound
}

fn joined(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The place that a sound names.
pub(super) fn known(sound: &str) -> Option<Place> {
    let known = TABLES.by_sound.get(sound)?;
    Some(Place {
        sound: known.sound.clone(),
        text: known.text.clone(),
        level: known.level,
        country: known.country,
    })
}

/// Whether these characters are the name of a Chinese place, without 省, 市 or 区.
pub(super) fn is_chinese_place(name: &str) -> bool {
    TABLES.chinese.contains(name)
}

/// The English name of a street of Hong Kong.
pub(super) fn english_street(name: &str) -> Option<&'static str> {
    TABLES.streets.get(name).copied()
}
