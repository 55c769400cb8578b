//! An officer, legal representative, founder or owner of a listed party has a place in another company.

use crate::{
    Context,
    index::people::{Sameness, Tie as Place, sameness},
    rarity::shared,
    tables::weights,
    tie::{Tie, since_words, subject_of},
};
use chokepoint_model::{Evidence, Family, Finding, PartyNumber};
use std::collections::BTreeMap;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let people = &cx.index().people;
    let population = cx.index().people.by_name.population(cx.as_of);
    let mut findings = Vec::new();
    for (number, listed) in cx.listed_now() {
        let mut met: BTreeMap<PartyNumber, BTreeMap<u32, Met>> = BTreeMap::new();
        for own in people.of_company(number).iter().filter(|own| own.since <= cx.as_of) {
            let sharers = people.by_name.count(own.key, cx.as_of);
            let weight = shared(weights().shared.person, sharers, population);
            // A nominee of thousands leads nowhere, and is not followed there.
            if weight < LEAST {
                continue;
            }
            for (company, _) in people.by_name.companies(own.key, cx.as_of) {
                if cx.listed_party(company).is_some() {
                    continue;
                }
                let places = people.of_company(company).iter();
                let places = places.filter(|place| place.key == own.key && place.since <= cx.as_of);
                let same = places.filter_map(|place| Some((place, sameness(cx.registry(), own, place)?)));
                let Some((place, how)) = same.min_by_key(|(_, how)| *how == Sameness::OneName) else {
                    continue;
                };
                let part = if how == Sameness::OneName { weights().people.name_part } else { 1.0 };
                let piece = piece(cx, (number, own), (company, place), how, sharers, weight * part);
                met.entry(company).or_default().entry(own.key).or_insert(Met { piece, how, sharers });
            }
        }
        for (company, pieces) in met {
            if is_chance(&pieces, population) {
                continue;
            }
            let names =
                if pieces.len() == 1 { "a person".to_owned() } else { format!("{} people", pieces.len()) };
            let message =
                format!("{} has {names} of {} in its records", cx.caption(company), listed.caption());
            let subjects = vec![cx.subject(company), subject_of(listed)];
            let tie = Tie::of("people_of_listed", subjects, message);
            let tie = pieces.into_values().map(|met| met.piece).fold(tie, Tie::because);
            // Supplement no. 3 to 15 CFR part 732: leaders of a new customer that are those of a listed firm.
            let tie = tie.touching(cx, "us.ear.red_flags", "leaders_of_a_listed_firm").listing(cx, listed);
            findings.extend(tie.finding(cx));
        }
    }
    findings
}

/// A person met in both companies.
struct Met {
    piece: Evidence,
    how: Sameness,
    /// Companies that name somebody so.
    sharers: usize,
}

/// Less than this is what chance gives.
const LEAST: f64 = 0.3;
/// Where chance alone gives more companies than these with the same names, a meeting of names says nothing.
const BY_CHANCE: f64 = 3.0;

/// Whether people who are told by their names alone may be met in as many companies by chance: of 100,000 companies two
/// hundred have a director of a common name, and none has two of them by chance.
fn is_chance(met: &BTreeMap<u32, Met>, population: usize) -> bool {
    let population = population.max(weights().least_population) as f64;
    let with_all_names =
        met.values().fold(population, |companies, met| companies * met.sharers as f64 / population);
    met.values().all(|met| met.how == Sameness::OneName) && with_all_names > BY_CHANCE
}

fn piece(
    cx: &Context<'_>,
    (number, own): (PartyNumber, &Place),
    (company, place): (PartyNumber, &Place),
    how: Sameness,
    sharers: usize,
    weight: f64,
) -> Evidence {
    let until = own.until.filter(|until| *until <= cx.as_of);
    let until = until.map_or_else(String::new, |until| format!(" until {until}"));
    let doubt = if how == Sameness::OneName { ", told by the name alone" } else { "" };
    let statement = format!(
        "{}: {} of {}{}{until}, {} of {}{}{doubt} (companies here that name this person: {sharers})",
        own.name,
        own.role,
        cx.caption(number),
        since_words(Some(own.since)),
        place.role,
        cx.caption(company),
        since_words(Some(place.since)),
    );
    let interest = |place: &Place| Some(cx.registry().interests.get(place.interest?)?.stated.clone());
    let stated = [interest(own), interest(place)].into_iter().flatten().collect();
    let since = Some(own.since.max(place.since)).filter(|day| *day > chokepoint_model::Date::MIN);
    Evidence { statement, stated, family: Family::People, weight, since }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::Family;

    #[test]
    fn one_common_name_is_chance_and_two_at_once_are_not() {
        let met = |how, sharers: &[usize]| -> BTreeMap<u32, Met> {
            let piece = || Evidence {
                statement: String::new(),
                stated: Vec::new(),
                family: Family::People,
                weight: 1.0,
                since: None,
            };
            (0..)
                .zip(sharers)
                .map(|(key, sharers)| (key, Met { piece: piece(), how, sharers: *sharers }))
                .collect()
        };
        assert!(is_chance(&met(Sameness::OneName, &[206]), 100_000));
        assert!(!is_chance(&met(Sameness::OneName, &[206, 150]), 100_000));
        assert!(!is_chance(&met(Sameness::OneName, &[2]), 100_000));
        assert!(!is_chance(&met(Sameness::OneRecord, &[206]), 100_000));
    }
}
