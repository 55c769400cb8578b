//! One pass: from listed owners along the holdings, as long as somebody new reaches the share.

use crate::{Holdings, Method};
use chokepoint_model::Share;
use std::collections::{HashMap, VecDeque};

/// Which end of each range is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// What is proven.
    Low,
    /// What is possible.
    High,
}

/// What one pass found.
pub(crate) struct Pass {
    /// The place of each member (listed owners first, then the caught) in the order of entry.
    order: Order,
    /// The caught, in the order of entry. Emptied when it is taken.
    pub(super) caught: Vec<u32>,
    /// The share of everybody in whom members hold something. Emptied when it is taken.
    pub(super) shares: Vec<(u32, u32)>,
}

/// Dense for the one pass of a regime that adds owners up, sparse for the many of one that does not.
enum Order {
    Dense(Vec<u32>),
    Sparse(HashMap<u32, u32>),
}

const OUTSIDE: u32 = u32::MAX;

impl Pass {
    /// The place of a member in the order of entry.
    pub(crate) fn order(&self, party: u32) -> Option<u32> {
        match &self.order {
            Order::Dense(order) => order.get(party as usize).copied().filter(|place| *place != OUTSIDE),
            Order::Sparse(order) => order.get(&party).copied(),
        }
    }
}

/// What members hold in one party under one measure.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    low: u64,
    high: u64,
}

/// The pass with its sums, which are used again for the next one.
pub(super) struct Spread<'a> {
    method: &'a Method,
    holdings: &'a [Holdings],
    /// What all holders of each party have at least, by measure.
    totals: Vec<Vec<u64>>,
    sums: Vec<Vec<Sums>>,
    is_member: Vec<bool>,
    is_touched: Vec<bool>,
    touched: Vec<u32>,
}

impl<'a> Spread<'a> {
    pub(super) fn new(method: &'a Method, holdings: &'a [Holdings], parties: usize) -> Self {
        let total = |of: &Holdings| (0..).take(parties).map(|party| of.total_low(party)).collect();
        Self {
            method,
            holdings,
            totals: holdings.iter().map(total).collect(),
            sums: holdings.iter().map(|_| vec![Sums::default(); parties]).collect(),
            is_member: vec![false; parties],
            is_touched: vec![false; parties],
            touched: Vec::new(),
        }
    }

    /// Spreads from these owners together. With `sparse` the pass keeps only whom it met; `steps` are used up.
    pub(super) fn pass(
        &mut self,
        bound: Bound,
        owners: &[u32],
        sparse: Option<usize>,
        steps: &mut u64,
    ) -> Pass {
        let mut entered: Vec<u32> = Vec::new();
        for owner in owners {
            if self.is_member.get(*owner as usize).is_some_and(|is_member| !is_member) {
                self.is_member[*owner as usize] = true;
                entered.push(*owner);
            }
        }
        let (mut caught, mut next) = (Vec::new(), 0);
        while let Some(owner) = entered.get(next).copied() {
            next += 1;
            for (measure, holdings) in self.holdings.iter().enumerate() {
                for holding in holdings.out_of(owner) {
                    *steps = steps.saturating_sub(1);
                    let held = holding.held as usize;
                    let sums = &mut self.sums[measure][held];
                    sums.low += u64::from(holding.share.low());
                    sums.high += u64::from(holding.share.high());
                    if !self.is_touched[held] {
                        self.is_touched[held] = true;
                        self.touched.push(holding.held);
                    }
                    if !self.is_member[held] && self.reaches(bound, measure, holding.held) {
                        self.is_member[held] = true;
                        entered.push(holding.held);
                        caught.push(holding.held);
                    }
                }
            }
        }
        let shares = self.touched.iter().map(|party| (*party, self.best_share(bound, *party))).collect();
        let order = self.order(&entered, sparse.is_some());
        self.reset(&entered);
        Pass { order, caught, shares }
    }

    /// Whoever is held by a single member with a majority: a proven part of what each owner alone would catch.
    pub(super) fn majorities(&mut self, owners: &[u32]) -> Pass {
        let mut entered: VecDeque<u32> = VecDeque::new();
        let (mut all, mut caught, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        for owner in owners {
            self.is_member[*owner as usize] = true;
            entered.push_back(*owner);
            all.push(*owner);
        }
        while let Some(owner) = entered.pop_front() {
            for (measure, holdings) in self.holdings.iter().enumerate() {
                for holding in holdings.out_of(owner) {
                    let low = u64::from(holding.share.low());
                    let contradicts = holdings.measure.has_a_whole()
                        && self.totals[measure][holding.held as usize] > u64::from(Share::PARTS);
                    if !self.is_member[holding.held as usize] && !contradicts && self.method.is_enough(low) {
                        self.is_member[holding.held as usize] = true;
                        shares.push((holding.held, holding.share.low()));
                        entered.push_back(holding.held);
                        all.push(holding.held);
                        caught.push(holding.held);
                    }
                }
            }
        }
        let order = self.order(&all, false);
        self.reset(&all);
        Pass { order, caught, shares }
    }

    fn reaches(&self, bound: Bound, measure: usize, party: u32) -> bool {
        self.method.is_enough(self.share(bound, measure, party))
    }

    /// What members hold in a party: proven, or possible.
    ///
    /// Where all together have more than the whole, some statement is wrong and nobody knows which: proven is what the
    /// others leave, possible what is said. Otherwise nobody has more than what the others are proven to leave.
    fn share(&self, bound: Bound, measure: usize, party: u32) -> u64 {
        let sums = self.sums[measure][party as usize];
        let whole = u64::from(Share::PARTS);
        if !self.holdings[measure].measure.has_a_whole() {
            return match bound {
                Bound::Low => sums.low.min(whole),
                Bound::High => sums.high.min(whole),
            };
        }
        let total = self.totals[measure][party as usize];
        let others = total - sums.low;
        match (bound, total > whole) {
            (Bound::Low, false) => sums.low,
            (Bound::Low, true) => sums.low.min(whole.saturating_sub(others)),
            (Bound::High, false) => sums.high.min(whole - others),
            (Bound::High, true) => sums.high.min(whole),
        }
    }

    fn best_share(&self, bound: Bound, party: u32) -> u32 {
        let shares = self.holdings.iter().enumerate().filter(|(_, holdings)| holdings.measure.is_share());
        let best = shares.map(|(measure, _)| self.share(bound, measure, party)).max().unwrap_or(0);
        u32::try_from(best).unwrap_or(Share::PARTS)
    }

    fn order(&self, entered: &[u32], sparse: bool) -> Order {
        if sparse {
            return Order::Sparse(entered.iter().copied().zip(0..).collect());
        }
        let mut order = vec![OUTSIDE; self.is_member.len()];
        for (place, party) in (0..).zip(entered) {
            order[*party as usize] = place;
        }
        Order::Dense(order)
    }

    fn reset(&mut self, entered: &[u32]) {
        for party in entered {
            self.is_member[*party as usize] = false;
        }
        for party in std::mem::take(&mut self.touched) {
            self.is_touched[party as usize] = false;
            for sums in &mut self.sums {
                sums[party as usize] = Sums::default();
            }
        }
    }
}
