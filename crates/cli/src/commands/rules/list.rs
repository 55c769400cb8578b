//! `chokepoint rules list`: every parameter with what it holds on the day.

use super::{shortened, standing};
use crate::arguments::Common;
use anyhow::Result;
use chokepoint_engine::{
    output::issue_json,
    rules::{Row, answer_json, list, matching},
};
use chokepoint_model::{Date, Issue};
use chokepoint_rules::{Layer, Parameter, Rules};
use serde_json::{Value, json};
use std::io::Write;

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) words: &'a [String],
    pub(super) as_of: Date,
    pub(super) layer: Layer,
    pub(super) unverified: bool,
}

/// Characters of a value in the table; `rules show` has all of it.
const LONGEST: usize = 90;

pub(super) fn run(rules: &Rules, asked: &Asked<'_>, issues: &[Issue], common: &Common) -> Result<()> {
    let mut found: Vec<(&Parameter, Vec<Row<'_>>)> = Vec::new();
    for parameter in matching(rules, asked.words) {
        let mut rows = list(rules, parameter, asked.as_of, asked.layer);
        if asked.unverified {
            rows.retain(|row| row.answer.as_ref().is_ok_and(|answer| answer.dated.is_unverified()));
        }
        if !rows.is_empty() {
            found.push((parameter, rows));
        }
    }

    let mut out = std::io::stdout().lock();
    if common.json {
        let rows: Vec<Value> = found.iter().flat_map(|(_, rows)| rows.iter().map(row_json)).collect();
        let issues: Vec<Value> = issues.iter().map(issue_json).collect();
        let (as_of, layer) = (asked.as_of.to_string(), asked.layer.as_str());
        writeln!(out, "{:#}", json!({ "as_of": as_of, "layer": layer, "rules": rows, "issues": issues }))?;
        return Ok(());
    }

    // Entries of tables are listed when somebody asks for something; otherwise they would bury the rest.
    let whole = !asked.words.is_empty() || asked.unverified;
    for (parameter, rows) in &found {
        writeln!(out, "{}  (checked {})\n    {}", parameter.id, parameter.checked, parameter.title)?;
        if parameter.is_table() && !whole {
            writeln!(out, "    = {}", summary(rows))?;
        } else {
            for row in rows {
                writeln!(out, "{}", line(row))?;
            }
        }
    }
    let entries: usize = found.iter().map(|(_, rows)| rows.len()).sum();
    writeln!(
        out,
        "\n{} parameters with {entries} values and entries, as of {} in the {} layer",
        found.len(),
        asked.as_of,
        asked.layer.as_str()
    )?;
    if found.is_empty() {
        writeln!(out, "no id, title or name has all of these words; `chokepoint rules list` shows them all")?;
    } else if !whole {
        writeln!(
            out,
            "a word lists the entries of tables (`rules list 3A090`); `rules show ID` has the citations"
        )?;
    }
    Ok(())
}

fn line(row: &Row<'_>) -> String {
    let name = if row.name.is_empty() { String::new() } else { format!("{}: ", row.name) };
    let differ = if row.layers_differ { "; the other layer differs" } else { "" };
    match &row.answer {
        Ok(answer) => {
            let value = match &answer.dated.value {
                Some(value) => shortened(&value.to_string(), LONGEST),
                None => "nothing applies".to_owned(),
            };
            let since = answer.dated.from;
            format!("    = {name}{value}  [{} since {since}{differ}]", standing(answer.dated))
        }
        Err(why) => format!("    = {name}-  [{why}{differ}]"),
    }
}

/// A table in one line: its entries on the day, and how many of them are not simply in force.
fn summary(rows: &[Row<'_>]) -> String {
    let answers: Vec<_> = rows.iter().filter_map(|row| Some((row.name, row.answer.as_ref().ok()?))).collect();
    let count = |what: &str, wanted: &dyn Fn(&chokepoint_rules::Dated) -> bool| {
        let count = answers.iter().filter(|(_, answer)| wanted(answer.dated)).count();
        if count == 0 { String::new() } else { format!(", {count} {what}") }
    };
    let names: Vec<&str> = answers.iter().map(|(name, _)| *name).collect();
    let colon = if names.is_empty() { "" } else { ": " };
    format!(
        "{} of {} entries{}{}{}{colon}{}",
        answers.len(),
        rows.len(),
        count("not in force", &|dated| dated.applying().is_none()),
        count("in doubt", &|dated| dated.status == chokepoint_rules::Status::Expected),
        count("unverified", &|dated| dated.confidence == chokepoint_rules::Confidence::Knowledge),
        shortened(&names.join(", "), LONGEST)
    )
}

fn row_json(row: &Row<'_>) -> Value {
    json!({
        "id": row.parameter.id,
        "name": Some(row.name).filter(|name| !name.is_empty()),
        "title": row.parameter.title,
        "unit": row.parameter.unit.to_string(),
        "checked": row.parameter.checked.to_string(),
        "layers_differ": row.layers_differ,
        "answer": row.answer.as_ref().ok().map(answer_json),
        "no_answer": row.answer.as_ref().err().map(ToString::to_string),
    })
}
