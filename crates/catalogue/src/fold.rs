//! A text as it is searched: one form for full width, case, look-alikes and Chinese variants, each character with
//! its place in the text as written.

use std::collections::BTreeMap;
use std::ops::Range;

/// What a character is for the reading of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// 0 to 9.
    Digit,
    /// A letter of an alphabet.
    Letter,
    /// A Chinese character.
    Han,
    /// Space, hyphen, low line: what may stand inside a name.
    Gap,
    /// Everything else.
    Other,
}

/// One character in its folded form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Char {
    pub(crate) c: char,
    pub(crate) class: Class,
    /// Written as a capital letter.
    pub(crate) capital: bool,
    /// Written with a letter of another script that looks the same.
    pub(crate) lookalike: bool,
    start: usize,
    end: usize,
}

/// A folded text.
pub(crate) struct Folded {
    pub(crate) chars: Vec<Char>,
}

/// Which characters stand for which others.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// The other character, and whether it only looks the same.
    map: BTreeMap<char, (char, bool)>,
}

impl Folder {
    /// From the rows of `characters.csv`: kind, from, to.
    pub(crate) fn new(rows: &[(u64, Vec<String>)]) -> Self {
        let map = rows.iter().filter_map(|(_, row)| {
            let [kind, from, to] = row.as_slice() else {
                return None;
            };
            Some((from.chars().next()?, (to.chars().next()?, kind == "lookalike")))
        });
        Self { map: map.collect() }
    }

    /// The folded text. Characters without width are left out.
    pub(crate) fn fold(&self, text: &str) -> Folded {
        let mut chars = Vec::with_capacity(text.len());
        for (start, written) in text.char_indices() {
            let end = start + written.len_utf8();
            if written.is_ascii() {
                let c = written.to_ascii_lowercase();
                let capital = written.is_ascii_uppercase();
                chars.push(Char { c, class: class_of_ascii(c), capital, lookalike: false, start, end });
                continue;
            }
            let (c, lookalike) = match written {
                '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '®' | '™' | '©' => {
                    continue;
                }
                // Full-width forms stand at a fixed distance from ASCII.
                '\u{FF01}'..='\u{FF5E}' => (
                    char::from_u32(u32::from(written) - 0xFEE0).unwrap_or(written).to_ascii_lowercase(),
                    false,
                ),
                '×' | '✕' | '✖' | '╳' => ('x', false),
                '‐' | '‑' | '‒' | '–' | '—' | '−' => ('-', false),
                _ if written.is_whitespace() => (' ', false),
                _ => match self.map.get(&written) {
                    Some(&(c, lookalike)) => (c, lookalike),
                    None => (written, false),
                },
            };
            let capital = written.is_uppercase();
            let class = if c.is_ascii() { class_of_ascii(c) } else { class_of(c) };
            chars.push(Char { c, class, capital, lookalike, start, end });
        }
        Folded { chars }
    }
}

impl Folded {
    pub(crate) fn at(&self, at: usize) -> Option<&Char> {
        self.chars.get(at)
    }

    pub(crate) fn class(&self, at: usize) -> Option<Class> {
        self.chars.get(at).map(|c| c.class)
    }

    pub(crate) fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|c| c.c)
    }

    /// Whether a letter or digit stands here.
    pub(crate) fn is_code(&self, at: usize) -> bool {
        matches!(self.class(at), Some(Class::Digit | Class::Letter))
    }

    /// Whether a letter or digit stands before here.
    pub(crate) fn is_code_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_code(before))
    }

    /// Whether `word` stands here.
    pub(crate) fn starts_with(&self, at: usize, word: &str) -> bool {
        let mut at = at;
        word.chars().all(|c| {
            at += 1;
            self.char(at - 1) == Some(c)
        })
    }

    /// The number in digits that begins here, and where it ends. More than seven digits are no quantity.
    pub(crate) fn number(&self, at: usize) -> Option<(u32, usize)> {
        let mut end = at;
        let mut value = 0_u32;
        while let Some(digit) = self.char(end).and_then(|c| c.to_digit(10)) {
            value = value.checked_mul(10)?.checked_add(digit)?;
            end += 1;
            if end - at > 7 {
                return None;
            }
        }
        (end > at).then_some((value, end))
    }

    /// Where characters stand in the text as written.
    pub(crate) fn place(&self, from: usize, until: usize) -> Range<usize> {
        let start = self.chars.get(from).map_or(0, |c| c.start);
        let end = until.checked_sub(1).and_then(|last| self.chars.get(last)).map_or(start, |c| c.end);
        start..end.max(start)
    }
}

const fn class_of_ascii(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        'a'..='z' => Class::Letter,
        ' ' | '\t' | '-' | '_' => Class::Gap,
        _ => Class::Other,
    }
}

fn class_of(c: char) -> Class {
    match c {
        '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '〇' => Class::Han,
        _ if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let rows = [("lookalike", "А", "a"), ("variant", "騰", "腾")]
            .map(|(kind, from, to)| (0, vec![kind.to_owned(), from.to_owned(), to.to_owned()]));
        let folded: String = Folder::new(&rows).fold(text).chars.iter().map(|c| c.c).collect();
        assert_eq!(folded, expect);
    }

    #[test]
    fn one_name_has_one_form() {
        check("Ａ１００", "a100");
        check("А100", "a100");
        check("H\u{200B}100\u{A0}80GB", "h100 80gb");
        check("昇騰910B × 8", "昇腾910b x 8");
        check("曦云®C500", "曦云c500");
    }
}
