//! One table of parties, lists and registers, asked through every command: all of them say the same of who is listed,
//! possibly listed, owned, possibly owned, unrelated. And rules of one's own reach all that counts shares.

use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf, process::Command};

/// A day on which the affiliates rule was in force.
const DAY: &str = "2025-10-20";

/// What every command must say of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    Listed,
    Possible,
    Owned,
    PossiblyOwned,
    Unrelated,
}
use Expect::{Listed, Owned, Possible, PossiblyOwned, Unrelated};

/// The parties of the register: id, name, type, address, what is expected.
const PARTIES: [(&str, &str, &str, &str, Expect); 12] = [
    ("p1", "Northgate Relay Works Limited", "company", "", Listed),
    ("p2", "Quiet Relay Holding Oy", "company", "", Owned),
    ("p3", "Quiet Relay Subsidiary Oy", "company", "", Owned),
    ("p4", "Anton Sample Petrov", "person", "", Possible),
    ("p5", "Harbour Lantern Trading Oy", "company", "", PossiblyOwned),
    ("p6", "北湖计算技术有限公司", "company", "", Listed),
    ("p7", "清渡软件有限公司", "company", "", Owned),
    ("p8", "Puddle Lane Bakery Oy", "company", "", Unrelated),
    ("p9", "Copper Kettle Group Oy", "company", "", Unrelated),
    ("p10", "Copper Kettle Instruments Oy", "company", "", Unrelated),
    ("p11", "曙光信息产业股份有限公司", "company", "", Possible),
    ("p12", "昆山启明软件有限公司", "company", "", PossiblyOwned),
];
/// Who holds what of whom.
const HOLDINGS: [(&str, &str, u8); 6] = [
    ("p1", "p2", 100),
    ("p2", "p3", 51),
    ("p4", "p5", 60),
    ("p6", "p7", 80),
    ("p9", "p10", 70),
    ("p11", "p12", 100),
];

fn entry(
    id: &str,
    kind: &str,
    name: &str,
    (country, address): (&str, &str),
    source: &str,
    programme: &str,
) -> String {
    format!(
        r#"{{"id":"{id}","source":"{source}","entity_number":null,"type":{kind},
        "programs":[{programme}],"name":"{name}","title":null,"addresses":[{{"address":{address},"city":null,"state":null,
        "postal_code":null,"country":"{country}"}}],"federal_register_notice":"84 FR 29373","start_date":"2019-06-24",
        "end_date":null,"standard_order":null,"license_requirement":"For all items subject to the EAR.",
        "license_policy":"Presumption of denial","call_sign":null,"vessel_type":null,"gross_tonnage":null,
        "gross_registered_tonnage":null,"vessel_flag":null,"vessel_owner":null,"remarks":null,
        "source_list_url":"https://example.org","alt_names":[],"citizenships":[],"dates_of_birth":[],
        "nationalities":[],"places_of_birth":[],"source_information_url":null,"ids":[],"country":"{country}"}}"#
    )
}

struct Case(tempfile::TempDir);

