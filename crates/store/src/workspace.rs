//! The workspace: a folder that keeps every list release ever imported, byte for byte, and what is compiled from them.
//!
//! ```text
//! releases/<source>/<published>-<digest>/   manifest.json and the publisher's files, each compressed with zstd
//! snapshots/<digest>.flat                   compiled from a set of releases; may be deleted, is built again
//! entities.tsv                              which entity id each record has been given (see `registry`)
//! downloads/<source>/                       what `lists update` remembers of the publisher
//! ```
//!
//! A release is written under a name beginning with a dot, synced, and moved into place in one step: a full disk or
//! a killed process leaves the earlier state, and the leftover is swept at the next import.

use chokepoint_model::{Date, Release};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// How strongly release files are compressed: 3 reads a list of 23 MB back in 20 ms.
const COMPRESSION: i32 = 3;
/// Compiled snapshots kept for days that were asked about.
const SNAPSHOTS_KEPT: usize = 8;

/// Why the workspace cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The operating system refused.
    #[error("{path}: {}", in_words(source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process is importing.
    #[error("{0}: another import is running in this workspace; wait for it to end")]
    Busy(PathBuf),
    /// A manifest cannot be understood.
    #[error("{path}: damaged manifest ({reason}); delete the folder and import the release again")]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A kept file is not what was imported.
    #[error("{0}: does not match the digest in its manifest; delete the release and import it again")]
    Altered(PathBuf),
}

/// What the system said, in words of people who never saw its numbers.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "you may not read or write here; ask its owner for the right to, or name another folder"
                .to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "this disk can only be read; name a folder on another".to_owned()
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; make room and try again".to_owned()
        }
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        io::ErrorKind::NotADirectory => "not a folder".to_owned(),
        _ => error.to_string(),
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> WorkspaceError + '_ {
    move |source| WorkspaceError::Io { path: path.to_owned(), source }
}

/// The workspace folder.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
}

/// A release that is kept, with what its import found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRelease {
    /// Source, day and digest.
    pub release: Release,
    /// The day it was imported.
    pub imported: Date,
    /// Records read.
    pub records: u64,
    /// Issues met while reading.
    pub issues: u64,
    /// What the records hold; `None` for a release that was kept before this was counted.
    pub counts: Option<Counts>,
    /// Names of the publisher's files, as imported.
    pub files: Vec<String>,
    /// Which import of this source it was, from 1: of two releases of one day the one imported later is the newer.
    import: u64,
    folder: PathBuf,
    digests: Vec<String>,
}

/// What the records of a release hold: a later release that holds much less is not taken without a word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Entries of each list.
    pub lists: BTreeMap<String, u64>,
    /// Records with an identifier.
    pub with_identifier: u64,
    /// Records with a birth date.
    pub with_birth_date: u64,
}

/// A release to be kept.
pub struct NewRelease<'a> {
    /// The source, by its permanent id.
    pub source: &'a str,
    /// The day it was published.
    pub published: Date,
    /// The day of the import.
    pub imported: Date,
    /// Records read.
    pub records: u64,
    /// Issues met while reading.
    pub issues: u64,
    /// What the records hold.
    pub counts: Counts,
}

/// The files of a release, written aside: they become a release by [`Workspace::keep`], and vanish when dropped.
pub struct StagedFiles {
    folder: tempfile::TempDir,
    digest: String,
    files: Vec<ManifestFile>,
}

impl StagedFiles {
    /// The digest that the release will have.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    source: String,
    published: String,
    imported: String,
    #[serde(default)]
    import: u64,
    digest: String,
    records: u64,
    issues: u64,
    #[serde(default)]
    counts: Option<Counts>,
    files: Vec<ManifestFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    name: String,
    bytes: u64,
    sha256: String,
}

