//! What lies in a folder: which files are lists, which say who is who, and which cannot be read.

use chokepoint_model::{Issue, Place, Severity};
use chokepoint_sources::{
    lists::{self, Input, Source},
    registry::{Holds, holds},
};
use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// The most files of a folder that are looked at.
const MOST: usize = 10_000;
/// How deep folders in folders are followed.
const DEEPEST: usize = 8;
/// How much of a file is looked at to tell what it is.
const LOOKED_AT: u64 = 1 << 16;

/// What a file is taken for.
#[derive(Debug, Clone, Copy)]
pub enum FileKind {
    /// `case.toml`.
    Case,
    /// A list of a publisher.
    List(&'static Source),
    /// Companies, people, holdings, offices, awards, partner lists: whatever says who is who.
    Registry,
    /// A text about the folder, for people.
    Prose,
    /// Nothing this program reads.
    Unread,
}

impl FileKind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Case => "notes on the case",
            Self::List(source) => &source.title,
            Self::Registry => "registry, table or list of names",
            Self::Prose => "text, not read",
            Self::Unread => "not read",
        }
    }
}

/// A file of the folder.
#[derive(Debug, Clone)]
pub struct FolderFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name from the folder on, with `/` on every platform.
    pub name: String,
    /// What it is taken for.
    pub kind: FileKind,
}

/// The files of a folder by name, hidden ones and the folder `out` left out.
pub(super) fn files(
    folder: &Path,
    out: Option<&Path>,
    issues: &mut Vec<Issue>,
) -> std::io::Result<Vec<FolderFile>> {
    let mut found = Vec::new();
    let out = out.and_then(|out| out.canonicalize().ok());
    let root = folder.canonicalize()?;
    walk(&root, folder, "", 0, out.as_deref(), &mut found, issues)?;
    found.sort_by(|a, b| a.1.cmp(&b.1));
    if found.len() > MOST {
        let message = format!("more than {MOST} files: the first {MOST} by name were read");
        issues.push(issue("", Severity::Error, message, "split the folder"));
        found.truncate(MOST);
    }
    Ok(found
        .into_iter()
        .map(|(path, name)| {
            let kind = kind_of(&path, &name, issues);
            FolderFile { path, name, kind }
        })
        .collect())
}

fn walk(
    root: &Path,
    folder: &Path,
    before: &str,
    depth: usize,
    out: Option<&Path>,
    found: &mut Vec<(PathBuf, String)>,
    issues: &mut Vec<Issue>,
) -> std::io::Result<()> {
    let mut entries: Vec<fs::DirEntry> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    // A system gives files in any order, and of too many the first are read.
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), format!("{before}{}", entry.file_name().to_string_lossy()));
        if entry.file_name().to_string_lossy().starts_with('.') || found.len() > MOST {
            continue;
        }
        if leads_outside(&entry, root) {
            let message = "a link to a file outside the folder: not read".to_owned();
            issues.push(issue(&name, Severity::Warning, message, "put the file itself here"));
            continue;
        }
        if !path.is_dir() {
            found.push((path, name));
            continue;
        }
        // A link may lead back to where it stands, and results of an earlier run are no input.
        let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        let is_out = out.is_some_and(|out| path.canonicalize().is_ok_and(|path| path == *out));
        if is_link || is_out || is_result(&path) {
            let (message, advice) = match is_link {
                true => ("a link to a folder is not followed", "put the files themselves here"),
                false => ("results of an investigation: they were not read again", ""),
            };
            issues.push(issue(&name, Severity::Note, message.to_owned(), advice));
            continue;
        }
        if depth == DEEPEST {
            let message = "folders lie too deep; it was left out".to_owned();
            issues.push(issue(&name, Severity::Error, message, "move it up"));
        } else if let Err(error) = walk(root, &path, &format!("{name}/"), depth + 1, out, found, issues) {
            issues.push(issue(
                &name,
                Severity::Error,
                format!("cannot be read: {error}"),
                "give the right to read it",
            ));
        }
    }
    Ok(())
}

