//! From the rows of a file to parties, each with its issues.

use super::{
    Item, Row, Sink,
    cells::{Draft, Read, Remark},
    columns::{Columns, Kept},
    ftm::{Entity, entity},
};
use chokepoint_model::{Issue, Party, Place, Severity, counted};
use chokepoint_tables::{self as tables, Head, report::TableRead};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Words for a kind of party that are unknown, said one by one.
const UNKNOWN_KINDS: usize = 50;
/// Schemata of entities that are no parties, counted one by one.
const SCHEMATA: usize = 100;

/// One table while its rows become parties.
pub(super) struct Reading {
    /// The head, where rows are objects.
    objects: Option<Head>,
    pub(super) place: String,
    /// The sheet, where the file has several.
    pub(super) sheet: Option<Arc<str>>,
    pub(super) is_delimited: bool,
    pub(super) columns: Kept,
    unknown_kinds: BTreeSet<String>,
    /// Entities that are no parties (ownerships, sanctions), by schema.
    passed_over: BTreeMap<String, u64>,
}

impl Reading {
    pub(super) fn new(
        place: String,
        sheet: Option<Arc<str>>,
        is_delimited: bool,
        columns: Kept,
        objects: Option<Head>,
    ) -> Self {
        Self {
            objects,
            place,
            sheet,
            is_delimited,
            columns,
            unknown_kinds: BTreeSet::new(),
            passed_over: BTreeMap::new(),
        }
    }

