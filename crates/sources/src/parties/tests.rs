//! Files as they come: every row is a party or an issue, whatever the bytes.

use super::*;
use proptest::prelude::*;

fn read(text: &[u8]) -> Result<(Vec<Row>, Vec<Issue>), OpenError> {
    let parties = from_reader(Box::new(std::io::Cursor::new(text.to_vec())), "p.csv", &Options::default())?;
    let (mut rows, mut issues) = (Vec::new(), Vec::new());
    parties.read(&mut |item| {
        match item {
            Item::Row(row) => rows.push(row),
            Item::Issue(issue) => issues.push(issue),
        }
        true
    });
    Ok((rows, issues))
}

/// Names by row, and issues as text.
fn check(text: &[u8], names: &[&str], told: &[&str]) {
    let (rows, issues) = read(text).expect("opened");
    let found: Vec<String> = rows.iter().map(|row| format!("{} {}", row.row, row.party.caption())).collect();
    assert_eq!(found, names);
    let issues: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert_eq!(issues.len(), told.len(), "{issues:#?}");
    for (issue, told) in issues.iter().zip(told) {
        assert!(issue.contains(told), "{issue} does not say {told}");
    }
}

#[test]
fn columns_are_found_by_their_names() {
    check("公司名称;国家\n中科曙光;中国\n".as_bytes(), &["1 中科曙光"], &[][..0]);
}

#[test]
fn a_single_column_is_a_list_of_names() {
    check(b"Sugon\nNettrix\n", &["1 Sugon", "2 Nettrix"], &[]);
}

#[test]
fn a_missing_quote_costs_one_line() {
    check(
        b"name,country\n\"Sugon,CN\nNettrix,CN\nSuma,CN\n",
        &["1 Sugon", "2 Nettrix", "3 Suma"],
        &["a quote is opened"],
    );
}

#[test]
fn a_quoted_field_may_hold_line_ends() {
    check(b"name,country\n\"Sugon\nBeijing\",CN\nNettrix,CN\n", &["1 Sugon\nBeijing", "2 Nettrix"], &[]);
}

#[test]
fn a_row_without_a_name_is_an_issue() {
    check(b"name,country\nSugon,CN\n,CN\nNettrix,CN\n", &["1 Sugon", "3 Nettrix"], &["record 2"]);
}

#[test]
fn a_line_of_many_megabytes_is_passed_over() {
    let mut text = b"name,country\nSugon,CN\n".to_vec();
    text.extend(std::iter::repeat_n(b'x', 12 << 20));
    text.extend(b"\nNettrix,CN\n");
    check(&text, &["1 Sugon", "3 Nettrix"], &["a line of 12 MB cannot be read"]);
}

#[test]
fn gbk_and_utf16_are_told_by_their_bytes() {
    let text = "公司名称,国家\n曙光信息产业股份有限公司,CN\n宁畅信息产业（北京）有限公司,CN\n";
    let (gbk, ..) = encoding_rs::GB18030.encode(text);
    check(&gbk, &["1 曙光信息产业股份有限公司", "2 宁畅信息产业（北京）有限公司"], &["read as gb18030"]);
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    check(&utf16, &["1 曙光信息产业股份有限公司", "2 宁畅信息产业（北京）有限公司"], &["read as UTF-16LE"]);
}

#[test]
fn json_lines_are_flat_objects_or_entities() {
    let text = br#"{"name":"Sugon","country":"CN"}
{"id":"x","schema":"Company","properties":{"name":["Nettrix"],"country":["cn"]}}
{"id":"y","schema":"Ownership","properties":{}}
not json
"#;
    check(text, &["1 Sugon", "2 Nettrix"], &["no JSON", "no party: 1 entity of the schema Ownership"]);
}

/// Identifiers, countries, addresses and birth dates of the first row.
fn check_attributes(text: &str, expect: &str, issues: usize) {
    let (rows, told) = read(text.as_bytes()).expect("opened");
    let party = &rows[0].party;
    let mut parts: Vec<String> =
        party.identifiers.iter().map(|one| format!("{:?} {}", one.kind, one.value)).collect();
    parts.extend(party.countries.iter().map(ToString::to_string));
    parts.extend(party.addresses.iter().map(|address| address.text.clone()));
    parts.extend(party.birth_dates.iter().map(|date| date.from.to_string()));
    assert_eq!((parts.join("; ").as_str(), told.len()), (expect, issues), "{told:?}");
}

