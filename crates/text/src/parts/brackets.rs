//! Brackets: where they end, and what their content is to the name outside.

use super::{
    markers::{Side, is_qualifier},
    strength::{says_little, words_of},
};
use crate::{legal_form::legal_form_at, script::has_han};

/// What the content of a bracket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Part of the name: `Shengli (Shanghai) Co., Ltd.`
    Inline,
    /// What kind of party it is, or the first word again: no name and no part of one.
    Qualifier,
    /// The acronym of the name before it.
    Acronym,
    /// A name.
    Name,
}

/// The content of the bracket that opens at byte `at`, and the byte after it; one that never closes ends with the text.
pub(super) fn content(text: &str, at: usize) -> Option<(&str, usize)> {
    let mut depth = 0_usize;
    let rest = text.get(at..)?;
    let opening = rest.chars().next().filter(|c| is_opening(*c))?;
    for (offset, c) in rest.char_indices() {
        if is_opening(c) {
            depth += 1;
        } else if is_closing(c) {
            depth -= 1;
            if depth == 0 {
                let end = at + offset;
                return Some((text.get(at + opening.len_utf8()..end)?, end + c.len_utf8()));
            }
        }
    }
    Some((text.get(at + opening.len_utf8()..)?, text.len()))
}

pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［' | '【' | '〔')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '〕')
}

/// What a bracket's content is to the name `outside`, which stands before it; `after` follows it.
pub(super) fn judge(content: &str, outside: &str, after: &str, side: Side) -> Content {
    let words = words_of(content);
    if words.is_empty() {
        return Content::Qualifier;
    }
    let ends_the_name = after.chars().all(|c| !c.is_alphanumeric())
        || after
            .trim_start()
            .starts_with(|c: char| is_opening(c) || matches!(c, ',' | ';' | '；' | '.' | '\''));
    if is_qualifier(content) {
        // "(PRC entity)" at the end says what it is; "(HK)" before a legal form belongs to the name.
        let is_kind = super::markers::ends_in_qualifier(&content.trim().to_lowercase());
        return if is_kind && ends_the_name { Content::Qualifier } else { Content::Inline };
    }
    let repeated = words_of(outside);
    if ends_the_name && words.iter().all(|word| repeated.contains(word)) {
        return Content::Qualifier;
    }
    if is_legal_form(content) {
        return Content::Inline;
    }
    if is_acronym(content, outside) {
        // In the middle it abbreviates what is before it, the parent of what is named: (CASC) 9th Academy.
        let ends_the_name = ends_the_name || is_legal_form(after);
        return if ends_the_name && !is_of_the_parent(content, outside) {
            Content::Acronym
        } else {
            Content::Qualifier
        };
    }
    let (has_han, outside_has_han) = (has_han(content), has_han(outside));
    // "中科曙光 (Sugon)", "Sugon (中科曙光)": the same name in another script.
    let translates = has_han != outside_has_han && !outside.trim().is_empty();
    let is_long = if has_han {
        ORGANISATIONS.iter().any(|end| content.trim().ends_with(end))
    } else {
        words.len() >= 2
    };
    if says_little(content) || is_lower_case(content) || !is_long && !translates {
        return Content::Inline;
    }
    if ends_the_name || side == Side::Customer { Content::Name } else { Content::Inline }
}

/// Whether the text is a legal form and nothing else.
fn is_legal_form(text: &str) -> bool {
    let words = words_of(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    legal_form_at(&words).is_some_and(|form| form.words == words.len())
}

/// How Chinese names of organisations end; other Chinese in brackets is a place, a form or a unit.
const ORGANISATIONS: &[&str] = &["公司", "厂", "院", "所", "大学", "集团", "中心", "局", "银行", "学校"];

/// A description rather than a name: "(reshenie o likvidatsii)", "(excluding units 1 and 2)".
pub(super) fn is_lower_case(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Whether the content abbreviates the name: capitals in a name that is not all capitals, or letters that the words of
/// the name have in this order, beginning with a first letter, from two words at least.
fn is_acronym(content: &str, outside: &str) -> bool {
    let content = content.trim();
    let letters: Vec<char> = content.chars().filter(|c| c.is_alphabetic()).collect();
    let compact = content.chars().filter(|c| !matches!(c, '.' | '-' | ' ' | '&')).count();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let is_short = (2..=10).contains(&compact) && letters.len() >= 2 && letters.iter().all(char::is_ascii);
    if !is_short || capitals * 2 < letters.len() || content.split_whitespace().count() > 2 {
        return false;
    }
    let outside_is_capitals = !outside.chars().any(char::is_lowercase);
    if !outside_is_capitals && capitals == letters.len() && !content.contains(' ') {
        return true;
    }
    abbreviates(&letters, outside)
}

/// "10th Research Institute of the Quarry Corp (QC)": the letters are the parent's, or the number would be with them.
fn is_of_the_parent(content: &str, outside: &str) -> bool {
    let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    has_digit(outside) && !has_digit(content)
}

fn abbreviates(letters: &[char], outside: &str) -> bool {
    let (mut next, mut initials) = (0, 0);
    for word in outside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        for (at, c) in word.chars().enumerate() {
            let Some(wanted) = letters.get(next) else { break };
            // A word is entered by its first letter only.
            if at == 0 && !c.eq_ignore_ascii_case(wanted) {
                break;
            }
            if c.eq_ignore_ascii_case(wanted) {
                next += 1;
                initials += usize::from(at == 0);
            }
        }
    }
    next == letters.len() && initials >= 2
}
