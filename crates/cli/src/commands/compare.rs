//! `chokepoint compare`: pairs of names in, the same with scores out.

use super::{list_issues, something_lost};
use crate::{
    Ended,
    arguments::{Common, Compare},
};
use anyhow::{Context, Result};
use chokepoint_engine::compare::{PairsForm, compare_pairs};
use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::Path,
};

pub fn run(command: &Compare, common: &Common) -> Result<Ended> {
    super::ending(command.output.as_deref(), &["csv", "tsv", "txt", "json", "jsonl", "ndjson"])?;
    let file = command.pairs.display().to_string();
    let input: Box<dyn Read + Send> = if command.pairs == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(&command.pairs).with_context(|| file.clone())?)
    };
    let output: Box<dyn Write> = match &command.output {
        Some(path) => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        None => Box::new(io::stdout().lock()),
    };
    let form = if common.json { PairsForm::JsonLines } else { PairsForm::Csv { explain: command.explain } };
    let issues = compare_pairs(input, &file, BufWriter::new(output), form)?;
    list_issues(&issues);
    Ok(if something_lost(&issues) { Ended::Partly } else { Ended::Done })
}
