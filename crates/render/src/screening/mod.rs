//! Results as table, CSV, JSON lines, workbook or Parquet; a file appears under its name only when it is whole.

mod columns;
mod delimited;
mod json;
mod parquet_file;
mod table;
mod workbook;

use crate::{Destination, Look, Run};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Screened},
};
use std::path::Path;

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading on a terminal.
    Table,
    /// A line a hit; a party without hits has a line too; each line says what was covered.
    Csv,
    /// A line a party, then the coverage.
    Jsonl,
    /// A workbook for a reviewer: hits, near misses, all parties, coverage, lists, issues.
    Xlsx,
    /// A row a hit; a party without hits has a row too. The coverage stands in the file's metadata.
    Parquet,
}

/// One format: takes parties one by one, in the order of their rows.
trait Form {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError>;
    fn finish(self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError>;
}

/// Writes a result.
pub struct Writer {
    form: Box<dyn Form>,
}

impl Writer {
    /// A writer to the file at `path`, or to standard output. `coverage` is what is known of it before the first party; `look` is that of a table; `run` is told in a
    /// workbook.
    ///
    /// # Errors
    /// When the file cannot be made, or when a workbook or Parquet should go to standard output.
    pub fn open(
        format: Format,
        path: Option<&Path>,
        coverage: &Coverage,
        run: &Run,
        look: Look,
    ) -> Result<Self, EngineError> {
        let destination = || Destination::open(path);
        let form: Box<dyn Form> = match (format, path) {
            (Format::Table, _) => Box::new(table::Table::new(destination()?, look)),
            (Format::Csv, _) => Box::new(delimited::Delimited::new(destination()?, coverage)),
            (Format::Jsonl, _) => Box::new(json::Lines::new(destination()?)),
            (Format::Xlsx, Some(path)) => Box::new(workbook::Sheets::new(path, run)?),
            (Format::Parquet, Some(_)) => Box::new(parquet_file::Rows::new(destination()?)?),
            (Format::Xlsx | Format::Parquet, None) => {
                return Err(EngineError::Output("this format needs a file: give -o FILE".to_owned()));
            }
        };
        Ok(Self { form })
    }

    /// Writes one party with its hits.
    ///
    /// # Errors
    /// When it cannot be written; [`EngineError::Closed`] when nobody reads standard output any more.
    pub fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        self.form.write(screened)
    }

    /// Writes what was covered and closes the result.
    ///
    /// # Errors
    /// As [`Writer::write`].
    pub fn finish(self, coverage: &Coverage) -> Result<(), EngineError> {
        self.form.finish(coverage)
    }
}

#[cfg(test)]
mod tests;
