//! Answers for people and for programs: terminal, CSV, JSON lines, workbook, Parquet, the HTML report.

pub mod audit;
mod destination;
pub mod investigation;
pub mod licensing;
pub mod lists;
pub mod ownership;
pub mod report;
pub mod rules;
pub mod screening;
pub mod successors;

pub use destination::Destination;
