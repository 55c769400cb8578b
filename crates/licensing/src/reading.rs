//! The law of one day in one layer, compiled once for many questions.

use crate::{
    determine::{Approval, GroundKind, approvals},
    item::Form,
    known::under,
    prefilter,
};
use chokepoint_model::Ratio;
use chokepoint_rules::{Answer, Condition, Kind, Law, Provision, Test, Unit, Value};
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

/// A paragraph's test, compiled for the law of the day.
#[derive(Debug, Clone)]
pub(crate) struct Asked<'r> {
    pub(crate) test: Test<'r>,
    /// Every figure and fact that it asks for.
    pub(crate) names: Vec<&'r str>,
    /// The first paragraph of its entry: of those with the same, one holds the item.
    pub(crate) first: usize,
}

/// A requirement, exception or review policy, compiled for the law of the day.
#[derive(Debug, Clone)]
pub(crate) struct Rule<'r> {
    pub(crate) answer: Answer<'r>,
    pub(crate) provision: &'r Provision,
    pub(crate) test: Test<'r>,
    /// The lists it concerns, by their place among the lists of the reading; `None` when it concerns every item.
    pub(crate) lists: Option<Vec<usize>>,
    /// What a requirement of it rests on.
    pub(crate) kind: GroundKind,
    /// Every figure, fact, place and day that it may ask for.
    pub(crate) names: Vec<&'r str>,
    /// Whether it asks for the headquarters of the end user.
    pub(crate) asks_for_parties: bool,
}

/// What one item of a provision names: a paragraph, or a parameter that holds paragraphs.
#[derive(Debug, Clone)]
pub(crate) struct List<'r> {
    pub(crate) name: &'r str,
    /// Each with whether it was tested whole.
    pub(crate) paragraphs: Vec<(&'r str, bool)>,
}

/// The law of one day in one layer under one reading of what is expected, compiled for many questions.
#[derive(Debug, Clone)]
pub struct Reading<'r> {
    /// The law.
    pub law: Law<'r>,
    /// Every paragraph that stands, in the order in which they are tested.
    pub paragraphs: Vec<Paragraph<'r>>,
    /// Every name that is, or is an owner or parent of, a paragraph which was tested whole: `3A090`, `3A090.a`, and of those that
    /// take in goods of another entry only the paragraphs, not the entry.
    pub(crate) tested: HashSet<&'r str>,
    /// The test of each paragraph.
    pub(crate) asked: Vec<Asked<'r>>,
    /// For each form, the paragraphs that could describe some item of it.
    pub(crate) by_form: [Vec<usize>; Form::ALL.len()],
    /// What the items of requirements, exceptions and policies name.
    pub(crate) lists: Vec<List<'r>>,
    /// The thresholds of the paragraphs, by figure.
    pub(crate) thresholds: Vec<(String, Vec<Ratio>)>,
    pub(crate) requirements: Vec<Rule<'r>>,
    pub(crate) exceptions: Vec<Rule<'r>>,
    pub(crate) reviews: Vec<Rule<'r>>,
    /// What is known to be law and is not evaluated.
    pub(crate) gaps: Vec<Rule<'r>>,
    /// Who is free of a requirement by name.
    pub(crate) approvals: Vec<Approval<'r>>,
}

impl<'r> Reading<'r> {
    /// Compiles a law.
    pub fn of(law: Law<'r>) -> Self {
        let paragraphs = paragraphs(law);
        let tested = tested(&paragraphs);
        let mut lists: Vec<List<'r>> = Vec::new();
        let [requirements, exceptions, reviews, gaps] =
            [Kind::Requirement, Kind::Exception, Kind::Review, Kind::Gap].map(|kind| {
                provisions(law, kind)
                    .into_iter()
                    .map(|cited| Rule::of(cited, law, &tested, &mut lists))
                    .collect()
            });
        let mut reading = Self {
            law,
            tested,
            asked: asked(law, &paragraphs),
            by_form: Default::default(),
            lists,
            thresholds: thresholds(law, &paragraphs),
            paragraphs,
            requirements,
            exceptions,
            reviews,
            gaps,
            approvals: approvals(law),
        };
        reading.by_form = Form::ALL.map(|form| prefilter::of_form(&reading, form));
        reading
    }
}

impl<'r> Rule<'r> {
    fn of(
        (answer, provision): Cited<'r>,
        law: Law<'r>,
        tested: &HashSet<&str>,
        lists: &mut Vec<List<'r>>,
    ) -> Self {
        let every = provision.items.is_empty() || provision.items.iter().any(|i| i == Provision::EVERY_ITEM);
        let mut place = |item: &'r String| {
            lists.iter().position(|list| list.name == item).unwrap_or_else(|| {
                let paragraphs = law.items(std::slice::from_ref(item)).into_iter();
                let paragraphs = paragraphs.map(|name| (name, tested.contains(name))).collect();
                lists.push(List { name: item, paragraphs });
                lists.len() - 1
            })
        };
        let parameter = answer.parameter.id.rsplit('.').next().unwrap_or_default();
        let kind = match parameter {
            _ if parameter.starts_with("end_use") => GroundKind::EndUse,
            _ if parameter.starts_with("embargo") => GroundKind::Destination,
            _ => GroundKind::Item,
        };
        let test = Test::of(provision, law);
        let mut names = Vec::new();
        test.names(&mut |name| names.push(name));
        let mut asks_for_parties = false;
        each_condition(law, provision, &mut |condition| {
            if let Condition::Place { name, .. } = condition {
                asks_for_parties |= name.ends_with("headquarters") && name.starts_with("end_user");
            }
        });
        Self {
            answer,
            provision,
            test,
            lists: (!every).then(|| provision.items.iter().map(&mut place).collect()),
            kind,
            names,
            asks_for_parties,
        }
    }

    /// The provision with the answer that cites it.
    pub(crate) fn cited(&self) -> Cited<'r> {
        (self.answer, self.provision)
    }
}

/// The provisions of a kind that apply, in the order of the law.
fn provisions(law: Law<'_>, kind: Kind) -> Vec<Cited<'_>> {
    let wanted = Unit::Provision(kind);
    let tables = law.rules().parameters().filter(|parameter| parameter.unit == wanted);
    tables.flat_map(|parameter| law.provisions(&parameter.id)).collect()
}

fn paragraphs(law: Law<'_>) -> Vec<Paragraph<'_>> {
    let levels = levels(law);
    provisions(law, Kind::Paragraph)
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
        .collect()
}

fn asked<'r>(law: Law<'r>, paragraphs: &[Paragraph<'r>]) -> Vec<Asked<'r>> {
    paragraphs
        .iter()
        .enumerate()
        .map(|(at, paragraph)| {
            let test = Test::of(paragraph.provision, law);
            let mut names = Vec::new();
            test.names(&mut |name| names.push(name));
            let first = paragraphs.iter().position(|other| other.excludes(paragraph)).unwrap_or(at);
            Asked { test, names, first }
        })
        .collect()
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