impl Case {
    fn new() -> Self {
        let case = Self(tempfile::tempdir().expect("a folder"));
        let bis = "Entity List (EL) - Bureau of Industry and Security";
        let sdn = "Specially Designated Nationals (SDN) - Treasury Department";
        let entries = [
            entry("1", "null", "Northgate Relay Works Ltd.", ("FI", "null"), bis, ""),
            entry("2", "\"Individual\"", "Anton Sample Petrov", ("RU", "null"), sdn, "\"UKRAINE-EO13662\""),
            entry("3", "null", "北湖计算技术有限公司", ("CN", "null"), bis, ""),
            entry(
                "4",
                "null",
                "Sugon Information Industry Co., Ltd.",
                ("CN", "\"Room 301, No. 5 Example Road, Tianjin\""),
                bis,
                "",
            ),
        ];
        let list = format!(
            r#"{{"results":[{}],"total":{},"search_performed_at":"2024-01-01T00:00:00.000Z"}}"#,
            entries.join(","),
            entries.len()
        );
        let list = case.write("list/consolidated.json", &list);
        case.run(&["lists", "import", &list.display().to_string()]);
        let mut register = "id,name,type,address,country\n".to_owned();
        for (id, name, kind, address, _) in PARTIES {
            let country = if name.is_ascii() { "FI" } else { "CN" };
            let country = if kind == "person" { "RU" } else { country };
            register += &format!("{id},{name},{kind},{address},{country}\n");
        }
        case.write("folder/register.csv", &register);
        let name = |id: &str| PARTIES.iter().find(|one| one.0 == id).map_or("", |one| one.1);
        let mut holdings = "owner id,owner,owned id,owned,share\n".to_owned();
        for (holder, held, share) in HOLDINGS {
            holdings += &format!("{holder},{},{held},{},{share}%\n", name(holder), name(held));
        }
        case.write("folder/holdings.csv", &holdings);
        let partners: Vec<&str> = PARTIES.iter().map(|one| one.1).collect();
        case.write("partners.csv", &format!("partner\n{}\n", partners.join("\n")));
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, text).expect("written");
        path
    }

    fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_chokepoint"))
            .args(arguments)
            .args(["--workspace"])
            .arg(self.path("home"))
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 3)), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn files(&self) -> [String; 2] {
        ["folder/register.csv", "folder/holdings.csv"].map(|name| self.path(name).display().to_string())
    }

    fn ask(&self, command: &[&str]) -> Value {
        let text = self.run(&[command, &["--as-of", DAY, "--json"]].concat());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{command:?}: {error}: {text}"))
    }

    fn ownership(&self, more: &[&str]) -> Value {
        let [register, holdings] = self.files();
        self.ask(&[&["ownership", &register, &holdings], more].concat())
    }

    fn investigate(&self, more: &[&str]) -> Value {
        let (folder, out) =
            (self.path("folder").display().to_string(), self.path("out").display().to_string());
        self.ask(&[&["investigate", &folder, "-o", &out], more].concat())
    }

    fn audit(&self, more: &[&str]) -> Value {
        let (list, [register, holdings]) = (self.path("partners.csv").display().to_string(), self.files());
        self.ask(&[&["audit", &list, "--registry", &register, &holdings], more].concat())
    }
}

fn of<'v>(values: &'v Value, key: &str, id: &str) -> Option<&'v Value> {
    values.as_array().and_then(|all| all.iter().find(|one| one[key] == id))
}

/// Collects what differs, so that one run shows all of it.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn check(&mut self, command: &str, name: &str, expect: Expect, is_right: bool, said: &Value) {
        if !is_right {
            self.0.push(format!("{command}: {name}: {expect:?} expected: {said}"));
        }
    }
}

