//! The two corpora: loud pairs must be found, quiet pairs must stay silent.

use super::{THRESHOLD, rows, score};
use anyhow::Result;
use std::{io::Write, path::Path};

/// The pairs of a corpus file that were decided wrongly, each with its score and why it is there.
///
/// # Errors
/// When the file cannot be read.
pub fn wrong(path: &Path, must_match: bool, out: &mut dyn Write) -> Result<Vec<String>> {
    let Some(rows) = rows(path, out)? else { return Ok(Vec::new()) };
    Ok(rows
        .iter()
        .filter_map(|row| {
            let scored = score(&row["name1"], &row["name2"], &row["schema"]);
            let told = format!("{scored:.2} {} ~ {} ({})", row["name1"], row["name2"], row["why"]);
            ((scored >= THRESHOLD) != must_match).then_some(told)
        })
        .collect())
}

pub(super) fn run(folder: &Path, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "## Corpus")?;
    for (name, must_match) in [("loud/pairs.csv", true), ("quiet/pairs.csv", false)] {
        let wrong = wrong(&folder.join(name), must_match, out)?;
        writeln!(out, "{name}: {} wrong", wrong.len())?;
        for pair in wrong {
            writeln!(out, "  {pair}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loud_pairs_are_found_and_quiet_ones_stay_silent() {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        for (name, must_match) in [("loud/pairs.csv", true), ("quiet/pairs.csv", false)] {
            let path = corpus.join(name);
            let pairs = rows(&path, &mut Vec::new()).unwrap().expect("the corpus is part of the repository");
            assert!(pairs.len() >= 60 && pairs.iter().all(|row| !row["why"].is_empty()), "{name}");
            let wrong = wrong(&path, must_match, &mut Vec::new()).unwrap();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        }
    }
}
