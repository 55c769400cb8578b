//! Invented entries of acts and of an amending act; measures are lists; damaged files are refused.

use crate::lists::{
    self, Input, Reading,
    testing::{damaged, read_files},
};
use chokepoint_model::{IdentifierKind, Record, Schema};
use proptest::prelude::*;

const ACT: &str = "celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,registrationNumber,imoNumber,address,newColumn
32014R0833,655,EU-RUS,IV,Export control,25.6.2024,,LegalEntity,Invented Parts Ltd,发明零件有限公司; Invented / Inwented,123 (CR No.),,\"1 Invented Road, HK; 2 Invented Street, Kowloon\",x
32014R0833,,EU-RUS,XLII,Transportation restrictions,1 Jul. 2025,,Vessel,Invented Star,,,9074729,,
32006R0765,1,EU-BLR,I,Singing ban,,,Person,Anna Invented,,,,,
";

const AMENDMENT: &str = "amendedCelex,amendmentCelex,recordId,programKey,annex,measure,startDate,schema,name
32014R0833,32026R1843,700,EU-RUS,IV,Export control,23.7.2026,LegalEntity,Invented Later Ltd
";

fn read(files: &[&[u8]]) -> (Vec<Record>, Reading) {
    let files: Vec<(&str, &[u8])> = files.iter().map(|bytes| ("act.csv", *bytes)).collect();
    read_files("eu_journal", &files)
}

#[test]
fn a_measure_is_a_list_and_the_act_its_citation() {
    let (records, reading) = read(&[ACT.as_bytes(), AMENDMENT.as_bytes()]);
    assert!(reading.complete);
    let told: Vec<(&str, &str, String)> = records
        .iter()
        .map(|record| {
            let listing = &record.listings[0];
            let from = listing.period.from.map_or_else(String::new, |day| day.to_string());
            (listing.list.as_str(), listing.citations[0].text.as_str(), from)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("eu_journal_export_control", "Regulation (EU) No 833/2014, annex IV", "2024-06-25".to_owned()),
            ("eu_journal_transport", "Regulation (EU) No 833/2014, annex XLII", "2025-07-01".to_owned()),
            ("eu_journal_export_control", "Regulation (EU) No 833/2014, annex IV", "2026-07-23".to_owned()),
        ]
    );
    assert_eq!(records[2].listings[0].citations[1].text, "Regulation (EU) 2026/1843, annex IV");
}

#[test]
fn cells_with_several_values_are_divided() {
    let (records, _) = read(&[ACT.as_bytes()]);
    let party = &records[0].party;
    let names: Vec<&str> = party.names.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["Invented Parts Ltd", "发明零件有限公司", "Invented", "Inwented"]);
    assert_eq!(party.addresses.len(), 2);
    assert_eq!(party.addresses[0].country.map(|country| country.to_string()).as_deref(), Some("HK"));
    assert_eq!(
        (party.identifiers[0].kind, party.identifiers[0].value.as_str()),
        (IdentifierKind::Registration, "123")
    );
    assert_eq!(
        (records[1].party.schema, records[1].key.id.as_str()),
        (Schema::Vessel, "32014R0833:XLII:9074729")
    );
}

#[test]
fn birth_dates_come_in_many_ways_of_saying_or() {
    let table = |date: &str| {
        format!(
            "celex,recordId,programKey,annex,measure,schema,name,birthDate\n32002R0881,1,X,I,Asset freeze,Person,Anna Invented,\"{date}\"\n"
        )
    };
    let dates = |date: &str| {
        let (records, _) = read(&[table(date).as_bytes()]);
        records[0]
            .party
            .birth_dates
            .iter()
            .map(|birth| birth.from.to_string())
            .collect::<Vec<_>>()
            .join(" + ")
    };
    for (text, expect) in [
        ("7.8.1965 / 20.2.1972", "1965-08-07 + 1972-02-20"),
        ("6.3.1955 or 15.3.1955", "1955-03-06 + 1955-03-15"),
        ("(a) 3.3.1965, (b) 1.1.1965", "1965-03-03 + 1965-01-01"),
        ("(probably) 1944", "1944"),
        ("1 Jan. 1964; 1959", "1964-01-01 + 1959"),
    ] {
        assert_eq!(dates(text), expect, "{text}");
    }
}

#[test]
fn a_measure_and_a_column_that_are_not_known_are_told() {
    let (_, reading) = read(&[ACT.as_bytes()]);
    let told: Vec<String> = reading.issues.iter().map(ToString::to_string).collect();
    assert!(told[0].contains("unknown measure \"Singing ban\""), "{told:?}");
    assert!(told[1].contains("\"newcolumn\" is not known"), "{told:?}");
}

#[test]
fn a_file_cut_within_a_row_is_never_complete() {
    for end in 0..ACT.len() {
        let last = ACT.as_bytes()[..end].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        if !last.is_empty() && last.iter().filter(|byte| **byte == b',').count() < 13 {
            let reading = read(&[&ACT.as_bytes()[..end]]).1;
            assert!(!reading.complete || reading.records == 0, "cut at {end}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0..ACT.len()) {
        let _ = lists::recognise(&[Input { name: "a", bytes: &bytes }]);
        read(&[&bytes, &damaged(ACT, at, 0, &bytes[..bytes.len().min(3)])]);
    }
}
