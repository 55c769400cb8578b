//! The Security Council's list: read whole or not at all.

use super::super::{
    Input, Reading, recognise,
    testing::{assert_whole, births, damaged, identifiers, issues, names, published, read_files},
};
use chokepoint_model::{NameKind, Record};
use proptest::prelude::*;

/// Invented entries in the publisher's form.
const SAMPLE: &str = include_str!("sample.xml");

fn records(text: &[u8]) -> (Vec<Record>, Reading) {
    read_files("un_sc", &[("consolidated.xml", text)])
}

#[test]
fn the_file_is_told_by_its_content() {
    let input = Input { name: "anything", bytes: SAMPLE.as_bytes() };
    assert_eq!(recognise(&[input]).expect("known").id, "un_sc");
}

#[test]
fn a_person_is_read_with_all_that_is_said() {
    let (records, reading) = records(SAMPLE.as_bytes());
    assert_whole(&reading);
    assert_eq!(published(&reading).as_deref(), Some("2026-02-27"));
    let person = &records[0];
    assert_eq!(person.key.to_string(), "un_sc:XXi.001");
    assert_eq!(
        names(person),
        [
            "Primary RUSLAN TESTOV ORMANOV",
            "Alias Руслан Орманов",
            "Alias Ruslan Ormonov",
            "Alias Ruslan Urmanov",
            "WeakAlias Lame Fox"
        ]
    );
    assert_eq!(births(person), ["1971-03-04", "circa 1970", "1968 to 1973", "1972-09"]);
    assert_eq!(person.party.birth_places, ["Northtown, Upper Province, KZ"]);
    assert_eq!(identifiers(person), ["Passport A123456", "NationalId 7781", "Other 9-10"]);
    let listing = &person.listings[0];
    assert_eq!(
        (
            listing.list.as_str(),
            listing.programmes.join(","),
            listing.period.from.expect("a day").to_string()
        ),
        ("un_sc", "Testland".to_owned(), "2012-12-31".to_owned())
    );
    for words in
        ["Gender: Male", "Title: Maulavi", "Amended on: 2020-02-05", "as of early 2016", "expires 2020-01-01"]
    {
        assert!(listing.remarks.contains(words), "{words} is not in {}", listing.remarks);
    }
}

#[test]
fn an_organisation_has_former_names_and_addresses() {
    let (records, _) = records(SAMPLE.as_bytes());
    let party = &records[1].party;
    let former: Vec<&str> = party
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Former)
        .map(|name| name.text.as_str())
        .collect();
    assert_eq!((party.caption(), former), ("PLAINS TRADING (PT)", vec!["Hills Trading"]));
    assert_eq!(party.names[1].text, "PLAINS & HILLS TRADING (PHT)");
    assert_eq!(party.addresses[0].text, "12 Long Street, Southtown, 1000");
    assert_eq!(party.addresses[0].country.expect("a country").as_str(), "MN");
}

#[test]
fn a_field_that_is_not_known_is_told() {
    let text = SAMPLE.replace("<GENDER>Male</GENDER>", "<GENDER>Male</GENDER><EYES>green</EYES>");
    let (_, reading) = records(text.as_bytes());
    assert!(reading.issues.iter().any(|issue| issue.message.contains("\"EYES\"")), "{:?}", reading.issues);
}

#[test]
fn a_text_beyond_reason_ends_the_reading() {
    let long = "x".repeat(5 << 20);
    for long in [
        format!("<GENDER>{long}</GENDER>"),
        format!("<GENDER x='{long}'/>"),
        format!("<GENDER>{}</GENDER>", "x&amp;".repeat(3 << 20)),
    ] {
        let (_, reading) = records(SAMPLE.replace("<GENDER>Male</GENDER>", &long).as_bytes());
        assert!(
            !reading.complete && issues(&reading).iter().any(|told| told.contains("longer than any list"))
        );
    }
}

proptest! {
    #[test]
    fn a_file_cut_anywhere_is_never_complete(at in 0..SAMPLE.trim_end().len()) {
        let (_, reading) = records(&SAMPLE.as_bytes()[..at]);
        prop_assert!(!reading.complete);
    }

    #[test]
    fn no_bytes_stop_the_reader(at in 0..SAMPLE.len(), junk in proptest::collection::vec(any::<u8>(), 0..40)) {
        records(&damaged(SAMPLE, at, junk.len() / 2, &junk));
    }

    #[test]
    fn no_text_stops_the_reader(text in "(<(/?(CONSOLIDATED_LIST|INDIVIDUAL|VALUE)|!--|!\\[CDATA\\[)[ />]?|&[a-z#0-9]*;?|.){0,30}") {
        records(text.as_bytes());
    }
}
