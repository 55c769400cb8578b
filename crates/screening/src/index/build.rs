//! Filing names: from keys to the flat arrays of the index.

use super::space::Space;
use super::{Listed, NO_KEY, RARE, Record, near, rarity, table};
use chokepoint_store::flat::FlatWriter;
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

/// The first number of `index.about`; another layout gets another number.
pub(super) const LAYOUT: u64 = 2;

/// Collects the keys of listed names and lays out the index.
#[derive(Default)]
pub struct IndexBuilder {
    keys: Interned,
    /// (name, key) as filed.
    filed: Vec<(u32, u32)>,
    names: u32,
    entity_of: Vec<u32>,
}

impl IndexBuilder {
    /// An empty index.
    pub fn new() -> Self {
        Self::default()
    }

    /// Files name number `doc` under `keys`. Numbers are dense, from 0; a name may be added in several goes.
    pub fn add<S: AsRef<str>>(&mut self, doc: u32, keys: &[S]) {
        self.names = self.names.max(doc.saturating_add(1));
        for key in keys {
            let key = key.as_ref().as_bytes();
            if !Space::of(key).1.is_empty() {
                self.filed.push((doc, self.keys.number(key)));
            }
        }
    }

    /// Says which entity each name belongs to, so that an entity of many names does not fill the answer alone.
    /// Names beyond the end of `entity_of` are entities of their own.
    pub fn group_by(&mut self, entity_of: &[u32]) {
        self.entity_of = entity_of.to_vec();
    }

    /// Lays out the arrays and adds them to `file` as sections `index.*`.
    pub fn build(self, file: &mut FlatWriter) {
        let names = self.names as usize;
        let mut keys_of = lists(self.filed.iter().copied(), names, true);
        drop(self.filed);
        let mut named = vec![0_u32; self.keys.len()];
        for key in &keys_of.items {
            named[*key as usize] += 1;
        }
        let Renumbered { keys, numbers, spaces, common } = self.keys.renumbered(&named);
        for key in &mut keys_of.items {
            *key = numbers[*key as usize];
        }
        let mut rarities = vec![0.0; keys.len()];
        for (named, number) in named.iter().zip(&numbers) {
            rarities[*number as usize] = rarity(names, *named);
        }

        // What leads from a word to its keys, and what leads from a key to its names, are laid out side by side.
        let ((exact, near), by_weight) =
            rayon::join(|| tables(&keys), || ByWeight::of(&keys_of, &rarities, &spaces, common));
        let ByWeight { order, postings, records, more } = by_weight;

        let entity = |name: u32| self.entity_of.get(name as usize).copied();
        let entities: Vec<u32> = if self.entity_of.is_empty() {
            Vec::new()
        } else {
            order.iter().map(|(_, name)| entity(*name).unwrap_or(u32::MAX - name)).collect()
        };
        let weights: Vec<f32> = order.iter().map(|(weight, _)| *weight).collect();
        let numbers: Vec<u32> = order.iter().map(|(_, name)| *name).collect();

        // The end of the last list is the start of one more, which nothing asks for.
        let rarities = rarities.into_iter().chain(std::iter::once(0.0));
        let listed: Vec<Listed> = postings
            .starts
            .iter()
            .zip(rarities)
            .map(|(start, rarity)| Listed { start: *start, rarity })
            .collect();
        let mut digest = xxhash_rust::xxh3::Xxh3::new();
        for part in [&postings.items, &near.entries, &numbers] {
            digest.update(bytemuck::cast_slice(part));
        }
        digest.update(&keys.bytes);
        file.array(
            "index.about",
            &[LAYOUT, names as u64, keys.len() as u64, u64::from(common), digest.digest()],
        );
        file.owned("index.text", keys.bytes);
        file.owned("index.text.starts", keys.starts);
        file.owned("index.exact", exact.entries);
        file.owned("index.exact.starts", exact.starts);
        file.owned("index.near", near.entries);
        file.owned("index.near.starts", near.starts);
        file.owned("index.names", postings.items);
        file.owned("index.lists", listed);
        file.owned("index.records", records);
        file.owned("index.records.more", more);
        file.owned("index.weight", weights);
        file.owned("index.number", numbers);
        file.owned("index.entity", entities);
    }
}

/// The names by weight, and what is laid out in that order.
struct ByWeight {
    /// The weight of each, and its number outside.
    order: Vec<(f32, u32)>,
    postings: Lists,
    records: Vec<Record>,
    more: Vec<u32>,
}

