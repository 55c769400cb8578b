//! The coverage page: what of the law the rules hold, since when, in what state, how far verified.

use crate::{Confidence, Dated, Parameter, Rules, Status};
use chokepoint_model::Date;
use std::collections::{BTreeMap, BTreeSet};

const HEAD: &str = "\
| parameter | what it holds | dates | states | last checked | first hand | second hand | computed | unverified |
|---|---|---|---|---|---|---|---|---|
";

const NOT_COVERED: &str = include_str!("../../../resources/rules/not_covered.txt");

/// The page in Markdown. It depends on the rules alone, so that the same rules give the same page.
pub fn coverage_page(rules: &Rules) -> String {
    let mut instruments: BTreeMap<&str, Vec<&Parameter>> = BTreeMap::new();
    for parameter in rules.parameters() {
        let instrument = parameter.id.rsplit_once('.').map_or("", |(instrument, _)| instrument);
        instruments.entry(instrument).or_default().push(parameter);
    }
    let values = || rules.parameters().flat_map(Parameter::values).map(|(_, dated)| dated);
    let unverified = values().filter(|dated| dated.confidence == Confidence::Knowledge).count();
    let expected = values().filter(|dated| dated.status == Status::Expected).count();
    let mut page = format!(
        "<!-- generated from rules/ by ./dev generate; do not edit -->\n# What of the law is covered\n\n\
         {} parameters hold {} dated values. {unverified} of them are from general knowledge and {expected} are expected, \
         not confirmed;\nan answer that rests on one of these says so. Where the text of the regulations and what the agency \
         enforces\ndiffer, both are kept (two layers). A number in brackets counts the entries of a table. The last four \
         columns count\nvalues by how far they were verified. This is data for software, not legal advice.\n",
        rules.parameters().count(),
        values().count(),
    );
    for (instrument, parameters) in &instruments {
        page += &format!("\n## {instrument}\n\n{HEAD}");
        for parameter in parameters {
            page += &row(parameter);
        }
    }
    page += "\n## Not covered\n\nWhat a reader may look for and will not find.\n\n| what | how far |\n|---|---|\n";
    for line in NOT_COVERED.lines().filter(|line| !line.starts_with('#')) {
        page += &format!("| {line} |\n");
    }
    page += "\n## In doubt\n\nValues that are expected and that nobody has confirmed. Both answers are given.\n\n";
    page += &listed(rules, |dated| dated.status == Status::Expected, |dated| dated.depends_on.clone());
    page += "\n## Unverified\n\nValues from general knowledge, not checked against a source.\n\n";
    page += &listed(rules, |dated| dated.confidence == Confidence::Knowledge, |dated| dated.note.clone());
    page
}

fn row(parameter: &Parameter) -> String {
    let values: Vec<&Dated> = parameter.values().map(|(_, dated)| dated).collect();
    let since = values.iter().map(|dated| dated.from).min().unwrap_or(Date::ZERO);
    let last =
        parameter.names().map(|name| end(parameter, name)).max_by_key(|until| until.unwrap_or(Date::MAX));
    let dates = match last.flatten() {
        Some(until) => format!("{since} to {until}"),
        None => format!("{since} on"),
    };
    let mut states: BTreeSet<&str> = values.iter().map(|dated| dated.status.as_str()).collect();
    if values.iter().any(|dated| dated.layer.is_some()) {
        states.insert("two layers");
    }
    let states: Vec<String> = states.into_iter().map(|state| state.replace('_', " ")).collect();
    let title = match parameter.is_table() {
        true => format!("{} ({})", parameter.title, parameter.names().count()),
        false => parameter.title.clone(),
    };
    let counts = Confidence::ALL.map(|level| values.iter().filter(|dated| dated.confidence == level).count());
    let counts = counts.map(|count| if count == 0 { String::new() } else { count.to_string() });
    let (id, checked) = (&parameter.id, parameter.checked);
    format!(
        "| `{id}` | {} | {dates} | {} | {checked} | {} |\n",
        cell(&title),
        states.join(", "),
        counts.join(" | ")
    )
}

/// The last day on which a name has an answer; `None` when its newest value has no end.
fn end(parameter: &Parameter, name: &str) -> Option<Date> {
    parameter.history(name).last().and_then(|newest| newest.until)
}

/// The values that are asked for, and what a reader must know of each; names that share all of it share a line.
fn listed(rules: &Rules, wanted: impl Fn(&Dated) -> bool, why: impl Fn(&Dated) -> String) -> String {
    let mut page = String::new();
    for parameter in rules.parameters() {
        let mut lines: BTreeMap<(Date, String, String), Vec<&str>> = BTreeMap::new();
        for (name, dated) in parameter.values().filter(|(_, dated)| wanted(dated)) {
            lines.entry((dated.from, dated.cites[0].to_string(), why(dated))).or_default().push(name);
        }
        for ((from, cite, why), mut names) in lines {
            names.dedup();
            let names = if names == [""] { String::new() } else { format!(" ({})", names.join(", ")) };
            let why = if why.is_empty() { String::new() } else { format!(": {}", cell(&why)) };
            page += &format!("- `{}`{names}, from {from}, {cite}{why}\n", parameter.id);
        }
    }
    if page.is_empty() { "None.\n".to_owned() } else { page }
}

/// Text that may stand in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
