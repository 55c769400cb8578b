//! The rows of a list of partners: each a party with all that the row says of it, its second names among them.

use super::AuditQuestion;
use crate::EngineError;
use chokepoint_model::{Issue, KnownBy, Name, NameKind, Party, Profile, Registry, Severity, Stated};
use chokepoint_sources::parties::{self, Item, ReadReport};
use chokepoint_text::{normal::fold, script::has_han};
use std::{collections::HashSet, path::Path, sync::Arc};

/// A row of the list.
pub(super) struct Row {
    /// From 1, the heading not counted.
    pub(super) row: u64,
    /// The name as the list has it; empty where it has none.
    name: String,
    /// What it says.
    pub(super) party: Party,
    /// Why it was not compared, or only in part; empty for nothing.
    pub(super) lost: String,
}

impl Row {
    /// The name as the list has it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether it says more than a name: then it takes part in what is compared between companies.
    fn says_more(&self) -> bool {
        self.party.addresses.iter().any(|address| !address.text.is_empty())
    }
}

/// Reads the list. Rows that say more than a name come first.
pub(super) fn read(question: &AuditQuestion) -> Result<(Vec<Row>, Vec<Issue>, ReadReport), EngineError> {
    let opened = parties::open(&question.partners, &question.reading)
        .map_err(|error| EngineError::Parties(error.to_string()))?;
    let (mut rows, mut issues) = (Vec::new(), Vec::new());
    let report = opened.read(&mut |item| {
        match item {
            Item::Row(row) => {
                let mut party = row.party;
                let name = party.names.first().map_or_else(String::new, |name| name.text.clone());
                party.names = names(party.names);
                let has_name = party.names.iter().any(|name| name.text.chars().any(char::is_alphanumeric));
                let lost = if has_name || !party.identifiers.is_empty() { "" } else { "the row has no name" };
                rows.push(Row { row: row.row, name, party, lost: lost.to_owned() });
            }
            Item::Issue(issue) => issues.push(issue),
        }
        true
    });
    for issue in issues.iter().filter(|issue| issue.severity > Severity::Note) {
        if let Some(row) = rows.iter_mut().find(|row: &&mut Row| issue.place.record == Some(row.row)) {
            row.lost = issue.message.clone();
        }
    }
    rows.sort_by_key(|row| (!row.says_more(), row.row));
    Ok((rows, issues, report))
}

/// The rows as parties of a registry, and how many of them say more than a name.
pub(super) fn profiles(rows: &[Row], list: &Path) -> (Vec<Profile>, usize) {
    let source: Arc<str> = list.display().to_string().into();
    let mut taken: HashSet<String> = HashSet::new();
    let profile = |row: &Row| {
        let mut id = row.name().to_owned();
        if !taken.insert(id.clone()) {
            id = format!("{id} (row {})", row.row);
        }
        Profile {
            id,
            known_by: KnownBy::Name,
            party: row.party.clone(),
            stated: Stated {
                source: Arc::clone(&source),
                record: format!("row {}", row.row).into(),
                seen: None,
            },
            ..Profile::default()
        }
    };
    let count = rows.iter().filter(|row| row.says_more()).count();
    (rows.iter().map(profile).collect(), count)
}

/// Gives the rows ids that no party of the registries has.
pub(super) fn set_apart(registry: &mut Registry, first: usize) {
    let first = first.min(registry.profiles.len());
    let (known, rows) = registry.profiles.split_at_mut(first);
    let ids: HashSet<&str> = known.iter().map(|profile| profile.id.as_str()).collect();
    for row in rows {
        if ids.contains(row.id.as_str()) {
            row.id = format!("{} ({} of the list)", row.id, row.stated.record);
        }
    }
}

