//! Chinese names screened against the full US list together with the English names of the labelled pairs: whether the
//! name that is meant is retrieved and ranked first, not only whether it would score well if it were.

use super::{THRESHOLD, absent, counts::percent, halves::half};
use anyhow::Result;
use chokepoint_engine::{Engine, import::ImportOptions};
use chokepoint_model::{Date, Schema};
use chokepoint_screening::{
    index,
    names::{PreparedName, score_of},
    screener::meet_names,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::Write,
    path::Path,
};

/// Counts of one half: names asked, found first, among five, and as a match; another entity as a match.
#[derive(Default, Clone, Copy)]
struct Found {
    asked: u32,
    first: u32,
    in_five: u32,
    matched: u32,
    scored: u32,
    other: u32,
}

/// `pairs` are labelled pairs that are one entity; `is_counted` says which kinds are; `misses` asks for those that would
/// match but are not among five.
pub(super) fn run(
    list: &Path,
    pairs: &[BTreeMap<String, String>],
    is_counted: impl Fn(&str) -> bool,
    misses: bool,
    out: &mut dyn Write,
) -> Result<()> {
    writeln!(out, "\n## Chinese names screened against the full US list and the English names of the pairs")?;
    if absent(list, out)? {
        return Ok(());
    }
    let is_english = |row: &BTreeMap<String, String>| row["candidate"].is_ascii();
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in pairs.iter().filter(|row| is_english(row)) {
        names.entry(&row["id"]).or_default().insert(&row["candidate"]);
    }
    let mut lines = String::new();
    for (id, names) in &names {
        let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        writeln!(
            lines,
            r#"{{"id":"pair-{id}","schema":"Organization","properties":{{"name":[{}]}}}}"#,
            quoted.join(",")
        )?;
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("pairs.ftm.json");
    fs::write(&file, lines)?;
    let engine = Engine::open(&folder.path().join("lists"))?;
    let day = Date::constant(2026, 11, 24);
    engine.import(&[list.to_owned()], &ImportOptions::default(), day)?;
    let ftm = ImportOptions { source: Some("ftm".to_owned()), ..ImportOptions::default() };
    engine.import(&[file], &ftm, day)?;
    let lists = engine.lists(day)?;
    let snapshot = &lists.snapshot;

    let mut halves = [Found::default(); 2];
    let mut scratch = index::Scratch::default();
    for row in pairs.iter().filter(|row| is_english(row) && is_counted(&row["kind"])) {
        let name = PreparedName::new(&row["query"], Schema::LegalEntity);
        let mut best: Vec<(u32, f32, bool)> = Vec::new();
        meet_names(snapshot, &name, &mut scratch, |met, evidence| {
            let (of, is_meant) = (snapshot.entity_of(met), snapshot.name(met).text() == row["candidate"]);
            match best.iter_mut().find(|(held, ..)| *held == of) {
                Some((_, held, meant)) => (*held, *meant) = (held.max(evidence), *meant || is_meant),
                None => best.push((of, evidence, is_meant)),
            }
        });
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let place = best.iter().position(|(.., is_meant)| *is_meant);
        let found = &mut halves[half(&row["id"])];
        found.asked += 1;
        found.first += u32::from(place == Some(0));
        found.in_five += u32::from(place.is_some_and(|place| place < 5));
        found.matched += u32::from(place.is_some_and(|place| score_of(best[place].1) >= THRESHOLD));
        let scored = super::score(&row["query"], &row["candidate"], "LegalEntity");
        found.scored += u32::from(scored >= THRESHOLD);
        // The misses of the other half are left unread, so that it can judge.
        if misses && half(&row["id"]) == 0 && scored >= THRESHOLD && place.is_none_or(|place| place >= 5) {
            let place = place.map_or("none".to_owned(), |place| (place + 1).to_string());
            writeln!(out, "not in five\t{place}\t{}\t{}", row["query"], row["candidate"])?;
        }
        found.other +=
            u32::from(best.iter().any(|(_, evidence, meant)| !meant && score_of(*evidence) >= THRESHOLD));
    }
    writeln!(out, "names on the lists: {}", snapshot.names())?;
    writeln!(
        out,
        "{:<8}{:>7}{:>9}{:>10}{:>18}{:>15}{:>25}",
        "half", "asked", "first", "in five", "in five, a match", "match as pair", "another entity at 0.7"
    )?;
    for (half, found) in halves.iter().enumerate() {
        let share = |part: u32| percent(part, found.asked);
        writeln!(
            out,
            "{half:<8}{:>7}{:>9}{:>10}{:>18}{:>15}{:>25}",
            found.asked,
            share(found.first),
            share(found.in_five),
            share(found.matched),
            share(found.scored),
            share(found.other)
        )?;
    }
    writeln!(
        out,
        "(the lists name many of these entities twice; the second name of one counts as another entity)"
    )?;
    Ok(())
}
