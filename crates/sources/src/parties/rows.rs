//! Files of anything in rows: a heading and a cell each, as given; what cannot be read is an issue.

use super::{Counted, OpenError, delimited, encoding, issue, json_lines, lines, told_by_content, workbook};
use chokepoint_model::{Issue, Severity};
use std::{
    fs::File,
    io::{BufReader, Read, Seek},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
};

/// A row as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number from 1, the header not counted.
    pub row: u64,
    /// Its line, in a text.
    pub line: Option<u64>,
    /// The headings: of the file, or of this row alone in JSON lines.
    pub headings: Arc<[String]>,
    /// The cells; there may be fewer or more than headings.
    pub cells: Vec<String>,
}

impl Row {
    /// The cells under headings, those that are empty left out; a cell without a heading is `column 5`.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let headings = self.headings.iter().map(String::as_str).chain(std::iter::repeat(""));
        let cells = self.cells.iter().map(|cell| cell.trim());
        headings.zip(cells).filter(|(_, cell)| !cell.is_empty())
    }
}

/// What a file gives: every row, or what could not be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// A row.
    Row(Row),
    /// What could not be read.
    Issue(Issue),
}

type Producer = Box<dyn FnOnce(&mut dyn FnMut(Told) -> bool) + Send>;

/// A file of rows, opened.
pub struct Rows {
    producer: Producer,
    /// The file, as the user named it.
    pub file: String,
    /// The headings, where they are the same for all rows.
    pub headings: Option<Arc<[String]>>,
    /// A counter of the bytes read so far, for a progress bar.
    pub bytes: Arc<AtomicU64>,
    /// Size of the file in bytes, when it is known.
    pub size: Option<u64>,
}

impl Rows {
    fn new(headings: Option<Arc<[String]>>, producer: Producer) -> Self {
        Self { producer, file: String::new(), headings, bytes: Arc::default(), size: None }
    }

    /// Reads all rows in their order and hands them over one by one, until `sink` says `false`.
    pub fn read(self, sink: &mut dyn FnMut(Told) -> bool) {
        (self.producer)(sink);
    }
}

/// Opens a file: delimited text, JSON lines or a workbook, told by its content.
///
/// # Errors
/// When it is absent, empty, dangerous (a ZIP bomb) or of another kind.
pub fn open(path: &Path, sheet: Option<&str>) -> Result<Rows, OpenError> {
    let refused = |error| OpenError::Io(path.to_owned(), error);
    let name = path.display().to_string();
    let mut file = File::open(path).map_err(refused)?;
    let size = file.metadata().map_err(refused)?.len();
    let mut start = [0_u8; 8];
    let read = file.read(&mut start).map_err(refused)?;
    if read == 0 {
        return Err(OpenError::Empty(name));
    }
    file.rewind().map_err(refused)?;
    let mut rows = match told_by_content(&start[..read]) {
        super::Format::Workbook => of_workbook(path, &name, sheet)?,
        super::Format::Parquet => {
            let reason =
                "rows of this kind are read from CSV, XLSX and JSON lines; save it as one".to_owned();
            return Err(OpenError::Format { file: name, reason });
        }
        super::Format::Delimited | super::Format::JsonLines => from_reader(Box::new(file), &name)?,
    };
    rows.size = Some(size);
    rows.file = name;
    Ok(rows)
}

/// Opens a stream of delimited text or JSON lines.
///
/// # Errors
/// As [`open`].
pub fn from_reader(reader: Box<dyn Read + Send>, name: &str) -> Result<Rows, OpenError> {
    let bytes = Arc::<AtomicU64>::default();
    let counted = Counted { inner: reader, bytes: Arc::clone(&bytes) };
    let (text, told) = encoding::decode(BufReader::new(counted))
        .map_err(|error| OpenError::Io(PathBuf::from(name), error))?;
    let mut lines = lines::Lines::new(text);
    let first = lines.peek_text();
    if first.is_empty() {
        return Err(OpenError::Empty(name.to_owned()));
    }
    let mut rows = if first.starts_with('{') { of_json(lines, name) } else { of_text(lines, name)? };
    rows.bytes = bytes;
    if let Some(told) = told {
        let note = issue(name, None, None, Severity::Note, told, "");
        let producer = rows.producer;
        rows.producer = Box::new(move |sink| {
            if sink(Told::Issue(note)) {
                producer(sink);
            }
        });
    }
    Ok(rows)
}

