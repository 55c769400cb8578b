//! `chokepoint rules show`: the history of a value, with its citations.

use super::{standing, told, wrapped};
use crate::arguments::Common;
use anyhow::{Result, bail};
use chokepoint_engine::{
    output::issue_json,
    rules::{answer_json, dated_json},
};
use chokepoint_model::{Date, Issue};
use chokepoint_rules::{Answer, Dated, Layer, NoAnswer, Parameter, Rules, Status};
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn run(
    rules: &Rules,
    id: &str,
    name: Option<&str>,
    as_of: Date,
    issues: &[Issue],
    common: &Common,
) -> Result<()> {
    // Asked as a question of law, so that a misspelt id or name is answered with the nearest one.
    let unknown = rules.lookup_named(id, name.unwrap_or_default(), as_of, Layer::Text).err();
    let parameter = match (rules.parameter(id), unknown) {
        (None, Some(why)) => match tables_with(rules, id).as_slice() {
            [] => bail!("{why}; `chokepoint rules list` shows them all"),
            [table, ..] => {
                bail!("no parameter {id:?}; it is a name in a table: `chokepoint rules show {table} {id}`")
            }
        },
        (Some(parameter), Some(why @ NoAnswer::NoSuchName { .. })) if name.is_some() => {
            bail!("{why}; `chokepoint rules show {}` shows all of its names", parameter.id)
        }
        (Some(parameter), _) => parameter,
        (None, None) => return Ok(()),
    };
    let names = parameter.names().filter(|known| name.is_none_or(|wanted| wanted == *known));
    let mut out = std::io::stdout().lock();
    if common.json {
        let entries: Vec<Value> = names.map(|name| entry_json(rules, parameter, name, as_of)).collect();
        let document = json!({
            "id": parameter.id, "title": parameter.title, "unit": parameter.unit.to_string(),
            "checked": parameter.checked.to_string(), "files": parameter.files, "as_of": as_of.to_string(),
            "entries": entries, "issues": issues.iter().map(issue_json).collect::<Vec<_>>(),
        });
        writeln!(out, "{document:#}")?;
        return Ok(());
    }

    writeln!(out, "{}\n{}", parameter.id, parameter.title)?;
    let files = parameter.files.join(", then on top ");
    writeln!(out, "holds {}; last checked {}; from {files}", parameter.unit, parameter.checked)?;
    writeln!(out, "the values marked * answer on {as_of}")?;
    for name in names {
        writeln!(out)?;
        if !name.is_empty() {
            writeln!(out, "{name}")?;
        }
        let answers = answers(rules, parameter, name, as_of);
        for dated in parameter.history(name) {
            write!(out, "{}", value(dated, &answers))?;
        }
        for answer in answers.iter().flatten().filter(|answer| answer.is_in_doubt()).take(1) {
            write!(out, "{}", doubt(answer))?;
        }
        if answers.iter().all(Option::is_none) {
            writeln!(out, "  no answer on {as_of}")?;
        }
    }
    Ok(())
}

/// The tables that have this name.
fn tables_with<'r>(rules: &'r Rules, name: &str) -> Vec<&'r str> {
    let has = |parameter: &&Parameter| parameter.names().any(|known| known == name);
    rules.parameters().filter(has).map(|parameter| parameter.id.as_str()).collect()
}

/// What answers on the day in each layer.
fn answers<'r>(rules: &'r Rules, of: &Parameter, name: &str, as_of: Date) -> [Option<Answer<'r>>; 2] {
    Layer::ALL.map(|layer| rules.lookup_named(&of.id, name, as_of, layer).ok())
}

/// The layers in which a value answers on the day.
fn answering<'a>(
    dated: &'a Dated,
    answers: &'a [Option<Answer<'_>>],
) -> impl Iterator<Item = &'static str> + 'a {
    let holds = move |answer: &&Answer<'_>| std::ptr::eq(answer.dated, dated);
    answers.iter().flatten().filter(holds).map(|answer| answer.layer.as_str())
}

fn value(dated: &Dated, answers: &[Option<Answer<'_>>]) -> String {
    let mark = if answering(dated, answers).next().is_some() { '*' } else { ' ' };
    let until = dated.until.map_or_else(String::new, |until| format!(" until {until}"));
    let layer = match dated.layer {
        Some(Layer::Text) => "; the text only",
        Some(Layer::Enforced) => "; as enforced only",
        None => "",
    };
    let mut text = format!("{mark} from {}{until}: {}{layer}\n", dated.from, standing(dated));
    for line in told(dated) {
        text += &wrapped(&line, 6);
    }
    for cite in &dated.cites {
        text += &wrapped(&format!("§ {cite} {}", cite.url), 6);
    }
    if !dated.note.is_empty() {
        text += &wrapped(&format!("note: {}", dated.note), 6);
    }
    if dated.status == Status::Expected {
        text += &wrapped(&format!("depends on: {}", dated.depends_on), 6);
    }
    text + &format!("      {}:{}\n", dated.file, dated.line)
}

/// Both answers, while nobody has confirmed that an expected value came.
fn doubt(answer: &Answer<'_>) -> String {
    let otherwise = match answer.otherwise {
        Some(dated) => {
            let value =
                dated.value.as_ref().map_or_else(|| "nothing applies".to_owned(), ToString::to_string);
            format!("{value} ({}, since {})", standing(dated), dated.from)
        }
        None => "nothing stood before".to_owned(),
    };
    let came = answer.value().map_or_else(|| "nothing applies".to_owned(), ToString::to_string);
    wrapped(&format!("in doubt on {}: if it came, {came}; if not, {otherwise}", answer.as_of), 2)
}

fn entry_json(rules: &Rules, parameter: &Parameter, name: &str, as_of: Date) -> Value {
    let answers = answers(rules, parameter, name, as_of);
    let values: Vec<Value> = parameter
        .history(name)
        .into_iter()
        .map(|dated| {
            let mut value = dated_json(dated);
            value["answers_in"] = answering(dated, &answers).collect();
            value
        })
        .collect();
    let [text, enforced] = answers.map(|answer| answer.as_ref().map(answer_json));
    let name = Some(name).filter(|name| !name.is_empty());
    json!({ "name": name, "on_the_day": { "text": text, "enforced": enforced }, "values": values })
}