impl Workspace {
    /// Opens the folder, making it when it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(root: &Path) -> Result<Self, WorkspaceError> {
        for folder in ["releases", "snapshots", "downloads"] {
            let path = root.join(folder);
            // A workspace shared for reading is not written to when it is only asked.
            if !path.is_dir() {
                fs::create_dir_all(&path).map_err(at(&path))?;
            }
        }
        Ok(Self { root: root.to_owned() })
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where `lists update` keeps what it remembers of a publisher.
    pub fn downloads(&self, source: &str) -> PathBuf {
        self.root.join("downloads").join(folder_of(source))
    }

    /// Where the snapshot with this digest stands or will stand.
    pub fn snapshot_path(&self, digest: &str) -> PathBuf {
        self.root.join("snapshots").join(format!("{digest}.flat"))
    }

    /// Whether snapshots may not be written here: a workspace of somebody else's, or on a disk that can only be read.
    /// Nothing is left of the attempt.
    pub fn is_read_only(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        tempfile::tempfile_in(self.root.join("snapshots"))
            .is_err_and(|error| matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem))
    }

    /// Where the registry of entity ids stands.
    pub fn registry_path(&self) -> PathBuf {
        self.root.join("entities.tsv")
    }

    /// Keeps others from importing until the guard is dropped.
    ///
    /// # Errors
    /// [`WorkspaceError::Busy`] when another process holds it.
    pub fn lock(&self) -> Result<WorkspaceLock, WorkspaceError> {
        let path = self.root.join("lock");
        let file = File::create(&path).map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(WorkspaceLock { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(WorkspaceError::Busy(self.root.clone())),
            Err(fs::TryLockError::Error(source)) => Err(WorkspaceError::Io { path, source }),
        }
    }

    /// Every release kept, by source and day, those of one day in the order of their import.
    ///
    /// # Errors
    /// When a folder cannot be read or a manifest is damaged.
    pub fn releases(&self) -> Result<Vec<KeptRelease>, WorkspaceError> {
        let mut found = Vec::new();
        for source in folders(&self.root.join("releases"))? {
            for folder in folders(&source)? {
                found.push(read_manifest(&folder)?);
            }
        }
        fn order(kept: &KeptRelease) -> (&str, Date, u64, &str) {
            (&kept.release.source, kept.release.published, kept.import, &kept.release.digest)
        }
        found.sort_by(|a, b| order(a).cmp(&order(b)));
        Ok(found)
    }

    /// Writes the files of a release of `source` aside, compressed and synced: it can be done while they are being read.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written; nothing of the files is then left.
    pub fn stage(&self, source: &str, files: &[(&str, &[u8])]) -> Result<StagedFiles, WorkspaceError> {
        let source = self.root.join("releases").join(folder_of(source));
        fs::create_dir_all(&source).map_err(at(&source))?;
        sweep(&source)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".incoming-");
        // As readable as any folder its user makes: a workspace may be shared.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let folder = builder.tempdir_in(&source).map_err(at(&source))?;
        let mut staged = Vec::new();
        let mut whole = Sha256::new();
        for (number, (name, bytes)) in files.iter().enumerate() {
            let sha256 = hex(&Sha256::digest(bytes));
            whole.update(name.as_bytes());
            whole.update(sha256.as_bytes());
            staged.push(ManifestFile { name: (*name).to_owned(), bytes: bytes.len() as u64, sha256 });
            let path = folder.path().join(format!("{number}.zst"));
            let file = File::create(&path).map_err(at(&path))?;
            zstd::stream::copy_encode(*bytes, &file, COMPRESSION).map_err(at(&path))?;
            file.sync_all().map_err(at(&path))?;
        }
        let digest = hex(&whole.finalize())[..12].to_owned();
        Ok(StagedFiles { folder, digest, files: staged })
    }

    /// Keeps a release of staged files; says `false` when the very same bytes are already kept for that day.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written; nothing of the release is then kept.
    pub fn keep(
        &self,
        new: &NewRelease<'_>,
        staged: StagedFiles,
    ) -> Result<(KeptRelease, bool), WorkspaceError> {
        let source = self.root.join("releases").join(folder_of(new.source));
        let folder = source.join(format!("{}-{}", new.published, staged.digest));
        if folder.is_dir() {
            return Ok((read_manifest(&folder)?, false));
        }
        let mut import = 1;
        for other in folders(&source)? {
            import = import.max(read_manifest(&other)?.import + 1);
        }
        let manifest = Manifest {
            source: new.source.to_owned(),
            published: new.published.to_string(),
            imported: new.imported.to_string(),
            import,
            digest: staged.digest,
            records: new.records,
            issues: new.issues,
            counts: Some(new.counts.clone()),
            files: staged.files,
        };
        let path = staged.folder.path().join("manifest.json");
        let text = serde_json::to_vec_pretty(&manifest)
            .map_err(|error| WorkspaceError::Manifest { path: path.clone(), reason: error.to_string() })?;
        let mut file = File::create(&path).map_err(at(&path))?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(at(&path))?;

        let incoming = staged.folder.keep();
        fs::rename(&incoming, &folder).map_err(at(&folder))?;
        File::open(&source).and_then(|folder| folder.sync_all()).map_err(at(&source))?;
        Ok((read_manifest(&folder)?, true))
    }

    /// Takes a release away again that was kept just now and cannot be put to use.
    ///
    /// # Errors
    /// When the folder cannot be changed.
    pub fn withdraw(&self, kept: &KeptRelease) -> Result<(), WorkspaceError> {
        // Under a name beginning with a dot it is no release any more, whatever becomes of the rest.
        let name = kept.folder.file_name().unwrap_or_default().to_string_lossy();
        let gone = kept.folder.with_file_name(format!(".withdrawn-{name}"));
        fs::rename(&kept.folder, &gone).map_err(at(&kept.folder))?;
        fs::remove_dir_all(&gone).map_err(at(&gone))
    }

    /// Deletes compiled snapshots beyond the newest few; each is built again when it is asked for.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep_snapshots(&self) -> Result<(), WorkspaceError> {
        let folder = self.root.join("snapshots");
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).map_err(at(&folder))?.flatten() {
            let modified = entry.metadata().and_then(|data| data.modified()).map_err(at(&folder))?;
            if entry.path().extension().is_some_and(|end| end == "flat") {
                found.push((modified, entry.path()));
            }
        }
        found.sort();
        let surplus = found.len().saturating_sub(SNAPSHOTS_KEPT);
        for (_, path) in &found[..surplus] {
            fs::remove_file(path).map_err(at(path))?;
        }
        Ok(())
    }
}

