//! Files as they come: every row is a record, or is named.

use super::*;
use proptest::prelude::*;

fn opened(bytes: &[u8]) -> Result<Tables, OpenError> {
    from_reader(Box::new(io::Cursor::new(bytes.to_vec())), "t", &Options::default())
}

/// Rows with their line and cells, and issues.
fn told(tables: Tables) -> (Vec<String>, Vec<String>) {
    let (mut rows, mut issues) = (Vec::new(), Vec::new());
    tables.read(|_| true, &mut |event| {
        match event {
            Event::Row(row) => {
                let line = row.line.map_or_else(String::new, |line| format!("{line}:"));
                rows.push(format!("{line}{}", row.cells.join("|")));
            }
            Event::Issue(issue) => issues.push(issue.to_string()),
        }
        true
    });
    (rows, issues)
}

fn check(text: &str, headings: &str, expect: &[&str], said: &[&str]) {
    let tables = opened(text.as_bytes()).expect("opened");
    let found: Vec<String> = tables.heads.iter().map(|head| head.headings.join("|")).collect();
    assert_eq!(found.join(" / "), headings, "{text}");
    let (rows, issues) = told(tables);
    assert_eq!(rows, expect, "{text}: {issues:?}");
    assert_eq!(issues.len(), said.len(), "{issues:?}");
    for (issue, said) in issues.iter().zip(said) {
        assert!(issue.contains(said), "{issue} does not say {said}");
    }
}

#[test]
fn the_delimiter_follows_from_the_headings() {
    check("客户名称;国家\n样本电子;CN\n", "客户名称|国家", &["2:样本电子|CN"], &[]);
    check("sep=;\nname;city\nA, B & Co;X\n", "name|city", &["3:A, B & Co|X"], &[]);
    check("Orders\n\nname\tcountry\nA\tDE\n", "name|country", &["4:A|DE"], &[]);
    check("name;share\nA;1,5\nB;2,5\n", "name|share", &["2:A|1,5", "3:B|2,5"], &[]);
}

#[test]
fn headings_may_run_over_two_lines_within_quotes() {
    check("\"客户名称\nCustomer\",Country\nA,DE\n", "客户名称\nCustomer|Country", &["3:A|DE"], &[]);
}

#[test]
fn totals_notes_and_repeated_headings_are_left_out_and_named() {
    check(
        "name,amount,city\nA,1,X\nname,amount,city\nB,2,Y\nTotal,3,\n注：以上,,\n",
        "name|amount|city",
        &["2:A|1|X", "4:B|2|Y"],
        &["the headings again", "a row of totals", "a row of notes"],
    );
}

#[test]
fn a_second_table_below_has_its_own_headings() {
    let tables = opened(b"name,country\nA,DE\n\nConsignee,City\nB,Lyon\n").expect("opened");
    let mut headings = Vec::new();
    tables.read(|_| true, &mut |event| {
        if let Event::Row(row) = event {
            headings.push(row.headings.join("|"));
        }
        true
    });
    assert_eq!(headings, ["name|country", "Consignee|City"]);
}

#[test]
fn a_list_has_one_name_a_line() {
    check("Orchard Tools\nLinden Foods\n", "name", &["1:Orchard Tools", "2:Linden Foods"], &[]);
    check("1. Orchard Co., Ltd.\n2. Linden, Inc.\n", "name", &["1:Orchard Co., Ltd.", "2:Linden, Inc."], &[]);
}

#[test]
fn sentences_are_refused() {
    let text = "The partners met in May and agreed on the terms of delivery.\nNothing was said of the price, which had been settled.\n";
    assert!(matches!(opened(text.as_bytes()), Err(OpenError::Prose(_))));
}

#[test]
fn columns_under_nothing_known_are_said_to_be_so() {
    let tables = opened(b"red,1\nblue,2\n").expect("opened");
    assert_eq!((tables.heads[0].kind, tables.heads[0].first_rows.len()), (Kind::Unheaded, 2));
}

