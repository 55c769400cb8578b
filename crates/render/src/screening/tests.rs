//! Each format holds every party, and says what was covered.

use super::*;
use crate::RunInput;
use chokepoint_engine::answer::{Hit, Turn};
use chokepoint_model::{Date, Explanation, Feature, Listing, Party, Reason, Release, Schema};

fn day() -> Date {
    "2026-11-24".parse().expect("a day")
}

fn screened(row: u64, hits: Vec<Hit>) -> Screened {
    Screened {
        row,
        party: Party::named(format!("=1+1 \"Party\" {row}"), Schema::Company),
        passed: vec![("ref".into(), format!("r{row}"))],
        hits,
        rescreened: false,
    }
}

fn hit(score: f32, matched: bool) -> Hit {
    let reason = Reason {
        feature: Feature::Name,
        party: "Party".into(),
        entity: "Parties".into(),
        weight: 1.25,
        words: "nearly the same".into(),
    };
    Hit {
        id: "cp-1".into(),
        caption: "Parties Ltd".into(),
        schema: Schema::Company,
        countries: Vec::new(),
        met: "Parties".into(),
        score,
        matched,
        listings: vec![Listing::on("us_bis_entity_list")],
        explanation: Explanation { score, reasons: vec![reason] },
        turn: None,
    }
}

fn coverage() -> Coverage {
    Coverage {
        lists: Vec::new(),
        releases: vec![Release { source: "us_csl".into(), published: day(), digest: "abc".into() }],
        as_of: day(),
        threshold: 0.7,
        parties: 3,
        read: Default::default(),
        notes: vec!["owners are not looked up".into()],
        issues: Vec::new(),
    }
}

fn run() -> Run {
    let input = RunInput { name: "orders.csv".into(), sha256: Some("0a1b".into()) };
    Run { program: "Chokepoint 1.2".into(), at: "2026-11-24 10:00 UTC".into(), inputs: vec![input] }
}

fn written(format: Format, name: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let mut writer = Writer::open(format, Some(&path), &coverage(), &run(), Look::default()).expect("opened");
    writer.write(&screened(1, vec![hit(0.93, true), hit(0.55, false)])).expect("written");
    writer.write(&screened(2, Vec::new())).expect("written");
    assert!(!path.exists(), "a file that is not whole must not appear");
    writer.write(&screened(3, vec![hit(0.51, false)])).expect("written");
    writer.finish(&coverage()).expect("finished");
    std::fs::read(&path).expect("the file is there")
}

#[test]
fn csv_has_a_line_a_hit_and_a_line_for_a_party_without_hits() {
    let text = String::from_utf8(written(Format::Csv, "r.csv")).expect("text");
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows.len(), 1 + 4, "{text}");
    assert!(rows[0].starts_with("row,name,schema,countries,ref,more,verdict,score"));
    assert!(rows[3].contains(",r2,,no hit,"), "{}", rows[3]);
    assert!(rows[1..].iter().all(|row| row.ends_with(",2026-11-24,0.70,,us_csl@2026-11-24#abc")), "{text}");
}

#[test]
fn json_lines_have_the_shape_of_the_contract() {
    let text = String::from_utf8(written(Format::Jsonl, "r.jsonl")).expect("text");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["hits"][0]["score"], 0.93);
    assert_eq!(lines[0]["passed"]["ref"], "r1");
    assert_eq!(lines[0]["hits"][0]["explanation"]["reasons"][0]["weight"], 1.25);
    assert_eq!(lines[3]["coverage"]["releases"][0]["source"], "us_csl");
}

