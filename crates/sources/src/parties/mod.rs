//! Files of parties: any size, any tabular format, read row by row; what cannot be read is an issue.

pub(crate) mod cells;
pub(crate) mod columns;
mod ftm;
mod reading;
mod types;

pub use chokepoint_tables::{Format, ReadReport};
pub use columns::Mapping;

use chokepoint_model::{Country, Issue, Party, Place, Schema, Severity};
use chokepoint_tables::{
    self as tables, Event, Head, Kind, Tables,
    report::{NotRead, TableRead},
};
use columns::{Columns, Kept};
use reading::Reading;
use std::{
    io::Read,
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};

/// How to read a file of parties.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, when it should not be recognised by the content.
    pub format: Option<Format>,
    /// Which column holds what, where the headings do not say.
    pub mapping: Option<Mapping>,
    /// What the parties are where the file does not say.
    pub default_schema: Schema,
    /// The one sheet of a workbook that is wanted; otherwise every visible one.
    pub sheet: Option<String>,
}

/// One party of a row that could be read; a row that names several parties gives one of these for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Number from 1 within its sheet, the headings not counted.
    pub row: u64,
    /// The party.
    pub party: Party,
    /// Columns that are no part of the party, as given; before them its role and its sheet, where there are several.
    pub passed: Vec<(String, String)>,
}

/// What a file gives: every row is one [`Row`] or more, or is named in an [`Issue`].
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
    /// The file itself cannot be read.
    #[error(transparent)]
    File(#[from] tables::OpenError),
    /// No column of names.
    #[error("{file}: no column of names among {found}; name it with --map name=COLUMN")]
    NoName {
        /// The file.
        file: String,
        /// The headings found.
        found: String,
    },
    /// Several columns under nothing that is recognised as headings.
    #[error(
        "{file}: no row of headings was recognised, and there are several columns; it begins with {rows}; put headings \
         above them, or say which column holds the names with --map name=HEADING (or --map \"name=column 2\")"
    )]
    NoHeadings {
        /// The file.
        file: String,
        /// Its first rows.
        rows: String,
    },
    /// A column that the user named is nowhere.
    #[error("{file}: no column is called {}; the columns are {columns}", quoted(absent))]
    NoColumn {
        /// The file.
        file: String,
        /// As the user wrote them.
        absent: Vec<String>,
        /// The headings found.
        columns: String,
    },
    /// A mapping that cannot be read.
    #[error("{0:?} is not a mapping; write FIELD=COLUMN, where FIELD is one of {1}")]
    Mapping(String, String),
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

/// Where items go; says `false` when no more are wanted.
pub(crate) type Sink<'a> = dyn FnMut(Item) -> bool + 'a;

/// A file of parties, opened: its headings are known, its rows are not yet read.
pub struct Parties(Source);

enum Source {
    One(Box<Party>),
    File(Box<Opened>),
}

struct Opened {
    tables: Tables,
    /// Of each table; `None` for one that is not read.
    columns: Vec<Option<Columns>>,
    wanted: Vec<bool>,
    report: ReadReport,
    options: Options,
}

impl Parties {
    /// One party from elsewhere than a file.
    pub fn one(party: Party) -> Self {
        Self(Source::One(Box::new(party)))
    }

    /// Size of the file in bytes, when it is known.
    pub fn size(&self) -> Option<u64> {
        match &self.0 {
            Source::One(_) => None,
            Source::File(opened) => opened.tables.size,
        }
    }

    /// A counter of the bytes read so far, for a progress bar.
    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        match &self.0 {
            Source::One(_) => Arc::default(),
            Source::File(opened) => Arc::clone(&opened.tables.bytes),
        }
    }

    /// What will be read, as far as it is known before the rows are.
    pub fn report(&self) -> ReadReport {
        match &self.0 {
            Source::One(_) => ReadReport::default(),
            Source::File(opened) => opened.report.clone(),
        }
    }

    /// Reads all rows in their order and hands them over one by one, until `sink` says `false`; says what was read.
    pub fn read(self, sink: &mut dyn FnMut(Item) -> bool) -> ReadReport {
        match self.0 {
            Source::One(party) => {
                sink(Item::Row(Row { row: 1, party: *party, passed: Vec::new() }));
                ReadReport::default()
            }
            Source::File(opened) => opened.read(sink),
        }
    }
}

