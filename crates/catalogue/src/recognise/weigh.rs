//! How sure it is that a name means its item: what the text around it says for and against.

use super::apart::Place;
use super::scan::{Clue, Raw, plural};
use super::{Certainty, Context, Mention};
use crate::Catalogue;
use crate::fold::{Class, Folded};
use crate::names::{Ambiguous, Entry, Meaning};
use crate::qualifier::{Qualifiers, quantity};
use crate::trie::Found;

/// Characters before and after a name in which a word of the trade counts as context.
const NEAR: usize = 30;

/// Characters beside an ambiguous name in which a word can settle that it is the other thing.
const BESIDE: usize = 8;

/// What the text says of a name.
struct Signs {
    /// It is known to be about an item, or about hardware.
    context: Context,
    /// The maker whose name stands directly before.
    maker: Option<usize>,
    /// Words of the trade, or a name that is surely a chip, stand near.
    near: bool,
    /// A number of them is named.
    counted: bool,
    /// What is said beside it fits a variant.
    fits: bool,
    /// A part number.
    part_number: bool,
    /// A number alone, or a short name.
    weak: bool,
    /// A garbled form of the name.
    garbled: bool,
    /// Digits are in it.
    digits: bool,
    /// Capital letters are in it.
    capital: bool,
    /// It hangs on a longer code.
    attached: bool,
    /// What divides its first letter from the rest.
    apart: Option<char>,
}

impl Signs {
    /// Whether anything beside the letters speaks for it.
    fn speak(&self) -> bool {
        self.explicit() || self.beside() || self.counted
    }

    fn explicit(&self) -> bool {
        self.context == Context::Item
    }

    fn beside(&self) -> bool {
        self.maker.is_some() || self.near || self.fits
    }

    /// Whether so little speaks for it that it is passed over.
    fn are_too_few(&self) -> bool {
        let split = self.apart == Some(' ');
        self.garbled && !self.digits && !self.speak()
            || self.attached && self.weak && !self.speak()
            || split && !self.explicit() && (!(self.beside() || self.counted) || !self.capital)
    }

    /// Whether an ambiguous name is the other thing here; `other` when a word beside it says so.
    fn are_ambiguous(&self, other: bool) -> bool {
        let beside = self.beside() || self.counted && self.context == Context::Goods;
        !self.explicit() && (other || !beside || self.attached || self.garbled && !self.digits)
    }

    fn certainty(&self, ambiguous: bool) -> Certainty {
        let by_name = match (ambiguous, self.weak) {
            _ if self.explicit() || self.maker.is_some() || self.part_number => Certainty::Certain,
            (true, _) => Certainty::Likely,
            (false, true) if self.speak() => Certainty::Certain,
            (false, true) if self.context == Context::Goods => Certainty::Likely,
            (false, true) => Certainty::Possible,
            (false, false) => Certainty::Certain,
        };
        if self.apart.is_some() && !self.speak() {
            return Certainty::Possible;
        }
        match self.garbled || self.attached {
            true => by_name.min(if self.speak() { Certainty::Likely } else { Certainty::Possible }),
            false => by_name,
        }
    }
}

impl Catalogue {
    /// What a name means in this text.
    ///
    /// # Errors
    /// When it means nothing here, and why, where a word says so.
    pub(super) fn weigh(
        &self,
        text: &Folded,
        raw: &Raw,
        clues: &[Clue],
        in_company: bool,
        context: Context,
    ) -> Result<Mention<'_>, Option<String>> {
        let names = self.names();
        let entries: Vec<&Entry> =
            raw.found.iter().filter_map(|found| names.entries.get(found.entry as usize)).collect();
        let entry = *entries.first().ok_or(None)?;
        let found = raw.found.first().ok_or(None)?;
        let part_number = entries.iter().any(|entry| entry.part_number);

        let named_until = plural(text, raw.until);
        let mut said = Qualifiers::default();
        let mut until = named_until;
        if !part_number {
            until = said.after(text, named_until);
            said.before(text, raw.from);
        } else if matches!(entry.meaning, Meaning::Design(_)) {
            until = part_number_end(text, raw.until);
        }
        let quantity = quantity(text, raw.from, until);

        let maker = maker_before(clues, raw.from, text);
        if maker.is_none() && entry.number && is_sum(text, raw.from, raw.until) {
            return Err(None);
        }
        let mut reasons = Vec::new();
        let (mut candidates, fits) = self.candidates(text, &entries, &mut said, until, maker, &mut reasons);
        if !part_number {
            let near = near_clue(clues, raw.from, until);
            let place = Place { text, clues, from: raw.from, until, context, near };
            if let Some(why) = self.apart(&place, entry, &mut candidates) {
                return Err(Some(why));
            }
        }
        if raw.until != named_until {
            // `V100s` may be several V100 as well as one V100S.
            reasons.push("the s at the end is read as a plural".to_owned());
        }