#[test]
fn json_comes_in_lines_arrays_and_documents() {
    for text in [
        "{\"name\":\"A\"}\n{\"name\":\"B\"}\n",
        "[{\"name\":\"A\"},{\"name\":\"B\"}]",
        "[\"A\", \"B\"]",
        "[[\"name\"],[\"A\"],[\"B\"]]",
        "{\n \"total\": 2,\n \"data\": [{\"name\":\"A\"},{\"name\":\"B\"}]\n}",
    ] {
        let tables = opened(text.as_bytes()).expect("opened");
        let (rows, issues) = told(tables);
        let rows: Vec<&str> = rows.iter().map(|row| row.rsplit(':').next().unwrap_or_default()).collect();
        assert_eq!((rows, issues.len()), (vec!["A", "B"], 0), "{text}: {issues:?}");
    }
    check("{\"name\":\"A\"}\nnot json\n", "name", &["1:A"], &["no JSON"]);
    check("{broken\n{\"name\":\"A\"}\n", "", &["2:A"], &["no JSON"]);
}

#[test]
fn tables_of_pages_and_markdown_are_read() {
    let page = "<!DOCTYPE html><p>x<table><tr><th>Company<th>Country<tr><td>A<td>DE</table><table><tr><td>menu<td>x</table>";
    let tables = opened(page.as_bytes()).expect("opened");
    assert_eq!(tables.not_read.len(), 1);
    assert_eq!(told(tables).0, ["2:A|DE"]);
    check(
        "# Partners\n\n| Partner | Country |\n|---|---|\n| A | DE |\n",
        "Partner|Country",
        &["5:A|DE"],
        &[],
    );
}

#[test]
fn garbled_letters_are_repaired_and_said() {
    check("name,city\nÐœÐ¸Ñ€,X\n", "name|city", &["2:Мир|X"], &["was read as"]);
}

/// A workbook as bytes, written by `fill`.
fn book(
    fill: impl FnOnce(&mut rust_xlsxwriter::Workbook) -> Result<(), rust_xlsxwriter::XlsxError>,
) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(&mut book).expect("filled");
    book.save_to_buffer().expect("saved")
}

fn open_bytes(bytes: &[u8], name: &str, options: &Options) -> Result<Tables, OpenError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let tables = open(&path, options)?;
    // The folder goes with the test.
    std::mem::forget(folder);
    Ok(tables)
}

fn ugly() -> Vec<u8> {
    book(|book| {
        let merged = rust_xlsxwriter::Format::new();
        book.add_worksheet().set_name("说明 Cover")?.write(0, 0, "Confidential")?;
        let sheet = book.add_worksheet().set_name("Orders Q3")?;
        sheet.merge_range(0, 0, 0, 4, "Northgate — open orders", &merged)?;
        sheet.merge_range(2, 1, 2, 2, "Bill-to", &merged)?;
        sheet.merge_range(2, 3, 2, 4, "Ship-to", &merged)?;
        for (column, heading) in (0_u16..).zip(["No", "Name", "Country", "Name", "Country"]) {
            sheet.write(3, column, heading)?;
        }
        sheet.write(4, 0, 1)?;
        sheet.merge_range(4, 1, 5, 1, "Orchard Tools", &merged)?;
        sheet.write(4, 3, "Linden Foods")?;
        sheet.write(5, 0, 2)?;
        sheet.write(5, 3, "Quartz Works")?;
        sheet.write(6, 0, "Total")?;
        sheet.write(6, 2, 2)?;
        book.add_worksheet().set_name("old")?.set_hidden(true).write(0, 0, "Name")?;
        Ok(())
    })
}

#[test]
fn every_visible_sheet_is_read_where_its_headings_are() {
    let tables = open_bytes(&ugly(), "t.xlsx", &Options::default()).expect("opened");
    let heads: Vec<(&str, Kind, Option<u64>)> =
        tables.heads.iter().map(|head| (head.name.as_str(), head.kind, head.heading_row)).collect();
    assert_eq!(heads, [("说明 Cover", Kind::Names, None), ("Orders Q3", Kind::Headed, Some(4))]);
    assert_eq!(
        tables.heads[1].headings.join("|"),
        "No|Bill-to Name|Bill-to Country|Ship-to Name|Ship-to Country"
    );
    assert!(tables.not_read.iter().any(|one| one.sheet == "old" && one.why.contains("hidden")));
    let (rows, issues) = told(tables);
    assert_eq!(
        rows,
        ["1:Confidential", "5:1|Orchard Tools||Linden Foods", "6:2|Orchard Tools||Quartz Works"]
    );
    assert!(issues[0].contains("row of totals"), "{issues:?}");
}

