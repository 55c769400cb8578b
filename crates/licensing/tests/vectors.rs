//! The vectors of chips and boundaries, each file naming its source, and what missing figures leave open.

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_catalogue::{Catalogue, Figure, Figures};
use chokepoint_licensing::{Form, Item, classify};
use chokepoint_model::Decimal;
use chokepoint_rules::{Law, Layer, Rules, Truth};

fn law(day: &str, layer: Layer) -> Law<'static> {
    Rules::built_in().on(day.parse().unwrap(), layer)
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// A chip of these figures; `density` as it is read, so that it may stand exactly on a threshold.
fn chip(performance: &str, density: Option<&str>, data_centre: &str) -> Item {
    let figures = Figures {
        total_processing_performance: Figure::read(performance).unwrap(),
        applicable_die_area: Figure::UNKNOWN,
        performance_density: density.map(|density| Figure::read(density).unwrap()),
        memory_bandwidth: Figure::UNKNOWN,
        link_bandwidth: Figure::UNKNOWN,
        data_centre: match data_centre {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        circuits: 1,
        trace: Vec::new(),
    };
    let mut item = Item::new(Form::Chip, figures);
    if density.is_some_and(|density| !density.is_empty()) {
        // The area that follows, so that nothing else is open.
        let figures = &mut item.figures;
        let density = figures.performance_density.unwrap();
        figures.applicable_die_area = figures.total_processing_performance.over(&density);
    }
    item
}

fn rows(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| row.split(',').collect()).collect()
}

/// The paragraph of 3A090 in both layers; they do not differ on it.
fn check(item: &Item, day: &str, expect: &str) {
    let expect = (expect != "none").then(|| format!("3A090.{expect}"));
    for layer in Layer::ALL {
        let found = classify(law(day, layer), item);
        assert!(!found.is_open(), "{item:?} is open on {day}");
        assert_eq!(found.eccn(), expect.as_deref(), "{} {:?} on {day}", item.name, item.figures);
    }
}

/// The outcomes that stay possible, and on what they turn.
fn check_open(item: &Item, outcomes: &[&str], deciders: &[&str]) {
    let found = classify(law("2026-11-23", Layer::Text), item);
    let shown: Vec<&str> = found.outcomes.iter().map(|outcome| outcome.unwrap_or("none")).collect();
    assert_eq!(shown, outcomes, "{:?}", item.figures);
    let turns: Vec<&str> = found.deciders.iter().map(|decider| decider.name.as_str()).collect();
    assert_eq!(turns, deciders, "{:?}", item.figures);
    assert_eq!(found.eccn().is_some(), outcomes.len() == 1 && outcomes[0] != "none");
}

#[test]
fn every_chip_of_the_vectors_has_its_class_in_both_texts() {
    let rows = rows(include_str!("../../../corpus/licensing/chips.csv"));
    assert_eq!(rows.len(), 16);
    for row in rows {
        let [name, performance, area, data_centre, _, link, in_2022, since_2023, ..] = row[..] else {
            panic!()
        };
        let mut item = chip(performance, None, data_centre);
        item.name = name.to_owned();
        item.figures.applicable_die_area = Figure::exactly(number(area));
        item.figures.performance_density =
            Some(item.figures.total_processing_performance.over(&Figure::exactly(number(area))));
        item.figures.link_bandwidth = Figure::exactly(number(link));
        check(&item, "2022-10-20", "none");
        check(&item, "2022-10-21", in_2022);
        check(&item, "2023-11-16", in_2022);
        check(&item, "2023-11-17", since_2023);
        check(&item, "2026-11-23", since_2023);
    }
}

#[test]
fn a_figure_next_to_a_threshold_is_on_its_own_side_of_it() {
    let rows = rows(include_str!("../../../corpus/licensing/boundaries.csv"));
    assert_eq!(rows.len(), 16);
    for row in rows {
        let [performance, density, data_centre, expect] = row[..] else { panic!() };
        check(
            &chip(performance, (!density.is_empty()).then_some(density), data_centre),
            "2026-11-23",
            expect,
        );
    }
}

#[test]
fn chips_of_the_catalogue_have_the_class_of_the_vectors() {
    let catalogue = &Catalogue::built_in().0;
    for (model, in_2022, since_2023) in [
        ("A100 SXM4 80GB", "a", "a"),
        ("A800 SXM4 80GB", "none", "a"),
        ("A800 PCIe 80GB", "none", "a"),
        ("H100 SXM5 80GB", "a", "a"),
        ("H800 SXM5 80GB", "none", "a"),
        ("H20 96GB", "none", "none"),
        ("H200 SXM 141GB", "a", "a"),
    ] {
        let item = Item::of(catalogue.accelerator(model).unwrap());
        check(&item, "2023-06-01", in_2022);
        check(&item, "2023-11-20", since_2023);
    }
}

