//! From a sought key to the listed keys it may be.

use super::scratch::{Memo, Probes};
use super::space::Space;
use super::{Index, MOST_ALIKE, MOST_OF_A_HALF, ends, near, table};
use crate::keys::Key;
use xxhash_rust::xxh3::xxh3_64;

/// A listed key that a sought word may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    /// The key's number.
    pub(super) key: u32,
    /// What meeting it counts, 1 for the word as written.
    pub(super) share: f32,
    /// Where the list of its names starts, and how many there are.
    pub(super) start: u32,
    pub(super) names: u32,
    /// How rare it is on the list.
    pub(super) rarity: f32,
}

impl Index {
    /// Adds to `found` the listed keys that `key` may be: itself, then near spellings as they were filed.
    pub(super) fn expand(&self, key: &Key, memo: &mut Memo, probes: &mut Probes, found: &mut Vec<Meant>) {
        let text = key.text.as_bytes();
        // A key sought as written is found as fast, and whole names seldom come again.
        if !key.fuzzy || Space::of(text).0 == Space::Whole {
            return self.look_up(text, key.fuzzy, probes, found);
        }
        let hash = xxh3_64(text);
        if memo.recall(hash, text, found) {
            return;
        }
        let start = found.len();
        self.look_up(text, true, probes, found);
        memo.keep(hash, text, &found[start..]);
    }

    fn look_up(&self, text: &[u8], fuzzy: bool, probes: &mut Probes, found: &mut Vec<Meant>) {
        let (space, letters) = Space::of(text);
        if letters.is_empty() {
            return;
        }
        let mut itself = None;
        let hash = xxh3_64(text);
        table::probe(&self.exact, table::bucket_of(&self.exact_starts, hash), self.keys, hash, |key| {
            if self.text_of(key) == text {
                itself = Some(key);
            }
        });
        found.extend(itself.map(|key| self.meant(key, space.counts())));
        if !fuzzy {
            return;
        }

        // All buckets are found before any is read: the processor then waits for many places of memory at a time.
        let Probes { hashes, buckets, may_be, texts } = probes;
        let (starts, entries): (&[u32], &[u32]) = (&self.near_starts, &self.near);
        hashes.clear();
        near::sought_under(space, letters, |hash| hashes.push(hash));
        buckets.clear();
        buckets.extend(hashes.iter().map(|hash| table::bucket_of(starts, *hash)));
        table::touch(entries, buckets);
        may_be.clear();
        for (hash, bucket) in hashes.iter().zip(buckets) {
            let most = may_be.len() + if space == Space::Plain { MOST_ALIKE } else { MOST_OF_A_HALF };
            table::probe(entries, *bucket, self.keys, *hash, |key| {
                if may_be.len() < most {
                    may_be.push(key);
                }
            });
        }
        may_be.sort_unstable();
        may_be.dedup();
        may_be.retain(|key| Some(*key) != itself);
        // The same with their texts.
        texts.clear();
        let (starts, bytes): (&[u32], &[u8]) = (&self.text_starts, &self.text);
        texts.extend(may_be.iter().map(|key| ends(starts, *key)));
        table::touch(bytes, texts);
        for (key, (start, end)) in may_be.iter().copied().zip(texts.iter().copied()) {
            let found_text = bytes.get(start as usize..end as usize).unwrap_or_default();
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
                found.push(self.meant(key, agree * space.counts()));
            }
        }
    }
}
