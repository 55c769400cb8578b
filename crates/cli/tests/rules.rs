//! `rules list`, `show`, `check` and `diff`, and a folder of one's own on top, through the program.

use serde_json::Value;
use std::{
    path::PathBuf,
    process::{Command, Output},
};

/// A policy of an invented company.
const POLICY: &str = r#"title   = "Orders above which a second person must sign"
unit    = "units"
checked = 2026-11-01

[[value]]
from       = 2024-01-01
is         = 8
confidence = "first_hand"
cite       = { title = "Policy 12 of Puddle Lane Computing", published = 2023-12-01 }

[[value]]
from       = 2025-07-01
is         = 4.5
confidence = "first_hand"
cite       = { title = "Policy 19 of Puddle Lane Computing", published = 2025-06-01 }
"#;

/// What counsel of an invented company says of the stay.
const COUNSEL: &str = r#"title   = "The stay as our counsel reads it"
unit    = "ownership"
checked = 2026-11-20

[[value]]
from       = 2026-11-10
until      = 2027-01-09
status     = "suspended"
confidence = "first_hand"
cite       = { title = "Memorandum of counsel", published = 2026-11-20 }
"#;

const LIMIT: &str = "company/policy/order_limit.toml";

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A home with one file of one's own in the folder `own`.
    fn with(path: &str, text: &str) -> Self {
        let home = Self::new();
        home.write(path, text.as_bytes());
        home
    }

    fn own(&self) -> PathBuf {
        self.0.path().join("own")
    }

    fn write(&self, path: &str, text: &[u8]) {
        let path = self.own().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(arguments)
            .env("CHOKEPOINT_HOME", self.0.path().join("home"))
            .output()
            .expect("the program runs")
    }

    fn text(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}", told(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let text = self.text(&[arguments, &["--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// The check of the own folder ends partly, and an issue says this.
    fn check_refused(&self, expect: &str) {
        let own = self.own().display().to_string();
        let output = self.run(&["rules", "check", &own, "--as-of", "2026-11-24"]);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(3), "{said}{}", told(&output));
        assert!(said.contains(expect), "{expect} is not in {said}");
        // The law below is as it was, and the fault is told beside the answer.
        let shown = self.run(&["rules", "list", "advanced_chips", "--rules", &own, "--as-of", "2026-11-24"]);
        assert!(String::from_utf8_lossy(&shown.stdout).contains("3A090.a.1"));
        assert!(told(&shown).contains(expect), "{}", told(&shown));
        assert_eq!(shown.status.code(), Some(3));
    }
}

fn told(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!told.contains("panicked"), "{told}");
    told
}

