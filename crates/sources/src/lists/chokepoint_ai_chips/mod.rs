//! The bundled excerpt of the Entity List: entries around AI chips and supercomputing, written as facts in TOML.

mod entry;

use super::{Input, report::Report};
use chokepoint_model::{Date, Severity};
use entry::Entry;
use serde::Deserialize;

const ID: &str = "chokepoint_ai_chips";
const LIST: &str = "us_bis_entity_list";

/// The document; its entries are read one by one, so that one that cannot be read costs no other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[expect(dead_code, reason = "for whoever reads the file; the source's own title is shown")]
    title: String,
    list: String,
    as_of: toml::value::Datetime,
    entry: Vec<toml::Spanned<toml::Table>>,
}

/// TOML with entries of the Entity List.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let start = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(4096)]);
    start.contains("\nlist ") && start.contains(LIST) && start.contains("\n[[entry]]")
}

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        match std::str::from_utf8(input.bytes) {
            Ok(text) => read_document(text, report),
            Err(error) => report.cut(error),
        }
    }
}

fn read_document(text: &str, report: &mut Report<'_>) {
    let document: Document = match toml::from_str(text) {
        Ok(document) => document,
        Err(error) => return report.cut(place_of(text, error.span(), error.message())),
    };
    if document.list != LIST {
        return report.cut(format!("the list is {:?}; only {LIST} is read", document.list));
    }
    match day(document.as_of) {
        Some(as_of) => report.published(Some(as_of)),
        None => {
            report.issue("date", Severity::Warning, "as_of", format!("{} is not a day", document.as_of), "")
        }
    }
    for table in document.entry {
        let span = table.span();
        let record = table.into_inner().try_into::<Entry>().map_err(|error| error.message().to_owned());
        match record.and_then(Entry::record) {
            Ok(record) => report.record(record),
            Err(reason) => {
                let message = place_of(text, Some(span), &reason);
                report.issue("entry", Severity::Error, "entry", message, "the entry was left out: repair it");
            }
        }
    }
    // An excerpt that lost its last entries would still be TOML; the last line says that the file is whole.
    if !text.trim_end().ends_with(END) {
        report.cut(format!("the last line is not {END:?}"));
    }
}

/// The last line of the file.
const END: &str = "# end of the list";

/// The reason, with the line it stands on.
fn place_of(text: &str, span: Option<std::ops::Range<usize>>, reason: &str) -> String {
    match span.and_then(|span| text.get(..span.start)) {
        Some(before) => format!("line {}: {reason}", before.matches('\n').count() + 1),
        None => reason.to_owned(),
    }
}

fn day(written: toml::value::Datetime) -> Option<Date> {
    let date = written.date.filter(|_| written.time.is_none())?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

#[cfg(test)]
mod tests;
