//! To be written.
use chokepoint_model::{Party, Reason};
/// Prepared.
#[derive(Debug, Clone, Default)]
pub struct PreparedAttributes {}
impl PreparedAttributes {
    /// Prepares.
    pub fn new(_party: &Party) -> Self { Self {} }
}
/// Compares.
pub fn compare(_a: &PreparedAttributes, _b: &PreparedAttributes, _reasons: &mut Vec<Reason>) -> f32 { 0.0 }
/// Keys.
pub fn keys(_party: &Party) -> Vec<String> { Vec::new() }
