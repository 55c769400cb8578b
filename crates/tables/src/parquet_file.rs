//! Parquet: row group by row group, every column as text.

use crate::{Head, Kind, OpenError, Raw, RawRow, Tables, guard::guarded, issue};
use chokepoint_model::Severity;
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use std::fs::File;

pub(crate) fn open(file: File, name: &str) -> Result<Tables, OpenError> {
    let refused =
        |reason: String| OpenError::format(name, format!("no Parquet file that can be read ({reason})"));
    let reader = guarded(|| SerializedFileReader::new(file))
        .and_then(|opened| opened.map_err(|error| error.to_string()))
        .map_err(refused)?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let headings: Vec<String> =
        schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let head = Head {
        name: String::new(),
        kind: Kind::Headed,
        heading_row: None,
        headings: headings.into(),
        above: Vec::new(),
        first_rows: Vec::new(),
    };
    let place = name.to_owned();
    Ok(Tables::new(
        name,
        vec![head],
        Box::new(move |_, sink| {
            let (mut number, mut rows) = (0, reader.into_iter());
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
                        let cells = row.get_column_iter().map(|(_, field)| text(field)).collect();
                        sink(Raw::Row(RawRow { cells, ..RawRow::default() }))
                    }
                    Err(reason) => {
                        let message = format!("the file cannot be read further: {reason}");
                        let advice = "write the file anew";
                        sink(Raw::Issue(issue(&place, None, Some(number), Severity::Error, message, advice)));
                        false
                    }
                };
                if !wanted {
                    return;
                }
            }
        }),
    ))
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
