//! The example folders are read whole: every file, no issue but the intended one, and a source and a day for every fact.

use chokepoint_model::{Date, InterestKind, Registry};
use chokepoint_sources::registry::{Options, read};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The files of an example that hold records.
fn records(example: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(examples().join(example))
        .expect("the example")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| !path.ends_with("README.md") && !path.ends_with("case.toml"))
        .collect();
    files.sort();
    files
}

fn registry(files: &[PathBuf]) -> Registry {
    read(files, &Options::default()).expect("the files are there")
}

fn public_facts() -> Registry {
    registry(&[examples().join("nettrix/public-facts.ftm.json")])
}

fn count(registry: &Registry, kind: InterestKind) -> usize {
    registry.interests.iter().filter(|interest| interest.kind == kind).count()
}

#[test]
fn of_the_case_only_the_scan_cannot_be_read() {
    let registry = registry(&records("nettrix"));
    let issues: Vec<String> = registry.issues.iter().map(ToString::to_string).collect();
    assert_eq!(issues.len(), 1, "{issues:#?}");
    assert!(issues[0].contains("scan-of-a-licence.pdf"), "{issues:?}");
    let made_up =
        registry.profiles.iter().filter(|one| one.founded.is_some() && one.id.starts_with("made-up:"));
    assert_eq!(made_up.count(), 321);
    assert_eq!(count(&registry, InterestKind::Sponsor), 15 + 1);
    assert_eq!(count(&registry, InterestKind::Founder), 24 + 2);
    assert_eq!(registry.profiles.iter().map(|one| one.changes.len()).sum::<usize>(), 123);
}

#[test]
fn every_public_fact_names_its_source_and_the_day_from_which_it_could_be_seen() {
    let registry = public_facts();
    assert_eq!(registry.issues, []);
    let known = ["nyt-2024-08-04", "us_bis_entity_list"];
    let profiles = registry.profiles.iter().map(|one| (one.id.as_str(), &one.stated));
    let interests = registry.interests.iter().map(|one| (&*one.stated.record, &one.stated));
    for (id, stated) in profiles.chain(interests) {
        assert!(known.contains(&&*stated.source), "{id} has the source {:?}", stated.source);
        assert!(stated.seen.is_some(), "{id} has no day");
    }
    let text = fs::read_to_string(examples().join("nettrix/public-facts.ftm.json")).expect("the facts");
    assert!(
        text.lines().all(|line| line.contains(r#""notes":[""#)),
        "a record does not say where it comes from"
    );
}

#[test]
fn the_case_tells_of_every_source_and_whose_every_reply_is() {
    let case = fs::read_to_string(examples().join("nettrix/case.toml")).expect("the case");
    let case: toml::Table = toml::from_str(&case).expect("TOML");
    let told = |list: &str, key: &str| -> BTreeSet<String> {
        let entries = case.get(list).and_then(toml::Value::as_array).into_iter().flatten();
        entries.filter_map(|one| Some(one.get(key)?.as_str()?.to_owned())).collect()
    };
    let registry = public_facts();
    let named: BTreeSet<String> = registry.profiles.iter().map(|one| one.stated.source.to_string()).collect();
    assert!(named.is_subset(&told("source", "id")), "{named:?}");
    assert!(told("reply", "source").is_subset(&named));
    let by = told("reply", "by");
    assert_eq!(by.len(), 4);
    assert!(by.iter().all(|id| registry.number_of(id).is_some()), "{by:?}");
}

#[test]
fn no_record_says_who_follows_whom() {
    let registry = registry(&records("nettrix"));
    assert_eq!(count(&registry, InterestKind::Predecessor), 0);
    let text = fs::read_to_string(examples().join("nettrix/public-facts.ftm.json")).expect("the facts");
    for word in ["success", "predecess", " front", "phoenix", "evad"] {
        assert!(!text.to_lowercase().contains(word), "{word}");
    }
}

#[test]
fn what_only_the_later_listing_prints_carries_its_day() {
    let listed: Date = "2025-03-25".parse().expect("a day");
    let registry = public_facts();
    let before: Vec<_> = registry.profiles.iter().filter(|one| one.stated.seen < Some(listed)).collect();
    let addresses: BTreeSet<&str> =
        before.iter().flat_map(|one| &one.party.addresses).map(|address| address.text.as_str()).collect();
    // Three of Sugon's own entry, and the building that the report tells of.
    assert_eq!(addresses.len(), 4, "{addresses:?}");
    let listed_before: Vec<&str> =
        before.iter().filter(|one| !one.listings.is_empty()).map(|one| one.id.as_str()).collect();
    assert_eq!(listed_before, ["sugon"]);
}

#[test]
fn the_partner_page_and_what_lies_beside_it_are_read_without_an_issue() {
    let registry = registry(&records("partners"));
    assert_eq!(registry.issues, []);
    let entries = registry.profiles.iter().filter(|one| !one.listings.is_empty());
    assert_eq!(entries.count(), 9);
    // Each name on the page is somebody's in the register, in one language or the other.
    let register = self::registry(&[examples().join("partners/register.csv")]);
    let names: BTreeSet<&str> =
        register.profiles.iter().flat_map(|one| &one.party.names).map(|name| name.text.as_str()).collect();
    let on_page = self::registry(&[examples().join("partners/partners.csv")]);
    assert_eq!(on_page.profiles.len(), 136);
    assert!(on_page.profiles.iter().all(|one| names.contains(one.caption())));
}
