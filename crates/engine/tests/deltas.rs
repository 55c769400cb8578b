//! FollowTheMoney: every dataset is a source of its own; a file of changes, imported on top of the release of its dataset,
//! makes a new whole release, and is refused where it is not known of which dataset it is.

use chokepoint_engine::{
    Engine, EngineError, Question, Scratch,
    import::{ImportOptions, Imported},
};
use chokepoint_model::{Date, Party, Schema, Severity};
use chokepoint_sources::lists::Input;

const WHOLE: &str = r#"{"id":"a","schema":"Company","properties":{"name":["Selat Parts Trading"],"topics":["sanction"]},"datasets":["xx_list"],"last_seen":"2026-01-02T03:04:05"}
{"id":"b","schema":"Company","properties":{"name":["Northern Lake Compute"],"topics":["sanction"]},"datasets":["xx_list"],"last_seen":"2026-01-02T03:04:05"}
"#;

const FIRST: &str = r#"{"op":"DEL","entity":{"id":"a"}}
{"op":"ADD","entity":{"id":"c","schema":"Company","properties":{"name":["Harbour Lantern Logistics"],"topics":["sanction"]},"datasets":["xx_list"],"last_seen":"2026-01-02T09:00:00"}}
"#;

const SECOND: &str = r#"{"op":"DEL","entity":{"id":"c"}}
"#;

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn import_as(
    engine: &Engine,
    source: Option<&str>,
    files: &[(&str, &str)],
) -> Result<Vec<Imported>, EngineError> {
    import_with(
        engine,
        ImportOptions { source: source.map(str::to_owned), ..ImportOptions::default() },
        files,
    )
}

fn import_with(
    engine: &Engine,
    options: ImportOptions,
    files: &[(&str, &str)],
) -> Result<Vec<Imported>, EngineError> {
    let inputs: Vec<Input<'_>> =
        files.iter().map(|(name, text)| Input { name, bytes: text.as_bytes() }).collect();
    engine.import_inputs(&inputs, &options, day("2026-11-24"))
}

fn import(engine: &Engine, text: &str) -> Result<u64, EngineError> {
    Ok(import_as(engine, None, &[("entities.json", text)])?[0].records)
}

/// The releases of an import: source and records.
fn told(imported: &[Imported]) -> Vec<String> {
    imported.iter().map(|one| format!("{} {}", one.release.source, one.records)).collect()
}

fn matches(engine: &Engine, name: &str) -> bool {
    let lists = engine.lists(day("2026-11-24")).expect("lists");
    let party = Party::named(name, Schema::Company);
    lists
        .screen(&party, &Question::on(day("2026-11-24")), &mut Scratch::default())
        .iter()
        .any(|hit| hit.matched)
}

#[test]
fn changes_on_top_of_a_release_make_a_whole_release_even_on_the_same_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    assert_eq!(import(&engine, WHOLE).expect("imported"), 2);
    assert_eq!(import(&engine, FIRST).expect("imported"), 2);
    assert!(!matches(&engine, "Selat Parts Trading"));
    assert!(matches(&engine, "Northern Lake Compute"));
    assert!(matches(&engine, "Harbour Lantern Logistics"));

    assert_eq!(import(&engine, SECOND).expect("imported"), 1);
    assert!(!matches(&engine, "Harbour Lantern Logistics"));
    assert!(matches(&engine, "Northern Lake Compute"));
}

#[test]
fn changes_without_a_release_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let error = import(&engine, FIRST).expect_err("refused");
    assert!(error.to_string().contains("import the whole file first"), "{error}");
}

/// Another dataset, of which an entity has the id of one in the first.
const OTHER: &str = r#"{"id":"a","schema":"Company","properties":{"name":["Copper Kettle Instruments"],"topics":["sanction"]},"datasets":["yy_list"],"last_seen":"2026-01-02T03:04:05"}
{"id":"y","schema":"Company","properties":{"name":["Quiet Meadow Optics"],"topics":["sanction"]},"datasets":["yy_list"],"last_seen":"2026-01-02T03:04:05"}
"#;

