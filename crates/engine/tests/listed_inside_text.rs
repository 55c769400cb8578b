//! What publishers print into one name, screened by the names in it; and what the answer says of a release that lost something.

use chokepoint_engine::{Engine, EngineError, Lists, Question, Scratch, import::ImportOptions};
use chokepoint_model::{Date, Party, Schema};
use chokepoint_sources::lists::Input;

const ENTITY_LIST: &str = "Entity List (EL) - Bureau of Industry and Security";
const DENIED: &str = "Denied Persons List (DPL) - Bureau of Industry and Security";

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A release of the Consolidated Screening List: list and name of each entry.
fn release(published: &str, entries: &[(&str, String)]) -> String {
    let results: Vec<String> = entries
        .iter()
        .enumerate()
        .map(|(n, (list, name))| {
            format!(r#"{{"id":"{n}","source":"{list}","name":"{name}","start_date":"2019-01-01"}}"#)
        })
        .collect();
    format!(r#"{{"results":[{}],"search_performed_at":"{published}T00:00:00Z"}}"#, results.join(","))
}

fn import(engine: &Engine, text: &str, options: &ImportOptions) -> Result<(), EngineError> {
    let input = [Input { name: "consolidated.json", bytes: text.as_bytes() }];
    engine.import_inputs(&input, options, day("2026-11-24")).map(|_| ())
}

fn lists(names: &[&str]) -> (tempfile::TempDir, Lists) {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let entries: Vec<(&str, String)> = names.iter().map(|name| (ENTITY_LIST, (*name).to_owned())).collect();
    import(&engine, &release("2026-11-20", &entries), &ImportOptions::default()).expect("imported");
    (folder, engine.lists(day("2026-11-24")).expect("lists"))
}

/// The best score, whether it is a match, and what its reasons say.
fn best(lists: &Lists, name: &str) -> Option<(f32, bool, String)> {
    let party = Party::named(name, Schema::LegalEntity);
    let hits = lists.screen(&party, &Question::on(lists.as_of), &mut Scratch::default());
    hits.first().map(|hit| {
        let words: Vec<&str> = hit.explanation.reasons.iter().map(|reason| reason.words.as_str()).collect();
        (hit.score, hit.matched, words.join("\n"))
    })
}

const PRINTED: &[(&str, &str)] = &[
    (
        "Vellum Relay Works Ltd. (PRC entity); and any successor, sub-unit, or subsidiary thereof",
        "Vellum Relay Works Ltd.",
    ),
    (
        "Ministry of Lanterns of Quillonia, including the Lantern Guard of Quillonia and all operating units wherever located. This includes the pilots and the watch.",
        "Ministry of Lanterns of Quillonia",
    ),
    (
        "Saltmarsh Institute of Glow Physics (a.k.a., Quillonia Academy of Glow (QAG)'s 77 Institute)",
        "Saltmarsh Institute of Glow Physics",
    ),
    ("Guanglin Tether Co., Ltd. (a subordinate institute of QXC-7)", "Guanglin Tether Co., Ltd."),
    (
        "Ormolune Co., Ltd. (Ormolune). Affiliated Entity: Shenlai Anbei Electricity Co., Ltd.",
        "Shenlai Anbei Electricity Co., Ltd.",
    ),
    ("QXC 24;Jiangpei Solid Circuit Institute;QXC 44", "Jiangpei Solid Circuit Institute"),
    ("QXC 24;Jiangpei Solid Circuit Institute;QXC 44", "QXC 44"),
    ("VERVAIN GLOBAL CO., LIMITED C/O TIN HARBOUR", "Vervain Global Co., Limited"),
    ("VERVAIN GLOBAL CO., LIMITED C/O TIN HARBOUR", "Tin Harbour"),
    (
        "Quillonia Atomic Commission (QUAC), and subordinate entity Institute of Lasers and Mirrors of Quillonia (ILMQ)",
        "Institute of Lasers and Mirrors of Quillonia",
    ),
    (
        "Quillonia Atomic Commission (QUAC), and subordinate entity Institute of Lasers and Mirrors of Quillonia (ILMQ)",
        "QUAC",
    ),
    (
        "Quillonia Atomic Commission (QUAC), and subordinate entity Institute of Lasers and Mirrors of Quillonia (ILMQ)",
        "ILMQ",
    ),
    (
        "Academy of Sedge (ASEDGE). Subordinate Institution - Ninth Design Department",
        "Academy of Sedge Ninth Design Department",
    ),
];

#[test]
fn a_record_is_found_by_each_name_printed_into_it() {
    for (printed, sought) in PRINTED {
        let (_folder, lists) = lists(&[printed]);
        let found = best(&lists, sought);
        let (_, matched, _) = found.clone().unwrap_or_default();
        assert!(matched, "{sought} in {printed}: {found:?}");
        let (score, _, _) = best(&lists, printed).unwrap_or_default();
        assert!(score > 0.9, "the whole of {printed} is a name too: {score}");
    }
}

#[test]
fn a_unit_that_hundreds_have_is_a_near_miss_that_names_the_entry() {
    let (_folder, lists) =
        lists(&["Academy of Sedge (ASEDGE). Subordinate Institution - Ninth Design Department"]);
    let (score, matched, words) = best(&lists, "Ninth Design Department").expect("a near miss");
    assert!(!matched && score >= 0.5, "{score}");
    assert!(words.contains("listed inside the entry of \"Academy of Sedge"), "{words}");
}

#[test]
fn an_acronym_matches_only_a_party_that_is_called_so() {
    let (_folder, lists) = lists(&["Quillonia Union of Kites (QUK)", "Quillonia Bureau (QB)"]);
    assert!(best(&lists, "QUK").is_some_and(|(_, matched, _)| matched));
    for name in ["Quk Trading Fruits", "QB", "QB Ltd"] {
        assert!(
            !best(&lists, name).is_some_and(|(_, matched, _)| matched),
            "{name}: {:?}",
            best(&lists, name)
        );
    }
}

#[test]
fn words_before_the_name_of_a_ship_do_not_hide_it() {
    let (_folder, lists) = lists(&["SEA LANTHORN"]);
    for name in [
        "M/V Sea Lanthorn",
        "Motor Vessel Sea Lanthorn",
        "Sea Lanthorn (IMO 9187629)",
        "Sea Lanthorn ex Moon Lanthorn",
        "Moon Lanthorn ex Sea Lanthorn",
    ] {
        assert!(
            best(&lists, name).is_some_and(|(_, matched, _)| matched),
            "{name}: {:?}",
            best(&lists, name)
        );
    }
}

fn many(list: &'static str, count: usize) -> Vec<(&'static str, String)> {
    (0..count).map(|n| (list, format!("Quillon Works {n}"))).collect()
}

#[test]
fn a_release_that_lost_a_list_takes_force_only_by_consent_and_every_answer_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let whole = [many(ENTITY_LIST, 40), many(DENIED, 30)].concat();
    import(&engine, &release("2026-11-01", &whole), &ImportOptions::default()).expect("imported");
    let half = release("2026-11-20", &many(ENTITY_LIST, 40));
    let refused = import(&engine, &half, &ImportOptions::default()).expect_err("refused").to_string();
    for said in ["no entry of us_bis_dpl, which had 30 entries", "us_csl@2026-11-01", "--accept-smaller"] {
        assert!(refused.contains(said), "{refused}");
    }
    let in_force = || engine.lists(day("2026-11-24")).expect("lists");
    assert_eq!(in_force().snapshot.releases()[0].published, day("2026-11-01"));

    let consent = ImportOptions { accept_smaller: true, ..ImportOptions::default() };
    import(&engine, &half, &consent).expect("imported");
    let notes = in_force().coverage(&Question::on(day("2026-11-24")), 1, Vec::new()).notes.join("\n");
    assert!(notes.contains("no entry of us_bis_dpl"), "{notes}");
    assert!(notes.contains("no record has an identifier"), "{notes}");
}

#[test]
fn two_releases_of_a_day_never_replace_each_other_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    import(&engine, &release("2026-11-01", &many(ENTITY_LIST, 40)), &ImportOptions::default())
        .expect("imported");
    let other = release("2026-11-01", &many(ENTITY_LIST, 38));
    let refused = import(&engine, &other, &ImportOptions::default()).expect_err("refused").to_string();
    assert!(refused.contains("0 added, 2 removed (Quillon Works 38, Quillon Works 39)"), "{refused}");
    let consent = ImportOptions { accept_same_day: true, ..ImportOptions::default() };
    import(&engine, &other, &consent).expect("imported");
    import(&engine, &other, &ImportOptions::default()).expect("the same bytes again are no second release");
}

#[test]
fn an_old_release_is_said_to_be_old_with_its_days() {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    import(&engine, &release("2026-07-31", &many(ENTITY_LIST, 40)), &ImportOptions::default())
        .expect("imported");
    let notes = |as_of: &str| {
        let lists = engine.lists(day(as_of)).expect("lists");
        lists.coverage(&Question::on(day(as_of)), 1, Vec::new()).notes.join("\n")
    };
    assert!(
        notes("2026-11-30").contains("us_csl of 2026-07-31 is 122 days older than 2026-11-30"),
        "{}",
        notes("2026-11-30")
    );
    assert!(!notes("2026-08-05").contains("older than"), "{}", notes("2026-08-05"));
}
