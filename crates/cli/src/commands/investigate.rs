//! `chokepoint investigate`: a folder of mixed files, everything run over it, the queue printed and the report written.

use super::{engine, list_issues, rules_of, workspace};
use crate::{
    Ended,
    arguments::{Common, Evidence, Investigate},
    clock::today,
    progress::stage,
    run::run_of,
    terminal::terminal,
};
use anyhow::{Result, ensure};
use chokepoint_engine::{
    Engine, THRESHOLD,
    import::ImportOptions,
    investigate::{InvestigateQuestion, Investigation, investigate},
};
use chokepoint_render::investigation::{Written, write, write_queue};
use chokepoint_sources::lists::Input;
use chokepoint_wire::investigation::{WrittenJson, document};
use serde_json::to_string_pretty;
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

pub(super) const LIST: &str = include_str!("../../../../resources/lists/ai-chips-entity-list.toml");

pub fn run(command: &Investigate, common: &Common) -> Result<Ended> {
    let out = command.output.clone().unwrap_or_else(|| beside(&command.folder));
    ensure!(
        !is_inside(&command.folder, &out),
        "{}: results do not lie among the files; give another folder with -o",
        out.display()
    );
    let lists = Workspace::of(common)?;
    let (rules, faults) = rules_of(common)?;
    let without = Evidence::families(&command.without);
    let question = InvestigateQuestion {
        as_of: common.as_of,
        today: today(),
        out: Some(out.clone()),
        without,
        threshold: THRESHOLD,
        tell: stage,
    };
    let mut found = investigate(&command.folder, Some(&lists.engine), &rules, &question)?;
    found.issues.splice(0..0, faults);
    found.notes.splice(0..0, lists.note.clone());
    let written = write(&found, &out, &run_of([command.folder.as_path()]), command.ftm)?;
    show(&found, &written, command.limit, common)?;
    list_issues(&found.issues);
    Ok(ended(&found, command.fail_on_hit))
}

/// How an investigation ended.
fn ended(found: &Investigation, fail_on_hit: bool) -> Ended {
    match (fail_on_hit && !found.findings.is_empty(), found.lost_something()) {
        (true, _) => Ended::Hits,
        (false, true) => Ended::Partly,
        (false, false) => Ended::Done,
    }
}

/// Prints the queue and says where the rest is.
pub(super) fn show(found: &Investigation, written: &Written, limit: usize, common: &Common) -> Result<()> {
    if common.json {
        let document = document(found, Some(WrittenJson { folder: &written.folder, files: &written.files }));
        writeln!(std::io::stdout().lock(), "{}", to_string_pretty(&document)?)?;
        return Ok(());
    }
    let mut out = terminal(common);
    write_queue(found, limit, &mut out)?;
    let others: Vec<&str> = written.files.iter().copied().filter(|file| *file != "report.html").collect();
    writeln!(out, "\nreport  {}", written.report.display())?;
    writeln!(out, "beside  {}", others.join(", "))?;
    out.flush()?;
    Ok(())
}

/// The lists that count: those of the workspace, or the program's own where the workspace has none.
pub(super) struct Workspace {
    pub(super) engine: Engine,
    /// What the user should know about the lists.
    pub(super) note: Option<String>,
    _folder: Option<TempDir>,
}

impl Workspace {
    pub(super) fn of(common: &Common) -> Result<Self> {
        // A workspace is not made for asking.
        if workspace(common)?.is_dir() {
            let engine = engine(common)?;
            if !engine.workspace().releases()?.is_empty() {
                return Ok(Self { engine, note: None, _folder: None });
            }
        }
        let mut bundled = Self::bundled()?;
        bundled.note = Some(
            "no list is imported into the workspace: the program's own excerpt was used; `chokepoint lists update` fetches all"
                .to_owned(),
        );
        Ok(bundled)
    }

    /// A workspace with the program's own list, gone afterwards.
    pub(super) fn bundled() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let engine = Engine::open(folder.path())?;
        let list = [Input { name: "ai-chips-entity-list.toml", bytes: LIST.as_bytes() }];
        engine.import_inputs(&list, &ImportOptions::default(), today())?;
        Ok(Self { engine, note: None, _folder: Some(folder) })
    }
}

/// `DIR-findings`, beside the folder.
fn beside(folder: &Path) -> PathBuf {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy().into_owned());
    // `investigate .` writes beside the folder, not into it.
    let parent = folder.parent().filter(|_| folder.file_name().is_some()).map(Path::to_owned);
    parent.or_else(|| whole.parent().map(Path::to_owned)).unwrap_or_default().join(format!("{name}-findings"))
}

fn is_inside(folder: &Path, out: &Path) -> bool {
    // What is not there yet has a parent that is.
    let place = out.canonicalize().ok().or_else(|| {
        let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(parent.canonicalize().ok()?.join(out.file_name()?))
    });
    folder.canonicalize().ok().zip(place).is_some_and(|(folder, place)| place == folder)
}
