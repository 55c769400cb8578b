//! Labelled pairs of names: F1 and the rest at the threshold, beside the field's matchers and plain edit distance.

use super::{Calibration, Counts, THRESHOLD, rows, score};
use anyhow::Result;
use std::{collections::BTreeMap, io::Write, path::Path};

pub(super) fn run(path: &Path, calibration: &mut Calibration, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Name pairs at {THRESHOLD}")?;
    let Some(rows) = rows(path, out)? else { return Ok(()) };
    let (mut all, mut plain) = (Counts::default(), Counts::default());
    let mut groups: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut strong_wrong = Vec::new();
    for row in &rows {
        let (name1, name2, truth) = (&row["name1"], &row["name2"], row["is_match"] == "true");
        let scored = score(name1, name2, &row["schema"]);
        all.add(scored, truth);
        plain.add(levenshtein(name1, name2), truth);
        groups.entry(&row["case_group"]).or_default().add(scored, truth);
        calibration.add(0, scored, truth);
        if row["quality"] == "STRONG" && (scored >= THRESHOLD) != truth {
            strong_wrong.push(format!("{scored:.2} {name1} ~ {name2}"));
        }
    }
    let line = |name: &str, counts: &Counts| {
        let (p, r, f) = (counts.precision(), counts.recall(), counts.f1());
        format!("{name:<28} {p:>9.3} {r:>7.3} {f:>6.3}")
    };
    writeln!(out, "{:<28} {:>9} {:>7} {:>6}", "", "precision", "recall", "F1")?;
    writeln!(out, "{}   (want 0.90)", line("chokepoint", &all))?;
    writeln!(out, "{:<28} {:>9} {:>7} {:>6}", "logic-v2, published", "", "", "0.80")?;
    writeln!(out, "{:<28} {:>9} {:>7} {:>6}", "Watchman, published", "", "", "0.71")?;
    writeln!(out, "{}   (run here)", line("Levenshtein ratio", &plain))?;
    for (group, counts) in &groups {
        writeln!(out, "{}", line(&format!("  {group}"), counts))?;
    }
    let near = groups.get("synth_people").copied().unwrap_or_default();
    writeln!(
        out,
        "precision on near-miss persons (synth_people): {:.3} (want above 0.80; logic-v2 0.54)",
        near.precision()
    )?;
    writeln!(out, "STRONG cases wrong: {} (want 0)", strong_wrong.len())?;
    for wrong in strong_wrong {
        writeln!(out, "  {wrong}")?;
    }
    Ok(())
}

/// The plain baseline: 1 less the edit distance over the longer length, in lower case.
fn levenshtein(a: &str, b: &str) -> f32 {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    rapidfuzz::distance::levenshtein::normalized_similarity(a.chars(), b.chars()) as f32
}
