//! Prints entities that were made of several records, for a reviewer to see whether they are one party each:
//! `cargo run --release -p chokepoint-screening --example merged -- SNAPSHOT [HOW_MANY]`.
#![allow(clippy::print_stdout, missing_docs)]

use chokepoint_screening::{Snapshot, entity::Entity};
use std::path::Path;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else { return eprintln!("give the path of a snapshot (*.flat)") };
    let wanted: usize = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(40);
    let snapshot = match Snapshot::open(Path::new(&path)) {
        Ok(snapshot) => snapshot,
        Err(error) => return eprintln!("{error}"),
    };
    let entities = (0..snapshot.entities() as u32).filter_map(|number| snapshot.entity(number));
    let merged: Vec<Entity> = entities.filter(|entity| entity.records.len() > 1).collect();
    let records: usize = merged.iter().map(|entity| entity.records.len()).sum();
    println!("{} entities, {} of them made of {records} records", snapshot.entities(), merged.len());
    for entity in merged.iter().step_by((merged.len() / wanted.max(1)).max(1)) {
        println!("\n{} {:?} {} records", entity.id, entity.party.schema, entity.records.len());
        let countries: Vec<String> = entity.party.countries.iter().map(ToString::to_string).collect();
        println!("  countries {}", countries.join(" "));
        for name in entity.party.names.iter().take(8) {
            println!("  {:?}: {}", name.kind, name.text);
        }
        for held in &entity.listings {
            let from = held.listing.period.from.map_or(String::new(), |from| format!(" since {from}"));
            println!(
                "  record {} {}{from} {}",
                held.record,
                held.listing.list,
                held.listing.programmes.join(" ")
            );
        }
    }
}
