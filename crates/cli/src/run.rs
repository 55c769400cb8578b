//! What a workbook says of its run: the program, the time, the files with their digests.

use crate::clock::now;
use chokepoint_render::{Run, RunInput};
use sha2::{Digest, Sha256};
use std::{fs::File, io::Read, path::Path};

/// The run that reads these files.
pub fn run_of<'p>(inputs: impl IntoIterator<Item = &'p Path>) -> Run {
    let inputs = inputs.into_iter().map(|path| RunInput {
        name: if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() },
        sha256: digest(path),
    });
    Run {
        program: concat!("Chokepoint ", env!("CARGO_PKG_VERSION")).to_owned(),
        at: now(),
        inputs: inputs.collect(),
    }
}

/// The digest of a file; `None` for what is none, or cannot be read.
fn digest(path: &Path) -> Option<String> {
    // A pipe is not read twice.
    let mut file = path.is_file().then(|| File::open(path).ok()).flatten()?;
    let (mut digest, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece).ok()? {
            0 => break,
            read => digest.update(piece.get(..read)?),
        }
    }
    Some(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
