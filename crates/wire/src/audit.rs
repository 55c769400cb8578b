//! The audit as JSON: the partners, each with what is known of it, and what was covered.

use crate::{
    investigation::{coverage, finding_json},
    screening::issue_json,
};
use chokepoint_engine::audit::{Audit, Standing};
use serde_json::{Value, json};

/// The audit as one document.
pub fn document(audit: &Audit) -> Value {
    let partners: Vec<Value> = audit
        .partners
        .iter()
        .map(|partner| {
            json!({
                "row": partner.row,
                "partner": partner.name,
                "standing": partner.standing.as_str(),
                "ids": partner.ids,
                "named_by": partner.named_by.as_str(),
                "lists": partner.lists,
                "stake": partner.stake,
                "doubt": partner.doubt,
                "findings": audit.findings(partner).map(finding_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    let counts: serde_json::Map<String, Value> =
        Standing::ALL.into_iter().map(|one| (one.as_str().to_owned(), json!(audit.count(one)))).collect();
    json!({
        "as_of": audit.investigation.as_of.to_string(),
        "counts": counts,
        "partners": partners,
        "not_described": audit.not_described,
        "coverage": coverage(&audit.investigation),
        "issues": audit.investigation.issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}
