//! Reads a publisher's files and says what is in them: `cargo run --release --example read_list -- SOURCE FILE...`

use chokepoint_sources::lists::{self, Input};
use std::{collections::BTreeMap, error::Error, io::Write, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let id = arguments.next().ok_or("give a source and its files")?;
    let source = lists::source(&id).ok_or("no such source")?;
    let mut files = Vec::new();
    for path in arguments {
        files.push((path.rsplit('/').next().unwrap_or_default().to_owned(), std::fs::read(&path)?));
    }
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let (mut counts, mut first) = (BTreeMap::<String, u64>::new(), None);
    let start = Instant::now();
    let reading = lists::read(&source, &inputs, &mut |record| {
        let party = &record.party;
        for (what, number) in [
            ("names", party.names.len()),
            ("addresses", party.addresses.len()),
            ("birth dates", party.birth_dates.len()),
            ("birth places", party.birth_places.len()),
            ("identifiers", party.identifiers.len()),
            ("countries", party.countries.len()),
        ] {
            *counts.entry(what.to_owned()).or_default() += number as u64;
        }
        for listing in &record.listings {
            *counts.entry(format!("on {}", listing.list)).or_default() += 1;
        }
        first.get_or_insert(record);
    });
    let took = start.elapsed();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} records in {took:.0?}, published {:?}, complete: {}",
        reading.records, reading.published, reading.complete
    )?;
    writeln!(out, "{counts:#?}\nthe first: {first:#?}")?;
    for issue in &reading.issues {
        writeln!(out, "{issue}")?;
    }
    Ok(())
}
