//! The Latin side of a comparison: words, stems, neighbours joined, numbers, places.

use chokepoint_text::han::english::{is_stop_word, stem, words};
use chokepoint_text::han::number::{english_cardinal, english_number};
use chokepoint_text::han::{Class, is_common_in_pinyin, vocabulary};
use chokepoint_text::words::long_form;

/// Words of a name that are looked at; a mask has a bit for each.
pub(crate) const MOST_WORDS: usize = 48;

/// A Latin name prepared for comparison with Chinese ones.
#[derive(Debug, Clone)]
pub struct PreparedEnglish {
    /// The words, lower case.
    pub(crate) words: Vec<EnglishWord>,
    /// Stems of the vocabulary met in the name, of one to three neighbouring words: (stem, words it takes), sorted.
    pub(crate) stems: Vec<(u32, u64)>,
    /// The letters of all words together, and where each word begins (and, last, where they end).
    pub(crate) letters: String,
    pub(crate) starts: Vec<usize>,
    /// Numbers said by words: (number, words it takes).
    pub(crate) numbers: Vec<(u32, u64)>,
}

/// One word of a Latin name.
#[derive(Debug, Clone)]
pub(crate) struct EnglishWord {
    pub(crate) text: String,
    pub(crate) role: Role,
    /// Whether it stands in parentheses, where abbreviations and repetitions stand.
    pub(crate) aside: bool,
    /// Whether it is a word of very many Chinese names, written in pinyin.
    pub(crate) is_common: bool,
}

/// What a Latin word is where nothing Chinese meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Stop,
    Form,
    Holding,
    Number,
    Place,
    Country,
    Modifier,
    Type,
    Trade,
    Group,
    /// Nothing the vocabulary knows: most likely the brand.
    Brand,
}

impl PreparedEnglish {
    /// Whether it has no word in Latin letters.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Prepares a Latin name.
    pub fn new(text: &str) -> Self {
        let vocabulary = vocabulary();
        let mut list: Vec<EnglishWord> = Vec::new();
        let mut inside = false;
        for part in text.split_inclusive(['(', ')', '（', '）', '[', ']']) {
            for word in words(part) {
                // Exchanges and lists print INTL and HLDGS.
                for text in long_form(&word).unwrap_or(&word).split(' ') {
                    if list.len() < MOST_WORDS {
                        let role = if is_stop_word(text) { Role::Stop } else { Role::Brand };
                        let is_common = is_common_in_pinyin(text);
                        list.push(EnglishWord { text: text.to_owned(), role, aside: inside, is_common });
                    }
                }
            }
            inside = part.ends_with(['(', '（', '[']);
        }
        let numbers = find_numbers(&mut list);
        let mut stems: Vec<(u32, u64)> = Vec::new();
        let mut joined = String::new();
        for width in 1..=3usize {
            for from in 0..(list.len() + 1).saturating_sub(width) {
                let window = &list[from..from + width];
                if width > 1 && window.iter().any(|w| w.role == Role::Stop) {
                    continue;
                }
                joined.clear();
                window.iter().for_each(|w| joined.push_str(&w.text));
                // Ke Ji is Keji.
                let is_common = width > 1 && is_common_in_pinyin(&joined);
                if is_common {
                    list[from..from + width].iter_mut().for_each(|word| word.is_common = true);
                }
                let Some((id, classes)) = vocabulary.stem(stem(&joined)) else { continue };
                let mask = ((1u64 << width) - 1) << from;
                stems.push((id, mask));
                let role = role_of(classes);
                // Two words joined may be a place (Hong Kong) or a trade (micro electronics); else each has its own role.
                if width > 1 && !matches!(role, Role::Place | Role::Trade | Role::Country) {
                    continue;
                }
                for word in &mut list[from..from + width] {
                    if !matches!(word.role, Role::Number | Role::Stop) {
                        word.role = role;
                    }
                }
            }
        }
        stems.sort_unstable();
        let mut letters = String::new();
        let mut starts = Vec::with_capacity(list.len() + 1);
        for word in &list {
            starts.push(letters.len());
            letters.push_str(&word.text);
        }
        starts.push(letters.len());
        Self { words: list, stems, letters, starts, numbers }
    }

    /// The words that say a rendering, as a mask; nothing if one is missing.
    pub(crate) fn covers(&self, stems: &[u32]) -> Option<u64> {
        let mut all = 0;
        for stem in stems {
            let from = self.stems.partition_point(|(id, _)| id < stem);
            let mut mask = 0;
            for (_, words) in self.stems[from..].iter().take_while(|(id, _)| id == stem) {
                mask |= words;
            }
            if mask == 0 {
                return None;
            }
            all |= mask;
        }
        (all != 0).then_some(all)
    }

