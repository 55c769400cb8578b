//! Who sells to whom, and since when.

use super::{dated::ALWAYS, days::Days};
use chokepoint_model::{Date, InterestKind, PartyNumber, Registry};
use std::collections::HashMap;

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

    /// How many parties have a partner by a day.
    pub(crate) fn count(&self, day: Date) -> usize {
        self.first.partition_point(|first| *first <= day)
    }
}
