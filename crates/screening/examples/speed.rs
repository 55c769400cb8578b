//! Nanoseconds a comparison of prepared names: `cargo run --release --example speed -- NAMES.txt` (a name a line,
//! persons before an empty line, organisations after it).
#![allow(clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

use chokepoint_model::Schema;
use chokepoint_screening::names::{PreparedName, compare};
use std::hint::black_box;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of names")?;
    let text = std::fs::read_to_string(path)?;
    let mut schema = Schema::Person;
    for block in text.split("\n\n") {
        let start = Instant::now();
        let names: Vec<_> = block.lines().map(|name| PreparedName::new(name, schema)).collect();
        println!(
            "{}: {} names, {:.0} ns to prepare one",
            schema.as_str(),
            names.len(),
            nanos(start, names.len())
        );
        let start = Instant::now();
        let mut count = 0;
        for (at, name) in names.iter().enumerate() {
            for step in 1..200 {
                black_box(compare(name, &names[(at * 31 + step * 7_919) % names.len()]));
                count += 1;
            }
        }
        println!("  random pairs: {:.0} ns", nanos(start, count));
        let slipped: Vec<_> = block
            .lines()
            .map(|name| PreparedName::new(&name.chars().skip(1).collect::<String>(), schema))
            .collect();
        let start = Instant::now();
        for _ in 0..100 {
            for (name, other) in names.iter().zip(&slipped) {
                black_box(compare(name, other));
            }
        }
        println!("  matching pairs, a letter missing: {:.0} ns", nanos(start, names.len() * 100));
        schema = Schema::Company;
    }
    Ok(())
}

fn nanos(start: Instant, count: usize) -> f64 {
    start.elapsed().as_nanos() as f64 / count.max(1) as f64
}
