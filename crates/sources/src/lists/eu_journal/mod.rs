//! Annexes of the EU's sanctions acts as CSV, a file an act and a row an entry; files of amending acts add entries.

mod entry;

use super::{
    Input,
    report::Report,
    rows::{self, Format},
};

const ID: &str = "eu_journal";

const FORMAT: Format<'static> = Format { delimiter: b',', key: "recordid", used: entry::USED };

pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let start = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(1024)]).to_lowercase();
    let header = start.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    (header.starts_with("celex,") || header.starts_with("amendedcelex,"))
        && header.contains(",programkey,annex,measure,")
}

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
        for row in rows::rows(bytes, &FORMAT, report) {
            if let Some(record) = entry::record(&row, report) {
                report.record(record);
            }
        }
    }
}

#[cfg(test)]
mod tests;
