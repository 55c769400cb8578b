//! Who is an owner or parent of and below whom by capital, control or sponsorship, a few steps far, and since when.

use super::{dated::ALWAYS, days::Days};
use chokepoint_model::{Date, InterestKind, PartyNumber, Registry};
use std::collections::{BTreeMap, HashMap};

/// A step up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    other: PartyNumber,
    since: Date,
    arose: Date,
    until: Option<Date>,
    interest: usize,
}

/// A party above or below another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached {
    /// Steps between.
    pub(crate) steps: u32,
    /// The day from which all the steps were known.
    pub(crate) since: Date,
    /// The day from which there was a way of such steps, the nearest or a longer one, whenever that was recorded.
    pub(crate) arose: Date,
    /// The same of a way whose steps all stand on the day asked about; none when each was given up.
    pub(crate) stands_since: Option<Date>,
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
    pub(super) fn of(registry: &Registry, days: &Days) -> Self {
        let mut owners = Self { up: HashMap::new(), down: HashMap::new() };
        for (at, interest) in registry.interests.iter().enumerate() {
            if !is_capital(interest.kind) || interest.holder == interest.held {
                continue;
            }
            let since = days
                .known_since(interest.held)
                .max(interest.period.from.unwrap_or(ALWAYS))
                .max(interest.stated.seen.unwrap_or(ALWAYS));
            let arose = days.tie_arose(interest.held, interest.period.from, since);
            let step = |other| Step { other, since, arose, until: interest.period.until, interest: at };
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
    let start = Reached {
        steps: 0,
        since: ALWAYS,
        arose: ALWAYS,
        stands_since: Some(ALWAYS),
        interest: 0,
        through: party,
    };
    let mut open = BTreeMap::from([(party, start)]);
    for _ in 0..far {
        let mut next: BTreeMap<PartyNumber, Reached> = BTreeMap::new();
        for (from, before) in open {
            let of = steps.get(&from).map(Vec::as_slice).unwrap_or_default();
            for step in of.iter().filter(|step| step.since <= day && step.other != party) {
                let reached = before.further(from, step, day);
                match found.get_mut(&step.other) {
                    Some(held) => {
                        if held.takes_older(&reached) {
                            next.insert(step.other, *held);
                        }
                    }
                    None => {
                        if found.len() >= most {
                            return found;
                        }
                        found.insert(step.other, reached);
                        next.insert(step.other, reached);
                    }
                }
            }
        }
        open = next;
    }
    found
}

impl Reached {
    fn further(&self, through: PartyNumber, step: &Step, day: Date) -> Self {
        let stands = step.until.is_none_or(|until| until > day);
        Self {
            steps: self.steps + 1,
            since: self.since.max(step.since),
            arose: self.arose.max(step.arose),
            stands_since: self.stands_since.filter(|_| stands).map(|since| since.max(step.arose)),
            interest: step.interest,
            through,
        }
    }

    /// Takes from a second way what is older: a nearer way is shown, and the oldest dates the tie. Tells whether
    /// anything was.
    fn takes_older(&mut self, other: &Self) -> bool {
        let before = *self;
        if other.steps == self.steps && other.since < self.since {
            *self = Self { arose: self.arose, stands_since: self.stands_since, ..*other };
        }
        self.arose = self.arose.min(other.arose);
        self.stands_since = [self.stands_since, other.stands_since].into_iter().flatten().min();
        *self != before
    }
}
