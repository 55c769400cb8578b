//! The first sheet: what came out, what was asked and of what, when, by which program; and the sheets that every workbook ends
//! with.

use super::{Book, Cell, Column, Tone, style::Styles};
use crate::run::Run;
use chokepoint_engine::{EngineError, answer::CoveredList};
use chokepoint_model::{Issue, Severity, counted};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// What the first sheet says.
pub(crate) struct Summary<'a> {
    /// What this is.
    pub(crate) title: &'a str,
    /// How many of each verdict there are.
    pub(crate) counts: Vec<(Tone, String, u64)>,
    /// What was asked and covered, line by line.
    pub(crate) facts: Vec<(&'static str, String)>,
}

pub(super) fn write(
    page: &mut Worksheet,
    summary: &Summary<'_>,
    run: &Run,
    styles: &Styles,
) -> Result<(), XlsxError> {
    page.set_column_width(0, 30)?.set_column_width(1, 110)?;
    page.write_string_with_format(0, 0, summary.title, &styles.title)?;
    page.set_row_height(0, 26)?;
    let mut row = 2;
    for (tone, word, count) in &summary.counts {
        page.write_string_with_format(row, 0, word.as_str(), styles.tone(*tone))?;
        page.write_number_with_format(row, 1, *count as f64, &styles.number)?;
        row += 1;
    }
    row += 1;
    let input = |input: &crate::run::RunInput| {
        let digest = input
            .sha256
            .as_ref()
            .map_or_else(|| "no digest: it is no file".to_owned(), |digest| format!("SHA-256 {digest}"));
        ("Input", format!("{}\n{digest}", input.name))
    };
    let inputs = run.inputs.iter().map(input);
    let made = [("Time of the run", run.at.clone()), ("Program", run.program.clone())];
    let facts = summary.facts.iter().map(|(name, value)| (*name, value.clone()));
    for (name, value) in inputs.chain(made).chain(facts).filter(|(_, value)| !value.is_empty()) {
        page.write_string_with_format(row, 0, name, &styles.label)?;
        let value: String = value.chars().take(32_000).collect();
        let lines = value.lines().map(|line| line.chars().count() / 110 + 1).sum::<usize>();
        page.set_row_height(row, 15.0 * lines.clamp(1, 20) as f64)?;
        page.write_string_with_format(row, 1, value, &styles.text)?;
        row += 1;
    }
    Ok(())
}

/// The lists covered, in one text, a line each.
pub(crate) fn lists_of(lists: &[CoveredList]) -> String {
    let told = lists
        .iter()
        .map(|list| format!("{}: {} in effect", list.title, counted(list.listings, "listing", "listings")));
    let told: Vec<String> = told.collect();
    if told.is_empty() { "none".to_owned() } else { told.join("\n") }
}

/// The sheet of what could not be read.
pub(crate) fn issues(book: &mut Book, issues: &[Issue]) -> Result<(), EngineError> {
    let columns = [("How bad", 22), ("Where", 48), ("What", 70), ("What to do", 60)];
    let sheet =
        book.sheet("Issues", columns.into_iter().map(|(name, width)| Column::new(name, width)).collect())?;
    for issue in issues {
        let (tone, word) = match issue.severity {
            Severity::Error => (Tone::Alarm, "not read"),
            Severity::Warning => (Tone::Caution, "read in part, or odd"),
            Severity::Note => (Tone::Past, "note"),
        };
        book.row(
            sheet,
            &[
                Cell::Verdict(tone, word.into()),
                Cell::text(issue.place.to_string()),
                Cell::text(&issue.message),
                Cell::text(&issue.advice),
            ],
        )?;
    }
    Ok(())
}
