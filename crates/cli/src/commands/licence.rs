//! `chokepoint licence`: whether a licence is required for a transaction, what could lift it, and how it is reviewed.

use super::{
    engine,
    item::{Answers, controls, facts, going, named, open, place},
    list_issues, something_lost, under_rules,
};
use crate::{
    Ended,
    arguments::{Common, Licence},
};
use anyhow::{Context, Result};
use chokepoint_catalogue::Figure;
use chokepoint_engine::{
    EngineError, Lists, Question, Scratch,
    licensing::{self, Controls, Defaults, PartyGiven},
};
use chokepoint_licensing::{Role, Transaction};
use chokepoint_model::{Issue, Place, Severity};
use chokepoint_render::{Destination, licensing::licence_report};
use chokepoint_rules::Rules;
use chokepoint_wire::licensing::licence_json;
use std::io::Write;

pub fn run(command: &Licence, common: &Common) -> Result<Ended> {
    under_rules(common, |rules| answer(command, rules, common))
}

fn answer(command: &Licence, rules: &Rules, common: &Common) -> Result<Ended> {
    let controls = controls(rules, common);
    let question = Question { threshold: command.threshold, ..Question::on(controls.as_of) };
    let given = parties(command)?;
    let destination = going(&controls, command.destination.as_deref())?;
    let exported_from = place(command.from.as_deref())?;
    let mut declared = facts(rules, &command.stated.declare)?;
    for use_ in &command.end_use {
        declared.extend(licensing::end_use(use_));
    }
    let named_anybody = given.iter().any(|party| !party.name.is_empty() || !party.owners.is_empty());
    if let Some(file) = &command.file {
        let (lists, missing) = lists(common, &controls, true)?;
        let rows = open(file, command.sheet.as_deref())?;
        let defaults = Defaults { destination, exported_from, parties: given, facts: declared };
        let answers =
            Answers { format: command.format, output: command.output.as_deref(), json: common.json };
        let ended =
            answers.write(&controls, lists.as_ref().map(|lists| (lists, &question)), rows, &defaults)?;
        list_issues(&missing);
        return Ok(if missing.is_empty() { ended } else { Ended::Partly });
    }
    let (lists, missing) = lists(common, &controls, named_anybody)?;
    let what = command.item.as_deref().unwrap_or_default();
    let (named, mut issues) = named(&controls, what, &command.stated)?;
    issues.extend(missing);
    let (parties, near) = licensing::parties(&given, lists.as_ref(), &question, &mut Scratch::default());
    let mut transaction = Transaction {
        exported_from,
        parties,
        facts: declared,
        occupied_region: destination.as_ref().and_then(|place| place.occupied_region.clone()),
        ..Transaction::new(named.items[0].clone(), destination.map(|place| place.country))
    };
    if let Some(days) = &command.notice_days {
        let days = Figure::read(days).with_context(|| format!("{days:?} is not a number of days"))?;
        transaction.figures.insert("notice_days".to_owned(), days);
    }
    transaction.days.extend(command.on_sale.map(|day| ("on_sale_in_united_states".to_owned(), day)));
    let mut determined = controls.determine(&named, &transaction);
    for one in &mut determined {
        one.enforced.came.open.extend(near.iter().cloned());
    }
    let mut out = Destination::open(command.output.as_deref())?;
    if common.json {
        let document = licence_json(&controls, &named, &determined, &issues);
        writeln!(out, "{document:#}")?;
    } else {
        let mut text = String::new();
        let classified = controls.classify(&named);
        licence_report(&mut text, &controls, &named, &classified, &determined)?;
        out.put(text.as_bytes())?;
    }
    out.close()?;
    list_issues(&issues);
    Ok(if something_lost(&issues) { Ended::Partly } else { Ended::Done })
}

/// The lists of the day, when somebody is named; a workspace without any is told, and nobody is screened.
fn lists(common: &Common, controls: &Controls<'_>, wanted: bool) -> Result<(Option<Lists>, Vec<Issue>)> {
    if !wanted {
        return Ok((None, Vec::new()));
    }
    match engine(common)?.lists(controls.as_of) {
        Ok(lists) => Ok((Some(lists), Vec::new())),
        Err(error @ EngineError::NoLists(_)) => {
            let issue = Issue {
                place: Place { field: "parties".to_owned(), ..Place::default() },
                severity: Severity::Warning,
                message: "no party was compared with a list".to_owned(),
                advice: error.to_string(),
            };
            Ok((None, vec![issue]))
        }
        Err(error) => Err(error.into()),
    }
}

/// The parties that are named, the end user always among them.
fn parties(command: &Licence) -> Result<Vec<PartyGiven>> {
    let owners = |given: &[String]| given.iter().flat_map(|one| licensing::owners(one)).collect::<Vec<_>>();
    let mut end_user = PartyGiven {
        headquarters: place(command.end_user_hq.as_deref())?,
        parent_headquarters: place(command.end_user_parent_hq.as_deref())?,
        location: place(command.end_user_location.as_deref())?,
        ..PartyGiven::new(Role::EndUser, command.end_user.clone().unwrap_or_default())
    };
    let mut consignee = command.consignee.as_ref().map(|name| PartyGiven::new(Role::UltimateConsignee, name));
    if let Some(consignee) = &mut consignee {
        consignee.headquarters = place(command.consignee_hq.as_deref())?;
        consignee.owners = owners(&command.consignee_owner);
    }
    match &mut consignee {
        Some(consignee) if command.end_user.is_none() => consignee.owners.extend(owners(&command.owner)),
        _ => end_user.owners = owners(&command.owner),
    }
    let others = [
        (Role::IntermediateConsignee, &command.intermediate_consignee),
        (Role::Purchaser, &command.purchaser),
        (Role::Forwarder, &command.forwarder),
    ];
    let others = others.into_iter().filter_map(|(role, name)| Some(PartyGiven::new(role, name.as_ref()?)));
    Ok(std::iter::once(end_user).chain(consignee).chain(others).collect())
}
