//! The law of one day in one layer, laid out once for many questions.

use crate::known::under;
use chokepoint_model::Ratio;
use chokepoint_rules::{Answer, Condition, Kind, Law, Provision, Unit, Value};
use std::collections::{BTreeMap, HashSet};

/// A paragraph of a control list as it stands on the day.
#[derive(Debug, Clone, Copy)]
pub struct Paragraph<'r> {
    /// Its name: `3A090.a.1`.
    pub name: &'r str,
    /// The name under which requirements speak of it: `3A090.a`.
    pub level: &'r str,
    /// The answer that cites it.
    pub answer: Answer<'r>,
    /// What it describes.
    pub provision: &'r Provision,
    /// Whether it takes in only what stands in another entry as well, as those that end in z do.
    pub of_entry: bool,
}

impl<'r> Paragraph<'r> {
    /// The entry it belongs to: `3A090`.
    pub fn entry(&self) -> &'r str {
        self.name.split_once('.').map_or(self.name, |(entry, _)| entry)
    }

    /// Whether one item can be in this or in the other, not in both: paragraphs of one entry, in one table.
    pub(crate) fn excludes(&self, other: &Self) -> bool {
        self.answer.parameter.id == other.answer.parameter.id && self.entry() == other.entry()
    }
}

/// A provision with the answer that cites it.
pub(crate) type Cited<'r> = (Answer<'r>, &'r Provision);

/// The law of one day in one layer under one reading of what is expected, laid out for many questions.
#[derive(Debug, Clone)]
pub struct Reading<'r> {
    /// The law.
    pub law: Law<'r>,
    /// Every paragraph that stands, in the order in which they are tested.
    pub paragraphs: Vec<Paragraph<'r>>,
    /// Every name that is, or stands above, a paragraph which was tested whole: `3A090`, `3A090.a`, and of those that
    /// take in goods of another entry only the paragraphs, not the entry.
    pub(crate) tested: HashSet<&'r str>,
    /// The parameters that items of requirements, exceptions and policies name.
    pub(crate) lists: Vec<&'r String>,
    /// The thresholds of the paragraphs, by figure.
    pub(crate) thresholds: Vec<(String, Vec<Ratio>)>,
    pub(crate) requirements: Vec<Cited<'r>>,
    pub(crate) exceptions: Vec<Cited<'r>>,
    pub(crate) reviews: Vec<Cited<'r>>,
}

impl<'r> Reading<'r> {
    /// Lays out a law.
    pub fn of(law: Law<'r>) -> Self {
        let tables = |kind| {
            let wanted = Unit::Provision(kind);
            let tables = law.rules().parameters().filter(move |parameter| parameter.unit == wanted);
            tables.flat_map(move |parameter| law.provisions(&parameter.id)).collect::<Vec<Cited<'r>>>()
        };
        let levels = levels(law);
        let paragraphs: Vec<Paragraph<'r>> = tables(Kind::Paragraph)
            .into_iter()
            .map(|(answer, provision)| {
                let name = answer.name;
                let level = levels.iter().filter(|level| under(name, level)).max_by_key(|level| level.len());
                let mut of_entry = false;
                each_condition(law, provision, &mut |condition| {
                    of_entry |= matches!(condition, Condition::Item(_));
                });
                Paragraph { name, level: level.copied().unwrap_or(name), answer, provision, of_entry }
            })
            .collect();
        let thresholds = thresholds(law, &paragraphs);
        let tested = tested(&paragraphs);
        let [requirements, exceptions, reviews] =
            [Kind::Requirement, Kind::Exception, Kind::Review].map(tables);
        let named = requirements.iter().chain(&exceptions).chain(&reviews);
        let named = named.flat_map(|(_, provision)| &provision.items);
        let mut lists: Vec<&'r String> = named.filter(|item| law.rules().parameter(item).is_some()).collect();
        lists.sort_unstable();
        lists.dedup();
        Self { law, paragraphs, tested, lists, thresholds, requirements, exceptions, reviews }
    }
}

fn tested<'r>(paragraphs: &[Paragraph<'r>]) -> HashSet<&'r str> {
    let mut tested = HashSet::new();
    for paragraph in paragraphs {
        let name = paragraph.name;
        tested.insert(name);
        for (at, _) in name.match_indices('.') {
            let above = &name[..at];
            if !paragraph.of_entry || above.contains('.') {
                tested.insert(above);
            }
        }
    }
    tested
}

/// The names by which lists of items speak of paragraphs.
fn levels(law: Law<'_>) -> Vec<&str> {
    let lists = law.rules().parameters().filter(|parameter| parameter.unit == Unit::Items);
    let held = lists.filter_map(|parameter| match law.value(&parameter.id) {
        Some(Value::Items(items)) => Some(items),
        _ => None,
    });
    held.flatten().map(String::as_str).collect()
}

/// Every condition of a provision, and those of the parameters it names.
fn each_condition<'r>(law: Law<'r>, provision: &'r Provision, visit: &mut dyn FnMut(&'r Condition)) {
    for condition in provision.when.iter().chain(&provision.unless) {
        condition.walk(&mut |inner| {
            visit(inner);
            if let Condition::Holds(id) = inner
                && let Some(Value::Condition(named)) = law.value(id)
            {
                named.walk(visit);
            }
        });
    }
}

fn thresholds(law: Law<'_>, paragraphs: &[Paragraph<'_>]) -> Vec<(String, Vec<Ratio>)> {
    let mut thresholds: BTreeMap<&str, Vec<Ratio>> = BTreeMap::new();
    for paragraph in paragraphs {
        each_condition(law, paragraph.provision, &mut |condition| {
            if let Condition::Figure { name, bounds } = condition {
                let given = [bounds.at_least, bounds.above, bounds.at_most, bounds.below];
                thresholds.entry(name).or_default().extend(given.into_iter().flatten().map(Ratio::from));
            }
        });
    }
    let sorted = thresholds.into_iter().map(|(name, mut bounds)| {
        bounds.sort_unstable();
        bounds.dedup();
        (name.to_owned(), bounds)
    });
    sorted.collect()
}
