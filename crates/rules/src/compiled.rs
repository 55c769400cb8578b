//! Provisions compiled for the law of one day: what they name is looked up once, so that a test only compares.

use crate::{Area, Bounds, Circumstances, Condition, Law, Provision, Truth, Value};
use chokepoint_model::{Country, Date};
use std::collections::BTreeSet;

/// When a provision applies, for many questions; it says what [`Provision::test`] says.
#[derive(Debug, Clone)]
pub struct Test<'r> {
    when: Plain<'r>,
    unless: Plain<'r>,
}

impl<'r> Test<'r> {
    /// Compiles a provision for a law.
    pub fn of(provision: &'r Provision, law: Law<'r>) -> Self {
        let plain = |condition: &'r Option<Condition>, otherwise| {
            condition.as_ref().map_or(Plain::Decided(otherwise), |condition| Plain::of(condition, law))
        };
        Self { when: plain(&provision.when, Truth::Yes), unless: plain(&provision.unless, Truth::No) }
    }

    /// Whether the provision applies: its `when` holds and its `unless` does not.
    pub fn test(&self, known: &dyn Circumstances) -> Truth {
        match self.when.test(known) {
            Truth::No => Truth::No,
            when => when.min(self.unless.test(known).not()),
        }
    }

    /// Shows the name of every figure, fact, place and day that it may ask for.
    pub fn names(&self, show: &mut dyn FnMut(&'r str)) {
        self.when.names(show);
        self.unless.names(show);
    }
}

/// A condition in which nothing is named any more that the law of the day would have to be asked for.
#[derive(Debug, Clone)]
enum Plain<'r> {
    Decided(Truth),
    All(Vec<Self>),
    Any(Vec<Self>),
    None(Vec<Self>),
    Figure { name: &'r str, bounds: Bounds },
    Fact { name: &'r str, is: bool },
    Place { name: &'r str, within: Option<Places<'r>>, outside: Option<Places<'r>> },
    Item(Vec<&'r str>),
    Meets(Vec<&'r str>),
    Day { name: &'r str, from: Option<Date>, until: Option<Date> },
}

impl<'r> Plain<'r> {
    fn of(condition: &'r Condition, law: Law<'r>) -> Self {
        let each = |inner: &'r [Condition]| inner.iter().map(|condition| Self::of(condition, law)).collect();
        match condition {
            Condition::All(inner) => Self::All(each(inner)),
            Condition::Any(inner) => Self::Any(each(inner)),
            Condition::None(inner) => Self::None(each(inner)),
            Condition::Figure { name, bounds } => Self::Figure { name, bounds: *bounds },
            Condition::Fact { name, is } => Self::Fact { name, is: *is },
            Condition::Place { name, within, outside, instrument } => {
                let places =
                    |areas: &'r [Area]| (!areas.is_empty()).then(|| Places::of(areas, instrument, law));
                Self::Place { name, within: places(within), outside: places(outside) }
            }
            Condition::Item(list) => Self::Item(law.items(list).into_iter().collect()),
            Condition::Meets(list) => Self::Meets(law.items(list).into_iter().collect()),
            Condition::Holds(id) => match law.answer(id) {
                Ok(answer) => match answer.value() {
                    Some(Value::Condition(named)) => Self::of(named, law),
                    _ => Self::Decided(Truth::No),
                },
                Err(_) => Self::Decided(Truth::Unknown),
            },
            Condition::Day { name, from, until } => Self::Day { name, from: *from, until: *until },
        }
    }

    fn test(&self, known: &dyn Circumstances) -> Truth {
        let any = |inner: &[Self]| Truth::of_any(inner.iter().map(|plain| plain.test(known)));
        match self {
            Self::Decided(truth) => *truth,
            Self::All(inner) => Truth::of_all(inner.iter().map(|plain| plain.test(known))),
            Self::Any(inner) => any(inner),
            Self::None(inner) => any(inner).not(),
            Self::Figure { name, bounds } => bounds.test(known.figure(name)),
            Self::Fact { name, is } => Truth::known(known.fact(name).map(|fact| fact == *is)),
            Self::Place { name, within, outside } => known.place(name).map_or(Truth::Unknown, |place| {
                let within = within.as_ref().map_or(Truth::Yes, |within| within.hold(place));
                within.min(outside.as_ref().map_or(Truth::Yes, |outside| outside.hold(place).not()))
            }),
            Self::Item(paragraphs) => Truth::of_any(paragraphs.iter().map(|one| known.item(one))),
            Self::Meets(paragraphs) => Truth::of_any(paragraphs.iter().map(|one| known.meets(one))),
            Self::Day { name, from, until } => Truth::known(
                known
                    .day(name)
                    .map(|day| from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)),
            ),
        }
    }

    fn names(&self, show: &mut dyn FnMut(&'r str)) {
        match self {
            Self::All(inner) | Self::Any(inner) | Self::None(inner) => {
                inner.iter().for_each(|plain| plain.names(show));
            }
            Self::Figure { name, .. }
            | Self::Fact { name, .. }
            | Self::Place { name, .. }
            | Self::Day { name, .. } => show(name),
            Self::Decided(_) | Self::Item(_) | Self::Meets(_) => {}
        }
    }
}

/// Areas with the countries that are in them on the day.
#[derive(Debug, Clone)]
struct Places<'r> {
    countries: Vec<Country>,
    groups: Vec<&'r BTreeSet<Country>>,
    /// Some group has no answer on the day.
    is_open: bool,
    /// Places that count as another under the instrument.
    read_as: Vec<(Country, Country)>,
}

impl<'r> Places<'r> {
    fn of(areas: &'r [Area], instrument: &str, law: Law<'r>) -> Self {
        let (mut countries, mut groups, mut is_open) = (Vec::new(), Vec::new(), false);
        for area in areas {
            match area {
                Area::Country(country) => countries.push(*country),
                Area::Group(id) => match law.countries(id) {
                    Some(group) => groups.push(group),
                    None => is_open = true,
                },
            }
        }
        Self { countries, groups, is_open, read_as: law.read_as(instrument) }
    }

    /// What [`Law::lies_in`] says.
    fn hold(&self, place: Country) -> Truth {
        let read = self.read_as.iter().find(|(from, _)| *from == place).map_or(place, |(_, to)| *to);
        let inside = self.countries.iter().any(|country| *country == read || *country == place)
            || self.groups.iter().any(|group| group.contains(&read));
        match (inside, self.is_open) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::No,
        }
    }
}