    /// Hands over the parties of a row, with the issues that it has; `false` when no more are wanted.
    pub(super) fn row(&mut self, mut row: tables::Row, sink: &mut Sink<'_>) -> bool {
        if let Some(object) = &row.object {
            match entity(object) {
                Entity::Party(draft, schema, id) => {
                    let passed = id.map(|id| ("id".to_owned(), id)).into_iter().collect();
                    let (read, remarks) = draft.finish();
                    let read = match read {
                        Read::Party(party) => Read::Party(Party { schema, ..party }),
                        other => other,
                    };
                    return self.say(&row, remarks, sink) && self.one(&row, read, passed, sink);
                }
                Entity::Other(schema) => {
                    let is_kept = self.passed_over.len() < SCHEMATA || self.passed_over.contains_key(&schema);
                    let schema = if is_kept { schema } else { "(others)".to_owned() };
                    *self.passed_over.entry(schema).or_default() += 1;
                    return true;
                }
                Entity::None => {}
            }
            if let Some(inner) = object.get("party").and_then(Value::as_object) {
                // A line that this program wrote itself.
                let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                row.headings = row.headings.iter().chain(inner.keys()).cloned().collect();
                row.cells.extend(inner.values().map(text));
            }
        }
        let Some(columns) = self.columns.of(&row) else {
            let remark = (
                Severity::Error,
                "the object has no name".to_owned(),
                "call the field \"name\", or use --map name=FIELD",
            );
            return self.say(&row, vec![remark], sink);
        };
        let mut remarks: Vec<Remark> = Vec::new();
        let beyond = row.cells.get(columns.headings.len()..).unwrap_or_default();
        if self.is_delimited && beyond.iter().any(|cell| !cell.trim().is_empty()) {
            let fields = counted(row.cells.len() as u64, "field", "fields");
            let message = format!("{fields} where the header has {}", columns.headings.len());
            remarks.push((Severity::Warning, message, "put quotes around fields that hold the delimiter"));
        }
        let passed = passed(&row, columns, self.sheet.as_deref());
        let several = columns.groups.len() > 1;
        let mut read: Vec<(Read, Arc<str>)> = Vec::new();
        for group in &columns.groups {
            let mut draft = Draft::new(group.schema);
            for (at, field) in &group.columns {
                if let Some(cell) = row.cells.get(*at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
                {
                    draft.set(field, cell);
                }
            }
            if let Some(kind) = draft.unknown_kind.take()
                && self.unknown_kinds.len() < UNKNOWN_KINDS
                && !self.unknown_kinds.contains(&kind)
            {
                let is_mapped =
                    group.columns.iter().any(|(at, field)| *field == "schema" && columns.mapped.contains(at));
                let severity = if is_mapped { Severity::Warning } else { Severity::Note };
                let message =
                    format!("unknown kind of party {kind:?}; compared as {}", group.schema.as_str());
                remarks.push((severity, message, "use Person, Company, Organization, Vessel or Airplane"));
                self.unknown_kinds.insert(kind);
            }
            let (of_group, more) = draft.finish();
            remarks.extend(more);
            read.push((of_group, Arc::clone(&group.party)));
        }
        if several {
            // Most rows leave some of their parties empty; one that leaves all of them empty is an issue.
            let has_any = read.iter().any(|(read, _)| !matches!(read, Read::Nothing));
            read.retain(|(read, _)| !has_any || !matches!(read, Read::Nothing));
            if !has_any {
                read.truncate(1);
            }
        }
        self.say(&row, remarks, sink)
            && read.into_iter().all(|(read, party)| {
                let mut passed = passed.clone();
                if several {
                    passed.insert(0, ("party role".to_owned(), party.to_string()));
                }
                self.one(&row, read, passed, sink)
            })
    }

    fn one(
        &self,
        row: &tables::Row,
        read: Read,
        mut passed: Vec<(String, String)>,
        sink: &mut Sink<'_>,
    ) -> bool {
        let (severity, message, advice) = match read {
            Read::Party(party) => {
                if party.names.is_empty() {
                    // Screened by address and identifier all the same.
                    passed.push(("note".to_owned(), "no name given".to_owned()));
                }
                return sink(Item::Row(Row { row: row.row, party, passed }));
            }
            Read::Placeholder(word) => {
                let message = format!("{word:?} is in the place of a name, so nothing was screened");
                (Severity::Note, message, "fill in the name")
            }
            Read::NoName(name) => {
                let message =
                    format!("the name {name:?} has neither letters nor digits, so nothing could be screened");
                (Severity::Error, message, "write the name out")
            }
            Read::Nothing => {
                let message = "the row has no name, address or identifier, so nothing could be screened";
                (Severity::Error, message.to_owned(), "fill in the name")
            }
        };
        sink(Item::Issue(self.issue(row, severity, message, advice)))
    }

    fn say(&self, row: &tables::Row, remarks: Vec<Remark>, sink: &mut Sink<'_>) -> bool {
        remarks
            .into_iter()
            .all(|(severity, message, advice)| sink(Item::Issue(self.issue(row, severity, message, advice))))
    }

    fn issue(&self, row: &tables::Row, severity: Severity, message: String, advice: &str) -> Issue {
        let place =
            Place { file: self.place.clone(), line: row.line, record: Some(row.row), field: String::new() };
        Issue { place, severity, message, advice: advice.to_owned() }
    }

    /// What was read of objects.
    pub(super) fn of_objects(&self, file: &str) -> Option<TableRead> {
        self.columns.report(file, self.objects.as_ref()?)
    }

    /// What is to be said at the end.
    pub(super) fn finish(self, sink: &mut Sink<'_>) -> bool {
        self.passed_over.iter().all(|(schema, count)| {
            let entities = counted(*count, "entity", "entities");
            let message = format!("not screened, because no party: {entities} of the schema {schema}");
            sink(Item::Issue(super::issue(&self.place, None, None, Severity::Note, message, "")))
        })
    }
}

/// The columns that belong to no party, as given.
fn passed(row: &tables::Row, columns: &Columns, sheet: Option<&str>) -> Vec<(String, String)> {
    let mut passed: Vec<(String, String)> =
        sheet.map(|sheet| ("sheet".to_owned(), sheet.to_owned())).into_iter().collect();
    let cell = |at: usize| row.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    for at in columns.others.iter().copied() {
        if let Some(cell) = cell(at) {
            let heading = &columns.headings[at];
            let heading = if heading.is_empty() { format!("column {}", at + 1) } else { heading.clone() };
            passed.push((heading, cell.to_owned()));
        }
    }
    for at in columns.headings.len()..row.cells.len() {
        if let Some(cell) = cell(at) {
            passed.push((format!("column {}", at + 1), cell.to_owned()));
        }
    }
    passed
}
