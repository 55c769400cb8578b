//! A listed company as of a day: its people, sites, contacts, brands, partners and owners, and how many share each.

use crate::{
    Context, Identified, Listed,
    index::{
        dated::{ALWAYS, Dated, days_after},
        owners::{MOST_BELOW, Reached},
        partners::Sale,
        people::Tie,
        places::Taken,
        postings::Key,
    },
    tables::weights,
};
use chokepoint_model::{Date, PartyNumber, Stated};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

/// A listed company as of the day of the context.
pub(crate) struct Predecessor<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) listed: &'a Listed,
    /// What must be so for these to be it, where that is not certain.
    pub(super) conditions: Vec<String>,
    /// Its parties in the registry that are known.
    pub(crate) numbers: Vec<PartyNumber>,
    /// The first day on a list.
    pub(super) listed_on: Option<Date>,
    /// How many companies are known.
    pub(super) population: usize,
    /// Its people by name.
    pub(super) people: BTreeMap<Key, Vec<&'a Tie>>,
    pub(super) sites: Vec<OwnSite>,
    pub(super) contacts: BTreeSet<Key>,
    pub(super) brands: BTreeSet<Key>,
    pub(crate) customers: BTreeMap<PartyNumber, Sale>,
    pub(super) suppliers: BTreeMap<PartyNumber, Sale>,
    pub(super) above: BTreeMap<PartyNumber, Reached>,
    pub(super) below: BTreeMap<PartyNumber, Reached>,
    /// How many companies stand below each of the companies above it.
    pub(super) below_owner: BTreeMap<PartyNumber, usize>,
    /// Companies of its trade, itself left out, and how many they are.
    pub(super) trade: Vec<PartyNumber>,
    /// Some companies of all trades, by turns through the registry.
    strangers: OnceLock<Vec<PartyNumber>>,
}

/// A site of the listed company, and how many companies share its room, its building and its street.
pub(crate) struct OwnSite {
    pub(super) taken: Taken,
    pub(super) value: Dated,
    /// The day from which it stood there, whenever that was recorded.
    pub(super) arose: Date,
    pub(super) stated: Stated,
    pub(super) in_room: Sharers,
    pub(super) in_building: Sharers,
    pub(super) in_street: Sharers,
}

/// How many share a thing, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sharers {
    pub(super) sharers: usize,
    pub(super) of: usize,
}

/// A trade of fewer companies says nothing about where its companies sit.
const LEAST_OF_A_TRADE: usize = 50;

impl<'a> Predecessor<'a> {
    pub(crate) fn of(cx: &'a Context<'a>, listed: &'a Listed) -> Self {
        let (index, day) = (cx.index(), cx.as_of);
        let (numbers, doubt) = listed.stands_in();
        let numbers: Vec<PartyNumber> = numbers.into_iter().filter(|number| cx.knows(*number)).collect();
        let condition = |found: &Identified| found.condition(cx.caption(found.number), listed);
        let conditions = doubt.filter(|_| !numbers.is_empty()).map(condition).into_iter().collect();
        let mut people: BTreeMap<Key, Vec<&Tie>> = BTreeMap::new();
        let (mut contacts, mut brands) = (BTreeSet::new(), BTreeSet::new());
        let (mut customers, mut suppliers) = (BTreeMap::new(), BTreeMap::new());
        let (mut above, mut below) = (BTreeMap::new(), BTreeMap::new());
        let mut trade: Vec<PartyNumber> = Vec::new();
        for number in &numbers {
            for tie in index.people.of_company(*number).iter().filter(|tie| tie.since <= day) {
                people.entry(tie.key).or_default().push(tie);
            }
            let known = |keys: &[(Key, Date)]| -> Vec<Key> {
                keys.iter().filter(|(_, since)| *since <= day).map(|(key, _)| *key).collect()
            };
            contacts.extend(known(index.contacts.of(*number)));
            brands.extend(known(index.brands.of(*number)));
            let first = |sales: Vec<Sale>| sales.into_iter().map(|sale| (sale.partner, sale));
            customers.extend(first(index.customers.of_party(*number, day)));
            suppliers.extend(first(index.suppliers.of_party(*number, day)));
            above.extend(index.owners.above(*number, day));
            below.extend(index.owners.below(*number, day));
            let known = |company: &&PartyNumber| cx.knows(**company) && !numbers.contains(company);
            trade.extend(index.scopes.of_one_trade(*number).iter().filter(known));
        }
        let named = listed.party.names.iter().flat_map(|name| crate::index::brands::of_name(&name.text));
        brands.extend(named.filter_map(|brand| index.brands.key(&brand)));
        for number in &numbers {
            above.remove(number);
            below.remove(number);
        }
        trade.sort_unstable();
        trade.dedup();
        let companies = |owner: &&PartyNumber| crate::index::is_company(cx.profile(**owner));
        let below_owner =
            above.keys().filter(companies).map(|owner| (*owner, index.owners.below(*owner, day).len()));
        let mut predecessor = Self {
            cx,
            listed,
            conditions,
            listed_on: listed.first_listed_by(day),
            population: index.population(day),
            below_owner: below_owner.collect(),
            strangers: OnceLock::new(),
            numbers,
            people,
            sites: Vec::new(),
            contacts,
            brands,
            customers,
            suppliers,
            above,
            below,
            trade,
        };
        predecessor.sites = predecessor.own_sites();
        predecessor
    }

