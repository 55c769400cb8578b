//! The lists as JSON: what was imported and fetched, what is held, what changed between two releases.

use crate::investigation::{CoveredListJson, covered_list_json};
use chokepoint_engine::{answer::Coverage, diff::Difference, import::Imported, update::Updated};
use chokepoint_store::workspace::KeptRelease;
use serde::Serialize;

/// `lists import`: the releases, and what the lists now hold.
#[derive(Debug, Serialize)]
pub struct ImportJson {
    imported: Vec<ImportedJson>,
    snapshot: SnapshotJson,
}

#[derive(Debug, Serialize)]
struct ImportedJson {
    release: String,
    source: String,
    published: String,
    records: u64,
    fresh: bool,
    newer: Option<String>,
    issues: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SnapshotJson {
    entities: u64,
    names: u64,
}

/// `lists update`: what came of each source.
#[derive(Debug, Serialize)]
pub struct UpdateJson {
    updated: Vec<UpdatedJson>,
}

#[derive(Debug, Serialize)]
struct UpdatedJson {
    source: String,
    outcome: String,
}

/// `lists status`: the releases held, and the listings in effect on the day.
#[derive(Debug, Serialize)]
pub struct StatusJson<'a> {
    as_of: String,
    releases: Vec<HeldJson<'a>>,
    lists: Vec<CoveredListJson<'a>>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct HeldJson<'a> {
    release: String,
    source: &'a str,
    published: String,
    imported: String,
    records: u64,
    issues: u64,
    files: &'a [String],
    in_force: bool,
}

/// `lists diff`: what changed from one release to another.
#[derive(Debug, Serialize)]
pub struct DiffJson<'a> {
    from: String,
    to: String,
    changes: Vec<ChangeJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeJson<'a> {
    kind: &'static str,
    id: &'a str,
    lists: &'a [String],
    caption: &'a str,
    before: &'a [String],
    after: &'a [String],
}

/// `lists import`: the releases, and what the lists now hold.
pub fn import_json(imported: &[Imported], entities: u64, names: u64) -> ImportJson {
    let imported = imported.iter().map(|one| ImportedJson {
        release: one.release.to_string(),
        source: one.release.source.clone(),
        published: one.release.published.to_string(),
        records: one.records,
        fresh: one.fresh,
        newer: one.newer.as_ref().map(ToString::to_string),
        issues: one.issues.iter().map(ToString::to_string).collect(),
    });
    ImportJson { imported: imported.collect(), snapshot: SnapshotJson { entities, names } }
}

/// `lists update`: what came of each source.
pub fn update_json(updated: &[Updated]) -> UpdateJson {
    let updated = updated
        .iter()
        .map(|one| UpdatedJson { source: one.source.clone(), outcome: one.words().to_string() });
    UpdateJson { updated: updated.collect() }
}

/// `lists status`: the releases held, and the listings in effect on the day.
pub fn status_json<'a>(held: &'a [KeptRelease], coverage: &'a Coverage) -> StatusJson<'a> {
    let releases = held.iter().map(|kept| HeldJson {
        release: kept.release.to_string(),
        source: &kept.release.source,
        published: kept.release.published.to_string(),
        imported: kept.imported.to_string(),
        records: kept.records,
        issues: kept.issues,
        files: &kept.files,
        in_force: coverage.releases.contains(&kept.release),
    });
    StatusJson {
        as_of: coverage.as_of.to_string(),
        releases: releases.collect(),
        lists: coverage.lists.iter().map(covered_list_json).collect(),
        notes: &coverage.notes,
    }
}

/// `lists diff`: what changed from one release to another.
pub fn diff_json(difference: &Difference) -> DiffJson<'_> {
    let changes = difference.changes.iter().map(|change| ChangeJson {
        kind: change.kind.as_str(),
        id: &change.id,
        lists: &change.lists,
        caption: &change.caption,
        before: &change.before,
        after: &change.after,
    });
    DiffJson { from: difference.from.to_string(), to: difference.to.to_string(), changes: changes.collect() }
}
