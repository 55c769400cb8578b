//! Reads a folder of rule files from disk: bounded, in a fixed order, and with an issue for whatever is not read.

use chokepoint_model::{Issue, Place, Severity};
use chokepoint_rules::RuleFile;
use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
};

/// A rule file as it was on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// Path below the folder, with `/`.
    path: String,
    /// The path a user can open.
    pub(super) shown: String,
    /// Its text.
    text: String,
}

impl Kept {
    pub(super) fn as_rule_file(&self) -> RuleFile<'_> {
        RuleFile { path: &self.path, shown: &self.shown, text: &self.text }
    }
}

/// All the law in this program is a tenth of it; what is larger is no rule file.
const LARGEST: u64 = 4 << 20;
/// No more than this is read of one folder, so that a disk named by mistake ends.
const MOST_FILES: usize = 10_000;
const MOST_BYTES: u64 = 64 << 20;
/// `<jurisdiction>/<instrument>/<parameter>.toml`, and one folder more to say that it is too deep.
const DEEPEST: usize = 3;
/// What people keep beside rules.
const IGNORED: [&str; 3] = ["md", "txt", "csv"];

/// The rule files in a folder, by path, and what could not be read of it.
pub(super) fn read(root: &Path) -> (Vec<Kept>, Vec<Issue>) {
    let mut walk = Walk { kept: Vec::new(), issues: Vec::new(), met: 0, bytes: 0 };
    match fs::metadata(root) {
        Ok(data) if data.is_dir() => walk.enter(root, "", 0),
        Ok(_) => walk.refuse(root, "not a folder", "name the folder that holds the rule files"),
        Err(error) => walk.refuse(root, error.to_string(), "name a folder of rule files"),
    }
    if walk.kept.is_empty() && walk.issues.is_empty() {
        let advice = "put files at <jurisdiction>/<instrument>/<parameter>.toml in it";
        walk.tell(root, Severity::Note, "no rule file in this folder", advice);
    }
    walk.kept.sort_by(|a, b| a.path.cmp(&b.path));
    walk.issues.sort();
    (walk.kept, walk.issues)
}

struct Walk {
    kept: Vec<Kept>,
    issues: Vec<Issue>,
    met: usize,
    bytes: u64,
}

impl Walk {
    fn enter(&mut self, folder: &Path, below: &str, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.refuse(folder, error.to_string(), "make it readable"),
        };
        // Names in order, so that the same folder gives the same issues on every system.
        let mut entries: Vec<_> = entries.flatten().take(MOST_FILES + 1).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if name.starts_with('.') {
                continue;
            }
            self.met += 1;
            if self.met > MOST_FILES {
                if self.met == MOST_FILES + 1 {
                    let advice = "name the folder that holds the rule files and nothing else";
                    self.refuse(
                        folder,
                        format!("more than {MOST_FILES} files; the rest was not read"),
                        advice,
                    );
                }
                return;
            }
            let inner = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            // Followed through links; a circle of links ends at the deepest folder.
            match fs::metadata(&path) {
                Ok(data) if data.is_dir() && depth < DEEPEST => self.enter(&path, &inner, depth + 1),
                Ok(data) if data.is_dir() => {
                    let advice = "put files at <jurisdiction>/<instrument>/<parameter>.toml";
                    self.tell(
                        &path,
                        Severity::Warning,
                        "a folder too deep for rules; it was not read",
                        advice,
                    );
                }
                Ok(data) if data.is_file() => self.meet(&path, inner, &name),
                Ok(_) => self.tell(&path, Severity::Note, "neither file nor folder; left out", ""),
                Err(error) => self.refuse(&path, error.to_string(), "make it readable, or take it away"),
            }
        }
    }

    fn meet(&mut self, path: &Path, inner: String, name: &str) {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        match ending {
            "toml" => {
                if let Some(text) = self.text(path) {
                    self.kept.push(Kept { path: inner, shown: shown(path), text });
                }
            }
            _ if IGNORED.contains(&ending) => {}
            _ => self.tell(path, Severity::Note, "not a rule file; left out", "rule files end in .toml"),
        }
    }

    fn text(&mut self, path: &Path) -> Option<String> {
        let mut bytes = Vec::new();
        // One byte more than may be read: the size on disk is not believed.
        let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
        if let Err(error) = read {
            self.refuse(path, error.to_string(), "make it readable");
            return None;
        }
        self.bytes += bytes.len() as u64;
        if bytes.len() as u64 > LARGEST {
            self.refuse(path, "larger than 4 MiB", "split it into one file a parameter");
            return None;
        }
        if self.bytes > MOST_BYTES {
            self.refuse(
                path,
                "left out: the files before it hold 64 MiB together",
                "keep fewer rules in a folder",
            );
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
            Err(error) => {
                let sound = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..sound].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
                self.issues.push(Issue {
                    place: Place { line: Some(line), ..place(path) },
                    severity: Severity::Error,
                    message: "not UTF-8".to_owned(),
                    advice: "save it as UTF-8".to_owned(),
                });
                None
            }
        }
    }

    fn refuse(&mut self, path: &Path, message: impl Into<String>, advice: &str) {
        self.tell(path, Severity::Error, message, advice);
    }

    fn tell(&mut self, path: &Path, severity: Severity, message: impl Into<String>, advice: &str) {
        let (message, advice) = (message.into(), advice.to_owned());
        self.issues.push(Issue { place: place(path), severity, message, advice });
    }
}

fn place(path: &Path) -> Place {
    Place { file: shown(path), ..Place::default() }
}

/// The files of the program are shown as `rules/...`; a user's folder of that name must not look like them.
fn shown(path: &Path) -> String {
    let before = if path.starts_with("rules") { "./" } else { "" };
    format!("{before}{}", path.display())
}
