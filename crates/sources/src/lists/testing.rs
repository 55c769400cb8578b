//! What the tests of the readers share: a release read whole, and a sample damaged at a place.

use super::{Input, Reading, read, source};
use chokepoint_model::{Record, Severity};

/// Reads files as a release of the source: its records, and what was found beside them.
pub(super) fn read_files(id: &str, files: &[(&str, &[u8])]) -> (Vec<Record>, Reading) {
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let mut records = Vec::new();
    let reading = read(&source(id).expect("a source"), &inputs, &mut |record| records.push(record));
    (records, reading)
}

/// The day of publication, in words.
pub(super) fn published(reading: &Reading) -> Option<String> {
    reading.published.map(|day| day.to_string())
}

/// The issues, in words.
pub(super) fn issues(reading: &Reading) -> Vec<String> {
    reading.issues.iter().map(ToString::to_string).collect()
}

/// Asserts that the release is whole and that nothing was lost of it.
pub(super) fn assert_whole(reading: &Reading) {
    let is_note = |issue: &chokepoint_model::Issue| issue.severity == Severity::Note;
    assert!(reading.complete && reading.issues.iter().all(is_note), "{:?}", reading.issues);
}

/// The birth dates of a record, in words.
pub(super) fn births(record: &Record) -> Vec<String> {
    let told = |date: &chokepoint_model::BirthDate| match date.to {
        Some(to) => format!("{} to {to}", date.from),
        None => date.from.to_string(),
    };
    record.party.birth_dates.iter().map(told).collect()
}

/// The names of a record, each with its kind.
pub(super) fn names(record: &Record) -> Vec<String> {
    record.party.names.iter().map(|name| format!("{:?} {}", name.kind, name.text)).collect()
}

/// The identifiers of a record, each with its kind.
pub(super) fn identifiers(record: &Record) -> Vec<String> {
    record.party.identifiers.iter().map(|it| format!("{:?} {}", it.kind, it.value)).collect()
}

/// The sample with `junk` in place of as many bytes as `cut` at a place in it.
pub(super) fn damaged(sample: &str, at: usize, cut: usize, junk: &[u8]) -> Vec<u8> {
    let mut bytes = sample.as_bytes().to_vec();
    let at = at % (bytes.len() + 1);
    bytes.splice(at..(at + cut).min(bytes.len()), junk.iter().copied());
    bytes
}
