//! The coverage page: what of the law the rules hold, since when, in what state, how far verified.

use crate::{Dated, Layer, Parameter, Rules, Status};
use chokepoint_model::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The page in Markdown. It depends on the rules alone, so that the same rules give the same page.
pub fn coverage_page(rules: &Rules) -> String {
    let mut instruments: BTreeMap<&str, Vec<&Parameter>> = BTreeMap::new();
    for parameter in rules.parameters() {
        let instrument = parameter.id.rsplit_once('.').map_or("", |(instrument, _)| instrument);
        instruments.entry(instrument).or_default().push(parameter);
    }
    let values = || rules.parameters().flat_map(Parameter::values).map(|(_, dated)| dated);
    let unverified = values().filter(|dated| dated.is_unverified()).count();
    let mut page = format!(
        "<!-- generated from rules/ by chokepoint-rules; do not edit -->\n# What of the law is covered\n\n\
         {} parameters hold {} dated values; {unverified} of them are unverified, and every answer that rests on one\n\
         says so. Where the text of the regulations and what the agency enforces differ, both are kept.\n\
         This is data for software, not legal advice.\n",
        rules.parameters().count(),
        values().count(),
    );
    for (instrument, parameters) in &instruments {
        page += &format!("\n## {instrument}\n\n| parameter | what it holds | since | states | last checked | verified |\n");
        page += "|---|---|---|---|---|---|\n";
        for parameter in parameters {
            page += &row(parameter);
        }
    }
    page += "\n## In doubt\n\nValues that are expected and that nobody has confirmed. Both answers are given.\n\n";
    page += &listed(rules, |dated| dated.status == Status::Expected, |dated| dated.depends_on.clone());
    page += "\n## Unverified\n\nValues from general knowledge, not checked against a source.\n\n";
    page += &listed(rules, |dated| dated.is_unverified() && dated.status != Status::Expected, |dated| dated.note.clone());
    page
}

fn row(parameter: &Parameter) -> String {
    let values: Vec<&Dated> = parameter.values().map(|(_, dated)| dated).collect();
    let since = values.iter().map(|dated| dated.from).min().unwrap_or(Date::ZERO);
    let mut states: BTreeSet<&str> = values.iter().map(|dated| dated.status.as_str()).collect();
    if Layer::ALL.iter().any(|layer| values.iter().any(|dated| dated.layer == Some(*layer))) {
        states.insert("two layers");
    }
    let states: Vec<String> = states.into_iter().map(|state| state.replace('_', " ")).collect();
    let unverified = values.iter().filter(|dated| dated.is_unverified()).count();
    let verified = match unverified {
        0 => "yes".to_owned(),
        all if all == values.len() => "no".to_owned(),
        some => format!("{} of {}", values.len() - some, values.len()),
    };
    let title = match parameter.is_table() {
        true => format!("{} ({} entries)", parameter.title, parameter.names().count()),
        false => parameter.title.clone(),
    };
    let (id, checked) = (&parameter.id, parameter.checked);
    format!("| `{id}` | {} | {since} | {} | {checked} | {verified} |\n", cell(&title), states.join(", "))
}

/// A line for each value that is asked for, and what a reader must know of it.
fn listed(rules: &Rules, wanted: impl Fn(&Dated) -> bool, why: impl Fn(&Dated) -> String) -> String {
    let mut lines = String::new();
    for parameter in rules.parameters() {
        for (name, dated) in parameter.values().filter(|(_, dated)| wanted(dated)) {
            let name = if name.is_empty() { String::new() } else { format!(" {name}") };
            let why = why(dated);
            let why = if why.is_empty() { String::new() } else { format!(": {}", cell(&why)) };
            lines += &format!("- `{}`{name}, from {}, {}{why}\n", parameter.id, dated.from, dated.cites[0]);
        }
    }
    if lines.is_empty() { "None.\n".to_owned() } else { lines }
}

/// Text that may stand in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
