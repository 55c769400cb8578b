//! Delimited text: the delimiter is told by the header, and a missing quote costs one line, not the file.

use super::{
    Item, OpenError, Options, Parties,
    cells::Table,
    columns::Columns,
    issue,
    lines::{Line, Lines},
};
use chokepoint_model::Severity;

/// A quoted field may run over so many lines and bytes; beyond that its opening quote is taken as a stray one.
const LONGEST_RECORD: (usize, usize) = (200, 1 << 20);

pub(super) fn open(mut lines: Lines, name: &str, options: &Options) -> Result<Parties, OpenError> {
    let header = lines.by_ref().find(|line| !matches!(&line.text, Ok(text) if text.trim().is_empty()));
    let Some(Line { text: Ok(header_text), number }) = header else {
        let reason = "its first line is too long to be a header".to_owned();
        return Err(OpenError::Format { file: name.to_owned(), reason });
    };
    if header_text.contains('\0') {
        let reason =
            "it holds zero bytes, so it is no text; save it as CSV, XLSX, JSON lines or Parquet".to_owned();
        return Err(OpenError::Format { file: name.to_owned(), reason });
    }
    let delimiter = delimiter(&header_text);
    let headings = fields(&header_text, delimiter);
    let columns = match Columns::of(headings.clone(), options.mapping.as_ref()) {
        Some(columns) => columns,
        // One column without a heading is a list of names, the first line included.
        None if headings.len() == 1 && options.mapping.is_none() => {
            lines.put_back(std::iter::once(Line { number, text: Ok(header_text) }));
            Columns { headings: vec!["name".to_owned()], fields: vec![Some("name")] }
        }
        None => return Err(OpenError::NoName { file: name.to_owned(), found: headings.join(", ") }),
    };
    let table = Table::new(name, columns, options);
    Ok(Parties::new(Box::new(move |sink| {
        let mut row = 0;
        while let Some(record) = record(&mut lines) {
            let wanted = match record {
                Record::Text { line, text, stray_quote } => {
                    if text.trim().is_empty() {
                        continue;
                    }
                    row += 1;
                    let told = !stray_quote || {
                        let message =
                            "a quote is opened and not closed; the line was read without it".to_owned();
                        sink(Item::Issue(issue(
                            &table.file,
                            Some(line),
                            Some(row),
                            Severity::Warning,
                            message,
                            "close the quote",
                        )))
                    };
                    let cells = if stray_quote {
                        fields(&text.replace('"', ""), delimiter)
                    } else {
                        fields(&text, delimiter)
                    };
                    told && table.row(row, Some(line), &cells, sink)
                }
                Record::Unreadable { line, reason } => {
                    row += 1;
                    let message = format!("{reason} cannot be read");
                    let advice = "a line may have 4 MB; look for a missing line end";
                    sink(Item::Issue(issue(
                        &table.file,
                        Some(line),
                        Some(row),
                        Severity::Error,
                        message,
                        advice,
                    )))
                }
            };
            if !wanted {
                return;
            }
        }
    })))
}

/// One record: a line, or several when a quoted field runs over line ends.
pub(crate) enum Record {
    Text { line: u64, text: String, stray_quote: bool },
    Unreadable { line: u64, reason: String },
}

/// The next record of delimited lines.
pub(crate) fn record(lines: &mut Lines) -> Option<Record> {
    let Line { number: line, text } = lines.next()?;
    let first = match text {
        Ok(text) => text,
        Err(reason) => return Some(Record::Unreadable { line, reason }),
    };
    if quotes(&first) % 2 == 0 {
        return Some(Record::Text { line, text: first, stray_quote: false });
    }
    let (mut whole, mut taken) = (first.clone(), Vec::new());
    while taken.len() < LONGEST_RECORD.0 && whole.len() < LONGEST_RECORD.1 {
        let Some(next) = lines.next() else { break };
        let Ok(text) = &next.text else {
            taken.push(next);
            break;
        };
        whole.push('\n');
        whole.push_str(text);
        let closed = quotes(text) % 2 == 1;
        taken.push(next);
        if closed {
            return Some(Record::Text { line, text: whole, stray_quote: false });
        }
    }
    lines.put_back(taken.into_iter());
    Some(Record::Text { line, text: first, stray_quote: true })
}

fn quotes(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'"').count()
}

/// The fields of one record.
pub(crate) fn fields(text: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        Ok(true) => record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect(),
        _ => vec![text.to_owned()],
    }
}

/// The sign that divides the header into the most fields.
pub(crate) fn delimiter(header: &str) -> u8 {
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    // Of equal counts the earlier of these.
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}
