//! Replay of the Entity List: the entries of two years, each screened against the list as it stood the day before.
//!
//! For each day the list is built anew from the entries that began earlier, so that nothing of a later entry can be
//! met. What stood on an older entry is told by a plain comparison (`plain`) that shares nothing with the matcher.

mod place;
mod plain;
mod table;

use super::absent;
use anyhow::{Context, Result};
use chokepoint_model::{Date, Party, Record, RecordKey};
use chokepoint_screening::{Match, Question, Scratch, Snapshot, screen, snapshot};
use chokepoint_sources::{lists, parties};
use chokepoint_store::registry::Registry;
use chokepoint_text::address::Meeting;
use plain::Plain;
use std::{collections::BTreeSet, fs, io::Write, path::Path};

const LIST: &str = "us_bis_entity_list";
/// The entries asked about: those that began in these days.
const PERIOD: [Date; 2] = [Date::constant(2024, 1, 1), Date::constant(2025, 12, 31)];
/// One of so many companies of the register is asked about.
const ONE_OF: u64 = 10;
/// Entries that are told one by one: public cases that a later reader will ask for.
const TOLD: [&str; 1] = ["nettrix"];

/// An entry and the day it began.
struct Entry {
    from: Date,
    record: Record,
}

/// What a screening came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Nothing,
    NearMiss,
    Match,
}

impl Outcome {
    fn of<'a>(hits: impl IntoIterator<Item = &'a Match>) -> Self {
        hits.into_iter()
            .map(|hit| if hit.matched { Self::Match } else { Self::NearMiss })
            .max()
            .unwrap_or(Self::Nothing)
    }
}

/// Prints the replay; with `told`, each entry that was missed, each found beyond the plain comparison, and false alarms.
///
/// # Errors
/// When a file is there but cannot be read, or a snapshot cannot be built.
pub fn run(data: &Path, told: bool, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Entries of the Entity List of 2024 and 2025, as of the day before their listing")?;
    let path = data.join("csl-consolidated-2026-07-31/consolidated.json");
    if absent(&path, out)? {
        return Ok(());
    }
    let (entries, undated) = read(&path)?;
    let folder = tempfile::tempdir()?;
    let (cases, days) = replay(&entries, folder.path())?;
    writeln!(
        out,
        "entries: {} of {} days, among {} with a date ({undated} without one are left out)",
        cases.len(),
        days,
        entries.len()
    )?;
    table::print(&cases, out)?;
    for case in &cases {
        let is_public_case = TOLD.iter().any(|name| case.name.to_lowercase().contains(name));
        if is_public_case || told && case.is_worth_telling() {
            tell(case, out)?;
        }
    }
    let all = build(&entries, folder.path())?;
    control(&data.join("cn-company-registry/sample-15k.csv"), &all, told, out)
}

/// The entries that have a day, oldest first, and how many have none.
fn read(path: &Path) -> Result<(Vec<Entry>, usize)> {
    let bytes = fs::read(path)?;
    let input = [lists::Input { name: "consolidated.json", bytes: &bytes }];
    let source = lists::recognise(&input)?;
    let (mut entries, mut undated) = (Vec::new(), 0);
    lists::read(source, &input, &mut |record| {
        let Some(listing) = record.listings.iter().find(|listing| listing.list == LIST) else { return };
        match listing.period.from {
            Some(from) => entries.push(Entry { from, record }),
            None => undated += 1,
        }
    });
    entries.sort_by(|a, b| a.from.cmp(&b.from).then_with(|| a.record.key.cmp(&b.record.key)));
    Ok((entries, undated))
}

/// The list of these entries and no others.
fn build(entries: &[Entry], folder: &Path) -> Result<Snapshot> {
    let path = folder.join(format!("{}.snapshot", entries.len()));
    let records = entries.iter().map(|entry| entry.record.clone()).collect();
    snapshot::build(records, &[], &mut Registry::default(), &path)?;
    Snapshot::open(&path).context("the snapshot just built")
}

/// Screens each entry of the period against the entries that began earlier; also says on how many days they began.
fn replay(entries: &[Entry], folder: &Path) -> Result<(Vec<Case>, usize)> {
    let (mut cases, mut days) = (Vec::new(), 0);
    let (mut scratch, mut plain, mut older) = (Scratch::default(), Plain::default(), 0);
    for today in entries.chunk_by(|a, b| a.from == b.from) {
        let from = today[0].from;
        if (PERIOD[0]..=PERIOD[1]).contains(&from) {
            days += 1;
            let list = build(&entries[..older], folder)?;
            let question = Question::on(from.yesterday()?);
            let mut ask = |party: &Party| screen(&list, party, &question, &mut scratch);
            for Entry { record: Record { party, .. }, .. } in today {
                let keys =
                    |met: BTreeSet<usize>| met.iter().map(|at| entries[*at].record.key.clone()).collect();
                cases.push(Case {
                    from,
                    name: party.caption().to_owned(),
                    named_alike: keys(plain.named_alike(party)),
                    at_one_address: keys(plain.at_one_address(party)),
                    whole: ask(party),
                    by_name: ask(&Party { addresses: Vec::new(), ..party.clone() }),
                    stands_at: place::nearest(&list, party),
                    by_address: ask(&Party { names: Vec::new(), ..party.clone() }),
                });
            }
        }
        for entry in today {
            plain.add(older, &entry.record.party);
            older += 1;
        }
    }
    Ok((cases, days))
}

