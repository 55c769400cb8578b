//! One retrieval: expand, gather, probe, rank.

use super::scratch::{Ranked, Scratch, Word};
use super::space::Space;
use super::{Candidate, Index, LEAST_SHARE, MOST_ALTERNATIVES, MOST_GROUPS, MOST_KEYS, MOST_READ, rarity};
use super::NAMES_OF_AN_ENTITY;
use crate::keys::{Group, Key};

/// What a single letter counts against a word of the same rarity: an initial agrees with every twentieth name.
const INITIAL: f32 = 0.25;

/// What is taken off when nothing of what the listed name says beside the sought words is sought.
const UNSOUGHT: f32 = 0.15;

/// What a name met whole counts above one whose words are all met.
const WHOLE: f32 = 0.25;

/// Sums taken in another order differ in their last digits.
const ROUNDING: f32 = 0.9999;

/// Names read under one spelling of a whole name.
const MOST_WHOLE: usize = 256;

impl Index {
    /// The listed names that share most with the sought one, best first, at most `limit`; names that share equally
    /// stand in the order of their numbers. The same groups give the same answer whatever `scratch` was used for.
    pub fn retrieve<'a>(&self, groups: &[Group], limit: usize, scratch: &'a mut Scratch) -> &'a [Candidate] {
        scratch.memo.begin(self.digest);
        self.read_words(groups, scratch);
        let total: f32 = scratch.words.iter().map(|word| word.weight).sum();
        let open = self.gather(total, scratch);
        self.gather_whole(scratch);
        self.probe(total, open, limit, scratch);
        self.rank(limit, scratch);
        &scratch.answer
    }

    /// The words of the sought name with the listed keys they may be, those of the fewest names first.
    fn read_words(&self, groups: &[Group], scratch: &mut Scratch) {
        let Scratch { memo, words, meant, whole, .. } = scratch;
        (words.clear(), meant.clear(), whole.clear());
        let least = least_weight(groups);
        for group in groups {
            if world_weight(group) < least || words.len() >= MOST_GROUPS {
                continue;
            }
            let start = meant.len();
            let of_whole = |key: &&Key| Space::of(key.text.as_bytes()).0 == Space::Whole;
            let mut says_a_word = false;
            for key in group.alternatives.iter().take(MOST_ALTERNATIVES) {
                if of_whole(&key) {
                    self.expand(key, memo, whole);
                } else {
                    says_a_word = true;
                    self.expand(key, memo, meant);
                }
            }
            if !says_a_word {
                continue;
            }
            let meant_here = &mut meant[start..];
            meant_here.sort_unstable_by(|a, b| a.key.cmp(&b.key).then(b.share.total_cmp(&a.share)));
            let mut kept = start;
            for at in start..meant.len() {
                if at == start || meant[at].key != meant[kept - 1].key {
                    meant[kept] = meant[at];
                    kept += 1;
                }
            }
            meant.truncate(kept);
            meant[start..].sort_unstable_by(|a, b| b.share.total_cmp(&a.share).then(a.key.cmp(&b.key)));
            meant.truncate(kept.min(start + MOST_KEYS));

            let count = |least: f32| -> u32 {
                let keys = meant[start..].iter().filter(|meant| meant.share >= least);
                keys.map(|meant| self.names_of(meant.key).len() as u32).fold(0, u32::saturating_add)
            };
            let (as_written, volume) = (count(1.0), count(0.0));
            let named = if as_written > 0 { as_written } else { volume };
            // The geometric mean: a word that is common on the list or in the world tells little.
            let mut weight = (world_weight(group) * rarity(self.names, named)).sqrt();
            if group.alternatives.iter().all(|key| key.text.len() == 1) {
                weight *= INITIAL;
            }
            words.push(Word { weight, start: start as u32, end: meant.len() as u32, volume });
        }
        words.sort_by_key(|word| word.volume);
    }

    /// Reads the lists of the rarest words; gives the words that names must still be probed for, a bit each.
    fn gather(&self, total: f32, scratch: &mut Scratch) -> u32 {
        let Scratch { words, meant, gathered, .. } = scratch;
        gathered.begin();
        // What a name met by none of the words before can still bring together.
        let best = |word: &Word| meant[word.start as usize..word.end as usize].first().map_or(0.0, |m| m.share);
        let mut remaining: f32 = words.iter().map(|word| word.weight * best(word)).sum();
        let (mut open, mut left) = (0_u32, MOST_READ);
        for (number, word) in words.iter().enumerate() {
            let bit = 1_u32 << number;
            if left == 0 || remaining < LEAST_SHARE * total * ROUNDING || word.weight <= 0.0 {
                open |= bit;
                continue;
            }
            remaining -= word.weight * best(word);
            for meant in &meant[word.start as usize..word.end as usize] {
                let names = self.names_of(meant.key);
                let read = names.len().min(left);
                if read < names.len() {
                    open |= bit;
                }
                left -= read;
                let rarity = self.rarity_of(meant.key);
                for name in &names[..read] {
                    let Some(met) = gathered.entry(*name) else { continue };
                    if met.words & bit == 0 {
                        met.words |= bit;
                        met.weight += word.weight * meant.share;
                        met.listed += rarity;
                    }
                }
            }
        }
        open
    }

    /// The names that are met whole are candidates whatever their words weigh.
    fn gather_whole(&self, scratch: &mut Scratch) {
        let Scratch { whole, gathered, .. } = scratch;
        whole.sort_unstable_by(|a, b| b.share.total_cmp(&a.share).then(a.key.cmp(&b.key)));
        for meant in whole.iter().take(MOST_KEYS) {
            for name in self.names_of(meant.key).iter().take(MOST_WHOLE) {
                if let Some(met) = gathered.entry(*name) {
                    met.whole = met.whole.max(meant.share);
                }
            }
        }
    }

    /// Asks the names gathered for the words not read, and weighs them.
    fn probe(&self, total: f32, open: u32, limit: usize, scratch: &mut Scratch) {
        let Scratch { words, meant, gathered, sought, bounds, ranked, .. } = scratch;
        ranked.clear();
        sought.begin();
        let mut missing = 0.0;
        for (number, word) in words.iter().enumerate().filter(|(number, _)| open >> number & 1 == 1) {
            missing += word.weight;
            for meant in &meant[word.start as usize..word.end as usize] {
                sought.add(*meant, number as u32, self.rarity_of(meant.key));
            }
        }
        let least = self.least_worth_probing(total, limit, gathered, bounds);
        let mut best = [0.0_f32; u32::BITS as usize];
        for at in 0..gathered.used.len() {
            let slot = gathered.used[at];
            let met = gathered.at(slot);
            if met.weight + missing < least && met.whole == 0.0 {
                continue;
            }
            let mut found = 0_u32;
            if open != 0 {
                for key in self.keys_of(met.name) {
                    sought.each(*key, |brings| {
                        let bit = 1 << brings.word;
                        if met.words & bit != 0 {
                            return;
                        }
                        let best = &mut best[brings.word as usize];
                        if found & bit == 0 {
                            found |= bit;
                            met.listed += brings.rarity;
                            *best = brings.share;
                        }
                        *best = best.max(brings.share);
                    });
                }
            }
            let mut rest = found;
            while rest != 0 {
                let word = rest.trailing_zeros() as usize;
                met.weight += words[word].weight * best[word];
                rest &= rest - 1;
            }
            let met = *met;
            ranked.extend(self.weigh(&met, total));
        }
    }

    /// The weight below which a name met so far cannot be among the best `limit` nor share enough.
    fn least_worth_probing(
        &self,
        total: f32,
        limit: usize,
        gathered: &mut super::scratch::Gathered,
        bounds: &mut Vec<f32>,
    ) -> f32 {
        let enough = LEAST_SHARE * total;
        // Several names of one entity may stand before the last that is answered.
        let rank = limit.saturating_mul(if self.entity.is_empty() { 1 } else { 4 });
        if rank == 0 || gathered.used.len() <= rank {
            return enough * ROUNDING;
        }
        bounds.clear();
        for at in 0..gathered.used.len() {
            let slot = gathered.used[at];
            bounds.push(gathered.at(slot).weight);
        }
        let (_, bound, _) = bounds.select_nth_unstable_by(rank - 1, |a, b| b.total_cmp(a));
        enough.max(*bound * (1.0 - UNSOUGHT)) * ROUNDING
    }

    fn weigh(&self, met: &super::scratch::Met, total: f32) -> Option<Ranked> {
        let at = met.name as usize;
        let share = if total > 0.0 { met.weight / total } else { 0.0 };
        if share < LEAST_SHARE && met.whole == 0.0 {
            return None;
        }
        let listed = self.weight.get(at).copied().unwrap_or_default();
        let said = if listed > 0.0 { (met.listed / listed).min(1.0) } else { 1.0 };
        let mut weight = share * (1.0 - UNSOUGHT + UNSOUGHT * said);
        if met.whole > 0.0 {
            weight = weight.max(met.whole) + WHOLE * met.whole;
        }
        let doc = *self.number.get(at)?;
        Some(Ranked { weight, doc, entity: self.entity.get(at).copied().unwrap_or(doc) })
    }

    fn rank(&self, limit: usize, scratch: &mut Scratch) {
        let Scratch { ranked, answer, entities, .. } = scratch;
        (answer.clear(), entities.clear());
        ranked.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.doc.cmp(&b.doc)));
        for name in ranked.iter() {
            if answer.len() >= limit {
                break;
            }
            let before = entities.iter().filter(|entity| **entity == name.entity).count();
            if before < NAMES_OF_AN_ENTITY {
                entities.push(name.entity);
                answer.push(Candidate { doc: name.doc, weight: name.weight });
            }
        }
    }
}

/// What a group weighs in the world; nonsense weighs nothing.
fn world_weight(group: &Group) -> f32 {
    if group.weight.is_finite() { group.weight.clamp(0.0, 100.0) } else { 0.0 }
}

/// The weight from which groups count when there are too many.
fn least_weight(groups: &[Group]) -> f32 {
    if groups.len() <= MOST_GROUPS {
        return 0.0;
    }
    let mut weights: Vec<f32> = groups.iter().map(world_weight).collect();
    let (_, least, _) = weights.select_nth_unstable_by(MOST_GROUPS - 1, |a, b| b.total_cmp(a));
    *least
}
