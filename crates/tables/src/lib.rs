//! Files as rows: whatever is tabular is opened here, in one way, and every row comes with its headings and its place.
//!
//! A file holds one table or several: every visible sheet of a workbook, every table of a web page. [`open`] finds
//! where the headings are, under titles, disclaimers and bands; [`Tables::read`] hands the rows over one by one. What
//! is no record (totals, notes, repeated headings) is left out and counted; what cannot be read is an issue.

mod body;
mod delimited;
mod encoding;
mod error;
mod garbled;
mod guard;
mod heading;
mod html;
mod json;
mod left_out;
pub mod lines;
mod markdown;
mod names;
mod parquet_file;
pub mod report;
pub mod roles;
mod text;
pub mod values;
mod workbook;

pub use delimited::{Record, TextRow, TextRows, fields, record};
pub use error::OpenError;
pub use left_out::is_placeholder;
pub use report::{Counts, ReadReport};

use body::Body;
use chokepoint_model::{Issue, Place, Severity};
use serde_json::{Map, Value};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma, semicolon, tab or bar between the fields; or a name a line.
    Delimited,
    /// JSON objects: one a line, or in an array.
    Json,
    /// A workbook of a spreadsheet program.
    Workbook,
    /// Apache Parquet.
    Parquet,
    /// A web page with tables.
    Html,
}

/// How to read a file.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format, when it should not be recognised by the content.
    pub format: Option<Format>,
    /// The one sheet of a workbook that is wanted; otherwise every visible one.
    pub sheet: Option<String>,
    /// Headings that the user named: a row that has one of them is the row of the headings.
    pub mapped: Vec<String>,
    /// Whether somebody knows what a column of this heading means.
    pub known: fn(&str) -> bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: None,
            sheet: None,
            mapped: Vec::new(),
            known: |heading| roles::role(heading).is_some(),
        }
    }
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Rows under headings.
    Headed,
    /// A name a row, without a heading.
    Names,
    /// Objects, each with its own keys.
    Objects,
    /// Several columns under nothing that is recognised as headings.
    Unheaded,
}

/// A table before its rows are read.
#[derive(Debug, Clone)]
pub struct Head {
    /// The sheet, or the caption of the table; empty where the file is one table.
    pub name: String,
    /// What its rows are.
    pub kind: Kind,
    /// The line or row in which the headings are, as the user's program counts them; of two rows the lower one.
    pub heading_row: Option<u64>,
    /// The headings, two rows of them joined where that says more; of objects the keys of the first.
    pub headings: Arc<[String]>,
    /// What is above the headings and no part of the table, shortened.
    pub above: Vec<String>,
    /// The first rows as they are, for a message.
    pub first_rows: Vec<Vec<String>>,
}

/// A row as given.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The table, by its place in [`Tables::heads`].
    pub table: usize,
    /// Number from 1 within the table, the headings not counted.
    pub row: u64,
    /// Its line or row, as the user's program counts them.
    pub line: Option<u64>,
    /// The headings: of the table, or of this row alone where rows are objects.
    pub headings: Arc<[String]>,
    /// The cells; there may be fewer or more than headings.
    pub cells: Vec<String>,
    /// The object that the row is, in JSON.
    pub object: Option<Box<Map<String, Value>>>,
}

impl Row {
    /// The cells under headings, those that are empty left out; a cell beyond the headings has an empty one.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let headings = self.headings.iter().map(String::as_str).chain(std::iter::repeat(""));
        let cells = self.cells.iter().map(|cell| cell.trim());
        headings.zip(cells).filter(|(_, cell)| !cell.is_empty())
    }
}

/// What a file gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A row.
    Row(Row),
    /// What could not be read, or was left out.
    Issue(Issue),
}

/// What a format hands over, before it is known to be a record.
pub(crate) enum Raw {
    Row(RawRow),
    Issue(Issue),
}

