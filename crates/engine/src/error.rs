//! Why a question could not be answered at all. What could only partly be answered has issues instead.

use chokepoint_model::counted;
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
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nothing to screen against.
    #[error(
        "no list release has been imported into {0}; run `chokepoint lists import FILE` or `chokepoint lists update` first"
    )]
    NoLists(PathBuf),
    /// A list file is no list this program reads.
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
    /// A file of parties cannot be opened.
    #[error("{0}")]
    Parties(String),
    /// No such party.
    #[error("{0}")]
    NoParty(String),
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

impl EngineError {
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
