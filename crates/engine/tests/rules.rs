//! A folder of rules on disk: whatever is in it, the law below answers as before, and what was left out is told.

use chokepoint_engine::rules::{changes, check, load};
use chokepoint_model::{Date, days};
use chokepoint_rules::{Layer, Rules};
use proptest::prelude::*;
use std::path::Path;

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    std::fs::write(path, bytes).expect("written");
}

/// Every answer of every parameter on a day, in words.
fn answers(rules: &Rules, as_of: Date) -> String {
    let mut all = String::new();
    for parameter in Rules::built_in().parameters() {
        for answer in rules.table(&parameter.id, as_of, Layer::Enforced) {
            all += &format!("{} {} {:?}\n", parameter.id, answer.name, answer.dated);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_bytes_in_a_folder_stop_its_reader(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        text in "(title|unit|checked|\\[\\[value\\]\\]|from|is|cite|=|\"x\"|2024-01-01|\\{|\\}|\n| ){0,40}",
        path in "[a-z]{1,3}(/[a-z_]{1,3}){0,4}\\.(toml|md|tml)",
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &path, &bytes);
        write(folder.path(), "company/policy/limit.toml", text.as_bytes());
        let (rules, issues) = load(&[folder.path().to_owned()]);
        prop_assert!(rules.parameter("company.policy.limit").is_some() || !issues.is_empty());
        let day = Date::constant(2026, 11, 24);
        prop_assert_eq!(answers(&rules, day), answers(Rules::built_in(), day));
    }

    #[test]
    fn what_changed_and_changed_back_is_the_same_seen_from_either_day(from in 0_i32..3000, later in 0_i32..900) {
        let day = |after: i32| Date::constant(2019, 1, 1).checked_add(days(after)).expect("a day");
        let rules = Rules::built_in();
        let (there, back) = (changes(rules, day(from), day(from + later), None), changes(rules, day(from + later), day(from), None));
        let named = |changed: &[chokepoint_engine::rules::Changed<'_>]| -> Vec<String> {
            changed.iter().map(|one| format!("{} {} {:?}", one.parameter.id, one.name, one.layers)).collect()
        };
        prop_assert_eq!(named(&there), named(&back));
    }
}

#[test]
fn every_file_is_named_and_its_issues_are_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let sound = "title = \"x\"\nunit = \"text\"\nchecked = 2026-11-01\n[[value]]\nfrom = 2020-01-01\nis = \"y\"\n\
                 confidence = \"knowledge\"\ncite = { title = \"Policy 1\" }\n";
    write(folder.path(), "company/policy/sound.toml", sound.as_bytes());
    write(folder.path(), "company/policy/broken.toml", b"title = ");
    let checked = check(&[folder.path().to_owned()], Date::constant(2026, 11, 24));
    let of = |name: &str| checked.files.iter().find(|file| file.file.ends_with(name)).expect("the file");
    assert_eq!((of("sound.toml").values, of("sound.toml").unverified, of("sound.toml").issues), (1, 1, 0));
    assert_eq!((&of("broken.toml").parameter, of("broken.toml").issues), (&None, 1));
    let built_in = check(&[], Date::constant(2026, 11, 24));
    assert_eq!(checked.totals().0, built_in.totals().0 + 1);
    assert_eq!(checked.parameters, built_in.parameters + 1);
}
