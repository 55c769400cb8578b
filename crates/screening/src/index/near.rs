//! Under which hashes a word is filed so that its near spellings meet it without a walk through the dictionary.
//!
//! Two words within two slips of each other become the same when at most two letters of each are left out, and that
//! holds for their first eight letters alone. So a plain word is filed under its first eight letters with none, one
//! or two of them left out (eight letters are one `u64`, leaving one out is two shifts). Joined words and whole names
//! may hold one slip; they are mostly long, and one slip leaves the part before the middle or the part after it whole,
//! so from eight letters on they are filed under these two parts with their length.

use super::distance::{LONGEST, within};
use super::space::Space;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Letters of a plain word that are filed.
const FILED: usize = 8;

/// Fewer letters than this are sought as written: a slip in three letters makes another word.
pub(super) const ONE_SLIP: usize = 4;
/// From this many letters on a word may hold two slips.
pub(super) const TWO_SLIPS: usize = 8;

/// Fewer letters than this, two words joined are sought as written.
const JOINED: usize = 6;
/// Joined words of so many letters are filed by halves.
const HALVED: usize = 8;

/// No two near spellings differ by more slips.
pub(super) const MOST_SLIPS: usize = 2;

/// How many slips may lie between two words of these lengths of a key space.
fn allowed(space: Space, a: usize, b: usize) -> usize {
    match (space, a.min(b)) {
        (Space::Plain, ONE_SLIP..TWO_SLIPS) => 1,
        (Space::Plain, TWO_SLIPS..=LONGEST) => 2,
        (Space::Joined | Space::Whole, JOINED..) => 1,
        _ => 0,
    }
}

/// The slips between two keys of one space, when they are near spellings of each other or the same.
pub(super) fn slips(space: Space, a: &[u8], b: &[u8]) -> Option<usize> {
    within(a, b, allowed(space, a.len(), b.len()))
}

/// Calls `found` with each hash under which a listed key is filed; `letters` are without the sign of the space.
pub(super) fn filed_under(space: Space, letters: &[u8], mut found: impl FnMut(u64)) {
    match (space, letters.len()) {
        (Space::Plain, ONE_SLIP..=LONGEST) => left_out(space, letters, &mut found),
        (Space::Joined | Space::Whole, JOINED..HALVED) => left_out(space, letters, &mut found),
        (Space::Joined | Space::Whole, HALVED..) => halves(space, letters, letters.len(), &mut found),
        _ => {}
    }
}

/// Calls `found` with each hash under which near spellings of a sought key are filed.
pub(super) fn sought_under(space: Space, letters: &[u8], mut found: impl FnMut(u64)) {
    match (space, letters.len()) {
        (Space::Plain, ONE_SLIP..=LONGEST) => left_out(space, letters, &mut found),
        (Space::Joined | Space::Whole, size @ JOINED..) => {
            if size <= HALVED {
                left_out(space, letters, &mut found);
            }
            for length in (size - 1).max(HALVED)..=size + 1 {
                halves(space, letters, length, &mut found);
            }
        }
        _ => {}
    }
}

/// The first letters with none, one, or (of long plain words) two of them left out.
fn left_out(space: Space, letters: &[u8], found: &mut impl FnMut(u64)) {
    if !letters.is_ascii() {
        return;
    }
    let two = space == Space::Plain && letters.len() >= TWO_SLIPS;
    let count = letters.len().min(FILED);
    let mut packed = 0_u64;
    for (at, letter) in letters[..count].iter().enumerate() {
        packed |= u64::from(*letter) << (8 * at);
    }

    // The highest bit of an ASCII letter is free to tell the spaces apart.
    let mut found = |variant: u64| found(mixed(variant | 0x80 << (8 * space as u32)));
    found(packed);
    for first in (0..count).filter(|at| !repeats(packed, *at)) {
        let one = without(packed, first);
        found(one);
        if two {
            for second in (first..count - 1).filter(|at| !repeats(one, *at)) {
                found(without(one, second));
            }
        }
    }
}

/// Whether the letter at `at` is the one before it again: leaving out either gives the same.
fn repeats(packed: u64, at: usize) -> bool {
    at > 0 && (packed >> (8 * at)) as u8 == (packed >> (8 * (at - 1))) as u8
}

/// The packed letters without the one at `at`.
fn without(packed: u64, at: usize) -> u64 {
    let below = (1_u64 << (8 * at)) - 1;
    // Two shifts, because a shift by 64 is none.
    (packed & below) | (((packed >> (8 * at)) >> 8) << (8 * at))
}

/// Spreads packed letters over 64 bits (the finaliser of MurmurHash3).
fn mixed(packed: u64) -> u64 {
    let mut hash = packed;
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The part before the middle and the part after it, as a key of `length` letters is filed. The letter or two between
/// the parts belong to neither: two neighbours swapped across the middle would else spoil both.
fn halves(space: Space, letters: &[u8], length: usize, found: &mut impl FnMut(u64)) {
    let part = (length - 1) / 2;
    let seed = (length as u64) << 8 | (space as u64) << 1;
    found(xxh3_64_with_seed(&letters[..part], seed));
    found(xxh3_64_with_seed(&letters[letters.len() - part..], seed | 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn meet(space: Space, listed: &str, sought: &str) -> bool {
        let (mut filed, mut met) = (BTreeSet::new(), false);
        filed_under(space, listed.as_bytes(), |hash| {
            filed.insert(hash);
        });
        sought_under(space, sought.as_bytes(), |hash| met |= filed.contains(&hash));
        met
    }

    proptest! {
        #[test]
        fn near_spellings_always_share_a_hash(a in "[abc]{4,14}", b in "[abc]{4,14}") {
            for space in [Space::Plain, Space::Joined, Space::Whole] {
                if let Some(1..) = slips(space, a.as_bytes(), b.as_bytes()) {
                    prop_assert!(meet(space, &a, &b), "{:?} {} {}", space, a, b);
                }
            }
        }

        #[test]
        fn no_word_is_too_strange_to_file(word in "\\PC{0,80}") {
            for space in [Space::Plain, Space::Joined, Space::Whole] {
                meet(space, &word, &word);
            }
        }
    }

    #[test]
    fn short_words_have_no_near_spellings() {
        let check = |a: &str, b: &str, expect: Option<usize>| {
            assert_eq!(slips(Space::Plain, a.as_bytes(), b.as_bytes()), expect, "{a} {b}");
        };
        check("lee", "lei", None);
        check("lee", "lees", None);
        check("wang", "wnag", Some(1));
        check("wang", "zhang", None);
        check("nettrix", "netrixx", None);
        check("kaspersky", "kasperky", Some(1));
        check("kaspersky", "kesperski", Some(2));
    }
}
