//! Reads a condition: `all`, `any`, `none`, or one test of a figure, fact, place, item or day.

use super::fields::{At, Fields, Report, country};
use crate::{Area, Bounds, Condition};

const KEYS: &[&str] = &[
    "all", "any", "none", "figure", "at_least", "above", "at_most", "below", "fact", "is", "place", "in",
    "not_in", "item", "meets", "holds", "day", "from", "until",
];

/// The key that says what is tested, and the keys that may stand beside it.
const SHAPES: &[(&str, &[&str])] = &[
    ("all", &[]),
    ("any", &[]),
    ("none", &[]),
    ("figure", &["at_least", "above", "at_most", "below"]),
    ("fact", &["is"]),
    ("place", &["in", "not_in"]),
    ("item", &[]),
    ("meets", &[]),
    ("holds", &[]),
    ("day", &["from", "until"]),
];

const EXAMPLE: &str = "as in { figure = \"total_processing_performance\", at_least = 4800 }";

/// `instrument` (`us.ear`) completes the names of parameters that are given without one.
pub(super) fn condition(report: &mut Report<'_>, at: At<'_, '_>, instrument: &str) -> Option<Condition> {
    let fields = report.fields(at, "condition", KEYS)?;
    let shapes: Vec<_> = SHAPES.iter().filter(|(key, _)| fields.get(key).is_some()).collect();
    let [(subject, beside)] = shapes[..] else {
        let message = if shapes.is_empty() {
            "a condition that tests nothing"
        } else {
            "a condition that tests two things"
        };
        report.refuse(at.offset, "condition", message, format!("name one subject, {EXAMPLE}"));
        return None;
    };
    for key in KEYS.iter().filter(|key| *key != subject && !beside.contains(key)) {
        if let Some(stray) = fields.get(key) {
            report.refuse(stray.offset, key, format!("{key} says nothing about {subject}"), "");
        }
    }

    let found = fields.get(subject)?;
    match *subject {
        "all" => Some(Condition::All(several(report, found, instrument))),
        "any" => Some(Condition::Any(several(report, found, instrument))),
        "none" => Some(Condition::None(several(report, found, instrument))),
        "figure" => {
            Some(Condition::Figure { name: report.text(found, "figure")?, bounds: bounds(report, &fields)? })
        }
        "fact" => {
            let is = fields.get("is").map_or(Some(true), |is| report.yes_or_no(is, "is"))?;
            Some(Condition::Fact { name: report.text(found, "fact")?, is })
        }
        "place" => {
            let mut areas = |key| match fields.get(key) {
                Some(found) => areas(report, found, key, instrument),
                None => Vec::new(),
            };
            let (within, outside) = (areas("in"), areas("not_in"));
            if within.is_empty() && outside.is_empty() {
                report.refuse(
                    at.offset,
                    "place",
                    "a place without in or not_in",
                    "name countries or country groups",
                );
            }
            let instrument = instrument.to_owned();
            Some(Condition::Place { name: report.text(found, "place")?, within, outside, instrument })
        }
        "item" => Some(Condition::Item(items(report, found, "item", instrument))),
        "meets" => Some(Condition::Meets(items(report, found, "meets", instrument))),
        "holds" => Some(Condition::Holds(completed(report.text(found, "holds")?, instrument))),
        _ => {
            let mut day = |key| fields.get(key).and_then(|found| report.day(found, key));
            let (from, until) = (day("from"), day("until"));
            if from.is_none() && until.is_none() {
                report.refuse(
                    at.offset,
                    "day",
                    "a day without from or until",
                    "name the first or the last day",
                );
            }
            Some(Condition::Day { name: report.text(found, "day")?, from, until })
        }
    }
}

fn several(report: &mut Report<'_>, at: At<'_, '_>, instrument: &str) -> Vec<Condition> {
    let entries = report.list(at, "condition");
    entries.into_iter().filter_map(|entry| condition(report, entry, instrument)).collect()
}

fn bounds(report: &mut Report<'_>, fields: &Fields<'_, '_>) -> Option<Bounds> {
    let mut bound = |key| fields.get(key).and_then(|found| report.number(found, key));
    let bounds = Bounds {
        at_least: bound("at_least"),
        above: bound("above"),
        at_most: bound("at_most"),
        below: bound("below"),
    };
    if bounds == Bounds::default() {
        report.refuse(fields.offset, "figure", "a figure without a bound", EXAMPLE);
        return None;
    }
    Some(bounds)
}

fn areas(report: &mut Report<'_>, at: At<'_, '_>, field: &str, instrument: &str) -> Vec<Area> {
    let mut areas = Vec::new();
    for word in report.words(at, field) {
        match country(&word) {
            Some(country) => areas.push(Area::Country(country)),
            None if word.len() > 2 => areas.push(Area::Group(completed(word, instrument))),
            None => report.refuse(
                at.offset,
                field,
                format!("\"{word}\" is not a country code"),
                "the United Kingdom is \"GB\"",
            ),
        }
    }
    areas
}

/// Paragraphs of a control list, which begin with a digit or have capitals, or names of parameters that hold some.
pub(super) fn items(report: &mut Report<'_>, at: At<'_, '_>, field: &str, instrument: &str) -> Vec<String> {
    let words = report.words(at, field);
    let is_name = |word: &str| !word.chars().any(|c| c.is_uppercase() || c.is_whitespace());
    words.into_iter().map(|word| if is_name(&word) { completed(word, instrument) } else { word }).collect()
}

fn completed(name: String, instrument: &str) -> String {
    if name.contains('.') { name } else { format!("{instrument}.{name}") }
}
