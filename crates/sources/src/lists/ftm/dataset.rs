//! Which dataset a file holds: every dataset is a source of its own, `ftm:NAME`, with releases and changes of its own.

use super::line::{self, Change, Head, Operation};
use crate::lists::Input;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The longest name of a dataset that is no accident.
const LONGEST: usize = 64;
/// Changes of a file that are looked up in another to see whether they are of it.
const LOOKED_UP: usize = 1000;

/// The name of a dataset, and who says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dataset {
    /// Lower-case letters, digits, `_`, `-` and `.`.
    pub name: String,
    /// Whether the entities themselves name the dataset; otherwise its name is that of the file.
    pub by_entities: bool,
}

#[derive(Deserialize)]
struct Datasets {
    #[serde(default)]
    datasets: Vec<String>,
}

/// The one dataset that all entities share which name any, else what the file is called.
pub(in super::super) fn of(input: &Input<'_>) -> Dataset {
    match shared(input) {
        Some(name) => Dataset { name, by_entities: true },
        None => Dataset { name: file_stem(input.name), by_entities: false },
    }
}

fn shared(input: &Input<'_>) -> Option<String> {
    let is_delta = line::is_delta(input.bytes);
    let mut shared: Option<BTreeSet<String>> = None;
    for (_, line) in line::lines(input.bytes) {
        let named = if is_delta {
            line::parsed::<Change<Datasets>>(line).map(|change| change.entity)
        } else {
            line::parsed::<Datasets>(line)
        };
        let Ok(Datasets { datasets }) = named else { continue };
        if datasets.is_empty() {
            continue;
        }
        let named: BTreeSet<String> = datasets.iter().map(|name| name_of(name)).collect();
        let held = shared.get_or_insert_with(|| named.clone());
        held.retain(|name| named.contains(name));
        if held.is_empty() {
            return None;
        }
    }
    let shared = shared?;
    (shared.len() == 1).then(|| shared.into_iter().next()).flatten()
}

/// Whether a name may stand behind `ftm:`.
pub(in super::super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= LONGEST && name_of(name) == name
}

/// `us_ofac_sdn` of `us_ofac_sdn.ftm.json`.
fn file_stem(name: &str) -> String {
    let mut stem = name;
    while let Some((before, ending)) = stem.rsplit_once('.') {
        if !["json", "jsonl", "ndjson", "ftm", "delta"].contains(&ending.to_ascii_lowercase().as_str()) {
            break;
        }
        stem = before;
    }
    name_of(stem)
}

/// A name in the signs that ids are made of. One that begins with a dot would be a hidden folder.
fn name_of(text: &str) -> String {
    let sign =
        |c: char| if c.is_ascii_alphanumeric() || "_-.".contains(c) { c.to_ascii_lowercase() } else { '_' };
    let name: String = text.trim().trim_start_matches('.').chars().map(sign).take(LONGEST).collect();
    if name.is_empty() { "unnamed".to_owned() } else { name }
}

/// Whether the entities that a file of changes alters or deletes are in these files.
pub(in super::super) fn continues(delta: &Input<'_>, base: &[Input<'_>]) -> bool {
    let altered: BTreeSet<String> = line::lines(delta.bytes)
        .filter_map(|(_, line)| line::parsed::<Change<Head>>(line).ok())
        .filter(|change| change.op != Operation::Add)
        .map(|change| change.entity.id)
        .take(LOOKED_UP)
        .collect();
    base.iter().any(|input| {
        let is_delta = line::is_delta(input.bytes);
        line::lines(input.bytes).any(|(_, line)| {
            let head = if is_delta {
                line::parsed::<Change<Head>>(line).map(|change| change.entity)
            } else {
                line::parsed::<Head>(line)
            };
            head.is_ok_and(|head| altered.contains(&head.id))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expect: &str) {
        let Dataset { name, by_entities } = of(&Input { name, bytes: text.as_bytes() });
        assert_eq!(format!("{name} {by_entities}"), expect, "{text}");
    }

    #[test]
    fn the_dataset_that_all_entities_share_names_the_source() {
        check(
            "entities.ftm.json",
            "{\"id\":\"a\",\"datasets\":[\"xx_list\",\"ext_y\"]}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"datasets\":[\"xx_list\"]}",
            "xx_list true",
        );
        check(
            "e.json",
            "{\"op\":\"DEL\",\"entity\":{\"id\":\"a\"}}\n{\"op\":\"ADD\",\"entity\":{\"id\":\"b\",\"datasets\":[\"XX List\"]}}",
            "xx_list true",
        );
    }

    #[test]
    fn where_they_share_none_or_several_the_file_does() {
        check(
            "All.ftm.json",
            "{\"id\":\"a\",\"datasets\":[\"x\"]}\n{\"id\":\"b\",\"datasets\":[\"y\"]}",
            "all false",
        );
        check("x.2026.delta.jsonl", "{\"id\":\"a\",\"datasets\":[\"x\",\"y\"]}", "x.2026 false");
        check("名.json", "{\"id\":\"a\"}", "_ false");
        check("..json", "", "unnamed false");
    }

    #[test]
    fn a_name_is_made_of_few_signs() {
        assert!(is_name("us_ofac_sdn") && is_name("x-1.2"));
        for name in ["", "A", "a b", "a/b", "../a", ".a", &"a".repeat(65)] {
            assert!(!is_name(name), "{name}");
        }
    }
}
