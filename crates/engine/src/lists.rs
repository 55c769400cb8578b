//! The lists as of a day: which releases were known, the snapshot compiled from them, and what it covers.

use crate::{
    Engine, EngineError,
    answer::{Coverage, CoveredList, Hit},
    consent,
};
use chokepoint_model::{Date, Issue, Party, Record, Release, counted};
use chokepoint_screening::{Question, Scratch, Snapshot, snapshot};
use chokepoint_sources::lists;
use chokepoint_store::{registry::Registry, workspace::KeptRelease};
use std::collections::BTreeMap;

/// What the note begins with that names the sources of which nothing is held.
pub const NOT_IMPORTED: &str = "not imported, so not covered: ";
/// The note of every answer from names alone.
pub const OWNERS_NOT_LOOKED_UP: &str =
    "names are compared with the listed names and aliases; owners of a party are not looked up";

/// The lists as they were known on a day, ready to be asked.
pub struct Lists {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// The day asked about.
    pub as_of: Date,
    notes: Vec<String>,
}

/// Records that an import has read, of each source those of the release it will most likely answer from.
#[derive(Default)]
pub(crate) struct Fresh(BTreeMap<String, (Release, Vec<Record>)>);

impl Fresh {
    /// Holds the records of a release unless those of a newer one of its source known by `today` are held.
    pub(crate) fn offer(&mut self, release: &Release, records: Vec<Record>, today: Date) {
        let held = self.0.get(&release.source);
        if release.published <= today && held.is_none_or(|(held, _)| held.published <= release.published) {
            self.0.insert(release.source.clone(), (release.clone(), records));
        }
    }

    fn take(&mut self, release: &Release) -> Option<Vec<Record>> {
        self.0.get(&release.source).filter(|(held, _)| held == release)?;
        self.0.remove(&release.source).map(|(_, records)| records)
    }
}

impl Engine {
    /// The lists as of a day: of each source the newest release published by then.
    ///
    /// A source of which only later releases are held answers from its oldest, by the dates of its entries; a note
    /// says so, because entries removed before that release are then unknown.
    ///
    /// # Errors
    /// When no release is held, or a release cannot be read back.
    pub fn lists(&self, as_of: Date) -> Result<Lists, EngineError> {
        self.lists_with(as_of, Fresh::default())
    }

    /// The same, when records of some of the releases have been read just now.
    pub(crate) fn lists_with(&self, as_of: Date, fresh: Fresh) -> Result<Lists, EngineError> {
        let held = self.workspace().releases()?;
        if held.is_empty() {
            return Err(EngineError::NoLists(self.workspace().root().to_owned()));
        }
        let (chosen, mut notes) = known_on(&held, as_of);
        notes.extend(excerpts(&chosen));
        notes.extend(chosen.iter().flat_map(|kept| consent::notes(kept, &held, as_of)));
        let snapshot = self.snapshot_of(&chosen, fresh)?;
        let missing: Vec<&str> = lists::sources()
            .iter()
            .filter(|source| source.lists.iter().any(|list| list.excerpt.is_none()))
            .filter(|source| chosen.iter().all(|kept| kept.release.source != source.id))
            .map(|source| source.title.as_str())
            .collect();
        if !missing.is_empty() {
            notes.push(format!("{NOT_IMPORTED}{}", missing.join("; ")));
        }
        notes.push(OWNERS_NOT_LOOKED_UP.into());
        Ok(Lists { snapshot, as_of, notes })
    }

    /// The lists as they stood when `release` was the newest of its source.
    ///
    /// # Errors
    /// When the release is not held, or cannot be read back.
    pub fn lists_at(&self, release: &str, as_of: Date) -> Result<Lists, EngineError> {
        let held = self.workspace().releases()?;
        let base = find(&held, release)?;
        let (mut chosen, mut notes) = known_on(&held, as_of);
        notes.extend(excerpts(&chosen));
        for kept in &mut chosen {
            if kept.release.source == base.release.source {
                *kept = base;
            }
        }
        notes.extend(chosen.iter().flat_map(|kept| consent::notes(kept, &held, as_of)));
        Ok(Lists { snapshot: self.snapshot_of(&chosen, Fresh::default())?, as_of, notes })
    }

    /// The snapshot compiled from these releases; compiled now when it is not there or is damaged.
    fn snapshot_of(&self, chosen: &[&KeptRelease], mut fresh: Fresh) -> Result<Snapshot, EngineError> {
        let releases: Vec<Release> = chosen.iter().map(|kept| kept.release.clone()).collect();
        let path = self.workspace().snapshot_path(&digest(&releases));
        if path.exists()
            && let Ok(snapshot) = Snapshot::open(&path)
        {
            return Ok(snapshot);
        }
        let mut records = Vec::new();
        for kept in chosen {
            if let Some(read) = fresh.take(&kept.release) {
                records.extend(read);
                continue;
            }
            let source = lists::source(&kept.release.source)
                .ok_or_else(|| EngineError::NoSource(kept.release.source.clone(), source_ids()))?;
            let files = kept.read()?;
            let inputs: Vec<lists::Input<'_>> =
                files.iter().map(|(name, bytes)| lists::Input { name, bytes }).collect();
            lists::read(&source, &inputs, &mut |record| records.push(record));
        }
        let at = self.workspace().registry_path();
        let file = |source| EngineError::File { path: at.clone(), source };
        let mut registry = Registry::read(&at).map_err(file)?;
        if self.workspace().is_read_only() {
            // Compiled for this question alone: who may only read still gets an answer.
            let aside = tempfile::tempdir().map_err(file)?;
            let path = aside.path().join("snapshot.flat");
            snapshot::build(records, &releases, &mut registry, &path)?;
            return Ok(Snapshot::open(&path)?);
        }
        snapshot::build(records, &releases, &mut registry, &path)?;
        if let Err(error) = registry.write(&at) {
            // Ids that are not in the register are not given: the snapshot that has them must not be asked.
            std::fs::remove_file(&path).map_err(file)?;
            return Err(file(error));
        }
        self.workspace().sweep_snapshots()?;
        Ok(Snapshot::open(&path)?)
    }
}

