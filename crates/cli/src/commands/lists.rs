//! `chokepoint lists`: import, update, status, diff.

use super::{engine, list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Lists},
    clock::today,
};
use anyhow::Result;
use chokepoint_engine::{Engine, Question, diff::Difference, import::ImportOptions};
use chokepoint_model::Issue;
use chokepoint_render::lists::{write_diff, write_import, write_status, write_update};
use chokepoint_wire::lists::{diff_json, import_json, status_json, update_json};
use std::{io::Write, path::PathBuf};

pub fn run(command: &Lists, common: &Common) -> Result<Ended> {
    let engine = engine(common)?;
    match command {
        Lists::Import { files, source, published } => {
            let options =
                ImportOptions { source: source.clone(), published: *published, only_expected: false };
            import(&engine, files, &options, common)
        }
        Lists::Update { sources, from } => update(&engine, sources, from, common),
        Lists::Status => status(&engine, common),
        Lists::Diff { from, to } => diff(&engine.diff(from, to)?, common),
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
        write_update(&updated, &mut out)?;
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

fn diff(difference: &Difference, common: &Common) -> Result<Ended> {
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", diff_json(difference))?;
    } else {
        write_diff(difference, &mut out)?;
    }
    Ok(Ended::Done)
}
