//! One retrieval: expand, gather, probe, rank.

use super::expand::Meant;
use super::scratch::{Asked, Late, Met, Ranked, Scratch, Word};
use super::space::Space;
use super::{
    Candidate, Index, LEAST_SHARE, MOST_ALTERNATIVES, MOST_GROUPS, MOST_KEYS, MOST_READ, NAMES_OF_AN_ENTITY,
    Record, rarity,
};
use crate::keys::{Group, Key};

/// What a single letter counts against a word of the same rarity: an initial agrees with every twentieth name.
pub(super) const INITIAL: f32 = 0.25;

/// What is taken off when nothing of what the listed name says beside the sought words is sought.
pub(super) const UNSOUGHT: f32 = 0.15;

/// What a name met whole counts above one whose words are all met.
pub(super) const WHOLE: f32 = 0.25;

/// Sums taken in another order differ in their last digits.
const ROUNDING: f32 = 0.9999;

/// What a name met whole counts when its words are split elsewhere.
pub(super) const WHOLE_ALONE: f32 = 0.75;

/// A look at a name's record costs about as much as reading so many entries of a list.
const READS_A_PROBE: u32 = 16;

/// Words of fewer names are gathered without asking whether the names bear a later word.
const WORTH_A_FILTER: u32 = 64;

/// Names met whole that are gathered.
const MOST_WHOLE: usize = 512;

