//! The law as dated data: the rules of the program with the user's own on top, and what is told of them.

mod folder;

pub use folder::folder;

use chokepoint_model::Issue;
use chokepoint_rules::{RuleFile, Rules};
use std::path::{Path, PathBuf};

/// The rules of the program with folders of the user's own on top, the last one topmost.
///
/// Which folders count is the caller's to say: nothing is taken from the environment. What cannot be read is left out,
/// file by file, with an issue; the rules below stay as they were.
pub fn load(folders: &[PathBuf]) -> (Rules, Vec<Issue>) {
    let mut rules = Rules::built_in().clone();
    let mut issues = Rules::built_in_issues().to_vec();
    for path in folders {
        rules = with_folder(&rules, path, &mut issues);
    }
    (rules, issues)
}

/// Rules with one folder on top; its issues are added to the others.
fn with_folder(below: &Rules, path: &Path, issues: &mut Vec<Issue>) -> Rules {
    let (files, mut refused) = folder(path);
    let files: Vec<RuleFile<'_>> = files.iter().map(folder::Kept::as_rule_file).collect();
    let (rules, mut faults) = below.overlaid(&files);
    issues.append(&mut refused);
    issues.append(&mut faults);
    rules
}
