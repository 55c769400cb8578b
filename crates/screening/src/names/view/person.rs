//! A name read as a person's: titles and particles set aside, initials, fathers, Korean syllables.

use super::build::{Builder, Known, Weighed, Words};
use super::part::{Part, read, read_words};
use super::{Aside, Kind, MOST_WORDS, View};
use crate::names::weights as w;
use chokepoint_text::person::{Role, Use};
use chokepoint_text::script::Script;
use chokepoint_text::{east_asian, legal_form, number, person, token, translit};

/// The words of a person's name, given names first.
fn given_first(name: &str) -> Vec<Part> {
    let mut parts = spread(name, read(name));
    // "Putin, Vladimir": what follows the first comma comes first.
    parts.sort_by_key(|part| match part.commas {
        1 => 0,
        0 => 1,
        _ => 2,
    });
    parts
}

/// A name read as a person's.
pub(in crate::names) fn person(words: Words) -> View<'static> {
    Builder::default().finish(words, weigh_person)
}

/// The words of a name read as a person's.
pub(in crate::names) fn person_words(name: &str) -> Words {
    let mut parts = given_first(name);
    let comma = parts.iter().any(|part| part.commas > 0);
    if let Some(parts) = korean(&parts) {
        return Words { parts, aside: Vec::new(), korean: true, comma, of_organisation: false };
    }
    let count = parts.len();
    let mut kept: Vec<Part> = Vec::new();
    let mut aside = Vec::new();
    let mut child = false;
    let mut at = 0;
    while at < count {
        let mut part = parts[at].take();
        let (first, last) = (at == 0, at + 1 == count);
        at += 1;
        match person::role(&part.text) {
            Some(Role::Title)
                if !last && (!comma || part.commas > 0) || (part.text.len() <= 3 && !kept.is_empty()) =>
            {
                aside.push((part.text, Aside::Title));
                continue;
            }
            Some(Role::Particle) if !last => {
                aside.push((part.text, Aside::Grammar));
                continue;
            }
            Some(Role::Child) if !first && !last => {
                child = true;
                continue;
            }
            Some(role @ (Role::Servant | Role::Parent)) if !last => {
                let mut next = at;
                while next + 1 < count && person::role(&parts[next].text) == Some(Role::Particle) {
                    next += 1;
                }
                let head = if role == Role::Servant { "abdul" } else { "abu" };
                part.text = format!("{head}{}", without_article(&parts[next].text, role));
                part.other = None;
                at = next + 1;
            }
            Some(Role::Generation) if !first => {
                part.number = Some(if part.text.starts_with('j') { 2 } else { 1_001 });
                part.kind = Some(Kind::Number);
            }
            _ if part.dotted => {
                // J.R. are two initials.
                for letter in part.text.chars() {
                    kept.push(Part {
                        kind: Some(Kind::Initial),
                        ..Part::new(letter.to_string(), part.script)
                    });
                }
                continue;
            }
            _ if last && kept.len() >= 2 && is_stray_legal_form(&part) => {
                aside.push((part.text, Aside::Legal));
                continue;
            }
            _ if last && !first && part.text.len() >= 2 => {
                if let Some((value, number::Written::Roman)) = number::number(&part.text) {
                    part.number = Some(value);
                    part.kind = Some(Kind::Number);
                }
            }
            _ => {}
        }
        if part.text.len() == 1 && part.kind.is_none() {
            part.kind = Some(Kind::Initial);
        }
        if let Some(one) = one_word_servant(&part.text) {
            part.text = one;
        }
        if part.other.is_none() && part.script == Script::Latin {
            part.other = without_joined_article(&part.text);
        }
        part.child = std::mem::take(&mut child);
        kept.push(part);
    }
    if kept.is_empty() {
        kept = given_first(name);
        aside.clear();
    }
    let of_organisation = aside.iter().any(|(_, why)| *why == Aside::Legal);
    Words { parts: kept, aside, korean: false, comma, of_organisation }
}

/// Hangul words become syllables; other words stay.
fn spread(name: &str, parts: Vec<Part>) -> Vec<Part> {
    if parts.iter().any(|part| part.script == Script::Han) {
        return token::words(name, MOST_WORDS).iter().flat_map(han_person).collect();
    }
    if !parts.iter().any(|part| part.script == Script::Hangul) {
        return parts;
    }
    token::words(name, MOST_WORDS)
        .iter()
        .flat_map(|word| word.text.chars().collect::<Vec<_>>())
        .filter_map(|c| {
            let (south, north) = translit::korean::syllable(c)?;
            Some(Part { other: Some(north), ..Part::new(south, Script::Hangul) })
        })
        .take(MOST_WORDS)
        .collect()
}

