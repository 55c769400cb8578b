//! An officer, legal representative, founder or owner of a listed party has a place in another company.

use crate::{
    Context,
    index::people::{Sameness, Tie as Place, sameness},
    rarity::shared,
    tables::{Thing, weights},
    tie::{Tie, since_words, subject_of},
};
use chokepoint_model::{Evidence, Family, Finding, PartyNumber};
use chokepoint_text::{han::reading::is_pinyin, normal::fold};
use std::collections::BTreeMap;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let people = &cx.index().people;
    let population = cx.index().people.by_name.population(cx.as_of);
    let mut findings = Vec::new();
    for (number, listed) in cx.listed_now() {
        let mut met: BTreeMap<PartyNumber, BTreeMap<u32, (Evidence, bool)>> = BTreeMap::new();
        for own in people.of_company(number).iter().filter(|own| own.since <= cx.as_of) {
            let sharers = people.by_name.count(own.key, cx.as_of);
            // A nominee of thousands leads nowhere, and is not followed there.
            if shared(weights().shared.person, sharers, population) < LEAST {
                continue;
            }
            let others: Vec<(PartyNumber, &Place, Sameness)> = people
                .by_name
                .companies(own.key, cx.as_of)
                .filter(|(company, _)| *company != number)
                .filter_map(|(company, _)| {
                    let places = people.of_company(company).iter();
                    let places = places.filter(|place| place.key == own.key && place.since <= cx.as_of);
                    let same = places.filter_map(|place| Some((place, sameness(cx.registry(), own, place)?)));
                    let (place, how) = same.min_by_key(|(_, how)| *how == Sameness::OneName)?;
                    Some((company, place, how))
                })
                .collect();
            // Names that only sound alike are those of others.
            let sharers = 1 + others.len();
            for (company, place, how) in others {
                if cx.listed_party(company).is_some() || listed.is_or_may_be(company) {
                    continue;
                }
                let weight = match how {
                    Sameness::OneRecord => shared(weights().shared.person, sharers, population),
                    Sameness::OneName => of_a_name(sharers, population),
                };
                let alone = how == Sameness::OneRecord || says_who(own, place, sharers);
                let piece = piece(cx, (number, own), (company, place), how, sharers, weight);
                met.entry(company).or_default().entry(own.key).or_insert((piece, alone));
            }
        }
        for (company, pieces) in met {
            // Two names that many bear, and both here, agree with each other; one alone is anybody's.
            if pieces.len() == 1 && !pieces.values().any(|(_, alone)| *alone) {
                continue;
            }
            let names =
                if pieces.len() == 1 { "a person".to_owned() } else { format!("{} people", pieces.len()) };
            let message =
                format!("{} has {names} of {} in its records", cx.caption(company), listed.caption());
            let subjects = vec![cx.subject(company), subject_of(listed)];
            let tie = Tie::of("people_of_listed", subjects, message);
            let tie = pieces.into_values().map(|(piece, _)| piece).fold(tie, Tie::because);
            // Supplement no. 3 to 15 CFR part 732: leaders of a new customer that are those of a listed firm.
            let tie = tie.touching(cx, "us.ear.red_flags", "leaders_of_a_listed_firm").listing(cx, listed);
            findings.extend(tie.finding(cx));
        }
    }
    findings
}

/// Less than this is what chance gives.
const LEAST: f64 = 0.3;

/// So many companies may name a person by the name alone, the listed one among them, for it to say who that is.
const MOST_NAMESAKES: usize = 3;

/// Whether a name says by itself who somebody is: few companies here name anybody so, and it is not two syllables of Chinese
/// in Latin letters, which stand for dozens of names in characters.
fn says_who(own: &Place, place: &Place, sharers: usize) -> bool {
    sharers <= MOST_NAMESAKES && ![own, place].iter().any(|one| is_two_syllables(&one.name))
}

/// Whether a name is two syllables of pinyin: Li Li, Wang Wei.
fn is_two_syllables(name: &str) -> bool {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let is_one = |word: &&str| {
        let sounds = word.split(|c: char| !is_vowel(c)).filter(|vowels| !vowels.is_empty());
        sounds.count() == 1
    };
    words.len() == 2 && words.iter().all(is_one) && is_pinyin(&words.concat())
}

/// The weight of a person identified by name only. Of all others that name somebody so, any may be the one whom the listed
/// party's person went to: each has only its part of that.
fn of_a_name(sharers: usize, population: usize) -> f64 {
    let person = weights().shared.person;
    let others = sharers.saturating_sub(1).max(1) as f64;
    weights().people.name_part * shared(Thing { given: person.given / others, ..person }, sharers, population)
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
    let doubt = if how == Sameness::OneName { ", identified by name only" } else { "" };
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

    #[test]
    fn two_syllables_of_pinyin_are_told_from_longer_and_other_names() {
        assert!(["Li Li", "WANG WEI", "Zhao Jun"].into_iter().all(is_two_syllables));
        assert!(!["Li Guodong", "李丽", "Anna Berg", "Li"].into_iter().any(is_two_syllables));
    }
}
