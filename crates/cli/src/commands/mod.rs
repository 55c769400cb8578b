//! One file a command.

pub mod compare;
pub mod demo;
pub mod lists;
pub mod ownership;
pub mod screen;

use crate::arguments::Common;
use anyhow::{Context, Result};
use chokepoint_engine::Engine;
use std::path::PathBuf;

/// The workspace the user means.
#[allow(clippy::disallowed_methods)] // CHOKEPOINT_HOME is read here and nowhere else
fn engine(common: &Common) -> Result<Engine> {
    let folder = match (&common.workspace, std::env::var_os("CHOKEPOINT_HOME")) {
        (Some(folder), _) => folder.clone(),
        (None, Some(home)) => PathBuf::from(home),
        (None, None) => dirs::data_dir()
            .context("no data folder on this platform; give --workspace DIR")?
            .join("chokepoint"),
    };
    Ok(Engine::open(&folder)?)
}

/// Lists issues on standard error, the first few whole.
fn list_issues(issues: &[chokepoint_model::Issue]) {
    const SHOWN: usize = 20;
    for issue in issues.iter().take(SHOWN) {
        eprintln!("{issue}");
    }
    if issues.len() > SHOWN {
        eprintln!(
            "... and {} more issues (all of them stand in the result with --json)",
            issues.len() - SHOWN
        );
    }
}

/// Whether anything was lost: a note costs the answer nothing.
fn something_lost(issues: &[chokepoint_model::Issue]) -> bool {
    issues.iter().any(|issue| issue.severity > chokepoint_model::Severity::Note)
}