impl ByWeight {
    fn of(keys_of: &Lists, rarities: &[f32], spaces: &[Space], common: u32) -> Self {
        let names = keys_of.starts.len() - 1;
        // Names are numbered anew by weight: a list cut short then loses the names that say most beside the word.
        let weight_of = |name: usize| -> f32 {
            let words = keys_of.of(name).iter().filter(|key| spaces[**key as usize].makes_up_the_name());
            words.map(|key| rarities[*key as usize]).sum()
        };
        let mut order: Vec<(f32, u32)> = (0..names).map(|name| (weight_of(name), name as u32)).collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));

        let in_order = || order.iter().map(|(_, name)| *name as usize);
        let postings = lists(
            in_order()
                .enumerate()
                .flat_map(|(at, name)| keys_of.of(name).iter().map(move |key| (*key, at as u32))),
            rarities.len(),
            false,
        );
        let (mut records, mut more) = (Vec::with_capacity(names), Vec::new());
        for (weight, name) in &order {
            let probed = |key: &&u32| **key < common && spaces[**key as usize] != Space::Whole;
            let mut probed = keys_of.of(*name as usize).iter().filter(probed).copied();
            let mut record = Record { weight: *weight, more: 0, common: [NO_KEY; 6] };
            record.common.iter_mut().zip(&mut probed).for_each(|(slot, key)| *slot = key);
            if let Some(next) = probed.next() {
                record.more = more.len() as u32 + 1;
                more.extend(std::iter::once(next).chain(probed).chain(std::iter::once(NO_KEY)));
            }
            records.push(record);
        }
        Self { order, postings, records, more }
    }
}

/// The tables by which a key is found as written, and by its near spellings.
fn tables(keys: &Interned) -> (table::Built, table::Built) {
    let all = 0..keys.len() as u32;
    let hashes: Vec<(u64, u32)> =
        all.clone().into_par_iter().map(|key| (xxh3_64(keys.text(key as usize)), key)).collect();
    let exact = table::build(keys.len(), &hashes);
    let near = |key: u32| {
        let (space, letters) = Space::of(keys.text(key as usize));
        let mut hashes = Vec::new();
        near::filed_under(space, letters, |hash| hashes.push((hash, key)));
        hashes
    };
    let hashes: Vec<(u64, u32)> = all.into_par_iter().flat_map_iter(near).collect();
    let near = table::build(keys.len(), &hashes);
    (exact, near)
}

/// Lists of numbers end to end.
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn of(&self, at: usize) -> &[u32] {
        &self.items[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

/// Gathers `pairs` of (list, item) into `count` lists, each in the order given, or sorted and each item once.
fn lists(pairs: impl Iterator<Item = (u32, u32)> + Clone, count: usize, sorted: bool) -> Lists {
    let mut starts = vec![0_u32; count + 1];
    for (list, _) in pairs.clone() {
        starts[list as usize + 1] += 1;
    }
    for at in 0..count {
        starts[at + 1] += starts[at];
    }
    let mut items = vec![0_u32; starts[count] as usize];
    let mut next = starts.clone();
    for (list, item) in pairs {
        items[next[list as usize] as usize] = item;
        next[list as usize] += 1;
    }
    if sorted {
        let mut kept = 0;
        for at in 0..count {
            let (start, end) = (starts[at] as usize, starts[at + 1] as usize);
            items[start..end].sort_unstable();
            starts[at] = kept as u32;
            for from in start..end {
                if from == start || items[from] != items[kept - 1] {
                    items[kept] = items[from];
                    kept += 1;
                }
            }
        }
        starts[count] = kept as u32;
        items.truncate(kept);
    }
    Lists { starts, items }
}

/// Distinct keys, numbered as first met.
#[derive(Default)]
struct Interned {
    bytes: Vec<u8>,
    /// The start of each text, and the end of the last.
    starts: Vec<u32>,
    hashes: Vec<u64>,
    /// Open addressing: number + 1, or 0.
    slots: Vec<u32>,
}

impl Interned {
    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn text(&self, number: usize) -> &[u8] {
        &self.bytes[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    fn push(&mut self, text: &[u8]) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.bytes.extend_from_slice(text);
        self.starts.push(self.bytes.len() as u32);
    }

    fn number(&mut self, text: &[u8]) -> u32 {
        if self.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = xxh3_64(text);
        let mut at = hash as usize & (self.slots.len() - 1);
        while let Some(number) = self.slots[at].checked_sub(1) {
            if self.hashes[number as usize] == hash && self.text(number as usize) == text {
                return number;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let number = self.len() as u32;
        self.slots[at] = number + 1;
        self.hashes.push(hash);
        self.push(text);
        number
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(1024);
        self.slots = vec![0; size];
        for (number, hash) in self.hashes.iter().enumerate() {
            let mut at = *hash as usize & (size - 1);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = number as u32 + 1;
        }
    }

    /// The keys in the order of the index: common ones first, then space by space, each as first met.
    fn renumbered(&self, named: &[u32]) -> Renumbered {
        let rare = |number: u32| named[number as usize] <= RARE;
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by_cached_key(|number| (rare(*number), Space::of(self.text(*number as usize)).0));
        let mut keys = Self { starts: vec![0], ..Self::default() };
        let (mut numbers, mut spaces) = (vec![0; self.len()], Vec::with_capacity(self.len()));
        for (at, number) in order.iter().enumerate() {
            let text = self.text(*number as usize);
            keys.push(text);
            spaces.push(Space::of(text).0);
            numbers[*number as usize] = at as u32;
        }
        Renumbered { keys, numbers, spaces, common: order.partition_point(|number| !rare(*number)) as u32 }
    }
}

/// Keys in another order.
struct Renumbered {
    keys: Interned,
    /// The new number of each.
    numbers: Vec<u32>,
    /// The space of each, by its new number.
    spaces: Vec<Space>,
    /// How many are common; they come first.
    common: u32,
}
