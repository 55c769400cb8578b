//! Invented entities: parties with sanctions, topics, documents and addresses; changes on top; damaged files.

use crate::lists::{
    self, Input, Reading,
    testing::{damaged, issues, published, read_files},
};
use chokepoint_model::{IdentifierKind, NameKind, Record};
use proptest::prelude::*;

const WHOLE: &str = r#"{"id":"a","schema":"Company","properties":{"name":["Invented Works","Выдуманный завод"],"weakAlias":["IW"],"jurisdiction":["ru"],"innCode":["7707083893"],"taxNumber":["7707083893"],"topics":["sanction"],"addressEntity":["addr"],"website":["https://example.org"]},"datasets":["xx_list"],"last_seen":"2026-01-02T03:04:05"}
{"id":"s","schema":"Sanction","properties":{"entity":["a"],"program":["Invented programme"],"authority":["Ministry of Inventions"],"startDate":["2022"],"endDate":["2023-02"]},"datasets":["xx_list"],"last_seen":"2026-01-02T03:04:05"}
{"id":"addr","schema":"Address","properties":{"full":["1 Invented Road, Moscow"],"country":["ru"]},"datasets":["xx_list"]}
{"id":"b","schema":"Person","properties":{"name":["Anna Invented"],"birthDate":["1970-05"],"topics":["export.control"],"programId":["XX-1"]},"datasets":["xx_control","yy_control"],"last_seen":"2026-01-03T00:00:00"}
{"id":"c","schema":"Person","properties":{"name":["Berta Plain"]},"datasets":["xx_list"]}
{"id":"p","schema":"Passport","properties":{"holder":["b"],"number":["AB 123"],"country":["de"]}}
{"id":"o","schema":"Ownership","properties":{"owner":["b"],"asset":["a"]}}
{"id":"w","schema":"Whatever","properties":{}}
"#;

const DELTA: &str = r#"{"op":"MOD","entity":{"id":"c","schema":"Person","properties":{"name":["Berta Renamed"]},"last_seen":"2026-02-01T00:00:00"}}
{"op":"DEL","entity":{"id":"b"}}
{"op":"ADD","entity":{"id":"d","schema":"Vessel","properties":{"name":["Invented Star"],"imoNumber":["9074729"],"flag":["pa"]}}}
"#;

fn read(files: &[&str]) -> (Vec<Record>, Reading) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|text| ("entities.ftm.json", text.as_bytes())).collect();
    read_files("ftm", &files)
}

fn captions(records: &[Record]) -> Vec<&str> {
    records.iter().map(|record| record.party.caption()).collect()
}

