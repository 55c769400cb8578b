//! What an investigation leaves behind: one folder with findings, entities, tables and the report.

use super::sheet;
use crate::{Destination, report};
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

/// Writes the result into a folder, made when it is not there.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write(of: &Investigation, folder: &Path) -> Result<Written, EngineError> {
    fs::create_dir_all(folder).map_err(|source| EngineError::File { path: folder.to_owned(), source })?;
    let put = |name: &str, bytes: &[u8]| {
        let mut file = Destination::open(Some(&folder.join(name)))?;
        file.put(bytes)?;
        file.close()
    };
    let lines: String = of.findings.iter().map(|finding| format!("{}\n", finding_json(finding))).collect();
    put("findings.jsonl", lines.as_bytes())?;
    put("entities.ftm.json", ftm::entities(of).as_bytes())?;
    put("findings.csv", &sheet::csv(of)?)?;
    sheet::workbook(of, &folder.join("findings.xlsx"))?;
    put("report.html", report::html(of).as_bytes())?;
    let files = vec!["report.html", "findings.jsonl", "findings.csv", "findings.xlsx", "entities.ftm.json"];
    Ok(Written { folder: folder.to_owned(), report: folder.join("report.html"), files })
}
