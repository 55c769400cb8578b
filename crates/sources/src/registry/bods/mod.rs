//! Beneficial Ownership Data Standard 0.4, and 0.2 and 0.3 as far as they say the same.
//!
//! Statements are kept until the file has been read, then taken in the order of their dates. Of an entity or a person the
//! last statement of its record counts; of a relationship each holds until the next, so that the answer of an earlier day
//! is the word of that day. Each interest becomes an interest; a party that is not named becomes a gap.

mod relationship;
mod subject;
mod versions;

use super::{
    draft::Draft,
    values::{at, text, texts},
};
use chokepoint_model::Severity;
use serde_json::Value;
use std::collections::BTreeMap;

/// The statements of a file by their record.
#[derive(Default)]
pub(super) struct Statements {
    /// All of them, with their places in the file.
    taken: Vec<(u64, Statement)>,
    /// Statements that others replace, and which (0.2 and 0.3).
    replaced_by: BTreeMap<String, String>,
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
        for replaced in texts(object.get("replacesStatements")).into_iter().filter(|old| *old != statement_id)
        {
            self.replaced_by.insert(replaced, statement_id.clone());
        }
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
        self.taken.push((self.read, statement));
    }

    /// Reads what was kept: parties first, then what joins them.
    pub(super) fn finish(self, draft: &mut Draft) {
        let mut records: BTreeMap<String, Vec<(u64, u64, Statement)>> = BTreeMap::new();
        for (place, statement) in self.taken {
            let (newest, replaced) = newest(&statement.record, &self.replaced_by);
            records.entry(newest).or_default().push((replaced, place, statement));
        }
        let mut records: Vec<(String, Vec<(u64, u64, Statement)>)> = records.into_iter().collect();
        for (_, versions) in &mut records {
            // What is replaced most often is the oldest; of two statements of one day the later in the file counts.
            versions.sort_by(|(a, at_a, one), (b, at_b, other)| {
                b.cmp(a).then(one.date.cmp(&other.date)).then(at_a.cmp(at_b))
            });
        }
        records.sort_by_key(|(_, versions)| {
            versions.last().map(|(_, place, last)| (last.kind == Kind::Relationship, *place))
        });
        for (newest, versions) in &records {
            let Some((_, place, last)) = versions.last() else { continue };
            draft.place(None, Some(*place));
            if last.kind == Kind::Relationship {
                versions::read(versions.iter().map(|(_, _, one)| one).collect(), draft);
                continue;
            }
            subject::read(last, draft);
            let number = draft.party(newest);
            for (_, _, older) in versions {
                draft.also_called(number, &older.record);
            }
        }
    }
}

/// The statement that replaces all others of a chain, and how many stand between.
fn newest(record: &str, replaced_by: &BTreeMap<String, String>) -> (String, u64) {
    let (mut newest, mut steps) = (record, 0);
    while let Some(next) = replaced_by.get(newest) {
        steps += 1;
        // A circle of statements that replace each other has no end.
        if next == record || steps > 10_000 {
            break;
        }
        newest = next;
    }
    (newest.to_owned(), steps)
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
