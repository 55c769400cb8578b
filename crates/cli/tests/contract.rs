//! The contract with the outside: commands, exit codes and the shapes of JSON.

use serde_json::Value;
use std::{
    path::Path,
    process::{Command, Output},
};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &[u8]) -> String {
        std::fs::write(self.path(name), text).expect("written");
        self.path(name).display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(arguments)
            .env("CHOKEPOINT_HOME", self.path("home"))
            .output()
            .expect("the program runs")
    }

    /// A home with the bundled list imported.
    fn with_list() -> Self {
        let home = Self::new();
        let list =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/lists/ai-chips-entity-list.toml");
        let output = home.run(&["lists", "import", &list.display().to_string()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        home
    }
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}")))
        .collect()
}

#[test]
fn a_screening_is_a_line_a_party_and_then_what_was_covered() {
    let home = Home::with_list();
    let file = home.write("p.csv", "name,country,ref\nSugon,CN,a1\nPuddle Lane Bakery,GB,a2\n".as_bytes());
    let output = home.run(&["screen", &file, "--format", "jsonl", "--as-of", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = lines(&output);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["row"], 1);
    assert_eq!(lines[0]["party"]["name"], "Sugon");
    let hit = &lines[0]["hits"][0];
    assert_eq!(hit["matched"], true);
    assert!(hit["score"].as_f64().expect("a number") >= 0.7);
    assert!(hit["id"].is_string() && hit["caption"].is_string());
    assert_eq!(hit["lists"][0]["list"], "us_bis_entity_list");
    assert_eq!(hit["lists"][0]["since"], "2019-06-24");
    assert_eq!(lines[1]["hits"].as_array().map(Vec::len), Some(0));
    let coverage = &lines[2]["coverage"];
    assert_eq!(coverage["as_of"], "2026-11-24");
    assert!(coverage["lists"].is_array() && coverage["releases"].is_array());
    assert!((coverage["threshold"].as_f64().expect("a number") - 0.7).abs() < 1e-6);
    assert!(lines[2]["issues"].is_array());
}

#[test]
fn a_match_ends_with_one_only_when_asked() {
    let home = Home::with_list();
    assert_eq!(home.run(&["screen", "--name", "Sugon"]).status.code(), Some(0));
    assert_eq!(home.run(&["screen", "--name", "Sugon", "--fail-on-hit"]).status.code(), Some(1));
    assert_eq!(home.run(&["screen", "--name", "Puddle Lane Bakery", "--fail-on-hit"]).status.code(), Some(0));
    assert_eq!(
        home.run(&["screen", "--name", "Sugon", "--fail-on-hit", "--as-of", "2019-06-23"]).status.code(),
        Some(0),
        "not listed on that day"
    );
}

#[test]
fn unreadable_input_and_wrong_usage_end_with_two() {
    let home = Home::with_list();
    let empty = home.write("empty.csv", b"");
    let bomb = home.write("no.xlsx", b"PK\x03\x04 not a workbook");
    for arguments in [
        vec!["screen", "/no/such/file.csv"],
        vec!["screen", &empty],
        vec!["screen", &bomb],
        vec!["screen", "--name", "x", "--threshold", "7"],
        vec!["lists", "import", &empty],
        vec!["lists", "diff", "a", "b"],
        vec!["compare", &empty],
        vec!["nonsense"],
    ] {
        let output = home.run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("error"), "{arguments:?}: {told}");
        assert!(!told.contains("panicked"), "{arguments:?}: {told}");
    }
}

