//! How like a Chinese brand an English word sounds that was coined after it: 埃斯顿 and Estun, 飞科 and Flyco.
//!
//! Each character must be heard in its turn: the word is cut into one piece a character, and each piece is compared
//! with the syllable by its opening consonant, its vowel and its close. Names taken over from other languages are
//! heard so too, for their characters were chosen by sound.

use super::align::{Met, Stretch};
use super::chinese::{Edge, PreparedHan};
use super::english::{PreparedEnglish, Role};
use chokepoint_text::han::brand::is_coined_ending;
use chokepoint_text::han::reading::is_pinyin;
use chokepoint_text::han::{Class, vocabulary};

/// What a piece of the word costs; a syllable that is not heard at all costs 1.
const UNHEARD: f32 = 1.0;
const OTHER_CONSONANT: f32 = 0.9;
const NEAR_CONSONANT: f32 = 0.2;
const OTHER_VOWEL: f32 = 0.45;
const NO_VOWEL: f32 = 0.35;
/// Characters that stand for a bare consonant of another language: 斯 s, 特 t, 克 k, 尔 l.
const NO_VOWEL_OF_A_FILLER: f32 = 0.05;
const NASAL_LOST: f32 = 0.2;
const LETTER_TOO_MANY: f32 = 0.3;
const ENDING: f32 = 0.15;
const MEANING: f32 = 0.1;

const LONGEST_WORD: usize = 16;
const LONGEST_PIECE: usize = 5;
/// Syllables of one brand.
const MOST_SYLLABLES: usize = 6;

/// What is less alike than this is another word.
const LEAST_LIKENESS: f32 = 0.6;

/// Evidence from which a coined word is heard clearly.
pub(crate) const CLEARLY_HEARD: f32 = 0.5;

/// A brand that an English word was coined after.
pub(crate) struct Heard {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) words: u64,
    likeness: f32,
}

impl Heard {
    /// From 0 to 1 for two syllables; three tell more.
    pub(crate) fn evidence(&self) -> f32 {
        let syllables = (self.to - self.from) as f32;
        (self.likeness - LEAST_LIKENESS) / (1.0 - LEAST_LIKENESS) * (syllables / 2.0).min(2.0)
    }
}

/// The brand that nothing else meets, if words that nothing else meets are heard in it. What is written in pinyin is
/// spelt, not coined: Zhongyuan is not Zhonghuan.
pub(crate) fn heard(
    han: &PreparedHan,
    english: &PreparedEnglish,
    stretches: &[Stretch],
    used: u64,
) -> Option<Heard> {
    let free = |at: usize| {
        english.words.get(at).is_some_and(|word| {
            used >> at & 1 == 0 && !word.aside && !matches!(word.role, Role::Stop | Role::Form | Role::Number)
        })
    };
    let is_brand = |at: usize| english.words.get(at).is_some_and(|word| word.role == Role::Brand);
    let mut best: Option<Heard> = None;
    let mut tried = 0;
    for (from, to) in brands(han, stretches) {
        for at in (0..english.words.len()).filter(|at| free(*at)) {
            for width in 1..=2 {
                let words = at..at + width;
                if tried >= MOST_TRIED || !words.clone().all(free) || !words.clone().any(is_brand) {
                    continue;
                }
                let text: String = english.words[words].iter().map(|word| word.text.as_str()).collect();
                if is_pinyin(&text) {
                    continue;
                }
                tried += 1;
                let (syllables, likeness) = likeness(han, from, to, &text);
                if likeness >= LEAST_LIKENESS {
                    let words = ((1 << width) - 1) << at;
                    let offer = Heard { from, to: from + syllables, words, likeness };
                    if best.as_ref().is_none_or(|best| offer.evidence() > best.evidence()) {
                        best = Some(offer);
                    }
                }
            }
        }
    }
    best
}

/// Pairs of a brand and a word that are listened to.
const MOST_TRIED: usize = 24;

