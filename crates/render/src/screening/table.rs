//! For reading on a terminal: each hit with its law and its reasons under it, then what was covered.

use super::{Form, columns::tone};
use crate::{
    arithmetic::{adding_up, score_words},
    destination::{Destination, refused},
    terminal::{Look, Terminal, marked},
};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Hit, Screened, Standing},
    lists::{NOT_IMPORTED, OWNERS_NOT_LOOKED_UP},
};
use chokepoint_model::{Country, Reason, counted};
use chokepoint_sources::lists;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    io::Write as _,
};

/// Where a hit begins; its law and reasons stand under it.
const INDENT: &str = "      ";
/// Signs of one line's text; longer texts are in the JSON whole.
const LONGEST: usize = 90;

pub(super) struct Table {
    out: Terminal<Destination>,
    /// Whether the coverage is told list by list.
    whole: bool,
    matched: u64,
    near: u64,
    gone: u64,
    rescreened: bool,
    /// Whether the last party had hits, and so ended with an empty line.
    spaced: bool,
}

impl Table {
    pub(super) fn new(out: Destination, look: Look) -> Self {
        let (out, whole) = (Terminal::new(out, look), look.whole);
        Self { out, whole, matched: 0, near: 0, gone: 0, rescreened: false, spaced: true }
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
                "a weight above 0 speaks for the match, below 0 against it; their sum gives the score\n",
            );
        }
        text.push('\n');
        for line in if self.whole { coverage_lines(coverage) } else { coverage_in_short(coverage) } {
            text.push_str(&line);
            text.push('\n');
        }
        self.out.write_all(text.as_bytes()).map_err(refused)?;
        self.out.into_inner().map_err(refused)?.close()
    }
}

fn write_party(text: &mut String, screened: &Screened) {
    let _ = write!(text, "{:>4}  ", screened.row);
    // The first column passed through is the user's own number for the party.
    if let Some((_, own)) = screened.passed.first().filter(|(_, own)| !own.is_empty()) {
        let _ = write!(text, "your reference {}  ", shortened(own, 20));
    }
    text.push_str(&shortened(screened.party.caption(), LONGEST));
    write_countries(text, &screened.party.countries);
    if screened.hits.is_empty() {
        let _ = writeln!(text, "  {}", marked(tone(None), super::columns::verdict(screened, None)));
        return;
    }
    text.push('\n');
    for (at, hit) in screened.hits.iter().enumerate() {
        write_hit(text, screened, hit);
        // Reasons of a near miss behind a match would bury the match; the JSON has them.
        if at == 0 || hit.matched {
            write_law(text, hit);
            write_reasons(text, hit);
        }
    }
    text.push('\n');
}

fn write_hit(text: &mut String, screened: &Screened, hit: &Hit) {
    let verdict = super::columns::verdict(screened, Some(hit)).replace("match", "MATCH");
    let verdict = marked(tone(Some(hit)), &format!("{verdict:<9}"));
    let _ = write!(text, "{INDENT}{verdict}  {:.2}  {}", hit.score, shortened(&hit.caption, LONGEST));
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

/// What spoke for the match first, then what spoke against it, then the sum and how it becomes the score.
fn write_reasons(text: &mut String, hit: &Hit) {
    let mut told: Vec<&Reason> = hit.explanation.reasons.iter().collect();
    told.sort_by_key(|reason| reason.weight < 0.0);
    let weights: Vec<f64> = told.iter().map(|reason| f64::from(reason.weight)).collect();
    for (reason, weight) in told.iter().zip(adding_up(&weights)) {
        let lines = wrapped(&reason.words);
        let first = lines.first().map_or("", String::as_str);
        let _ = writeln!(text, "{INDENT}├─ {:<10} {weight:+6.2}  {first}", reason.feature.as_str());
        for line in lines.iter().skip(1) {
            let _ = writeln!(text, "{INDENT}│  {:19}{line}", "");
        }
    }
    let sum: f64 = weights.iter().sum();
    let _ =
        writeln!(text, "{INDENT}└─ {:<10} {sum:+6.2}  {}", "sum", score_words(sum, hit.explanation.score));
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

/// What was covered, in a line; what was not read is told whole.
fn coverage_in_short(coverage: &Coverage) -> Vec<String> {
    let of = |id: &str| id.split('_').next().unwrap_or_default().to_uppercase();
    let mut held: BTreeMap<String, u64> = BTreeMap::new();
    for list in &coverage.lists {
        *held.entry(of(&list.list)).or_default() += 1;
    }
    let lists: Vec<String> = held
        .iter()
        .map(|(of, count)| format!("{count} {of} {}", if *count == 1 { "list" } else { "lists" }))
        .collect();
    let mut days: Vec<String> =
        coverage.releases.iter().map(|release| release.published.to_string()).collect();
    days.sort();
    days.dedup();
    let day = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!(" of {first} to {last}"),
        (Some(day), _) => format!(" of {day}"),
        _ => String::new(),
    };
    let is_held = |list: &str| coverage.lists.iter().any(|held| held.list == list);
    let missing: BTreeSet<String> = lists::sources()
        .iter()
        .filter(|source| source.lists.iter().any(|list| list.excerpt.is_none()))
        .filter(|source| !source.lists.iter().any(|list| is_held(&list.id)))
        .filter_map(|source| Some((source, of(&source.lists.first()?.id))))
        .map(|(source, of)| if held.contains_key(&of) { source.title.clone() } else { of })
        .collect();
    let mut short = format!("covered on {}: {}{day}", coverage.as_of, lists.join(", "));
    if !missing.is_empty() {
        short += &format!("; not covered: {}", missing.into_iter().collect::<Vec<_>>().join(", "));
    }
    if coverage.notes.iter().any(|note| note == OWNERS_NOT_LOOKED_UP) {
        short += "; owners not looked up";
    }
    short += "; -v tells all";
    let mut lines = vec![short];
    lines.extend(
        coverage
            .notes
            .iter()
            .filter(|note| !note.starts_with(NOT_IMPORTED) && note.as_str() != OWNERS_NOT_LOOKED_UP)
            .map(|note| format!("note: {note}")),
    );
    lines.extend(unread(coverage));
    lines
}

/// What could not be read, with the count of it.
fn unread(coverage: &Coverage) -> Option<String> {
    let count = counted(coverage.issues.len() as u64, "issue", "issues");
    (!coverage.issues.is_empty()).then(|| format!("{count} with the input: each is listed with the result"))
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
    lines.extend(coverage.read.lines().into_iter().map(|line| format!("  {line}")));
    for note in &coverage.notes {
        lines.push(format!("  note: {note}"));
    }
    lines.extend(unread(coverage).map(|line| format!("  {line}")));
    lines
}
