//! Every module says in its first line what it is; every table says where it comes from; nothing names a machine.

use anyhow::Result;
use std::{fs, path::Path};

/// A source file longer than this, its tests not counted, has outgrown its shape.
const LONG: usize = 500;

/// Folders that are particular to somebody's machine.
const MACHINE_PATHS: [&str; 3] = ["/home/", "/Users/", "C:\\\\Users"];

/// Files without their first line, tables without provenance, paths of a machine.
pub(super) fn findings(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for path in super::files_below(root, ".rs")? {
        let text = fs::read_to_string(&path)?;
        let shown = super::shown(root, &path);
        let first = text.lines().find(|line| !line.starts_with("#!["));
        if !first.is_some_and(|line| line.starts_with("//! ")) {
            findings.push(format!("{shown}: begin with a sentence that says what the module is (`//! ...`)"));
        }
        let is_this_rule = shown.ends_with("tidy/files.rs");
        findings.extend(
            MACHINE_PATHS
                .iter()
                .filter(|path| !is_this_rule && text.contains(**path))
                .map(|path| format!("{shown}: names a folder of somebody's machine ({path})")),
        );
    }
    for folder in ["resources", "rules", "corpus"] {
        for ending in [".csv", ".toml"] {
            for path in super::files_below(&root.join(folder), ending)? {
                let text = fs::read_to_string(&path)?;
                let says_so = text.starts_with('#') || text.contains("cite") || folder == "corpus";
                if !says_so {
                    let shown = super::shown(root, &path);
                    findings.push(format!("{shown}: say in a first comment line where the data comes from"));
                }
            }
        }
    }
    Ok(findings)
}

/// Files that have grown long: worth a second look, no failure.
pub(super) fn long(root: &Path) -> Result<Vec<String>> {
    let mut long = Vec::new();
    for path in super::files_below(&root.join("crates"), ".rs")? {
        let text = fs::read_to_string(&path)?;
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        let is_test = path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests");
        if lines > LONG && !is_test {
            long.push(format!("{} has {lines} lines: has it outgrown its shape?", super::shown(root, &path)));
        }
    }
    Ok(long)
}