/// Stretches of two and more characters that nothing meets and no word of trade explains.
fn brands(han: &PreparedHan, stretches: &[Stretch]) -> Vec<(usize, usize)> {
    let mut brands: Vec<(usize, usize)> = Vec::new();
    for stretch in stretches {
        let is_brand =
            matches!(stretch.met, Met::Missing(None | Some(Class::Plain | Class::Brand | Class::Letter)));
        if !is_brand || han.units[stretch.from].is_latin {
            continue;
        }
        match brands.last_mut() {
            Some(last) if last.1 == stretch.from => last.1 = stretch.to,
            _ => brands.push((stretch.from, stretch.to)),
        }
    }
    brands.retain(|(from, to)| to - from >= 2);
    brands
}

/// From 0 (nothing alike) to 1 (each syllable is heard), for the first so many characters that are heard best.
pub(crate) fn likeness(han: &PreparedHan, from: usize, to: usize, word: &str) -> (usize, f32) {
    // A doubled letter is one sound.
    let mut word = word.to_owned();
    let mut last = '\0';
    word.retain(|c| std::mem::replace(&mut last, c) != c);
    let letters = word.as_bytes();
    if letters.len() < 3 || letters.len() > LONGEST_WORD || !word.is_ascii() {
        return (0, 0.0);
    }
    // What all syllables together may cost and still be alike.
    let most = (1.0 - LEAST_LIKENESS) * (to - from).min(MOST_SYLLABLES) as f32;
    // The cost of the letters so far, syllable by syllable.
    let mut costs = [f32::INFINITY; LONGEST_WORD + 1];
    costs[0] = 0.0;
    let mut best = (0, 0.0f32);
    for (syllables, at) in (1..=MOST_SYLLABLES).zip(from..to) {
        let Some(reading) = han.units[at].readings.first() else { break };
        let syllable = Syllable::new(reading.spelling);
        let meanings = meanings(han, at);
        let mut next = [f32::INFINITY; LONGEST_WORD + 1];
        for (from, so_far) in costs.iter().enumerate().take(letters.len() + 1) {
            if *so_far > most {
                continue;
            }
            for to in from..=letters.len().min(from + LONGEST_PIECE) {
                let cost = so_far + syllable.cost(&letters[from..to]);
                next[to] = next[to].min(cost);
            }
            for meaning in meanings.clone() {
                let to = from + meaning.len();
                if word.get(from..to).is_some_and(|piece| piece.eq_ignore_ascii_case(meaning)) {
                    next[to] = next[to].min(so_far + MEANING);
                }
            }
        }
        costs = next;
        if costs.iter().all(|cost| *cost > most) {
            break;
        }
        if syllables < 2 {
            continue;
        }
        for (to, cost) in costs.iter().enumerate().take(letters.len() + 1).skip(3) {
            let rest = &word[to..];
            let left = if rest.is_empty() {
                0.0
            } else if rest.len() >= 3 && is_coined_ending(rest) {
                ENDING
            } else {
                LETTER_TOO_MANY * rest.len() as f32
            };
            let alike = 1.0 - (cost + left) / syllables as f32;
            if (alike - 0.5) * syllables as f32 > (best.1 - 0.5) * best.0 as f32 {
                best = (syllables, alike);
            }
        }
    }
    (best.0, best.1.max(0.0))
}

/// What a character means by itself, for words that translate one half and imitate the other: 中软 and Sinosoft.
fn meanings(han: &PreparedHan, at: usize) -> impl Iterator<Item = &'static str> + Clone {
    let words = han.edges[at].iter().filter_map(|edge| match edge {
        Edge::Word(1, number) => Some(vocabulary().word(*number)),
        _ => None,
    });
    words
        .flat_map(|word| &word.renderings)
        .map(|rendering| rendering.text)
        .filter(|text| text.len() >= 2 && text.bytes().all(|c| c.is_ascii_alphabetic()))
}

struct Syllable {
    opening: &'static str,
    vowels: &'static [u8],
    is_nasal: bool,
    is_filler: bool,
}

