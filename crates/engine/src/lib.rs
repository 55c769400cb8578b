//! The façade: everything the outside calls.

pub mod answer;
pub mod output;
