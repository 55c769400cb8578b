//! `chokepoint rules check`: every rule file, and what a person should look at.

use crate::{Ended, arguments::Common, commands::something_lost};
use anyhow::Result;
use chokepoint_engine::{
    output::issue_json,
    rules::{Checked, CheckedFile, check},
};
use chokepoint_model::{Date, Issue, Severity};
use serde_json::{Value, json};
use std::{io::Write, path::Path};

pub(super) fn run(folder: Option<&Path>, as_of: Date, common: &Common) -> Result<Ended> {
    let mut folders = crate::commands::rule_folders(common)?;
    folders.extend(folder.map(Path::to_owned));
    let checked = check(&folders, as_of);
    let mut out = std::io::stdout().lock();
    if common.json {
        writeln!(out, "{:#}", checked_json(&checked))?;
    } else {
        write!(out, "{}", report(&checked))?;
    }
    // Notes cost no answer: an expected value whose day has come is answered both ways, and says so.
    Ok(if something_lost(&checked.issues) { Ended::Partly } else { Ended::Done })
}

fn report(checked: &Checked) -> String {
    let mut text = String::from("values  unverified  expected  checked     issues  file\n");
    for file in &checked.files {
        let day = file.checked.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let blank = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        text += &format!(
            "{:>6}  {:>10}  {:>8}  {day:<10}  {:>6}  {}{}\n",
            file.values,
            blank(file.unverified),
            blank(file.expected),
            blank(file.issues),
            file.file,
            beside(file)
        );
    }
    if !checked.issues.is_empty() {
        text.push('\n');
    }
    // What matters most stands last, next to the verdict.
    let mut issues: Vec<&Issue> = checked.issues.iter().collect();
    issues.sort_by_key(|issue| issue.severity);
    for issue in issues {
        text += &format!("{issue}\n");
    }
    let (values, unverified, expected) = checked.totals();
    text + &format!(
        "\n{} parameters, {values} values in {} files, as of {}: {unverified} values are from general knowledge, {expected} are \
         expected and not confirmed\n{}\n",
        checked.parameters,
        checked.files.len(),
        checked.as_of,
        verdict(checked)
    )
}

fn beside(file: &CheckedFile) -> String {
    match (&file.parameter, file.on_top_of.last()) {
        (_, Some(below)) => format!("  (answers before {below} on its days)"),
        (None, _) if file.issues > 0 => "  (left out)".to_owned(),
        _ => String::new(),
    }
}

fn verdict(checked: &Checked) -> String {
    let lost = checked.issues.iter().filter(|issue| issue.severity > Severity::Note).count();
    let notes = match checked.issues.len() - lost {
        0 => String::new(),
        1 => ", with 1 note".to_owned(),
        notes => format!(", with {notes} notes"),
    };
    match lost {
        0 => format!("clean{notes}"),
        1 => format!("1 issue{notes}"),
        lost => format!("{lost} issues{notes}"),
    }
}

fn checked_json(checked: &Checked) -> Value {
    let files: Vec<Value> = checked
        .files
        .iter()
        .map(|file| {
            json!({
                "file": file.file, "parameter": file.parameter, "values": file.values,
                "unverified": file.unverified, "expected": file.expected,
                "checked": file.checked.map(|day| day.to_string()), "on_top_of": file.on_top_of,
                "issues": file.issues,
            })
        })
        .collect();
    let (values, unverified, expected) = checked.totals();
    json!({
        "as_of": checked.as_of.to_string(), "parameters": checked.parameters, "values": values,
        "unverified": unverified, "expected": expected, "files": files,
        "issues": checked.issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}
