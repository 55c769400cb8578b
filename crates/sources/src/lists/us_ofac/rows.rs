//! The delimited files: entries, their addresses, their other names, and what was too long for the remarks. They
//! have no header; `-0-` stands for nothing.

use super::{
    super::{Input, report::Report},
    Edition, ending,
    entry::Entry,
    remarks,
};
use chokepoint_model::{NameKind, Severity};
use std::collections::{BTreeMap, BTreeSet};

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
    let is_named = ["comment", "sdn", "cons"]
        .iter()
        .any(|word| input.name.to_ascii_lowercase().contains(word));
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

pub(super) fn read(edition: Edition, inputs: &[Input<'_>], report: &mut Report<'_>) {
    let Some(files) = sorted(edition, inputs, report) else {
        return;
    };
    ending::check(&files, report);
    for (role, loses) in [(Role::Addresses, "addresses"), (Role::Aliases, "other names")] {
        if !files.contains_key(&role) {
            let message = format!(
                "{} is not given: the {loses} of the entries are missing",
                edition.file(role)
            );
            report.note(
                Severity::Warning,
                message,
                "import all files of the publication together",
            );
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
            "import all files of the publication together, or their folder",
        );
        return None;
    }
    Some(files)
}

/// Entries below which it says nothing that the last of them have no row in another file.
const FEWEST_TO_JUDGE: usize = 100;

/// What stands in the other files, by the number of the entry.
#[derive(Default)]
struct Parts {
    addresses: BTreeMap<String, Vec<Vec<String>>>,
    aliases: BTreeMap<String, Vec<Vec<String>>>,
    comments: BTreeMap<String, String>,
    /// Entries whose remarks go on in a file that is not given.
    cut_remarks: u64,
    /// Entries since the last one that has an address, and another name.
    since: [usize; 2],
}

impl Parts {
    fn add(&mut self, role: Role, row: Vec<String>) {
        let id = row[0].trim().to_owned();
        match role {
            Role::Addresses => self.addresses.entry(id).or_default().push(row),
            Role::Aliases => self.aliases.entry(id).or_default().push(row),
            _ => self.comments.entry(id).or_default().push_str(&row[1]),
        }
    }

    /// The entry of a row of the primary file, with its parts.
    fn entry(&mut self, row: Vec<String>, report: &mut Report<'_>) -> Entry {
        let mut cells = row.iter().map(|cell| null(cell));
        let mut cell = || cells.next().unwrap_or_default();
        let mut entry = Entry {
            id: cell().to_owned(),
            ..Entry::default()
        };
        let name = cell();
        entry.kind(cell(), report);
        entry.name(name, NameKind::Primary);
        // "SDGT] [NPWMD] [IFSR": the brackets of the printed list, without the outermost.
        let programmes = cell()
            .split("] [")
            .map(|programme| programme.trim_matches(['[', ']', ' ']).to_owned());
        entry.programmes = programmes.filter(|programme| !programme.is_empty()).collect();
        let title = cell();
        entry.remark(title);
        entry.vessel([cell(), cell(), cell(), cell(), cell(), cell()]);
        let [address, alias] = [&self.addresses, &self.aliases].map(|parts| parts.contains_key(&entry.id));
        self.since = [(address, self.since[0]), (alias, self.since[1])]
            .map(|(has, since)| if has { 0 } else { since + 1 });
        for row in self.addresses.get(&entry.id).into_iter().flatten() {
            entry.address(&[null(&row[2]), null(&row[3])], null(&row[4]));
            entry.remark(null(&row[5]));
        }
        for row in self.aliases.get(&entry.id).into_iter().flatten() {
            let remark = null(&row[4]);
            let is_weak = remark.to_ascii_lowercase().contains("weak");
            entry.name(null(&row[3]), name_kind(null(&row[2]), is_weak, report));
            if !is_weak {
                entry.remark(remark);
            }
        }
        let text = self.remarks(&entry.id, row.get(11).map_or("", |cell| cell.as_str()));
        remarks::read(&text, &mut entry, report);
        entry
    }

    /// The remarks with what was too long for them: cut at the width of the field, in the middle of a word.
    fn remarks(&mut self, id: &str, text: &str) -> String {
        let is_cut = text.chars().count() >= remarks::WIDTH;
        match (self.comments.get(id), is_cut) {
            (Some(rest), true) => format!("{text}{}", rest.trim_end()),
            (None, true) if !text.trim_end().ends_with('.') => {
                self.cut_remarks += 1;
                text.to_owned()
            }
            _ => null(text).to_owned(),
        }
    }

    /// Parts of entries that the primary file does not have, and entries that lack a part.
    fn report_strangers(
        &self,
        met: &BTreeSet<String>,
        files: &BTreeMap<Role, Input<'_>>,
        report: &mut Report<'_>,
    ) {
        fn ids<T>(parts: &BTreeMap<String, T>) -> BTreeSet<&String> {
            parts.keys().collect()
        }
        let primary = files[&Role::Primary].name;
        for (role, ids) in [
            (Role::Addresses, ids(&self.addresses)),
            (Role::Aliases, ids(&self.aliases)),
            (Role::Comments, ids(&self.comments)),
        ] {
            let strangers: Vec<&&String> = ids.iter().filter(|id| !met.contains(**id)).collect();
            let (Some(input), Some(first)) = (files.get(&role), strangers.first()) else {
                continue;
            };
            report.file(input.name);
            let message = format!(
                "{} entries are not in {primary}, the first is {first}",
                strangers.len()
            );
            // Files fetched around a publication differ by a few entries; more means two publications or a loss.
            if role == Role::Comments {
                report.note(
                    Severity::Note,
                    message,
                    "they were passed over; the file may be of another day",
                );
            } else if strangers.len() * 20 > ids.len() {
                report.refuse(
                    message,
                    "the files are of different days, or one is cut short: fetch all of them again",
                );
            } else {
                report.note(Severity::Warning, message, "fetch all files of one publication");
            }
        }
        // The files follow the order of the entries: one that lost its sign and stops well before the last entry is cut
        // between two rows. In whole releases a few hundred entries at most follow one another without another name.
        for (role, since) in [(Role::Addresses, self.since[0]), (Role::Aliases, self.since[1])] {
            let Some(input) = files.get(&role).filter(|input| !ending::is_signed(input.bytes)) else {
                continue;
            };
            if met.len() >= FEWEST_TO_JUDGE && since * 10 > met.len() {
                report.file(input.name);
                report.cut(format_args!(
                    "the last {since} of {} entries have no row in it",
                    met.len()
                ));
            }
        }
        // The publisher gives every entry a row of its own among the addresses, an empty one if need be.
        let lacking = met.iter().filter(|id| !self.addresses.contains_key(*id)).count();
        if let (Some(input), true) = (files.get(&Role::Addresses), lacking * 20 > met.len()) {
            report.file(input.name);
            let message = format!("{lacking} of {} entries have no row here", met.len());
            report.note(
                Severity::Warning,
                message,
                "it may be of another day: fetch all files again",
            );
        }
        if self.cut_remarks > 0 {
            report.file(primary);
            let message = format!(
                "the remarks of {} entries go on in the file of comments, which lacks them",
                self.cut_remarks
            );
            let advice = "import the file of comments with the others";
            if files
                .get(&Role::Comments)
                .is_some_and(|input| input.bytes.is_empty())
            {
                report.refuse(message, advice);
            } else {
                report.note(Severity::Warning, message, advice);
            }
        }
    }
}

/// How a name belongs to its bearer: "aka", "fka", "nka"; the XML writes full stops between.
pub(super) fn name_kind(word: &str, is_weak: bool, report: &mut Report<'_>) -> NameKind {
    match word.replace('.', "").to_ascii_lowercase().as_str() {
        _ if is_weak => NameKind::WeakAlias,
        "fka" => NameKind::Former,
        "aka" | "nka" | "" => NameKind::Alias,
        other => {
            let message = format!("{other:?} is no kind of name known here; read as another name");
            report.issue("kind of name", Severity::Warning, "alt_type", message, "");
            NameKind::Alias
        }
    }
}

/// Hands over the rows of a file, each as wide as it should be.
fn rows(
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
        if row
            .first()
            .is_none_or(|id| id.is_empty() || id.eq_ignore_ascii_case("ent_num"))
        {
            continue;
        }
        if row.len() != role.width() {
            let message = format!(
                "entry {}: {} fields where {} are expected",
                row[0],
                row.len(),
                role.width()
            );
            report.issue(
                "ragged",
                Severity::Warning,
                "",
                message,
                "what is in its place was read",
            );
            row.resize(role.width(), String::new());
        }
        take(row, report);
    }
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes)
}

/// A field as text; what is not UTF-8 is the Windows encoding of earlier releases. `-0-` is nothing, and so is the
/// beginning of one at the end of a file.
fn text(cell: &[u8]) -> String {
    let text = match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(cell)
            .0
            .into_owned(),
    };
    if null(&text).is_empty() {
        String::new()
    } else {
        text
    }
}

fn null(cell: &str) -> &str {
    match cell.trim() {
        "-0-" | "-0" | "-" => "",
        text => text,
    }
}
