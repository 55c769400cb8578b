//! Fetching the newest releases from their publishers and importing them.

use crate::{
    Engine, EngineError,
    gather::named,
    import::{ImportOptions, Imported},
};
use chokepoint_model::{Date, Release, counted};
use chokepoint_sources::{
    fetch::{self, FetchError, Fetched},
    lists::{self, Input, Source},
};
use std::{borrow::Cow, time::Duration};

/// What came of one source.
pub struct Updated {
    /// The source.
    pub source: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of asking a publisher.
pub enum Outcome {
    /// The publisher has nothing newer than what was fetched last.
    Unchanged,
    /// A release was fetched and imported.
    Imported(Vec<Imported>),
    /// The release held stays in force, for this reason.
    Kept(String),
    /// The publisher cannot be reached; this release of it is held.
    Unreachable(Option<Release>),
}

impl Updated {
    /// Whether the release held stays because something went wrong.
    pub const fn failed(&self) -> bool {
        matches!(self.outcome, Outcome::Kept(_) | Outcome::Unreachable(_))
    }

    /// In words.
    pub fn words(&self) -> String {
        match &self.outcome {
            Outcome::Unchanged => "nothing newer at the publisher's".to_owned(),
            Outcome::Imported(imported) => imported
                .iter()
                .map(|one| {
                    format!("imported {} ({})", one.release, counted(one.records, "record", "records"))
                })
                .collect::<Vec<_>>()
                .join(", "),
            Outcome::Kept(reason) => reason.clone(),
            Outcome::Unreachable(Some(held)) => {
                format!(
                    "the publisher cannot be reached; the release held stays in force: {} of {}",
                    held.source, held.published
                )
            }
            Outcome::Unreachable(None) => "the publisher cannot be reached; none is held".to_owned(),
        }
    }
}

/// Says in one line that there is no network, where no publisher could be reached.
pub fn no_network(updated: &[Updated]) -> Option<String> {
    let held: Vec<Option<&Release>> = updated
        .iter()
        .map(|one| match &one.outcome {
            Outcome::Unreachable(held) => Some(held.as_ref()),
            _ => None,
        })
        .collect::<Option<_>>()?;
    if updated.is_empty() {
        return None;
    }
    let held: Vec<String> =
        held.into_iter().flatten().map(|held| format!("{} of {}", held.source, held.published)).collect();
    let held = if held.is_empty() { "none of these lists".to_owned() } else { held.join(", ") };
    Some(format!("no network; nothing fetched; held: {held}"))
}

impl Engine {
    /// Fetches and imports the named sources, or all that have an address. One source that fails holds up no other.
    /// With `mirror`, the one source named is fetched from those addresses in place of its publisher's.
    ///
    /// # Errors
    /// When a name is no source's, or a mirror is given for more or less than one source.
    pub fn update(
        &self,
        ids: &[String],
        mirror: &[String],
        today: Date,
    ) -> Result<Vec<Updated>, EngineError> {
        let mut wanted: Vec<Cow<'static, Source>> = Vec::new();
        for id in ids {
            wanted.push(named(id)?);
        }
        if ids.is_empty() {
            let published = lists::sources().iter().filter(|source| !source.urls.is_empty());
            wanted.extend(published.map(Cow::Borrowed));
        }
        if !mirror.is_empty() && ids.len() != 1 {
            return Err(EngineError::Unrecognised(
                "name the one source that these addresses mirror".to_owned(),
            ));
        }
        let urls = (!mirror.is_empty()).then(|| mirror.to_vec());
        let mut how = fetch::Options { urls, ..fetch::Options::default() };
        let mut updated = Vec::new();
        for source in wanted {
            let outcome = self.update_one(&source, &how, today)?;
            if matches!(outcome, Outcome::Unreachable(_)) {
                // Where one publisher cannot be reached the others are asked briefly: most likely there is no network.
                (how.attempts, how.patience) = (1, BRIEFLY);
            }
            updated.push(Updated { source: source.id.clone(), outcome });
        }
        Ok(updated)
    }

    fn update_one(&self, source: &Source, how: &fetch::Options, today: Date) -> Result<Outcome, EngineError> {
        let folder = self.workspace().downloads(&source.id);
        let held = self.workspace().releases()?.into_iter().rfind(|kept| kept.release.source == source.id);
        let held = held.map(|kept| kept.release);
        let kept = |reason: String| {
            Outcome::Kept(match &held {
                Some(held) => format!(
                    "the release held ({} of {}) stays in force: {reason}",
                    held.source, held.published
                ),
                None => format!("nothing was imported and none is held: {reason}"),
            })
        };
        Ok(match fetch::fetch(source, &folder, how) {
            Ok(Fetched::NotModified) => Outcome::Unchanged,
            Ok(Fetched::Files { files, published }) => {
                let inputs: Vec<Input<'_>> =
                    files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
                let options = ImportOptions {
                    source: Some(source.id.clone()),
                    only_expected: true,
                    // A publisher may correct a release on its day; a smaller one still waits for consent.
                    accept_same_day: true,
                    ..ImportOptions::default()
                };
                match self.import_inputs(&inputs, &options, published.unwrap_or(today)) {
                    Ok(imported) => match fetch::accept(source, &folder, how) {
                        Ok(()) => Outcome::Imported(imported),
                        Err(error) => {
                            Outcome::Kept(format!("imported, but the download could not be noted: {error}"))
                        }
                    },
                    Err(error) => kept(error.to_string()),
                }
            }
            Err(FetchError::Unreachable { .. }) => Outcome::Unreachable(held),
            Err(error) => kept(error.to_string()),
        })
    }
}

/// How long a publisher is waited for when another could not be reached.
const BRIEFLY: Duration = Duration::from_secs(3);
