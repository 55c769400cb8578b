//! Every question has a day: releases, listings and their changes, asked about before and after.

use chokepoint_engine::{Engine, EngineError, Question, Scratch, import::ImportOptions};
use chokepoint_model::{Date, Party, Schema};
use chokepoint_sources::lists::Input;

/// An entry of the US Consolidated Screening List as its publisher writes it.
fn entry(id: &str, name: &str, address: &str, from: &str) -> String {
    format!(
        r#"{{"id":"{id}","source":"Entity List (EL) - Bureau of Industry and Security","entity_number":null,"type":null,
        "programs":[],"name":"{name}","title":null,"addresses":[{{"address":"{address}","city":null,"state":null,
        "postal_code":null,"country":"CN"}}],"federal_register_notice":"84 FR 29373","start_date":"{from}",
        "end_date":null,"standard_order":null,"license_requirement":"For all items subject to the EAR.",
        "license_policy":"Presumption of denial","call_sign":null,"vessel_type":null,"gross_tonnage":null,
        "gross_registered_tonnage":null,"vessel_flag":null,"vessel_owner":null,"remarks":null,
        "source_list_url":"https://example.org","alt_names":[],"citizenships":[],"dates_of_birth":[],
        "nationalities":[],"places_of_birth":[],"source_information_url":null,"ids":[],"country":"CN"}}"#
    )
}

fn list(day: &str, entries: &[String]) -> String {
    format!(
        r#"{{"results":[{}],"total":{},"search_performed_at":"{day}T00:00:00.000Z"}}"#,
        entries.join(","),
        entries.len()
    )
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn import(engine: &Engine, text: &str) -> Result<String, EngineError> {
    let input = [Input { name: "consolidated.json", bytes: text.as_bytes() }];
    let imported = engine.import_inputs(&input, &ImportOptions::default(), day("2026-11-24"))?;
    Ok(imported[0].release.to_string())
}

/// Names of the matches of `name` as of a day.
fn matches(engine: &Engine, name: &str, as_of: &str) -> Vec<String> {
    let lists = engine.lists(day(as_of)).expect("lists");
    let party = Party::named(name, Schema::Company);
    let hits = lists.screen(&party, &Question::on(day(as_of)), &mut Scratch::default());
    hits.into_iter().filter(|hit| hit.matched).map(|hit| hit.caption).collect()
}

fn engine() -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    (folder, engine)
}

#[test]
fn a_listing_is_unknown_before_its_day() {
    let (_folder, engine) = engine();
    let entries = [entry("1", "Sugon Information Industry", "Tianjin", "2019-06-24")];
    import(&engine, &list("2026-07-31", &entries)).expect("imported");
    assert_eq!(matches(&engine, "Sugon Information Industry", "2019-06-23"), Vec::<String>::new());
    assert_eq!(matches(&engine, "Sugon Information Industry", "2019-06-24"), ["Sugon Information Industry"]);
}

#[test]
fn an_answer_rests_on_the_release_known_on_the_day() {
    let (_folder, engine) = engine();
    let sugon = entry("1", "Sugon Information Industry", "Tianjin", "2019-06-24");
    let nettrix = entry("2", "Nettrix Information Industry Co., Ltd.", "Kunshan", "2025-03-25");
    import(&engine, &list("2024-01-01", std::slice::from_ref(&sugon))).expect("imported");
    import(&engine, &list("2026-01-01", &[nettrix])).expect("imported");
    assert_eq!(matches(&engine, "Nettrix Information Industry", "2025-06-01"), Vec::<String>::new());
    assert_eq!(matches(&engine, "Nettrix Information Industry", "2026-06-01").len(), 1);
    assert_eq!(
        matches(&engine, "Sugon Information Industry", "2025-06-01").len(),
        1,
        "known then, removed later"
    );
    assert_eq!(matches(&engine, "Sugon Information Industry", "2026-06-01"), Vec::<String>::new());
}

#[test]
fn an_older_release_is_kept_and_does_not_take_over() {
    let (_folder, engine) = engine();
    import(
        &engine,
        &list("2026-01-01", &[entry("1", "Nettrix Information Industry", "Kunshan", "2025-03-25")]),
    )
    .expect("imported");
    import(
        &engine,
        &list("2024-01-01", &[entry("2", "Sugon Information Industry", "Tianjin", "2019-06-24")]),
    )
    .expect("imported");
    assert_eq!(matches(&engine, "Nettrix Information Industry", "2026-06-01").len(), 1);
    assert_eq!(matches(&engine, "Sugon Information Industry", "2024-06-01").len(), 1);
}

