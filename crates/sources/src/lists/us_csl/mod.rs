//! The US Consolidated Screening List: twelve lists of three departments, as JSON and as CSV in two headers.

mod address;
mod csv_form;
mod identifiers;
mod json_form;
mod row;
mod terms;
mod value;

use super::{Input, report::Report};

/// Both forms name the same fields; the JSON has `results`, the CSV has a header.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let start = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(4096)]).into_owned();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return start.contains("\"results\"")
            && (start.contains("\"source\"") || start.contains("\"results\":[]"))
            || start.starts_with("{\"total\"") && start.contains("search_performed_at");
    }
    let header = start.lines().next().unwrap_or_default();
    header.contains("source,entity_number,type,programs,name") || header.contains("federal_register_notice")
}

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
        if bytes.trim_ascii_start().starts_with(b"{") {
            json_form::read(bytes, report);
        } else {
            csv_form::read(bytes, report);
        }
    }
}