#[test]
fn two_datasets_stand_side_by_side_and_changes_go_to_the_right_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let files = [("entities.ftm.json", WHOLE), ("entities.ftm.json", OTHER)];
    assert_eq!(
        told(&import_as(&engine, None, &files).expect("imported")),
        ["ftm:xx_list 2", "ftm:yy_list 2"]
    );
    for name in ["Selat Parts Trading", "Copper Kettle Instruments"] {
        assert!(matches(&engine, name), "{name}");
    }

    // Their entities say of which dataset these are.
    assert_eq!(told(&import_as(&engine, None, &[("e.json", FIRST)]).expect("imported")), ["ftm:xx_list 2"]);
    assert!(!matches(&engine, "Selat Parts Trading") && matches(&engine, "Copper Kettle Instruments"));
    // Nothing but what it deletes says it of this one.
    let gone = "{\"op\":\"DEL\",\"entity\":{\"id\":\"y\"}}\n";
    assert_eq!(told(&import_as(&engine, None, &[("e.json", gone)]).expect("imported")), ["ftm:yy_list 1"]);
    assert!(!matches(&engine, "Quiet Meadow Optics") && matches(&engine, "Northern Lake Compute"));

    let lists = engine.lists(day("2026-11-24")).expect("lists");
    let coverage = lists.coverage(&Question::on(day("2026-11-24")), 0, Vec::new());
    let covered: Vec<&str> = coverage.releases.iter().map(|release| release.source.as_str()).collect();
    assert_eq!(covered, ["ftm:xx_list", "ftm:yy_list"]);
}

#[test]
fn files_of_one_name_that_say_no_dataset_are_told_to_be_one_source() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let nameless =
        |text: &str| text.replace(r#""datasets":["xx_list"],"#, "").replace(r#""datasets":["yy_list"],"#, "");
    let (one, other) = (nameless(WHOLE), nameless(OTHER));
    let severities = |files: &[(&str, &str)]| -> Vec<(Severity, bool)> {
        let consent = ImportOptions { accept_same_day: true, ..ImportOptions::default() };
        let imported = import_with(&engine, consent, files).expect("imported");
        assert!(imported.iter().all(|one| one.release.source == "ftm:targets"), "{imported:?}");
        let about_the_name = |message: &str| message.contains("the newer");
        imported
            .iter()
            .flat_map(|one| &one.issues)
            .filter(|issue| issue.message.contains("share no one dataset"))
            .map(|issue| (issue.severity, about_the_name(&issue.message)))
            .collect()
    };
    assert_eq!(severities(&[("targets.json", &one)]), [(Severity::Note, false)]);
    assert_eq!(severities(&[("targets.json", &other)]), [(Severity::Note, true)]);
    assert_eq!(
        severities(&[("targets.json", &one), ("targets.json", &other)]),
        [(Severity::Note, true), (Severity::Warning, true)]
    );
}

#[test]
fn changes_of_no_known_dataset_are_refused_until_it_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    import_as(&engine, None, &[("a.json", WHOLE), ("b.json", OTHER)]).expect("imported");
    for changes in
        ["{\"op\":\"DEL\",\"entity\":{\"id\":\"a\"}}", "{\"op\":\"DEL\",\"entity\":{\"id\":\"strange\"}}"]
    {
        let told = import_as(&engine, None, &[("e.json", changes)]).expect_err("refused").to_string();
        assert!(told.contains("--source ftm:NAME (held: ftm:xx_list, ftm:yy_list)"), "{told}");
    }
    let changes = [("e.json", "{\"op\":\"DEL\",\"entity\":{\"id\":\"a\"}}")];
    let imported = import_as(&engine, Some("ftm:yy_list"), &changes).expect("imported");
    assert_eq!(told(&imported), ["ftm:yy_list 1"]);
    // A name in the file's name is one too.
    let imported = import_as(&engine, None, &[("xx_list.delta.json", changes[0].1)]).expect("imported");
    assert_eq!(told(&imported), ["ftm:xx_list 1"]);
}

#[test]
fn the_user_or_the_file_names_what_the_entities_do_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let both = format!("{WHOLE}{OTHER}");
    let imported = import_as(&engine, None, &[("Collected.ftm.json", &both)]).expect("imported");
    assert_eq!(told(&imported), ["ftm:collected 4"]);
    assert!(
        imported[0].issues.iter().any(|issue| issue.message.contains("ftm:collected")),
        "{:?}",
        imported[0].issues
    );
    let imported = import_as(&engine, Some("ftm:mine"), &[("entities.json", &both)]).expect("imported");
    assert_eq!(told(&imported), ["ftm:mine 4"]);
    let refused = import_as(&engine, Some("ftm:../mine"), &[("entities.json", &both)]).expect_err("refused");
    assert!(refused.to_string().contains("ftm:NAME"), "{refused}");
}
