//! Downloads from the publishers: conditional, resumable, checked; what is not whole never replaces what is.

mod state;
mod transfer;

use crate::lists::Source;
use chokepoint_model::Date;
use state::State;
use std::{io, path::Path, time::Duration};

/// What came of asking a publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The publisher has nothing newer than what was fetched last.
    NotModified,
    /// The files of the newest release, whole.
    Files {
        /// File name and bytes, in the order of the source's addresses.
        files: Vec<(String, Vec<u8>)>,
        /// The newest day that a publisher's `Last-Modified` gives.
        published: Option<Date>,
    },
}

/// How to fetch.
#[derive(Debug, Clone)]
pub struct Options {
    /// Addresses to use in place of the source's own.
    pub urls: Option<Vec<String>>,
    /// Times a transfer that breaks off is taken up again.
    pub attempts: u32,
    /// Time without a connection after which a publisher is given up.
    pub patience: Duration,
    /// Time without an answer after which a request is given up.
    pub patience_for_an_answer: Duration,
    /// The most bytes of one file.
    pub most_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            urls: None,
            attempts: 4,
            patience: Duration::from_secs(10),
            patience_for_an_answer: Duration::from_secs(60),
            most_bytes: 4 << 30,
        }
    }
}

/// Why nothing was fetched; what was fetched before stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The source has no address.
    #[error("{0} is not published at an address this program knows; import its file with `lists import`")]
    NoAddress(String),
    /// The publisher refused.
    #[error("{url}: the publisher answered {status}")]
    Status {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// There is no way to the publisher: no network, or no such host.
    #[error("{url}: cannot be reached ({reason})")]
    Unreachable {
        /// The address, without what follows `?`: it may hold a token.
        url: String,
        /// What happened.
        reason: String,
    },
    /// The publisher broke off.
    #[error("{url}: {reason}; what came is kept and the next update goes on from there")]
    Broken {
        /// The address.
        url: String,
        /// What happened.
        reason: String,
    },
    /// What came is not what the publisher says it sent.
    #[error("{url}: {reason}; it was thrown away")]
    Damaged {
        /// The address.
        url: String,
        /// What differs.
        reason: String,
    },
    /// The folder of downloads cannot be read or written.
    #[error("folder of downloads: {0}")]
    Io(#[from] io::Error),
}

/// Fetches the newest release of `source`, keeping files and what is known of them in `folder`.
///
/// A publisher that answers "not modified" for every file gives [`Fetched::NotModified`]. Call [`accept`] when the
/// release has been imported: only then is the next request conditional on it.
///
/// # Errors
/// When a publisher cannot be reached, refuses, breaks off, or what came is damaged.
pub fn fetch(source: &Source, folder: &Path, options: &Options) -> Result<Fetched, FetchError> {
    let urls = options.urls.as_ref().unwrap_or(&source.urls);
    if urls.is_empty() {
        return Err(FetchError::NoAddress(source.title.clone()));
    }
    std::fs::create_dir_all(folder)?;
    let agent = transfer::agent(options);
    let mut files = Vec::with_capacity(urls.len());
    let mut published = None;
    let mut is_new = false;
    for (number, url) in urls.iter().enumerate() {
        let name = file_name(url, number);
        let state = State::read(folder, &name, url);
        let changed = transfer::transfer(&agent, url, &folder.join(&name), state, options)?;
        is_new |= changed;
        let state = State::read(folder, &name, url);
        is_new |= !state.accepted;
        published = published.max(state.published());
        files.push((name.clone(), std::fs::read(folder.join(&name))?));
    }
    Ok(if is_new { Fetched::Files { files, published } } else { Fetched::NotModified })
}

/// Notes that the files fetched for `source` were imported.
///
/// # Errors
/// When the note cannot be written.
pub fn accept(source: &Source, folder: &Path, options: &Options) -> io::Result<()> {
    for (number, url) in options.urls.as_ref().unwrap_or(&source.urls).iter().enumerate() {
        let name = file_name(url, number);
        let mut state = State::read(folder, &name, url);
        state.accepted = true;
        state.write(folder, &name)?;
    }
    Ok(())
}

/// The last part of the address, with the number of the file when that is no name.
fn file_name(url: &str, number: usize) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).collect();
    if clean.is_empty() || clean.starts_with('.') || !clean.contains('.') {
        return format!("file-{}", number + 1);
    }
    clean
}

#[cfg(test)]
mod tests;
