//! A workbook for a reviewer: hits, near misses, parties without a hit, coverage, list releases, issues.

use super::{
    Form,
    columns::{self, PassedColumns},
};
use crate::destination::{self, beside, place};
use chokepoint_engine::{
    EngineError,
    answer::{Coverage, Hit, Screened, Turn},
};
use chokepoint_model::counted;
use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Rows a sheet of Excel can hold, less the heading.
const MOST_ROWS: u32 = 1_048_575;
/// Characters a cell of Excel can hold.
const LONGEST_CELL: usize = 32_767;

pub(super) struct Sheets {
    book: Workbook,
    file: NamedTempFile,
    path: PathBuf,
    passed: Option<PassedColumns>,
    /// Hits, near misses, hits that are gone, and parties without any.
    kinds: [Kind; 4],
    heading: Format,
    wrapped: Format,
    score: Format,
}

/// One kind of row, on one sheet or, when that is full, on several.
struct Kind {
    title: &'static str,
    sheets: usize,
    /// Place of the open sheet in the book.
    open: Option<usize>,
    next_row: u32,
}

/// Columns that a reviewer fills in.
const REVIEW: [&str; 2] = ["decision", "reviewer's note"];

impl Sheets {
    pub(super) fn new(path: &Path) -> Result<Self, EngineError> {
        let kind = |title| Kind { title, sheets: 0, open: None, next_row: 0 };
        Ok(Self {
            book: Workbook::new(),
            file: beside(path)?,
            path: path.to_owned(),
            passed: None,
            kinds: [kind("Hits"), kind("Near misses"), kind("Gone"), kind("No hit")],
            heading: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x1F_3A_5F))
                .set_font_color(Color::White),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            score: Format::new().set_num_format("0.00").set_align(FormatAlign::Top),
        })
    }

    /// Writes a row on the sheet of its kind, opening one when there is none or it is full.
    fn push(&mut self, kind: usize, screened: &Screened, hit: Option<&Hit>) -> Result<(), EngineError> {
        let passed = self.passed.get_or_insert_with(|| PassedColumns::new(screened));
        let cells: Vec<String> = columns::party(screened)
            .into_iter()
            .chain(passed.cells(screened))
            .chain(columns::hit(screened, hit))
            .collect();
        let held = &mut self.kinds[kind];
        if held.open.is_none() || held.next_row > MOST_ROWS {
            held.sheets += 1;
            let title = if held.sheets == 1 {
                held.title.to_owned()
            } else {
                format!("{} {}", held.title, held.sheets)
            };
            let at = self.book.worksheets().len();
            let headings = passed.headings(&REVIEW);
            let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
            let sheet = self.book.add_worksheet_with_constant_memory().map_err(refused)?;
            open_sheet(sheet, &title, &headings, &self.heading).map_err(refused)?;
            held.open = Some(at);
            held.next_row = 1;
        }
        let Some(at) = held.open else { return Ok(()) };
        let row = held.next_row;
        held.next_row += 1;
        let score_column = columns::PARTY.len() + passed.count() + 1;
        let sheet = self.book.worksheet_from_index(at).map_err(refused)?;
        for (column, cell) in cells.iter().enumerate() {
            let to = u16::try_from(column).unwrap_or(u16::MAX);
            let written = if column == 0 {
                sheet.write_number_with_format(row, to, screened.row as f64, &self.wrapped)
            } else if let (true, Some(hit)) = (column == score_column, hit) {
                sheet.write_number_with_format(row, to, f64::from(hit.score), &self.score)
            } else if cell.is_empty() {
                continue;
            } else {
                sheet.write_string_with_format(row, to, clipped(cell), &self.wrapped)
            };
            written.map_err(refused)?;
        }
        Ok(())
    }

    /// A sheet of plain lines: headings and rows of text.
    fn lines(&mut self, title: &str, headings: &[&str], rows: &[Vec<String>]) -> Result<(), EngineError> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(refused)?;
        open_sheet(sheet, title, headings, &self.heading).map_err(refused)?;
        for (row, cells) in (1_u32..).zip(rows.iter().take(MOST_ROWS as usize)) {
            for (column, cell) in (0_u16..).zip(cells) {
                sheet.write_string_with_format(row, column, clipped(cell), &self.wrapped).map_err(refused)?;
            }
        }
        Ok(())
    }
}

