//! Room for one retrieval after another, so that none of them allocates.

use super::Candidate;
use super::expand::Meant;

/// What retrievals use and leave behind; one for each thread.
#[derive(Default)]
pub struct Scratch {
    pub(super) memo: Memo,
    pub(super) probes: Probes,
    pub(super) words: Vec<Word>,
    pub(super) meant: Vec<Meant>,
    pub(super) whole: Vec<Meant>,
    pub(super) gathered: Gathered,
    pub(super) sought: Sought,
    pub(super) bounds: Vec<f32>,
    pub(super) later: Later,
    pub(super) late: Vec<Late>,
    pub(super) asked: Vec<Asked>,
    pub(super) ranked: Vec<Ranked>,
    pub(super) entities: Vec<u32>,
    pub(super) answer: Vec<Candidate>,
    /// Entries of the lists of names that the last retrieval has read.
    pub(super) looked: usize,
}

impl Scratch {
    /// Fresh room.
    pub fn new() -> Self {
        Self::default()
    }
}

/// A word of the sought name, expanded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// What it weighs.
    pub(super) weight: f32,
    /// Its keys: `meant[start..end]`, what counts most first.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Entries of all its lists.
    pub(super) volume: u32,
}

/// A candidate with what orders it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub(super) weight: f32,
    /// The index's number of the name.
    pub(super) name: u32,
}

/// A name as far as its words have been met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    /// The index's number of the name.
    pub(super) name: u32,
    /// Its place in the table of [`Gathered`].
    place: u32,
    /// The words met, a bit each.
    pub(super) words: u32,
    /// The weight of the words met.
    pub(super) weight: f32,
    /// What the keys met weigh in the listed name.
    pub(super) listed: f32,
    /// What meeting the whole name counts, or 0.
    pub(super) whole: f32,
    /// The last of its entries in [`Scratch::late`], plus 1; or 0.
    pub(super) late: u32,
}

/// A word met through a list read too late to bring names of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Late {
    pub(super) word: u32,
    pub(super) share: f32,
    pub(super) rarity: f32,
    /// The entry before of the same name, plus 1; or 0.
    pub(super) before: u32,
}

/// A name gathered that is worth a look at its record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// Which of the names gathered.
    pub(super) number: u32,
    pub(super) name: u32,
    /// Rarity of the name's words, added up.
    pub(super) listed: f32,
    /// Which of its common keys may be sought, a bit each.
    pub(super) hits: u32,
}

/// Names gathered, one after the other, found by open addressing. A place of the table holds the number of a name
/// that says the same place, or means nothing: so nothing is cleared, and the table stays in the nearest cache.
#[derive(Default)]
pub(super) struct Gathered {
    places: Vec<u16>,
    met: Vec<Met>,
}

/// Four times [`super::MOST_READ`]: names met whole and those of rare words, which are always read, find room too, and
/// the table is never more than half full.
const PLACES: usize = 4 * super::MOST_READ;

impl Gathered {
    pub(super) fn begin(&mut self) {
        self.places.resize(PLACES, 0);
        self.met.clear();
    }

    /// The entry of a name, a new one when it has none; `None` when the table is full.
    pub(super) fn entry(&mut self, name: u32) -> Option<&mut Met> {
        match self.find(name) {
            Ok(number) => self.met.get_mut(number),
            Err(_) if self.met.len() >= PLACES / 2 => None,
            Err(place) => {
                self.places[place] = self.met.len() as u16;
                self.met.push(Met { name, place: place as u32, ..Met::default() });
                self.met.last_mut()
            }
        }
    }

    /// The entry of a name, if it has one.
    pub(super) fn known(&mut self, name: u32) -> Option<&mut Met> {
        self.find(name).ok().and_then(|number| self.met.get_mut(number))
    }

    /// All names gathered, in the order they came.
    pub(super) fn all(&self) -> &[Met] {
        &self.met
    }

    /// The number of a name among those gathered, or the free place of the table where it would stand.
    fn find(&self, name: u32) -> Result<usize, usize> {
        // Fibonacci hashing: the high bits of the product are well mixed.
        let mut place = (name.wrapping_mul(0x9e37_79b9) >> (32 - PLACES.trailing_zeros())) as usize;
        loop {
            let number = usize::from(self.places[place]);
            match self.met.get(number).filter(|met| met.place as usize == place) {
                Some(met) if met.name == name => return Ok(number),
                Some(_) => place = (place + 1) % PLACES,
                None => return Err(place),
            }
        }
    }
}

/// Names that bear a later word, by the low bits of their numbers; on a large list it holds now and then a name that
/// does not.
pub(super) struct Later(Vec<u64>);

/// The most bits of [`Later`]: 32 KiB of them.
const LATER: usize = 1 << 18;

impl Default for Later {
    fn default() -> Self {
        Self(vec![0])
    }
}

impl Later {
    /// Makes it empty, for a list of so many names.
    pub(super) fn begin(&mut self, names: usize) {
        self.0.clear();
        self.0.resize(names.clamp(64, LATER).next_power_of_two() / 64, 0);
    }

