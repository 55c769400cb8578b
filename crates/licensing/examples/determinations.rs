//! Prints every answer over the whole catalogue, several days and destinations, one line each: compare two runs to see
//! that a change to the engine changed no answer. `cargo run --release --example determinations > before`

#![allow(clippy::print_stdout)] // an example prints

use chokepoint_catalogue::{Catalogue, Figure, Specification};
use chokepoint_licensing::{Classification, Determination, Form, Item, Readings, Transaction};
use chokepoint_model::{Country, Date};
use chokepoint_rules::{Layer, Rules};
use std::hash::{DefaultHasher, Hash, Hasher};

const DAYS: [(i16, i8, i8); 9] = [
    (2019, 6, 1),
    (2022, 10, 20),
    (2023, 6, 1),
    (2023, 11, 20),
    (2024, 12, 20),
    (2025, 2, 1),
    (2025, 6, 1),
    (2026, 2, 1),
    (2026, 11, 24),
];
const PLACES: [&str; 7] = ["CN", "HK", "AE", "DE", "RU", "SG", "US"];

fn main() {
    let items = items();
    for (year, month, day) in DAYS {
        for layer in Layer::ALL {
            let day = Date::constant(year, month, day);
            let readings = Readings::on(Rules::built_in(), day, layer);
            for (at, item) in items.iter().enumerate() {
                let classes = readings.classify(item);
                let steps = hash(&format!("{:?}", brief(&readings.came.argument(item, &classes.came))));
                println!("{day} {} {at} {} {:?}", layer.as_str(), item.name, item.form);
                println!("  {} {steps:x}", class(&classes.came));
                classes.not.iter().for_each(|other| println!("  else {}", class(other)));
                for (number, transaction) in transactions(item).iter().enumerate() {
                    if at % PLACES.len() != number % PLACES.len() && at % 5 != 0 {
                        continue;
                    }
                    let told = readings.determine(transaction);
                    let steps = brief(&readings.came.reasons(transaction, &told.came));
                    println!("  {number} {} {:x}", determined(&told.came), hash(&steps));
                    told.not.iter().for_each(|other| println!("  {number} else {}", determined(other)));
                }
            }
        }
    }
}

/// The catalogue in every form, and items of which little is known.
fn items() -> Vec<Item> {
    let catalogue = &Catalogue::built_in().0;
    let chips: Vec<Item> = catalogue.accelerators().iter().map(Item::of).collect();
    let mut items = chips.clone();
    for (at, chip) in chips.iter().enumerate() {
        let form = Form::ALL[at % Form::ALL.len()];
        let entries =
            [None, Some(vec!["5A992.c".to_owned()]), Some(vec!["3A090".to_owned()])][at % 3].clone();
        let mut item = Item { form, entries, ..chip.clone() };
        if at % 4 == 0 {
            item.facts.insert("is_computer_or_assembly".to_owned(), at % 8 == 0);
        }
        items.push(item);
    }
    for server in catalogue.servers() {
        items.push(Item::of_bare_server(server));
        items.extend(catalogue.held_by(server).map(|chip| Item::of_server(server, chip)));
    }
    let figure = |text: &str| Figure::read(text).unwrap_or_default();
    let texts = ["", "1000..5000", "..2400", "2400", "4800..", "0", "1600..4800"];
    for (at, performance) in texts.iter().enumerate() {
        for area in ["", "600..900", "830", "..400"] {
            let mut figures = Specification::default().figures();
            figures.total_processing_performance = figure(performance);
            figures.applicable_die_area = figure(area);
            figures.performance_density = Some(figure(performance).over(&figure(area)));
            figures.memory_bandwidth = figure(texts[(at + 1) % texts.len()]);
            figures.link_bandwidth = figure(texts[(at + 3) % texts.len()]);
            figures.data_centre = [None, Some(true), Some(false)][at % 3];
            for form in Form::ALL {
                let mut item = Item::new(form, figures.clone());
                item.memory_bandwidth_density = figure(["", "1..3", "2.5"][at % 3]);
                items.push(item);
            }
        }
    }
    items
}

/// To each place, with what is said of the end user turning from one to the next.
fn transactions(item: &Item) -> Vec<Transaction> {
    let places = PLACES.iter().map(|code| Country::from_code(code)).chain([None]);
    let mut transactions = Vec::new();
    for (at, place) in places.enumerate() {
        for headquarters in [None, Country::from_code(PLACES[(at + 1) % PLACES.len()])] {
            let mut transaction = Transaction::new(item.clone(), place);
            transaction.parties[0].headquarters = headquarters;
            if at % 3 == 1 {
                transaction.facts.insert("for_supercomputer".to_owned(), true);
            }
            if at % 3 == 2 {
                transaction.facts.insert("is_military_end_user".to_owned(), headquarters.is_some());
            }
            transactions.push(transaction);
        }
    }
    transactions
}

fn class(classes: &Classification<'_>) -> String {
    let named = |classes: &[chokepoint_licensing::Class<'_>]| -> Vec<String> {
        classes.iter().map(|class| format!("{}/{}={:?}", class.paragraph, class.level, class.truth)).collect()
    };
    let deciders: Vec<String> =
        classes.deciders.iter().map(|decider| format!("{}:{:?}", decider.name, decider.known)).collect();
    format!(
        "{:?} {:?} of {:?} by {deciders:?}",
        classes.outcomes,
        named(&classes.classes),
        named(&classes.component)
    )
}

fn determined(told: &Determination<'_>) -> String {
    let grounds: Vec<String> = told
        .grounds
        .iter()
        .map(|ground| {
            let by: Vec<&str> = ground.authorities.iter().map(|answer| answer.name).collect();
            format!("{:?} {:?} {} {} {by:?}", ground.kind, ground.truth, ground.name, ground.says)
        })
        .collect();
    let exceptions: Vec<String> = told
        .exceptions
        .iter()
        .map(|one| format!("{}={:?} {:?}", one.name, one.truth, one.closed.is_some()))
        .collect();
    let policies: Vec<String> =
        told.policies.iter().map(|one| format!("{:?} {:?} {}", one.review, one.truth, one.name)).collect();
    format!(
        "{:?} {} | {exceptions:?} | {policies:?} {:?} | {:x} {:?}",
        told.required,
        grounds.join("; "),
        told.review,
        hash(&told.assumed),
        told.open
    )
}

/// Steps as they are read.
fn brief(steps: &[chokepoint_licensing::Step<'_>]) -> Vec<String> {
    let line = |step: &chokepoint_licensing::Step<'_>| {
        let by: Vec<&str> = step.authorities.iter().map(|answer| answer.name).collect();
        format!("{:?} {} {} {:?} {:?} {by:?}", step.topic, step.name, step.says, step.truth, step.lines)
    };
    steps.iter().map(line).collect()
}

fn hash(told: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    told.hash(&mut hasher);
    hasher.finish()
}
