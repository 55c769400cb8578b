//! For reading on a terminal: each hit with its law and its reasons under it, then what was covered.

use super::Form;
use crate::destination::{Destination, refused};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Hit, Screened, Standing},
};
use chokepoint_model::{Country, Reason, counted};
use chokepoint_sources::lists;
use std::{fmt::Write as _, io::Write as _};

/// Where a hit begins; its law and reasons stand under it.
const INDENT: &str = "      ";
/// Signs of one line's text; longer texts are in the JSON whole.
const LONGEST: usize = 90;

pub(super) struct Table {
    out: Destination,
    matched: u64,
    near: u64,
    gone: u64,
    rescreened: bool,
    /// Whether the last party had hits, and so ended with an empty line.
    spaced: bool,
}

impl Table {
    pub(super) fn new(out: Destination) -> Self {
        Self { out, matched: 0, near: 0, gone: 0, rescreened: false, spaced: true }
    }
}

impl Form for Table {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        self.rescreened |= screened.rescreened;
        match screened.standing() {
            Standing::Match => self.matched += 1,
            Standing::NearMiss => self.near += 1,
            Standing::Gone => self.gone += 1,
            Standing::Nothing => {}
        }
        let mut text = String::new();
        let has_hits = !screened.hits.is_empty();
        if has_hits && !self.spaced {
            text.push('\n');
        }
        write_party(&mut text, screened);
        self.spaced = has_hits;
        self.out.write_all(text.as_bytes()).map_err(refused)
    }

    fn finish(mut self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        let told = self.matched + self.near + self.gone;
        let clean = coverage.parties.saturating_sub(told);
        let mut text = if self.spaced { String::new() } else { "\n".to_owned() };
        let _ = write!(text, "{}: ", counted(coverage.parties, "party", "parties"));
        let _ = if self.rescreened {
            writeln!(
                text,
                "{} with a new or changed match, {} with new or changed near misses only, {} whose hits are gone, {clean} without a change",
                self.matched, self.near, self.gone
            )
        } else {
            writeln!(
                text,
                "{} with a match, {} with near misses only, {clean} without a hit",
                self.matched, self.near
            )
        };
        if told > 0 {
            text.push_str(
                "a weight above 0 speaks for the match, below 0 against it; they add up to the score\n",
            );
        }
        text.push('\n');
        for line in coverage_lines(coverage) {
            text.push_str(&line);
            text.push('\n');
        }
        self.out.write_all(text.as_bytes()).map_err(refused)?;
        self.out.close()
    }
}

fn write_party(text: &mut String, screened: &Screened) {
    let _ = write!(text, "{:>4}  ", screened.row);
    // The first column passed through is the user's own number for the party.
    if let Some((_, own)) = screened.passed.first().filter(|(_, own)| !own.is_empty()) {
        let _ = write!(text, "{}  ", shortened(own, 20));
    }
    text.push_str(&shortened(screened.party.caption(), LONGEST));
    write_countries(text, &screened.party.countries);
    if screened.hits.is_empty() {
        let _ = writeln!(text, "  {}", super::columns::verdict(screened, None));
        return;
    }
    text.push('\n');
    for (at, hit) in screened.hits.iter().enumerate() {
        write_hit(text, screened, hit);
        // Reasons of a near miss behind a match would bury the match; the JSON has them.
        if at == 0 || hit.matched {
            write_law(text, hit);
            write_reasons(text, &hit.explanation.reasons);
        }
    }
    text.push('\n');
}

fn write_hit(text: &mut String, screened: &Screened, hit: &Hit) {
    let verdict = super::columns::verdict(screened, Some(hit)).replace("match", "MATCH");
    let _ = write!(text, "{INDENT}{verdict:<9}  {:.2}  {}", hit.score, shortened(&hit.caption, LONGEST));
    write_countries(text, &hit.countries);
    text.push('\n');
    if hit.met != hit.caption && !hit.met.is_empty() {
        let _ = writeln!(text, "{INDENT}│  listed as  {}", shortened(&hit.met, LONGEST));
    }
}

