//! Time: founded after the listing, or changed all at once beside it; a long life of its own speaks against.

use super::predecessor::Predecessor;
use crate::{
    index::{
        dated::{ALWAYS, days_after, days_between},
        owners::is_capital,
        people::is_place_of_a_person,
    },
    rarity::{poisson_tail, steadied},
    tables::{Step, weights},
};
use chokepoint_model::{Changed, Date, Evidence, Family, PartyNumber};
use std::collections::BTreeSet;

pub(super) fn weigh(of: &Predecessor<'_>, company: PartyNumber, pieces: &mut Vec<Evidence>) {
    let (cx, Some(listed_on)) = (of.cx, of.listed_on) else { return };
    let profile = cx.profile(company);
    let Some(founded) = profile.founded else { return };
    let Some(first) = founded.first_day() else { return };
    let last = cx.index().days.stood_by(company).max(first);
    let middle = days_after(first, days_between(first, last) / 2);
    let gap = days_between(listed_on, middle);
    let table = &weights().founding;
    let Some(at) = table.iter().position(|step| f64::from(gap) < step.until) else { return };
    let from = if at == 0 { ALWAYS } else { days_after(listed_on, table[at - 1].until as i32) };
    let until = days_after(listed_on, table[at].until as i32);
    let stranger = of_strangers(of, from, until, table[at]);
    // Of a stretch that is not over, a successor has had as little time as a stranger.
    let whole = days_between(from, until).max(1);
    let passed = days_between(from, cx.as_of).clamp(1, whole);
    let given =
        if at == 0 { table[at].given } else { table[at].given * f64::from(passed) / f64::from(whole) };
    let mut weight = (given / stranger).ln();
    let mut since = last;
    let mut words = match gap {
        0.. => format!("founded on {founded}, {gap} days after {} was listed", of.listed.caption()),
        _ => format!("founded on {founded}, {} days before {} was listed", -gap, of.listed.caption()),
    };
    words += &format!("; {:.0} % of companies here were founded in such a time", 100.0 * stranger);

    if middle < listed_on {
        let burst = &weights().burst;
        let Beside { start, end, inside, expected } = beside(of, company, last, listed_on);
        let few = 1.0 - poisson_tail(2, expected);
        if inside.len() >= 2 {
            let tail = poisson_tail(inside.len(), expected);
            weight += (burst.given / tail).ln();
            since = inside.iter().nth(1).copied().unwrap_or(end);
            words += &format!(
                "; {} days of change between {start} and {end} where its own history gives {expected:.1}",
                inside.len()
            );
        } else {
            weight += ((1.0 - burst.given) / few.max(0.05)).ln();
        }
    }
    let statement = format!("{} was {words}", cx.caption(company));
    let since = Some(since);
    pieces.push(Evidence {
        statement,
        stated: vec![cx.stated(company)],
        family: Family::Time,
        weight,
        since,
    });
}

/// Days of change beside the listing, and how many a company of such a history has in such a time.
struct Beside {
    start: Date,
    end: Date,
    inside: BTreeSet<Date>,
    expected: f64,
}

fn beside(of: &Predecessor<'_>, company: PartyNumber, founded: Date, listed_on: Date) -> Beside {
    let burst = &weights().burst;
    let start = days_after(listed_on, -burst.before).max(days_after(founded, burst.before));
    let end = days_after(listed_on, burst.after).min(of.cx.as_of);
    let (inside, outside) = days_of_change(of, company, founded, start, end);
    let years = f64::from(days_between(founded, of.cx.as_of).max(1)) / 365.25;
    let window = f64::from(days_between(start, end).max(1)) / 365.25;
    let rate = (outside as f64 + burst.yearly_rate * burst.years_of_it) / (years + burst.years_of_it);
    Beside { start, end, inside, expected: rate * window }
}

/// Whether a company that stood before the listing got a new hand beside it: so many days of change are no chance.
pub(super) fn is_woken(of: &Predecessor<'_>, company: PartyNumber) -> bool {
    let Some(listed_on) = of.listed_on else { return false };
    let Beside { inside, expected, .. } =
        beside(of, company, of.cx.index().days.stood_by(company), listed_on);
    inside.len() >= 2 && poisson_tail(inside.len(), expected) <= weights().burst.chance
}

/// How many companies were founded in a stretch of days, of all that were founded by the day.
fn of_strangers(of: &Predecessor<'_>, from: Date, until: Date, assumed: Step) -> f64 {
    let index = of.cx.index();
    let by = |day: Date| index.founded_by(day.min(of.cx.as_of));
    let before = if from == ALWAYS { 0 } else { by(days_after(from, -1)) };
    let hits = by(days_after(until, -1)).saturating_sub(before);
    steadied(hits, index.founded_by(of.cx.as_of), assumed.stranger)
}

/// Days on which something of a company changed that shows a new hand: inside a window, and how many outside.
fn days_of_change(
    of: &Predecessor<'_>,
    company: PartyNumber,
    founded: Date,
    start: Date,
    end: Date,
) -> (BTreeSet<Date>, usize) {
    let cx = of.cx;
    let profile = cx.profile(company);
    let telling = |what: Changed| !matches!(what, Changed::Capital | Changed::Other);
    let changes = profile.changes.iter().filter(|change| telling(change.what));
    let mut days: BTreeSet<Date> = changes.filter_map(|change| change.on?.last_day()).collect();
    let graph = cx.graph();
    for edge in graph.edges_into(company.0).map(|edge| graph.edge(edge)) {
        let holder = cx.profile(PartyNumber(edge.holder));
        if is_capital(edge.kind) || is_place_of_a_person(holder, profile, edge.kind) {
            days.extend(edge.period.from);
        }
    }
    // What is entered within weeks of the founding belongs to it.
    let settled = days_after(founded, 60);
    days.retain(|day| *day <= cx.as_of && *day > settled);
    let (inside, outside): (BTreeSet<Date>, BTreeSet<Date>) =
        days.into_iter().partition(|day| start <= *day && *day <= end);
    (inside, outside.len())
}
