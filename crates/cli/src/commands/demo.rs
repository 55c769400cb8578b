//! `chokepoint demo`: the bundled parties against the bundled list, in a workspace of its own that is gone afterwards.

use super::screen;
use crate::{
    Ended,
    arguments::{Common, Demo},
    clock::today,
    progress,
};
use anyhow::{Context, Result};
use chokepoint_engine::{
    Engine, Question,
    import::{ImportOptions, Imported},
    output::{Format, Writer},
    screen::screen_file,
};
use chokepoint_model::counted;
use chokepoint_sources::{
    lists::Input,
    parties::{self, Options},
};
use std::io::Write;

const LIST: &str = include_str!("../../../../resources/lists/ai-chips-entity-list.toml");
const PARTIES_PATH: &str = "examples/screening/parties.csv";
const PARTIES: &str = include_str!("../../../../examples/screening/parties.csv");

/// What to do after the demo.
const NEXT: &str = "
next, with the whole list and parties of your own:
  chokepoint lists update                   fetch the lists from their publishers, or
  chokepoint lists import consolidated.json read one from a file
  chokepoint screen parties.csv             CSV, XLSX, JSON lines or Parquet; --format xlsx -o result.xlsx for a reviewer
";

/// What is about to happen, in three lines.
fn introduce(imported: &[Imported]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for one in imported {
        let entries = counted(one.records, "entry", "entries");
        writeln!(out, "list     {}, {entries}, as of {}", one.title, one.release.published)?;
    }
    writeln!(
        out,
        "parties  {} of an invented order book, from {PARTIES_PATH}",
        PARTIES.lines().count().saturating_sub(1)
    )?;
    writeln!(out, "asked    who of them is, or may be, on the list, and why\n")?;
    Ok(())
}

pub fn run(_command: &Demo, common: &Common) -> Result<Ended> {
    let folder = tempfile::tempdir().context("no temporary folder for the demo's workspace")?;
    let engine = Engine::open(folder.path())?;
    let list = [Input { name: "ai-chips-entity-list.toml", bytes: LIST.as_bytes() }];
    let imported = engine.import_inputs(&list, &ImportOptions::default(), today())?;
    let question = Question::on(common.as_of.unwrap_or_else(today));
    let lists = engine.lists(question.as_of)?;
    let parties = parties::from_reader(Box::new(PARTIES.as_bytes()), PARTIES_PATH, &Options::default())?;
    let format = if common.json { Format::Jsonl } else { Format::Table };
    if !common.json {
        introduce(&imported)?;
    }
    let mut writer = Writer::open(format, None, &lists.coverage(&question, 0, Vec::new()))?;
    let bar = progress::bar(Some(PARTIES.len() as u64));
    let (tally, coverage) = screen_file(
        &lists,
        None,
        parties,
        &question,
        |screened| writer.write(screened),
        |bytes| bar.set_position(bytes),
    )?;
    bar.finish_and_clear();
    writer.finish(&coverage)?;
    super::list_issues(&coverage.issues);
    if !common.json {
        std::io::stdout().write_all(NEXT.as_bytes())?;
    }
    Ok(screen::ended(&tally, super::something_lost(&coverage.issues), false))
}
