//! A small file as a tree of values with their lines: TOML or JSON, numbers kept as written.

use crate::table::shown;
use chokepoint_model::{Decimal, Issue, Place, Severity};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A value and the line it stands in.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) value: Value,
    pub(super) line: u64,
}

/// What a file can hold. Exact: no number passes through floating point.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Number(Decimal),
    Text(String),
    Fact(bool),
    List(Vec<Given>),
    Table(Vec<(String, Given)>),
    /// A date, null, or a number that cannot be kept exactly, as written.
    Other(String),
}

/// Where the issues of one file go.
#[derive(Debug)]
pub(super) struct Report<'f> {
    file: &'f str,
    pub(super) issues: Vec<Issue>,
}

/// A file with more faults than this says no more.
const MOST_ISSUES: usize = 100;

impl<'f> Report<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self { file, issues: Vec::new() }
    }

    pub(super) fn issue(&mut self, line: u64, field: &str, message: &str, advice: &str) {
        if self.issues.len() < MOST_ISSUES {
            let place =
                Place { file: self.file.to_owned(), line: Some(line), record: None, field: field.to_owned() };
            let (message, advice) = (message.to_owned(), advice.to_owned());
            self.issues.push(Issue { place, severity: Severity::Error, message, advice });
        }
    }
}

/// Reads a file: JSON when it begins with a brace, else TOML.
pub(super) fn read(text: &str, report: &mut Report<'_>) -> Option<Given> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') {
        return from_json(text, text, 0, report);
    }
    match DeTable::parse(text) {
        Ok(table) => {
            let lines = Lines::new(text);
            Some(Given { value: from_table(table.get_ref(), &lines), line: 1 })
        }
        Err(error) => {
            let line = error.span().map_or(1, |span| Lines::new(text).of(span.start));
            report.issue(
                line,
                "",
                &format!("the file is not TOML: {}", error.message()),
                "write `name = value` lines, or a JSON object",
            );
            None
        }
    }
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    fn of(&self, offset: usize) -> u64 {
        self.0.partition_point(|start| *start <= offset) as u64
    }
}

fn from_table(table: &DeTable<'_>, lines: &Lines) -> Value {
    let fields = table.iter().map(|(name, value)| {
        let line = lines.of(name.span().start);
        (name.get_ref().to_string(), Given { value: from_toml(value.get_ref(), lines), line })
    });
    let mut fields: Vec<_> = fields.collect();
    fields.sort_by_key(|(_, given)| given.line);
    Value::Table(fields)
}

fn from_toml(value: &DeValue<'_>, lines: &Lines) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(fact) => Value::Fact(*fact),
        DeValue::Integer(number) if number.radix() == 10 => number_of(number.as_str()),
        DeValue::Integer(number) => Value::Other(number.as_str().to_owned()),
        DeValue::Float(number) => number_of(number.as_str()),
        DeValue::Datetime(date) => Value::Other(date.to_string()),
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|one| Given { value: from_toml(one.get_ref(), lines), line: lines.of(one.span().start) })
                .collect(),
        ),
        DeValue::Table(table) => from_table(table, lines),
    }
}

fn number_of(text: &str) -> Value {
    text.parse().map_or_else(|_| Value::Other(text.to_owned()), Value::Number)
}

/// More levels than this no item has.
const DEEPEST: usize = 8;

/// One JSON value; `whole` is the text it is part of, for its line.
fn from_json(text: &str, whole: &str, depth: usize, report: &mut Report<'_>) -> Option<Given> {
    let text = text.trim();
    let offset = (text.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    let line = whole.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() as u64 + 1;
    let mut faulty = |error: serde_json::Error| {
        let at = line + (error.line() as u64).saturating_sub(1);
        report.issue(at, "", &format!("the file is not JSON: {error}"), "write one JSON object, or TOML");
    };
    let value = match text.bytes().next() {
        _ if depth > DEEPEST => Value::Other(shown(text)),
        Some(b'{') => match serde_json::from_str::<BTreeMap<String, &RawValue>>(text) {
            Ok(fields) => {
                let mut given = Vec::new();
                for (name, raw) in fields {
                    given.push((name, from_json(raw.get(), whole, depth + 1, report)?));
                }
                Value::Table(given)
            }
            Err(error) => return (faulty(error), None).1,
        },
        Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(list) => {
                let mut given = Vec::new();
                for raw in list {
                    given.push(from_json(raw.get(), whole, depth + 1, report)?);
                }
                Value::List(given)
            }
            Err(error) => return (faulty(error), None).1,
        },
        Some(b'"') => match serde_json::from_str::<String>(text) {
            Ok(text) => Value::Text(text),
            Err(error) => return (faulty(error), None).1,
        },
        _ => match text {
            "true" => Value::Fact(true),
            "false" => Value::Fact(false),
            _ => number_of(text),
        },
    };
    Some(Given { value, line })
}
