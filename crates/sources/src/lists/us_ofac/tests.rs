//! OFAC's two lists in both forms: read whole or not at all, in whatever order the files come.

use super::super::{
    Input, recognise,
    testing::{assert_whole, births, damaged, identifiers, names, published, read_files as records},
};
use chokepoint_model::Record;
use proptest::prelude::*;

/// Invented entries in the publisher's form, each file with the sign that ends it.
const SDN: &str = "101,\"ORMANOV, Ruslan Testov\",\"individual\",\"SDGT] [IFSR\",\"Colonel\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 15 Mar 1975; alt. DOB circa 1976; POB Northtown; nationality KZ; Gender Male; Passport A123 (KZ) issued 01 Jan 2001 expires 01 Jan 2011; Tax ID No. 7702070139 (RU); a.k.a. 'LAME FOX'; Linked To: PLAINS TRADING.\"\r\n\
102,\"PLAINS TRADING\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Registration Number 1027739609391 (RU); Company Number IMO 5055293; Website www.example.org.\"\r\n\
103,\"GREY HERON\",\"vessel\",\"SDGT\",-0- ,\"CL99\",\"Crude Oil Tanker\",\"318,000\",\"163,660\",\"PA\",\"Plains Trading\",\"Vessel Registration Identification IMO 9187629; MMSI 572469210.\"\r\n\
104,\"EP-XXX\",\"aircraft\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a";
const ADD: &str = "101,1,-0- ,-0- ,-0- ,-0- \r\n\
102,2,\"12 Long Street\",\"Southtown 1000\",\"MN\",-0- \r\n\
102,3,-0- ,-0- ,\"KZ\",-0- \r\n\
103,4,-0- ,-0- ,-0- ,-0- \r\n\
104,5,-0- ,-0- ,-0- ,-0- \r\n\x1a";
const ALT: &str = "101,1,\"aka\",\"ORMONOV, Ruslan\",-0- \r\n\
102,2,\"fka\",\"HILLS TRADING\",-0- \r\n\
102,3,\"nka\",\"PLAINS & HILLS\",-0- \r\n\x1a";
const XML: &str = include_str!("sample.xml");

fn triple() -> Vec<(&'static str, &'static [u8])> {
    vec![("sdn.csv", SDN.as_bytes()), ("add.csv", ADD.as_bytes()), ("alt.csv", ALT.as_bytes())]
}

/// A party in a few lines.
fn told(record: &Record) -> Vec<String> {
    let party = &record.party;
    let mut lines = vec![format!("{} {}", party.schema.as_str(), record.key)];
    lines.extend(names(record));
    lines.extend(
        party
            .addresses
            .iter()
            .map(|it| format!("at {} {}", it.text, it.country.map_or("", |_| "with a country"))),
    );
    lines.extend(births(record).iter().map(|date| format!("born {date}")));
    lines.extend(party.birth_places.iter().map(|place| format!("born in {place}")));
    lines.extend(identifiers(record));
    lines.push(format!(
        "of {}",
        party.countries.iter().map(|country| country.as_str()).collect::<Vec<_>>().join(",")
    ));
    for listing in &record.listings {
        lines.push(format!("on {} under {}", listing.list, listing.programmes.join(",")));
        lines.push(listing.remarks.clone());
    }
    lines
}

fn check(record: &Record, expect: &[&str]) {
    let told = told(record);
    assert_eq!(told.iter().filter(|line| !line.is_empty()).collect::<Vec<_>>(), expect);
}

