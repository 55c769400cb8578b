//! The public case: seen within a year of its founding, first among several hundred, and not by one family of evidence.

use chokepoint_engine::successors::{SuccessorAnswer, SuccessorQuestion, find_successors};
use chokepoint_model::{Date, Family};
use chokepoint_rules::Rules;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The report of the newspaper was of 4 August 2024.
const REPORTED: Date = Date::constant(2024, 8, 31);
/// Nettrix was founded in December 2019: a year later.
const A_YEAR_OLD: Date = Date::constant(2020, 12, 31);
/// Nettrix was listed (90 FR 14046) on this day.
const LISTED: &str = "2025-03-25";
const FILES: [&str; 7] = [
    "public-facts.ftm.json",
    "companies.csv",
    "holdings.csv",
    "officers.csv",
    "register-of-changes.csv",
    "awards.csv",
    "vendor-partners.csv",
];

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/nettrix")
}

/// Who may carry on Sugon, by the files of a folder, without any list of a workspace.
fn successors(folder: &Path, as_of: Date, replay: bool, without: &[Family]) -> SuccessorAnswer {
    let files: Vec<PathBuf> = FILES.iter().map(|file| folder.join(file)).collect();
    let question = SuccessorQuestion {
        of: Some("Sugon".to_owned()),
        since: None,
        until: None,
        as_of: Some(as_of),
        today: as_of,
        most: 400,
        replay,
        without: without.to_vec(),
    };
    find_successors(&files, None, Rules::built_in(), &question).expect("the example is read")
}

/// The place of Nettrix among the candidates, from 1.
fn rank(answer: &SuccessorAnswer) -> usize {
    let candidates = &answer.of[0].candidates;
    let at = candidates.iter().position(|seen| seen.candidate.subject.id == "nettrix");
    1 + at.unwrap_or_else(|| panic!("it is not among {} candidates", candidates.len()))
}

#[test]
fn it_is_seen_within_a_year_of_its_founding_and_ranked_first() {
    let answer = successors(&example(), REPORTED, true, &[]);
    assert!(answer.parties > 1000, "{} parties", answer.parties);
    assert_eq!(rank(&answer), 1);
    let seen = answer.of[0].candidates[0].first_seen.expect("a day on which it was seen");
    assert!(seen <= A_YEAR_OLD, "{seen}");
    // Of what was known on that very day it is the first, too, and nothing of the report was known.
    let on_that_day = successors(&example(), seen, false, &[]);
    assert_eq!(rank(&on_that_day), 1);
    let first = &on_that_day.of[0].candidates[0].candidate;
    assert!(first.is_alert && first.families.values().filter(|sum| **sum >= 1.0).count() >= 2, "{first:#?}");
}

#[test]
fn without_any_one_family_of_evidence_it_stays_among_the_first_ten() {
    for as_of in [A_YEAR_OLD, REPORTED] {
        let whole = successors(&example(), as_of, false, &[]);
        let families = &whole.of[0].candidates[0].candidate.families;
        for family in Family::ALL {
            let answer = successors(&example(), as_of, false, &[family]);
            let rank = rank(&answer);
            assert!(rank <= 10, "as of {as_of} without {}: place {rank}", family.as_str());
            let left = &answer.of[0].candidates[rank - 1].candidate.families;
            let is_gone = left.get(&family).is_none_or(|sum| *sum <= 0.0);
            let counted = families.get(&family).is_some_and(|sum| *sum > 0.0);
            assert!(is_gone || !counted, "{} was left out: {left:?}", family.as_str());
        }
    }
}

#[test]
fn its_own_listing_is_not_what_finds_it() {
    let whole = successors(&example(), REPORTED, true, &[]);
    assert_eq!(whole.of[0].candidates[0].candidate.listed_since, None);
    // Not a record of the listing of 2025 is needed: without them the answer is the same.
    let copy = tempfile::tempdir().expect("a folder");
    let mut taken = 0;
    for file in FILES {
        let text = fs::read_to_string(example().join(file)).expect("a file");
        let is_kept = |line: &&str| !line.contains(LISTED) && !line.contains("90 FR 14046");
        let kept: Vec<&str> = text.lines().filter(is_kept).collect();
        taken += text.lines().count() - kept.len();
        fs::write(copy.path().join(file), kept.join("\n") + "\n").expect("a file");
    }
    assert!(taken >= 6, "{taken} records of the listing");
    let without = successors(copy.path(), REPORTED, true, &[]);
    let (one, other) = (&whole.of[0].candidates[0], &without.of[0].candidates[0]);
    assert_eq!(other.candidate.subject.id, "nettrix");
    assert_eq!((one.first_seen, one.candidate.score), (other.first_seen, other.candidate.score));
}
