//! What a detector may look at: a registry with its index, the listed parties, replies, the law of a day.

use crate::{Listed, at_address::Near, index::Index};
use chokepoint_model::{
    Date, Denial, Interest, InterestKind, PartyNumber, Profile, Registry, Stated, Subject,
};
use chokepoint_ownership::Graph;
use chokepoint_rules::{Law, Layer, Rules};
use std::{collections::BTreeMap, sync::OnceLock};

/// All that is known, of all days. Made once; [`Known::on`] looks at it as of a day.
pub struct Known<'a> {
    /// Companies, people and their interests.
    pub registry: &'a Registry,
    /// Who stands on a list.
    pub listed: &'a [Listed],
    /// What parties and courts say.
    pub denials: &'a [Denial],
    /// Rights that went from one party to another, by the one that has them now.
    pub(crate) rights: BTreeMap<PartyNumber, Vec<&'a Interest>>,
    pub(crate) index: Index,
    /// Which listed parties a party of the registry is.
    pub(crate) listed_as: BTreeMap<PartyNumber, Vec<usize>>,
}

/// What is known and what is law as of a day.
pub struct Context<'a> {
    /// All that is known, of all days.
    pub known: &'a Known<'a>,
    /// The law of the day.
    pub law: Law<'a>,
    /// The day.
    pub as_of: Date,
    graph: OnceLock<Graph>,
    pub(crate) near: OnceLock<Vec<Near>>,
}

impl<'a> Known<'a> {
    /// Indexes what is known.
    pub fn new(registry: &'a Registry, listed: &'a [Listed], denials: &'a [Denial]) -> Self {
        let mut listed_as: BTreeMap<PartyNumber, Vec<usize>> = BTreeMap::new();
        for (at, one) in listed.iter().enumerate() {
            for number in &one.numbers {
                listed_as.entry(*number).or_default().push(at);
            }
        }
        let mut rights: BTreeMap<PartyNumber, Vec<&Interest>> = BTreeMap::new();
        for interest in registry.interests.iter().filter(|one| one.kind == InterestKind::Right) {
            rights.entry(interest.held).or_default().push(interest);
        }
        Self { registry, listed, denials, rights, index: Index::of(registry), listed_as }
    }

    /// The same as of a day, under the law that is enforced on it.
    pub fn on(&'a self, as_of: Date, rules: &'a Rules) -> Context<'a> {
        Context {
            known: self,
            law: rules.on(as_of, Layer::Enforced),
            as_of,
            graph: OnceLock::new(),
            near: OnceLock::new(),
        }
    }
}

impl<'a> Context<'a> {
    /// The registry.
    pub fn registry(&self) -> &'a Registry {
        self.known.registry
    }

    pub(crate) fn index(&self) -> &'a Index {
        &self.known.index
    }

    /// What the registry says of a party.
    pub(crate) fn profile(&self, number: PartyNumber) -> &'a Profile {
        &self.known.registry.profiles[number.at()]
    }

    pub(crate) fn caption(&self, number: PartyNumber) -> &'a str {
        self.profile(number).caption()
    }

    pub(crate) fn subject(&self, number: PartyNumber) -> Subject {
        let profile = self.profile(number);
        Subject { id: profile.id.clone(), caption: profile.caption().to_owned() }
    }

    pub(crate) fn stated(&self, number: PartyNumber) -> Stated {
        self.profile(number).stated.clone()
    }

    /// Whether a party of the registry was known by the day.
    pub(crate) fn knows(&self, number: PartyNumber) -> bool {
        self.index().days.known_since(number) <= self.as_of
    }

    /// The parties of the registry that stand on a list on the day, address-only entries left out.
    pub(crate) fn listed_now(&self) -> impl Iterator<Item = (PartyNumber, &'a Listed)> + '_ {
        let known = self.known;
        known.listed_as.iter().filter(move |(number, _)| self.knows(**number)).filter_map(
            move |(number, at)| {
                let of = at.iter().map(|at| &known.listed[*at]);
                let mut now = of.filter(|one| !one.is_address_only() && one.is_listed_on(self.as_of));
                now.next().map(|one| (*number, one))
            },
        )
    }

    /// The listed party that a party of the registry is on the day.
    pub(crate) fn listed_party(&self, number: PartyNumber) -> Option<&'a Listed> {
        let at = self.known.listed_as.get(&number)?;
        let mut of = at.iter().map(|at| &self.known.listed[*at]);
        of.find(|one| !one.is_address_only() && one.is_listed_on(self.as_of))
    }

    /// The graph of the interests that were known by the day; whether they stand on it is asked of each.
    pub(crate) fn graph(&self) -> &Graph {
        self.graph.get_or_init(|| {
            let known = |seen: Option<Date>| seen.is_none_or(|seen| seen <= self.as_of);
            Graph::of_those(self.registry(), |interest| known(interest.stated.seen))
        })
    }

    /// What these parties say, and what is said of them, by the day.
    pub(crate) fn denials(&self, ids: &[&str]) -> Vec<Denial> {
        let known = |denial: &&Denial| {
            denial.on.is_none_or(|on| on <= self.as_of)
                && denial.stated.seen.is_none_or(|seen| seen <= self.as_of)
        };
        let about = |denial: &&Denial| ids.contains(&denial.party.as_str());
        self.known.denials.iter().filter(about).filter(known).cloned().collect()
    }
}
