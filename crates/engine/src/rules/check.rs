//! Every rule file, what is wrong with it, and how much of what it says rests on nothing firm.

use super::loaded;
use chokepoint_model::{Date, Issue};
use chokepoint_rules::{Confidence, Parameter, Status};
use std::{collections::BTreeMap, path::PathBuf};

/// What the check of all rule files found.
#[derive(Debug)]
pub struct Checked {
    /// The day as of which values are stale or due.
    pub as_of: Date,
    /// Parameters that can be asked.
    pub parameters: usize,
    /// Every file, those of the program first, then the user's folders.
    pub files: Vec<CheckedFile>,
    /// What could not be read, then gaps, stale values and expected values whose day has come; by file and line.
    pub issues: Vec<Issue>,
}

/// One file.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct CheckedFile {
    /// The file as it is shown.
    pub file: String,
    /// The parameter in it; none for words, and for a file that was left out.
    pub parameter: Option<String>,
    /// Dated values in it.
    pub values: usize,
    /// Those from general knowledge.
    pub unverified: usize,
    /// Those that are expected and not confirmed.
    pub expected: usize,
    /// The last day a person confirmed the newest value.
    pub checked: Option<Date>,
    /// The files of the same parameter that lie below, nearest last.
    pub on_top_of: Vec<String>,
    /// Issues that name it.
    pub issues: usize,
}

impl Checked {
    /// Values in all files, and how many of them are unverified and how many expected.
    pub fn totals(&self) -> (usize, usize, usize) {
        let sum = |count: fn(&CheckedFile) -> usize| self.files.iter().map(count).sum();
        (sum(|file| file.values), sum(|file| file.unverified), sum(|file| file.expected))
    }
}

/// Checks the files of the program and of these folders, the last one topmost.
pub fn check(folders: &[PathBuf], as_of: Date) -> Checked {
    let (rules, own, mut issues) = loaded(folders);
    issues.extend(rules.check(as_of));
    issues.sort();
    issues.dedup();

    let mut read: BTreeMap<&str, CheckedFile> = BTreeMap::new();
    for parameter in rules.parameters() {
        count(parameter, &mut read);
    }
    // A file that was left out, and one of words, holds no value: it is named all the same.
    for file in &own {
        read.entry(file).or_insert_with(|| CheckedFile { file: file.clone(), ..CheckedFile::default() });
    }
    for issue in &issues {
        if let Some(file) = read.get_mut(issue.place.file.as_str()) {
            file.issues += 1;
        }
    }
    let is_own = |file: &CheckedFile| own.contains(&file.file);
    let (mut files, on_top): (Vec<_>, Vec<_>) = read.into_values().partition(|file| !is_own(file));
    files.extend(on_top);
    Checked { as_of, parameters: rules.parameters().count(), files, issues }
}

fn count<'r>(parameter: &'r Parameter, read: &mut BTreeMap<&'r str, CheckedFile>) {
    for (at, file) in parameter.files.iter().enumerate() {
        let entry = read.entry(file).or_default();
        entry.file.clone_from(file);
        entry.parameter = Some(parameter.id.clone());
        entry.on_top_of = parameter.files[..at].to_vec();
    }
    for (_, dated) in parameter.values() {
        let entry = read.entry(&dated.file).or_default();
        entry.values += 1;
        entry.unverified += usize::from(dated.confidence == Confidence::Knowledge);
        entry.expected += usize::from(dated.status == Status::Expected);
        entry.checked = Some(dated.checked);
    }
}
