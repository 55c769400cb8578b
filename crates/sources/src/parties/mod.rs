//! Files of parties: any size, many formats and encodings, read row by row; what cannot be read is an issue.

pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod delimited;
mod encoding;
mod guard;
mod json_lines;
pub(crate) mod lines;
mod parquet_file;
pub(crate) mod workbook;

pub use columns::Mapping;

use chokepoint_model::{Country, Issue, Party, Place, Schema, Severity};
use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The format of a file of parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma, semicolon, tab or bar between the fields.
    Delimited,
    /// A JSON object a line: flat, or an entity of FollowTheMoney.
    JsonLines,
    /// An Excel workbook.
    Workbook,
    /// Apache Parquet.
    Parquet,
}

/// How to read a file of parties.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, when it should not be told by the content.
    pub format: Option<Format>,
    /// Which column holds what, where the headings do not say.
    pub mapping: Option<Mapping>,
    /// What the parties are where the file does not say.
    pub default_schema: Schema,
    /// The sheet of a workbook; the first one otherwise.
    pub sheet: Option<String>,
}

/// One row that could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Number from 1, the header not counted.
    pub row: u64,
    /// The party.
    pub party: Party,
    /// Columns that are no part of the party, as given.
    pub passed: Vec<(String, String)>,
}

/// What a file gives: every row is a [`Row`] or is named in an [`Issue`].
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A row.
    Row(Row),
    /// What could not be read.
    Issue(Issue),
}

/// Why a file of parties cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// Nothing in it.
    #[error("{0}: the file is empty; give a file with a header and a row a party")]
    Empty(String),
    /// Not of a kind this program reads.
    #[error("{file}: {reason}")]
    Format {
        /// The file.
        file: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// No column of names.
    #[error("{file}: no column of names among {found}; name it with --map name=COLUMN")]
    NoName {
        /// The file.
        file: String,
        /// The headings found.
        found: String,
    },
    /// A mapping that cannot be read.
    #[error("{0:?} is no mapping; write FIELD=COLUMN, where FIELD is one of {1}")]
    Mapping(String, String),
}

/// Where items go; says `false` when no more are wanted.
pub(crate) type Sink<'a> = dyn FnMut(Item) -> bool + 'a;

type Producer = Box<dyn FnOnce(&mut Sink<'_>) + Send>;

/// A file of parties, opened: its header is known, its rows are not yet read.
pub struct Parties {
    producer: Producer,
    bytes: Arc<AtomicU64>,
    size: Option<u64>,
}

impl Parties {
    /// One party from elsewhere than a file.
    pub fn one(party: Party) -> Self {
        let row = Row { row: 1, party, passed: Vec::new() };
        Self::new(Box::new(move |sink| {
            sink(Item::Row(row));
        }))
    }

    fn new(producer: Producer) -> Self {
        Self { producer, bytes: Arc::default(), size: None }
    }

    /// Size of the file in bytes, when it is known.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// A counter of the bytes read so far, for a progress bar.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes)
    }

    /// Reads all rows in their order and hands them over one by one, until `sink` says `false`.
    pub fn read(self, sink: &mut dyn FnMut(Item) -> bool) {
        (self.producer)(sink);
    }
}

/// Opens a file of parties.
///
/// # Errors
/// When it is absent, empty, of an unknown kind, dangerous (a ZIP bomb), or has no column of names.
pub fn open(path: &Path, options: &Options) -> Result<Parties, OpenError> {
    let refused = |error| OpenError::Io(path.to_owned(), error);
    let name = path.display().to_string();
    let mut file = File::open(path).map_err(refused)?;
    let size = file.metadata().map_err(refused)?.len();
    if size == 0 {
        return Err(OpenError::Empty(name));
    }
    let mut start = [0_u8; 8];
    let read = file.read(&mut start).map_err(refused)?;
    file.rewind().map_err(refused)?;
    let format = options.format.unwrap_or_else(|| told_by_content(&start[..read]));
    let mut parties = match format {
        Format::Workbook => workbook::open(path, &name, options)?,
        Format::Parquet => parquet_file::open(file, &name, options)?,
        Format::Delimited | Format::JsonLines => {
            return from_reader(Box::new(file), &name, options)
                .map(|parties| Parties { size: Some(size), ..parties });
        }
    };
    parties.size = Some(size);
    Ok(parties)
}

/// Opens a stream of delimited text or JSON lines.
///
/// # Errors
/// As [`open`].
pub fn from_reader(
    reader: Box<dyn Read + Send>,
    name: &str,
    options: &Options,
) -> Result<Parties, OpenError> {
    let bytes = Arc::<AtomicU64>::default();
    let counted = Counted { inner: reader, bytes: Arc::clone(&bytes) };
    let (text, encoding) = encoding::decode(BufReader::new(counted))
        .map_err(|error| OpenError::Io(PathBuf::from(name), error))?;
    let mut lines = lines::Lines::new(text);
    let first = lines.peek_text();
    if first.is_empty() {
        return Err(OpenError::Empty(name.to_owned()));
    }
    let format =
        options.format.unwrap_or(if first.starts_with('{') { Format::JsonLines } else { Format::Delimited });
    let mut parties = match format {
        Format::JsonLines => json_lines::open(lines, name, options),
        _ => delimited::open(lines, name, options)?,
    };
    if let Some(told) = encoding {
        let note = issue(name, None, None, Severity::Note, told, "");
        let producer = parties.producer;
        parties.producer = Box::new(move |sink| {
            if sink(Item::Issue(note)) {
                producer(sink);
            }
        });
    }
    parties.bytes = bytes;
    Ok(parties)
}

fn told_by_content(start: &[u8]) -> Format {
    match start {
        [b'P', b'A', b'R', b'1', ..] => Format::Parquet,
        [b'P', b'K', ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => Format::Workbook,
        _ => Format::Delimited,
    }
}

/// The text of a stream in whatever encoding, as UTF-8, and a remark when it was another.
///
/// # Errors
/// When the stream cannot be read.
pub fn decoded(reader: Box<dyn Read + Send>) -> io::Result<(Box<dyn io::BufRead + Send>, Option<String>)> {
    encoding::decode(BufReader::new(reader))
}

/// A country by its code or its name in any language this program knows.
pub fn country(text: &str) -> Option<Country> {
    chokepoint_text::country::code_of(text).and_then(Country::from_code)
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