    pub(super) fn add(&mut self, names: &[u32]) {
        let words = self.0.len();
        for name in names {
            self.0[(name / 64) as usize & (words - 1)] |= 1 << (name % 64);
        }
    }

    pub(super) fn may_hold(&self, name: u32) -> bool {
        self.0[(name / 64) as usize & (self.0.len() - 1)] >> (name % 64) & 1 == 1
    }
}

/// What a key of a record brings: which word it meets, and how much it counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Brings {
    key: u32,
    turn: u32,
    pub(super) word: u32,
    pub(super) share: f32,
    pub(super) rarity: f32,
}

/// The keys of the words that names are probed for.
#[derive(Default)]
pub(super) struct Sought {
    slots: Vec<Brings>,
    turn: u32,
    /// A bit for each key, by its low bits: most keys of a record are passed over at once.
    filter: Filter,
}

#[derive(Clone, Copy)]
struct Filter([u64; FILTER]);

impl Default for Filter {
    fn default() -> Self {
        Self([0; FILTER])
    }
}

/// Sixty-fourths of the filter's bits: 4096, so that it stays in the nearest cache.
const FILTER: usize = 64;

/// More than twice [`super::MOST_GROUPS`] times [`super::MOST_KEYS`].
const SOUGHT: usize = 4096;

impl Sought {
    pub(super) fn begin(&mut self) {
        self.filter = Filter([0; FILTER]);
        self.turn = self.turn.wrapping_add(1);
        if self.slots.is_empty() || self.turn == 0 {
            self.slots = vec![Brings::default(); SOUGHT];
            self.turn = 1;
        }
    }

    pub(super) fn add(&mut self, meant: Meant, word: u32) {
        self.filter.0[(meant.key >> 6) as usize % FILTER] |= 1 << (meant.key % 64);
        let mut at = Self::place(meant.key);
        while self.slots[at].turn == self.turn {
            at = (at + 1) & (SOUGHT - 1);
        }
        self.slots[at] = {
            let Meant { key, share, rarity, .. } = meant;
            Brings { key, turn: self.turn, word, share, rarity }
        };
    }

    /// Whether a key may be sought.
    pub(super) fn may_be(&self, key: u32) -> bool {
        self.filter.0[(key >> 6) as usize % FILTER] >> (key % 64) & 1 == 1
    }

    /// Calls `found` with all that a key brings; a word said twice brings two.
    pub(super) fn each(&self, key: u32, mut found: impl FnMut(&Brings)) {
        let mut at = Self::place(key);
        while self.slots[at].turn == self.turn {
            if self.slots[at].key == key {
                found(&self.slots[at]);
            }
            at = (at + 1) & (SOUGHT - 1);
        }
    }

    fn place(key: u32) -> usize {
        (key.wrapping_mul(0x9e37_79b9) >> (32 - SOUGHT.trailing_zeros())) as usize
    }
}

/// Room for one expansion.
#[derive(Default)]
pub(super) struct Probes {
    /// The hashes to look under.
    pub(super) hashes: Vec<u64>,
    /// Where the bucket of each lies in the table.
    pub(super) buckets: Vec<(u32, u32)>,
    /// Where the text of each key that may be meant lies.
    pub(super) texts: Vec<(u32, u32)>,
    /// Listed keys under them.
    pub(super) may_be: Vec<u32>,
}

/// Keys expanded before: parties repeat the words of the world.
#[derive(Default)]
pub(super) struct Memo {
    /// The index it was filled from.
    index: u64,
    slots: Vec<Kept>,
    text: Vec<u8>,
    meant: Vec<Meant>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    hash: u64,
    text: (u32, u32),
    meant: (u32, u32),
}

/// Keys remembered, one a slot.
const KEPT: usize = 1 << 14;
/// Bytes of text and keys meant that are remembered before all is forgotten.
const KEPT_TEXT: usize = 1 << 19;
const KEPT_MEANT: usize = 1 << 17;

impl Memo {
    pub(super) fn begin(&mut self, index: u64) {
        if self.slots.is_empty() || self.index != index {
            self.index = index;
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.slots.clear();
        self.slots.resize(KEPT, Kept::default());
        self.text.clear();
        self.meant.clear();
    }

    pub(super) fn recall(&self, hash: u64, text: &[u8], found: &mut Vec<Meant>) -> bool {
        let kept = self.slots[hash as usize % KEPT];
        if kept.hash != hash || &self.text[kept.text.0 as usize..kept.text.1 as usize] != text {
            return false;
        }
        found.extend_from_slice(&self.meant[kept.meant.0 as usize..kept.meant.1 as usize]);
        true
    }

    pub(super) fn keep(&mut self, hash: u64, text: &[u8], meant: &[Meant]) {
        if text.len() > 256 {
            return;
        }
        if self.text.len() + text.len() > KEPT_TEXT || self.meant.len() + meant.len() > KEPT_MEANT {
            self.forget();
        }
        let (from, of) = (self.text.len() as u32, self.meant.len() as u32);
        self.text.extend_from_slice(text);
        self.meant.extend_from_slice(meant);
        self.slots[hash as usize % KEPT] =
            Kept { hash, text: (from, self.text.len() as u32), meant: (of, self.meant.len() as u32) };
    }
}
