//! CSV: a line a hit, and a line for a party without hits; the coverage closes it as comment lines.

use super::{
    Destination, Form,
    columns::{self, PassedColumns},
    destination::refused,
};
use crate::{
    EngineError,
    answer::{Coverage, Screened},
};
use std::io::Write;

pub(super) struct Delimited {
    out: csv::Writer<Destination>,
    passed: Option<PassedColumns>,
}

impl Delimited {
    pub(super) fn new(out: Destination) -> Self {
        Self { out: csv::WriterBuilder::new().flexible(true).from_writer(out), passed: None }
    }
}

impl Form for Delimited {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        if self.passed.is_none() {
            let passed = PassedColumns::new(screened);
            let head = columns::PARTY.iter().copied().chain(passed.headings()).chain(columns::HIT);
            self.out.write_record(head).map_err(written)?;
            self.passed = Some(passed);
        }
        let Some(passed) = &self.passed else { return Ok(()) };
        let (party, passed) = (columns::party(screened), passed.cells(screened));
        let none = [None];
        let hits = screened.hits.iter().map(Some);
        for hit in hits.chain(none.into_iter().take(usize::from(screened.hits.is_empty()))) {
            let cells = columns::hit(hit);
            self.out.write_record(party.iter().chain(&passed).chain(&cells)).map_err(written)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        let mut out = self.out.into_inner().map_err(|error| EngineError::Output(error.to_string()))?;
        for line in super::table::coverage_lines(coverage) {
            writeln!(out, "# {line}").map_err(refused)?;
        }
        out.close()
    }
}

fn written(error: csv::Error) -> EngineError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => refused(error),
        other => EngineError::Output(format!("the result cannot be written: {other:?}")),
    }
}
