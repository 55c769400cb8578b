//! Where a command writes, looked at before it begins: never over what it reads, and over nothing else without consent.

use crate::arguments::{Command, Lists};
use anyhow::{Result, ensure};
use std::{
    fs::Metadata,
    path::{Path, PathBuf},
};

/// Results of an earlier run are known by this file among them, and may be replaced.
const RESULTS: &str = "findings.jsonl";

/// Refuses an output that is an input, or that would replace a file without `--force`.
///
/// # Errors
/// With the file, and what to do.
pub fn check(command: &Command, force: bool) -> Result<()> {
    match command {
        Command::Demo(demo) => folder(&demo.output, force),
        // The folder of the case itself is refused by the command, with a reason of its own.
        Command::Investigate(of) => match of.output.as_deref() {
            Some(out) if out.canonicalize().ok() != of.folder.canonicalize().ok() => folder(out, force),
            _ => Ok(()),
        },
        Command::Lists(Lists::Diff { output, .. }) => file(output.as_deref(), &[], force),
        Command::Screen(of) => file(of.output.as_deref(), of.file.as_slice(), force),
        Command::Compare(of) => file(of.output.as_deref(), std::slice::from_ref(&of.pairs), force),
        Command::Item(of) => file(of.output.as_deref(), &[PathBuf::from(of.what.join(" "))], force),
        Command::Licence(of) => file(of.output.as_deref(), of.file.as_slice(), force),
        Command::Ownership(of) => file(of.output.as_deref(), &of.files, force),
        Command::Audit(of) => {
            let inputs: Vec<PathBuf> = std::iter::once(&of.partners).chain(&of.registry).cloned().collect();
            file(of.output.as_deref(), &inputs, force)
        }
        Command::Lists(_) | Command::Rules(_) | Command::Successors(_) => Ok(()),
    }
}

fn file(output: Option<&Path>, inputs: &[PathBuf], force: bool) -> Result<()> {
    let Some(output) = output.filter(|path| *path != Path::new("-")) else { return Ok(()) };
    // A device or a pipe is written to, not replaced.
    let Some(there) = output.metadata().ok().filter(Metadata::is_file) else { return Ok(()) };
    for input in inputs {
        ensure!(
            !is_same(output, &there, input),
            "{}: this is the file that is read; give the result another name",
            output.display()
        );
    }
    ensure!(force, "{}: this file exists; give another name, or --force to replace it", output.display());
    Ok(())
}

fn folder(output: &Path, force: bool) -> Result<()> {
    let is_empty = output.read_dir().map_or(true, |mut entries| entries.next().is_none());
    ensure!(
        force || is_empty || output.join(RESULTS).is_file(),
        "{}: this folder holds files that are no results of an earlier run; give another folder, or --force to write among them",
        output.display()
    );
    Ok(())
}

/// Whether both are one file, also by a link or under a second name.
fn is_same(output: &Path, there: &Metadata, input: &Path) -> bool {
    let Ok(given) = input.metadata() else { return false };
    let by_path = || output.canonicalize().is_ok_and(|a| input.canonicalize().is_ok_and(|b| a == b));
    is_one_file(there, &given) || by_path()
}

#[cfg(unix)]
fn is_one_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn is_one_file(_: &Metadata, _: &Metadata) -> bool {
    false
}
