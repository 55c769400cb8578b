//! The keys under which Chinese names are filed and sought.

use super::chinese::{Edge, PreparedHan, Segment};
use crate::keys::{Group, Key};
use chokepoint_text::han::english::{is_stop_word, words};
use chokepoint_text::han::reading::pinyin_of;
use chokepoint_text::han::{Class, vocabulary};

/// Ways to say one word that are sought.
const MOST_ALTERNATIVES: usize = 16;
/// Words of one rendering that are sought.
const MOST_WORDS: usize = 5;
/// What a word of a rendering weighs at least.
const LEAST_WEIGHT: f32 = 0.7;

/// The keys of a listed Chinese name: pairs of characters, and the pinyin of its brand so that Latin queries find it.
pub fn han_keys(name: &PreparedHan) -> Vec<String> {
    let mut keys = pairs(name);
    for segment in name.segments() {
        if let Some(number) = segment.number() {
            keys.push(format!("#{number}"));
        }
        if !matches!(segment.class(), Some(Class::Form | Class::Holding)) && segment.to - segment.from >= 2 {
            keys.extend(sound(name, segment.from, segment.to));
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The groups under which a Chinese name is sought: for each word its English renderings, its sound, its characters.
pub fn han_query_groups(name: &PreparedHan) -> Vec<Group> {
    let mut groups = Vec::new();
    for segment in name.segments() {
        if let Some(number) = segment.number() {
            groups.push(Group { alternatives: vec![plain(format!("#{number}"), false)], weight: 3.0 });
            continue;
        }
        let class = segment.class();
        let weight = match class {
            Some(Class::Form) => continue,
            Some(Class::Holding | Class::Modifier) => 0.5,
            Some(Class::Type) => 1.0,
            Some(Class::Trade | Class::Letter) => 1.5,
            Some(Class::Place | Class::Country) => 2.0,
            Some(Class::Plain) => 4.0,
            Some(Class::Group | Class::Brand) => 5.0,
            // A brand is often called otherwise in English: what else is said must be able to find the name.
            None => 4.0,
        };
        // One group a word of the usual rendering: a name that says only "university" says little of a university.
        let mut said: Vec<Vec<Key>> = renderings(&segment);
        let mut alternatives: Vec<Key> = Vec::new();
        if !matches!(class, Some(Class::Holding | Class::Modifier)) {
            if let Some(text) = sound(name, segment.from, segment.to) {
                // In one word or in two: Zhongke, Zhong Ke.
                add(&mut alternatives, plain(format!("^{text}"), false));
                add(&mut alternatives, plain(text, true));
            }
            let text = name.text(segment.from, segment.to);
            if text.is_ascii() {
                add(&mut alternatives, plain(text, true));
            }
        }
        if class.is_none() || class == Some(Class::Plain) {
            unsure(name, segment.from, segment.to, &mut alternatives);
            for bare in skeletons(name, segment.from, segment.to) {
                add(&mut alternatives, plain(format!("~{bare}"), false));
            }
        }
        // The characters are one more way to say the word: beside a list in Latin letters they must cost nothing.
        for pair in pairs_of(&texts(name, segment.from, segment.to)) {
            add(&mut alternatives, plain(pair, false));
        }
        if said.is_empty() {
            said.push(Vec::new());
        }
        let weight = (weight / said.len() as f32).max(LEAST_WEIGHT.min(weight));
        for mut way in said {
            alternatives.iter().for_each(|key| add(&mut way, key.clone()));
            if !way.is_empty() {
                groups.push(Group { alternatives: way, weight });
            }
        }
    }
    groups
}

/// The English words of a segment, each with what may stand in its stead: the words of other renderings in their turn,
/// and those that say all in one (CETC). A place is one word however it is written.
fn renderings(segment: &Segment) -> Vec<Vec<Key>> {
    let Some(Edge::Word(_, number)) = segment.edge else { return Vec::new() };
    let word = vocabulary().word(number);
    let spelt = |text: &str| -> Vec<String> {
        words(text).into_iter().filter(|word| !is_stop_word(word)).take(MOST_WORDS).collect()
    };
    let is_one = matches!(word.class, Class::Place | Class::Country);
    let mut said: Vec<Vec<Key>> = Vec::new();
    for (at, rendering) in word.renderings.iter().enumerate() {
        let words = spelt(rendering.text);
        if at == 0 {
            said = vec![Vec::new(); if is_one { 1 } else { words.len() }];
        }
        let Some(last) = said.len().checked_sub(1) else { break };
        for (turn, text) in words.iter().enumerate() {
            if words.len() == 1 {
                said.iter_mut().for_each(|way| add(way, plain(text.clone(), false)));
            } else {
                add(&mut said[turn.min(last)], plain(text.clone(), false));
            }
        }
    }
    said
}

/// A brand of three or more characters may be written in two words, and its characters may be translated.
fn unsure(name: &PreparedHan, from: usize, to: usize, alternatives: &mut Vec<Key>) {
    if to - from > 2 {
        for (a, b) in [(from, from + 2), (to - 2, to)] {
            if let Some(text) = sound(name, a, b) {
                add(alternatives, plain(text, false));
            }
        }
    }
    if to - from == 2 {
        for at in from..to {
            if let Some(reading) = name.units[at].readings.first() {
                add(alternatives, plain(reading.spelling.to_owned(), false));
            }
        }
    }
}

/// The consonants of words that may be coined after a brand, as listed words file theirs: 埃斯顿 is `sdn` and `stn`.
fn skeletons(name: &PreparedHan, from: usize, to: usize) -> Vec<String> {
    const MOST: usize = 6;
    let mut bare = vec![String::new()];
    for unit in name.units[from..to].iter().take(4) {
        let Some(reading) = unit.readings.first() else { return Vec::new() };
        let at = reading.spelling.find(['a', 'e', 'i', 'o', 'u']).unwrap_or(0);
        let (opening, rime) = reading.spelling.split_at(at);
        let heard: &[&str] = match opening {
            "b" | "p" => &["b"],
            "d" | "t" => &["d", "t"],
            "g" => &["g", "k"],
            "k" => &["k"],
            "j" | "zh" => &["g", "s"],
            "q" | "x" | "ch" | "sh" | "z" | "c" | "s" => &["s"],
            "m" => &["m"],
            "f" => &["f"],
            "n" => &["n"],
            "l" => &["l"],
            "r" => &["r", "l"],
            "h" => &["h"],
            _ if rime == "er" => &["r", "l"],
            _ => &[""],
        };
        let close = if rime.contains('n') { "n" } else { "" };
        bare = bare
            .iter()
            .flat_map(|start| heard.iter().map(move |opening| format!("{start}{opening}{close}")))
            .take(MOST)
            .collect();
    }
    bare.retain(|bare| bare.len() >= 3);
    bare
}

fn add(alternatives: &mut Vec<Key>, key: Key) {
    if alternatives.len() < MOST_ALTERNATIVES && !alternatives.contains(&key) {
        alternatives.push(key);
    }
}

fn plain(text: String, fuzzy: bool) -> Key {
    let fuzzy = fuzzy && text.len() >= 4;
    Key { text, fuzzy }
}

fn sound(name: &PreparedHan, from: usize, to: usize) -> Option<String> {
    let chars: Vec<char> =
        name.units[from..to].iter().filter(|u| !u.is_latin).filter_map(|u| u.text.chars().next()).collect();
    (!chars.is_empty()).then(|| pinyin_of(&chars).concat()).filter(|s| !s.is_empty())
}

/// Pairs of neighbouring characters, legal forms left out; a single character stands alone.
fn pairs(name: &PreparedHan) -> Vec<String> {
    let said = name.segments().into_iter().filter(|segment| segment.class() != Some(Class::Form));
    let text: Vec<&str> = said.flat_map(|segment| texts(name, segment.from, segment.to)).collect();
    pairs_of(&text)
}

fn texts(name: &PreparedHan, from: usize, to: usize) -> Vec<&str> {
    name.units[from..to].iter().map(|unit| unit.text.as_str()).collect()
}

fn pairs_of(text: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> = match text {
        [only] => vec![format!("*{only}")],
        _ => text.windows(2).map(|w| format!("*{}{}", w[0], w[1])).collect(),
    };
    keys.sort();
    keys.dedup();
    keys
}
