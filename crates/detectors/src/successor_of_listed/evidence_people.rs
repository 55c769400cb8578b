//! People: who sat in the listed company and sits, founds or stands behind the other.

use super::group::Pair;
use crate::{
    index::{
        people::{Sameness, Tie, sameness},
        postings::Key,
    },
    rarity::shared,
    tables::{Thing, weights},
    tie::since_words,
};
use chokepoint_model::{Date, Evidence, Family, PartyNumber, Stated};
use std::collections::BTreeMap;

pub(super) fn weigh(pair: &Pair<'_, '_>, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, above, .. } = *pair;
    let (cx, index) = (of.cx, of.cx.index());
    if of.people.is_empty() {
        return;
    }
    let own = index.people.of_company(company);
    let mut best: BTreeMap<Key, Evidence> = BTreeMap::new();
    let mut any = false;
    for tie in own.iter().filter(|tie| tie.since <= cx.as_of) {
        any = true;
        meet(pair, tie, company, 1.0, &mut best);
    }
    // Whoever owns or leads the owners is behind the company.
    for (owner, reached) in above.iter().filter(|(owner, _)| !of.above.contains_key(owner)) {
        if of.numbers.contains(owner) {
            continue;
        }
        for tie in index.people.of_company(*owner).iter().filter(|tie| tie.since <= cx.as_of) {
            any = true;
            let part = weights().people.behind_part.powi(reached.steps as i32);
            meet(pair, tie, *owner, part, &mut best);
        }
    }
    if best.is_empty() && any {
        let statement = format!(
            "no person of {} is known in {}, of which people are known",
            of.listed.caption(),
            cx.caption(company)
        );
        let weight = weights().people.none_shared.ln();
        pieces.push(Evidence {
            statement,
            stated: vec![cx.stated(company)],
            family: Family::People,
            weight,
            since: None,
        });
    }
    pieces.extend(best.into_values());
}

/// Names that more companies give are not told apart by person.
const MOST_COUNTED: usize = 200;

/// Weighs one person's place beside the places of the same person in the listed company.
fn meet(pair: &Pair<'_, '_>, tie: &Tie, at: PartyNumber, part: f64, best: &mut BTreeMap<Key, Evidence>) {
    let Pair { of, company, .. } = *pair;
    let (cx, index) = (of.cx, of.cx.index());
    let Some(theirs) = of.people.get(&tie.key) else { return };
    let same = theirs.iter().filter_map(|own| Some((*own, sameness(cx.registry(), own, tie)?)));
    // What the records say goes before what only the name says; then the longest known.
    let Some((own, how)) = same.min_by_key(|(own, how)| (*how == Sameness::OneName, own.since)) else {
        return;
    };
    let named = index.people.by_name.count(tie.key, cx.as_of);
    let has_own = |company: PartyNumber| {
        let mut places = index.people.of_company(company).iter();
        places.any(|other| other.key == tie.key && other.person == own.person)
    };
    // Of a name that very many bear it does not matter how many of them are one person.
    let sharers = if how == Sameness::OneName || named > MOST_COUNTED {
        named
    } else {
        let companies = index.people.by_name.companies(tie.key, cx.as_of);
        companies.filter(|(company, _)| has_own(*company)).count()
    };
    let thing = weights().shared.person;
    let given = thing.given.min(weights().people.most_taken / of.people.len().max(1) as f64);
    let by_name = if how == Sameness::OneName { weights().people.name_part } else { 1.0 };
    let population = index.people.by_name.population(cx.as_of);
    let weight = shared(Thing { given, ..thing }, sharers, population)
        * part
        * by_name
        * pair.freshness(own.arose.max(tie.arose));

    // What a source told only later was so before it was known.
    let days = match own.until.filter(|until| *until <= cx.as_of) {
        Some(until) if until < own.since => format!(" until {until}, known since {}", own.since),
        Some(until) => format!("{} until {until}", since_words(Some(own.since))),
        None => since_words(Some(own.since)),
    };
    let behind =
        if at == company { String::new() } else { format!(", which stands behind {}", cx.caption(company)) };
    let doubt = match how {
        Sameness::OneRecord => "",
        Sameness::OneName => ", identified by name only",
    };
    let statement = format!(
        "{}: {} of {}{days}, {} of {}{}{behind}{doubt} (companies here that name this person: {sharers})",
        tie.name,
        own.role,
        of.listed.caption(),
        tie.role,
        cx.caption(at),
        since_words(Some(tie.since)),
    );
    let stated: Vec<Stated> = [own, tie]
        .iter()
        .filter_map(|tie| Some(cx.registry().interests.get(tie.interest?)?.stated.clone()))
        .collect();
    let stated = if stated.is_empty() { vec![cx.stated(company)] } else { stated };
    let since = Some(own.since.max(tie.since)).filter(|day| *day > Date::MIN);
    let piece = Evidence { statement, stated, family: Family::People, weight, since };
    match best.get(&tie.key) {
        Some(held) if held.weight >= piece.weight => {}
        _ => {
            best.insert(tie.key, piece);
        }
    }
}
