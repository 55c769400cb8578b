//! Parquet: row group by row group, every column as text.

use super::{Item, OpenError, Options, Parties, cells::Table, columns::Columns, issue};
use chokepoint_model::Severity;
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Field,
};
use std::fs::File;

pub(super) fn open(file: File, name: &str, options: &Options) -> Result<Parties, OpenError> {
    let refused = |reason: String| OpenError::Format { file: name.to_owned(), reason };
    let reader = SerializedFileReader::new(file).map_err(|error| refused(format!("no Parquet file that can be read ({error})")))?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let headings: Vec<String> = schema.root_schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    let columns = Columns::of(headings.clone(), options.mapping.as_ref())
        .ok_or_else(|| OpenError::NoName { file: name.to_owned(), found: headings.join(", ") })?;
    let table = Table::new(name, columns, options);
    Ok(Parties::new(Box::new(move |sink| {
        let mut number = 0;
        for row in reader.into_iter() {
            number += 1;
            let wanted = match row {
                Ok(row) => {
                    let cells: Vec<String> = row.get_column_iter().map(|(_, field)| text(field)).collect();
                    table.row(number, None, &cells, sink)
                }
                Err(error) => {
                    let message = format!("the file cannot be read further: {error}");
                    sink(Item::Issue(issue(&table.file, None, Some(number), Severity::Error, message, "write the file anew")));
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
