//! The CSV form, with the header of today (`_id` first) and the one before it.

use super::{
    super::report::Report,
    row::{self, Row},
};
use chokepoint_model::{Severity, counted};

pub(super) fn read(bytes: &[u8], report: &mut Report<'_>) {
    // A file that ends inside a quoted field is cut short; the reader itself would take it as a last long field.
    if bytes.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        report.cut("the file ends inside a quoted field");
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header: Vec<String> = match reader.byte_headers() {
        Ok(header) => header.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect(),
        Err(error) => return report.cut(error),
    };
    for record in reader.byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => return report.cut(error),
        };
        if record.len() != header.len() {
            let message = format!(
                "{} where the header has {}",
                counted(record.len() as u64, "field", "fields"),
                header.len()
            );
            report.issue("ragged", Severity::Warning, "", message, "the rest of the row was read");
        }
        let mut row = Row::default();
        for (field, cell) in header.iter().zip(record.iter()) {
            let text = String::from_utf8_lossy(cell).trim().to_owned();
            if !text.is_empty() {
                set(&mut row, field, text, report);
            }
        }
        if let Some(record) = row::record(row, report) {
            report.record(record);
        }
    }
}

fn set(row: &mut Row, field: &str, text: String, report: &mut Report<'_>) {
    let several = || text.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    match field {
        "_id" | "id" => row.id = text,
        "entity_number" => row.entity_number = text,
        "source" => row.source = text,
        "type" => row.kind = text,
        "programs" => row.programs = several().collect(),
        "name" => row.name = text,
        "addresses" => row.addresses = several().map(|line| row::csv_address(&line)).collect(),
        "federal_register_notice" => row.federal_register_notice = text,
        "start_date" => row.start_date = text,
        "end_date" => row.end_date = text,
        "standard_order" => row.standard_order = text,
        "license_requirement" => row.license_requirement = text,
        "license_policy" => row.license_policy = text,
        "call_sign" => row.call_sign = text,
        "vessel_flag" => row.vessel_flag = text,
        "remarks" => row.remarks = text,
        "source_list_url" => row.source_list_url = text,
        "alt_names" => row.alt_names = several().collect(),
        "citizenships" => row.citizenships = several().collect(),
        "nationalities" => row.nationalities = several().collect(),
        "dates_of_birth" => row.dates_of_birth = several().collect(),
        "places_of_birth" => row.places_of_birth = several().collect(),
        "ids" => row.ids = several().collect(),
        other => report.unused(other),
    }
}
