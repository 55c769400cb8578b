//! A release in delimited files: entries, their addresses, their other names, and what was too long for the remarks.

use super::{
    super::{Input, report::Report},
    Edition, ending,
    parts::Parts,
    rows::{Role, role, rows},
};
use chokepoint_model::Severity;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn read(edition: Edition, inputs: &[Input<'_>], report: &mut Report<'_>) {
    let Some(files) = sorted(edition, inputs, report) else {
        return;
    };
    ending::check(&files, report);
    for (role, loses) in [(Role::Addresses, "addresses"), (Role::Aliases, "other names")] {
        if !files.contains_key(&role) {
            let message =
                format!("{} is not given: the {loses} of the entries are missing", edition.file(role));
            report.note(Severity::Warning, message, "import all files of the publication together");
        }
    }
    let mut parts = Parts::default();
    for (role, input) in &files {
        if *role != Role::Primary {
            report.file(input.name);
            rows(input, *role, report, &mut |row, _| parts.add(*role, row));
        }
    }
    let primary = files[&Role::Primary];
    report.file(primary.name);
    let mut met = BTreeSet::new();
    rows(&primary, Role::Primary, report, &mut |row, report| {
        let entry = parts.entry(row, report);
        met.insert(entry.id.clone());
        if let Some(record) = entry.into_record(edition, report) {
            report.record(record);
        }
    });
    parts.report_strangers(&met, &files, report);
}

/// The files by what they hold; `None` when they are no release.
fn sorted<'a>(
    edition: Edition,
    inputs: &[Input<'a>],
    report: &mut Report<'_>,
) -> Option<BTreeMap<Role, Input<'a>>> {
    let mut files: BTreeMap<Role, Input<'a>> = BTreeMap::new();
    for input in inputs {
        report.file(input.name);
        let Some(role) = role(input) else {
            let what = if input.bytes.trim_ascii().is_empty() {
                "is empty"
            } else {
                "is none of the files of this list"
            };
            report.refuse(
                format!("{} {what}", input.name),
                "give the publisher's files of one publication: the primary file, addresses, other names, comments",
            );
            return None;
        };
        if let Some(other) = files.insert(role, *input) {
            let message = format!("{} and {} hold the same part of the list", other.name, input.name);
            report.refuse(message, "give the files of one publication at a time");
            return None;
        }
    }
    if !files.contains_key(&Role::Primary) {
        report.file(inputs.first().map_or("", |input| input.name));
        let message = format!(
            "{}, the file of the entries themselves, is missing beside it",
            edition.file(Role::Primary)
        );
        report.refuse(
            message,
            "import all files of the publication together, or their folder; name the list with --source where they have other names than the publisher's",
        );
        return None;
    }
    Some(files)
}
