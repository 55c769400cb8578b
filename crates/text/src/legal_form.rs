//! Legal forms of all countries: what follows a name only because the law wants it.

use crate::normal::fold;
use crate::skeleton::sound;
use crate::table::{self, Table};
use crate::translit::latin;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A legal form found in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LegalForm {
    /// The permanent name of the form in the table.
    pub form: &'static str,
    /// Limited, public, partnership, state...
    pub class: &'static str,
    /// How many words spell it.
    pub words: usize,
}

/// No legal form has more words than this.
pub const MOST_WORDS: usize = 7;

struct Forms {
    forms: Table<String, LegalForm>,
    /// The words that a form can begin with: most words cannot, and are passed over at once.
    starts: Table<String, ()>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let (mut forms, mut starts) = (Table::default(), Table::default());
    for row in table::rows(include_str!("../../../resources/text/legal_forms.csv")) {
        let [form, spellings, _, class] = row[..] else { continue };
        for spelling in spellings.split('|') {
            let words: Vec<String> = fold(spelling)
                .split([' ', '-', '.'])
                .map(|word| latin(word).0)
                .filter(|word| !word.is_empty())
                .collect();
            // S. A. is also written SA.
            for words in [words_joined(&words), words] {
                let found = LegalForm { form, class, words: words.len() };
                starts.extend(words.first().map(|first| (first.clone(), ())));
                forms.entry(words.join(" ")).or_insert(found);
            }
        }
    }
    Forms { forms, starts }
});

/// Forms of several long words by their sound: obshchestvo and obschestvo, ogranichennoi and ogranichennoy.
static BY_SOUND: LazyLock<Forms> = LazyLock::new(|| {
    let long =
        |text: &str| text.contains(' ') && text.split(' ').next().is_some_and(|word| word.len() >= LONG_WORD);
    // The order of a map must not decide which of two forms of one sound stands.
    let mut forms: BTreeMap<&String, &LegalForm> = BTreeMap::new();
    for (text, form) in &FORMS.forms {
        if long(text) {
            forms.insert(text, form);
        }
    }
    let first = |text: &String| text.split(' ').next().map(|word| (heard(word), ()));
    Forms {
        starts: forms.keys().filter_map(|text| first(text)).collect(),
        forms: forms.into_iter().rev().map(|(text, form)| (heard(text), *form)).collect(),
    }
});

/// A word of which the spelling varies with the system of transliteration.
const LONG_WORD: usize = 9;

/// The sound of each word; "oye" and "oe" are one ending.
fn heard(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(|word| sound(word).replace("oie", "oe")).collect();
    words.join(" ")
}

/// The words, neighbouring single letters made one.
fn words_joined(words: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut letters = false;
    for word in words {
        match joined.last_mut() {
            Some(last) if letters && word.len() == 1 => last.push_str(word),
            _ => joined.push(word.clone()),
        }
        letters = word.len() == 1;
    }
    joined
}

/// The longest legal form that begins at the first of these folded Latin words.
pub fn legal_form_at(words: &[&str]) -> Option<LegalForm> {
    let first = *words.first()?;
    if FORMS.starts.contains_key(first) {
        spelled(words).or_else(|| sounding(words))
    } else {
        sounding(words)
    }
}

/// The longest form that is spelled so.
fn spelled(words: &[&str]) -> Option<LegalForm> {
    let mut text = String::new();
    let mut best = None;
    for word in words.iter().take(MOST_WORDS) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        if let Some(form) = FORMS.forms.get(&text) {
            best = Some(*form);
        }
    }
    best
}

/// The longest form of long words that sounds so.
fn sounding(words: &[&str]) -> Option<LegalForm> {
    let first = words.first().filter(|first| words.len() > 1 && first.len() >= LONG_WORD)?;
    if !BY_SOUND.starts.contains_key(&heard(first)) {
        return None;
    }
    let longest = words.len().min(MOST_WORDS);
    (2..=longest).rev().find_map(|count| BY_SOUND.forms.get(&heard(&words[..count].join(" "))).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_found_in_any_language() {
        for (words, expect) in [
            ("open joint stock company gazprom", Some(("open joint stock", 4))),
            ("gmbh and co kg", Some(("gmbh co kg", 4))),
            ("sdn bhd", Some(("sdn bhd", 2))),
            ("societatea cu raspundere limitata", Some(("srl", 4))),
            ("otkrytoye aktsionernoye obschestvo", Some(("open joint stock", 3))),
            ("gazprom", None),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(legal_form_at(&words).map(|form| (form.form, form.words)), expect, "{words:?}");
        }
    }
}
