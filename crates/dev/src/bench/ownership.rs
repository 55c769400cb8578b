//! Ownership at ten million interests: build the graph, count the holdings of a day, solve to the fixed point.

use super::measure;
use anyhow::{Context, Result};
use chokepoint_model::{Date, Directness, InterestKind, Period, Share, days};
use chokepoint_ownership::{Edge, Graph, GraphBuilder, Holdings, Method, Oddities, Seed, Signs, solve};
use chokepoint_rules::{Layer, Rules, Truth};
use chokepoint_store::flat::{FlatFile, FlatWriter};
use chokepoint_testkit::{holdings::made_up, names::Chance};
use std::{hint::black_box, io::Write};

const SEED: u64 = 20_261_125;
const DAY: Date = Date::constant(2026, 11, 25);
/// Listed parties: as many as stand on the lists of the United States.
const LISTED: usize = 26_000;

/// Measures with so many interests.
pub fn run(count: usize, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "\n## Ownership: {count} made-up interests, seed {SEED}, {LISTED} listed (want 60 s and 2 GB at 10 million)"
    )?;
    measure::forget_peak();
    let (graph, took) = measure::once(|| build(count));
    writeln!(out, "graph of {} parties: {:.1} s{}", graph.parties(), took.as_secs_f64(), peak())?;

    let folder = tempfile::tempdir()?;
    let path = folder.path().join("graph.flat");
    let mut writer = FlatWriter::new();
    graph.write(&mut writer);
    drop(graph);
    writer.write(&path)?;
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    measure::forget_peak();
    let (graph, took) = measure::once(|| FlatFile::open(&path).and_then(|file| Graph::open(&file)));
    let graph = graph?;
    writeln!(out, "as a file: {megabytes:.0} MB, mapped and checked in {:.2} s", took.as_secs_f64())?;

    // The plain baseline: every share added once.
    let (sum, plain) =
        measure::once(|| (0..graph.edges()).map(|at| u64::from(graph.share(at).low())).sum::<u64>());
    black_box(sum);
    let law = Rules::built_in().on(DAY, Layer::Enforced);
    for rule in ["us.ofac.blocked_ownership", "uk.asset_freeze.ownership"] {
        let signs = Signs { proves: vec![InterestKind::Control], suggests: Vec::new() };
        let method = Method::of(law.ownership(rule).context(rule)?, signs)?;
        let (found, took) = measure::once(|| solved(&graph, &method));
        writeln!(
            out,
            "{rule}: {:.1} s, {:.0} times one sum of all shares; {} caught, {} not known{}",
            took.as_secs_f64(),
            took.as_secs_f64() / plain.as_secs_f64().max(1e-9),
            found.0,
            found.1,
            peak()
        )?;
    }
    Ok(())
}

fn peak() -> String {
    measure::peak_megabytes().map_or(String::new(), |megabytes| format!(", peak {megabytes:.0} MB"))
}

fn build(count: usize) -> Graph {
    let yesterday = DAY.checked_sub(days(1)).ok();
    let mut builder = GraphBuilder::new(count / 3);
    builder.reserve(count);
    for (evidence, one) in (0..).zip(made_up(SEED, count)) {
        builder.add(Edge {
            holder: one.holder,
            held: one.held,
            kind: InterestKind::Capital,
            share: Share::parts(one.low, one.high),
            directness: Directness::Direct,
            period: Period { from: None, until: if one.has_ended { yesterday } else { None } },
            source: 0,
            evidence,
        });
    }
    builder.finish()
}

/// How many are caught, and of how many it is not known.
fn solved(graph: &Graph, method: &Method) -> (usize, usize) {
    let mut oddities = Oddities::default();
    let holdings: Vec<Holdings> =
        method.measures.iter().map(|measure| Holdings::on(graph, measure, DAY, &mut oddities)).collect();
    let mut chance = Chance::new(SEED);
    let seeds: Vec<Seed> = (0..LISTED)
        .map(|_| Seed { party: chance.below(graph.parties()) as u32, certain: true, marks: 1 })
        .collect();
    let answer = solve(method, &holdings, graph.parties(), &seeds);
    let count =
        |truth: Truth| (0..graph.parties() as u32).filter(|party| answer.caught(*party) == truth).count();
    (count(Truth::Yes), count(Truth::Unknown))
}