impl Syllable {
    fn new(spelling: &'static str) -> Self {
        let at = spelling.find(['a', 'e', 'i', 'o', 'u']).unwrap_or(spelling.len());
        let (opening, rime) = spelling.split_at(at);
        let is_nasal = rime.ends_with('n') || rime.ends_with("ng");
        let end = rime.len() - rime.bytes().rev().take_while(|c| matches!(c, b'n' | b'g' | b'r')).count();
        let is_filler = matches!(
            spelling,
            "si" | "te"
                | "de"
                | "ke"
                | "ge"
                | "er"
                | "le"
                | "lu"
                | "li"
                | "pu"
                | "bu"
                | "fu"
                | "mu"
                | "shi"
                | "zi"
        );
        Self { opening, vowels: &rime.as_bytes()[..end], is_nasal, is_filler }
    }

    fn cost(&self, piece: &[u8]) -> f32 {
        if piece.is_empty() {
            return UNHEARD;
        }
        let vowel = |c: &u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
        let vowel_at = piece.iter().position(|c| vowel(c) || *c == b'y').unwrap_or(piece.len());
        // A y before a vowel is a consonant.
        let vowel_at = match piece[vowel_at..] {
            [b'y', next, ..] if vowel(&next) => vowel_at + 1,
            _ => vowel_at,
        };
        let (consonants, rest) = piece.split_at(vowel_at);
        let close_at = rest.iter().position(|c| !vowel(c) && !matches!(c, b'y' | b'w')).unwrap_or(rest.len());
        let (vowels, close) = rest.split_at(close_at);
        let mut cost = match consonants {
            [] if self.opening.is_empty() || self.opening == "y" => 0.0,
            [] if self.opening == "w" || self.opening == "h" => NEAR_CONSONANT,
            // 尔 is the l of other languages.
            [b'l' | b'r', ..] if self.opening.is_empty() && self.is_filler => 0.0,
            [] => OTHER_CONSONANT,
            some => opening(self.opening, some),
        };
        if cost >= OTHER_CONSONANT {
            return UNHEARD;
        }
        cost += match vowels {
            [] if self.is_filler => NO_VOWEL_OF_A_FILLER,
            [] => NO_VOWEL,
            some if is_like(self.vowels, some) => 0.0,
            _ => OTHER_VOWEL,
        };
        let nasal = close.iter().take_while(|c| matches!(c, b'n' | b'm' | b'g')).count();
        if self.is_nasal && nasal == 0 {
            cost += NASAL_LOST;
        }
        let spare = close.len() - if self.is_nasal { nasal } else { 0 };
        // A doubled letter and an r after the vowel are spelling: Keller, Sinder.
        let spare = spare - usize::from(close.ends_with(b"r") && spare > 0);
        (cost + LETTER_TOO_MANY * 0.8 * spare as f32).min(UNHEARD)
    }
}

/// What the consonants of a piece cost beside the opening of a syllable.
fn opening(syllable: &str, piece: &[u8]) -> f32 {
    let near: &[&str] = match syllable {
        "b" => &["p", "v"],
        "p" => &["b", "f", "ph"],
        "f" => &["v", "ph", "h"],
        "w" => &["v", "u"],
        "d" => &["t", "th"],
        "t" => &["d", "th"],
        "l" => &["r", "n"],
        "r" => &["l", "j"],
        "g" => &["k", "c", "gu"],
        "k" => &["c", "g", "ch", "q", "ck", "x"],
        "h" => &["k", "f", "wh"],
        "j" => &["g", "z", "zh", "ch", "k", "gy", "dj"],
        "q" => &["ch", "k", "c", "j", "x"],
        "x" => &["s", "sh", "c", "h", "z", "th"],
        "zh" => &["j", "z", "ch", "g"],
        "ch" => &["c", "tr", "j", "tch"],
        "sh" => &["s", "sch", "ch", "x"],
        "z" => &["s", "ts", "j"],
        "c" => &["s", "z", "ts", "ch"],
        "s" => &["c", "th", "z", "x"],
        "y" => &["j", "i"],
        "n" => &["l", "kn"],
        _ => &[],
    };
    let text = std::str::from_utf8(piece).unwrap_or_default();
    if text == syllable {
        return 0.0;
    }
    if near.contains(&text) {
        return NEAR_CONSONANT;
    }
    // A cluster is heard by its first sound: Flyco, Plus.
    let mut best = OTHER_CONSONANT;
    for (sound, cost) in
        std::iter::once((&syllable, 0.0)).chain(near.iter().map(|near| (near, NEAR_CONSONANT)))
    {
        if !sound.is_empty()
            && let Some(more) = text.strip_prefix(*sound)
        {
            best = best.min(cost + LETTER_TOO_MANY * more.len() as f32);
        }
    }
    best
}

