//! A hash table in two flat arrays: where each bucket starts, and its entries.
//!
//! An entry is a key's number in its low bits and as many further bits of the hash as fit above: most keys that are
//! not meant are passed over without a look at their text, and a bucket of four is a quarter of a cache line.

/// Entries a bucket holds on average.
const FULL: usize = 4;

/// The arrays of a table as they are written.
#[derive(Default)]
pub(super) struct Built {
    pub(super) starts: Vec<u32>,
    pub(super) entries: Vec<u32>,
}

/// Builds a table of numbers below `count` from every hash and number.
pub(super) fn build(count: usize, all: &[(u64, u32)]) -> Built {
    let buckets = (all.len() / FULL).next_power_of_two();

    let mut starts = vec![0_u32; buckets + 1];
    for (hash, _) in all {
        starts[bucket(*hash, buckets) + 1] += 1;
    }
    for at in 0..buckets {
        starts[at + 1] += starts[at];
    }
    let mut next = starts.clone();
    let mut entries = vec![0_u32; all.len()];
    let bits = bits_for(count);
    for (hash, number) in all {
        let slot = &mut next[bucket(*hash, buckets)];
        entries[*slot as usize] = above(*hash, bits) | number;
        *slot += 1;
    }
    Built { starts, entries }
}

/// Where the entries of a hash start and end; an empty place where there is no such bucket.
pub(super) fn bucket_of(starts: &[u32], hash: u64) -> (u32, u32) {
    let at = bucket(hash, starts.len().saturating_sub(1));
    match starts.get(at..at + 2) {
        Some(&[start, end]) => (start, end),
        _ => (0, 0),
    }
}

/// Looks at the first item of each stretch, and at nothing else: memory is then asked for many at a time, and what
/// reads them one by one after that does not wait.
pub(super) fn touch<T: Copy + Into<u64>>(items: &[T], stretches: &[(u32, u32)]) {
    let first = |(start, _): &(u32, u32)| items.get(*start as usize).map_or(0, |item| (*item).into());
    std::hint::black_box(stretches.iter().map(first).fold(0, |all, item: u64| all ^ item));
}

/// Calls `found` with the number of each entry of a bucket that may have this hash, in the order they were filed.
pub(super) fn probe(
    entries: &[u32],
    (start, end): (u32, u32),
    count: usize,
    hash: u64,
    mut found: impl FnMut(u32),
) {
    let bits = bits_for(count);
    let mark = above(hash, bits);
    for entry in entries.get(start as usize..end as usize).unwrap_or_default() {
        if (entry ^ mark) >> bits == 0 {
            found(entry & ((1 << bits) - 1));
        }
    }
}

/// Bits of an entry that hold the number; one at least of the hash is kept.
fn bits_for(count: usize) -> u32 {
    (usize::BITS - count.leading_zeros()).clamp(1, 31)
}

/// The bits of the hash above the number, from its low half: the bucket is taken from the high half.
fn above(hash: u64, bits: u32) -> u32 {
    (hash as u32) >> bits << bits
}

fn bucket(hash: u64, buckets: usize) -> usize {
    ((u128::from(hash) * buckets as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_64;

    #[test]
    fn what_was_filed_is_found() {
        let hash = |number: u32| xxh3_64(&(number / 2).to_le_bytes());
        let all: Vec<(u64, u32)> = (0..10_000).map(|number| (hash(number), number)).collect();
        let table = build(10_000, &all);
        for number in 0..10_000 {
            let mut found = Vec::new();
            probe(&table.entries, bucket_of(&table.starts, hash(number)), 10_000, hash(number), |other| {
                found.push(other)
            });
            assert!(found.contains(&number) && found.len() < 6, "{number}: {found:?}");
        }
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        let table = build(0, &[]);
        probe(&table.entries, bucket_of(&table.starts, 17), 0, 17, |_| panic!("found something"));
        probe(&[], bucket_of(&[], 17), 0, 17, |_| panic!("found something"));
    }
}
