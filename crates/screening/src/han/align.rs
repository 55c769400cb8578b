//! The best way to read a Chinese name so that an English one says it: each stretch by meaning, by sound, or not met.

use super::chinese::{Edge, PreparedHan, Unit};
use super::english::{PreparedEnglish, Role};
use chokepoint_text::han::brand::is_coined_ending;
use chokepoint_text::han::reading::is_pinyin;
use chokepoint_text::han::{Class, vocabulary};

/// How a stretch of the Chinese name was met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Met {
    /// By a word of the same meaning.
    Meaning(Class),
    /// By sound, so many syllables; whether every one is pinyin.
    Sound(usize, bool),
    /// A coined word that begins with the sound, so many syllables, and ends in a word of trade or in one other letter.
    Coined(usize),
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
                            if vocabulary().is_fixed(number) && !english.in_order(&rendering.stems) {
                                continue;
                            }
                            let value = match word.class {
                                Class::Letter => 0.25,
                                // What a body is is registered at the end: 学院 in 科学院研究所 is no institute.
                                Class::Type if len <= 2 && !ends_a_part(han, to) => 0.3,
                                _ => 0.97 * len as f32 - 0.1,
                            };
                            let more = rendering.stems.len() as f32 * 0.05;
                            let met = Met::Meaning(word.class);
                            offer(
                                value + more,
                                Stretch { to, met, words, rendering: Some((number, i as u16)), ..brand },
                            );
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
            let (value, met) = match syllables {
                n if sound.is_coined => (0.5 * n as f32, Met::Coined(n)),
                1 => (0.3, Met::Sound(1, sound.is_pinyin)),
                n => (0.95 * n as f32 - 0.2, Met::Sound(n, sound.is_pinyin)),
            };
            // A legal form in any romanisation (gongsi, kung sze) says no more than one that is translated.
            let met = if han.is_in_form(at, sound.to) { Met::Meaning(Class::Form) } else { met };
            offer(value, Stretch { to: sound.to, met, words: sound.words, ..brand });
        }
        best[at] = choice;
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut at = 0;
    while at < count {
        let stretch = best[at].1;
        match stretches.last_mut() {
            // Neighbouring characters that nothing meets are one brand.
            Some(last) if last.met == Met::Missing(None) && stretch.met == Met::Missing(None) => {
                last.to = stretch.to
            }
            _ => stretches.push(stretch),
        }
        at = stretch.to.max(at + 1);
    }
    stretches
}

/// Whether each character has a reading that the English name spells, every word of it used once, in any order.
pub fn each_character_sounds(han: &PreparedHan, english: &PreparedEnglish) -> bool {
    let count = han.units.len();
    if !(2..=4).contains(&count) || !(2..=4).contains(&english.words.len()) {
        return false;
    }
    let sounds: Vec<Sound> = sounds(han, english).into_iter().filter(|sound| !sound.is_coined).collect();
    let all = (1u64 << english.words.len()) - 1;
    let mut stack = vec![(0, 0u64)];
    while let Some((at, used)) = stack.pop() {
        if at == count && used == all {
            return true;
        }
        let next = sounds.iter().filter(|sound| sound.from == at && sound.words & used == 0);
        stack.extend(next.map(|sound| (sound.to, used | sound.words)));
    }
    false
}

struct Sound {
    from: usize,
    to: usize,
    words: u64,
    is_pinyin: bool,
    is_coined: bool,
}

/// Whether a part of the name ends before this unit: at the end, before a number, a legal form or a new place.
fn ends_a_part(han: &PreparedHan, at: usize) -> bool {
    let Some(edges) = han.edges.get(at) else { return true };
    edges.is_empty() && han.units[at].is_latin
        || edges.iter().any(|edge| match edge {
            Edge::Number(_, _, sure) => *sure,
            Edge::Word(_, number) => {
                matches!(
                    vocabulary().word(*number).class,
                    Class::Form | Class::Holding | Class::Place | Class::Type
                )
            }
        })
}

/// Syllables looked at in one sound match, and matches kept for a pair of names.
const MOST_SYLLABLES: usize = 8;
const MOST_SOUNDS: usize = 64;
const MOST_STEPS: usize = 4000;

