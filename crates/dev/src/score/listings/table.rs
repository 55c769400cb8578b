//! The figures of the replay.

use super::{Case, Outcome};
use crate::score::counts::percent;
use anyhow::Result;
use std::io::Write;

/// Entries, and what screening came to for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    entries: u32,
    matched: u32,
    near: u32,
}

impl Row {
    fn of(outcomes: impl Iterator<Item = Outcome>) -> Self {
        let mut row = Self::default();
        outcomes.for_each(|outcome| row.add(outcome));
        row
    }

    pub(super) fn add(&mut self, outcome: Outcome) {
        self.entries += 1;
        self.matched += u32::from(outcome == Outcome::Match);
        self.near += u32::from(outcome == Outcome::NearMiss);
    }

    pub(super) fn print(self, what: &str, out: &mut dyn Write) -> Result<()> {
        let Self { entries, matched, near } = self;
        let found = percent(matched + near, entries);
        Ok(writeln!(out, "{what:<58} {entries:>7} {matched:>7} {near:>9} {found:>7}")?)
    }
}

/// Prints what was found of the entries whose name or address stood on an older entry, and of the others.
pub(super) fn print(cases: &[Case], out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "by the plain comparison (equal names; addresses of the same numbers and nine of ten words):"
    )?;
    writeln!(out, "{:<58} {:>7} {:>7} {:>9} {:>7}", "", "entries", "match", "near miss", "found")?;
    let named = || cases.iter().filter(|case| !case.named_alike.is_empty());
    let placed = || cases.iter().filter(|case| !case.at_one_address.is_empty());
    let either = || cases.iter().filter(|case| case.stood_there());
    let others = || cases.iter().filter(|case| !case.stood_there());
    let whole = |case: &Case| Outcome::of(&case.whole);
    let by_name = |case: &Case| Outcome::of(&case.by_name);
    let by_address = |case: &Case| Outcome::of(&case.by_address);
    for (what, row) in [
        ("its name stood on an older entry: screened", Row::of(named().map(whole))),
        ("  by its names alone", Row::of(named().map(by_name))),
        ("its address stood on an older entry: screened", Row::of(placed().map(whole))),
        ("  by its addresses alone", Row::of(placed().map(by_address))),
        ("  at the address of an entry (same room, same house)", Row::of(placed().map(Case::place))),
        ("one of both: screened", Row::of(either().map(whole))),
        ("  with that very entry", Row::of(either().map(|case| Outcome::of(case.very())))),
        ("  screened, or at the address of an entry", Row::of(either().map(Case::found))),
        ("neither, so found beyond the plain comparison: screened", Row::of(others().map(whole))),
        ("  by its names alone", Row::of(others().map(by_name))),
        ("  by its addresses alone", Row::of(others().map(by_address))),
        ("  at the address of an entry (same room, same house)", Row::of(others().map(Case::place))),
    ] {
        row.print(what, out)?;
    }
    Ok(())
}
