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

/// A workbook and a Parquet file of two parties, whole.
fn binary_samples() -> [(Vec<u8>, &'static str); 2] {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let born = rust_xlsxwriter::ExcelDateTime::from_ymd(1975, 3, 15).expect("a day");
    for (row, name) in (0_u32..).zip(["name", "Orchard Tools", "Linden Foods"]) {
        sheet.write_string(row, 0, name).expect("written");
    }
    sheet.write_string(0, 1, "date of birth").expect("written");
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_datetime_with_format(1, 1, &born, &format).expect("written");

    let names: arrow_array::ArrayRef =
        std::sync::Arc::new(arrow_array::StringArray::from(vec!["Orchard Tools", "Linden Foods"]));
    let batch = arrow_array::RecordBatch::try_from_iter([("name", names)]).expect("a batch");
    let mut parquet =
        parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
    parquet.write(&batch).expect("written");
    [(book.save_to_buffer().expect("saved"), "p.xlsx"), (parquet.into_inner().expect("closed"), "p.parquet")]
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
fn workbooks_and_parquet_give_their_rows() {
    for (bytes, name) in binary_samples() {
        let (rows, issues) = read_file(&bytes, name).expect("opened");
        let names: Vec<&str> = rows.iter().map(|row| row.party.caption()).collect();
        assert_eq!(names, ["Orchard Tools", "Linden Foods"], "{name}: {issues:?}");
        if name == "p.xlsx" {
            assert_eq!(rows[0].party.birth_dates[0].from.to_string(), "1975-03-15");
        }
    }
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
