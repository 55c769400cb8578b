//! `chokepoint ownership`: who in a registry is caught by ownership or control, and by what path.

use super::{engine, list_issues, rules_of, something_lost};
use crate::{
    Ended,
    arguments::{Common, Ownership},
    clock::today,
};
use anyhow::{Context, Result, anyhow};
use chokepoint_engine::{
    EngineError,
    ownership::{OwnershipQuestion, Regime, Walk, named_by_hand, ownership, walk},
};
use chokepoint_render::ownership::write_table;
use chokepoint_sources::registry::{Options, read};
use chokepoint_wire::ownership::write_json;
use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

pub fn run(command: &Ownership, common: &Common) -> Result<Ended> {
    super::ending(command.output.as_deref(), &["json", "txt"])?;
    let (rules, faults) = rules_of(common)?;
    list_issues(&faults);
    let regime =
        Regime::named(&command.regime).with_context(|| format!("unknown regime {:?}", command.regime))?;
    let registry = read(&command.files, &Options { mapping: command.map.clone() })?;
    let as_of = common.as_of.unwrap_or_else(today);
    let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(match &command.output {
        Some(path) => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        None => Box::new(io::stdout().lock()),
    });
    if let Some(asked) = asked_walk(command) {
        let found = walk(&registry, as_of, &asked)
            .map_err(|name| anyhow!("no party of the registry has the id or the name {name:?}"))?;
        let text = if common.json { found.to_string() } else { format!("{found:#}") };
        writeln!(out, "{text}")?;
        out.flush()?;
        list_issues(&registry.issues);
        return Ok(if something_lost(&registry.issues) { Ended::Partly } else { Ended::Done });
    }

    let question = OwnershipQuestion {
        regime,
        as_of,
        listed: named_by_hand(&command.listed, &registry),
        threshold: command.threshold,
    };
    // Without lists the ids given by hand still have an answer; the result says that nothing else was covered.
    let lists = match engine(common)?.lists(as_of) {
        Ok(lists) => Some(lists),
        Err(EngineError::NoLists(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let answer = ownership(&registry, lists.as_ref(), &rules, &question);
    let is_json_file =
        command.output.as_ref().is_some_and(|path| path.extension().is_some_and(|end| end == "json"));
    if common.json || is_json_file {
        write_json(&answer, &registry, &mut out)?;
    } else {
        write_table(&answer, &registry, &mut out)?;
    }
    out.flush()?;
    list_issues(&answer.issues);
    Ok(match (command.fail_on_hit && answer.catches_somebody(), something_lost(&answer.issues)) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    })
}

fn asked_walk(command: &Ownership) -> Option<Walk> {
    match (&command.between[..], &command.around) {
        ([from, to], _) => Some(Walk::Between(from.clone(), to.clone())),
        (_, Some(middle)) => Some(Walk::Around(middle.clone(), command.depth)),
        _ => None,
    }
}
