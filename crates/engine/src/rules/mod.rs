//! The law as dated data: the rules of the program with the user's own on top, and what is told of them.

mod check;
mod diff;
mod folder;
mod list;

pub use check::{Checked, CheckedFile, check};
pub use diff::{Changed, Reclassified, changes, reclassified};
pub use list::{Row, list, matching};

use chokepoint_model::Issue;
use chokepoint_rules::{RuleFile, Rules};
use std::path::PathBuf;

/// The rules of the program with folders of the user's own on top, the last one topmost.
///
/// Which folders count is the caller's to say: nothing is taken from the environment. What cannot be read is left out,
/// file by file, with an issue; the rules below stay as they were.
pub fn load(folders: &[PathBuf]) -> (Rules, Vec<Issue>) {
    let (rules, _, issues) = loaded(folders);
    (rules, issues)
}

/// The same, and the files that were found in the folders, as they are shown.
fn loaded(folders: &[PathBuf]) -> (Rules, Vec<String>, Vec<Issue>) {
    let mut rules = Rules::built_in().clone();
    let mut issues = Rules::built_in_issues().to_vec();
    let mut found = Vec::new();
    for path in folders {
        let (files, mut refused) = folder::read(path);
        let given: Vec<RuleFile<'_>> = files.iter().map(folder::Kept::as_rule_file).collect();
        let (on_top, mut faults) = rules.overlaid(&given);
        rules = on_top;
        issues.append(&mut refused);
        issues.append(&mut faults);
        found.extend(files.into_iter().map(|file| file.shown));
    }
    (rules, found, issues)
}
