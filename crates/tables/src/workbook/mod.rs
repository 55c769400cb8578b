//! Workbooks: every visible sheet is a table; a ZIP bomb is refused before anything is unpacked.

mod cells;
mod size;

use crate::{
    Format, Kind, OpenError, Options, Raw, RawRow, Tables,
    heading::{self, Sample},
    issue, names,
    report::NotRead,
    text,
};
use calamine::{SheetType, SheetVisible};
use cells::Book;
use chokepoint_model::Severity;
use std::path::Path;

/// A sheet that is read, and the row of its headings, counted from 1.
struct SheetPlan {
    name: String,
    below: u64,
    merged: cells::Merged,
}

pub(crate) fn open(path: &Path, name: &str, options: &Options) -> Result<Tables, OpenError> {
    debug_assert!(options.format.is_none_or(|format| format == Format::Workbook));
    let refused = |reason: String| OpenError::format(name, reason);
    size::check(path).map_err(refused)?;
    let mut book = Book::open(path).map_err(|reason| {
        refused(format!("no workbook that can be read ({reason}); save it as .xlsx or CSV"))
    })?;
    let all = book.sheets();
    let wanted = options.sheet.as_deref();
    if let Some(sheet) = wanted
        && !all.iter().any(|known| known.name == sheet)
    {
        let known: Vec<&str> = all.iter().map(|sheet| sheet.name.as_str()).collect();
        return Err(refused(format!("no sheet is called {sheet:?}; there are {}", known.join(", "))));
    }
    let (mut heads, mut plans, mut not_read) = (Vec::new(), Vec::new(), Vec::new());
    let skip = |sheet: &str, why: &str, is_loss: bool| NotRead {
        file: name.to_owned(),
        sheet: sheet.to_owned(),
        why: why.to_owned(),
        is_loss,
    };
    for sheet in &all {
        if wanted.is_some_and(|wanted| wanted != sheet.name) {
            not_read.push(skip(&sheet.name, "another sheet was asked for", false));
            continue;
        }
        if sheet.typ != SheetType::WorkSheet {
            not_read.push(skip(&sheet.name, "no sheet of cells", false));
            continue;
        }
        if sheet.visible != SheetVisible::Visible && wanted.is_none() {
            not_read.push(skip(&sheet.name, "a hidden sheet: name it with --sheet to read it", false));
            continue;
        }
        let merged = book.merged(&sheet.name);
        let mut samples: Vec<Sample> = Vec::new();
        let read = book.rows(&sheet.name, &merged, &mut |row| {
            let after_blank = samples.last().is_none_or(|last| last.number + 1 < row.line);
            samples.push(Sample { number: row.line, cells: row.cells, spans: row.spans, after_blank });
            samples.len() < heading::LOOKED_AT
        });
        if let Err(reason) = read {
            if all.len() == 1 || wanted.is_some() {
                return Err(refused(reason));
            }
            not_read.push(skip(&sheet.name, &format!("it cannot be read ({reason})"), true));
            continue;
        }
        if samples.is_empty() {
            not_read.push(skip(&sheet.name, "an empty sheet", false));
            continue;
        }
        let found = heading::find(&samples, options.known, &options.mapped);
        let first_rows = samples.iter().take(3).map(|row| row.cells.clone()).collect();
        heads.push(text::head(sheet.name.clone(), &samples, found.as_ref(), first_rows));
        let below = found.map_or(0, |found| samples[found.last].number);
        plans.push(SheetPlan { name: sheet.name.clone(), below, merged });
        // Sentences on a cover sheet are no list of names.
        let is_prose = {
            let lines =
                samples.iter().filter_map(|row| row.cells.iter().find(|cell| !cell.trim().is_empty()));
            names::shape(lines.map(String::as_str)) == names::Shape::Prose
        };
        if is_prose && heads.last().is_some_and(|head| head.kind == Kind::Names) {
            heads.pop();
            plans.pop();
            not_read.push(skip(&sheet.name, "a text in sentences", true));
        }
    }
    if heads.is_empty() && not_read.iter().all(|one| !one.is_loss) {
        return Err(OpenError::Empty(format!("{name} (no visible sheet holds anything)")));
    }
    let path = path.to_owned();
    let places: Vec<String> = plans
        .iter()
        .map(|plan| if plans.len() > 1 { format!("{name} [{}]", plan.name) } else { name.to_owned() })
        .collect();
    let mut tables = Tables::new(
        name,
        heads,
        Box::new(move |wanted, sink| {
            let mut book = match Book::open(&path) {
                Ok(book) => book,
                Err(reason) => {
                    let message = format!("the workbook cannot be read further: {reason}");
                    let place = places.first().cloned().unwrap_or_default();
                    let advice = "save the workbook anew";
                    sink(Raw::Issue(issue(&place, None, None, Severity::Error, message, advice)));
                    return;
                }
            };
            for (table, (plan, place)) in plans.iter().zip(&places).enumerate() {
                if !wanted.get(table).copied().unwrap_or_default() {
                    continue;
                }
                let (mut goes_on, mut last) = (true, plan.below);
                let read = book.rows(&plan.name, &plan.merged, &mut |row| {
                    if row.line <= plan.below {
                        return true;
                    }
                    let after_blank = row.line > last + 1;
                    last = row.line;
                    let raw = RawRow {
                        table,
                        line: row.line,
                        cells: row.cells,
                        after_blank,
                        spans: row.spans,
                        ..RawRow::default()
                    };
                    goes_on = sink(Raw::Row(raw));
                    goes_on
                });
                if let Err(reason) = read {
                    let message = format!("the sheet cannot be read further: {reason}");
                    let advice = "save the workbook anew";
                    goes_on =
                        sink(Raw::Issue(issue(place, Some(last), None, Severity::Error, message, advice)));
                }
                if !goes_on {
                    return;
                }
            }
        }),
    );
    tables.not_read = not_read;
    Ok(tables)
}
