//! Names prepared once and compared many times.

use crate::keys::Group;
use chokepoint_model::{Reason, Schema};

/// A name prepared for comparison.
#[derive(Debug, Clone)]
pub struct PreparedName {
    text: String,
    schema: Schema,
}

impl PreparedName {
    /// Prepares `text`, the name of a `schema`.
    pub fn new(text: &str, schema: Schema) -> Self {
        Self { text: text.to_owned(), schema }
    }

    /// The name as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What kind of thing bears it.
    pub fn schema(&self) -> Schema {
        self.schema
    }

    /// The keys under which a listed name is filed.
    pub fn filing_keys(&self) -> Vec<String> {
        self.text.to_lowercase().split_whitespace().map(str::to_owned).collect()
    }

    /// The keys under which a name is sought, a group a word.
    pub fn query_groups(&self) -> Vec<Group> {
        Vec::new()
    }
}

/// The evidence of two names, in natural-log odds: 0 is where the error is least, and becomes the score 0.7.
pub fn compare(a: &PreparedName, b: &PreparedName) -> f32 {
    if a.text == b.text { 8.0 } else { -8.0 }
}

/// The same evidence in words; the weights add up to what [`compare`] returns.
pub fn explain(a: &PreparedName, b: &PreparedName) -> Vec<Reason> {
    let _ = (a, b);
    Vec::new()
}

/// The score, 0 to 1, for evidence in natural-log odds: 0 becomes 0.7, and 8 or more becomes 1.
pub fn score_of(evidence: f32) -> f32 {
    if evidence >= 8.0 {
        return 1.0;
    }
    // ln(0.7 / 0.3): where the evidence is even, the score is the threshold.
    1.0 / (1.0 + (-(evidence + 0.847_297_9)).exp())
}
