//! What is known of a downloaded file: where it came from, how the publisher names its version, and its digest.

use chokepoint_model::Date;
use serde::{Deserialize, Serialize};
use std::{fs, io, path::Path};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) url: String,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// SHA-256 of the whole file, hexadecimal; empty while there is none.
    pub(super) digest: String,
    /// Whether the file was imported.
    pub(super) accepted: bool,
    /// How the publisher names the version of which a part is held.
    pub(super) part: Option<String>,
}

impl State {
    /// What is known of `name` in `folder`; nothing when it came from another address or the note is unreadable.
    pub(super) fn read(folder: &Path, name: &str, url: &str) -> Self {
        let text = fs::read(folder.join(format!("{name}.state.json"))).unwrap_or_default();
        match serde_json::from_slice::<Self>(&text) {
            Ok(state) if state.url == url => state,
            _ => Self { url: url.to_owned(), ..Self::default() },
        }
    }

    pub(super) fn write(&self, folder: &Path, name: &str) -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".state-");
        // As readable as any file its user makes: a workspace may be shared.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        serde_json::to_writer_pretty(&file, self)?;
        file.persist(folder.join(format!("{name}.state.json"))).map_err(|error| error.error)?;
        Ok(())
    }

    /// The day of `Last-Modified`.
    pub(super) fn published(&self) -> Option<Date> {
        let text = self.last_modified.as_deref()?;
        jiff::fmt::rfc2822::DateTimeParser::new()
            .parse_timestamp(text)
            .ok()
            .map(|time| jiff::tz::Offset::UTC.to_datetime(time).date())
    }
}