/// Every stretch of characters whose reading is written by whole words.
fn sounds(han: &PreparedHan, english: &PreparedEnglish) -> Vec<Sound> {
    let mut found = coined(han, english);
    let letters = english.letters.as_bytes();
    let initials: Vec<u32> = han.units.iter().map(initials).collect();
    let mut steps = 0;
    let mut stack: Vec<(usize, usize, bool)> = Vec::new();
    for (word, start) in english.starts.iter().enumerate().take(english.words.len()) {
        // Words of trade and bodies that very many names hold, in pinyin, are met by their meaning; their sound would
        // speak for strangers. (Legal forms in other romanisations are told from the Chinese side, in `align`.)
        if english.words[word].is_common {
            continue;
        }
        let first = letters.get(*start).map_or(0, |letter| bit(*letter));
        for (from, initials) in initials.iter().enumerate() {
            // No reading begins with the letter: a step that leads nowhere, as nearly all do.
            if initials & first == 0 {
                steps += 1;
                if steps > MOST_STEPS || found.len() >= MOST_SOUNDS {
                    return found;
                }
                continue;
            }
            stack.push((from, *start, true));
            while let Some((at, position, is_pinyin)) = stack.pop() {
                steps += 1;
                if steps > MOST_STEPS || found.len() >= MOST_SOUNDS {
                    return found;
                }
                if at > from
                    && let Ok(end) = english.starts.binary_search(&position)
                {
                    if english.words[word..end].iter().any(|word| word.is_common) {
                        continue;
                    }
                    let words = ((1u64 << (end - word)) - 1) << word;
                    found.push(Sound { from, to: at, words, is_pinyin, is_coined: false });
                }
                if at - from >= MOST_SYLLABLES {
                    continue;
                }
                let Some(unit) = han.units.get(at) else { continue };
                for reading in &unit.readings {
                    if letters[position..].starts_with(reading.spelling.as_bytes()) {
                        stack.push((
                            at + 1,
                            position + reading.spelling.len(),
                            is_pinyin && reading.is_pinyin,
                        ));
                    }
                }
            }
        }
    }
    found
}

/// The letters that the readings of a character begin with, as a set.
fn initials(unit: &Unit) -> u32 {
    unit.readings.iter().filter_map(|reading| reading.spelling.bytes().next()).fold(0, |set, c| set | bit(c))
}

/// A letter in a set of letters; what is no small letter shares one place.
fn bit(letter: u8) -> u32 {
    match letter {
        b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 1 << 26,
    }
}

/// Words no vocabulary knows that begin with the sound of two or more characters, or differ from it by one letter.
fn coined(han: &PreparedHan, english: &PreparedEnglish) -> Vec<Sound> {
    let mut found = Vec::new();
    for (place, word) in english.words.iter().enumerate() {
        if word.role != Role::Brand || word.text.len() < 5 {
            continue;
        }
        let begins = |unit: &Unit| {
            let first = unit.readings.first().and_then(|reading| reading.spelling.bytes().next());
            first.is_some() && first == word.text.bytes().next()
        };
        // Both ways of being coined begin with the same letter.
        for from in (0..han.units.len()).filter(|from| begins(&han.units[*from])) {
            let mut sound = String::new();
            for to in from + 1..=han.units.len().min(from + 4) {
                let Some(reading) = han.units[to - 1].readings.first() else { break };
                sound.push_str(reading.spelling);
                if sound.len() > word.text.len() + 1 {
                    break;
                }
                if to - from >= 2
                    && sound != word.text
                    && (has_coined_ending(&word.text, &sound) || is_one_letter_off(&word.text, &sound))
                    // Another word of pinyin is another name, however near.
                    && !is_pinyin(&word.text)
                {
                    found.push(Sound { from, to, words: 1 << place, is_pinyin: false, is_coined: true });
                    if found.len() >= MOST_SOUNDS / 2 {
                        return found;
                    }
                }
            }
        }
    }
    found
}

fn has_coined_ending(word: &str, sound: &str) -> bool {
    sound.len() >= 4 && word.strip_prefix(sound).is_some_and(is_coined_ending)
}

/// One letter more, less or other, in a word long enough to tell.
fn is_one_letter_off(word: &str, sound: &str) -> bool {
    let (a, b) = (word.as_bytes(), sound.as_bytes());
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().min(b.len()) >= 6 && start >= 1 && a.len() - start - end <= 1 && b.len() - start - end <= 1
}