    /// Whether the words of a fixed name stand on the same side of "University" as in that name: the Technological
    /// University of a city is not its University of Technology.
    pub(crate) fn in_order(&self, stems: &[u32]) -> bool {
        let first = |stem: u32| {
            let from = self.stems.partition_point(|(id, _)| *id < stem);
            self.stems.get(from).filter(|(id, _)| *id == stem).map_or(0, |(_, words)| words.trailing_zeros())
        };
        let Some(university) = vocabulary().stem("univers").map(|(id, _)| id) else { return true };
        let Some(middle) = stems.iter().position(|stem| *stem == university) else { return true };
        let body = first(university);
        stems.iter().enumerate().all(|(at, stem)| {
            at == middle || vocabulary().is_place(*stem) || (at < middle) == (first(*stem) < body)
        })
    }

    /// The words that say the rank of a place whose Chinese name ends in `sign`: 省 is province, 市 is city or municipal,
    /// and whose people an autonomous place is named after.
    pub(crate) fn ranks(&self, sign: Option<char>) -> u64 {
        let (ranks, is_of_a_people): (&[&str], bool) = match sign {
            Some('省') => (&["province", "provincial"], false),
            Some('市') => (&["city", "municipal", "municipality"], false),
            Some('区') => (&["district", "area", "region", "autonomous", "zone"], true),
            Some('县') => (&["county", "autonomous"], true),
            Some('州') => (&["prefecture", "autonomous"], true),
            _ => return 0,
        };
        let is_rank = |word: &EnglishWord| {
            ranks.contains(&word.text.as_str()) || is_of_a_people && PEOPLES.contains(&word.text.as_str())
        };
        self.words
            .iter()
            .enumerate()
            .filter(|(_, word)| is_rank(word))
            .fold(0, |mask, (at, _)| mask | 1 << at)
    }

    /// A word not yet `used` that names a body of the family of the Chinese word `number`.
    pub(crate) fn body_like(&self, number: Option<u32>, used: u64) -> Option<usize> {
        let family =
            vocabulary().word(number?).renderings.iter().find_map(|rendering| match rendering.stems[..] {
                [_] => body_family(&rendering.text.to_lowercase()),
                _ => None,
            })?;
        self.words
            .iter()
            .enumerate()
            .position(|(at, word)| used >> at & 1 == 0 && body_family(&word.text) == Some(family))
    }

    /// Whether a word in parentheses is made of the first letters of the name: (CETC), (BUPT).
    pub(crate) fn is_acronym(&self, at: usize) -> bool {
        let word = &self.words[at];
        let mut initials = self.words.iter().filter(|w| !w.aside).filter_map(|w| w.text.bytes().next());
        word.aside && word.text.len() >= 2 && word.text.bytes().all(|c| initials.any(|initial| initial == c))
    }

    /// The words of a mask as written, lower case.
    pub(crate) fn text(&self, mask: u64) -> String {
        let chosen = self.words.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
        chosen.map(|(_, w)| w.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The peoples whom autonomous regions, prefectures and counties are named after.
const PEOPLES: [&str; 24] = [
    "uygur",
    "uyghur",
    "zhuang",
    "hui",
    "tibetan",
    "mongol",
    "mongolian",
    "kazakh",
    "kazak",
    "kirgiz",
    "kyrgyz",
    "korean",
    "tujia",
    "miao",
    "dong",
    "yi",
    "bai",
    "dai",
    "hani",
    "lisu",
    "jingpo",
    "bouyei",
    "qiang",
    "manchu",
];

/// Families of bodies of which one calls itself by another's word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    School,
    Government,
    Research,
}

fn body_family(word: &str) -> Option<Body> {
    Some(match word {
        "university" | "college" | "school" | "polytechnic" => Body::School,
        "bureau" | "department" | "commission" | "ministry" | "administration" | "office" | "authority"
        | "agency" | "council" | "committee" => Body::Government,
        "institute" | "academy" | "center" | "centre" | "laboratory" | "lab" | "institution" => {
            Body::Research
        }
        _ => return None,
    })
}

fn role_of(classes: u16) -> Role {
    let has = |class: Class| classes & class.bit() != 0;
    if has(Class::Form) {
        Role::Form
    } else if has(Class::Holding) {
        Role::Holding
    } else if has(Class::Place) {
        Role::Place
    } else if has(Class::Type) {
        Role::Type
    } else if has(Class::Modifier) {
        Role::Modifier
    } else if has(Class::Trade) {
        Role::Trade
    } else if has(Class::Country) {
        Role::Country
    } else if has(Class::Group) {
        Role::Group
    } else {
        Role::Brand
    }
}

/// Marks words that say numbers; "twenty eighth" is one number.
fn find_numbers(list: &mut [EnglishWord]) -> Vec<(u32, u64)> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let Some(value) = english_number(&list[at].text) else {
            at += 1;
            continue;
        };
        let mut mask = 1u64 << at;
        let mut number = value;
        list[at].role = Role::Number;
        let spelt = !list[at].text.starts_with(|c: char| c.is_ascii_digit());
        if spelt
            && value >= 20
            && value % 10 == 0
            && let Some(next) = list.get_mut(at + 1)
            && let Some(unit) = english_number(&next.text).or_else(|| english_cardinal(&next.text))
            && unit < 10
        {
            number += unit;
            next.role = Role::Number;
            mask |= 1 << (at + 1);
            at += 1;
        }
        numbers.push((number, mask));
        at += 1;
    }
    numbers
}
