//! Accuracy: labelled pairs, bilingual names, alias hold-out, and how well the score is calibrated.
//!
//! Labelled data of others is read where it lies and never copied; what is absent is said to be skipped.

mod bilingual;
mod chinese_lists;
mod corpus;
mod counts;
mod cross_script;
mod halves;
mod holdout;
pub mod listings;
mod name_pairs;
pub mod partners;
pub mod successors;

pub use counts::{Calibration, Counts};

use anyhow::Result;
use chokepoint_model::Schema;
use chokepoint_screening::names::{PreparedName, compare, score_of};
use std::{collections::BTreeMap, fs::File, io::Write, path::Path};

/// The score from which two names are one name.
pub const THRESHOLD: f32 = 0.7;

/// Prints every accuracy figure that the data at hand allows. `shared` holds `data/`, `root` is the repository;
/// `misses` asks for the aliases of the hold-out that were not found, and for the false hits.
///
/// # Errors
/// When a file is there but cannot be read, or the figures cannot be printed.
pub fn run(root: &Path, shared: &Path, misses: bool, out: &mut dyn Write) -> Result<()> {
    let data = shared.join("data");
    let mut calibration = Calibration::default();
    corpus::run(&root.join("corpus"), out)?;
    name_pairs::run(&data.join("name-pairs/name-cases-dev.csv"), &mut calibration, out)?;
    cross_script::run(&data.join("name-pairs/watchman-cross_script_pairs.csv"), out)?;
    let list = data.join("csl-consolidated-2026-07-31/consolidated.json");
    bilingual::run(&data.join("bilingual-names"), &list, misses, &mut calibration, out)?;
    holdout::run(&list, misses, &mut calibration, out)?;
    listings::run(&data, false, out)?;
    calibration.print(out)
}

/// The score of two names of a kind, by its FollowTheMoney name.
pub(crate) fn score(name1: &str, name2: &str, schema: &str) -> f32 {
    let schema = Schema::from_name(schema).unwrap_or_default();
    score_of(compare(&PreparedName::new(name1, schema), &PreparedName::new(name2, schema)))
}

/// The rows of a CSV by column name; `None`, said aloud, when the file is absent.
pub(crate) fn rows(path: &Path, out: &mut dyn Write) -> Result<Option<Vec<BTreeMap<String, String>>>> {
    if absent(path, out)? {
        return Ok(None);
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_reader(File::open(path)?);
    Ok(Some(reader.deserialize().collect::<Result<_, _>>()?))
}

/// Whether a file is absent; says so.
pub(crate) fn absent(path: &Path, out: &mut dyn Write) -> Result<bool> {
    let absent = !path.exists();
    if absent {
        writeln!(out, "skipped: {} absent", path.display())?;
    }
    Ok(absent)
}
