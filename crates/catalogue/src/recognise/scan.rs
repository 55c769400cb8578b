//! A first walk along a text: every name in it, and every word that shows what it is about.

use crate::Catalogue;
use crate::fold::{Class, Folded};
use crate::names::{Apart, Entry, Meaning};
use crate::qualifier::{Qualifiers, quantity};
use crate::trie::Found;

/// A word of the trade or a maker, found on the way.
pub(super) struct Clue {
    pub(super) from: usize,
    pub(super) until: usize,
    /// The maker; `None` for a word of the trade.
    pub(super) vendor: Option<usize>,
    /// A spelling that says something only directly before a name.
    pub(super) weak: bool,
    /// What makes a name beside it that of another thing.
    pub(super) apart: Option<Apart>,
}

/// A name found on the way, before the text around it is weighed.
pub(super) struct Raw {
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) found: Vec<Found>,
}

impl Catalogue {
    /// Every name and every clue, by place.
    pub(super) fn scan(&self, text: &Folded) -> (Vec<Raw>, Vec<Clue>) {
        let names = self.names();
        let (mut raw, mut clues) = (Vec::new(), Vec::new());
        let (mut open, mut found) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < text.chars.len() {
            if !may_begin(text, at) {
                at += 1;
                continue;
            }
            found.clear();
            names.trie.walk(text, at, &mut open, &mut found);
            let entry = |found: &Found| names.entries.get(found.entry as usize);
            let is_clue = |found: &Found| {
                entry(found).is_some_and(|entry| {
                    matches!(
                        entry.meaning,
                        Meaning::Vendor { .. } | Meaning::Goods | Meaning::Word | Meaning::Apart(_)
                    )
                })
            };
            let name = found
                .iter()
                .filter(|found| {
                    !is_clue(found) && entry(found).is_some_and(|entry| ends_well(text, at, found, entry))
                })
                .max_by_key(|found| (found.until, std::cmp::Reverse(found.garbled)))
                .copied();
            let clue = found
                .iter()
                .filter(|found| is_clue(found) && found.garbled == 0 && word_ends(text, found.until))
                .max_by_key(|found| found.until)
                .copied();
            match (name, clue) {
                (Some(name), clue)
                    if clue.is_none_or(|clue| clue.until < name.until + usize::from(name.garbled == 0)) =>
                {
                    found.retain(|other| {
                        other.until == name.until && other.garbled == name.garbled && !is_clue(other)
                    });
                    raw.push(Raw { from: at, until: name.until, found: std::mem::take(&mut found) });
                    at = name.until;
                }
                (_, Some(clue)) => {
                    let (vendor, weak, apart) = match entry(&clue).map(|entry| entry.meaning) {
                        Some(Meaning::Vendor { at, weak }) => (Some(at), weak, None),
                        Some(Meaning::Word) => (None, true, None),
                        Some(Meaning::Apart(apart)) => (None, true, Some(apart)),
                        _ => (None, false, None),
                    };
                    clues.push(Clue { from: at, until: clue.until, vendor, weak, apart });
                    at = clue.until;
                }
                _ => at += 1,
            }
        }
        (raw, clues)
    }
}

/// Whether a name may begin here: not inside a code, unless a quantity is written onto it (`8xH800`, `Intelx8A100`).
fn may_begin(text: &Folded, at: usize) -> bool {
    match text.class(at) {
        Some(Class::Han) => return true,
        Some(Class::Digit | Class::Letter) => {}
        _ => return false,
    }
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    if !text.is_code(before) {
        return true;
    }
    let mut digits = before;
    if text.char(before) == Some('x') {
        // Digits, then x.
        while digits > 0 && before - digits < 8 && text.class(digits - 1) == Some(Class::Digit) {
            digits -= 1;
        }
        return digits < before && !text.is_code_before(digits);
    }
    if text.class(before) == Some(Class::Digit) && text.class(at) == Some(Class::Letter) {
        // x, then digits.
        while digits > 0 && before - digits < 4 && text.class(digits - 1) == Some(Class::Digit) {
            digits -= 1;
        }
        return digits > 0 && text.char(digits - 1) == Some('x') && text.char(at) != Some('x');
    }
    false
}

/// Whether a name can end here: before a quantity, a memory size or a plural, but not inside a longer code.
fn ends_well(text: &Folded, from: usize, found: &Found, entry: &Entry) -> bool {
    let until = found.until;
    if let Meaning::Design(_) = entry.meaning {
        return !text.is_code(until);
    }
    // 1.4090 and 4.5: parts of numbers.
    let before = from.checked_sub(1).and_then(|at| text.char(at));
    if before == Some('.') && from > 1 && text.class(from - 2) == Some(Class::Digit) {
        return false;
    }
    let ends_in_digit = text.class(until - 1) == Some(Class::Digit);
    if ends_in_digit && text.char(until) == Some('.') && text.class(until + 1) == Some(Class::Digit) {
        return false;
    }
    if entry.number && matches!(text.char(until), Some(',')) && text.class(until + 1) == Some(Class::Digit) {
        return false;
    }
    // `Gaudi 4` is no Gaudi: a lone figure behind a name without figures makes it another model.
    if !entry.figures
        && text.class(until) == Some(Class::Gap)
        && let Some((number, end)) = text.number(until + 1)
        && number < 20
        && !text.is_code(end)
        && quantity(text, from, until).is_none()
    {
        return false;
    }
    if !text.is_code(until) {
        return true;
    }
    let number_after = |at: usize| text.number(at).is_some_and(|(_, end)| !text.is_code(end));
    if text.char(until) == Some('x') && number_after(until + 1) {
        return true;
    }
    if plural(text, until) > until {
        return true;
    }
    // `MI300X192GB`: a letter, then a memory size.
    let mut memory = Qualifiers::default();
    !ends_in_digit && memory.after(text, until) > until && memory.memory.is_some()
}

/// A small s that makes a plural of a name ends it: `H100s`.
pub(super) fn plural(text: &Folded, until: usize) -> usize {
    let s = text.at(until).is_some_and(|c| c.c == 's' && !c.capital);
    if s && !text.is_code(until + 1) { until + 1 } else { until }
}

/// Whether a word of the trade ends here: Chinese words always do, others not inside a longer one.
fn word_ends(text: &Folded, until: usize) -> bool {
    text.class(until - 1) == Some(Class::Han)
        || text.class(until) != Some(Class::Letter)
        || text.class(until - 1) == Some(Class::Digit)
}
