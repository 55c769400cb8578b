//! The queue for reading on a terminal: what comes first, why, what speaks against, what was covered.

use super::sheet::tone;
use crate::{
    arithmetic::{adding_up, probability_words},
    destination::refused,
    report::words,
    terminal::marked,
};
use chokepoint_engine::{EngineError, investigate::Investigation};
use chokepoint_model::{Evidence, Finding, counted};
use std::io::{self, Write};

/// Pieces of evidence of one finding that are printed; the report has all.
const PIECES: usize = 6;
/// Lines of law of one finding that are printed.
const LAWS: usize = 3;
const INDENT: &str = "      ";

/// Prints at most `shown` findings, and what was covered.
///
/// # Errors
/// When it cannot be written.
pub fn write_queue(of: &Investigation, shown: usize, out: &mut dyn Write) -> Result<(), EngineError> {
    queue(of, shown, out).map_err(refused)
}

fn queue(of: &Investigation, shown: usize, out: &mut dyn Write) -> io::Result<()> {
    if !of.case.title.is_empty() {
        writeln!(out, "{}", of.case.title)?;
    }
    let findings = counted(of.findings.len() as u64, "finding", "findings");
    writeln!(
        out,
        "as of {}: {findings} about {}",
        of.as_of,
        counted(of.registry.profiles.len() as u64, "party", "parties")
    )?;
    writeln!(
        out,
        "read: {}, {}\n",
        counted(of.registry.profiles.len() as u64, "party", "parties"),
        counted(of.registry.interests.len() as u64, "interest", "interests")
    )?;
    if of.registry.profiles.is_empty() {
        writeln!(out, "no file names a party: nothing was examined, so nothing could be found\n")?;
    } else if of.findings.is_empty() {
        writeln!(out, "nothing was found in the sources covered\n")?;
    }
    for (rank, finding) in (1..).zip(of.findings.iter().take(shown)) {
        one(rank, finding, out)?;
    }
    if of.findings.len() > shown {
        writeln!(
            out,
            "... and {}\n",
            counted((of.findings.len() - shown) as u64, "finding more", "findings more")
        )?;
    }
    covered(of, out)
}

fn one(rank: usize, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{rank:>4}  {}", finding.message)?;
    let known = finding.known_since.map_or_else(String::new, |day| format!(", known since {day}"));
    writeln!(
        out,
        "{INDENT}{}, probability {:.2}{known}  [{}]",
        marked(tone(finding.severity), finding.severity.as_str()),
        finding.probability,
        finding.detector
    )?;
    let all: Vec<&Evidence> = finding.evidence.iter().chain(&finding.against).collect();
    let weights: Vec<f64> =
        all.iter().map(|piece| piece.weight).chain((finding.prior != 0.0).then_some(finding.prior)).collect();
    let weights = adding_up(&weights);
    let (mut hidden, mut hidden_sum) = (0, 0.0);
    for (at, (piece, weight)) in all.iter().zip(&weights).enumerate() {
        if at.checked_sub(finding.evidence.len()).unwrap_or(at) >= PIECES {
            (hidden, hidden_sum) = (hidden + 1, hidden_sum + weight);
            continue;
        }
        let source = piece.stated.first().map(|one| format!("  ({one})")).unwrap_or_default();
        writeln!(out, "{INDENT}├─ {:<9} {weight:+6.2}  {}{source}", piece.family.as_str(), piece.statement)?;
    }
    if hidden > 0 {
        let more = counted(hidden, "more item", "more items");
        writeln!(out, "{INDENT}├─ {:<9} {hidden_sum:+6.2}  ... {more}", "")?;
    }
    if let (true, Some(prior)) = (finding.prior != 0.0, weights.last()) {
        writeln!(out, "{INDENT}├─ {:<9} {prior:+6.2}  starting point: such ties are rare", "")?;
    }
    let sum = finding.score;
    writeln!(out, "{INDENT}├─ {:<9} {sum:+6.2}  {}", "sum", probability_words(sum, &finding.detector))?;
    for denial in &finding.denials {
        writeln!(out, "{INDENT}├─ reply             {}", words::denial(denial))?;
    }
    for law in finding.law.iter().take(LAWS) {
        writeln!(out, "{INDENT}├─ law               {}", words::law(law))?;
    }
    if !finding.means.is_empty() {
        writeln!(out, "{INDENT}├─ so                {}", finding.means)?;
    }
    let innocent = finding.innocent.first().map_or("a person decides", |one| one.looks.as_str());
    writeln!(out, "{INDENT}└─ innocent          {innocent}\n")
}

fn covered(of: &Investigation, out: &mut dyn Write) -> io::Result<()> {
    let here = of.listed_here();
    if !here.is_empty() {
        let names: Vec<&str> = here
            .iter()
            .take(8)
            .filter_map(|(number, _)| Some(of.registry.profile(*number)?.caption()))
            .collect();
        let more = if here.len() > names.len() {
            format!(" and {} more", here.len() - names.len())
        } else {
            String::new()
        };
        writeln!(out, "listed on {}, among those in the files: {}{more}", of.as_of, names.join(", "))?;
    }
    writeln!(out, "covered")?;
    for file in &of.files {
        writeln!(out, "  {}  ({})", file.name, file.kind.words())?;
    }
    for list in &of.lists {
        writeln!(
            out,
            "  {}: {}",
            list.title,
            counted(list.listings, "listing in effect", "listings in effect")
        )?;
    }
    of.notes.iter().try_for_each(|note| writeln!(out, "note: {note}"))
}
