//! Conditions of the law as data, and their test against what is known of a transaction.

use crate::{Decimal, Law, Ratio, Value};
use chokepoint_model::{Country, Date};
use std::fmt;

/// When a paragraph reaches an item, a destination or a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Every one of them holds.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// Not one of them holds.
    None(Vec<Condition>),
    /// A figure of the item lies within bounds. A figure that has no value meets no bound.
    Figure {
        /// Name, from `words.toml`.
        name: String,
        /// The bounds.
        bounds: Bounds,
    },
    /// A fact is so, or is not so.
    Fact {
        /// Name, from `words.toml`.
        name: String,
        /// Which of the two the law asks for.
        is: bool,
    },
    /// A place lies in some countries and outside others.
    Place {
        /// Whose place, from `words.toml`: the destination, the end user's headquarters.
        name: String,
        /// In one of these, when any are named.
        within: Vec<Area>,
        /// In none of these.
        outside: Vec<Area>,
        /// The instrument whose reading of places holds: `us.ear`, where Hong Kong counts as China.
        instrument: String,
    },
    /// The item itself is described in one of these paragraphs.
    Item(Vec<String>),
    /// The item, a component in it, or the commodity that software or technology is for, meets or exceeds the
    /// limits of one of these paragraphs.
    Meets(Vec<String>),
    /// The condition of a parameter holds: `headquarters_rule`. Such a condition names no other in turn.
    Holds(String),
    /// A day lies in a period, both ends included.
    Day {
        /// Which day, from `words.toml`.
        name: String,
        /// First day.
        from: Option<Date>,
        /// Last day.
        until: Option<Date>,
    },
}

/// The bounds of a figure. All that are given must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    /// The bound belongs to it.
    pub at_least: Option<Decimal>,
    /// The bound does not belong to it.
    pub above: Option<Decimal>,
    /// The bound belongs to it.
    pub at_most: Option<Decimal>,
    /// The bound does not belong to it.
    pub below: Option<Decimal>,
}

impl Bounds {
    /// Whether a figure lies within, as far as it is known. One that has no value meets no bound.
    pub fn test(&self, figure: Figure) -> Truth {
        let (low, high) = match figure {
            Figure::Unknown => return Truth::Unknown,
            Figure::Absent => return Truth::No,
            Figure::Between(low, high) => (low, Some(high)),
            Figure::AtLeast(low) => (low, None),
        };
        let without_end = self.at_most.is_none() && self.below.is_none();
        if !self.meet(low, high) {
            Truth::No
        } else if self.hold(low) && high.map_or(without_end, |high| self.hold(high)) {
            Truth::Yes
        } else {
            Truth::Unknown
        }
    }

    /// Whether one exact figure lies within.
    pub fn hold(&self, figure: Ratio) -> bool {
        self.at_least.is_none_or(|bound| figure >= Ratio::from(bound))
            && self.above.is_none_or(|bound| figure > Ratio::from(bound))
            && self.at_most.is_none_or(|bound| figure <= Ratio::from(bound))
            && self.below.is_none_or(|bound| figure < Ratio::from(bound))
    }

    /// Whether some figure from `low` to `high` could lie within; without `high` there is no end.
    fn meet(&self, low: Ratio, high: Option<Ratio>) -> bool {
        let reaches = |over: &dyn Fn(Ratio) -> bool| high.is_none_or(over);
        self.at_least.is_none_or(|bound| reaches(&|high| high >= Ratio::from(bound)))
            && self.above.is_none_or(|bound| reaches(&|high| high > Ratio::from(bound)))
            && self.at_most.is_none_or(|bound| low <= Ratio::from(bound))
            && self.below.is_none_or(|bound| low < Ratio::from(bound))
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("at least", self.at_least),
            ("above", self.above),
            ("at most", self.at_most),
            ("below", self.below),
        ];
        let parts = parts.iter().filter_map(|(word, bound)| bound.map(|bound| format!("{word} {bound}")));
        f.write_str(&parts.collect::<Vec<_>>().join(", "))
    }
}

/// One country, or the countries of a parameter such as a country group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// A country or territory by its code.
    Country(Country),
    /// The id of a parameter that holds countries.
    Group(String),
}

impl Area {
    /// The parameter, when it is one.
    pub fn group(&self) -> Option<&str> {
        match self {
            Self::Group(id) => Some(id),
            Self::Country(_) => None,
        }
    }
}

/// What is known of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Nobody has given it.
    Unknown,
    /// It has no value: no die counts for the density, say. No bound is met.
    Absent,
    /// It lies between two numbers, both included; twice the same when it is known exactly.
    Between(Ratio, Ratio),
    /// It is this or more; not stated how much more.
    AtLeast(Ratio),
}

impl Figure {
    /// A figure known exactly.
    pub fn exactly(number: impl Into<Ratio>) -> Self {
        let number = number.into();
        Self::Between(number, number)
    }
}

/// Whether a condition holds, as far as the facts go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    No,
    /// What is known does not decide it.
    Unknown,
    /// It holds.
    Yes,
}

impl Truth {
    /// `Yes` or `No` from a fact that is known.
    pub const fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// The opposite; what is unknown stays unknown.
    pub const fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether all hold; what follows the first that does not is not asked.
    pub fn of_all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut least = Self::Yes;
        for truth in truths {
            least = least.min(truth);
            if least == Self::No {
                break;
            }
        }
        least
    }

    /// Whether any holds; what follows the first that does is not asked.
    pub fn of_any(truths: impl IntoIterator<Item = Self>) -> Self {
        Self::of_all(truths.into_iter().map(Self::not)).not()
    }

    pub(crate) fn known(fact: Option<bool>) -> Self {
        fact.map_or(Self::Unknown, Self::of)
    }
}