#[test]
fn missing_figures_leave_open_what_they_would_decide_and_nothing_else() {
    let ways = |performance: &str, area: &str, data_centre: &str| {
        let mut item = chip(performance, None, data_centre);
        let area = Figure::read(area).unwrap();
        item.figures.applicable_die_area = area;
        item.figures.performance_density = Some(item.figures.total_processing_performance.over(&area));
        item
    };
    // The area of the die is missing.
    check_open(&ways("3000", "", "yes"), &["none", "3A090.a", "3A090.b"], &["performance_density"]);
    check_open(&ways("2000", "", "yes"), &["none", "3A090.a", "3A090.b"], &["performance_density"]);
    check_open(&ways("4800", "", "yes"), &["3A090.a"], &[]);
    check_open(&ways("1599.99", "", "yes"), &["none"], &[]);
    check_open(&ways("3000", "", "no"), &["none"], &[]);
    // The area is known within bounds: 3000 / 800 is 3.75 and 3000 / 600 is 5.
    check_open(&ways("3000", "600..800", "yes"), &["3A090.b"], &[]);
    check_open(&ways("3000", "400..800", "yes"), &["3A090.a", "3A090.b"], &["performance_density"]);
    // Performance and density move together: at 800 mm2 no chip from 4000 to 5000 is outside both.
    check_open(&ways("4000..5000", "800", "yes"), &["3A090.a", "3A090.b"], &["performance_density"]);
    // Whether it is for data centres.
    check_open(&ways("4707", "608.5", ""), &["none", "3A090.a"], &["designed_or_marketed_for_data_centres"]);
    check_open(&ways("5285", "608.5", ""), &["3A090.a"], &[]);
    // Nothing at all.
    check_open(
        &ways("", "", ""),
        &["none", "3A090.a", "3A090.b"],
        &["performance_density", "total_processing_performance", "designed_or_marketed_for_data_centres"],
    );
}

#[test]
fn a_card_is_an_assembly_too_and_a_server_takes_the_class_of_the_chip_in_it() {
    let catalogue = &Catalogue::built_in().0;
    let accelerator = catalogue.accelerator("H200 SXM 141GB").unwrap();
    let card = classify(law("2026-11-23", Layer::Enforced), &Item::of(accelerator));
    assert_eq!((card.eccn(), card.also()), (Some("3A090.a"), vec!["4A090.a"]));
    let server = catalogue.holding(accelerator).next().unwrap();
    let mut server = Item::of_server(server, accelerator);
    let found = classify(law("2026-11-23", Layer::Enforced), &server);
    assert_eq!((found.eccn(), found.also()), (Some("4A090.a"), vec![]));
    assert_eq!(found.component[0].paragraph, "3A090.a.1");
    assert_eq!(classify(law("2022-10-20", Layer::Enforced), &server).eccn(), None);
    // Stated to be mass-market encryption goods, it stands there as well.
    server.entries = Some(vec!["5A992.c".to_owned()]);
    let found = classify(law("2026-11-23", Layer::Enforced), &server);
    assert_eq!((found.eccn(), found.also()), (Some("4A090.a"), vec!["5A992.z.1"]));
}

#[test]
fn memory_is_classified_by_its_own_density() {
    for (density, expect) in [("2", None), ("2.01", Some("3A090.c")), ("3.3", Some("3A090.c"))] {
        let mut item = chip("", None, "");
        item.form = Form::Memory;
        item.memory_bandwidth_density = Figure::read(density).unwrap();
        item.facts.insert("is_packed_with_processor".to_owned(), false);
        assert_eq!(classify(law("2025-06-01", Layer::Enforced), &item).eccn(), expect, "{density}");
        // Compliance was asked four weeks after the text.
        assert_eq!(classify(law("2024-12-10", Layer::Text), &item).eccn(), expect, "{density}");
        assert_eq!(classify(law("2024-12-10", Layer::Enforced), &item).eccn(), None, "{density}");
    }
}

#[test]
fn software_and_technology_follow_the_commodity_they_are_for() {
    let catalogue = &Catalogue::built_in().0;
    let mut item = Item::of(catalogue.accelerator("H200 SXM 141GB").unwrap());
    item.facts.insert("for_development_or_production".to_owned(), true);
    item.form = Form::Technology;
    let found = classify(law("2026-11-23", Layer::Enforced), &item);
    assert_eq!(found.eccn(), Some("3E001"));
    item.form = Form::Software;
    let found = classify(law("2026-11-23", Layer::Enforced), &item);
    assert_eq!(found.eccn(), Some("3D001"));
    assert_eq!(found.paragraph().unwrap().truth, Truth::Yes);
}

#[test]
fn a_day_before_the_controls_and_one_far_ahead_have_their_answers() {
    let item = chip("15832", Some("19.45"), "yes");
    check(&item, "2019-01-01", "none");
    check(&item, "2030-06-01", "a");
}
