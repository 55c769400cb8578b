//! Every `examples.md` is explanation, specification and test: its tables are read, its findings must come out, and no others.
//!
//! `CHOKEPOINT_ACCEPT=1 cargo test -p chokepoint-detectors --test examples` writes what comes out into the files; the
//! difference is then read before it is kept.

use chokepoint_detectors::{DETECTORS, Detector, Known, Listed, resolve};
use chokepoint_model::{
    Address, Citation, Country, Date, Denial, Evidence, Finding, Listing, Name, Party, Period, Schema, Stated,
};
use chokepoint_rules::Rules;
use chokepoint_sources::registry;
use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

#[test]
fn every_example_finds_what_it_says_and_nothing_else() {
    let accept = std::env::var_os("CHOKEPOINT_ACCEPT").is_some();
    let mut wrong = String::new();
    for detector in DETECTORS {
        let path = folder(detector.id).join("examples.md");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(text.contains("```findings"), "{}: no example", detector.id);
        let actual = with_findings(detector, &text);
        if actual == text {
            continue;
        }
        if accept {
            fs::write(&path, &actual).expect("the file can be written");
        } else {
            writeln!(wrong, "{}\n{}", path.display(), difference(&text, &actual))
                .expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_detector_says_what_a_reader_needs() {
    let ids: Vec<&str> = DETECTORS.iter().map(|detector| detector.id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "in the order of ids: {ids:?}");
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(source).expect("the sources are here") {
        let path = entry.expect("an entry").path();
        if path.join("detector.toml").exists() {
            let id = path.file_name().and_then(|name| name.to_str()).expect("a word");
            assert!(ids.contains(&id), "{id} is not in the list");
        }
    }
    for detector in DETECTORS {
        let metadata = detector.metadata();
        let all = [&metadata.title, &metadata.subject, &metadata.means];
        let innocent = metadata.innocent.iter().flat_map(|one| [&one.looks, &one.tell]);
        let references = metadata.reference.iter().map(|one| &one.title);
        for text in all.into_iter().chain(innocent).chain(references) {
            assert!(text.len() > 2 && !text.to_lowercase().contains("unknown"), "{}: {text:?}", detector.id);
        }
        assert!(!metadata.innocent.is_empty() && !metadata.reference.is_empty(), "{}", detector.id);
    }
}

fn folder(id: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src").join(id)
}

/// The text with the findings that come out.
fn with_findings(detector: &Detector, text: &str) -> String {
    let mut out = String::new();
    let mut tables: BTreeMap<String, String> = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("## ") {
            tables.clear();
        }
        writeln!(out, "{line}").expect("a string takes all");
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(as_of) = kind.strip_prefix("findings as_of=") {
            let as_of: Date = as_of.trim().parse().unwrap_or_else(|error| panic!("{as_of}: {error}"));
            out += &findings(detector, &tables, as_of);
        } else {
            for line in &block {
                writeln!(out, "{line}").expect("a string takes all");
            }
            let name = kind.strip_prefix("csv ").unwrap_or_else(|| panic!("{kind}: csv NAME or findings"));
            tables.insert(name.to_owned(), block.join("\n") + "\n");
        }
        out += "```\n";
    }
    out
}

fn findings(detector: &Detector, tables: &BTreeMap<String, String>, as_of: Date) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut paths = Vec::new();
    for (name, text) in tables.iter().filter(|(name, _)| !matches!(name.as_str(), "listed" | "denials")) {
        let path = folder.path().join(format!("{name}.csv"));
        fs::write(&path, text).expect("a file");
        paths.push(path);
    }
    let mut registry = registry::read(&paths, &registry::Options::default()).expect("tables");
    assert!(registry.issues.is_empty(), "{:?}", registry.issues);
    let shown = |source: &str| source.rsplit('/').next().unwrap_or(source).to_owned();
    for profile in &mut registry.profiles {
        profile.stated.source = shown(&profile.stated.source).into();
    }
    for interest in &mut registry.interests {
        interest.stated.source = shown(&interest.stated.source).into();
    }
    let rows = |name: &str| rows(tables.get(name).map(String::as_str).unwrap_or_default());
    let mut listed: Vec<Listed> = rows("listed").iter().map(listed_of).collect();
    resolve(&registry, &mut listed, folder.path()).expect("an index");
    let stated = |name: &str, at: usize| Stated {
        source: name.into(),
        record: (at + 1).to_string().into(),
        seen: None,
    };
    let day = |row: &BTreeMap<String, String>| row["on"].parse().ok();
    let denials: Vec<Denial> = rows("denials")
        .iter()
        .enumerate()
        .map(|(at, row)| Denial {
            party: row["party"].clone(),
            on: day(row),
            text: row["text"].clone(),
            stated: stated("denials", at),
        })
        .collect();
    let known = Known::new(&registry, &listed, &denials);
    detector.examine(&known.on(as_of, Rules::built_in())).iter().map(shown_finding).collect()
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers().expect("headings").clone();
    let row = |row: csv::StringRecord| {
        headers.iter().zip(&row).map(|(heading, value)| (heading.to_owned(), value.to_owned())).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn listed_of(row: &BTreeMap<String, String>) -> Listed {
    let cell = |name: &str| row.get(name).map(String::as_str).unwrap_or_default();
    let mut party = Party {
        schema: Schema::from_name(cell("schema")).unwrap_or(Schema::Company),
        names: cell("name").split('|').filter(|name| !name.is_empty()).map(Name::primary).collect(),
        ..Party::default()
    };
    let country = Country::from_code(cell("country"));
    let addresses = cell("address").split('|').filter(|text| !text.is_empty());
    party.addresses = addresses.map(|text| Address { text: text.to_owned(), country }).collect();
    country.into_iter().for_each(|country| party.add_country(country));
    let mut listing = Listing::on(cell("list"));
    listing.period = Period { from: cell("since").parse().ok(), until: cell("until").parse().ok() };
    if !cell("citation").is_empty() {
        listing.citations.push(Citation { text: cell("citation").to_owned(), published: None });
    }
    let id = if cell("id").is_empty() { cell("name").to_owned() } else { cell("id").to_owned() };
    Listed { id, party, listings: vec![listing], ..Listed::default() }
}

/// A finding as an example shows it.
fn shown_finding(finding: &Finding) -> String {
    let mut out = format!("{} {}\n", finding.severity.as_str(), finding.message);
    let families: Vec<String> = finding
        .families
        .iter()
        .filter(|(_, sum)| sum.abs() >= 0.05)
        .map(|(family, sum)| format!("{} {sum:.1}", family.as_str()))
        .collect();
    let mut line = |text: String| writeln!(out, "   {text}").expect("a string takes all");
    line(format!(
        "score {:.1} = prior {:.1}, {}; probability {:.2}",
        finding.score,
        finding.prior,
        families.join(", "),
        finding.probability
    ));
    finding.evidence.iter().for_each(|piece| line(shown_piece(piece)));
    finding.against.iter().for_each(|piece| line(shown_piece(piece)));
    for denial in &finding.denials {
        let on = denial.on.map_or_else(String::new, |on| format!(" on {on}"));
        line(format!("denial by {}{on}: {}", denial.party, denial.text));
    }
    finding.law.iter().for_each(|law| line(format!("law: {law}")));
    out
}

fn shown_piece(piece: &Evidence) -> String {
    let mut stated: Vec<String> = piece.stated.iter().map(ToString::to_string).collect();
    stated.dedup();
    format!("{:+.1} {}: {} ({})", piece.weight, piece.family.as_str(), piece.statement, stated.join(", "))
}

/// The lines that differ, with the expected ones first.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let mut out = String::new();
    let missing = expected.iter().filter(|line| !actual.contains(line)).map(|line| format!("- {line}\n"));
    let extra = actual.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}\n"));
    out.extend(missing.chain(extra));
    out
}
