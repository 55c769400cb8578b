//! One delimited file: what it holds, and its rows. There is no header; `-0-` stands for nothing.

use super::{
    super::{Input, report::Report},
    ending,
};
use chokepoint_model::{NameKind, Severity, counted};

/// What a file holds, told by its first row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// Number, name, type, programmes, title, call sign, vessel type, tonnage, gross tonnage, flag, owner, remarks.
    Primary,
    /// Number, number of the address, street, place, country, remarks.
    Addresses,
    /// Number, number of the name, type, name, remarks.
    Aliases,
    /// Number, the rest of the remarks.
    Comments,
}

impl Role {
    /// Fields in a row.
    pub(super) const fn width(self) -> usize {
        match self {
            Self::Primary => 12,
            Self::Addresses => 6,
            Self::Aliases => 5,
            Self::Comments => 2,
        }
    }
}

pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let is_named =
        ["comment", "sdn", "cons"].iter().any(|word| input.name.to_ascii_lowercase().contains(word));
    // Two fields of which the first is a number may be anything, and so may a file with nothing in it.
    role(input).is_some_and(|role| role != Role::Comments || is_named)
}

/// What the file holds; `None` when it is none of the four.
pub(super) fn role(input: &Input<'_>) -> Option<Role> {
    let name = input.name.to_ascii_lowercase();
    let body = ending::body(input.bytes);
    if body.trim_ascii().is_empty() {
        // The file of comments is empty when no remark is too long.
        return (name.contains("comment")).then_some(Role::Comments);
    }
    let start = &body[..body.len().min(1 << 16)];
    let first = reader(start).byte_records().next()?.ok()?;
    let cell = |at: usize| text(first.get(at).unwrap_or_default());
    let is_number = |at: usize| !cell(at).is_empty() && cell(at).bytes().all(|byte| byte.is_ascii_digit());
    let is_header = cell(0).eq_ignore_ascii_case("ent_num");
    if !is_header && !is_number(0) {
        return None;
    }
    match first.len() {
        12 if is_header
            || ["", "individual", "entity", "vessel", "aircraft"]
                .contains(&cell(2).to_ascii_lowercase().as_str()) =>
        {
            Some(Role::Primary)
        }
        6 if is_header || is_number(1) => Some(Role::Addresses),
        5 if is_header || is_number(1) => Some(Role::Aliases),
        2 => Some(Role::Comments),
        _ => None,
    }
}
/// How a name belongs to its bearer: "aka", "fka", "nka"; the XML writes full stops between.
pub(super) fn name_kind(word: &str, is_weak: bool, report: &mut Report<'_>) -> NameKind {
    match word.replace('.', "").to_ascii_lowercase().as_str() {
        _ if is_weak => NameKind::WeakAlias,
        "fka" => NameKind::Former,
        "aka" | "nka" | "" => NameKind::Alias,
        other => {
            let message = format!("unknown kind of name {other:?}; read as another name");
            report.issue("kind of name", Severity::Warning, "alt_type", message, "");
            NameKind::Alias
        }
    }
}

/// Hands over the rows of a file, each as wide as it should be.
pub(super) fn rows(
    input: &Input<'_>,
    role: Role,
    report: &mut Report<'_>,
    take: &mut dyn FnMut(Vec<String>, &mut Report<'_>),
) {
    for record in reader(ending::body(input.bytes)).byte_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => return report.cut(error),
        };
        let mut row: Vec<String> = record.iter().map(text).collect();
        if row.first().is_none_or(|id| id.is_empty() || id.eq_ignore_ascii_case("ent_num")) {
            continue;
        }
        if row.len() != role.width() {
            let message = format!(
                "entry {}: {} where {} are expected",
                row[0],
                counted(row.len() as u64, "field", "fields"),
                role.width()
            );
            report.issue("ragged", Severity::Warning, "", message, "what is in its place was read");
            row.resize(role.width(), String::new());
        }
        take(row, report);
    }
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes)
}

/// A field as text; what is not UTF-8 is the Windows encoding of earlier releases. `-0-` is nothing, and so is the
/// beginning of one at the end of a file.
fn text(cell: &[u8]) -> String {
    let text = match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
    };
    if null(&text).is_empty() { String::new() } else { text }
}

pub(super) fn null(cell: &str) -> &str {
    match cell.trim() {
        "-0-" | "-0" | "-" => "",
        text => text,
    }
}
