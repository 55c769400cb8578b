//! The evidence of two names in words.

use super::evidence::{Listener, Note};
use super::meet::How;
use super::view::{Aside, View};

/// Keeps what was weighed, in order.
#[derive(Default)]
pub(super) struct Told {
    notes: Vec<Note>,
}

impl Listener for Told {
    fn hear(&mut self, note: Note) {
        self.notes.push(note);
    }
}

impl Told {
    /// What was weighed, in words. `first_is_party` says whose side the first name is.
    pub fn words(&self, a: &View, b: &View, first_is_party: bool) -> String {
        let mut said: Vec<String> = Vec::new();
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for note in &self.notes {
            match note {
                Note::Met(pair) => {
                    let one = join(a, pair.a, pair.a_words);
                    let other = join(b, pair.b, pair.b_words);
                    let (one, other) = if first_is_party { (one, other) } else { (other, one) };
                    said.push(match pair.how {
                        How::Same | How::Joined => format!("\"{one}\" = \"{other}\""),
                        How::Spelled => format!("\"{one}\" is another spelling of \"{other}\""),
                        How::Consonants => format!("\"{one}\" has the consonants of \"{other}\""),
                        How::Short => format!("\"{one}\" and \"{other}\" are short and full form"),
                        How::Initial => format!("\"{one}\" and \"{other}\" share the initial"),
                        How::Slip => format!("\"{one}\" ≈ \"{other}\" (one typo)"),
                        How::Scrambled => format!("\"{one}\" has the letters of \"{other}\""),
                        How::TwoSlips => format!("\"{one}\" ≈ \"{other}\" (two typos)"),
                    });
                }
                Note::OnlyFirst(at) => first.push(join(a, *at as u8, 1)),
                Note::OnlySecond(at) => second.push(join(b, *at as u8, 1)),
                Note::Replaced => {}
                Note::Swapped => said.push("two parts change places".to_owned()),
                Note::JoinedOtherwise => said.push(format!("both are \"{}\"", a.str(a.joined))),
                Note::JoinedWithSlip => {
                    said.push(format!("\"{}\" ≈ \"{}\" (one typo)", a.str(a.joined), b.str(b.joined)));
                }
                Note::Acronym => said.push("one is the acronym of the other".to_owned()),
                Note::Backwards => said.push("one is the other backwards".to_owned()),
            }
        }
        let (party, list) = if first_is_party { (first, second) } else { (second, first) };
        let replaced = self.notes.iter().any(|note| matches!(note, Note::Replaced));
        match (party.is_empty(), list.is_empty()) {
            (false, false) if replaced => {
                said.push(format!("{} stands where the list has {}", quoted(&party), quoted(&list)));
            }
            _ => {
                if !party.is_empty() {
                    said.push(format!("{} only in the party's name", quoted(&party)));
                }
                if !list.is_empty() {
                    said.push(format!("{} only on the list", quoted(&list)));
                }
            }
        }
        if said.is_empty() {
            said.push("no word in common".to_owned());
        }
        said.extend(set_aside(a, b));
        said.join("; ")
    }
}

fn join(view: &View, start: u8, words: u8) -> String {
    let words: Vec<&str> = view
        .tokens
        .iter()
        .skip(usize::from(start))
        .take(usize::from(words))
        .map(|token| view.str(token.text))
        .collect();
    words.join(" ")
}

fn quoted(words: &[String]) -> String {
    format!("\"{}\"", words.join(" "))
}

/// The legal forms and titles that were not weighed.
fn set_aside(a: &View, b: &View) -> Option<String> {
    let mut legal: Vec<String> = Vec::new();
    for view in [a, b] {
        let words: Vec<&str> = view
            .aside
            .iter()
            .filter(|aside| aside.why == Aside::Legal)
            .map(|aside| view.str(aside.text))
            .collect();
        let words = words.join(" ");
        if !words.is_empty() && !legal.contains(&words) {
            legal.push(words);
        }
    }
    match legal.len() {
        0 => None,
        1 => Some(format!("{} is a legal form", legal[0])),
        _ => Some(format!("{} are legal forms", legal.join(" and "))),
    }
}