#[test]
fn a_first_line_of_megabytes_is_an_entity_where_its_start_names_a_schema() {
    let known_as = |text: &str| {
        let file = Input { name: "a.json", bytes: text.as_bytes() };
        lists::recognise(&[file]).map(|source| source.id.as_str()).ok()
    };
    let notes = "so it goes; ".repeat(200_000);
    let entity = format!(
        r#"{{"id":"a","schema":"Person","properties":{{"name":["Anna Invented"],"notes":["{notes}"]}}}}"#
    );
    assert_eq!(known_as(&entity), Some("ftm"));
    assert_eq!(known_as(&format!("\n{entity}\n{WHOLE}")), Some("ftm"));
    assert_eq!(known_as(&format!(r#"{{"notes":"{notes}"}}"#)), None);
    assert_eq!(known_as(WHOLE), Some("ftm"));
}

#[test]
fn a_party_has_its_sanction_as_a_listing() {
    let (records, reading) = read(&[WHOLE]);
    assert!(reading.complete, "{:?}", reading.issues);
    assert_eq!(published(&reading).as_deref(), Some("2026-01-03"));
    let works = &records[0];
    let listing = &works.listings[0];
    assert_eq!(
        (listing.list.as_str(), &listing.programmes[..]),
        ("xx_list", &["Invented programme".to_owned()][..])
    );
    assert_eq!(listing.period.from.map(|day| day.to_string()).as_deref(), Some("2022-01-01"));
    assert_eq!(listing.period.until.map(|day| day.to_string()).as_deref(), Some("2023-02-28"));
    assert_eq!(works.party.addresses[0].text, "1 Invented Road, Moscow");
    assert_eq!(works.party.names.last().map(|name| name.kind), Some(NameKind::WeakAlias));
    assert_eq!(works.party.identifiers.len(), 1, "one number under two names");
    assert_eq!(works.party.identifiers[0].kind, IdentifierKind::Inn);
}

#[test]
fn a_risk_topic_without_a_sanction_is_a_listing_of_each_dataset() {
    let (records, _) = read(&[WHOLE]);
    let lists: Vec<&str> = records[1].listings.iter().map(|listing| listing.list.as_str()).collect();
    assert_eq!(lists, ["xx_control", "yy_control"]);
    assert_eq!(records[1].topics, ["export.control"]);
    assert_eq!(records[1].party.identifiers[0].kind, IdentifierKind::Passport);
    assert!(records[2].listings.is_empty(), "a party without a topic is no listing");
}

#[test]
fn what_is_not_known_is_counted_and_what_is_passed_over_is_silent() {
    let (_, reading) = read(&[WHOLE]);
    let told = issues(&reading);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("Whatever (a schema)"), "{told:?}");
}

#[test]
fn the_last_word_counts_in_the_order_of_the_files() {
    let (records, reading) = read(&[WHOLE, DELTA]);
    assert!(reading.complete);
    assert_eq!(captions(&records), ["Invented Works", "Berta Renamed", "Invented Star"]);
    assert_eq!(published(&reading).as_deref(), Some("2026-02-01"));
    let back = r#"{"op":"MOD","entity":{"id":"c","schema":"Person","properties":{"name":["Berta Plain"]}}}"#;
    let (records, _) = read(&[WHOLE, DELTA, back]);
    assert_eq!(captions(&records), ["Invented Works", "Invented Star", "Berta Plain"]);
}

#[test]
fn a_text_alone_is_a_list_of_one() {
    let (records, reading) = read(&[&WHOLE.replacen("[\"Berta Plain\"]", "\"Berta Plain\"", 1)]);
    assert_eq!(reading.issues.len(), 1, "{:?}", reading.issues);
    assert!(captions(&records).contains(&"Berta Plain"));
}

#[test]
fn a_sanction_that_was_lifted_leaves_its_party() {
    let without_topic = WHOLE.replace("\"topics\":[\"sanction\"],", "");
    let (records, _) = read(&[&without_topic, r#"{"op":"DEL","entity":{"id":"s"}}"#]);
    assert!(records[0].listings.is_empty());
}

#[test]
fn a_file_cut_within_a_line_is_never_complete() {
    for text in [WHOLE, DELTA] {
        let start = text.find('\n').expect("a line") + 1;
        for end in start..text.len() {
            // Between two lines nothing tells that more was to come; the number of records does, and the publisher's digest.
            let line = text[..end].rsplit('\n').next().unwrap_or_default();
            if line.is_empty() || text[end..].starts_with('\n') || !text.is_char_boundary(end) {
                continue;
            }
            let files = if text == WHOLE { vec![&text[..end]] } else { vec![WHOLE, &text[..end]] };
            assert!(!read(&files).1.complete, "cut at {end}");
        }
    }
}

#[test]
fn a_line_beyond_reason_costs_no_other() {
    let long = format!("{{\"id\":\"{}\",\"schema\":\"Company\"}}\n", "x".repeat(65 << 20));
    let (records, reading) = read(&[&format!("{long}{WHOLE}")]);
    assert!(reading.complete && records.len() == 3);
    assert!(
        reading.issues.iter().any(|issue| issue.message.contains("a line of 65 MB")),
        "{:?}",
        reading.issues
    );
}

#[test]
fn a_line_that_is_no_entity_costs_no_other() {
    let (records, reading) = read(&[&WHOLE.replacen("{\"id\":\"c\"", "{\"id\":7", 1)]);
    assert!(reading.complete);
    assert_eq!(captions(&records), ["Invented Works", "Anna Invented"]);
    assert!(
        reading.issues.iter().any(|issue| issue.message.contains("no entity: line 5")),
        "{:?}",
        reading.issues
    );
}

#[test]
fn published_fixtures_are_read_when_they_are_beside_the_repository() {
    let folder = shared().join("data/ftm-opensanctions-fixtures/zala/entities.ftm.json");
    let Ok(text) = std::fs::read_to_string(&folder) else {
        eprintln!("{} is absent: not tried", folder.display());
        return;
    };
    let (records, reading) = read(&[&text]);
    assert!(reading.complete);
    assert_eq!(records.len(), 17, "11 companies and 6 persons");
    assert!(
        reading.issues.iter().all(|issue| issue.severity < chokepoint_model::Severity::Error),
        "{:?}",
        reading.issues
    );
}

#[allow(clippy::disallowed_methods)] // where the data of the team lies
fn shared() -> std::path::PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");
    std::env::var("CHOKEPOINT_SHARED").map_or_else(|_| beside.into(), Into::into)
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0..WHOLE.len()) {
        for text in [&bytes, &damaged(WHOLE, at, 0, &bytes[..bytes.len().min(3)])] {
            let _ = lists::recognise(&[Input { name: "a", bytes: text }]);
            read_files("ftm", &[("a", text), ("b", DELTA.as_bytes())]);
        }
    }
}
