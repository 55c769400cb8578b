//! Prints the answers to many queries, to compare two builds:
//! `cargo run --release --example answers -- SNAPSHOT > answers.txt`, or `-- SNAPSHOT time` to take the time instead.
#![allow(clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

use chokepoint_model::{Date, Party, Schema};
use chokepoint_screening::names::PreparedName;
use chokepoint_screening::{Question, Scratch, Snapshot, index, screen, screener::meet_names};
use chokepoint_testkit::names::{Chance, Names, misspelt};
use std::{hint::black_box, path::Path};

const QUERIES: usize = 8_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a snapshot")?;
    let timing = std::env::args().nth(2);
    let snapshot = Snapshot::open(Path::new(&path))?;
    let question = Question { threshold: 0.7, limit: 5, as_of: Date::constant(2026, 11, 24) };
    let mut scratch = Scratch::default();
    let mut room = index::Scratch::new();
    for (what, parties) in parties(&snapshot) {
        if let Some(only) = &timing {
            if only != "time" && only != what {
                continue;
            }
            let start = on_cpu();
            for party in &parties {
                black_box(screen(&snapshot, party, &question, &mut scratch));
            }
            println!("{what}: {:.1} us", (on_cpu() - start) / parties.len() as f64);
            continue;
        }
        for party in &parties {
            println!("# {what} {} {}", party.caption(), party.schema.as_str());
            meet_names(
                &snapshot,
                &PreparedName::new(party.caption(), party.schema),
                &mut room,
                |name, evidence| {
                    println!("  {name} {evidence}");
                },
            );
            for found in screen(&snapshot, party, &question, &mut scratch) {
                println!(
                    "  {} {} {} {} {}",
                    found.entity.id,
                    found.met,
                    found.score,
                    found.matched,
                    found.listings.len()
                );
                for reason in found.explanation.reasons {
                    println!("    {:?}", reason);
                }
            }
        }
    }
    Ok(())
}

/// Microseconds this process has been on a processor: other work on the machine does not count (Linux).
fn on_cpu() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or_default() / 1e3
}

fn parties(snapshot: &Snapshot) -> Vec<(&'static str, Vec<Party>)> {
    let mut chance = Chance::new(20_261_124);
    let docs: Vec<u32> = (0..QUERIES).map(|_| chance.below(snapshot.names()) as u32).collect();
    let listed: Vec<String> = docs.iter().map(|doc| snapshot.name(*doc).text().to_owned()).collect();
    let slips: Vec<String> = listed.iter().map(|name| misspelt(name, 4, &mut chance)).collect();
    let mut unlisted = Names::new(7);
    let unlisted: Vec<String> = (0..QUERIES).map(|_| unlisted.name()).collect();
    let as_is =
        docs.iter().zip(&slips).map(|(doc, name)| Party::named(name, snapshot.name(*doc).schema())).collect();
    let words: Vec<&str> = listed.iter().flat_map(|name| name.split_whitespace()).collect();
    let mixed: Vec<String> = (0..QUERIES / 4)
        .map(|_| {
            (0..1 + chance.below(5)).map(|_| words[chance.below(words.len())]).collect::<Vec<_>>().join(" ")
        })
        .collect();
    let named =
        |names: &[String], schema| names.iter().map(|name| Party::named(name, schema)).collect::<Vec<_>>();
    vec![
        ("listed", named(&listed, Schema::LegalEntity)),
        ("slips", named(&slips, Schema::LegalEntity)),
        ("unlisted", named(&unlisted, Schema::LegalEntity)),
        ("own", as_is),
        ("mixed", named(&mixed, Schema::LegalEntity)),
        ("persons", named(&mixed, Schema::Person)),
    ]
}
