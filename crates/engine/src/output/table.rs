//! For reading on a terminal: each hit with its reasons under it, then what was covered.

use super::{Destination, Form, destination::refused};
use crate::{
    EngineError,
    answer::{Coverage, Hit, Screened},
};
use std::{fmt::Write as _, io::Write as _};

pub(super) struct Table {
    out: Destination,
    matched: u64,
    near: u64,
}

impl Table {
    pub(super) fn new(out: Destination) -> Self {
        Self { out, matched: 0, near: 0 }
    }
}

impl Form for Table {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        match screened.hits.first() {
            Some(hit) if hit.matched => self.matched += 1,
            Some(_) => self.near += 1,
            None => {}
        }
        self.out.write_all(party(screened).as_bytes()).map_err(refused)
    }

    fn finish(mut self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        let clean = coverage.parties.saturating_sub(self.matched + self.near);
        let mut text = format!(
            "{} parties: {} with a match, {} with near misses only, {clean} without a hit\n\n",
            coverage.parties, self.matched, self.near
        );
        for line in coverage_lines(coverage) {
            text.push_str(&line);
            text.push('\n');
        }
        self.out.write_all(text.as_bytes()).map_err(refused)?;
        self.out.close()
    }
}

fn party(screened: &Screened) -> String {
    let mut text = format!("{:>4}  {}", screened.row, screened.party.caption());
    for country in &screened.party.countries {
        let _ = write!(text, "  {country}");
    }
    if screened.hits.is_empty() {
        text.push_str("  -  no hit\n");
        return text;
    }
    text.push('\n');
    for hit in &screened.hits {
        write_hit(&mut text, hit);
    }
    text.push('\n');
    text
}

fn write_hit(text: &mut String, hit: &Hit) {
    let verdict = super::columns::verdict(Some(hit));
    let _ = write!(text, "      {:.2}  {verdict}: {}", hit.score, hit.caption);
    for country in &hit.countries {
        let _ = write!(text, " {country}");
    }
    text.push('\n');
    for listing in &hit.listings {
        let _ = write!(text, "      │  {}", listing.list);
        if let Some(since) = listing.period.from {
            let _ = write!(text, " since {since}");
        }
        if let Some(until) = listing.period.until {
            let _ = write!(text, " until {until}");
        }
        let citations = super::columns::citations(listing);
        if !citations.is_empty() {
            let _ = write!(text, ", {citations}");
        }
        if let Some(requirement) = &listing.requirement {
            let _ = write!(text, "; {}", shortened(&requirement.text));
        }
        text.push('\n');
    }
    let reasons = &hit.explanation.reasons;
    for (at, reason) in reasons.iter().enumerate() {
        let branch = if at + 1 == reasons.len() { "└─" } else { "├─" };
        let _ = writeln!(text, "      {branch} {:<10} {:+5.1}  {}", reason.feature.as_str(), reason.weight, reason.words);
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 70;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What was covered, line by line.
pub(super) fn coverage_lines(coverage: &Coverage) -> Vec<String> {
    let mut lines = vec![format!("covered on {} at the threshold {:.2}:", coverage.as_of, coverage.threshold)];
    let width = coverage.lists.iter().map(|list| list.list.len()).max().unwrap_or(0);
    for list in &coverage.lists {
        lines.push(format!("  {:<width$}  {:>6} listings  {}", list.list, list.listings, list.title));
    }
    for release in &coverage.releases {
        lines.push(format!("  from {release}"));
    }
    for note in &coverage.notes {
        lines.push(format!("  note: {note}"));
    }
    if !coverage.issues.is_empty() {
        lines.push(format!("  {} issues in the input", coverage.issues.len()));
    }
    lines
}
