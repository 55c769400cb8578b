//! What holds for every figure and every day.

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_catalogue::{Catalogue, Figure, Figures};
use chokepoint_licensing::{Form, Item, Reading, Readings, Transaction, classify};
use chokepoint_model::{Country, Date, Ratio, days};
use chokepoint_rules::{Layer, RuleFile, Rules};
use proptest::prelude::*;

fn chip(performance: Figure, area: Figure, link: i64, data_centre: Option<bool>) -> Item {
    let figures = Figures {
        total_processing_performance: performance,
        applicable_die_area: area,
        performance_density: Some(performance.over(&area)),
        memory_bandwidth: Figure::UNKNOWN,
        link_bandwidth: Figure::exactly(Ratio::whole(link)),
        data_centre,
        circuits: 1,
        trace: Vec::new(),
    };
    Item::new(Form::Chip, figures)
}

fn exactly(number: i64) -> Figure {
    Figure::exactly(Ratio::whole(number))
}

/// How strict a class of 3A090 is.
fn level(eccn: Option<&str>) -> u8 {
    match eccn {
        Some("3A090.a") => 2,
        Some("3A090.b") => 1,
        Some(other) => panic!("{other}"),
        None => 0,
    }
}

fn between(low: i64, span: i64) -> Figure {
    Figure { low: Some(Ratio::whole(low)), high: Some(Ratio::whole(low + span)) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn more_performance_never_lowers_the_control(
        performance in 0_i64..8000, more in 0_i64..4000, area in 20_i64..2000, link in 0_i64..1000, data_centre: bool,
    ) {
        for day in [Date::constant(2023, 6, 1), Date::constant(2026, 11, 23)] {
            let law = Rules::built_in().on(day, Layer::Enforced);
            let class = |performance| {
                level(classify(law, &chip(exactly(performance), exactly(area), link, Some(data_centre))).eccn())
            };
            prop_assert!(class(performance) <= class(performance + more));
        }
    }

    #[test]
    fn an_interval_has_the_classes_of_the_chips_in_it(
        performance in 1_i64..8000, span in 0_i64..2000, area in 20_i64..1500, more in 0_i64..800,
        part in 0_i64..=10, other in 0_i64..=10, data_centre: Option<bool>, is: bool,
    ) {
        let law = Rules::built_in().on(Date::constant(2026, 11, 23), Layer::Enforced);
        let whole = classify(law, &chip(between(performance, span), between(area, more), 0, data_centre));
        let inside = chip(
            exactly(performance + span * part / 10),
            exactly(area + more * other / 10),
            0,
            Some(data_centre.unwrap_or(is)),
        );
        prop_assert!(whole.outcomes.contains(&classify(law, &inside).eccn()));
        prop_assert!(whole.is_open() != whole.deciders.is_empty());
    }
}

#[test]
fn every_day_has_one_answer_in_each_layer() {
    let item = Item::of(Catalogue::built_in().0.accelerator("A800 SXM4 80GB").unwrap());
    let transaction = Transaction::new(item.clone(), Country::from_code("CN"));
    let mut day = Date::constant(2019, 1, 1);
    let mut changes = Vec::new();
    let mut last = None;
    while day <= Date::constant(2027, 12, 31) {
        for layer in Layer::ALL {
            let readings = Readings::on(Rules::built_in(), day, layer);
            let found = readings.classify(&item);
            assert!(!found.came.is_open() && found.not.is_none(), "{day}");
            if layer == Layer::Enforced && last != Some(found.came.eccn()) {
                last = Some(found.came.eccn());
                changes.push((day.to_string(), found.came.eccn()));
            }
            let _ = readings.determine(&transaction);
        }
        day = day.checked_add(days(1)).unwrap();
    }
    assert_eq!(changes, [("2019-01-01".to_owned(), None), ("2023-11-17".to_owned(), Some("3A090.a"))]);
}

const STRICTER: &str = r#"
title   = "Our own reading"
unit    = "paragraph"
checked = 2025-01-01

[[value]]
name       = "3A090.a.1"
from       = 2025-03-01
until      = 2025-03-31
confidence = "first_hand"
cite       = { title = "Memorandum of counsel", published = 2025-02-20 }

[value.is]
title = "Every chip"
when  = { fact = "is_integrated_circuit" }
"#;

#[test]
fn a_rule_file_changes_no_answer_outside_its_dates() {
    let file = RuleFile { path: "us/ear/advanced_chips.toml", shown: "own.toml", text: STRICTER };
    let (rules, issues) = Rules::built_in().overlaid(&[file]);
    assert_eq!(issues, []);
    let item = chip(exactly(100), exactly(800), 0, Some(true));
    let mut day = Date::constant(2024, 12, 1);
    while day < Date::constant(2025, 6, 1) {
        let law = rules.on(day, Layer::Enforced);
        let inside = day >= Date::constant(2025, 3, 1) && day <= Date::constant(2025, 3, 31);
        assert_eq!(classify(law, &item).eccn(), inside.then_some("3A090.a"), "{day}");
        day = day.checked_add(days(1)).unwrap();
    }
}

#[test]
fn the_argument_is_the_same_in_any_order_of_files() {
    let other = STRICTER.replace("Every chip", "Every chip there is");
    let files = [
        RuleFile { path: "us/ear/advanced_chips.toml", shown: "own.toml", text: STRICTER },
        RuleFile { path: "company/policy/advanced_chips.toml", shown: "policy.toml", text: &other },
    ];
    let turned = [files[1], files[0]];
    let item = Item::of(Catalogue::built_in().0.accelerator("H100 SXM5 80GB").unwrap());
    let told = |files: &[RuleFile<'_>]| {
        let rules = Rules::built_in().overlaid(files).0;
        let reading = Reading::of(rules.on(Date::constant(2025, 3, 10), Layer::Enforced));
        let classes = reading.classify(&item);
        format!("{:?}", reading.argument(&item, &classes))
    };
    assert_eq!(told(&files), told(&turned));
}
