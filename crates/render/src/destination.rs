//! Where a result goes: standard output, or a file that appears only when it is whole.

use chokepoint_engine::EngineError;
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Where a result goes: standard output, or a file that appears only when it is whole.
pub struct Destination(To);

enum To {
    Standard(BufWriter<io::Stdout>),
    File {
        writer: BufWriter<NamedTempFile>,
        path: PathBuf,
    },
    /// A device or a pipe: written to as it is, never replaced.
    Device(BufWriter<File>),
}

impl Destination {
    /// Standard output without a path or for `-`.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn open(path: Option<&Path>) -> Result<Self, EngineError> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self(To::Standard(BufWriter::with_capacity(1 << 16, io::stdout()))));
        };
        if is_device(path) {
            let refused = |source| EngineError::File { path: path.to_owned(), source };
            let device = File::options().write(true).open(path).map_err(refused)?;
            return Ok(Self(To::Device(BufWriter::with_capacity(1 << 16, device))));
        }
        let writer = BufWriter::with_capacity(1 << 16, beside(path)?);
        Ok(Self(To::File { writer, path: path.to_owned() }))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be written to the end.
    pub fn close(self) -> Result<(), EngineError> {
        match self.0 {
            To::Standard(mut writer) => writer.flush().map_err(refused),
            To::Device(mut writer) => writer.flush().map_err(refused),
            To::File { writer, path } => {
                let file = writer.into_inner().map_err(|error| refused(error.into_error()))?;
                place(file, &path)
            }
        }
    }

    /// Writes these bytes.
    ///
    /// # Errors
    /// When they cannot be written; [`EngineError::Closed`] when nobody reads standard output any more.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), EngineError> {
        self.write_all(bytes).map_err(refused)
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            To::Standard(writer) => writer.write(bytes),
            To::File { writer, .. } => writer.write(bytes),
            To::Device(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            To::Standard(writer) => writer.flush(),
            To::File { writer, .. } => writer.flush(),
            To::Device(writer) => writer.flush(),
        }
    }
}

/// Whether something that is no file is registered at `path`: a device, a pipe, a folder.
fn is_device(path: &Path) -> bool {
    path.metadata().is_ok_and(|there| !there.is_file())
}

/// A temporary file in the folder of `path`, so that moving it into place is one step.
pub(crate) fn beside(path: &Path) -> Result<NamedTempFile, EngineError> {
    if is_device(path) {
        return Err(EngineError::Output(format!(
            "{}: there is something that is no file; give another name",
            path.display()
        )));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Not hidden: what a killed run leaves says by its name what it is, and the next run takes it away.
    let prefix = format!("{}.", path.file_name().unwrap_or_default().to_string_lossy());
    sweep(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(UNFINISHED);
    // A result is as readable as any file its user makes; a temporary file would be the user's alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file =
        builder.tempfile_in(folder).map_err(|source| EngineError::File { path: path.to_owned(), source })?;
    // Held until the process ends, however it ends. Where a disk knows no locks nothing is swept.
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// How the names of results that are being written end.
const UNFINISHED: &str = ".unfinished";

/// Removes what killed runs left of this result: unfinished files that no process holds.
fn sweep(folder: &Path, prefix: &str) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_unfinished = name.starts_with(prefix) && name.ends_with(UNFINISHED);
        if is_unfinished && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Moves a finished file into place.
pub(crate) fn place(file: NamedTempFile, path: &Path) -> Result<(), EngineError> {
    file.as_file().sync_all().map_err(refused)?;
    file.persist(path).map_err(|error| EngineError::File { path: path.to_owned(), source: error.error })?;
    Ok(())
}

/// A failed write.
pub(crate) fn refused(error: io::Error) -> EngineError {
    EngineError::unwritten(error)
}
