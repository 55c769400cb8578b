//! Korean and Japanese words of trade that are written together with the name: 삼성전자 is Samsung and electronics.

use crate::table;
use std::sync::LazyLock;

/// A piece of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The name, in its own script.
    Name(&'a str),
    /// A word of trade, in English: one or more words.
    English(&'static str),
    /// A legal form, in its own script.
    Legal(&'a str),
}

static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut words: Vec<_> = table::rows(include_str!("../../../resources/text/compounds.csv"))
        .filter(|row| row.len() == 2 && !row[0].is_empty())
        .map(|row| (row[0], row[1]))
        .collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
});

/// The pieces of a Korean or Japanese word: legal forms before and after, words of trade after the name.
pub fn pieces(word: &str) -> Vec<Piece<'_>> {
    let mut rest = word;
    let mut before = Vec::new();
    let mut after = Vec::new();
    while let Some((form, left)) = WORDS
        .iter()
        .filter(|(_, english)| *english == "-")
        .find_map(|(form, _)| Some((*form, rest.strip_prefix(form)?)))
    {
        before.push(Piece::Legal(&rest[..form.len()]));
        rest = left;
    }
    while let Some((left, english)) =
        WORDS.iter().find_map(|(form, english)| Some((rest.strip_suffix(form)?, *english)))
    {
        after.push(if english == "-" { Piece::Legal(&rest[left.len()..]) } else { Piece::English(english) });
        rest = left;
    }
    if !rest.is_empty() {
        before.push(Piece::Name(rest));
    }
    before.extend(after.into_iter().rev());
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_trade_come_off_the_name() {
        assert_eq!(
            pieces("삼성전자주식회사"),
            [Piece::Name("삼성"), Piece::English("electronics"), Piece::Legal("주식회사")]
        );
        assert_eq!(pieces("ソニーグループ"), [Piece::Name("ソニー"), Piece::English("group")]);
        assert_eq!(pieces("은행"), [Piece::English("bank")]);
    }
}
