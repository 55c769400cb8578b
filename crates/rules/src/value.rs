//! What a parameter holds on a day: a number, a set of countries, a condition, a provision.

use crate::{Circumstances, Condition, Decimal, Law, Truth};
use chokepoint_model::{Country, Review};
use std::{collections::BTreeSet, fmt};

/// What `is` holds. The file's `unit` says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number in the parameter's unit.
    Number(Decimal),
    /// A sentence.
    Text(String),
    /// Yes or no.
    YesOrNo(bool),
    /// Words: programme tags, kinds of chip.
    Words(Vec<String>),
    /// Paragraphs of a control list, or ids of parameters that hold such paragraphs.
    Items(Vec<String>),
    /// One country.
    Country(Country),
    /// Countries.
    Countries(BTreeSet<Country>),
    /// A condition by itself.
    Condition(Condition),
    /// How ownership is counted under a regime.
    Ownership(Ownership),
    /// A paragraph, requirement, exception, review policy, effect, red flag or gap.
    Provision(Box<Provision>),
}

/// The kinds of value by the word that the file's `unit` uses; any other word is the unit of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A number, in the unit that the word names: `share`, `GB/s`, `days`.
    Number(String),
    /// `text`
    Text,
    /// `yes or no`
    YesOrNo,
    /// `words`
    Words,
    /// `items`
    Items,
    /// `country`
    Country,
    /// `countries`
    Countries,
    /// `condition`
    Condition,
    /// `ownership`
    Ownership,
    /// `paragraph`, `requirement`, `exception`, `review`, `effect`, `flag`
    Provision(Kind),
}

/// What sort of provision a parameter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A paragraph of a control list: which items are in it.
    Paragraph,
    /// Where a licence is required for which items.
    Requirement,
    /// What lifts a requirement, and its test.
    Exception,
    /// How an application is reviewed.
    Review,
    /// What standing on a list, a footnote or a rule means.
    Effect,
    /// An abnormal circumstance that guidance names.
    Flag,
    /// A part of the law that is known and not evaluated here.
    Gap,
}

/// What a part of the law that is not evaluated here turns on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// A general prohibition, whatever licence there is.
    Prohibition,
    /// Where the item goes.
    Destination,
    /// What the item is.
    Item,
    /// Who takes part.
    Party,
    /// What it is for.
    EndUse,
    /// Whether the item is subject to these regulations at all.
    Jurisdiction,
}

impl GapKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Prohibition, Self::Destination, Self::Item, Self::Party, Self::EndUse, Self::Jurisdiction];

    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prohibition => "prohibition",
            Self::Destination => "destination",
            Self::Item => "item",
            Self::Party => "party",
            Self::EndUse => "end_use",
            Self::Jurisdiction => "jurisdiction",
        }
    }
}

/// How a part of the law that is not evaluated here is named, and what it does to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapTerms {
    /// What it turns on.
    pub kind: GapKind,
    /// Whether it leaves the answer open where it applies; otherwise it is only named beside the answer.
    pub decides: bool,
    /// Whether no licence exception is open where it applies.
    pub closes_exceptions: bool,
}

impl Unit {
    /// The words of the kinds, for reading a file and for pointing at the nearest.
    pub const WORDS: [(&'static str, Self); 15] = [
        ("text", Self::Text),
        ("yes or no", Self::YesOrNo),
        ("words", Self::Words),
        ("items", Self::Items),
        ("country", Self::Country),
        ("countries", Self::Countries),
        ("condition", Self::Condition),
        ("ownership", Self::Ownership),
        ("paragraph", Self::Provision(Kind::Paragraph)),
        ("requirement", Self::Provision(Kind::Requirement)),
        ("exception", Self::Provision(Kind::Exception)),
        ("review", Self::Provision(Kind::Review)),
        ("effect", Self::Provision(Kind::Effect)),
        ("flag", Self::Provision(Kind::Flag)),
        ("gap", Self::Provision(Kind::Gap)),
    ];

    /// The unit that a word names.
    pub fn named(word: &str) -> Self {
        let known = Self::WORDS.into_iter().find(|(name, _)| *name == word);
        known.map_or_else(|| Self::Number(word.to_owned()), |(_, unit)| unit)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(unit) => f.write_str(unit),
            kind => {
                f.write_str(Self::WORDS.iter().find(|(_, unit)| unit == kind).map_or("", |(word, _)| word))
            }
        }
    }
}

