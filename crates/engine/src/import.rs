//! Importing list releases: recognised, read through once, and kept only when whole.

use crate::{Engine, EngineError, consent, gather::expand, lists::Fresh};
use chokepoint_model::{Date, Issue, Place, Record, Release, Severity};
use chokepoint_sources::lists::{self, Input, Source};
use chokepoint_store::{flat, workspace::NewRelease};
use std::{collections::BTreeSet, path::PathBuf};

/// What to import, and what the user says about it.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// The source, when the user names it; otherwise it is recognised by content.
    pub source: Option<String>,
    /// The day the release was published, when the user says it; otherwise the day in the file, else `today`.
    pub published: Option<Date>,
    /// Whether a release with fewer or more records than expected is refused: when nobody looks at what was fetched,
    /// a publisher's half-empty file must not replace a good release.
    pub only_expected: bool,
    /// Whether a release takes force that lost a list, or half of one, against the release before it.
    pub accept_smaller: bool,
    /// Whether a second release of a day takes force in place of the first.
    pub accept_same_day: bool,
}

/// A release that was imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The release.
    pub release: Release,
    /// Title of its source.
    pub title: String,
    /// Records read.
    pub records: u64,
    /// Whether it is new; the same bytes of the same day are kept once.
    pub fresh: bool,
    /// The newest release of the source, when that is another: published later, or on the same day and imported later.
    pub newer: Option<Release>,
    /// What could not be read.
    pub issues: Vec<Issue>,
}

impl Engine {
    /// Imports files, or folders of files, of one or more sources. Files of one source make one release where the
    /// source publishes several (the OFAC triple).
    ///
    /// # Errors
    /// When a file is not a list, is cut short, or the disk refuses: nothing of that release is kept then, and what was
    /// held answers as before.
    pub fn import(
        &self,
        paths: &[PathBuf],
        options: &ImportOptions,
        today: Date,
    ) -> Result<Vec<Imported>, EngineError> {
        let (mut files, mut passed_over) = (Vec::new(), Vec::new());
        for path in paths {
            let in_folder = path.is_dir();
            for path in expand(path)? {
                let mapped =
                    flat::map(&path).map_err(|source| EngineError::File { path: path.clone(), source })?;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let input = [Input { name: &name, bytes: &mapped }];
                // A folder may hold other things; a file that the user names must be a list.
                match lists::recognise(&input) {
                    Err(error) if in_folder && options.source.is_none() => passed_over.push(Issue {
                        place: Place { file: path.display().to_string(), ..Place::default() },
                        severity: Severity::Warning,
                        message: error.to_string(),
                        advice: String::new(),
                    }),
                    _ => files.push((name, mapped)),
                }
            }
        }
        if files.is_empty() {
            let reason = passed_over
                .first()
                .map_or_else(|| "no file to import".to_owned(), |issue| issue.message.clone());
            return Err(EngineError::Unrecognised(reason));
        }
        let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
        let mut imported = self.import_inputs(&inputs, options, today)?;
        if let Some(first) = imported.first_mut() {
            first.issues.extend(passed_over);
        }
        Ok(imported)
    }

    /// Imports files that are in memory.
    ///
    /// # Errors
    /// As [`Engine::import`].
    pub fn import_inputs(
        &self,
        inputs: &[Input<'_>],
        options: &ImportOptions,
        today: Date,
    ) -> Result<Vec<Imported>, EngineError> {
        let _lock = self.workspace().lock()?;
        let (mut imported, mut fresh) = (Vec::new(), Fresh::default());
        for release in self.gather(inputs, options)? {
            let based = release.base.iter().map(|(name, bytes)| Input { name, bytes });
            let whole: Vec<Input<'_>> = based.chain(release.inputs.iter().copied()).collect();
            // A file of changes says itself what it changes; of one day there may be several.
            let accept_same_day = options.accept_same_day || !release.base.is_empty();
            let options = ImportOptions { accept_same_day, ..options.clone() };
            let (mut one, records) = self.import_release(&release.source, &whole, &options, today)?;
            one.issues.extend(release.issues);
            fresh.offer(&one.release, records, today);
            imported.push(one);
        }
        // Compiled now: the first question does not wait for it, and a release that cannot be put to use is not kept.
        match self.lists_with(today, fresh) {
            Err(error) if error.is_of_the_disk() => {
                let fresh: BTreeSet<&Release> =
                    imported.iter().filter(|one| one.fresh).map(|one| &one.release).collect();
                for kept in self.workspace().releases()?.iter().filter(|kept| fresh.contains(&kept.release)) {
                    self.workspace().withdraw(kept)?;
                }
                Err(EngineError::NotKept(Box::new(error)))
            }
            Err(error) => Err(error),
            Ok(_) => Ok(imported),
        }
    }

    /// Imports one release; its records come along, so that they need not be read again to be compiled.
    fn import_release(
        &self,
        source: &Source,
        inputs: &[Input<'_>],
        options: &ImportOptions,
        today: Date,
    ) -> Result<(Imported, Vec<Record>), EngineError> {
        let files: Vec<(&str, &[u8])> = inputs.iter().map(|input| (input.name, input.bytes)).collect();
        let mut records = Vec::new();
        // One core reads while another compresses; what turns out to be no whole list is not kept.
        let (reading, staged) = rayon::join(
            || lists::read(source, inputs, &mut |record| records.push(record)),
            || self.workspace().stage(&source.id, &files),
        );
        if !reading.complete || reading.records == 0 {
            // Of the worst the first: what follows may follow from it.
            let worst = reading.issues.iter().rev().max_by_key(|issue| issue.severity);
            let name = || inputs.first().map_or_else(String::new, |input| input.name.to_owned());
            let told =
                worst.map(|issue| (issue.place.to_string(), issue.message.clone(), issue.advice.clone()));
            let (place, reason, advice) = told.unwrap_or_else(|| {
                (name(), "no record in it".to_owned(), "make sure that this is the list itself".to_owned())
            });
            return Err(EngineError::Incomplete { place, records: reading.records, reason, advice });
        }
        if options.only_expected && !source.expected.contains(&reading.records) {
            return Err(EngineError::Unexpected {
                source_id: source.id.clone(),
                records: reading.records,
                least: *source.expected.start(),
                most: *source.expected.end(),
            });
        }
        let (staged, published) = (staged?, options.published.or(reading.published).unwrap_or(today));
        let consented = self.consent(source, published, staged.digest(), &records, options)?;
        let mut issues = reading.issues;
        let counts = consent::counts(&records);
        let lacks = consent::lacks(source, &counts).into_iter().map(str::to_owned);
        issues.extend(consented.into_iter().chain(lacks).map(|message| Issue {
            place: Place {
                file: inputs.first().map_or_else(String::new, |input| input.name.to_owned()),
                ..Place::default()
            },
            severity: Severity::Note,
            message,
            advice: "make sure that this is the whole list".to_owned(),
        }));
        let new = NewRelease {
            source: &source.id,
            published,
            imported: today,
            records: reading.records,
            issues: issues.len() as u64,
            counts,
        };
        let (kept, fresh) = self.workspace().keep(&new, staged)?;
        let held = self.workspace().releases()?.into_iter().map(|kept| kept.release);
        let newest = held.rev().find(|other| other.source == kept.release.source);
        let newer = newest.filter(|newest| *newest != kept.release);
        let imported = Imported {
            release: kept.release,
            title: source.title.clone(),
            records: reading.records,
            fresh,
            newer,
            issues,
        };
        Ok((imported, records))
    }
}
