//! Who sells to whom, and since when.

use super::{dated::ALWAYS, days::Days};
use crate::successor_of_listed::some_of;
use chokepoint_model::{Date, InterestKind, PartyNumber, Registry};
use std::{collections::HashMap, sync::Mutex};

/// A supplier and a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sale {
    /// The other side.
    pub(crate) partner: PartyNumber,
    /// The first day on which it was known.
    pub(crate) since: Date,
    /// The day on which it was made, whenever that was recorded.
    pub(crate) arose: Date,
    /// The last day that is known of it.
    pub(crate) last: Date,
    /// The first record of it, by its place in the registry.
    pub(crate) interest: usize,
}

/// Sales, seen from the supplier or from the customer.
#[derive(Default)]
pub(crate) struct Partners {
    of: HashMap<PartyNumber, Vec<Sale>>,
    /// First days of everybody's first sale, sorted: how many trade by a day.
    first: Vec<Date>,
    /// The day last asked about, and how many partners a company has on it.
    usual: Mutex<Option<(Date, f64)>>,
}

impl Partners {
    /// The customers of suppliers, and the suppliers of customers.
    pub(super) fn of(registry: &Registry, days: &Days) -> (Self, Self) {
        let (mut customers, mut suppliers) = (Self::default(), Self::default());
        for (at, interest) in registry.interests.iter().enumerate() {
            if interest.kind != InterestKind::Supplier || interest.holder == interest.held {
                continue;
            }
            // A sale is known when it is made or told, whenever the two were registered.
            let told = interest.stated.seen.or(interest.period.from);
            let since = told
                .unwrap_or_else(|| days.known_since(interest.holder).max(days.known_since(interest.held)));
            let since = since.max(interest.period.from.unwrap_or(ALWAYS));
            let arose = interest.period.from.unwrap_or(since);
            let last = interest.period.until.unwrap_or(since);
            let sale = |partner| Sale { partner, since, arose, last, interest: at };
            customers.of.entry(interest.holder).or_default().push(sale(interest.held));
            suppliers.of.entry(interest.held).or_default().push(sale(interest.holder));
        }
        for side in [&mut customers, &mut suppliers] {
            for sales in side.of.values_mut() {
                sales.sort_unstable();
                side.first.extend(sales.iter().map(|sale| sale.since).min());
            }
            side.first.sort_unstable();
        }
        (customers, suppliers)
    }

    /// All sales of a party, by partner and day.
    pub(crate) fn all_of(&self, party: PartyNumber) -> &[Sale] {
        self.of.get(&party).map(Vec::as_slice).unwrap_or_default()
    }

    /// The partners of a party by a day, each once with its first sale.
    pub(crate) fn of_party(&self, party: PartyNumber, day: Date) -> Vec<Sale> {
        let mut sales: Vec<Sale> =
            self.all_of(party).iter().filter(|sale| sale.since <= day).copied().collect();
        sales.dedup_by_key(|sale| sale.partner);
        sales
    }

    /// How many partners a party has by a day.
    pub(crate) fn count_of(&self, party: PartyNumber, day: Date) -> usize {
        let known = self.all_of(party).iter().filter(|sale| sale.since <= day);
        let partners = known.map(|sale| sale.partner);
        partners
            .fold((0, None), |(count, before), one| (count + usize::from(before != Some(one)), Some(one)))
            .0
    }

    /// How many partners some companies have by a day that have any at all, on average. Each listed party asks for the
    /// same day.
    pub(crate) fn usual(&self, all: &[PartyNumber], day: Date) -> f64 {
        let held = self.usual.lock().map(|held| *held).unwrap_or_default();
        if let Some((_, mean)) = held.filter(|(of, _)| *of == day) {
            return mean;
        }
        let some = some_of(all, |company| !self.all_of(company).is_empty());
        let partners: usize = some.iter().map(|company| self.count_of(*company, day)).sum();
        let mean = partners as f64 / some.len().max(1) as f64;
        if let Ok(mut held) = self.usual.lock() {
            *held = Some((day, mean));
        }
        mean
    }

    /// How many parties have a partner by a day.
    pub(crate) fn count(&self, day: Date) -> usize {
        self.first.partition_point(|first| *first <= day)
    }
}
