//! Comparing one party with the lists as of a day: retrieval, then scoring, then explanation.

pub mod attributes;
pub mod entity;
pub mod han;
pub mod identity;
pub mod index;
pub mod keys;
pub mod names;
pub mod parts;
pub mod screener;
pub mod snapshot;
mod wire;

pub use screener::{Match, Question, Scratch, THRESHOLD, screen};
pub use snapshot::Snapshot;
