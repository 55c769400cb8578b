//! Place: the same room, the same house, next door, the same town; what many share weighs nothing.

use super::{group::Pair, predecessor::Predecessor};
use crate::{
    rarity::{shared, steadied},
    tables::{Rates, weights},
    tie::since_words,
};
use chokepoint_model::{Date, Evidence, Family};
use chokepoint_text::address::Meeting;

/// A company has no more sites than these; the rest are branches.
const MOST_SITES: usize = 12;

pub(super) fn weigh(pair: &Pair<'_, '_>, towns: &Towns, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, .. } = *pair;
    let (cx, places) = (of.cx, &of.cx.index().places);
    let mut best: Option<Evidence> = None;
    let mut nearest = Meeting::Apart;
    let mut any_told = false;
    let sites = places.of_company(company).iter().filter(|site| site.value.since <= cx.as_of);
    for site in sites.take(MOST_SITES) {
        let taken = &places.addresses[site.address];
        for own in &of.sites {
            let meeting = own.taken.meet(taken);
            any_told |= meeting != Meeting::Unknown;
            nearest = nearest.max(meeting);
            let things = &weights().shared;
            let next_door = own.taken.is_next_door_to(taken);
            let (thing, counted, words) = match meeting {
                Meeting::Room | Meeting::Floor | Meeting::Box => (things.room, own.in_room, "the same room"),
                Meeting::Building => (things.building, own.in_building, "the same building"),
                Meeting::OtherRoom => {
                    (things.other_room, own.in_building, "another room of the same building")
                }
                Meeting::Street if next_door => (things.next_door, own.in_street, "next door"),
                Meeting::Street => (things.street, own.in_street, "the same street or park"),
                _ => continue,
            };
            let weight =
                shared(thing, counted.sharers, counted.of) * pair.freshness(own.arose.max(site.arose));
            if best.as_ref().is_some_and(|best| best.weight >= weight) {
                continue;
            }
            let statement = format!(
                "{} is registered at {}{}; {} is or was registered at {}: {words} (companies here that share it: {} of {})",
                cx.caption(company),
                site.value.text,
                since_words(Some(site.value.since)),
                of.listed.caption(),
                own.value.text,
                counted.sharers.max(1),
                counted.of,
            );
            best = Some(Evidence {
                statement,
                stated: vec![cx.stated(company), own.stated.clone()],
                family: Family::Place,
                weight,
                since: Some(own.value.since.max(site.value.since)).filter(|day| *day > Date::MIN),
            });
        }
    }
    if let Some(best) = best {
        pieces.push(best);
    } else if any_told {
        let (rates, words) = match nearest {
            Meeting::District => (towns.district, "in the same district"),
            Meeting::City | Meeting::NumberElsewhere => (towns.city, "in the same city"),
            _ => (towns.elsewhere, "in other places"),
        };
        let statement = format!(
            "{} and {} stand {words}, as {:.0} % of companies of the trade do",
            cx.caption(company),
            of.listed.caption(),
            100.0 * rates.stranger
        );
        let weight = (rates.given / rates.stranger).ln();
        let weight = if weight > 0.0 { weight * pair.undated() } else { weight };
        pieces.push(Evidence {
            statement,
            stated: vec![cx.stated(company)],
            family: Family::Place,
            weight,
            since: None,
        });
    }
}

/// How often companies of the trade stand in the towns of the listed one.
pub(super) struct Towns {
    district: Rates,
    city: Rates,
    elsewhere: Rates,
}

impl Towns {
    pub(super) fn around(of: &Predecessor<'_>) -> Self {
        let places = &of.cx.index().places;
        let some = super::predecessor::some_of(&of.trade, |_| true);
        let some = if some.is_empty() { of.strangers() } else { &some };
        let (mut told, mut district, mut city) = (0, 0, 0);
        for company in some {
            let sites = places.of_company(*company).iter().take(MOST_SITES);
            let meetings = sites
                .flat_map(|site| of.sites.iter().map(|own| own.taken.meet(&places.addresses[site.address])));
            match meetings.filter(|meeting| *meeting != Meeting::Unknown).max() {
                None => continue,
                Some(Meeting::Apart) => {}
                Some(Meeting::City | Meeting::NumberElsewhere) => city += 1,
                Some(_) => district += 1,
            }
            told += 1;
        }
        let table = &weights().district;
        let rates = |hits, rates: Rates| Rates { stranger: steadied(hits, told, rates.stranger), ..rates };
        Self {
            district: rates(district, table.same_district),
            city: rates(city, table.same_city),
            elsewhere: rates(told - district - city, table.elsewhere),
        }
    }
}
