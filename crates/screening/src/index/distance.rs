//! How many slips of the pen lie between two words, as far as a small bound.

/// The longest word whose near spellings are measured.
pub(super) const LONGEST: usize = 64;

/// The optimal string alignment distance (a letter added, dropped, changed, or two neighbours swapped) when it is
/// at most `most`, which is 2 or less.
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
    (most >= 2 && are_two_slips(a, b)).then_some(2)
}

/// Whether two slips make one of the other, where one does not and the first letters differ: whichever slip is made
/// there, one more must do for the rest.
fn are_two_slips(a: &[u8], b: &[u8]) -> bool {
    let (rest_a, rest_b) = (&a[1..], &b[1..]);
    let one = |a: &[u8], b: &[u8]| within(a, b, 1).is_some();
    let swapped = || match (a, b) {
        ([a0, a1, rest_a @ ..], [b0, b1, rest_b @ ..]) if a0 == b1 && a1 == b0 => one(rest_a, rest_b),
        _ => false,
    };
    one(rest_a, rest_b) || one(rest_a, b) || one(a, rest_b) || swapped()
}

fn without_common_ends<'a>((mut a, mut b): (&'a [u8], &'a [u8])) -> (&'a [u8], &'a [u8]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (&a[..a.len() - end], &b[..b.len() - end])
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