impl Lists {
    /// Lists that lie in no workspace.
    pub(crate) fn of(snapshot: Snapshot, as_of: Date) -> Self {
        Self { snapshot, as_of, notes: Vec::new() }
    }

    /// Screens one party.
    pub fn screen(&self, party: &Party, question: &Question, scratch: &mut Scratch) -> Vec<Hit> {
        chokepoint_screening::screen(&self.snapshot, party, question, scratch)
            .into_iter()
            .map(|found| Hit {
                id: found.entity.id,
                caption: found.entity.party.caption().to_owned(),
                schema: found.entity.party.schema,
                countries: found.entity.party.countries,
                met: found.met,
                score: found.score,
                matched: found.matched,
                listings: found.listings,
                explanation: found.explanation,
                turn: None,
            })
            .collect()
    }

    /// What the lists cover, for a screening of `parties` parties that met `issues`.
    pub fn coverage(&self, question: &Question, parties: u64, issues: Vec<Issue>) -> Coverage {
        let releases = self.snapshot.releases();
        let sources: Vec<&str> = releases.iter().map(|release| release.source.as_str()).collect();
        let covered = |(list, listings): (String, u64)| {
            let meaning = lists::list(&list);
            let title = meaning.map_or_else(|| list.clone(), |meaning| meaning.title.clone());
            CoveredList {
                title: match excerpt_of(&list, &sources) {
                    Some(excerpt) => format!("{title}, only an excerpt {excerpt}"),
                    None => title,
                },
                effect: meaning.map_or_else(String::new, |m| format!("{} ({})", m.effect, m.citation)),
                list,
                listings,
            }
        };
        Coverage {
            lists: self.snapshot.lists(self.as_of).into_iter().map(covered).collect(),
            releases,
            as_of: self.as_of,
            threshold: question.threshold,
            parties,
            read: Default::default(),
            notes: self.notes.clone(),
            issues,
        }
    }
}

/// What part of the list these sources have, when none of them has the whole.
fn excerpt_of(list: &str, sources: &[&str]) -> Option<&'static str> {
    let mut meanings = sources
        .iter()
        .filter_map(|id| lists::sources().iter().find(|source| source.id == *id))
        .flat_map(|source| source.lists.iter().filter(|held| held.id == list));
    let first = meanings.next()?.excerpt.as_deref()?;
    meanings.all(|other| other.excerpt.is_some()).then_some(first)
}

/// A sentence for each list of which only a part is held: an excerpt is never taken for the list.
fn excerpts(chosen: &[&KeptRelease]) -> Vec<String> {
    let sources: Vec<&str> = chosen.iter().map(|kept| kept.release.source.as_str()).collect();
    let of = |kept: &&KeptRelease| {
        let source = lists::source(&kept.release.source)?;
        let list = source.lists.iter().find(|list| excerpt_of(&list.id, &sources).is_some())?;
        Some(format!(
            "excerpt of the {} {}, {}, as of {}: a party on the rest of that list gets no hit",
            list.title,
            list.excerpt.as_deref().unwrap_or_default(),
            counted(kept.records, "entry", "entries"),
            kept.release.published
        ))
    };
    chosen.iter().filter_map(of).collect()
}

/// Of each source the newest release published by `as_of`, or its oldest with a note.
fn known_on(held: &[KeptRelease], as_of: Date) -> (Vec<&KeptRelease>, Vec<String>) {
    let (mut chosen, mut notes) = (Vec::<&KeptRelease>::new(), Vec::new());
    // `held` is sorted by source and day.
    for releases in held.chunk_by(|a, b| a.release.source == b.release.source) {
        match releases.iter().rfind(|kept| kept.release.published <= as_of) {
            Some(kept) => chosen.push(kept),
            None => {
                let oldest = &releases[0];
                notes.push(format!(
                    "no release of {} known on {as_of} is held: answered from that of {} by the dates of its entries; \
                     entries removed before it are unknown, and entries without a date are taken as in effect",
                    oldest.release.source, oldest.release.published
                ));
                chosen.push(oldest);
            }
        }
    }
    (chosen, notes)
}

/// The release that `name` names: `source@day#digest`, `source@day`, or a digest.
pub(crate) fn find<'a>(held: &'a [KeptRelease], name: &str) -> Result<&'a KeptRelease, EngineError> {
    held.iter()
        .rfind(|kept| {
            let whole = kept.release.to_string();
            whole == name || kept.release.digest == name || whole.split('#').next() == Some(name)
        })
        .ok_or_else(|| EngineError::NoRelease(name.to_owned()))
}

pub(crate) fn source_ids() -> String {
    let ids = lists::sources().iter().map(|source| source.id.as_str());
    ids.chain(["ftm:NAME for a dataset of FollowTheMoney"]).collect::<Vec<_>>().join(", ")
}

/// The code and tables that read lists and compile them, as `build.rs` found them.
const CODE: &str = env!("CHOKEPOINT_SNAPSHOT_CODE");

/// The name of the snapshot that this code compiles from these releases.
fn digest(releases: &[Release]) -> String {
    let mut text = CODE.to_owned();
    for release in releases {
        text.push(' ');
        text.push_str(&release.to_string());
    }
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}
