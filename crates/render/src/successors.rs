//! The candidates for reading: how likely, since when, why, what speaks against, what the two say.

use crate::{
    arithmetic::{adding_up, probability_words},
    destination::refused,
    report::words,
};
use chokepoint_engine::{
    EngineError,
    successors::{Seen, SuccessorAnswer, SuccessorsOf},
};
use chokepoint_model::{Evidence, counted};
use std::io::{self, Write};

/// Pieces of evidence of one candidate that are printed.
const PIECES: usize = 8;
const INDENT: &str = "      ";

/// Prints the answer.
///
/// # Errors
/// When it cannot be written.
pub fn write_table(answer: &SuccessorAnswer, out: &mut dyn Write) -> Result<(), EngineError> {
    write(answer, out).map_err(refused)
}

fn write(answer: &SuccessorAnswer, out: &mut dyn Write) -> io::Result<()> {
    for one in &answer.of {
        of_one(answer, one, out)?;
    }
    if answer.of.is_empty() {
        writeln!(
            out,
            "no company looks like the continuation of one listed in the period, in the sources covered\n"
        )?;
    }
    writeln!(out, "covered: {}", counted(answer.parties as u64, "party", "parties"))?;
    for list in &answer.lists {
        writeln!(
            out,
            "  {}: {}",
            list.title,
            counted(list.listings, "listing in effect", "listings in effect")
        )?;
    }
    answer.notes.iter().try_for_each(|note| writeln!(out, "note: {note}"))
}

fn of_one(answer: &SuccessorAnswer, one: &SuccessorsOf, out: &mut dyn Write) -> io::Result<()> {
    let since = one.listed_since.map_or_else(String::new, |day| format!(", listed since {day}"));
    writeln!(
        out,
        "companies that look like the continuation of {}{since}, as of {}\n",
        one.caption, answer.as_of
    )?;
    for condition in &one.conditions {
        writeln!(out, "{INDENT}if {condition}")?;
    }
    if !one.is_in_the_registry {
        writeln!(out, "{INDENT}it is not in the files: only what the list prints of it could be compared\n")?;
    }
    if one.candidates.is_empty() {
        writeln!(out, "{INDENT}none in the sources covered\n")?;
    }
    for (rank, seen) in (1..).zip(&one.candidates) {
        candidate(answer, rank, seen, out)?;
    }
    Ok(())
}

fn candidate(answer: &SuccessorAnswer, rank: u32, seen: &Seen, out: &mut dyn Write) -> io::Result<()> {
    let of = &seen.candidate;
    let line = if of.is_alert { "" } else { ", below the line for an alert" };
    writeln!(out, "{rank:>4}  {}  probability {:.2}{line}", of.subject.caption, of.probability)?;
    match (answer.is_replay, seen.first_seen) {
        (true, Some(day)) => writeln!(out, "{INDENT}would first have been seen on {day}")?,
        (true, None) => writeln!(out, "{INDENT}would not have been seen by {}", answer.as_of)?,
        (false, _) => {}
    }
    if let Some(day) = of.listed_since {
        writeln!(out, "{INDENT}listed itself since {day}")?;
    }
    let all: Vec<&Evidence> = of.evidence.iter().chain(&of.against).collect();
    let weights = all.iter().map(|piece| piece.weight).chain([of.prior]);
    let weights = adding_up(&weights.collect::<Vec<_>>());
    let (mut hidden, mut hidden_sum) = (0, 0.0);
    for (at, (piece, weight)) in all.iter().zip(&weights).enumerate() {
        if at.checked_sub(of.evidence.len()).unwrap_or(at) >= PIECES {
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
    let prior = weights.last().copied().unwrap_or_default();
    writeln!(out, "{INDENT}├─ {:<9} {prior:+6.2}  starting point: so rare is a successor among so many", "")?;
    for denial in &of.denials {
        writeln!(out, "{INDENT}├─ reply             {}", words::denial(denial))?;
    }
    let sum = of.score;
    writeln!(out, "{INDENT}└─ {:<9} {sum:+6.2}  {}\n", "sum", probability_words(sum, "successor_of_listed"))
}
