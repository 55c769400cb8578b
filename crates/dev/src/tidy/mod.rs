//! Whether the house stands: what the documents promise of the code, checked against the code.

mod documents;
mod files;
mod layers;
mod words;

use anyhow::{Result, bail};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// What is out of order, and what to do about it.
pub fn findings(root: &Path) -> Result<Vec<String>> {
    let mut findings = layers::findings(root)?;
    findings.extend(files::findings(root)?);
    findings.extend(documents::findings(root)?);
    findings.extend(words::findings(root)?);
    findings.extend(crate::generate::stale(root)?);
    Ok(findings)
}

/// Prints what is out of order.
///
/// # Errors
/// When something is, or when a file cannot be read.
pub fn run(root: &Path, out: &mut dyn Write) -> Result<()> {
    for long in files::long(root)? {
        writeln!(out, "ask: {long}")?;
    }
    let findings = findings(root)?;
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    if !findings.is_empty() {
        bail!("{} findings", findings.len());
    }
    writeln!(out, "tidy")?;
    Ok(())
}

/// The files below `folder` with this ending, by path; build output and hidden folders are passed over.
fn files_below(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || name == "target" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The path as it is written in the repository.
fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_tidy() {
        let findings = super::findings(&crate::root()).expect("the repository can be read");
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}
