//! A parameter: its dated values, each with its citation, status, layer and confidence inside it.

use crate::{Unit, Value};
use chokepoint_model::Date;
use std::{collections::BTreeMap, fmt};

/// Which law is asked: the two differ where an agency does not apply what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// What the text of the regulations says.
    Text,
    /// What the agency enforces.
    Enforced,
}

impl Layer {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Text, Self::Enforced];

    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Enforced => "enforced",
        }
    }
}

/// Whether a value applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// In force.
    Effective,
    /// Stayed: it is printed and does not apply.
    Suspended,
    /// Printed, and the agency does not apply it.
    NotEnforced,
    /// Announced or due by earlier terms; nobody has confirmed it. The answer is given both ways.
    Expected,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Effective, Self::Suspended, Self::NotEnforced, Self::Expected];

    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Effective => "effective",
            Self::Suspended => "suspended",
            Self::NotEnforced => "not_enforced",
            Self::Expected => "expected",
        }
    }
}

/// How far a value has been verified, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Read in the regulation, on an official page or in the official list.
    FirstHand,
    /// Read in a law firm's note, the press, or a file that quotes the official text.
    SecondHand,
    /// Computed from values that were read.
    Computed,
    /// From general knowledge: nobody has checked it against a source.
    Knowledge,
}

impl Confidence {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::FirstHand, Self::SecondHand, Self::Computed, Self::Knowledge];

    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstHand => "first_hand",
            Self::SecondHand => "second_hand",
            Self::Computed => "computed",
            Self::Knowledge => "knowledge",
        }
    }
}

/// Where the law says it: a page of an official journal, a paragraph of a code, a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// `88 FR 73458`, `15 CFR 742.6(a)(6)(iii)(A)`.
    pub title: String,
    /// Day of publication, for what was published once.
    pub published: Option<Date>,
    /// Edition of a code in which the paragraph was read.
    pub edition: Option<Date>,
    /// Where it can be read.
    pub url: String,
}

impl fmt::Display for Cite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        match (self.published, self.edition) {
            (Some(day), _) => write!(f, " ({day})"),
            (None, Some(day)) => write!(f, " (edition of {day})"),
            (None, None) => Ok(()),
        }
    }
}

/// One value from one day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// First day.
    pub from: Date,
    /// Last day, when the file names one; otherwise it lasts until the next value.
    pub until: Option<Date>,
    /// The value; `None` only where it is suspended or not enforced.
    pub value: Option<Value>,
    /// Whether it applies.
    pub status: Status,
    /// The layer it answers; `None` for both.
    pub layer: Option<Layer>,
    /// How far it has been verified.
    pub confidence: Confidence,
    /// Where the law says it; never empty.
    pub cites: Vec<Cite>,
    /// Anything a reader must know.
    pub note: String,
    /// For an expected value: what decides whether it came.
    pub depends_on: String,
    /// The last day a person confirmed the newest value of the file.
    pub checked: Date,
    /// The file it came from, as it was named when it was given.
    pub file: String,
    /// Its first line in that file.
    pub line: u64,
}

impl Dated {
    /// Whether it answers in a layer.
    pub fn answers(&self, layer: Layer) -> bool {
        self.layer.is_none_or(|own| own == layer)
    }

    /// The value where it applies: in force, or expected to be.
    pub fn applying(&self) -> Option<&Value> {
        matches!(self.status, Status::Effective | Status::Expected).then_some(self.value.as_ref()).flatten()
    }

    /// Whether a determination that rests on it must say that it is unverified.
    pub fn is_unverified(&self) -> bool {
        self.confidence == Confidence::Knowledge || self.status == Status::Expected
    }
}

/// The values of one name in one file, oldest first; no two answer the same layer on the same day.
pub(crate) type Sheet = Vec<Dated>;

/// A parameter: one thing the law fixes, or a table of named things.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// `us.ear.affiliate_ownership`: the path of its file, in words.
    pub id: String,
    /// Title.
    pub title: String,
    /// What its values hold.
    pub unit: Unit,
    /// The last day a person confirmed the newest value of its newest file.
    pub checked: Date,
    /// The files it was read from, the one on top last.
    pub files: Vec<String>,
    /// By name (empty for a parameter that is not a table): a pile of sheets, the one on top last.
    pub(crate) series: BTreeMap<String, Vec<Sheet>>,
}

impl Parameter {
    /// Whether its values have names.
    pub fn is_table(&self) -> bool {
        self.series.keys().any(|name| !name.is_empty())
    }

    /// The names of a table, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.series.keys().map(String::as_str)
    }

    /// Every value of a name, oldest first; where two files speak, the one on top comes later.
    pub fn history(&self, name: &str) -> Vec<&Dated> {
        let mut values: Vec<&Dated> = self.series.get(name).into_iter().flatten().flatten().collect();
        values.sort_by_key(|dated| dated.from);
        values
    }

    /// Every value of every name.
    pub fn values(&self) -> impl Iterator<Item = (&str, &Dated)> {
        self.series
            .iter()
            .flat_map(|(name, pile)| pile.iter().flatten().map(move |dated| (name.as_str(), dated)))
    }
}

/// The one value that answers on a day in a layer: of the topmost sheet of a pile that has any.
pub(crate) fn on(pile: &[Sheet], as_of: Date, layer: Layer) -> Option<&Dated> {
    pile.iter().rev().find_map(|sheet| {
        let newest = sheet.iter().rfind(|dated| dated.answers(layer) && dated.from <= as_of)?;
        newest.until.is_none_or(|until| as_of <= until).then_some(newest)
    })
}
