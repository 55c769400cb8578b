//! What changed between two releases of a source: added, removed, renamed, re-addressed, re-worded.

use crate::{Engine, EngineError, lists::find};
use chokepoint_model::{Country, Record, Release};
use chokepoint_sources::lists::{self, Input};
use chokepoint_store::workspace::KeptRelease;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to one record between two releases.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The record's publisher id, in the later release where it is there.
    pub id: String,
    /// Its lists.
    pub lists: Vec<String>,
    /// The name, or the address of an address-only entry, in the later release where it is there.
    pub caption: String,
    /// What is gone, in the words of the earlier release.
    pub before: Vec<String>,
    /// What is new, in the words of the later release.
    pub after: Vec<String>,
    /// The record's countries, in the later release where it is there.
    pub countries: Vec<Country>,
}

/// The kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Only in the later release.
    Added,
    /// Only in the earlier release.
    Removed,
    /// Other names or aliases.
    Renamed,
    /// Other addresses.
    Readdressed,
    /// Another requirement, policy, programme, citation or date.
    Amended,
}

impl ChangeKind {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Readdressed => "re-addressed",
            Self::Amended => "amended",
        }
    }
}

/// The changes from one release to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The earlier release.
    pub from: Release,
    /// The later release.
    pub to: Release,
    /// The changes, by kind and name.
    pub changes: Vec<Change>,
}

/// How many changes of each kind there are: of a list or of a country.
pub type Counted = BTreeMap<(String, ChangeKind), u64>;

impl Difference {
    /// The changes counted by list.
    pub fn by_list(&self) -> Counted {
        self.counted(|change| change.lists.clone())
    }

    /// The changes counted by country; a record without one is counted under "no country".
    pub fn by_country(&self) -> Counted {
        self.counted(|change| match change.countries.as_slice() {
            [] => vec!["no country".to_owned()],
            countries => countries.iter().map(ToString::to_string).collect(),
        })
    }

    fn counted(&self, keys: impl Fn(&Change) -> Vec<String>) -> Counted {
        let mut counted = Counted::new();
        for change in &self.changes {
            let mut keys = keys(change);
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *counted.entry((key, change.kind)).or_default() += 1;
            }
        }
        counted
    }
}

impl Engine {
    /// What changed from release `from` to release `to`.
    ///
    /// # Errors
    /// When a release is not held or cannot be read back, or they are of two sources.
    pub fn diff(&self, from: &str, to: &str) -> Result<Difference, EngineError> {
        let held = self.workspace().releases()?;
        let (from, to) = (find(&held, from)?, find(&held, to)?);
        if from.release.source != to.release.source {
            return Err(EngineError::Unrecognised(format!(
                "{} and {} are releases of two sources; compare two of one source",
                from.release, to.release
            )));
        }
        let changes = changes(records(from)?, records(to)?);
        Ok(Difference { from: from.release.clone(), to: to.release.clone(), changes })
    }
}

pub(crate) fn records(kept: &KeptRelease) -> Result<Vec<Record>, EngineError> {
    let source = lists::source(&kept.release.source)
        .ok_or_else(|| EngineError::NoSource(kept.release.source.clone(), crate::lists::source_ids()))?;
    let files = kept.read()?;
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let mut records = Vec::new();
    lists::read(&source, &inputs, &mut |record| records.push(record));
    Ok(records)
}

/// The changes between two states, by kind and caption.
///
/// Records are paired by their publisher's id; those left over (a publisher may number anew) by list and name.
pub(crate) fn changes(before: Vec<Record>, after: Vec<Record>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut left: BTreeMap<String, Record> =
        before.into_iter().map(|record| (record.key.id.clone(), record)).collect();
    let mut unpaired = Vec::new();
    for record in after {
        match left.remove(&record.key.id) {
            Some(earlier) => compare(&earlier, &record, &mut changes),
            None => unpaired.push(record),
        }
    }
    let mut by_name: BTreeMap<(Vec<String>, String), Vec<Record>> = BTreeMap::new();
    for record in left.into_values() {
        by_name.entry(identity(&record)).or_default().push(record);
    }
    for record in unpaired {
        match by_name.get_mut(&identity(&record)).and_then(Vec::pop) {
            Some(earlier) => compare(&earlier, &record, &mut changes),
            None => changes.push(change(ChangeKind::Added, &record, Vec::new(), statements(&record))),
        }
    }
    for record in by_name.into_values().flatten() {
        changes.push(change(ChangeKind::Removed, &record, statements(&record), Vec::new()));
    }
    changes.sort_by(|a, b| (a.kind, &a.caption, &a.id).cmp(&(b.kind, &b.caption, &b.id)));
    changes
}

