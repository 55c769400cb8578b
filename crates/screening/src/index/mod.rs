//! Which listed names a sought name may be: an index that is mapped, opened at once, and never walks the list.
//!
//! Three steps, each over flat arrays (`docs/decisions/0002-retrieval-index.md` tells why):
//! 1. **expand**: each word becomes the listed keys it may be, as written or within a slip or two, by a table of
//!    letters left out (`near`);
//! 2. **gather**: names met whole come first; then the lists of the rarest words are read, until the words that remain
//!    could not bring a new name to [`LEAST_SHARE`] of what the sought name weighs;
//! 3. **probe**: the names gathered are asked for the remaining words through half a cache line of their common keys.
//!
//! Names are numbered by weight inside the index, those of few and common words first. A list is cut short after
//! [`MOST_READ`] names in all: then the names made of little else than the common words sought are read.

mod build;
mod distance;
mod expand;
mod near;
mod retrieve;
mod scratch;
mod space;
mod table;
#[cfg(test)]
mod tests;

pub use build::IndexBuilder;
pub use scratch::Scratch;

use chokepoint_store::flat::{Array, FlatError, FlatFile};
use expand::Meant;
use std::sync::Arc;

/// The share of a sought name's weight that a listed name must meet.
pub const LEAST_SHARE: f32 = 0.4;

/// Names of one entity in an answer, so that an entity of many names leaves room for others.
pub const NAMES_OF_AN_ENTITY: usize = 3;

/// Words of a sought name that count: the heaviest. No name on a list has as many.
pub const MOST_GROUPS: usize = 24;

/// Ways to say one word that are looked up.
pub const MOST_ALTERNATIVES: usize = 16;

/// Listed keys that one word may be, the nearest first.
pub const MOST_KEYS: usize = 48;

/// Listed words that share one hash with a sought word and are looked at.
pub const MOST_ALIKE: usize = 512;

/// Listed joined words or whole names that share one half with a sought one and are looked at. A half that more
/// share ("…international trading") singles none of them out, and their words lead to them too.
pub const MOST_OF_A_HALF: usize = 64;

/// Entries of the lists of names read for one sought name.
pub const MOST_READ: usize = 2048;

/// A listed name that shares enough with the sought one to be compared with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// The name's number.
    pub doc: u32,
    /// The share of the sought name's weight that the listed name meets, less a little for what only the listed name
    /// says; a name met whole counts more than 1.
    pub weight: f32,
}

/// The index, mapped.
pub struct Index {
    names: usize,
    keys: usize,
    /// Keys below this number are common; names are probed for them.
    common: u32,
    digest: u64,
    text: Array<u8>,
    text_starts: Array<u32>,
    exact: Array<u32>,
    exact_starts: Array<u32>,
    near: Array<u32>,
    near_starts: Array<u32>,
    postings: Array<u32>,
    lists: Array<Listed>,
    records: Array<Record>,
    more: Array<u32>,
    weight: Array<f32>,
    number: Array<u32>,
    entity: Array<u32>,
}

