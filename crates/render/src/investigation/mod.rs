//! The findings of an investigation: on a terminal, as tables for spreadsheets, and all of it as a folder.

pub(crate) mod sheet;
mod table;
mod write;

pub use table::write_queue;
pub use write::{Written, write};
