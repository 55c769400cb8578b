//! Successors of a listed company: ranked, dated, with evidence, and nobody told the program who it is.

use serde_json::Value;
use std::{path::Path, process::Command};

fn successors(arguments: &[&str]) -> Value {
    let workspace = tempfile::tempdir().expect("a folder");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/nettrix");
    let files = [
        "public-facts.ftm.json",
        "companies.csv",
        "holdings.csv",
        "officers.csv",
        "register-of-changes.csv",
        "awards.csv",
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .arg("successors")
        .args(arguments)
        .arg("--registry")
        .args(files.map(|file| folder.join(file)))
        .arg("--json")
        .arg("--workspace")
        .arg(workspace.path().join("none"))
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {told}"))
}

#[test]
fn the_continuation_is_the_first_candidate_with_its_evidence() {
    let answer = successors(&["Sugon", "--as-of", "2024-08-31"]);
    assert_eq!(answer["of"], "sugon");
    assert_eq!(answer["as_of"], "2024-08-31");
    let first = &answer["candidates"][0];
    assert_eq!(first["id"], "nettrix", "{first:#}");
    for field in ["caption", "score", "probability", "families", "evidence", "against", "first_seen"] {
        assert!(!first[field].is_null(), "{field}: {first:#}");
    }
    assert!(first["families"].as_object().is_some_and(|families| families.len() >= 2), "{first:#}");
}

#[test]
fn the_replay_says_when_it_would_first_have_been_seen() {
    let answer = successors(&["Sugon", "--as-of", "2024-08-31", "--replay"]);
    let seen = answer["candidates"].as_array().expect("candidates").iter().find(|one| one["id"] == "nettrix");
    let day = seen.and_then(|one| one["first_seen"].as_str()).unwrap_or_else(|| panic!("{answer:#}"));
    assert!(("2019-12-31".."2024-09-01").contains(&day), "{day}");
}

#[test]
fn every_listing_of_a_period_is_asked_about() {
    let answer = successors(&["--since", "2019-01-01", "--until", "2019-12-31", "--as-of", "2024-08-31"]);
    let listed = answer["listed"].as_array().expect("listed parties");
    assert!(listed.iter().any(|one| one["of"] == "sugon"), "{answer:#}");
    assert!(listed.iter().all(|one| one["listed_since"].as_str().is_some_and(|day| day.starts_with("2019"))));
}

#[test]
fn before_the_listing_nobody_is_its_successor() {
    let workspace = tempfile::tempdir().expect("a folder");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/nettrix");
    let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .args(["successors", "Sugon", "--as-of", "2019-01-31", "--registry"])
        .arg(folder.join("public-facts.ftm.json"))
        .arg("--workspace")
        .arg(workspace.path().join("none"))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is listed on 2019-01-31"));
}
