//! Which files make which release: by what they hold, by what the user says, and for changes by what they alter.

use crate::{Engine, EngineError, import::ImportOptions, lists::source_ids};
use chokepoint_model::{Issue, Place, Severity};
use chokepoint_sources::lists::{self, Dataset, Input, Source};
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

/// The files of one release.
pub(crate) struct Gathered<'a> {
    pub(crate) source: Cow<'static, Source>,
    /// Files of the release held on which these are changes.
    pub(crate) base: Vec<(String, Vec<u8>)>,
    pub(crate) inputs: Vec<Input<'a>>,
    pub(crate) issues: Vec<Issue>,
}

impl<'a> Gathered<'a> {
    fn new(source: Cow<'static, Source>, input: Input<'a>) -> Self {
        Self { source, base: Vec::new(), inputs: vec![input], issues: Vec::new() }
    }
}

/// The source that the user names.
pub(crate) fn named(id: &str) -> Result<Cow<'static, Source>, EngineError> {
    lists::source(id).ok_or_else(|| EngineError::NoSource(id.to_owned(), source_ids()))
}

/// The file itself, or the files of a folder and of the folders in it, by name. Hidden files are no lists.
pub(crate) fn expand(path: &Path) -> Result<Vec<PathBuf>, EngineError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let refused = |source| EngineError::File { path: path.to_owned(), source };
    let mut entries = path.read_dir().map_err(refused)?.collect::<Result<Vec<_>, _>>().map_err(refused)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let kind = entry.file_type().map_err(refused)?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        if kind.is_dir() {
            files.extend(expand(&entry.path())?);
        } else if entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

impl Engine {
    /// The files of each release, in the order of their first file.
    pub(crate) fn gather<'a>(
        &self,
        inputs: &[Input<'a>],
        options: &ImportOptions,
    ) -> Result<Vec<Gathered<'a>>, EngineError> {
        let named = options.source.as_deref().map(named).transpose()?;
        let mut gathered: Vec<Gathered<'a>> = Vec::new();
        let mut changes: Vec<(Cow<'static, Source>, Input<'a>)> = Vec::new();
        for input in inputs {
            let source = match &named {
                Some(source) => source.clone(),
                None => lists::recognise(std::slice::from_ref(input))
                    .map(Cow::Borrowed)
                    .map_err(|error| EngineError::Unrecognised(error.to_string()))?,
            };
            if lists::is_delta(&source, input) {
                changes.push((source, *input));
                continue;
            }
            if let Some(dataset) = lists::dataset(&source, input) {
                let mut release = Gathered::new(Cow::Owned(source.of_dataset(&dataset.name)), *input);
                if !dataset.by_entities {
                    let has_namesake = gathered.iter().any(|other| other.source.id == release.source.id);
                    release.issues.push(self.told_by_the_file(&release.source, input, has_namesake)?);
                }
                gathered.push(release);
                continue;
            }
            // Files of a source that the user names are one release.
            let is_part = |held: &&mut Gathered<'a>| {
                held.source.id == source.id && (source.several_files || named.is_some())
            };
            match gathered.iter_mut().find(is_part) {
                Some(release) => release.inputs.push(*input),
                None => gathered.push(Gathered::new(source, *input)),
            }
        }
        for (source, input) in changes {
            self.add_changes(&mut gathered, source, input)?;
        }
        Ok(gathered)
    }

    /// Puts a file of changes to the release that it alters: one that is imported with it, else the newest held.
    fn add_changes<'a>(
        &self,
        gathered: &mut Vec<Gathered<'a>>,
        source: Cow<'static, Source>,
        input: Input<'a>,
    ) -> Result<(), EngineError> {
        let source = match lists::dataset(&source, &input) {
            Some(dataset) => self.altered(gathered, &source, &dataset, &input)?,
            None => source,
        };
        if let Some(release) = gathered.iter_mut().rfind(|release| release.source.id == source.id) {
            release.inputs.push(input);
            return Ok(());
        }
        let held = self.workspace().releases()?;
        let Some(newest) = held.iter().rfind(|kept| kept.release.source == source.id) else {
            return Err(EngineError::Unrecognised(format!(
                "{}: this file only says what changed, and no release of {} ({}) is held; import the whole file first, or with it",
                input.name, source.title, source.id
            )));
        };
        let base = newest.read()?;
        gathered.push(Gathered { base, ..Gathered::new(source, input) });
        Ok(())
    }

    /// The source that a file of changes alters: the dataset that its entities name; where they name none the one that
    /// its own name means, or the only one that has what it alters.
    fn altered(
        &self,
        gathered: &[Gathered<'_>],
        form: &Source,
        dataset: &Dataset,
        input: &Input<'_>,
    ) -> Result<Cow<'static, Source>, EngineError> {
        let meant = form.of_dataset(&dataset.name);
        if dataset.by_entities {
            return Ok(Cow::Owned(meant));
        }
        let held = self.workspace().releases()?;
        let mut known: Vec<String> = gathered
            .iter()
            .map(|release| &release.source.id)
            .chain(held.iter().map(|kept| &kept.release.source))
            .filter(|id| id.split(':').next() == Some(form.form()))
            .cloned()
            .collect();
        known.sort_unstable();
        known.dedup();
        if known.contains(&meant.id) {
            return Ok(Cow::Owned(meant));
        }
        let mut altered = Vec::new();
        for id in &known {
            let given = gathered.iter().rfind(|release| release.source.id == *id);
            let has_it = match (given, held.iter().rfind(|kept| kept.release.source == *id)) {
                (Some(release), _) => lists::continues(input, &release.inputs),
                (None, Some(kept)) => {
                    let files = kept.read()?;
                    let base: Vec<Input<'_>> =
                        files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
                    lists::continues(input, &base)
                }
                (None, None) => false,
            };
            if has_it {
                altered.push(id);
            }
        }
        if let [id] = altered[..] {
            return named(id);
        }
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Err(EngineError::Unrecognised(format!(
            "{}: this file only says what changed, and nothing says in which dataset; import the whole file first, or with it, \
             or name the dataset with --source {}:NAME (held: {known})",
            input.name,
            form.form(),
        )))
    }

    /// A file of many datasets is a source under its own name: whoever has two such files of one name must name them.
    fn told_by_the_file(
        &self,
        source: &Source,
        input: &Input<'_>,
        has_namesake: bool,
    ) -> Result<Issue, EngineError> {
        let held = self.workspace().releases()?.into_iter().rfind(|kept| kept.release.source == source.id);
        let beside = match held {
            _ if has_namesake => {
                "; so it does to another file of this import, and of two releases of one source the newer alone answers".to_owned()
            }
            Some(kept) => format!("; {} is held, and the newer of the two alone answers", kept.release),
            None => String::new(),
        };
        Ok(Issue {
            place: Place { file: input.name.to_owned(), ..Place::default() },
            severity: if has_namesake { Severity::Warning } else { Severity::Note },
            message: format!(
                "the entities share no one dataset, so that the file's name gives the source its own: {}{beside}",
                source.id
            ),
            advice: format!("if it is another list, give it another with --source {}:NAME", source.form()),
        })
    }
}
