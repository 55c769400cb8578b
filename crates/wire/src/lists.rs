//! The lists as JSON: what was imported and fetched, what is held, what changed between two releases.

use chokepoint_engine::{answer::Coverage, diff::Difference, import::Imported, update::Updated};
use chokepoint_store::workspace::KeptRelease;
use serde_json::{Value, json};

/// `lists import`: the releases, and what the lists now hold.
pub fn import_json(imported: &[Imported], entities: u64, names: u64) -> Value {
    let imported: Vec<Value> = imported.iter().map(imported_json).collect();
    json!({ "imported": imported, "snapshot": { "entities": entities, "names": names } })
}

fn imported_json(one: &Imported) -> Value {
    json!({
        "release": one.release.to_string(),
        "source": one.release.source,
        "published": one.release.published.to_string(),
        "records": one.records,
        "fresh": one.fresh,
        "newer": one.newer.as_ref().map(ToString::to_string),
        "issues": one.issues.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// `lists update`: what came of each source.
pub fn update_json(updated: &[Updated]) -> Value {
    let updated: Vec<Value> =
        updated.iter().map(|one| json!({ "source": one.source, "outcome": one.words() })).collect();
    json!({ "updated": updated })
}

/// `lists status`: the releases held, and the listings in effect on the day.
pub fn status_json(held: &[KeptRelease], coverage: &Coverage) -> Value {
    let releases: Vec<Value> = held
        .iter()
        .map(|kept| {
            json!({
                "release": kept.release.to_string(), "source": kept.release.source,
                "published": kept.release.published.to_string(), "imported": kept.imported.to_string(),
                "records": kept.records, "issues": kept.issues, "files": kept.files,
                "in_force": coverage.releases.contains(&kept.release),
            })
        })
        .collect();
    let lists: Vec<Value> = coverage
        .lists
        .iter()
        .map(|list| json!({ "list": list.list, "title": list.title, "effect": list.effect, "listings": list.listings }))
        .collect();
    json!({ "as_of": coverage.as_of.to_string(), "releases": releases, "lists": lists, "notes": coverage.notes })
}

/// `lists diff`: what changed from one release to another.
pub fn diff_json(difference: &Difference) -> Value {
    let changes: Vec<Value> = difference
        .changes
        .iter()
        .map(|change| {
            json!({
                "kind": change.kind.as_str(), "id": change.id, "lists": change.lists,
                "caption": change.caption, "before": change.before, "after": change.after,
            })
        })
        .collect();
    json!({ "from": difference.from.to_string(), "to": difference.to.to_string(), "changes": changes })
}
