//! Beneficial Ownership Data Standard 0.4, and 0.2 and 0.3 as far as they say the same.
//!
//! The last statement of a record counts: statements are kept until the file has been read, then taken in the order
//! of their dates. Of a relationship, each interest becomes an interest; a party that is not named becomes a gap.

mod relationship;
mod subject;

use super::{
    draft::Draft,
    values::{at, text, texts},
};
use chokepoint_model::Severity;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The statements of a file by their record.
#[derive(Default)]
pub(super) struct Statements {
    /// The newest statement of each record, with its place in the file.
    newest: BTreeMap<String, (u64, Statement)>,
    /// Statements that others replace (0.2 and 0.3).
    replaced: BTreeSet<String>,
    read: u64,
}

/// What is kept of a statement.
pub(super) struct Statement {
    pub(super) record: String,
    pub(super) date: String,
    pub(super) is_closed: bool,
    pub(super) kind: Kind,
    /// What it says: `recordDetails`, or in 0.2 and 0.3 the statement itself.
    pub(super) details: Value,
    pub(super) source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Entity,
    Person,
    Relationship,
}

impl Statements {
    /// Takes a statement; what is none is told.
    pub(super) fn take(&mut self, object: Value, draft: &mut Draft) {
        self.read += 1;
        let statement_id = [at(&object, &["statementId"]), at(&object, &["statementID"])].concat();
        let record = Some(at(&object, &["recordId"]))
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| statement_id.clone());
        let kind = match (at(&object, &["recordType"]).as_str(), at(&object, &["statementType"]).as_str()) {
            ("entity", _) | (_, "entityStatement") => Kind::Entity,
            ("person", _) | (_, "personStatement") => Kind::Person,
            ("relationship", _) | (_, "ownershipOrControlStatement") => Kind::Relationship,
            (record, statement) => {
                let message = format!("{:?} is no type of a record", [record, statement].concat());
                return draft.issue(
                    "type",
                    Severity::Error,
                    "recordType",
                    message,
                    "the statement was left out",
                );
            }
        };
        if record.is_empty() {
            let message = "a statement has neither a record id nor a statement id".to_owned();
            return draft.issue("id", Severity::Error, "recordId", message, "it was left out");
        }
        self.replaced.extend(texts(object.get("replacesStatements")));
        let date = at(&object, &["statementDate"]);
        let source = at(&object, &["source", "description"]);
        let is_closed = at(&object, &["recordStatus"]) == "closed";
        let details = match object.get("recordDetails") {
            Some(details @ Value::Object(_)) => details.clone(),
            Some(_) => {
                let message = format!("the details of {record:?} are no object");
                return draft.issue(
                    "details",
                    Severity::Error,
                    "recordDetails",
                    message,
                    "the statement was left out",
                );
            }
            None => object,
        };
        let statement = Statement { record: record.clone(), date, is_closed, kind, details, source };
        match self.newest.get(&record) {
            // Of two statements of one day the later in the file counts.
            Some((_, held)) if held.date > statement.date => {}
            _ => {
                self.newest.insert(record, (self.read, statement));
            }
        }
    }

    /// Reads what was kept: parties first, then what joins them.
    pub(super) fn finish(self, draft: &mut Draft) {
        let mut statements: Vec<(u64, Statement)> =
            self.newest.into_values().filter(|(_, one)| !self.replaced.contains(&one.record)).collect();
        statements.sort_by_key(|(place, statement)| (statement.kind == Kind::Relationship, *place));
        for (place, statement) in &statements {
            draft.place(None, Some(*place));
            match statement.kind {
                Kind::Relationship => relationship::read(statement, draft),
                Kind::Entity | Kind::Person => subject::read(statement, draft),
            }
        }
    }
}

/// The id that a reference names: a text (0.4), or an object of one (0.2 and 0.3).
fn reference(value: &Value) -> Option<String> {
    let named = match value {
        Value::Object(object) => ["describedByEntityStatement", "describedByPersonStatement"]
            .iter()
            .find_map(|key| object.get(*key))
            .map(text)
            .unwrap_or_default(),
        value => text(value),
    };
    (!named.is_empty()).then_some(named)
}

/// The reason of a party that is not named.
fn reason(value: &Value) -> Option<String> {
    let reason = [at(value, &["reason"]), at(value, &["unspecified", "reason"])].concat();
    (!reason.is_empty()).then_some(reason)
}
