//! `chokepoint audit`: a list of partners in, the same list out with what is known of each, strongest first.

use super::{investigate::Workspace, list_issues, rules_of, something_lost};
use crate::{
    Ended,
    arguments::{Audit, Common},
    clock::today,
    progress::stage,
};
use anyhow::Result;
use chokepoint_engine::{
    audit::{Standing, audit},
    investigate::InvestigateQuestion,
};
use chokepoint_render::{
    Destination,
    audit::{write_csv, write_table},
};
use chokepoint_wire::audit::document;
use std::io::Write;

pub fn run(command: &Audit, common: &Common) -> Result<Ended> {
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
        let mut file = Destination::open(Some(path))?;
        write_csv(&found, &mut file)?;
        file.close()?;
    }
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", document(&found))?;
    } else {
        write_table(&found, &mut out)?;
    }
    list_issues(&found.investigation.issues);
    let has_tie = found.partners.iter().any(|partner| partner.standing <= Standing::Tied);
    Ok(match (command.fail_on_hit && has_tie, something_lost(&found.investigation.issues)) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    })
}