/// Whether an entry is a link to a file that is not in the folder of the case: such a file is no part of it, and must not be
/// printed in a report that is passed on.
fn leads_outside(entry: &fs::DirEntry, root: &Path) -> bool {
    let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
    is_link
        && !entry.path().is_dir()
        && entry.path().canonicalize().is_ok_and(|target| !target.starts_with(root))
}

/// Whether a folder holds what an investigation wrote.
fn is_result(folder: &Path) -> bool {
    folder.join("findings.jsonl").is_file() && folder.join("report.html").is_file()
}

fn kind_of(path: &Path, name: &str, issues: &mut Vec<Issue>) -> FileKind {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut start));
    if let Err(error) = read {
        let advice = match error.kind() {
            std::io::ErrorKind::NotFound => "it is a link that leads nowhere: put the file itself here",
            _ => "give the right to read it",
        };
        issues.push(issue(name, Severity::Error, format!("cannot be read: {error}"), advice));
        return FileKind::Unread;
    }
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if name == "case.toml" {
        return FileKind::Case;
    }
    if ["md", "txt", "rst"].contains(&ending.as_str()) {
        match (holds(path), ending.as_str()) {
            // A text file may be a publisher's list like any other.
            (Holds::Tables | Holds::Names, "txt") | (Holds::Tables, _) => {}
            _ => {
                let message = "a text file: it was not read".to_owned();
                let advice =
                    "put what it says of companies into a table, or into a list with one name a line";
                issues.push(issue(name, Severity::Note, message, advice));
                return FileKind::Prose;
            }
        }
    }
    if is_web_page(&start) && holds(path) == Holds::Tables {
        return FileKind::Registry;
    }
    if let Some(what) = unreadable(&start, &ending) {
        let message = format!("{what} cannot be read");
        issues.push(issue(
            name,
            Severity::Error,
            message,
            "give its content as CSV, XLSX, JSON or FollowTheMoney",
        ));
        return FileKind::Unread;
    }
    // FollowTheMoney says who is who and who is listed in one: it is read as a registry, listings and all.
    match lists::recognise(&[Input { name, bytes: &start }]) {
        Ok(source) if source.form() != "ftm" => FileKind::List(source),
        _ => FileKind::Registry,
    }
}

/// What a file of no known kind is, in words; `None` for one that may hold records.
fn unreadable(start: &[u8], ending: &str) -> Option<&'static str> {
    let is_zip = start.starts_with(b"PK");
    if let Some(what) = chokepoint_tables::unreadable(start) {
        return Some(what);
    }
    Some(match start {
        [] => "an empty file",
        _ if ["bmp", "svg", "heic"].contains(&ending) => "a picture",
        _ if is_zip && ending == "docx" => "a text document",
        _ if is_zip && !["xlsx", "xlsm", "xlsb", "ods"].contains(&ending) => "an archive",
        _ if is_web_page(start) => "a web page",
        _ => return None,
    })
}

fn is_web_page(start: &[u8]) -> bool {
    let start = start.trim_ascii_start();
    let begins = |head: &[u8]| start.get(..head.len()).is_some_and(|own| own.eq_ignore_ascii_case(head));
    begins(b"<!doctype html") || begins(b"<html")
}

pub(super) fn issue(name: &str, severity: Severity, message: String, advice: &str) -> Issue {
    let place = Place { file: name.to_owned(), ..Place::default() };
    Issue { place, severity, message, advice: advice.to_owned() }
}

/// Files that the user names, as if they lay in one folder.
pub(super) fn named(
    paths: &[PathBuf],
    issues: &mut Vec<Issue>,
) -> Result<Vec<FolderFile>, crate::EngineError> {
    let of = |path: &PathBuf| {
        fs::File::open(path).map_err(|source| crate::EngineError::File { path: path.clone(), source })?;
        let name = path.display().to_string();
        let kind = match path.file_name().is_some_and(|name| name == "case.toml") {
            true => FileKind::Case,
            false => kind_of(path, &name, issues),
        };
        Ok(FolderFile { path: path.clone(), name, kind })
    };
    paths.iter().map(of).collect()
}
