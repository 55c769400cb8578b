//! Reading the files of a folder, each as what it is; what cannot be read is an issue and the rest goes on.

use super::{
    case::{self, Case},
    folder::{FileKind, FolderFile, issue},
};
use chokepoint_model::{Issue, Record, Registry, Severity, Stated};
use chokepoint_sources::{
    lists::{self, Input},
    registry,
};
use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

/// What the files say.
pub(super) struct Read {
    pub(super) case: Case,
    pub(super) registry: Registry,
    /// Records of list files.
    pub(super) records: Vec<Record>,
}

pub(super) fn read(files: &[FolderFile], issues: &mut Vec<Issue>) -> Read {
    let of = |is_kind: fn(FileKind) -> bool| files.iter().filter(move |file| is_kind(file.kind));
    let mut case = Case::default();
    for file in of(|kind| matches!(kind, FileKind::Case)) {
        match fs::read_to_string(&file.path) {
            Ok(text) => case = case::read(&text, &file.name, issues),
            Err(error) => {
                issues.push(issue(&file.name, Severity::Error, format!("cannot be read: {error}"), ""))
            }
        }
    }
    let records = list_records(files, issues);

    // FollowTheMoney has ids: read before tables that know parties by their names alone. Otherwise the order stays: of a
    // folder that of the names, of named files the user's.
    let mut tables: Vec<&FolderFile> = of(|kind| matches!(kind, FileKind::Registry)).collect();
    tables.sort_by_key(|file| !file.name.ends_with(".json"));
    let readable = |file: &&&FolderFile| match fs::File::open(&file.path) {
        Ok(_) => true,
        Err(error) => {
            issues.push(issue(&file.name, Severity::Error, format!("cannot be read: {error}"), ""));
            false
        }
    };
    let tables: Vec<&FolderFile> = tables.iter().filter(readable).copied().collect();
    let paths: Vec<PathBuf> = tables.iter().map(|file| file.path.clone()).collect();
    let mut registry = match registry::read(&paths, &registry::Options::default()) {
        Ok(registry) => registry,
        Err(error) => {
            issues.push(issue("", Severity::Error, error.to_string(), ""));
            Registry::default()
        }
    };
    shorten(&mut registry, &tables);
    Read { case, registry, records }
}

/// Records of the list files: files of one source are one release, as its publisher gives it.
fn list_records(files: &[FolderFile], issues: &mut Vec<Issue>) -> Vec<Record> {
    let mut of_source: BTreeMap<&str, Vec<&FolderFile>> = BTreeMap::new();
    for file in files {
        if let FileKind::List(source) = file.kind {
            of_source.entry(&source.id).or_default().push(file);
        }
    }
    let mut records = Vec::new();
    for files in of_source.values() {
        let FileKind::List(source) = files[0].kind else { continue };
        let mut held = Vec::new();
        for file in files {
            match fs::read(&file.path) {
                Ok(bytes) => held.push((file.name.as_str(), bytes)),
                Err(error) => {
                    issues.push(issue(&file.name, Severity::Error, format!("cannot be read: {error}"), ""));
                }
            }
        }
        let inputs: Vec<Input<'_>> = held.iter().map(|(name, bytes)| Input { name, bytes }).collect();
        let reading = lists::read(source, &inputs, &mut |record| records.push(record));
        issues.extend(reading.issues);
        if !reading.complete {
            let message = "the list is cut short or damaged: what could be read counts".to_owned();
            issues.push(issue(files[0].name.as_str(), Severity::Error, message, "fetch it again"));
        }
    }
    records
}

/// Names files as the folder knows them, wherever the folder stands.
fn shorten(registry: &mut Registry, files: &[&FolderFile]) {
    let names: BTreeMap<String, Arc<str>> =
        files.iter().map(|file| (file.path.display().to_string(), Arc::from(file.name.as_str()))).collect();
    let short = |stated: &mut Stated| {
        if let Some(name) = names.get(stated.source.as_ref()) {
            stated.source = Arc::clone(name);
        }
    };
    registry.profiles.iter_mut().for_each(|profile| short(&mut profile.stated));
    registry.interests.iter_mut().for_each(|interest| short(&mut interest.stated));
    registry.gaps.iter_mut().for_each(|gap| short(&mut gap.stated));
    for file in &mut registry.unread {
        if let Some(name) = names.get(file) {
            *file = name.to_string();
        }
    }
    for issue in &mut registry.issues {
        if let Some(name) = names.get(&issue.place.file) {
            issue.place.file = name.to_string();
        }
    }
}
