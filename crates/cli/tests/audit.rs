//! The partner audit: the ties of the example are found, and no others.

use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf, process::Command};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn audit(partners: PathBuf, arguments: &[&str]) -> Value {
    let workspace = tempfile::tempdir().expect("a folder");
    let folder = root().join("examples/partners");
    let files = [
        "case.toml",
        "listed-parties.ftm.json",
        "register.csv",
        "holdings.csv",
        "officers.csv",
        "awards.csv",
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .arg("audit")
        .arg(partners)
        .arg("--registry")
        .args(files.map(|file| folder.join(file)))
        .args(arguments)
        .arg("--json")
        .arg("--workspace")
        .arg(workspace.path().join("none"))
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {told}"))
}

#[test]
fn of_the_partners_those_with_ties_are_found_and_no_others() {
    let mut truth = BTreeMap::new();
    let mut reader = csv::Reader::from_path(root().join("corpus/partners/truth.csv")).expect("the truth");
    for row in reader.records() {
        let row = row.expect("a row");
        truth.insert(row[0].to_owned(), row[2].to_owned());
    }
    let answer = audit(root().join("examples/partners/partners.csv"), &[]);
    let partners = answer["partners"].as_array().expect("partners");
    assert_eq!(partners.len(), truth.len(), "the same list comes out");
    let mut wrong = String::new();
    for partner in partners {
        let (name, standing) =
            (partner["partner"].as_str().expect("a name"), partner["standing"].as_str().expect("a word"));
        let expect: &[&str] = match truth[name].as_str() {
            "none" => &["nothing", "remark"],
            "listed" => &["listed"],
            "owned" => &["owned"],
            _ => &["tied"],
        };
        if !expect.contains(&standing) {
            wrong += &format!(
                "{name}: {} expected, {standing} found: {}\n",
                truth[name], partner["findings"][0]["message"]
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    // Strongest first.
    let order = ["listed", "owned", "possible", "tied", "remark", "not_compared", "nothing"];
    let places: Vec<_> =
        partners.iter().map(|one| order.iter().position(|word| *word == one["standing"])).collect();
    assert!(places.windows(2).all(|pair| pair[0] <= pair[1]), "{places:?}");
}

#[test]
fn what_was_covered_stands_beside_a_clean_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("list.csv");
    std::fs::write(&list, "name\nExample Heron Trading Ltd\n").expect("a file");
    let answer = audit(list, &[]);
    assert_eq!(answer["partners"][0]["standing"], "nothing", "{:#}", answer["partners"]);
    assert_eq!(answer["not_described"], 1);
    assert!(answer["coverage"]["lists"].as_array().is_some_and(|lists| !lists.is_empty()), "{answer:#}");
}
