//! Screening the full US list: import, opening, memory, and parties a second, beside Jaro-Winkler over every name.

use super::{Plan, comparing, measure, parties};
use anyhow::Result;
use chokepoint_engine::{Engine, Lists, Question, Scratch, import::ImportOptions};
use chokepoint_model::{Date, Party, Schema};
use chokepoint_testkit::names::{Chance, Names, misspelt};
use std::{hint::black_box, io::Write, path::Path, process::Command};

/// Parties of each kind.
const PARTIES: usize = 20_000;
/// Queries of the baseline: it reads the whole list for each.
const BASELINE: usize = 20;

pub fn run(list: &Path, plan: Plan, out: &mut dyn Write) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let engine = Engine::open(folder.path())?;
    let day = Date::constant(2026, 11, 24);
    writeln!(out, "\n## The full US list")?;
    let (imported, took) =
        measure::once(|| engine.import(&[list.to_owned()], &ImportOptions::default(), day));
    writeln!(
        out,
        "read, checked and kept: {:.2} s for {} records (want read and ready under 1 s, with the next line; Watchman 4.6 s for 10,000)",
        took.as_secs_f64(),
        imported?[0].records
    )?;
    let (lists, took) = measure::once(|| engine.lists(day));
    drop(lists?);
    writeln!(out, "read back and compiled: {:.2} s, all cores", took.as_secs_f64())?;
    out.flush()?;
    // A process of its own, as `chokepoint screen` is: what importing used does not count as memory of screening.
    let kind = if plan.large { "--opened-large" } else { "--opened" };
    let ended = Command::new(std::env::current_exe()?).args(["bench", kind]).arg(folder.path()).status()?;
    anyhow::ensure!(ended.success(), "the screening of the opened lists ended with {ended}");
    Ok(())
}

/// Opens the lists that [`run`] has compiled in `workspace`, and screens.
pub fn opened(workspace: &Path, plan: Plan, out: &mut dyn Write) -> Result<()> {
    let engine = Engine::open(workspace)?;
    let (lists, took) = measure::once(|| engine.lists(Date::constant(2026, 11, 24)));
    let lists = lists?;
    writeln!(out, "snapshot opened: {:.1} ms (want 50 ms)", took.as_secs_f64() * 1e3)?;
    screen(&lists, out)?;
    if let Some(peak) = measure::peak_megabytes() {
        writeln!(
            out,
            "peak memory of opening and screening: {peak:.0} MB, the benchmark's own parties included (want 100 MB; Watchman 225, yente 570)"
        )?;
    }
    compare(&lists, out)?;
    parties::run(&lists, if plan.large { &[100_000, 1_000_000] } else { &[100_000] }, out)
}

fn screen(lists: &Lists, out: &mut dyn Write) -> Result<()> {
    let snapshot = &lists.snapshot;
    let mut chance = Chance::new(20_261_124);
    let listed: Vec<String> = (0..PARTIES)
        .map(|_| snapshot.name(chance.below(snapshot.names()) as u32).text().to_owned())
        .collect();
    let slips: Vec<String> = listed.iter().map(|name| misspelt(name, 4, &mut chance)).collect();
    let mut unlisted = Names::new(7);
    let unlisted: Vec<String> = (0..PARTIES).map(|_| unlisted.name()).collect();

    writeln!(
        out,
        "\n## Screenings on one core over {} names of {} entities (want 20,000 a second; yente 4 to 40, Watchman 28 to 116)",
        snapshot.names(),
        snapshot.entities()
    )?;
    let question = Question::on(lists.as_of);
    let mut scratch = Scratch::default();
    let mut speed = 0.0;
    for (what, names) in [("as listed", &listed), ("a typo in every word", &slips), ("not listed", &unlisted)]
    {
        let parties: Vec<Party> = names.iter().map(|name| Party::named(name, Schema::LegalEntity)).collect();
        let mut hits = 0;
        let timed = measure::each(&parties, |party| {
            hits += usize::from(!black_box(lists.screen(party, &question, &mut scratch)).is_empty());
        });
        writeln!(
            out,
            "{what:<22} {:>8.0} a second   p50 {:>5.0} us   p99 {:>5.0} us   with hits {:.1}%",
            timed.per_second(),
            timed.percentile(0.5),
            timed.percentile(0.99),
            100.0 * hits as f64 / PARTIES as f64
        )?;
        speed = timed.per_second();
    }
    let all: Vec<String> =
        (0..snapshot.names() as u32).map(|name| snapshot.name(name).text().to_owned()).collect();
    let plain = measure::each(&unlisted[..BASELINE], |query| {
        let comparator = rapidfuzz::distance::jaro_winkler::BatchComparator::new(query.chars());
        let best = all.iter().map(|name| comparator.similarity(name.chars())).fold(0.0, f64::max);
        black_box(best);
    });
    writeln!(
        out,
        "Jaro-Winkler over everything {:.0} a second; ratio {:.0}",
        plain.per_second(),
        speed / plain.per_second()
    )?;
    Ok(())
}

/// Pairs of prepared names: neighbours of one entity, and names far apart on the list.
fn compare(lists: &Lists, out: &mut dyn Write) -> Result<()> {
    let snapshot = &lists.snapshot;
    let names = snapshot.names() as u32;
    let (mut same, mut other): (Vec<comparing::Pair<'_>>, Vec<_>) = (Vec::new(), Vec::new());
    for name in 1..names {
        if same.len() < PARTIES && snapshot.entity_of(name) == snapshot.entity_of(name - 1) {
            same.push((snapshot.name(name - 1), snapshot.name(name)));
            other.push((snapshot.name(name), snapshot.name((name + names / 2) % names)));
        }
    }
    comparing::run(&same, &other, out)
}