/// A row of a format.
#[derive(Default)]
pub(crate) struct RawRow {
    pub(crate) table: usize,
    /// 0 where the format has no lines.
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
    /// Whether an empty row is before it.
    pub(crate) after_blank: bool,
    /// Columns from and to that one merged cell covers.
    pub(crate) spans: Vec<(usize, usize)>,
    pub(crate) headings: Option<Arc<[String]>>,
    pub(crate) object: Option<Box<Map<String, Value>>>,
}

pub(crate) type Sink<'a> = dyn FnMut(Raw) -> bool + 'a;
/// Hands over the rows of the tables that are wanted, by their place, until the sink says `false`.
pub(crate) type Producer = Box<dyn FnOnce(&[bool], &mut Sink<'_>) + Send>;

/// A file, opened: its tables are known, their rows are not yet read.
pub struct Tables {
    /// The file, as the user named it.
    pub file: String,
    /// Its tables.
    pub heads: Vec<Head>,
    /// Parts that are not read, and why.
    pub not_read: Vec<report::NotRead>,
    /// What was remarked on while it was opened.
    pub issues: Vec<Issue>,
    /// A counter of the bytes read so far, for a progress bar.
    pub bytes: Arc<AtomicU64>,
    /// Size of the file in bytes, when it is known.
    pub size: Option<u64>,
    known: fn(&str) -> bool,
    producer: Producer,
}

impl Tables {
    pub(crate) fn new(file: &str, heads: Vec<Head>, producer: Producer) -> Self {
        Self {
            file: file.to_owned(),
            heads,
            not_read: Vec::new(),
            issues: Vec::new(),
            bytes: Arc::default(),
            size: None,
            known: |_| false,
            producer,
        }
    }

    /// The file, with the sheet where there are several tables: where an issue is.
    pub fn place(&self, table: usize) -> String {
        match self.heads.get(table) {
            Some(head) if self.heads.len() > 1 && !head.name.is_empty() => {
                format!("{} [{}]", self.file, head.name)
            }
            _ => self.file.clone(),
        }
    }

    /// Reads the rows of the tables that are `wanted` in their order, until `sink` says `false`; says how many rows each
    /// table had, and how many of them were left out.
    pub fn read(self, wanted: impl Fn(usize) -> bool, sink: &mut dyn FnMut(Event) -> bool) -> Vec<Counts> {
        let wanted: Vec<bool> = (0..self.heads.len()).map(wanted).collect();
        let places: Vec<String> = (0..self.heads.len()).map(|at| self.place(at)).collect();
        let mut bodies: Vec<Body> =
            self.heads.iter().zip(places).map(|(head, place)| Body::of(head, place, self.known)).collect();
        let mut goes_on = self.issues.into_iter().all(|issue| sink(Event::Issue(issue)));
        if goes_on {
            (self.producer)(&wanted, &mut |raw| {
                goes_on = match raw {
                    Raw::Issue(issue) => sink(Event::Issue(issue)),
                    Raw::Row(row) => match bodies.get_mut(row.table) {
                        Some(body) => body.take(row, sink),
                        None => true,
                    },
                };
                goes_on
            });
        }
        let ended = goes_on;
        bodies.into_iter().map(|body| body.finish(ended, sink)).collect()
    }
}

/// Opens a file.
///
/// # Errors
/// When it is absent, empty, dangerous (a ZIP bomb), prose, or of a kind that is not read.
pub fn open(path: &Path, options: &Options) -> Result<Tables, OpenError> {
    let refused = |error| OpenError::Io(path.to_owned(), error);
    let name = path.display().to_string();
    let mut file = File::open(path).map_err(refused)?;
    let described = file.metadata().map_err(refused)?;
    if described.is_dir() {
        return Err(refused(io::Error::other("this is a folder; name the files in it")));
    }
    let mut start = Vec::new();
    file.by_ref().take(1024).read_to_end(&mut start).map_err(refused)?;
    if start.is_empty() {
        return Err(OpenError::Empty(name));
    }
    if let Some(what) = unreadable(&start) {
        return Err(OpenError::format(
            &name,
            format!("it is {what}; give its content as CSV, XLSX, JSON or Parquet"),
        ));
    }
    file.rewind().map_err(refused)?;
    let binary = match start[..] {
        [b'P', b'A', b'R', b'1', ..] => Some(Format::Parquet),
        [b'P', b'K', ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => Some(Format::Workbook),
        _ => None,
    };
    let mut tables = match options.format.or(binary) {
        Some(Format::Workbook) => workbook::open(path, &name, options)?,
        Some(Format::Parquet) => parquet_file::open(file, &name)?,
        _ => from_reader(Box::new(file), &name, options)?,
    };
    if let (Some(sheet), false) = (&options.sheet, binary == Some(Format::Workbook)) {
        let message = format!("the file has no sheets: --sheet {sheet:?} says nothing");
        tables.issues.push(issue(&name, None, None, Severity::Note, message, ""));
    }
    tables.known = options.known;
    tables.size = Some(described.len());
    Ok(tables)
}

/// Opens a stream of text: delimited, a name a line, JSON, or a web page.
///
/// # Errors
/// As [`open`].
pub fn from_reader(reader: Box<dyn Read + Send>, name: &str, options: &Options) -> Result<Tables, OpenError> {
    let bytes = Arc::<AtomicU64>::default();
    let counted = Counted { inner: reader, bytes: Arc::clone(&bytes) };
    let unreadable = |error| OpenError::Io(PathBuf::from(name), error);
    let (mut text, encoding) = encoding::decode(BufReader::new(counted)).map_err(unreadable)?;
    let Some(first) = first_character(&mut text).map_err(unreadable)? else {
        return Err(OpenError::Empty(name.to_owned()));
    };
    let found = match first {
        b'{' | b'[' => Format::Json,
        b'<' => Format::Html,
        _ => Format::Delimited,
    };
    let mut tables = match options.format.unwrap_or(found) {
        Format::Json => json::open(text, first, name)?,
        Format::Html => html::open(text, name, options)?,
        _ => text::open(text, name, options)?,
    };
    if let Some(remark) = encoding {
        tables.issues.insert(0, issue(name, None, None, Severity::Note, remark, ""));
    }
    tables.known = options.known;
    tables.bytes = bytes;
    Ok(tables)
}

/// Any text as UTF-8, and a remark when it was written in another encoding.
///
/// # Errors
/// When the stream cannot be read.
pub fn decoded(reader: Box<dyn Read + Send>) -> io::Result<(Box<dyn BufRead + Send>, Option<String>)> {
    encoding::decode(BufReader::new(reader))
}

/// The first character that is no space, without taking it; `None` at the end.
///
/// # Errors
/// When the stream cannot be read.
pub fn first_character(text: &mut Box<dyn BufRead + Send>) -> io::Result<Option<u8>> {
    let buffer = text.fill_buf()?;
    if let Some(found) = buffer.iter().find(|byte| !byte.is_ascii_whitespace()) {
        return Ok(Some(*found));
    }
    if buffer.is_empty() {
        return Ok(None);
    }
    // Nothing but spaces as far as one look goes: they are skipped, lines and all.
    let all = buffer.len();
    text.consume(all);
    first_character(text)
}

/// What a file that holds no table is, by its first bytes.
pub fn unreadable(start: &[u8]) -> Option<&'static str> {
    Some(match start {
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => "a picture",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "a picture",
        [b'R', b'I', b'F', b'F', ..] if start.get(8..12) == Some(b"WEBP") => "a picture",
        _ if start.get(4..8) == Some(b"ftyp") => "a picture or a film",
        [0x1f, 0x8b, ..] | [b'7', b'z', 0xbc, ..] | [b'R', b'a', b'r', b'!', ..] => "an archive",
        [b'{', b'\\', b'r', b't', b'f', ..] => "a text document",
        _ => return None,
    })
}

pub(crate) fn issue(
    file: &str,
    line: Option<u64>,
    record: Option<u64>,
    severity: Severity,
    message: String,
    advice: &str,
) -> Issue {
    let place = Place { file: file.to_owned(), line, record, field: String::new() };
    Issue { place, severity, message, advice: advice.to_owned() }
}

/// As much of a text as a message holds.
pub(crate) fn shown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// Counts the bytes that pass.
struct Counted {
    inner: Box<dyn Read + Send>,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
