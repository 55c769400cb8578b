//! A file of parties through the whole program: read, screened on all cores, written; parties a second and memory.

use super::measure;
use anyhow::Result;
use chokepoint_engine::{Lists, Question, screen::screen_file};
use chokepoint_model::Schema;
use chokepoint_render::{
    Look, Run,
    screening::{Format, Writer},
};
use chokepoint_sources::parties::{self, Options};
use chokepoint_testkit::names::{Chance, Names, misspelt};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

const SEED: u64 = 20_261_125;
/// One party in so many is on the lists, with a typo in every word.
const ONE_LISTED_IN: usize = 20;

/// Screens files of each of these many rows.
pub fn run(lists: &Lists, sizes: &[usize], out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "\n## A file of parties, CSV to CSV, all cores (seed {SEED}; one in {ONE_LISTED_IN} is on the list, misspelt)"
    )?;
    let folder = tempfile::tempdir()?;
    let (input, output) = (folder.path().join("parties.csv"), folder.path().join("results.csv"));
    for rows in sizes {
        write_parties(lists, *rows, &input)?;
        measure::forget_peak();
        let (tally, took) = measure::once(|| screen(lists, &input, &output));
        let (matched, seconds) = (tally?, took.as_secs_f64());
        let peak =
            measure::peak_megabytes().map_or_else(String::new, |peak| format!(", peak memory {peak:.0} MB"));
        let megabytes = std::fs::metadata(&output)?.len() as f64 / 1e6;
        writeln!(
            out,
            "{rows:>8} rows: {seconds:.1} s, {:.0} a second{peak}; {matched} matched, {megabytes:.0} MB written",
            *rows as f64 / seconds
        )?;
    }
    Ok(())
}

fn screen(lists: &Lists, input: &Path, output: &Path) -> Result<u64> {
    let options = Options { format: None, mapping: None, default_schema: Schema::LegalEntity, sheet: None };
    let question = Question::on(lists.as_of);
    let mut writer = Writer::open(
        Format::Csv,
        Some(output),
        &lists.coverage(&question, 0, Vec::new()),
        &Run::default(),
        Look::default(),
    )?;
    let parties = parties::open(input, &options)?;
    let (tally, coverage) = screen_file(lists, None, parties, &question, |one| writer.write(one), |_| ())?;
    writer.finish(&coverage)?;
    Ok(tally.matched)
}

fn write_parties(lists: &Lists, rows: usize, path: &Path) -> Result<()> {
    let (mut chance, mut names) = (Chance::new(SEED), Names::new(SEED));
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "reference,name")?;
    for row in 0..rows {
        let name = if chance.below(ONE_LISTED_IN) == 0 {
            let listed = lists.snapshot.name(chance.below(lists.snapshot.names()) as u32);
            misspelt(listed.text(), 4, &mut chance)
        } else {
            names.name()
        };
        writeln!(file, "A-{row},\"{}\"", name.replace('"', "\"\""))?;
    }
    Ok(file.flush()?)
}
