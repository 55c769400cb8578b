//! Cells of a workbook, row by row: of .xlsx as a stream, of the other formats from memory.

use crate::{guard::guarded, values};
use calamine::{Data, Dimensions, Reader, Sheet, Sheets, Xlsx};
use std::{
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

/// A sheet has at most 16,384 columns; a file that says otherwise is not believed.
const MOST_COLUMNS: usize = 16_384;

/// A workbook, opened.
pub(super) enum Book {
    Xlsx(Box<Xlsx<BufReader<File>>>),
    Other(Box<Sheets<BufReader<File>>>),
}

/// A row that holds something.
pub(super) struct SheetRow {
    /// As the spreadsheet program counts it.
    pub(super) line: u64,
    /// What is merged downwards is in every row that it covers.
    pub(super) cells: Vec<String>,
    /// Columns from and to that one merged cell covers.
    pub(super) spans: Vec<(usize, usize)>,
}

/// The merged cells of a sheet, by their first row.
#[derive(Default)]
pub(super) struct Merged(Vec<Dimensions>);

/// Whether a file is of the format before .xlsx.
pub(super) fn is_old(path: &Path) -> bool {
    let mut start = [0_u8; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok()
        && start == [0xd0, 0xcf, 0x11, 0xe0]
}

impl Book {
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        let file = || File::open(path).map(BufReader::new).map_err(|error| error.to_string());
        if is_old(path) {
            let file = file()?;
            let book = guarded(|| calamine::Xls::new(file))?.map_err(|error| error.to_string())?;
            return Ok(Self::Other(Box::new(Sheets::Xls(book))));
        }
        let archive = zip::ZipArchive::new(file()?).map_err(|error| error.to_string())?;
        let has = |part: &str| archive.file_names().any(|name| name == part);
        if has("xl/workbook.bin") {
            let file = file()?;
            let book = guarded(|| calamine::Xlsb::new(file))?.map_err(|error| error.to_string())?;
            return Ok(Self::Other(Box::new(Sheets::Xlsb(book))));
        }
        if has("content.xml") {
            let file = file()?;
            let book = guarded(|| calamine::Ods::new(file))?.map_err(|error| error.to_string())?;
            return Ok(Self::Other(Box::new(Sheets::Ods(book))));
        }
        if has("word/document.xml") {
            return Err("it is a text document".to_owned());
        }
        let file = file()?;
        let book = guarded(|| Xlsx::new(file))?.map_err(|error: calamine::XlsxError| error.to_string())?;
        Ok(Self::Xlsx(Box::new(book)))
    }

    pub(super) fn sheets(&self) -> Vec<Sheet> {
        match self {
            Self::Xlsx(book) => book.sheets_metadata().to_vec(),
            Self::Other(book) => book.sheets_metadata().to_vec(),
        }
    }

    /// The merged cells of a sheet, as far as its format says.
    pub(super) fn merged(&mut self, sheet: &str) -> Merged {
        let found = match self {
            Self::Xlsx(book) => guarded(|| book.merge_cells_by_sheet_name(sheet).unwrap_or_default()),
            Self::Other(book) => match &mut **book {
                Sheets::Xls(book) => guarded(|| book.merge_cells_by_sheet_name(sheet).unwrap_or_default()),
                _ => Ok(Vec::new()),
            },
        };
        let mut found = found.unwrap_or_default();
        found.retain(|one| one.end.0 >= one.start.0 && one.end.1 >= one.start.1);
        found.sort_by_key(|one| one.start);
        Merged(found)
    }

    /// Hands over the rows of a sheet that are not empty, until `each` says `false`.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        merged: &Merged,
        each: &mut dyn FnMut(SheetRow) -> bool,
    ) -> Result<(), String> {
        let mut filled = Filled { merged: &merged.0, next: 0, open: Vec::new() };
        match self {
            Self::Xlsx(book) => streamed(book, sheet, &mut filled, each),
            Self::Other(book) => {
                let range = guarded(|| book.worksheet_range(sheet))?.map_err(|error| error.to_string())?;
                let (top, left) = range.start().unwrap_or_default();
                for (row, cells) in (top..).zip(range.rows()) {
                    let mut of_row = vec![String::new(); left as usize];
                    of_row.extend(cells.iter().map(text));
                    if !filled.hand_over(row, of_row, each) {
                        break;
                    }
                }
                Ok(())
            }
        }
    }
}

fn streamed(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    filled: &mut Filled<'_>,
    each: &mut dyn FnMut(SheetRow) -> bool,
) -> Result<(), String> {
    let mut reader = guarded(|| book.worksheet_cells_reader(sheet))?.map_err(|error| error.to_string())?;
    let (mut line, mut cells): (u32, Vec<String>) = (0, Vec::new());
    loop {
        let cell = guarded(|| reader.next_cell())?.map_err(|error| error.to_string())?;
        let position = cell.as_ref().map(calamine::Cell::get_position);
        if position.is_none_or(|(row, _)| row != line) && !cells.is_empty() {
            let row = std::mem::take(&mut cells);
            if !filled.hand_over(line, row, each) {
                return Ok(());
            }
        }
        let (Some(cell), Some((row, column))) = (cell, position) else { return Ok(()) };
        line = row;
        let column = (column as usize).min(MOST_COLUMNS);
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text(&Data::from(cell.get_value().clone()));
    }
}

/// Puts what is merged downwards into every row that it covers.
struct Filled<'a> {
    merged: &'a [Dimensions],
    next: usize,
    /// Merged cells that reach on, with their text.
    open: Vec<(Dimensions, String)>,
}

impl Filled<'_> {
    fn hand_over(
        &mut self,
        row: u32,
        mut cells: Vec<String>,
        each: &mut dyn FnMut(SheetRow) -> bool,
    ) -> bool {
        self.open.retain(|(one, _)| one.end.0 >= row);
        while let Some(one) = self.merged.get(self.next).filter(|one| one.start.0 <= row) {
            self.next += 1;
            if one.start.0 == row {
                let text = cells.get(one.start.1 as usize).cloned().unwrap_or_default();
                self.open.push((*one, text));
            }
        }
        let is_empty = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
        // A row of which nothing but merged cells is filled is part of what is above it, and no record.
        if is_empty(&cells) {
            return true;
        }
        let mut spans = Vec::new();
        for (one, text) in &self.open {
            let (from, to) = (one.start.1 as usize, (one.end.1 as usize).min(MOST_COLUMNS));
            if cells.len() <= from {
                cells.resize(from + 1, String::new());
            }
            if one.start.0 < row && cells[from].is_empty() {
                cells[from].clone_from(text);
            }
            if to > from {
                spans.push((from, to));
            }
        }
        each(SheetRow { line: u64::from(row) + 1, cells, spans })
    }
}

fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        // Identifiers typed as numbers come as floats: 91110108 and not 91110108.0.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::DateTime(date) => day(date.as_f64()).unwrap_or_else(|| date.as_f64().to_string()),
        other => other.to_string(),
    }
}

/// The day that a spreadsheet counts from 30 December 1899, as it does since March 1900.
fn day(serial: f64) -> Option<String> {
    let days = (61.0..3_000_000.0).contains(&serial).then_some(serial as i32)?;
    values::day_of(days).map(|day| day.to_string())
}
