//! Reads `words.toml`: the names that conditions may use, and what each means.

use super::{
    document,
    fields::{At, Report},
};
use crate::rules::Words;

/// Adds the words of a file. A word that is already known gets the meaning of the file on top.
pub(super) fn read(report: &mut Report<'_>, text: &str, words: &mut Words) {
    let Some(document) = document(report, text) else {
        return;
    };
    let at = At { value: &document, offset: 0 };
    let Some(fields) = report.fields(at, "", &["figure", "fact", "place", "day"]) else {
        return;
    };
    let kinds = [
        ("figure", &mut words.figures),
        ("fact", &mut words.facts),
        ("place", &mut words.places),
        ("day", &mut words.days),
    ];
    for (kind, known) in kinds {
        for at in fields.get(kind).map(|at| report.list(at, kind)).unwrap_or_default() {
            let Some(word) = report.fields(at, kind, &["name", "means"]) else {
                continue;
            };
            let name = word.required(report, "name", "").and_then(|at| report.text(at, "name"));
            let means =
                word.required(report, "means", "say what it means").and_then(|at| report.text(at, "means"));
            if let (Some(name), Some(means)) = (name, means) {
                known.insert(name, means);
            }
        }
    }
}