        let written = text.chars.get(raw.from..raw.until).ok_or(None)?;
        let signs = Signs {
            context,
            maker,
            near: in_company || near_clue(clues, raw.from, until),
            counted: quantity.is_some(),
            fits,
            part_number,
            weak: entry.number || entry.length <= 4 && !part_number,
            garbled: found.garbled > 0 || written.iter().any(|c| c.lookalike),
            digits: written.iter().any(|c| c.class == Class::Digit),
            capital: written.iter().any(|c| c.capital),
            attached: attached(text, raw.from, until, maker.is_some()),
            apart: found.apart,
        };
        let ambiguous = entry.ambiguous.and_then(|at| names.ambiguous.get(at));
        if let Some(Ambiguous { also, unless }) = ambiguous {
            let other = unless.iter().any(|word| stands_beside(text, raw.from, until, word));
            if signs.are_ambiguous(other) {
                return Err(None);
            }
            reasons.push(format!("{} is also {also}", entry.name));
        }
        // A bracketed short name is a reference: `[S60]`.
        let bracketed = raw.from > 0 && text.char(raw.from - 1) == Some('[') && text.char(until) == Some(']');
        let reference = bracketed && signs.weak && !signs.explicit() && maker.is_none();
        if reference || signs.are_too_few() || candidates.is_empty() {
            return Err(None);
        }

        let certainty = signs.certainty(ambiguous.is_some());
        self.explain(&signs, &entry.name, certainty, &mut reasons);
        let name = match entry.meaning {
            Meaning::Family(at) => names.families.get(at).map(|family| family.name.clone()),
            _ if part_number => None,
            _ => candidates.first().map(|candidate| candidate.item.model().to_owned()),
        };
        let name = name.unwrap_or_else(|| entry.name.clone());
        Ok(Mention { place: text.place(raw.from, until), name, candidates, certainty, quantity, reasons })
    }

    /// What made it more or less sure.
    fn explain(&self, signs: &Signs, name: &str, certainty: Certainty, reasons: &mut Vec<String>) {
        if signs.garbled {
            reasons.push(format!("garbled form of {name}"));
        }
        if signs.attached {
            reasons.push("it is part of a longer code".to_owned());
        }
        match (signs.maker, signs.near) {
            (Some(vendor), _) => {
                let vendor = self.names().vendors.get(vendor).map_or("", String::as_str);
                reasons.push(format!("written after {vendor}"));
            }
            (None, true) => reasons.push("words of the trade stand near".to_owned()),
            (None, false) if certainty == Certainty::Possible => {
                reasons.push("nothing near it speaks of chips".to_owned());
            }
            (None, false) => {}
        }
    }

    /// Whether a name stands near another that is a chip's and hardly anything else's: `A100 and H100`.
    pub(super) fn keeps_company(&self, raw: &Raw, other: &Raw) -> bool {
        let near = raw.from <= other.until + NEAR && other.from <= raw.until + NEAR;
        let clear = |found: &Found| {
            let entry = self.names().entries.get(found.entry as usize);
            let plain = found.garbled == 0 && found.apart.is_none();
            plain && entry.is_some_and(|entry| entry.figures && entry.ambiguous.is_none() && !entry.number)
        };
        near && other.found.iter().any(clear)
    }
}

/// To the end of a part number that begins with a known design.
fn part_number_end(text: &Folded, until: usize) -> usize {
    let mut end = until;
    while end < until + 24 && (text.is_code(end) || text.char(end) == Some('-') && text.is_code(end + 1)) {
        end += 1;
    }
    end
}

/// The maker whose name stands directly before.
pub(super) fn maker_before(clues: &[Clue], from: usize, text: &Folded) -> Option<usize> {
    let before = clues.partition_point(|clue| clue.until <= from);
    let clue = clues.get(before.checked_sub(1)?)?;
    let divided = (clue.until..from).all(|at| {
        matches!(text.class(at), Some(Class::Gap))
            || matches!(text.char(at), Some('(' | ')' | '（' | '）' | '/' | ':' | '：'))
    });
    clue.vendor.filter(|_| divided && from - clue.until <= 3)
}

/// Whether a word of the trade, or a maker that is nothing else, stands near.
fn near_clue(clues: &[Clue], from: usize, until: usize) -> bool {
    let first = clues.partition_point(|clue| clue.until + NEAR < from);
    clues[first..].iter().take_while(|clue| clue.from <= until + NEAR).any(|clue| !clue.weak)
}

/// Whether a letter or digit of an unknown code hangs on the name by a hyphen or a low line.
/// A maker's name is no code.
fn attached(text: &Folded, from: usize, until: usize, after_maker: bool) -> bool {
    let binds = |at: usize| matches!(text.char(at), Some('-' | '_'));
    let before = !after_maker && from >= 2 && binds(from - 1) && text.is_code(from - 2);
    // A word is no code: `H200-class`.
    let word = (until + 1..until + 5).all(|at| text.class(at) == Some(Class::Letter));
    let after = binds(until) && text.is_code(until + 1) && !word;
    before || after
}

/// Whether a number is a sum of money or a share: `4090元`, `¥4090`, `4090%`.
fn is_sum(text: &Folded, from: usize, until: usize) -> bool {
    let before = from.checked_sub(1).and_then(|at| text.char(at));
    matches!(text.char(until), Some('元' | '万' | '%' | '￥' | '年' | '人' | '号'))
        || matches!(before, Some('¥' | '￥' | '$' | '€' | '#' | '第'))
}

/// Whether `word` begins in the few characters after, or ends in the few before.
fn stands_beside(text: &Folded, from: usize, until: usize, word: &str) -> bool {
    let length = word.chars().count();
    let first = from.saturating_sub(BESIDE + length);
    (first..from.saturating_sub(length.saturating_sub(1)))
        .chain(until..until + BESIDE)
        .any(|at| text.starts_with(at, word))
}