impl Form for Sheets {
    fn write(&mut self, screened: &Screened) -> Result<(), EngineError> {
        for hit in &screened.hits {
            let kind = match (hit.turn, hit.matched) {
                (Some(Turn::Gone), _) => 2,
                (_, true) => 0,
                (_, false) => 1,
            };
            self.push(kind, screened, Some(hit))?;
        }
        if screened.hits.is_empty() {
            // "No hit" would say more of a re-screening than was asked.
            if screened.rescreened {
                self.kinds[3].title = "No change";
            }
            self.push(3, screened, None)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, coverage: &Coverage) -> Result<(), EngineError> {
        let fact = |name: &str, value: String| vec![name.to_owned(), value];
        let mut facts = vec![
            fact("as of", coverage.as_of.to_string()),
            fact("threshold", format!("{:.2}", coverage.threshold)),
            fact("parties screened", coverage.parties.to_string()),
            fact("issues", coverage.issues.len().to_string()),
        ];
        facts.extend(coverage.notes.iter().map(|note| fact("note", note.clone())));
        facts.extend(coverage.lists.iter().map(|it| {
            fact(
                &it.title,
                format!("{} in effect; {}", counted(it.listings, "listing", "listings"), it.effect),
            )
        }));
        self.lines("Coverage", &["what", "value"], &facts)?;
        let releases: Vec<Vec<String>> = coverage
            .releases
            .iter()
            .map(|it| vec![it.source.clone(), it.published.to_string(), it.to_string()])
            .collect();
        self.lines("List releases", &["source", "published", "release"], &releases)?;
        let issues: Vec<Vec<String>> = coverage
            .issues
            .iter()
            .map(|it| {
                vec![
                    it.severity.as_str().to_owned(),
                    it.place.to_string(),
                    it.message.clone(),
                    it.advice.clone(),
                ]
            })
            .collect();
        self.lines("Issues", &["severity", "place", "what", "what to do"], &issues)?;
        let mut file = Refusing { inner: self.file.as_file_mut(), refused: None };
        let saved = self.book.save_to_writer(&mut file);
        file.refused.map_or(Ok(()), Err).map_err(destination::refused)?;
        saved.map_err(refused)?;
        place(self.file, &self.path)
    }
}

/// Keeps the first refusal of the system and takes what comes after it as written: a library that met it once more while
/// it cleans up would print its own words for it.
struct Refusing<'a> {
    inner: &'a mut File,
    refused: Option<io::Error>,
}

impl Write for Refusing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.refused.is_none() {
            match self.inner.write(bytes) {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => self.refused = Some(error),
                written => return written,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.refused.is_some() { Ok(()) } else { self.inner.flush() }
    }
}

impl Seek for Refusing<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

fn open_sheet(
    sheet: &mut Worksheet,
    title: &str,
    headings: &[&str],
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name(title)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0_u16..).zip(headings) {
        let width = match *heading {
            "name" | "caption" | "met" | "requirement" | "review_policy" | "value" | "what" => 36.0,
            "reasons" | "what to do" | "place" | "release" => 60.0,
            "row" | "score" | "schema" => 9.0,
            _ => 18.0,
        };
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, *heading, format)?;
    }
    Ok(())
}

/// As much of a text as a cell can hold.
fn clipped(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_CELL) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

fn refused(error: XlsxError) -> EngineError {
    EngineError::Output(format!("the workbook cannot be written: {error}"))
}
