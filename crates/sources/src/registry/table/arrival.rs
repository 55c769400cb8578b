//! How the rows of a file of a registry arrive: every table that names a company is read, what is left is named.

use super::{ADVICE, Mapping, NO_COMPANY, Table, award::Awards, right::Rights};
use crate::{
    parties::columns as party_columns,
    registry::{draft::Draft, gleif, words},
};
use chokepoint_model::Severity;
use chokepoint_tables::{Event, Kind, OpenError, Options, Tables};
use std::sync::Arc;

/// Reads the tables of a file, or says why it holds none.
pub(in crate::registry) fn read(opened: Result<Tables, OpenError>, draft: &mut Draft, mapping: &Mapping) {
    match opened {
        Ok(tables) => read_tables(tables, mapping, draft),
        Err(OpenError::Prose(_)) => {
            let message = "a text in sentences: it was not read".to_owned();
            draft.unread("prose", message, "put what it says of companies into a table");
        }
        Err(OpenError::Empty(_)) => {
            draft.unread("empty", "the file is empty".to_owned(), "give a file with a registry")
        }
        Err(OpenError::Format { reason, .. }) => {
            draft.unread("format", reason, "save it as CSV, XLSX or JSON lines")
        }
        Err(OpenError::Io(_, error)) => draft.unread("read", format!("cannot be read: {error}"), ""),
    }
}

/// How the tables of a registry are opened: their headings are those of registers, awards, rights and GLEIF.
pub(in crate::registry) fn options(mapping: &Mapping) -> Options {
    fn known(heading: &str) -> bool {
        words::field(heading).is_some()
            || words::award_field(heading).is_some()
            || words::right_field(heading).is_some()
            || party_columns::field(heading).is_some()
            || ["Relationship.", "Entity.", "Exception."].iter().any(|start| heading.starts_with(start))
    }
    Options { mapped: mapping.headings(), known, ..Options::default() }
}

/// What a file holds that could be read as a registry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A table that names companies or parties.
    Tables,
    /// A list with one name a line.
    Names,
    /// Sentences.
    Sentences,
    /// None of these.
    Nothing,
}

/// What a file of text or a web page holds.
pub fn holds(path: &std::path::Path) -> Holds {
    let mapping = Mapping::default();
    match chokepoint_tables::open(path, &options(&mapping)) {
        Ok(tables) => {
            let is_table = |head: &chokepoint_tables::Head| {
                head.kind == Kind::Objects
                    || head.kind == Kind::Headed
                        && !matches!(Reading::of(&head.headings, "", &mapping), Reading::Nothing)
            };
            match &tables.heads[..] {
                heads if heads.iter().any(is_table) => Holds::Tables,
                [one] if one.kind == Kind::Names => Holds::Names,
                _ => Holds::Nothing,
            }
        }
        Err(OpenError::Prose(_)) => Holds::Sentences,
        Err(_) => Holds::Nothing,
    }
}

/// What a table of a file is read as.
enum Reading {
    Gleif,
    Table(Table),
    /// A row names several parties, each of them a company of its own: consignor and consignee.
    Several(Vec<Table>),
    /// No table of a registry.
    Nothing,
}

impl Reading {
    fn of(headings: &[String], sheet: &str, mapping: &Mapping) -> Self {
        if gleif::are_headings(headings) {
            return Self::Gleif;
        }
        if let Some(several) = several(headings, mapping) {
            return Self::Several(several.iter().filter_map(|one| Table::new(one, sheet, mapping)).collect());
        }
        Table::new(headings, sheet, mapping).map_or(Self::Nothing, Self::Table)
    }

    fn finish(self, draft: &mut Draft) {
        match self {
            Self::Table(table) => table.finish(draft),
            Self::Several(tables) => tables.into_iter().for_each(|table| table.finish(draft)),
            Self::Gleif | Self::Nothing => {}
        }
    }
}

/// The headings for each of several parties that a row names, those of the others left empty; `None` for a table of one
/// company a row, of owners, officers, awards or rights, whose columns have a meaning of their own.
fn several(headings: &[String], mapping: &Mapping) -> Option<Vec<Vec<String>>> {
    const ROLES: [&str; 10] = [
        "owner",
        "owner id",
        "owned",
        "owned id",
        "officer",
        "share",
        "votes",
        "role",
        "change item",
        "kind",
    ];
    let has_role =
        headings.iter().any(|heading| words::field(heading).is_some_and(|field| ROLES.contains(&field)));
    let is_deal = Awards::of(headings, mapping).is_some() || Rights::of(headings, mapping).is_some();
    if has_role || is_deal || !mapping.headings().is_empty() {
        return None;
    }
    let groups = party_columns::groups(headings)?;
    let is_of_row = |party: &str| !matches!(party, "owner" | "director");
    let groups: Vec<_> = groups.into_iter().filter(|(party, _)| is_of_row(party)).collect();
    if groups.len() < 2 {
        return None;
    }
    let used = |at: usize| groups.iter().any(|(_, columns)| columns.iter().any(|(column, _)| *column == at));
    let of = |(number, (_, columns)): (usize, &party_columns::OfParty)| {
        let mut own: Vec<String> = vec![String::new(); headings.len()];
        if number == 0 {
            // What is said of nobody in particular stays with the first.
            for (at, heading) in headings.iter().enumerate().filter(|(at, _)| !used(*at)) {
                own[at].clone_from(heading);
            }
        }
        for (at, field) in columns {
            (*field).clone_into(&mut own[*at]);
        }
        own
    };
    Some(groups.iter().enumerate().map(of).collect())
}

