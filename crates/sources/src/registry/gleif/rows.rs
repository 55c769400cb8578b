//! GLEIF as CSV: headings are paths (`Entity.LegalName`), and a row takes the shape that the JSON has.

use super::Draft;
use serde_json::{Map, Value};

/// Whether these are headings of GLEIF.
pub(in crate::registry) fn are_headings(headings: &[String]) -> bool {
    let has = |name: &str| headings.iter().any(|heading| heading.trim().eq_ignore_ascii_case(name));
    has("Relationship.StartNode.NodeID")
        || has("LEI") && (has("Entity.LegalName") || has("Exception.Category"))
}

/// Reads a row.
pub(in crate::registry) fn row(headings: &[String], cells: &[String], draft: &mut Draft) {
    let mut record = Map::new();
    let mut periods: Vec<Map<String, Value>> = Vec::new();
    for (heading, cell) in headings.iter().zip(cells) {
        let (heading, cell) = (heading.trim(), cell.trim());
        if cell.is_empty() || heading.ends_with(".xmllang") {
            continue;
        }
        let parts: Vec<&str> = heading.split('.').collect();
        let text = Value::String(cell.to_owned());
        match parts[..] {
            ["Relationship", "Period", number, field] => {
                // A relationship has a handful of periods; a heading that numbers thousands is not believed.
                let at = number.parse::<usize>().unwrap_or(1).clamp(1, 20) - 1;
                if periods.len() <= at {
                    periods.resize(at + 1, Map::new());
                }
                let mut name = field.to_owned();
                if let Some(first) = name.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                periods[at].insert(name, text);
            }
            ["Exception", "Category"] => {
                record.insert("ExceptionCategory".to_owned(), text);
            }
            ["Exception", "Reason", _] => add(&mut record, "ExceptionReason", text),
            _ => put(&mut record, &parts, text),
        }
    }
    if !periods.is_empty()
        && let Some(Value::Object(relationship)) = record.get_mut("Relationship")
    {
        let periods = periods.into_iter().map(Value::Object).collect();
        relationship.insert("RelationshipPeriods".to_owned(), Value::Array(periods));
    }
    super::record(&Value::Object(record), draft);
}

/// Puts a text at the end of a path; a number at its end makes a list.
fn put(record: &mut Map<String, Value>, path: &[&str], text: Value) {
    match path {
        [] => {}
        [name] => {
            record.insert((*name).to_owned(), text);
        }
        [name, number] if number.parse::<u32>().is_ok() => add(record, name, text),
        [name, rest @ ..] => {
            let inner = record.entry((*name).to_owned()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, text);
            }
        }
    }
}

fn add(record: &mut Map<String, Value>, name: &str, text: Value) {
    let list = record.entry(name.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        list.push(text);
    }
}
