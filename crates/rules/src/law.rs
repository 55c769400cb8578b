//! The law of one day in one layer: what a chain of questions is asked of.

use crate::{Answer, Area, Decimal, Layer, NoAnswer, Ownership, Provision, Rules, Truth, Value};
use chokepoint_model::{Country, Date};
use std::{collections::BTreeSet, ops::ControlFlow};

/// The law of one day in one layer, under one reading of what is expected.
#[derive(Debug, Clone, Copy)]
pub struct Law<'r> {
    rules: &'r Rules,
    as_of: Date,
    layer: Layer,
    expected_came: bool,
}

impl<'r> Law<'r> {
    pub(crate) fn new(rules: &'r Rules, as_of: Date, layer: Layer) -> Self {
        Self { rules, as_of, layer, expected_came: true }
    }

    /// The same law if nothing that is merely expected has come: ask twice, and compare.
    pub fn without_what_is_expected(self) -> Self {
        Self { expected_came: false, ..self }
    }

    /// The day.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The layer.
    pub fn layer(&self) -> Layer {
        self.layer
    }

    /// The rules it is taken from.
    pub fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// The answer of a parameter under this reading, whether or not it applies.
    pub fn answer(&self, id: &str) -> Result<Answer<'r>, NoAnswer> {
        self.answer_named(id, "")
    }

    /// The answer of a name in a table under this reading.
    pub fn answer_named(&self, id: &str, name: &str) -> Result<Answer<'r>, NoAnswer> {
        let answer = self.rules.lookup_named(id, name, self.as_of, self.layer)?;
        let not_yet = NoAnswer::NotYet { from: answer.dated.from };
        self.reading(answer).ok_or(not_yet)
    }

    /// What applies of a parameter.
    pub fn value(&self, id: &str) -> Option<&'r Value> {
        self.find(id, "")?.value()
    }

    /// The answers of a table that apply, in the order of names.
    pub fn table(&self, id: &str) -> Vec<Answer<'r>> {
        let answers = self.rules.table(id, self.as_of, self.layer).into_iter();
        answers.filter_map(|answer| self.reading(answer)).filter(|answer| answer.value().is_some()).collect()
    }

    /// The provisions of a table that apply, each with the answer that cites it.
    pub fn provisions(&self, id: &str) -> Vec<(Answer<'r>, &'r Provision)> {
        let provision = |answer: Answer<'r>| match answer.value()? {
            Value::Provision(provision) => Some((answer, provision.as_ref())),
            _ => None,
        };
        self.table(id).into_iter().filter_map(provision).collect()
    }

    fn find(&self, id: &str, name: &str) -> Option<Answer<'r>> {
        self.reading(self.rules.find(id, name, self.as_of, self.layer)?)
    }

    /// The answer under this reading: where nothing expected has come, what stood before it.
    fn reading(&self, answer: Answer<'r>) -> Option<Answer<'r>> {
        if self.expected_came || !answer.is_in_doubt() {
            return Some(answer);
        }
        Some(Answer { dated: answer.otherwise?, otherwise: None, ..answer })
    }

    /// A number that applies.
    pub fn number(&self, id: &str) -> Option<Decimal> {
        match self.value(id)? {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Countries that apply.
    pub fn countries(&self, id: &str) -> Option<&'r BTreeSet<Country>> {
        match self.value(id)? {
            Value::Countries(countries) => Some(countries),
            _ => None,
        }
    }

    /// The way ownership is counted.
    pub fn ownership(&self, id: &str) -> Option<&'r Ownership> {
        match self.value(id)? {
            Value::Ownership(ownership) => Some(ownership),
            _ => None,
        }
    }

    /// Programme tags or other words that apply.
    pub fn words(&self, id: &str) -> Option<&'r [String]> {
        match self.value(id)? {
            Value::Words(words) => Some(words),
            _ => None,
        }
    }

    /// The country that a place counts as under an instrument (`us.ear`): Hong Kong is China there. The table
    /// `<instrument>.counts_as` says so; without it a place is itself.
    pub fn counts_as(&self, place: Country, instrument: &str) -> Country {
        let answer = self.find(&format!("{instrument}.counts_as"), place.as_str());
        match answer.and_then(|answer| answer.value()) {
            Some(Value::Country(country)) => *country,
            _ => place,
        }
    }

    /// Every place that counts as another under an instrument, as [`Law::counts_as`] says one by one.
    pub(crate) fn read_as(&self, instrument: &str) -> Vec<(Country, Country)> {
        let answers = self.table(&format!("{instrument}.counts_as")).into_iter();
        answers
            .filter_map(|answer| match answer.value()? {
                Value::Country(country) => {
                    let place = Country::from_code(answer.name)?;
                    (place.as_str() == answer.name).then_some((place, *country))
                }
                _ => None,
            })
            .collect()
    }

    /// Whether a place lies in one of the areas, by itself or as what its instrument reads it as. A group without an
    /// answer on the day leaves it unknown.
    pub fn lies_in(&self, place: Country, areas: &[Area], instrument: &str) -> Truth {
        let read = self.counts_as(place, instrument);
        Truth::of_any(areas.iter().map(|area| match area {
            Area::Country(country) => Truth::of(*country == read || *country == place),
            Area::Group(id) => {
                self.countries(id).map_or(Truth::Unknown, |group| Truth::of(group.contains(&read)))
            }
        }))
    }

    /// The paragraphs of a list, with the parameters in it replaced by what they hold on the day.
    pub fn items<'a>(&self, items: &'a [String]) -> BTreeSet<&'a str>
    where
        'r: 'a,
    {
        let mut paragraphs = BTreeSet::new();
        let _ = self.visit(items, |paragraph| {
            paragraphs.insert(paragraph);
            ControlFlow::Continue(())
        });
        paragraphs
    }

    /// Shows every paragraph of a list, and of the lists it names, until told to stop. A list that names itself is
    /// read once.
    fn visit<'a>(
        &self,
        items: &'a [String],
        mut show: impl FnMut(&'a str) -> ControlFlow<()>,
    ) -> ControlFlow<()>
    where
        'r: 'a,
    {
        let mut asked: Vec<&str> = Vec::new();
        let mut open: Vec<&'a [String]> = vec![items];
        while let Some(items) = open.pop() {
            for item in items {
                if !is_reference(item) {
                    show(item)?;
                } else if !asked.contains(&item.as_str())
                    && let Some(Value::Items(inner)) = self.value(item)
                {
                    asked.push(item);
                    open.push(inner);
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// The best truth that a question has over the paragraphs of a list.
    pub fn any_item(&self, items: &[String], question: impl Fn(&str) -> Truth) -> Truth {
        let mut best = Truth::No;
        let _ = self.visit(items, |paragraph| {
            best = best.max(question(paragraph));
            if best == Truth::Yes { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        best
    }
}

/// Whether an entry of a list of items is the id of a parameter: paragraphs of a control list have capitals.
pub(crate) fn is_reference(item: &str) -> bool {
    item.contains('.') && !item.chars().any(char::is_uppercase)
}
