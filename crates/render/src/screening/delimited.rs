//! CSV: a line a hit, and a line for a party without hits; each line says what was covered, so that none stands alone.

use super::{
    Form,
    columns::{self, PassedColumns},
};
use crate::{
    destination::{Destination, refused},
    inert::inert,
};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Screened},
};

/// What each line says of the screening it comes from.
const COVERED: [&str; 4] = ["as_of", "threshold", "covered_lists", "covered_releases"];

pub(super) struct Delimited {
    out: csv::Writer<Destination>,
    passed: Option<PassedColumns>,
    covered: [String; 4],
}

impl Delimited {
    pub(super) fn new(out: Destination, coverage: &Coverage) -> Self {
        let lists: Vec<&str> = coverage.lists.iter().map(|list| list.list.as_str()).collect();
        let releases: Vec<String> = coverage.releases.iter().map(ToString::to_string).collect();
        let covered = [
            coverage.as_of.to_string(),
            format!("{:.2}", coverage.threshold),
            lists.join(";"),
            releases.join(";"),
        ];
        Self { out: csv::Writer::from_writer(out), passed: None, covered }
    }

    /// Writes the headings before the first line.
    fn head(&mut self, passed: PassedColumns) -> Result<PassedColumns, EngineError> {
        let head = passed.headings(&COVERED);
        self.out.write_record(head.iter().map(|cell| inert(cell).into_owned())).map_err(written)?;
        Ok(passed)
    }
}

impl Form for Delimited {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        let columns = match self.passed.take() {
            Some(columns) => columns,
            None => self.head(PassedColumns::new(screened))?,
        };
        let (party, passed) = (columns::party(screened), columns.cells(screened));
        let none = screened.hits.is_empty().then_some(None);
        for hit in screened.hits.iter().map(Some).chain(none) {
            let cells = columns::hit(screened, hit);
            let line = party.iter().chain(&passed).chain(&cells).chain(&self.covered);
            self.out.write_record(line.map(|cell| inert(cell).into_owned())).map_err(written)?;
        }
        self.passed = Some(columns);
        Ok(())
    }

    fn finish(mut self: Box<Self>, _coverage: &Coverage) -> Result<(), EngineError> {
        if self.passed.is_none() {
            self.head(PassedColumns::default())?;
        }
        self.out.into_inner().map_err(|error| EngineError::Output(error.to_string()))?.close()
    }
}

fn written(error: csv::Error) -> EngineError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => refused(error),
        other => EngineError::Output(format!("the result cannot be written: {other:?}")),
    }
}