fn of_text(mut lines: lines::Lines, name: &str) -> Result<Rows, OpenError> {
    let header = delimited::header(&mut lines, name)?;
    let (headings, file): (Arc<[String]>, _) = (header.headings.into(), name.to_owned());
    let shared = Arc::clone(&headings);
    let producer: Producer = Box::new(move |sink| {
        let rows = delimited::TextRows::below(lines, header.delimiter);
        delimited::each(rows, &file, &mut |told| {
            sink(match told {
                delimited::Told::Row { row, line, cells } => {
                    Told::Row(Row { row, line: Some(line), headings: Arc::clone(&shared), cells })
                }
                delimited::Told::Issue(issue) => Told::Issue(issue),
            })
        });
    });
    Ok(Rows::new(Some(headings), producer))
}

fn of_json(mut lines: lines::Lines, name: &str) -> Rows {
    let file = name.to_owned();
    Rows::new(
        None,
        Box::new(move |sink| {
            json_lines::each(&mut lines, &file, &mut |told| {
                sink(match told {
                    json_lines::Told::Object { row, line, object } => {
                        let headings = object.keys().cloned().collect();
                        let cells = object.values().map(json_lines::text).collect();
                        Told::Row(Row { row, line: Some(line), headings, cells })
                    }
                    json_lines::Told::Issue(issue) => Told::Issue(issue),
                })
            });
        }),
    )
}

fn of_workbook(path: &Path, name: &str, sheet: Option<&str>) -> Result<Rows, OpenError> {
    let (sheet, headings) = workbook::header(path, name, sheet)?;
    let headings: Arc<[String]> = headings.into();
    let (path, file, shared) = (path.to_owned(), name.to_owned(), Arc::clone(&headings));
    let producer: Producer = Box::new(move |sink| {
        let mut number = 0;
        let read = workbook::open_book(&path).and_then(|mut book| {
            workbook::rows(&mut book, &sheet, &mut |line, cells| {
                number += 1;
                let (headings, cells) = (Arc::clone(&shared), cells.to_vec());
                number == 1 || sink(Told::Row(Row { row: number - 1, line: Some(line), headings, cells }))
            })
        });
        if let Err(reason) = read {
            let message = format!("the sheet cannot be read further: {reason}");
            let advice = "save the workbook anew";
            sink(Told::Issue(issue(&file, None, Some(number), Severity::Error, message, advice)));
        }
    });
    Ok(Rows::new(Some(headings), producer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let Ok(rows) = from_reader(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), "rows") else {
            return vec!["refused".to_owned()];
        };
        rows.read(&mut |told| {
            found.push(match told {
                Told::Row(row) => {
                    row.fields().map(|(name, cell)| format!("{name}={cell}")).collect::<Vec<_>>().join(" ")
                }
                Told::Issue(issue) => issue.message,
            });
            true
        });
        found
    }

    #[test]
    fn rows_of_text_and_of_json_come_with_their_headings() {
        assert_eq!(check("item;to\nH200;CN\n\nA10;\n"), ["item=H200 to=CN", "item=A10"]);
        assert_eq!(
            check("{\"item\": \"H200\", \"fp16\": 148.5}\n{\"item\": \"A10\"}\n"),
            ["item=H200 fp16=148.5", "item=A10"]
        );
        assert_eq!(check(""), ["refused"]);
    }

    #[test]
    fn a_bad_line_is_an_issue_and_the_next_is_read() {
        let found = check("{\"item\": \"H200\"}\n{broken\n{\"item\": \"A10\"}\n");
        assert_eq!((found.len(), found[0].as_str(), found[2].as_str()), (3, "item=H200", "item=A10"));
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "(?s).{0,200}") {
            let _ = check(&text);
        }
    }
}