#[test]
fn every_command_says_the_same_of_who_is_listed_and_owned() {
    let case = Case::new();
    let mut wrong = Wrong::default();

    // screen: whoever is listed, or may be, is a match; owners are not looked up.
    let partners = case.path("partners.csv").display().to_string();
    let screened = case.run(&["screen", &partners, "--format", "jsonl", "--as-of", DAY]);
    let screened: BTreeMap<String, Value> = screened
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|line| Some((line["party"]["name"].as_str()?.to_owned(), line)))
        .collect();
    let (owned, found, audited) = (case.ownership(&[]), case.investigate(&[]), case.audit(&[]));
    for (id, name, _, _, expect) in PARTIES {
        let line = &screened[name];
        let is_match =
            line["hits"].as_array().is_some_and(|hits| hits.iter().any(|hit| hit["matched"] == true));
        wrong.check("screen", name, expect, is_match == matches!(expect, Listed | Possible), line);

        let listed = of(&owned["listed"], "id", id);
        let caught = of(&owned["entities"], "id", id);
        let standing = |word: &str| listed.is_some_and(|one| one["standing"] == word);
        let is_right = match expect {
            Listed => standing("certain"),
            Possible => standing("possible"),
            Owned => listed.is_none() && caught.is_some_and(|one| one["caught"] == true),
            PossiblyOwned => {
                listed.is_none()
                    && caught
                        .is_some_and(|one| one["caught"] == "unknown" && one["conditions"][0].is_string())
            }
            Unrelated => listed.is_none() && caught.is_none_or(|one| one["caught"] == false),
        };
        wrong.check("ownership", name, expect, is_right, caught.or(listed).unwrap_or(&Value::Null));

        let certain = of(&found["listed"], "id", id).is_some();
        let possible = of(&found["possibly_listed"], "id", id).is_some();
        let about = |detector: &str| {
            let findings = found["findings"].as_array().into_iter().flatten();
            findings.into_iter().find(|one| one["detector"] == detector && one["subjects"][0] == *id)
        };
        let owner = about("ownership_caught");
        let has_condition = owner.is_some_and(|one| one["conditions"][0].is_string());
        let is_right = match expect {
            Listed => certain && !possible && about("on_a_list").is_some(),
            Possible => !certain && possible && about("on_a_list").is_some(),
            Owned => !certain && owner.is_some() && !has_condition,
            PossiblyOwned => !certain && !possible && has_condition,
            Unrelated => !certain && !possible && owner.is_none(),
        };
        wrong.check("investigate", name, expect, is_right, owner.unwrap_or(&Value::Null));

        let partner = of(&audited["partners"], "partner", name).unwrap_or(&Value::Null);
        let standings: &[&str] = match expect {
            Listed => &["listed"],
            Possible | PossiblyOwned => &["possible"],
            Owned => &["owned"],
            Unrelated => &["nothing", "remark"],
        };
        let is_right = partner["standing"].as_str().is_some_and(|word| standings.contains(&word));
        wrong.check("audit", name, expect, is_right, partner);
    }
    assert!(wrong.0.is_empty(), "\n{}", wrong.0.join("\n"));
    // Strongest first, and what must be looked at before what is merely tied.
    let order = ["listed", "owned", "possible", "tied", "remark", "not_compared", "nothing"];
    let partners = audited["partners"].as_array().expect("partners");
    let places: Vec<_> =
        partners.iter().map(|one| order.iter().position(|word| *word == one["standing"])).collect();
    assert!(places.windows(2).all(|pair| pair[0] <= pair[1]), "{places:?}");
}

#[test]
fn a_table_for_reading_says_what_the_json_says() {
    let case = Case::new();
    let [register, holdings] = case.files();
    let text = case.run(&["ownership", &register, &holdings, "--as-of", DAY]);
    for expect in [
        "possibly listed",
        "perhaps Anton Sample Petrov is the listed",
        "only if Anton Sample Petrov is the listed",
    ] {
        assert!(text.contains(expect), "{expect}: {text}");
    }
    let list = case.path("partners.csv").display().to_string();
    let text = case.run(&["audit", &list, "--registry", &register, &holdings, "--as-of", DAY]);
    for expect in ["LISTED", "OWNED", "POSSIBLE", "may be the listed"] {
        assert!(text.contains(expect), "{expect}: {text}");
    }
    let csv =
        case.run(&["audit", &list, "--registry", &register, &holdings, "--as-of", DAY, "--format", "csv"]);
    assert_eq!(csv.lines().filter(|line| line.contains(",possible,")).count(), 4, "{csv}");
}

#[test]
fn successors_treats_the_party_of_the_register_as_the_listed_one_and_takes_any_name_that_matches() {
    let case = Case::new();
    let [register, holdings] = case.files();
    for name in ["Sugon Information Industry Co., Ltd.", "曙光信息产业股份有限公司"] {
        let answer = case.ask(&["successors", name, "--registry", &register, &holdings]);
        assert_eq!(answer["caption"], "Sugon Information Industry Co., Ltd.", "{answer}");
        assert_eq!(answer["in_the_registry"], true, "{answer}");
        let candidates = answer["candidates"].as_array().expect("candidates");
        assert!(candidates.iter().all(|one| one["id"] != "p11"), "it is no successor of itself: {answer}");
    }
}

