//! Names that look like a data-centre part and are another thing: a laptop's, a telephone's, a code of another maker.

use super::Candidate;
use super::scan::Clue;
use super::weigh::maker_before;
use crate::fold::{Class, Folded};
use crate::names::{Apart, Entry};
use crate::{Catalogue, Context, Item};

/// Characters that may stand between a maker of other things and a code of its own: `Canon EOS Kiss R100`.
const BETWEEN: usize = 12;

/// Letters and digits of a code that any maker may print. Longer names are a chip's alone: `RTX 4090` of Galaxy is one.
const SHORT: usize = 5;

/// Where a name stands, and what stands around it.
pub(super) struct Place<'t> {
    pub(super) text: &'t Folded,
    pub(super) clues: &'t [Clue],
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) context: Context,
    /// Whether words of the trade stand near.
    pub(super) near: bool,
}

impl Catalogue {
    /// Why a name is not that of the candidates here; leaves the candidates that it may be.
    pub(super) fn apart(
        &self,
        place: &Place<'_>,
        entry: &Entry,
        candidates: &mut Vec<Candidate<'_>>,
    ) -> Option<String> {
        let name = &entry.name;
        if let Some(word) = place.laptop() {
            candidates.retain(|candidate| is_called(&candidate.item, &word));
            if candidates.is_empty() {
                return Some(format!("\"{word}\" makes it the part in a portable computer, not the {name}"));
            }
        }
        let maker = maker_before(place.clues, place.from, place.text);
        if let Some(at) = maker.filter(|_| place.gap_before()) {
            let names = self.names();
            let vendor = names.vendors.get(at)?;
            let is_chip = |candidate: &Candidate<'_>| matches!(candidate.item, Item::Accelerator(_));
            let of_others = candidates.iter().all(|one| is_chip(one) && one.item.vendor() != vendor);
            if of_others && names.only_own.get(at) == Some(&true) && !candidates.is_empty() {
                let others = candidates.first().map_or("", |candidate| candidate.item.vendor());
                return Some(format!(
                    "{name} is a chip of {others}, and no {name} of {vendor} is in the catalogue"
                ));
            }
        }
        if entry.length > SHORT && !entry.number || maker.is_some() {
            return None;
        }
        let word = place.other_thing()?;
        Some(format!("\"{word}\" makes {name} another thing than the chip of that name"))
    }
}

impl Place<'_> {
    /// The word that says that it is the part in a portable computer.
    fn laptop(&self) -> Option<String> {
        let clue = self.clues.iter().find(|clue| {
            clue.apart == Some(Apart::Laptop)
                && (self.context == Context::Item || self.distance(clue) <= BETWEEN)
        })?;
        Some(self.written(clue))
    }

    /// The word that says that the code is that of another thing.
    fn other_thing(&self) -> Option<String> {
        let decides = |clue: &&Clue| match clue.apart {
            // `Galaxy A100`, `Canon EOS R100`: what stands between are words of the same name.
            Some(Apart::Maker) if clue.until <= self.from && self.is_one_name(clue) => true,
            Some(Apart::Goods) if clue.from >= self.until && self.distance(clue) <= 1 && !self.near => true,
            Some(Apart::Maker | Apart::Goods) => self.context == Context::Item && !self.near,
            Some(Apart::Laptop) | None => false,
        };
        self.clues.iter().find(decides).map(|clue| self.written(clue))
    }

    fn is_one_name(&self, clue: &Clue) -> bool {
        let between = clue.until..self.from;
        let words =
            |at: usize| matches!(self.text.class(at), Some(Class::Letter | Class::Digit | Class::Gap));
        between.len() <= BETWEEN
            && between.clone().all(words)
            && !self.clues.iter().any(|other| other.apart.is_none() && between.contains(&other.from))
    }

    /// Whether nothing but a gap stands before the name.
    fn gap_before(&self) -> bool {
        self.from.checked_sub(1).is_some_and(|at| self.text.class(at) != Some(Class::Other))
    }

    fn distance(&self, clue: &Clue) -> usize {
        self.from.saturating_sub(clue.until) + clue.from.saturating_sub(self.until)
    }

    fn written(&self, clue: &Clue) -> String {
        self.text.chars[clue.from..clue.until].iter().map(|c| c.c).collect()
    }
}

/// Whether an item has the word in one of its own names.
fn is_called(item: &Item<'_>, word: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let word = plain(word);
    let has = |name: &str| plain(name).contains(&word);
    match item {
        Item::Accelerator(row) => has(&row.model) || row.aliases.iter().any(|alias| has(alias)),
        Item::Server(row) => has(&row.model),
    }
}
