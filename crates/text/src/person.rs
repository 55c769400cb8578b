//! The words of a person's name: titles, particles, spelling families, short forms, how common a name is.

use crate::skeleton::sound;
use crate::table::{self, Table};
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a word that is not itself a name does in a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Says what someone is: Dr, Haji, Mullah.
    Title,
    /// Grammar: al, de, von.
    Particle,
    /// The next word is the father's name: bin, ibn, ould.
    Child,
    /// Junior, senior: tells a son from a father.
    Generation,
    /// First half of an Arabic compound: Abdul.
    Servant,
    /// First half of a byname: Abu, Umm.
    Parent,
}

/// What a name is mostly used as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// A given name.
    Given,
    /// A family name.
    Surname,
    /// Either.
    Both,
    /// The name of a clan, tribe or place of origin (nisba).
    Clan,
}

/// Spellings of one name, by number; the representative stands in [`family_name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The number of the family, from 1.
    pub number: u16,
    /// The number of the full name's family, when the word is a short form of one or two (Bill: William).
    pub short_for: [u16; 2],
    /// Whether the word is a Korean surname.
    pub korean: bool,
}

struct Families {
    names: Vec<&'static str>,
    words: Table<&'static str, Family>,
    sounds: Table<String, u16>,
    organisation: Table<&'static str, u16>,
}

const NONE: Family = Family { number: 0, short_for: [0; 2], korean: false };

static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    let mut all = Families {
        names: vec![""],
        words: Table::default(),
        sounds: Table::default(),
        organisation: Table::default(),
    };
    let rows: Vec<_> = table::rows(include_str!("../../../resources/text/name_families.csv"))
        .filter(|row| row.len() == 2)
        .map(|row| (row[0], row[1].split_whitespace().collect::<Vec<_>>()))
        .collect();
    for (kind, spellings) in rows.iter().filter(|(kind, _)| *kind != "nick") {
        let number = u16::try_from(all.names.len()).unwrap_or(u16::MAX);
        all.names.extend(spellings.first());
        for &spelling in spellings {
            if *kind == "word" {
                all.organisation.entry(spelling).or_insert(number);
                continue;
            }
            let family = all.words.entry(spelling).or_insert(NONE);
            family.korean |= *kind == "korean";
            if family.number == 0 {
                family.number = number;
                if *kind == "both" {
                    all.sounds.entry(sound(spelling)).or_insert(number);
                }
            }
        }
    }
    for (_, spellings) in rows.iter().filter(|(kind, _)| *kind == "nick") {
        let Some((full, short)) = spellings.split_first() else { continue };
        let full = match all.words.get(full) {
            Some(family) if family.number != 0 => family.number,
            _ => {
                let number = u16::try_from(all.names.len()).unwrap_or(u16::MAX);
                all.names.push(full);
                all.words.entry(full).or_insert(NONE).number = number;
                number
            }
        };
        for word in short {
            let family = all.words.entry(word).or_insert(NONE);
            if family.short_for[0] == 0 {
                family.short_for[0] = full;
            } else if family.short_for[1] == 0 {
                family.short_for[1] = full;
            }
        }
    }
    all
});

static ROLES: LazyLock<Table<&'static str, Role>> = LazyLock::new(|| {
    table::rows(include_str!("../../../resources/text/titles.csv"))
        .filter_map(|row| {
            let role = match *row.get(1)? {
                "title" => Role::Title,
                "particle" => Role::Particle,
                "child" => Role::Child,
                "generation" => Role::Generation,
                "servant" => Role::Servant,
                "parent" => Role::Parent,
                _ => return None,
            };
            Some((row[0], role))
        })
        .collect()
});

static COMMON: LazyLock<Table<&'static str, (Use, u8)>> = LazyLock::new(|| {
    let mut common = Table::default();
    for row in table::rows(include_str!("../../../resources/text/common_names.csv")) {
        let [kind, frequency, words] = row[..] else { continue };
        let kind = match kind {
            "given" => Use::Given,
            "surname" => Use::Surname,
            "clan" => Use::Clan,
            "vietnamese" => continue,
            _ => Use::Both,
        };
        for word in words.split_whitespace() {
            common.entry(word).or_insert((kind, frequency.parse().unwrap_or(1)));
        }
    }
    common
});

/// The role of a folded Latin word that is not itself a name.
pub fn role(word: &str) -> Option<Role> {
    ROLES.get(word).copied()
}

