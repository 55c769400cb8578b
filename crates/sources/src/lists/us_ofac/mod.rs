//! OFAC's SDN list and its consolidated non-SDN list: each as three delimited files with a fourth for what was too
//! long for them, or as one XML file.

mod ending;
mod entry;
mod labels;
mod parts;
mod programmes;
mod release;
mod remarks;
mod rows;
mod tree;

use super::{Input, report::Report};
use rows::Role;
pub(super) use tree::is_advanced;

/// What is read in place of the advanced data model.
pub(super) const ADVANCED: &str = "this is the advanced sanctions data model (SDN_ADVANCED.XML, CONS_ADVANCED.XML), which is not read; \
     of OFAC's lists are read sdn.xml or consolidated.xml, or sdn.csv with add.csv, alt.csv and sdn_comments.csv \
     (cons_prim.csv with cons_add.csv, cons_alt.csv and cons_comments.csv)";

/// Which of the two lists is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edition {
    Sdn,
    Consolidated,
}

impl Edition {
    /// The id of its source.
    const fn source(self) -> &'static str {
        match self {
            Self::Sdn => "us_ofac_sdn",
            Self::Consolidated => "us_ofac_cons",
        }
    }

    /// The publisher's name of a file.
    const fn file(self, role: Role) -> &'static str {
        match (self, role) {
            (Self::Sdn, Role::Primary) => "sdn.csv",
            (Self::Sdn, Role::Addresses) => "add.csv",
            (Self::Sdn, Role::Aliases) => "alt.csv",
            (Self::Sdn, Role::Comments) => "sdn_comments.csv",
            (Self::Consolidated, Role::Primary) => "cons_prim.csv",
            (Self::Consolidated, Role::Addresses) => "cons_add.csv",
            (Self::Consolidated, Role::Aliases) => "cons_alt.csv",
            (Self::Consolidated, Role::Comments) => "cons_comments.csv",
        }
    }
}

pub(super) fn looks_like_sdn(input: &Input<'_>) -> bool {
    is_ofac(input) && edition(input) == Edition::Sdn
}

pub(super) fn looks_like_cons(input: &Input<'_>) -> bool {
    is_ofac(input) && edition(input) == Edition::Consolidated
}

pub(super) fn read_sdn(inputs: &[Input<'_>], report: &mut Report<'_>) {
    read(Edition::Sdn, inputs, report);
}

pub(super) fn read_cons(inputs: &[Input<'_>], report: &mut Report<'_>) {
    read(Edition::Consolidated, inputs, report);
}

fn read(edition: Edition, inputs: &[Input<'_>], report: &mut Report<'_>) {
    if let Some(input) = inputs.iter().find(|input| is_advanced(input.bytes)) {
        report.file(input.name);
        return report
            .refuse(ADVANCED.to_owned(), "download one of those; each says the same of the same entries");
    }
    let xml = inputs.iter().filter(|input| is_xml(input.bytes)).count();
    match (xml, inputs) {
        (0, _) => release::read(edition, inputs, report),
        (1, [input]) => tree::read(edition, input, report),
        _ => {
            let names = inputs.iter().map(|input| input.name).collect::<Vec<_>>().join(", ");
            report.refuse(
                format!("{names}: the same list in two forms"),
                "give either the XML file or the delimited files of one publication",
            );
        }
    }
}

/// Whether the file is one of OFAC's, by its content.
fn is_ofac(input: &Input<'_>) -> bool {
    if is_xml(input.bytes) { tree::looks_like(input.bytes) } else { rows::looks_like(input) }
}

fn is_xml(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}

/// Which list a file belongs to. Both are of one shape, so that the publisher's names decide (`cons_add.csv`,
/// `consolidated.xml`); a primary file of another name is told by programmes that only the consolidated list has.
fn edition(input: &Input<'_>) -> Edition {
    let name = input.name.to_ascii_lowercase();
    if name.contains("cons") {
        return Edition::Consolidated;
    }
    if name.contains("sdn") {
        return Edition::Sdn;
    }
    let start = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(1 << 16)]);
    let marks =
        ["\"NS-PLC\"", "\"CMIC-EO13959\"", "\"561-Related\"", ">NS-PLC<", ">CMIC-EO13959<", ">561-Related<"];
    if marks.iter().any(|mark| start.contains(mark)) { Edition::Consolidated } else { Edition::Sdn }
}

#[cfg(test)]
mod tests;
