//! One file of named flat arrays, written once and memory-mapped for reading.
//!
//! Layout, little-endian: magic and version (16 bytes), number of sections (u64), digest of all that follows
//! (u64, XXH3), the section table (name 32 bytes padded with zeros, offset u64, length in bytes u64), then the
//! sections, each aligned to 64 bytes. A file that is cut short or altered is refused with the reason.

use bytemuck::{NoUninit, Pod};
use memmap2::Mmap;
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    marker::PhantomData,
    ops::{Deref, Range},
    path::{Path, PathBuf},
    sync::Arc,
};

const MAGIC: [u8; 16] = *b"chokepoint\0flat1";
const HEADER: usize = 32;
const ENTRY: usize = 48;
const ALIGN: usize = 64;

/// Why a flat file cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FlatError {
    /// The operating system refused.
    #[error("{path}: {}", crate::workspace::in_words(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Not a file of this kind, or of another version.
    #[error("{0}: not a snapshot of this version; build it again with `chokepoint lists import`")]
    Foreign(PathBuf),
    /// Cut short or altered.
    #[error(
        "{0}: the snapshot is damaged (its digest does not fit); build it again with `chokepoint lists import`"
    )]
    Damaged(PathBuf),
    /// A section the reader needs is missing or of another shape.
    #[error("{path}: section {section:?} is missing or has another shape; build the snapshot again")]
    Section {
        /// The file.
        path: PathBuf,
        /// The section.
        section: String,
    },
}

/// Collects sections and writes them as one file.
#[derive(Default)]
pub struct FlatWriter {
    sections: Vec<(String, Box<dyn Section>)>,
}

/// An array on its way to the file.
trait Section {
    fn bytes(&self) -> &[u8];
}

impl<T: NoUninit> Section for Vec<T> {
    fn bytes(&self) -> &[u8] {
        bytemuck::cast_slice(self)
    }
}

impl FlatWriter {
    /// An empty file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an array under `name` (at most 32 bytes, unique).
    pub fn array<T: Pod>(&mut self, name: &str, data: &[T]) {
        self.owned(name, data.to_vec());
    }

    /// The same without a copy, also of what is not plain numbers but has no gaps.
    pub fn owned<T: NoUninit>(&mut self, name: &str, data: Vec<T>) {
        debug_assert!(name.len() <= 32 && self.sections.iter().all(|(other, _)| other != name));
        self.sections.push((name.to_owned(), Box::new(data)));
    }

    /// Adds strings as two sections: `name` (the bytes) and `name.ends` (the end of each, u32).
    pub fn strings<S: AsRef<str>>(&mut self, name: &str, data: impl IntoIterator<Item = S>) {
        let (mut bytes, mut ends) = (Vec::new(), Vec::<u32>::new());
        for text in data {
            bytes.extend_from_slice(text.as_ref().as_bytes());
            ends.push(bytes.len() as u32);
        }
        self.owned(name, bytes);
        self.owned(&format!("{name}.ends"), ends);
    }

    /// Writes the file beside `path` and moves it into place: a reader sees the old file or the new. It is not synced:
    /// what a loss of power tears, its digest refuses, and it is built again from the releases.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written; the old file then stands.
    pub fn write(self, path: &Path) -> Result<(), FlatError> {
        let io = |source| FlatError::Io { path: path.to_owned(), source };
        let folder = path.parent().unwrap_or(Path::new("."));
        sweep(folder);
        let mut builder = tempfile::Builder::new();
        builder.prefix(UNFINISHED);
        // As readable as any file its user makes: a workspace may be shared.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder).map_err(io)?;
        // Held until the process ends, however it ends: what nobody holds was left by a killed run.
        let _ = file.as_file().try_lock();
        self.write_into(file.as_file_mut()).map_err(io)?;
        file.persist(path).map_err(|error| io(error.error))?;
        Ok(())
    }

    fn write_into(&self, file: &mut File) -> io::Result<()> {
        let mut table = Vec::with_capacity(self.sections.len() * ENTRY);
        let mut offset = (HEADER + self.sections.len() * ENTRY).next_multiple_of(ALIGN);
        for (name, data) in &self.sections {
            let data = data.bytes();
            let mut field = [0_u8; 32];
            field[..name.len()].copy_from_slice(name.as_bytes());
            table.extend_from_slice(&field);
            table.extend_from_slice(&(offset as u64).to_le_bytes());
            table.extend_from_slice(&(data.len() as u64).to_le_bytes());
            offset = (offset + data.len()).next_multiple_of(ALIGN);
        }

        let mut digest = xxhash_rust::xxh3::Xxh3::new();
        digest.update(&table);
        for (_, data) in &self.sections {
            digest.update(data.bytes());
        }

        let mut out = BufWriter::new(file);
        out.write_all(&MAGIC)?;
        out.write_all(&(self.sections.len() as u64).to_le_bytes())?;
        out.write_all(&digest.digest().to_le_bytes())?;
        out.write_all(&table)?;
        let mut written = HEADER + table.len();
        for (_, data) in &self.sections {
            let start = written.next_multiple_of(ALIGN);
            out.write_all(&[0; ALIGN][..start - written])?;
            out.write_all(data.bytes())?;
            written = start + data.bytes().len();
        }
        out.flush()
    }
}

