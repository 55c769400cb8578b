//! Names written awkwardly, and names of other things that look like a chip's: a half that was tuned on, a half that judges.

use chokepoint_catalogue::{Catalogue, Resolution};

const NAMES: &str = include_str!("../../../corpus/licensing/names.csv");

/// What a name was taken for: the models, `server`, or `none`.
fn taken_for(text: &str) -> String {
    match Catalogue::built_in().0.find(text) {
        Resolution::Item { candidate, .. } => candidate.item.model().to_owned(),
        Resolution::Variants { name, candidates, .. } => {
            let models: Vec<&str> = candidates.iter().map(|one| one.item.model()).collect();
            format!("{name}: {}", models.join(", "))
        }
        Resolution::ServerLine { .. } => "server".to_owned(),
        Resolution::Unknown { .. } => "none".to_owned(),
    }
}

/// The rows of a half that were taken for something else, and how many rows it has.
fn wrong(half: &str) -> (Vec<String>, usize) {
    let rows = NAMES.lines().filter_map(|line| line.strip_prefix(half)?.strip_prefix(','));
    let rows: Vec<(&str, &str)> = rows.filter_map(|row| row.rsplit_once(',')).collect();
    let wrong = rows.iter().filter_map(|(text, is)| {
        let found = taken_for(text);
        let right = if matches!(*is, "none" | "server") { found == *is } else { found.contains(is) };
        (!right).then(|| format!("{text}: {found}, and not {is}"))
    });
    (wrong.collect(), rows.len())
}

#[test]
fn names_that_were_looked_at_are_all_right() {
    let (wrong, rows) = wrong("tune");
    assert!(rows >= 30);
    assert!(wrong.is_empty(), "{} of {rows} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_that_were_not_looked_at_are_right_but_for_a_few() {
    let (wrong, rows) = wrong("judge");
    assert!(rows >= 30);
    println!("{} of {rows} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(wrong.len() * 10 <= rows, "{} of {rows} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_name_of_another_thing_says_which_word_makes_it_so() {
    for (text, expect) in [
        ("RTX 4090 Laptop GPU", "\"laptop gpu\" makes it the part in a portable computer, not the RTX 4090"),
        ("Arc Pro A40", "A40 is a chip of NVIDIA, and no A40 of Intel is in the catalogue"),
        ("Galaxy A100", "\"galaxy\" makes A100 another thing than the chip of that name"),
    ] {
        match Catalogue::built_in().0.find(text) {
            Resolution::Unknown { why, nearest } => assert_eq!((why.as_str(), nearest.len()), (expect, 0)),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn a_maker_in_a_column_of_its_own_decides() {
    let (catalogue, _) = Catalogue::built_in();
    let known =
        |maker: &str, name: &str| !matches!(catalogue.find_of(maker, name), Resolution::Unknown { .. });
    assert!(known("NVIDIA", "A40"));
    assert!(known("NVIDIA Corporation", "NVIDIA A40"));
    assert!(known("PNY", "A40"));
    assert!(known("", "A40"));
    assert!(!known("Intel", "Arc Pro A40"));
    assert!(!known("Intel", "A40"));
    assert!(!known("Samsung", "A100"));
}
