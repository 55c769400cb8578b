//! The rules that come with the program: sound, complete on every day, and right at their boundaries.

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_model::{Country, Date, days};
use chokepoint_rules::{
    Circumstances, Condition, Decimal, Figure, Law, Layer, NoAnswer, Owners, Reached, Rules, Status, Truth,
    Value,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

/// What a test says of a transaction; everything else is unknown.
#[derive(Default, Clone)]
struct Known {
    figures: BTreeMap<&'static str, Figure>,
    facts: BTreeMap<&'static str, bool>,
    places: BTreeMap<&'static str, Country>,
    days: BTreeMap<&'static str, Date>,
    items: BTreeSet<&'static str>,
}

impl Known {
    fn chip(performance: &str, density: Option<&str>, data_centre: bool) -> Self {
        let density = density.map_or(Figure::Absent, |density| Figure::exactly(decimal(density)));
        Self::default()
            .figure("total_processing_performance", Figure::exactly(decimal(performance)))
            .figure("performance_density", density)
            .fact("designed_or_marketed_for_data_centres", data_centre)
            .fact("is_integrated_circuit", true)
    }

    fn figure(mut self, name: &'static str, figure: Figure) -> Self {
        self.figures.insert(name, figure);
        self
    }

    fn number(self, name: &'static str, number: &str) -> Self {
        self.figure(name, Figure::exactly(decimal(number)))
    }

    fn fact(mut self, name: &'static str, is: bool) -> Self {
        self.facts.insert(name, is);
        self
    }

    fn place(mut self, name: &'static str, code: &str) -> Self {
        self.places.insert(name, country(code));
        self
    }

    fn day(mut self, name: &'static str, text: &str) -> Self {
        self.days.insert(name, day(text));
        self
    }

    fn item(mut self, paragraph: &'static str) -> Self {
        self.items.insert(paragraph);
        self
    }
}

impl Circumstances for Known {
    fn figure(&self, name: &str) -> Figure {
        self.figures.get(name).copied().unwrap_or(Figure::Unknown)
    }
    fn fact(&self, name: &str) -> Option<bool> {
        self.facts.get(name).copied()
    }
    fn place(&self, name: &str) -> Option<Country> {
        self.places.get(name).copied()
    }
    fn day(&self, name: &str) -> Option<Date> {
        self.days.get(name).copied()
    }
    fn item(&self, paragraph: &str) -> Truth {
        let below = |item: &&str| {
            item.strip_prefix(paragraph).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        Truth::of(self.items.iter().any(below))
    }
    fn meets(&self, paragraph: &str) -> Truth {
        self.item(paragraph)
    }
}

/// The paragraphs that describe an item on a day, and those that might.
fn paragraphs(law: Law<'_>, table: &str, known: &Known) -> (Vec<String>, Vec<String>) {
    let (mut yes, mut perhaps) = (Vec::new(), Vec::new());
    for (answer, paragraph) in law.provisions(table) {
        match paragraph.test(law, known) {
            Truth::Yes => yes.push(answer.name.to_owned()),
            Truth::Unknown => perhaps.push(answer.name.to_owned()),
            Truth::No => {}
        }
    }
    (yes, perhaps)
}

fn check_class(as_of: &str, known: &Known, expect: &str) {
    let law = Rules::built_in().on(day(as_of), Layer::Text);
    let (yes, _) = paragraphs(law, "us.ear.advanced_chips", known);
    let class = yes.first().map_or("none", |name| name.strip_prefix("3A090.").unwrap_or(name));
    let letter = if class == "none" { "none" } else { &class[..1] };
    assert_eq!(letter, expect, "{as_of}: {yes:?}");
}

fn check_group(id: &str, as_of: &str, code: &str, expect: bool) {
    let law = Rules::built_in().on(day(as_of), Layer::Text);
    let place = law.counts_as(country(code), "us.ear");
    assert_eq!(law.countries(id).unwrap().contains(&place), expect, "{code} in {id} on {as_of}");
}

fn check_requirement(as_of: &str, layer: Layer, known: &Known, name: &str, expect: Truth) {
    let law = Rules::built_in().on(day(as_of), layer);
    let (yes, perhaps) = paragraphs(law, "us.ear.licence_requirement", known);
    let found = match (yes.iter().any(|n| n == name), perhaps.iter().any(|n| n == name)) {
        (true, _) => Truth::Yes,
        (_, true) => Truth::Unknown,
        _ => Truth::No,
    };
    assert_eq!(found, expect, "{name} on {as_of} in the {} layer", layer.as_str());
}

#[test]
fn the_built_in_rules_are_read_without_an_issue() {
    assert_eq!(Rules::built_in_issues(), []);
    assert!(Rules::built_in().parameters().count() > 50);
}

#[test]
fn the_check_finds_no_gap_in_the_built_in_rules() {
    let found = Rules::built_in().check(day("2026-11-23"));
    let gaps: Vec<String> = found
        .iter()
        .filter(|issue| issue.severity > chokepoint_model::Severity::Note)
        .map(ToString::to_string)
        .collect();
    assert_eq!(gaps, Vec::<String>::new());
    assert!(found.iter().any(|issue| issue.message.contains("expected from 2026-11-10")));
}

#[test]
fn every_day_has_one_answer_in_each_layer_for_what_is_defined_on_it() {
    let rules = Rules::built_in();
    for parameter in rules.parameters() {
        for name in parameter.names() {
            let mut as_of = day("2019-01-01");
            while as_of <= day("2027-12-31") {
                let defined =
                    Layer::ALL.map(|layer| rules.lookup_named(&parameter.id, name, as_of, layer).is_ok());
                assert_eq!(defined[0], defined[1], "{} {name} on {as_of}", parameter.id);
                for layer in Layer::ALL {
                    let answering = parameter.history(name).into_iter().filter(|dated| {
                        dated.answers(layer)
                            && dated.from <= as_of
                            && dated.until.is_none_or(|until| as_of <= until)
                    });
                    let newest = answering.clone().map(|dated| dated.from).max();
                    assert!(answering.filter(|dated| Some(dated.from) == newest).count() <= 1);
                }
                as_of = as_of.checked_add(days(1)).unwrap();
            }
        }
    }
}

/// Boundary vectors of the text since November 2023 (supplement no. 1 to 15 CFR part 774, ECCN 3A090).
#[test]
fn boundaries_of_performance_and_density_are_exact() {
    for (performance, density, data_centre, expect) in [
        ("4800", Some("0.5"), true, "a"),
        ("4799.99", Some("1.6"), true, "b"),
        ("4799.99", Some("1.59"), true, "none"),
        ("2400", Some("1.6"), true, "b"),
        ("2400", Some("1.599"), true, "none"),
        ("2399.99", Some("3.19"), true, "none"),
        ("2399.99", Some("3.2"), true, "b"),
        ("1600", Some("5.92"), true, "a"),
        ("1600", Some("5.919"), true, "b"),
        ("1599.99", Some("100"), true, "none"),
        ("3000", Some("5.92"), true, "a"),
        ("6000", Some("4"), true, "a"),
        ("4799", Some("8"), false, "none"),
        ("4800", Some("8"), false, "a"),
        ("4800", None, true, "a"),
        ("3000", None, true, "none"),
    ] {
        for as_of in ["2023-11-17", "2025-06-01", "2026-11-23"] {
            check_class(as_of, &Known::chip(performance, density, data_centre), expect);
        }
    }
}

#[test]
fn a_chip_with_slower_links_slips_through_the_first_text_and_is_caught_by_the_next() {
    let full = Known::chip("4992", Some("6.04"), true).number("interconnect_rate", "600");
    let cut_down = Known::chip("4992", Some("6.04"), true).number("interconnect_rate", "400");
    check_class("2022-10-20", &full, "none");
    check_class("2022-10-21", &full, "a");
    check_class("2023-06-01", &cut_down, "none");
    check_class("2023-11-16", &cut_down, "none");
    check_class("2023-11-17", &cut_down, "a");
}

/// Figures of public data sheets (die areas as published; two are estimates), each against both texts, the letters
/// of April 2025 and the numbers of the case-by-case line of January 2026.
#[test]
fn known_chips_fall_where_the_texts_put_them() {
    for (chip, performance, area, data_centre, memory, links, in_2022, since_2023, by_letter, below_line) in [
        ("A100 SXM 80G", "4992", "826", true, "2039", "600", "a", "a", true, true),
        ("A800 SXM", "4992", "826", true, "2039", "400", "none", "a", true, true),
        ("H100 SXM", "15832", "814", true, "3350", "900", "a", "a", true, true),
        ("H800 SXM", "15832", "814", true, "3350", "400", "none", "a", true, true),
        ("H20", "2368", "814", true, "4000", "900", "none", "none", true, true),
        ("H200 SXM", "15832", "814", true, "4800", "900", "a", "a", true, true),
        ("H200 NVL", "13364", "814", true, "4800", "900", "a", "a", true, true),
        ("MI325X", "20919", "1017", true, "6000", "896", "a", "a", true, true),
        ("MI300X", "20919", "1017", true, "5300", "896", "a", "a", true, true),
        ("B200", "36000", "1628", true, "8000", "1800", "a", "a", true, false),
        ("L4", "1936", "294.5", true, "300", "64", "none", "a", false, true),
        ("L40S", "5864", "609", true, "864", "64", "none", "a", false, true),
        ("L20", "1912", "609", true, "864", "64", "none", "none", false, true),
        ("L2", "1544", "294.5", true, "300", "64", "none", "none", false, true),
        ("RTX 4090", "5285", "608.5", false, "1008", "64", "none", "a", false, true),
        ("RTX 4090 D", "4707", "608.5", false, "1008", "64", "none", "none", false, true),
    ] {
        let density = decimal(performance).over(decimal(area)).unwrap();
        let sum = decimal(memory).plus(decimal(links)).unwrap();
        let known = Known::chip(performance, None, data_centre)
            .figure("performance_density", Figure::exactly(density))
            .number("interconnect_rate", links)
            .number("memory_bandwidth", memory)
            .number("input_output_bandwidth", links)
            .figure("memory_and_input_output_bandwidth", Figure::exactly(sum))
            .fact("recipient_of_letter", true)
            .fact("is_commodity", true)
            .fact("exported_from_united_states", true)
            .fact("gives_paragraph_dd_statements", true)
            .fact("is_high_bandwidth_memory", false)
            .place("destination", "CN")
            .place("end_user_location", "CN")
            .day("on_sale_in_united_states", "2024-11-18");
        check_class("2023-06-01", &known, in_2022);
        check_class("2023-11-20", &known, since_2023);
        check_class("2026-11-23", &known, since_2023);
        let law = Rules::built_in().on(day("2026-11-23"), Layer::Enforced);
        let (letters, _) = paragraphs(law, "us.ear.letters", &known);
        assert_eq!(letters.contains(&"bandwidth_letters".to_owned()), by_letter, "{chip}");
        let (reviews, _) = paragraphs(law, "us.ear.review_policies", &known);
        assert_eq!(reviews.contains(&"case_by_case_line".to_owned()), below_line, "{chip}");
        assert_eq!(reviews.contains(&"embargoed_places".to_owned()), !below_line, "{chip}");
    }
}

#[test]
fn memory_is_caught_above_two_and_in_each_layer_from_its_own_day() {
    let stack = |density: &str| {
        Known::default()
            .number("memory_bandwidth_density", density)
            .fact("is_high_bandwidth_memory", true)
            .fact("is_packed_with_processor", false)
    };
    for (as_of, layer, density, expect) in [
        ("2024-12-02", Layer::Text, "2.01", true),
        ("2024-12-02", Layer::Text, "2", false),
        ("2024-12-30", Layer::Enforced, "2.01", false),
        ("2024-12-31", Layer::Enforced, "2.01", true),
    ] {
        let law = Rules::built_in().on(day(as_of), layer);
        let (yes, _) = paragraphs(law, "us.ear.advanced_chips", &stack(density));
        assert_eq!(yes.contains(&"3A090.c".to_owned()), expect, "{density} on {as_of}");
    }
}

#[test]
fn a_missing_figure_leaves_the_classes_open_that_it_would_decide() {
    let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
    let chip = Known::chip("2500", Some("1"), true).figure("performance_density", Figure::Unknown);
    let (yes, perhaps) = paragraphs(law, "us.ear.advanced_chips", &chip);
    assert_eq!(yes, Vec::<String>::new());
    assert_eq!(perhaps, ["3A090.a.2", "3A090.b.1", "3A090.b.2", "3A090.c"]);
}

#[test]
fn computers_and_retail_goods_take_the_class_of_what_they_hold() {
    let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
    let server = Known::default().item("3A090.a.1").fact("is_computer_or_assembly", true);
    assert_eq!(paragraphs(law, "us.ear.advanced_computers", &server).0, ["4A090.a"]);
    let retail = Known::default().item("3A090.b.1").item("5A992.c");
    assert_eq!(paragraphs(law, "us.ear.paragraphs_ending_in_z", &retail).0, ["5A992.z.2"]);
}

#[test]
fn hong_kong_counts_as_china_and_macau_as_itself() {
    check_group("us.ear.country_group_d5", "2024-01-01", "HK", true);
    check_group("us.ear.country_group_d5", "2024-01-01", "MO", false);
    check_group("us.ear.country_group_d1", "2024-01-01", "MO", true);
    check_group("us.ear.country_group_d5", "2019-06-01", "HK", false);
}

#[test]
fn groups_change_on_their_days() {
    check_group("us.ear.country_group_d4", "2026-07-09", "AE", true);
    check_group("us.ear.country_group_d4", "2026-07-10", "AE", false);
    check_group("us.ear.country_group_a5", "2026-07-09", "AE", false);
    check_group("us.ear.country_group_a5", "2026-07-10", "AE", true);
    check_group("us.ear.country_group_d5", "2024-03-14", "NI", false);
    check_group("us.ear.country_group_d5", "2024-03-15", "NI", true);
    check_group("us.ear.country_group_d5", "2026-07-23", "KH", false);
}

/// Country Groups D:1, D:4 and D:5 without A:5 and A:6 in the edition of 2026-09-24: forty-five places.
#[test]
fn the_scope_of_the_d_groups_has_forty_five_places_and_leaves_israel_out() {
    let law = Rules::built_in().on(day("2026-09-24"), Layer::Text);
    let group = |name: &str| law.countries(&format!("us.ear.country_group_{name}")).unwrap();
    let all: BTreeSet<Country> = ["d1", "d4", "d5"].iter().flat_map(|name| group(name)).copied().collect();
    let scope: Vec<Country> = all
        .iter()
        .copied()
        .filter(|place| !group("a5").contains(place) && !group("a6").contains(place))
        .collect();
    assert_eq!(scope.len(), 45);
    assert_eq!(all.len(), 46);
    assert!(!scope.contains(&country("IL")));
}

#[test]
fn the_text_reaches_the_world_and_the_agency_enforces_the_d_groups() {
    let to = |code: &str| Known::default().item("3A090.a.1").place("destination", code);
    let name = "level_a_destination";
    for (as_of, layer, code, expect) in [
        ("2023-06-01", Layer::Text, "CN", Truth::Yes),
        ("2023-06-01", Layer::Text, "HK", Truth::Yes),
        ("2023-06-01", Layer::Text, "VN", Truth::No),
        ("2023-12-01", Layer::Text, "VN", Truth::Yes),
        ("2023-12-01", Layer::Text, "IL", Truth::No),
        ("2023-12-01", Layer::Text, "MY", Truth::No),
        ("2026-09-24", Layer::Text, "MY", Truth::Yes),
        ("2026-09-24", Layer::Enforced, "MY", Truth::No),
        ("2026-09-24", Layer::Enforced, "HK", Truth::Yes),
        ("2026-07-09", Layer::Enforced, "AE", Truth::Yes),
    ] {
        check_requirement(as_of, layer, &to(code), name, expect);
    }
    check_requirement("2026-07-10", Layer::Enforced, &to("AE"), name, Truth::Unknown);
    let approved = |is| to("AE").fact("all_parties_approved_for_emirates", is);
    check_requirement("2026-07-10", Layer::Enforced, &approved(true), name, Truth::No);
    check_requirement("2026-07-10", Layer::Enforced, &approved(false), "level_b_destination", Truth::Yes);
}

#[test]
fn a_headquarters_in_macau_or_an_embargoed_country_is_caught_anywhere() {
    let at = |headquarters: &str, parent: &str| {
        Known::default()
            .place("destination", "MY")
            .place("end_user_headquarters", headquarters)
            .place("end_user_parent_headquarters", parent)
    };
    for layer in Layer::ALL {
        let name = "level_a_headquarters";
        check_requirement("2026-09-24", layer, &at("SG", "CN"), name, Truth::Yes);
        check_requirement("2026-09-24", layer, &at("MO", "MO"), name, Truth::Yes);
        check_requirement("2026-09-24", layer, &at("SG", "HK"), name, Truth::Yes);
        check_requirement("2026-09-24", layer, &at("SG", "SG"), name, Truth::No);
        let unknown = Known::default().place("end_user_headquarters", "SG");
        check_requirement("2026-09-24", layer, &unknown, name, Truth::Unknown);
    }
}

#[test]
fn the_case_by_case_line_is_exact_and_begins_on_its_day() {
    let apply = |performance: &str, bandwidth: &str| {
        Known::default()
            .number("total_processing_performance", performance)
            .number("memory_bandwidth", bandwidth)
            .place("end_user_location", "CN")
            .fact("is_commodity", true)
            .fact("exported_from_united_states", true)
            .fact("gives_paragraph_dd_statements", true)
            .day("on_sale_in_united_states", "2024-11-18")
    };
    let line = |as_of: &str, known: &Known| {
        let law = Rules::built_in().on(day(as_of), Layer::Enforced);
        paragraphs(law, "us.ear.review_policies", known).0.contains(&"case_by_case_line".to_owned())
    };
    assert!(line("2026-01-15", &apply("20999.9", "6499.9")));
    assert!(!line("2026-01-14", &apply("20999.9", "6499.9")));
    assert!(!line("2026-01-15", &apply("21000", "1000")));
    assert!(!line("2026-01-15", &apply("1000", "6500")));
}

#[test]
fn the_affiliates_rule_is_in_force_then_stayed_then_in_doubt() {
    let rules = Rules::built_in();
    let id = "us.ear.affiliate_ownership";
    let on = |as_of: &str| rules.lookup(id, day(as_of), Layer::Enforced);
    assert_eq!(on("2025-09-28").unwrap_err(), NoAnswer::NotYet { from: day("2025-09-29") });

    let first = on("2025-09-29").unwrap();
    let Some(Value::Ownership(rule)) = first.value() else { panic!("an ownership test") };
    assert_eq!(
        (rule.share, rule.reached, rule.owners),
        (decimal("0.5"), Reached::AtLeast, Owners::AddedTogether)
    );

    let stayed = on("2026-11-09").unwrap();
    assert_eq!((stayed.dated.status, stayed.value(), stayed.outcomes().len()), (Status::Suspended, None, 1));

    let doubt = on("2026-11-10").unwrap();
    assert!(doubt.is_in_doubt() && doubt.dated.is_unverified());
    assert_eq!(doubt.outcomes(), [first.value(), None]);
    let law = rules.on(day("2026-11-10"), Layer::Enforced);
    assert!(law.ownership(id).is_some());
    assert!(law.without_what_is_expected().ownership(id).is_none());
}

#[test]
fn under_the_other_reading_the_earlier_value_is_cited() {
    let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
    let id = "eu.asset_freeze.ownership";
    assert_eq!(law.answer(id).unwrap().dated.from, day("2024-07-03"));
    let other = law.without_what_is_expected();
    assert_eq!(other.answer(id).unwrap().dated.from, day("2019-01-01"));
    assert_eq!(other.ownership(id).unwrap().reached, Reached::MoreThan);
    assert!(!other.table("us.ear.red_flags").iter().any(|flag| flag.name == "share_of_a_listed_owner"));
}

#[test]
fn a_trace_shows_what_each_part_of_a_condition_came_to() {
    let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
    let known = Known::default().place("destination", "MY").place("end_user_headquarters", "HK");
    let provisions = law.provisions("us.ear.licence_requirement");
    let (answer, provision) =
        provisions.iter().find(|(answer, _)| answer.name == "level_b_headquarters").unwrap();
    assert_eq!(answer.dated.cites[0].title, "88 FR 73458");
    let tested = provision.when.as_ref().unwrap().tested(law, &known);
    let [outside, named] = &tested.parts[..] else { panic!("the destination and the named condition") };
    let [rule] = &named.parts[..] else { panic!("the named condition") };
    let parts: Vec<(String, Truth)> =
        rule.parts.iter().map(|part| (part.condition.to_string(), part.truth)).collect();
    assert_eq!(
        parts,
        [
            ("end user headquarters in MO, us.ear.country_group_d5".to_owned(), Truth::Yes),
            ("end user parent headquarters in MO, us.ear.country_group_d5".to_owned(), Truth::Unknown),
        ]
    );
    assert_eq!((tested.truth, outside.truth, rule.truth), (Truth::Yes, Truth::Yes, Truth::Yes));
}

#[test]
fn every_word_is_used_by_some_rule() {
    let rules = Rules::built_in();
    let mut used = BTreeSet::new();
    for (_, dated) in rules.parameters().flat_map(|parameter| parameter.values()) {
        let conditions = match &dated.value {
            Some(Value::Condition(condition)) => vec![condition],
            Some(Value::Provision(provision)) => provision.when.iter().chain(&provision.unless).collect(),
            _ => Vec::new(),
        };
        for condition in conditions {
            condition.walk(&mut |condition| {
                if let Condition::Figure { name, .. }
                | Condition::Fact { name, .. }
                | Condition::Place { name, .. }
                | Condition::Day { name, .. } = condition
                {
                    used.insert(name.as_str());
                }
            });
        }
    }
    let idle: Vec<&str> = rules.words().map(|(name, _)| name).filter(|name| !used.contains(name)).collect();
    assert_eq!(idle, Vec::<&str>::new());
}

#[test]
fn regimes_count_ownership_in_their_own_ways() {
    let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
    let uk = law.ownership("uk.asset_freeze.ownership").unwrap();
    assert_eq!((uk.reached, uk.owners, uk.control), (Reached::MoreThan, Owners::EachAlone, true));
    let ofac = law.ownership("us.ofac.blocked_ownership").unwrap();
    assert_eq!((ofac.reached, ofac.owners, ofac.control), (Reached::AtLeast, Owners::AddedTogether, false));
    let eu = Rules::built_in().lookup("eu.asset_freeze.ownership", day("2026-11-23"), Layer::Text).unwrap();
    assert!(eu.is_in_doubt());
}

/// 2 for paragraph .a, 1 for .b, 0 for neither.
fn level(performance: i64, area: i64, data_centre: bool, links: i64, as_of: &str) -> u8 {
    let performance = Decimal::whole(performance);
    let known = Known::default()
        .figure("total_processing_performance", Figure::exactly(performance))
        .figure("performance_density", Figure::exactly(performance.over(Decimal::whole(area)).unwrap()))
        .figure("interconnect_rate", Figure::exactly(Decimal::whole(links)))
        .fact("designed_or_marketed_for_data_centres", data_centre)
        .fact("is_integrated_circuit", true);
    let law = Rules::built_in().on(day(as_of), Layer::Text);
    let (yes, _) = paragraphs(law, "us.ear.advanced_chips", &known);
    match yes.first().map(|name| name.starts_with("3A090.a")) {
        Some(true) => 2,
        Some(false) => 1,
        None => 0,
    }
}

proptest! {
    #[test]
    fn more_performance_never_lowers_the_level(
        less in 1_i64..10_000, more in 0_i64..10_000, area in 1_i64..2_000,
        data_centre in any::<bool>(), links in 0_i64..1_200, year in 0_usize..3,
    ) {
        let as_of = ["2023-01-01", "2024-01-01", "2026-11-23"][year];
        let low = level(less, area, data_centre, links, as_of);
        prop_assert!(low <= level(less + more, area, data_centre, links, as_of));
    }

    #[test]
    fn an_interval_is_never_more_certain_than_the_figures_in_it(
        low in 0_i64..8_000, span in 0_i64..4_000, at in 0_i64..=100, density in 0_i64..12,
    ) {
        let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
        let inside = low + span * at / 100;
        let exact = Known::chip(&inside.to_string(), Some(&density.to_string()), true);
        let ends = Figure::Between(Decimal::whole(low).into(), Decimal::whole(low + span).into());
        let interval = exact.clone().figure("total_processing_performance", ends);
        for (_, paragraph) in law.provisions("us.ear.advanced_chips") {
            let (loose, tight) = (paragraph.test(law, &interval), paragraph.test(law, &exact));
            prop_assert!(loose == tight || loose == Truth::Unknown);
        }
    }
}

#[test]
fn the_list_of_items_holds_the_lists_in_it() {
    let law = Rules::built_in().on(day("2026-11-23"), Layer::Text);
    let list = ["us.ear.paragraphs_at_level_a".to_owned(), "EAR99".to_owned()];
    let items = law.items(&list);
    assert!(
        ["3A090.a", "4A090.a", "4A003.z.2.a", "5A992.z.1", "EAR99"].iter().all(|item| items.contains(item))
    );
    assert!(!items.iter().any(|item| item.starts_with("us.ear") || item.ends_with(".b")));
}

#[test]
fn ai_diffusion_is_printed_and_not_enforced() {
    let on = |as_of: &str, layer| {
        Rules::built_in().on(day(as_of), layer).value("us.ear.ai_diffusion_framework").cloned()
    };
    assert_eq!(on("2026-09-24", Layer::Text), Some(Value::YesOrNo(true)));
    assert_eq!(on("2026-09-24", Layer::Enforced), None);
}

#[test]
fn the_guidance_has_twenty_nine_flags() {
    let flags = Rules::built_in().table("us.ear.red_flags", day("2025-10-01"), Layer::Text);
    assert_eq!(flags.len(), 29);
    let law = Rules::built_in().on(day("2026-10-01"), Layer::Text);
    assert_eq!(law.table("us.ear.red_flags").len(), 28);
}
