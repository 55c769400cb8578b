//! Registries of companies: FollowTheMoney, BODS, GLEIF, tables and graphs, all read into one kind of registry.
//!
//! Reading is streamed: memory holds what the files say, never the files. What cannot be read is an issue beside it.

mod amount;
mod bods;
mod draft;
mod ftm;
mod gleif;
mod graph;
mod json;
mod life;
mod psc;
mod table;
mod unify;
mod values;
mod words;

use crate::parties::country;
use chokepoint_model::{Registry, Severity};
use chokepoint_tables as tables;
use draft::Draft;
use std::{
    fs::File,
    io::{self, BufRead, Read},
    path::PathBuf,
};
pub use table::{Holds, holds};

use table::Mapping;

/// How to read registries.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Which column of a table holds what, where the headings do not say: `owner=Gesellschafter`.
    pub mapping: Vec<String>,
}

/// Why a registry cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The system refused.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// A mapping that cannot be read.
    #[error("{0:?} is not a mapping; write FIELD=COLUMN, where FIELD is one of {1}")]
    Mapping(String, String),
}

/// Reads files of registries into one: parties of one id, or of one name where there are no ids, are one party.
///
/// # Errors
/// When a file cannot be opened, or a mapping cannot be read. What is wrong inside a file is an issue.
pub fn read(paths: &[PathBuf], options: &Options) -> Result<Registry, RegistryError> {
    let mapping = Mapping::parse(&options.mapping)?;
    let mut draft = Draft::default();
    for path in paths {
        let refused = |error| RegistryError::Io(path.clone(), error);
        let mut file = File::open(path).map_err(refused)?;
        if file.metadata().map_err(refused)?.is_dir() {
            return Err(refused(io::Error::other("this is a folder; name the files in it")));
        }
        draft.file(&path.display().to_string());
        let mut start = [0; 8];
        let read = file.read(&mut start).map_err(refused)?;
        if matches!(
            &start[..read],
            [b'P', b'K', ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] | [b'P', b'A', b'R', b'1', ..]
        ) {
            table::read(tables::open(path, &table::options(&mapping)), &mut draft, &mapping);
            continue;
        }
        drop(file);
        let file = File::open(path).map_err(refused)?;
        read_text(Box::new(file), &path.display().to_string(), &mapping, &mut draft)
            .map_err(|error| RegistryError::Io(path.clone(), error))?;
    }
    Ok(draft.finish())
}

/// Reads one registry from bytes in memory.
pub fn read_bytes(bytes: &[u8], name: &str) -> Registry {
    let mut draft = Draft::default();
    draft.file(name);
    let reader = Box::new(io::Cursor::new(bytes.to_vec()));
    if let Err(error) = read_text(reader, name, &Mapping::default(), &mut draft) {
        let message = format!("cannot be read: {error}");
        draft.issue("read", Severity::Error, "", message, "");
    }
    draft.finish()
}

fn read_text(
    reader: Box<dyn Read + Send>,
    name: &str,
    mapping: &Mapping,
    draft: &mut Draft,
) -> io::Result<()> {
    let (mut text, remark) = tables::decoded(reader)?;
    if let Some(remark) = remark {
        draft.issue("encoding", Severity::Note, "", remark, "");
    }
    let first = tables::first_character(&mut text)?;
    // A reader may hand over a few bytes only: what is looked at is taken and put back.
    let mut start = Vec::new();
    text.by_ref().take(4096).read_to_end(&mut start)?;
    let is_page = is_page(&start);
    let mut text: Box<dyn BufRead + Send> = Box::new(io::Cursor::new(start).chain(text));
    match first {
        None => {
            let message = "the file is empty".to_owned();
            draft.unread("empty", message, "give a file with a registry");
        }
        Some(b'<') if !is_page => {
            skip_spaces(&mut text)?;
            gleif::read_xml(text, draft);
        }
        Some(b'[') => {
            skip_spaces(&mut text)?;
            json::read_array(text, draft);
        }
        Some(b'{') => {
            skip_spaces(&mut text)?;
            json::read_objects(text, draft);
        }
        Some(b'%' | 0) => {
            let message = "this is no text that holds a registry".to_owned();
            let advice = "give FollowTheMoney, BODS or GLEIF files, CSV or XLSX";
            draft.unread("format", message, advice);
        }
        Some(_) => {
            let opened = tables::from_reader(Box::new(text), name, &table::options(mapping));
            table::read(opened, draft, mapping);
        }
    }
    Ok(())
}

/// Whether a text in angle brackets is a web page.
fn is_page(start: &[u8]) -> bool {
    let start = String::from_utf8_lossy(start.trim_ascii_start()).to_ascii_lowercase();
    ["<!doctype html", "<table"].iter().any(|word| start.starts_with(word)) || start.contains("<html")
}

/// Takes the spaces before the first character.
fn skip_spaces(text: &mut Box<dyn BufRead + Send>) -> io::Result<()> {
    let spaces = text.fill_buf()?.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    text.consume(spaces);
    Ok(())
}

#[cfg(test)]
mod holdings_tests;
#[cfg(test)]
mod tests;
