//! Delimited text: the delimiter is told by the header, and a missing quote costs one line, not the file.

use super::{
    Item, OpenError, Options, Parties,
    cells::Table,
    columns::Columns,
    issue,
    lines::{Line, Lines},
};
use chokepoint_model::{Issue, Severity};

/// A quoted field may run over so many lines and bytes; beyond that its opening quote is taken as a stray one.
const LONGEST_RECORD: (usize, usize) = (200, 1 << 20);

pub(super) fn open(mut lines: Lines, name: &str, options: &Options) -> Result<Parties, OpenError> {
    let Header { line: number, text: header_text, delimiter, headings } = header(&mut lines, name)?;
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
    let rows = TextRows { lines, delimiter };
    Ok(Parties::new(Box::new(move |sink| {
        let count = each(rows, &table.file, &mut |told| match told {
            Told::Row { row, line, cells } => table.row(row, Some(line), &cells, sink),
            Told::Issue(issue) => sink(Item::Issue(issue)),
        });
        if count == Some(0) {
            let message = "there is no row below the header, so nothing was screened".to_owned();
            let advice = "give a row a party";
            sink(Item::Issue(issue(&table.file, None, None, Severity::Warning, message, advice)));
        }
    })))
}

/// The first line that is not empty.
pub(super) struct Header {
    pub(super) line: u64,
    pub(super) text: String,
    pub(super) delimiter: u8,
    pub(super) headings: Vec<String>,
}

pub(super) fn header(lines: &mut Lines, name: &str) -> Result<Header, OpenError> {
    let header = lines.by_ref().find(|line| !matches!(&line.text, Ok(text) if text.trim().is_empty()));
    let Some(Line { text: Ok(text), number: line }) = header else {
        let reason = "its first line is too long to be a header".to_owned();
        return Err(OpenError::Format { file: name.to_owned(), reason });
    };
    if text.contains('\0') {
        let reason =
            "it holds zero bytes, so it is no text; save it as CSV, XLSX, JSON lines or Parquet".to_owned();
        return Err(OpenError::Format { file: name.to_owned(), reason });
    }
    let delimiter = delimiter(&text);
    let headings = fields(&text, delimiter);
    Ok(Header { line, text, delimiter, headings })
}

/// What a file of rows gives, one by one.
pub(super) enum Told {
    /// The cells of a row.
    Row { row: u64, line: u64, cells: Vec<String> },
    /// What could not be read.
    Issue(Issue),
}

/// Hands over the rows, until `told` says `false`; how many there were when all were wanted.
pub(super) fn each(rows: TextRows, file: &str, told: &mut dyn FnMut(Told) -> bool) -> Option<u64> {
    let mut row = 0;
    for TextRow { line, cells, stray_quote } in rows {
        row += 1;
        let mut tell = |severity, message, advice| {
            told(Told::Issue(issue(file, Some(line), Some(row), severity, message, advice)))
        };
        let wanted = match cells {
            Ok(cells) => {
                let quote = "a quote is opened and not closed; the line was read without it";
                (!stray_quote || tell(Severity::Warning, quote.to_owned(), "close the quote"))
                    && told(Told::Row { row, line, cells })
            }
            Err(reason) => tell(Severity::Error, reason, "a line may have 4 MB; look for a missing line end"),
        };
        if !wanted {
            return None;
        }
    }
    Some(row)
}

/// A row of delimited text.
pub struct TextRow {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// Its cells, or why it could not be read.
    pub cells: Result<Vec<String>, String>,
    /// Whether a quote is opened in it and not closed; it was read without the quote then.
    pub stray_quote: bool,
}

/// The rows of delimited text that hold something, the header among them.
pub struct TextRows {
    lines: Lines,
    delimiter: u8,
}

impl TextRows {
    /// The rows in the lines below a header.
    pub(super) fn below(lines: Lines, delimiter: u8) -> Self {
        Self { lines, delimiter }
    }

    /// The rows below and with the header in these lines; the header tells the delimiter.
    pub(super) fn new(mut lines: Lines) -> Self {
        let delimiter = delimiter(lines.peek_text().lines().next().unwrap_or_default());
        Self { lines, delimiter }
    }
}

impl Iterator for TextRows {
    type Item = TextRow;

    fn next(&mut self) -> Option<TextRow> {
        loop {
            let (line, cells, stray_quote) = match record(&mut self.lines)? {
                Record::Text { text, .. } if text.trim().is_empty() => continue,
                Record::Text { line, text, stray_quote } => {
                    let text = if stray_quote { text.replace('"', "") } else { text };
                    (line, Ok(fields(&text, self.delimiter)), stray_quote)
                }
                Record::Unreadable { line, reason } => (line, Err(format!("{reason} cannot be read")), false),
            };
            return Some(TextRow { line, cells, stray_quote });
        }
    }
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
    if quotes(&first).is_multiple_of(2) {
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
    // Without a quote or the end of a line within, the delimiter is all there is to a record.
    if !text.contains(['"', '\r', '\n']) {
        return text.split(char::from(delimiter)).map(str::to_owned).collect();
    }
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
