//! Licensing: the law of all days laid out, one classification, one determination, and a file of many products.

use super::measure;
use anyhow::Result;
use chokepoint_catalogue::Catalogue;
use chokepoint_engine::licensing::{Controls, Defaults, Lines, determine_file};
use chokepoint_licensing::{Item, Readings, Transaction};
use chokepoint_model::{Country, Date};
use chokepoint_rules::{Layer, Rules};
use chokepoint_sources::parties::rows;
use std::{hint::black_box, io::Write};

/// Rounds over the whole catalogue.
const ROUNDS: usize = 20;
/// Products of the file.
const PRODUCTS: usize = 200_000;

pub fn run(out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## Licensing")?;
    let (rules, took) = measure::once(Rules::built_in);
    writeln!(out, "rules of all days read: {:.1} ms (want 50 ms)", took.as_secs_f64() * 1e3)?;
    let day = Date::constant(2026, 11, 24);
    let (readings, took) = measure::once(|| Readings::on(rules, day, Layer::Enforced));
    writeln!(out, "law of one day laid out, both ways while in doubt: {:.0} us", took.as_secs_f64() * 1e6)?;

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
    file(rules, day, out)
}

/// A file of products that are each described by their figures, to one destination, as CSV in and out.
fn file(rules: &Rules, day: Date, out: &mut dyn Write) -> Result<()> {
    let controls = Controls::on(rules, day);
    let mut text = String::from(
        "name,fp16,fp8,die_area_mm2,non_planar,memory_bandwidth_gbs,link_bandwidth_gbs,data_centre\n",
    );
    for number in 0..PRODUCTS {
        let rate = 50 + number % 950;
        text += &format!(
            "Made up {number},{rate},{},{},yes,{},{},yes\n",
            2 * rate,
            300 + number % 500,
            4 * rate,
            rate
        );
    }
    let destination = Country::from_code("CN");
    let defaults = Defaults { destination, ..Defaults::default() };
    let rows = rows::from_reader(Box::new(std::io::Cursor::new(text)), "products")?;
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
        writeln!(out, "peak memory {peak:.0} MB, the file itself included")?;
    }
    Ok(())
}