fn write_countries(text: &mut String, countries: &[Country]) {
    const SHOWN: usize = 4;
    if countries.is_empty() {
        return;
    }
    let shown: Vec<&str> = countries.iter().take(SHOWN).map(Country::as_str).collect();
    let more = if countries.len() > SHOWN { " …" } else { "" };
    let _ = write!(text, "  [{}{more}]", shown.join(" "));
}

fn write_law(text: &mut String, hit: &Hit) {
    for listing in &hit.listings {
        let title = lists::list(&listing.list).map_or(listing.list.as_str(), |meaning| &meaning.title);
        let _ = write!(text, "{INDENT}│  {title}");
        if let Some(since) = listing.period.from {
            let _ = write!(text, " since {since}");
        }
        if let Some(until) = listing.period.until {
            let _ = write!(text, " until {until}");
        }
        let citations = chokepoint_wire::screening::citations(listing);
        if !citations.is_empty() {
            let _ = write!(text, ", {}", shortened(&citations, LONGEST));
        }
        text.push('\n');
        let terms: Vec<String> = listing.terms().iter().map(|term| shortened(term, LONGEST)).collect();
        if !terms.is_empty() {
            let _ = writeln!(text, "{INDENT}│  {}", terms.join("; "));
        }
    }
}

/// What spoke for the match first, then what spoke against it.
fn write_reasons(text: &mut String, reasons: &[Reason]) {
    let mut told: Vec<&Reason> = reasons.iter().collect();
    told.sort_by_key(|reason| reason.weight < 0.0);
    for (at, reason) in told.iter().enumerate() {
        let (branch, under) = if at + 1 == told.len() { ("└─", " ") } else { ("├─", "│") };
        let lines = wrapped(&reason.words);
        let first = lines.first().map_or("", String::as_str);
        let _ = writeln!(
            text,
            "{INDENT}{branch} {:<10} {:+5.1}  {first}",
            reason.feature.as_str(),
            reason.weight
        );
        for line in lines.iter().skip(1) {
            let _ = writeln!(text, "{INDENT}{under} {:19}{line}", "");
        }
    }
}

/// The parts of a reason, which semicolons divide, on as few lines as they need.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in words.split("; ") {
        let part = shortened(part, LONGEST);
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() <= LONGEST => {
                line.push_str("; ");
                line.push_str(&part);
            }
            _ => lines.push(part),
        }
    }
    lines
}

fn shortened(text: &str, longest: usize) -> String {
    // A name may hold line breaks; a table may not.
    let line: String = text.chars().take(longest).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(longest).is_some() { format!("{line}…") } else { line }
}

/// What was covered, line by line.
pub(super) fn coverage_lines(coverage: &Coverage) -> Vec<String> {
    let mut lines = vec![format!("covered on {}, a match from {:.2}:", coverage.as_of, coverage.threshold)];
    let width = coverage.lists.iter().map(|list| list.list.len()).max().unwrap_or(0);
    for list in &coverage.lists {
        let word = if list.listings == 1 { "listing " } else { "listings" };
        lines.push(format!("  {:<width$}  {:>6} {word}  {}", list.list, list.listings, list.title));
    }
    // With many lists the law of each would bury the answer; the JSON and the workbook have it.
    if let [list] = &coverage.lists[..]
        && !list.effect.is_empty()
    {
        lines.push(format!("  a hit means: {}", list.effect));
    }
    for release in &coverage.releases {
        lines.push(format!("  read from {release}"));
    }
    for note in &coverage.notes {
        lines.push(format!("  note: {note}"));
    }
    if !coverage.issues.is_empty() {
        let count = counted(coverage.issues.len() as u64, "value", "values");
        lines.push(format!("  {count} of the input could not be read; each is told beside the result"));
    }
    lines
}
