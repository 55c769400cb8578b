//! The rules of all days: look up, history, difference between two days.

use crate::{Dated, Law, Layer, Parameter, Status, Value, parameter::on, read};
use chokepoint_model::{Date, Issue, days};
use std::{collections::BTreeMap, fmt, sync::LazyLock};

/// A rule file: its path below the rules folder (`us/ear/affiliate_ownership.toml`) and its text.
#[derive(Debug, Clone, Copy)]
pub struct RuleFile<'a> {
    /// Path below the folder, with `/`; it makes the parameter's id.
    pub path: &'a str,
    /// How the file is named to the reader of an answer or an issue.
    pub shown: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// The rules of all days.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub(crate) parameters: BTreeMap<String, Parameter>,
    pub(crate) words: Words,
}

/// The names that conditions may use, and what each means.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    pub(crate) figures: BTreeMap<String, String>,
    pub(crate) facts: BTreeMap<String, String>,
    pub(crate) places: BTreeMap<String, String>,
    pub(crate) days: BTreeMap<String, String>,
}

static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

static BUILT_IN: LazyLock<(Rules, Vec<Issue>)> = LazyLock::new(|| {
    let shown: Vec<String> = FILES.iter().map(|(path, _)| format!("rules/{path}")).collect();
    let files = FILES.iter().zip(&shown);
    let files: Vec<_> = files.map(|(&(path, text), shown)| RuleFile { path, shown, text }).collect();
    Rules::default().overlaid(&files)
});

impl Rules {
    /// The rules that come with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN.0
    }

    /// What could not be read of them: nothing, or the program was built from a broken folder.
    pub fn built_in_issues() -> &'static [Issue] {
        &BUILT_IN.1
    }

    /// These rules with a folder of files on top. Where a file answers, it goes before what lies below it;
    /// on all other days nothing changes. A file that cannot be read is left out whole, with the reason.
    pub fn overlaid(&self, files: &[RuleFile<'_>]) -> (Self, Vec<Issue>) {
        read::overlay(self.clone(), files)
    }

    /// Every parameter, in the order of ids.
    pub fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.values()
    }

    /// The parameter with this id.
    pub fn parameter(&self, id: &str) -> Option<&Parameter> {
        self.parameters.get(id)
    }

    /// The names that conditions may use, figures first, then facts, places and days, each with its meaning.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        let Words { figures, facts, places, days } = &self.words;
        let words = [figures, facts, places, days].into_iter().flatten();
        words.map(|(name, means)| (name.as_str(), means.as_str()))
    }

    /// The law of one day in one layer, for a chain of questions.
    pub fn on(&self, as_of: Date, layer: Layer) -> Law<'_> {
        Law::new(self, as_of, layer)
    }

    /// The one answer of a parameter that is not a table.
    pub fn lookup(&self, id: &str, as_of: Date, layer: Layer) -> Result<Answer<'_>, NoAnswer> {
        self.lookup_named(id, "", as_of, layer)
    }

    /// The one answer of a name in a table.
    pub fn lookup_named(
        &self,
        id: &str,
        name: &str,
        as_of: Date,
        layer: Layer,
    ) -> Result<Answer<'_>, NoAnswer> {
        self.find(id, name, as_of, layer).ok_or_else(|| self.why_not(id, name, as_of, layer))
    }

    /// The one answer, when there is one.
    pub(crate) fn find(&self, id: &str, name: &str, as_of: Date, layer: Layer) -> Option<Answer<'_>> {
        let parameter = self.parameters.get(id)?;
        let (name, pile) = parameter.series.get_key_value(name)?;
        let dated = on(pile, as_of, layer)?;
        let before = || on(pile, dated.from.checked_sub(days(1)).ok()?, layer);
        let otherwise = if dated.status == Status::Expected { before() } else { None };
        Some(Answer { parameter, name, layer, as_of, dated, otherwise })
    }

    /// Why there is none.
    fn why_not(&self, id: &str, name: &str, as_of: Date, layer: Layer) -> NoAnswer {
        let Some(parameter) = self.parameters.get(id) else {
            let nearest = read::nearest(id, self.parameters.keys().map(String::as_str));
            return NoAnswer::NoSuchParameter { id: id.to_owned(), nearest: nearest.map(str::to_owned) };
        };
        if !parameter.series.contains_key(name) {
            let nearest = read::nearest(name, parameter.names());
            return NoAnswer::NoSuchName { name: name.to_owned(), nearest: nearest.map(str::to_owned) };
        }
        let mut history = parameter.history(name);
        history.retain(|dated| dated.answers(layer));
        match history.iter().find(|dated| dated.from > as_of) {
            Some(next) => NoAnswer::NotYet { from: next.from },
            None => match history.iter().filter_map(|dated| dated.until).max() {
                Some(until) => NoAnswer::Ended { until },
                None => NoAnswer::NotInLayer,
            },
        }
    }

    /// The answers of a table on a day, in the order of names; names without an answer on it are left out.
    pub fn table(&self, id: &str, as_of: Date, layer: Layer) -> Vec<Answer<'_>> {
        let names = self.parameters.get(id).into_iter().flat_map(Parameter::names);
        names.filter_map(|name| self.find(id, name, as_of, layer)).collect()
    }

    /// What changed in a layer between two days.
    pub fn diff(&self, before: Date, after: Date, layer: Layer) -> Vec<Change<'_>> {
        let mut changes = Vec::new();
        for parameter in self.parameters.values() {
            for name in parameter.names() {
                let on = |day| self.find(&parameter.id, name, day, layer);
                let (old, new) = (on(before), on(after));
                let essence = |answer: &Option<Answer<'_>>| {
                    answer.as_ref().map(|answer| (answer.dated.status, answer.dated.value.clone()))
                };
                if essence(&old) != essence(&new) {
                    changes.push(Change { parameter, name, layer, before: old, after: new });
                }
            }
        }
        changes
    }
}

