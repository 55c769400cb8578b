//! The words of a name on their way to tokens: transliterated, taken apart, put into English.

use super::{Kind, MOST_WORDS};
use chokepoint_text::compound::{self, Piece};
use chokepoint_text::script::Script;
use chokepoint_text::translit::korean::Syllable;
use chokepoint_text::{token, translit, words};

/// A word on its way to a token.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub text: String,
    pub other: Option<String>,
    pub script: Script,
    pub dotted: bool,
    pub commas: u8,
    pub child: bool,
    pub kind: Option<Kind>,
    pub number: Option<u32>,
    pub syllable: Option<Syllable>,
    pub legal: bool,
}

impl Part {
    /// The part, its texts moved out.
    pub fn take(&mut self) -> Self {
        let empty = Self { text: String::new(), other: None, syllable: None, ..*self };
        std::mem::replace(self, empty)
    }

    /// A part that is only a text.
    pub fn new(text: String, script: Script) -> Self {
        Self {
            text,
            other: None,
            script,
            dotted: false,
            commas: 0,
            child: false,
            kind: None,
            number: None,
            syllable: None,
            legal: false,
        }
    }
}

/// The words of a name.
pub(super) fn read(name: &str) -> Vec<Part> {
    read_words(&token::words(name, MOST_WORDS))
}

/// A Korean or Japanese word taken apart: the name, the words of trade in English, the legal form. Arabic words of
/// trade become English.
pub(super) fn apart(word: &token::Word, is_japanese: bool) -> Vec<Part> {
    match translit::script_of_word(&word.text) {
        Script::Hangul | Script::Kana => {}
        Script::Han if is_japanese => {}
        Script::Arabic => {
            let parts = read_words(std::slice::from_ref(word));
            // The first letters of a word may look like the article: الکترونیک.
            let whole = translit::latin(&word.text).0;
            let known = |text: &str| words::english_of_arabic(text);
            return match known(&whole).or_else(|| parts.first().and_then(|part| known(&part.text))) {
                Some(english) => {
                    english.split(' ').map(|text| Part::new(text.to_owned(), Script::Latin)).collect()
                }
                None => parts,
            };
        }
        _ => return read_words(std::slice::from_ref(word)),
    }
    let mut parts = Vec::new();
    for piece in compound::pieces(&word.text) {
        match piece {
            Piece::Name(text) => {
                parts.extend(read_words(&[token::Word { text: text.to_owned(), ..word.clone() }]));
            }
            Piece::English(english) => {
                parts.extend(english.split(' ').map(|text| Part::new(text.to_owned(), Script::Latin)));
            }
            Piece::Legal(form) => {
                parts.push(Part { legal: true, ..Part::new(translit::latin(form).0, Script::Hangul) });
            }
        }
    }
    parts
}

/// The words in Latin letters, with their second readings.
pub(super) fn read_words(words: &[token::Word]) -> Vec<Part> {
    words
        .iter()
        .filter_map(|word| {
            let script = translit::script_of_word(&word.text);
            // The Arabic article is written as one with its word.
            let body = match (script, word.text.strip_prefix("ال")) {
                (Script::Arabic, Some(rest)) if rest.chars().count() >= 2 => rest,
                _ => word.text.as_str(),
            };
            let (text, mut other) = translit::latin(body);
            if script == Script::Hangul && text.contains("eo") {
                // Passports and trade marks write 어 as u: Samsung.
                other = Some(text.replace("eo", "u"));
            }
            if script == Script::Kana {
                // Long vowels are seldom written in Latin letters: Taro for たろう.
                let short = text.replace("ou", "o").replace("oo", "o").replace("uu", "u");
                other = (short != text).then_some(short).or(other);
            }
            (!text.is_empty()).then_some(Part {
                other,
                dotted: word.dotted,
                commas: word.commas,
                ..Part::new(text, script)
            })
        })
        .collect()
}
