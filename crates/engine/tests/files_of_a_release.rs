//! A release of several files: gathered from whatever is given, kept as one, and never in part.

use chokepoint_engine::{Engine, import::ImportOptions};
use chokepoint_sources::lists::Input;

const ENTRIES: &str = "7,\"PLAINS TRADING\",-0- ,\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a";
const OTHERS: &str =
    "8,\"HILLS OPTICS\",-0- ,\"CMIC-EO13959\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a";

fn import(files: &[(&str, &str)]) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let inputs: Vec<Input<'_>> =
        files.iter().map(|(name, text)| Input { name, bytes: text.as_bytes() }).collect();
    let options =
        ImportOptions { published: Some("2026-01-01".parse().expect("a day")), ..Default::default() };
    let imported = engine.import_inputs(&inputs, &options, "2026-11-24".parse().expect("a day"));
    let told = |one: &chokepoint_engine::import::Imported| {
        let release = one.release.to_string();
        format!("{} {}", release.split('#').next().unwrap_or_default(), one.records)
    };
    imported.map(|imported| imported.iter().map(told).collect()).map_err(|error| error.to_string())
}

#[test]
fn files_of_two_lists_in_any_order_make_two_releases() {
    let files = [
        ("alt.csv", "7,1,\"aka\",\"PT\",-0- \r\n\x1a"),
        ("cons_add.csv", "8,1,-0- ,-0- ,\"China\",-0- \r\n\x1a"),
        ("cons_prim.csv", OTHERS),
        ("sdn.csv", ENTRIES),
        ("add.csv", "7,1,-0- ,-0- ,\"Mongolia\",-0- \r\n\x1a"),
        ("cons_alt.csv", "8,1,\"aka\",\"HO\",-0- \r\n\x1a"),
    ];
    let expect = ["us_ofac_sdn@2026-01-01 1", "us_ofac_cons@2026-01-01 1"];
    assert_eq!(import(&files).expect("imported"), expect);
}

#[test]
fn a_part_without_its_entries_is_refused_with_the_name_of_what_is_missing() {
    let told = import(&[("add.csv", "7,1,-0- ,-0- ,\"Mongolia\",-0- \r\n\x1a")]).expect_err("refused");
    assert!(told.contains("sdn.csv") && told.contains("nothing was imported"), "{told}");
    let told = import(&[("cons_add.csv", "8,1,-0- ,-0- ,\"China\",-0- \r\n\x1a")]).expect_err("refused");
    assert!(told.contains("cons_prim.csv"), "{told}");
}
