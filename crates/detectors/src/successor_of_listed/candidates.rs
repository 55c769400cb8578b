//! Which companies are looked at beside a listed one: those that share something with it, found without comparing all.

use super::{evidence_capital::is_told, predecessor::Predecessor};
use crate::index::is_company;
use chokepoint_model::{Date, PartialDate, PartyNumber};
use std::collections::BTreeMap;

/// A thing that more companies share leads nowhere: each of them would be one of so many.
const MOST_SHARERS: usize = 1500;
/// So many candidates are weighed in full.
const MOST_CANDIDATES: usize = 400;

/// Those that share most with the listed company, by a coarse sum of how rare each thing is.
pub(super) fn find(of: &Predecessor<'_>) -> Vec<PartyNumber> {
    let (index, day) = (of.cx.index(), of.cx.as_of);
    let mut found: BTreeMap<PartyNumber, f64> = BTreeMap::new();
    let population = of.population.max(1) as f64;
    let mut meet = |companies: Vec<PartyNumber>, part: f64| {
        if companies.len() <= MOST_SHARERS {
            let rarity = (population / companies.len().max(1) as f64).ln().max(0.1) * part;
            for company in companies {
                *found.entry(company).or_default() += rarity;
            }
        }
    };
    let all = |companies: &mut dyn Iterator<Item = (PartyNumber, Date)>| -> Vec<PartyNumber> {
        companies.take(MOST_SHARERS + 1).map(|(company, _)| company).collect()
    };

    for key in of.people.keys() {
        let companies = all(&mut index.people.by_name.companies(*key, day));
        // What a person's companies own is the person's too, a step further.
        let below = companies
            .iter()
            .filter(|company| !of.numbers.contains(company))
            .take(MOST_COMPANIES_OF_A_PERSON)
            .flat_map(|company| index.owners.below(*company, day).into_keys().take(MOST_SHARERS));
        let below: Vec<PartyNumber> = below.collect();
        meet(companies, 1.0);
        meet(below, 0.7);
    }
    for owner in of.above.keys() {
        let below = index.owners.below(*owner, day);
        meet(below.into_keys().collect(), 0.8);
    }
    meet(of.below.keys().copied().collect(), 0.8);
    for site in &of.sites {
        for (keys, part) in
            [(&site.taken.rooms, 1.0), (&site.taken.buildings, 0.7), (&site.taken.streets, 0.4)]
        {
            for key in keys.iter().filter_map(|key| index.places.filed.key(key)) {
                meet(all(&mut index.places.filed.companies(key, day)), part);
            }
        }
    }
    for key in &of.contacts {
        meet(all(&mut index.contacts.companies(*key, day)), 1.0);
    }
    for key in &of.brands {
        meet(all(&mut index.brands.companies(*key, day)), 0.6);
    }
    for (partners, others) in [(&of.customers, &index.suppliers), (&of.suppliers, &index.customers)] {
        for partner in partners.keys() {
            let sales = others.of_party(*partner, day);
            meet(sales.into_iter().map(|sale| sale.partner).collect(), 0.4);
        }
    }
    let rights = of.cx.known.rights.values().flatten();
    for right in rights.filter(|right| of.numbers.contains(&right.holder) && is_told(right, day)) {
        meet(vec![right.held], 1.0);
    }

    let mut found: Vec<(PartyNumber, f64)> =
        found.into_iter().filter(|(company, _)| can_succeed(of, *company)).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(MOST_CANDIDATES);
    found.into_iter().map(|(company, _)| company).collect()
}

const MOST_COMPANIES_OF_A_PERSON: usize = 30;

/// Whether a company can be a successor at all: it is another one, it trades, it is not the parent, and it was neither
/// listed before nor gone.
pub(super) fn can_succeed(of: &Predecessor<'_>, company: PartyNumber) -> bool {
    let profile = of.cx.profile(company);
    let is_gone = profile
        .dissolved
        .and_then(PartialDate::last_day)
        .zip(of.listed_on)
        .is_some_and(|(gone, listed)| gone < listed);
    let listed_before =
        listed_since(of, company).is_some_and(|since| of.listed_on.is_none_or(|on| since <= on));
    is_company(profile)
        && of.cx.knows(company)
        && !of.numbers.contains(&company)
        && !of.listed.is_or_may_be(company)
        && !of.above.contains_key(&company)
        && !is_gone
        && !listed_before
}

/// The day from which a company stands on a list itself.
pub(super) fn listed_since(of: &Predecessor<'_>, company: PartyNumber) -> Option<Date> {
    let at = of.cx.known.listed_as.get(&company)?;
    let own = at.iter().map(|at| &of.cx.known.listed[*at]);
    own.filter(|one| one.is_listed_on(of.cx.as_of))
        .map(|one| one.first_listed_by(of.cx.as_of).unwrap_or(Date::MIN))
        .min()
}
