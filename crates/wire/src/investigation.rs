//! Findings as JSON: the shape that the outside relies on, and one document of all that an investigation gives.

use crate::screening::{IssueJson, issue_json};
use chokepoint_detectors::{Calibration, calibration};
use chokepoint_engine::{answer::CoveredList, investigate::Investigation};
use chokepoint_model::{Denial, Evidence, Family, Finding, Touches};
use serde::Serialize;
use std::collections::BTreeMap;

/// A finding as a line of `findings.jsonl`.
#[derive(Debug, Serialize)]
pub struct FindingJson<'a> {
    id: &'a str,
    detector: &'a str,
    /// Ids of those it is about, the one to look at first.
    subjects: Vec<&'a str>,
    captions: Vec<&'a str>,
    severity: &'static str,
    /// The sum of `prior` and `families`, in natural-log odds.
    score: f64,
    probability: f64,
    worth: f64,
    message: &'a str,
    /// What it rests on that is not certain.
    conditions: &'a [String],
    prior: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    calibration: Option<CalibrationJson>,
    /// What each family of evidence counts.
    families: BTreeMap<&'static str, f64>,
    evidence: Vec<EvidenceJson<'a>>,
    law: Vec<LawJson<'a>>,
    means: &'a str,
    against: Vec<EvidenceJson<'a>>,
    denials: Vec<DenialJson<'a>>,
    innocent: Vec<InnocentJson<'a>>,
    as_of: String,
    known_since: Option<String>,
}

/// How the score becomes the probability: `ceiling / (1 + e^-(offset + slope · score))`.
#[derive(Debug, Serialize)]
pub struct CalibrationJson {
    slope: f64,
    offset: f64,
    ceiling: f64,
}

/// A piece of evidence. `source` and `place` are those of the first statement it rests on; `stated` has all.
#[derive(Debug, Serialize)]
pub struct EvidenceJson<'a> {
    statement: &'a str,
    source: &'a str,
    place: &'a str,
    family: &'static str,
    weight: f64,
    since: Option<String>,
    stated: Vec<StatedJson<'a>>,
}

#[derive(Debug, Serialize)]
struct StatedJson<'a> {
    source: &'a str,
    place: &'a str,
    seen: Option<String>,
}

/// What somebody says about it.
#[derive(Debug, Serialize)]
pub struct DenialJson<'a> {
    party: &'a str,
    on: Option<String>,
    text: &'a str,
    source: &'a str,
    place: &'a str,
}

#[derive(Debug, Serialize)]
struct InnocentJson<'a> {
    looks: &'a str,
    tell: &'a str,
}

/// A rule or a piece of guidance.
#[derive(Debug, Serialize)]
pub struct LawJson<'a> {
    parameter: &'a str,
    name: &'a str,
    title: &'a str,
    citation: &'a str,
    url: &'a str,
    from: Option<String>,
    status: &'a str,
}

/// All that an investigation gives, as one document.
#[derive(Debug, Serialize)]
pub struct InvestigationJson<'a> {
    title: &'a str,
    as_of: String,
    findings: Vec<FindingJson<'a>>,
    listed: Vec<ListedJson<'a>>,
    possibly_listed: Vec<PossiblyJson<'a>>,
    coverage: CoverageJson<'a>,
    files: Vec<FileJson<'a>>,
    issues: Vec<IssueJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<WrittenJson<'a>>,
}

/// Where the results lie.
#[derive(Debug, Serialize)]
pub struct WrittenJson<'a> {
    /// The folder.
    pub folder: &'a std::path::Path,
    /// The files in it.
    pub files: &'a [&'static str],
}

#[derive(Debug, Serialize)]
struct FileJson<'a> {
    file: &'a str,
    read_as: &'static str,
}

#[derive(Debug, Serialize)]
struct ListedJson<'a> {
    id: Option<&'a str>,
    caption: Option<&'a str>,
    listed_as: &'a str,
    lists: Vec<OnListJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PossiblyJson<'a> {
    id: Option<&'a str>,
    caption: Option<&'a str>,
    may_be: &'a str,
    lists: Vec<&'a str>,
    score: f64,
    basis: String,
    because: String,
}

#[derive(Debug, Serialize)]
struct OnListJson<'a> {
    list: &'a str,
    since: Option<String>,
}

/// What was covered.
#[derive(Debug, Serialize)]
pub struct CoverageJson<'a> {
    parties: usize,
    interests: usize,
    lists: Vec<CoveredListJson<'a>>,
    notes: &'a [String],
}

/// A list that was covered.
#[derive(Debug, Serialize)]
pub struct CoveredListJson<'a> {
    list: &'a str,
    title: &'a str,
    listings: u64,
    effect: &'a str,
}

