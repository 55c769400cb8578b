//! What an investigation leaves behind: one folder with findings, entities, tables and the report.

use super::sheet;
use crate::{Destination, Run, report};
use chokepoint_engine::{EngineError, investigate::Investigation};
use chokepoint_wire::{ftm, investigation::finding_json};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where the parts of the result are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub folder: PathBuf,
    /// The report for a person.
    pub report: PathBuf,
    /// The files in it, by name.
    pub files: Vec<&'static str>,
}

/// Writes the result into a folder, made when it is not there. `run` is stated in the workbook; with every party and tie as
/// FollowTheMoney where `with_ftm` asks for it, which is the largest of the files.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write(of: &Investigation, folder: &Path, run: &Run, with_ftm: bool) -> Result<Written, EngineError> {
    fs::create_dir_all(folder).map_err(|source| EngineError::File { path: folder.to_owned(), source })?;
    let put = |name: &str, bytes: &[u8]| {
        let mut file = Destination::open(Some(&folder.join(name)))?;
        file.put(bytes)?;
        file.close()
    };
    let mut lines = String::new();
    for finding in &of.findings {
        let line = serde_json::to_string(&finding_json(finding));
        lines += &line.map_err(|error| EngineError::Output(error.to_string()))?;
        lines.push('\n');
    }
    put("findings.jsonl", lines.as_bytes())?;
    put("findings.csv", &sheet::csv(of)?)?;
    sheet::workbook(of, &folder.join("findings.xlsx"), run)?;
    put("report.html", report::html(of).as_bytes())?;
    let mut files = vec!["report.html", "findings.jsonl", "findings.csv", "findings.xlsx"];
    if with_ftm {
        put("entities.ftm.json", ftm::entities(of).as_bytes())?;
        files.push("entities.ftm.json");
    }
    Ok(Written { folder: folder.to_owned(), report: folder.join("report.html"), files })
}
