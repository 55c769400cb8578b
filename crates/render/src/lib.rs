//! Answers for people and for programs: terminal, CSV, JSON lines, workbook, Parquet, the HTML report.

mod arithmetic;
pub mod audit;
mod destination;
mod inert;
pub mod investigation;
pub mod licensing;
pub mod lists;
pub mod ownership;
pub mod report;
pub mod rules;
mod run;
pub mod screening;
pub mod successors;
mod terminal;
mod workbook;

pub use destination::Destination;
pub use run::{Run, RunInput};
pub use terminal::{Look, Terminal};
