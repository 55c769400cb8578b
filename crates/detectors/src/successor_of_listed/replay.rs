//! The days walked: when each candidate would first have been put before a person.

use super::{
    Candidate, Weighing, candidate, candidates, evidence_capital::told_since, predecessor::Predecessor,
    successors,
};
use crate::{Context, Known, Listed};
use chokepoint_model::{Date, PartyNumber};
use chokepoint_rules::Rules;
use std::collections::{BTreeMap, BTreeSet};

/// A candidate, and the day on which it would first have passed the alert line.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The candidate as of the last day.
    pub candidate: Candidate,
    /// The candidate as of the first day on which it passed the line, and that day; `None` when it never did.
    pub first_seen: Option<(Date, Candidate)>,
    /// Every day on which its score changed, with the score and the probability.
    pub course: Vec<(Date, f64, f64)>,
}

/// Walks the days from the first listing until `until` on which something about the listed company or a candidate
/// became known, and says when each candidate would first have been seen. The candidates are those of the last day.
pub fn replay(known: &Known<'_>, rules: &Rules, listed: &Listed, until: Date, most: usize) -> Vec<Seen> {
    let last = known.on(until, rules);
    let mut seen: Vec<Seen> = successors(&last, listed, most)
        .into_iter()
        .map(|candidate| Seen { candidate, first_seen: None, course: Vec::new() })
        .collect();
    let Some(listed_on) = listed.first_listed_by(until) else { return seen };

    let own: BTreeSet<Date> =
        listed.stands_in().0.into_iter().flat_map(|number| days_of(&last, number)).collect();
    let mut by_day: BTreeMap<Date, BTreeSet<usize>> = BTreeMap::new();
    for (at, one) in seen.iter().enumerate() {
        let all = days_of(&last, one.candidate.company);
        for day in all.into_iter().chain(own.iter().copied()).chain([listed_on, until]) {
            if listed_on <= day && day <= until {
                by_day.entry(day).or_default().insert(at);
            }
        }
    }
    for (day, changed) in by_day {
        let cx = known.on(day, rules);
        let of = Predecessor::of(&cx, listed);
        let weighing = Weighing::of(&of);
        for at in changed {
            let company = seen[at].candidate.company;
            if !candidates::can_succeed(&of, company) {
                continue;
            }
            let weighed = weighing.weigh(company);
            let one = &mut seen[at];
            if one.course.last().is_none_or(|(_, score, _)| *score != weighed.score) {
                one.course.push((day, weighed.score, weighed.probability));
            }
            if one.first_seen.is_none() && weighed.is_alert() {
                one.first_seen = Some((day, candidate(&of, company, weighed)));
            }
        }
    }
    seen
}

/// The days on which something about a company became known.
fn days_of(cx: &Context<'_>, company: PartyNumber) -> BTreeSet<Date> {
    let index = cx.index();
    let mut days = BTreeSet::from([index.days.known_since(company)]);
    days.extend(index.people.of_company(company).iter().map(|tie| tie.since));
    days.extend(index.places.of_company(company).iter().map(|site| site.value.since));
    days.extend(index.brands.of(company).iter().map(|(_, since)| *since));
    days.extend(index.customers.all_of(company).iter().map(|sale| sale.since));
    days.extend(index.suppliers.all_of(company).iter().map(|sale| sale.since));
    days.extend(cx.profile(company).changes.iter().filter_map(|change| change.on?.last_day()));
    for (owner, reached) in index.owners.above(company, cx.as_of) {
        days.insert(reached.since);
        days.extend(index.people.of_company(owner).iter().map(|tie| tie.since));
    }
    days.extend(cx.known.rights.get(&company).into_iter().flatten().filter_map(|right| told_since(right)));
    days
}
