//! When each party was known, and by when it surely stood: a record that came late still tells of the days before it.

use super::dated::{ALWAYS, days_after};
use chokepoint_model::{Date, InterestKind, PartialDate, PartyNumber, Profile, Registry};

/// For each party the day from which it was known, and the day by which it stood.
pub(crate) struct Days {
    known: Vec<Date>,
    stood: Vec<Date>,
}

/// Collections of registries lag by this many days at most.
pub(crate) const LATE: i32 = 730;

impl Days {
    pub(super) fn of(registry: &Registry) -> Self {
        let known: Vec<Date> = registry.profiles.iter().map(known_since).collect();
        let mut stood: Vec<Date> =
            registry.profiles.iter().map(|one| one_of(one).unwrap_or(Date::MAX)).collect();
        for interest in &registry.interests {
            // A sale is no proof: awards name firms that are yet to be founded, or others of their name.
            let from = interest.period.from.filter(|_| interest.kind != InterestKind::Supplier);
            let (Some(from), Some(held)) = (from, registry.profile(interest.held)) else { continue };
            let first = held.founded.and_then(PartialDate::first_day).unwrap_or(ALWAYS);
            if let Some(stood) = stood.get_mut(interest.held.at()) {
                *stood = (*stood).min(from.max(first));
            }
        }
        stood.iter_mut().filter(|day| **day == Date::MAX).for_each(|day| *day = ALWAYS);
        Self { known, stood }
    }

    /// The day from which a party was known; [`ALWAYS`] when nothing says.
    pub(crate) fn known_since(&self, number: PartyNumber) -> Date {
        self.known.get(number.at()).copied().unwrap_or(ALWAYS)
    }

    /// The day by which a party stood, whenever that was recorded; [`ALWAYS`] when nothing says.
    pub(crate) fn stood_by(&self, number: PartyNumber) -> Date {
        self.stood.get(number.at()).copied().unwrap_or(ALWAYS)
    }

    /// The day on which a value that was known from a day arose: what came with the first record is as old as the
    /// company.
    pub(crate) fn value_arose(&self, company: PartyNumber, since: Date) -> Date {
        if since <= self.known_since(company) { self.stood_by(company) } else { since }
    }

    /// The same of a tie: the first day that its record tells, however late it came. One without a first day that came
    /// no later than records do is taken as one of the company's first: few ties change in such a time, and what is not
    /// told to be new is no sign of a new hand.
    pub(crate) fn tie_arose(&self, company: PartyNumber, from: Option<Date>, since: Date) -> Date {
        let late = days_after(self.known_since(company), LATE);
        from.unwrap_or_else(|| if since <= late { self.stood_by(company).min(since) } else { since })
    }
}

/// A company is known from its founding, or from the day on which the source first says so if that is later. Who was
/// seen within the year or the month of its founding was founded by then.
fn known_since(profile: &Profile) -> Date {
    let Some(founded) = profile.founded else { return profile.stated.seen.unwrap_or(ALWAYS) };
    let (first, last) = (founded.first_day().unwrap_or(ALWAYS), founded.last_day().unwrap_or(ALWAYS));
    profile.stated.seen.filter(|seen| first <= *seen).unwrap_or(last)
}

/// The day by which the record of a company says that it stood.
fn one_of(profile: &Profile) -> Option<Date> {
    let first = profile.founded.and_then(PartialDate::first_day);
    let last = profile.founded.and_then(PartialDate::last_day);
    let noted = profile.changes.iter().filter_map(|change| change.on?.last_day());
    let seen = noted.chain(profile.stated.seen).min();
    // The day of founding bounds what else is said.
    last.into_iter().chain(seen.map(|day| first.map_or(day, |first| day.max(first)))).min()
}