/// How the names of files that are being written begin.
const UNFINISHED: &str = ".unfinished-";

/// Removes what killed runs left: unfinished files that no process holds.
fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_unfinished = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        if is_unfinished && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            // Gone already, or not ours to remove: nothing is lost either way.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A flat file, mapped.
pub struct FlatFile {
    path: PathBuf,
    map: Mmap,
    sections: Vec<(String, Range<usize>)>,
}

impl FlatFile {
    /// Maps the file and checks it whole against its digest (some gigabytes a second).
    ///
    /// # Errors
    /// When the file cannot be opened, is of another version, cut short or altered.
    pub fn open(path: &Path) -> Result<Arc<Self>, FlatError> {
        let io = |source| FlatError::Io { path: path.to_owned(), source };
        let file = File::open(path).map_err(io)?;
        // Sound as long as nobody truncates the file under us: files are written once, under a name of their own,
        // and replaced by renaming, never in place.
        #[allow(unsafe_code)]
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        let damaged = || FlatError::Damaged(path.to_owned());

        if map.len() < HEADER || map[..16] != MAGIC {
            return Err(FlatError::Foreign(path.to_owned()));
        }
        let number = |at: usize| u64::from_le_bytes(map[at..at + 8].try_into().unwrap_or_default());
        let (count, digest) = (number(16) as usize, number(24));
        let table_end = count.checked_mul(ENTRY).and_then(|size| size.checked_add(HEADER));
        let table_end = table_end.filter(|end| *end <= map.len()).ok_or_else(damaged)?;

        let mut found = xxhash_rust::xxh3::Xxh3::new();
        found.update(&map[HEADER..table_end]);
        let mut sections = Vec::with_capacity(count);
        for entry in (HEADER..table_end).step_by(ENTRY) {
            let name = map[entry..entry + 32].split(|byte| *byte == 0).next().unwrap_or_default();
            let name = std::str::from_utf8(name).map_err(|_| damaged())?.to_owned();
            let (start, length) = (number(entry + 32) as usize, number(entry + 40) as usize);
            let range =
                start..start.checked_add(length).filter(|end| *end <= map.len()).ok_or_else(damaged)?;
            found.update(&map[range.clone()]);
            sections.push((name, range));
        }
        if found.digest() != digest {
            return Err(damaged());
        }
        Ok(Arc::new(Self { path: path.to_owned(), map, sections }))
    }

    /// The array under `name`; it keeps the file mapped.
    ///
    /// # Errors
    /// When the section is missing or its length does not fit `T`.
    pub fn array<T: Pod>(self: &Arc<Self>, name: &str) -> Result<Array<T>, FlatError> {
        let missing = || self.misshapen(name);
        let (_, range) = self.sections.iter().find(|(section, _)| section == name).ok_or_else(missing)?;
        bytemuck::try_cast_slice::<u8, T>(&self.map[range.clone()]).map_err(|_| missing())?;
        Ok(Array { file: Arc::clone(self), range: range.clone(), of: PhantomData })
    }

    /// The error for a section that does not fit the others: readers of several arrays compare their lengths.
    pub fn misshapen(&self, section: &str) -> FlatError {
        FlatError::Section { path: self.path.clone(), section: section.to_owned() }
    }

    /// The strings under `name`.
    ///
    /// # Errors
    /// As for [`FlatFile::array`].
    pub fn strings(self: &Arc<Self>, name: &str) -> Result<Strings, FlatError> {
        Ok(Strings { bytes: self.array(name)?, ends: self.array(&format!("{name}.ends"))? })
    }
}

/// An array inside a mapped file.
pub struct Array<T> {
    file: Arc<FlatFile>,
    range: Range<usize>,
    of: PhantomData<T>,
}

impl<T: Pod> Deref for Array<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        bytemuck::cast_slice(&self.file.map[self.range.clone()])
    }
}

/// Strings inside a mapped file.
pub struct Strings {
    bytes: Array<u8>,
    ends: Array<u32>,
}

impl Strings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// String number `at`.
    ///
    /// # Panics
    /// When there is no such string.
    pub fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        std::str::from_utf8(&self.bytes[start..self.ends[at] as usize]).unwrap_or_default()
    }
}

/// Maps a file of the user's for reading once, however large; an empty file gives empty bytes.
///
/// # Errors
/// When the file cannot be opened or mapped.
pub fn map(path: &Path) -> io::Result<Mapped> {
    let file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(Mapped(None));
    }
    // Sound as long as nobody truncates the file while it is read, as every reader of mapped files must assume.
    #[allow(unsafe_code)]
    let map = unsafe { Mmap::map(&file) }?;
    Ok(Mapped(Some(map)))
}

/// The bytes of a mapped file.
pub struct Mapped(Option<Mmap>);

impl Deref for Mapped {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        self.0.as_deref().unwrap_or_default()
    }
}