#[test]
fn a_workbook_can_be_read_back_and_keeps_text_as_text() {
    use calamine::Reader;
    let bytes = written(Format::Xlsx, "r.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let titles = ["Summary", "Hits", "Near misses", "No hit", "Coverage", "Issues"];
    assert_eq!(book.sheet_names(), titles);
    let mut cells = |sheet: &str| -> Vec<Vec<String>> {
        let range = book.worksheet_range(sheet).expect("a sheet");
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    let near = cells("Near misses");
    assert_eq!(near.len(), 3);
    assert_eq!(near[1][1], "=1+1 \"Party\" 1", "no formula");
    assert!(near[0].contains(&"Decision".to_owned()) && near[0].contains(&"Listed party".to_owned()));
    let hits = cells("Hits");
    assert!(hits[1][4] == "match" && hits[1][5].starts_with("0.93"), "{hits:?}");
    let summary = cells("Summary").concat().join(" ");
    for told in [
        "Parties: match",
        "orders.csv",
        "SHA-256 0a1b",
        "Chokepoint 1.2",
        "2026-11-24 10:00 UTC",
        "us_csl of",
    ] {
        assert!(summary.contains(told), "{told}: {summary}");
    }
}

#[test]
fn parquet_has_a_row_a_hit_and_the_coverage_in_its_metadata() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let bytes = written(Format::Parquet, "r.parquet");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("again.parquet");
    std::fs::write(&path, bytes).expect("written");
    let file = SerializedFileReader::new(std::fs::File::open(&path).expect("opened")).expect("Parquet");
    assert_eq!(file.metadata().file_metadata().num_rows(), 4);
    let keys = file.metadata().file_metadata().key_value_metadata().expect("metadata");
    assert!(keys.iter().any(|it| it.key == "coverage"));
}

#[test]
fn a_table_shows_reasons_and_coverage() {
    let text = String::from_utf8(written(Format::Table, "r.txt")).expect("text");
    assert!(text.contains("MATCH      0.93  Parties Ltd"), "{text}");
    assert!(text.contains("│  Entity List"), "{text}");
    assert!(text.contains("near miss  0.55  Parties Ltd"), "{text}");
    assert!(text.contains("├─ name") && text.contains("└─ sum         +1.25  gives"), "{text}");
    assert!(text.contains("3 parties: 1 with a match, 1 with near misses only, 1 without a hit"), "{text}");
}

#[test]
fn a_re_screening_tells_what_is_new_and_what_is_gone_and_calls_nothing_a_near_miss_that_is_no_more() {
    let turned = |turn, hit: Hit| Hit { turn: Some(turn), ..hit };
    let folder = tempfile::tempdir().expect("a folder");
    let written = |format, name: &str, parties: u64| {
        let path = folder.path().join(name);
        let mut writer =
            Writer::open(format, Some(&path), &coverage(), &run(), Look::default()).expect("opened");
        let hits = [
            vec![turned(Turn::New, hit(0.93, true)), turned(Turn::Changed, hit(0.6, false))],
            vec![turned(Turn::New, hit(0.6, false)), turned(Turn::Gone, hit(0.9, false))],
            vec![turned(Turn::Gone, hit(0.9, false))],
            vec![],
        ];
        for (row, hits) in (1..=parties).zip(hits) {
            writer.write(&Screened { rescreened: true, ..screened(row, hits) }).expect("written");
        }
        writer.finish(&Coverage { parties, ..coverage() }).expect("finished");
        path
    };
    let text = std::fs::read_to_string(written(Format::Table, "r.txt", 4)).expect("text");
    for words in [
        "new MATCH  0.93",
        "changed near miss  0.60",
        "gone       0.90",
        "Party\" 4  no change",
        "4 parties: 1 with a new or changed match, 1 with new or changed near misses only, 1 whose hits are gone, 1 without a change",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let text = std::fs::read_to_string(written(Format::Table, "one.txt", 1)).expect("text");
    assert!(text.contains("1 party: 1 with a new or changed match"), "{text}");
    let text = std::fs::read_to_string(written(Format::Csv, "r.csv", 4)).expect("text");
    for verdict in [",new match,", ",changed near miss,", ",gone,", ",no change,"] {
        assert!(text.contains(verdict), "{verdict}: {text}");
    }
}
