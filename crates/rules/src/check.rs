//! What a person should look at in rules that can be read: gaps, stale values, expected values whose day has come.

use crate::{Area, Condition, Dated, Layer, Parameter, Rules, Status, Value};
use chokepoint_model::{Date, Issue, Place, Severity, days};
use std::collections::BTreeSet;

/// Law that nobody has confirmed for half a year may have changed.
const STALE_AFTER_DAYS: i32 = 183;

impl Rules {
    /// Everything worth a look as of a day, sorted by file and line.
    pub fn check(&self, as_of: Date) -> Vec<Issue> {
        let mut issues = Vec::new();
        for parameter in self.parameters() {
            stale(parameter, as_of, &mut issues);
            for name in parameter.names() {
                gaps(self, parameter, name, &mut issues);
                for dated in parameter.history(name) {
                    came_due(dated, as_of, &mut issues);
                    self.grounds_too_young(dated, &mut issues);
                }
            }
        }
        issues.sort();
        issues.dedup();
        issues
    }

    /// A value that names a country group or a condition which has no answer yet on the value's first day.
    fn grounds_too_young(&self, dated: &Dated, issues: &mut Vec<Issue>) {
        let conditions = match &dated.value {
            Some(Value::Condition(condition)) => vec![condition],
            Some(Value::Provision(provision)) => provision.when.iter().chain(&provision.unless).collect(),
            _ => Vec::new(),
        };
        let mut grounds: Vec<&str> = Vec::new();
        for condition in conditions {
            condition.walk(&mut |condition| match condition {
                Condition::Holds(id) => grounds.push(id),
                Condition::Place { within, outside, .. } => {
                    grounds.extend(within.iter().chain(outside).filter_map(Area::group));
                }
                _ => {}
            });
        }
        for id in grounds {
            for layer in Layer::ALL.into_iter().filter(|layer| dated.answers(*layer)) {
                if let Err(why) = self.lookup(id, dated.from, layer) {
                    let message = format!("{id} is used from {}, where it has no answer: {why}", dated.from);
                    issues.push(issue(dated, Severity::Warning, message, "add a value that covers the day"));
                }
            }
        }
    }
}

/// Each file of a parameter by the day it was last checked.
fn stale(parameter: &Parameter, as_of: Date, issues: &mut Vec<Issue>) {
    let files: BTreeSet<(&str, Date)> =
        parameter.values().map(|(_, dated)| (dated.file.as_str(), dated.checked)).collect();
    for (file, checked) in files {
        if checked.checked_add(days(STALE_AFTER_DAYS)).is_ok_and(|last| last < as_of) {
            let place =
                Place { file: file.to_owned(), line: None, record: None, field: "checked".to_owned() };
            let message = format!("last checked on {checked}, more than half a year before {as_of}");
            let advice = "confirm the newest value and set checked".to_owned();
            issues.push(Issue { place, severity: Severity::Warning, message, advice });
        }
    }
}

/// Days between two values on which a layer has no answer.
fn gaps(rules: &Rules, parameter: &Parameter, name: &str, issues: &mut Vec<Issue>) {
    let history = parameter.history(name);
    for layer in Layer::ALL {
        let answering: Vec<&Dated> = history.iter().copied().filter(|dated| dated.answers(layer)).collect();
        if answering.is_empty() {
            let other = format!("{} has no value in the {} layer", label(parameter, name), layer.as_str());
            issues.push(issue(
                history[0],
                Severity::Warning,
                other,
                "leave layer out where the two do not differ",
            ));
        }
        for dated in answering {
            let Some(day) = dated.until.and_then(|until| until.checked_add(days(1)).ok()) else {
                continue;
            };
            let next = history.iter().find(|later| later.answers(layer) && later.from > day);
            if rules.find(&parameter.id, name, day, layer).is_none()
                && let Some(next) = next
            {
                let what = label(parameter, name);
                let message = format!(
                    "{what} has no answer in the {} layer from {day} until the day before {}",
                    layer.as_str(),
                    next.from
                );
                issues.push(issue(
                    dated,
                    Severity::Warning,
                    message,
                    "say what held on these days, or that nothing did",
                ));
            }
        }
    }
}

fn came_due(dated: &Dated, as_of: Date, issues: &mut Vec<Issue>) {
    if dated.status == Status::Expected && dated.from <= as_of {
        let message =
            format!("expected from {}, and nobody has confirmed it: {}", dated.from, dated.depends_on);
        issues.push(issue(dated, Severity::Note, message, "find out, and give it a status"));
    }
}

fn label(parameter: &Parameter, name: &str) -> String {
    if name.is_empty() { parameter.id.clone() } else { format!("{} \"{name}\"", parameter.id) }
}

fn issue(dated: &Dated, severity: Severity, message: String, advice: &str) -> Issue {
    let place =
        Place { file: dated.file.clone(), line: Some(dated.line), record: None, field: String::new() };
    Issue { place, severity, message, advice: advice.to_owned() }
}