/// Opens a file of parties.
///
/// # Errors
/// When it is absent, empty, of an unknown kind, dangerous (a ZIP bomb), prose, has no column of names, or has no column
/// that the user named.
pub fn open(path: &Path, options: &Options) -> Result<Parties, OpenError> {
    opened(tables::open(path, &table_options(options))?, options)
}

/// Opens a stream of text: delimited, JSON, a web page or a name a line.
///
/// # Errors
/// As [`open`].
pub fn from_reader(
    reader: Box<dyn Read + Send>,
    name: &str,
    options: &Options,
) -> Result<Parties, OpenError> {
    opened(tables::from_reader(reader, name, &table_options(options))?, options)
}

fn table_options(options: &Options) -> tables::Options {
    let mapped = options.mapping.as_ref().map(Mapping::headings).unwrap_or_default();
    tables::Options {
        format: options.format,
        sheet: options.sheet.clone(),
        mapped,
        ..tables::Options::default()
    }
}

/// Decides which tables are read, and as what.
fn opened(tables: Tables, options: &Options) -> Result<Parties, OpenError> {
    let file = tables.file.clone();
    let mapping = options.mapping.as_ref();
    let of = |head: &Head| match head.kind {
        Kind::Unheaded if mapping.is_none() => None,
        _ => Columns::of(&head.headings, mapping, options.default_schema),
    };
    let columns: Vec<Option<Columns>> = tables.heads.iter().map(of).collect();
    let has_objects = tables.heads.iter().any(|head| head.kind == Kind::Objects);
    let all = || tables.heads.iter().flat_map(|head| head.headings.iter()).map(String::as_str);
    let absent = mapping.map(|mapping| mapping.absent(all())).unwrap_or_default();
    if !absent.is_empty() && !has_objects {
        // Where no headings were recognised, the first row is what the user would call so.
        let of_head = |head: &Head| match head.kind {
            Kind::Unheaded | Kind::Names => head.first_rows.first().cloned().unwrap_or_default(),
            Kind::Headed | Kind::Objects => head.headings.to_vec(),
        };
        let columns: Vec<String> = tables.heads.iter().flat_map(of_head).collect();
        let columns = shown(columns.iter().map(String::as_str));
        return Err(OpenError::NoColumn { file, absent, columns });
    }
    let is_headed =
        |(head, columns): (&Head, &Option<Columns>)| head.kind != Kind::Names && columns.is_some();
    let any_headed = tables.heads.iter().zip(&columns).any(is_headed);
    let mut report = ReadReport { not_read: tables.not_read.clone(), ..ReadReport::default() };
    let mut wanted = Vec::new();
    for (head, columns) in tables.heads.iter().zip(&columns) {
        let why = match (head.kind, columns) {
            (Kind::Objects, _) => None,
            // Beside a table with headings a column of texts is a cover sheet.
            (Kind::Names, _) if any_headed => Some("no headings, where other sheets have them".to_owned()),
            (Kind::Unheaded, None) => Some("no row of headings was recognised".to_owned()),
            (_, None) => {
                Some(format!("no column of names among {}", shown(head.headings.iter().map(String::as_str))))
            }
            (_, Some(_)) => None,
        };
        wanted.push(why.is_none());
        match (why, columns) {
            (Some(why), _) => {
                report.not_read.push(NotRead {
                    file: file.clone(),
                    sheet: head.name.clone(),
                    why,
                    is_loss: true,
                });
            }
            // The keys of objects are known when they are read.
            (None, Some(columns)) if head.kind != Kind::Objects => {
                report.tables.push(columns.report(&file, head))
            }
            (None, Some(_)) => {}
            (None, None) => {}
        }
    }
    if !wanted.contains(&true) {
        let unheaded = tables.heads.iter().find(|head| head.kind == Kind::Unheaded);
        let has_headings = tables.heads.iter().any(|head| head.kind == Kind::Headed);
        return Err(match unheaded.filter(|_| !has_headings) {
            Some(head) => {
                let rows = head.first_rows.iter().map(|cells| format!("{:?}", cells.join(" | ")));
                OpenError::NoHeadings { file, rows: rows.collect::<Vec<_>>().join(", ") }
            }
            None => OpenError::NoName { file, found: shown(all()) },
        });
    }
    Ok(Parties(Source::File(Box::new(Opened { tables, columns, wanted, report, options: options.clone() }))))
}

