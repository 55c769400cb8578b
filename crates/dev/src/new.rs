//! A new thing is one folder and at most two lines elsewhere: this makes both.

use anyhow::{Context, Result, bail, ensure};
use std::{fs, io::Write, path::Path};

const MODULE: &str = r#"//! TITLE: what it lists, who publishes it, in which form.

use super::{Input, report::Report};

/// Told by its first bytes, never by its name.
pub(super) fn looks_like(_input: &Input<'_>) -> bool {
    false
}

/// Reads every field: used, ignored by name in `source.toml`, or an issue.
pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        report.cut("this source cannot be read yet");
    }
}
"#;

const DEFINITION: &str = r#"# source: where the meanings below are taken from, and as of which day
title     = "TITLE"
publisher = ""
urls      = []
expected  = [1, 1]
ignore    = []

[[list]]
id       = "ID"
title    = "TITLE"
effect   = ""
citation = ""
checked  = ""
"#;

/// Makes a folder for a source and the two lines that make it known.
///
/// # Errors
/// When the id is no word, the source exists, or a file cannot be written.
pub fn source(root: &Path, id: &str, out: &mut dyn Write) -> Result<()> {
    let is_word =
        !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    ensure!(
        is_word,
        "{id:?} is no id; use lower-case words joined by _, publisher first: eu_fsf, uk_sanctions"
    );
    let lists = root.join("crates/sources/src/lists");
    let folder = lists.join(id);
    if folder.exists() {
        bail!("there is a source {id} already");
    }
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("mod.rs"), MODULE.replace("TITLE", id))?;
    fs::write(folder.join("source.toml"), DEFINITION.replace("TITLE", id).replace("ID", id))?;
    insert(&lists.join("mod.rs"), "mod us_csl;", &format!("mod {id};"))?;
    let reader = format!(
        "    Reader {{ id: \"{id}\", definition: include_str!(\"{id}/source.toml\"), \
         looks_like: super::{id}::looks_like, read: super::{id}::read }},"
    );
    insert(&lists.join("source.rs"), "pub(super) const READERS: &[Reader] = &[", &reader)?;
    writeln!(out, "made {}; now write what it reads, and `./dev generate`", folder.display())?;
    Ok(())
}

/// Puts `line` behind the line `after`.
fn insert(path: &Path, after: &str, line: &str) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let at =
        text.find(after).with_context(|| format!("{}: no line {after:?}", path.display()))? + after.len();
    fs::write(path, format!("{}\n{line}{}", &text[..at], &text[at..]))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_source_is_a_folder_and_two_lines() {
        let root = tempfile::tempdir().expect("a folder");
        let lists = root.path().join("crates/sources/src/lists");
        fs::create_dir_all(&lists).expect("made");
        fs::write(lists.join("mod.rs"), "mod us_csl;\n").expect("written");
        fs::write(lists.join("source.rs"), "pub(super) const READERS: &[Reader] = &[\n];\n")
            .expect("written");
        source(root.path(), "au_dfat", &mut Vec::new()).expect("made");
        assert!(lists.join("au_dfat/source.toml").exists());
        let text = fs::read_to_string(lists.join("source.rs")).expect("read");
        assert!(text.contains("id: \"au_dfat\""), "{text}");
        assert!(source(root.path(), "au_dfat", &mut Vec::new()).is_err(), "a source is made once");
        assert!(source(root.path(), "Not An Id", &mut Vec::new()).is_err());
    }
}