impl Index {
    /// The listed names that share most with the sought one, best first, at most `limit`; names that share equally
    /// stand in the order of their numbers. The same groups give the same answer whatever `scratch` was used for.
    pub fn retrieve<'a>(&self, groups: &[Group], limit: usize, scratch: &'a mut Scratch) -> &'a [Candidate] {
        scratch.memo.begin(self.digest);
        scratch.looked = 0;
        self.read_words(groups, scratch);
        let total: f32 = scratch.words.iter().map(|word| word.weight).sum();
        self.gather_whole(scratch);
        let missing = self.gather(total, scratch);
        let enough = LEAST_SHARE * total * ROUNDING;
        let bound = self.bound(limit, scratch);
        self.probe(total, missing, enough.max(bound), scratch);
        self.rank(limit, scratch);
        if scratch.answer.len() < limit && bound > enough {
            // Many names of few entities stood in the way of others.
            self.probe(total, missing, enough, scratch);
            self.rank(limit, scratch);
        }
        &scratch.answer
    }

    /// The words of the sought name with the listed keys they may be, those of the fewest names first.
    fn read_words(&self, groups: &[Group], scratch: &mut Scratch) {
        let Scratch { memo, probes, words, meant, whole, .. } = scratch;
        words.clear();
        meant.clear();
        whole.clear();
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
                    self.expand(key, memo, probes, whole);
                } else {
                    says_a_word = true;
                    self.expand(key, memo, probes, meant);
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
                keys.map(|meant| meant.names).fold(0, u32::saturating_add)
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

    /// The names that are met whole are candidates whatever their words weigh.
    fn gather_whole(&self, scratch: &mut Scratch) {
        let Scratch { whole, gathered, .. } = scratch;
        gathered.begin();
        whole.sort_unstable_by(|a, b| b.share.total_cmp(&a.share).then(a.key.cmp(&b.key)));
        let names =
            whole.iter().flat_map(|meant| self.names_of(meant).iter().map(|name| (meant.share, *name)));
        for (share, name) in names.take(MOST_WHOLE) {
            if let Some(met) = gathered.entry(name) {
                met.whole = met.whole.max(share);
            }
        }
    }

    /// Reads the lists of the rarest words, and those of rare keys; gives what the words weigh that a name gathered
    /// may still be found to meet.
    fn gather(&self, total: f32, scratch: &mut Scratch) -> f32 {
        let Scratch { words, meant, gathered, sought, late, later, looked, .. } = scratch;
        sought.begin();
        late.clear();
        // What a name met by none of the words before can still bring together.
        let best =
            |word: &Word| meant[word.start as usize..word.end as usize].first().map_or(0.0, |m| m.share);
        let mut remaining: f32 = words.iter().map(|word| word.weight * best(word)).sum();
        let enough = LEAST_SHARE * total * ROUNDING;
        let (mut left, mut missing) = (MOST_READ, 0.0);
        // No more than what the looks it saves would cost is read of later words.
        let mut ahead = MOST_READ as u32 * READS_A_PROBE;
        for (number, word) in words.iter().enumerate() {
            let bit = 1_u32 << number;
            remaining -= word.weight * best(word);
            // A name that this word alone does not bring far enough must bear a later word too.
            let alone = word.weight * best(word) < enough;
            let rest = &words[number + 1..];
            let volume = rest.iter().fold(0, |sum, word| word.volume.saturating_add(sum));
            let saves = word.volume.min(left as u32);
            let filtered =
                alone && word.volume > WORTH_A_FILTER && volume / READS_A_PROBE <= saves && volume <= ahead;
            if filtered && word.weight * best(word) + remaining >= enough {
                later.begin(self.names);
                ahead -= volume;
                *looked += volume as usize;
                for meant in rest.iter().flat_map(|word| &meant[word.start as usize..word.end as usize]) {
                    later.add(self.names_of(meant));
                }
            }
            let mut open = false;
            for meant in &meant[word.start as usize..word.end as usize] {
                let names = self.names_of(meant);
                let brings = word.weight > 0.0 && word.weight * meant.share + remaining >= enough;
                let common = meant.key < self.common;
                if brings {
                    let read = if common { names.len().min(left) } else { names.len() };
                    left = left.saturating_sub(read);
                    *looked += read;
                    for name in &names[..read] {
                        let new = !filtered || later.may_hold(*name);
                        let met = if new { gathered.entry(*name) } else { gathered.known(*name) };
                        let Some(met) = met else { continue };
                        if met.words & bit == 0 {
                            met.words |= bit;
                            met.weight += word.weight * meant.share;
                            met.listed += meant.rarity;
                        }
                    }
                    if read == names.len() {
                        continue;
                    }
                }
                open = true;
                if common {
                    sought.add(*meant, number as u32);
                    continue;
                }
                *looked += names.len();
                for name in names {
                    let Some(met) = gathered.known(*name) else {
                        continue;
                    };
                    let before = std::mem::replace(&mut met.late, late.len() as u32 + 1);
                    let Meant { share, rarity, .. } = *meant;
                    late.push(Late { word: number as u32, share, rarity, before });
                }
            }
            missing += if open { word.weight } else { 0.0 };
        }
        missing
    }

    /// The partial weight that `limit` names reach already: one that cannot reach it is not among the best.
    fn bound(&self, limit: usize, scratch: &mut Scratch) -> f32 {
        let Scratch { gathered, bounds, .. } = scratch;
        // Several names of one entity may stand before the last that is answered.
        let rank = limit.saturating_mul(if self.entity.is_empty() { 1 } else { NAMES_OF_AN_ENTITY });
        if rank == 0 || gathered.all().len() <= rank {
            return 0.0;
        }
        bounds.clear();
        bounds.extend(gathered.all().iter().map(|met| met.weight));
        let (_, bound, _) = bounds.select_nth_unstable_by(rank - 1, |a, b| b.total_cmp(a));
        *bound * (1.0 - UNSOUGHT) * ROUNDING
    }

    /// Asks the names gathered for the common words not read, and weighs them.
    fn probe(&self, total: f32, missing: f32, least: f32, scratch: &mut Scratch) {
        let Scratch { words, gathered, sought, late, asked, ranked, .. } = scratch;
        asked.clear();
        ranked.clear();
        for (number, met) in gathered.all().iter().enumerate() {
            if met.weight + missing >= least || met.whole > 0.0 {
                asked.push(Asked { number: number as u32, name: met.name, listed: 0.0, hits: 0 });
            }
        }
        // The records by themselves and without a branch, so that the processor waits for many at a time.
        let records: &[Record] = &self.records;
        for asked in asked.iter_mut() {
            let Some(record) = records.get(asked.name as usize) else {
                continue;
            };
            asked.listed = record.weight;
            let mut hits = u32::from(record.more != 0);
            for (at, key) in record.common.iter().enumerate() {
                hits |= u32::from(sought.may_be(*key)) << (at + 1);
            }
            asked.hits = hits;
        }

        let mut best = [(0.0_f32, 0.0_f32); u32::BITS as usize];
        for Asked { number, listed, hits, .. } in asked.iter() {
            let mut met = gathered.all()[*number as usize];
            if met.weight < least && *hits == 0 && met.late == 0 && met.whole == 0.0 {
                continue;
            }
            let mut found = 0_u32;
            let mut meet = |word: u32, share: f32, rarity: f32| {
                let bit = 1 << word;
                if met.words & bit != 0 {
                    return;
                }
                let best = &mut best[word as usize];
                if found & bit == 0 || share > best.0 {
                    *best = (share, rarity);
                }
                found |= bit;
            };
            while let Some(entry) = late.get((met.late as usize).wrapping_sub(1)) {
                meet(entry.word, entry.share, entry.rarity);
                met.late = entry.before;
            }
            if let Some(record) = records.get(met.name as usize).filter(|_| *hits != 0) {
                for key in record.common.iter().chain(self.more_of(record)) {
                    if sought.may_be(*key) {
                        sought.each(*key, |brings| meet(brings.word, brings.share, brings.rarity));
                    }
                }
            }
            while found != 0 {
                let word = found.trailing_zeros() as usize;
                met.weight += words[word].weight * best[word].0;
                met.listed += best[word].1;
                found &= found - 1;
            }
            ranked.extend(weigh(&met, *listed, total));
        }
    }

    fn rank(&self, limit: usize, scratch: &mut Scratch) {
        let Scratch { ranked, answer, entities, .. } = scratch;
        answer.clear();
        entities.clear();
        let (numbers, entity_of): (&[u32], &[u32]) = (&self.number, &self.entity);
        // The number outside is looked up only where it decides: that is a cache miss a name.
        let doc = |name: u32| numbers.get(name as usize).copied().unwrap_or(u32::MAX);
        let order = |a: &Ranked, b: &Ranked| {
            b.weight.total_cmp(&a.weight).then_with(|| doc(a.name).cmp(&doc(b.name)))
        };
        let mut sorted = 0;
        for at in 0..ranked.len() {
            if answer.len() >= limit {
                break;
            }
            if at == sorted {
                // The best of the rest, a few at a time: mostly the first few suffice.
                sorted = ranked.len().min((at * 4).max(limit.saturating_mul(4)));
                let rest = &mut ranked[at..];
                if sorted - at < rest.len() {
                    rest.select_nth_unstable_by(sorted - at - 1, order);
                }
                rest[..sorted - at].sort_unstable_by(order);
            }
            let Ranked { weight, name } = ranked[at];
            let doc = doc(name);
            let of = entity_of.get(name as usize).copied().unwrap_or(doc);
            if entities.iter().filter(|entity| **entity == of).count() < NAMES_OF_AN_ENTITY {
                entities.push(of);
                answer.push(Candidate { doc, weight });
            }
        }
    }
}

fn weigh(met: &Met, listed: f32, total: f32) -> Option<Ranked> {
    let share = if total > 0.0 { met.weight / total } else { 0.0 };
    if share < LEAST_SHARE && met.whole == 0.0 {
        return None;
    }
    let said = if listed > 0.0 { (met.listed / listed).min(1.0) } else { 1.0 };
    let mut weight = share * (1.0 - UNSOUGHT + UNSOUGHT * said);
    if met.whole > 0.0 {
        weight = weight.max(WHOLE_ALONE * met.whole) + WHOLE * met.whole;
    }
    Some(Ranked { weight, name: met.name })
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