/// The answer to one question of law on one day in one layer.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'r> {
    /// The parameter.
    pub parameter: &'r Parameter,
    /// The name in a table; empty otherwise.
    pub name: &'r str,
    /// The layer asked.
    pub layer: Layer,
    /// The day asked.
    pub as_of: Date,
    /// What answers: value, status, citation, confidence, file, and when it was last checked.
    pub dated: &'r Dated,
    /// For an expected value: what stands if it did not come.
    pub otherwise: Option<&'r Dated>,
}

impl<'r> Answer<'r> {
    /// The value where it applies; an expected value is taken to have come. `None` when it is suspended or not
    /// enforced.
    pub fn value(&self) -> Option<&'r Value> {
        self.dated.applying()
    }

    /// The outcomes: one, or two while it is in doubt whether an expected value came. `None` means that nothing
    /// applies.
    pub fn outcomes(&self) -> Vec<Option<&'r Value>> {
        match self.dated.status {
            Status::Expected => vec![self.value(), self.otherwise.and_then(Dated::applying)],
            _ => vec![self.value()],
        }
    }

    /// Whether an expected value leaves two answers.
    pub fn is_in_doubt(&self) -> bool {
        self.dated.status == Status::Expected
    }
}

/// Why a parameter has no answer on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// No file defines it.
    NoSuchParameter {
        /// The id that was asked for.
        id: String,
        /// The nearest known id.
        nearest: Option<String>,
    },
    /// The parameter has no value of that name, or is a table and was asked without one.
    NoSuchName {
        /// The name that was asked for.
        name: String,
        /// The nearest known name.
        nearest: Option<String>,
    },
    /// Its next value begins later.
    NotYet {
        /// The first day of that value.
        from: Date,
    },
    /// Its last value has ended.
    Ended {
        /// The last day of that value.
        until: Date,
    },
    /// It has values in the other layer only.
    NotInLayer,
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let asked = |f: &mut fmt::Formatter<'_>, what: &str, name: &str, nearest: &Option<String>| {
            write!(f, "no {what} \"{name}\"")?;
            nearest.as_ref().map_or(Ok(()), |nearest| write!(f, "; the nearest known is \"{nearest}\""))
        };
        match self {
            Self::NoSuchParameter { id, nearest } => asked(f, "parameter", id, nearest),
            Self::NoSuchName { name, nearest } => asked(f, "name", name, nearest),
            Self::NotYet { from } => write!(f, "no value before {from}"),
            Self::Ended { until } => write!(f, "no value after {until}"),
            Self::NotInLayer => f.write_str("no value in this layer"),
        }
    }
}

impl std::error::Error for NoAnswer {}

/// A value that differs between two days.
#[derive(Debug, Clone)]
pub struct Change<'r> {
    /// The parameter.
    pub parameter: &'r Parameter,
    /// The name in a table; empty otherwise.
    pub name: &'r str,
    /// The layer.
    pub layer: Layer,
    /// The earlier answer, when there is one.
    pub before: Option<Answer<'r>>,
    /// The later answer, when there is one.
    pub after: Option<Answer<'r>>,
}
