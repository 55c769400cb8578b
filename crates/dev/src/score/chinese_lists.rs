//! Chinese names screened against the full US list together with the English names of the labelled pairs: whether the
//! name that is meant is retrieved and ranked first, not only whether it would score well if it were.

use super::{THRESHOLD, absent, counts::percent, halves::half};
use anyhow::Result;
use chokepoint_engine::{Engine, import::ImportOptions};
use chokepoint_model::{Date, Schema};
use chokepoint_screening::{
    index,
    names::{PreparedName, score_of},
    screener::meet_names,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::Write,
    path::Path,
};

/// Counts of one half: names asked, found first, among five, and as a match; another entity as a match.
#[derive(Default, Clone, Copy)]
struct Found {
    asked: u32,
    first: u32,
    in_five: u32,
    matched: u32,
    scored: u32,
    /// Another entity is a match; one that bears none of the names of the body asked for.
    other: u32,
    stranger: u32,
}

/// Which names the pairs give to one body: those of one id, and of ids that share a name.
#[derive(Default)]
struct Bodies<'a> {
    numbers: BTreeMap<&'a str, usize>,
    /// The number that each was found to be one with; its own for the first.
    parents: Vec<usize>,
}

impl<'a> Bodies<'a> {
    fn new(pairs: &'a [BTreeMap<String, String>]) -> Self {
        let mut bodies = Self::default();
        for row in pairs {
            let [id, query, candidate] = ["id", "query", "candidate"].map(|column| bodies.add(&row[column]));
            for name in [query, candidate] {
                let (name, id) = (bodies.first(name), bodies.first(id));
                bodies.parents[name] = id;
            }
        }
        bodies
    }

    fn add(&mut self, text: &'a str) -> usize {
        let next = self.parents.len();
        let number = *self.numbers.entry(text).or_insert(next);
        if number == next {
            self.parents.push(next);
        }
        number
    }

    fn first(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }

    fn are_one(&self, name: &str, other: &str) -> bool {
        let first = |name: &str| self.numbers.get(name).map(|number| self.first(*number));
        first(name).is_some_and(|body| first(other) == Some(body))
    }
}

/// A listed entity that a name met, and by which of its names it did so best.
struct Met {
    of: u32,
    name: u32,
    evidence: f32,
    is_meant: bool,
}

/// `pairs` are labelled pairs that are one entity; `is_counted` says which kinds are; `misses` asks for those that would
/// match but are not among five.
pub(super) fn run(
    list: &Path,
    pairs: &[BTreeMap<String, String>],
    is_counted: impl Fn(&str) -> bool,
    misses: bool,
    out: &mut dyn Write,
) -> Result<()> {
    writeln!(out, "\n## Chinese names screened against the full US list and the English names of the pairs")?;
    if absent(list, out)? {
        return Ok(());
    }
    let is_english = |row: &BTreeMap<String, String>| row["candidate"].is_ascii();
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in pairs.iter().filter(|row| is_english(row)) {
        names.entry(&row["id"]).or_default().insert(&row["candidate"]);
    }
    let mut lines = String::new();
    for (id, names) in &names {
        let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        writeln!(
            lines,
            r#"{{"id":"pair-{id}","schema":"Organization","properties":{{"name":[{}]}}}}"#,
            quoted.join(",")
        )?;
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("pairs.ftm.json");
    fs::write(&file, lines)?;
    let engine = Engine::open(&folder.path().join("lists"))?;
    let day = Date::constant(2026, 11, 24);
    engine.import(&[list.to_owned()], &ImportOptions::default(), day)?;
    let ftm = ImportOptions { source: Some("ftm".to_owned()), ..ImportOptions::default() };
    engine.import(&[file], &ftm, day)?;
    let lists = engine.lists(day)?;
    let snapshot = &lists.snapshot;

    let bodies = Bodies::new(pairs);
    let mut halves = [Found::default(); 2];
    let mut scratch = index::Scratch::default();
    for row in pairs.iter().filter(|row| is_english(row) && is_counted(&row["kind"])) {
        let name = PreparedName::new(&row["query"], Schema::LegalEntity);
        let mut best: Vec<Met> = Vec::new();
        meet_names(snapshot, &name, &mut scratch, |met, evidence| {
            let (of, is_meant) = (snapshot.entity_of(met), snapshot.name(met).text() == row["candidate"]);
            match best.iter_mut().find(|held| held.of == of) {
                Some(held) => {
                    held.is_meant |= is_meant;
                    if evidence > held.evidence {
                        (held.evidence, held.name) = (evidence, met);
                    }
                }
                None => best.push(Met { of, name: met, evidence, is_meant }),
            }
        });
        best.sort_by(|a, b| b.evidence.total_cmp(&a.evidence).then(a.of.cmp(&b.of)));
        let place = best.iter().position(|met| met.is_meant);
        let found = &mut halves[half(&row["id"])];
        found.asked += 1;
        found.first += u32::from(place == Some(0));
        found.in_five += u32::from(place.is_some_and(|place| place < 5));
        found.matched += u32::from(place.is_some_and(|place| score_of(best[place].evidence) >= THRESHOLD));
        let scored = super::score(&row["query"], &row["candidate"], "LegalEntity");
        found.scored += u32::from(scored >= THRESHOLD);
        // The misses of the other half are left unread, so that it can judge.
        if misses && half(&row["id"]) == 0 && scored >= THRESHOLD && place.is_none_or(|place| place >= 5) {
            let place = place.map_or("none".to_owned(), |place| (place + 1).to_string());
            writeln!(out, "not in five\t{place}\t{}\t{}", row["query"], row["candidate"])?;
        }
        let is_other = |met: &&Met| !met.is_meant && score_of(met.evidence) >= THRESHOLD;
        found.other += u32::from(best.iter().any(|met| is_other(&met)));
        let bears_its_name = |of: u32| {
            snapshot.entity(of).is_some_and(|entity| {
                entity.party.names.iter().any(|name| bodies.are_one(&row["query"], &name.text))
            })
        };
        let stranger = best.iter().filter(is_other).find(|met| !bears_its_name(met.of));
        found.stranger += u32::from(stranger.is_some());
        if misses
            && half(&row["id"]) == 0
            && let Some(met) = stranger
        {
            let (score, name) = (score_of(met.evidence), snapshot.name(met.name));
            writeln!(out, "another\t{score:.2}\t{}\t{}\t{}", row["query"], name.text(), row["candidate"])?;
        }
    }
    writeln!(out, "names on the lists: {}", snapshot.names())?;
    writeln!(
        out,
        "{:<8}{:>7}{:>9}{:>10}{:>18}{:>15}{:>25}{:>23}",
        "half",
        "asked",
        "first",
        "in five",
        "in five, a match",
        "match as pair",
        "another entity at 0.7",
        "of no name it bears"
    )?;
    for (half, found) in halves.iter().enumerate() {
        let share = |part: u32| percent(part, found.asked);
        writeln!(
            out,
            "{half:<8}{:>7}{:>9}{:>10}{:>18}{:>15}{:>25}{:>23}",
            found.asked,
            share(found.first),
            share(found.in_five),
            share(found.matched),
            share(found.scored),
            share(found.other),
            share(found.stranger)
        )?;
    }
    writeln!(
        out,
        "(the lists name many of these entities twice; the last column leaves out those that bear a name the pairs give the body)"
    )?;
    Ok(())
}
