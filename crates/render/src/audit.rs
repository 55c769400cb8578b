//! The audit for reading and for spreadsheets.

use crate::{
    destination::refused,
    inert::inert,
    investigation::sheet,
    report::words,
    run::Run,
    terminal::marked,
    workbook::{Book, Cell, Column, Summary, Tone, issues},
};
use chokepoint_engine::{
    EngineError,
    audit::{Audit, NamedBy, Partner, Standing},
};
use chokepoint_model::{Evidence, Finding, counted};
use std::{
    io::{self, Write},
    path::Path,
};

/// Findings of one partner that are printed.
const SHOWN: usize = 3;
/// Pieces of evidence of one finding that are printed.
const PIECES: usize = 3;

/// Prints the audit.
///
/// # Errors
/// When it cannot be written.
pub fn write_table(audit: &Audit, out: &mut dyn Write) -> Result<(), EngineError> {
    table(audit, out).map_err(refused)
}

fn table(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    let found = &audit.investigation;
    writeln!(out, "{} as of {}\n", counted(audit.partners.len() as u64, "partner", "partners"), found.as_of)?;
    for partner in audit.partners.iter().filter(|partner| partner.standing != Standing::Nothing) {
        let standing = format!("{:<8}", partner.standing.as_str().to_uppercase());
        writeln!(out, "{}  {}", marked(tone(partner.standing), &standing), partner.name)?;
        if matches!(partner.named_by, NamedBy::Likeness | NamedBy::Abbreviation) {
            let who = partner.ids.last().map_or("", String::as_str);
            writeln!(out, "          taken for {who} of the registries by {}", partner.named_by.as_str())?;
        }
        if !partner.lists.is_empty() {
            writeln!(out, "          on {}", partner.lists.join(", "))?;
        }
        for entry in &partner.possibly {
            writeln!(out, "          may be {entry}")?;
        }
        for line in [&partner.stake, &partner.doubt].into_iter().filter(|line| !line.is_empty()) {
            writeln!(out, "          {line}")?;
        }
        for finding in audit.findings(partner).take(SHOWN) {
            writeln!(out, "          {}", finding.message)?;
            for piece in finding.evidence.iter().filter(|piece| piece.weight > 0.0).take(PIECES) {
                let source = piece.stated.first().map(|one| format!("  ({one})")).unwrap_or_default();
                writeln!(out, "          ├─ {}{source}", piece.statement)?;
            }
            for piece in finding.against.iter().take(1) {
                writeln!(out, "          ├─ against: {}", piece.statement)?;
            }
            let law = finding.law.first().map(words::law).unwrap_or_default();
            writeln!(out, "          └─ {law}")?;
        }
        if partner.findings.len() > SHOWN {
            writeln!(
                out,
                "          ... and {}",
                counted((partner.findings.len() - SHOWN) as u64, "finding more", "findings more")
            )?;
        }
    }
    writeln!(out)?;
    for standing in Standing::ALL {
        writeln!(out, "{:>8}  {}", audit.count(standing), standing.words())?;
    }
    writeln!(out, "\ncovered: {}", counted(found.registry.profiles.len() as u64, "party", "parties"))?;
    for list in &found.lists {
        writeln!(
            out,
            "  {}: {}",
            list.title,
            counted(list.listings, "listing in effect", "listings in effect")
        )?;
    }
    if audit.not_described > 0 {
        let partners = counted(audit.not_described as u64, "partner is", "partners are");
        writeln!(
            out,
            "note: {partners} described by no registry: only the name was compared with the lists"
        )?;
    }
    found.notes.iter().try_for_each(|note| writeln!(out, "note: {note}"))
}

/// Writes a row a partner, in the order of the audit.
///
/// # Errors
/// When it cannot be written.
pub fn write_csv(audit: &Audit, out: &mut dyn Write) -> Result<(), EngineError> {
    let refused = |error: csv::Error| EngineError::Output(error.to_string());
    let mut out = csv::Writer::from_writer(out);
    out.write_record([
        "row", "partner", "standing", "ids", "named by", "lists", "stake", "doubt", "findings", "evidence",
        "against", "law", "as of", "covered",
    ])
    .map_err(refused)?;
    let covered: Vec<String> =
        audit.investigation.lists.iter().map(|list| format!("{} ({})", list.list, list.listings)).collect();
    for partner in &audit.partners {
        let cells = [
            partner.row.to_string(),
            partner.name.clone(),
            partner.standing.as_str().to_owned(),
            partner.ids.join("; "),
            partner.named_by.as_str().to_owned(),
            partner.lists.join("; "),
            partner.stake.clone(),
            partner.doubt.clone(),
            told(audit, partner, messages),
            told(audit, partner, |finding| statements(&finding.evidence)),
            told(audit, partner, |finding| statements(&finding.against)),
            told(audit, partner, |finding| finding.law.iter().map(ToString::to_string).collect()),
            audit.investigation.as_of.to_string(),
            covered.join("; "),
        ];
        out.write_record(cells.iter().map(|cell| inert(cell).into_owned())).map_err(refused)?;
    }
    out.flush().map_err(|error| EngineError::Output(error.to_string()))
}

