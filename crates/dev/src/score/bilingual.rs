//! Chinese names against English list entries: recall and false positives of each kind of pair.

use super::{Calibration, Counts, counts::percent, rows, score};
use anyhow::Result;
use std::{collections::BTreeMap, io::Write, path::Path};

/// Kinds of which the English name carries neither the meaning nor the sound of the Chinese one (a coined brand, an
/// acronym, another company's name after a change of business): no reader of both languages could tell.
const NEITHER_MEANING_NOR_SOUND: [&str; 9] = [
    "coined_brand", "acronym", "altname", "exchange_abbrev", "foreign_org", "short_alias", "inst_alias",
    "descriptive_to_numbered", "tw_short",
];

pub(super) fn run(folder: &Path, calibration: &mut Calibration, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Chinese names against English entries")?;
    let Some(positives) = rows(&folder.join("positives.csv"), out)? else { return Ok(()) };
    let Some(negatives) = rows(&folder.join("hard_negatives.csv"), out)? else { return Ok(()) };
    let mut kinds: BTreeMap<(bool, String), [Counts; 2]> = BTreeMap::new();
    let (mut carried, mut found, mut silent) = ([Counts::default(); 2], [Counts::default(); 2], [Counts::default(); 2]);
    for (row, truth) in positives.iter().map(|row| (row, true)).chain(negatives.iter().map(|row| (row, false))) {
        let scored = score(&row["query"], &row["candidate"], "LegalEntity");
        calibration.add(1, scored, truth);
        let kind = &row["kind"];
        let counts = kinds.entry((truth, kind.clone())).or_default();
        let carries = NEITHER_MEANING_NOR_SOUND.iter().all(|part| !kind.contains(part));
        // Label A stands in both columns, B only in A+B.
        for column in usize::from(row["conf"] != "A")..2 {
            counts[column].add(scored, truth);
            let totals = if truth { &mut found } else { &mut silent };
            totals[column].add(scored, truth);
            if truth && carries {
                carried[column].add(scored, truth);
            }
        }
    }
    let recall = |counts: &[Counts; 2]| {
        let one = |c: &Counts| percent(c.true_positive, c.true_positive + c.false_negative);
        format!("{:>8} {:>8}", one(&counts[0]), one(&counts[1]))
    };
    let alarms = |counts: &[Counts; 2]| {
        let one = |c: &Counts| percent(c.false_positive, c.false_positive + c.true_negative);
        format!("{:>8} {:>8}", one(&counts[0]), one(&counts[1]))
    };
    writeln!(out, "{:<44} {:>8} {:>8} {:>6}", "labels", "A", "A+B", "pairs")?;
    writeln!(out, "{:<44} {}        (want 80%; pinyin and a vocabulary 16%)", "recall where meaning or sound carries", recall(&carried))?;
    writeln!(out, "{:<44} {}", "recall, every kind", recall(&found))?;
    writeln!(out, "{:<44} {}        (want below 1%; pinyin and a vocabulary 3%)", "false positives, hard negatives", alarms(&silent))?;
    for ((truth, kind), counts) in kinds.iter().rev() {
        let pairs = counts[1].true_positive + counts[1].false_negative + counts[1].false_positive + counts[1].true_negative;
        let (sign, shares) = if *truth { ('+', recall(counts)) } else { ('-', alarms(counts)) };
        writeln!(out, "  {sign} {kind:<40} {shares} {pairs:>6}")?;
    }
    Ok(())
}
