//! Fetching the newest releases from their publishers and importing them.

use crate::{
    Engine, EngineError,
    gather::named,
    import::{ImportOptions, Imported},
};
use chokepoint_model::{Date, counted};
use chokepoint_sources::{
    fetch::{self, Fetched},
    lists::{self, Input, Source},
};
use std::borrow::Cow;

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
}

impl Updated {
    /// Whether the release held stays because something went wrong.
    pub const fn failed(&self) -> bool {
        matches!(self.outcome, Outcome::Kept(_))
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
            Outcome::Kept(reason) => format!("the release held stays in force: {reason}"),
        }
    }
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
        let how = fetch::Options { urls, ..fetch::Options::default() };
        Ok(wanted
            .into_iter()
            .map(|source| Updated {
                source: source.id.clone(),
                outcome: self.update_one(&source, &how, today),
            })
            .collect())
    }

    fn update_one(&self, source: &Source, how: &fetch::Options, today: Date) -> Outcome {
        let folder = self.workspace().downloads(&source.id);
        match fetch::fetch(source, &folder, how) {
            Ok(Fetched::NotModified) => Outcome::Unchanged,
            Ok(Fetched::Files { files, published }) => {
                let inputs: Vec<Input<'_>> =
                    files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
                let options =
                    ImportOptions { source: Some(source.id.clone()), published: None, only_expected: true };
                match self.import_inputs(&inputs, &options, published.unwrap_or(today)) {
                    Ok(imported) => match fetch::accept(source, &folder, how) {
                        Ok(()) => Outcome::Imported(imported),
                        Err(error) => {
                            Outcome::Kept(format!("imported, but the download could not be noted: {error}"))
                        }
                    },
                    Err(error) => Outcome::Kept(error.to_string()),
                }
            }
            Err(error) => Outcome::Kept(error.to_string()),
        }
    }
}
