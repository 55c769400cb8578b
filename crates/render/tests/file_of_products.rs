//! A file of many products: every row in its order, the same on any number of threads.

use chokepoint_engine::licensing::{Controls, Defaults, determine_file};
use chokepoint_model::{Country, Date};
use chokepoint_render::licensing::Lines;
use chokepoint_rules::Rules;
use chokepoint_sources::parties::rows;

const PRODUCTS: usize = 10_000;

fn answered(text: &str, threads: usize) -> String {
    let controls = Controls::on(Rules::built_in(), Date::constant(2026, 11, 24));
    let defaults = Defaults { destination: Country::from_code("CN"), ..Defaults::default() };
    let rows = rows::from_reader(Box::new(std::io::Cursor::new(text.to_owned())), "products").expect("rows");
    let headings = rows.headings.clone();
    let mut lines = Vec::new();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let done = pool.install(|| {
        determine_file(
            &controls,
            None,
            rows,
            &defaults,
            |result| Lines::Csv.line(&controls, result, headings.as_deref()),
            |line: Vec<u8>| {
                lines.extend(line);
                Ok(())
            },
            |_| {},
        )
    });
    let (tally, issues) = done.expect("answered");
    assert_eq!((tally.rows, issues.len()), (PRODUCTS as u64, 0));
    String::from_utf8(lines).expect("text")
}

#[test]
fn every_row_is_answered_in_its_order_on_any_number_of_threads() {
    let mut text = String::from("sku,name,fp16,die_area_mm2,non_planar,data_centre\n");
    for number in 0..PRODUCTS {
        text += &match number % 3 {
            0 => format!("{number},H100,,,,\n"),
            1 => format!("{number},made up,{},{},yes,yes\n", 50 + number % 500, 300 + number % 400),
            _ => format!("{number},made up too,{},,,yes\n", 50 + number % 500),
        };
    }
    let one = answered(&text, 1);
    assert_eq!(one.lines().count(), PRODUCTS);
    assert!(one.lines().enumerate().all(|(at, line)| line.starts_with(&format!("{},{at},", at + 1))));
    assert_eq!(one, answered(&text, 4));
}
