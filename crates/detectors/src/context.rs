//! What a detector may look at: a registry with its index, the listed parties, replies, the law of a day.

use crate::{Identified, Listed, at_address::Near, index::Index};
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
    index: OnceLock<Index>,
    /// Which listed parties a party of the registry is.
    pub(crate) listed_as: BTreeMap<PartyNumber, Vec<usize>>,
    /// Which listed parties a party of the registry may be, or is: places in `listed` and there.
    pub(crate) matches: BTreeMap<PartyNumber, Vec<(usize, usize)>>,
    /// What the lists are called and what an entry means, by their ids.
    pub(crate) lists: BTreeMap<String, ListMeaning>,
}

/// What a list is called, and what an entry on it means in law.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListMeaning {
    /// Its title.
    pub title: String,
    /// What an entry means, in a sentence without its full stop.
    pub effect: String,
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
    /// Takes what is known; it is indexed when a detector first asks.
    pub fn new(registry: &'a Registry, listed: &'a [Listed], denials: &'a [Denial]) -> Self {
        let mut listed_as: BTreeMap<PartyNumber, Vec<usize>> = BTreeMap::new();
        for (at, one) in listed.iter().enumerate() {
            for number in &one.numbers {
                listed_as.entry(*number).or_default().push(at);
            }
        }
        let mut matches: BTreeMap<PartyNumber, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, one) in listed.iter().enumerate() {
            for (place, found) in one.identified.iter().enumerate() {
                matches.entry(found.number).or_default().push((at, place));
            }
        }
        let mut rights: BTreeMap<PartyNumber, Vec<&Interest>> = BTreeMap::new();
        for interest in registry.interests.iter().filter(|one| one.kind == InterestKind::Right) {
            rights.entry(interest.held).or_default().push(interest);
        }
        Self {
            registry,
            listed,
            denials,
            rights,
            index: OnceLock::new(),
            listed_as,
            matches,
            lists: BTreeMap::new(),
        }
    }

    /// The same, with what the lists are called.
    #[must_use]
    pub fn with_lists(mut self, lists: BTreeMap<String, ListMeaning>) -> Self {
        self.lists = lists;
        self
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
        self.known.index.get_or_init(|| Index::of(self.known.registry))
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

    /// The listed parties that a party of the registry may be on the day, without one that it certainly is; best match first.
    pub(crate) fn may_be_listed(&self, number: PartyNumber) -> Vec<(&'a Listed, &'a Identified)> {
        let known = self.known;
        let of = known.matches.get(&number).map(Vec::as_slice).unwrap_or_default().iter();
        let of = of.map(|(at, place)| (&known.listed[*at], &known.listed[*at].identified[*place]));
        let is_open = |(listed, found): &(&Listed, &Identified)| {
            !found.certainty.is_certain() && !listed.is_address_only() && listed.is_listed_on(self.as_of)
        };
        let mut found: Vec<_> = of.filter(is_open).collect();
        found.sort_by(|a, b| b.1.explanation.score.total_cmp(&a.1.explanation.score));
        found
    }

    /// Parties that may be listed on the day and are not for certain.
    pub(crate) fn possibly_listed_now(
        &self,
    ) -> impl Iterator<Item = (PartyNumber, &'a Listed, &'a Identified)> + '_ {
        let numbers = self.known.matches.keys().copied();
        let open = numbers.filter(|number| self.knows(*number) && self.listed_party(*number).is_none());
        open.flat_map(|number| {
            self.may_be_listed(number).into_iter().map(move |(listed, found)| (number, listed, found))
        })
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
