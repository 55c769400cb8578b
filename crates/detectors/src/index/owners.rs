//! Who stands above and below whom by capital, control or sponsorship, a few steps far, and since when.

use super::dated::ALWAYS;
use chokepoint_model::{Date, InterestKind, PartyNumber, Registry};
use std::collections::{BTreeMap, HashMap};

/// A step up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    other: PartyNumber,
    since: Date,
    interest: usize,
}

/// A party above or below another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// Steps between.
    pub(crate) steps: u32,
    /// The day from which all the steps were known.
    pub(crate) since: Date,
    /// The interest of the last step, by its place in the registry.
    pub(crate) interest: usize,
    /// The party before the last step.
    pub(crate) through: PartyNumber,
}

/// The ties of capital of a registry.
pub(crate) struct Owners {
    up: HashMap<PartyNumber, Vec<Step>>,
    down: HashMap<PartyNumber, Vec<Step>>,
}

/// So many steps up or down are looked at.
pub(crate) const STEPS: u32 = 4;
/// Whoever has more below is the state or a fund of funds: nothing follows from it.
pub(crate) const MOST_BELOW: usize = 2000;

impl Owners {
    pub(super) fn of(registry: &Registry, known: &[Date]) -> Self {
        let mut owners = Self { up: HashMap::new(), down: HashMap::new() };
        for (at, interest) in registry.interests.iter().enumerate() {
            if !is_capital(interest.kind) || interest.holder == interest.held {
                continue;
            }
            let of = |number: PartyNumber| known.get(number.at()).copied().unwrap_or(ALWAYS);
            let since = of(interest.held)
                .max(interest.period.from.unwrap_or(ALWAYS))
                .max(interest.stated.seen.unwrap_or(ALWAYS));
            let step = |other| Step { other, since, interest: at };
            owners.up.entry(interest.held).or_default().push(step(interest.holder));
            owners.down.entry(interest.holder).or_default().push(step(interest.held));
        }
        for steps in owners.up.values_mut().chain(owners.down.values_mut()) {
            steps.sort_unstable();
        }
        owners
    }

    /// Everybody above a party by a day, nearest first known.
    pub(crate) fn above(&self, party: PartyNumber, day: Date) -> BTreeMap<PartyNumber, Reached> {
        walk(&self.up, party, day, STEPS, MOST_BELOW)
    }

    /// Everybody below a party by a day; cut at [`MOST_BELOW`].
    pub(crate) fn below(&self, party: PartyNumber, day: Date) -> BTreeMap<PartyNumber, Reached> {
        walk(&self.down, party, day, STEPS, MOST_BELOW)
    }
}

/// Ties by which one company stands behind another.
pub(crate) fn is_capital(kind: InterestKind) -> bool {
    use InterestKind::{
        Board, Branch, Capital, Consolidation, Control, Influence, Management, Nominee, Sponsor, Trust, Votes,
    };
    matches!(
        kind,
        Board
            | Branch
            | Capital
            | Consolidation
            | Control
            | Influence
            | Management
            | Nominee
            | Sponsor
            | Trust
            | Votes
    )
}

fn walk(
    steps: &HashMap<PartyNumber, Vec<Step>>,
    party: PartyNumber,
    day: Date,
    far: u32,
    most: usize,
) -> BTreeMap<PartyNumber, Reached> {
    let mut found: BTreeMap<PartyNumber, Reached> = BTreeMap::new();
    let mut open = vec![(party, ALWAYS)];
    for distance in 1..=far {
        let mut next = Vec::new();
        for (from, since) in open {
            let of = steps.get(&from).map(Vec::as_slice).unwrap_or_default();
            for step in of.iter().filter(|step| step.since <= day && step.other != party) {
                let reached = Reached {
                    steps: distance,
                    since: since.max(step.since),
                    interest: step.interest,
                    through: from,
                };
                match found.get_mut(&step.other) {
                    // A second way that was known earlier dates the tie.
                    Some(held) => {
                        if reached.since < held.since && held.steps == distance {
                            *held = reached;
                        }
                    }
                    None => {
                        if found.len() >= most {
                            return found;
                        }
                        found.insert(step.other, reached);
                        next.push((step.other, reached.since));
                    }
                }
            }
        }
        open = next;
    }
    found
}
