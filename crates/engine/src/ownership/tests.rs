//! The law brought to a registry: days, doubt, lists that pass nothing on, the strictest effect.

use super::{OwnershipAnswer, OwnershipQuestion, Regime, ownership};
use chokepoint_model::{LicenceRequirement, Listing, Registry, Requirement, Review, ReviewPolicy, Schema};
use chokepoint_rules::Truth;
use chokepoint_sources::registry::read_bytes;

fn answer(registry: &Registry, regime: Regime, day: &str, listed: &[&str]) -> OwnershipAnswer {
    let question = OwnershipQuestion {
        regime,
        as_of: day.parse().expect("a day"),
        listed: listed.iter().map(|id| (*id).to_owned()).collect(),
        threshold: 0.7,
    };
    ownership(registry, None, &question)
}

fn caught(answer: &OwnershipAnswer, registry: &Registry, reading: usize) -> String {
    let shown = answer.readings[reading].entities.iter().filter_map(|entity| {
        let id = &registry.profile(entity.party).expect("a party").id;
        match entity.caught {
            Truth::Yes => Some(id.clone()),
            Truth::Unknown => Some(format!("{id}?")),
            Truth::No => None,
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn table(rows: &str) -> Registry {
    read_bytes(format!("owner,owned,share,from,until,kind\n{rows}").as_bytes(), "sample.csv")
}

#[test]
fn the_affiliates_rule_is_answered_by_day_and_both_ways_while_in_doubt() {
    let registry = table("X,A,50%,,,\nA,B,50%,,,\n");
    for (day, readings) in [
        ("2025-09-28", &[""][..]),
        ("2025-09-29", &["A, B"]),
        ("2025-11-09", &["A, B"]),
        ("2025-11-10", &[""]),
        ("2026-11-09", &[""]),
        ("2026-11-10", &["A, B", ""]),
    ] {
        let answer = answer(&registry, Regime::Bis, day, &["X"]);
        let found: Vec<String> =
            (0..answer.readings.len()).map(|at| caught(&answer, &registry, at)).collect();
        assert_eq!(found, readings, "{day}");
        let a = &answer.readings[0].entities[0];
        assert_eq!(a.lowest, 500_000_000, "shares are measured whether the rule applies or not: {day}");
    }
}

#[test]
fn holdings_count_only_on_their_days() {
    let registry = table("X,A,60%,2020-01-01,2021-12-31,\nA,B,60%,,,\n");
    for (day, expect) in
        [("2019-12-31", ""), ("2020-01-01", "A, B"), ("2021-12-31", "A, B"), ("2022-01-01", "")]
    {
        let answer = answer(&registry, Regime::Ofac, day, &["X"]);
        assert_eq!(caught(&answer, &registry, 0), expect, "{day}");
    }
}

#[test]
fn vector_o17_takes_the_stricter_of_two_owners() {
    let mut registry = table("X,E,30%,,,\nY,E,20%,,,\n");
    let states = |list: &str, requirement, review| Listing {
        requirement: Some(LicenceRequirement { requirement, sections: Vec::new(), text: String::new() }),
        review: Some(ReviewPolicy {
            review,
            with_exceptions: false,
            sections: Vec::new(),
            text: String::new(),
        }),
        ..Listing::on(list)
    };
    let x = registry.number_of("X").expect("X").at();
    let y = registry.number_of("Y").expect("Y").at();
    registry.profiles[x].listings.push(states(
        "us_bis_entity_list",
        Requirement::AllItems,
        Review::CaseByCase,
    ));
    registry.profiles[y].listings.push(states(
        "us_bis_meu",
        Requirement::Supplement2To744,
        Review::PresumptionOfDenial,
    ));
    let answer = answer(&registry, Regime::Bis, "2025-10-01", &[]);
    let e = &answer.readings[0].entities[0];
    assert_eq!(
        (e.caught, &e.lists[..]),
        (Truth::Yes, &["us_bis_entity_list".to_owned(), "us_bis_meu".to_owned()][..])
    );
    assert_eq!((e.requirement, e.review), (Some(Requirement::AllItems), Some(Review::PresumptionOfDenial)));
    assert!(e.cautions.iter().any(|caution| caution.id == "strictest_owner_decides"));
}

#[test]
fn vectors_o18_and_o19_addresses_and_other_lists_pass_nothing_on() {
    let mut registry = table("Z,E,60%,,,\n");
    let z = registry.number_of("Z").expect("Z").at();
    registry.profiles[z].party.schema = Schema::Address;
    registry.profiles[z].listings.push(Listing::on("us_bis_entity_list"));
    let found = answer(&registry, Regime::Bis, "2025-10-01", &[]);
    assert_eq!(caught(&found, &registry, 0), "");
    let registry = table("U,E,100%,,,\n");
    let found = answer(&registry, Regime::Bis, "2025-10-01", &["U=us_bis_uvl"]);
    assert_eq!(caught(&found, &registry, 0), "");
    let e =
        found.readings[0].entities.iter().find(|one| registry.profiles[one.party.at()].id == "E").expect("E");
    assert!(e.cautions.iter().any(|caution| caution.id == "other_lists_do_not_count"), "{:?}", e.cautions);
}

#[test]
fn vectors_o20_and_o21_ask_for_caution() {
    let registry = table("X,E,unknown,,,\nP,X,100%,,,\n");
    let found = answer(&registry, Regime::Bis, "2025-10-01", &["X"]);
    assert_eq!(caught(&found, &registry, 0), "E?");
    let cautions: Vec<Vec<&str>> = found.readings[0]
        .entities
        .iter()
        .map(|one| one.cautions.iter().map(|caution| caution.id).collect())
        .collect();
    assert_eq!(cautions, [vec!["unknown_share_is_a_red_flag"], vec!["below_the_share_or_a_parent"]]);
}

#[test]
fn control_without_shares_is_told_with_its_law_and_is_enough_only_where_the_law_says_so() {
    let registry = table("X,A,,,,actual controller\nS,A,,,,主管单位\n");
    let found = answer(&registry, Regime::Bis, "2025-10-01", &["X"]);
    assert_eq!(caught(&found, &registry, 0), "");
    let a = &found.readings[0].entities[0];
    let kinds: Vec<(&str, bool)> =
        a.ties.iter().map(|tie| (tie.kind.as_str(), tie.law.contains("15 CFR"))).collect();
    assert_eq!(kinds, [("control", true), ("sponsor", true)], "{:?}", a.ties);
    let found = answer(&registry, Regime::Uk, "2026-01-01", &["X"]);
    assert_eq!(caught(&found, &registry, 0), "A");
}
