//! Findings as JSON: the shape that the outside relies on, and one document of all that an investigation gives.

use crate::screening::issue_json;
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{Denial, Evidence, Finding, Touches};
use serde_json::{Map, Value, json};

/// A finding as a line of `findings.jsonl`.
pub fn finding_json(finding: &Finding) -> Value {
    let families: Map<String, Value> =
        finding.families.iter().map(|(family, sum)| (family.as_str().to_owned(), rounded(*sum))).collect();
    let subjects: Vec<&str> = finding.subjects.iter().map(|subject| subject.id.as_str()).collect();
    let captions: Vec<&str> = finding.subjects.iter().map(|subject| subject.caption.as_str()).collect();
    let innocent: Vec<Value> =
        finding.innocent.iter().map(|one| json!({ "looks": one.looks, "tell": one.tell })).collect();
    json!({
        "id": finding.id,
        "detector": finding.detector,
        "subjects": subjects,
        "captions": captions,
        "severity": finding.severity.as_str(),
        "score": rounded(finding.score),
        "probability": rounded(finding.probability),
        "worth": rounded(finding.worth()),
        "message": finding.message,
        "prior": rounded(finding.prior),
        "families": families,
        "evidence": finding.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
        "law": finding.law.iter().map(law_json).collect::<Vec<_>>(),
        "means": finding.means,
        "against": finding.against.iter().map(evidence_json).collect::<Vec<_>>(),
        "denials": finding.denials.iter().map(denial_json).collect::<Vec<_>>(),
        "innocent": innocent,
        "as_of": finding.as_of.to_string(),
        "known_since": finding.known_since.map(|day| day.to_string()),
    })
}

/// A piece of evidence. `source` and `place` are those of the first statement it rests on; `stated` has all.
pub fn evidence_json(piece: &Evidence) -> Value {
    let stated: Vec<Value> = piece
        .stated
        .iter()
        .map(|one| {
            json!({
                "source": one.source.as_ref(), "place": one.record.as_ref(),
                "seen": one.seen.map(|day| day.to_string()),
            })
        })
        .collect();
    let first = piece.stated.first();
    json!({
        "statement": piece.statement,
        "source": first.map_or("", |one| one.source.as_ref()),
        "place": first.map_or("", |one| one.record.as_ref()),
        "family": piece.family.as_str(),
        "weight": rounded(piece.weight),
        "since": piece.since.map(|day| day.to_string()),
        "stated": stated,
    })
}

/// What somebody says about it.
pub fn denial_json(denial: &Denial) -> Value {
    json!({
        "party": denial.party,
        "on": denial.on.map(|day| day.to_string()),
        "text": denial.text,
        "source": denial.stated.source.as_ref(),
        "place": denial.stated.record.as_ref(),
    })
}

/// A rule or a piece of guidance.
pub fn law_json(law: &Touches) -> Value {
    json!({
        "parameter": law.parameter,
        "name": law.name,
        "title": law.title,
        "citation": law.citation,
        "url": law.url,
        "from": law.from.map(|day| day.to_string()),
        "status": law.status,
    })
}

/// All that an investigation gives, as one document.
pub fn document(of: &Investigation) -> Value {
    let files: Vec<Value> =
        of.files.iter().map(|file| json!({ "file": file.name, "read_as": file.kind.words() })).collect();
    let listed: Vec<Value> = of
        .listed_here()
        .into_iter()
        .map(|(number, listed)| {
            let profile = of.registry.profile(number);
            let lists: Vec<Value> = listed
                .listings_on(of.as_of)
                .map(|listing| {
                    json!({ "list": listing.list, "since": listing.period.from.map(|day| day.to_string()) })
                })
                .collect();
            json!({
                "id": profile.map(|profile| profile.id.as_str()),
                "caption": profile.map(|profile| profile.caption()),
                "listed_as": listed.caption(),
                "lists": lists,
            })
        })
        .collect();
    json!({
        "title": of.case.title,
        "as_of": of.as_of.to_string(),
        "findings": of.findings.iter().map(finding_json).collect::<Vec<_>>(),
        "listed": listed,
        "coverage": coverage(of),
        "files": files,
        "issues": of.issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}

/// What was covered.
pub fn coverage(of: &Investigation) -> Value {
    let lists: Vec<Value> = of
        .lists
        .iter()
        .map(|it| json!({ "list": it.list, "title": it.title, "listings": it.listings, "effect": it.effect }))
        .collect();
    json!({
        "parties": of.registry.profiles.len(),
        "interests": of.registry.interests.len(),
        "lists": lists,
        "notes": of.notes,
    })
}

/// Four places: what a reader can use, and the same on every machine.
pub fn rounded(value: f64) -> Value {
    let rounded = (value * 10_000.0).round() / 10_000.0;
    json!(if rounded == 0.0 { 0.0 } else { rounded })
}
