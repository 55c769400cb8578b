//! Graphs as analysts' tools write them: nodes and edges in one document, or rows that name their children or parents.

use super::{
    amount::Amount,
    draft::{Draft, Found, add_name},
    values::{at, each, text},
    words,
};
use chokepoint_model::{Directness, InterestKind, NameKind, PartyNumber, Period, Schema, Severity, Share};
use serde_json::Value;
use std::collections::BTreeMap;

/// A document with nodes and edges, each a list or an object by id.
pub(super) fn document(document: &Value, draft: &mut Draft) {
    let list = |key: &str| match document.get(key) {
        Some(Value::Object(by_id)) => by_id.values().collect(),
        other => each(other).iter().collect::<Vec<_>>(),
    };
    for (at, node) in (1..).zip(list("nodes")) {
        draft.place(None, Some(at));
        match first(node, &["id", "key"]) {
            id if id.is_empty() => {
                draft.issue(
                    "node",
                    Severity::Warning,
                    "id",
                    "a node has no id".to_owned(),
                    "it was left out",
                );
            }
            id => {
                describe(&id, node, at, draft);
            }
        }
    }
    let edges = if document.get("edges").is_some() { list("edges") } else { list("links") };
    for (at, one) in (1..).zip(edges) {
        draft.place(None, Some(at));
        if !edge(one, at, draft) {
            draft.issue(
                "edge",
                Severity::Warning,
                "",
                "an edge names only one side".to_owned(),
                "it was left out",
            );
        }
    }
}

fn describe(id: &str, node: &Value, at: u64, draft: &mut Draft) -> PartyNumber {
    let name = first(node, &["name", "label", "title", "caption"]);
    let number = draft.party_called(id, &name);
    draft.described(number, "", &format!("node {at}"), None);
    let profile = draft.profile(number);
    add_name(profile, &name, NameKind::Primary);
    if let Some(schema) = Schema::from_name(&first(node, &["type", "schema", "kind"])) {
        profile.party.schema = schema;
    }
    number
}

/// Reads an edge; `false` for an object that is none.
fn edge(edge: &Value, at: u64, draft: &mut Draft) -> bool {
    let source = first(edge, &["source", "from_id", "src"]);
    let target = first(edge, &["target", "to_id", "dst"]);
    if source.is_empty() || target.is_empty() {
        return false;
    }
    let holder = end(edge, "source", &source, draft);
    let held = end(edge, "target", &target, draft);
    let said = first(edge, &["field", "type", "label", "relation", "relationship", "kind"]);
    // "has_shareholder" goes from the held to the holder.
    let (holder, held) = if said.starts_with("has_") { (held, holder) } else { (holder, held) };
    let kind = words::kind(said.trim_start_matches("has_")).unwrap_or(InterestKind::Unknown);
    let written = first(edge, &["share", "percent", "percentage", "ratio", "weight"]);
    let share = match written.as_str() {
        "" => Share::UNKNOWN,
        _ if !kind.has_share() => Share::UNKNOWN,
        written => draft.share(Amount::read(written).and_then(Amount::percent), written, "share"),
    };
    let period = draft
        .period(&first(edge, &["startDate", "from", "start"]), &first(edge, &["endDate", "until", "end"]));
    let role = positions(edge);
    draft.interest(Found {
        holder,
        held,
        kind,
        share,
        directness: Directness::Direct,
        period,
        role: if role.is_empty() { &said } else { &role },
        source: "",
        record: &format!("edge {at}"),
        seen: None,
    });
    true
}

/// The positions that the qualifiers of an edge give.
fn positions(edge: &Value) -> String {
    let mut found: Vec<String> = Vec::new();
    for qualifier in each(edge.get("qualifier")) {
        for position in each(qualifier.get("props").and_then(|props| props.get("position"))) {
            let position = at(position, &["value"]);
            if !position.is_empty() && !found.contains(&position) && found.len() < 8 {
                found.push(position);
            }
        }
    }
    found.join("; ")
}

/// One end of an edge, with the name and type that the edge may give it.
fn end(edge: &Value, which: &str, id: &str, draft: &mut Draft) -> PartyNumber {
    let name = at(edge, &[&format!("{which}_label")]);
    let number = if name.is_empty() { draft.party(id) } else { draft.party_called(id, &name) };
    let profile = draft.profile(number);
    add_name(profile, &name, NameKind::Primary);
    if let Some(schema) = Schema::from_name(&at(edge, &[&format!("{which}_type")])) {
        profile.party.schema = schema;
    }
    number
}

fn first(value: &Value, keys: &[&str]) -> String {
    keys.iter().filter_map(|key| value.get(*key)).map(text).find(|text| !text.is_empty()).unwrap_or_default()
}

/// Rows of a tree: each with its id, its share, and the ids of its children, or of the one it is a parent of.
#[derive(Default)]
pub(super) struct Nodes {
    rows: Vec<Row>,
    /// The share of each row in the whole of it that its parent holds.
    shares: BTreeMap<PartyNumber, Share>,
    read: u64,
}

struct Row {
    number: PartyNumber,
    children: Vec<String>,
    /// Whether the share is the row's own part in its child (a tree of owners).
    is_owner: bool,
    share: Share,
    record: u64,
}

impl Nodes {
    /// Takes an object that is an edge or a row of a tree; `false` for anything else.
    pub(super) fn take(&mut self, object: &Value, draft: &mut Draft) -> bool {
        self.read += 1;
        if object.get("source").is_some() && object.get("target").is_some() {
            return edge(object, self.read, draft);
        }
        let id = first(object, &["id"]);
        let (down, up) = (object.get("childrenIdList"), object.get("childrenId"));
        if id.is_empty() || (down.is_none() && up.is_none()) {
            return false;
        }
        let number = describe(&id, object, self.read, draft);
        let written = first(object, &["percent", "share", "percentage"]);
        let share = draft.share(Amount::read(&written).and_then(Amount::percent), &written, "percent");
        let children = [down, up].into_iter().flatten().map(text).collect::<Vec<_>>().join(",");
        let children =
            children.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        self.shares.insert(number, share);
        self.rows.push(Row { number, children, is_owner: up.is_some(), share, record: self.read });
        true
    }

    /// Joins the rows once all are known.
    pub(super) fn finish(self, draft: &mut Draft) {
        let mut joined = std::collections::BTreeSet::new();
        for row in self.rows {
            draft.place(None, Some(row.record));
            for child in row.children {
                let held = draft.party(&child);
                let share = match row.is_owner {
                    true => row.share,
                    false => self.shares.get(&held).copied().unwrap_or(Share::UNKNOWN),
                };
                // A tree repeats a branch wherever it hangs.
                if joined.insert((row.number, held)) {
                    draft.interest(Found {
                        holder: row.number,
                        held,
                        kind: InterestKind::Capital,
                        share,
                        directness: Directness::Direct,
                        period: Period::default(),
                        role: "",
                        source: "",
                        record: &format!("row {}", row.record),
                        seen: None,
                    });
                }
            }
        }
    }
}
