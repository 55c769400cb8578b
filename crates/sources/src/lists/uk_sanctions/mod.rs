//! The UK sanctions list as CSV, in the form of the Foreign Office (`UK-Sanctions-List.csv`, rows joined by
//! `Unique ID`) and in the older one of the Treasury (`ConList.csv`, rows joined by `Group ID`).

mod entry;

use super::{
    Input,
    report::Report,
    rows::{self, Format},
};
use chokepoint_model::{Date, Severity};

const ID: &str = "uk_sanctions";

/// Which office's form a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    ForeignOffice,
    Treasury,
}

impl Form {
    /// The form that the header shows, and where the header begins: a line that says the day goes before it.
    fn of(text: &str) -> Option<(Self, usize)> {
        let first = text.find('\n').map_or(text.len(), |end| end + 1);
        [0, first].into_iter().find_map(|start| {
            let header = text.get(start..)?.lines().next()?.to_lowercase();
            let has = |column: &str| header.split(',').any(|cell| cell.trim().trim_matches('"') == column);
            match (has("unique id"), has("name 6"), has("group type") && has("group id")) {
                (true, true, _) => Some((Self::ForeignOffice, start)),
                (_, true, true) => Some((Self::Treasury, start)),
                _ => None,
            }
        })
    }

    fn format(self) -> Format<'static> {
        let key = match self {
            Self::ForeignOffice => "unique id",
            Self::Treasury => "group id",
        };
        Format { delimiter: b',', key, used: entry::USED }
    }
}

/// Enough for the first two lines; a header of the Foreign Office has about 1,300 signs.
const BEGINNING: usize = 8192;

fn beginning(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(BEGINNING)]).into_owned()
}

pub(super) fn looks_like(input: &Input<'_>) -> bool {
    Form::of(beginning(input.bytes).trim_start_matches('\u{feff}')).is_some()
}

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
        let text = beginning(bytes);
        let Some((form, start)) = Form::of(&text) else {
            report.cut("the header is none of the UK sanctions list");
            continue;
        };
        if start > 0 {
            report.published(day_of(text.lines().next().unwrap_or_default()));
        }
        // A letter that is not UTF-8 before the header would move it; the line is found again in the bytes.
        let start =
            if start == 0 { 0 } else { bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1) };
        for rows in rows::entries(&bytes[start..], &form.format(), report) {
            match entry::record(&rows, form, report) {
                Some(record) => report.record(record),
                None => {
                    report.issue("no name", Severity::Error, "name 6", "the entry has no name".into(), "")
                }
            }
        }
    }
}

/// The day in `Report Date: 12-Aug-2025` or `Last Updated,12/08/2025`.
fn day_of(line: &str) -> Option<Date> {
    let (_, day) = line.split_once([':', ','])?;
    crate::dates::day(day.trim_matches([',', '"', ' ', '\r']))
}

#[cfg(test)]
mod tests;
