//! Whom the listed parties catch: the smallest set that follows from them, so that nobody is caught because of itself.
//!
//! Two sets are computed. The certain set uses the lowest proven shares; the possible set the highest that do not
//! contradict what others are proven to hold. Between them the answer is "unknown": somebody must find out.

mod spread;

use crate::{Holdings, Measure, Method};
use chokepoint_rules::{Owners, Truth};
use spread::Spread;
pub(crate) use spread::{Bound, Pass};
use std::collections::VecDeque;

/// A listed party that counts as an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed {
    /// The party.
    pub party: u32,
    /// Whether it is the listed one for certain; otherwise it may be.
    pub certain: bool,
    /// What passes on from it (lists, requirements), as bits that the caller gives a meaning.
    pub marks: u64,
}

/// Passes of a regime that takes each listed owner alone may take so many steps for each holding. Beyond that only
/// chains of single majorities count as proven, and what several stakes may add up to counts as possible.
const STEPS_A_HOLDING: u64 = 40;
/// And so many in any case.
const STEPS: u64 = 10_000_000;

/// Whom the listed parties catch under a method.
pub struct Answer {
    method: Method,
    /// The listed parties, those that only may be listed among them, sorted.
    seeds: Vec<u32>,
    /// Those that certainly are.
    listed: Vec<u32>,
    certain: Vec<Pass>,
    possible: Vec<Pass>,
    /// For each party the pass that caught it first, by place in `certain` or `possible`.
    caught_in: Vec<u32>,
    possible_in: Vec<u32>,
    lowest: Vec<u32>,
    highest: Vec<u32>,
    marks: Vec<u64>,
    /// Whether the steps ran out and the answer is wider than it could be.
    pub widened: bool,
}

/// No pass.
const NONE: u32 = u32::MAX;

/// Solves a method for the listed parties over the holdings of its measures, in the order of `Method::measures`.
pub fn solve(method: &Method, holdings: &[Holdings], parties: usize, seeds: &[Seed]) -> Answer {
    let mut certain: Vec<u32> = seeds.iter().filter(|seed| seed.certain).map(|seed| seed.party).collect();
    certain.sort_unstable();
    certain.dedup();
    let mut all: Vec<u32> = seeds.iter().map(|seed| seed.party).collect();
    all.sort_unstable();
    all.dedup();
    let mut answer = Answer {
        method: method.clone(),
        seeds: all.clone(),
        listed: certain.clone(),
        certain: Vec::new(),
        possible: Vec::new(),
        caught_in: vec![NONE; parties],
        possible_in: vec![NONE; parties],
        lowest: vec![0; parties],
        highest: vec![0; parties],
        marks: vec![0; parties],
        widened: false,
    };
    let mut spread = Spread::new(method, holdings, parties);
    match method.owners {
        Owners::AddedTogether => {
            answer.take(Bound::Low, spread.pass(Bound::Low, &certain, None, &mut u64::MAX.clone()));
            answer.take(Bound::High, spread.pass(Bound::High, &all, None, &mut u64::MAX.clone()));
        }
        Owners::EachAlone => {
            let size: usize = holdings.iter().map(Holdings::len).sum();
            for (bound, owners) in [(Bound::Low, &certain), (Bound::High, &all)] {
                let mut steps = (size as u64 * STEPS_A_HOLDING).max(STEPS);
                for (at, owner) in owners.iter().enumerate() {
                    if steps > 0 {
                        answer.take(bound, spread.pass(bound, &[*owner], Some(parties), &mut steps));
                        continue;
                    }
                    answer.widened = true;
                    let rest = &owners[at..];
                    let pass = match bound {
                        Bound::Low => spread.majorities(rest),
                        Bound::High => spread.pass(bound, rest, None, &mut u64::MAX.clone()),
                    };
                    answer.take(bound, pass);
                    break;
                }
            }
        }
    }
    answer.pass_marks_on(holdings, seeds);
    answer
}

