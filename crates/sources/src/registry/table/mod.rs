//! Tables of a registry as CSV, XLSX or flat JSON: companies, owners, officers, changes, or all in one.
//!
//! What a row says follows from its columns. Each row names one company; an owner, an officer or a change beside it
//! makes it more; a row of a table of awards names a supplier and a buyer, one of
//! a table of rights from whom a right went to whom. Shares are per cent unless no number of the column is above one and nothing says per cent.

mod about;
mod award;
mod columns;
mod company;
mod people;
mod right;

pub(super) use columns::Mapping;

use super::{
    amount::{Amount, NoShare},
    draft::Draft,
    gleif,
    values::text,
};
use crate::parties::{
    delimited::{Record, delimiter, fields, record},
    lines::Lines,
    workbook,
};
use award::Awards;
use chokepoint_model::{Severity, Share};
use columns::Columns;
use right::Rights;
use serde_json::Value;
use std::{collections::BTreeMap, io::BufRead, path::Path};

/// A table while it is read.
pub(super) struct Table {
    kind: Kind,
    /// The name of the sheet or file in the records of its rows.
    sheet: String,
    /// Shares whose unit is known only when all of them are: the interest, what is written, and its line.
    shares: Vec<(usize, Amount, u64)>,
}

/// What the rows of a table are about.
enum Kind {
    Companies(Columns),
    Awards(Awards),
    Rights(Rights),
}

impl Kind {
    fn count(&self) -> usize {
        match self {
            Self::Companies(columns) => columns.count(),
            Self::Awards(awards) => awards.count(),
            Self::Rights(rights) => rights.count(),
        }
    }
}

impl Table {
    /// A table with these headings; `None` when they name no company.
    fn new(headings: &[String], sheet: &str, mapping: &Mapping) -> Option<Self> {
        let awards = Awards::of(headings, mapping).map(Kind::Awards);
        let kind = match awards.or_else(|| Rights::of(headings, mapping).map(Kind::Rights)) {
            Some(kind) => kind,
            None => Kind::Companies(Columns::of(headings, mapping)?),
        };
        Some(Self { kind, sheet: sheet.to_owned(), shares: Vec::new() })
    }

    /// Reads one row.
    fn row(&mut self, line: u64, cells: &[String], draft: &mut Draft) {
        draft.place(Some(line), Some(line.saturating_sub(1)));
        let count = self.kind.count();
        if cells.len() > count && cells[count..].iter().any(|cell| !cell.trim().is_empty()) {
            let message = format!("{} fields where the header has {count}", cells.len());
            draft.issue(
                "fields",
                Severity::Warning,
                "",
                message,
                "put quotes around fields that hold the delimiter",
            );
        }
        let record =
            if self.sheet.is_empty() { format!("row {line}") } else { format!("{} row {line}", self.sheet) };
        let columns = match &self.kind {
            Kind::Awards(awards) => return awards.read(cells, &record, draft),
            Kind::Rights(rights) => return rights.read(cells, &record, draft),
            Kind::Companies(columns) => columns,
        };
        let row = columns::Row { columns, cells, line, record: &record };
        let Some(company) = company::read(&row, draft) else { return };
        people::read(&row, company, &mut self.shares, draft);
    }

    /// Settles the unit of the shares.
    fn finish(self, draft: &mut Draft) {
        let says_percent = matches!(&self.kind, Kind::Companies(columns) if columns.says_percent);
        let is_percent = says_percent
            || self.shares.iter().any(|(_, amount, _)| amount.is_percent || amount.is_above_one());
        if !is_percent && !self.shares.is_empty() {
            let message = "no share is above 1: they were read as parts of one (0.5 is half)".to_owned();
            draft.issue(
                "unit",
                Severity::Note,
                "share",
                message,
                "write a per cent sign if they are per cent",
            );
        }
        for (interest, amount, line) in self.shares {
            draft.place(Some(line), Some(line.saturating_sub(1)));
            let read = if is_percent { amount.percent() } else { amount.fraction() };
            let share = match read {
                Ok(share) => share,
                Err(wrong) => draft.share(Err(wrong), &amount.to_string(), "share"),
            };
            if let Some(interest) = draft.registry.interests.get_mut(interest) {
                interest.share = share;
            }
        }
    }
}

/// The share of a cell, to be settled at the end of its table; an unknown one at once.
fn amount(cell: &str, draft: &mut Draft) -> Option<Amount> {
    match Amount::read(cell) {
        Ok(amount) => Some(amount),
        Err(NoShare::Unknown) => None,
        Err(wrong) => {
            let _: Share = draft.share(Err(wrong), cell, "share");
            None
        }
    }
}

const NO_COMPANY: &str = "no column names a company or a party";
const ADVICE: &str = "its first line must be headings such as name, company, owner, share, officer, address: \
                      add or rename them, or say which is which (`ownership --map owner=COLUMN --map owned=COLUMN`)";