/// Family and given name of a person in Chinese characters.
fn han_person(word: &token::Word) -> Vec<Part> {
    let script = translit::script_of_word(&word.text);
    match east_asian::chinese(&word.text).filter(|_| script == Script::Han) {
        Some((family, given)) => [family, given]
            .into_iter()
            .map(|text| Part { commas: word.commas, ..Part::new(text, Script::Han) })
            .collect(),
        None => read_words(std::slice::from_ref(word)),
    }
}

/// The syllables of a Korean name, surname first; `None` when it is not one.
fn korean(parts: &[Part]) -> Option<Vec<Part>> {
    if !(2..=4).contains(&parts.len()) || parts.iter().any(|part| part.text.len() > 11) {
        return None;
    }
    let (first, last) = (parts.first()?, parts.last()?);
    let surname_last = !person::is_korean_surname(&first.text);
    let surname = if surname_last { last } else { first };
    if !person::is_korean_surname(&surname.text) {
        return None;
    }
    let given = if surname_last { &parts[..parts.len() - 1] } else { &parts[1..] };
    let mut all = vec![Part { kind: Some(Kind::Structure), ..surname.clone() }];
    for part in given {
        if part.dotted || part.text.len() == 1 && part.script != Script::Hangul {
            return None;
        }
        for syllable in translit::korean::syllables(&part.text)? {
            all.push(Part { syllable: Some(syllable.clone()), ..Part::new(syllable.written, part.script) });
        }
    }
    (2..=3).contains(&all.len()).then_some(all)
}

fn without_article(word: &str, role: Role) -> &str {
    let rest =
        word.strip_prefix("al").filter(|rest| role == Role::Servant && rest.len() >= 2 && *rest != "i");
    rest.unwrap_or(word)
}

/// Alrawi and Elrawi are al-Rawi.
fn without_joined_article(word: &str) -> Option<String> {
    let rest = word.strip_prefix("al").or_else(|| word.strip_prefix("el"))?;
    let is_name = rest.len() >= 4 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'l']);
    (is_name && person::family(word).number == 0).then(|| rest.to_owned())
}

/// Abdelaziz, Abdoulaziz, Abdurrahman: one spelling, Abdul and the name.
pub(super) fn one_word_servant(word: &str) -> Option<String> {
    let rest = word.strip_prefix("abd")?;
    let rest = rest.strip_prefix("ou").or_else(|| rest.strip_prefix(['u', 'e', 'a', 'o', 'i']))?;
    let mut letters = rest.chars();
    let article = letters.next()?;
    let name = letters.as_str();
    let assimilated = name.starts_with(article) && matches!(article, 'r' | 's' | 'n' | 'z' | 'd' | 't');
    ((article == 'l' || assimilated) && name.len() >= 3).then(|| format!("abdul{name}"))
}

/// "Nicolás Maduro LLC": a company's ending after a person's name.
fn is_stray_legal_form(part: &Part) -> bool {
    legal_form::legal_form_at(&[&part.text]).is_some_and(|form| matches!(form.class, "limited" | "public"))
        && part.text.len() >= 2
        && person::common(&part.text).is_none()
        && person::family(&part.text).number == 0
}

fn weigh_person(part: &Part, known: &Known) -> Weighed {
    if let Some(kind @ (Kind::Initial | Kind::Number)) = part.kind {
        return Weighed::unknown(kind, w::INITIAL_AGREES);
    }
    if part.kind == Some(Kind::Structure) {
        return Weighed::known(Kind::Name, w::KOREAN_SURNAME);
    }
    if part.syllable.is_some() {
        return Weighed::known(Kind::Name, w::KOREAN_SYLLABLE);
    }
    let (family, common) = (known.family, known.common);
    let known = family.number != 0 || family.short_for[0] != 0 || common.is_some();
    let given = common.is_some_and(|(used, _)| used == Use::Given) || (known && family.short_for[0] != 0);
    let weight = match common {
        Some((_, frequency)) => w::PERSON_WORD[usize::from(frequency.min(3))],
        None if family.number != 0 => w::PERSON_WORD[1],
        None if part.text.len() <= 3 => w::SHORT_PERSON_WORD,
        None => w::PERSON_WORD[0],
    };
    Weighed { kind: Kind::Name, weight, known, given }
}