impl KeptRelease {
    /// Reads the publisher's files back, name and bytes, and checks them against the manifest.
    ///
    /// # Errors
    /// When a file cannot be read or is not what was imported.
    pub fn read(&self) -> Result<Vec<(String, Vec<u8>)>, WorkspaceError> {
        let mut files = Vec::new();
        for (number, (name, digest)) in self.files.iter().zip(&self.digests).enumerate() {
            let path = self.folder.join(format!("{number}.zst"));
            let mut bytes = Vec::new();
            File::open(&path)
                .and_then(zstd::stream::Decoder::new)
                .and_then(|mut decoder| decoder.read_to_end(&mut bytes))
                .map_err(at(&path))?;
            if hex(&Sha256::digest(&bytes)) != *digest {
                return Err(WorkspaceError::Altered(path));
            }
            files.push((name.clone(), bytes));
        }
        Ok(files)
    }
}

/// Holds the workspace for one import.
pub struct WorkspaceLock {
    _file: File,
}

fn read_manifest(folder: &Path) -> Result<KeptRelease, WorkspaceError> {
    let path = folder.join("manifest.json");
    let text = fs::read(&path).map_err(at(&path))?;
    let damaged = |reason: String| WorkspaceError::Manifest { path: path.clone(), reason };
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| damaged(error.to_string()))?;
    let day = |text: &str| text.parse::<Date>().map_err(|error| damaged(error.to_string()));
    Ok(KeptRelease {
        release: Release {
            source: manifest.source.clone(),
            published: day(&manifest.published)?,
            digest: manifest.digest.clone(),
        },
        imported: day(&manifest.imported)?,
        import: manifest.import,
        records: manifest.records,
        issues: manifest.issues,
        counts: manifest.counts,
        files: manifest.files.iter().map(|file| file.name.clone()).collect(),
        digests: manifest.files.into_iter().map(|file| file.sha256).collect(),
        folder: folder.to_owned(),
    })
}