impl Index {
    /// Maps the sections `index.*` of a file; nothing is read but their lengths.
    ///
    /// # Errors
    /// When a section is missing, of another layout, or does not fit the others.
    pub fn open(file: &Arc<FlatFile>) -> Result<Self, FlatError> {
        let about: Array<u64> = file.array("index.about")?;
        let &[build::LAYOUT, names, keys, common, digest] = &about[..] else {
            return Err(file.misshapen("index.about"));
        };
        let index = Self {
            names: names as usize,
            keys: keys as usize,
            common: u32::try_from(common).unwrap_or(u32::MAX),
            digest,
            text: file.array("index.text")?,
            text_starts: file.array("index.text.starts")?,
            exact: file.array("index.exact")?,
            exact_starts: file.array("index.exact.starts")?,
            near: file.array("index.near")?,
            near_starts: file.array("index.near.starts")?,
            postings: file.array("index.names")?,
            lists: file.array("index.lists")?,
            records: file.array("index.records")?,
            more: file.array("index.records.more")?,
            weight: file.array("index.weight")?,
            number: file.array("index.number")?,
            entity: file.array("index.entity")?,
        };
        let fits = |starts: &[u32], lists: usize, items: usize| {
            starts.len() == lists.wrapping_add(1) && starts.last().is_some_and(|end| *end as usize == items)
        };
        let table_fits = |starts: &[u32], entries: &[u32]| {
            starts.len() > 1 && fits(starts, starts.len() - 1, entries.len())
        };
        for (section, right) in [
            ("index.about", index.names < u32::MAX as usize && index.keys < u32::MAX as usize),
            ("index.text.starts", fits(&index.text_starts, index.keys, index.text.len())),
            ("index.exact.starts", table_fits(&index.exact_starts, &index.exact)),
            ("index.near.starts", table_fits(&index.near_starts, &index.near)),
            (
                "index.lists",
                index.lists.len() == index.keys.wrapping_add(1)
                    && index.lists.last().is_some_and(|end| end.start as usize == index.postings.len()),
            ),
            ("index.records", index.records.len() == index.names),
            ("index.weight", index.weight.len() == index.names),
            ("index.number", index.number.len() == index.names),
            ("index.entity", index.entity.is_empty() || index.entity.len() == index.names),
        ] {
            if !right {
                return Err(file.misshapen(section));
            }
        }
        Ok(index)
    }

    /// How many names are filed.
    pub fn names(&self) -> usize {
        self.names
    }

    /// How many distinct keys they are filed under.
    pub fn keys(&self) -> usize {
        self.keys
    }

    fn text_of(&self, key: u32) -> &[u8] {
        list(&self.text_starts, &self.text, key)
    }

    /// The names filed under a key, by the index's own numbers.
    fn names_of(&self, key: &Meant) -> &[u32] {
        let start = key.start as usize;
        self.postings.get(start..start + key.names as usize).unwrap_or_default()
    }

    /// The common keys of a name that its record has no room for.
    fn more_of(&self, record: &Record) -> &[u32] {
        if record.more == 0 {
            return &[];
        }
        let rest = self.more.get(record.more as usize - 1..).unwrap_or_default();
        let end = rest.iter().position(|key| *key == NO_KEY).unwrap_or(rest.len());
        &rest[..end]
    }

    /// A listed key that a sought word may be, with where its list lies.
    fn meant(&self, key: u32, share: f32) -> Meant {
        let (list, next) = match self.lists.get(key as usize..key as usize + 2) {
            Some(&[list, next]) => (list, next),
            _ => Default::default(),
        };
        let names = next.start.saturating_sub(list.start);
        Meant { key, share, start: list.start, names, rarity: list.rarity }
    }
}

/// What a name is probed for: 32 bytes, half a cache line.
#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
struct Record {
    /// Rarity of the name's words, added up.
    weight: f32,
    /// Where further common keys stand, up to [`NO_KEY`], plus 1; or 0.
    more: u32,
    /// Its common keys, then [`NO_KEY`].
    common: [u32; 6],
}

/// Where the list of a key begins, and how rare the key is: all that is asked of a key, in one place.
#[derive(Debug, Clone, Copy, Default, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
struct Listed {
    start: u32,
    rarity: f32,
}

const NO_KEY: u32 = u32::MAX;

/// A key of at most so many names is rare: reading its list costs less than probing for it.
const RARE: u32 = 16;

/// List number `at`; an empty one where the arrays do not fit each other.
fn list<'a, T>(starts: &[u32], items: &'a [T], at: u32) -> &'a [T] {
    let (start, end) = ends(starts, at);
    items.get(start as usize..end as usize).unwrap_or_default()
}

/// Where list number `at` starts and ends.
fn ends(starts: &[u32], at: u32) -> (u32, u32) {
    let at = at as usize;
    match starts.get(at..at + 2) {
        Some(&[start, end]) => (start, end),
        _ => (0, 0),
    }
}

/// How rare a word is on the list, in nats: `named` of `names` names bear it.
fn rarity(names: usize, named: u32) -> f32 {
    (1.0 + names as f32 / named.max(1) as f32).ln()
}
