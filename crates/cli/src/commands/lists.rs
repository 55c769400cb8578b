//! `chokepoint lists`: import, update, status, diff.

use super::{engine, list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Lists},
    clock::today,
};
use anyhow::Result;
use chokepoint_engine::{
    Engine,
    diff::Difference,
    import::{ImportOptions, Imported},
};
use chokepoint_model::{Issue, counted};
use serde_json::{Value, json};
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
    report(
        &imported,
        common,
        json!({ "entities": lists.snapshot.entities(), "names": lists.snapshot.names() }),
    )
}

fn report(imported: &[Imported], common: &Common, snapshot: Value) -> Result<Ended> {
    let mut out = std::io::stdout().lock();
    if common.json {
        let imported: Vec<Value> = imported.iter().map(imported_json).collect();
        writeln!(out, "{:#}", json!({ "imported": imported, "snapshot": snapshot }))?;
    } else {
        for one in imported {
            let what = if one.fresh { "imported" } else { "already held" };
            writeln!(
                out,
                "{what}  {}  {}  {}",
                one.release,
                counted(one.records, "record", "records"),
                one.title
            )?;
            if let Some(newer) = &one.newer {
                if newer.published > one.release.published {
                    writeln!(
                        out,
                        "  older than {newer}, which stays in force; kept for questions about earlier days"
                    )?;
                } else {
                    writeln!(out, "  of the same day {newer} was imported later, and stays in force")?;
                }
            }
        }
        let number = |what: &str| snapshot[what].as_u64().unwrap_or_default();
        writeln!(
            out,
            "ready: {}, {}",
            counted(number("entities"), "entity", "entities"),
            counted(number("names"), "name", "names")
        )?;
    }
    let issues: Vec<Issue> = imported.iter().flat_map(|one| one.issues.clone()).collect();
    list_issues(&issues);
    Ok(if something_lost(&issues) { Ended::Partly } else { Ended::Done })
}

fn imported_json(one: &Imported) -> Value {
    json!({
        "release": one.release.to_string(),
        "source": one.release.source,
        "published": one.release.published.to_string(),
        "records": one.records,
        "fresh": one.fresh,
        "newer": one.newer.as_ref().map(ToString::to_string),
        "issues": one.issues.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn update(engine: &Engine, sources: &[String], from: &[String], common: &Common) -> Result<Ended> {
    let mut ended = Ended::Done;
    let mut told = Vec::new();
    for updated in engine.update(sources, from, today())? {
        if updated.failed() {
            ended = Ended::Partly;
        }
        told.push(updated);
    }
    let mut out = std::io::stdout().lock();
    if common.json {
        let told: Vec<Value> =
            told.iter().map(|one| json!({ "source": one.source, "outcome": one.words() })).collect();
        writeln!(out, "{:#}", json!({ "updated": told }))?;
    } else {
        for one in &told {
            writeln!(out, "{}  {}", one.source, one.words())?;
        }
    }
    Ok(ended)
}

fn status(engine: &Engine, common: &Common) -> Result<Ended> {
    let as_of = common.as_of.unwrap_or_else(today);
    let held = engine.workspace().releases()?;
    let lists = engine.lists(as_of)?;
    let coverage = lists.coverage(&chokepoint_engine::Question::on(as_of), 0, Vec::new());
    let mut out = std::io::stdout().lock();
    if common.json {
        let releases: Vec<Value> = held
            .iter()
            .map(|kept| {
                json!({
                    "release": kept.release.to_string(), "source": kept.release.source,
                    "published": kept.release.published.to_string(), "imported": kept.imported.to_string(),
                    "records": kept.records, "issues": kept.issues, "files": kept.files,
                    "in_force": coverage.releases.contains(&kept.release),
                })
            })
            .collect();
        let lists: Vec<Value> = coverage
            .lists
            .iter()
            .map(|list| json!({ "list": list.list, "title": list.title, "effect": list.effect, "listings": list.listings }))
            .collect();
        let status = json!({ "as_of": as_of.to_string(), "releases": releases, "lists": lists, "notes": coverage.notes });
        writeln!(out, "{status:#}")?;
        return Ok(Ended::Done);
    }
    writeln!(out, "releases held ({})", engine.workspace().root().display())?;
    for kept in &held {
        let in_force = if coverage.releases.contains(&kept.release) { "*" } else { " " };
        let records = counted(kept.records, "record", "records");
        writeln!(out, "{in_force} {}  {records}  imported {}", kept.release, kept.imported)?;
    }
    writeln!(out, "\nlistings in effect on {as_of}, from the releases marked *")?;
    for list in &coverage.lists {
        writeln!(out, "{:>8}  {}  {}", list.listings, list.list, list.title)?;
    }
    for note in &coverage.notes {
        writeln!(out, "note: {note}")?;
    }
    Ok(Ended::Done)
}

fn diff(difference: &Difference, common: &Common) -> Result<Ended> {
    let mut out = std::io::stdout().lock();
    if common.json {
        let changes: Vec<Value> = difference
            .changes
            .iter()
            .map(|change| {
                json!({
                    "kind": change.kind.as_str(), "id": change.id, "lists": change.lists,
                    "caption": change.caption, "before": change.before, "after": change.after,
                })
            })
            .collect();
        let document = json!({
            "from": difference.from.to_string(), "to": difference.to.to_string(), "changes": changes,
        });
        writeln!(out, "{document:#}")?;
        return Ok(Ended::Done);
    }
    let changes = counted(difference.changes.len() as u64, "change", "changes");
    writeln!(out, "from {} to {}: {changes}", difference.from, difference.to)?;
    for change in &difference.changes {
        writeln!(out, "{:<12} {}  [{}]", change.kind.as_str(), change.caption, change.lists.join(", "))?;
        for gone in &change.before {
            writeln!(out, "  - {gone}")?;
        }
        for fresh in &change.after {
            writeln!(out, "  + {fresh}")?;
        }
    }
    Ok(Ended::Done)
}