/// An entry, what the plain comparison says of it, and what screening found the day before.
struct Case {
    from: Date,
    name: String,
    named_alike: BTreeSet<RecordKey>,
    at_one_address: BTreeSet<RecordKey>,
    whole: Vec<Match>,
    by_name: Vec<Match>,
    by_address: Vec<Match>,
    /// The nearest that an older entry stands to one of its addresses, and that entry.
    stands_at: Option<(Meeting, String)>,
}

impl Case {
    /// Whether a name or an address stood on an older entry, by the plain comparison.
    fn stood_there(&self) -> bool {
        !self.named_alike.is_empty() || !self.at_one_address.is_empty()
    }

    /// The hits on an entry that the plain comparison names.
    fn very(&self) -> impl Iterator<Item = &Match> {
        let is_named = |key: &RecordKey| self.named_alike.contains(key) || self.at_one_address.contains(key);
        self.whole.iter().filter(move |hit| hit.entity.records.iter().any(is_named))
    }

    /// Whether an older entry has the same room, floor or box (a match), or the same building (a near miss).
    fn place(&self) -> Outcome {
        place(self.stands_at.as_ref().map(|(meeting, _)| *meeting))
    }

    /// What screening and the look-up of addresses find together.
    fn found(&self) -> Outcome {
        Outcome::of(&self.whole).max(self.place())
    }

    /// Missed, or found beyond the plain comparison.
    fn is_worth_telling(&self) -> bool {
        self.stood_there() == (self.found() == Outcome::Nothing)
    }
}

fn place(meeting: Option<Meeting>) -> Outcome {
    match meeting {
        Some(Meeting::Room | Meeting::Floor | Meeting::Box) => Outcome::Match,
        Some(Meeting::Building | Meeting::OtherRoom) => Outcome::NearMiss,
        _ => Outcome::Nothing,
    }
}

/// A case in a line: the day, the name, the best hit with what spoke for it, and who is registered at its address.
fn tell(case: &Case, out: &mut dyn Write) -> Result<()> {
    let Case { from, name, whole, stands_at, .. } = case;
    let screened = whole.first().map_or_else(|| "screened: nothing".to_owned(), told);
    let place = stands_at.as_ref().map_or_else(String::new, |(meeting, other)| {
        format!("; address ({}) of {other}", format!("{meeting:?}").to_lowercase())
    });
    Ok(writeln!(out, "{from}  {name}: {screened}{place}")?)
}

fn told(hit: &Match) -> String {
    let kind = if hit.matched { "match" } else { "near miss" };
    let spoke_for = hit.explanation.reasons.iter().filter(|reason| reason.weight > 0.0);
    let words: Vec<String> =
        spoke_for.map(|reason| format!("{}: {}", reason.feature.as_str(), reason.words)).collect();
    format!("{kind} {:.2} with {} ({})", hit.score, hit.entity.party.caption(), words.join("; "))
}

/// Companies of a register that nobody asked about, against the newest list: what is found here is a false alarm, or
/// a listed company that is in the register.
fn control(path: &Path, list: &Snapshot, say: bool, out: &mut dyn Write) -> Result<()> {
    if absent(path, out)? {
        return Ok(());
    }
    let question = Question::on(PERIOD[1]);
    let (mut scratch, mut row, mut at_address) =
        (Scratch::default(), table::Row::default(), table::Row::default());
    let mut found = Vec::new();
    parties::open(path, &parties::Options::default())?.read(&mut |item| {
        if let parties::Item::Row(parties::Row { party, row: at, .. }) = item
            && at % ONE_OF == 0
        {
            let hits = screen(list, &party, &question, &mut scratch);
            row.add(Outcome::of(&hits));
            at_address.add(place(place::nearest(list, &party).map(|(meeting, _)| meeting)));
            if say && let Some(hit) = hits.first() {
                found.push(format!("alarm  {}: {}", party.caption(), told(hit)));
            }
        }
        true
    });
    row.print("control: companies drawn from the Chinese register", out)?;
    at_address.print("  at the address of an entry", out)?;
    for line in found {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
