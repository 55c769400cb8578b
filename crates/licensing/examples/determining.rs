//! Times a classification and a determination over the whole catalogue: `cargo run --release --example determining`.

#![allow(clippy::print_stdout)] // an example prints

use chokepoint_catalogue::Catalogue;
use chokepoint_licensing::{Item, Readings, Transaction};
use chokepoint_model::{Country, Date};
use chokepoint_rules::{Layer, Rules};
use std::{hint::black_box, time::Instant};

const ROUNDS: usize = 100;

fn main() {
    let readings = Readings::on(Rules::built_in(), Date::constant(2026, 11, 24), Layer::Enforced);
    let items: Vec<Item> = Catalogue::built_in().0.accelerators().iter().map(Item::of).collect();
    let transactions: Vec<Transaction> =
        items.iter().map(|item| Transaction::new(item.clone(), Country::from_code("CN"))).collect();
    let time = |what: &str, work: &dyn Fn(usize)| {
        let began = Instant::now();
        for _ in 0..ROUNDS {
            (0..items.len()).for_each(work);
        }
        let each = began.elapsed().as_secs_f64() * 1e6 / (ROUNDS * items.len()) as f64;
        println!("{what:<40} {each:>7.1} us");
    };
    time("one classification", &|at| {
        black_box(readings.came.classify(&items[at]));
    });
    time("one determination", &|at| {
        black_box(readings.came.determine(&transactions[at]));
    });
    time("both, while something is expected", &|at| {
        black_box(readings.determine(&transactions[at]));
    });
}
