//! Licensing: the law of a day compiled, one classification, one determination, and a file of many products.

use super::{Plan, measure};
use anyhow::Result;
use chokepoint_catalogue::Catalogue;
use chokepoint_engine::licensing::{Controls, Defaults, determine_file};
use chokepoint_licensing::{Item, Readings, Transaction};
use chokepoint_model::{Country, Date};
use chokepoint_render::licensing::Lines;
use chokepoint_rules::{Layer, Rules};
use chokepoint_sources::parties::rows;
use std::{
    hint::black_box,
    io::{Cursor, Read, Write},
};

/// Rounds over the whole catalogue.
const ROUNDS: usize = 20;
/// Products of the file, and of the large one.
const PRODUCTS: [usize; 2] = [200_000, 1_000_000];

pub fn run(plan: Plan, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Licensing")?;
    let rules = Rules::built_in();
    let day = Date::constant(2026, 11, 24);
    let (readings, took) = measure::once(|| Readings::on(rules, day, Layer::Enforced));
    writeln!(out, "law of one day compiled, both ways while in doubt: {:.0} us", took.as_secs_f64() * 1e6)?;

    let catalogue = &Catalogue::built_in().0;
    let items: Vec<Item> = catalogue.accelerators().iter().map(Item::of).collect();
    let items: Vec<&Item> = std::iter::repeat_n(&items, ROUNDS).flatten().collect();
    let timed = measure::each(&items, |item| {
        black_box(readings.came.classify(item));
    });
    writeln!(
        out,
        "one classification       p50 {:>6.1} us   p99 {:>6.1} us   ({} chips)",
        timed.percentile(0.5),
        timed.percentile(0.99),
        items.len()
    )?;
    let transactions: Vec<Transaction> = items
        .iter()
        .map(|item| {
            let mut transaction = Transaction::new((*item).clone(), Country::from_code("CN"));
            transaction.parties[0].headquarters = Country::from_code("CN");
            transaction
        })
        .collect();
    let one = measure::each(&transactions, |transaction| {
        black_box(readings.came.determine(transaction));
    });
    let both = measure::each(&transactions, |transaction| {
        black_box(readings.determine(transaction));
    });
    for (what, timed) in [("one determination", one), ("both while in doubt", both)] {
        writeln!(
            out,
            "{what:<24} p50 {:>6.1} us   p99 {:>6.1} us   (want 20 us)",
            timed.percentile(0.5),
            timed.percentile(0.99)
        )?;
    }
    file(rules, day, PRODUCTS[usize::from(plan.large)], out)
}

/// A file of products that is made as it is read, so that the memory measured is that of the work alone.
fn made(number: usize) -> Box<dyn Read + Send> {
    let headings =
        "name,fp16,fp8,die_area_mm2,non_planar,memory_bandwidth_gbs,link_bandwidth_gbs,data_centre\n";
    let line = |at: usize| {
        let rate = 50 + at % 950;
        format!("Made up {at},{rate},{},{},yes,{},{rate},yes\n", 2 * rate, 300 + at % 500, 4 * rate)
    };
    Box::new(Made {
        lines: std::iter::once(headings.to_owned()).chain((0..number).map(line)),
        rest: Cursor::default(),
    })
}

/// Text made line by line.
struct Made<L> {
    lines: L,
    rest: Cursor<Vec<u8>>,
}

impl<L: Iterator<Item = String>> Read for Made<L> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.rest.position() == self.rest.get_ref().len() as u64 {
            self.rest = Cursor::new(self.lines.next().unwrap_or_default().into_bytes());
        }
        self.rest.read(buffer)
    }
}

/// A file of products that are each described by their figures, to one destination, as CSV in and out.
fn file(rules: &Rules, day: Date, products: usize, out: &mut dyn Write) -> Result<()> {
    let controls = Controls::on(rules, day);
    let destination = Country::from_code("CN");
    let defaults = Defaults { destination, ..Defaults::default() };
    let rows = rows::from_reader(made(products), "products")?;
    let headings = rows.headings.clone();
    measure::forget_peak();
    let mut bytes = 0;
    let (done, took) = measure::once(|| {
        determine_file(
            &controls,
            None,
            rows,
            &defaults,
            |result| Lines::Csv.line(&controls, result, headings.as_deref()),
            |line: Vec<u8>| {
                bytes += line.len();
                Ok(())
            },
            |_| {},
        )
    });
    let (tally, _) = done?;
    let second = tally.rows as f64 / took.as_secs_f64();
    writeln!(
        out,
        "a file of products, all cores: {} rows in {:.1} s, {second:.0} a second; a million in {:.0} s (want 60 on two cores); {} MB out",
        tally.rows,
        took.as_secs_f64(),
        1e6 / second,
        bytes / 1_000_000
    )?;
    if let Some(peak) = measure::peak_megabytes() {
        writeln!(out, "peak memory {peak:.0} MB")?;
    }
    Ok(())
}
