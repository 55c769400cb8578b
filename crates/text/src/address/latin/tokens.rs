//! The words, numbers and signs of an address, and the country at its end.

use super::super::{
    Address,
    words::{Word, word},
};
use crate::{country, han::number::english_number, normal, script, translit};

/// One word, number or sign of an address.
pub(super) struct Token {
    pub(super) text: String,
    pub(super) says: Word,
    /// Which part between commas it stands in.
    pub(super) part: usize,
    pub(super) used: bool,
}

impl Token {
    pub(super) fn has_digit(&self) -> bool {
        self.text.bytes().any(|b| b.is_ascii_digit())
    }

    /// `15`, `a1`, `12a06`, `18-24`, `b`: what can number a house, block or room.
    pub(super) fn is_number(&self) -> bool {
        self.text.len() <= 14
            && self.ordinal_in_digits().is_none()
            && (self.has_digit() || self.text.len() == 1)
    }

    /// `3rd`, `12th`.
    pub(super) fn ordinal_in_digits(&self) -> Option<u32> {
        let ends_in_letters = self.text.ends_with(|c: char| c.is_ascii_alphabetic());
        if ends_in_letters && self.has_digit() { english_number(&self.text) } else { None }
    }

    pub(super) fn ordinal(&self) -> Option<u32> {
        self.ordinal_in_digits().or(self.says.ordinal)
    }

    /// `16/f`, `5f`, `12fl`, `3/floor`: a floor in one word.
    pub(super) fn floor(&self) -> Option<&str> {
        let body = ["/floor", "/fl", "/f", "fl", "f"].iter().find_map(|end| self.text.strip_suffix(end))?;
        let body = body.trim_end_matches('-');
        let fits = body == "g"
            || body == "lg"
            || body == "ug"
            || body.bytes().all(|b| b.is_ascii_digit()) && body.len() <= 3;
        (fits && !body.is_empty()).then_some(body)
    }
}

/// The words between spaces, commas and signs; letters of other scripts become Latin.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let folded = normal::fold(text);
    let mut tokens: Vec<Token> = Vec::new();
    let (mut current, mut part) = (String::new(), 0);
    let chars: Vec<char> = folded.chars().collect();
    for at in 0..=chars.len() {
        let c = chars.get(at).copied().unwrap_or(',');
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        if c.is_alphanumeric() {
            current.push(c);
            continue;
        }
        match c {
            '\'' | '’' | '‘' | '`' | 'ʼ' | '´' => continue,
            // 16/F, 18-24, N.T.: a stroke or hyphen at a number binds, a point between single letters.
            '-' | '/' | '–'
                if next.is_alphanumeric()
                    && !current.is_empty()
                    && binds(&current, next, &chars[at + 1..]) =>
            {
                current.push(if c == '–' { '-' } else { c });
                continue;
            }
            '.' if next.is_alphabetic()
                && is_initials(&current)
                && chars.get(at + 2).is_none_or(|c| !c.is_alphanumeric()) =>
            {
                continue;
            }
            _ => {}
        }
        push(&mut tokens, &mut current, part);
        if c == '#' {
            tokens.push(Token { text: "no".into(), says: word("no"), part, used: false });
        }
        if matches!(c, ',' | ';' | '(' | ')' | '|' | '\n' | '،' | '"')
            && tokens.last().is_some_and(|last| last.part == part)
        {
            part += 1;
        }
    }
    tokens
}

fn binds(current: &str, next: char, rest: &[char]) -> bool {
    let number = current.bytes().any(|b| b.is_ascii_digit());
    let short = current.chars().count() == 1;
    let word_follows = rest.iter().take_while(|c| c.is_alphabetic()).count() > 2;
    (number && !word_follows)
        || (short && (next.is_ascii_digit() || rest.iter().take_while(|c| c.is_alphanumeric()).count() == 1))
}

fn is_initials(current: &str) -> bool {
    !current.is_empty() && current.len() <= 3 && current.bytes().all(|b| b.is_ascii_alphabetic())
}

fn push(tokens: &mut Vec<Token>, current: &mut String, part: usize) {
    if current.is_empty() {
        return;
    }
    let text = std::mem::take(current);
    let text = if text.is_ascii() { text } else { other_script(&text) };
    // Rm1510 and No33 are two words, B12 is one.
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (head, tail) = text.split_at(letters);
    let says = word(head);
    let splits = letters >= 2
        && tail.starts_with(|c: char| c.is_ascii_digit())
        && (says.room || says.number || says.floor || says.building.is_some());
    if splits {
        tokens.push(Token { text: head.to_owned(), says, part, used: false });
        tokens.push(Token { text: tail.to_owned(), says: Word::default(), part, used: false });
    } else if !text.is_empty() {
        tokens.push(Token { says: word(&text), text, part, used: false });
    }
}

fn other_script(text: &str) -> String {
    // Cyrillic д. and кв. are read as written; other letters by their sound.
    if text.chars().any(|c| script::script_of(c).is_some_and(|script| script != script::Script::Latin)) {
        return translit::latin(text).0;
    }
    any_ascii::any_ascii(text)
        .to_lowercase()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '/'))
        .collect()
}

/// Country names that stand as parts of their own, from the end; a code of two letters only at the very end.
pub(super) fn countries(tokens: &mut [Token], address: &mut Address) {
    let mut end = tokens.len();
    let mut first = true;
    while end > 0 {
        let part = tokens[end - 1].part;
        let start = end - tokens[..end].iter().rev().take_while(|token| token.part == part).count();
        // A trailing number is a postcode: Minsk, 220114, Belarus and Belarus, 220114.
        let digits = tokens[start..end].iter().all(Token::has_digit);
        let words: Vec<&str> = tokens[start..end].iter().map(|token| token.text.as_str()).collect();
        let text = words.join(" ");
        let code = if text.len() == 2 && !first { None } else { country::code_of(&text) };
        let fits = |code: &&'static str| match address.country {
            None => true,
            Some(held) => {
                held == *code || held == "CN" && matches!(*code, "HK" | "MO" | "TW") || *code == "CN"
            }
        };
        match code.filter(fits) {
            Some(code) if start > 0 || text.len() > 2 => {
                address.told_country(code);
                tokens[start..end].iter_mut().for_each(|token| token.used = true);
            }
            _ if digits => {}
            _ => {
                // Kowloon Hong Kong; Beijing China: the country ends the part.
                let most = words.len().min(4);
                let tail = (1..most).find_map(|n| {
                    let text = words[words.len() - n..].join(" ");
                    (text.len() > 3)
                        .then(|| country::code_of(&text))
                        .flatten()
                        .filter(fits)
                        .map(|code| (n, code))
                });
                if let Some((n, code)) = tail {
                    address.told_country(code);
                    tokens[end - n..end].iter_mut().for_each(|token| token.used = true);
                }
                // Hong Kong also stands before the street.
                if !first {
                    break;
                }
            }
        }
        first = false;
        end = start;
    }
}

pub(super) fn is_name(token: &Token) -> bool {
    !token.used
        && !token.is_number()
        && token.ordinal_in_digits().is_none()
        && !token.says.number
        && !token.says.idle
}
