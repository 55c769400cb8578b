//! Invented entries in both offices' headers: rows joined, names in order, damaged files refused.

use crate::lists::{
    self, Input, Reading,
    testing::{births, damaged, identifiers, issues, names, published, read_files},
};
use chokepoint_model::{IdentifierKind, Record, Schema};
use proptest::prelude::*;

const FOREIGN_OFFICE: &str = "Report Date: 12-Aug-2025
Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Title,Name non-latin script,Regime Name,Designation Type,Sanctions Imposed,Address Line 1,Address Line 2,Address Postal Code,Address Country,Date Designated,D.O.B,Nationality(/ies),Passport number,Town of birth,IMO number,New Column
11/02/2025,INV0001,1,,INWENTED,Anja,,,,,Alias,Low quality a.k.a,,,Invented Regime,Individual,Asset freeze,,,,,11/02/2025,,,,,,
11/02/2025,INV0001,1,,INVENTED,Anna,Maria,,,,Primary Name,,,Анна Инвентед,Invented Regime,Individual,Asset freeze,\"1 Invented Street, flat 2\",Minsk,220000,BY,11/02/2025,dd/mm/1970,(1) BY (2) RU,(1) AB 123 (2) CD 456,Gomel,,
11/02/2025,INV0001,1,,INVENTED,Anna,Maria,,,,Primary Name,,,,Invented Regime,Individual,Asset freeze,,,,,11/02/2025,06/05/1971,,,,,
11/02/2025,INV0002,2,,INVENTED STAR,,,,,,Primary Name,,,,Invented Regime,Ship,Detention,,,,,24/02/2022,,,,,9074729,x
";

const TREASURY: &str = "Last Updated,12/08/2025
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,DOB,Town of Birth,Nationality,Address 1,Address 2,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,Last Updated,Group ID
INVENTED WORKS,,,,,,,,,,,1 Invented Road,Minsk,220000,BY,Remark,Entity,Primary name,,Invented Regime,11/02/2025,11/02/2025,16753
INVENTED FACTORY,,,,,,,,,,,,,,,Remark,Entity,AKA,Good,Invented Regime,11/02/2025,11/02/2025,16753
";

fn read(bytes: &[u8]) -> (Vec<Record>, Reading) {
    read_files("uk_sanctions", &[("uk.csv", bytes)])
}

#[test]
fn the_rows_of_an_entry_are_one_record_with_the_primary_name_first() {
    let (records, reading) = read(FOREIGN_OFFICE.as_bytes());
    assert!(reading.complete);
    assert_eq!(published(&reading).as_deref(), Some("2025-08-12"));
    assert_eq!(records.len(), 2);
    let anna = &records[0];
    assert_eq!(anna.key.id, "INV0001");
    assert_eq!(
        names(anna),
        ["Primary Anna Maria INVENTED", "WeakAlias Anja INWENTED", "Alias Анна Инвентед"]
    );
    assert_eq!(anna.party.schema, Schema::Person);
    assert_eq!(anna.party.addresses[0].text, "1 Invented Street, flat 2, Minsk, 220000");
    assert_eq!(births(anna), ["1970", "1971-05-06"]);
    assert_eq!(anna.party.countries.len(), 2);
    assert_eq!(identifiers(anna), ["Passport AB 123", "Passport CD 456"]);
    assert_eq!(anna.listings[0].period.from.map(|day| day.to_string()).as_deref(), Some("2025-02-11"));
    assert_eq!(
        (records[1].party.schema, records[1].party.identifiers[0].kind),
        (Schema::Vessel, IdentifierKind::Imo)
    );
}

#[test]
fn the_older_form_is_read_too() {
    let (records, reading) = read(TREASURY.as_bytes());
    assert!(reading.complete);
    assert_eq!(published(&reading).as_deref(), Some("2025-08-12"));
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].key.id, "16753");
    assert_eq!(records[0].party.names.len(), 2);
    assert_eq!(records[0].listings[0].programmes, ["Invented Regime"]);
}

#[test]
fn a_column_that_is_not_known_is_told() {
    let (_, reading) = read(FOREIGN_OFFICE.as_bytes());
    let told = issues(&reading);
    assert!(told.iter().any(|issue| issue.contains("\"new column\" is not known")), "{told:?}");
    assert_eq!(told.len(), 2, "the other says that two entries are not the whole list: {told:?}");
    assert_eq!(read(TREASURY.as_bytes()).1.issues.len(), 1);
}

#[test]
fn both_forms_are_recognised_with_and_without_the_line_of_the_day() {
    for text in [FOREIGN_OFFICE, TREASURY] {
        for text in [text, text.split_once('\n').expect("two lines").1] {
            let input = [Input { name: "export.csv", bytes: text.as_bytes() }];
            assert_eq!(lists::recognise(&input).map(|source| source.id.as_str()), Ok("uk_sanctions"));
            assert!(read(text.as_bytes()).1.records > 0);
        }
    }
}

#[test]
fn a_file_cut_within_a_row_is_never_complete() {
    for (text, fields) in [(FOREIGN_OFFICE, 27), (TREASURY, 22)] {
        for end in 0..text.len() {
            let last = text.as_bytes()[..end].rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            // Between two rows nothing tells that more was to come; nor within the last field of a row.
            if !last.is_empty() && last.iter().filter(|byte| **byte == b',').count() < fields {
                let reading = read(&text.as_bytes()[..end]).1;
                assert!(!reading.complete || reading.records == 0, "cut at {end}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0..FOREIGN_OFFICE.len()) {
        read(&bytes);
        read(&damaged(FOREIGN_OFFICE, at, 0, &bytes[..bytes.len().min(3)]));
    }
}