/// Numbers of families of patronymics: those of the fathers' names, set apart.
const PATRONYMIC: u16 = 1 << 15;

/// The spelling family of a folded Latin word; number 0 when it has none. Sons of Grigory are a family of their own,
/// however the father's name is spelled: Hryhorovych.
pub fn family(word: &str) -> Family {
    match FAMILIES.words.get(word) {
        Some(family) => *family,
        None if word.len() < 4 => NONE,
        None => family_heard(word, &sound(word)),
    }
}

/// The same for a word of which the sound is known.
pub fn family_heard(word: &str, heard: &str) -> Family {
    if let Some(family) = FAMILIES.words.get(word) {
        return *family;
    }
    if let Some(number) = father(word) {
        return Family { number: number | PATRONYMIC, ..NONE };
    }
    let number = if word.len() >= 4 { FAMILIES.sounds.get(heard).copied().unwrap_or(0) } else { 0 };
    Family { number, ..NONE }
}

/// Whether a folded Latin word is a Korean surname.
pub fn is_korean_surname(word: &str) -> bool {
    FAMILIES.words.get(word).is_some_and(|family| family.korean)
}

/// The family of the father's name in a Slavic patronymic.
fn father(word: &str) -> Option<u16> {
    if !is_patronymic(word) {
        return None;
    }
    let root = PATRONYMIC_ENDINGS.iter().find_map(|ending| word.strip_suffix(ending))?;
    let root = root.trim_end_matches(['y', 'i']);
    ["", "y", "iy", "i", "ii", "ey", "ei", "a", "o"].iter().find_map(|ending| {
        FAMILIES
            .words
            .get(format!("{root}{ending}").as_str())
            .map(|family| family.number)
            .filter(|number| *number != 0)
    })
}

/// The family of a word in names of organisations (centre, center); 0 when it has none.
pub fn word_family(word: &str) -> u16 {
    FAMILIES.organisation.get(word).copied().unwrap_or(0)
}

/// The representative spelling of a family.
pub fn family_name(number: u16) -> Option<&'static str> {
    FAMILIES.names.get(usize::from(number)).copied().filter(|name| !name.is_empty())
}

/// How a name is used and how common it is: 3 tens of millions bear it, 2 millions, 1 common in one country.
pub fn common(word: &str) -> Option<(Use, u8)> {
    COMMON.get(word).copied().or_else(|| common_as(family(word).number))
}

/// The same for a word of which the family is known.
pub fn common_in(word: &str, family: u16) -> Option<(Use, u8)> {
    COMMON.get(word).copied().or_else(|| common_as(family))
}

fn common_as(family: u16) -> Option<(Use, u8)> {
    COMMON.get(family_name(family)?).copied()
}

/// Whether a folded Latin word is one of the few family names that most Vietnamese bear.
pub fn is_vietnamese_surname(word: &str) -> bool {
    VIETNAMESE.contains(word)
}

static VIETNAMESE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    table::rows(include_str!("../../../resources/text/common_names.csv"))
        .filter(|row| row.len() == 3 && row[0] == "vietnamese")
        .flat_map(|row| row[2].split_whitespace())
        .collect()
});

/// Whether a folded Latin word is a Slavic patronymic, which says who the father was.
pub fn is_patronymic(word: &str) -> bool {
    word.len() >= 7 && PATRONYMIC_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// What a patronymic ends in, the longest first.
const PATRONYMIC_ENDINGS: [&str; 14] = [
    "yevich", "ievich", "yovych", "iovych", "ovich", "evich", "ovych", "evych", "ievna", "yevna", "ovna",
    "evna", "ivna", "ovic",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_are_one_family() {
        for (one, other) in [
            ("mohammed", "muhamad"),
            ("yousef", "yusuf"),
            ("sergey", "serhii"),
            ("abdelrahman", "abdurrahman"),
        ] {
            assert_ne!(family(one).number, 0);
            assert_eq!(family(one).number, family(other).number, "{one} {other}");
        }
        assert_eq!(family("bill").short_for[0], family("william").number);
        assert!(family("kim").korean);
        assert_eq!(family("zzz").number, 0);
        assert_eq!(common("mohamed").map(|(_, frequency)| frequency), Some(3));
        assert_eq!(family("grigorevich").number, family("hryhorovych").number);
        assert_ne!(family("petrovich").number, family("sergeevich").number);
        assert!(is_patronymic("vladimirovich") && !is_patronymic("abramovich2"));
    }
}
