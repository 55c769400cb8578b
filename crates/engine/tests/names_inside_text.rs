//! Listed names inside longer text: each wrapped in ways that customers write, half of them never looked at while tuning.

use chokepoint_engine::{Engine, Lists, Question, Scratch, import::ImportOptions};
use chokepoint_model::{Date, Party, Schema};
use chokepoint_sources::lists::Input;

const BUNDLED: &[u8] = include_bytes!("../../../resources/lists/ai-chips-entity-list.toml");

/// The first half was used for tuning.
const TUNED: &[&str] = &[
    "Acorn Imports d/b/a {}",
    "Acorn Imports c/o {}",
    "Acorn Imports (formerly {})",
    "{}, Attn: Purchasing",
    "{} (supplier)",
    "Acorn Imports on behalf of {}",
    "{} / Acorn Imports Ltd",
    "Acorn Imports; {}",
];
const UNSEEN: &[&str] = &[
    "Acorn Imports t/a {}",
    "Pebble & Sons for account of {}",
    "{} f/k/a Pebble Holdings",
    "Pebble Holdings n/k/a {}",
    "Pebble Logistics GmbH ({})",
    "Branch of {}",
    "Pebble Logistics GmbH, represented by {}",
    "{} [VIP customer]",
    "Pebble Logistics trading as {}",
    "Attention: Mr Pebble, c/o {}",
];

fn lists() -> (tempfile::TempDir, Lists) {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = Engine::open(folder.path()).expect("a workspace");
    let input = [Input { name: "ai-chips-entity-list.toml", bytes: BUNDLED }];
    let day: Date = "2026-11-24".parse().expect("a day");
    engine.import_inputs(&input, &ImportOptions::default(), day).expect("imported");
    let lists = engine.lists(day).expect("lists");
    (folder, lists)
}

/// How many of the wrapped names are matches, of how many that match bare; and the first that are not.
fn found(lists: &Lists, wrappers: &[&str]) -> (usize, usize, Vec<String>) {
    let (question, mut scratch) = (Question::on(lists.as_of), Scratch::default());
    let (mut matched, mut tried, mut missed) = (0, 0, Vec::new());
    for name in (0..lists.snapshot.names() as u32).step_by(3) {
        let name = lists.snapshot.name(name).text().to_owned();
        let mut matches = |text: &str| {
            let party = Party::named(text, Schema::LegalEntity);
            lists.screen(&party, &question, &mut scratch).iter().any(|hit| hit.matched)
        };
        if !matches(&name) {
            continue;
        }
        for wrapper in wrappers {
            let text = wrapper.replace("{}", &name);
            tried += 1;
            if matches(&text) {
                matched += 1;
            } else {
                missed.push(text);
            }
        }
    }
    missed.truncate(12);
    (matched, tried, missed)
}

#[test]
fn listed_names_inside_a_customers_text_are_found() {
    let (_folder, lists) = lists();
    for (half, wrappers) in [("tuned on", TUNED), ("unseen", UNSEEN)] {
        let (matched, tried, missed) = found(&lists, wrappers);
        println!("{half}: {matched} of {tried} found; not: {missed:#?}");
        assert!(tried >= 200, "{tried} combinations are too few");
        assert!(matched * 100 >= tried * 97, "{half}: {matched} of {tried}; not: {missed:#?}");
    }
}

#[test]
fn the_answer_says_which_part_matched_and_a_clean_part_hides_nothing() {
    let (_folder, lists) = lists();
    let question = Question::on(lists.as_of);
    let listed = lists.snapshot.name(0).text().to_owned();
    for text in [format!("Acorn Imports d/b/a {listed}"), format!("{listed} d/b/a Acorn Imports")] {
        let party = Party::named(&text, Schema::LegalEntity);
        let hits = lists.screen(&party, &question, &mut Scratch::default());
        let hit = hits.first().expect("a hit");
        assert!(hit.matched, "{text}");
        let said = hit.explanation.reasons.iter().any(|reason| reason.words.contains("matched by"));
        assert!(said, "{text}: {:?}", hit.explanation);
    }
}
