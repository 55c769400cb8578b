//! Delimited text: a missing quote costs one line, not the file.

use crate::lines::{Line, Lines};

/// A quoted field may run over so many lines and bytes; beyond that its opening quote is taken as a stray one.
const LONGEST_RECORD: (usize, usize) = (200, 1 << 20);

/// A row of delimited text.
pub struct TextRow {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// Its cells, or why it could not be read.
    pub cells: Result<Vec<String>, String>,
    /// Whether a quote is opened in it and not closed; it was read without the quote then.
    pub stray_quote: bool,
    /// Whether an empty line is before it.
    pub after_blank: bool,
}

/// The rows of delimited text that hold something, the headings among them.
pub struct TextRows {
    pub(crate) lines: Lines,
    pub(crate) delimiter: u8,
    /// The lines of a record that was several rows, still to be handed over.
    left: std::collections::VecDeque<TextRow>,
}

impl TextRows {
    /// The rows in these lines.
    pub fn new(lines: Lines, delimiter: u8) -> Self {
        Self { lines, delimiter, left: std::collections::VecDeque::new() }
    }
}

impl Iterator for TextRows {
    type Item = TextRow;

    fn next(&mut self) -> Option<TextRow> {
        if let Some(row) = self.left.pop_front() {
            return Some(row);
        }
        let mut after_blank = false;
        loop {
            let (line, text, stray_quote) = match record(&mut self.lines)? {
                Record::Text { text, .. } if text.trim().is_empty() => {
                    after_blank = true;
                    continue;
                }
                Record::Text { line, text, stray_quote } => (line, text, stray_quote),
                Record::Unreadable { line, reason } => {
                    let cells = Err(format!("{reason} cannot be read"));
                    return Some(TextRow { line, cells, stray_quote: false, after_blank });
                }
            };
            if stray_quote {
                let cells = Ok(fields(&text.replace('"', ""), self.delimiter));
                return Some(TextRow { line, cells, stray_quote, after_blank });
            }
            let cells = fields(&text, self.delimiter);
            if text.contains('\n') && is_several_rows(&text, self.delimiter, cells.len()) {
                // Two stray quotes have swallowed the lines between them: each line is a row of its own.
                for (line, one) in (line..).zip(text.lines()) {
                    let stray_quote = one.matches('"').count() % 2 == 1;
                    let bare = if stray_quote { one.replace('"', "") } else { one.to_owned() };
                    let cells = Ok(fields(&bare, self.delimiter));
                    self.left.push_back(TextRow { line, cells, stray_quote, after_blank: false });
                }
                return self.left.pop_front();
            }
            return Some(TextRow { line, cells: Ok(cells), stray_quote, after_blank });
        }
    }
}

/// Whether the lines of a quoted field are rows themselves: a quote that nobody closed reaches to the next one, far below,
/// and what it swallows may look like one good row.
fn is_several_rows(text: &str, delimiter: u8, columns: usize) -> bool {
    columns > 1 && text.lines().all(|line| fields(&line.replace('"', ""), delimiter).len() >= columns)
}

/// One record: a line, or several when a quoted field runs over line ends.
pub enum Record {
    /// Its text.
    Text {
        /// The line that it begins on, from 1.
        line: u64,
        /// As it is, line ends and all.
        text: String,
        /// Whether a quote is opened in it and not closed.
        stray_quote: bool,
    },
    /// A line beyond reason.
    Unreadable {
        /// Its number, from 1.
        line: u64,
        /// What it is.
        reason: String,
    },
}

/// The next record of delimited lines.
pub fn record(lines: &mut Lines) -> Option<Record> {
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
pub fn fields(text: &str, delimiter: u8) -> Vec<String> {
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
