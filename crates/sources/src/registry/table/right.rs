//! Tables of rights that passed on: trade marks, patents and domain names, from whom, to whom, on which day.

use super::{
    about::{self, About},
    columns::Mapping,
};
use crate::registry::{
    draft::{Draft, Found, seen, short},
    words,
};
use chokepoint_model::{InterestKind, Severity};

/// The fields of a table of rights.
pub(super) struct Rights {
    fields: Vec<Option<&'static str>>,
}

impl Rights {
    /// The fields of these headings; `None` when they do not say from whom and to whom, by name or id.
    pub(super) fn of(headings: &[String], mapping: &Mapping) -> Option<Self> {
        // Who gave columns their meaning has no table of rights in mind: its words are in no mapping.
        let is_free = headings.iter().all(|heading| !mapping.names(heading));
        let fields: Vec<Option<&'static str>> = headings
            .iter()
            .map(|heading| words::right_field(heading).or_else(|| words::field(heading)))
            .collect();
        let has = |name: &str, id: &str| fields.iter().flatten().any(|field| *field == name || *field == id);
        let is_of_rights = has("assignor", "assignor id") && has("assignee", "assignee id");
        (is_free && is_of_rights).then_some(Self { fields })
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.fields.len()
    }

    /// Reads a row: the right went from the one to the other on the day.
    pub(super) fn read(&self, cells: &[String], record: &str, draft: &mut Draft) {
        let get = |field: &str| about::cell(&self.fields, cells, field);
        let (source, published) = (get("source"), get("published"));
        let about = About { source: &source, record, seen: seen(&published) };
        let mut party = |name: &str, id: &str| {
            let (name, id) = (get(name), get(id));
            match (name.is_empty(), id.is_empty()) {
                (true, true) => None,
                (true, false) => Some(draft.party(&id)),
                (false, _) => Some(about.party(&id, &name, "", draft)),
            }
        };
        let (from, to) = (party("assignor", "assignor id"), party("assignee", "assignee id"));
        let (Some(from), Some(to)) = (from, to) else {
            let message = "the row does not say from whom and to whom".to_owned();
            let advice = "it was left out: name both parties";
            return draft.issue("right", Severity::Error, "assignor", message, advice);
        };
        let role = format!("{} {}", get("right"), get("number")).trim().to_owned();
        if from == to {
            let message = format!("{:?} goes to whom it was", short(&role));
            return draft.issue("right", Severity::Warning, "assignee", message, "the row was left out");
        }
        // A transfer tells itself no later than the day it is published.
        let passed = get("passed");
        let period = draft.period(if passed.is_empty() { &published } else { &passed }, "");
        draft.interest(Found { period, role: &role, ..about.tie(from, to, InterestKind::Right) });
    }
}