impl Answer {
    /// How it was counted.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Whether a party is caught by ownership or control. A listed party is caught by its listing, not here.
    pub fn caught(&self, party: u32) -> Truth {
        match (self.caught_in.get(party as usize), self.possible_in.get(party as usize)) {
            (Some(pass), _) if *pass != NONE => Truth::Yes,
            (_, Some(pass)) if *pass != NONE => Truth::Unknown,
            _ => Truth::No,
        }
    }

    /// The lowest share that listed and caught owners are proven to have, in parts of a billion.
    pub fn lowest(&self, party: u32) -> u32 {
        self.lowest.get(party as usize).copied().unwrap_or(0)
    }

    /// The highest share that they can have.
    pub fn highest(&self, party: u32) -> u32 {
        self.highest.get(party as usize).copied().unwrap_or(0).max(self.lowest(party))
    }

    /// The marks of all listed parties that catch it, or may; its own for a listed one.
    pub fn marks(&self, party: u32) -> u64 {
        self.marks.get(party as usize).copied().unwrap_or(0)
    }

    /// Whether it is a listed party for certain.
    pub fn is_listed(&self, party: u32) -> bool {
        self.listed.binary_search(&party).is_ok()
    }

    /// Whether it is one of the listed parties, or may be.
    pub fn is_seed(&self, party: u32) -> bool {
        self.seeds.binary_search(&party).is_ok()
    }

    /// The pass that caught a party, and whether it used the lowest or the highest shares.
    pub(crate) fn pass_of(&self, party: u32) -> Option<(&Pass, Bound)> {
        let of = |passes: &'_ [u32]| passes.get(party as usize).copied().filter(|pass| *pass != NONE);
        if let Some(pass) = of(&self.caught_in) {
            return Some((self.certain.get(pass as usize)?, Bound::Low));
        }
        Some((self.possible.get(of(&self.possible_in)? as usize)?, Bound::High))
    }

    fn take(&mut self, bound: Bound, mut pass: Pass) {
        let (passes, first, shares) = match bound {
            Bound::Low => (&mut self.certain, &mut self.caught_in, &mut self.lowest),
            Bound::High => (&mut self.possible, &mut self.possible_in, &mut self.highest),
        };
        for (party, share) in std::mem::take(&mut pass.shares) {
            let held = &mut shares[party as usize];
            *held = (*held).max(share);
        }
        let mut is_used = false;
        for party in std::mem::take(&mut pass.caught) {
            let place = &mut first[party as usize];
            if *place == NONE {
                *place = passes.len() as u32;
                is_used = true;
            }
        }
        if is_used {
            passes.push(pass);
        }
    }

    /// Marks go from owners to the owned as long as anything is new; there are at most 64 of them.
    fn pass_marks_on(&mut self, holdings: &[Holdings], seeds: &[Seed]) {
        let mut open: VecDeque<u32> = VecDeque::new();
        for seed in seeds {
            if let Some(marks) = self.marks.get_mut(seed.party as usize) {
                *marks |= seed.marks;
                open.push_back(seed.party);
            }
        }
        while let Some(owner) = open.pop_front() {
            let marks = self.marks[owner as usize];
            for holding in holdings.iter().flat_map(|of_measure| of_measure.out_of(owner)) {
                let held = holding.held as usize;
                let caught = self.caught(holding.held);
                // What merely may be held passes marks on only to what merely may be caught.
                let counts = match caught {
                    Truth::No => false,
                    Truth::Unknown => true,
                    Truth::Yes => holding.share.low() > 0 && self.is_certain(owner),
                };
                if counts && marks & !self.marks[held] != 0 {
                    self.marks[held] |= marks;
                    open.push_back(holding.held);
                }
            }
        }
    }

    fn is_certain(&self, party: u32) -> bool {
        self.caught(party) == Truth::Yes || self.is_listed(party)
    }
}

impl Measure {
    /// Whether its sums are shares to be shown.
    pub(crate) const fn is_share(&self) -> bool {
        self.has_a_whole()
    }
}

#[cfg(test)]
mod tests;
