//! The queue for spreadsheets: a row a finding, as CSV and as a workbook with what was covered.

use crate::{
    arithmetic::{adding_up, probability_words},
    inert::inert,
    report::words,
    run::Run,
    workbook::{Book, Cell, Column, Summary, Tone, issues, lists_of},
};
use chokepoint_engine::{EngineError, investigate::Investigation};
use chokepoint_model::{Evidence, Finding, Importance, counted};
use std::path::Path;

const HEADINGS: [&str; 13] = [
    "rank",
    "severity",
    "probability",
    "worth",
    "detector",
    "finding",
    "subjects",
    "ids",
    "evidence",
    "against",
    "replies",
    "law",
    "known since",
];
/// What a reviewer decides of a finding.
const DECISIONS: [&str; 3] = ["true", "false", "undecided"];

/// The cells of a finding.
fn row(rank: usize, finding: &Finding) -> [String; 13] {
    let pieces = |pieces: &[Evidence]| {
        let told = pieces
            .iter()
            .map(|piece| format!("{:+.2} {}: {}", piece.weight, piece.family.as_str(), piece.statement));
        told.collect::<Vec<_>>().join("\n")
    };
    let joined = |parts: Vec<String>| parts.join("\n");
    [
        rank.to_string(),
        finding.severity.as_str().to_owned(),
        format!("{:.2}", finding.probability),
        format!("{:.2}", finding.worth()),
        finding.detector.clone(),
        finding.message.clone(),
        joined(finding.subjects.iter().map(|one| one.caption.clone()).collect()),
        joined(finding.subjects.iter().map(|one| one.id.clone()).collect()),
        pieces(&finding.evidence),
        pieces(&finding.against),
        joined(finding.denials.iter().map(words::denial).collect()),
        joined(finding.law.iter().map(ToString::to_string).collect()),
        finding.known_since.map(|day| day.to_string()).unwrap_or_default(),
    ]
}

/// The queue as CSV, with the mark by which spreadsheets know UTF-8.
pub(super) fn csv(of: &Investigation) -> Result<Vec<u8>, EngineError> {
    let refused = |error: csv::Error| EngineError::Output(error.to_string());
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    out.write_record(HEADINGS).map_err(refused)?;
    for (rank, finding) in (1..).zip(&of.findings) {
        out.write_record(row(rank, finding).iter().map(|cell| inert(cell).into_owned())).map_err(refused)?;
    }
    out.into_inner().map_err(|error| EngineError::Output(error.to_string()))
}

/// How much it matters, in colour.
pub(crate) fn tone(severity: Importance) -> Tone {
    match severity {
        Importance::Critical | Importance::High => Tone::Alarm,
        Importance::Medium => Tone::Caution,
        Importance::Low => Tone::Past,
    }
}

/// The weights of a finding with its starting point, their sum, and what the sum comes to.
fn arithmetic(finding: &Finding) -> String {
    let pieces = finding.evidence.iter().chain(&finding.against);
    let mut told: Vec<(String, f64)> = pieces
        .map(|piece| (format!("{}: {}", piece.family.as_str(), piece.statement), piece.weight))
        .collect();
    if finding.prior != 0.0 {
        told.push(("starting point: such ties are rare".to_owned(), finding.prior));
    }
    let weights: Vec<f64> = told.iter().map(|(_, weight)| *weight).collect();
    let lines =
        told.iter().zip(adding_up(&weights)).map(|((words, _), weight)| format!("{weight:+.2} {words}"));
    let sum =
        format!("{:+.2} is the sum: {}", finding.score, probability_words(finding.score, &finding.detector));
    lines.chain([sum]).collect::<Vec<_>>().join("\n")
}

