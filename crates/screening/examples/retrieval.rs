//! How fast and how well names are retrieved, over a published list or made-up names.
//!
//! `cargo run --release -p chokepoint-screening --example retrieval -- [consolidated.json | NUMBER OF NAMES]`
//!
//! Queries are taken evenly from the list; seed 1; one thread. Names are prepared before the clock starts: what is
//! measured is the index.
#![allow(clippy::print_stdout)]

use chokepoint_model::Schema;
use chokepoint_screening::index::{Index, IndexBuilder, Scratch};
use chokepoint_screening::keys::Group;
use chokepoint_screening::names::PreparedName;
use chokepoint_store::flat::{FlatFile, FlatWriter};
use chokepoint_testkit::names::{Chance, Names, misspelt};
use std::collections::HashMap;
use std::time::{Duration, Instant};

const QUERIES: usize = 4000;
const LIMIT: usize = 12;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let from = std::env::args().nth(1).unwrap_or_else(|| "500000".into());
    let (names, entity_of) = match from.parse::<usize>() {
        Ok(count) => {
            let mut maker = Names::new(1);
            let names: Vec<String> = (0..count).map(|_| maker.name()).collect();
            // Those of one name count as one entity: no index can tell them apart.
            let mut first = HashMap::new();
            let entity_of =
                (0..).zip(&names).map(|(at, name)| *first.entry(name.clone()).or_insert(at)).collect();
            (names, entity_of)
        }
        Err(_) => published(&from)?,
    };
    let start = Instant::now();
    let prepared: Vec<Vec<String>> =
        names.iter().map(|name| PreparedName::new(name, Schema::LegalEntity).filing_keys()).collect();
    println!("names prepared in {:.2?}", start.elapsed());

    let start = Instant::now();
    let mut builder = IndexBuilder::new();
    for (doc, keys) in prepared.iter().enumerate() {
        builder.add(doc as u32, keys);
    }
    builder.group_by(&entity_of);
    let mut file = FlatWriter::new();
    builder.build(&mut file);
    let built = start.elapsed();

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("index");
    file.write(&path)?;
    let start = Instant::now();
    let file = FlatFile::open(&path)?;
    let mapped = start.elapsed();
    let start = Instant::now();
    let index = Index::open(&file)?;
    println!(
        "{} names, {} keys, {:.1} MB; built in {built:.2?}, mapped and checked in {mapped:.2?}, opened in {:.2?}",
        index.names(),
        index.keys(),
        std::fs::metadata(&path)?.len() as f64 / 1e6,
        start.elapsed()
    );

    let mut chance = Chance::new(1);
    let step = (names.len() / QUERIES).max(1);
    let listed: Vec<(usize, &str)> = (0..names.len())
        .step_by(step)
        .map(|at| (at, names[at].as_str()))
        .filter(|(_, name)| name.chars().filter(|c| c.is_alphabetic()).count() >= 6)
        .collect();
    let kind =
        |title: &str, queries: Vec<(Option<u32>, String)>| measure(&index, title, &queries, &entity_of);
    let of = |at: usize| Some(entity_of[at]);
    kind("exact", listed.iter().map(|(at, name)| (of(*at), (*name).to_owned())).collect());
    kind(
        "a typo in every word of 4+",
        listed.iter().map(|(at, n)| (of(*at), misspelt(n, 4, &mut chance))).collect(),
    );
    kind(
        "a typo in every word of 2+",
        listed.iter().map(|(at, n)| (of(*at), misspelt(n, 2, &mut chance))).collect(),
    );
    kind("swapped", listed.iter().map(|(at, n)| (of(*at), swapped(n))).collect());
    kind("a word dropped", listed.iter().map(|(at, n)| (of(*at), dropped(n))).collect());
    kind("a word added", listed.iter().map(|(at, n)| (of(*at), format!("{n} Zentravox"))).collect());
    kind("first two words joined", listed.iter().map(|(at, n)| (of(*at), n.replacen(' ', "", 1))).collect());
    let mut unlisted = Names::new(2);
    kind("not listed", (0..listed.len()).map(|_| (None, unlisted.name())).collect());
    let common =
        ["Mohammad Ali", "Trading Company Limited", "Ali Ahmed", "International Trading Group", "Li Wei"];
    kind("common words only", (0..1000).map(|at| (None, common[at % common.len()].to_owned())).collect());
    Ok(())
}

type Listed = (Vec<String>, Vec<u32>);

/// The names of a consolidated list and the entity of each.
fn published(path: &str) -> Result<Listed, Box<dyn std::error::Error>> {
    let list: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let (mut names, mut entity_of) = (Vec::new(), Vec::new());
    for (entity, record) in list["results"].as_array().into_iter().flatten().enumerate() {
        let others = record["alt_names"].as_array().into_iter().flatten();
        for name in std::iter::once(&record["name"]).chain(others).filter_map(|name| name.as_str()) {
            names.push(name.to_owned());
            entity_of.push(entity as u32);
        }
    }
    Ok((names, entity_of))
}

fn measure(index: &Index, title: &str, queries: &[(Option<u32>, String)], entity_of: &[u32]) {
    let groups: Vec<Vec<Group>> =
        queries.iter().map(|(_, name)| PreparedName::new(name, Schema::LegalEntity).query_groups()).collect();
    let mut scratch = Scratch::new();
    let (mut times, mut answers) = (Vec::new(), 0);
    let (mut first, mut among_ten, mut asked) = (0, 0, 0);
    for ((entity, name), groups) in queries.iter().zip(&groups) {
        let start = Instant::now();
        let found = index.retrieve(groups, LIMIT, &mut scratch);
        times.push(start.elapsed());
        answers += found.len();
        let Some(entity) = entity else { continue };
        asked += 1;
        let at = found.iter().position(|candidate| entity_of[candidate.doc as usize] == *entity);
        first += usize::from(at == Some(0));
        among_ten += usize::from(at.is_some_and(|at| at < 10));
        if at.is_none_or(|at| at >= 10) && std::env::args().nth(2).as_deref() == Some(title) {
            println!("   missed: {name}");
        }
    }
    let total: Duration = times.iter().sum();
    times.sort_unstable();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let share = |part: usize| {
        if asked == 0 { "     -".into() } else { format!("{:6.4}", part as f64 / asked as f64) }
    };
    println!(
        "{title:27} {:8.0} a second, p50 {:5.1} µs, p99 {:6.1} µs, recall@1 {}, @10 {}, {:4.1} names an answer",
        times.len() as f64 / total.as_secs_f64(),
        micros(times[times.len() / 2]),
        micros(times[times.len() * 99 / 100]),
        share(first),
        share(among_ten),
        answers as f64 / times.len() as f64,
    );
}

fn swapped(name: &str) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.reverse();
    words.join(" ")
}

fn dropped(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 3 {
        return name.to_owned();
    }
    [&words[..1], &words[2..]].concat().join(" ")
}
