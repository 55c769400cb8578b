//! From a sought key to the listed keys it may be.

use super::scratch::Memo;
use super::space::Space;
use super::{Index, MOST_ALIKE, MOST_OF_A_HALF, list, near, table};
use crate::keys::Key;
use xxhash_rust::xxh3::xxh3_64;

/// A listed key that a sought word may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    /// The key's number.
    pub(super) key: u32,
    /// What meeting it counts, 1 for the word as written.
    pub(super) share: f32,
}

impl Index {
    /// Adds to `found` the listed keys that `key` may be: itself, then near spellings as they were filed.
    pub(super) fn expand(&self, key: &Key, memo: &mut Memo, found: &mut Vec<Meant>) {
        let text = key.text.as_bytes();
        let hash = xxh3_64(text) ^ u64::from(key.fuzzy);
        if memo.recall(hash, text, found) {
            return;
        }
        let start = found.len();
        self.look_up(text, key.fuzzy, &mut memo.may_be, found);
        memo.keep(hash, text, &found[start..]);
    }

    fn look_up(&self, text: &[u8], fuzzy: bool, may_be: &mut Vec<u32>, found: &mut Vec<Meant>) {
        let (space, letters) = Space::of(text);
        if letters.is_empty() {
            return;
        }
        let mut itself = None;
        table::probe(&self.exact_starts, &self.exact, self.keys, xxh3_64(text), |key| {
            if self.text_of(key) == text {
                itself = Some(key);
            }
        });
        found.extend(itself.map(|key| Meant { key, share: space.counts() }));
        if !fuzzy {
            return;
        }

        may_be.clear();
        let (starts, entries): (&[u32], &[u32]) = (&self.near_starts, &self.near);
        near::sought_under(space, letters, |hash| {
            let most = may_be.len() + if space == Space::Plain { MOST_ALIKE } else { MOST_OF_A_HALF };
            table::probe(starts, entries, self.keys, hash, |key| {
                if may_be.len() < most {
                    may_be.push(key);
                }
            });
        });
        may_be.sort_unstable();
        may_be.dedup();
        let (starts, texts): (&[u32], &[u8]) = (&self.text_starts, &self.text);
        for key in may_be.iter().copied().filter(|key| Some(*key) != itself) {
            let found_text = list(starts, texts, key);
            if found_text.len().abs_diff(text.len()) > near::MOST_SLIPS {
                continue;
            }
            let (other, listed) = Space::of(found_text);
            if other != space {
                continue;
            }
            if let Some(slips @ 1..) = near::slips(space, letters, listed) {
                // The share of the letters that agree.
                let agree = 1.0 - slips as f32 / letters.len().max(listed.len()) as f32;
                found.push(Meant { key, share: agree * space.counts() });
            }
        }
    }
}