#[test]
fn attributes_arrive_with_the_right_kind() {
    check_attributes(
        "公司名称,统一社会信用代码,国家,地址\n样本科技,91350100M000100Y43,中国,北京市海淀区学院路37号\n",
        "Uscc 91350100M000100Y43; CN; 北京市海淀区学院路37号",
        0,
    );
    check_attributes(
        "name,uscc,country,address\nSample,91350100M000100Y44,Korea South,5 Sample St\n",
        "Uscc 91350100M000100Y44; KR; 5 Sample St",
        1,
    );
    check_attributes(
        "姓名,出生日期,护照号,国籍\n某人,1975年3月4日,E1234567,俄罗斯\n",
        "Passport E1234567; RU; 1975-03-04",
        0,
    );
    check_attributes(
        "name,imo,lei\nSample,9074729,5493 0084 UKLV MY22 DS16\n",
        "Imo 9074729; Lei 5493 0084 UKLV MY22 DS16",
        0,
    );
}

#[test]
fn an_empty_file_and_one_without_names_are_refused() {
    assert!(matches!(read(b""), Err(OpenError::File(_))));
    assert!(matches!(read(b"\n\n"), Err(OpenError::File(_))));
    assert!(matches!(read(b"colour,size\nred,1\n"), Err(OpenError::NoHeadings { .. })));
}

#[test]
fn a_header_without_rows_is_told() {
    let (rows, issues) = read(b"name,country\n").expect("opened");
    let ([], [issue]) = (&rows[..], &issues[..]) else { panic!("{rows:?} {issues:?}") };
    assert!(issue.message.contains("no row below the header"), "{issue}");
}

/// A workbook of two parties, whole.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let born = rust_xlsxwriter::ExcelDateTime::from_ymd(1975, 3, 15).expect("a day");
    for (row, name) in (0_u32..).zip(["name", "Orchard Tools", "Linden Foods"]) {
        sheet.write_string(row, 0, name).expect("written");
    }
    sheet.write_string(0, 1, "date of birth").expect("written");
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_datetime_with_format(1, 1, &born, &format).expect("written");
    sheet.write_number(2, 1, 27833).expect("written");
    book.save_to_buffer().expect("saved")
}

fn read_file(bytes: &[u8], name: &str) -> Result<(Vec<Row>, Vec<Issue>), OpenError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let (mut rows, mut issues) = (Vec::new(), Vec::new());
    open(&path, &Options::default())?.read(&mut |item| {
        match item {
            Item::Row(row) => rows.push(row),
            Item::Issue(issue) => issues.push(issue),
        }
        true
    });
    Ok((rows, issues))
}

#[test]
fn a_workbook_gives_its_rows_and_days() {
    let (rows, issues) = read_file(&workbook(), "p.xlsx").expect("opened");
    let told: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.party.caption(), row.party.birth_dates[0].from)).collect();
    assert_eq!(told, ["Orchard Tools 1975-03-15", "Linden Foods 1976-03-14"], "{issues:?}");
}