#[test]
fn a_finding_is_never_about_a_party_and_itself() {
    let case = Case::new();
    case.write(
        "folder/register.csv",
        "id,name,type,address,country\n\
         p6,北湖计算技术有限公司,company,,CN\n\
         p11,曙光信息产业股份有限公司,company,\"Room 301, No. 5 Example Road, Tianjin\",CN\n",
    );
    let found = case.investigate(&[]);
    let entries: BTreeMap<&str, &str> = [("listed", "listed_as"), ("possibly_listed", "may_be")]
        .into_iter()
        .flat_map(|(key, entry)| found[key].as_array().into_iter().flatten().map(move |one| (one, entry)))
        .filter_map(|(one, entry)| Some((one["id"].as_str()?, one[entry].as_str()?)))
        .collect();
    assert_eq!(entries["p11"], "Sugon Information Industry Co., Ltd.", "{found}");
    for finding in found["findings"].as_array().expect("findings") {
        let first = finding["subjects"][0].as_str().and_then(|id| entries.get(id));
        let is_itself = first.is_some_and(|entry| finding["captions"][1] == **entry);
        assert!(!is_itself || finding["detector"] == "on_a_list", "{finding}");
    }
}

/// Half becomes a twentieth.
const LOWER_SHARE: &str = r#"title   = "The share as our counsel counts it"
unit    = "ownership"
checked = 2025-10-01

[[value]]
from       = 2025-10-01
confidence = "first_hand"
cite       = { title = "Memorandum of counsel", published = 2025-10-01 }

[value.is]
share   = 0.05
reached = "at_least"
owners  = "added_together"
chain   = "link_by_link"
control = false
counts  = ["capital"]
lists   = ["us_bis_entity_list"]
"#;

#[test]
fn rules_of_ones_own_reach_every_command_that_counts_shares() {
    let case = Case::new();
    case.write("own/us/ear/affiliate_ownership.toml", LOWER_SHARE);
    case.write(
        "folder/holdings.csv",
        "owner id,owner,owned id,owned,share\np1,Northgate Relay Works Limited,p8,Puddle Lane Bakery Oy,10%\n",
    );
    let own = case.path("own").display().to_string();
    let caught = |more: &[&str]| {
        let owned = case.ownership(more);
        let by_ownership = of(&owned["entities"], "id", "p8").map(|one| one["caught"].clone());
        let found = case.investigate(more);
        let findings = found["findings"].as_array().expect("findings");
        let by_investigate =
            findings.iter().any(|one| one["detector"] == "ownership_caught" && one["subjects"][0] == "p8");
        let audited = case.audit(more);
        let by_audit =
            of(&audited["partners"], "partner", "Puddle Lane Bakery Oy").expect("it")["standing"].clone();
        (by_ownership, by_investigate, by_audit)
    };
    assert_eq!(caught(&[]), (Some(false.into()), false, "tied".into()));
    assert_eq!(caught(&["--rules", &own]), (Some(true.into()), true, "owned".into()));
    let licence = |more: &[&str]| {
        let asked = [
            "licence",
            "--item",
            "RTX 4090",
            "--destination",
            "FI",
            "--end-user",
            "Puddle Lane Bakery Oy",
            "--owner",
            "Northgate Relay Works Limited=10%",
        ];
        case.ask(&[&asked[..], more].concat())["required"].clone()
    };
    assert_ne!(licence(&[]), licence(&["--rules", &own]));
}

#[test]
fn nothing_is_never_said_of_a_name_that_was_not_compared() {
    let case = Case::new();
    let list =
        case.write("gaps.csv", "partner,city\n,Oulu\nPuddle Lane Bakery Oy,Oulu\n").display().to_string();
    let answer = case.ask(&["audit", &list]);
    for partner in answer["partners"].as_array().expect("partners") {
        let expect = if partner["partner"] == "" { "not_compared" } else { "nothing" };
        assert_eq!(partner["standing"], expect, "{answer}");
    }
}

#[test]
fn a_row_is_compared_with_its_address_and_its_second_names() {
    let case = Case::new();
    let list = case
        .write(
            "names.csv",
            "partner\nQuiet Meadow Oy (formerly Northgate Relay Works Ltd.)\nNorthgate Relay Works Ltd / Quiet Meadow Oy\n",
        )
        .display()
        .to_string();
    let answer = case.ask(&["audit", &list]);
    let partners = answer["partners"].as_array().expect("partners");
    assert!(partners.iter().all(|one| one["standing"] == "listed"), "{answer}");
}
