//! How far one spelling is from another, in tenths of a slip of the pen.

use super::view::MOST_LETTERS;

/// A slip: a letter wrong, missing, added, or two that changed places.
pub(super) const SLIP: u16 = 10;
/// One vowel for another: the commonest difference of transliterations.
const VOWEL_FOR_VOWEL: u16 = 6;
/// A vowel more or less.
const VOWEL_MORE: u16 = 8;
/// A letter written twice.
const DOUBLED: u16 = 4;
/// Letters that write one sound in one language or another: i, y, j; v, w.
const SAME_SOUND: u16 = 2;
/// Letters that often do: c, k, q; s, z.
const LIKE_SOUND: u16 = 5;

/// The distance of two spellings, or `None` above `most`.
pub(super) fn distance(a: &[u8], b: &[u8], most: u16) -> Option<u16> {
    let (a, b) = trim(a, b);
    let (a, b) = (&a[..a.len().min(MOST_LETTERS)], &b[..b.len().min(MOST_LETTERS)]);
    let apart = a.len().abs_diff(b.len());
    if u16::try_from(apart).unwrap_or(u16::MAX).saturating_mul(DOUBLED) > most {
        return None;
    }
    // Three rows: transpositions look back two.
    let mut rows = [[0_u16; MOST_LETTERS + 1]; 3];
    let mut ones = [0_u16; MOST_LETTERS];
    for at in 0..b.len() {
        ones[at] = one(b, at);
        rows[1][at + 1] = rows[1][at] + ones[at];
    }
    let mut least_before = 0;
    for i in 0..a.len() {
        let [before, above, row] = &mut rows;
        let (one_a, changes) = (one(a, i), &CHANGES[place(a[i])]);
        row[0] = above[0] + one_a;
        let mut least = row[0];
        for j in 0..b.len() {
            let change = if a[i] == b[j] { 0 } else { u16::from(changes[place(b[j])]) };
            let mut cost = (above[j] + change).min(above[j + 1] + one_a).min(row[j] + ones[j]);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                cost = cost.min(before[j - 1] + SLIP);
            }
            row[j + 1] = cost;
            least = least.min(cost);
        }
        // What comes after leads through this row, or over it by a transposition.
        if least.min(least_before + SLIP) > most {
            return None;
        }
        least_before = least;
        rows.rotate_left(1);
    }
    Some(rows[1][b.len()]).filter(|&cost| cost <= most)
}

/// What each letter costs for each other one, looked up by [`place`].
static CHANGES: [[u8; PLACES]; PLACES] = {
    let mut changes = [[SLIP as u8; PLACES]; PLACES];
    let (mut a, letters) = (0, *b"abcdefghijklmnopqrstuvwxyz");
    while a < letters.len() {
        let mut b = 0;
        while b < letters.len() {
            changes[a][b] = change(letters[a], letters[b]) as u8;
            b += 1;
        }
        a += 1;
    }
    changes
};

/// A letter's place in [`CHANGES`]; whatever is no small letter stands in the last.
fn place(letter: u8) -> usize {
    usize::from(letter.wrapping_sub(b'a')).min(PLACES - 1)
}

const PLACES: usize = 27;

const fn change(a: u8, b: u8) -> u16 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    match (low, high) {
        _ if a == b => 0,
        (b'i' | b'j', b'j' | b'y') | (b'v', b'w') => SAME_SOUND,
        (b'c' | b'k', b'k' | b'q') | (b's', b'z') => LIKE_SOUND,
        _ if is_vowel(a) && is_vowel(b) => VOWEL_FOR_VOWEL,
        _ => SLIP,
    }
}

/// Leaves out what both begin and end with, but for one letter: a doubled letter must be seen.
fn trim<'a>(mut a: &'a [u8], mut b: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    while let ([first, second, ..], [other, next, ..]) = (a, b) {
        if first != other || second != next {
            break;
        }
        (a, b) = (&a[1..], &b[1..]);
    }
    while let ([rest_a @ .., last], [rest_b @ .., other]) = (a, b) {
        if last != other || rest_a.is_empty() || rest_b.is_empty() {
            break;
        }
        (a, b) = (rest_a, rest_b);
    }
    (a, b)
}

/// A letter more or less.
fn one(word: &[u8], at: usize) -> u16 {
    match word[at] {
        letter if at > 0 && word[at - 1] == letter => DOUBLED,
        letter if is_vowel(letter) => VOWEL_MORE,
        _ => SLIP,
    }
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_ten() {
        for (a, b, expect) in [
            ("putin", "putin", Some(0)),
            ("putin", "pudin", Some(10)),
            ("macron", "marcon", Some(10)),
            ("manat", "manet", Some(6)),
            ("sergei", "sergi", Some(8)),
            ("castro", "castillo", None),
            ("merz", "mertz", Some(10)),
            ("emanuel", "emmanuel", Some(4)),
            ("serej", "sergey", Some(12)),
            ("", "a", Some(8)),
        ] {
            assert_eq!(distance(a.as_bytes(), b.as_bytes(), 20), expect, "{a} {b}");
        }
    }
}
