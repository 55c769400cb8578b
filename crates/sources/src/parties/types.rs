//! What kind of party a cell says that a row is about: `IND`, `法人`, `Personne morale`.

use chokepoint_model::Schema;
use chokepoint_tables::roles::plain;
use std::{collections::BTreeMap, sync::LazyLock};

const TABLE: &str = include_str!("../../../../resources/tables/types.csv");

static TYPES: LazyLock<BTreeMap<String, Schema>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let of = |line: &'static str| {
        let (kind, values) = line.split_once(',')?;
        let schema = Schema::from_name(kind)?;
        Some(values.split('|').map(move |value| (plain(value), schema)))
    };
    lines.filter_map(of).flatten().collect()
});

/// The kind that a cell names; `None` for a word that is unknown.
pub(super) fn kind(cell: &str) -> Option<Schema> {
    Schema::from_name(cell).or_else(|| TYPES.get(&plain(cell)).copied())
}