/// A name and what stands in it beside the first one: `X (formerly Y)`, `A / B`, `A d/b/a B`, `曙光 (Sugon)`. The whole stays.
fn names(given: Vec<Name>) -> Vec<Name> {
    let mut all: Vec<Name> = Vec::new();
    let mut add = |name: Name| {
        let is_new = all.iter().all(|held| fold(&held.text) != fold(&name.text));
        if is_new && name.text.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST_LETTERS {
            all.push(name);
        }
    };
    for name in given {
        let parts = parts(&name.text);
        add(name);
        parts.into_iter().for_each(&mut add);
    }
    all
}

/// A part of fewer letters says nothing: the A of `A/S`.
const LEAST_LETTERS: usize = 2;
/// What a former name in brackets begins with.
const FORMERLY: [&str; 9] =
    ["formerly known as ", "formerly ", "previously ", "f/k/a ", "f.k.a. ", "fka ", "ex ", "原名", "曾用名"];
/// What stands between two names of one party.
const BETWEEN: [&str; 8] = [" / ", " ／ ", "／", " d/b/a ", " dba ", " a/k/a ", " a.k.a. ", " aka "];

fn parts(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    let outside = take_brackets(text, &mut found);
    let mut rest = vec![outside.trim()];
    for mark in BETWEEN {
        rest = rest.into_iter().flat_map(|part| split(part, mark)).collect();
    }
    if rest.len() > 1 || !found.is_empty() {
        found.splice(0..0, rest.into_iter().filter(|part| !part.is_empty()).map(Name::alias));
    }
    found
}

/// What is outside brackets; names in them are taken out: former ones, and those in the other script.
fn take_brackets(text: &str, found: &mut Vec<Name>) -> String {
    let mut outside = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（']) {
        let Some(close) = rest[open..].find([')', '）']).map(|at| open + at) else { break };
        let inside = rest[open..close].trim_start_matches(['(', '（']).trim();
        let lower = inside.to_lowercase();
        let former = FORMERLY.iter().find(|word| lower.starts_with(**word));
        let after = &rest[close..];
        let tail = after.char_indices().nth(1).map_or("", |(at, _)| &after[at..]);
        let is_other_script = has_han(inside) != has_han(&text.replace(inside, ""));
        match former.and_then(|word| inside.get(word.len()..)) {
            Some(name) => {
                let text = name.trim_start_matches([':', '：', ' ']).to_owned();
                found.push(Name { text, kind: NameKind::Former });
                outside += &rest[..open];
            }
            None if is_other_script && inside.chars().count() > 2 => {
                found.push(Name::alias(inside));
                outside += &rest[..open];
            }
            None => outside += &rest[..rest.len() - tail.len()],
        }
        rest = tail;
    }
    outside + rest
}

fn split<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    // The marks are ASCII but for the full-width bar, so that lower case has the same places.
    let lower = text.to_ascii_lowercase();
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(at) = lower[start..].find(mark) {
        parts.push(text[start..start + at].trim());
        start += at + mark.len();
    }
    parts.push(text[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let found = names(vec![Name::primary(text)]);
        assert_eq!(found[0].text, text);
        let others: Vec<&str> = found[1..].iter().map(|name| name.text.as_str()).collect();
        assert_eq!(others, expect, "{text}");
    }

    #[test]
    fn second_names_of_a_row_are_read_and_the_whole_stays() {
        check("North Works Ltd (formerly South Works Ltd)", &["North Works Ltd", "South Works Ltd"]);
        check("North Works Ltd / South Works Ltd", &["North Works Ltd", "South Works Ltd"]);
        check("North Works Ltd d/b/a South Works", &["North Works Ltd", "South Works"]);
        check(
            "北湖计算技术有限公司（曾用名：南湖计算技术有限公司）",
            &["北湖计算技术有限公司", "南湖计算技术有限公司"],
        );
        check("北湖计算 (North Lake Computing)", &["北湖计算", "North Lake Computing"]);
        check("Example Hellas A/S", &[]);
        check("北湖信息产业（北京）有限公司", &[]);
        check("Example Works (Tianjin) Co., Ltd.", &[]);
    }
}
