//! Why an item has its class, step by step: its figures, each paragraph that was tested, and what follows together.

use crate::{
    classify::Classification,
    item::{Form, Item},
    known::{DENSITY, Found, PERFORMANCE, Possibility},
    reading::{Paragraph, Reading},
    trace::{Step, Topic, shown, spoken},
};
use chokepoint_rules::{Condition, Kind, Truth, Unit};
use std::collections::BTreeSet;

/// How performance and density are computed under the law.
const MEASURES: &str = "us.ear.performance_measures";

impl<'r> Reading<'r> {
    /// Why an item has its class. `classes` is what [`Reading::classify`] said of the same item.
    pub fn argument(&self, item: &Item, classes: &Classification<'r>) -> Vec<Step<'r>> {
        let mut steps: Vec<Step<'r>> =
            item.steps().iter().map(|step| self.figure(step.figure, &step.how)).collect();
        if self.paragraphs.is_empty() {
            steps.push(self.nothing_stands());
            return steps;
        }
        let mut passed_over = BTreeSet::new();
        if let Some(component) = item.form.component().filter(|_| item.form != Form::Card) {
            let found: Vec<_> =
                classes.component.iter().map(|class| (class.paragraph, class.truth)).collect();
            let what = match item.form {
                Form::Computer => format!("a chip in it ({})", item.holds),
                Form::ChipOrCard => "the chip".to_owned(),
                _ => "what it is for".to_owned(),
            };
            if item.form != Form::ChipOrCard {
                self.tested(
                    item,
                    component,
                    &found,
                    &[],
                    &format!("{what}: "),
                    &mut steps,
                    &mut BTreeSet::new(),
                );
            }
        }
        let held: Vec<_> = classes.component.iter().map(|class| (class.paragraph, class.truth)).collect();
        let own: Vec<_> = classes.classes.iter().map(|class| (class.paragraph, class.truth)).collect();
        self.tested(item, item.form, &own, &held, "", &mut steps, &mut passed_over);
        steps.extend(self.entries_not_stated(item, classes));
        if !passed_over.is_empty() {
            let names = passed_over.into_iter().collect::<Vec<_>>().join(", ");
            let says = format!("entries for other kinds of item than a {}: {names}", item.form.as_str());
            steps.push(Step::new(Topic::Classification, "", says).holds(Truth::No));
        }
        steps.push(self.together(item, classes));
        steps
    }

    /// A figure with the measures of the law that say how it is computed.
    fn figure(&self, name: &'static str, how: &str) -> Step<'r> {
        let of_density = |measure: &str| measure.contains("density");
        let mut step = Step::new(Topic::Figure, name, format!("{}: {how}", spoken(name)));
        let without_value = how.contains("no value");
        for (answer, _) in self.law.provisions(MEASURES) {
            let used = match name {
                PERFORMANCE => !of_density(answer.name),
                DENSITY | "applicable_die_area" => {
                    of_density(answer.name) && without_value == answer.name.starts_with("no_")
                }
                _ => false,
            };
            if used {
                step = step.by(answer);
            }
        }
        step
    }

    #[expect(clippy::too_many_arguments, reason = "one caller for the item and one for what it holds")]
    fn tested(
        &self,
        item: &Item,
        form: Form,
        own: &[Found<'_>],
        component: &[Found<'_>],
        prefix: &str,
        steps: &mut Vec<Step<'r>>,
        passed_over: &mut BTreeSet<&'r str>,
    ) {
        let data_centre = item.fact(form, crate::known::DATA_CENTRE);
        let possibility = Possibility { item, form, figures: &[], known: &[], data_centre, own, component };
        let mut decided: Vec<&Paragraph<'r>> = Vec::new();
        for paragraph in &self.paragraphs {
            if decided.iter().any(|held| held.excludes(paragraph)) {
                continue;
            }
            if paragraph.of_entry && item.entries.is_none() {
                continue; // told once for all of them
            }
            let truth = paragraph.provision.test(self.law, &possibility);
            if truth == Truth::No && self.is_of_other_kind(paragraph, &possibility) {
                passed_over.insert(paragraph.entry());
                continue;
            }
            let cited = (paragraph.answer, paragraph.provision);
            let mut step = Step::of(Topic::Classification, cited, truth, self.law, &possibility);
            step.says = format!("{prefix}{}", step.says);
            steps.push(step);
            if truth == Truth::Yes {
                decided.push(paragraph);
            }
        }
    }

    /// Whether a paragraph fails on what kind of thing the item is, before any figure is looked at.
    fn is_of_other_kind(&self, paragraph: &Paragraph<'r>, possibility: &Possibility<'_>) -> bool {
        let fails = |condition: &Condition| match condition {
            Condition::Fact { name, .. } => {
                name.starts_with("is_") && condition.test(self.law, possibility) == Truth::No
            }
            Condition::Figure { name, .. } => {
                name != DENSITY && possibility.item.figure(name) == chokepoint_rules::Figure::Absent
            }
            _ => false,
        };
        match &paragraph.provision.when {
            Some(Condition::All(parts)) => parts.iter().any(fails),
            Some(condition) => fails(condition),
            None => false,
        }
    }

    /// The paragraphs that take in goods of other entries, when not stated in which entries the item stands.
    fn entries_not_stated(&self, item: &Item, classes: &Classification<'r>) -> Option<Step<'r>> {
        let reached = classes.classes.iter().chain(&classes.component).next().is_some();
        let of_entry = self.paragraphs.iter().filter(|paragraph| paragraph.of_entry);
        let names: BTreeSet<String> = of_entry
            .map(|paragraph| {
                let mut parts = paragraph.name.split('.');
                parts.by_ref().take(2).collect::<Vec<_>>().join(".")
            })
            .collect();
        let asked = item.entries.is_none() && reached && !names.is_empty();
        asked.then(|| {
            let names = names.into_iter().collect::<Vec<_>>().join(", ");
            let says = format!(
                "not stated: whether the item is described in another entry as well; if so, it is at the same level in {names}"
            );
            Step::new(Topic::Classification, "", says).holds(Truth::Unknown)
        })
    }

    /// What the tests come to together.
    fn together(&self, item: &Item, classes: &Classification<'r>) -> Step<'r> {
        let named = |outcome: &Option<&'r str>| outcome.unwrap_or("no entry covered here").to_owned();
        let outcomes: Vec<String> = classes.outcomes.iter().map(named).collect();
        let mut step = match (classes.eccn(), classes.is_open()) {
            (Some(eccn), _) => {
                let also = classes.also();
                let also =
                    if also.is_empty() { String::new() } else { format!(", also {}", also.join(", ")) };
                Step::new(Topic::Classification, "", format!("the item is in {eccn}{also}")).holds(Truth::Yes)
            }
            (None, true) => {
                let says = format!("the item may be in: {}", outcomes.join("; "));
                Step::new(Topic::Classification, "", says).holds(Truth::Unknown)
            }
            (None, false) => {
                let covered: BTreeSet<&str> = self.paragraphs.iter().map(Paragraph::entry).collect();
                let covered = covered.into_iter().collect::<Vec<_>>().join(", ");
                let says = format!(
                    "the item is in none of the entries covered here ({covered}) as they then stood; whether another entry describes it was not asked"
                );
                Step::new(Topic::Classification, "", says).holds(Truth::No)
            }
        };
        for decider in &classes.deciders {
            let known = decider.known.map_or_else(|| "not stated".to_owned(), shown);
            step = step.line(format!("it turns on {}: {known}", spoken(&decider.name)), Truth::Unknown);
        }
        if item.confidence == Some(chokepoint_catalogue::Confidence::Low) {
            step = step.line("the figures are an estimate, a single report or contested", Truth::Unknown);
        }
        step
    }

    /// On a day on which no paragraph stands: since when the first does.
    fn nothing_stands(&self) -> Step<'r> {
        let tables = self.law.rules().parameters().filter(|p| p.unit == Unit::Provision(Kind::Paragraph));
        let first = tables
            .flat_map(|parameter| parameter.values())
            .filter(|(_, dated)| dated.answers(self.law.layer()))
            .min_by_key(|(name, dated)| (dated.from, *name));
        let since = first.map_or_else(String::new, |(name, dated)| {
            format!(" (the first, {name}, begins on {}: {})", dated.from, dated.cites[0])
        });
        let says = format!("no paragraph covered here stands on {}{since}", self.law.as_of());
        Step::new(Topic::Classification, "", says).holds(Truth::No)
    }
}
