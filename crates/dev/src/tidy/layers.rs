//! A crate uses only crates of a lower layer, and says why it needs each crate of others.

use anyhow::{Context, Result};
use std::{collections::BTreeMap, fs, path::Path};

/// Crates that use others of their own layer, or that have no layer; dependencies without a reason.
pub(super) fn findings(root: &Path) -> Result<Vec<String>> {
    let manifests = super::files_below(&root.join("crates"), "Cargo.toml")?;
    let mut crates = BTreeMap::new();
    let mut findings = Vec::new();
    for path in &manifests {
        let text = fs::read_to_string(path)?;
        let manifest: toml::Table = text.parse().with_context(|| path.display().to_string())?;
        let shown = super::shown(root, path);
        findings.extend(without_reason(&text).into_iter().map(|name| {
            format!("{shown}: {name} stands without its reason; write it behind the line, after a #")
        }));
        let package = &manifest["package"];
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        let layer = package
            .get("metadata")
            .and_then(|metadata| metadata.get("layer"))
            .and_then(toml::Value::as_integer);
        let Some(layer) = layer else {
            findings.push(format!("{shown}: no layer; write `layer = N` under [package.metadata]"));
            continue;
        };
        let used = ["dependencies", "dev-dependencies"]
            .iter()
            .filter_map(|kind| manifest.get(*kind)?.as_table())
            .flat_map(|table| table.keys().cloned().collect::<Vec<_>>())
            .filter(|used| used.starts_with("chokepoint-"))
            .collect::<Vec<_>>();
        crates.insert(name, (layer, used));
    }
    for (name, (layer, used)) in &crates {
        for other in used {
            match crates.get(other) {
                Some((below, _)) if below < layer => {}
                Some((below, _)) => {
                    findings.push(format!(
                        "{name} (layer {layer}) uses {other} (layer {below}); use only lower layers"
                    ));
                }
                None => findings.push(format!("{name} uses {other}, which is no crate here")),
            }
        }
    }
    Ok(findings)
}

/// Dependencies on crates of others whose line has no comment.
fn without_reason(manifest: &str) -> Vec<String> {
    let mut in_dependencies = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies
            && let Some((name, rest)) = line.split_once('=')
            && !name.trim().starts_with("chokepoint-")
            && !rest.contains('#')
        {
            found.push(name.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::without_reason;

    #[test]
    fn a_dependency_says_why_it_is_needed() {
        let manifest = "[dependencies]\nchokepoint-model = { workspace = true }\ncsv = { workspace = true }   # lists\nzip = \"8\"\n";
        assert_eq!(without_reason(manifest), ["zip"]);
    }
}
