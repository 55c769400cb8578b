//! A name read as an organisation's (or a ship's): legal forms set aside, words of trade put into English.

use super::build::{Builder, Known, Weighed, Words};
use super::part::{Part, apart};
use super::{Aside, Kind, MOST_WORDS, View};
use crate::names::weights as w;
use chokepoint_text::script::{self, Script};
use chokepoint_text::words::Says;
use chokepoint_text::{legal_form, number, person, token, words};

/// A name read as an organisation's (or a ship's).
pub(in crate::names) fn organisation(words: Words) -> View<'static> {
    Builder::default().finish(words, weigh_organisation)
}

/// The words of a name read as an organisation's.
pub(in crate::names) fn organisation_words(name: &str) -> Words {
    let mut parts = Vec::new();
    let is_japanese = script::has_kana(name);
    let all: Vec<Part> =
        token::words(name, MOST_WORDS).iter().flat_map(|word| apart(word, is_japanese)).collect();
    let is_russian = all.iter().any(|part| words::is_russian(&part.text));
    for part in all {
        let is_translated = part.script == Script::Cyrillic
            || is_russian && part.text.len() >= 4 && words::common(&part.text).is_none();
        let english = if is_translated { words::english(&part.text) } else { None };
        // A state stands first: Un ends Kim Jong Un, Us is a river.
        let is_state =
            |long: &str| part.text.len() == 2 && (long.starts_with("united") || long.starts_with("european"));
        let long = words::long_form(&part.text).filter(|long| parts.is_empty() || !is_state(long));
        match english.or(long) {
            // A brand may be a word of trade: Gazprom Neft. The word as written stays its second reading.
            Some(long) if english.is_some() && !long.contains(' ') && !is_legal_start(&part.text) => {
                parts.push(Part {
                    other: Some(part.text),
                    text: long.to_owned(),
                    ..Part::new(String::new(), part.script)
                });
            }
            Some(long) if !is_legal_start(&part.text) => parts.extend(
                long.split(' ')
                    .map(|text| Part { commas: part.commas, ..Part::new(text.to_owned(), part.script) }),
            ),
            _ => parts.push(with_stem(part)),
        }
    }
    parts.truncate(MOST_WORDS);
    let legal = legal_words(&parts);
    let content = |at: usize, part: &Part| {
        !legal[at] && words::common(&part.text).is_none_or(|(says, _)| says != Says::Function)
    };
    // The fifth fund is "Fund V", though v is also a word of grammar.
    let last =
        (0..parts.len()).rev().find(|&at| !legal[at] && (content(at, &parts[at]) || parts[at].text == "v"));
    let content = |at: usize, part: &Part| content(at, part) || (Some(at) == last && at > 0);
    let mut kept = Vec::new();
    let mut aside = Vec::new();
    let mut honours = false;
    for at in 0..parts.len() {
        let part = &parts[at];
        // Whom a plant is named after is often left out.
        honours |= at > 0 && matches!(part.text.as_str(), "named" | "imeni");
        if legal[at] {
            aside.push((part.text.clone(), Aside::Legal));
            continue;
        }
        let counts = matches!(part.text.as_str(), "no" | "nr" | "num" | "number")
            && parts.get(at + 1).is_some_and(|next| number::number(&next.text).is_some());
        if counts || (!content(at, part) && parts.len() > 1) {
            aside.push((part.text.clone(), Aside::Grammar));
            continue;
        }
        let mut part = parts[at].take();
        if honours && part.kind.is_none() {
            part.kind = Some(Kind::Structure);
        }
        if let Some((value, written)) = number::number(&part.text) {
            let is_number = match written {
                number::Written::Digits | number::Written::Words => true,
                number::Written::Roman => at > 0 && (part.text.len() > 1 || Some(at) == last),
            };
            if is_number && !part.dotted {
                part.kind = Some(Kind::Number);
                part.number = Some(value);
            }
        }
        kept.push(part);
    }
    if kept.is_empty() {
        kept = parts;
        aside.clear();
    }
    // Park, Hall and House are families' names as well.
    let is_surname = |word: &str| person::common(word).is_some() || person::family(word).korean;
    let says_so = |part: &Part| {
        let kind = known_kind(part).map(|weighed| weighed.kind);
        matches!(kind, Some(Kind::Industry | Kind::Structure)) && !is_surname(&part.text)
    };
    let of_organisation = aside.iter().any(|(_, why)| *why == Aside::Legal) || kept.iter().any(says_so);
    Words { parts: kept, aside, korean: false, comma: false, of_organisation }
}

