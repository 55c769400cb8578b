//! An item by a name alone: the item, its variants, or the nearest names that are known.

use crate::names::squeezed;
use crate::recognise::{Candidate, Context, Mention};
use crate::{Catalogue, Item};

/// What a query names.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution<'c> {
    /// One item.
    Item {
        /// The item, and why it is meant.
        candidate: Candidate<'c>,
        /// How many, when the query says so.
        quantity: Option<u32>,
        /// What was understood or passed over on the way.
        reasons: Vec<String>,
    },
    /// Several variants, and the query does not say which.
    Variants {
        /// What they share.
        name: String,
        /// Each of them, with why it may be meant.
        candidates: Vec<Candidate<'c>>,
        /// How many, when the query says so.
        quantity: Option<u32>,
        /// What was understood or passed over on the way.
        reasons: Vec<String>,
    },
    /// Nothing that is known: `no item is called H1000; nearest: H100, H100 NVL`.
    Unknown {
        /// The nearest known names, nearest first; empty when none is near.
        nearest: Vec<String>,
    },
}

/// Names shown when nothing fits.
const MOST_NEAREST: usize = 5;

/// Longer queries are no names.
const LONGEST: usize = 200;

impl Catalogue {
    /// The item that a query names. The query is taken to be a name, so short ambiguous names count.
    pub fn find(&self, query: &str) -> Resolution<'_> {
        let query: String = query.trim().chars().take(LONGEST).collect();
        let mentions = self.recognise(&query, Context::Item);
        if let Some(mention) = self.leading(mentions) {
            return resolution(mention);
        }
        let of_die = self.of_die(&query);
        match of_die.is_empty() {
            true => Resolution::Unknown { nearest: self.nearest_names(&query) },
            false => Resolution::Variants {
                name: query.clone(),
                candidates: of_die,
                quantity: None,
                reasons: vec![format!("{query} is a die or an architecture, not a product")],
            },
        }
    }

    /// The one mention a query is about: a server rather than the chips in it, else the longest.
    fn leading<'c>(&'c self, mentions: Vec<Mention<'c>>) -> Option<Mention<'c>> {
        let rank = |mention: &Mention<'_>| {
            let server = mention.candidates.iter().any(|candidate| matches!(candidate.item, Item::Server(_)));
            (server, mention.place.len())
        };
        let others: Vec<String> = mentions.iter().map(|mention| mention.name.clone()).collect();
        // Of equals the first.
        let mut leading = mentions.into_iter().rev().max_by_key(rank)?;
        leading.reasons.extend(
            others
                .into_iter()
                .filter(|name| *name != leading.name)
                .map(|name| format!("the query also names {name}")),
        );
        Some(leading)
    }

    /// The accelerators made of a die or an architecture: `GA100`, `Hopper`.
    fn of_die(&self, query: &str) -> Vec<Candidate<'_>> {
        let is_word = |word: &str| word.len() > 2 && word.eq_ignore_ascii_case(query);
        self.accelerators()
            .iter()
            .filter(|row| row.architecture.split_whitespace().any(is_word))
            .map(|row| Candidate {
                item: Item::Accelerator(row),
                reason: format!("made of {}", row.architecture),
            })
            .collect()
    }

    /// Known names that a few letters tell from the query, nearest first.
    fn nearest_names(&self, query: &str) -> Vec<String> {
        let folded: String = self.names().folder.fold(query).chars.iter().map(|c| c.c).collect();
        let folded = squeezed(&folded);
        let near = &self.names().near;
        near.names(near.without_vendor(&folded), MOST_NEAREST)
    }
}

fn resolution(mention: Mention<'_>) -> Resolution<'_> {
    let Mention { name, mut candidates, quantity, reasons, .. } = mention;
    match candidates.len() {
        1 => Resolution::Item { candidate: candidates.remove(0), quantity, reasons },
        _ => Resolution::Variants { name, candidates, quantity, reasons },
    }
}
