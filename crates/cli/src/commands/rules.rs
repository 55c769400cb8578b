//! `chokepoint rules`: the law as dated data, listed, shown, checked and compared.

use super::{list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Rules as Arguments},
    clock::today,
};
use anyhow::{Result, bail};
use chokepoint_engine::rules::{changes, check, list, matching, reclassified};
use chokepoint_model::{Date, Issue};
use chokepoint_render::rules::{Listed, write_check, write_diff, write_list, write_show};
use chokepoint_rules::{Layer, NoAnswer, Parameter, Rules};
use chokepoint_wire::rules::{check_json, diff_json, list_json, show_json};
use std::{io::Write, path::Path};

pub fn run(command: &Arguments, common: &Common) -> Result<Ended> {
    let as_of = common.as_of.unwrap_or_else(today);
    if let Arguments::Check { folder } = command {
        return checked(folder.as_deref(), as_of, common);
    }
    let (rules, issues) = super::rules_of(common)?;
    match command {
        Arguments::List { words, layer, unverified } => {
            let asked = Asked { words, as_of, layer: (*layer).into(), unverified: *unverified };
            listed(&rules, &asked, &issues, common)?;
        }
        Arguments::Show { id, name } => show(&rules, id, name.as_deref(), as_of, &issues, common)?,
        Arguments::Diff { from, to, layer } => {
            diff(&rules, (*from, *to), layer.map(Into::into), &issues, common)?;
        }
        Arguments::Check { .. } => {}
    }
    Ok(ended(&issues))
}

/// Faults of the user's own rules are told beside every answer.
fn ended(issues: &[Issue]) -> Ended {
    list_issues(issues);
    if something_lost(issues) { Ended::Partly } else { Ended::Done }
}

/// What is asked for.
struct Asked<'a> {
    words: &'a [String],
    as_of: Date,
    layer: Layer,
    unverified: bool,
}

fn listed(rules: &Rules, asked: &Asked<'_>, issues: &[Issue], common: &Common) -> Result<()> {
    let mut found = Vec::new();
    for parameter in matching(rules, asked.words) {
        let mut rows = list(rules, parameter, asked.as_of, asked.layer);
        if asked.unverified {
            rows.retain(|row| row.answer.as_ref().is_ok_and(|answer| answer.dated.is_unverified()));
        }
        if !rows.is_empty() {
            found.push((parameter, rows));
        }
    }
    let mut out = std::io::stdout().lock();
    if common.json {
        let rows = found.iter().flat_map(|(_, rows)| rows);
        writeln!(out, "{:#}", list_json(rows, asked.as_of, asked.layer, issues))?;
    } else {
        let whole = !asked.words.is_empty() || asked.unverified;
        write_list(&Listed { found, as_of: asked.as_of, layer: asked.layer, whole }, &mut out)?;
    }
    Ok(())
}

fn show(
    rules: &Rules,
    id: &str,
    name: Option<&str>,
    as_of: Date,
    issues: &[Issue],
    common: &Common,
) -> Result<()> {
    // Asked as a question of law, so that a misspelt id or name is answered with the nearest one.
    let unknown = rules.lookup_named(id, name.unwrap_or_default(), as_of, Layer::Text).err();
    let parameter = match (rules.parameter(id), unknown) {
        (None, Some(why)) => match tables_with(rules, id).as_slice() {
            [] => bail!("{why}; `chokepoint rules list` shows them all"),
            [table, ..] => {
                bail!("no parameter {id:?}; it is a name in a table: `chokepoint rules show {table} {id}`")
            }
        },
        (Some(parameter), Some(why @ NoAnswer::NoSuchName { .. })) if name.is_some() => {
            bail!("{why}; `chokepoint rules show {}` shows all of its names", parameter.id)
        }
        (Some(parameter), _) => parameter,
        (None, None) => return Ok(()),
    };
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", show_json(rules, parameter, name, as_of, issues))?;
    } else {
        write_show(rules, parameter, name, as_of, &mut out)?;
    }
    Ok(())
}

/// The tables that have this name.
fn tables_with<'r>(rules: &'r Rules, name: &str) -> Vec<&'r str> {
    let has = |parameter: &&Parameter| parameter.names().any(|known| known == name);
    rules.parameters().filter(has).map(|parameter| parameter.id.as_str()).collect()
}

fn diff(
    rules: &Rules,
    (from, to): (Date, Date),
    layer: Option<Layer>,
    issues: &[Issue],
    common: &Common,
) -> Result<()> {
    let changed = changes(rules, from, to, layer);
    let chips = reclassified(rules, from, to, layer);
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", diff_json((from, to), &changed, &chips, issues))?;
    } else {
        write_diff((from, to), &changed, &chips, &mut out)?;
    }
    Ok(())
}

fn checked(folder: Option<&Path>, as_of: Date, common: &Common) -> Result<Ended> {
    let mut folders = super::rule_folders(common)?;
    folders.extend(folder.map(Path::to_owned));
    let checked = check(&folders, as_of);
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", check_json(&checked))?;
    } else {
        write!(out, "{}", write_check(&checked))?;
    }
    // Notes cost no answer: an expected value whose day has come is answered both ways, and says so.
    Ok(if something_lost(&checked.issues) { Ended::Partly } else { Ended::Done })
}
