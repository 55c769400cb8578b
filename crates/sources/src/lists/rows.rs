//! Lists as CSV in which several rows make one entry: rows by the names of their columns, joined by a key.

use super::report::Report;
use chokepoint_model::{Severity, counted};
use std::collections::BTreeMap;

/// How a list is written.
pub(super) struct Format<'a> {
    pub(super) delimiter: u8,
    /// The column that must be there; its value is what the rows of an entry share.
    pub(super) key: &'a str,
    /// Columns that the reader uses, in lower case; others must be ignored by name.
    pub(super) used: &'a [&'a str],
}

/// A row; columns by their names in lower case.
pub(super) struct Row {
    cells: BTreeMap<String, String>,
}

impl Row {
    /// The value of a column, empty when it has none.
    pub(super) fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The values of `columns` that are there, joined.
    pub(super) fn joined(&self, columns: &[&str], between: &str) -> String {
        let values = columns.iter().map(|column| self.get(column)).filter(|value| !value.is_empty());
        values.collect::<Vec<_>>().join(between)
    }
}

/// The rows of each entry, entries in the order of their first row. A file that ends within a row is cut.
pub(super) fn entries(bytes: &[u8], format: &Format<'_>, report: &mut Report<'_>) -> Vec<Vec<Row>> {
    let (mut entries, mut places) = (Vec::<Vec<Row>>::new(), BTreeMap::<String, usize>::new());
    for (number, row) in (1_u64..).zip(rows(bytes, format, report)) {
        let key = row.get(format.key).to_owned();
        if key.is_empty() {
            let message = format!("row {number} has no {:?} and belongs to no entry", format.key);
            report.issue("no key", Severity::Error, format.key, message, "the row was left out");
            continue;
        }
        let at = *places.entry(key).or_insert(entries.len());
        match entries.get_mut(at) {
            Some(rows) => rows.push(row),
            None => entries.push(vec![row]),
        }
    }
    entries
}

/// The rows, in order. A file that ends within a row is cut.
pub(super) fn rows(bytes: &[u8], format: &Format<'_>, report: &mut Report<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    // A file that ends inside a quoted field is cut short; the reader itself would take it as a last long field.
    if bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        report.cut("the file ends inside a quoted field");
        return rows;
    }
    let mut reader = csv::ReaderBuilder::new().delimiter(format.delimiter).flexible(true).from_reader(bytes);
    let header: Vec<String> = match reader.byte_headers() {
        Ok(header) => header.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect(),
        Err(error) => {
            report.cut(error);
            return rows;
        }
    };
    if !header.iter().any(|column| column == format.key) {
        report.cut(format!("the header has no column {:?}", format.key));
        return rows;
    }
    let ends_with_a_line = bytes.ends_with(b"\n") || bytes.ends_with(b"\r");
    let mut records = reader.byte_records().peekable();
    while let Some(record) = records.next() {
        let number = rows.len() + 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                report.cut(error);
                return rows;
            }
        };
        if record.len() < header.len() && records.peek().is_none() && !ends_with_a_line {
            report.cut(format!("row {number}, the last, has {} of {} fields", record.len(), header.len()));
            return rows;
        }
        if record.len() != header.len() {
            let message = format!(
                "row {number} has {} where the header has {}",
                counted(record.len() as u64, "field", "fields"),
                header.len()
            );
            report.issue("ragged", Severity::Warning, "", message, "the rest of the row was read");
        }
        rows.push(row(&header, &record, format, report));
    }
    rows
}

fn row(header: &[String], record: &csv::ByteRecord, format: &Format<'_>, report: &mut Report<'_>) -> Row {
    let mut cells = BTreeMap::new();
    for (column, cell) in header.iter().zip(record) {
        let text = match std::str::from_utf8(cell) {
            Ok(text) => text.trim().to_owned(),
            Err(_) => {
                let message = "the value is not UTF-8; letters that could not be read are lost".to_owned();
                report.issue("encoding", Severity::Warning, column, message, "fetch the file again");
                String::from_utf8_lossy(cell).trim().to_owned()
            }
        };
        if text.is_empty() {
            continue;
        }
        if column != format.key && !format.used.contains(&column.as_str()) {
            report.unused(column);
            continue;
        }
        cells.insert(column.clone(), text);
    }
    Row { cells }
}