/// The folders inside `folder` that are whole, sorted by name.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, WorkspaceError> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(at(folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && !is_incoming(path))
        .collect();
    found.sort();
    Ok(found)
}

/// The folder of a source: `ftm+NAME` of `ftm:NAME`, since not every system lets a folder be called so.
fn folder_of(source: &str) -> String {
    source.replace(':', "+")
}

/// Removes what a killed import left behind.
fn sweep(source: &Path) -> Result<(), WorkspaceError> {
    for entry in fs::read_dir(source).map_err(at(source))?.flatten() {
        if is_incoming(&entry.path()) {
            fs::remove_dir_all(entry.path()).map_err(at(source))?;
        }
    }
    Ok(())
}

fn is_incoming(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn keep(workspace: &Workspace, published: &str, files: &[(&str, &[u8])]) -> (KeptRelease, bool) {
        let new = NewRelease {
            source: "us_csl",
            published: day(published),
            imported: day("2026-11-24"),
            records: 1,
            issues: 0,
            counts: Counts::default(),
        };
        let staged = workspace.stage("us_csl", files).expect("staged");
        workspace.keep(&new, staged).expect("kept")
    }

    #[test]
    fn a_release_is_read_back_byte_for_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let files: &[(&str, &[u8])] = &[("a.json", b"{}"), ("b.csv", b"x,y\n")];
        let (kept, fresh) = keep(&workspace, "2026-07-31", files);
        assert!(fresh);
        let read = kept.read().expect("read");
        assert_eq!(
            read,
            vec![("a.json".to_owned(), b"{}".to_vec()), ("b.csv".to_owned(), b"x,y\n".to_vec())]
        );
        let (_, fresh) = keep(&workspace, "2026-07-31", files);
        assert!(!fresh, "the same bytes of the same day are one release");
        assert_eq!(workspace.releases().expect("releases").len(), 1);
    }

    #[test]
    fn what_a_killed_import_left_is_swept_and_never_seen() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        keep(&workspace, "2026-01-01", &[("a", b"1")]);
        let leftover = folder.path().join("releases/us_csl/.incoming-dead");
        fs::create_dir(&leftover).expect("a leftover");
        assert_eq!(workspace.releases().expect("releases").len(), 1);
        keep(&workspace, "2026-02-01", &[("a", b"2")]);
        assert!(!leftover.exists());
        assert_eq!(workspace.releases().expect("releases").len(), 2);
    }

    #[test]
    fn of_two_releases_of_one_day_the_one_imported_later_is_the_newer() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        // Their digests would order them in some other way sooner or later.
        for content in ["one", "two", "three", "four", "five", "six"] {
            let (kept, _) = keep(&workspace, "2026-01-01", &[("a", content.as_bytes())]);
            assert_eq!(workspace.releases().expect("releases").last(), Some(&kept), "{content}");
        }
    }

    #[test]
    fn a_release_that_is_withdrawn_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let (first, _) = keep(&workspace, "2026-01-01", &[("a", b"1")]);
        let (second, _) = keep(&workspace, "2026-02-01", &[("a", b"2")]);
        workspace.withdraw(&second).expect("withdrawn");
        assert_eq!(workspace.releases().expect("releases"), [first]);
    }

    #[test]
    fn an_altered_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let (kept, _) = keep(&workspace, "2026-01-01", &[("a", b"1")]);
        fs::write(kept.folder.join("0.zst"), zstd::encode_all(&b"2"[..], 3).expect("zstd")).expect("written");
        assert!(matches!(kept.read(), Err(WorkspaceError::Altered(_))));
    }

    #[test]
    fn two_imports_at_once_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace::open(folder.path()).expect("a workspace");
        let _held = workspace.lock().expect("the lock");
        assert!(matches!(workspace.lock(), Err(WorkspaceError::Busy(_))));
    }
}
