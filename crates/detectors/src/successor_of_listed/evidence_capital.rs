//! Capital: the listed company's own stake, an owner or sponsor in common, a stated succession, rights handed over.

use super::{group::Pair, predecessor::Predecessor};
use crate::{index::owners::Reached, rarity::shared, tables::weights};
use chokepoint_model::{Date, Evidence, Family, Interest, InterestKind, PartyNumber, Stated};
use std::collections::BTreeMap;

pub(super) fn weigh(pair: &Pair<'_, '_>, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, above, .. } = *pair;
    let cx = of.cx;
    let mut best: Option<Evidence> = None;
    let mut take = |piece: Evidence| {
        if best.as_ref().is_none_or(|best| best.weight < piece.weight) {
            best = Some(piece);
        }
    };
    for InCommon { owner, reached, theirs, arose, .. } in in_common(of, above) {
        let Some(theirs) = theirs else {
            let weight = weights().owners.own_stake.min(shared(
                weights().shared.owner,
                of.below.len() + 1,
                of.population,
            ));
            let statement = format!(
                "{} itself is an owner or parent of {}, {} away",
                of.listed.caption(),
                cx.caption(company),
                steps(reached.steps)
            );
            take(piece(of, statement, &[reached], weight * pair.freshness(arose)));
            continue;
        };
        let below = of.below_owner.get(&owner).copied().unwrap_or(0);
        let weight = shared(weights().shared.owner, below, of.population) * pair.freshness(arose);
        let statement = format!(
            "{} is an owner or parent of both: {} above {}, {} above {}; {below} parties here are below it",
            cx.caption(owner),
            steps(theirs.steps),
            of.listed.caption(),
            steps(reached.steps),
            cx.caption(company),
        );
        take(piece(of, statement, &[theirs, reached], weight));
    }
    if best.is_none() && !above.is_empty() && !of.above.is_empty() {
        let statement = format!(
            "owners are known of both {} and {}, and none is the same",
            of.listed.caption(),
            cx.caption(company)
        );
        let weight = weights().owners.none.ln();
        best = Some(Evidence {
            statement,
            stated: vec![cx.stated(company)],
            family: Family::Capital,
            weight,
            since: None,
        });
    }
    pieces.extend(best);
    stated_succession(of, company, pieces);
    rights(pair, pieces);
}

/// An owner that is an owner or parent of a company and is the listed one, or is an owner or parent of it as well.
pub(super) struct InCommon<'o> {
    pub(super) owner: PartyNumber,
    reached: &'o Reached,
    /// How it is an owner or parent of the listed company; none when it is the listed company.
    theirs: Option<&'o Reached>,
    /// The day from which both stood below it.
    pub(super) arose: Date,
    /// The same where both still do.
    pub(super) stands_since: Option<Date>,
}

/// The owners in common, those left out that are no company or own too many for anything to follow.
pub(super) fn in_common<'o>(
    of: &'o Predecessor<'_>,
    above: &'o BTreeMap<PartyNumber, Reached>,
) -> impl Iterator<Item = InCommon<'o>> {
    above.iter().filter_map(|(owner, reached)| {
        let owner = *owner;
        if of.numbers.contains(&owner) {
            let Reached { arose, stands_since, .. } = *reached;
            return Some(InCommon { owner, reached, theirs: None, arose, stands_since });
        }
        let theirs = of.above.get(&owner)?;
        let tells = crate::index::is_company(of.cx.profile(owner)) && !of.is_everybodys(owner);
        let arose = reached.arose.max(theirs.arose);
        let stands_since = reached.stands_since.zip(theirs.stands_since).map(|(one, other)| one.max(other));
        tells.then_some(InCommon { owner, reached, theirs: Some(theirs), arose, stands_since })
    })
}

fn steps(count: u32) -> String {
    if count == 1 { "one step".to_owned() } else { format!("{count} steps") }
}

fn piece(of: &Predecessor<'_>, statement: String, ways: &[&Reached], weight: f64) -> Evidence {
    let interests = ways.iter().filter_map(|way| of.cx.registry().interests.get(way.interest));
    let stated: Vec<Stated> = interests.map(|interest| interest.stated.clone()).collect();
    let since = ways.iter().map(|way| way.since).max().filter(|day| *day > Date::MIN);
    Evidence { statement, stated, family: Family::Capital, weight, since }
}

/// A source that calls the one the successor of the other.
fn stated_succession(of: &Predecessor<'_>, company: PartyNumber, pieces: &mut Vec<Evidence>) {
    let graph = of.cx.graph();
    for edge in graph.edges_into(company.0).filter(|edge| graph.kind(*edge) == InterestKind::Predecessor) {
        let edge = graph.edge(edge);
        let known = edge.period.from.is_none_or(|from| from <= of.cx.as_of);
        if !known || !of.numbers.contains(&PartyNumber(edge.holder)) {
            continue;
        }
        let interest = of.cx.registry().interests.get(edge.evidence as usize);
        pieces.push(Evidence {
            statement: format!(
                "a source calls {} the successor of {}",
                of.cx.caption(company),
                of.listed.caption()
            ),
            stated: interest.map(|interest| interest.stated.clone()).into_iter().collect(),
            family: Family::Capital,
            weight: weights().owners.stated_successor,
            since: edge.period.from,
        });
    }
}

/// Trade marks, patents and domain names that went from the listed company to the other.
fn rights(pair: &Pair<'_, '_>, pieces: &mut Vec<Evidence>) {
    let Pair { of, company, .. } = *pair;
    let cx = of.cx;
    let is_theirs = |right: &&&Interest| of.numbers.contains(&right.holder) && is_told(right, cx.as_of);
    let of_receiver = |rights: &Vec<&Interest>| rights.iter().any(|right| is_theirs(&right));
    let receivers = cx.known.rights.values().filter(|rights| of_receiver(rights)).count();
    for right in cx.known.rights.get(&company).into_iter().flatten().filter(is_theirs) {
        let what = if right.role.is_empty() { "a right" } else { right.role.as_ref() };
        let on = right.period.from.map_or_else(String::new, |on| format!(" on {on}"));
        let arose = right.period.from.unwrap_or(Date::MIN);
        pieces.push(Evidence {
            statement: format!("{what} went from {} to {}{on}", of.listed.caption(), cx.caption(company)),
            stated: vec![right.stated.clone()],
            family: Family::Property,
            weight: shared(weights().shared.property, receivers + 1, of.population) * pair.freshness(arose),
            since: told_since(right),
        });
    }
}

/// Since when it is known that a right passed on: not before it did, nor before somebody could see it.
pub(super) fn told_since(right: &Interest) -> Option<Date> {
    right.period.from.max(right.stated.seen)
}

/// Whether that was known on a day.
pub(super) fn is_told(right: &Interest, day: Date) -> bool {
    told_since(right).is_none_or(|since| since <= day)
}