/// The queue as a workbook.
pub(super) fn workbook(of: &Investigation, path: &Path, run: &Run) -> Result<(), EngineError> {
    let mut book = Book::new(path)?;
    let told = [
        ("Rank", 6),
        ("If true", 10),
        ("Likelihood", 10),
        ("Worth", 7),
        ("Finding", 46),
        ("Parties", 30),
        ("Known since", 12),
        ("Evidence, and how it adds up", 80),
    ];
    let mut columns: Vec<Column> = told.into_iter().map(|(name, width)| Column::new(name, width)).collect();
    columns.extend(Column::review(&DECISIONS));
    let more = [("What the parties say", 36), ("Law", 50), ("Detector", 18), ("Ids", 22)];
    columns.extend(more.into_iter().map(|(name, width)| Column::new(name, width)));
    let sheet = book.sheet("Findings", columns)?;
    for (rank, finding) in (1..).zip(&of.findings) {
        let joined = |parts: Vec<String>| Cell::text(parts.join("\n"));
        let url = finding.law.iter().map(|law| law.url.as_str()).find(|url| !url.is_empty());
        book.row(
            sheet,
            &[
                Cell::Number(rank),
                Cell::Verdict(tone(finding.severity), finding.severity.as_str().into()),
                Cell::Score(finding.probability),
                Cell::Score(finding.worth()),
                Cell::text(&finding.message),
                joined(finding.subjects.iter().map(|one| one.caption.clone()).collect()),
                Cell::text(finding.known_since.map(|day| day.to_string()).unwrap_or_default()),
                Cell::text(arithmetic(finding)),
                joined(finding.denials.iter().map(words::denial).collect()),
                Cell::Link {
                    text: finding.law.iter().map(words::law).collect::<Vec<_>>().join("\n").into(),
                    url: url.unwrap_or_default(),
                },
                Cell::text(&finding.detector),
                joined(finding.subjects.iter().map(|one| one.id.clone()).collect()),
            ],
        )?;
    }
    covered(&mut book, of)?;
    issues(&mut book, &of.issues)?;
    let count = |severity: Importance| {
        let count = of.findings.iter().filter(|finding| finding.severity == severity).count() as u64;
        (tone(severity), format!("Findings: {} if true", severity.as_str()), count)
    };
    let title = if of.case.title.is_empty() { "Findings" } else { &of.case.title };
    let summary =
        Summary { title, counts: Importance::ALL.into_iter().rev().map(count).collect(), facts: facts(of) };
    book.finish(&summary, run)
}

/// What was asked, what was covered and what was not.
pub(crate) fn facts(of: &Investigation) -> Vec<(&'static str, String)> {
    let lost = of.issues.iter().filter(|issue| issue.severity > chokepoint_model::Severity::Note).count();
    let lost = match lost as u64 {
        0 => "nothing that was given".to_owned(),
        count => format!("{}: see the sheet Issues", counted(count, "issue", "issues")),
    };
    vec![
        ("Day asked about", of.as_of.to_string()),
        ("Parties", of.registry.profiles.len().to_string()),
        ("Interests", of.registry.interests.len().to_string()),
        ("Lists", lists_of(&of.lists)),
        ("What was not covered", of.notes.join("\n")),
        ("What could not be read", lost),
    ]
}

/// The files with what they were read as, the lists, the notes.
pub(crate) fn covered(book: &mut Book, of: &Investigation) -> Result<(), EngineError> {
    let sheet = book.sheet("Coverage", vec![Column::new("What", 60), Column::new("How", 100)])?;
    for file in &of.files {
        book.row(sheet, &[Cell::text(&file.name), Cell::text(file.kind.words())])?;
    }
    for list in &of.lists {
        let listings = counted(list.listings, "listing", "listings");
        let how = format!("{listings} in effect on {}; {}", of.as_of, list.effect);
        book.row(sheet, &[Cell::text(&list.title), Cell::text(how)])?;
    }
    for note in &of.notes {
        book.row(sheet, &[Cell::text("Note"), Cell::text(note)])?;
    }
    Ok(())
}
