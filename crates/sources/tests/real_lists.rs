//! Publishers' own files, where they are at hand: every entry is read, and no field is unknown.

use chokepoint_model::{Issue, Severity};
use chokepoint_sources::lists::{self, Input, Reading};
use std::{collections::BTreeMap, path::PathBuf};

/// The files of a folder of data that lies beside the repository; `None`, with a note, when it does not.
fn files(folder: &str, names: &[&str]) -> Option<Vec<(String, Vec<u8>)>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root =
        std::env::var_os("CHOKEPOINT_SHARED").map_or_else(beside, PathBuf::from).join("data").join(folder);
    let read = |name: &&str| Some(((*name).to_owned(), std::fs::read(root.join(name)).ok()?));
    let files: Option<Vec<_>> = names.iter().map(read).collect();
    if files.is_none() {
        eprintln!("passed over: {} is not there", root.display());
    }
    files
}

/// Reads the files as a release, and counts the listings on each list.
fn read(source: &str, files: &[(String, Vec<u8>)]) -> (Reading, BTreeMap<String, u64>) {
    let inputs: Vec<Input<'_>> = files.iter().map(|(name, bytes)| Input { name, bytes }).collect();
    let mut listings = BTreeMap::new();
    let reading = lists::read(&lists::source(source).expect("a source"), &inputs, &mut |record| {
        for listing in record.listings {
            *listings.entry(listing.list).or_default() += 1;
        }
    });
    (reading, listings)
}

fn check(source: &str, folder: &str, names: &[&str], records: u64, lists: &[(&str, u64)]) {
    let Some(files) = files(folder, names) else { return };
    for (name, bytes) in &files {
        let known = lists::recognise(&[Input { name, bytes }]).expect("a list");
        assert_eq!(known.id, source, "{folder}/{name}");
    }
    let (reading, listings) = read(source, &files);
    assert!(reading.complete, "{folder}: {:?}", reading.issues);
    assert_eq!(reading.records, records, "{folder}");
    assert_eq!(
        listings.iter().map(|(list, count)| (list.as_str(), *count)).collect::<Vec<_>>(),
        lists,
        "{folder}"
    );
    let unknown: Vec<&Issue> =
        reading.issues.iter().filter(|issue| issue.message.contains("not known")).collect();
    assert!(unknown.is_empty(), "{folder}: {unknown:?}");
    // A file that lacks its second half is no release.
    for number in 0..files.len() {
        if names[number].contains("comments") {
            continue;
        }
        let mut cut = files.clone();
        let half = cut[number].1.len() / 2;
        cut[number].1.truncate(half);
        assert!(!read(source, &cut).0.complete, "{folder}/{} cut in half", names[number]);
    }
}

#[test]
fn the_sdn_list_is_read_whole() {
    let files = ["add.csv", "alt.csv", "sdn.csv", "sdn_comments.csv"];
    check("us_ofac_sdn", "ofac-sdn-dated/2019-01", &files, 7379, &[("us_ofac_sdn", 7379)]);
    check("us_ofac_sdn", "ofac-sdn-dated/2021-07", &files[..3], 8976, &[("us_ofac_sdn", 8976)]);
}

#[test]
fn the_consolidated_list_is_read_whole() {
    let files = ["cons_add.csv", "cons_alt.csv", "cons_prim.csv"];
    let lists = [
        ("us_ofac_capta", 14),
        ("us_ofac_cmic", 68),
        ("us_ofac_mbs", 15),
        ("us_ofac_plc", 78),
        ("us_ofac_ssi", 286),
    ];
    check("us_ofac_cons", "ofac-sdn-dated/nonsdn-cons", &files, 442, &lists);
}

#[test]
fn addresses_and_names_without_their_entries_are_refused() {
    for folder in ["ofac-sdn-dated/2025-02", "ofac-sdn-dated/2025-12"] {
        let Some(parts) = files(folder, &["add.csv", "alt.csv"]) else {
            continue;
        };
        let (reading, _) = read("us_ofac_sdn", &parts);
        assert!(!reading.complete);
        let refusal =
            reading.issues.iter().find(|issue| issue.severity == Severity::Error).expect("a refusal");
        assert!(refusal.message.contains("sdn.csv"), "{refusal}");
        // The entries of another day do not make them whole.
        let Some(mut entries) = files("ofac-sdn-dated/2021-07", &["sdn.csv"]) else {
            continue;
        };
        entries.extend(parts);
        assert!(!read("us_ofac_sdn", &entries).0.complete);
    }
}

#[test]
fn the_list_of_the_security_council_is_read_whole() {
    check("un_sc", "un-sc-consolidated", &["un-2025-11.xml"], 1000, &[("un_sc", 1000)]);
    check("un_sc", "un-sc-consolidated", &["un-2026-02-27.xml"], 1003, &[("un_sc", 1003)]);
}
