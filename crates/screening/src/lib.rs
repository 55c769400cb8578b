//! Comparing one party with the lists as of a day: retrieval, then scoring, then explanation.

pub mod attributes;
pub mod han;
pub mod index;
pub mod keys;
pub mod names;