/// What is known of a transaction. The engine that asks the question gives it; names are those of `words.toml`.
pub trait Circumstances {
    /// A figure of the item.
    fn figure(&self, name: &str) -> Figure;
    /// A fact; `None` when nobody knows.
    fn fact(&self, name: &str) -> Option<bool>;
    /// A place; `None` when nobody knows.
    fn place(&self, name: &str) -> Option<Country>;
    /// A day; `None` when nobody knows.
    fn day(&self, name: &str) -> Option<Date>;
    /// Whether the item is described in a paragraph; `3A090.a` asks for any of its sub-paragraphs.
    fn item(&self, paragraph: &str) -> Truth;
    /// Whether the item, a component in it, or the commodity that software or technology is for, meets or exceeds
    /// the limits of a paragraph.
    fn meets(&self, paragraph: &str) -> Truth;
}

/// A condition, whether it held, and the same of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tested<'c> {
    /// The condition.
    pub condition: &'c Condition,
    /// Whether it held.
    pub truth: Truth,
    /// Its parts, in the order of the text; the condition it names; none for a single test.
    pub parts: Vec<Tested<'c>>,
}

impl Condition {
    /// Whether it holds under this law for these circumstances.
    pub fn test(&self, law: Law<'_>, known: &dyn Circumstances) -> Truth {
        let all = |conditions: &[Self]| Truth::of_all(conditions.iter().map(|c| c.test(law, known)));
        let any = |conditions: &[Self]| Truth::of_any(conditions.iter().map(|c| c.test(law, known)));
        match self {
            Self::All(conditions) => all(conditions),
            Self::Any(conditions) => any(conditions),
            Self::None(conditions) => any(conditions).not(),
            Self::Figure { name, bounds } => bounds.test(known.figure(name)),
            Self::Fact { name, is } => Truth::known(known.fact(name).map(|fact| fact == *is)),
            Self::Place { name, within, outside, instrument } => match known.place(name) {
                None => Truth::Unknown,
                Some(place) => {
                    let inside = |areas: &[Area]| law.lies_in(place, areas, instrument);
                    let within = if within.is_empty() { Truth::Yes } else { inside(within) };
                    within.min(if outside.is_empty() { Truth::Yes } else { inside(outside).not() })
                }
            },
            Self::Item(paragraphs) => law.any_item(paragraphs, |paragraph| known.item(paragraph)),
            Self::Meets(paragraphs) => law.any_item(paragraphs, |paragraph| known.meets(paragraph)),
            Self::Holds(id) => match law.answer(id) {
                Ok(answer) => match answer.value() {
                    Some(Value::Condition(condition)) => condition.test(law, known),
                    _ => Truth::No,
                },
                Err(_) => Truth::Unknown,
            },
            Self::Day { name, from, until } => Truth::known(
                known
                    .day(name)
                    .map(|day| from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)),
            ),
        }
    }

    /// The test of every part, for a trace that shows what decided. An `unless` is shown like any other condition.
    pub fn tested<'c>(&'c self, law: Law<'c>, known: &dyn Circumstances) -> Tested<'c> {
        let parts = match self {
            Self::All(inner) | Self::Any(inner) | Self::None(inner) => {
                inner.iter().map(|condition| condition.tested(law, known)).collect()
            }
            Self::Holds(id) => match law.value(id) {
                Some(Value::Condition(condition)) => vec![condition.tested(law, known)],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        Tested { condition: self, truth: self.test(law, known), parts }
    }

    /// Every condition in it, itself first.
    pub fn walk<'c>(&'c self, visit: &mut dyn FnMut(&'c Self)) {
        visit(self);
        if let Self::All(inner) | Self::Any(inner) | Self::None(inner) = self {
            for condition in inner {
                condition.walk(visit);
            }
        }
    }
}

impl fmt::Display for Condition {
    /// One line, as a lawyer would say it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spoken = |name: &str| name.replace('_', " ");
        let joined = |conditions: &[Self], word: &str| {
            let parts: Vec<String> = conditions
                .iter()
                .map(|condition| match condition {
                    Self::All(inner) | Self::Any(inner) if inner.len() > 1 => format!("({condition})"),
                    _ => condition.to_string(),
                })
                .collect();
            parts.join(word)
        };
        match self {
            Self::All(conditions) => f.write_str(&joined(conditions, " and ")),
            Self::Any(conditions) => f.write_str(&joined(conditions, " or ")),
            Self::None(conditions) => write!(f, "none of: {}", joined(conditions, "; ")),
            Self::Figure { name, bounds } => write!(f, "{} {bounds}", spoken(name)),
            Self::Fact { name, is: true } => f.write_str(&spoken(name)),
            Self::Fact { name, is: false } => write!(f, "not {}", spoken(name)),
            Self::Place { name, within, outside, .. } => {
                let areas = |areas: &[Area]| areas.iter().map(Area::to_string).collect::<Vec<_>>().join(", ");
                f.write_str(&spoken(name))?;
                if !within.is_empty() {
                    write!(f, " in {}", areas(within))?;
                }
                if !outside.is_empty() {
                    write!(f, " outside {}", areas(outside))?;
                }
                Ok(())
            }
            Self::Item(paragraphs) => write!(f, "the item is in {}", paragraphs.join(", ")),
            Self::Meets(paragraphs) => write!(f, "it meets the limits of {}", paragraphs.join(", ")),
            Self::Holds(id) => write!(f, "{id} holds"),
            Self::Day { name, from, until } => {
                f.write_str(&spoken(name))?;
                if let Some(from) = from {
                    write!(f, " from {from}")?;
                }
                if let Some(until) = until {
                    write!(f, " until {until}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Country(country) => country.fmt(f),
            Self::Group(id) => f.write_str(id),
        }
    }
}
