//! `chokepoint screen`: a file of parties, or one name, against the lists.

use super::{engine, list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Format, Screen},
    clock::today,
    progress,
    run::run_of,
    terminal::look,
};
use anyhow::{Context, Result, ensure};
use chokepoint_engine::{
    Engine, Lists, Question,
    answer::Screened,
    screen::{Tally, screen_file},
};
use chokepoint_model::{Address, Party, Schema};
use chokepoint_render::{
    Run,
    screening::{self, Writer},
};
use chokepoint_sources::parties::{self, Mapping, Options, Parties};
use std::{io::IsTerminal, path::Path};

pub fn run(command: &Screen, common: &Common) -> Result<Ended> {
    let engine = engine(common)?;
    let question = question(command, common);
    let lists = engine.lists(question.as_of)?;
    screen_with(&engine, &lists, command, common, &question)
}

fn question(command: &Screen, common: &Common) -> Question {
    Question {
        threshold: command.threshold,
        limit: command.limit,
        ..Question::on(common.as_of.unwrap_or_else(today))
    }
}

/// Screens with lists that are already open.
pub fn screen_with(
    engine: &Engine,
    lists: &Lists,
    command: &Screen,
    common: &Common,
    question: &Question,
) -> Result<Ended> {
    let parties = open(command)?;
    let before =
        command.since.as_deref().map(|release| engine.lists_at(release, question.as_of)).transpose()?;
    let bar = progress::bar(parties.size());
    let covered = lists.coverage(question, 0, Vec::new());
    let format = format(command, common)?;
    let mut writer =
        Writer::open(format, command.output.as_deref(), &covered, &made_by(command, format), look(common))?;
    let (tally, coverage) = screen_file(
        lists,
        before.as_ref(),
        parties,
        question,
        |screened: &Screened| writer.write(screened),
        |bytes| bar.set_position(bytes),
    )?;
    bar.finish_and_clear();
    writer.finish(&coverage)?;
    list_issues(&coverage.issues);
    Ok(ended(&tally, something_lost(&coverage.issues), command.fail_on_hit))
}

pub fn ended(tally: &Tally, lost: bool, fail_on_hit: bool) -> Ended {
    match (tally.matched > 0 && fail_on_hit, lost) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    }
}

/// The parties to screen: a file, standard input, or the one name.
fn open(command: &Screen) -> Result<Parties> {
    let schema = Schema::from_name(&command.schema).with_context(|| {
        format!("no schema is called {:?}; use Person, Company, Organization, Vessel", command.schema)
    })?;
    if let Some(name) = &command.name {
        return Ok(Parties::one(one_party(name, schema, command)?));
    }
    let mapping = if command.map.is_empty() { None } else { Some(Mapping::parse(&command.map)?) };
    let options = Options { format: None, mapping, default_schema: schema, sheet: command.sheet.clone() };
    let path = command.file.as_deref().unwrap_or(Path::new("-"));
    let opened = if path == Path::new("-") {
        parties::from_reader(Box::new(std::io::stdin()), "standard input", &options)
    } else {
        parties::open(path, &options)
    };
    Ok(opened?)
}

fn one_party(name: &str, schema: Schema, command: &Screen) -> Result<Party> {
    ensure!(
        name.chars().any(char::is_alphanumeric),
        "the name {name:?} has neither letters nor digits; give --name NAME"
    );
    let mut party = Party::named(name, schema);
    let country = match &command.country {
        Some(text) => Some(
            parties::country(text)
                .with_context(|| format!("unknown country {text:?}; give its two-letter code or its name"))?,
        ),
        None => None,
    };
    if let Some(country) = country {
        party.add_country(country);
    }
    if let Some(text) = &command.address {
        party.addresses.push(Address { text: text.clone(), country });
    }
    Ok(party)
}

/// What a workbook says of the run; other formats do not name it, and nothing is read twice for them.
fn made_by(command: &Screen, format: screening::Format) -> Run {
    let input =
        command.file.as_deref().filter(|_| format == screening::Format::Xlsx && command.name.is_none());
    run_of(input)
}

/// The format asked for, else the one the file's ending means, else what suits the destination. A file is never called what
/// it is not.
fn format(command: &Screen, common: &Common) -> Result<screening::Format> {
    let asked = command.format.map(|format| -> (_, &[&str]) {
        match format {
            Format::Table => (screening::Format::Table, &["txt", "text", "log"]),
            Format::Csv => (screening::Format::Csv, &["csv", "txt", "tsv"]),
            Format::Xlsx => (screening::Format::Xlsx, &["xlsx"]),
            Format::Parquet => (screening::Format::Parquet, &["parquet"]),
            Format::Jsonl => (screening::Format::Jsonl, &["jsonl", "json", "ndjson", "txt"]),
        }
    });
    if let Some((format, endings)) = asked {
        super::ending(command.output.as_deref(), endings)?;
        return Ok(format);
    }
    let endings = ["csv", "xlsx", "parquet", "jsonl", "json", "ndjson", "txt"];
    Ok(match super::ending(command.output.as_deref(), &endings)?.as_deref() {
        Some("csv") => screening::Format::Csv,
        Some("xlsx") => screening::Format::Xlsx,
        Some("parquet") => screening::Format::Parquet,
        Some("jsonl" | "json" | "ndjson") => screening::Format::Jsonl,
        Some(_) => screening::Format::Table,
        None if common.json || !std::io::stdout().is_terminal() && command.name.is_none() => {
            screening::Format::Jsonl
        }
        None => screening::Format::Table,
    })
}
