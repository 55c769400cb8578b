//! Alias hold-out on the full US list: each alias is taken off the list in turn and screened.

use super::{Calibration, THRESHOLD, absent, counts::percent};
use anyhow::Result;
use chokepoint_engine::{Engine, import::ImportOptions};
use chokepoint_model::{Date, NameKind};
use chokepoint_screening::{Snapshot, index, names::score_of, parts::ListedAs, screener::meet_names};
use std::{io::Write, path::Path};

/// One of so many aliases is held out, chosen by its letters, so that the choice stays when the list changes.
const ONE_OF: u32 = 5;

fn is_chosen(name: &str) -> bool {
    let sum = name.bytes().fold(17_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    // Fibonacci hashing spreads the sums of short names too.
    sum.wrapping_mul(2_654_435_769) >> 16 < 0x1_0000 / ONE_OF
}

pub(super) fn run(
    path: &Path,
    misses: bool,
    calibration: &mut Calibration,
    out: &mut dyn Write,
) -> Result<()> {
    writeln!(out, "\n## Alias hold-out on the full US list")?;
    if absent(path, out)? {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let engine = Engine::open(folder.path())?;
    let day = Date::constant(2026, 11, 24);
    engine.import(&[path.to_owned()], &ImportOptions::default(), day)?;
    let lists = engine.lists(day)?;
    let snapshot = &lists.snapshot;

    let (mut held_out, mut first, mut in_five, mut matched, mut false_hits, mut namesakes) =
        (0, 0, 0, 0, 0, 0);
    let mut scratch = index::Scratch::default();
    let aliases = (0..snapshot.names() as u32).filter(
        |name| matches!(snapshot.listed_as(*name), ListedAs::Name(kind) if kind != NameKind::Primary),
    );
    for alias in aliases.filter(|alias| is_chosen(snapshot.name(*alias).text())) {
        let (name, entity) = (snapshot.name(alias), snapshot.entity_of(alias));
        let mut best: Vec<(u32, f32)> = Vec::new();
        meet_names(snapshot, &name, &mut scratch, |met, evidence| {
            let of = snapshot.entity_of(met);
            if met == alias {
                return;
            }
            match best.iter_mut().find(|(held, _)| *held == of) {
                Some((_, held)) => *held = held.max(evidence),
                None => best.push((of, evidence)),
            }
        });
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        held_out += 1;
        let place = best.iter().position(|(of, _)| *of == entity);
        first += u32::from(place == Some(0));
        in_five += u32::from(place.is_some_and(|place| place < 5));
        matched += u32::from(place.is_some_and(|place| score_of(best[place].1) >= THRESHOLD));
        if misses {
            tell(snapshot, alias, &best, out)?;
        }
        if let Some((_, evidence)) = best.iter().find(|(of, _)| *of != entity) {
            // Two entities may bear one name; no name matcher can tell them apart.
            namesakes += u32::from(*evidence >= 8.0);
            false_hits += u32::from(score_of(*evidence) >= THRESHOLD && *evidence < 8.0);
        }
        // Two entities that bear one name say nothing about the score.
        for (of, evidence) in best.iter().filter(|(of, evidence)| *of == entity || *evidence < 8.0).take(5) {
            calibration.add(2, score_of(*evidence), *of == entity);
        }
    }
    writeln!(out, "aliases held out: {held_out} (one of {ONE_OF})")?;
    writeln!(
        out,
        "its entity first: {}, among the first five: {}, a match: {}",
        percent(first, held_out),
        percent(in_five, held_out),
        percent(matched, held_out)
    )?;
    writeln!(
        out,
        "another entity at {THRESHOLD} or above: {} (and {} bear the very name)",
        percent(false_hits, held_out),
        percent(namesakes, held_out)
    )?;
    Ok(())
}

/// A held-out alias whose entity was missed or that hit another one, in a line each.
fn tell(snapshot: &Snapshot, alias: u32, best: &[(u32, f32)], out: &mut dyn Write) -> Result<()> {
    let alias_name = snapshot.name(alias);
    let (name, entity) = (alias_name.text(), snapshot.entity_of(alias));
    let caption =
        |of: u32| snapshot.entity(of).map_or_else(String::new, |entity| entity.party.caption().to_owned());
    let own = best.iter().find(|(of, _)| *of == entity);
    if own.is_none_or(|(_, evidence)| score_of(*evidence) < THRESHOLD) {
        let score = own.map_or("none".to_owned(), |(_, evidence)| format!("{:.2}", score_of(*evidence)));
        let schema = snapshot.name(alias).schema();
        writeln!(out, "missed\t{score}\t{schema:?}\t{name}\t{}", caption(entity))?;
    }
    if let Some((of, evidence)) = best
        .iter()
        .find(|(of, evidence)| *of != entity && *evidence < 8.0 && score_of(*evidence) >= THRESHOLD)
    {
        writeln!(out, "false\t{:.2}\t{name}\t{}\t{}", score_of(*evidence), caption(*of), caption(entity))?;
    }
    Ok(())
}