#[test]
fn a_list_cut_in_half_leaves_the_earlier_state() {
    let (_folder, engine) = engine();
    let whole = list("2026-01-01", &[entry("1", "Nettrix Information Industry", "Kunshan", "2025-03-25")]);
    import(&engine, &whole).expect("imported");
    let later = list("2026-02-01", &[entry("1", "Other Company", "Kunshan", "2025-03-25")]);
    let cut = &later[..later.len() / 2];
    let error = import(&engine, cut).expect_err("refused");
    assert!(error.to_string().contains("stays in force"), "{error}");
    assert_eq!(matches(&engine, "Nettrix Information Industry", "2026-06-01").len(), 1);
}

#[test]
fn an_id_survives_a_new_number_and_a_new_address() {
    let (_folder, engine) = engine();
    import(
        &engine,
        &list("2026-01-01", &[entry("1", "Nettrix Information Industry", "Kunshan", "2025-03-25")]),
    )
    .expect("imported");
    let id = |as_of: &str| {
        let lists = engine.lists(day(as_of)).expect("lists");
        let party = Party::named("Nettrix Information Industry", Schema::Company);
        lists.screen(&party, &Question::on(day(as_of)), &mut Scratch::default())[0].id.clone()
    };
    let before = id("2026-01-15");
    import(
        &engine,
        &list("2026-02-01", &[entry("9", "Nettrix Information Industry", "Tianjin", "2025-03-25")]),
    )
    .expect("imported");
    assert_eq!(id("2026-02-15"), before);
}

#[test]
fn a_difference_tells_added_removed_and_readdressed() {
    let (_folder, engine) = engine();
    let from = import(
        &engine,
        &list(
            "2026-01-01",
            &[
                entry("1", "Nettrix Information Industry", "Kunshan", "2025-03-25"),
                entry("2", "Sugon Information Industry", "Tianjin", "2019-06-24"),
            ],
        ),
    )
    .expect("imported");
    let to = import(
        &engine,
        &list(
            "2026-02-01",
            &[
                entry("1", "Nettrix Information Industry", "Tianjin", "2025-03-25"),
                entry("3", "Suma Technology", "Kunshan", "2025-03-25"),
            ],
        ),
    )
    .expect("imported");
    let kinds: Vec<(&str, String)> = engine
        .diff(&from, &to)
        .expect("a difference")
        .changes
        .into_iter()
        .map(|change| (change.kind.as_str(), change.caption))
        .collect();
    assert_eq!(
        kinds,
        [
            ("added", "Suma Technology".to_owned()),
            ("removed", "Sugon Information Industry".to_owned()),
            ("re-addressed", "Nettrix Information Industry".to_owned()),
        ]
    );
}

#[test]
fn a_rescreening_tells_only_what_the_lists_changed() {
    let (_folder, engine) = engine();
    let from = import(
        &engine,
        &list("2026-01-01", &[entry("1", "Nettrix Information Industry", "Kunshan", "2025-03-25")]),
    )
    .expect("imported");
    import(
        &engine,
        &list(
            "2026-02-01",
            &[
                entry("1", "Nettrix Information Industry", "Kunshan", "2025-03-25"),
                entry("3", "Suma Technology", "Kunshan", "2025-03-25"),
            ],
        ),
    )
    .expect("imported");
    let as_of = day("2026-03-01");
    let (before, after) =
        (engine.lists_at(&from, as_of).expect("lists"), engine.lists(as_of).expect("lists"));
    let turned = |name: &str| {
        let party = Party::named(name, Schema::Company);
        let hits = chokepoint_engine::rescreen::rescreen(
            &before,
            &after,
            &party,
            &Question::on(as_of),
            &mut Scratch::default(),
        );
        hits.into_iter()
            .map(|hit| (hit.turn.map_or("", |turn| turn.as_str()), hit.caption))
            .collect::<Vec<_>>()
    };
    assert_eq!(turned("Nettrix Information Industry"), []);
    assert_eq!(turned("Suma Technology"), [("new", "Suma Technology".to_owned())]);
}

#[test]
fn nothing_imported_is_no_clean_answer() {
    let (_folder, engine) = engine();
    assert!(matches!(engine.lists(day("2026-11-24")), Err(EngineError::NoLists(_))));
}

#[test]
fn a_folder_may_hold_other_files_than_lists() {
    let (folder, engine) = engine();
    let lists = folder.path().join("lists");
    std::fs::create_dir(&lists).expect("made");
    let text = list("2026-01-01", &[entry("1", "Sugon Information Industry", "Tianjin", "2019-06-24")]);
    std::fs::write(lists.join("consolidated.json"), text).expect("written");
    std::fs::write(lists.join("notes.txt"), "fetched on Thursday\n").expect("written");
    let options = ImportOptions::default();
    let imported =
        engine.import(std::slice::from_ref(&lists), &options, day("2026-11-24")).expect("imported");
    assert_eq!(imported.len(), 1);
    assert!(
        imported[0].issues.iter().any(|issue| issue.place.file.ends_with("notes.txt")),
        "{:?}",
        imported[0].issues
    );
    let named = engine.import(&[lists.join("notes.txt")], &options, day("2026-11-24"));
    assert!(named.is_err(), "a file that is named must be a list");
}