    /// Some companies of all trades, by turns through the registry.
    pub(super) fn strangers(&self) -> &[PartyNumber] {
        let is_stranger = |company| self.cx.knows(company) && !self.numbers.contains(&company);
        self.strangers.get_or_init(|| some_of(&self.cx.index().all, is_stranger))
    }

    fn own_sites(&self) -> Vec<OwnSite> {
        let (cx, places) = (self.cx, &self.cx.index().places);
        let mut sites: Vec<(Taken, Dated, Date, Stated)> = Vec::new();
        for number in &self.numbers {
            let of = places.of_company(*number).iter().filter(|site| site.value.since <= cx.as_of);
            sites.extend(of.map(|site| {
                (places.addresses[site.address].clone(), site.value.clone(), site.arose, cx.stated(*number))
            }));
        }
        let list = self.listed.listings_by(cx.as_of).first().map_or("", |listing| listing.list.as_str());
        for address in self.listed.party.addresses.iter().filter(|address| !address.text.is_empty()) {
            let taken =
                Taken::of(&address.text, address.country.or(self.listed.party.countries.first().copied()));
            let stated = Stated { source: list.into(), record: self.listed.id.as_str().into(), seen: None };
            let value = Dated { text: address.text.clone(), since: ALWAYS, until: None };
            if sites.iter().all(|(held, ..)| held.parts != taken.parts) {
                sites.push((taken, value, ALWAYS, stated));
            }
        }
        sites.truncate(MOST_SITES);
        let population = places.filed.population(cx.as_of);
        let counted = |keys: &[String]| {
            let all = Sharers { sharers: places.sharers(keys, cx.as_of), of: population };
            let of_trade = keys.iter().filter_map(|key| places.filed.key(key)).map(|key| {
                let companies = places.filed.companies(key, cx.as_of);
                companies.filter(|(company, _)| self.trade.binary_search(company).is_ok()).count()
            });
            let of_trade = Sharers { sharers: of_trade.max().unwrap_or(0) + 1, of: self.trade.len() };
            // Parks gather a trade: where more of it stands than of all, that is what chance gives.
            if of_trade.of >= LEAST_OF_A_TRADE && of_trade.rate() > all.rate() { of_trade } else { all }
        };
        sites
            .into_iter()
            .map(|(taken, value, arose, stated)| OwnSite {
                in_room: counted(&taken.rooms),
                in_building: counted(&taken.buildings),
                in_street: counted(&taken.streets),
                taken,
                value,
                arose,
                stated,
            })
            .collect()
    }

    /// What is left of the weight of a tie that arose on a day: one that is older than the listing shows a group.
    pub(crate) fn freshness(&self, arose: Date) -> f64 {
        let oldest = self.listed_on.map(|day| days_after(day, -weights().old_tie_days));
        if oldest.is_some_and(|oldest| arose < oldest) { weights().old_tie_part } else { 1.0 }
    }

    /// An owner of whom too many companies are for anything to follow.
    pub(super) fn is_everybodys(&self, owner: PartyNumber) -> bool {
        self.below_owner.get(&owner).is_some_and(|below| *below >= MOST_BELOW)
    }
}

/// A listed company has no more sites than these; the rest are branches.
const MOST_SITES: usize = 12;

impl Sharers {
    fn rate(self) -> f64 {
        self.sharers as f64 / self.of.max(1) as f64
    }
}

/// Some companies, spread over all, always the same.
pub(crate) fn some_of(all: &[PartyNumber], keep: impl Fn(PartyNumber) -> bool) -> Vec<PartyNumber> {
    // Steps of the golden ratio visit a list evenly from the first step on.
    const STEP: usize = 2_654_435_761;
    let most = weights().strangers;
    let mut some = Vec::with_capacity(most.min(all.len()));
    for turn in 0..all.len().min(most * 4) {
        if some.len() >= most {
            break;
        }
        let at = if all.len() <= most { turn } else { turn.wrapping_mul(STEP) % all.len() };
        some.extend(Some(all[at]).filter(|company| keep(*company)));
    }
    some.sort_unstable();
    some.dedup();
    some
}
