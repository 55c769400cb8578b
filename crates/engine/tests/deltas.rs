//! A file of changes, imported on top of a held release, makes a new whole release; without one it is refused.

use chokepoint_engine::{Engine, EngineError, Question, Scratch, import::ImportOptions};
use chokepoint_model::{Date, Party, Schema};
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

fn import(engine: &Engine, text: &str) -> Result<u64, EngineError> {
    let input = [Input { name: "entities.json", bytes: text.as_bytes() }];
    Ok(engine.import_inputs(&input, &ImportOptions::default(), day("2026-11-24"))?[0].records)
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
