//! A line a party, then the coverage.

use super::Form;
use crate::destination::{Destination, refused};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Screened},
};
use chokepoint_wire::screening::{last_line, line};
use serde::Serialize;
use std::io::Write;

pub(super) struct Lines {
    out: Destination,
}

impl Lines {
    pub(super) fn new(out: Destination) -> Self {
        Self { out }
    }

    fn line(&mut self, line: &impl Serialize) -> Result<(), EngineError> {
        serde_json::to_writer(&mut self.out, line).map_err(|error| refused(error.into()))?;
        self.out.write_all(b"\n").map_err(refused)
    }
}

impl Form for Lines {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        self.line(&line(screened))
    }

    fn finish(mut self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        self.line(&last_line(coverage))?;
        self.out.close()
    }
}
