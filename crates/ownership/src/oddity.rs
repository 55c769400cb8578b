//! What is odd about the holdings of a company: told beside the answer, never smoothed over.

use chokepoint_model::Share;

/// Oddities kept one by one; the rest are counted.
const KEPT: usize = 1000;

/// Something about the holdings of a company that cannot be so, or can be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// It holds a part of itself (treasury shares, or an error): left out.
    OwnsItself {
        /// The company.
        party: u32,
        /// The part.
        share: Share,
    },
    /// The parts add up to more than the whole, so not all of them are true: each owner has at least what the others
    /// leave, at most what is said.
    TooMuch {
        /// The company.
        party: u32,
        /// What they add up to, in parts of a billion.
        total: u64,
    },
    /// Two sources contradict each other on one holding: anything from the one to the other.
    Disagree {
        /// The company.
        party: u32,
        /// The owner.
        holder: u32,
        /// From the one to the other.
        share: Share,
    },
    /// One source states different parts for one owner on one day: anything from the largest to their sum.
    SeveralParts {
        /// The company.
        party: u32,
        /// The owner.
        holder: u32,
        /// From the largest to the sum.
        share: Share,
    },
}

/// The first oddities, and how many there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Oddities {
    /// The first ones.
    pub kept: Vec<Oddity>,
    /// How many there are in all.
    pub count: u64,
}

impl Oddities {
    pub(crate) fn tell(&mut self, oddity: Oddity) {
        self.count += 1;
        if self.kept.len() < KEPT {
            self.kept.push(oddity);
        }
    }
}
