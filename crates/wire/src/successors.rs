//! The answer as JSON: `of`, `as_of` and `candidates` are what the outside relies on.

use crate::{
    investigation::{denial_json, evidence_json, law_json, rounded},
    screening::issue_json,
};
use chokepoint_engine::successors::{Seen, SuccessorAnswer, SuccessorsOf};
use serde_json::{Map, Value, json};

/// The answer as one document: that of one listed party, or of many under `listed`.
pub fn document(answer: &SuccessorAnswer, is_of_one: bool) -> Value {
    let rest = json!({
        "coverage": {
            "parties": answer.parties,
            "lists": answer.lists.iter().map(|it| json!({ "list": it.list, "title": it.title, "listings": it.listings })).collect::<Vec<_>>(),
            "notes": answer.notes,
        },
        "issues": answer.issues.iter().map(issue_json).collect::<Vec<_>>(),
    });
    let mut document = match (is_of_one, answer.of.first()) {
        (true, Some(one)) => of_one(answer, one),
        _ => json!({
            "as_of": answer.as_of.to_string(),
            "replay": answer.is_replay,
            "listed": answer.of.iter().map(|one| of_one(answer, one)).collect::<Vec<_>>(),
        }),
    };
    for (key, value) in rest.as_object().into_iter().flatten() {
        document[key] = value.clone();
    }
    document
}

fn of_one(answer: &SuccessorAnswer, one: &SuccessorsOf) -> Value {
    json!({
        "of": one.id,
        "caption": one.caption,
        "listed_since": one.listed_since.map(|day| day.to_string()),
        "in_the_registry": one.is_in_the_registry,
        "as_of": answer.as_of.to_string(),
        "candidates": one.candidates.iter().map(|seen| candidate(answer, seen)).collect::<Vec<_>>(),
    })
}

fn candidate(answer: &SuccessorAnswer, seen: &Seen) -> Value {
    let of = &seen.candidate;
    let families: Map<String, Value> =
        of.families.iter().map(|(family, sum)| (family.as_str().to_owned(), rounded(*sum))).collect();
    let mut value = json!({
        "id": of.subject.id,
        "caption": of.subject.caption,
        "score": rounded(of.score),
        "probability": rounded(of.probability),
        "alert": of.is_alert,
        "prior": rounded(of.prior),
        "families": families,
        "evidence": of.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
        "against": of.against.iter().map(evidence_json).collect::<Vec<_>>(),
        "denials": of.denials.iter().map(denial_json).collect::<Vec<_>>(),
        "law": of.law.iter().map(law_json).collect::<Vec<_>>(),
        "known_since": of.known_since.map(|day| day.to_string()),
        "listed_since": of.listed_since.map(|day| day.to_string()),
    });
    // Without a replay nobody has looked at the days before; the day on which all of it was known bounds it.
    let first_seen = if answer.is_replay { seen.first_seen } else { of.known_since.filter(|_| of.is_alert) };
    value["first_seen"] = json!(first_seen.map(|day| day.to_string()));
    if answer.is_replay {
        let course = seen
            .course
            .iter()
            .map(|(day, probability)| json!({ "on": day.to_string(), "probability": rounded(*probability) }));
        value["course"] = json!(course.collect::<Vec<_>>());
    }
    value
}
