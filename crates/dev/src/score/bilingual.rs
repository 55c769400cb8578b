//! Chinese names against English list entries: recall and false positives of each kind of pair.

use super::{Calibration, Counts, counts::percent, rows, score};
use anyhow::Result;
use std::{collections::BTreeMap, io::Write, path::Path};

/// Kinds left out of the second figure: of the pairs of each read by eye (twenty of the mixed kinds, six of those that
/// are plain from what they are), fewer than half carry the meaning or the sound of the Chinese name in the English one (seldom more than a third: a coined brand, an acronym, the number of an
/// institute for its trade, a Taiwanese brand that is no reading of its characters). In the kinds that stay, between
/// half (`hk_short`, `list_alias`, `eu_list_name`) and all of the pairs carry it, so the figure is a lower bound; the
/// table prints every kind for a reader who draws the line elsewhere.
const NEITHER_MEANING_NOR_SOUND: [&str; 5] =
    ["coined_brand", "acronym", "exchange_abbrev", "descriptive_to_numbered", "tw_"];

/// Kinds whose English name is by construction a rendering of the Chinese one, word by word or in pinyin.
/// Pairs made up by machine (`short_pinyin_generated`) are not counted, for all of them are found.
const RENDERED: [&str; 7] = [
    "pinyin_brand",
    "list_alias/pinyin",
    "descriptive",
    "univ_full",
    "inst_full",
    "list_name",
    "list_numbered_variant",
];

pub(super) fn run(folder: &Path, calibration: &mut Calibration, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Chinese names against English entries")?;
    let Some(positives) = rows(&folder.join("positives.csv"), out)? else { return Ok(()) };
    let Some(negatives) = rows(&folder.join("hard_negatives.csv"), out)? else { return Ok(()) };
    let mut kinds: BTreeMap<(bool, String), [Counts; 2]> = BTreeMap::new();
    let (mut carried, mut found, mut silent) =
        ([Counts::default(); 2], [Counts::default(); 2], [Counts::default(); 2]);
    let mut rendered = [Counts::default(); 2];
    for (row, truth) in
        positives.iter().map(|row| (row, true)).chain(negatives.iter().map(|row| (row, false)))
    {
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
                if RENDERED.iter().any(|part| kind.contains(part)) {
                    rendered[column].add(scored, truth);
                }
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
    writeln!(
        out,
        "{:<44} {}        (want 80%; pinyin and a vocabulary 16%)",
        "recall, names that render the Chinese ones",
        recall(&rendered)
    )?;
    writeln!(
        out,
        "{:<44} {}        (half to all of each kind carry it)",
        "recall, kinds that mostly carry it",
        recall(&carried)
    )?;
    writeln!(out, "{:<44} {}", "recall, every kind", recall(&found))?;
    writeln!(
        out,
        "{:<44} {}        (want below 1%; pinyin and a vocabulary 3%)",
        "false positives, hard negatives",
        alarms(&silent)
    )?;
    for ((truth, kind), counts) in kinds.iter().rev() {
        let pairs = counts[1].true_positive
            + counts[1].false_negative
            + counts[1].false_positive
            + counts[1].true_negative;
        let (sign, shares) = if *truth { ('+', recall(counts)) } else { ('-', alarms(counts)) };
        writeln!(out, "  {sign} {kind:<40} {shares} {pairs:>6}")?;
    }
    Ok(())
}
