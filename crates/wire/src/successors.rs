//! The answer as JSON: `of`, `as_of` and `candidates` are what the outside relies on.

use crate::{
    investigation::{
        CalibrationJson, DenialJson, EvidenceJson, LawJson, calibration_json, denial_json, evidence_json,
        families_json, law_json, rounded,
    },
    screening::{IssueJson, issue_json},
};
use chokepoint_engine::successors::{Seen, SuccessorAnswer, SuccessorsOf};
use serde::Serialize;
use std::collections::BTreeMap;

/// The answer as one document.
#[derive(Debug, Serialize)]
pub struct SuccessorsJson<'a> {
    #[serde(flatten)]
    about: AboutJson<'a>,
    coverage: CoverageJson<'a>,
    issues: Vec<IssueJson<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum AboutJson<'a> {
    One(OfOneJson<'a>),
    Many { as_of: String, replay: bool, listed: Vec<OfOneJson<'a>> },
}

#[derive(Debug, Serialize)]
struct OfOneJson<'a> {
    of: &'a str,
    caption: &'a str,
    listed_since: Option<String>,
    in_the_registry: bool,
    conditions: &'a [String],
    as_of: String,
    candidates: Vec<CandidateJson<'a>>,
}

#[derive(Debug, Serialize)]
struct CandidateJson<'a> {
    id: &'a str,
    caption: &'a str,
    score: f64,
    probability: f64,
    alert: bool,
    prior: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<CalibrationJson>,
    families: BTreeMap<&'static str, f64>,
    evidence: Vec<EvidenceJson<'a>>,
    against: Vec<EvidenceJson<'a>>,
    denials: Vec<DenialJson<'a>>,
    law: Vec<LawJson<'a>>,
    known_since: Option<String>,
    listed_since: Option<String>,
    first_seen: Option<String>,
    /// With a replay, the days on which the probability changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    course: Option<Vec<StepJson>>,
}

#[derive(Debug, Serialize)]
struct StepJson {
    on: String,
    probability: f64,
}

#[derive(Debug, Serialize)]
struct CoverageJson<'a> {
    parties: usize,
    lists: Vec<ListJson<'a>>,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct ListJson<'a> {
    list: &'a str,
    title: &'a str,
    listings: u64,
}

/// The answer as one document: that of one listed party, or of many under `listed`.
pub fn document(answer: &SuccessorAnswer, is_of_one: bool) -> SuccessorsJson<'_> {
    let about = match (is_of_one, answer.of.first()) {
        (true, Some(one)) => AboutJson::One(of_one(answer, one)),
        _ => AboutJson::Many {
            as_of: answer.as_of.to_string(),
            replay: answer.is_replay,
            listed: answer.of.iter().map(|one| of_one(answer, one)).collect(),
        },
    };
    let lists =
        answer.lists.iter().map(|it| ListJson { list: &it.list, title: &it.title, listings: it.listings });
    SuccessorsJson {
        about,
        coverage: CoverageJson { parties: answer.parties, lists: lists.collect(), notes: &answer.notes },
        issues: answer.issues.iter().map(issue_json).collect(),
    }
}

fn of_one<'a>(answer: &'a SuccessorAnswer, one: &'a SuccessorsOf) -> OfOneJson<'a> {
    OfOneJson {
        of: &one.id,
        caption: &one.caption,
        listed_since: one.listed_since.map(|day| day.to_string()),
        in_the_registry: one.is_in_the_registry,
        conditions: &one.conditions,
        as_of: answer.as_of.to_string(),
        candidates: one.candidates.iter().map(|seen| candidate(answer, seen)).collect(),
    }
}

fn candidate<'a>(answer: &SuccessorAnswer, seen: &'a Seen) -> CandidateJson<'a> {
    let of = &seen.candidate;
    // Without a replay nobody has looked at the days before; the day on which all of it was known bounds it.
    let first_seen = if answer.is_replay { seen.first_seen } else { of.known_since.filter(|_| of.is_alert) };
    let course = || {
        let steps = seen.course.iter();
        steps
            .map(|(day, probability)| StepJson { on: day.to_string(), probability: rounded(*probability) })
            .collect()
    };
    CandidateJson {
        id: &of.subject.id,
        caption: &of.subject.caption,
        score: rounded(of.score),
        probability: rounded(of.probability),
        alert: of.is_alert,
        prior: rounded(of.prior),
        calibration: calibration_json("successor_of_listed"),
        families: families_json(&of.families),
        evidence: of.evidence.iter().map(evidence_json).collect(),
        against: of.against.iter().map(evidence_json).collect(),
        denials: of.denials.iter().map(denial_json).collect(),
        law: of.law.iter().map(law_json).collect(),
        known_since: of.known_since.map(|day| day.to_string()),
        listed_since: of.listed_since.map(|day| day.to_string()),
        first_seen: first_seen.map(|day| day.to_string()),
        course: answer.is_replay.then(course),
    }
}
