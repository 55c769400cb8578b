//! A company sells to the buyers of a listed one, beyond what chance and the trade give.

use crate::{
    Context,
    successor_of_listed::{Chance, Predecessor, Side, partners},
    tie::{Tie, subject_of},
};
use chokepoint_model::{Finding, PartyNumber};
use std::collections::BTreeMap;

/// A buyer of so many suppliers tells nothing.
const MOST_SUPPLIERS: usize = 300;
/// A buyer of more suppliers than these is everybody's buyer.
const FEW_SUPPLIERS: usize = 20;
/// Fewer buyers in common, of those that buy from few, are chance.
const LEAST_IN_COMMON: usize = 2;
/// So many companies are named for one listed party.
const MOST_FINDINGS: usize = 20;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let index = cx.index();
    let mut findings = Vec::new();
    // Who is not in the registry has no buyers in it.
    let here = cx.known.listed.iter().filter(|one| !(one.numbers.is_empty() && one.identified.is_empty()));
    for listed in here.filter(|one| !one.is_address_only() && one.is_listed_on(cx.as_of)) {
        let of = Predecessor::of(cx, listed);
        if of.customers.len() < LEAST_IN_COMMON {
            continue;
        }
        let chance = Chance::of(&of, &of.customers, &index.customers, &index.suppliers);
        // All buyers in common, and those of them that buy from few.
        let mut common: BTreeMap<PartyNumber, (usize, usize)> = BTreeMap::new();
        for buyer in of.customers.keys() {
            let sales = index.suppliers.of_party(*buyer, cx.as_of);
            if sales.len() <= MOST_SUPPLIERS {
                for sale in sales.iter().filter(|sale| !of.numbers.contains(&sale.partner)) {
                    let (all, rare) = common.entry(sale.partner).or_default();
                    *all += 1;
                    *rare += usize::from(sales.len() <= FEW_SUPPLIERS);
                }
            }
        }
        let mut of_listed = Vec::new();
        for (company, (count, rare)) in common {
            if rare < LEAST_IN_COMMON || cx.listed_party(company).is_some() || listed.is_or_may_be(company) {
                continue;
            }
            let mut pieces = Vec::new();
            partners(&of, company, Side::Buyers, &chance, &|arose| of.freshness(arose), &mut pieces);
            let message =
                format!("{} sells to {count} of the buyers of {}", cx.caption(company), listed.caption());
            let tie = Tie::of("customers_of_listed", vec![cx.subject(company), subject_of(listed)], message);
            let tie = pieces.into_iter().fold(tie, Tie::because);
            let tie = tie.touching(cx, "us.ear.red_flags", "goods_designed_for_a_listed_customer");
            of_listed.extend(tie.listing(cx, listed).finding(cx));
        }
        of_listed.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        of_listed.truncate(MOST_FINDINGS);
        findings.extend(of_listed);
    }
    findings
}
