//! What a file refers to must exist: names of `words.toml`, country groups, lists of items.

use super::{Read, nearest};
use crate::{Area, Condition, Rules, Unit, Value, law::is_reference};
use chokepoint_model::{Issue, Place, Severity};

/// Leaves out the files that refer to what does not exist, and those that hold another unit than the file below.
/// Leaving one out may take the ground from another: it is asked again until nothing changes.
pub(super) fn keep_sound(rules: &Rules, files: &mut Vec<Read>, issues: &mut Vec<Issue>) {
    loop {
        let units = |id: &str| {
            let own = files.iter().find(|file| file.id == id).map(|file| &file.unit);
            own.or_else(|| rules.parameters.get(id).map(|parameter| &parameter.unit)).cloned()
        };
        let faults: Vec<Vec<Issue>> = files.iter().map(|file| faults(rules, file, &units)).collect();
        if faults.iter().all(Vec::is_empty) {
            return;
        }
        let mut sound = faults.iter().map(Vec::is_empty);
        files.retain(|_| sound.next().unwrap_or(true));
        issues.extend(faults.into_iter().flatten());
    }
}

fn faults(rules: &Rules, file: &Read, unit_of: &dyn Fn(&str) -> Option<Unit>) -> Vec<Issue> {
    let mut issues = Vec::new();
    let mut refuse = |line: u64, message: String, advice: String| {
        let place =
            Place { file: file.shown.clone(), line: Some(line), record: None, field: "is".to_owned() };
        issues.push(Issue { place, severity: Severity::Error, message, advice });
    };

    if let Some(below) = rules.parameters.get(&file.id)
        && below.unit != file.unit
    {
        let message = format!("unit {} on top of a parameter whose unit is {}", file.unit, below.unit);
        refuse(1, message, format!("write unit = \"{}\"", below.unit));
    }
    for dated in file.series.values().flatten() {
        let Some(value) = &dated.value else { continue };
        let mut parameters: Vec<(String, Unit)> = Vec::new();
        let mut lists: Vec<&[String]> = Vec::new();
        let mut conditions: Vec<&Condition> = Vec::new();
        match value {
            Value::Items(items) => lists.push(items),
            Value::Condition(condition) => conditions.push(condition),
            Value::Provision(provision) => {
                lists.push(&provision.items);
                conditions.extend(provision.when.iter().chain(&provision.unless));
            }
            _ => {}
        }
        for condition in conditions {
            condition.walk(&mut |condition| {
                let (kind, known, name) = match condition {
                    Condition::Figure { name, .. } => ("figure", &rules.words.figures, name),
                    Condition::Fact { name, .. } => ("fact", &rules.words.facts, name),
                    Condition::Day { name, .. } => ("day", &rules.words.days, name),
                    Condition::Place { name, within, outside, .. } => {
                        for area in within.iter().chain(outside) {
                            if let Area::Group(id) = area {
                                parameters.push((id.clone(), Unit::Countries));
                            }
                        }
                        ("place", &rules.words.places, name)
                    }
                    Condition::Item(items) | Condition::Meets(items) => {
                        let ids = items.iter().filter(|item| is_reference(item));
                        parameters.extend(ids.map(|id| (id.clone(), Unit::Items)));
                        return;
                    }
                    Condition::Holds(id) => {
                        parameters.push((id.clone(), Unit::Condition));
                        if matches!(value, Value::Condition(_)) {
                            let message = format!("a condition by itself names another, {id}");
                            refuse(dated.line, message, "write its tests out".to_owned());
                        }
                        return;
                    }
                    Condition::All(_) | Condition::Any(_) | Condition::None(_) => return,
                };
                if !known.contains_key(name) {
                    let near = nearest(name, known.keys().map(String::as_str));
                    let advice = near.map_or_else(
                        || format!("add it to words.toml as a {kind}"),
                        |near| format!("did you mean {near}"),
                    );
                    refuse(dated.line, format!("unknown {kind} \"{name}\""), advice);
                }
            });
        }
        let ids = lists.into_iter().flatten().filter(|item| is_reference(item));
        parameters.extend(ids.map(|id| (id.clone(), Unit::Items)));
        for (id, wanted) in parameters {
            match unit_of(&id) {
                Some(unit) if unit == wanted => {}
                Some(unit) => {
                    refuse(
                        dated.line,
                        format!("{id} holds {unit}, where {wanted} are wanted"),
                        String::new(),
                    );
                }
                None => {
                    let near = nearest(&id, rules.parameters.keys().map(String::as_str));
                    let advice = near.map(|near| format!("did you mean {near}")).unwrap_or_default();
                    refuse(dated.line, format!("there is no parameter {id}"), advice);
                }
            }
        }
    }
    issues
}
