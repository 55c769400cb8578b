//! How a Chinese character sounds in Latin letters: every pinyin reading, Wade-Giles, Cantonese as Hong Kong writes it.

use super::rows;
use crate::table::Table;
use pinyin::{ToPinyin, ToPinyinMulti};
use std::{
    borrow::Cow,
    sync::{LazyLock, OnceLock},
};

/// One way to write the sound of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Lower-case letters.
    pub spelling: &'static str,
    /// Whether it is the standard romanisation; others are met less often and tell less.
    pub is_pinyin: bool,
}

/// The readings of `c`, the usual one first. Empty for what is not a Chinese character.
///
/// A common character is put together once and kept: names are made of a few thousand of them, and looking each up in
/// four tables was a tenth of preparing a Chinese name.
pub fn readings(c: char) -> Cow<'static, [Reading]> {
    const FIRST: u32 = 0x4E00;
    const KEPT: usize = 0xA000 - 0x4E00;
    static ALL: LazyLock<Vec<OnceLock<Box<[Reading]>>>> = LazyLock::new(|| vec![OnceLock::new(); KEPT]);
    let place = u32::from(c).checked_sub(FIRST).and_then(|at| ALL.get(at as usize));
    match place {
        Some(place) => Cow::Borrowed(place.get_or_init(|| looked_up(c).into())),
        None => Cow::Owned(looked_up(c)),
    }
}

fn looked_up(c: char) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::with_capacity(6);
    let mut add = |spelling: &'static str, is_pinyin: bool| {
        if !spelling.is_empty() && !found.iter().any(|r| r.spelling == spelling) {
            found.push(Reading { spelling, is_pinyin });
        }
    };
    let mut pinyin: Vec<&'static str> = Vec::new();
    if let Some(usual) = c.to_pinyin() {
        pinyin.push(usual.plain());
    }
    if let Some(all) = c.to_pinyin_multi() {
        pinyin.extend(all.into_iter().map(|p| p.plain()));
    }
    let tables = tables();
    for syllable in pinyin {
        for spelling in tables.spellings.get(syllable).map(Vec::as_slice).unwrap_or_default() {
            add(spelling.0, spelling.1);
        }
    }
    for spelling in tables.regional.get(&c).map(Vec::as_slice).unwrap_or_default() {
        add(spelling, false);
    }
    found
}

/// The usual pinyin of a whole word, phrase table first: 重庆 is `chongqing`, 银行 is `yinhang`.
pub fn pinyin_of(chars: &[char]) -> Vec<&'static str> {
    let tables = tables();
    let mut syllables = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let phrase = (2..=4usize.min(chars.len() - at)).rev().find_map(|len| {
            let text: String = chars[at..at + len].iter().collect();
            tables.phrases.get(text.as_str()).map(|p| (p, len))
        });
        if let Some((phrase, len)) = phrase {
            syllables.extend(phrase.iter().copied());
            at += len;
            continue;
        }
        if let Some(p) = chars[at].to_pinyin() {
            syllables.push(plain(p.plain()));
        }
        at += 1;
    }
    syllables
}

/// The pinyin of a surname, which may differ from the usual reading: 单 is `shan`, 仇 is `qiu`.
pub fn surname(c: char) -> Option<&'static str> {
    tables().surnames.get(&c).copied().or_else(|| c.to_pinyin().map(|p| plain(p.plain())))
}

/// Whether a lower-case word is two or more syllables of pinyin and nothing else: `ningchang`, not `sugon`.
pub fn is_pinyin(word: &str) -> bool {
    const LONGEST_WORD: usize = 24;
    if word.len() > LONGEST_WORD || !word.is_ascii() {
        return false;
    }
    // The most syllables that end at each letter, 0 where none does.
    let mut syllables = [0u8; LONGEST_WORD + 1];
    for to in 2..=word.len() {
        for from in to.saturating_sub(6)..=to - 2 {
            if (from == 0 || syllables[from] > 0) && tables().syllables.contains_key(&word[from..to]) {
                syllables[to] = syllables[to].max(syllables[from] + 1);
            }
        }
    }
    syllables[word.len()] >= 2
}

/// Pinyin in ASCII: passports write lü as lyu or lv, company names as lu.
fn plain(syllable: &'static str) -> &'static str {
    match syllable {
        "lü" | "lv" => "lu",
        "nü" | "nv" => "nu",
        "lüe" | "lve" => "lue",
        "nüe" | "nve" => "nue",
        other => other,
    }
}

struct Tables {
    /// Pinyin as the library writes it: every spelling, whether it is pinyin.
    spellings: Table<&'static str, Vec<(&'static str, bool)>>,
    regional: Table<char, Vec<&'static str>>,
    phrases: Table<&'static str, Vec<&'static str>>,
    surnames: Table<char, &'static str>,
    /// The usual pinyin of all characters.
    syllables: Table<&'static str, ()>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut spellings: Table<&'static str, Vec<(&'static str, bool)>> = Table::default();
        let mut syllables: Table<&'static str, ()> = Table::default();
        for c in '\u{4e00}'..='\u{9fff}' {
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                spellings.entry(reading.plain()).or_insert_with_key(|syllable| spell(syllable));
            }
            if let Some(reading) = c.to_pinyin() {
                syllables.insert(plain(reading.plain()), ());
                spellings.entry(reading.plain()).or_insert_with_key(|syllable| spell(syllable));
            }
        }
        let mut regional: Table<char, Vec<&'static str>> = Table::default();
        for row in rows(include_str!("../../../../resources/zh/regional-readings.csv")) {
            if let [zh, list, ..] = row[..] {
                for c in zh.chars() {
                    regional.entry(c).or_default().extend(list.split('|'));
                }
            }
        }
        let (mut phrases, mut surnames) = (Table::default(), Table::default());
        for row in rows(include_str!("../../../../resources/zh/heteronyms.csv")) {
            match row[..] {
                ["surname", zh, reading] => {
                    surnames.extend(zh.chars().next().map(|c| (c, reading)));
                }
                ["phrase", zh, reading] => {
                    phrases.insert(zh, reading.split(' ').collect());
                }
                _ => {}
            }
        }
        Tables { spellings, regional, phrases, surnames, syllables }
    })
}

