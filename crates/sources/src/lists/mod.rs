//! List releases: one folder a source, each reading strictly. What a publisher's file says becomes records.

mod chokepoint_ai_chips;
mod eu_fsf;
mod eu_journal;
mod ftm;
mod place;
mod report;
mod rows;
mod source;
#[cfg(test)]
mod testing;
mod uk_sanctions;
mod un_sc;
mod us_csl;
mod us_ofac;
mod xml;

pub use ftm::dataset::Dataset;
pub use source::{Holds, ListMeaning, Source, list, source, sources};

use chokepoint_model::{Date, Issue, Record};
use report::Report;

/// A file of a publisher: its name, and its bytes (a memory map when it is huge).
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// File name without folders.
    pub name: &'a str,
    /// The bytes as published.
    pub bytes: &'a [u8],
}

/// What a reading found beside its records.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Records read.
    pub records: u64,
    /// What could not be read; of each kind the first few, then a count.
    pub issues: Vec<Issue>,
    /// The day of publication, when the file says it.
    pub published: Option<Date>,
    /// Whether the file was read to its end; `false` for a file that is cut short or damaged.
    pub complete: bool,
}

/// The most bytes of a file of a list: ten times the largest there is.
const LARGEST: usize = 512 << 20;

/// Why a file is not a list this program reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {looks}; this program reads {known}; if it is one of them, name it with --source ID")]
pub struct Unrecognised {
    name: String,
    looks: &'static str,
    known: String,
}

/// The source that publishes such a file, told by its content.
///
/// # Errors
/// When the file is of no source this program reads.
pub fn recognise(inputs: &[Input<'_>]) -> Result<&'static Source, Unrecognised> {
    let known = || {
        sources()
            .iter()
            .map(|source| format!("{} ({})", source.id, source.title))
            .collect::<Vec<_>>()
            .join("; ")
    };
    let Some(input) = inputs.first() else {
        return Err(Unrecognised { name: String::new(), looks: "no file", known: known() });
    };
    let reader = source::READERS.iter().find(|reader| (reader.looks_like)(input));
    let found = reader.and_then(|reader| sources().iter().find(|source| source.id == reader.id));
    found.ok_or_else(|| Unrecognised {
        name: input.name.to_owned(),
        looks: looks(input.bytes),
        known: known(),
    })
}

/// Reads a release and hands its records over one by one.
pub fn read(source: &Source, inputs: &[Input<'_>], sink: &mut dyn FnMut(Record)) -> Reading {
    let mut report = Report::new(source, sink);
    // What is read of one file at a time is held in memory; lines of entities are not, and may be many more.
    let largest = if source.form() == ftm::FORM { usize::MAX } else { LARGEST };
    if let Some(input) = inputs.iter().find(|input| input.bytes.len() > largest) {
        report.file(input.name);
        let message = format!(
            "a file of {} MB, where no list has more than {}",
            input.bytes.len() >> 20,
            LARGEST >> 20
        );
        report.refuse(
            message,
            "make sure that this is the publisher's file; screen a file of parties with `screen`",
        );
        return report.finish();
    }
    if let Some(reader) = source::READERS.iter().find(|reader| reader.id == source.form()) {
        (reader.read)(inputs, &mut report);
    }
    report.finish()
}

/// Whether the file only says what changed since the release before it, and so needs that release.
pub fn is_delta(source: &Source, input: &Input<'_>) -> bool {
    source.form() == ftm::FORM && ftm::is_delta(input)
}

/// Which dataset a file of this source holds, where each dataset is a source of its own; `None` where none is, or
/// where the source is that of a dataset already.
pub fn dataset(source: &Source, input: &Input<'_>) -> Option<Dataset> {
    (source.id == ftm::FORM).then(|| ftm::dataset::of(input))
}

/// Whether what a file of changes alters or deletes is in these files, so that it may be a change of them.
pub fn continues(delta: &Input<'_>, base: &[Input<'_>]) -> bool {
    ftm::dataset::continues(delta, base)
}

/// What a file that is not a list looks like.
fn looks(bytes: &[u8]) -> &'static str {
    let start = bytes.trim_ascii_start();
    match start {
        [] => "the file is empty",
        [b'P', b'K', 3, 4, ..] => {
            "this is a ZIP archive or a workbook; unpack it or save it as the publisher's own format"
        }
        [0x1f, 0x8b, ..] => "this is a gzip archive; unpack it first",
        [b'<', ..] if start.len() > 14 && start[..15].eq_ignore_ascii_case(b"<!doctype html>") => {
            "this is a web page, not the list itself"
        }
        [b'<', ..] if us_ofac::is_advanced(start) => us_ofac::ADVANCED,
        [b'<', ..] => "this is XML of an unknown kind",
        [b'{' | b'[', ..] => "this is JSON of an unknown kind",
        _ => "its header or first line is unknown",
    }
}
