//! What a command writes never replaces what it reads, nor anything else without consent; what it is not given it does not read.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn run(home: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .args(arguments)
        .current_dir(home)
        .env("CHOKEPOINT_HOME", home.join("workspace"))
        .output()
        .expect("the program runs")
}

fn refused(home: &Path, arguments: &[&str], says: &str) {
    let output = run(home, arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
    assert!(told.contains(says), "{arguments:?}: {told}");
}

const PAIRS: &str = "schema,name1,name2\nCompany,Tarn Works Ltd,Tarn Works Limited\n";

#[test]
fn a_result_never_replaces_its_input_under_any_name() {
    let home = tempfile::tempdir().expect("a folder");
    let pairs = home.path().join("pairs.csv");
    fs::write(&pairs, PAIRS).expect("written");
    fs::hard_link(&pairs, home.path().join("twin.csv")).expect("linked");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&pairs, home.path().join("link.csv")).expect("linked");
    for output in [
        "pairs.csv",
        "./pairs.csv",
        "twin.csv",
        #[cfg(unix)]
        "link.csv",
    ] {
        refused(
            home.path(),
            &["compare", "pairs.csv", "-o", output, "--force"],
            "this is the file that is read",
        );
    }
    refused(home.path(), &["ownership", "pairs.csv", "-o", "pairs.csv"], "this is the file that is read");
    refused(home.path(), &["screen", "pairs.csv", "-o", "pairs.csv"], "this is the file that is read");
    refused(
        home.path(),
        &["audit", "pairs.csv", "--registry", "twin.csv", "-o", "twin.csv"],
        "this is the file that is read",
    );
    assert_eq!(fs::read_to_string(&pairs).expect("read"), PAIRS);
}

#[test]
fn a_file_that_exists_is_replaced_only_by_force() {
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("pairs.csv"), PAIRS).expect("written");
    fs::write(home.path().join("notes.csv"), "a reviewer's notes").expect("written");
    refused(home.path(), &["compare", "pairs.csv", "-o", "notes.csv"], "--force to replace it");
    assert_eq!(fs::read_to_string(home.path().join("notes.csv")).expect("read"), "a reviewer's notes");
    let output = run(home.path(), &["compare", "pairs.csv", "-o", "notes.csv", "--force"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(fs::read_to_string(home.path().join("notes.csv")).expect("read").contains("matched"));
}

#[test]
fn results_are_not_written_among_other_files() {
    let home = tempfile::tempdir().expect("a folder");
    for (name, text) in [("case/companies.csv", "name\nTarn Works Ltd\n"), ("mine/report.html", "mine")] {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    refused(home.path(), &["investigate", "case", "-o", "mine"], "no results of an earlier run");
    assert_eq!(fs::read_to_string(home.path().join("mine/report.html")).expect("read"), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_case_is_not_followed() {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("case")).expect("made");
    fs::write(home.path().join("secret.csv"), "name\nSecret Tarn Works Ltd\n").expect("written");
    fs::write(home.path().join("case/companies.csv"), "name\nTarn Works Ltd\n").expect("written");
    std::os::unix::fs::symlink("../secret.csv", home.path().join("case/link.csv")).expect("linked");
    std::os::unix::fs::symlink("companies.csv", home.path().join("case/inside.csv")).expect("linked");
    let output = run(home.path(), &["investigate", "case", "-o", "out"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(
        told.contains("link.csv") && told.contains("a link to a file outside the folder: not read"),
        "{told}"
    );
    let report = fs::read_to_string(home.path().join("out/report.html")).expect("a report");
    assert!(!report.contains("Secret Tarn"), "the file outside is in the report");
}

#[cfg(unix)]
#[test]
fn a_workspace_is_as_readable_as_any_folder_its_user_makes() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a folder");
    let list = r#"{"results":[{"id":"1","source":"Unverified List (UVL) - Bureau of Industry and Security","name":"Tarn Works Ltd"}],"search_performed_at":"2026-11-01T00:00:00Z"}"#;
    fs::write(home.path().join("list.json"), list).expect("written");
    let plain = fs::metadata(home.path().join("list.json")).expect("there").permissions().mode() & 0o777;
    assert!(run(home.path(), &["lists", "import", "list.json"]).status.code() != Some(2));
    let mut folders = vec![home.path().join("workspace")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("read").flatten() {
            assert!(!entry.file_name().to_string_lossy().starts_with('.'), "left behind: {entry:?}");
            let mode = entry.metadata().expect("there").permissions().mode() & 0o777;
            if entry.path().is_dir() {
                assert_eq!(mode & 0o444, plain & 0o444, "{entry:?}");
                folders.push(entry.path());
            } else {
                assert_eq!(mode, plain, "{entry:?}");
            }
        }
    }
}
