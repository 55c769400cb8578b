//! Whether the delimited files are whole. The publisher ends each with the sign 0x1A; copies that were saved anew may
//! have lost it.

use super::{
    super::{Input, report::Report},
    rows::Role,
};
use chokepoint_model::Severity;
use std::collections::BTreeMap;

/// The sign that ends a file of the publisher.
const SIGN: u8 = 0x1a;

/// The file without its end sign.
pub(super) fn body(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_signed(bytes) { bytes.trim_ascii_end().strip_suffix(&[SIGN]).unwrap_or(bytes) } else { bytes }
}

/// Whether the file ends with the publisher's sign.
pub(super) fn is_signed(bytes: &[u8]) -> bool {
    bytes.trim_ascii_end().last() == Some(&SIGN)
}

/// Reports every file that is cut short.
///
/// The files of one publication all have the sign or have all lost it: one without it among others with it is cut
/// short. Without any sign a file is cut when it ends inside a row; the comments of another day may lie beside.
pub(super) fn check(files: &BTreeMap<Role, Input<'_>>, report: &mut Report<'_>) {
    let is_blank = |input: &Input<'_>| body(input.bytes).trim_ascii().is_empty();
    let signed = |role: &Role| files.get(role).is_some_and(|input| is_signed(input.bytes));
    let any_signed = [Role::Primary, Role::Addresses, Role::Aliases].iter().any(signed);
    for (role, input) in files {
        report.file(input.name);
        if is_signed(input.bytes) || *role == Role::Comments && is_blank(input) {
            continue;
        }
        let missing = "the sign that ends a file of this publisher (0x1A) is missing, and other files of the release have it";
        let reason = inside(body(input.bytes), role.width()).or(any_signed.then_some(missing));
        if let Some(reason) = reason {
            report.refuse(format!("the file is cut short: {reason}"), "fetch it again");
        }
    }
    if let (false, Some(primary)) = (any_signed, files.get(&Role::Primary)) {
        report.file(primary.name);
        let message = "the sign that ends a file of this publisher (0x1A) is missing: the files were saved anew, or cut between two rows";
        report.note(Severity::Note, message.into(), "make sure that this is the whole list");
    }
}

/// Why a file ends inside a row; `None` when it ends behind one.
fn inside(body: &[u8], width: usize) -> Option<&'static str> {
    if body.iter().filter(|byte| **byte == b'"').count() % 2 == 1 {
        return Some("it ends inside a quoted field");
    }
    if body.ends_with(b"\n") || body.ends_with(b"\r") {
        return None;
    }
    // No quoted field holds a line break in these files, but one may in a copy: count fields from the last line on
    // which the quotes are even.
    let line = body.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line);
    let last = reader.byte_records().flatten().last()?;
    let is_whole = last.len() >= width && last.iter().next_back().is_some_and(|cell| !cell.is_empty());
    (!is_whole).then_some("it ends inside a row")
}
