//! Chinese text: simplified form, readings, numbers, and the words that names are made of.

pub mod brand;
pub mod english;
pub mod number;
pub mod reading;
pub mod vocabulary;

pub use vocabulary::{Class, Rendering, Vocabulary, Word, is_common_in_pinyin, vocabulary};

use unicode_normalization::UnicodeNormalization;

/// Whether `c` is a Chinese character (also Japanese kanji).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇' | '々')
}

/// Whether `text` holds a Chinese character.
pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// `text` in simplified characters, compatibility forms folded, in lower case: `華為技術（香港）` is `华为技术(香港)`.
///
/// Always towards simplified: many traditional characters share one simplified form, never the other way.
pub fn simplify(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    if !has_han(&folded) {
        return folded;
    }
    let simple = zhconv::zhconv(&folded, zhconv::Variant::ZhHans);
    simple.chars().map(shinjitai).collect()
}

/// The simplified Chinese character for a Japanese new form that the Chinese tables do not hold.
fn shinjitai(c: char) -> char {
    use std::collections::HashMap;
    use std::sync::OnceLock;
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("../../../../resources/zh/shinjitai.csv"))
            .filter_map(|row| Some((row.first()?.chars().next()?, row.get(1)?.chars().next()?)))
            .collect()
    });
    table.get(&c).copied().unwrap_or(c)
}

/// The rows of a table of ours: comment lines and the header are left out, fields hold no commas.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split(',').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::simplify;

    #[test]
    fn every_variant_of_a_character_becomes_the_simplified_one() {
        for (input, expect) in [
            ("華為技術有限公司", "华为技术有限公司"),
            ("電科14所", "电科14所"),
            ("ＨＵＡＷＥＩ（北京）", "huawei(北京)"),
            ("昆山", "昆山"),
            ("東芝電気", "东芝电气"),
            ("Gulf Parts", "gulf parts"),
        ] {
            assert_eq!(simplify(input), expect);
        }
    }
}
