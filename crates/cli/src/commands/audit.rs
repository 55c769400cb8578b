//! `chokepoint audit`: a list of partners in, the same list out with what is known of each, strongest first.

use super::{investigate::Workspace, list_issues, rules_of, something_lost};
use crate::{
    Ended,
    arguments::{Audit, Common},
    clock::today,
    progress::stage,
    run::run_of,
    terminal::terminal,
};
use anyhow::Result;
use chokepoint_engine::{
    audit::{Audit as Found, Standing, audit},
    investigate::InvestigateQuestion,
};
use chokepoint_render::{
    Destination, Look, Terminal,
    audit::{write_csv, write_table, write_workbook},
};
use chokepoint_wire::audit::document;
use serde_json::to_string_pretty;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

pub fn run(command: &Audit, common: &Common) -> Result<Ended> {
    let ending = super::ending(command.output.as_deref(), &["csv", "xlsx", "json", "txt"])?;
    let lists = Workspace::of(common)?;
    let (rules, faults) = rules_of(common)?;
    list_issues(&faults);
    let question = InvestigateQuestion {
        as_of: common.as_of,
        today: today(),
        out: None,
        without: Vec::new(),
        tell: stage,
    };
    let mut found = audit(&command.partners, &command.registry, Some(&lists.engine), &rules, &question)?;
    found.investigation.notes.splice(0..0, lists.note.clone());
    if let Some(path) = &command.output {
        write(&found, path, ending.as_deref(), command)?;
    }
    if common.json {
        writeln!(std::io::stdout().lock(), "{}", to_string_pretty(&document(&found))?)?;
    } else {
        let mut out = terminal(common);
        write_table(&found, &mut out)?;
        out.flush()?;
    }
    list_issues(&found.investigation.issues);
    let has_tie = found.partners.iter().any(|partner| partner.standing <= Standing::Tied);
    Ok(match (command.fail_on_hit && has_tie, something_lost(&found.investigation.issues)) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    })
}

/// Writes the audit to a file, in the form that its ending means.
fn write(found: &Found, path: &Path, ending: Option<&str>, command: &Audit) -> Result<()> {
    if ending == Some("xlsx") {
        let inputs = std::iter::once(command.partners.as_path());
        let inputs = inputs.chain(command.registry.iter().map(PathBuf::as_path));
        return Ok(write_workbook(found, path, &run_of(inputs))?);
    }
    let mut file = Destination::open(Some(path))?;
    match ending {
        Some("json") => writeln!(file, "{}", to_string_pretty(&document(found))?)?,
        Some("txt") => {
            let mut text = Terminal::new(&mut file, Look::default());
            write_table(found, &mut text)?;
            text.flush()?;
        }
        _ => write_csv(found, &mut file)?,
    }
    Ok(file.close()?)
}
