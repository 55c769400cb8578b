//! How speed and size grow with the list: made-up names, the same for the same seed.

use super::measure;
use anyhow::Result;
use chokepoint_model::{Date, Listing, Party, Record, RecordKey, Schema};
use chokepoint_screening::{Question, Scratch, Snapshot, screen, snapshot};
use chokepoint_store::registry::Registry;
use chokepoint_testkit::names::{Chance, Names, misspelt};
use std::{hint::black_box, io::Write};

const SEED: u64 = 20_261_124;
const QUERIES: usize = 2_000;
/// Queries of the baseline: it reads the whole list for each.
const BASELINE: usize = 5;

pub fn run(sizes: &[usize], out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Lists of made-up names (seed {SEED})")?;
    for size in sizes {
        measure::forget_peak();
        let mut names = Names::new(SEED);
        let listed: Vec<String> = (0..*size).map(|_| names.name()).collect();
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("list.flat");
        let records = listed.iter().enumerate().map(|(n, name)| record(n, name)).collect();
        let (built, took) = measure::once(|| snapshot::build(records, &[], &mut Registry::default(), &path));
        built?;
        let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
        let (snapshot, opened) = measure::once(|| Snapshot::open(&path));
        let snapshot = snapshot?;
        let peak = measure::peak_megabytes()
            .map_or_else(String::new, |peak| format!(", peak memory to here {peak:.0} MB"));
        writeln!(
            out,
            "{size} names: compiled in {:.1} s, {megabytes:.0} MB, opened in {:.1} ms{peak}",
            took.as_secs_f64(),
            opened.as_secs_f64() * 1e3
        )?;
        ask(&snapshot, &listed, out)?;
    }
    Ok(())
}

fn ask(snapshot: &Snapshot, listed: &[String], out: &mut dyn Write) -> Result<()> {
    let mut chance = Chance::new(SEED);
    let exact: Vec<&String> = (0..QUERIES).map(|_| &listed[chance.below(listed.len())]).collect();
    let slips: Vec<String> = exact.iter().map(|name| misspelt(name, 4, &mut chance)).collect();
    let question = Question::on(Date::constant(2026, 11, 24));
    let (mut scratch, mut speed) = (Scratch::default(), 0.0);
    for (what, queries) in
        [("as listed", exact.iter().map(|name| (*name).clone()).collect()), ("a typo in every word", slips)]
    {
        let queries: Vec<String> = queries;
        let parties: Vec<Party> =
            queries.iter().map(|name| Party::named(name, Schema::LegalEntity)).collect();
        let mut found = 0;
        let mut number = 0;
        let timed = measure::each(&parties, |party| {
            let matches = black_box(screen(snapshot, party, &question, &mut scratch));
            found += usize::from(
                matches
                    .iter()
                    .any(|one| one.entity.party.names.iter().any(|name| name.text == *exact[number])),
            );
            number += 1;
        });
        writeln!(
            out,
            "  {what:<22} {:>8.0} a second   p50 {:>5.0} us   p99 {:>6.0} us   found {:.1}%",
            timed.per_second(),
            timed.percentile(0.5),
            timed.percentile(0.99),
            100.0 * found as f64 / QUERIES as f64
        )?;
        speed = timed.per_second();
    }
    let plain = measure::each(&exact[..BASELINE], |query| {
        let comparator = rapidfuzz::distance::jaro_winkler::BatchComparator::new(query.chars());
        black_box(listed.iter().map(|name| comparator.similarity(name.chars())).fold(0.0, f64::max));
    });
    writeln!(
        out,
        "  Jaro-Winkler over everything {:.1} a second; ratio {:.0}",
        plain.per_second(),
        speed / plain.per_second()
    )?;
    Ok(())
}

fn record(number: usize, name: &str) -> Record {
    Record {
        key: RecordKey { source: "made_up".into(), id: number.to_string() },
        party: Party::named(name, Schema::LegalEntity),
        listings: vec![Listing::on("made_up")],
        same_as: Vec::new(),
        topics: Vec::new(),
    }
}
