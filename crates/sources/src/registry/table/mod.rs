//! Tables of a registry as CSV, XLSX or flat JSON: companies, owners, officers, changes, or all in one.
//!
//! What a row says follows from its columns. Each row names one company; an owner, an officer or a change beside it
//! makes it more; a row of a table of awards names a supplier and a buyer, one of
//! a table of rights from whom a right went to whom. Shares are per cent unless no number of the column is above one and nothing says per cent.
//! A table that speaks of shares or holders and gives no interest is an error: nobody is clean because a heading was unknown.

mod about;
mod arrival;
mod award;
mod columns;
mod company;
mod holders;
mod people;
mod refusal;
mod right;
mod stakes;

pub use arrival::{Holds, holds};
pub(super) use arrival::{options, read};
pub(super) use columns::Mapping;

use super::{draft::Draft, values::text};
use award::Awards;
use chokepoint_model::Severity;
use columns::{Columns, Lack};
use refusal::Spoken;
use right::Rights;
use serde_json::Value;
use stakes::Stakes;

/// A table while it is read.
pub(super) struct Table {
    kind: Kind,
    /// The name of the sheet or file in the records of its rows.
    sheet: String,
    /// Shares, settled when all of them are read.
    stakes: Stakes,
    /// What the table says of holdings, and whether anything came of it.
    spoken: Spoken,
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
        Some(Self { kind, sheet: sheet.to_owned(), stakes: Stakes::default(), spoken: Spoken::default() })
    }

    /// Whether a row names the company of the table.
    fn names_somebody(&self, cells: &[String]) -> bool {
        match &self.kind {
            Kind::Companies(columns) => columns.names_somebody(cells),
            Kind::Awards(_) | Kind::Rights(_) => true,
        }
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
        let row = columns::Row { columns, cells, line, record: &record, group: 0 };
        self.spoken.row(&row);
        if columns.lack == Some(Lack::Owned) {
            return;
        }
        let Some(company) = company::read(&row, draft) else { return };
        let before = draft.registry.interests.len();
        people::read(&row, company, &mut self.stakes, draft);
        self.spoken.interests += draft.registry.interests.len() - before;
    }

    /// Settles the shares, and says so when the table speaks of holders and none was read.
    fn finish(self, draft: &mut Draft) {
        if let Kind::Companies(columns) = &self.kind {
            self.stakes.settle(columns, draft);
            self.spoken.tell(columns, draft);
        }
    }
}

const NO_COMPANY: &str = "no column names a company or a party";
const ADVICE: &str = "its first line must be headings such as name, company, owner, share, officer, address: \
                      add or rename them, or say which is which (`ownership --map owner=COLUMN --map owned=COLUMN`)";

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
                    Value::Array(many) => many.iter().map(one_of_many).collect::<Vec<_>>().join("; "),
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

/// One of a list in a cell; of an object, its name and the share beside it: `{"name": "Anna Test", "share": 51}`.
fn one_of_many(value: &Value) -> String {
    let Some(object) = value.as_object() else { return text(value) };
    let find = |is_it: &dyn Fn(&str) -> bool| {
        object.iter().find(|(key, _)| is_it(key)).map(|(_, value)| text(value)).unwrap_or_default()
    };
    let name = find(&|key| {
        key.eq_ignore_ascii_case("name") || matches!(super::words::field(key), Some("owner" | "officer"))
    });
    let share = find(&|key| matches!(super::words::field(key), Some("share" | "shares")));
    match share.is_empty() {
        true => name,
        false if share.contains('%') => format!("{name} ({share})"),
        false => format!("{name} ({share}%)"),
    }
}
