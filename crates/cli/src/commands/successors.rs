//! `chokepoint successors`: companies that may carry on a listed one, as of any day.

use super::{investigate::Workspace, list_issues, rules_of, something_lost};
use crate::{
    Ended,
    arguments::{Common, Evidence, Successors},
    clock::today,
    terminal::terminal,
};
use anyhow::Result;
use chokepoint_engine::successors::{SuccessorQuestion, find_successors};
use chokepoint_render::successors::write_table;
use chokepoint_wire::successors::document;
use serde_json::to_string_pretty;
use std::io::Write;

pub fn run(command: &Successors, common: &Common) -> Result<Ended> {
    let lists = Workspace::of(common)?;
    let (rules, faults) = rules_of(common)?;
    list_issues(&faults);
    let question = SuccessorQuestion {
        of: command.name.clone(),
        since: command.since,
        until: command.until,
        as_of: common.as_of,
        today: today(),
        most: command.limit,
        replay: command.replay,
        without: Evidence::families(&command.without),
    };
    let mut answer = find_successors(&command.registry, Some(&lists.engine), &rules, &question)?;
    answer.notes.splice(0..0, lists.note.clone());
    if common.json {
        let document = document(&answer, command.name.is_some());
        writeln!(std::io::stdout().lock(), "{}", to_string_pretty(&document)?)?;
    } else {
        let mut out = terminal(common);
        write_table(&answer, &mut out)?;
        out.flush()?;
    }
    list_issues(&answer.issues);
    let has_alert = answer.of.iter().flat_map(|one| &one.candidates).any(|seen| seen.candidate.is_alert);
    Ok(match (command.fail_on_hit && has_alert, something_lost(&answer.issues)) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    })
}
