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
    import::ImportOptions,
    output::{Format, Writer},
    screen::screen_file,
};
use chokepoint_sources::{
    lists::Input,
    parties::{self, Options},
};

const LIST: &str = include_str!("../../../../resources/lists/ai-chips-entity-list.toml");
const PARTIES: &str = include_str!("../../../../examples/screening/parties.csv");

pub fn run(_command: &Demo, common: &Common) -> Result<Ended> {
    let folder = tempfile::tempdir().context("no temporary folder for the demo's workspace")?;
    let engine = Engine::open(folder.path())?;
    let list = [Input { name: "ai-chips-entity-list.toml", bytes: LIST.as_bytes() }];
    let imported = engine.import_inputs(&list, &ImportOptions::default(), today())?;
    for one in &imported {
        eprintln!("imported {} ({} records)", one.title, one.records);
    }

    let question = Question::on(common.as_of.unwrap_or_else(today));
    let lists = engine.lists(question.as_of)?;
    let parties = parties::from_reader(Box::new(PARTIES.as_bytes()), "examples/screening/parties.csv", &Options::default())?;
    let format = if common.json { Format::Jsonl } else { Format::Table };
    let mut writer = Writer::open(format, None, &lists.coverage(&question, 0, Vec::new()))?;
    let bar = progress::bar(Some(PARTIES.len() as u64));
    let (tally, coverage) =
        screen_file(&lists, None, parties, &question, |screened| writer.write(screened), |bytes| bar.set_position(bytes))?;
    bar.finish_and_clear();
    writer.finish(&coverage)?;
    Ok(screen::ended(&tally, super::something_lost(&coverage.issues), false))
}
