//! The EU consolidated list of financial sanctions as CSV (`csvFullSanctionsList_1.1`): a row for each name, address,
//! birth date, identification and citizenship of an entity, joined by `Entity_LogicalId`.

mod entry;

use super::{
    Input,
    report::Report,
    rows::{self, Format},
};
use chokepoint_model::Severity;

const ID: &str = "eu_fsf";

/// How the list is written.
const FORMAT: Format<'static> = Format { delimiter: b';', key: "entity_logicalid", used: entry::USED };

pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let start = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(4096)]).to_lowercase();
    let header = start.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    header.contains("entity_logicalid;") && header.contains(";namealias_wholename")
}

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
        for rows in rows::entries(bytes, &FORMAT, report) {
            let generated = rows.first().and_then(|row| crate::dates::day(row.get("filegenerationdate")));
            report.published(generated);
            match entry::record(&rows, report) {
                Some(record) => report.record(record),
                None => report.issue(
                    "no name",
                    Severity::Error,
                    "namealias_wholename",
                    "the entity has no name".into(),
                    "",
                ),
            }
        }
    }
}

#[cfg(test)]
mod tests;
