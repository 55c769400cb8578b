//! The documents are true where a machine can tell: their paths live, every crate is introduced, the version is logged.

use anyhow::Result;
use std::{fs, path::Path};

/// Pages a stranger looks for.
const PAGES: [&str; 5] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"];

/// Paths that the program or a reader makes, not the repository.
const MADE_ELSEWHERE: [&str; 2] = ["target/", "releases/"];

/// Pages that are missing, links and paths that lead nowhere, crates that nobody introduces.
pub(super) fn findings(root: &Path) -> Result<Vec<String>> {
    let mut findings: Vec<String> = PAGES
        .iter()
        .filter(|page| !root.join(page).exists())
        .map(|page| format!("{page} is missing"))
        .collect();
    for path in super::files_below(root, ".md")? {
        let text = fs::read_to_string(&path)?;
        let folder = path.parent().unwrap_or(root);
        for place in links(&text) {
            if !folder.join(&place).exists() {
                findings.push(format!("{}: the link to {place} leads nowhere", super::shown(root, &path)));
            }
        }
        for place in paths(&text) {
            if !root.join(&place).exists() {
                findings.push(format!("{}: there is no {place}", super::shown(root, &path)));
            }
        }
    }
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap_or_default();
    for entry in fs::read_dir(root.join("crates"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !architecture.contains(&format!("`{name}`")) {
            findings.push(format!("ARCHITECTURE.md does not introduce the crate `{name}`"));
        }
    }
    let version = env!("CARGO_PKG_VERSION");
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).unwrap_or_default();
    if !changelog.contains(version) {
        findings.push(format!("CHANGELOG.md has no entry for {version}"));
    }
    findings.sort();
    Ok(findings)
}

/// Where Markdown links lead, as far as they lead into the repository.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in text.split("](").skip(1) {
        let Some(target) = part.split(')').next() else { continue };
        let target = target.split('#').next().unwrap_or_default();
        if !target.is_empty() && !target.contains("://") && !target.contains(' ') {
            found.push(target.to_owned());
        }
    }
    found
}

/// Paths in backticks that begin with a folder of the repository.
fn paths(text: &str) -> Vec<String> {
    const FOLDERS: [&str; 8] =
        ["crates/", "resources/", "rules/", "docs/", "examples/", "corpus/", "fuzz/", ".ci/"];
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|place| FOLDERS.iter().any(|folder| place.starts_with(folder)))
        .filter(|place| MADE_ELSEWHERE.iter().all(|made| !place.contains(made)))
        .filter(|place| !place.contains([' ', '<', '*', '{', '$', '…', ':']))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_paths_are_found_in_prose() {
        let text = "See [the plan](docs/plan.md#top), [a site](https://example.org) and `crates/text` or `cargo run`.";
        assert_eq!(links(text), ["docs/plan.md"]);
        assert_eq!(paths(text), ["crates/text"]);
    }
}