/// Each party with its role, and what was read.
fn check_parties(text: &str, options: &Options, expect: &[&str], read: &str) {
    let reader = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let parties = from_reader(reader, "p.csv", options).expect("opened");
    let mut found = Vec::new();
    let report = parties.read(&mut |item| {
        if let Item::Row(row) = item {
            let role = row.passed.iter().find(|(name, _)| name == "party role").map_or("", |(_, role)| role);
            let countries: Vec<&str> = row.party.countries.iter().map(|country| country.as_str()).collect();
            let number = row.row.to_string();
            let countries = countries.join(" ");
            let parts = [number.as_str(), role, row.party.caption(), &countries];
            found.push(parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
        }
        true
    });
    assert_eq!(found, expect, "{text}");
    assert_eq!(report.lines().join("\n"), read, "{text}");
}

#[test]
fn several_parties_of_a_row_are_read_each_with_its_role() {
    check_parties(
        "Shipper,Consignee,Consignee Country,Notify Party,Weight\nOrchard,Linden,CN,SAME AS CONSIGNEE,5\nQuartz,,,Birch,6\n",
        &Options::default(),
        &["1 shipper Orchard", "1 consignee Linden CN", "2 shipper Quartz", "2 notify party Birch"],
        "read: headings in row 1; name of shipper = Shipper, name of consignee = Consignee, country of consignee = \
         Consignee Country, name of notify party = Notify Party; not used: Weight",
    );
}

#[test]
fn headings_are_found_under_a_title_and_in_two_languages() {
    check_parties(
        "Open orders\n\nNo;客户名称 Customer;Ctry;CIF\n1;样本电子;CN;7\n合计;;;7\n",
        &Options::default(),
        &["1 样本电子 CN"],
        "read: headings in row 3; name = 客户名称 Customer, country = Ctry; not used: No, CIF; left out: 1 row of totals; \
         above the headings, not read: Open orders",
    );
}

#[test]
fn what_the_user_maps_is_read_and_a_column_that_is_nowhere_is_refused() {
    let mapping = |given: &[&str]| {
        let given: Vec<String> = given.iter().map(|one| (*one).to_owned()).collect();
        Options { mapping: Some(Mapping::parse(&given).expect("a mapping")), ..Options::default() }
    };
    check_parties(
        "Wer,Wen,Wo\nOrchard,Linden,DE\n",
        &mapping(&["name=Wer", "name=Wen"]),
        &["1 Wer Orchard", "1 Wen Linden"],
        "read: headings in row 1; name of Wer = Wer, name of Wen = Wen; not used: Wo",
    );
    let text = Box::new(std::io::Cursor::new(b"Wer,Wo\nOrchard,DE\n".to_vec()));
    let error = from_reader(text, "p.csv", &mapping(&["name=Kunde"])).err().expect("refused");
    assert!(error.to_string().contains("no column is called \"Kunde\"; the columns are Wer, Wo"), "{error}");
}

#[test]
fn kinds_of_party_are_understood_or_said_to_be_unknown() {
    let text = "Customer Name,CustType\nOrchard,ORG\nAnna Berg,IND\n李四,个人\nLinden,ZZ\n";
    let (rows, issues) = read(text.as_bytes()).expect("opened");
    let kinds: Vec<Schema> = rows.iter().map(|row| row.party.schema).collect();
    assert_eq!(kinds, [Schema::Organization, Schema::Person, Schema::Person, Schema::LegalEntity]);
    assert!(issues.len() == 1 && issues[0].message.contains("unknown kind of party \"ZZ\""), "{issues:?}");
}

#[test]
fn what_only_holds_the_place_of_a_name_is_no_party() {
    check(
        "name,country\nTBD,CN\n#N/A,NA\nOrchard,NA\n".as_bytes(),
        &["3 Orchard"],
        &["\"TBD\" is in the place", "\"#N/A\" is in the place"],
    );
}

#[test]
fn a_region_is_a_country_only_where_it_is_one() {
    let (rows, issues) = read("企业名称,地区\n样本电子,南宁\n样本机械,香港\n".as_bytes()).expect("opened");
    assert_eq!((rows[0].party.countries.len(), rows[0].party.addresses[0].text.as_str()), (0, "南宁"));
    assert_eq!((rows[1].party.countries[0].as_str(), issues.len()), ("HK", 0));
}

#[test]
fn numbers_that_spreadsheets_changed_are_read_as_they_were() {
    check_attributes("name,imo\nSample,9074729.0\n", "Imo 9074729", 0);
    check_attributes("name,uscc\nSample,9.11101E+17\n", "", 1);
    check_attributes("name,dob\nSample,27833\n", "1976-03-14", 0);
    check_attributes("name,dob\nSample,01/01/1900\n", "", 1);
    check_attributes("name,dob\nSample,1358/06/30\n", "", 1);
}

#[test]
fn an_array_of_objects_is_a_list_of_parties() {
    check(br#"[{"name":"Orchard"},{"name":"Linden"}]"#, &["1 Orchard", "2 Linden"], &[]);
}

#[test]
fn a_second_line_of_a_name_is_part_of_it() {
    let (rows, _) = read(b"NAME1,NAME2,LAND1\nOrchard Tools,Handels GmbH,DE\n").expect("opened");
    let names: Vec<&str> = rows[0].party.names.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(names, ["Orchard Tools", "Orchard Tools Handels GmbH"]);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_or_lose_a_row(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes);
    }

    #[test]
    fn every_line_is_a_row_or_an_issue(lines in prop::collection::vec("[a-z\",;]{1,12}", 1..40)) {
        let mut text = "name,country\n".to_owned();
        for line in &lines {
            text.push_str(line);
            text.push('\n');
        }
        let (rows, issues) = read(text.as_bytes()).expect("opened");
        prop_assert!(!rows.is_empty() || !issues.is_empty());
    }
}