/// Whether the vowels of a word may write those of a syllable.
fn is_like(syllable: &[u8], word: &[u8]) -> bool {
    if syllable == word {
        return true;
    }
    let written: &[&[u8]] = match syllable {
        b"a" => &[b"a", b"ah", b"u", b"ar"],
        b"ai" => &[b"ai", b"i", b"y", b"ay", b"e", b"a", b"ei"],
        b"ao" => &[b"ao", b"o", b"au", b"ow", b"aw"],
        b"e" => &[b"e", b"o", b"u", b"a", b"oo", b"er"],
        b"ei" => &[b"ei", b"ay", b"a", b"e", b"i", b"ai", b"y"],
        b"i" => &[b"i", b"e", b"y", b"ee", b"ea", b"ie"],
        b"ia" => &[b"ia", b"a", b"ya", b"ea"],
        b"iao" => &[b"iao", b"eo", b"io", b"o", b"iu"],
        b"ie" => &[b"ie", b"e", b"ye", b"ia"],
        b"iu" => &[b"iu", b"u", b"ew", b"eo", b"ue"],
        b"io" => &[b"io", b"o", b"iu"],
        b"o" => &[b"o", b"ow", b"u", b"a", b"oe"],
        b"ou" => &[b"ou", b"o", b"ow", b"eo"],
        b"u" => &[b"u", b"o", b"oo", b"w", b"ou", b"ow", b"ue", b"y", b"i"],
        b"ua" => &[b"ua", b"wa", b"a", b"ue"],
        b"uai" => &[b"uai", b"wai", b"ui"],
        b"ue" => &[b"ue", b"e", b"ye"],
        b"ui" => &[b"ui", b"wi", b"uy", b"e", b"ei", b"we", b"ay"],
        b"uo" => &[b"uo", b"o", b"a", b"wo", b"ow"],
        _ => &[],
    };
    written.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::chinese::PreparedHan;
    use super::likeness;

    fn alike(zh: &str, word: &str) -> f32 {
        let han = PreparedHan::new(zh);
        likeness(&han, 0, han.units.len(), word).1
    }

    #[test]
    fn coined_words_are_heard_in_the_characters_they_were_coined_after() {
        for (zh, word) in [
            ("埃斯顿", "estun"),
            ("飞科", "flyco"),
            ("西门子", "siemens"),
            ("安德鲁", "andrew"),
            ("克莱特", "clet"),
            ("林德", "linde"),
            ("科玛", "kematek"),
            ("欧普", "opple"),
            ("新芯", "newchip"),
        ] {
            assert!(alike(zh, word) > 0.62, "{zh} {word} {}", alike(zh, word));
        }
    }

    #[test]
    fn other_words_are_not_heard() {
        for (zh, word) in [
            ("埃斯顿", "gulf"),
            ("飞科", "northern"),
            ("宁畅", "sugon"),
            ("曙光", "dawn"),
            ("恒通", "horizon"),
            ("天元", "galaxy"),
        ] {
            assert!(alike(zh, word) < 0.6, "{zh} {word} {}", alike(zh, word));
        }
    }
}