#[test]
fn one_sheet_is_read_when_it_is_asked_for() {
    let options = |sheet: &str| Options { sheet: Some(sheet.to_owned()), ..Options::default() };
    let tables = open_bytes(&ugly(), "t.xlsx", &options("old")).expect("opened");
    assert_eq!(tables.heads.len(), 1);
    let error = open_bytes(&ugly(), "t.xlsx", &options("none")).err().expect("refused");
    assert!(error.to_string().contains("Orders Q3"), "{error}");
}

fn parquet() -> Vec<u8> {
    let names: arrow_array::ArrayRef = Arc::new(arrow_array::StringArray::from(vec!["Orchard", "Linden"]));
    let batch = arrow_array::RecordBatch::try_from_iter([("name", names)]).expect("a batch");
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.into_inner().expect("closed")
}

#[test]
fn parquet_gives_its_rows() {
    let tables = open_bytes(&parquet(), "t.parquet", &Options::default()).expect("opened");
    assert_eq!(told(tables).0, ["Orchard", "Linden"]);
}

#[test]
fn archives_that_unpack_beyond_reason_are_refused_unopened() {
    for (part, megabytes, said) in
        [("xl/sharedStrings.xml", 257, "257 MB of texts"), ("xl/worksheets/sheet1.xml", 64, "not opened")]
    {
        let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        archive.start_file(part, zip::write::SimpleFileOptions::default()).expect("an entry");
        for _ in 0..megabytes {
            std::io::Write::write_all(&mut archive, &vec![b' '; 1 << 20]).expect("written");
        }
        let bytes = archive.finish().expect("finished").into_inner();
        let error = open_bytes(&bytes, "t.xlsx", &Options::default()).err().expect("refused");
        assert!(error.to_string().contains(said) && error.to_string().contains("CSV"), "{error}");
    }
}

#[test]
fn what_is_no_table_is_named() {
    for (bytes, said) in
        [(&b"%PDF-1.7 x"[..], "a PDF"), (b"\x89PNG\r\n", "a picture"), (b"\x1f\x8b\x08", "an archive")]
    {
        let error = open_bytes(bytes, "t", &Options::default()).err().expect("refused");
        assert!(error.to_string().contains(said), "{error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_damaged_workbook_or_parquet_file_is_refused_or_read(
        which in 0..2_usize,
        harm in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let (mut bytes, name) = [(ugly(), "t.xlsx"), (parquet(), "t.parquet")][which].clone();
        for (at, byte) in harm {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        if let Ok(tables) = open(&path, &Options::default()) {
            let _ = told(tables);
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(tables) = opened(&bytes) {
            let _ = told(tables);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "(?s)[\\[{<|a-z\",;:=名\n -]{0,200}") {
        if let Ok(tables) = opened(text.as_bytes()) {
            let _ = told(tables);
        }
    }

    #[test]
    fn no_tags_make_it_panic(text in "(<(table|/table|tr|td|td colspan=3|td rowspan=9|th|/tr|caption|script|/script)>|x|&amp;|&|<|\n){0,60}") {
        if let Ok(tables) = opened(text.as_bytes()) {
            let _ = told(tables);
        }
    }

    #[test]
    fn every_line_is_a_row_or_named(lines in prop::collection::vec("[a-z\",;]{1,12}", 1..40)) {
        let text = format!("name,country\n{}\n", lines.join("\n"));
        let (rows, issues) = told(opened(text.as_bytes()).expect("opened"));
        prop_assert!(!rows.is_empty() || !issues.is_empty());
    }
}
