//! One file a command.

pub mod audit;
pub mod compare;
pub mod demo;
pub mod investigate;
pub mod item;
pub mod licence;
pub mod lists;
pub mod ownership;
pub mod rules;
pub mod screen;
pub mod successors;

use crate::{Ended, arguments::Common};
use anyhow::{Context, Result, ensure};
use chokepoint_engine::Engine;
use chokepoint_model::{Issue, Severity, counted};
use chokepoint_rules::Rules;
use std::path::{Path, PathBuf};

/// The workspace the user means.
fn engine(common: &Common) -> Result<Engine> {
    Ok(Engine::open(&workspace(common)?)?)
}

/// The rules the user means: the program's, on them the folder `rules` of the workspace when there is one, on them the
/// folder of `--rules`. Nothing else counts: what the law is must not hang on the environment.
fn rules_of(common: &Common) -> Result<(Rules, Vec<Issue>)> {
    Ok(chokepoint_engine::rules::load(&rule_folders(common)?))
}

/// An answer under the rules the user means. Faults of the user's own files are told beside it.
fn under_rules(common: &Common, answer: impl FnOnce(&Rules) -> Result<Ended>) -> Result<Ended> {
    let (rules, faults) = rules_of(common)?;
    list_issues(&faults);
    let ended = answer(&rules)?;
    Ok(if ended == Ended::Done && something_lost(&faults) { Ended::Partly } else { ended })
}

/// Where the user keeps rules of their own, the topmost last. The workspace is not made for asking.
fn rule_folders(common: &Common) -> Result<Vec<PathBuf>> {
    let own = workspace(common)?.join("rules");
    Ok(own.is_dir().then_some(own).into_iter().chain(common.rules.clone()).collect())
}

#[allow(clippy::disallowed_methods)] // CHOKEPOINT_HOME is read here and nowhere else
fn workspace(common: &Common) -> Result<PathBuf> {
    Ok(match (&common.workspace, std::env::var_os("CHOKEPOINT_HOME")) {
        (Some(folder), _) => folder.clone(),
        (None, Some(home)) => PathBuf::from(home),
        (None, None) => dirs::data_dir()
            .context("no data folder on this platform; give --workspace DIR")?
            .join("chokepoint"),
    })
}

/// The ending of an output, in lower case. One that names a form which the command does not write is refused: a table in a
/// file called `.pdf` or `.xlsx` is opened by nobody.
fn ending(output: Option<&Path>, writes: &[&str]) -> Result<Option<String>> {
    let ending = output.filter(|path| *path != Path::new("-")).and_then(Path::extension);
    let Some(ending) = ending.map(|ending| ending.to_string_lossy().to_lowercase()) else { return Ok(None) };
    ensure!(
        writes.contains(&ending.as_str()),
        "{}: nothing here writes .{ending}; give a name that ends in .{}",
        output.unwrap_or(Path::new("")).display(),
        writes.join(", .")
    );
    Ok(Some(ending))
}

/// Lists issues on standard error, the gravest first and the first few whole.
fn list_issues(issues: &[Issue]) {
    const SHOWN: usize = 20;
    let mut gravest: Vec<&Issue> = issues.iter().collect();
    gravest.sort_by_key(|issue| std::cmp::Reverse(issue.severity));
    for issue in gravest.iter().take(SHOWN) {
        eprintln!("{issue}");
    }
    let more = gravest.get(SHOWN..).unwrap_or_default();
    if more.is_empty() {
        return;
    }
    let of = |severity: Severity, one: &str, many: &str| {
        let count = more.iter().filter(|issue| issue.severity == severity).count() as u64;
        (count > 0).then(|| counted(count, one, many))
    };
    let counts = [
        of(Severity::Error, "error", "errors"),
        of(Severity::Warning, "warning", "warnings"),
        of(Severity::Note, "note", "notes"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    eprintln!("... and {} more (all of them stand in the result with --json)", counts.join(", "));
}

/// Whether anything was lost: a note costs the answer nothing.
fn something_lost(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity > Severity::Note)
}