/// How ownership is counted under a regime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// The share, 0 to 1.
    pub share: Decimal,
    /// Whether the share itself is enough, or only more than it.
    pub reached: Reached,
    /// Whether the shares of several listed owners add up.
    pub owners: Owners,
    /// How shares count along a chain of companies.
    pub chain: Chain,
    /// Whether control without the share is enough.
    pub control: bool,
    /// What counts as a share: `capital`, `votes`, `board`.
    pub counts: Vec<String>,
    /// Lists whose parties count as owners, by their permanent ids.
    pub lists: Vec<String>,
}

/// Whether the share itself is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// `at_least`: exactly half is enough.
    AtLeast,
    /// `more_than`: exactly half is not enough.
    MoreThan,
}

/// Whether the shares of several listed owners add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owners {
    /// `added_together`
    AddedTogether,
    /// `each_alone`: only with a joint arrangement do two count as one.
    EachAlone,
}

/// How shares count along a chain of companies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// `link_by_link`: an owned company counts with its whole stake in the next.
    LinkByLink,
    /// `multiplied`: shares along the chain are multiplied.
    Multiplied,
}

/// A paragraph, requirement, exception, review policy, effect, red flag or gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provision {
    /// What it says, in our own words.
    pub title: String,
    /// Paragraphs of a control list that it concerns, or ids of parameters that hold such paragraphs.
    pub items: Vec<String>,
    /// Lists that it concerns, by their permanent ids.
    pub lists: Vec<String>,
    /// When it applies.
    pub when: Option<Condition>,
    /// When it does not apply all the same.
    pub unless: Option<Condition>,
    /// How an application is reviewed.
    pub review: Option<Review>,
    /// Records in which it shows: `registry`, `transaction`, `shipment`, `address`, `web`.
    pub sees: Vec<String>,
    /// How far software can test it.
    pub testable: Option<Testable>,
    /// What it does to the answer, for a part of the law that is not evaluated here.
    pub gap: Option<GapTerms>,
}

impl Provision {
    /// How `items` says that the classification does not matter.
    pub const EVERY_ITEM: &'static str = "Every item subject to the EAR";

    /// Whether it concerns the item: always, when it names no items.
    pub fn concerns(&self, law: Law<'_>, known: &dyn Circumstances) -> Truth {
        if self.items.is_empty() || self.items.iter().any(|item| item == Self::EVERY_ITEM) {
            return Truth::Yes;
        }
        law.any_item(&self.items, |paragraph| known.item(paragraph))
    }

    /// Whether it applies: its `when` holds and its `unless` does not.
    pub fn test(&self, law: Law<'_>, known: &dyn Circumstances) -> Truth {
        let when = self.when.as_ref().map_or(Truth::Yes, |when| when.test(law, known));
        let unless = self.unless.as_ref().map_or(Truth::No, |unless| unless.test(law, known));
        when.min(unless.not())
    }
}

/// How far software can test a red flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Testable {
    /// From records alone.
    Fully,
    /// In part; a person must judge the rest.
    Partly,
    /// Only by a person who was there.
    No,
}

impl Testable {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fully => "fully",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }
}

impl fmt::Display for Ownership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reached = match self.reached {
            Reached::AtLeast => "at least",
            Reached::MoreThan => "more than",
        };
        let owners = match self.owners {
            Owners::AddedTogether => "owners added together",
            Owners::EachAlone => "each owner alone",
        };
        let control = if self.control { "control is enough" } else { "control alone is not enough" };
        write!(f, "{reached} {}, {owners}, {control}", self.share)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::YesOrNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Words(words) | Self::Items(words) => f.write_str(&words.join(", ")),
            Self::Country(country) => country.fmt(f),
            Self::Countries(countries) => {
                let codes: Vec<&str> = countries.iter().map(Country::as_str).collect();
                f.write_str(&codes.join(", "))
            }
            Self::Condition(condition) => condition.fmt(f),
            Self::Ownership(ownership) => ownership.fmt(f),
            Self::Provision(provision) => f.write_str(&provision.title),
        }
    }
}
