//! What is kept: flat snapshot files, and the workspace with every list release ever imported.

pub mod flat;
pub mod registry;
pub mod workspace;
