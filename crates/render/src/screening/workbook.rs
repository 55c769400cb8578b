//! A workbook for a reviewer: summary, hits, near misses, parties without a hit, what was covered, what could not be read.

use super::{
    Form,
    columns::{self, PassedColumns},
};
use crate::{
    run::Run,
    workbook::{Book, Cell, Column, SheetId, Summary, Tone, issues, lists_of},
};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Hit, Screened, Standing, Turn},
};
use chokepoint_model::{Listing, counted};
use chokepoint_sources::lists;
use std::path::Path;

/// What a reviewer decides of a hit.
const DECISIONS: [&str; 3] = ["true match", "false match", "undecided"];
/// The columns of a party.
const PARTY: [(&str, u32); 4] = [("Row", 7), ("Name", 30), ("Kind", 12), ("Country", 9)];
/// The columns of a hit, before the reviewer's own.
const HIT: [(&str, u32); 7] = [
    ("Verdict", 11),
    ("Score", 7),
    ("Listed party", 30),
    ("Listed as", 26),
    ("List", 26),
    ("Listed since", 12),
    ("Why", 60),
];
/// Those behind them.
const LAW: [(&str, u32); 5] = [
    ("Licence requirement", 30),
    ("Review policy", 26),
    ("Citation", 24),
    ("Listed countries", 12),
    ("Entry", 16),
];

pub(super) struct Sheets {
    book: Book,
    run: Run,
    opened: Option<Opened>,
    /// Parties with a match, with near misses only, whose hits are gone, without any.
    counts: [u64; 4],
}

/// The sheets of parties, which are opened when the first party says which columns its file has.
struct Opened {
    passed: PassedColumns,
    rescreened: bool,
    hits: SheetId,
    near: SheetId,
    gone: Option<SheetId>,
    clean: SheetId,
}

impl Opened {
    fn new(book: &mut Book, passed: PassedColumns, rescreened: bool) -> Result<Self, EngineError> {
        let own = passed.own_headings();
        let told = |columns: &[(&'static str, u32)]| -> Vec<Column> {
            columns.iter().map(|(name, width)| Column::new(*name, *width)).collect()
        };
        let mut of_hits = told(&PARTY);
        of_hits.extend(told(&HIT));
        of_hits.extend(Column::review(&DECISIONS));
        of_hits.extend(told(&LAW));
        let own: Vec<Column> = own.into_iter().map(|name| Column::new(name, 16)).collect();
        of_hits.extend(own.iter().cloned());
        let mut of_clean = told(&PARTY);
        of_clean.extend(told(&HIT[..1]));
        of_clean.extend(own);
        let hits = book.sheet("Hits", of_hits.clone())?;
        let near = book.sheet("Near misses", of_hits.clone())?;
        let gone = rescreened.then(|| book.sheet("Gone", of_hits)).transpose()?;
        // "No hit" would say more of a re-screening than was asked.
        let clean = book.sheet(if rescreened { "No change" } else { "No hit" }, of_clean)?;
        Ok(Self { passed, rescreened, hits, near, gone, clean })
    }
}

impl Sheets {
    pub(super) fn new(path: &Path, run: &Run) -> Result<Self, EngineError> {
        Ok(Self { book: Book::new(path)?, run: run.clone(), opened: None, counts: [0; 4] })
    }

    fn row(&mut self, opened: &Opened, screened: &Screened, hit: Option<&Hit>) -> Result<(), EngineError> {
        let [_, name, kind, countries] = columns::party(screened);
        let mut cells =
            vec![Cell::Number(screened.row), Cell::text(name), Cell::text(kind), Cell::text(countries)];
        cells.push(Cell::Verdict(columns::tone(hit), columns::verdict(screened, hit).into()));
        if let Some(hit) = hit {
            cells.extend(of_hit(hit));
        }
        cells.extend(opened.passed.cells(screened).into_iter().map(Cell::text));
        let to = match hit {
            None => opened.clean,
            Some(hit) => match (hit.turn, hit.matched) {
                (Some(Turn::Gone), _) => opened.gone.unwrap_or(opened.near),
                (_, true) => opened.hits,
                (_, false) => opened.near,
            },
        };
        self.book.row(to, &cells)
    }
}

/// The cells of a hit, those of a reviewer left out.
fn of_hit(hit: &Hit) -> Vec<Cell<'_>> {
    let all = |value: &dyn Fn(&Listing) -> String| -> String {
        let mut values: Vec<String> =
            hit.listings.iter().map(value).filter(|text| !text.is_empty()).collect();
        values.dedup();
        values.join("\n")
    };
    let title = |listing: &Listing| {
        lists::list(&listing.list).map_or_else(|| listing.list.clone(), |meaning| meaning.title.clone())
    };
    let url = hit.listings.iter().map(|listing| listing.url.as_str()).find(|url| !url.is_empty());
    let countries: Vec<&str> = hit.countries.iter().map(|country| country.as_str()).collect();
    vec![
        Cell::Score(f64::from(hit.score)),
        Cell::Link { text: hit.caption.as_str().into(), url: url.unwrap_or_default() },
        Cell::text(hit.met.as_str()),
        Cell::text(all(&title)),
        Cell::text(all(&|listing| listing.period.from.map_or_else(String::new, |day| day.to_string()))),
        Cell::text(columns::reasons(hit, "\n")),
        Cell::text(all(&|listing| {
            listing.requirement.as_ref().map_or_else(String::new, |it| it.text.clone())
        })),
        Cell::text(all(&|listing| listing.review.as_ref().map_or_else(String::new, |it| it.text.clone()))),
        Cell::text(all(&chokepoint_wire::screening::citations)),
        Cell::text(countries.join(", ")),
        Cell::text(hit.id.as_str()),
    ]
}