/// A finding as a line of `findings.jsonl`.
pub fn finding_json(finding: &Finding) -> FindingJson<'_> {
    FindingJson {
        id: &finding.id,
        detector: &finding.detector,
        subjects: finding.subjects.iter().map(|subject| subject.id.as_str()).collect(),
        captions: finding.subjects.iter().map(|subject| subject.caption.as_str()).collect(),
        severity: finding.severity.as_str(),
        score: rounded(finding.score),
        probability: rounded(finding.probability),
        worth: rounded(finding.worth()),
        message: &finding.message,
        conditions: &finding.conditions,
        prior: rounded(finding.prior),
        calibration: calibration_json(&finding.detector),
        families: families_json(&finding.families),
        evidence: finding.evidence.iter().map(evidence_json).collect(),
        law: finding.law.iter().map(law_json).collect(),
        means: &finding.means,
        against: finding.against.iter().map(evidence_json).collect(),
        denials: finding.denials.iter().map(denial_json).collect(),
        innocent: finding
            .innocent
            .iter()
            .map(|one| InnocentJson { looks: &one.looks, tell: &one.tell })
            .collect(),
        as_of: finding.as_of.to_string(),
        known_since: finding.known_since.map(|day| day.to_string()),
    }
}

/// What each family of evidence counts.
pub fn families_json(families: &BTreeMap<Family, f64>) -> BTreeMap<&'static str, f64> {
    families.iter().map(|(family, sum)| (family.as_str(), rounded(*sum))).collect()
}

/// How the scores of a detector become probabilities; `None` for one that is unknown here.
pub fn calibration_json(detector: &str) -> Option<CalibrationJson> {
    let Calibration { slope, offset, ceiling } = calibration(detector)?;
    Some(CalibrationJson { slope: rounded(slope), offset: rounded(offset), ceiling: rounded(ceiling) })
}

/// A piece of evidence.
pub fn evidence_json(piece: &Evidence) -> EvidenceJson<'_> {
    let stated = piece.stated.iter().map(|one| StatedJson {
        source: &one.source,
        place: &one.record,
        seen: one.seen.map(|day| day.to_string()),
    });
    let first = piece.stated.first();
    EvidenceJson {
        statement: &piece.statement,
        source: first.map_or("", |one| one.source.as_ref()),
        place: first.map_or("", |one| one.record.as_ref()),
        family: piece.family.as_str(),
        weight: rounded(piece.weight),
        since: piece.since.map(|day| day.to_string()),
        stated: stated.collect(),
    }
}

/// What somebody says about it.
pub fn denial_json(denial: &Denial) -> DenialJson<'_> {
    DenialJson {
        party: &denial.party,
        on: denial.on.map(|day| day.to_string()),
        text: &denial.text,
        source: &denial.stated.source,
        place: &denial.stated.record,
    }
}

/// A rule or a piece of guidance.
pub fn law_json(law: &Touches) -> LawJson<'_> {
    LawJson {
        parameter: &law.parameter,
        name: &law.name,
        title: &law.title,
        citation: &law.citation,
        url: &law.url,
        from: law.from.map(|day| day.to_string()),
        status: &law.status,
    }
}

/// All that an investigation gives, as one document; with the place of the results once they are written.
pub fn document<'a>(of: &'a Investigation, written: Option<WrittenJson<'a>>) -> InvestigationJson<'a> {
    let listed = of.listed_here().into_iter().map(|(number, listed)| {
        let profile = of.registry.profile(number);
        let lists = listed.listings_on(of.as_of).map(|listing| OnListJson {
            list: &listing.list,
            since: listing.period.from.map(|day| day.to_string()),
        });
        ListedJson {
            id: profile.map(|profile| profile.id.as_str()),
            caption: profile.map(|profile| profile.caption()),
            listed_as: listed.caption(),
            lists: lists.collect(),
        }
    });
    let possibly = of.possibly_listed().into_iter().map(|(number, listed, found)| {
        let profile = of.registry.profile(number);
        PossiblyJson {
            id: profile.map(|profile| profile.id.as_str()),
            caption: profile.map(|profile| profile.caption()),
            may_be: listed.caption(),
            lists: listed.listings_on(of.as_of).map(|listing| listing.list.as_str()).collect(),
            score: rounded(f64::from(found.explanation.score)),
            basis: found.basis.to_string(),
            because: found.certainty.words().to_string(),
        }
    });
    InvestigationJson {
        title: &of.case.title,
        as_of: of.as_of.to_string(),
        findings: of.findings.iter().map(finding_json).collect(),
        listed: listed.collect(),
        possibly_listed: possibly.collect(),
        coverage: coverage(of),
        files: of
            .files
            .iter()
            .map(|file| FileJson { file: &file.name, read_as: file.kind.words() })
            .collect(),
        issues: of.issues.iter().map(issue_json).collect(),
        written,
    }
}

/// What was covered.
pub fn coverage(of: &Investigation) -> CoverageJson<'_> {
    CoverageJson {
        parties: of.registry.profiles.len(),
        interests: of.registry.interests.len(),
        lists: of.lists.iter().map(covered_list_json).collect(),
        notes: &of.notes,
    }
}

/// A list that was covered.
pub fn covered_list_json(list: &CoveredList) -> CoveredListJson<'_> {
    CoveredListJson { list: &list.list, title: &list.title, listings: list.listings, effect: &list.effect }
}

/// Four places: what a reader can use, and the same on every machine.
pub fn rounded(value: f64) -> f64 {
    // No "-0.0".
    (value * 10_000.0).round() / 10_000.0 + 0.0
}
