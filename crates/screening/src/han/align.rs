//! The best way to read a Chinese name so that an English one says it: each stretch by meaning, by sound, or not met.

use super::chinese::{Edge, PreparedHan};
use super::english::PreparedEnglish;
use chokepoint_text::han::{Class, vocabulary};

/// How a stretch of the Chinese name was met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Met {
    /// By a word of the same meaning.
    Meaning(Class),
    /// By sound, so many syllables; whether every one is pinyin.
    Sound(usize, bool),
    /// By the same Latin letters.
    Letters,
    /// By the same number.
    Number,
    /// Not met; what it is, or none for a brand.
    Missing(Option<Class>),
    /// A number that the other side does not say.
    OtherNumber,
}

/// A stretch of the Chinese name, the words of the English name that meet it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) met: Met,
    pub(crate) words: u64,
    /// Which rendering of which word met.
    pub(crate) rendering: Option<(u32, u16)>,
}

/// The likeliest reading of a Chinese name beside an English one.
pub(crate) fn align(han: &PreparedHan, english: &PreparedEnglish) -> Vec<Stretch> {
    let count = han.units.len();
    let sounds = sounds(han, english);
    let mut best: Vec<(f32, Stretch)> = Vec::with_capacity(count + 1);
    let nothing = Stretch { from: count, to: count, met: Met::Missing(None), words: 0, rendering: None };
    best.resize(count + 1, (0.0, nothing));
    for at in (0..count).rev() {
        let unit = &han.units[at];
        let brand = Stretch { from: at, to: at + 1, met: Met::Missing(None), words: 0, rendering: None };
        let mut choice = (best[at + 1].0 - 1.0, brand);
        let mut offer = |value: f32, stretch: Stretch| {
            let total = value + best[stretch.to].0;
            if total > choice.0 {
                choice = (total, stretch);
            }
        };
        if unit.is_latin
            && let Some(word) = english.words.iter().position(|w| w.text == unit.text)
        {
            offer(2.0, Stretch { met: Met::Letters, words: 1 << word, ..brand });
        }
        for edge in &han.edges[at] {
            match *edge {
                Edge::Number(len, value, sure) => {
                    let to = at + len;
                    match english.numbers.iter().find(|(n, _)| *n == value) {
                        Some((_, words)) => {
                            offer(3.0, Stretch { to, met: Met::Number, words: *words, ..brand });
                        }
                        None if sure => offer(-0.5, Stretch { to, met: Met::OtherNumber, ..brand }),
                        None => {}
                    }
                }
                Edge::Word(len, number) => {
                    let word = vocabulary().word(number);
                    let to = at + len;
                    for (i, rendering) in word.renderings.iter().enumerate() {
                        if let Some(words) = english.covers(&rendering.stems) {
                            let value = if word.class == Class::Letter { 0.25 } else { 0.97 * len as f32 - 0.1 };
                            let more = rendering.stems.len() as f32 * 0.05;
                            let met = Met::Meaning(word.class);
                            offer(value + more, Stretch { to, met, words, rendering: Some((number, i as u16)), ..brand });
                        }
                    }
                    match word.class {
                        Class::Letter => {}
                        // Words that serve as brands are brands where they are not met.
                        Class::Plain => {
                            offer(-0.7, Stretch { to, met: Met::Missing(Some(Class::Plain)), ..brand });
                        }
                        class => offer(-0.6, Stretch { to, met: Met::Missing(Some(class)), ..brand }),
                    }
                }
            }
        }
        for sound in sounds.iter().filter(|s| s.from == at) {
            let syllables = sound.to - sound.from;
            let value = match syllables {
                1 => 0.3,
                n => 0.95 * n as f32 - 0.2,
            };
            offer(value, Stretch { to: sound.to, met: Met::Sound(syllables, sound.is_pinyin), words: sound.words, ..brand });
        }
        best[at] = choice;
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut at = 0;
    while at < count {
        let stretch = best[at].1;
        match stretches.last_mut() {
            // Neighbouring characters that nothing meets are one brand.
            Some(last) if last.met == Met::Missing(None) && stretch.met == Met::Missing(None) => last.to = stretch.to,
            _ => stretches.push(stretch),
        }
        at = stretch.to.max(at + 1);
    }
    stretches
}

struct Sound {
    from: usize,
    to: usize,
    words: u64,
    is_pinyin: bool,
}

/// Syllables looked at in one sound match, and matches kept for a pair of names.
const MOST_SYLLABLES: usize = 8;
const MOST_SOUNDS: usize = 64;
const MOST_STEPS: usize = 4000;

/// Every stretch of characters whose reading is written by whole words.
fn sounds(han: &PreparedHan, english: &PreparedEnglish) -> Vec<Sound> {
    let mut found = Vec::new();
    let letters = english.letters.as_bytes();
    let mut steps = 0;
    let mut stack: Vec<(usize, usize, bool)> = Vec::new();
    for (word, start) in english.starts.iter().enumerate().take(english.words.len()) {
        for from in 0..han.units.len() {
            stack.push((from, *start, true));
            while let Some((at, position, is_pinyin)) = stack.pop() {
                steps += 1;
                if steps > MOST_STEPS || found.len() >= MOST_SOUNDS {
                    return found;
                }
                if at > from
                    && let Ok(end) = english.starts.binary_search(&position)
                {
                    let words = ((1u64 << (end - word)) - 1) << word;
                    found.push(Sound { from, to: at, words, is_pinyin });
                }
                if at - from >= MOST_SYLLABLES {
                    continue;
                }
                let Some(unit) = han.units.get(at) else { continue };
                for reading in &unit.readings {
                    if letters[position..].starts_with(reading.spelling.as_bytes()) {
                        stack.push((at + 1, position + reading.spelling.len(), is_pinyin && reading.is_pinyin));
                    }
                }
            }
        }
    }
    found
}
