//! The audit as JSON: the partners, each with what is known of it, and what was covered.

use crate::{
    investigation::{CoverageJson, FindingJson, coverage, finding_json},
    screening::{IssueJson, issue_json},
};
use chokepoint_engine::audit::{Audit, Partner, Standing};
use serde::Serialize;
use serde_json::{Map, Value};

/// The audit as one document.
#[derive(Debug, Serialize)]
pub struct AuditJson<'a> {
    as_of: String,
    /// How many partners have each standing.
    counts: Map<String, Value>,
    /// Left out of the last of several lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    partners: Option<Vec<PartnerJson<'a>>>,
    not_described: usize,
    coverage: CoverageJson<'a>,
    issues: Vec<IssueJson<'a>>,
}

/// What is known of a partner.
#[derive(Debug, Serialize)]
pub struct PartnerJson<'a> {
    row: u64,
    partner: &'a str,
    standing: &'static str,
    ids: &'a [String],
    named_by: &'static str,
    lists: &'a [String],
    stake: &'a str,
    possibly: &'a [String],
    doubt: &'a str,
    findings: Vec<FindingJson<'a>>,
}

/// The audit as one document.
pub fn document(audit: &Audit) -> AuditJson<'_> {
    let partners = audit.partners.iter().map(|partner| partner_json(audit, partner));
    let counts = Standing::ALL.into_iter().map(|one| (one.as_str().to_owned(), audit.count(one).into()));
    AuditJson {
        as_of: audit.investigation.as_of.to_string(),
        counts: counts.collect(),
        partners: Some(partners.collect()),
        not_described: audit.not_described,
        coverage: coverage(&audit.investigation),
        issues: audit.investigation.issues.iter().map(issue_json).collect(),
    }
}

/// A line a partner, then what was covered.
///
/// # Errors
/// When a line cannot be told in JSON.
pub fn lines(audit: &Audit) -> serde_json::Result<Vec<String>> {
    let partners = audit.partners.iter().map(|partner| serde_json::to_string(&partner_json(audit, partner)));
    let rest = AuditJson { partners: None, ..document(audit) };
    partners.chain([serde_json::to_string(&rest)]).collect()
}

fn partner_json<'a>(audit: &'a Audit, partner: &'a Partner) -> PartnerJson<'a> {
    PartnerJson {
        row: partner.row,
        partner: &partner.name,
        standing: partner.standing.as_str(),
        ids: &partner.ids,
        named_by: partner.named_by.as_str(),
        lists: &partner.lists,
        stake: &partner.stake,
        possibly: &partner.possibly,
        doubt: &partner.doubt,
        findings: audit.findings(partner).map(finding_json).collect(),
    }
}
