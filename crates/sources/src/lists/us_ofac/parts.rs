//! What stands in the other files of a release, put to the entries of the primary file.

use super::{
    super::{Input, report::Report},
    ending,
    entry::Entry,
    remarks,
    rows::{Role, name_kind, null},
};
use chokepoint_model::{NameKind, Severity, counted};
use std::collections::{BTreeMap, BTreeSet};

/// Entries below which it says nothing that the last of them have no row in another file.
const FEWEST_TO_JUDGE: usize = 100;

/// What stands in the other files, by the number of the entry.
#[derive(Default)]
pub(super) struct Parts {
    addresses: BTreeMap<String, Vec<Vec<String>>>,
    aliases: BTreeMap<String, Vec<Vec<String>>>,
    comments: BTreeMap<String, String>,
    /// Entries whose remarks go on in a file that is not given.
    cut_remarks: u64,
    /// Entries since the last one that has an address, and another name.
    since: [usize; 2],
}

impl Parts {
    pub(super) fn add(&mut self, role: Role, row: Vec<String>) {
        let id = row[0].trim().to_owned();
        match role {
            Role::Addresses => self.addresses.entry(id).or_default().push(row),
            Role::Aliases => self.aliases.entry(id).or_default().push(row),
            _ => self.comments.entry(id).or_default().push_str(&row[1]),
        }
    }

    /// The entry of a row of the primary file, with its parts.
    pub(super) fn entry(&mut self, row: Vec<String>, report: &mut Report<'_>) -> Entry {
        let mut cells = row.iter().map(|cell| null(cell));
        let mut cell = || cells.next().unwrap_or_default();
        let mut entry = Entry { id: cell().to_owned(), ..Entry::default() };
        let name = cell();
        entry.kind(cell(), report);
        entry.name(name, NameKind::Primary);
        // "SDGT] [NPWMD] [IFSR": the brackets of the printed list, without the outermost.
        let programmes =
            cell().split("] [").map(|programme| programme.trim_matches(['[', ']', ' ']).to_owned());
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
    pub(super) fn report_strangers(
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
                "{} not in {primary}, the first {first}",
                counted(strangers.len() as u64, "entry", "entries")
            );
            // Files fetched around a publication differ by a few entries; more means two publications or a loss.
            if role == Role::Comments {
                report.note(Severity::Note, message, "they were passed over; the file may be of another day");
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
                let message = format!(
                    "the file is cut short: the last {since} of {} entries have no row in it",
                    met.len()
                );
                report.refuse(message, "fetch it again");
            }
        }
        // The publisher gives every entry a row of its own among the addresses, an empty one if need be.
        let lacking = met.iter().filter(|id| !self.addresses.contains_key(*id)).count();
        if let (Some(input), true) = (files.get(&Role::Addresses), lacking * 20 > met.len()) {
            report.file(input.name);
            let message = format!("no row here for {lacking} of the {} entries", met.len());
            report.note(Severity::Warning, message, "it may be of another day: fetch all files again");
        }
        if self.cut_remarks > 0 {
            report.file(primary);
            let message = format!(
                "the remarks of {} go on in the file of comments, which lacks them",
                counted(self.cut_remarks, "entry", "entries")
            );
            let advice = "import the file of comments with the others";
            if files.get(&Role::Comments).is_some_and(|input| input.bytes.is_empty()) {
                report.refuse(message, advice);
            } else {
                report.note(Severity::Warning, message, advice);
            }
        }
    }
}
