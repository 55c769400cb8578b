//! A line a party, then the coverage: the shapes that the outside relies on.

use crate::investigation::{CoveredListJson, covered_list_json};
use chokepoint_engine::answer::{Coverage, Hit, ReadReport, Screened};
use chokepoint_model::{Date, Issue, Listing, Party, Reason};
use chokepoint_screening::names::ODDS_AT_NO_EVIDENCE;
use chokepoint_sources::lists;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value, json};

/// The line of one party.
pub fn line(screened: &Screened) -> impl Serialize {
    Line {
        row: screened.row,
        party: party(&screened.party),
        passed: Passed(&screened.passed),
        hits: screened.hits.iter().map(hit).collect(),
    }
}

/// The last line of a result: what was covered, and what could not be read.
#[derive(Debug, Serialize)]
pub struct LastLine<'a> {
    coverage: CoverageJson<'a>,
    issues: Vec<IssueJson<'a>>,
}

/// The last line: what was covered.
pub fn last_line(coverage: &Coverage) -> LastLine<'_> {
    LastLine { coverage: coverage_json(coverage), issues: coverage.issues.iter().map(issue_json).collect() }
}

/// Where the list says it: its citations in one text.
pub fn citations(listing: &Listing) -> String {
    listing.citations.iter().map(|citation| citation.text.as_str()).collect::<Vec<_>>().join("; ")
}

#[derive(Serialize)]
struct Line<'a> {
    row: u64,
    party: PartyJson<'a>,
    #[serde(skip_serializing_if = "Passed::is_empty")]
    passed: Passed<'a>,
    hits: Vec<HitJson<'a>>,
}

#[derive(Serialize)]
struct PartyJson<'a> {
    name: &'a str,
    schema: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    addresses: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<&'a str>,
}

fn party(party: &Party) -> PartyJson<'_> {
    PartyJson {
        name: party.caption(),
        schema: party.schema.as_str(),
        other_names: party.names.iter().skip(1).map(|name| name.text.as_str()).collect(),
        countries: party.countries.iter().map(|country| country.as_str()).collect(),
        addresses: party
            .addresses
            .iter()
            .map(|address| address.text.as_str())
            .filter(|text| !text.is_empty())
            .collect(),
        identifiers: party.identifiers.iter().map(|identifier| identifier.value.as_str()).collect(),
    }
}

/// The columns passed through, as an object in their order.
struct Passed<'a>(&'a [(String, String)]);

impl Passed<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Passed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (column, value) in self.0 {
            map.serialize_entry(column, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct HitJson<'a> {
    id: &'a str,
    caption: &'a str,
    schema: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    countries: Vec<&'a str>,
    met: &'a str,
    score: f64,
    matched: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    turn: Option<&'static str>,
    lists: Vec<ListingJson<'a>>,
    explanation: ExplanationJson<'a>,
}

#[derive(Serialize)]
struct ExplanationJson<'a> {
    /// The sum of the weights, in natural-log odds; 0 is the score 0.7.
    evidence: f64,
    /// The same, under the name that a reader looks for.
    sum: f64,
    /// What is added to the sum before it is turned from log odds into the score.
    offset: f64,
    /// What the sum gives: `1 / (1 + e^-(sum + offset))`, and 1 from a sum of 8.
    score: f64,
    reasons: Vec<ReasonJson<'a>>,
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    feature: &'a str,
    party: &'a str,
    entity: &'a str,
    weight: f64,
    words: &'a str,
}

#[derive(Serialize)]
struct ListingJson<'a> {
    list: &'a str,
    title: &'a str,
    since: Option<String>,
    until: Option<String>,
    citation: String,
    law: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    programmes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requirement: Option<Term<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_policy: Option<Term<'a>>,
    #[serde(skip_serializing_if = "<[u8]>::is_empty")]
    footnotes: &'a [u8],
    #[serde(skip_serializing_if = "Option::is_none")]
    standard_order: Option<bool>,
    #[serde(skip_serializing_if = "str::is_empty")]
    remarks: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    url: &'a str,
}

/// A licence requirement or a review policy: its normal form, and as the list prints it.
#[derive(Serialize)]
struct Term<'a> {
    kind: &'static str,
    sections: &'a [String],
    text: &'a str,
}

fn hit(hit: &Hit) -> HitJson<'_> {
    let evidence: f32 = hit.explanation.reasons.iter().map(|reason| reason.weight).sum();
    HitJson {
        id: &hit.id,
        caption: &hit.caption,
        schema: hit.schema.as_str(),
        countries: hit.countries.iter().map(|country| country.as_str()).collect(),
        met: &hit.met,
        score: rounded(hit.score, 4),
        matched: hit.matched,
        turn: hit.turn.map(|turn| turn.as_str()),
        lists: hit.listings.iter().map(listing).collect(),
        explanation: ExplanationJson {
            evidence: rounded(evidence, 2),
            sum: rounded(evidence, 4),
            offset: rounded(ODDS_AT_NO_EVIDENCE, 4),
            score: rounded(hit.explanation.score, 4),
            reasons: hit.explanation.reasons.iter().map(reason).collect(),
        },
    }
}

