//! The lists for reading: what was imported and fetched, what is held, what changed between two releases.

use chokepoint_engine::{answer::Coverage, diff::Difference, import::Imported, update::Updated};
use chokepoint_model::counted;
use chokepoint_store::workspace::KeptRelease;
use std::{
    io::{self, Write},
    path::Path,
};

/// What was imported, and what the lists now hold.
///
/// # Errors
/// When it cannot be written.
pub fn write_import(imported: &[Imported], entities: u64, names: u64, out: &mut dyn Write) -> io::Result<()> {
    for one in imported {
        let what = if one.fresh { "imported" } else { "already held" };
        writeln!(
            out,
            "{what}  {}  {}  {}",
            one.release,
            counted(one.records, "record", "records"),
            one.title
        )?;
        if let Some(newer) = &one.newer {
            if newer.published > one.release.published {
                writeln!(
                    out,
                    "  older than {newer}, which stays in force; kept for questions about earlier days"
                )?;
            } else {
                writeln!(out, "  of the same day {newer} was imported later, and stays in force")?;
            }
        }
    }
    writeln!(out, "ready: {}, {}", counted(entities, "entity", "entities"), counted(names, "name", "names"))
}

/// What came of each source.
///
/// # Errors
/// When it cannot be written.
pub fn write_update(updated: &[Updated], out: &mut dyn Write) -> io::Result<()> {
    updated.iter().try_for_each(|one| writeln!(out, "{}  {}", one.source, one.words()))
}

/// The releases held in the workspace at `root`, and the listings in effect on the day.
///
/// # Errors
/// When it cannot be written.
pub fn write_status(
    root: &Path,
    held: &[KeptRelease],
    coverage: &Coverage,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "releases held ({})", root.display())?;
    for kept in held {
        let in_force = if coverage.releases.contains(&kept.release) { "*" } else { " " };
        let records = counted(kept.records, "record", "records");
        writeln!(out, "{in_force} {}  {records}  imported {}", kept.release, kept.imported)?;
    }
    writeln!(out, "\nlistings in effect on {}, from the releases marked *", coverage.as_of)?;
    for list in &coverage.lists {
        writeln!(out, "{:>8}  {}  {}", list.listings, list.list, list.title)?;
    }
    for note in &coverage.notes {
        writeln!(out, "note: {note}")?;
    }
    Ok(())
}

/// What changed from one release to another.
///
/// # Errors
/// When it cannot be written.
pub fn write_diff(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let changes = counted(difference.changes.len() as u64, "change", "changes");
    writeln!(out, "from {} to {}: {changes}", difference.from, difference.to)?;
    for change in &difference.changes {
        writeln!(out, "{:<12} {}  [{}]", change.kind.as_str(), change.caption, change.lists.join(", "))?;
        for gone in &change.before {
            writeln!(out, "  - {gone}")?;
        }
        for fresh in &change.after {
            writeln!(out, "  + {fresh}")?;
        }
    }
    Ok(())
}
