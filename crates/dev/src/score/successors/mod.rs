//! Companies that carry on listed ones, found in made-up worlds: queue, first ten, calibration, lead time, by evasion.
//!
//! Everything is asked as of a day, of what was known on that day: every half year for the listings of the five years
//! before, which gives the answer about a year after each listing and the time until a successor is seen, and once at
//! the end of the world for all listings.

mod calibration;
mod figures;
mod finders;

use anyhow::{Context, Result, bail};
use calibration::Calibration;
use chokepoint_model::{Date, Party, Registry};
use chokepoint_testkit::world::{END, Persons, Plan, Truth, World};
use figures::{Answer, Asked, MOMENTS};
use std::{io::Write, time::Instant};

/// Seeds that are measured when none is given.
const SEEDS: [u64; 2] = [101, 102];
/// Companies of a world.
const COMPANIES: usize = 100_000;
/// So many candidates are asked for each listed party.
const MOST: usize = 50;
/// A listing is asked about at every half year for so many years.
const YEARS: i16 = 5;

/// What is known on a day.
struct View<'a> {
    as_of: Date,
    registry: &'a Registry,
    /// The list: an id on it, the party as printed, the day.
    list: &'a [(String, Party, Date)],
    /// Places in `list` of those that are asked about.
    asked: Vec<usize>,
}

/// A company that may carry on a listed one.
struct Candidate {
    company: String,
    score: f64,
    probability: f64,
    /// Families of evidence that speak for it.
    families: usize,
    is_alert: bool,
}

/// What is said of one listed party: the records of the registry that are it, and the candidates, likeliest first.
#[derive(Default)]
struct Found {
    same: Vec<String>,
    candidates: Vec<Candidate>,
}

/// Finds successors: one answer for each listed party asked about, in that order.
type Finder = fn(&View<'_>) -> Vec<Found>;

/// Measures; `arguments` are `--seed N` (more than one is measured together as well), `--companies N`, `--names` (persons
/// known by their names alone).
///
/// # Errors
/// When an argument is not one of these, or the figures cannot be printed.
pub fn run(arguments: &[&str], out: &mut dyn Write) -> Result<()> {
    let (mut seeds, mut companies, mut persons) = (Vec::new(), COMPANIES, Persons::Ids);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || -> Result<u64> {
            let text = rest.next().with_context(|| format!("{argument} wants a number"))?;
            text.parse().with_context(|| format!("{text} is not a number"))
        };
        match *argument {
            "--seed" => seeds.push(number()?),
            "--companies" => companies = number()? as usize,
            "--names" => persons = Persons::Names,
            other => bail!("{other}: say --seed N, --companies N or --names"),
        }
    }
    if seeds.is_empty() {
        seeds.extend(SEEDS);
    }
    let mut pooled: [Calibration; 2] = Default::default();
    for seed in &seeds {
        let moments = measure(Plan { persons, ..Plan::new(*seed, companies) }, out)?;
        pooled.iter_mut().zip(moments).for_each(|(all, one)| all.add(one));
    }
    if seeds.len() > 1 {
        // One world has few candidates that are said to be likely: together they tell more than chance does.
        for (title, all) in MOMENTS.into_iter().zip(pooled) {
            writeln!(out, "\n# {}, {} worlds together, {title}", FINDERS[0].0, seeds.len())?;
            all.print(out)?;
        }
    }
    Ok(())
}

/// The detector first, then what it is laid beside.
const FINDERS: [(&str, Finder); 2] = [
    ("detector successor_of_listed", finders::by_detector),
    ("names alone, as screening compares them", finders::by_name),
];

/// Measures one world, and gives the calibration of the detector at each of the [`MOMENTS`].
fn measure(plan: Plan, out: &mut dyn Write) -> Result<[Calibration; 2]> {
    let start = Instant::now();
    let world = World::new(plan);
    let seconds = start.elapsed().as_secs_f64();
    let Plan { seed, companies, persons } = plan;
    writeln!(
        out,
        "\n# World of {companies} companies, seed {seed}, persons by {persons:?} (made in {seconds:.1} s)"
    )?;
    let truth = world.truth();
    let mut asked: Vec<Vec<Asked>> = FINDERS.iter().map(|_| Vec::new()).collect();
    for as_of in days(&truth) {
        let (registry, list) = (world.registry(as_of), world.list_of(as_of));
        let young = |day: Date| as_of == END || day.year() + YEARS >= as_of.year();
        let view = View {
            as_of,
            registry: &registry,
            list: &list,
            asked: (0..list.len()).filter(|at| young(list[*at].2)).collect(),
        };
        for ((_, finder), asked) in FINDERS.iter().zip(&mut asked) {
            asked.push(Asked::of(&view, finder(&view)));
        }
    }
    let mut of_detector = None;
    for ((name, _), asked) in FINDERS.iter().zip(&asked) {
        let moments = Answer::of(&truth, asked).print(name, out)?;
        of_detector.get_or_insert(moments);
    }
    Ok(of_detector.unwrap_or_default())
}

/// Every half year from the first listing, and the end.
fn days(truth: &Truth) -> Vec<Date> {
    let first = truth.listed.values().min().map_or(2026, |day| day.year());
    let halves =
        (first..=END.year()).flat_map(|year| [1, 7].map(|month| Date::new(year, month, 1).unwrap_or(END)));
    let mut days: Vec<Date> = halves.filter(|day| *day < END).collect();
    days.push(END);
    days
}
