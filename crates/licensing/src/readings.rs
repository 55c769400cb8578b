//! A day in both layers and, where something is merely expected, in both readings: every answer the day has.

use crate::{
    classify::Classification, determine::Determination, item::Item, reading::Reading,
    transaction::Transaction,
};
use chokepoint_model::Date;
use chokepoint_rules::{Answer, Kind, Layer, Rules, Truth, Unit};

/// The law of a day in one layer: as what is expected has come, and as it has not.
#[derive(Debug, Clone)]
pub struct Readings<'r> {
    /// What is expected has come.
    pub came: Reading<'r>,
    /// It has not; `None` on a day on which nothing is expected.
    pub not: Option<Reading<'r>>,
    /// What is merely expected on the day.
    pub doubts: Vec<Answer<'r>>,
    /// Whether some of it could bear on what an item is.
    classes_differ: bool,
}

/// An answer, and the other one where they differ while something is merely expected.
#[derive(Debug, Clone)]
pub struct Both<A> {
    /// If what is expected has come.
    pub came: A,
    /// If it has not; `None` where that changes nothing.
    pub not: Option<A>,
}

impl<'r> Readings<'r> {
    /// Compiles the law of a day in a layer.
    pub fn on(rules: &'r Rules, as_of: Date, layer: Layer) -> Self {
        let law = rules.on(as_of, layer);
        let answers = rules.parameters().flat_map(|parameter| rules.table(&parameter.id, as_of, layer));
        let doubts: Vec<Answer<'r>> = answers.filter(Answer::is_in_doubt).collect();
        let not = (!doubts.is_empty()).then(|| Reading::of(law.without_what_is_expected()));
        let classes_differ = doubts.iter().any(|answer| bears_on_classes(&answer.parameter.unit));
        Self { came: Reading::of(law), not, doubts, classes_differ }
    }

    /// Classifies an item in both readings.
    pub fn classify(&self, item: &Item) -> Both<Classification<'r>> {
        let came = self.came.classify(item);
        let not = self.not.as_ref().filter(|_| self.classes_differ).map(|reading| reading.classify(item));
        let differs = |other: &Classification<'_>| {
            other.outcomes != came.outcomes
                || other.also() != came.also()
                || other.perhaps() != came.perhaps()
        };
        Both { not: not.filter(differs), came }
    }

    /// Determines in both readings whether a licence is required.
    pub fn determine(&self, transaction: &Transaction) -> Both<Determination<'r>> {
        let classes = self.came.classify(&transaction.item);
        let not = self.not.as_ref().map(|reading| {
            let other = match self.classes_differ {
                true => reading.classify(&transaction.item),
                false => Classification { law: reading.law, ..classes.clone() },
            };
            reading.determine_as(transaction, other)
        });
        let came = self.came.determine_as(transaction, classes);
        Both { not: not.filter(|other| differ(&came, other)), came }
    }

    /// The same for an item that [`Readings::classify`] has classified.
    pub fn determine_as(
        &self,
        transaction: &Transaction,
        classes: &Both<Classification<'r>>,
    ) -> Both<Determination<'r>> {
        let came = self.came.determine_as(transaction, classes.came.clone());
        let not = self.not.as_ref().map(|reading| match &classes.not {
            Some(other) => reading.determine_as(transaction, other.clone()),
            None => reading.determine_as(transaction, classes.came.clone()),
        });
        Both { not: not.filter(|other| differ(&came, other)), came }
    }

    /// What decides between two determinations that differ: the expected values that the first rests on.
    pub fn deciding(&self, answers: &Both<Determination<'r>>) -> Vec<Answer<'r>> {
        if answers.not.is_none() {
            return Vec::new();
        }
        let used = answers.came.grounds.iter().flat_map(|ground| &ground.authorities);
        let mut deciding: Vec<Answer<'r>> = used.filter(|answer| answer.is_in_doubt()).copied().collect();
        if deciding.is_empty() {
            deciding.clone_from(&self.doubts);
        }
        deciding.dedup_by_key(|answer| std::ptr::from_ref(answer.dated));
        // Several values of one doubt say the same.
        let mut said: Vec<&str> = Vec::new();
        deciding.retain(|answer| {
            let new = !said.contains(&answer.dated.depends_on.as_str());
            said.push(&answer.dated.depends_on);
            new
        });
        deciding
    }
}

/// Whether the value of a parameter can be part of what a paragraph says.
fn bears_on_classes(unit: &Unit) -> bool {
    match unit {
        Unit::Number(_) | Unit::Text | Unit::YesOrNo | Unit::Words | Unit::Ownership => false,
        Unit::Items | Unit::Country | Unit::Countries | Unit::Condition => true,
        Unit::Provision(kind) => *kind == Kind::Paragraph,
    }
}

impl Both<Determination<'_>> {
    /// Whether a licence is required: `Unknown` also where the two readings differ.
    pub fn required(&self) -> Truth {
        match &self.not {
            Some(not) if not.required != self.came.required => Truth::Unknown,
            _ => self.came.required,
        }
    }
}

fn differ(one: &Determination<'_>, other: &Determination<'_>) -> bool {
    let grounds = |determination: &Determination<'_>| -> Vec<_> {
        let grounds = determination.grounds.iter();
        grounds.map(|ground| (ground.kind, ground.truth, ground.name.clone(), ground.says.clone())).collect()
    };
    let exceptions = |determination: &Determination<'_>| -> Vec<_> {
        determination
            .exceptions
            .iter()
            .map(|exception| (exception.name.to_owned(), exception.truth))
            .collect()
    };
    one.required != other.required
        || one.review != other.review
        || grounds(one) != grounds(other)
        || exceptions(one) != exceptions(other)
        || one.classification.outcomes != other.classification.outcomes
}
