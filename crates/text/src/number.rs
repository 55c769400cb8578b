//! Numbers in names: digits, ordinals, number words, Roman numerals.

use crate::table::{self, Table};
use std::sync::LazyLock;

/// How a number was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// In digits: 14, 3rd.
    Digits,
    /// In words: three, third.
    Words,
    /// As a Roman numeral: XIV. A single letter may as well be an initial.
    Roman,
}

static WORDS: LazyLock<Table<&'static str, (u32, Written)>> = LazyLock::new(|| {
    table::rows(include_str!("../../../resources/text/number_words.csv"))
        .filter(|row| row.len() == 3)
        .filter_map(|row| {
            let written = if row[2] == "roman" { Written::Roman } else { Written::Words };
            Some((row[0], (row[1].parse().ok()?, written)))
        })
        .collect()
});

/// The number that a folded Latin word writes.
pub fn number(word: &str) -> Option<(u32, Written)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let ending = word.get(digits..)?;
        if !matches!(ending, "" | "st" | "nd" | "rd" | "th" | "ya" | "y" | "i" | "oy") || digits > 9 {
            return None;
        }
        return Some((word.get(..digits)?.parse().ok()?, Written::Digits));
    }
    WORDS.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_written() {
        for (word, expect) in [
            ("14", Some(14)),
            ("3rd", Some(3)),
            ("three", Some(3)),
            ("viii", Some(8)),
            ("007", Some(7)),
            ("3com", None),
            ("gazprom", None),
            ("99999999999", None),
        ] {
            assert_eq!(number(word).map(|(value, _)| value), expect, "{word}");
        }
    }
}