/// Every spelling of one pinyin syllable. The few hundred made here live as long as the program.
fn spell(syllable: &'static str) -> Vec<(&'static str, bool)> {
    let ascii = plain(syllable);
    let mut list = vec![(ascii, true)];
    if ascii != syllable {
        let lyu = if ascii.starts_with('l') { "lyu" } else { "nyu" };
        list.extend([(lyu, true), (if ascii.starts_with('l') { "lv" } else { "nv" }, true)]);
    }
    for other in wade_giles(ascii) {
        if !list.iter().any(|(s, _)| *s == other) {
            list.push((Box::leak(other.into_boxed_str()), false));
        }
    }
    list
}

/// Wade-Giles without apostrophes, and the looser spellings of Taiwan (Shin for Hsin).
fn wade_giles(pinyin: &str) -> Vec<String> {
    let whole: &[&str] = match pinyin {
        "zi" | "ci" => &["tzu", "tze", "tsu"],
        "si" => &["szu", "ssu", "sze"],
        "zhi" | "chi" => &["chih"],
        "shi" => &["shih"],
        "ri" => &["jih"],
        "yi" => &["i", "yi", "yih"],
        "yan" => &["yen"],
        "ye" => &["yeh", "yieh"],
        "you" => &["yu", "yo"],
        "yong" => &["yung"],
        "yuan" => &["yuen", "yuan"],
        "wen" => &["wen", "wun"],
        "er" => &["erh"],
        "xu" | "xue" => &["hsu", "hsueh", "shu", "shiu"],
        "jun" | "qun" => &["chun"],
        "xun" => &["hsun"],
        _ => &[],
    };
    if !whole.is_empty() {
        return whole.iter().map(|s| (*s).to_owned()).collect();
    }
    let initial = ["zh", "ch", "sh"].into_iter().find(|i| pinyin.starts_with(i)).unwrap_or_else(|| {
        if pinyin.starts_with(['a', 'e', 'o']) { "" } else { pinyin.get(..1).unwrap_or("") }
    });
    let last = pinyin.get(initial.len()..).unwrap_or("");
    let initials: &[&str] = match initial {
        "b" => &["p"],
        "d" => &["t"],
        "g" => &["k"],
        "j" | "q" => &["ch"],
        "x" => &["hs", "sh", "s"],
        "zh" => &["ch", "j"],
        "z" | "c" => &["ts"],
        "r" => &["j"],
        other => &[other][..0],
    };
    let finals: &[&str] = match (initial, last) {
        (_, "ian") => &["ien"],
        (_, "ong") => &["ung"],
        (_, "iong") => &["iung"],
        (_, "ie") => &["ieh"],
        (_, "ue") => &["ueh"],
        ("h", "uang") => &["wang"],
        ("h", "ua") => &["wa"],
        ("h", "ui") => &["wei", "uei"],
        (_, "e") if matches!(initial, "g" | "k" | "h") => &["o"],
        (_, "uo") if !matches!(initial, "g" | "k" | "h" | "sh") => &["o"],
        (_, "ui") => &["uei"],
        ("f" | "m" | "p" | "b", "eng") => &["ong"],
        _ => &[],
    };
    let mut list = Vec::new();
    let plain = [initial];
    for initial in initials.iter().chain(if initials.is_empty() || !finals.is_empty() {
        plain.iter()
    } else {
        [].iter()
    }) {
        for last in finals.iter().copied().chain([last]) {
            let spelling = format!("{initial}{last}");
            if spelling != pinyin && !list.contains(&spelling) {
                list.push(spelling);
            }
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_two_readings_are_read_as_the_word_is() {
        for (text, expect) in [
            ("重庆", "chongqing"),
            ("长城银行", "changchengyinhang"),
            ("中科曙光", "zhongkeshuguang"),
            ("宁畅", "ningchang"),
            ("西安", "xian"),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(pinyin_of(&chars).concat(), expect);
        }
        assert_eq!(surname('单'), Some("shan"));
        assert_eq!(surname('曾'), Some("zeng"));
        assert_eq!(surname('王'), Some("wang"));
    }

    #[test]
    fn a_word_of_pinyin_is_told_from_a_coined_one() {
        for word in ["ningchang", "zhongke", "xiangxun"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["sugon", "flyco", "zhong", "tech", "x", ""] {
            assert!(!is_pinyin(word), "{word}");
        }
    }

    #[test]
    fn a_character_keeps_all_its_readings_and_romanisations() {
        for (c, spelling) in [
            ('重', "chong"),
            ('重', "zhong"),
            ('绿', "lu"),
            ('信', "hsin"),
            ('高', "kao"),
            ('陈', "chan"),
            ('建', "chien"),
        ] {
            assert!(readings(c).iter().any(|r| r.spelling == spelling), "{c} {:?}", readings(c));
        }
        assert!(readings('a').is_empty());
    }
}
