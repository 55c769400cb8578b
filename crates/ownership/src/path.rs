//! The path that catches a party: the holdings that are needed, from the listed owners down to it.

use crate::{Answer, Holding, Holdings, solve::Bound};
use std::collections::{BTreeMap, BTreeSet};

/// Steps that a reader may want of one path.
pub const PATH_LIMIT: usize = 500;

/// One step of a path: a holding under a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The holding; its `edge` leads to the evidence.
    pub holding: Holding,
    /// Place of the measure in `Method::measures`.
    pub measure: usize,
}

/// The steps that catch a party, owners before the owned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path {
    /// The steps.
    pub steps: Vec<Step>,
    /// Whether it has more steps than are given.
    pub is_cut: bool,
}

impl Answer {
    /// The holdings that catch a party, or may catch it: of each company no more owners than are needed, the largest
    /// first, each with the holdings that caught it before. Empty for a party that is not caught.
    ///
    /// Of a path with more than `limit` steps the last ones are given: those next to the party.
    pub fn path(&self, holdings: &[Holdings], party: u32, limit: usize) -> Path {
        let Some((pass, bound)) = self.pass_of(party) else {
            return Path::default();
        };
        // Parties whose steps are still to be found, the last entered first: owners always entered before.
        let mut open = BTreeMap::from([(pass.order(party).unwrap_or(u32::MAX), party)]);
        let (mut steps, mut done, mut is_cut) = (Vec::new(), BTreeSet::new(), false);
        while let Some((_, owned)) = open.pop_last() {
            if !done.insert(owned) {
                continue;
            }
            // The listed owners entered first and need no path.
            let needed =
                if self.is_seed(owned) { Vec::new() } else { self.needed(pass, bound, holdings, owned) };
            if steps.len() + needed.len() > limit {
                is_cut = true;
                break;
            }
            for step in needed {
                let holder = step.holding.holder;
                if let Some(order) = pass.order(holder) {
                    open.insert(order, holder);
                }
                steps.push(step);
            }
        }
        steps.reverse();
        Path { steps, is_cut }
    }

    /// The fewest holdings of earlier members that reach the share in a party.
    fn needed(
        &self,
        pass: &crate::solve::Pass,
        bound: Bound,
        holdings: &[Holdings],
        owned: u32,
    ) -> Vec<Step> {
        let own = pass.order(owned).unwrap_or(u32::MAX);
        let amount = |holding: &Holding| match bound {
            Bound::Low => holding.share.low(),
            Bound::High => holding.share.high(),
        };
        let mut best: Option<Vec<Step>> = None;
        for (measure, of_measure) in holdings.iter().enumerate() {
            let is_earlier = |holding: &&Holding| pass.order(holding.holder).is_some_and(|order| order < own);
            let mut owners: Vec<Holding> = of_measure
                .into(owned)
                .iter()
                .filter(is_earlier)
                .filter(|one| amount(one) > 0)
                .copied()
                .collect();
            owners.sort_by_key(|holding| (u32::MAX - amount(holding), holding.holder));
            let mut sum = 0;
            let enough = owners.iter().position(|holding| {
                sum += u64::from(amount(holding));
                self.method().is_enough(sum)
            });
            // Where statements contradict, all owners are needed to show what is left.
            let count = match enough {
                Some(at) if of_measure.total_low(owned) <= u64::from(chokepoint_model::Share::PARTS) => {
                    at + 1
                }
                Some(_) => owners.len(),
                None => continue,
            };
            owners.truncate(count);
            // Largest last: the steps are turned round in the end.
            let steps: Vec<Step> =
                owners.into_iter().rev().map(|holding| Step { holding, measure }).collect();
            if best.as_ref().is_none_or(|best| steps.len() < best.len()) {
                best = Some(steps);
            }
        }
        best.unwrap_or_default()
    }
}
