//! The audit for reading and for spreadsheets.

use crate::{destination::refused, report::words};
use chokepoint_engine::{
    EngineError,
    audit::{Audit, NamedBy, Standing},
};
use chokepoint_model::{Finding, counted};
use std::io::{self, Write};

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
        writeln!(out, "{:<8}  {}", partner.standing.as_str().to_uppercase(), partner.name)?;
        if matches!(partner.named_by, NamedBy::Likeness | NamedBy::Abbreviation) {
            let who = partner.ids.last().map_or("", String::as_str);
            writeln!(out, "          taken for {who} of the registries by {}", partner.named_by.as_str())?;
        }
        if !partner.lists.is_empty() {
            writeln!(out, "          on {}", partner.lists.join(", "))?;
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
        let told = |of: fn(&Finding) -> Vec<String>| {
            let mut told: Vec<String> = audit.findings(partner).flat_map(of).collect();
            told.dedup();
            told.join("\n")
        };
        out.write_record([
            partner.row.to_string(),
            partner.name.clone(),
            partner.standing.as_str().to_owned(),
            partner.ids.join("; "),
            partner.named_by.as_str().to_owned(),
            partner.lists.join("; "),
            partner.stake.clone(),
            partner.doubt.clone(),
            told(|finding| vec![finding.message.clone()]),
            told(|finding| finding.evidence.iter().map(|piece| piece.statement.clone()).collect()),
            told(|finding| finding.against.iter().map(|piece| piece.statement.clone()).collect()),
            told(|finding| finding.law.iter().map(ToString::to_string).collect()),
            audit.investigation.as_of.to_string(),
            covered.join("; "),
        ])
        .map_err(refused)?;
    }
    out.flush().map_err(|error| EngineError::Output(error.to_string()))
}
