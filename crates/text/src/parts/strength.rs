//! How much a part says by itself.

use super::Strength;
use crate::{
    legal_form::legal_form_at,
    normal::fold,
    number::number,
    script,
    translit::latin,
    words::{self, Says},
};

/// Folded Latin words of a text.
pub(super) fn words_of(text: &str) -> Vec<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| if word.is_ascii() { word.to_owned() } else { latin(word).0 })
        .filter(|word| !word.is_empty())
        .collect()
}

/// More words than this single a body out, however common each is.
const FEW_WORDS: usize = 3;

/// Whether hundreds of bodies are called so: few words, each a number, a legal form, or common in names.
pub(super) fn says_little(text: &str) -> bool {
    if script::has_han(text) {
        // A unit ("第九设计部"), not a registered name.
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        return chars.len() < 2 || chars.first() == Some(&'第') && chars.len() < 8;
    }
    let folded = words_of(text);
    let all: Vec<&str> = folded.iter().map(String::as_str).collect();
    let (mut at, mut telling) = (0, 0);
    while let Some(word) = all.get(at) {
        if let Some(form) = legal_form_at(&all[at..]) {
            at += form.words.max(1);
            continue;
        }
        let says = words::common(word).map(|(says, _)| says);
        telling += usize::from(says != Some(Says::Function));
        let is_common = says.is_some() || number(word).is_some() || word.len() == 1;
        if !is_common && !UNITS.contains(word) {
            return false;
        }
        at += 1;
    }
    telling <= FEW_WORDS
}

/// Words of units that names of organisations seldom end with, so that the table of common words lacks them.
const UNITS: &[&str] = &[
    "department",
    "factory",
    "plant",
    "academy",
    "institute",
    "unit",
    "laboratory",
    "lab",
    "bureau",
    "section",
];

/// The strength of a part that is no acronym.
pub(super) fn of(text: &str) -> Strength {
    if says_little(text) {
        return Strength::Weak;
    }
    let is_word = !script::has_han(text) && words_of(text).len() <= 1;
    if is_word { Strength::Alone } else { Strength::Full }
}

/// Whether a single-word or acronym part is long enough to be looked for at all: two letters match anything.
pub(super) fn can_stand_alone(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() >= 3
}
