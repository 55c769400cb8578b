//! FollowTheMoney entities as JSON lines: parties with their sanctions, and delta files on top of a whole release.
//! Every dataset is a source of its own, `ftm:NAME`.
//!
//! A release is a whole file and the deltas after it, in their order. The last word on an entity counts: the files
//! are gone through twice, first for who has the last word and for what other entities lend to parties (sanctions,
//! addresses, documents), then for the parties.

pub(super) mod dataset;
mod lent;
mod line;
mod party;

use super::{Input, report::Report};
use chokepoint_model::{Date, Schema, Severity};
use lent::Lent;
use line::{Change, Entity, Head, Operation};
use std::collections::{BTreeMap, BTreeSet};

/// The form; the source of a dataset is `ftm:NAME`.
pub(super) const FORM: &str = "ftm";

/// JSON lines of entities with a schema, or of operations on such.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let Some(first) = line::first(input.bytes) else {
        return false;
    };
    line::is_delta(input.bytes) || line::parsed::<Entity>(first).is_ok_and(|entity| !entity.schema.is_empty())
}

/// Whether the file only changes a release that came before.
pub(super) fn is_delta(input: &Input<'_>) -> bool {
    line::is_delta(input.bytes)
}

/// Where the last word on an entity stands: file and line; nowhere when it was deleted.
type LastWord = BTreeMap<String, Option<(usize, usize)>>;

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    let last = last_words(inputs, report);
    let mut lent = Lent::of(report.source_id());
    let mut newest = None;
    each_entity(inputs, &last, &mut |_, _, read| {
        if let Ok(entity) = read {
            newest =
                newest.max(entity.last_seen.as_deref().and_then(|seen| seen.get(..10)?.parse::<Date>().ok()));
            lent.take(&entity);
        }
    });
    report.published(newest);

    let ignored = ignored();
    let source_id = report.source_id().to_owned();
    let mut file = usize::MAX;
    each_entity(inputs, &last, &mut |at, line, read| {
        if file != at {
            file = at;
            report.file(inputs[at].name);
        }
        match read {
            Ok(entity) => match Schema::from_name(&entity.schema).filter(|_| is_party(&entity.schema)) {
                Some(schema) => party::record(&source_id, &entity, schema, &lent, &ignored, report),
                None if lent::is_lent(&entity.schema) || ignored.contains(entity.schema.as_str()) => {}
                None => report.unused(&format!("{} (a schema)", entity.schema)),
            },
            // A last line that breaks off is the end of a file that was cut.
            Err(error) if is_last_line(inputs[at].bytes, line) => report.cut(reason(line, &error)),
            Err(error) => {
                let message = format!("no entity: {}", reason(line, &error));
                report.issue(
                    "line",
                    Severity::Error,
                    "",
                    message,
                    "the line was left out: fetch the file again",
                );
            }
        }
    });
}

/// Who has the last word on each entity that a delta file names.
fn last_words(inputs: &[Input<'_>], report: &mut Report<'_>) -> LastWord {
    let mut last = LastWord::new();
    for (at, input) in inputs.iter().enumerate().filter(|(_, input)| is_delta(input)) {
        report.file(input.name);
        for (number, line) in line::lines(input.bytes) {
            match line::parsed::<Change<Head>>(line) {
                Ok(Change { op: Operation::Delete, entity }) => last.insert(entity.id, None),
                Ok(Change { entity, .. }) => last.insert(entity.id, Some((at, number))),
                // A change that is lost would leave a party as it was: the release is not whole then.
                Err(error) => {
                    report.cut(reason(number, &error));
                    None
                }
            };
        }
    }
    last
}

/// What a line is read into.
type Read = Result<Entity, serde_json::Error>;

/// Hands over each entity in its last state, with its file and line: those of whole files first, then those of deltas.
fn each_entity(inputs: &[Input<'_>], last: &LastWord, each: &mut dyn FnMut(usize, usize, Read)) {
    for (at, input) in inputs.iter().enumerate() {
        let delta = is_delta(input);
        for (number, line) in line::lines(input.bytes) {
            let read = if delta {
                match line::parsed::<Change<Entity>>(line) {
                    Ok(change) if last.get(&change.entity.id) == Some(&Some((at, number))) => {
                        Ok(change.entity)
                    }
                    // Another line has the last word, or the line was told of when the words were counted.
                    _ => continue,
                }
            } else {
                match line::parsed::<Entity>(line) {
                    Ok(entity) if last.contains_key(&entity.id) => continue,
                    read => read,
                }
            };
            each(at, number, read);
        }
    }
}

/// Where and why a line cannot be read, shortened: the error quotes what it met.
fn reason(line: usize, error: &serde_json::Error) -> String {
    format!("line {line}: {error}").chars().take(160).collect()
}

fn is_last_line(bytes: &[u8], number: usize) -> bool {
    !bytes.ends_with(b"\n") && line::lines(bytes).last().is_some_and(|(last, _)| last == number)
}

/// Addresses and generic things are no parties of their own here.
fn is_party(schema: &str) -> bool {
    !matches!(schema, "Address" | "Thing")
}

/// Schemata and properties that are passed over by name.
fn ignored() -> BTreeSet<&'static str> {
    let form = super::sources().iter().find(|source| source.id == FORM);
    form.map(|form| form.ignore.iter().map(String::as_str).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
