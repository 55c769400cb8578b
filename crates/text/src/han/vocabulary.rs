//! The words that Chinese organisation names are made of, what they mean in English, and what part they play.

use super::brand::is_common_trade;
use super::english::{is_stop_word, stem, words};
use super::reading::pinyin_of;
use super::rows;
use crate::{table::Table, words::long_form};
use std::collections::HashSet;
use std::sync::OnceLock;

/// The part a word plays in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A province, city, district, river or region.
    Place,
    /// A country other than China.
    Country,
    /// China, national, international, general: widens a name.
    Modifier,
    /// A national group or a body with a fixed English name: CETC, the Chinese Academy of Sciences.
    Group,
    /// A foreign brand in Chinese: Siemens, Mitsubishi.
    Brand,
    /// A common word that serves as a brand and is often translated: Great Wall, Orient.
    Plain,
    /// What is made, sold, studied or served.
    Trade,
    /// What kind of body it is: university, hospital, institute, bureau.
    Type,
    /// Group, holding, company: between trade and legal form.
    Holding,
    /// A legal form.
    Form,
    /// A character that means something only where the other name says so: 电 electric, 药 drug.
    Letter,
}

impl Class {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "place" => Self::Place,
            "country" => Self::Country,
            "modifier" => Self::Modifier,
            "group" => Self::Group,
            "brand" => Self::Brand,
            "plain" => Self::Plain,
            "trade" => Self::Trade,
            "type" => Self::Type,
            "holding" => Self::Holding,
            "form" => Self::Form,
            "letter" => Self::Letter,
            _ => return None,
        })
    }

    /// Its place in a set of classes.
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// One way to say a word in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// As written.
    pub text: &'static str,
    /// The stems of its words, stop words left out; for a place or a brand one stem, its words joined.
    pub stems: Vec<u32>,
}

/// A word of Chinese names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In simplified characters.
    pub zh: String,
    /// What part it plays.
    pub class: Class,
    /// Its English renderings, the usual one first.
    pub renderings: Vec<Rendering>,
    /// Whether it is four characters or more and ends as names of universities do.
    pub is_university: bool,
}

/// All words, found by their first characters, and all English stems they are rendered with.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    trie: Table<(u32, char), u32>,
    /// Word number + 1 at each node of the trie.
    ends: Vec<u32>,
    stems: Table<String, u32>,
    /// For each stem the classes of the words it renders alone, and of those it renders together with other words.
    classes: Vec<(u16, u16)>,
}