fn read_tables(tables: Tables, mapping: &Mapping, draft: &mut Draft) {
    let mut readings: Vec<Reading> = Vec::new();
    let any_headed = tables.heads.iter().any(|head| head.kind == Kind::Headed);
    for head in &tables.heads {
        readings.push(match head.kind {
            // Beside a table with headings a column of texts is a cover sheet.
            Kind::Names if any_headed => Reading::Nothing,
            Kind::Unheaded => Reading::Nothing,
            _ => Reading::of(&head.headings, &head.name, mapping),
        });
    }
    let is_read = |reading: &Reading| !matches!(reading, Reading::Nothing);
    let reads_any = readings.iter().any(is_read);
    for (head, _) in tables.heads.iter().zip(&readings).filter(|(_, reading)| !is_read(reading)) {
        draft.place(head.heading_row.or(Some(1)), None);
        let found: Vec<String> =
            if head.kind == Kind::Headed { head.headings.to_vec() } else { head.first_rows.concat() };
        let found: String = found.join(", ").chars().take(200).collect();
        let sheet =
            if head.name.is_empty() { String::new() } else { format!(" on the sheet {:?}", head.name) };
        let message = format!("{NO_COMPANY} among {found:?}{sheet}");
        match reads_any {
            true => draft.issue("header", Severity::Warning, "", message, ADVICE),
            false => draft.unread("header", message, ADVICE),
        }
    }
    for one in tables.not_read.iter().filter(|one| one.is_loss || one.why.contains("hidden")) {
        draft.place(None, None);
        let severity = if one.is_loss { Severity::Warning } else { Severity::Note };
        let message = format!("the sheet {:?} was not read: {}", one.sheet, one.why);
        draft.issue("sheet", severity, "", message, "");
    }
    let mut headings: Vec<Arc<[String]>> =
        tables.heads.iter().map(|head| Arc::clone(&head.headings)).collect();
    let names: Vec<String> = tables.heads.iter().map(|head| head.name.clone()).collect();
    let wanted: Vec<bool> = readings.iter().map(is_read).collect();
    tables.read(|at| wanted.get(at).copied().unwrap_or_default(), &mut |event| {
        match event {
            Event::Issue(issue) => {
                draft.place(issue.place.line, issue.place.record);
                let kind: String = issue.message.split([':', '"']).next().unwrap_or_default().to_owned();
                draft.issue(&kind, issue.severity, "", issue.message, &issue.advice);
            }
            Event::Row(row) => {
                let at = row.table;
                if !Arc::ptr_eq(&headings[at], &row.headings) {
                    // Another table further down the sheet.
                    headings[at] = Arc::clone(&row.headings);
                    let next = Reading::of(&row.headings, &names[at], mapping);
                    std::mem::replace(&mut readings[at], next).finish(draft);
                }
                let line = row.line.unwrap_or(row.row);
                if row.cells.iter().any(|cell| cell.contains('\u{fffd}')) {
                    draft.place(Some(line), None);
                    let message =
                        "bytes that are no text in the encoding of the file, shown as \u{fffd}".to_owned();
                    draft.issue("bytes", Severity::Warning, "", message, "save the file as UTF-8");
                }
                match &mut readings[at] {
                    Reading::Table(table) => table.row(line, &row.cells, draft),
                    Reading::Several(tables) => {
                        // Most rows leave some of their parties empty; of one that leaves all empty the first says so.
                        let any = tables.iter().any(|table| table.names_somebody(&row.cells));
                        for (number, table) in tables.iter_mut().enumerate() {
                            if table.names_somebody(&row.cells) || !any && number == 0 {
                                table.row(line, &row.cells, draft);
                            }
                        }
                    }
                    Reading::Gleif => {
                        draft.place(Some(line), None);
                        gleif::row(&row.headings, &row.cells, draft);
                    }
                    Reading::Nothing => {}
                }
            }
        }
        true
    });
    draft.place(None, None);
    readings.into_iter().for_each(|reading| reading.finish(draft));
}