/// What all findings about a partner say, a line each.
fn told(audit: &Audit, partner: &Partner, of: impl Fn(&Finding) -> Vec<String>) -> String {
    let mut told: Vec<String> = audit.findings(partner).flat_map(of).collect();
    told.dedup();
    told.join("\n")
}

fn messages(finding: &Finding) -> Vec<String> {
    vec![finding.message.clone()]
}

fn statements(pieces: &[Evidence]) -> Vec<String> {
    pieces.iter().map(|piece| piece.statement.clone()).collect()
}

/// What a reviewer decides of a partner.
const DECISIONS: [&str; 3] = ["true match", "false match", "undecided"];

/// Writes the audit as a workbook: summary, partners, what was covered, what could not be read.
///
/// # Errors
/// When it cannot be written.
pub fn write_workbook(audit: &Audit, path: &Path, run: &Run) -> Result<(), EngineError> {
    let mut book = Book::new(path)?;
    let of = &audit.investigation;
    let columns = |columns: &[(&'static str, u32)]| -> Vec<Column> {
        columns.iter().map(|(name, width)| Column::new(*name, *width)).collect()
    };
    let mut all = columns(&[
        ("Row", 7),
        ("Partner", 32),
        ("Standing", 22),
        ("Likelihood", 10),
        ("Lists", 26),
        ("May be", 30),
        ("Findings", 60),
        ("Evidence for", 60),
        ("Evidence against", 40),
    ]);
    all.extend(Column::review(&DECISIONS));
    all.extend(columns(&[
        ("Shares of listed parties", 30),
        ("Doubt", 30),
        ("Law", 50),
        ("Registry entries", 24),
        ("Found there by", 16),
    ]));
    let sheet = book.sheet("Partners", all)?;
    for partner in &audit.partners {
        let likelihood = audit.findings(partner).map(|finding| finding.probability).next();
        let lists: Vec<&str> = partner.lists.iter().map(|list| words::list(list)).collect();
        let url = audit.findings(partner).flat_map(|finding| &finding.law).map(|law| law.url.as_str());
        let url = url.into_iter().find(|url| !url.is_empty()).unwrap_or_default();
        book.row(
            sheet,
            &[
                Cell::Number(partner.row),
                Cell::text(&partner.name),
                Cell::Verdict(tone(partner.standing), partner.standing.words().into()),
                likelihood.map_or(Cell::text(""), Cell::Score),
                Cell::Link { text: lists.join("\n").into(), url: if lists.is_empty() { "" } else { url } },
                Cell::text(partner.possibly.join("\n")),
                Cell::text(told(audit, partner, messages)),
                Cell::text(told(audit, partner, |finding| statements(&finding.evidence))),
                Cell::text(told(audit, partner, |finding| statements(&finding.against))),
                Cell::text(&partner.stake),
                Cell::text(&partner.doubt),
                Cell::text(told(audit, partner, |finding| finding.law.iter().map(words::law).collect())),
                Cell::text(partner.ids.join("\n")),
                Cell::text(partner.named_by.as_str()),
            ],
        )?;
    }
    sheet::covered(&mut book, of)?;
    issues(&mut book, &of.issues)?;
    let counts = Standing::ALL
        .into_iter()
        .map(|standing| (tone(standing), format!("Partners: {}", standing.words()), audit.count(standing)));
    let mut facts = vec![
        ("Partners", audit.partners.len().to_string()),
        ("Described by no registry", format!("{}; only their names were compared", audit.not_described)),
    ];
    facts.extend(sheet::facts(of));
    book.finish(&Summary { title: "Audit of partners", counts: counts.collect(), facts }, run)
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Nothing => Tone::Quiet,
        Standing::Remark => Tone::Past,
        Standing::Possible | Standing::Tied | Standing::NotCompared => Tone::Caution,
        Standing::Listed | Standing::Owned => Tone::Alarm,
    }
}
