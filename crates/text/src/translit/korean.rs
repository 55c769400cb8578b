//! Korean syllables: from Hangul to Latin, and the many Latin spellings of a syllable to one.

use crate::table::{self, Table};
use std::sync::LazyLock;

type Spelling = (&'static str, &'static str);

static HANGUL: LazyLock<Table<(&'static str, u32), Spelling>> = LazyLock::new(|| {
    table::rows(include_str!("../../../../resources/text/hangul.csv"))
        .filter(|row| row.len() == 4)
        .filter_map(|row| Some(((row[0], row[1].parse().ok()?), (row[2], row[3]))))
        .collect()
});

/// The parts of a syllable: part, spelling, one form, loose form.
static PARTS: LazyLock<Table<Spelling, Spelling>> = LazyLock::new(|| {
    table::rows(include_str!("../../../../resources/text/korean_spellings.csv"))
        .filter(|row| row.len() == 4)
        .map(|row| ((row[0], row[1]), (row[2], row[3])))
        .collect()
});

/// A Hangul syllable in the South's and in the North's spelling.
pub fn syllable(c: char) -> Option<(String, String)> {
    // The Unicode standard composes a syllable from 19 initials, 21 vowels and 28 finals.
    let place = u32::from(c).checked_sub(0xAC00).filter(|&place| place < 11_172)?;
    let parts = [("initial", place / 588), ("vowel", place / 28 % 21), ("final", place % 28)];
    let mut spelled = (String::new(), String::new());
    for part in parts {
        let (south, north) = HANGUL.get(&part)?;
        spelled.0.push_str(south);
        spelled.1.push_str(north);
    }
    Some(spelled)
}

/// A syllable in one spelling, and in the loose reading where passports write one vowel for two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syllable {
    /// As written.
    pub written: String,
    /// The form that all systems share.
    pub form: String,
    /// The same with the passport's vowel taken for the other one.
    pub loose: String,
}

/// The syllables of a Latin word, or `None` when it cannot be Korean. One word holds one or two syllables.
pub fn syllables(word: &str) -> Option<Vec<Syllable>> {
    if !(1..=12).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    read(word, 2)
}

fn read(word: &str, left: usize) -> Option<Vec<Syllable>> {
    if word.is_empty() {
        return Some(Vec::new());
    }
    if left == 0 {
        return None;
    }
    // The longest syllable first: Jongun is Jong-un.
    for end in (1..=word.len().min(7)).rev() {
        let Some(first) = one(&word[..end]) else { continue };
        if let Some(mut rest) = read(&word[end..], left - 1) {
            rest.insert(0, first);
            return Some(rest);
        }
    }
    None
}

fn one(text: &str) -> Option<Syllable> {
    let vowels = |c: char| "aeiouyw".contains(c);
    let start = text.find(vowels)?;
    let end = text[start..].find(|c| !vowels(c)).map_or(text.len(), |at| start + at);
    let part = |name: &'static str, spelling: &str| -> Option<Spelling> {
        if spelling.is_empty() {
            return Some(("", ""));
        }
        PARTS.get(&(name, spelling) as &(&str, &str)).copied()
    };
    let (initial, vowel, ending) =
        (part("initial", &text[..start])?, part("vowel", &text[start..end])?, part("final", &text[end..])?);
    let loose = if vowel.1.is_empty() { vowel.0 } else { vowel.1 };
    Some(Syllable {
        written: text.to_owned(),
        form: format!("{}{}{}", initial.0, vowel.0, ending.0),
        loose: format!("{}{}{}", initial.0, loose, ending.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn south_and_north_spell_one_syllable() {
        for (one, other) in
            [("jeong", "jong"), ("eun", "un"), ("cheol", "chol"), ("myeong", "myong"), ("gim", "kim")]
        {
            assert_eq!(syllables(one).unwrap()[0].form, syllables(other).unwrap()[0].form, "{one} {other}");
        }
        assert_eq!(syllables("jung").unwrap()[0].loose, syllables("jong").unwrap()[0].form);
        assert_eq!(syllables("jongun").unwrap().len(), 2);
        assert_eq!(syllables("vladimir"), None);
    }
}
