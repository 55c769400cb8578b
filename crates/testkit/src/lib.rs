//! Measuring: accuracy against labelled data and speed against plain baselines, printed beside the figures to beat.

pub mod bench;
pub mod names;
pub mod score;