#[test]
fn the_rules_of_the_program_are_clean() {
    let home = Home::new();
    let output = home.run(&["rules", "check", "--as-of", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let checked = home.json(&["rules", "check", "--as-of", "2026-11-24"]);
    assert!(checked["values"].as_u64() > Some(300));
    assert!(checked["unverified"].as_u64() > Some(0), "what nobody checked is counted");
    let due = checked["issues"].as_array().expect("issues").iter().any(|issue| {
        issue["file"] == "rules/us/ear/affiliate_ownership.toml" && issue["line"].as_u64() > Some(1)
    });
    assert!(due, "an expected value whose day has come is told with its line");
}

#[test]
fn values_that_nobody_confirmed_for_half_a_year_are_stale() {
    let output = Home::new().run(&["rules", "check", "--as-of", "2027-12-01"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stdout).contains("more than half a year before 2027-12-01"));
}

#[test]
fn a_list_gives_the_value_of_the_day_in_the_layer_asked() {
    let home = Home::new();
    let framework = |layer: &str| {
        let listed = home.json(&[
            "rules",
            "list",
            "ai_diffusion_framework",
            "--layer",
            layer,
            "--as-of",
            "2026-11-24",
        ]);
        listed["rules"][0].clone()
    };
    assert_eq!(framework("text")["answer"]["status"], "effective");
    assert_eq!(framework("enforced")["answer"]["status"], "not_enforced");
    assert_eq!(framework("enforced")["layers_differ"], true);

    let chips = |as_of: &str| {
        let listed = home.json(&["rules", "list", "us.ear.advanced_chips", "--as-of", as_of]);
        let rows = listed["rules"].as_array().expect("rows").clone();
        let holding = rows.into_iter().filter(|row| row["answer"].is_object());
        holding.map(|row| row["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(chips("2022-10-20"), [""; 0]);
    assert_eq!(chips("2023-06-01"), ["3A090.a"]);
    assert_eq!(chips("2023-11-20"), ["3A090.a.1", "3A090.a.2", "3A090.b.1", "3A090.b.2"]);
}

#[test]
fn a_list_is_narrowed_by_words_and_by_what_is_unverified() {
    let home = Home::new();
    let text = home.text(&["rules", "list", "OWNERSHIP", "us.ofac", "--as-of", "2026-11-24"]);
    assert!(text.contains("us.ofac.blocked_ownership") && !text.contains("us.ear"), "{text}");
    let listed = home.json(&["rules", "list", "--unverified", "--as-of", "2026-11-24"]);
    let rows = listed["rules"].as_array().expect("rows");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["answer"]["verified"] == false));
    assert!(home.text(&["rules", "list", "puddle"]).contains("no id, title or name"));
}

#[test]
fn the_history_of_a_value_has_its_citations_states_and_doubts() {
    let home = Home::new();
    let text = home.text(&["rules", "show", "us.ear.affiliate_ownership", "--as-of", "2026-11-24"]);
    for expect in [
        "  from 2025-09-29: effective, first hand",
        "90 FR 47201 (2025-09-30)",
        "  from 2025-11-10: suspended",
        "* from 2026-11-10: expected",
        "in doubt on 2026-11-24: if it came, at least 0.5",
    ] {
        assert!(text.contains(expect), "{expect} is not in {text}");
    }
    let shown = home.json(&["rules", "show", "us.ear.affiliate_ownership", "--as-of", "2025-10-01"]);
    let entry = &shown["entries"][0];
    assert_eq!(entry["on_the_day"]["text"]["value"]["share"], 0.5);
    assert_eq!(entry["on_the_day"]["text"]["in_doubt"], false);
    assert_eq!(entry["values"].as_array().map(Vec::len), Some(3));
    assert_eq!(entry["values"][0]["answers_in"][1], "enforced");
}

#[test]
fn an_unknown_id_or_name_is_answered_with_the_nearest() {
    let home = Home::new();
    let refused = |arguments: &[&str]| {
        let output = home.run(arguments);
        assert_eq!(output.status.code(), Some(2));
        told(&output)
    };
    let said = refused(&["rules", "show", "us.ear.afiliate_ownership"]);
    assert!(said.contains("the nearest known is \"us.ear.affiliate_ownership\""), "{said}");
    let said = refused(&["rules", "show", "us.ear.licence_exceptions", "NAK"]);
    assert!(said.contains("the nearest known is \"NAC\""), "{said}");
    let said = refused(&["rules", "show", "3A090.a.1"]);
    assert!(said.contains("rules show us.ear.advanced_chips 3A090.a.1"), "{said}");
}

#[test]
fn the_difference_of_two_days_cites_both_texts_and_tells_shared_layers_once() {
    let home = Home::new();
    let diff = home.json(&["rules", "diff", "2023-11-16", "2023-11-17"]);
    let changes = diff["changes"].as_array().expect("changes");
    let of = |name: &str| changes.iter().find(|change| change["name"] == name).expect("a change");
    assert_eq!(of("3A090.a")["before"]["cites"][0]["title"], "87 FR 62186");
    assert_eq!(of("3A090.a.1")["after"]["cites"][0]["title"], "88 FR 73458");
    assert_eq!(of("3A090.a.1")["layers"].as_array().map(Vec::len), Some(2));
    let none = home.text(&["rules", "diff", "2024-03-01", "2024-03-01"]);
    assert!(none.contains("0 values changed"), "{none}");
}

#[test]
fn the_difference_names_the_chips_that_the_new_text_catches() {
    let home = Home::new();
    let diff = home.json(&["rules", "diff", "2023-06-01", "2023-11-20", "--layer", "text"]);
    let chips = diff["chips"].as_array().expect("chips");
    let of = |model: &str| chips.iter().find(|chip| chip["chip"] == model);
    let slipped = of("A800 SXM4 80GB").expect("it slipped through the text of 2022");
    assert_eq!((&slipped["before"][0], &slipped["after"][0]), (&Value::Null, &Value::from("3A090.a")));
    assert!(of("A100 SXM4 80GB").is_none(), "caught by both texts");
    let none = home.text(&["rules", "diff", "2024-03-01", "2024-03-02"]);
    assert!(none.contains("0 chips of the catalogue have another class"), "{none}");
}

#[test]
fn a_rule_of_ones_own_answers_on_its_days_and_nowhere_else() {
    let home = Home::with("us/ear/affiliate_ownership.toml", COUNSEL);
    let own = home.own().display().to_string();
    let state = |as_of: &str, more: &[&str]| {
        let arguments = [&["rules", "show", "us.ear.affiliate_ownership", "--as-of", as_of], more].concat();
        home.json(&arguments)["entries"][0]["on_the_day"]["enforced"]["status"].clone()
    };
    assert_eq!(state("2026-11-24", &[]), "expected");
    assert_eq!(state("2026-11-24", &["--rules", &own]), "suspended");
    assert_eq!(state("2027-01-09", &["--rules", &own]), "suspended");
    assert_eq!(state("2027-01-10", &["--rules", &own]), "expected");
    assert_eq!(state("2025-10-01", &["--rules", &own]), "effective");
    let text = home.text(&["rules", "check", &own, "--as-of", "2026-11-24"]);
    assert!(text.contains("answers before rules/us/ear/affiliate_ownership.toml on its days"), "{text}");
}

#[test]
fn the_folder_of_the_workspace_counts_and_the_option_lies_on_top_of_it() {
    let home = Home::with(LIMIT, POLICY);
    let limit = |more: &[&str]| {
        let arguments = [&["rules", "list", "order_limit", "--as-of", "2026-11-24"], more].concat();
        home.json(&arguments)["rules"][0]["answer"]["value"].clone()
    };
    assert_eq!(limit(&[]), Value::Null, "a folder that nobody named does not count");
    let workspace = home.0.path().join("home/rules/company/policy");
    std::fs::create_dir_all(&workspace).expect("a folder");
    std::fs::write(workspace.join("order_limit.toml"), POLICY.replace("4.5", "6")).expect("written");
    assert_eq!(limit(&[]), 6.0);
    assert_eq!(limit(&["--rules", &home.own().display().to_string()]), 4.5);
}

#[test]
fn a_faulty_file_is_left_out_with_its_place_and_what_to_do() {
    let broken = |from: &str, to: &str| Home::with(LIMIT, &POLICY.replacen(from, to, 1));
    broken("confidence", "confidance").check_refused("order_limit.toml:8 field confidance: unknown key");
    broken("confidence", "confidance").check_refused("did you mean confidence");
    broken("2025-07-01", "2024-01-01").check_refused("lines 5 and 11 both answer 2024-01-01");
    broken("cite       = { title = \"Policy 12 of Puddle Lane Computing\", published = 2023-12-01 }", "")
        .check_refused("order_limit.toml:5 field cite: missing cite; a value without a citation is refused");
    Home::with(LIMIT, "ledger;amount\n1;2\n").check_refused("order_limit.toml:1: not TOML");
    Home::with("order_limit.toml", POLICY).check_refused("is no path of a rule; put it at");
    Home::with("a/b/c/d/e.toml", POLICY).check_refused("too deep");
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_left_out_and_the_others_count() {
    let home = Home::with(LIMIT, POLICY);
    home.write("company/policy/latin.toml", b"title = \"ok\"\nunit = \"Stra\xdfe\"\n");
    home.check_refused("latin.toml:2: not UTF-8; save it as UTF-8");
    home.write("company/policy/huge.toml", &vec![b'#'; (4 << 20) + 1]);
    home.check_refused("huge.toml: larger than 4 MiB");
    let own = home.own().display().to_string();
    let listed = home.json(&["rules", "list", "order_limit", "--rules", &own, "--as-of", "2026-11-24"]);
    assert_eq!(listed["rules"][0]["answer"]["value"], 4.5);
    assert_eq!(listed["issues"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_folder_that_is_not_there_is_an_issue_and_the_law_answers() {
    Home::new().check_refused("own: ");
    let home = Home::new();
    std::fs::write(home.own(), POLICY).expect("written");
    home.check_refused("own: not a folder; name the folder that holds the rule files");
}

#[test]
fn a_file_with_a_mark_of_byte_order_and_windows_lines_is_read() {
    let home = Home::with(LIMIT, &format!("\u{feff}{}", POLICY.replace('\n', "\r\n")));
    let own = home.own().display().to_string();
    let output = home.run(&["rules", "check", &own, "--as-of", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
}

/// A paragraph of one's own that lies on ECCN 3A090 for a year and lowers its first threshold.
const LOWERED: &str = r#"title   = "Advanced integrated circuits as the house reads them"
unit    = "paragraph"
checked = 2026-11-01

[[value]]
name       = "3A090.a.1"
from       = 2026-01-01
until      = 2026-12-31
confidence = "first_hand"
cite       = { title = "Policy 21 of Puddle Lane Computing", published = 2025-12-01 }
is         = { title = "Chips of any performance worth naming", when = { figure = "total_processing_performance", at_least = 100 } }
"#;

#[test]
fn items_are_classified_under_the_rules_of_ones_own() {
    let home = Home::with("us/ear/advanced_chips.toml", LOWERED);
    let own = home.own().display().to_string();
    let class = |as_of: &str, more: &[&str]| {
        let arguments = [&["item", "H20 141GB", "--as-of", as_of], more].concat();
        home.json(&arguments)["classification"]["eccn"].clone()
    };
    assert_eq!(class("2026-11-24", &[]), Value::Null);
    assert_eq!(class("2026-11-24", &["--rules", &own]), "3A090.a");
    assert_eq!(class("2025-11-24", &["--rules", &own]), Value::Null, "outside its dates nothing changes");
    let output = home.run(&["item", "H20 141GB", "--rules", "/no/such/folder", "--as-of", "2026-11-24"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(told(&output).contains("name a folder of rule files"), "{}", told(&output));
}