impl Form for Sheets {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        let opened = match self.opened.take() {
            Some(opened) => opened,
            None => Opened::new(&mut self.book, PassedColumns::new(screened), screened.rescreened)?,
        };
        self.counts[match screened.standing() {
            Standing::Match => 0,
            Standing::NearMiss => 1,
            Standing::Gone => 2,
            Standing::Nothing => 3,
        }] += 1;
        for hit in &screened.hits {
            self.row(&opened, screened, Some(hit))?;
        }
        if screened.hits.is_empty() {
            self.row(&opened, screened, None)?;
        }
        self.opened = Some(opened);
        Ok(())
    }

    fn finish(mut self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        let opened = match self.opened.take() {
            Some(opened) => opened,
            None => Opened::new(&mut self.book, PassedColumns::default(), false)?,
        };
        covered(&mut self.book, coverage)?;
        issues(&mut self.book, &coverage.issues)?;
        let [matched, near, gone, clean] = self.counts;
        let words = if opened.rescreened {
            ["new or changed match", "new or changed near miss", "hits that are gone", "no change"]
        } else {
            ["match", "near miss", "", "no hit"]
        };
        let tones = [Tone::Alarm, Tone::Caution, Tone::Past, Tone::Quiet];
        let counts = words.into_iter().zip(tones).zip([matched, near, gone, clean]);
        let counts = counts
            .filter(|((word, _), _)| !word.is_empty())
            .map(|((word, tone), count)| (tone, format!("Parties: {word}"), count));
        let title = match self.run.input_names() {
            names if names.is_empty() => "Screening".to_owned(),
            names => format!("Screening of {names}"),
        };
        let summary = Summary {
            title: &title,
            counts: counts.collect(),
            facts: vec![
                ("Day asked about", coverage.as_of.to_string()),
                ("Parties screened", coverage.parties.to_string()),
                ("A match from", format!("{:.2}; below it a hit is a near miss", coverage.threshold)),
                ("Lists", lists_of(&coverage.lists)),
                ("Releases", releases(coverage).join("\n")),
                ("What was read", coverage.read.lines().join("\n")),
                ("What was not covered", coverage.notes.join("\n")),
                ("What could not be read", lost(coverage)),
            ],
        };
        self.book.finish(&summary, &self.run)
    }
}

fn releases(coverage: &Coverage) -> Vec<String> {
    coverage.releases.iter().map(|it| format!("{} of {} ({it})", it.source, it.published)).collect()
}

fn lost(coverage: &Coverage) -> String {
    match coverage.issues.len() as u64 {
        0 => "nothing: every row was read".to_owned(),
        count => format!("{}: see the sheet Issues", counted(count, "issue", "issues")),
    }
}

fn covered(book: &mut Book, coverage: &Coverage) -> Result<(), EngineError> {
    let columns =
        vec![Column::new("What", 44), Column::new("How much", 24), Column::new("What it means", 100)];
    let sheet = book.sheet("Coverage", columns)?;
    for list in &coverage.lists {
        let listings = format!("{} in effect", counted(list.listings, "listing", "listings"));
        book.row(sheet, &[Cell::text(&list.title), Cell::text(listings), Cell::text(&list.effect)])?;
    }
    for line in coverage.read.lines() {
        book.row(sheet, &[Cell::text("Input"), Cell::text(""), Cell::text(line)])?;
    }
    for release in releases(coverage) {
        book.row(sheet, &[Cell::text("Release"), Cell::text(""), Cell::text(release)])?;
    }
    for note in &coverage.notes {
        book.row(sheet, &[Cell::text("Note"), Cell::text(""), Cell::text(note)])?;
    }
    Ok(())
}
