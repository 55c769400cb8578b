//! What a screening answers: hits with their reasons, and what was covered.

pub use chokepoint_sources::parties::ReadReport;

use chokepoint_model::{Country, Date, Explanation, Issue, Listing, Party, Release, Schema};

/// An entity on the lists that the party may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The entity's id, for ever.
    pub id: String,
    /// The entity's name as its first list prints it.
    pub caption: String,
    /// What kind of thing it is.
    pub schema: Schema,
    /// Its countries.
    pub countries: Vec<Country>,
    /// The listed name that met the party best.
    pub met: String,
    /// 0 to 1.
    pub score: f32,
    /// Whether the score reaches the threshold.
    pub matched: bool,
    /// The listings in effect on the day.
    pub listings: Vec<Listing>,
    /// Why.
    pub explanation: Explanation,
    /// In a re-screening, how the hit differs from the earlier state of the lists.
    pub turn: Option<Turn>,
}

/// How a hit differs from the one of an earlier state of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// A hit where there was none, or a match where there was a near miss.
    New,
    /// Still a hit, on other listings or under another name.
    Changed,
    /// A hit no more.
    Gone,
}

impl Turn {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// One party with its hits, best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Screened {
    /// Row of the input, from 1, the header not counted.
    pub row: u64,
    /// The party as read.
    pub party: Party,
    /// Columns of the input that are no part of the party, passed through.
    pub passed: Vec<(String, String)>,
    /// Hits, best first; those below the threshold are near misses.
    pub hits: Vec<Hit>,
    /// Whether this is a re-screening: the hits are only those that the change of the lists made.
    pub rescreened: bool,
}

/// What the hits of a party come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A match; in a re-screening, a new or changed one.
    Match,
    /// Near misses, and no match.
    NearMiss,
    /// Nothing but hits that are gone.
    Gone,
    /// No hit; in a re-screening, no change.
    Nothing,
}

impl Screened {
    /// What its hits come to.
    pub fn standing(&self) -> Standing {
        let of = |hit: &Hit| match hit.turn {
            Some(Turn::Gone) => Standing::Gone,
            _ if hit.matched => Standing::Match,
            _ => Standing::NearMiss,
        };
        self.hits.iter().map(of).min().unwrap_or(Standing::Nothing)
    }
}

/// A list that was covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoveredList {
    /// The list, by its permanent id.
    pub list: String,
    /// Its title.
    pub title: String,
    /// What a hit means in law, in a sentence with its citation.
    pub effect: String,
    /// Listings in effect on the day.
    pub listings: u64,
}

/// What was covered: without it a clean answer means nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The lists.
    pub lists: Vec<CoveredList>,
    /// The releases they were read from.
    pub releases: Vec<Release>,
    /// The day asked about.
    pub as_of: Date,
    /// The score from which a hit is a match.
    pub threshold: f32,
    /// Parties screened.
    pub parties: u64,
    /// What was read of the file of parties: sheets, rows of headings, columns; and what was not.
    pub read: ReadReport,
    /// What was not covered, in sentences.
    pub notes: Vec<String>,
    /// What could not be read.
    pub issues: Vec<Issue>,
}
