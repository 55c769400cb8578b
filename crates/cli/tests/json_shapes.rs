//! The JSON of every command has the keys and types that `docs/json` tells: none is lost, none changes its type. New keys are
//! welcome; `UPDATE=1 cargo test -p chokepoint-cli --test json_shapes` takes them into the pages.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const DAY: &str = "2026-11-24";

struct Desk(tempfile::TempDir);

impl Desk {
    /// A workspace with the bundled list, and files of invented parties.
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        desk.write("parties.csv", "ref,name,country\na1,Sugon,CN\na2,Puddle Lane Bakery,GB\na3,,\n");
        desk.write(
            "pairs.csv",
            "schema,name1,name2\nCompany,Northern Lake Compute,Northern Lake Computing\n",
        );
        desk.write("partners.csv", "partner\nSugon\nPuddle Lane Bakery\n");
        desk.write(
            "holdings.csv",
            "owner,owned,share,from,until,kind\nX,A,50%,2024-01-01,,\nA,B,25..60%,,,\nX,C,,,,director\n",
        );
        desk.run(&["lists", "import", &repository("resources/lists/ai-chips-entity-list.toml")]);
        desk
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(arguments)
            .args(["--as-of", DAY, "--workspace", &self.path("home")])
            .output()
            .expect("the program runs");
        assert_ne!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("text")
    }
}

fn repository(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).display().to_string()
}

/// The types that stand at each place: `hits[].score  number`.
type Shape = BTreeMap<String, BTreeSet<&'static str>>;

/// Objects whose keys are data: a family of evidence, a column of the input.
const KEYED_BY_DATA: [&str; 6] = ["families", "passed", "input", "counts", "value", "values"];

fn look(value: &Value, at: &str, shape: &mut Shape) {
    let mut is = |word: &'static str| _ = shape.entry(at.to_owned()).or_default().insert(word);
    match value {
        Value::Null => is("null"),
        Value::Bool(_) => is("yes or no"),
        Value::Number(_) => is("number"),
        Value::String(_) => is("text"),
        Value::Array(items) => {
            is("list");
            items.iter().for_each(|item| look(item, &format!("{at}[]"), shape));
        }
        Value::Object(object) => {
            if !at.is_empty() {
                is("object");
            }
            let name = at.rsplit('.').next().unwrap_or_default();
            for (key, value) in object {
                let key = if KEYED_BY_DATA.contains(&name) { "*" } else { key };
                look(value, &if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }, shape);
            }
        }
    }
}

/// The page of a shape: a line a place.
fn page(shape: &Shape) -> String {
    let line = |(at, types): (&String, &BTreeSet<&str>)| {
        format!("{at}  {}\n", types.iter().copied().collect::<Vec<_>>().join(" or "))
    };
    shape.iter().map(line).collect()
}

/// Holds what a command prints, a document or lines of JSON, against its page.
fn check(name: &str, printed: &str) {
    let mut found = Shape::new();
    match serde_json::from_str::<Value>(printed) {
        Ok(document) => look(&document, "", &mut found),
        Err(_) => {
            for line in printed.lines() {
                let line =
                    serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
                look(&line, "", &mut found);
            }
        }
    }
    assert!(!found.is_empty(), "{name} prints nothing");
    let path = PathBuf::from(repository(&format!("docs/json/{name}.txt")));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        return fs::write(&path, page(&found)).expect("written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let now = page(&found);
    let now: BTreeSet<&str> = now.lines().collect();
    let lost: Vec<&str> = known.lines().filter(|line| !now.contains(line)).collect();
    assert!(
        !known.is_empty() && lost.is_empty(),
        "{name}: these keys or types are gone or are others now; if that is meant, run UPDATE=1 cargo test -p \
         chokepoint-cli --test json_shapes\n{}",
        lost.join("\n")
    );
}

#[test]
fn lists_have_their_shapes() {
    let desk = Desk::new();
    let list = repository("resources/lists/ai-chips-entity-list.toml");
    check("lists-import", &desk.run(&["lists", "import", &list, "--json"]));
    let status = desk.run(&["lists", "status", "--json"]);
    check("lists-status", &status);
    let status: Value = serde_json::from_str(&status).expect("JSON");
    let release = status["releases"][0]["release"].as_str().expect("a release");
    check("lists-diff", &desk.run(&["lists", "diff", release, release, "--json"]));
}

#[test]
fn screening_and_comparing_have_their_shapes() {
    let desk = Desk::new();
    check("screen", &desk.run(&["screen", &desk.path("parties.csv"), "--format", "jsonl"]));
    check("compare", &desk.run(&["compare", &desk.path("pairs.csv"), "--json"]));
}

#[test]
fn items_and_licences_have_their_shapes() {
    let desk = Desk::new();
    check("item", &desk.run(&["item", "H20", "--json"]));
    check(
        "licence",
        &desk.run(&["licence", "--item", "H200", "--destination", "CN", "--end-user", "Sugon", "--json"]),
    );
}

#[test]
fn the_law_has_its_shapes() {
    let desk = Desk::new();
    check("rules-list", &desk.run(&["rules", "list", "3A090", "--json"]));
    check("rules-show", &desk.run(&["rules", "show", "us.ear.affiliate_ownership", "--json"]));
    check("rules-diff", &desk.run(&["rules", "diff", "2023-06-01", "2023-11-20", "--json"]));
    check("rules-check", &desk.run(&["rules", "check", "--json"]));
}

#[test]
fn registries_have_their_shapes() {
    let desk = Desk::new();
    let holdings = desk.path("holdings.csv");
    check("ownership", &desk.run(&["ownership", &holdings, "--listed", "X", "--json"]));
    check("audit", &desk.run(&["audit", &desk.path("partners.csv"), "--registry", &holdings, "--json"]));
    let register: Vec<String> = ["companies.csv", "officers.csv", "holdings.csv", "public-facts.ftm.json"]
        .map(|name| repository(&format!("examples/nettrix/{name}")))
        .into();
    let mut arguments = vec!["successors", "Sugon", "--json", "--limit", "5"];
    for file in &register {
        arguments.extend(["--registry", file]);
    }
    check("successors", &desk.run(&arguments));
}

#[test]
fn an_investigation_has_its_shapes() {
    let desk = Desk::new();
    let out = desk.path("out");
    check("investigate", &desk.run(&["investigate", &repository("examples/nettrix"), "-o", &out, "--json"]));
    check("findings", &fs::read_to_string(Path::new(&out).join("findings.jsonl")).expect("findings"));
}
