//! What a spelling sounds like: one form for the habits of many transliterations, and the bare consonants.

use crate::table;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Anywhere,
    Start,
    End,
}

struct Rule {
    from: &'static str,
    to: &'static str,
    place: Place,
    before: &'static str,
}

/// The rules for spellings that begin with each byte.
static RULES: LazyLock<[Vec<Rule>; 256]> = LazyLock::new(|| {
    let mut rules = [const { Vec::new() }; 256];
    for row in table::rows(include_str!("../../../resources/text/sounds.csv")) {
        let [from, to, place, before] = row[..] else { continue };
        let place = match place {
            "start" => Place::Start,
            "end" => Place::End,
            _ => Place::Anywhere,
        };
        let Some(&first) = from.as_bytes().first() else { continue };
        rules[usize::from(first)].push(Rule { from, to, place, before });
    }
    for list in &mut rules {
        // The longest spelling wins, then the one that is bound to a place or to what follows.
        list.sort_by_key(|rule| {
            std::cmp::Reverse((rule.from.len(), rule.place != Place::Anywhere, !rule.before.is_empty()))
        });
    }
    rules
});

/// The sound of a word of ASCII letters: spellings of one sound made one, doubled letters made single.
pub fn sound(word: &str) -> String {
    let mut heard = Vec::with_capacity(word.len() + 4);
    let rules = &*RULES;
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        let at_start = rest.len() == word.len();
        let rule = rules[usize::from(*first)].iter().find(|rule| {
            let from = rule.from.as_bytes();
            rest.len() >= from.len()
                && rest.iter().zip(from).all(|(one, other)| one == other)
                && match rule.place {
                    Place::Anywhere => true,
                    Place::Start => at_start,
                    Place::End => from.len() == rest.len() && !at_start,
                }
                && (rule.before.is_empty()
                    || rest.get(from.len()).is_some_and(|next| rule.before.as_bytes().contains(next)))
        });
        let mut hear = |letter: u8| {
            if heard.last() != Some(&letter) || letter.is_ascii_digit() {
                heard.push(letter);
            }
        };
        match rule {
            Some(rule) => {
                rule.to.bytes().for_each(hear);
                rest = &rest[rule.from.len()..];
            }
            None => {
                if first.is_ascii() {
                    hear(*first);
                }
                rest = after;
            }
        }
    }
    String::from_utf8(heard).unwrap_or_default()
}

/// The consonants of a sound, those told apart by neither Arabic nor Hebrew made one; `v` is taken for the Arabic
/// letter that also writes `u` and left out, or taken for `f` when `v_is_f`.
pub fn skeleton(sound: &str, v_is_f: bool) -> String {
    let mut bare = String::with_capacity(sound.len());
    for (at, c) in sound.char_indices() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => continue,
            'v' if v_is_f => 'f',
            'v' => continue,
            'h' if at + 1 == sound.len() => continue,
            'p' => 'b',
            'z' | 'x' | 'c' => 's',
            'j' => 'g',
            other => other,
        };
        bare.push(c);
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound_meet() {
        for (one, other) in [
            ("wladimir", "vladimir"),
            ("sergej", "sergey"),
            ("nooristani", "nuristani"),
            ("hassan", "hasan"),
            ("philip", "filip"),
            ("schmidt", "shmidt"),
            ("xi", "si"),
            ("selenskyj", "selenskyy"),
        ] {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
    }

    #[test]
    fn arabic_consonants_meet_latin_names() {
        for (arabic, name) in
            [("hsyn", "hussein"), ("mwswy", "mousavi"), ("mhmd", "mohammed"), ("mshh", "moshe")]
        {
            assert_eq!(skeleton(&sound(arabic), false), skeleton(&sound(name), false), "{name}");
        }
    }
}
