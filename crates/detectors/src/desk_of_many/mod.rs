//! Many companies are registered at one desk.

use crate::{
    Context,
    index::dated::Dated,
    tables::weights,
    tie::{Tie, piece_of},
};
use chokepoint_model::{Family, Finding, PartyNumber};
use std::collections::{BTreeMap, BTreeSet};

/// So many of them are named.
const NAMED: usize = 12;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let places = &cx.index().places;
    // Two spellings of one desk gather the same companies, and are one finding.
    let mut desks: BTreeMap<Vec<PartyNumber>, String> = BTreeMap::new();
    let mut by_room: BTreeMap<&str, BTreeSet<PartyNumber>> = BTreeMap::new();
    for company in cx.index().all.iter().filter(|company| cx.knows(**company)) {
        let here =
            |value: &Dated| value.since <= cx.as_of && value.until.is_none_or(|until| until > cx.as_of);
        for site in places.of_company(*company).iter().filter(|site| here(&site.value)) {
            for room in &places.addresses[site.address].rooms {
                by_room.entry(room).or_default().insert(*company);
            }
        }
    }
    for companies in by_room.into_values().filter(|companies| companies.len() >= weights().ties.desk) {
        let companies: Vec<PartyNumber> = companies.into_iter().collect();
        let text = companies.first().and_then(|company| places.of_company(*company).last());
        desks
            .entry(companies)
            .or_insert_with(|| text.map_or_else(String::new, |site| site.value.text.clone()));
    }
    desks.into_iter().filter_map(|(companies, text)| finding(cx, &companies, &text)).collect()
}

fn finding(cx: &Context<'_>, companies: &[PartyNumber], text: &str) -> Option<Finding> {
    let listed: Vec<&PartyNumber> =
        companies.iter().filter(|company| cx.listed_party(**company).is_some()).collect();
    let first = *companies.first()?;
    let message = match listed.len() {
        0 => format!("{} companies are registered at one desk, {text}", companies.len()),
        many => format!(
            "{} companies are registered at one desk, {text}, and {many} of them are listed",
            companies.len()
        ),
    };
    let others = companies.iter().filter(|company| !listed.contains(company));
    let subjects = listed.iter().copied().chain(others).take(NAMED);
    let subjects: Vec<_> = subjects.map(|company| cx.subject(*company)).collect();
    let statement = format!("{} and {} others give {text}", cx.caption(first), companies.len() - 1);
    let crowd = (companies.len() as f64 / weights().ties.desk as f64).ln() + weights().ties.stake;
    let tie = Tie::of("desk_of_many", subjects, message)
        .because(piece_of(cx, first, Family::Place, crowd, statement, None))
        .touching(cx, "us.bis_guidance.diversion_red_flags", "address_of_a_listed_party");
    tie.finding(cx)
}
