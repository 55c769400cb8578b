//! `chokepoint rules`: the law as dated data, listed, shown, checked and compared.

mod check;
mod diff;
mod list;
mod show;

use super::{list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Rules as Arguments},
    clock::today,
};
use anyhow::Result;
use chokepoint_model::Issue;
use chokepoint_rules::{Confidence, Dated, Value};

pub fn run(command: &Arguments, common: &Common) -> Result<Ended> {
    let as_of = common.as_of.unwrap_or_else(today);
    if let Arguments::Check { folder } = command {
        return check::run(folder.as_deref(), as_of, common);
    }
    let (rules, issues) = super::rules_of(common)?;
    match command {
        Arguments::List { words, layer, unverified } => {
            let asked = list::Asked { words, as_of, layer: (*layer).into(), unverified: *unverified };
            list::run(&rules, &asked, &issues, common)?;
        }
        Arguments::Show { id, name } => show::run(&rules, id, name.as_deref(), as_of, &issues, common)?,
        Arguments::Diff { from, to, layer } => {
            diff::run(&rules, (*from, *to), layer.map(Into::into), &issues, common)?;
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

/// How far a value may be relied on.
fn standing(dated: &Dated) -> String {
    let verified = match dated.confidence {
        Confidence::Knowledge => "unverified".to_owned(),
        level => level.as_str().replace('_', " "),
    };
    format!("{}, {verified}", dated.status.as_str().replace('_', " "))
}

/// What a value says, in lines: the value, then the tests and items of a provision.
fn told(dated: &Dated) -> Vec<String> {
    let Some(value) = &dated.value else {
        return vec!["nothing applies".to_owned()];
    };
    let mut lines = vec![value.to_string()];
    match value {
        Value::Provision(provision) => {
            let list = |words: &[String]| words.join(", ");
            let spoken = [
                ("items", list(&provision.items)),
                ("lists", list(&provision.lists)),
                ("when", provision.when.as_ref().map_or_else(String::new, ToString::to_string)),
                ("unless", provision.unless.as_ref().map_or_else(String::new, ToString::to_string)),
                (
                    "review",
                    provision.review.map_or_else(String::new, |review| review.as_str().replace('_', " ")),
                ),
                ("shows in", list(&provision.sees)),
            ];
            let said = spoken.into_iter().filter(|(_, text)| !text.is_empty());
            lines.extend(said.map(|(word, text)| format!("{word}: {text}")));
        }
        Value::Ownership(ownership) => {
            lines.push(format!("counts: {}", ownership.counts.join(", ")));
            lines.push(format!("lists: {}", ownership.lists.join(", ")));
        }
        _ => {}
    }
    lines
}

/// Text in lines of a readable length, each after this many spaces.
fn wrapped(text: &str, indent: usize) -> String {
    const WIDTH: usize = 110;
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines += &format!("{:indent$}{line}\n", "");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    lines + &format!("{:indent$}{line}\n", "")
}

/// At most this many characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