#[test]
fn remarks_are_read_into_what_they_say() {
    let (records, reading) = records("us_ofac_sdn", &triple());
    assert_whole(&reading);
    check(
        &records[0],
        &[
            "Person us_ofac_sdn:101",
            "Primary ORMANOV, Ruslan Testov",
            "Alias ORMONOV, Ruslan",
            "WeakAlias LAME FOX",
            "born 1975-03-15",
            "born circa 1976",
            "born in Northtown",
            "Passport A123",
            "Inn 7702070139",
            "of KZ",
            "on us_ofac_sdn under SDGT,IFSR",
            "Colonel; Gender Male; Passport A123 (KZ) issued 01 Jan 2001 expires 01 Jan 2011; Linked To: PLAINS TRADING",
        ],
    );
    check(
        &records[1],
        &[
            "Organization us_ofac_sdn:102",
            "Primary PLAINS TRADING",
            "Former HILLS TRADING",
            "Alias PLAINS & HILLS",
            "at 12 Long Street, Southtown 1000 with a country",
            "at  with a country",
            "Ogrn 1027739609391",
            "Registration IMO 5055293",
            "of KZ,MN",
            "on us_ofac_sdn under SDGT",
            "Website www.example.org",
        ],
    );
    check(
        &records[2],
        &[
            "Vessel us_ofac_sdn:103",
            "Primary GREY HERON",
            "CallSign CL99",
            "Imo 9187629",
            "Mmsi 572469210",
            "of PA",
            "on us_ofac_sdn under SDGT",
            "Vessel Type Crude Oil Tanker; Tonnage 318,000; Gross Registered Tonnage 163,660; Vessel Owner Plains Trading",
        ],
    );
    check(&records[3], &["Airplane us_ofac_sdn:104", "Primary EP-XXX", "of ", "on us_ofac_sdn under SDGT"]);
}

#[test]
fn both_forms_say_the_same_of_a_person() {
    let (of_csv, _) = records("us_ofac_sdn", &triple());
    let (of_xml, reading) = records("us_ofac_sdn", &[("sdn.xml", XML.as_bytes())]);
    assert_whole(&reading);
    assert_eq!(published(&reading).as_deref(), Some("2024-03-15"));
    let sorted = |record: &Record| {
        let mut lines: Vec<String> =
            told(record).iter().flat_map(|line| line.split("; ")).map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&of_xml[0]), sorted(&of_csv[0]));
    assert_eq!(sorted(&of_xml[1]), sorted(&of_csv[2]));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let expect = records("us_ofac_sdn", &triple()).0;
    let mut files = triple();
    files.rotate_left(1);
    assert_eq!(records("us_ofac_sdn", &files).0, expect);
    files.swap(0, 1);
    assert_eq!(records("us_ofac_sdn", &files).0, expect);
}

#[test]
fn every_file_is_told_by_its_content_and_its_list_by_its_name() {
    for (name, text, expect) in [
        ("sdn.csv", SDN, "us_ofac_sdn"),
        ("add.csv", ADD, "us_ofac_sdn"),
        ("ALT.CSV", ALT, "us_ofac_sdn"),
        ("sdn_comments.csv", "101,\"rest.\"\r\n\x1a", "us_ofac_sdn"),
        ("sdn.xml", XML, "us_ofac_sdn"),
        ("consolidated.xml", XML, "us_ofac_cons"),
        ("CONS_PRIM.CSV", SDN, "us_ofac_cons"),
        ("cons_add.csv", ADD, "us_ofac_cons"),
        ("cons_alt.csv", ALT, "us_ofac_cons"),
        ("cons_comments.csv", "\x1a", "us_ofac_cons"),
        ("list.csv", "9,\"X\",-0- ,\"NS-PLC\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ", "us_ofac_cons"),
    ] {
        let input = Input { name, bytes: text.as_bytes() };
        assert_eq!(recognise(&[input]).map(|source| source.id.as_str()), Ok(expect), "{name}");
    }
    for text in ["1,2", "a,b,c,d,e", "1;2;3;4;5", "name,country\nX,CN\n"] {
        let input = Input { name: "parties.csv", bytes: text.as_bytes() };
        assert!(recognise(&[input]).is_err(), "{text}");
    }
}

