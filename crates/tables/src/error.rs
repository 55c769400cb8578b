//! Why a file cannot be read at all.

use std::{io, path::PathBuf};

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
    /// Nothing in it.
    #[error("{0}: the file is empty; give a file with headings and a row a record")]
    Empty(String),
    /// Not of a kind this program reads.
    #[error("{file}: {reason}")]
    Format {
        /// The file.
        file: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Sentences, and no list or table.
    #[error("{0}: a text in sentences: it was not read; give a table, or a list with one name a line")]
    Prose(String),
}

impl OpenError {
    pub(crate) fn format(file: &str, reason: String) -> Self {
        Self::Format { file: file.to_owned(), reason }
    }
}
