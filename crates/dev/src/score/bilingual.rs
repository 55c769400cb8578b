//! Chinese names against English list entries: recall and false positives of each kind of pair.

use super::{Calibration, Counts, THRESHOLD, chinese_lists, counts::percent, halves::half, rows, score};
use anyhow::Result;
use chokepoint_model::Schema;
use chokepoint_screening::names::{PreparedName, compare, score_of};
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

pub(super) fn run(
    folder: &Path,
    list: &Path,
    misses: bool,
    calibration: &mut Calibration,
    out: &mut dyn Write,
) -> Result<()> {
    writeln!(out, "\n## Chinese names against English entries")?;
    let Some(positives) = rows(&folder.join("positives.csv"), out)? else { return Ok(()) };
    let Some(negatives) = rows(&folder.join("hard_negatives.csv"), out)? else { return Ok(()) };
    let mut kinds: BTreeMap<(bool, String), [Counts; 2]> = BTreeMap::new();
    let (mut carried, mut found, mut silent) =
        ([Counts::default(); 2], [Counts::default(); 2], [Counts::default(); 2]);
    let mut rendered = [Counts::default(); 2];
    // By half and label: names that render, kinds that mostly carry, every kind, hard negatives.
    let mut halves = [[[Counts::default(); 4]; 2]; 2];
    for (row, truth) in
        positives.iter().map(|row| (row, true)).chain(negatives.iter().map(|row| (row, false)))
    {
        let scored = score(&row["query"], &row["candidate"], "LegalEntity");
        calibration.add(1, scored, truth);
        let kind = &row["kind"];
        let counts = kinds.entry((truth, kind.clone())).or_default();
        let carries = carries_either(kind);
        // Label A stands in both columns, B only in A+B.
        for column in usize::from(row["conf"] != "A")..2 {
            let in_half = &mut halves[half(&row["id"])][column];
            if truth {
                let renders = carries && RENDERED.iter().any(|part| kind.contains(part));
                for (line, _) in [renders, carries, true].iter().enumerate().filter(|(_, counts)| **counts) {
                    in_half[line].add(scored, truth);
                }
            } else {
                in_half[3].add(scored, truth);
            }
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
    for (half, labels) in halves.iter().enumerate() {
        let [a, both] = labels;
        let column = |line: usize| [a[line], both[line]];
        writeln!(
            out,
            "half {half}: renders {}, mostly carries {}, every kind {}, false positives {}",
            recall(&column(0)),
            recall(&column(1)),
            recall(&column(2)),
            alarms(&column(3))
        )?;
    }
    random(&positives, out)?;
    for ((truth, kind), counts) in kinds.iter().rev() {
        let pairs = counts[1].true_positive
            + counts[1].false_negative
            + counts[1].false_positive
            + counts[1].true_negative;
        let (sign, shares) = if *truth { ('+', recall(counts)) } else { ('-', alarms(counts)) };
        writeln!(out, "  {sign} {kind:<40} {shares} {pairs:>6}")?;
    }
    chinese_lists::run(list, &positives, carries_either, misses, out)
}

/// Whether pairs of a kind mostly carry the meaning or the sound.
fn carries_either(kind: &str) -> bool {
    NEITHER_MEANING_NOR_SOUND.iter().all(|part| !kind.contains(part))
}

/// Names of different entities put together without choice: each Chinese name with names that lie far from it in the file.
fn random(positives: &[BTreeMap<String, String>], out: &mut dyn Write) -> Result<()> {
    const OTHERS: [usize; 10] = [101, 499, 997, 1511, 2003, 2503, 3001, 3499, 4001, 5003];
    let prepare = |text: &str| PreparedName::new(text, Schema::LegalEntity);
    let names: Vec<(PreparedName, PreparedName)> =
        positives.iter().map(|row| (prepare(&row["query"]), prepare(&row["candidate"]))).collect();
    let (mut pairs, mut alarms) = (0, 0);
    for (at, (query, _)) in names.iter().enumerate() {
        for step in OTHERS {
            let other = (at + step) % names.len();
            if positives[at]["id"] != positives[other]["id"] {
                pairs += 1;
                alarms += u32::from(score_of(compare(query, &names[other].1)) >= THRESHOLD);
            }
        }
    }
    writeln!(out, "false positives, random pairs: {alarms} of {pairs}")?;
    Ok(())
}
