//! The JSON of every answer: the shapes that the outside relies on.

pub mod audit;
pub mod ftm;
pub mod investigation;
pub mod licensing;
pub mod lists;
pub mod ownership;
pub mod rules;
pub mod screening;
pub mod successors;
