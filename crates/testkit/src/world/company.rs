//! What a world is made of: companies with their history, persons, and the links between them.

use super::{found::Size, places::Spot};
use chokepoint_model::{Changed, ContactKind, Date, InterestKind, Share};

/// Who holds, serves or sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Node {
    Company(u32),
    Person(u32),
}

/// What it is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Company,
    /// An institute or a university.
    Institute,
    /// An academy, or an office that holds the state's shares.
    State,
}

/// A company, an institute or a body of the state, with what was true of it from which day.
#[derive(Debug, Clone)]
pub(super) struct Company {
    pub(super) kind: Kind,
    pub(super) names: Vec<(Date, String)>,
    pub(super) english: Option<String>,
    pub(super) brand: String,
    pub(super) city: usize,
    pub(super) trade: usize,
    pub(super) size: Size,
    pub(super) spots: Vec<(Date, Spot, String)>,
    /// How its registry writes addresses.
    pub(super) style: u8,
    pub(super) scopes: Vec<(Date, String)>,
    /// In units of 10,000 yuan.
    pub(super) capitals: Vec<(Date, u32)>,
    pub(super) contacts: Vec<(Date, ContactKind, String)>,
    pub(super) founded: Date,
    /// How much of the founding day the registry tells: all, the month, the year, nothing.
    pub(super) fuzzy: u8,
    pub(super) dissolved: Option<Date>,
    /// The day from which its record is known.
    pub(super) seen: Date,
    pub(super) changes: Vec<(Date, Changed, String, String)>,
    pub(super) listed: Option<Date>,
    /// Whether the registry tells former names.
    pub(super) tells_former: bool,
    pub(super) tells_address: bool,
}

/// What stood last on a day; what came first for a day before all.
fn as_of<T>(history: &[T], day: Date, since: impl Fn(&T) -> Date) -> Option<&T> {
    history.iter().rev().find(|entry| since(entry) <= day).or(history.first())
}

impl Company {
    pub(super) fn name(&self, day: Date) -> &str {
        as_of(&self.names, day, |entry| entry.0).map_or("", |(_, name)| name)
    }

    pub(super) fn address(&self, day: Date) -> &str {
        as_of(&self.spots, day, |entry| entry.0).map_or("", |(_, _, text)| text)
    }

    pub(super) fn spot(&self, day: Date) -> Spot {
        as_of(&self.spots, day, |entry| entry.0).map(|entry| entry.1).unwrap_or_default()
    }

    pub(super) fn scope(&self, day: Date) -> &str {
        as_of(&self.scopes, day, |entry| entry.0).map_or("", |(_, scope)| scope)
    }

    pub(super) fn contact(&self, kind: ContactKind) -> Option<&str> {
        self.contacts.iter().find(|contact| contact.1 == kind).map(|contact| contact.2.as_str())
    }
}

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) surname: usize,
    pub(super) phone: String,
}

/// That one holds, serves, sponsors or supplies another.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) holder: Node,
    pub(super) held: u32,
    pub(super) kind: InterestKind,
    pub(super) role: &'static str,
    pub(super) share: Share,
    pub(super) from: Date,
    /// Whether the registry tells the first day.
    pub(super) dated: bool,
    pub(super) until: Option<Date>,
    pub(super) seen: Date,
}

/// Who registers others at a desk of its own.
#[derive(Debug, Clone)]
pub(super) struct Agent {
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) nominee: u32,
}
