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
    /// A server of a known line, of which the catalogue does not say what it holds: `PowerEdge R760`.
    ServerLine {
        /// The maker.
        vendor: String,
        /// The server, as it is written.
        name: String,
    },
    /// Nothing that is known: `no item is called H1000; nearest: H100, H100 NVL`.
    Unknown {
        /// Why a name in it is that of another thing; empty when it holds no such name.
        why: String,
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
        let (mentions, why) = self.recognise_or_why(&query, Context::Item);
        if let Some(mention) = self.leading(mentions) {
            return resolution(mention);
        }
        if let Some(why) = why.into_iter().next() {
            return Resolution::Unknown { why, nearest: Vec::new() };
        }
        if let Some((vendor, name)) = self.server_line(&query) {
            return Resolution::ServerLine { vendor, name };
        }
        let of_die = self.of_die(&query);
        match of_die.is_empty() {
            true => Resolution::Unknown { why: String::new(), nearest: self.nearest_names(&query) },
            false => Resolution::Variants {
                name: query.clone(),
                candidates: of_die,
                quantity: None,
                reasons: vec![format!("{query} is a die or an architecture, not a product")],
            },
        }
    }

    /// The item that a query names when its maker stands apart, in a column of its own: a code of another maker is
    /// another thing.
    pub fn find_of(&self, maker: &str, query: &str) -> Resolution<'_> {
        match self.names_a_maker(maker) && !query.to_lowercase().contains(&maker.trim().to_lowercase()) {
            true => self.find(&format!("{} {}", maker.trim(), query.trim())),
            false => self.find(query),
        }
    }

    /// The maker and the name of a server that belongs to a known line.
    fn server_line(&self, query: &str) -> Option<(String, String)> {
        let words: Vec<&str> = query.split([' ', ',', '，', '(', '（', ')', '）', '/', ';']).collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        self.names().server_lines.iter().find_map(|line| {
            let at = words.iter().position(|word| line.shapes.iter().any(|shape| has_shape(word, shape)))?;
            let before = words[..at].join(" ").to_lowercase();
            let named = line.words.iter().find(|word| before.ends_with(&word.to_lowercase()));
            let alone = line.words.is_empty();
            let first = named.map_or_else(String::new, |word| format!("{word} "));
            (alone || named.is_some()).then(|| (line.vendor.clone(), format!("{first}{}", words[at])))
        })
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

/// Whether a word has a shape: `#` is a digit, `@` a letter, `*` any letters and digits behind, the rest as it is.
fn has_shape(word: &str, shape: &str) -> bool {
    let (word, shape) = (word.to_lowercase(), shape.to_lowercase());
    let (shape, open) = shape.strip_suffix('*').map_or((shape.as_str(), false), |shape| (shape, true));
    let mut letters = word.chars();
    let fits = shape.chars().all(|wanted| match (wanted, letters.next()) {
        ('#', Some(c)) => c.is_ascii_digit(),
        ('@', Some(c)) => c.is_ascii_alphabetic(),
        (wanted, c) => c == Some(wanted),
    });
    let rest = letters.as_str();
    fits && (rest.is_empty()
        || open && rest.len() <= 12 && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}