/// Reads delimited text.
pub(super) fn read_delimited(text: Box<dyn BufRead + Send>, mapping: &Mapping, draft: &mut Draft) {
    let mut lines = Lines::new(text);
    let header = lines.by_ref().find(|line| !matches!(&line.text, Ok(text) if text.trim().is_empty()));
    let Some(Ok(header)) =
        header.map(|line| line.text).filter(|text| !text.as_ref().is_ok_and(|t| t.contains('\0')))
    else {
        let message = "its first line is no header of a table".to_owned();
        return draft.unread("format", message, "save it as CSV, XLSX or JSON lines");
    };
    let delimiter = delimiter(&header);
    let headings = fields(&header, delimiter);
    if gleif::are_headings(&headings) {
        while let Some(record) = record(&mut lines) {
            match record {
                Record::Text { text, .. } if text.trim().is_empty() => {}
                Record::Text { line, text, .. } => {
                    draft.place(Some(line), None);
                    gleif::row(&headings, &fields(&text, delimiter), draft);
                }
                Record::Unreadable { line, reason } => unreadable(line, &reason, draft),
            }
        }
        return;
    }
    let Some(mut table) = Table::new(&headings, "", mapping) else {
        draft.place(Some(1), None);
        let found: String = headings.join(", ").chars().take(200).collect();
        let message = format!("{NO_COMPANY} among {found:?}");
        return draft.unread("header", message, ADVICE);
    };
    while let Some(record) = record(&mut lines) {
        match record {
            Record::Text { text, .. } if text.trim().is_empty() => {}
            Record::Text { line, text, stray_quote: is_stray } => {
                if text.contains('\u{fffd}') {
                    draft.place(Some(line), None);
                    let message =
                        "bytes that are no text in the encoding of the file, shown as \u{fffd}".to_owned();
                    draft.issue("bytes", Severity::Warning, "", message, "save the file as UTF-8");
                }
                let text = if is_stray { text.replace('"', "") } else { text };
                if is_stray {
                    stray_quote(line, draft);
                }
                let cells = fields(&text, delimiter);
                if !text.contains('\n')
                    || cells.len() == headings.len() && !is_several_rows(&text, delimiter, headings.len())
                {
                    table.row(line, &cells, draft);
                    continue;
                }
                // Two stray quotes have swallowed the lines between them: the fields are not those of one row.
                for (at, one) in (line..).zip(text.lines()) {
                    if one.matches('"').count() % 2 == 0 {
                        table.row(at, &fields(one, delimiter), draft);
                        continue;
                    }
                    stray_quote(at, draft);
                    table.row(at, &fields(&one.replace('"', ""), delimiter), draft);
                }
            }
            Record::Unreadable { line, reason } => unreadable(line, &reason, draft),
        }
    }
    draft.place(None, None);
    table.finish(draft);
}

/// Whether the lines of a quoted field are rows themselves: a quote that nobody closed reaches to the next one, far below,
/// and what it swallows may look like one good row.
fn is_several_rows(text: &str, delimiter: u8, columns: usize) -> bool {
    columns > 1 && text.lines().all(|line| fields(&line.replace('"', ""), delimiter).len() >= columns)
}

fn unreadable(line: u64, reason: &str, draft: &mut Draft) {
    draft.place(Some(line), None);
    let message = format!("{reason} cannot be read");
    draft.issue("line", Severity::Error, "", message, "a line may have 4 MB; look for a missing line end");
}

fn stray_quote(line: u64, draft: &mut Draft) {
    draft.place(Some(line), None);
    let message = "a quote is opened and not closed; the line was read without it".to_owned();
    draft.issue("quote", Severity::Warning, "", message, "close the quote");
}

/// Reads every sheet of a workbook.
pub(super) fn read_workbook(path: &Path, mapping: &Mapping, draft: &mut Draft) {
    // Tables by sheet; `None` for a sheet that is no table of a registry.
    let mut tables: BTreeMap<String, Option<Table>> = BTreeMap::new();
    let read = workbook::each_row(path, &mut |sheet, line, cells| match tables.get_mut(sheet) {
        Some(Some(table)) => table.row(line, cells, draft),
        Some(None) => {}
        None => {
            let table = Table::new(cells, sheet, mapping);
            if table.is_none() {
                draft.place(Some(line), None);
                let message = format!("{NO_COMPANY} on the sheet {sheet:?}");
                draft.issue("header", Severity::Warning, "", message, ADVICE);
            }
            tables.insert(sheet.to_owned(), table);
        }
    });
    draft.place(None, None);
    if let Err(reason) = read {
        let message = format!("cannot be read: {reason}");
        draft.unread("workbook", message, "");
    }
    tables.into_values().flatten().for_each(|table| table.finish(draft));
}

/// Flat JSON objects, each a row whose headings are its keys.
#[derive(Default)]
pub(super) struct ObjectRows {
    tables: Vec<(Vec<String>, Option<Table>)>,
    read: u64,
}

/// Sets of keys that are told apart; objects of yet other keys are issues.
const KEY_SETS: usize = 200;

impl ObjectRows {
    /// Takes one object.
    pub(super) fn take(&mut self, object: &Value, draft: &mut Draft) {
        self.read += 1;
        let Some(object) = object.as_object() else { return };
        let keys: Vec<String> = object.keys().cloned().collect();
        let place = match self.tables.iter().position(|(known, _)| *known == keys) {
            Some(place) => place,
            None if self.tables.len() < KEY_SETS => {
                let table = Table::new(&keys, "", &Mapping::default());
                self.tables.push((keys, table));
                self.tables.len() - 1
            }
            None => {
                let message = "objects of too many shapes for a table".to_owned();
                return draft.issue("shapes", Severity::Error, "", message, "it was left out");
            }
        };
        match &mut self.tables[place].1 {
            Some(table) => {
                let cell = |value: &Value| match value {
                    Value::Array(many) => many.iter().map(text).collect::<Vec<_>>().join("; "),
                    one => text(one),
                };
                let cells: Vec<String> = object.values().map(cell).collect();
                table.row(self.read, &cells, draft);
            }
            None => {
                let message = "the object names no company or party".to_owned();
                draft.issue("object", Severity::Error, "", message, "it was left out");
            }
        }
    }

    pub(super) fn finish(self, draft: &mut Draft) {
        self.tables.into_iter().filter_map(|(_, table)| table).for_each(|table| table.finish(draft));
    }
}
