//! The queue for spreadsheets: a row a finding, as CSV and as a workbook with what was covered.

use crate::report::words;
use chokepoint_engine::{EngineError, investigate::Investigation};
use chokepoint_model::{Evidence, Finding};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::path::Path;

const HEADINGS: [&str; 13] = [
    "rank",
    "severity",
    "probability",
    "worth",
    "detector",
    "finding",
    "subjects",
    "ids",
    "evidence",
    "against",
    "replies",
    "law",
    "known since",
];

/// The cells of a finding.
fn row(rank: usize, finding: &Finding) -> [String; 13] {
    let pieces = |pieces: &[Evidence]| {
        let told = pieces
            .iter()
            .map(|piece| format!("{:+.1} {}: {}", piece.weight, piece.family.as_str(), piece.statement));
        told.collect::<Vec<_>>().join("\n")
    };
    let joined = |parts: Vec<String>| parts.join("\n");
    [
        rank.to_string(),
        finding.severity.as_str().to_owned(),
        format!("{:.2}", finding.probability),
        format!("{:.2}", finding.worth()),
        finding.detector.clone(),
        finding.message.clone(),
        joined(finding.subjects.iter().map(|one| one.caption.clone()).collect()),
        joined(finding.subjects.iter().map(|one| one.id.clone()).collect()),
        pieces(&finding.evidence),
        pieces(&finding.against),
        joined(finding.denials.iter().map(words::denial).collect()),
        joined(finding.law.iter().map(ToString::to_string).collect()),
        finding.known_since.map(|day| day.to_string()).unwrap_or_default(),
    ]
}

/// The queue as CSV, with the mark by which spreadsheets know UTF-8.
pub(super) fn csv(of: &Investigation) -> Result<Vec<u8>, EngineError> {
    let refused = |error: csv::Error| EngineError::Output(error.to_string());
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(HEADINGS).map_err(refused)?;
    for (rank, finding) in (1..).zip(&of.findings) {
        out.write_record(row(rank, finding).map(inert)).map_err(refused)?;
    }
    out.into_inner().map_err(|error| EngineError::Output(error.to_string()))
}

/// A cell that no spreadsheet takes for a formula: names come from files of others.
fn inert(cell: String) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { format!("'{cell}") } else { cell }
}

/// The most characters that a cell of a workbook takes.
const LONGEST: usize = 32_000;

/// The queue as a workbook.
pub(super) fn workbook(of: &Investigation, path: &Path) -> Result<(), EngineError> {
    write(of, path).map_err(|error| EngineError::Output(error.to_string()))
}

fn write(of: &Investigation, path: &Path) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    // A workbook of the same findings has the same bytes: no clock in it.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let sheet = book.add_worksheet().set_name("findings")?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (line, finding) in (1..).zip(&of.findings) {
        for (column, cell) in (0..).zip(row(line as usize, finding)) {
            let cell: String = cell.chars().take(LONGEST).collect();
            match (column, cell.parse::<f64>()) {
                (0 | 2 | 3, Ok(number)) => sheet.write_number_with_format(line, column, number, &wrapped)?,
                _ => sheet.write_string_with_format(line, column, cell, &wrapped)?,
            };
        }
    }
    for (column, width) in [(5, 60), (6, 30), (7, 20), (8, 80), (9, 40), (10, 40), (11, 60)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let sheet = book.add_worksheet().set_name("covered")?;
    sheet.set_column_width(0, 60)?.set_column_width(1, 100)?;
    let files = of.files.iter().map(|file| (file.name.clone(), file.kind.words().to_owned()));
    let lists = of
        .lists
        .iter()
        .map(|list| (list.title.clone(), format!("{} listings on {}", list.listings, of.as_of)));
    let notes = of.notes.iter().map(|note| ("note".to_owned(), note.clone()));
    let issues = of
        .issues
        .iter()
        .map(|issue| (issue.place.to_string(), format!("{}: {}", issue.severity.as_str(), issue.message)));
    for (line, (what, how)) in (0..).zip(files.chain(lists).chain(notes).chain(issues)) {
        sheet.write_string(line, 0, what)?;
        sheet.write_string_with_format(line, 1, how, &wrapped)?;
    }
    book.save(path)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_that_looks_like_a_formula_stays_text() {
        assert_eq!(super::inert("=HYPERLINK(1)".to_owned()), "'=HYPERLINK(1)");
        assert_eq!(super::inert("-0.50".to_owned()), "-0.50");
        assert_eq!(super::inert("Nettrix".to_owned()), "Nettrix");
    }
}
