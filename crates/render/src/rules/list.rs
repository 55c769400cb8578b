//! `chokepoint rules list`: every parameter with what it holds on the day.

use super::{shortened, standing};
use chokepoint_engine::rules::Row;
use chokepoint_model::Date;
use chokepoint_rules::{Layer, Parameter};
use std::io::{self, Write};

/// What was found: each parameter with its values on the day.
pub struct Listed<'r> {
    /// The parameters with their rows.
    pub found: Vec<(&'r Parameter, Vec<Row<'r>>)>,
    /// The day.
    pub as_of: Date,
    /// The layer asked.
    pub layer: Layer,
    /// Whether the entries of tables are listed one by one; otherwise they would bury the rest.
    pub whole: bool,
}

/// Characters of a value in the table; `rules show` has all of it.
const LONGEST: usize = 90;

/// Every parameter with what it holds on the day.
///
/// # Errors
/// When it cannot be written.
pub fn write_list(of: &Listed<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Listed { found, as_of, layer, whole } = of;
    for (parameter, rows) in found {
        writeln!(out, "{}  (checked {})\n    {}", parameter.id, parameter.checked, parameter.title)?;
        if parameter.is_table() && !*whole {
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
        as_of,
        layer.as_str()
    )?;
    if found.is_empty() {
        writeln!(out, "no id, title or name has all of these words; `chokepoint rules list` shows them all")?;
    } else if !*whole {
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