fn identity(record: &Record) -> (Vec<String>, String) {
    (list_ids(record), record.party.caption().to_lowercase())
}

fn list_ids(record: &Record) -> Vec<String> {
    record.listings.iter().map(|listing| listing.list.clone()).collect()
}

fn compare(before: &Record, after: &Record, changes: &mut Vec<Change>) {
    for (kind, old, new) in [
        (ChangeKind::Renamed, names(before), names(after)),
        (ChangeKind::Readdressed, addresses(before), addresses(after)),
        (ChangeKind::Amended, terms(before), terms(after)),
    ] {
        if old != new {
            let gone = old.difference(&new).cloned().collect();
            let fresh = new.difference(&old).cloned().collect();
            changes.push(change(kind, after, gone, fresh));
        }
    }
}

fn change(kind: ChangeKind, record: &Record, before: Vec<String>, after: Vec<String>) -> Change {
    let caption = record.party.caption().to_owned();
    let countries = record.party.countries.clone();
    Change { kind, id: record.key.id.clone(), lists: list_ids(record), caption, before, after, countries }
}

fn statements(record: &Record) -> Vec<String> {
    [names(record), addresses(record), terms(record)].into_iter().flatten().collect()
}

fn names(record: &Record) -> BTreeSet<String> {
    record.party.names.iter().map(|name| name.text.clone()).collect()
}

fn addresses(record: &Record) -> BTreeSet<String> {
    let with_country = |a: &chokepoint_model::Address| match a.country {
        Some(country) => format!("{} ({country})", a.text),
        None => a.text.clone(),
    };
    record.party.addresses.iter().map(with_country).collect()
}

/// What the listings say, one statement each.
fn terms(record: &Record) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for listing in &record.listings {
        let list = &listing.list;
        terms.insert(format!("on {list}"));
        terms.extend(listing.period.from.map(|day| format!("{list} from {day}")));
        terms.extend(listing.period.until.map(|day| format!("{list} until {day}")));
        terms.extend(listing.programmes.iter().map(|programme| format!("programme {programme}")));
        terms.extend(listing.citations.iter().map(|citation| format!("citation {citation}")));
        terms.extend(listing.footnotes.iter().map(|number| format!("footnote {number}")));
        terms.extend(listing.requirement.iter().map(|r| format!("licence requirement: {}", r.text)));
        terms.extend(listing.review.iter().map(|r| format!("review policy: {}", r.text)));
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::{Address, Listing, Name, Party, RecordKey, Schema};

    fn record(id: &str, name: &str, alias: Option<&str>, address: &str) -> Record {
        let mut party = Party::named(name, Schema::Company);
        party.names.extend(alias.map(Name::alias));
        party.addresses.push(Address { text: address.into(), country: None });
        Record {
            key: RecordKey { source: "us_csl".into(), id: id.into() },
            party,
            listings: vec![Listing::on("us_bis_entity_list")],
            same_as: Vec::new(),
            topics: Vec::new(),
        }
    }

    fn check(before: Vec<Record>, after: Vec<Record>, expect: &[&str]) {
        let told: Vec<String> = changes(before, after)
            .iter()
            .map(|c| {
                format!("{} {}: {} -> {}", c.kind.as_str(), c.caption, c.before.join("|"), c.after.join("|"))
            })
            .collect();
        assert_eq!(told, expect);
    }

    #[test]
    fn a_new_number_for_the_same_entry_is_no_change() {
        check(vec![record("1", "Sugon", None, "Tianjin")], vec![record("2", "Sugon", None, "Tianjin")], &[]);
    }

    #[test]
    fn an_alias_and_an_address_more_are_told_apart() {
        check(
            vec![record("1", "Sugon", None, "Tianjin")],
            vec![record("1", "Sugon", Some("Dawning"), "Kunshan")],
            &["renamed Sugon:  -> Dawning", "re-addressed Sugon: Tianjin -> Kunshan"],
        );
    }

    #[test]
    fn what_is_new_and_what_is_gone_is_told_whole() {
        check(
            vec![record("1", "Sugon", None, "Tianjin")],
            vec![record("2", "Nettrix", None, "Kunshan")],
            &[
                "added Nettrix:  -> Nettrix|Kunshan|on us_bis_entity_list",
                "removed Sugon: Sugon|Tianjin|on us_bis_entity_list -> ",
            ],
        );
    }
}
