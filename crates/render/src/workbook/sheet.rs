//! One sheet: a heading that stays, rows as they come, filters, and cells that somebody fills in.

use super::style::{Styles, Tone};
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Url, Worksheet, XlsxError};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Rows that a sheet of Excel can hold, less the heading.
const MOST_ROWS: u32 = 1_048_575;
/// Characters that a cell of Excel can hold.
const LONGEST_CELL: usize = 32_767;
/// Links that a sheet of Excel can hold; the rest stays text.
const MOST_LINKS: u32 = 65_000;
/// Lines of text that a row shows at most; the cell holds all.
const MOST_LINES: usize = 20;
/// Points that a line of text is high.
const LINE: f64 = 15.0;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, numbers, verdicts, links.
    Told,
    /// What the reviewer decides, one of these words.
    Decision(&'static [&'static str]),
    /// What the reviewer writes.
    Note,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    heading: Cow<'static, str>,
    width: f64,
    kind: Kind,
}

impl Column {
    /// A column of this many characters.
    pub(crate) fn new(heading: impl Into<Cow<'static, str>>, width: u32) -> Self {
        Self { heading: heading.into(), width: f64::from(width), kind: Kind::Told }
    }

    /// The two columns that a reviewer fills in.
    pub(crate) fn review(words: &'static [&'static str]) -> [Self; 2] {
        [
            Self { kind: Kind::Decision(words), ..Self::new("Decision", 14) },
            Self { kind: Kind::Note, ..Self::new("Reviewer's note", 24) },
        ]
    }
}

/// A cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell<'a> {
    /// Text, never a formula.
    Text(Cow<'a, str>),
    /// A whole number.
    Number(u64),
    /// A score, a probability, a weight: shown with two digits.
    Score(f64),
    /// A word with its colour.
    Verdict(Tone, Cow<'a, str>),
    /// Text that leads to an address, where there is one.
    Link { text: Cow<'a, str>, url: &'a str },
}

impl<'a> Cell<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Verdict(_, text) | Self::Link { text, .. } => text,
            Self::Number(_) | Self::Score(_) => "",
        }
    }
}

pub(super) struct Sheet {
    title: String,
    columns: Vec<Column>,
    at: usize,
    /// How many sheets of this title there are.
    part: usize,
    rows: u32,
    links: u32,
}

impl Sheet {
    pub(super) fn open(
        page: &mut Worksheet,
        at: usize,
        title: &str,
        columns: Vec<Column>,
        styles: &Styles,
    ) -> Result<Self, XlsxError> {
        let sheet = Self { title: title.to_owned(), columns, at, part: 1, rows: 0, links: 0 };
        sheet.head(page, styles)?;
        Ok(sheet)
    }

    /// The sheet that takes what this one has no room for.
    pub(super) fn carried_on(
        &self,
        page: &mut Worksheet,
        at: usize,
        styles: &Styles,
    ) -> Result<Self, XlsxError> {
        let (title, columns) = (self.title.clone(), self.columns.clone());
        let sheet = Self { title, columns, at, part: self.part + 1, rows: 0, links: 0 };
        sheet.head(page, styles)?;
        Ok(sheet)
    }

    fn head(&self, page: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        page.set_name(if self.part == 1 {
            self.title.clone()
        } else {
            format!("{} {}", self.title, self.part)
        })?;
        page.set_freeze_panes(1, 0)?;
        page.set_repeat_rows(0, 0)?;
        page.set_row_height(0, 2.0 * LINE)?;
        for (to, column) in (0_u16..).zip(&self.columns) {
            page.set_column_width(to, column.width)?;
            page.write_string_with_format(0, to, clipped(&column.heading), &styles.heading)?;
        }
        Ok(())
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows >= MOST_ROWS
    }

    pub(super) fn write(
        &mut self,
        page: &mut Worksheet,
        cells: &[Cell<'_>],
        styles: &Styles,
    ) -> Result<(), XlsxError> {
        self.rows += 1;
        let row = self.rows;
        let told = self.columns.iter().filter(|column| column.kind == Kind::Told);
        let lines = cells.iter().zip(told).map(|(cell, column)| lines(cell.words(), column.width));
        let lines = lines.max().unwrap_or(1).clamp(1, MOST_LINES);
        if lines > 1 {
            page.set_row_height(row, lines as f64 * LINE)?;
        }
        let mut cells = cells.iter();
        for (to, column) in (0_u16..).zip(&self.columns) {
            if column.kind != Kind::Told {
                page.write_blank(row, to, &styles.entry)?;
                continue;
            }
            match cells.next() {
                None => {}
                Some(Cell::Number(number)) => {
                    page.write_number_with_format(row, to, *number as f64, &styles.number)?;
                }
                Some(Cell::Score(score)) => {
                    page.write_number_with_format(row, to, *score, &styles.score)?;
                }
                Some(Cell::Verdict(tone, word)) => {
                    page.write_string_with_format(row, to, clipped(word), styles.tone(*tone))?;
                }
                Some(Cell::Link { text, url }) if self.links < MOST_LINKS && is_address(url) => {
                    self.links += 1;
                    let link = Url::new(*url).set_text(clipped(text));
                    page.write_url_with_format(row, to, link, &styles.link)?;
                }
                Some(Cell::Text(text) | Cell::Link { text, .. }) => {
                    page.write_string_with_format(row, to, clipped(text), &styles.text)?;
                }
            }
        }
        Ok(())
    }

    /// Filters over all rows, and the words to choose from.
    pub(super) fn close(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        page.autofilter(0, 0, self.rows, last)?;
        if self.rows == 0 {
            return Ok(());
        }
        for (at, column) in (0_u16..).zip(&self.columns) {
            if let Kind::Decision(words) = column.kind {
                let choice = DataValidation::new()
                    .allow_list_strings(words)?
                    .set_error_style(DataValidationErrorStyle::Stop)
                    .set_error_title("Decision")?
                    .set_error_message(format!("Choose one of: {}", words.join(", ")))?;
                page.add_data_validation(1, at, self.rows, at, &choice)?;
            }
        }
        Ok(())
    }
}

/// Whether a link leads to a page: an address of another kind stays text.
fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://")) && url.chars().count() < 2000
}

/// How many lines a text takes in a column of this width.
fn lines(text: &str, width: f64) -> usize {
    // A little less than the column: words are not broken.
    let room = (width * 0.95).max(1.0);
    text.lines().map(|line| ((line.width() as f64 / room).ceil() as usize).max(1)).sum()
}

/// As much of a text as a cell can hold.
fn clipped(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_CELL) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
