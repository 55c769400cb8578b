//! `chokepoint demo`: a few bundled parties against the bundled list, then the bundled case investigated, from files in
//! the program itself; the workspace is gone afterwards, the report stays.

use super::{
    investigate::{Workspace, show},
    rules_of, screen,
};
use crate::{
    Ended,
    arguments::{Common, Demo},
    clock::today,
    run::run_of,
    terminal::look,
};
use anyhow::{Context, Result};
use chokepoint_engine::{
    Engine, Question, THRESHOLD,
    investigate::{InvestigateQuestion, Investigation, investigate},
    screen::screen_file,
};
use chokepoint_render::{
    investigation::write,
    screening::{Format, Writer},
};
use chokepoint_sources::parties::{self, Options};
use chokepoint_wire::investigation::document;
use serde_json::json;
use std::{fs, io::Write, path::Path};

const PARTIES_PATH: &str = "examples/screening/parties.csv";
const PARTIES: &str = include_str!("../../../../examples/screening/parties.csv");
/// The parties of the order book that are shown: a Chinese name, slips of the pen, an address without a name.
const SHOWN: [&str; 3] = ["P-002", "P-005", "P-018"];
/// Findings of the case that are shown.
const FINDINGS: usize = 3;

const CASE_PATH: &str = "examples/nettrix";
/// The case, file by file.
const CASE: [(&str, &[u8]); 9] = [
    ("README.md", include_bytes!("../../../../examples/nettrix/README.md")),
    ("awards.csv", include_bytes!("../../../../examples/nettrix/awards.csv")),
    ("case.toml", include_bytes!("../../../../examples/nettrix/case.toml")),
    ("companies.csv", include_bytes!("../../../../examples/nettrix/companies.csv")),
    ("holdings.csv", include_bytes!("../../../../examples/nettrix/holdings.csv")),
    ("officers.csv", include_bytes!("../../../../examples/nettrix/officers.csv")),
    ("public-facts.ftm.json", include_bytes!("../../../../examples/nettrix/public-facts.ftm.json")),
    ("register-of-changes.csv", include_bytes!("../../../../examples/nettrix/register-of-changes.csv")),
    ("vendor-partners.csv", include_bytes!("../../../../examples/nettrix/vendor-partners.csv")),
];
/// A file that cannot be read lies in every real folder.
const SCAN: (&str, &[u8]) =
    ("scan-of-a-licence.pdf", include_bytes!("../../../../examples/nettrix/scan-of-a-licence.pdf"));

/// What to do after the demo.
const NEXT: &str = "
next, with the whole lists and files of your own:
  chokepoint lists update                   fetch the lists from their publishers, or
  chokepoint lists import consolidated.json read one from a file
  chokepoint screen parties.csv             CSV, XLSX, JSON lines or Parquet; --format xlsx -o result.xlsx for a reviewer
  chokepoint investigate my-folder          registers, owners, officers, awards, partner lists, in any mix
";

pub fn run(command: &Demo, common: &Common) -> Result<Ended> {
    let lists = Workspace::bundled()?;
    let found = case(&lists.engine, &command.output, common)?;
    let written = write(&found, &command.output, &run_of([Path::new(CASE_PATH)]), false)?;
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{}", json!({ "investigation": document(&found, None), "written": written.folder }))?;
        drop(out);
        screened(&lists.engine, common)?;
        return Ok(Ended::Done);
    }
    writeln!(
        out,
        "1  who is this? {} of {} parties of an invented order book ({PARTIES_PATH})",
        SHOWN.len(),
        PARTIES.lines().count() - 1
    )?;
    writeln!(out, "   against the bundled excerpt of the US Entity List\n")?;
    drop(out);
    screened(&lists.engine, common)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n2  what comes first? everything over a folder of mixed records ({CASE_PATH})\n")?;
    drop(out);
    show(&found, &written, FINDINGS, common)?;
    super::list_issues(&found.issues);
    std::io::stdout().write_all(NEXT.as_bytes())?;
    // The scan that nobody can read belongs to the demo: all that it promises was done.
    Ok(Ended::Done)
}

/// Investigates the bundled case. Nothing tells the program what it should find.
fn case(engine: &Engine, out: &Path, common: &Common) -> Result<Investigation> {
    let folder = tempfile::tempdir().context("no temporary folder for the demo's case")?;
    for (name, bytes) in CASE.iter().chain([&SCAN]) {
        fs::write(folder.path().join(name), bytes).with_context(|| format!("{name} of the demo's case"))?;
    }
    let (rules, _) = rules_of(common)?;
    let question = InvestigateQuestion {
        as_of: common.as_of,
        today: today(),
        out: Some(out.to_owned()),
        without: Vec::new(),
        threshold: THRESHOLD,
        tell: |_| {},
    };
    Ok(investigate(folder.path(), Some(engine), &rules, &question)?)
}

/// Screens the order book: a few of its parties for a reader, all of them as JSON lines.
fn screened(engine: &Engine, common: &Common) -> Result<Ended> {
    let question = Question::on(common.as_of.unwrap_or_else(today));
    let lists = engine.lists(question.as_of)?;
    let is_shown =
        |(at, line): &(usize, &str)| *at == 0 || common.json || SHOWN.iter().any(|id| line.starts_with(id));
    let book: String =
        PARTIES.lines().enumerate().filter(is_shown).map(|(_, line)| format!("{line}\n")).collect();
    let parties =
        parties::from_reader(Box::new(std::io::Cursor::new(book)), PARTIES_PATH, &Options::default())?;
    let format = if common.json { Format::Jsonl } else { Format::Table };
    let mut writer =
        Writer::open(format, None, &lists.coverage(&question, 0, Vec::new()), &run_of([]), look(common))?;
    let (tally, coverage) =
        screen_file(&lists, None, parties, &question, |screened| writer.write(screened), |_| ())?;
    writer.finish(&coverage)?;
    super::list_issues(&coverage.issues);
    Ok(screen::ended(&tally, super::something_lost(&coverage.issues), false))
}
