//! Parquet: row group by row group, every column as text.

use super::{Item, OpenError, Options, Parties, cells::Table, columns::Columns, guard::guarded, issue};
use chokepoint_model::Severity;
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use std::fs::File;

pub(super) fn open(file: File, name: &str, options: &Options) -> Result<Parties, OpenError> {
    let refused = |reason: String| OpenError::Format { file: name.to_owned(), reason };
    let unreadable = |reason: String| refused(format!("no Parquet file that can be read ({reason})"));
    let reader = guarded(|| SerializedFileReader::new(file))
        .and_then(|opened| opened.map_err(|error| error.to_string()))
        .map_err(unreadable)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let headings: Vec<String> =
        schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let columns = Columns::of(headings.clone(), options.mapping.as_ref())
        .ok_or_else(|| OpenError::NoName { file: name.to_owned(), found: headings.join(", ") })?;
    let table = Table::new(name, columns, options);
    Ok(Parties::new(Box::new(move |sink| {
        let mut number = 0;
        let mut rows = reader.into_iter();
        loop {
            number += 1;
            // The library reads; what becomes of the row is this program's own.
            let row = match guarded(|| rows.next()) {
                Ok(None) => return,
                Ok(Some(Ok(row))) => Ok(row),
                Ok(Some(Err(error))) => Err(error.to_string()),
                Err(panic) => Err(panic),
            };
            let wanted = match row {
                Ok(row) => {
                    let cells: Vec<String> = row.get_column_iter().map(|(_, field)| text(field)).collect();
                    table.row(number, None, &cells, sink)
                }
                Err(reason) => {
                    let message = format!("the file cannot be read further: {reason}");
                    sink(Item::Issue(issue(
                        &table.file,
                        None,
                        Some(number),
                        Severity::Error,
                        message,
                        "write the file anew",
                    )));
                    false
                }
            };
            if !wanted {
                return;
            }
        }
    })))
}

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::ListInternal(list) => list.elements().iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
