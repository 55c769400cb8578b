//! A digest of the code and tables that make a snapshot, so that a compiled snapshot never outlives them.
//!
//! A snapshot depends on how the lists are read, how names and addresses are prepared and how both are laid out in the file.
//! A number that people raise by hand was forgotten when that changed; this is the number nobody can forget. It also
//! changes with a comment or a test in these folders: a snapshot is then built once more, which takes a second.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// What makes a snapshot, from the folder of this crate: records, their names and keys, the file they are written to.
pub const MADE_BY: &[&str] = &[
    "../model/src",
    "../text/src",
    "../store/src",
    "../screening/src",
    "../sources/src/dates.rs",
    "../sources/src/lists",
    "../../resources/ftm",
    "../../resources/lists",
    "../../resources/text",
    "../../resources/zh",
    // The versions of the libraries that transliterate, parse and lay out.
    "../../Cargo.lock",
];

fn main() -> io::Result<()> {
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    for made_by in MADE_BY {
        println!("cargo::rerun-if-changed={}", crate_folder.join(made_by).display());
    }
    println!("cargo::rustc-env=CHOKEPOINT_SNAPSHOT_CODE={}", digest_of(&crate_folder, MADE_BY)?);
    Ok(())
}

/// The digest of these files and folders, named as seen from `root`.
pub fn digest_of(root: &Path, made_by: &[&str]) -> io::Result<String> {
    let mut digest = Digest(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    for name in made_by {
        take_in(&root.join(name), name, &mut digest)?;
    }
    Ok(format!("{:032x}", digest.0))
}

/// Takes in a file, or every file below a folder by name: the same sources give the same digest on every machine.
fn take_in(path: &Path, name: &str, digest: &mut Digest) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            take_in(&entry.path(), &format!("{name}/{}", entry.file_name().to_string_lossy()), digest)?;
        }
        return Ok(());
    }
    // A lock file is not in every package; the sources are, or nothing would compile.
    if path.is_file() {
        digest.bytes(name.as_bytes());
        digest.bytes(&fs::read(path)?);
    }
    Ok(())
}

/// FNV-1a over 128 bits: it needs no crate, and tells versions of our own files apart, not forgeries.
struct Digest(u128);

impl Digest {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}
