//! Made-up holdings: companies with a few owners each, large owners that hold in many, cycles, ranges and ended stakes.

use crate::names::Chance;

/// Parts of a whole, as the model counts them.
const WHOLE: u32 = 1_000_000_000;

/// One made-up holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MadeUpHolding {
    /// Who holds it.
    pub holder: u32,
    /// In whom.
    pub held: u32,
    /// The lowest share, in parts of a billion.
    pub low: u32,
    /// The highest share.
    pub high: u32,
    /// Whether it ended before the day that is asked about.
    pub has_ended: bool,
}

/// Makes so many holdings in a third as many parties, the same for the same seed.
///
/// The shares of one company come to at most the whole. Holders follow Zipf's law half of the time, so that a few hold
/// in thousands; any party may hold in any other, so cycles come by themselves.
pub fn made_up(seed: u64, count: usize) -> impl Iterator<Item = MadeUpHolding> {
    let mut chance = Chance::new(seed);
    let parties = (count / 3).max(2);
    let (mut held, mut owners, mut left) = (0_u32, 0_u32, WHOLE);
    std::iter::repeat_with(move || {
        if owners == 0 {
            held = chance.below(parties) as u32;
            owners = 1 + chance.below(5) as u32;
            left = WHOLE;
        }
        owners -= 1;
        let holder = if chance.below(2) == 0 { chance.zipf(parties) } else { chance.below(parties) } as u32;
        // The last owner often takes what is left.
        let percent = if owners == 0 && chance.below(2) == 0 { 100 } else { 1 + chance.below(60) as u32 };
        let share = (percent * (WHOLE / 100)).min(left);
        let (low, high) = match chance.below(100) {
            0..=1 => (0, WHOLE),
            2..=6 => (share / 2, share),
            _ => (share, share),
        };
        left -= low;
        MadeUpHolding { holder, held, low, high: high.max(low), has_ended: chance.below(10) == 0 }
    })
    .take(count)
}
