//! How many slips of the pen lie between two words, as far as a small bound.

/// The longest word whose near spellings are measured.
pub(super) const LONGEST: usize = 64;

/// The optimal string alignment distance (a letter added, dropped, changed, or two neighbours swapped) when it is
/// at most `most`. `most` is 2 or less, or the words are shorter than [`LONGEST`].
pub(super) fn within(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let (a, b) = without_common_ends(if a.len() >= b.len() { (a, b) } else { (b, a) });
    if a.len() - b.len() > most {
        return None;
    }
    if b.is_empty() {
        return Some(a.len());
    }
    // Both ends differ now, so one slip is one letter for another or a swap.
    let one_slip = match (a, b) {
        ([_], [_]) => true,
        ([a0, a1], [b0, b1]) => a0 == b1 && a1 == b0,
        _ => false,
    };
    if one_slip {
        return (most >= 1).then_some(1);
    }
    if most < 2 || a.len() > LONGEST { None } else { table(a, b, most) }
}

fn without_common_ends<'a>((mut a, mut b): (&'a [u8], &'a [u8])) -> (&'a [u8], &'a [u8]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

fn table(a: &[u8], b: &[u8], most: usize) -> Option<usize> {
    let mut rows = [[0_u8; LONGEST + 1]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at as u8;
    }
    let mut least_before = 0;
    for i in 1..=a.len() {
        let [before, above, row] = pick(&mut rows, i);
        row[0] = i as u8;
        let mut least = row[0];
        for j in 1..=b.len() {
            let change = above[j - 1] + u8::from(a[i - 1] != b[j - 1]);
            let mut cell = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            least = least.min(cell);
        }
        if usize::from(least.min(least_before)) > most {
            return None;
        }
        least_before = least;
    }
    let distance = usize::from(rows[a.len() % 3][b.len()]);
    (distance <= most).then_some(distance)
}

/// The rows two above, one above, and at `i` (three rows take turns).
fn pick(rows: &mut [[u8; LONGEST + 1]; 3], i: usize) -> [&mut [u8; LONGEST + 1]; 3] {
    let [x, y, z] = rows;
    match i % 3 {
        0 => [y, z, x],
        1 => [z, x, y],
        _ => [x, y, z],
    }
}

#[cfg(test)]
mod tests {
    use super::within;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_distance_is_that_of_the_textbook(a in "[abc]{0,12}", b in "[abc]{0,12}", most in 0_usize..3) {
            let textbook = strsim::osa_distance(&a, &b);
            prop_assert_eq!(within(a.as_bytes(), b.as_bytes(), most), (textbook <= most).then_some(textbook));
        }
    }

    #[test]
    fn words_of_any_length_are_measured_or_refused() {
        let long = "x".repeat(10_000);
        assert_eq!(within(long.as_bytes(), format!("{long}y").as_bytes(), 2), Some(1));
        assert_eq!(within(long.as_bytes(), "y".repeat(10_000).as_bytes(), 2), None);
    }
}
