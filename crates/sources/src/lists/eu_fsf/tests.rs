//! Invented entities in the publisher's header: rows joined, dates and identifiers read, damaged files refused.

use crate::lists::{
    self, Input, Reading,
    testing::{births, damaged, identifiers, issues, published, read_files},
};
use chokepoint_model::{NameKind, Record, Schema};
use proptest::prelude::*;

const SAMPLE: &str = "\u{feff}fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_Remark;Entity_SubjectType;\
Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;Entity_Regulation_EntryIntoForceDate;\
Entity_Regulation_NumberTitle;Entity_Regulation_Programme;Entity_Regulation_PublicationUrl;NameAlias_WholeName;\
NameAlias_Remark;NameAlias_Regulation_EntryIntoForceDate;Address_City;Address_Street;Address_CountryIso2Code;\
BirthDate_BirthDate;BirthDate_Year;BirthDate_Circa;BirthDate_City;Identification_Number;Identification_TypeCode;\
Identification_CountryIso2Code;Citizenship_CountryIso2Code;New_Column
28/10/2025;13;EU.1.2;Invented remark;person;P;2024-06-24;2024-06-25;2024/1 (OJ L1);UKR;https://example.org/1;Anna Invented;;2022-02-23;;;;;;;;;;;;
28/10/2025;13;EU.1.2;;person;P;2024-06-24;2024-06-25;2024/1 (OJ L1);UKR;;Anja Inwented;low quality a.k.a.;;;;;;;;;;;;;
28/10/2025;13;EU.1.2;;person;P;;;;;;;;;Minsk;\"1 Invented Street; flat 2\";BY;;;;;;;;;
28/10/2025;13;EU.1.2;;person;P;;;;;;;;;;;;1970-05-06;;;Gomel;;;;;
28/10/2025;13;EU.1.2;;person;P;;;;;;;;;;;;;1971;true;;;;;;
28/10/2025;13;EU.1.2;;person;P;;;;;;;;;;;;;;;;AB 123;passport;BY;;
28/10/2025;13;EU.1.2;;person;P;;;;;;;;;;;;;;;;;;;BY;x
28/10/2025;14;EU.1.3;;enterprise;E;2024-06-24;2024-06-25;2024/1 (OJ L1);PRK;;Invented Shipping Works;;;;;00;;;;;;;;;
";

fn read(bytes: &[u8]) -> (Vec<Record>, Reading) {
    read_files("eu_fsf", &[("eu.csv", bytes)])
}

#[test]
fn the_rows_of_an_entity_are_one_record() {
    let (records, reading) = read(SAMPLE.as_bytes());
    assert!(reading.complete);
    assert_eq!(published(&reading).as_deref(), Some("2025-10-28"));
    assert_eq!(records.len(), 2);
    let anna = &records[0].party;
    assert_eq!((anna.schema, anna.names.len(), anna.names[1].kind), (Schema::Person, 2, NameKind::WeakAlias));
    assert_eq!(anna.addresses[0].text, "1 Invented Street; flat 2, Minsk");
    assert_eq!(births(&records[0]), ["1970-05-06", "circa 1971"]);
    assert_eq!(identifiers(&records[0]), ["Passport AB 123"]);
    assert_eq!(anna.countries.len(), 1);
    assert_eq!(records[1].party.schema, Schema::Organization);
    assert!(records[1].party.countries.is_empty(), "00 is no country");
}

#[test]
fn a_listing_begins_with_the_first_regulation_that_names_the_entity() {
    let (records, _) = read(SAMPLE.as_bytes());
    let listing = &records[0].listings[0];
    assert_eq!(listing.period.from.map(|day| day.to_string()).as_deref(), Some("2022-02-23"));
    assert_eq!(listing.citations.len(), 1);
    assert_eq!(
        (listing.citations[0].text.as_str(), listing.programmes[0].as_str()),
        ("2024/1 (OJ L1)", "UKR")
    );
}

#[test]
fn a_column_that_is_not_known_is_told() {
    let (_, reading) = read(SAMPLE.as_bytes());
    let told = issues(&reading);
    assert!(told.iter().any(|issue| issue.contains("\"new_column\" is not known")), "{told:?}");
    // The other issue says that two entities are not the whole list.
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn it_is_recognised_by_its_header() {
    let input = [Input { name: "export.csv", bytes: SAMPLE.as_bytes() }];
    assert_eq!(lists::recognise(&input).map(|source| source.id.as_str()), Ok("eu_fsf"));
}

#[test]
fn a_file_cut_within_a_row_is_never_complete() {
    let bytes = SAMPLE.as_bytes();
    for end in 0..bytes.len() {
        let last = bytes[..end].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let fields = last.iter().filter(|byte| **byte == b';').count();
        // Between two rows nothing tells that more was to come; nor within the last field of a row.
        if !last.is_empty() && fields < 25 {
            assert!(!read(&bytes[..end]).1.complete || read(&bytes[..end]).1.records == 0, "cut at {end}");
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0..SAMPLE.len()) {
        read(&bytes);
        read(&damaged(SAMPLE, at, 0, &bytes[..bytes.len().min(3)]));
    }
}
