//! Why a question could not be answered at all. What could only partly be answered has issues instead.

use chokepoint_model::{Date, Release, counted};
use chokepoint_store::{flat::FlatError, workspace::WorkspaceError};
use std::{io, path::PathBuf};

/// Why a question could not be answered at all.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The workspace refused.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// A snapshot cannot be read or written.
    #[error(transparent)]
    Snapshot(#[from] FlatError),
    /// A file cannot be read or written.
    #[error("{path}: {}", chokepoint_store::workspace::in_words(source))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing to screen against.
    #[error(
        "no list release has been imported into {0}; run `chokepoint lists update`, or save the US list from {address} and run \
         `chokepoint lists import FILE`",
        address = chokepoint_sources::lists::source("us_csl").and_then(|source| source.urls.first().cloned()).unwrap_or_default()
    )]
    NoLists(PathBuf),
    /// A list file is not a list this program reads.
    #[error("{0}")]
    Unrecognised(String),
    /// No such source.
    #[error("no source is called {0:?}; the sources are {1}")]
    NoSource(String, String),
    /// No such release.
    #[error("no release is called {0:?}; `chokepoint lists status` shows those held")]
    NoRelease(String),
    /// A list file is cut short or damaged, or one of its files is missing; the release held stays.
    #[error(
        "{place}: {reason}; nothing was imported ({} could be read) and the release held stays in force; {advice}",
        counted(*records, "record", "records")
    )]
    Incomplete {
        /// Where it ends.
        place: String,
        /// Records that could be read.
        records: u64,
        /// The first error.
        reason: String,
        /// What to do about it.
        advice: String,
    },
    /// A release was read whole, but the disk has no room for what is compiled from it.
    #[error("{0}; nothing was imported and the release held stays in force; make room and import it again")]
    NotKept(Box<EngineError>),
    /// What was fetched is whole, but is not of the size of the list.
    #[error(
        "{source_id}: fetched {}, where between {least} and {most} are expected; look at the file, and import it by hand if it is right",
        counted(*records, "record", "records")
    )]
    Unexpected {
        /// The source.
        source_id: String,
        /// Records in what was fetched.
        records: u64,
        /// Fewest expected.
        least: u64,
        /// Most expected.
        most: u64,
    },
    /// A release holds much less than the one before it.
    #[error(
        "nothing was imported and {held} stays in force: against it the new release has {lost}; \
         if that is right, import it with --accept-smaller"
    )]
    Shrunk {
        /// The release held.
        held: Release,
        /// What the new one has lost.
        lost: String,
    },
    /// Another release of the same source and day is held.
    #[error(
        "nothing was imported and {held} stays in force: this is another release of the same day ({difference}); \
         if it replaces that one, import it with --accept-same-day; if it is of another day, say so with --published"
    )]
    SameDay {
        /// The release held.
        held: Release,
        /// How the two differ.
        difference: String,
    },
    /// A file of parties cannot be opened.
    #[error("{0}")]
    Parties(String),
    /// Nobody listed has this name on the day, or several have it in part.
    #[error("{}", no_party(name, *as_of, several))]
    NoParty {
        /// The name as given.
        name: String,
        /// The day asked about.
        as_of: Date,
        /// Names of listed parties that it is a part of; empty when there is none.
        several: Vec<String>,
    },
    /// No such item.
    #[error("{0}")]
    NoItem(String),
    /// Nobody reads the result any more (`| head`): no failure, but no reason to go on.
    #[error("the reader of the result has gone")]
    Closed,
    /// A result cannot be written.
    #[error("{0}")]
    Output(String),
}

/// What kind of failure it is: what a program decides by, where people read the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// What was asked for is not there: a release, a party, an item, lists at all.
    NotFound,
    /// What was given cannot be read or understood.
    InvalidInput,
    /// A list file is not whole, or not of the size of the list; what was held stays.
    IncompleteRelease,
    /// Somebody else is at it; wait and ask again.
    Busy,
    /// A file, a disk or the network refused.
    Unavailable,
    /// Something that should not be: a damaged snapshot.
    Internal,
}

impl ErrorKind {
    /// A permanent lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::InvalidInput => "invalid_input",
            Self::IncompleteRelease => "incomplete_release",
            Self::Busy => "busy",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }
}

fn no_party(name: &str, as_of: Date, several: &[String]) -> String {
    if several.is_empty() {
        return format!(
            "nobody called {name:?} is listed on {as_of}, in the files or on the lists at hand; give the name as the list prints it"
        );
    }
    format!("{name:?} is a part of several listed names: {}", several.join("; "))
}

impl EngineError {
    /// What kind of failure it is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::NoLists(_)
            | Self::NoSource(..)
            | Self::NoRelease(_)
            | Self::NoParty { .. }
            | Self::NoItem(_) => ErrorKind::NotFound,
            Self::Unrecognised(_) | Self::Parties(_) => ErrorKind::InvalidInput,
            Self::Incomplete { .. }
            | Self::Unexpected { .. }
            | Self::Shrunk { .. }
            | Self::SameDay { .. } => ErrorKind::IncompleteRelease,
            Self::Workspace(WorkspaceError::Busy(_)) => ErrorKind::Busy,
            Self::File { .. }
            | Self::NotKept(_)
            | Self::Output(_)
            | Self::Closed
            | Self::Workspace(WorkspaceError::Io { .. })
            | Self::Snapshot(FlatError::Io { .. }) => ErrorKind::Unavailable,
            Self::Workspace(_) | Self::Snapshot(_) => ErrorKind::Internal,
        }
    }

    /// A failed write. `chokepoint screen … | head` is no failure: the reader has what it wanted.
    pub fn unwritten(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Output(format!("the result cannot be written: {error}")),
        }
    }

    /// Whether the system refused to read or write: the question itself may be right.
    pub(crate) const fn is_of_the_disk(&self) -> bool {
        matches!(
            self,
            Self::File { .. }
                | Self::Snapshot(FlatError::Io { .. })
                | Self::Workspace(WorkspaceError::Io { .. })
        )
    }
}
