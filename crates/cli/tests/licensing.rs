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

/// The first line of an answer for reading.
fn first_line(home: &Home, arguments: &[&str]) -> String {
    let output = home.run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_not_covered_stands_in_the_first_line() {
    let home = Home::new();
    for (item, to, more, expect) in [
        (
            "RTX A6000",
            "RU",
            &[][..],
            "RTX A6000 to RU: not determined: 15 CFR 746.8; 15 CFR 746.5 on 2026-11-23",
        ),
        ("RTX A6000", "Iran", &[], "RTX A6000 to IR: not determined: 15 CFR 746.7 on 2026-11-23"),
        (
            "RTX A6000",
            "Crimea",
            &[],
            "RTX A6000 to UA (crimea): not determined: 15 CFR 746.6; 89 FR 51644 on",
        ),
        ("RTX A6000", "ДНР", &[], "RTX A6000 to UA (donetsk): not determined: 15 CFR 746.6"),
        ("RTX 4090", "IR", &[], "GeForce RTX 4090 (RTX 4090) to IR: a licence is required"),
        (
            "Ascend 910C",
            "MY",
            &["--from", "CN"],
            "Ascend 910C to MY: not determined: General Prohibition Ten, 15 CFR 736.2(b)(10)",
        ),
        (
            "Ascend 910C",
            "CN",
            &["--from", "CN"],
            "Ascend 910C to CN: a licence is required; not determined besides: General Prohibition Ten",
        ),
        ("H100 SXM5 80GB", "US", &[], "H100 SXM5 80GB to US: no export"),
        ("H100 SXM5 80GB", "MY", &[], "H100 SXM5 80GB to MY: it depends on: headquarters of the end user"),
        ("PowerEdge R760", "DE", &[], "Dell PowerEdge R760 (PowerEdge R760) to DE: not determined"),
    ] {
        let arguments =
            [&["licence", "--item", item, "--destination", to, "--as-of", "2026-11-23"], more].concat();
        let line = first_line(&home, &arguments);
        assert!(line.starts_with(expect), "{item} to {to}: {line}");
        let document = home.json(&arguments, 0);
        let gaps = document["not_covered"].as_array().expect("not covered");
        for gap in gaps {
            for key in ["kind", "section", "sentence"] {
                assert!(gap[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {gap}");
            }
        }
        let decided = document["required"].is_boolean() || document["required"] == "depends";
        assert_eq!(
            !decided,
            expect.contains(": not determined:") || expect.ends_with("not determined"),
            "{item} to {to}"
        );
        assert!(
            !String::from_utf8_lossy(&home.run(&arguments).stdout)
                .contains("no licence is needed under part")
        );
    }
    let line = first_line(&home, &["item", "Ascend 910C", "--as-of", "2026-11-23"]);
    assert!(line.starts_with("Ascend 910C on 2026-11-23: not determined: General Prohibition Ten"), "{line}");
    let document = home.json(&["item", "Ascend 910C", "--as-of", "2026-11-23"], 0);
    assert_eq!(document["not_covered"][0]["kind"], "prohibition");
    assert_eq!(document["not_covered"][0]["decides"], true);
}

#[test]
fn a_file_of_transactions_says_in_words_what_a_licence_depends_on() {
    let home = Home::with_list();
    let file = home.write(
        "orders.csv",
        "item,destination,end_user,end_user_hq\n\
         H100 SXM5,CN,Orchard Example Tools,CN\n\
         L20,MY,Orchard Example Tools,MY\n\
         H100 SXM5,MY,Orchard Example Tools,\n\
         RTX A6000,IR,Orchard Example Tools,IR\n\
         Ascend 910B,SG,Orchard Example Tools,SG\n\
         H100 SXM5,US,Orchard Example Tools,US\n\
         PowerEdge R760,DE,Orchard Example Tools,DE\n",
    );
    let output = home.run(&["licence", &file, "--as-of", "2026-11-23", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let headings = reader.headers().expect("headings").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let column = |name: &str| -> Vec<String> {
        let at = headings.iter().position(|heading| heading == name).expect("a column");
        rows.iter().map(|row| row[at].to_owned()).collect()
    };
    let licence = column("licence");
    assert_eq!(
        licence[..4],
        [
            "licence required",
            "not required by the rules covered",
            "depends on: headquarters of the end user",
            "not determined: 15 CFR 746.7"
        ]
    );
    assert!(
        licence[4].starts_with("not determined: General Prohibition Ten, 15 CFR 736.2(b)(10)"),
        "{}",
        licence[4]
    );
    assert!(licence[5].starts_with("no export"), "{}", licence[5]);
    assert!(licence[6].starts_with("not determined"), "{}", licence[6]);
    assert_eq!(
        column("required"),
        ["true", "false", "depends", "not_determined", "not_determined", "false", "not_determined"]
    );
    assert!(column("warning")[4].contains("the guidance was not"), "{}", column("warning")[4]);
    assert_eq!(column("to")[3], "IR");
    assert_eq!(column("end_user_name")[0], "Orchard Example Tools");
    // The table for a terminal shows the same, each in its column.
    let table = home.run(&["licence", &file, "--as-of", "2026-11-23", "--format", "table"]);
    let table = String::from_utf8_lossy(&table.stdout).into_owned();
    let at = table.lines().next().and_then(|head| head.find("licence")).expect("a heading");
    assert_eq!(table.lines().nth(1).map(|line| &line[at..]), Some("licence required"), "{table}");
    assert!(table.lines().nth(1).is_some_and(|line| line.contains("Orchard Example")), "{table}");
}

#[test]
fn figures_are_read_in_the_units_of_their_headings() {
    let home = Home::new();
    for (text, tpp, density, eccn) in [
        ("name,TPP (bit-OP/s),Die Size (mm^2)\nTest Card One,19907200000000,576\n", "19.9072", "", ""),
        (
            "name,FP16 performance (FLOP/s),die area,data centre,node\nTest Card Two,125000000000000,815,yes,12 nm\n",
            "2000",
            "2.454",
            "",
        ),
        (
            "name,FP16 [PFLOPS],die area (cm²),data centre,node\nTest Card Three,1,8,yes,5 nm\n",
            "16000",
            "20",
            "3A090.a",
        ),
        ("name,INT8 (GOPS),Die Size\nTest Card Four,600000,8.1 cm2\n", "4800", "", "3A090.a"),
    ] {
        let file = home.write("cards.csv", text);
        let output = home.run(&["item", &file, "--as-of", "2026-11-23", "--format", "csv"]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let mut reader = csv::Reader::from_reader(&output.stdout[..]);
        let headings = reader.headers().expect("headings").clone();
        let row = reader.records().next().expect("a row").expect("read");
        let cell = |name: &str| &row[headings.iter().position(|heading| heading == name).expect("a column")];
        assert_eq!((cell("tpp"), cell("eccn")), (tpp, eccn), "{text}");
        assert!(cell("performance_density").starts_with(density), "{text}: {}", cell("performance_density"));
        assert_eq!(cell("alternatives"), "", "{text}");
    }
    let output = home.run(&["item", "--rate", "fp16=125000000000000", "--die-area", "815"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("no chip reaches") && told.contains("125000000000000 FLOP/s"), "{told}");
    let unit = ["item", "--rate", "fp16=125000000000000 FLOP/s", "--die-area", "815", "--node", "12 nm"];
    assert_eq!(home.json(&unit, 0)["tpp"]["low"], 2000);
    // A rate that no chip can have is left open in its row, and the run was not whole.
    let file = home.write("cards.csv", "name,fp16,die area\nTest Card Five,125000000000000,815\n");
    let output = home.run(&["item", &file, "--as-of", "2026-11-23", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(!String::from_utf8_lossy(&output.stdout).contains(",3A090.a,"));
    // A column of addresses is no bandwidth.
    let file = home.write("cards.csv", "name,Link to datasheet\nH100 SXM5,https://example.org/h100.pdf\n");
    let output = home.run(&["item", &file, "--as-of", "2026-11-23", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_manufacturer_that_contradicts_makes_it_another_item() {
    let home = Home::new();
    let file = home.write("cards.csv", "name,manufacturer\nArc Pro A40,Intel\nA40,NVIDIA\nA40,Intel\n");
    let output = home.run(&["item", &file, "--as-of", "2026-11-23", "--json"]);
    let lines: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    assert!(
        lines[0]["issue"].as_str().is_some_and(|issue| issue.contains("no A40 of Intel")),
        "{}",
        lines[0]
    );
    assert_eq!(lines[1]["classification"]["eccn"], "3A090.b");
    assert!(lines[2]["issue"].is_string(), "{}", lines[2]);
}