#[test]
fn the_programme_and_the_directive_decide_the_list() {
    let primary = "7,\"PLAINS BANK\",-0- ,\"UKRAINE-EO13662] [RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Executive Order 14024 Directive Information Subject to Directive 3 - new debt; Listing Date (EO 14024 Directive 3): 24 Feb 2022.\"\r\n8,\"HILLS OPTICS\",-0- ,\"CMIC-EO13959\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Listing Date (CMIC) 03 Jun 2021.\"\r\n9,\"DALES\",-0- ,\"NEW-ONE\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a";
    let (records, reading) = records("us_ofac_cons", &[("cons_prim.csv", primary.as_bytes())]);
    let lists: Vec<String> = records
        .iter()
        .flat_map(|record| &record.listings)
        .map(|it| format!("{} {}", it.list, it.period.from.map_or(String::new(), |day| day.to_string())))
        .collect();
    assert_eq!(
        lists,
        ["us_ofac_mbs 2022-02-24", "us_ofac_ssi ", "us_ofac_cmic 2021-06-03", "us_ofac_cons:new-one "]
    );
    assert!(reading.issues.iter().any(|issue| issue.message.contains("NEW-ONE")), "{:?}", reading.issues);
}

#[test]
fn remarks_go_on_in_the_file_of_comments() {
    let start = format!("DOB 15 Mar 1975; {}; Passport A1", "x".repeat(960));
    let start = &format!("{start}{}", "2".repeat(1000 - start.len()));
    let primary = format!(
        "5,\"ORMANOV\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{start}\"\r\n\x1a"
    );
    let comments = "5,\"34 (KZ); POB Northtown.\"\r\n\x1a";
    let files = [("sdn.csv", primary.as_bytes()), ("sdn_comments.csv", comments.as_bytes())];
    let (whole, _) = records("us_ofac_sdn", &files);
    assert!(whole[0].party.identifiers[0].value.ends_with("2234"), "{:?}", whole[0].party.identifiers);
    // Without the rest half a number is not a number.
    let (cut, reading) = records("us_ofac_sdn", &files[..1]);
    assert!(cut[0].party.identifiers.is_empty());
    assert!(
        reading.issues.iter().any(|issue| issue.message.contains("file of comments")),
        "{:?}",
        reading.issues
    );
}

#[test]
fn what_is_no_release_is_refused_with_what_is_missing() {
    for (files, words) in [
        (vec![("add.csv", ADD)], "sdn.csv, the file of the entries themselves, is missing"),
        (vec![("sdn.csv", SDN), ("sdn2.csv", SDN)], "sdn.csv and sdn2.csv hold the same part of the list"),
        (vec![("sdn.csv", SDN), ("sdn.xml", XML)], "the same list in two forms"),
        (vec![("sdn.csv", SDN), ("add.csv", "")], "add.csv is empty"),
        (vec![("sdn.csv", SDN), ("notes.csv", "a,b")], "notes.csv is none of the files of this list"),
        (
            vec![("sdn.csv", SDN), ("add.csv", "7,1,-0- ,-0- ,-0- ,-0- \r\n\x1a")],
            "1 entry not in sdn.csv, the first 7",
        ),
    ] {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let (_, reading) = records("us_ofac_sdn", &files);
        assert!(!reading.complete, "{words}");
        assert!(
            reading.issues.iter().any(|issue| issue.message.contains(words)),
            "{words}: {:?}",
            reading.issues
        );
    }
}

#[test]
fn a_copy_that_lost_its_end_signs_is_read_with_a_note() {
    let files: Vec<(&str, String)> = triple()
        .iter()
        .map(|(name, bytes)| (*name, String::from_utf8_lossy(bytes).replace('\x1a', "")))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.trim_end().as_bytes())).collect();
    let (records, reading) = records("us_ofac_sdn", &files);
    assert!(reading.complete && records.len() == 4, "{:?}", reading.issues);
    assert!(reading.issues.iter().any(|issue| issue.message.contains("0x1A")), "{:?}", reading.issues);
}

