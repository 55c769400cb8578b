//! `chokepoint audit`: a list of partners in, the same list out with what is known of each, strongest first.

use super::{investigate::Workspace, list_issues, rules_of, something_lost};
use crate::{
    Ended,
    arguments::{Audit, AuditFormat, Common},
    clock::today,
    progress::stage,
    run::run_of,
    terminal::terminal,
};
use anyhow::Result;
use chokepoint_engine::{
    audit::{Audit as Answer, AuditQuestion, Standing, audit},
    investigate::InvestigateQuestion,
};
use chokepoint_render::{
    Destination,
    audit::{write_csv, write_table, write_workbook},
};
use chokepoint_sources::parties::{Mapping, Options};
use chokepoint_wire::audit::{document, lines};
use serde_json::to_string_pretty;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

pub fn run(command: &Audit, common: &Common) -> Result<Ended> {
    super::ending(command.output.as_deref(), &ENDINGS)?;
    let lists = Workspace::of(common)?;
    let (rules, faults) = rules_of(common)?;
    list_issues(&faults);
    let mapping = if command.map.is_empty() { None } else { Some(Mapping::parse(&command.map)?) };
    let question = AuditQuestion {
        partners: command.partners.clone(),
        reading: Options { mapping, sheet: command.sheet.clone(), ..Options::default() },
        registries: command.registry.clone(),
        of: InvestigateQuestion {
            as_of: common.as_of,
            today: today(),
            out: None,
            without: Vec::new(),
            threshold: command.threshold,
            tell: stage,
        },
    };
    let mut found = audit(Some(&lists.engine), &rules, &question)?;
    found.investigation.notes.splice(0..0, lists.note.clone());
    if let Some(path) = &command.output {
        if super::ending(Some(path), &ENDINGS)?.as_deref() == Some("xlsx") {
            let inputs = std::iter::once(&command.partners).chain(&command.registry);
            write_workbook(&found, path, &run_of(inputs.map(PathBuf::as_path)))?;
        } else {
            let mut file = Destination::open(Some(path))?;
            write(&found, format_of(path, command.format), &mut file)?;
            file.close()?;
        }
    }
    let mut shown = found;
    let has_tie = shown.partners.iter().any(|partner| partner.standing <= Standing::Tied);
    let is_partial = shown.partners.iter().any(|partner| partner.standing == Standing::NotCompared);
    let lost = something_lost(&shown.investigation.issues) || something_lost(&faults) || is_partial;
    if let Some(limit) = command.limit {
        shown.partners.truncate(limit);
    }
    let format = match command.format.filter(|_| command.output.is_none()) {
        Some(format) => format,
        None if common.json => AuditFormat::Json,
        None => AuditFormat::Table,
    };
    let mut out = terminal(common);
    write(&shown, format, &mut out)?;
    out.flush()?;
    list_issues(&shown.investigation.issues);
    Ok(match (command.fail_on_hit && has_tie, lost) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    })
}

fn write(found: &Answer, format: AuditFormat, out: &mut dyn Write) -> Result<()> {
    match format {
        AuditFormat::Table => write_table(found, out)?,
        AuditFormat::Csv => write_csv(found, out)?,
        AuditFormat::Json => writeln!(out, "{}", to_string_pretty(&document(found))?)?,
        AuditFormat::Jsonl => lines(found)?.iter().try_for_each(|line| writeln!(out, "{line}"))?,
    }
    Ok(())
}

/// The endings of what an audit writes.
const ENDINGS: [&str; 6] = ["csv", "xlsx", "json", "jsonl", "ndjson", "txt"];

/// What the ending of a file means, where nothing else is said.
fn format_of(path: &Path, asked: Option<AuditFormat>) -> AuditFormat {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match (asked, ending.as_str()) {
        (Some(format), _) => format,
        (None, "json") => AuditFormat::Json,
        (None, "jsonl" | "ndjson") => AuditFormat::Jsonl,
        (None, "txt") => AuditFormat::Table,
        (None, _) => AuditFormat::Csv,
    }
}
