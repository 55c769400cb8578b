//! Alias hold-out on the full US list: each alias is taken off the list in turn and screened.

use super::{Calibration, THRESHOLD, absent, counts::percent};
use anyhow::Result;
use chokepoint_engine::{Engine, import::ImportOptions};
use chokepoint_model::{Date, NameKind};
use chokepoint_screening::{index, screener::meet_names, names::score_of};
use std::{io::Write, path::Path};

/// Every so many aliases one is held out: some two thousand of thirty thousand.
const STRIDE: u32 = 13;

pub(super) fn run(path: &Path, calibration: &mut Calibration, out: &mut dyn Write) -> Result<()> {
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

    let (mut held_out, mut first, mut in_five, mut matched, mut false_hits, mut namesakes) = (0, 0, 0, 0, 0, 0);
    let mut scratch = index::Scratch::default();
    let aliases = (0..snapshot.names() as u32).filter(|name| snapshot.kind_of(*name) != NameKind::Primary);
    for alias in aliases.step_by(STRIDE as usize) {
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
        if let Some((_, evidence)) = best.iter().find(|(of, _)| *of != entity) {
            // Two entities may bear one name; no name matcher can tell them apart.
            namesakes += u32::from(*evidence >= 8.0);
            false_hits += u32::from(score_of(*evidence) >= THRESHOLD && *evidence < 8.0);
        }
        for (of, evidence) in best.iter().take(5) {
            calibration.add(2, score_of(*evidence), *of == entity);
        }
    }
    writeln!(out, "aliases held out: {held_out} (every {STRIDE}th of the list's)")?;
    writeln!(out, "its entity first: {}, among the first five: {}, a match: {}", percent(first, held_out), percent(in_five, held_out), percent(matched, held_out))?;
    writeln!(out, "another entity at {THRESHOLD} or above: {} (and {} bear the very name)", percent(false_hits, held_out), percent(namesakes, held_out))?;
    Ok(())
}
