//! `chokepoint lists`: import, update, status, diff.

use super::{engine, list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Lists},
    clock::today,
};
use anyhow::Result;
use chokepoint_engine::{Engine, Question, diff::Difference, import::ImportOptions, update::no_network};
use chokepoint_model::Issue;
use chokepoint_render::Destination;
use chokepoint_render::lists::{write_diff, write_import, write_status, write_update};
use chokepoint_wire::lists::{diff_json, import_json, status_json, update_json};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

pub fn run(command: &Lists, common: &Common) -> Result<Ended> {
    let engine = engine(common)?;
    match command {
        Lists::Import { files, source, published, accept_smaller, accept_same_day } => {
            let options = ImportOptions {
                source: source.clone(),
                published: *published,
                only_expected: false,
                accept_smaller: *accept_smaller,
                accept_same_day: *accept_same_day,
            };
            import(&engine, files, &options, common)
        }
        Lists::Update { sources, from } => update(&engine, sources, from, common),
        Lists::Status => status(&engine, common),
        Lists::Diff { from, to, output } => diff(&engine.diff(from, to)?, output.as_deref(), common),
    }
}

fn import(engine: &Engine, files: &[PathBuf], options: &ImportOptions, common: &Common) -> Result<Ended> {
    let imported = engine.import(files, options, today())?;
    let lists = engine.lists(common.as_of.unwrap_or_else(today))?;
    let (entities, names) = (lists.snapshot.entities() as u64, lists.snapshot.names() as u64);
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", import_json(&imported, entities, names))?;
    } else {
        write_import(&imported, entities, names, &mut out)?;
    }
    let issues: Vec<Issue> = imported.iter().flat_map(|one| one.issues.clone()).collect();
    list_issues(&issues);
    Ok(if something_lost(&issues) { Ended::Partly } else { Ended::Done })
}

fn update(engine: &Engine, sources: &[String], from: &[String], common: &Common) -> Result<Ended> {
    let updated = engine.update(sources, from, today())?;
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", update_json(&updated))?;
    } else {
        match no_network(&updated) {
            Some(line) => writeln!(out, "{line}")?,
            None => write_update(&updated, &mut out)?,
        }
    }
    let has_failed = updated.iter().any(|one| one.failed());
    Ok(if has_failed { Ended::Partly } else { Ended::Done })
}

fn status(engine: &Engine, common: &Common) -> Result<Ended> {
    let as_of = common.as_of.unwrap_or_else(today);
    let held = engine.workspace().releases()?;
    let coverage = engine.lists(as_of)?.coverage(&Question::on(as_of), 0, Vec::new());
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", status_json(&held, &coverage))?;
    } else {
        write_status(engine.workspace().root(), &held, &coverage, &mut out)?;
    }
    Ok(Ended::Done)
}

fn diff(difference: &Difference, output: Option<&Path>, common: &Common) -> Result<Ended> {
    let mut out = Destination::open(output)?;
    let is_json_file = output.is_some_and(|path| path.extension().is_some_and(|end| end == "json"));
    if common.json || is_json_file {
        writeln!(out, "{:#}", diff_json(difference))?;
    } else {
        write_diff(difference, &mut out)?;
    }
    out.close()?;
    Ok(Ended::Done)
}
