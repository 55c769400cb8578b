//! Words of any script in Latin letters, with a second reading where the language is unknown.

pub mod korean;

use crate::script::{Script, script_of};
use crate::table::{self, Table};
use std::sync::LazyLock;

type Letters = Table<&'static str, (&'static str, &'static str)>;

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    table::rows(include_str!("../../../../resources/text/letters.csv"))
        .filter(|row| row.len() == 4)
        .map(|row| (row[1], (row[2], row[3])))
        .collect()
});

/// A folded word in lower-case Latin letters and digits, and a second reading where it differs.
pub fn latin(word: &str) -> (String, Option<String>) {
    if word.is_ascii() {
        return (letters_only(word), None);
    }
    let mut first = String::with_capacity(word.len());
    let mut other = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let one = c.len_utf8();
        let two = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
        if let Some((reading, second)) = LETTERS.get(&rest[..two]).or_else(|| LETTERS.get(&rest[..one])) {
            // Two letters of a script without vowels are two sounds: כה is not the one sound kh.
            if matches!(reading, &"h") && !c.is_ascii() && script_of(c).is_some_and(Script::leaves_out_vowels)
            {
                for text in [&mut first, &mut other] {
                    if text.ends_with(['c', 'd', 'g', 'k', 'p', 's', 't', 'z']) {
                        text.push('a');
                    }
                }
            }
            first.push_str(reading);
            other.push_str(if second.is_empty() { reading } else { second });
            rest = &rest[if LETTERS.contains_key(&rest[..two]) { two } else { one }..];
            continue;
        }
        if let Some((south, north)) = korean::syllable(c) {
            first.push_str(&south);
            other.push_str(&north);
        } else {
            let floor = any_ascii::any_ascii(&rest[..one]);
            first.push_str(&floor);
            other.push_str(&floor);
        }
        rest = &rest[one..];
    }
    let (first, other) = (letters_only(&first), letters_only(&other));
    let other = (other != first).then_some(other);
    (first, other)
}

/// The script of a word: that of its first letter.
pub fn script_of_word(word: &str) -> Script {
    word.chars().find_map(script_of).unwrap_or(Script::Latin)
}

fn letters_only(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return text.to_owned();
    }
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_reaches_latin() {
        for (word, expect) in [
            ("путин", "putin"),
            ("сергей", "sergey"),
            ("обама", "obama"),
            ("μπαρακ", "barak"),
            ("محمد", "mhmd"),
            ("כהן", "kahn"),
            ("משה", "mshh"),
            ("ბარაკ", "barak"),
            ("բարակ", "barak"),
            ("김", "gim"),
            ("straße", "strasse"),
            ("日本", "riben"),
        ] {
            assert_eq!(latin(word).0, expect, "{word}");
        }
        assert_eq!(latin("김").1.as_deref(), Some("kim"));
    }
}
