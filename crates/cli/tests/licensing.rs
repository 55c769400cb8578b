//! `item` and `licence` as a user calls them: classes by day, both answers, files of many, and awkward input.

use serde_json::Value;
use std::process::{Command, Output};

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(arguments)
            .env("CHOKEPOINT_HOME", self.0.path().join("home"))
            .output()
            .expect("the program runs")
    }

    fn json(&self, arguments: &[&str], code: i32) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {arguments:?}"))
    }

    /// A home with the bundled list imported.
    fn with_list() -> Self {
        let home = Self::new();
        let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../resources/lists/ai-chips-entity-list.toml");
        let output = home.run(&["lists", "import", &bundled.display().to_string()]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        home
    }
}

fn eccn(document: &Value) -> &Value {
    &document["classification"]["eccn"]
}

/// The class of an item on a day, by its name or file and further arguments.
fn check(home: &Home, what: &[&str], day: &str, expect: Option<&str>) {
    let document = home.json(&[&["item"], what, &["--as-of", day]].concat(), 0);
    assert_eq!(eccn(&document), &expect.map_or(Value::Null, Value::from), "{what:?} on {day}");
    assert_eq!(document["as_of"], day);
}

#[test]
fn a_chip_cut_down_for_one_text_is_caught_by_the_next() {
    let home = Home::new();
    check(&home, &["A800"], "2023-06-01", None);
    check(&home, &["A800"], "2023-11-20", Some("3A090.a"));
    check(&home, &["A100"], "2023-06-01", Some("3A090.a"));
    check(&home, &["英伟达A800"], "2023-11-20", Some("3A090.a"));
    check(&home, &["H", "20"], "2026-11-23", None);
    check(&home, &["H100"], "2019-05-01", None);
    check(&home, &["H100"], "2030-01-01", Some("3A090.a"));
    let told = home.run(&["item", "A800", "--as-of", "2023-06-01"]);
    let told = String::from_utf8_lossy(&told.stdout);
    assert!(told.contains("interconnect rate at least 600: it is 400"), "{told}");
    assert!(told.contains("87 FR 62186"), "{told}");
}

#[test]
fn the_document_holds_what_the_contract_names() {
    let home = Home::new();
    let document = home.json(&["item", "H200", "--as-of", "2026-11-23", "--destination", "CN"], 0);
    assert_eq!(document["item"]["name"], "H200");
    assert_eq!(document["tpp"]["low"], 13368);
    assert!(document["performance_density"]["high"].as_f64().expect("a number") > 19.4);
    assert_eq!(document["classification"]["eccn"], "3A090.a");
    assert_eq!(document["classification"]["also"][0], "4A090.a");
    assert_eq!(document["classification"]["layer"], "enforced");
    assert_eq!(document["text"]["layer"], "text");
    assert!(document["alternatives"].is_array());
    let trace = document["trace"].as_array().expect("a trace");
    assert!(trace.iter().any(|step| step["name"] == "3A090.a.1" && step["holds"] == true));
    let requirement = &document["requirement"];
    assert_eq!(requirement["required"], true);
    assert_eq!(requirement["review_policy"], "presumption_of_denial or case_by_case");
    let line = requirement["review_policies"].as_array().expect("policies").iter();
    let line = line.filter(|policy| policy["name"] == "case_by_case_line").collect::<Vec<_>>();
    assert!(line[0]["citation"].as_str().expect("a citation").contains("742.6(b)(10)(iii)(A)(1)"));
    assert!(!requirement["conditions"].as_array().expect("conditions").is_empty());
}

