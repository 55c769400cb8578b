//! From the words of a name to its view: the forms of each word computed and hashed.

use super::part::Part;
use super::person::one_word_servant;
use super::{Aside, Kind, MOST_LETTERS, SetAside, Span, Token, View};
use chokepoint_text::person::{Family, Use};
use chokepoint_text::script::Script;
use chokepoint_text::{person, skeleton};
use xxhash_rust::xxh3::xxh3_64;

/// What the tables know of a word, looked up once.
pub(super) struct Known {
    pub sound: String,
    pub family: Family,
    pub common: Option<(Use, u8)>,
}

impl Known {
    fn of(word: &str) -> Self {
        let sound = skeleton::sound(word);
        let family = person::family_heard(word, &sound);
        Self { common: person::common_in(word, family.number), sound, family }
    }
}

/// What a word does in its name, and what it counts.
pub(super) struct Weighed {
    pub kind: Kind,
    pub weight: f32,
    /// A word or name of its own in the tables.
    pub known: bool,
    /// Mostly a given name.
    pub given: bool,
}

impl Weighed {
    pub(super) fn known(kind: Kind, weight: f32) -> Self {
        Self { kind, weight, known: true, given: false }
    }

    pub(super) fn unknown(kind: Kind, weight: f32) -> Self {
        Self { kind, weight, known: false, given: false }
    }
}

/// The words of a name, told apart and not yet looked at one by one.
pub(in crate::names) struct Words {
    pub(super) parts: Vec<Part>,
    pub(super) aside: Vec<(String, Aside)>,
    pub(super) korean: bool,
    pub(super) comma: bool,
    /// The words say that an organisation bears the name.
    pub of_organisation: bool,
}

impl Words {
    /// All that counts, joined, as far as a view keeps it.
    pub fn joined(&self) -> String {
        let mut joined = String::new();
        self.parts.iter().for_each(|part| joined.push_str(&part.text));
        let kept = &joined.as_bytes()[..joined.len().min(MOST_LETTERS)];
        std::str::from_utf8(kept).unwrap_or_default().to_owned()
    }
}

/// Collects the texts of a view's words.
#[derive(Default)]
pub(super) struct Builder {
    bytes: Vec<u8>,
    /// Room for a word that is only hashed.
    room: String,
}

impl Builder {
    fn keep(&mut self, text: &str) -> Span {
        let kept = &text.as_bytes()[..text.len().min(MOST_LETTERS)];
        let start = self.bytes.len();
        if start + kept.len() > usize::from(u16::MAX) {
            return Span::default();
        }
        self.bytes.extend_from_slice(kept);
        Span { start: start as u16, length: kept.len() as u16 }
    }