/// The Russian words of legal forms stay Russian, for the table knows them so.
fn is_legal_start(word: &str) -> bool {
    matches!(
        word,
        "obshchestvo"
            | "obschestvo"
            | "predpriyatie"
            | "predpriiatie"
            | "gosudarstvennoe"
            | "federalnoe"
            | "obshchestva"
            | "otvetstvennostyu"
            | "aktsionernoe"
            | "aktsionernoye"
            | "unitarnoe"
    )
}

/// Muromskiy is of Murom: a Russian adjective of place meets its place.
fn with_stem(mut part: Part) -> Part {
    if part.script == Script::Cyrillic && (6..8).contains(&part.text.len()) {
        // Omskiy is of Omsk.
        part.other = ["iy", "aya", "oe", "ie"]
            .iter()
            .find_map(|ending| part.text.strip_suffix(ending))
            .filter(|stem| stem.ends_with("sk"))
            .map(str::to_owned);
    } else if part.script == Script::Cyrillic && part.text.len() >= 8 {
        let stem = ["skiy", "skaya", "skoe", "skie", "skogo"]
            .iter()
            .find_map(|ending| part.text.strip_suffix(ending));
        if let Some(stem) = stem {
            part.other = Some(stem.to_owned());
        }
    }
    part
}

/// Which words are legal forms: at the end, at the start, and unmistakable ones anywhere.
fn legal_words(parts: &[Part]) -> Vec<bool> {
    let mut legal: Vec<bool> = parts.iter().map(|part| part.legal).collect();
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let mut end = texts.len();
    'ending: while end > 1 {
        for length in (1..=legal_form::MOST_WORDS.min(end - 1)).rev() {
            let start = end - length;
            if legal_form::legal_form_at(&texts[start..end]).is_some_and(|form| form.words == length) {
                legal[start..end].fill(true);
                end = start;
                continue 'ending;
            }
        }
        break;
    }
    let mut start = 0;
    while start < end {
        let Some(form) = legal_form::legal_form_at(&texts[start..end]) else { break };
        let leads = matches!(form.class, "limited" | "public" | "state" | "any") && texts[start] != "co";
        if !leads || start + form.words >= end {
            break;
        }
        legal[start..start + form.words].fill(true);
        start += form.words;
    }
    for at in start..end {
        let Some(form) = legal_form::legal_form_at(&texts[at..end]) else { continue };
        let plain = matches!(form.class, "limited" | "public") && (form.words > 1 || texts[at].len() >= 3);
        if plain && words::common(texts[at]).is_none() || texts[at] == "limited" {
            legal[at..at + form.words].fill(true);
        }
    }
    legal
}

/// What is told of a word that is a number, stands in somebody's honour, or is a word of trade.
fn known_kind(part: &Part) -> Option<Weighed> {
    match part.kind {
        Some(Kind::Number) => return Some(Weighed::known(Kind::Number, w::NUMBER)),
        Some(Kind::Structure) => return Some(Weighed::unknown(Kind::Structure, w::STRUCTURE[0])),
        _ => {}
    }
    let (says, frequency) = words::common(&part.text)?;
    let tier = usize::from(frequency.min(3));
    let (kind, weight) = match says {
        Says::Function | Says::Structure => (Kind::Structure, w::STRUCTURE[tier]),
        Says::Industry => (Kind::Industry, w::INDUSTRY[tier]),
        Says::Place => (Kind::Place, w::PLACE),
        Says::Quality => (Kind::Quality, w::QUALITY),
    };
    Some(Weighed::known(kind, weight))
}

fn weigh_organisation(part: &Part, known: &Known) -> Weighed {
    if let Some(weighed) = known_kind(part) {
        return weighed;
    }
    if part.text.len() <= 3 {
        return Weighed::unknown(Kind::Name, w::SHORT_BRAND);
    }
    let brand = if part.text.len() <= 5 { w::BRIEF_BRAND } else { w::BRAND };
    match known.common {
        Some((_, frequency)) => {
            Weighed::known(Kind::Name, w::PERSON_IN_COMPANY[usize::from(frequency.min(3))])
        }
        None => Weighed::unknown(Kind::Name, brand),
    }
}