#[test]
fn a_bad_row_is_an_issue_and_the_others_are_screened() {
    let home = Home::with_list();
    let file = home.write("p.csv", b"name,country\nSugon,CN\n,CN\nNettrix,CN\n");
    let output = home.run(&["screen", &file, "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = lines(&output);
    let rows: Vec<&Value> = lines.iter().filter_map(|line| line.get("row")).collect();
    assert!(rows.contains(&&Value::from(1)) && rows.contains(&&Value::from(3)));
    assert!(!lines.last().expect("a last line")["issues"].as_array().expect("issues").is_empty());
}

#[test]
fn pairs_keep_their_columns_and_get_a_score() {
    let home = Home::new();
    let file = home.write("pairs.csv", "schema,name1,name2,is_match\nCompany,Gazprom Neft JSC,Gazprom Neft OAO,true\nPerson,Tunde Tinubu,Bola Tinubu,false\n".as_bytes());
    let output = home.run(&["compare", &file]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[0], "schema,name1,name2,is_match,score,matched");
    assert!(rows[1].ends_with(",true"), "{}", rows[1]);
    assert!(rows[2].ends_with(",false"), "{}", rows[2]);
}

#[test]
fn without_a_list_there_is_no_clean_answer() {
    let home = Home::new();
    let output = home.run(&["screen", "--name", "Sugon"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("lists import"));
}

#[test]
fn the_demo_meets_chinese_names_with_english_entries() {
    let home = Home::new();
    let output = home.run(&[
        "demo",
        "--json",
        "--as-of",
        "2026-11-24",
        "-o",
        home.path("demo").to_str().expect("a path"),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = lines(&output);
    let matched = |name: &str| {
        lines.iter().any(|line| line["party"]["name"] == name && line["hits"][0]["matched"] == true)
    };
    assert!(matched("宁畅信息产业（北京）有限公司"));
    assert!(matched("中科曙光"));
}

#[test]
fn the_same_question_gets_the_same_bytes_on_any_number_of_threads() {
    let home = Home::with_list();
    let rows: String = (0..3000)
        .map(|n| format!("{} {n},CN\n", if n % 7 == 0 { "Sugon" } else { "Orchard Tools" }))
        .collect();
    let file = home.write("p.csv", format!("name,country\n{rows}").as_bytes());
    let on = |threads: &str| {
        Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(["screen", &file, "--format", "jsonl", "--as-of", "2026-11-24"])
            .env("CHOKEPOINT_HOME", home.path("home"))
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs")
            .stdout
    };
    assert_eq!(on("1"), on("4"));
}

#[test]
fn ownership_says_who_is_caught_by_what_share_and_path() {
    let home = Home::new();
    let file = home.write("o.csv", b"owner,owned,share\nX,A,50\nA,B,49.99\nY,B,0.01\nA,C,unknown\n");
    let run = |more: &[&str]| {
        let mut arguments = vec!["ownership", &file, "--listed", "X,Y", "--as-of", "2026-11-25"];
        arguments.extend(more);
        home.run(&arguments)
    };
    let output = run(&["--json", "--regime", "ofac"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!((&answer["regime"], &answer["as_of"]), (&"ofac".into(), &"2026-11-25".into()));
    let of = |id: &str| {
        let entities = answer["entities"].as_array().expect("entities");
        entities.iter().find(|one| one["id"] == id).expect("an entity").clone()
    };
    assert_eq!((&of("A")["caught"], &of("A")["lowest"]), (&true.into(), &0.5.into()));
    assert_eq!(of("B")["caught"], true);
    assert_eq!(of("B")["path"].as_array().map(Vec::len), Some(3));
    assert_eq!((&of("C")["caught"], &of("C")["highest"]), (&"unknown".into(), &1.0.into()));

    let text = String::from_utf8_lossy(&run(&[]).stdout).into_owned();
    assert!(text.contains("applies if what was expected came") && text.contains("OWNED"), "{text}");
    assert_eq!(run(&["--fail-on-hit"]).status.code(), Some(1));
    let walk: Value = serde_json::from_slice(&run(&["--json", "--between", "X", "B"]).stdout).expect("JSON");
    assert_eq!(walk["shortest"].as_array().map(Vec::len), Some(2));
    assert_eq!(home.run(&["ownership", "absent.csv"]).status.code(), Some(2));
    let broken = home.write("b.csv", b"owner,owned,share\nX,A,120\n");
    assert_eq!(home.run(&["ownership", &broken, "--listed", "X"]).status.code(), Some(3));
}

#[test]
fn ownership_finds_the_listed_owner_on_the_lists() {
    let home = Home::with_list();
    let file = home.write(
        "o.csv",
        "owner,owned,share\nSugon,Quiet Valley Servers,51\nPuddle Lane Bakery,Oven Ltd,51\n".as_bytes(),
    );
    let output = home.run(&["ownership", &file, "--as-of", "2025-10-01", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    let listed = answer["listed"].as_array().expect("listed");
    assert_eq!((listed.len(), &listed[0]["entries"][0]["list"]), (1, &"us_bis_entity_list".into()));
    let caught = answer["entities"].as_array().expect("entities").iter().filter(|one| one["caught"] == true);
    let caught: Vec<&Value> = caught.map(|one| &one["id"]).collect();
    assert_eq!(caught, ["Quiet Valley Servers"]);
    assert!(answer["coverage"]["releases"].as_array().is_some_and(|releases| !releases.is_empty()));
    // Before its listing the owner was on no list.
    let output = home.run(&["ownership", &file, "--regime", "bis", "--as-of", "2019-06-01", "--json"]);
    let answer: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(answer["listed"].as_array().map(Vec::len), Some(0));
}

#[test]
fn an_output_that_nothing_here_writes_is_refused_and_no_file_is_called_what_it_is_not() {
    let home = Home::with_list();
    let parties = home.write("p.csv", "name,country\nSugon,CN\n".as_bytes());
    for (arguments, name) in [
        (vec!["screen", &parties], "r.pdf"),
        (vec!["screen", &parties], "r.html"),
        (vec!["screen", &parties, "--format", "table"], "r.xlsx"),
        (vec!["audit", &parties], "r.parquet"),
        (vec!["compare", &parties], "r.xlsx"),
        (vec!["ownership", &parties], "r.html"),
    ] {
        let path = home.path(name).display().to_string();
        let output = home.run(&[&arguments[..], &["-o", &path]].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?} {name}: {told}");
        assert!(told.contains("give a name that ends in"), "{told}");
        assert!(!home.path(name).exists(), "{name}");
    }
}

#[test]
fn a_workbook_tells_the_program_the_time_and_the_digest_of_its_input() {
    use calamine::{Reader, Xlsx, open_workbook};
    let home = Home::with_list();
    let parties = home.write("p.csv", "name,country\nSugon,CN\n".as_bytes());
    for (command, sheet) in [("screen", "Hits"), ("audit", "Partners")] {
        let path = home.path(&format!("{command}.xlsx"));
        let output = home.run(&[command, &parties, "-o", &path.display().to_string()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
        assert_eq!(book.sheet_names()[..2], ["Summary", sheet]);
        let summary = book.worksheet_range("Summary").expect("a sheet");
        let summary: Vec<String> = summary.rows().flatten().map(ToString::to_string).collect();
        let summary = summary.join("|");
        for told in ["p.csv", "SHA-256 ", "Chokepoint 0.", " UTC", "Day asked about"] {
            assert!(summary.contains(told), "{command}: {told}: {summary}");
        }
    }
}

#[test]
fn the_weights_shown_add_up_to_the_sum_shown_and_the_json_has_it() {
    let home = Home::with_list();
    let output = home.run(&["screen", "--name", "Sugon Information Industri", "--country", "CN"]);
    let text = String::from_utf8(output.stdout).expect("text");
    let weight = |line: &str| {
        let mut words = line.split_whitespace();
        words.find(|word| word.starts_with(['+', '-']))?.parse::<f64>().ok()
    };
    let (mut sum, mut seen) = (0.0, false);
    for line in text.lines() {
        if line.contains("├─") {
            sum += weight(line).expect("a weight");
        } else if line.contains("└─ sum") {
            let told = weight(line).expect("a sum");
            assert!((told - sum).abs() < 1e-9, "{told} {sum}: {text}");
            (sum, seen) = (0.0, true);
        }
    }
    assert!(seen, "{text}");
    let output = home.run(&["screen", "--name", "Sugon Information Industri", "--country", "CN", "--json"]);
    let explanation = &lines(&output)[0]["hits"][0]["explanation"];
    let number = |key: &str| explanation[key].as_f64().expect("a number");
    let score = 1.0 / (1.0 + (-(number("sum") + number("offset"))).exp());
    let score = if number("sum") >= 8.0 { 1.0 } else { score };
    assert!((score - number("score")).abs() < 1e-3, "{explanation}");
}
