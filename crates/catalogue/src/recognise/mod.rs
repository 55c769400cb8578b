//! Names of chips and servers in a text, as people write them: where, which, how many, and how sure that is.

mod apart;
mod candidates;
mod scan;
mod weigh;

use crate::{Catalogue, Item};
use std::ops::Range;

/// What is known of a text before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Context {
    /// Nothing: a page, a letter, a register.
    #[default]
    Prose,
    /// It is about computing hardware: a tender for servers, an advert for cards.
    Goods,
    /// It names an item and little else: the item column of a table, a query.
    Item,
}

/// How sure it is that a mention means the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The letters are right, but nothing around them speaks of chips.
    Possible,
    /// It means it, or is a garbled form of it.
    Likely,
    /// It can mean nothing else.
    Certain,
}

/// One item that a mention may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<'c> {
    /// The item.
    pub item: Item<'c>,
    /// Why it may be meant.
    pub reason: String,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention<'c> {
    /// Where it stands, in bytes; memory size and form belong to it, a maker and a quantity do not.
    pub place: Range<usize>,
    /// The name it was recognised by, as the catalogue writes it.
    pub name: String,
    /// What it may mean: one item, or every variant that the text does not rule out. Never empty.
    pub candidates: Vec<Candidate<'c>>,
    /// How sure it is that the name means these.
    pub certainty: Certainty,
    /// How many are named beside it: `8*H800`, `H800x8`, `8卡H100`.
    pub quantity: Option<u32>,
    /// What made it more or less sure.
    pub reasons: Vec<String>,
}

/// Bytes that are folded at once; folded they take some twenty times as much.
const PIECE: usize = 1 << 20;

impl Catalogue {
    /// The mentions of chips and servers in a text, in order, none within another.
    ///
    /// Linear in the length of the text. What the text does not decide gives every variant as a candidate; a short
    /// name that is also something else is passed over unless the text speaks of computing hardware beside it.
    pub fn recognise(&self, text: &str, context: Context) -> Vec<Mention<'_>> {
        self.recognise_or_why(text, context).0
    }

    /// Whether a text names a maker, of chips and servers or of other things.
    pub(crate) fn names_a_maker(&self, text: &str) -> bool {
        let (_, clues) = self.scan(&self.names().folder.fold(text));
        clues.iter().any(|clue| clue.apart.is_some() || clue.vendor.is_some())
    }

    /// The mentions, and why names that look like one are another thing.
    pub(crate) fn recognise_or_why(&self, text: &str, context: Context) -> (Vec<Mention<'_>>, Vec<String>) {
        let (mut mentions, mut why) = (Vec::new(), Vec::new());
        // A part number takes what hangs on it, which may be the beginning of another.
        let mut end = 0;
        for (offset, piece) in pieces(text) {
            let folded = self.names().folder.fold(piece);
            let (raw, clues) = self.scan(&folded);
            mentions.extend(raw.iter().enumerate().filter_map(|(at, one)| {
                let neighbours = [at.checked_sub(1).and_then(|at| raw.get(at)), raw.get(at + 1)];
                let in_company = neighbours.into_iter().flatten().any(|other| self.keeps_company(one, other));
                let mut mention = match self.weigh(&folded, one, &clues, in_company, context) {
                    Ok(mention) => mention,
                    Err(reason) => {
                        why.extend(reason);
                        return None;
                    }
                };
                mention.place = mention.place.start + offset..mention.place.end + offset;
                if mention.place.start < end {
                    return None;
                }
                end = mention.place.end;
                Some(mention)
            }));
        }
        (mentions, why)
    }
}

/// The text in pieces that fit into memory when folded, cut behind a line where there is one.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let most = rest.floor_char_boundary(PIECE);
        let end =
            if most == rest.len() { most } else { rest[..most].rfind('\n').map_or(most, |line| line + 1) };
        let piece = (at, &rest[..end]);
        at += end;
        Some(piece)
    })
}
