//! What happened to the parties of a finding and when, and who held an office at one and then at the other.

use super::super::{
    story::{self, Story},
    ties::{self, Side},
    words,
};
use chokepoint_model::{Changed, Date, Interest, InterestKind, PartyNumber, Stated};
use std::collections::BTreeMap;

/// Events that are shown; those that say least go first.
const EVENTS: usize = 12;
/// People whose offices are shown.
const PEOPLE: usize = 6;

/// Something that happened on a day.
pub(super) struct Event {
    pub(super) on: Date,
    /// As the source knows the day.
    pub(super) written: String,
    pub(super) what: String,
    pub(super) stated: Option<Stated>,
    says: Says,
}

/// How much an event says to a reader, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Trade,
    Ownership,
    Office,
    Change,
    Ending,
}

/// The days of a listing.
pub(super) struct ListingDay {
    pub(super) on: Date,
    /// `Sugon listed`.
    pub(super) what: String,
    /// The list and where it was published.
    pub(super) where_: String,
}

/// An office at one of the parties.
pub(super) struct Tenure {
    pub(super) side: usize,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    /// `founded Nettrix, Dec 2019`.
    pub(super) what: String,
}

/// A person with the offices at both parties.
pub(super) struct Person<'a> {
    pub(super) name: &'a str,
    pub(super) tenures: Vec<Tenure>,
}

/// The first day of each listing of a party that was known by the day.
pub(super) fn listings(story: &Story<'_>, side: &Side<'_>) -> Vec<ListingDay> {
    let as_of = story.of.as_of;
    let mut days: Vec<ListingDay> = Vec::new();
    for listing in story.listed(side.id).into_iter().flat_map(|one| one.listings_by(as_of)) {
        let Some(on) = listing.period.from.filter(|_| days.len() < 3) else { continue };
        let cite = listing.cited_by(on);
        let list = words::list(&listing.list);
        let where_ = if cite.is_empty() { list.to_owned() } else { format!("{list}, {cite}") };
        match days.iter_mut().find(|day| day.on == on) {
            Some(day) => day.where_ = format!("{}; {where_}", day.where_),
            None => days.push(ListingDay { on, what: format!("{} listed", side.name), where_ }),
        }
    }
    days
}

/// Interests of the parties that were known by the day, with the side and whether it is the one held.
fn interests<'a>(story: &'a Story<'_>, sides: &[&Side<'_>]) -> Vec<(usize, bool, &'a Interest)> {
    let as_of = story.of.as_of;
    let is_known = |one: &&Interest| one.stated.seen.is_none_or(|seen| seen <= as_of);
    let mut found = Vec::new();
    for interest in story.of.registry.interests.iter().filter(is_known) {
        for (at, side) in sides.iter().enumerate() {
            if side.numbers.contains(&interest.held) {
                found.push((at, true, interest));
            } else if side.numbers.contains(&interest.holder) {
                found.push((at, false, interest));
            }
        }
    }
    found
}

/// Those who held an office at both parties, whoever crossed first on top.
pub(super) fn people<'a>(story: &'a Story<'_>, sides: &[&Side<'_>]) -> Vec<Person<'a>> {
    let mut by_person: BTreeMap<PartyNumber, Vec<Tenure>> = BTreeMap::new();
    for (side, is_held, interest) in interests(story, sides) {
        if is_held && interest.kind.is_office() {
            let what = ties::words(interest, true, sides[side].name);
            let until = interest.period.until.filter(|_| interest.kind != InterestKind::Founder);
            by_person.entry(interest.holder).or_default().push(Tenure {
                side,
                from: interest.period.from,
                until,
                what,
            });
        }
    }
    by_person.retain(|_, tenures| {
        let sides = |at| tenures.iter().any(|one| one.side == at);
        sides(0) && sides(1) && tenures.iter().any(|one| one.from.or(one.until).is_some())
    });
    let mut people: Vec<Person<'_>> = by_person
        .into_iter()
        .filter_map(|(number, tenures)| Some(Person { name: ties::name(story, number)?, tenures }))
        .collect();
    people
        .iter_mut()
        .for_each(|one| one.tenures.sort_by_key(|tenure| (tenure.side, tenure.from, tenure.until)));
    people.sort_by_key(|one| one.tenures.iter().filter(|one| one.side == 1).filter_map(|one| one.from).min());
    people.truncate(PEOPLE);
    people
}

/// All else that happened by the day, oldest first.
pub(super) fn events(story: &Story<'_>, sides: &[&Side<'_>], drawn: &[Person<'_>]) -> Vec<Event> {
    let as_of = story.of.as_of;
    let mut events: Vec<Event> = Vec::new();
    let mut add = |on: Option<Date>, written: String, what: String, stated: &Stated, says: Says| {
        let is_known = stated.seen.is_none_or(|seen| seen <= as_of);
        if let Some(on) = on.filter(|on| is_known && *on <= as_of)
            && events.iter().all(|event| event.on != on || event.what != what)
        {
            events.push(Event { on, written, what, stated: Some(stated.clone()), says });
        }
    };
    for side in sides {
        for profile in side.numbers.iter().filter_map(|number| story.of.registry.profile(*number)) {
            if let Some(date) = profile.dissolved {
                add(
                    date.first_day(),
                    story::partial(date),
                    format!("{} dissolved", side.name),
                    &profile.stated,
                    Says::Ending,
                );
            }
            for change in &profile.changes {
                let Some(on) = change.on else { continue };
                let what = format!(
                    "{} changes its {}: {} → {}",
                    side.name,
                    changed(change.what),
                    or_unknown(&change.before),
                    or_unknown(&change.after)
                );
                add(on.first_day(), story::partial(on), what, &profile.stated, Says::Change);
            }
        }
    }
    for (at, is_held, interest) in interests(story, sides) {
        let other = if is_held { interest.holder } else { interest.held };
        let Some(name) = ties::name(story, other) else { continue };
        if drawn.iter().any(|person| person.name == name) {
            continue;
        }
        let says = match interest.kind {
            InterestKind::Supplier | InterestKind::Unknown => Says::Trade,
            kind if kind.is_office() => Says::Office,
            _ => Says::Ownership,
        };
        let undated = Interest { period: chokepoint_model::Period::default(), ..interest.clone() };
        let what = format!("{name} {}", ties::words(&undated, is_held, sides[at].name));
        for (day, end) in [(interest.period.from, ""), (interest.period.until, " until then")] {
            let written = day.map(story::month).unwrap_or_default();
            add(day, written, format!("{what}{end}"), &interest.stated, says);
        }
    }
    events.sort_by(|a, b| b.says.cmp(&a.says).then(a.on.cmp(&b.on)).then_with(|| a.what.cmp(&b.what)));
    events.truncate(EVENTS);
    events.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.what.cmp(&b.what)));
    events
}

const fn changed(what: Changed) -> &'static str {
    match what {
        Changed::Name => "name",
        Changed::Address => "address",
        Changed::LegalRepresentative => "legal representative",
        Changed::Officers => "officers",
        Changed::Owners => "owners",
        Changed::Capital => "capital",
        Changed::Scope => "scope",
        Changed::Other => "particulars",
    }
}

fn or_unknown(text: &str) -> &str {
    if text.is_empty() { "?" } else { text }
}
