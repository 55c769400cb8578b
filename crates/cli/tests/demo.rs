//! The demo's parties do what the demo says of them: who is a match, who is not, and that an excerpt is called one.

use serde_json::Value;
use std::process::Command;

/// The day after which the bundled list did not change.
const DAY: &str = "2026-11-24";

fn demo(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .arg("demo")
        .arg("-o")
        .arg(folder.path().join("demo"))
        .args(arguments)
        .args(["--as-of", DAY])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.path().join("demo/report.html").is_file());
    String::from_utf8(output.stdout).expect("text")
}

fn lines() -> Vec<Value> {
    demo(&["--json"]).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The entry that the party with this number matches; empty when it matches none.
fn check(lines: &[Value], id: &str, expect: &str) {
    let party =
        lines.iter().find(|line| line["passed"]["id"] == id).unwrap_or_else(|| panic!("no party {id}"));
    let hit = &party["hits"][0];
    let matched = if hit["matched"] == true { hit["caption"].as_str().unwrap_or_default() } else { "" };
    assert_eq!(matched, expect, "{id}: {party:#}");
}

#[test]
fn listed_parties_are_met_in_every_spelling() {
    let lines = lines();
    for (id, expect) in [
        ("P-002", "Nettrix Information Industry Co., Ltd."),
        ("P-003", "Sugon"),
        ("P-004", "Nettrix Information Industry Co., Ltd."),
        ("P-005", "Nettrix Information Industry Co., Ltd."),
        ("P-006", "Higon"),
        ("P-007", "Sugon"),
        ("P-008", "National Supercomputing Center Shenzhen"),
        ("P-009", "National Supercomputing Center Wuxi"),
        ("P-010", "Cambricon Technologies Corporation Limited"),
        ("P-011", "Moore Thread Intelligent Technology (Beijing) Co., Ltd."),
        ("P-012", "Shanghai Biren Intelligent Technology Co., Ltd."),
        ("P-013", "China Electronics Technology Group Corporation No. 28 Institute"),
        ("P-015", "Chinese Academy of Sciences Institute of Computing Technology"),
        ("P-017", "Tianjin Phytium Information Technology"),
        ("P-025", "Inspur Taiwan"),
        ("P-026", "Inspur Electronic Information Industry Co., Ltd."),
    ] {
        check(&lines, id, expect);
    }
}

#[test]
fn ordinary_companies_siblings_and_namesakes_are_no_match() {
    let lines = lines();
    for id in ["P-001", "P-014", "P-016", "P-019", "P-020", "P-021", "P-022", "P-023", "P-024"] {
        check(&lines, id, "");
    }
}

#[test]
fn an_excerpt_is_never_called_the_list() {
    let lines = lines();
    let coverage = &lines.last().expect("a line")["coverage"];
    let text = coverage.to_string();
    assert!(text.contains("excerpt of the Entity List around AI chips"), "{text}");
    let lists = coverage["lists"].as_array().expect("lists");
    assert_eq!(lists.len(), 1);
    assert!(lists[0]["title"].as_str().is_some_and(|title| title.contains("excerpt")), "{text}");
}

#[test]
fn the_case_is_investigated_and_nobody_tells_what_to_find() {
    let lines: Vec<Value> = demo_of_the_case();
    let found = &lines[0]["investigation"];
    assert_eq!(found["as_of"], "2024-08-31");
    assert_eq!(
        found["findings"][0]["subjects"],
        serde_json::json!(["nettrix", "sugon"]),
        "{:#}",
        found["findings"][0]
    );
}

/// The demo on the day of its case.
fn demo_of_the_case() -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .args(["demo", "--json", "-o"])
        .arg(folder.path().join("demo"))
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn the_table_shows_the_law_the_reasons_and_what_was_covered() {
    let text = demo(&[]);
    for expected in [
        "Entity List since 2025-03-25, 90 FR 14046",
        "licence: all items subject to the EAR; review: policy of denial; footnote 4",
        "宁畅 is called Nettrix in English",
        "without a hit",
        "covered on 2026-11-24",
        "only an excerpt around AI chips",
        "chokepoint lists update",
    ] {
        assert!(text.contains(expected), "{expected:?} is missing in\n{text}");
    }
}

#[test]
fn an_address_without_a_name_is_met_and_a_neighbour_is_not() {
    let lines = lines();
    check(&lines, "P-018", "Unit D, 16/F One Capital Place, 18 Luard Rd, Wan Chai, Hong Kong");
    check(&lines, "P-019", "");
    check(&lines, "P-020", "");
    // Another name at the house of a listed group is no match; a reviewer sees it all the same.
    let neighbour = lines.iter().find(|line| line.to_string().contains("P-020")).expect("a line");
    let told = neighbour["hits"][0]["explanation"].to_string();
    assert!(told.contains("the same building, 88 nansong road; 3 listed parties are at it"), "{neighbour:#}");
}
