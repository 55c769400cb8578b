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
    let mut desks: BTreeMap<Vec<PartyNumber>, (&str, String)> = BTreeMap::new();
    let mut by_room: BTreeMap<&str, BTreeSet<PartyNumber>> = BTreeMap::new();
    let mut by_house: BTreeMap<&str, BTreeSet<PartyNumber>> = BTreeMap::new();
    for company in cx.index().all.iter().filter(|company| cx.knows(**company)) {
        let here =
            |value: &Dated| value.since <= cx.as_of && value.until.is_none_or(|until| until > cx.as_of);
        for site in places.of_company(*company).iter().filter(|site| here(&site.value)) {
            let taken = &places.addresses[site.address];
            // Without a town that is known here, only the same words are the same room.
            let is_placed = !taken.parts.places.is_empty();
            let whole = std::slice::from_ref(&taken.parts.whole);
            for room in if is_placed || taken.rooms.is_empty() { taken.rooms.as_slice() } else { whole } {
                by_room.entry(room).or_default().insert(*company);
            }
            // A listed tenant is one of the house whatever its room.
            let is_of_the_house = taken.rooms.is_empty() || cx.listed_party(*company).is_some();
            for house in taken.buildings.iter().filter(|_| is_of_the_house && is_placed) {
                by_house.entry(house).or_default().insert(*company);
            }
        }
    }
    // A house of which nobody names a room may be a tower; with a listed party in it, it is told.
    let with_listed = |companies: &BTreeSet<PartyNumber>| {
        companies.len() >= weights().ties.desk
            && companies.iter().any(|company| cx.listed_party(*company).is_some())
    };
    let desks_of_rooms = by_room
        .into_values()
        .filter(|companies| companies.len() >= weights().ties.desk)
        .map(|of| ("desk", of));
    let houses = by_house.into_values().filter(with_listed).map(|of| ("house", of));
    for (place, companies) in desks_of_rooms.chain(houses) {
        let companies: Vec<PartyNumber> = companies.into_iter().collect();
        let text = companies.first().and_then(|company| places.of_company(*company).last());
        desks
            .entry(companies)
            .or_insert_with(|| (place, text.map_or_else(String::new, |site| site.value.text.clone())));
    }
    desks.into_iter().filter_map(|(companies, (place, text))| finding(cx, &companies, place, &text)).collect()
}

fn finding(cx: &Context<'_>, companies: &[PartyNumber], place: &str, text: &str) -> Option<Finding> {
    let listed: Vec<&PartyNumber> =
        companies.iter().filter(|company| cx.listed_party(**company).is_some()).collect();
    let first = *companies.first()?;
    let message = match listed.len() {
        0 => format!("{} companies are registered at one {place}, {text}", companies.len()),
        many => format!(
            "{} companies are registered at one {place}, {text}, and {many} of them {}",
            companies.len(),
            if many == 1 { "is listed" } else { "are listed" }
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
