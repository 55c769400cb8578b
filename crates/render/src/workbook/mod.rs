//! Every workbook of the program in one style: a summary first, then sheets with filters, a heading that stays and repeats in
//! print, verdicts in colour and word, decisions to choose from, links where there is an address.

mod sheet;
mod style;
mod summary;

pub(crate) use sheet::{Cell, Column};
pub(crate) use style::Tone;
pub(crate) use summary::{Summary, issues, lists_of};

use crate::{
    destination::{self, beside, place},
    run::Run,
};
use chokepoint_engine::EngineError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::Sheet;
use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};
use style::Styles;
use tempfile::NamedTempFile;

/// A workbook in the making. Rows are written as they come and kept nowhere, so that memory does not grow with them; the
/// summary stands first and is filled in last.
pub(crate) struct Book {
    book: Workbook,
    file: NamedTempFile,
    path: PathBuf,
    styles: Styles,
    sheets: Vec<Sheet>,
}

/// A sheet of a book.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SheetId(usize);

impl Book {
    /// A book that will lie at `path`, with its summary still empty.
    pub(crate) fn new(path: &Path) -> Result<Self, EngineError> {
        let mut book = Workbook::new();
        // Apart from the time that the summary tells, the same answers give the same bytes.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(refused)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        book.add_worksheet().set_name("Summary").map_err(refused)?;
        Ok(Self {
            book,
            file: beside(path)?,
            path: path.to_owned(),
            styles: Styles::new(),
            sheets: Vec::new(),
        })
    }

    /// A sheet with these columns.
    pub(crate) fn sheet(&mut self, title: &str, columns: Vec<Column>) -> Result<SheetId, EngineError> {
        let at = self.book.worksheets().len();
        let page = self.book.add_worksheet_with_constant_memory().map_err(refused)?;
        self.sheets.push(Sheet::open(page, at, title, columns, &self.styles).map_err(refused)?);
        Ok(SheetId(self.sheets.len() - 1))
    }

    /// Writes a row; a sheet that is full is carried on in another at the end of the book.
    pub(crate) fn row(&mut self, to: SheetId, cells: &[Cell<'_>]) -> Result<(), EngineError> {
        let Some(sheet) = self.sheets.get_mut(to.0) else { return Ok(()) };
        if sheet.is_full() {
            let at = self.book.worksheets().len();
            let page = self.book.add_worksheet_with_constant_memory().map_err(refused)?;
            let next = sheet.carried_on(page, at, &self.styles).map_err(refused)?;
            let full = std::mem::replace(sheet, next);
            self.close(&full)?;
        }
        let Some(sheet) = self.sheets.get_mut(to.0) else { return Ok(()) };
        let page = self.book.worksheet_from_index(sheet.at()).map_err(refused)?;
        sheet.write(page, cells, &self.styles).map_err(refused)
    }

    fn close(&mut self, sheet: &Sheet) -> Result<(), EngineError> {
        let page = self.book.worksheet_from_index(sheet.at()).map_err(refused)?;
        sheet.close(page).map_err(refused)
    }

    /// Fills in the summary and puts the book in its place.
    pub(crate) fn finish(mut self, summary: &Summary<'_>, run: &Run) -> Result<(), EngineError> {
        let sheets = std::mem::take(&mut self.sheets);
        sheets.iter().try_for_each(|sheet| self.close(sheet))?;
        for page in self.book.worksheets_mut() {
            style::page(page, summary.title, &run.program);
        }
        let first = self.book.worksheet_from_index(0).map_err(refused)?;
        summary::write(first, summary, run, &self.styles).map_err(refused)?;
        let mut file = Refusing { inner: self.file.as_file_mut(), refused: None };
        let saved = self.book.save_to_writer(&mut file);
        file.refused.map_or(Ok(()), Err).map_err(destination::refused)?;
        saved.map_err(refused)?;
        place(self.file, &self.path)
    }
}

/// Keeps the first refusal of the system and takes what comes after it as written: a library that got it once more while it
/// cleans up would print its own words for it.
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

fn refused(error: XlsxError) -> EngineError {
    EngineError::Output(format!("the workbook cannot be written: {error}"))
}
