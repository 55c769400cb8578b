//! Pairs of one name in two scripts, of which another screening system publishes the least score it expects of itself.

use super::{THRESHOLD, absent, score};
use anyhow::Result;
use std::{fs, io::Write, path::Path};

pub(super) fn run(path: &Path, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Cross-script pairs")?;
    if absent(path, out)? {
        return Ok(());
    }
    let text = fs::read_to_string(path)?;
    let (mut pairs, mut met, mut missed) = (0_u32, 0_u32, Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let [query, expected, least, ..] = cells[..] else { continue };
        if least.parse::<f32>().is_err() {
            continue;
        }
        let scored = score(query, expected, "LegalEntity");
        pairs += 1;
        if scored >= THRESHOLD {
            met += 1;
        } else {
            missed.push(format!("{scored:.2} {query} ~ {expected}"));
        }
    }
    writeln!(out, "right: {met} of {pairs}")?;
    for pair in missed {
        writeln!(out, "  {pair}")?;
    }
    Ok(())
}