impl Vocabulary {
    /// The words that begin at the start of `text`, shortest first, as (length in characters, word number).
    pub fn starting(&self, text: &[char]) -> impl Iterator<Item = (usize, u32)> {
        let mut node = 0u32;
        let mut found = Vec::new();
        for (i, c) in text.iter().enumerate() {
            let Some(next) = self.trie.get(&(node, *c)) else { break };
            node = *next;
            let end = self.ends.get(node as usize).copied().unwrap_or(0);
            if end > 0 {
                found.push((i + 1, end - 1));
            }
        }
        found.into_iter()
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// All words, in the order of the tables.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The number of an English stem and the set of classes it serves, first of the words that it renders alone;
    /// nothing for a word that renders none.
    pub fn stem(&self, stem: &str) -> Option<(u32, u16)> {
        let id = *self.stems.get(stem)?;
        let (alone, together) = self.classes[id as usize];
        Some((id, if alone == 0 { together } else { alone }))
    }

    /// Whether the word is the whole name of a university, which has one English name.
    pub fn is_fixed(&self, number: u32) -> bool {
        let word = self.word(number);
        word.class == Class::Group && word.is_university
    }

    /// Whether a stem names a place.
    pub fn is_place(&self, stem: u32) -> bool {
        self.classes.get(stem as usize).is_some_and(|(alone, _)| alone & Class::Place.bit() != 0)
    }

    fn stem_id(&mut self, text: &str, class: Class, alone: bool) -> u32 {
        let next = self.classes.len() as u32;
        let id = *self.stems.entry(text.to_owned()).or_insert(next);
        if id == next {
            self.classes.push((0, 0));
        }
        let classes = &mut self.classes[id as usize];
        *(if alone { &mut classes.0 } else { &mut classes.1 }) |= class.bit();
        id
    }

    fn add(&mut self, zh: &str, class: Class, english: &[&'static str]) {
        let chars: Vec<char> = zh.chars().collect();
        if chars.is_empty() {
            return;
        }
        let mut renderings: Vec<Rendering> = Vec::with_capacity(english.len());
        for text in english {
            // A name that is read has its abbreviations written out (Sci-Tech), so they are here.
            let words: Vec<String> = words(text)
                .iter()
                .flat_map(|word| long_form(word).unwrap_or(word).split(' '))
                .filter(|word| !is_stop_word(word))
                .map(str::to_owned)
                .collect();
            let one = matches!(class, Class::Place | Class::Country) || words.len() == 1;
            let stems: Vec<u32> = if one {
                vec![self.stem_id(stem(&words.concat()), class, true)]
            } else {
                words.iter().map(|w| self.stem_id(stem(w), class, false)).collect()
            };
            if !words.is_empty() && !renderings.iter().any(|r| r.stems == stems) {
                renderings.push(Rendering { text, stems });
            }
        }
        let mut node = 0u32;
        for c in chars {
            let next = self.ends.len() as u32;
            node = *self.trie.entry((node, c)).or_insert(next);
            if node == next {
                self.ends.push(0);
            }
        }
        let end = self.ends[node as usize];
        if end > 0 {
            // A second line for a word adds renderings; the first line says what part it plays.
            let word = &mut self.words[end as usize - 1];
            for rendering in renderings {
                if !word.renderings.iter().any(|r| r.stems == rendering.stems) {
                    word.renderings.push(rendering);
                }
            }
            return;
        }
        let is_university = zh.chars().count() >= 4 && (zh.ends_with("大学") || zh.ends_with("学院"));
        self.words.push(Word { zh: zh.to_owned(), class, renderings, is_university });
        self.ends[node as usize] = self.words.len() as u32;
    }

    fn read() -> Self {
        let mut vocabulary = Self { ends: vec![0], ..Self::default() };
        for row in rows(include_str!("../../../../resources/zh/vocabulary.csv")) {
            if let [zh, class, english, ..] = row[..]
                && let Some(class) = Class::parse(class)
            {
                let mut variants: Vec<&'static str> = english.split('|').filter(|v| !v.is_empty()).collect();
                // Lists print whole names in pinyin: Haiguang Xinxi Jishu Youxian Gongsi.
                if is_common_in_names(zh, class) {
                    // A few hundred words that live as long as the program.
                    variants.push(Box::leak(in_pinyin(zh).join(" ").into_boxed_str()));
                }
                vocabulary.add(zh, class, &variants);
            }
        }
        for row in rows(include_str!("../../../../resources/zh/places.csv")) {
            if let [zh, kind, english, ..] = row[..] {
                vocabulary.add_place(zh, kind, english);
            }
        }
        vocabulary
    }

    /// A place under its bare name and under its name with the sign of its rank (省, 市, 区, 县).
    fn add_place(&mut self, zh: &'static str, kind: &str, english: &'static str) {
        let mut variants: Vec<&'static str> = english.split('|').filter(|v| !v.is_empty()).collect();
        if !zh.is_empty() && !variants.iter().any(|v| v.starts_with('=')) {
            let chars: Vec<char> = zh.chars().collect();
            // Places are a few thousand and live as long as the program.
            variants.push(Box::leak(pinyin_of(&chars).concat().into_boxed_str()));
        }
        for variant in &mut variants {
            *variant = variant.trim_start_matches('=');
        }
        self.add(zh, Class::Place, &variants);
        let signs: &[&str] = match kind {
            "province" => &["省"],
            "region" => &["自治区"],
            "municipality" | "city" => &["市"],
            "district" => &["区", "新区", "市"],
            "county" => &["县", "市", "区"],
            "prefecture" => &["州", "自治州", "地区", "盟"],
            _ => &[],
        };
        for sign in signs {
            let full = format!("{zh}{sign}");
            self.add(&full, Class::Place, &variants);
        }
    }
}

/// Whether very many names hold this word, so that its sound tells no more than its meaning.
fn is_common_in_names(zh: &str, class: Class) -> bool {
    let is_word = zh.chars().nth(1).is_some();
    is_word
        && match class {
            Class::Form | Class::Holding | Class::Type => true,
            Class::Trade => is_common_trade(zh),
            _ => false,
        }
}

/// A word in pinyin as names write it, two characters together: youxian gongsi, yanjiusuo.
fn in_pinyin(zh: &str) -> Vec<String> {
    let syllables = pinyin_of(&zh.chars().collect::<Vec<char>>());
    let together = if syllables.len().is_multiple_of(2) { 2 } else { syllables.len().max(1) };
    syllables.chunks(together).map(|chunk| chunk.concat()).collect()
}

/// Whether a Latin word is one that very many Chinese names hold, written in pinyin: `jishu`, `gongsi`, not `ningchang`.
pub fn is_common_in_pinyin(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let common = vocabulary().words.iter().filter(|word| is_common_in_names(&word.zh, word.class));
        common.flat_map(|word| in_pinyin(&word.zh)).collect()
    });
    words.contains(word)
}

/// The vocabulary of this build.
pub fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(Vocabulary::read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginning() {
        let chars: Vec<char> = "信息技术股份".chars().collect();
        let found: Vec<&str> =
            vocabulary().starting(&chars).map(|(_, w)| vocabulary().word(w).zh.as_str()).collect();
        assert!(found.contains(&"信息") && found.contains(&"信息技术"), "{found:?}");
    }

    #[test]
    fn a_place_is_known_with_and_without_its_rank() {
        for zh in ["北京", "北京市", "西藏", "陕西省", "哈尔滨"] {
            let chars: Vec<char> = zh.chars().collect();
            let last = vocabulary().starting(&chars).last();
            assert_eq!(
                last.map(|(len, w)| (len, vocabulary().word(w).class)),
                Some((chars.len(), Class::Place)),
                "{zh}"
            );
        }
    }

    #[test]
    fn words_of_very_many_names_are_known_in_pinyin() {
        for word in ["youxian", "gongsi", "jishu", "keji", "jituan", "yanjiusuo"] {
            assert!(is_common_in_pinyin(word), "{word}");
        }
        for brand in ["ningchang", "haiguang", "shuguang"] {
            assert!(!is_common_in_pinyin(brand), "{brand}");
        }
    }

    #[test]
    fn every_row_of_the_tables_has_a_known_class_and_a_rendering() {
        for row in rows(include_str!("../../../../resources/zh/vocabulary.csv")) {
            assert!(row.len() >= 3 && Class::parse(row[1]).is_some(), "{row:?}");
        }
        assert!(vocabulary().words().len() > 500);
    }
}