    pub(super) fn finish(mut self, words: Words, weigh: fn(&Part, &Known) -> Weighed) -> View<'static> {
        let Words { parts, aside, korean, comma, of_organisation } = words;
        let mut tokens = Vec::with_capacity(parts.len());
        let letters_in_all = parts.iter().map(|part| part.text.len()).sum();
        let mut joined = String::with_capacity(letters_in_all);
        let mut acronym = String::with_capacity(parts.len());
        // Written, heard, bare, and once more joined.
        self.bytes.reserve(4 * letters_in_all);
        for (at, part) in parts.iter().enumerate() {
            let word = Known::of(&part.text);
            let weighed = weigh(part, &word);
            joined.push_str(&part.text);
            if weighed.kind != Kind::Number {
                acronym.extend(part.text.chars().next());
            }
            let pair_hash = match parts.get(at + 1) {
                Some(next) => {
                    self.room.clear();
                    self.room.push_str(&part.text);
                    self.room.push_str(&next.text);
                    match one_word_servant(&self.room) {
                        Some(one) => hash(&skeleton::sound(&one)),
                        None => hash(&skeleton::sound(&self.room)),
                    }
                }
                None => 0,
            };
            tokens.push(self.token(part, word, weighed, pair_hash));
        }
        let backwards: String = joined.chars().rev().collect();
        let aside: Vec<_> = aside
            .into_iter()
            .map(|(text, why)| SetAside { text: self.keep(&text), why, room: [0; 3] })
            .collect();
        let joined_span = self.keep(&joined);
        let total = tokens.iter().map(|token| token.weight).sum();
        let vietnamese = (2..=5).contains(&parts.len())
            && parts.iter().all(|part| part.text.len() <= 6 && part.script == Script::Latin)
            && parts.iter().any(|part| person::is_vietnamese_surname(&part.text));
        View {
            of_organisation,
            vietnamese,
            joined: joined_span,
            joined_hash: hash(&joined),
            backwards_hash: hash(&backwards),
            acronym_hash: if acronym.len() >= 2 { hash(&acronym) } else { 0 },
            joined_letters: letters(&joined),
            korean,
            comma,
            total,
            tokens: tokens.into(),
            aside: aside.into(),
            bytes: self.bytes.into(),
        }
    }

    fn token(
        &mut self,
        part: &Part,
        word: Known,
        Weighed { kind, weight, known, given }: Weighed,
        pair_hash: u64,
    ) -> Token {
        let (sound, other) = match &part.syllable {
            Some(syllable) => (syllable.form.clone(), Some(syllable.loose.clone())),
            None => (word.sound, part.other.as_deref().map(skeleton::sound)),
        };
        let bare = skeleton::skeleton(&sound, false);
        // One consonant tells something only of a name like Ali.
        let tells = bare.len() >= 2 || (bare.len() == 1 && (2..=4).contains(&part.text.len()));
        let sound_hash = hash(&sound);
        let family = word.family;
        let clan = word.common.is_some_and(|(used, _)| used == Use::Clan);
        let other_family = part.other.as_deref().map_or(0, |other| person::family(other).number);
        let number = if family.number == 0 { other_family } else { family.number };
        let word = words_family(&part.text);
        let is_name = kind == Kind::Name;
        Token {
            text: self.keep(&part.text),
            sound: self.keep(&sound),
            bare: self.keep(&bare),
            text_hash: hash(&part.text),
            sound_hash,
            other_hash: other.as_deref().map_or(sound_hash, hash),
            bare_hash: if tells { hash(&bare) } else { 0 },
            bare_other_hash: match &other {
                _ if !tells => 0,
                // The letter that writes v and u; else the second reading (ض is d and z).
                Some(other) if !sound.contains('v') => hash(&skeleton::skeleton(other, false)),
                _ if sound.contains('v') => hash(&skeleton::skeleton(&sound, true)),
                _ => hash(&bare),
            },
            pair_hash,
            letters: letters(&part.text),
            number: part.number.unwrap_or(u32::MAX),
            // Korean syllables have their own forms; other families would make them meet wrongly.
            family: if part.syllable.is_some() || kind == Kind::Initial {
                0
            } else if is_name || number != 0 && word == 0 {
                number
            } else {
                word
            },
            short_for: if is_name { family.short_for } else { [0; 2] },
            kind,
            weight,
            scrambled_hash: scrambled(&part.text),
            vowelless: part.script.leaves_out_vowels(),
            hangul: part.script == Script::Hangul,
            patronymic: person::is_patronymic(&part.text),
            clan,
            known,
            given,
            child: part.child,
            room: [0; 2],
        }
    }
}

/// The letters of a word in alphabetical order, hashed.
fn scrambled(word: &str) -> u64 {
    if word.len() < 5 {
        return 0;
    }
    let mut room = [0; 32];
    let mut long = Vec::new();
    let letters = match room.get_mut(..word.len()) {
        Some(letters) => letters,
        None => {
            long.resize(word.len(), 0);
            &mut long[..]
        }
    };
    letters.copy_from_slice(word.as_bytes());
    letters.sort_unstable();
    xxh3_64(letters).max(1)
}

fn words_family(word: &str) -> u16 {
    person::word_family(word)
}

fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes()).max(1)
}

/// The letters that occur in a text, a bit each; digits share the last bits.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |bits, byte| {
        bits | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            _ => 1 << (26 + byte % 6),
        }
    })
}