#[test]
fn hong_kong_is_china_however_it_is_written() {
    let home = Home::new();
    for place in ["Hong Kong", "HK", "香港", "China (Hong Kong)", "CN"] {
        let document =
            home.json(&["licence", "--item", "H100", "--destination", place, "--as-of", "2026-11-23"], 0);
        assert_eq!(document["required"], true, "{place}");
        let grounds = document["grounds"].as_array().expect("grounds");
        assert!(grounds.iter().any(|ground| ground["kind"] == "item" && ground["holds"] == true), "{place}");
        assert!(
            grounds.iter().all(|ground| ground["citation"].as_str().is_some_and(|cite| !cite.is_empty()))
        );
    }
    let output = home.run(&["licence", "--item", "H100", "--destination", "Nowhere"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn headquarters_nobody_knows_leave_it_open() {
    let home = Home::new();
    let to = ["licence", "--item", "H200 NVL", "--destination", "MY", "--as-of", "2026-11-23"];
    let required = |more: &[&str]| home.json(&[&to, more].concat(), 0)["required"].clone();
    assert_eq!(required(&[]), "depends");
    let no_letter = ["--declare", "recipient_of_letter=no"];
    assert_eq!(required(&[&no_letter[..], &["--end-user-hq", "MY"]].concat()), false);
    assert_eq!(required(&[&no_letter[..], &["--end-user-hq", "CN"]].concat()), true);
    assert_eq!(
        required(&[&no_letter[..], &["--end-user-hq", "MY", "--end-user-parent-hq", "CN"]].concat()),
        true
    );
}

#[test]
fn a_distributor_owned_half_by_a_listed_company_has_two_answers() {
    let home = Home::with_list();
    let arguments = [
        "licence",
        "--item",
        "DGX H100",
        "--destination",
        "HK",
        "--end-user",
        "Harbour Example Distribution Limited",
        "--end-user-hq",
        "HK",
        "--owner",
        "Sugon=50%",
    ];
    let document = home.json(&[&arguments[..], &["--as-of", "2026-11-23"]].concat(), 0);
    let answers = document["answers"].as_array().expect("answers");
    assert_eq!(answers.len(), 2);
    let parties = |answer: &Value| {
        let grounds = answer["grounds"].as_array().expect("grounds").iter();
        grounds.filter(|ground| ground["kind"] == "party").count()
    };
    assert_eq!((parties(&answers[0]), parties(&answers[1])), (1, 0));
    assert!(answers[0]["depends_on"][0].as_str().expect("what decides").contains("extension"));
    // While the rule was stayed there is one answer, and while it was in force one.
    for (day, grounds) in [("2026-03-01", 0), ("2025-10-10", 1)] {
        let document = home.json(&[&arguments[..], &["--as-of", day]].concat(), 0);
        assert_eq!(document["answers"].as_array().map(Vec::len), Some(0), "{day}");
        assert_eq!(parties(&document), grounds, "{day}");
    }
    // The same share in words, for an item that nothing else controls: the owner alone decides.
    let mut of_l20 = arguments;
    of_l20[2] = "L20";
    let declared = ["--declare", "recipient_of_letter=no", "--as-of", "2026-11-23"];
    let document = home.json(&[&of_l20[..], &declared].concat(), 0);
    assert_eq!(document["required"], "depends");
    assert_eq!(
        (&document["answers"][0]["required"], &document["answers"][1]["required"]),
        (&true.into(), &false.into())
    );
    let told = home.run(&[&of_l20[..], &declared].concat());
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("Two answers stand. Between them decides whether the agency published"), "{told}");
}

#[test]
fn a_listed_end_user_is_found_by_name_and_without_lists_that_is_told() {
    let home = Home::with_list();
    let to = ["licence", "--item", "L20", "--destination", "MY", "--end-user", "中科曙光", "--as-of"];
    let document = home.json(&[&to[..], &["2026-03-01"]].concat(), 0);
    assert_eq!(document["required"], true);
    assert_eq!(document["grounds"][0]["kind"], "party");
    assert!(document["grounds"][0]["citation"].as_str().expect("a citation").contains("84 FR 29373"));
    assert_eq!(document["exceptions"].as_array().map(Vec::len), Some(0), "no exception speaks of the item");
    let before = home.json(&[&to[..], &["2019-06-23"]].concat(), 0);
    assert_eq!(before["required"], false);
    // Nobody was screened: the answer is there, and what it lacks.
    let document = Home::new().json(&[&to[..], &["2026-03-01"]].concat(), 3);
    assert!(document["not_evaluated"].to_string().contains("compared with no list"));
}

#[test]
fn an_item_of_ones_own_comes_as_a_file_or_as_options() {
    let home = Home::new();
    let toml = "name = \"Aurora 3\"\nmarketed_for_data_centres = true\ndie_area_mm2 = 620\nnon_planar = true\n[rates]\n";
    let at = |rates: &str| home.write("own.toml", &format!("{toml}{rates}\n"));
    check(&home, &[&at("fp16 = 300")], "2026-11-23", Some("3A090.a"));
    check(&home, &[&at("fp8 = { rate = 1200, sparse = true }")], "2026-11-23", Some("3A090.a"));
    check(&home, &[&at("fp16 = 299.999375")], "2026-11-23", Some("3A090.a")); // 4799.99 / 620 is above 5.92
    check(&home, &[&at("fp16 = 90")], "2026-11-23", None);
    let json = r#"{"rates": {"int8": 600}, "marketed_for_data_centres": true}"#;
    check(&home, &[&home.write("own.json", json)], "2026-11-23", Some("3A090.a"));
    let options = ["--rate", "fp16=187.5", "--non-planar", "yes", "--data-centre", "yes"];
    for (area, expect) in [("800", "3A090.b"), ("500", "3A090.a")] {
        check(&home, &[&options[..], &["--die-area", area]].concat(), "2026-11-23", Some(expect));
    }
    // The die area is missing: every class that is possible, and what would decide.
    let open = home.json(&[&["item", "--as-of", "2026-11-23"], &options[..]].concat(), 0);
    assert_eq!(eccn(&open), &Value::Null);
    let classes: Vec<&Value> =
        open["alternatives"].as_array().expect("alternatives").iter().map(|one| &one["eccn"]).collect();
    assert_eq!(classes, [&Value::Null, &"3A090.a".into(), &"3A090.b".into()]);
    assert_eq!(open["alternatives"][0]["depends_on"][0], "performance_density");
    // A misspelt key is an issue beside the answer.
    let output =
        home.run(&["item", &home.write("bad.toml", "die_aera_mm2 = 620\n[rates]\nfp16 = 300\n"), "--json"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("die_area_mm2"));
}

#[test]
fn what_does_not_exist_is_refused_with_the_nearest_names() {
    let home = Home::new();
    for (arguments, expect) in [
        (vec!["item", "H1000"], "nearest: H100"),
        (vec!["item"], "name an item"),
        (vec!["item", "/no/such/products.csv"], "no such file"),
        (vec!["item", "H100", "--declare", "is_magic=yes"], "no fact"),
        (vec!["item", "H100", "--rate", "fp16"], "no rate"),
        (vec!["licence", "--destination", "CN"], "required arguments"),
    ] {
        let output = home.run(&arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains(expect) && !told.contains("panicked"), "{arguments:?}: {told}");
    }
}

#[test]
fn a_catalogue_has_a_line_a_product_in_its_order() {
    let home = Home::new();
    let products = home.write(
        "products.csv",
        "sku,name,dense_fp16_tflops,die_area_mm2,non_planar,data_centre\n\
         a,H100,,,,\n\
         b,made up,300,800,yes,yes\n\
         c,made up too,150,,,yes\n\
         d,H1000,,,,\n\
         e,L20,,,,\n",
    );
    let output =
        home.run(&["item", &products, "--as-of", "2026-11-23", "--destination", "CN", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let headings = reader.headers().expect("headings").clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let column = |name: &str| rows.iter().map(|row| row[at(name)].to_owned()).collect::<Vec<_>>();
    assert_eq!(column("sku"), ["a", "b", "c", "d", "e"]);
    assert_eq!(column("eccn"), ["3A090.a", "3A090.a", "", "", ""]);
    assert_eq!(column("alternatives")[2], "none; 3A090.a; 3A090.b");
    assert_eq!(column("required")[..3], ["true", "true", "depends"]);
    assert!(column("issue")[3].contains("nearest"));
    // The same as JSON lines, on any number of threads.
    let lines = home.run(&["item", &products, "--as-of", "2026-11-23", "--json"]);
    let lines: Vec<Value> = String::from_utf8_lossy(&lines.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[1]["classification"]["eccn"], "3A090.a");
    assert_eq!(lines[1]["tpp"]["low"], 4800);
    assert_eq!(lines[4]["row"], 5);
}

#[test]
fn a_file_of_transactions_is_answered_row_by_row() {
    let home = Home::with_list();
    let file = home.write(
        "orders.csv",
        "order,item,destination,end_user,end_user_hq,owners\n\
         1,H200 NVL,CN,Orchard Example Tools,CN,\n\
         2,L20,MY,Sugon,CN,\n\
         3,L20,MY,Orchard Example Tools,MY,Sugon=50%\n\
         4,L20,MY,Orchard Example Tools,MY,\n\
         5,L20,Atlantis,Orchard Example Tools,MY,\n",
    );
    let output = home.run(&["licence", &file, "--as-of", "2026-11-23", "--json"]);
    let lines: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    let required: Vec<String> = lines.iter().map(|line| line["required"].to_string()).collect();
    assert_eq!(required[..4], ["true", "true", "\"depends\"", "false"]);
    assert_eq!(lines[4].get("required"), None, "nobody knows where it goes");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(lines[2]["answers"].as_array().map(Vec::len), Some(2));
}