fn shown<'a>(headings: impl Iterator<Item = &'a str>) -> String {
    let named: Vec<&str> = headings.filter(|heading| !heading.trim().is_empty()).collect();
    named.join(", ").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(400).collect()
}

impl Opened {
    fn read(self, sink: &mut dyn FnMut(Item) -> bool) -> ReadReport {
        let Self { tables, columns, wanted, mut report, options } = self;
        for one in &report.not_read {
            let is_told = one.is_loss || one.why.contains("hidden");
            let severity = if one.is_loss { Severity::Warning } else { Severity::Note };
            let place =
                if one.sheet.is_empty() { one.file.clone() } else { format!("{} [{}]", one.file, one.sheet) };
            let message = format!("not read: {}", one.why);
            let advice = if one.is_loss { "look at it, or name the one sheet with --sheet" } else { "" };
            if is_told && !sink(Item::Issue(issue(&place, None, None, severity, message, advice))) {
                return report;
            }
        }
        for (at, head) in tables.heads.iter().enumerate().filter(|(at, head)| wanted[*at] && head.above_holds)
        {
            let above = head.above.join(" | ");
            let message = format!("above the headings may be parties, which were not read: {above}");
            let advice = "look at it; give each table a sheet of its own";
            if !sink(Item::Issue(issue(&tables.place(at), None, None, Severity::Warning, message, advice))) {
                return report;
            }
        }
        let several = wanted.iter().filter(|wanted| **wanted).count() > 1;
        let file = tables.file.clone();
        let mut readings: Vec<Reading> = columns
            .into_iter()
            .enumerate()
            .map(|(at, columns)| {
                let head = &tables.heads[at];
                let sheet = (several && !head.name.is_empty()).then(|| Arc::from(head.name.as_str()));
                let kept = Kept::new(head, columns, options.mapping.clone(), options.default_schema);
                let objects = (head.kind == Kind::Objects).then(|| head.clone());
                Reading::new(tables.place(at), sheet, tables.is_delimited, kept, objects)
            })
            .collect();
        let mut goes_on = true;
        let is_wanted = |at: usize| wanted.get(at).copied().unwrap_or_default();
        let counts = tables.read(is_wanted, &mut |event| {
            goes_on = match event {
                Event::Row(row) => readings.get_mut(row.table).is_none_or(|reading| reading.row(row, sink)),
                Event::Issue(issue) => sink(Item::Issue(issue)),
            };
            goes_on
        });
        let counts: Vec<tables::Counts> = counts
            .into_iter()
            .zip(&wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(counts, _)| counts)
            .collect();
        for (table, counts) in report.tables.iter_mut().zip(&counts) {
            table.counts = *counts;
        }
        for (reading, counts) in readings.iter().zip(&counts) {
            if let Some(table) = reading.of_objects(&file) {
                report.tables.push(TableRead { counts: *counts, ..table });
            }
        }
        goes_on = goes_on && readings.into_iter().all(|reading| reading.finish(sink));
        if goes_on && !report.tables.is_empty() && counts.iter().all(|counts| counts.rows == 0) {
            let message = "there is no row below the header, so nothing was screened".to_owned();
            sink(Item::Issue(issue(&file, None, None, Severity::Warning, message, "give a row a party")));
        }
        report
    }
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

#[cfg(test)]
mod tests;
