//! What an item is and whether it may go somewhere: for reading, and a line a row for files of many.

mod lines;
mod report;

pub use lines::Lines;
pub use report::{item_report, licence_report};
