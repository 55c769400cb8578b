//! Names of persons in Chinese characters as Chinese, Japanese and Koreans read them.

use crate::han::reading::{pinyin_of, surname};
use crate::han::simplify;
use crate::table;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Family names of two characters are few; all others have one.
const DOUBLE_SURNAMES: [&str; 12] =
    ["欧阳", "司马", "诸葛", "上官", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐"];

struct Japanese {
    surnames: HashMap<String, &'static str>,
    given: HashMap<String, &'static str>,
}

static JAPANESE: LazyLock<Japanese> = LazyLock::new(|| {
    let mut names = Japanese { surnames: HashMap::new(), given: HashMap::new() };
    for row in table::rows(include_str!("../../../resources/text/japanese_names.csv")) {
        let [kind, characters, reading] = row[..] else { continue };
        let names = if kind == "surname" { &mut names.surnames } else { &mut names.given };
        names.entry(simplify(characters)).or_insert(reading);
    }
    names
});

static HANJA: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let mut syllables = HashMap::new();
    for row in table::rows(include_str!("../../../resources/text/hanja.csv")) {
        let [syllable, characters] = row[..] else { continue };
        for c in simplify(characters).chars() {
            syllables.entry(c).or_insert(syllable);
        }
    }
    syllables
});

/// Family name and given name of a Chinese person in pinyin; `None` when it is not two to four characters long.
pub fn chinese(name: &str) -> Option<(String, String)> {
    let simple: Vec<char> = simplify(name).chars().collect();
    if !(2..=4).contains(&simple.len()) {
        return None;
    }
    let head: String = simple.iter().take(2).collect();
    let family = if simple.len() > 2 && DOUBLE_SURNAMES.contains(&head.as_str()) { 2 } else { 1 };
    let spelled = match family {
        1 => surname(simple[0])?.to_owned(),
        _ => pinyin_of(&simple[..2]).concat(),
    };
    let given = pinyin_of(&simple[family..]).concat();
    (!given.is_empty()).then_some((spelled, given))
}

/// The reading of a Japanese person's name, family name first; `None` when a part of it is not known.
pub fn japanese(name: &str) -> Option<String> {
    let simple = simplify(name);
    let plain: String = simple.chars().filter(|c| c.is_alphanumeric()).collect();
    let ends: Vec<usize> = plain.char_indices().map(|(at, _)| at).skip(1).take(3).collect();
    ends.iter().rev().find_map(|&end| {
        let (family, given) = plain.split_at(end);
        Some(format!("{} {}", JAPANESE.surnames.get(family)?, JAPANESE.given.get(given)?))
    })
}

/// A Korean person's name in Hangul; `None` when a character is not known.
pub fn hangul(name: &str) -> Option<String> {
    let simple = simplify(name);
    let characters: Vec<char> = simple.chars().filter(|c| c.is_alphanumeric()).collect();
    if !(2..=4).contains(&characters.len()) {
        return None;
    }
    characters.iter().map(|c| HANJA.get(c).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_read_in_three_languages() {
        let pair = |family: &str, given: &str| Some((family.to_owned(), given.to_owned()));
        assert_eq!(chinese("張偉民"), pair("zhang", "weimin"));
        assert_eq!(chinese("欧阳海燕"), pair("ouyang", "haiyan"));
        assert_eq!(japanese("山田太郎").as_deref(), Some("yamada taro"));
        assert_eq!(japanese("张伟民"), None);
        assert_eq!(hangul("金正恩").as_deref(), Some("김정은"));
    }
}
