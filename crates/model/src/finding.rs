//! What a detector says, what it rests on, what speaks against it, and what the parties reply: evidence, no verdict.

use crate::{Date, Stated};
use std::{collections::BTreeMap, fmt};

/// What a detector says about some parties as of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// A word for ever: the detector and the subjects, so that the same finding on another day has the same id.
    pub id: String,
    /// The detector, by its permanent id.
    pub detector: String,
    /// Whom it is about, the one to look at first.
    pub subjects: Vec<Subject>,
    /// How much it matters if it is true.
    pub severity: Importance,
    /// The evidence added up, in natural-log odds: `prior`, what speaks for it and what speaks against.
    pub score: f64,
    /// The score as a probability that what the message says is so, by the calibration of the detector.
    pub probability: f64,
    /// What it rests on that is not certain: `Example Holding is the listed Example Group (0.98 by name)`. Empty for nothing.
    pub conditions: Vec<String>,
    /// One line: what was seen. Lower case where it does not begin with a name, without a full stop.
    pub message: String,
    /// Log odds before any evidence: how rare such a thing is among so many companies.
    pub prior: f64,
    /// What each family of evidence counts in the score; their sum and `prior` make it.
    pub families: BTreeMap<Family, f64>,
    /// What it rests on, strongest first.
    pub evidence: Vec<Evidence>,
    /// What speaks against it, strongest first: always shown.
    pub against: Vec<Evidence>,
    /// What the parties or a court say about it: recorded and shown, without effect on the score.
    pub denials: Vec<Denial>,
    /// The law and the guidance it touches, as of the day.
    pub law: Vec<Touches>,
    /// What it means for a sale, whatever the day: whether a rule reaches the party because of it, or it is a reason to ask.
    pub means: String,
    /// How the same can be seen of somebody innocent, and how to tell.
    pub innocent: Vec<Innocent>,
    /// The day asked about.
    pub as_of: Date,
    /// The day from which all that it rests on was known; `None` when the sources do not say.
    pub known_since: Option<Date>,
}

impl Finding {
    /// What it is worth to look at: how much it matters, times how likely it is so. A queue shows the most first.
    pub fn worth(&self) -> f64 {
        self.severity.hours() * self.probability
    }
}

/// A party that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Its id in the registry, or on the list for a party that is only there.
    pub id: String,
    /// Its name.
    pub caption: String,
}

/// How much a finding matters if it is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Importance {
    /// Worth knowing beside others.
    Low,
    /// To be looked at before a transaction.
    Medium,
    /// A transaction waits until it is looked at.
    High,
    /// The law forbids or asks for a licence if it is so.
    Critical,
}

impl Importance {
    /// All of them, the least first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// How many hours of an analyst a sure finding deserves.
    const fn hours(self) -> f64 {
        match self {
            Self::Low => 0.25,
            Self::Medium => 1.0,
            Self::High => 3.0,
            Self::Critical => 5.0,
        }
    }
}

/// What a piece of evidence is about. Pieces of one family lean on each other; pieces of two hardly do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Officers, legal representatives, founders, inventors; persons as owners.
    People,
    /// Registered addresses and sites.
    Place,
    /// Owners, sponsors, guarantees: companies and state bodies behind a company.
    Capital,
    /// Names and brands in any language.
    Name,
    /// Foundings and changes beside the day of a listing.
    Time,
    /// Suppliers.
    Trade,
    /// Telephone, e-mail, web.
    Contact,
    /// Buyers.
    Customers,
    /// Business scope and products.
    Scope,
    /// Trade marks and patents.
    Property,
    /// The lists themselves.
    Listing,
}

impl Family {
    /// All of them, in their order.
    pub const ALL: [Self; 11] = [
        Self::People,
        Self::Place,
        Self::Capital,
        Self::Name,
        Self::Time,
        Self::Trade,
        Self::Contact,
        Self::Customers,
        Self::Scope,
        Self::Property,
        Self::Listing,
    ];

    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Place => "place",
            Self::Capital => "capital",
            Self::Name => "name",
            Self::Time => "time",
            Self::Trade => "trade",
            Self::Contact => "contact",
            Self::Customers => "customers",
            Self::Scope => "scope",
            Self::Property => "property",
            Self::Listing => "listing",
        }
    }

    /// The family that a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// One thing that was seen, where, and what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// A sentence without its full stop, with names and days: `Wang Lin was a director of A until 2019-10-31 and is the
    /// legal representative of B since 2019-12-24`.
    pub statement: String,
    /// Where it is said. Two sources when it joins two statements.
    pub stated: Vec<Stated>,
    /// Its family.
    pub family: Family,
    /// What it counts in the score, in natural-log odds: above 0 for the finding, below 0 against it, 0 for what is
    /// only shown.
    pub weight: f64,
    /// The day from which it was known; `None` when the sources do not say.
    pub since: Option<Date>,
}

/// What a party or a court says about itself or a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// Who says it or whom it is about, by the id in the registry or on the list.
    pub party: String,
    /// When.
    pub on: Option<Date>,
    /// What is said, in our words or theirs.
    pub text: String,
    /// Where.
    pub stated: Stated,
}

/// A rule or a piece of guidance that a finding touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touches {
    /// The parameter of `rules/` that holds it: `us.ear.red_flags`; empty for a listing.
    pub parameter: String,
    /// The name in a table, or the list: `leaders_of_a_listed_firm`; empty for a parameter without names.
    pub name: String,
    /// What it says, in our own words.
    pub title: String,
    /// Where: `supplement no. 3 to 15 CFR part 732 (edition of 2026-09-24)`.
    pub citation: String,
    /// Where it can be read; may be empty.
    pub url: String,
    /// The first day of this text.
    pub from: Option<Date>,
    /// `effective`, `suspended`, `not_enforced` or `expected` on the day asked about.
    pub status: String,
}

impl fmt::Display for Touches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [&self.parameter, &self.name].map(String::as_str);
        let id: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        write!(f, "{}, {}", id.join("."), self.citation)?;
        match self.status.as_str() {
            "" | "effective" => Ok(()),
            status => write!(f, ", {}", status.replace('_', " ")),
        }
    }
}

/// How the same is seen of somebody innocent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Innocent {
    /// What else can look so.
    pub looks: String,
    /// How to tell.
    pub tell: String,
}