#[test]
fn a_copy_that_stops_well_before_the_last_entry_is_cut() {
    let rows = |width: usize, to: usize| -> String {
        let nothing = ",-0- ".repeat(width - 3);
        (1..=to)
            .map(|id| format!("{id},{},\"\"{nothing}\r\n", if width == 12 { "\"PLAINS\"" } else { "1" }))
            .collect()
    };
    let (entries, whole, half) = (rows(12, 200), rows(6, 200), rows(6, 100));
    let complete = |addresses: &str| {
        records("us_ofac_sdn", &[("sdn.csv", entries.as_bytes()), ("add.csv", addresses.as_bytes())])
            .1
            .complete
    };
    assert!(complete(&whole) && !complete(&half));
}

#[test]
fn the_advanced_data_model_is_told_from_the_classic_one_and_what_to_take_instead() {
    let text = "<?xml version=\"1.0\"?>\n<Sanctions><DateOfIssue/><ReferenceValueSets></ReferenceValueSets></Sanctions>";
    let input = Input { name: "SDN_ADVANCED.XML", bytes: text.as_bytes() };
    let told = recognise(&[input]).expect_err("not read").to_string();
    let (_, reading) = records("us_ofac_sdn", &[("SDN_ADVANCED.XML", text.as_bytes())]);
    assert!(!reading.complete);
    for told in [told, reading.issues[0].to_string()] {
        assert!(told.contains("advanced") && told.contains("sdn.csv with add.csv"), "{told}");
    }
}

#[test]
fn the_number_of_entries_that_the_xml_says_is_checked() {
    let text = XML.replace("<Record_Count>2<", "<Record_Count>3<");
    assert!(!records("us_ofac_sdn", &[("sdn.xml", text.as_bytes())]).1.complete);
}

proptest! {
    #[test]
    fn a_file_cut_anywhere_is_never_complete(file in 0..3_usize, at in 0..10_000_usize) {
        let mut files = triple();
        let bytes = files[file].1;
        files[file].1 = &bytes[..at % bytes.len()];
        prop_assert!(!records("us_ofac_sdn", &files).1.complete);
    }

    #[test]
    fn a_primary_file_alone_without_its_sign_is_complete_only_behind_a_row(at in 0..SDN.len() - 1) {
        let (_, reading) = records("us_ofac_sdn", &[("sdn.csv", &SDN.as_bytes()[..at])]);
        let is_behind_a_row = SDN[..at].trim_end().lines().last().is_some_and(|row| {
            SDN.lines().any(|whole| !row.is_empty() && whole.trim_end().starts_with(row) && row.len() + 2 >= whole.trim_end().len())
        });
        prop_assert!(!reading.complete || is_behind_a_row, "{:?}", &SDN[..at]);
    }

    #[test]
    fn an_xml_file_cut_anywhere_is_never_complete(at in 0..XML.trim_end().len()) {
        prop_assert!(!records("us_ofac_sdn", &[("sdn.xml", &XML.as_bytes()[..at])]).1.complete);
    }

    #[test]
    fn no_bytes_stop_the_reader(
        name in "(sdn|add|cons_alt|x_comments)\\.(csv|xml)",
        at in 0..SDN.len(),
        junk in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let text = damaged(SDN, at, junk.len(), &junk);
        records("us_ofac_sdn", &[(&name, &text), ("add.csv", &junk), ("alt.csv", ALT.as_bytes())]);
        records("us_ofac_cons", &[(&name, &junk)]);
        records("us_ofac_cons", &[("consolidated.xml", &damaged(XML, at, junk.len(), &junk))]);
    }

    #[test]
    fn no_remark_stops_the_reader(remark in "((alt\\. )?(DOB|POB|Passport|a\\.k\\.a\\.|Listing Date \\(|nationality|Digital Currency Address -|.{0,6})[ ;().']?.{0,12}){0,6}") {
        let remark = remark.replace('"', "'");
        let row = format!("5,\"X\",\"vessel\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remark}\"\r\n\x1a");
        prop_assert_eq!(records("us_ofac_sdn", &[("sdn.csv", row.as_bytes())]).1.records, 1);
    }
}