fn reason(reason: &Reason) -> ReasonJson<'_> {
    ReasonJson {
        feature: reason.feature.as_str(),
        party: &reason.party,
        entity: &reason.entity,
        weight: rounded(reason.weight, 2),
        words: &reason.words,
    }
}

fn listing(listing: &Listing) -> ListingJson<'_> {
    let meaning = lists::list(&listing.list);
    ListingJson {
        list: &listing.list,
        title: meaning.map_or(listing.list.as_str(), |meaning| &meaning.title),
        since: listing.period.from.map(day),
        until: listing.period.until.map(day),
        citation: citations(listing),
        law: meaning.map_or("", |meaning| &meaning.citation),
        programmes: listing.programmes.iter().map(String::as_str).collect(),
        requirement: listing.requirement.as_ref().map(|it| Term {
            kind: it.requirement.as_str(),
            sections: &it.sections,
            text: &it.text,
        }),
        review_policy: listing.review.as_ref().map(|it| Term {
            kind: it.review.as_str(),
            sections: &it.sections,
            text: &it.text,
        }),
        footnotes: &listing.footnotes,
        standard_order: listing.standard_order,
        remarks: &listing.remarks,
        url: &listing.url,
    }
}

fn day(date: Date) -> String {
    date.to_string()
}

/// `value` without the noise of single precision.
pub fn rounded(value: f32, places: i32) -> f64 {
    let unit = 10_f64.powi(places);
    (f64::from(value) * unit).round() / unit
}

/// What was covered, as the last line of a result holds it.
#[derive(Debug, Serialize)]
pub struct CoverageJson<'a> {
    lists: Vec<CoveredListJson<'a>>,
    releases: Vec<ReleaseJson<'a>>,
    as_of: String,
    threshold: f64,
    parties: u64,
    /// What was read of the input, and what was not.
    read: Value,
    notes: &'a [String],
}

#[derive(Debug, Serialize)]
struct ReleaseJson<'a> {
    release: String,
    source: &'a str,
    published: String,
    digest: &'a str,
}

/// An issue as a result holds it.
#[derive(Debug, Serialize)]
pub struct IssueJson<'a> {
    severity: &'static str,
    file: &'a str,
    line: Option<u64>,
    row: Option<u64>,
    field: &'a str,
    message: &'a str,
    advice: &'a str,
}

/// The coverage as the last line of a result holds it.
pub fn coverage_json(coverage: &Coverage) -> CoverageJson<'_> {
    let releases = coverage.releases.iter().map(|it| ReleaseJson {
        release: it.to_string(),
        source: &it.source,
        published: it.published.to_string(),
        digest: &it.digest,
    });
    CoverageJson {
        lists: coverage.lists.iter().map(covered_list_json).collect(),
        releases: releases.collect(),
        as_of: coverage.as_of.to_string(),
        threshold: rounded(coverage.threshold, 4),
        parties: coverage.parties,
        read: read_json(&coverage.read),
        notes: &coverage.notes,
    }
}

/// What was read of a file: tables with their headings and columns, and what was not read.
pub fn read_json(read: &ReadReport) -> Value {
    let tables: Vec<Value> = read
        .tables
        .iter()
        .map(|table| {
            let columns: Vec<Value> = table
                .columns
                .iter()
                .map(|one| json!({ "heading": one.heading, "field": one.field, "party": one.party }))
                .collect();
            let counts = table.counts;
            json!({
                "file": table.file,
                "sheet": table.sheet,
                "heading_row": table.heading_row,
                "columns": columns,
                "not_used": table.not_used,
                "above": table.above,
                "rows": counts.rows,
                "left_out": { "totals": counts.totals, "notes": counts.notes, "repeated_headings": counts.repeated },
                "repaired": counts.repaired,
            })
        })
        .collect();
    let not_read: Vec<Value> = read
        .not_read
        .iter()
        .map(|one| json!({ "file": one.file, "sheet": one.sheet, "why": one.why }))
        .collect();
    json!({ "tables": tables, "not_read": not_read })
}

/// An issue as a result holds it.
pub fn issue_json(issue: &Issue) -> IssueJson<'_> {
    IssueJson {
        severity: issue.severity.as_str(),
        file: &issue.place.file,
        line: issue.place.line,
        row: issue.place.record,
        field: &issue.place.field,
        message: &issue.message,
        advice: &issue.advice,
    }
}
