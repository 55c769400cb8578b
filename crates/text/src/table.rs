//! Reads the tables of `resources/text`: lines of CSV without quotes, comments from `#`.

/// The lines of a table, its header and comments left out, each split at its commas and trimmed.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split(',').map(str::trim).collect())
}
