//! JSON lines: flat objects named like columns, or entities of FollowTheMoney.

use super::{Item, Options, Parties, Row, cells::Table, columns::Columns, issue, lines::Lines};
use chokepoint_model::{Issue, Party, Schema, Severity, counted};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Entities that are no parties (ownerships, sanctions), by schema.
type PassedOver = BTreeMap<String, u64>;

pub(super) fn open(mut lines: Lines, name: &str, options: &Options) -> Parties {
    let (file, options) = (name.to_owned(), options.clone());
    Parties::new(Box::new(move |sink| {
        let mut passed_over = PassedOver::new();
        let all = each(&mut lines, &file, &mut |told| match told {
            Told::Object { row, line, object } => {
                read(row, line, object, &file, &options, &mut passed_over, sink)
            }
            Told::Issue(issue) => sink(Item::Issue(issue)),
        });
        if !all {
            return;
        }
        for (schema, count) in passed_over {
            let message = format!(
                "not screened, because no party: {} of the schema {schema}",
                counted(count, "entity", "entities")
            );
            if !sink(Item::Issue(issue(&file, None, None, Severity::Note, message, ""))) {
                return;
            }
        }
    }))
}

/// What a file of JSON lines gives, one by one.
pub(super) enum Told {
    /// The object of a line.
    Object { row: u64, line: u64, object: Map<String, Value> },
    /// What could not be read.
    Issue(Issue),
}

/// Hands over the objects, until `told` says `false`; says whether all were wanted.
pub(super) fn each(lines: &mut Lines, file: &str, told: &mut dyn FnMut(Told) -> bool) -> bool {
    let mut row = 0;
    for line in lines {
        let text = match line.text {
            Ok(text) if text.trim().is_empty() => continue,
            read => read,
        };
        row += 1;
        let mut refuse = |message: String, advice: &str| {
            let place = (Some(line.number), Some(row));
            told(Told::Issue(issue(file, place.0, place.1, Severity::Error, message, advice)))
        };
        const ONE: &str = "write one object a line";
        let wanted = match text.map(|text| serde_json::from_str::<Value>(&text)) {
            Ok(Ok(Value::Object(object))) => told(Told::Object { row, line: line.number, object }),
            Ok(Ok(_)) => refuse("the line is no JSON object".to_owned(), ONE),
            Ok(Err(error)) => refuse(format!("the line is no JSON: {error}"), ONE),
            Err(reason) => refuse(format!("{reason} cannot be read"), "a line may have 4 MB"),
        };
        if !wanted {
            return false;
        }
    }
    true
}

fn read(
    row: u64,
    line: u64,
    mut object: Map<String, Value>,
    file: &str,
    options: &Options,
    passed_over: &mut PassedOver,
    sink: &mut super::Sink<'_>,
) -> bool {
    let is_entity = object.get("schema").is_some_and(Value::is_string)
        && object.get("properties").is_some_and(Value::is_object);
    if is_entity {
        return entity(row, line, &object, file, passed_over, sink);
    }
    if let Some(Value::Object(party)) = object.remove("party") {
        object.extend(party);
    }
    let headings: Vec<String> = object.keys().cloned().collect();
    let cells: Vec<String> = object.values().map(text).collect();
    match Columns::of(headings, options.mapping.as_ref()) {
        Some(columns) => Table::new(file, columns, options).row(row, Some(line), &cells, sink),
        None => {
            let message = "the object has no name".to_owned();
            sink(Item::Issue(issue(
                file,
                Some(line),
                Some(row),
                Severity::Error,
                message,
                "call the field \"name\", or use --map name=FIELD",
            )))
        }
    }
}

/// An entity of FollowTheMoney that can be a party; others (ownerships, payments) are passed over and counted.
fn entity(
    row: u64,
    line: u64,
    object: &Map<String, Value>,
    file: &str,
    passed_over: &mut PassedOver,
    sink: &mut super::Sink<'_>,
) -> bool {
    let schema = object["schema"].as_str().unwrap_or_default();
    let Some(schema) = Schema::from_name(schema) else {
        let schema: String = schema.chars().take(40).collect();
        // A file of other things than parties could name any number of schemata.
        let counted = if passed_over.len() < 100 || passed_over.contains_key(&schema) {
            schema
        } else {
            "(others)".to_owned()
        };
        *passed_over.entry(counted).or_default() += 1;
        return true;
    };
    let values = |name: &str| match &object["properties"][name] {
        Value::Array(values) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::<String>::new(),
    };
    // The same fields as in a table, one cell a value.
    const FIELDS: [(&str, &str); 31] = [
        ("name", "name"),
        ("alias", "alias"),
        ("weakAlias", "alias"),
        ("previousName", "alias"),
        ("country", "country"),
        ("jurisdiction", "country"),
        ("nationality", "country"),
        ("citizenship", "country"),
        ("flag", "country"),
        ("address", "address"),
        ("full", "address"),
        ("street", "address"),
        ("postalCode", "postcode"),
        ("city", "city"),
        ("region", "region"),
        ("uscCode", "uscc"),
        ("leiCode", "lei"),
        ("imoNumber", "imo"),
        ("innCode", "inn"),
        ("ogrnCode", "ogrn"),
        ("dunsCode", "duns"),
        ("taxNumber", "tax"),
        ("registrationNumber", "registration"),
        ("passportNumber", "passport"),
        ("idNumber", "national id"),
        ("birthDate", "birth date"),
        ("birthPlace", "birth place"),
        ("mmsi", "mmsi"),
        ("callSign", "call sign"),
        ("swiftBic", "bic"),
        ("bikCode", "identifier"),
    ];
    let (mut fields, mut cells) = (Vec::new(), Vec::new());
    for (property, field) in FIELDS {
        for value in values(property) {
            fields.push(Some(field));
            cells.push(value);
        }
    }
    let headings = vec![String::new(); fields.len()];
    let table = Table { file: file.to_owned(), columns: Columns { headings, fields }, schema };
    let id = object.get("id").and_then(Value::as_str).map(|id| ("id".to_owned(), id.to_owned()));
    table.row(row, Some(line), &cells, &mut |item| match item {
        Item::Row(Row { row, party, mut passed }) => {
            passed.extend(id.clone());
            sink(Item::Row(Row { row, party: Party { schema, ..party }, passed }))
        }
        other => sink(other),
    })
}

/// A value as a cell: lists are joined by `;`.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
