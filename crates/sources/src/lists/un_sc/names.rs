//! The names in one element: several between semicolons, and another script in brackets behind.

use chokepoint_text::script::{Script, script_of};

/// `A; B` is two names; `A (original script: B)` and `B (A; C)`, of which B is in another script, are one each. A
/// bracket in the script of the name before it stays: `MODERN INDUSTRIES TECHNIQUE COMPANY (MITEC)`.
pub(super) fn names_of(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in split(text, ';') {
        let mut groups = split(&part, '(').into_iter();
        let mut name = groups.next().unwrap_or_default();
        let mut others = Vec::new();
        for group in groups {
            let inside = group.trim().trim_end_matches(')');
            let bare = inside.replace("original script:", "").replace("(original script", "");
            if !name.trim().is_empty() && is_latin(&name) != is_latin(&bare) {
                others.extend(
                    bare.split(';').map(|other| other.trim().trim_end_matches(')').trim().to_owned()),
                );
            } else {
                name.push('(');
                name.push_str(&group);
            }
        }
        names.push(name.trim().to_owned());
        names.append(&mut others);
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The name that a note gives behind its last colon in another script: `In Arabic: ...`.
pub(super) fn name_in_note(note: &str) -> Option<&str> {
    let (_, name) = note.rsplit_once(':')?;
    let name = name.trim().trim_end_matches('.');
    let is_foreign = !name.is_empty()
        && name.chars().filter(|c| c.is_alphabetic()).all(|c| script_of(c) != Some(Script::Latin));
    (is_foreign && name.chars().any(char::is_alphabetic)).then_some(name)
}

/// The parts before, between and behind each `mark` that stands in no bracket; an opening bracket may be the mark.
fn split(text: &str, mark: char) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_i32);
    for letter in text.chars() {
        if letter == mark && depth <= 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    parts
}

/// Whether every letter is Latin.
fn is_latin(text: &str) -> bool {
    text.chars().filter_map(script_of).all(|script| script == Script::Latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(names_of(text), expect, "{text}");
    }

    #[test]
    fn every_name_in_an_element_is_one() {
        check("Ruslan Ormanov", &["Ruslan Ormanov"]);
        check("Azim Narin; Azeem Narin", &["Azim Narin", "Azeem Narin"]);
        check("Ormanov (original script: Орманов)", &["Ormanov", "Орманов"]);
        check("نرگس (Narges; Nargis)", &["نرگس", "Narges", "Nargis"]);
        check("PLAINS TRADING (PT)", &["PLAINS TRADING (PT)"]);
        check("PLAINS TRADING (PT) ; HILLS TRADING (HT)", &["PLAINS TRADING (PT)", "HILLS TRADING (HT)"]);
        check("Narges (NGS) (نرگس (original script); Nargis)", &["Narges (NGS)", "نرگس", "Nargis"]);
        check("PLAINS (PT) TRADING", &["PLAINS (PT) TRADING"]);
        check("(Sheikh) Narin", &["(Sheikh) Narin"]);
        check(" ; ", &[]);
        check("((((", &["(((("]);
    }

    #[test]
    fn a_note_may_hold_a_name_in_another_script() {
        assert_eq!(name_in_note("in Arabic script: نرگس"), Some("نرگس"));
        assert_eq!(name_in_note("Passport number: 123"), None);
        assert_eq!(name_in_note("Nationality: Egypt."), None);
    }
}
