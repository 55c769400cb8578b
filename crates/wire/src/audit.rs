//! The audit as JSON: the partners, each with what is known of it, and what was covered.

use crate::{
    investigation::{coverage, finding_json},
    screening::issue_json,
};
use chokepoint_engine::audit::{Audit, Partner, Standing};
use serde_json::{Value, json};

/// The audit as one document.
pub fn document(audit: &Audit) -> Value {
    let partners: Vec<Value> = audit.partners.iter().map(|partner| partner_json(audit, partner)).collect();
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

/// A line a partner, then what was covered.
pub fn lines(audit: &Audit) -> Vec<Value> {
    let mut rest = document(audit);
    let partners = rest.as_object_mut().and_then(|rest| rest.remove("partners"));
    let mut lines = match partners {
        Some(Value::Array(partners)) => partners,
        _ => Vec::new(),
    };
    lines.push(rest);
    lines
}

fn partner_json(audit: &Audit, partner: &Partner) -> Value {
    json!({
                "row": partner.row,
                "partner": partner.name,
                "standing": partner.standing.as_str(),
                "ids": partner.ids,
                "named_by": partner.named_by.as_str(),
                "lists": partner.lists,
                "stake": partner.stake,
                "possibly": partner.possibly,
                "doubt": partner.doubt,
                "findings": audit.findings(partner).map(finding_json).collect::<Vec<_>>(),
    })
}
