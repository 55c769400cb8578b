//! The bundled excerpt is whole and cited, and a damaged copy is refused with its place.

use crate::lists::{
    Reading,
    testing::{damaged, published, read_files},
};
use chokepoint_model::{Record, Schema, Severity};
use proptest::prelude::*;

const BUNDLED: &str = include_str!("../../../../../resources/lists/ai-chips-entity-list.toml");

/// A sample of the same shape: a company, and an address without a name.
const SAMPLE: &str = r#"title = "Invented entries"
list  = "us_bis_entity_list"
as_of = 2026-07-31

[[entry]]
name        = "Invented Compute Co., Ltd."
aliases     = ["Invented Compute"]
since       = 2025-03-25
citations   = ["90 FR 1"]
requirement = "all items subject to the EAR"
sections    = ["744.11"]
footnotes   = [4]
review      = "policy of denial"
[entry.addresses]
CN = ["1 Invented Road, Beijing"]
HK = ["2 Invented Street, Kowloon"]

[[entry]]
address_only = "Address 77"
since        = 2024-06-12
citations    = ["89 FR 1"]
requirement  = "items on the Commerce Control List and in supplement no. 7 to part 746"
review       = "presumption of denial"
[entry.addresses]
HK = ["Room 7, Invented House, Kowloon"]

# end of the list
"#;

fn read(text: &[u8]) -> (Vec<Record>, Reading) {
    read_files("chokepoint_ai_chips", &[("list.toml", text)])
}

/// The first issue of a changed sample, in words.
fn check(change: (&str, &str), expect: &str) {
    assert!(SAMPLE.contains(change.0));
    let (_, reading) = read(SAMPLE.replacen(change.0, change.1, 1).as_bytes());
    let told = reading.issues.first().map(ToString::to_string).unwrap_or_default();
    assert!(told.contains(expect), "{told}");
}

#[test]
fn every_bundled_entry_has_a_day_a_citation_and_an_address_and_is_read_without_an_issue() {
    let (records, reading) = read(BUNDLED.as_bytes());
    assert!(reading.complete && reading.issues.is_empty(), "{:?}", reading.issues);
    assert_eq!(published(&reading).as_deref(), Some("2026-07-31"));
    for record in &records {
        let listing = &record.listings[0];
        let name = &record.key.id;
        assert!(listing.period.from.is_some_and(|from| from.year() >= 2015), "{name}");
        assert!(listing.citations.iter().all(|citation| citation.text.contains(" FR ")), "{name}");
        assert!(!record.party.addresses.is_empty(), "{name}");
        assert!(record.party.addresses.iter().all(|address| address.text.len() > 5), "{name}");
        assert!(listing.requirement.is_some() && listing.review.is_some(), "{name}");
    }
    let addresses = records.iter().filter(|record| record.party.schema == Schema::Address);
    assert!(addresses.count() >= 8, "the address-only entries are in it");
}

#[test]
fn an_entry_becomes_a_record_with_its_listing() {
    let (records, reading) = read(SAMPLE.as_bytes());
    assert!(reading.complete);
    let company = &records[0];
    assert_eq!(company.party.caption(), "Invented Compute Co., Ltd.");
    assert_eq!(company.party.countries.len(), 2);
    assert_eq!(company.listings[0].list, "us_bis_entity_list");
    assert_eq!(company.listings[0].footnotes, [4]);
    assert_eq!(records[1].party.schema, Schema::Address);
    assert!(records[1].party.names.is_empty(), "an address is no company");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    check(
        ("citations   = [\"90 FR 1\"]", "citations   = []"),
        "line 5: Invented Compute Co., Ltd.: no citation",
    );
    check(("since        = 2024-06-12\n", ""), "missing field `since`");
    check(("footnotes", "footnote"), "unknown field `footnote`");
    check(
        ("review       = \"presumption of denial\"", "review = \"perhaps\""),
        "unknown review policy \"perhaps\"",
    );
    check(("HK = [\"2", "HKG = [\"2"), "\"HKG\" is no code of a country");
    check(
        ("list  = \"us_bis_entity_list\"", "list  = \"other\""),
        "cannot be read further: the list is \"other\"",
    );
}

#[test]
fn an_entry_that_cannot_be_read_costs_no_other() {
    let (records, reading) = read(SAMPLE.replacen("policy of denial", "perhaps", 1).as_bytes());
    assert_eq!(records.len(), 1);
    assert_eq!(reading.issues[0].severity, Severity::Error);
}

#[test]
fn a_file_cut_anywhere_is_never_complete() {
    let whole = SAMPLE.trim_end();
    for end in 0..whole.len() {
        let (_, reading) = read(&whole.as_bytes()[..end]);
        assert!(!reading.complete, "cut at {end}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..SAMPLE.len()) {
        read(&bytes);
        read(&damaged(SAMPLE, at, 0, &bytes[..bytes.len().min(4)]));
    }
}
