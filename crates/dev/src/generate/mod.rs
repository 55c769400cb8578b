//! Pages that are made from the code's own data, so that they cannot say something else.

mod lists;

use anyhow::Result;
use std::{fs, io::Write, path::Path};

/// A page by its path, and what makes it.
type Page = (&'static str, fn() -> String);

const PAGES: [Page; 2] = [
    ("docs/law-coverage.md", || chokepoint_rules::coverage_page(chokepoint_rules::Rules::built_in())),
    ("docs/lists.md", lists::page),
];

/// Writes every generated page anew.
///
/// # Errors
/// When a page cannot be written.
pub fn run(root: &Path, out: &mut dyn Write) -> Result<()> {
    for (path, page) in PAGES {
        fs::write(root.join(path), page())?;
        writeln!(out, "wrote {path}")?;
    }
    Ok(())
}

/// Pages that are not what would be generated now.
///
/// # Errors
/// Never for a page that is missing: that is a finding.
pub fn stale(root: &Path) -> Result<Vec<String>> {
    Ok(PAGES
        .iter()
        .filter(|(path, page)| fs::read_to_string(root.join(path)).ok() != Some(page()))
        .map(|(path, _)| format!("{path} is stale; run ./dev generate"))
        .collect())
}
