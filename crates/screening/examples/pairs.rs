//! Scores labelled pairs of names: `cargo run --release --example pairs -- PAIRS.csv`.
#![allow(clippy::print_stdout, missing_docs)]

use chokepoint_model::Schema;
use chokepoint_screening::names::{PreparedName, compare, explain, score_of};
use std::collections::BTreeMap;

#[derive(Default)]
struct Tally {
    hit: u32,
    false_match: u32,
    missed: u32,
    quiet: u32,
}

impl Tally {
    fn line(&self) -> String {
        let (hit, wrong, missed) = (f64::from(self.hit), f64::from(self.false_match), f64::from(self.missed));
        let (precision, recall) = (hit / (hit + wrong).max(1.0), hit / (hit + missed).max(1.0));
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        format!(
            "precision {precision:.3} recall {recall:.3} F1 {f1:.3}  (hit {hit}, false match {wrong}, missed {missed}, quiet {})",
            self.quiet
        )
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("give a CSV with the columns schema,name1,name2,is_match")?;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    for record in reader.records() {
        let record = record?;
        let field = |name: &str| column(name).and_then(|at| record.get(at)).unwrap_or_default();
        let schema = Schema::from_name(field("schema")).unwrap_or_default();
        let (one, other) =
            (PreparedName::new(field("name1"), schema), PreparedName::new(field("name2"), schema));
        let score = score_of(compare(&one, &other));
        let (expected, matched) = (field("is_match") == "true", score >= 0.7);
        let quality = field("quality");
        for group in ["all".to_owned(), field("case_group").to_owned(), format!("quality {quality}")] {
            let tally = tallies.entry(group).or_default();
            match (expected, matched) {
                (true, true) => tally.hit += 1,
                (false, true) => tally.false_match += 1,
                (true, false) => tally.missed += 1,
                (false, false) => tally.quiet += 1,
            }
        }
        if expected != matched {
            let words =
                explain(&one, &other).into_iter().map(|reason| reason.words).collect::<Vec<_>>().join(" | ");
            let sign = if expected { "missed" } else { "FALSE " };
            println!("{sign} {score:.3} {quality:6} {} ~ {}   [{words}]", one.text(), other.text());
        }
    }
    for (group, tally) in tallies {
        println!("{group:20} {}", tally.line());
    }
    Ok(())
}
