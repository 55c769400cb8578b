//! Excel workbooks, sheet by sheet cell by cell; a ZIP bomb is refused before anything is unpacked.

use super::{Item, OpenError, Options, Parties, cells::Table, columns::Columns, guard::guarded, issue};
use calamine::{Data, Reader, Xlsx};
use chokepoint_model::{Date, Severity};
use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

/// The most a workbook may unpack to, in bytes, and by what factor.
const LARGEST: u64 = 2 << 30;
const STEEPEST: u64 = 400;

pub(super) fn open(path: &Path, name: &str, options: &Options) -> Result<Parties, OpenError> {
    let refused = |reason: String| OpenError::Format { file: name.to_owned(), reason };
    check_size(path).map_err(refused)?;
    let mut book = open_book(path).map_err(|reason| {
        refused(format!("no workbook that can be read ({reason}); save it as .xlsx or CSV"))
    })?;
    let sheets = book.sheet_names();
    let sheet = match &options.sheet {
        Some(sheet) if sheets.contains(sheet) => sheet.clone(),
        Some(sheet) => {
            return Err(refused(format!("no sheet is called {sheet:?}; there are {}", sheets.join(", "))));
        }
        None => sheets.first().cloned().ok_or_else(|| refused("the workbook has no sheet".to_owned()))?,
    };
    // The header is read now, so that a file without names is refused at once; the rows are read later.
    let mut header: Option<Vec<String>> = None;
    rows(&mut book, &sheet, &mut |_, cells| {
        header = Some(cells.to_vec());
        false
    })
    .map_err(refused)?;
    let headings = header.ok_or_else(|| OpenError::Empty(format!("{name}, sheet {sheet}")))?;
    let (columns, skip) = match Columns::of(headings.clone(), options.mapping.as_ref()) {
        Some(columns) => (columns, 1),
        None if headings.len() == 1 => {
            (Columns { headings: vec!["name".to_owned()], fields: vec![Some("name")] }, 0)
        }
        None => return Err(OpenError::NoName { file: name.to_owned(), found: headings.join(", ") }),
    };
    let table = Table::new(name, columns, options);
    let path: PathBuf = path.to_owned();
    Ok(Parties::new(Box::new(move |sink| {
        let mut number = 0;
        let read = open_book(&path).and_then(|mut book| {
            rows(&mut book, &sheet, &mut |line, cells| {
                number += 1;
                number <= skip || table.row(number - skip, Some(line), cells, sink)
            })
        });
        if let Err(reason) = read {
            let message = format!("the sheet cannot be read further: {reason}");
            sink(Item::Issue(issue(
                &table.file,
                None,
                Some(number),
                Severity::Error,
                message,
                "save the workbook anew",
            )));
        }
    })))
}

/// Hands over the rows of every sheet that are not empty: sheet, line and cells.
pub(crate) fn each_row(path: &Path, each: &mut dyn FnMut(&str, u64, &[String])) -> Result<(), String> {
    check_size(path)?;
    let mut book = open_book(path)?;
    for sheet in book.sheet_names() {
        rows(&mut book, &sheet, &mut |line, cells| {
            each(&sheet, line, cells);
            true
        })?;
    }
    Ok(())
}

fn open_book(path: &Path) -> Result<Xlsx<BufReader<File>>, String> {
    guarded(|| calamine::open_workbook(path))
        .and_then(|opened| opened.map_err(|error: calamine::XlsxError| error.to_string()))
}

/// Hands over the rows of a sheet that are not empty, with their line, until `each` says `false`.
fn rows(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    each: &mut dyn FnMut(u64, &[String]) -> bool,
) -> Result<(), String> {
    let mut reader = guarded(|| book.worksheet_cells_reader(sheet))
        .and_then(|opened| opened.map_err(|error| error.to_string()))?;
    let (mut line, mut cells): (u32, Vec<String>) = (0, Vec::new());
    loop {
        let cell = guarded(|| reader.next_cell()).and_then(|read| read.map_err(|error| error.to_string()))?;
        let ended = cell.is_none();
        if let Some(cell) = cell {
            let (row, column) = cell.get_position();
            if row != line && !cells.is_empty() {
                if cells.iter().any(|cell| !cell.trim().is_empty()) && !each(u64::from(line) + 1, &cells) {
                    return Ok(());
                }
                cells.clear();
            }
            line = row;
            // A sheet has at most 16,384 columns; a file that says otherwise is not believed.
            let column = (column as usize).min(16_384);
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text(&Data::from(cell.get_value().clone()));
        }
        if ended {
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                each(u64::from(line) + 1, &cells);
            }
            return Ok(());
        }
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

/// The day that Excel counts from 30 December 1899, as it does since March 1900.
fn day(serial: f64) -> Option<String> {
    let days = (61.0..3_000_000.0).contains(&serial).then_some(serial as i32)?;
    let day = Date::constant(1899, 12, 30).checked_add(chokepoint_model::days(days)).ok()?;
    Some(day.to_string())
}

/// Refuses an archive that would unpack to far more than it is.
fn check_size(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let packed = file.metadata().map_err(|error| error.to_string())?.len().max(1);
    let mut archive = zip::ZipArchive::new(BufReader::new(file))
        .map_err(|error| format!("no workbook that can be read ({error}); save it as .xlsx or CSV"))?;
    let mut unpacked = 0_u64;
    for number in 0..archive.len() {
        unpacked =
            unpacked.saturating_add(archive.by_index_raw(number).map_err(|error| error.to_string())?.size());
    }
    if unpacked > LARGEST || unpacked / packed > STEEPEST {
        return Err(format!(
            "it would unpack from {packed} to {unpacked} bytes, as no honest workbook does; it was not opened; save it as CSV if it is yours"
        ));
    }
    Ok(())
}
