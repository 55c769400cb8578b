//! Made-up worlds to measure in: the same for the same seed, and knowing nothing of any weight.

pub mod holdings;
pub mod names;
