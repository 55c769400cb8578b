//! An import that is killed, or that meets a full disk, leaves the earlier state.

#![cfg(unix)]

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_chokepoint");

/// A list of `entries` invented companies, as the US publisher writes it.
fn list(folder: &Path, day: &str, entries: usize) -> PathBuf {
    let results: Vec<String> = (0..entries)
        .map(|n| {
            format!(
                r#"{{"id":"{n}","source":"Unverified List (UVL) - Bureau of Industry and Security","name":"Invented Works {n} {day}","addresses":[{{"address":"{n} Mill Lane","country":"GB"}}],"alt_names":[],"programs":[]}}"#
            )
        })
        .collect();
    let path = folder.join(format!("{day}.json"));
    let text = format!(
        r#"{{"results":[{}],"total":{entries},"search_performed_at":"{day}T00:00:00.000Z"}}"#,
        results.join(",\n")
    );
    std::fs::write(&path, text).expect("written");
    path
}

fn chokepoint(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env("CHOKEPOINT_HOME", home).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The releases held, as `lists status` tells them; panics when the workspace cannot be read.
fn held(home: &Path) -> Vec<String> {
    let output =
        chokepoint(home, &["lists", "status", "--json", "--as-of", "2026-11-24"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let status: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let releases = status["releases"].as_array().expect("releases");
    releases.iter().map(|release| release["published"].as_str().expect("a day").to_owned()).collect()
}

fn answers(home: &Path, name: &str) -> bool {
    let output =
        chokepoint(home, &["screen", "--name", name, "--fail-on-hit", "--as-of", "2026-11-24"]).output();
    output.expect("runs").status.code() == Some(1)
}

#[test]
fn a_killed_import_leaves_the_earlier_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    let first = list(folder.path(), "2026-01-01", 500);
    let second = list(folder.path(), "2026-02-01", 20_000);
    assert!(
        chokepoint(&home, &["lists", "import", &first.display().to_string()])
            .status()
            .expect("runs")
            .success()
    );

    for milliseconds in [1, 5, 20, 60, 150, 300, 600] {
        let mut import =
            chokepoint(&home, &["lists", "import", &second.display().to_string()]).spawn().expect("starts");
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = import.kill();
        let _ = import.wait();
        let held = held(&home);
        assert!(held == ["2026-01-01"] || held == ["2026-01-01", "2026-02-01"], "{held:?}");
        // Whichever release is held, it answers whole.
        let expected =
            if held.len() == 2 { "Invented Works 77 2026-02-01" } else { "Invented Works 77 2026-01-01" };
        assert!(answers(&home, expected), "killed after {milliseconds} ms");
    }
    assert!(
        chokepoint(&home, &["lists", "import", &second.display().to_string()])
            .status()
            .expect("runs")
            .success()
    );
    assert_eq!(held(&home), ["2026-01-01", "2026-02-01"]);
}

#[test]
fn a_full_disk_leaves_the_earlier_state_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    let first = list(folder.path(), "2026-01-01", 500);
    let second = list(folder.path(), "2026-02-01", 20_000);
    assert!(
        chokepoint(&home, &["lists", "import", &first.display().to_string()])
            .status()
            .expect("runs")
            .success()
    );

    // A limit of the size of a file stands in for a full disk: the write fails and the program goes on. 32 KiB refuse
    // the release itself, 1 MiB what is compiled from it.
    for blocks in [64, 2048] {
        let script =
            format!("trap '' XFSZ; ulimit -f {blocks}; exec '{PROGRAM}' lists import '{}'", second.display());
        let output =
            Command::new("sh").args(["-c", &script]).env("CHOKEPOINT_HOME", &home).output().expect("runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("error") && !told.contains("panicked"), "{told}");
        assert_eq!(told.matches("os error").count(), 1, "the reason is said once: {told}");
        assert_eq!(held(&home), ["2026-01-01"], "{told}");
        assert!(answers(&home, "Invented Works 77 2026-01-01"));
        let leftovers = std::fs::read_dir(home.join("releases/us_csl")).expect("a folder").count();
        assert_eq!(leftovers, 1, "nothing of the refused release is left");
    }
    // With room it is imported.
    let arguments = ["lists", "import", &second.display().to_string()];
    assert!(chokepoint(&home, &arguments).status().expect("runs").success());
    assert_eq!(held(&home), ["2026-01-01", "2026-02-01"]);
}
