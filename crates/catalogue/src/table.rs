//! Reads one CSV table of the catalogue: every column known, every faulty cell an issue with its line.

use crate::{Confidence, Figure};
use chokepoint_model::{Date, Issue, PartialDate, Place, Severity};
use std::collections::BTreeMap;

/// The rows of a table and where what is wrong with them goes.
pub(crate) struct Table<'i> {
    file: &'static str,
    issues: &'i mut Vec<Issue>,
}

/// One row, and how its cells are found.
pub(crate) struct Row<'t> {
    cells: csv::StringRecord,
    columns: &'t BTreeMap<String, usize>,
    pub(crate) line: u64,
}

impl<'i> Table<'i> {
    /// Reads `text`, whose columns must be exactly `columns`, and gives each row to `each`.
    pub(crate) fn read(
        file: &'static str,
        text: &str,
        columns: &[&str],
        issues: &'i mut Vec<Issue>,
        mut each: impl FnMut(&mut Table<'i>, &Row<'_>),
    ) {
        let mut table = Self { file, issues };
        let mut reader =
            csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => {
                header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect()
            }
            Err(error) => {
                return table.issue(
                    1,
                    "",
                    &format!("the table cannot be read: {error}"),
                    "write it as CSV in UTF-8",
                );
            }
        };
        for name in &header {
            if !columns.contains(&name.as_str()) {
                let nearest = crate::nearest(name, columns.iter().copied());
                table.issue(1, name, &format!("there is no column {name}"), &crate::suggestion(nearest));
            }
        }
        for name in columns.iter().filter(|name| !header.iter().any(|given| given == **name)) {
            table.issue(1, name, &format!("the column {name} is missing"), "add it; its cells may be empty");
        }
        let columns: BTreeMap<String, usize> =
            header.into_iter().enumerate().map(|(at, name)| (name, at)).collect();
        for record in reader.records() {
            match record {
                Ok(cells) => {
                    let line = cells.position().map_or(0, csv::Position::line);
                    if cells.len() != columns.len() {
                        let message = format!("{} cells where the header has {}", cells.len(), columns.len());
                        table.issue(line, "", &message, "quote cells that hold commas");
                    }
                    each(&mut table, &Row { cells, columns: &columns, line });
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    table.issue(
                        line,
                        "",
                        &format!("the row cannot be read: {error}"),
                        "write the table in UTF-8",
                    );
                }
            }
        }
    }

    /// Notes what is wrong in a line.
    pub(crate) fn issue(&mut self, line: u64, field: &str, message: &str, advice: &str) {
        self.issues.push(issue(self.file, line, field, message, advice));
    }

    /// A figure; a faulty one is an issue and unknown.
    pub(crate) fn figure(&mut self, row: &Row<'_>, column: &str) -> Figure {
        let cell = row.cell(column);
        Figure::read(cell).unwrap_or_else(|| {
            let message = format!("{} is no figure", shown(cell));
            self.issue(row.line, column, &message, "write a number, a range a..b, or nothing");
            Figure::UNKNOWN
        })
    }

    /// A whole number above 0, when one is given.
    pub(crate) fn count(&mut self, row: &Row<'_>, column: &str) -> Option<u32> {
        let cell = row.cell(column);
        if cell.is_empty() {
            return None;
        }
        let count = cell.parse().ok().filter(|count| *count > 0);
        if count.is_none() {
            self.issue(
                row.line,
                column,
                &format!("{} is no count", shown(cell)),
                "write a whole number above 0, or nothing",
            );
        }
        count
    }

    /// `yes`, `no`, or nothing.
    pub(crate) fn yes_or_no(&mut self, row: &Row<'_>, column: &str) -> Option<bool> {
        match row.cell(column) {
            "yes" => Some(true),
            "no" => Some(false),
            "" => None,
            other => {
                self.issue(
                    row.line,
                    column,
                    &format!("{} is neither yes nor no", shown(other)),
                    "write yes, no, or nothing",
                );
                None
            }
        }
    }

    /// A day, a month or a year.
    pub(crate) fn date(&mut self, row: &Row<'_>, column: &str) -> Option<PartialDate> {
        let cell = row.cell(column);
        if cell.is_empty() {
            return None;
        }
        let date = partial_date(cell);
        if date.is_none() {
            self.issue(
                row.line,
                column,
                &format!("{} is not a date", shown(cell)),
                "write 2023-11-17, 2023-11 or 2023",
            );
        }
        date
    }

    /// How far the row is trusted; a faulty word counts as low.
    pub(crate) fn confidence(&mut self, row: &Row<'_>) -> Confidence {
        let cell = row.cell("confidence");
        Confidence::named(cell).unwrap_or_else(|| {
            self.issue(
                row.line,
                "confidence",
                &format!("{} is no confidence", shown(cell)),
                "write high, medium or low",
            );
            Confidence::Low
        })
    }
}

impl Row<'_> {
    /// The cell of a column, trimmed; empty when the row is short.
    pub(crate) fn cell(&self, column: &str) -> &str {
        self.columns.get(column).and_then(|at| self.cells.get(*at)).unwrap_or_default().trim()
    }

    /// The parts of a cell that are separated by `|`.
    pub(crate) fn parts(&self, column: &str) -> Vec<String> {
        self.cell(column)
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }
}

/// An issue of a table of the catalogue.
pub(crate) fn issue(file: &str, line: u64, field: &str, message: &str, advice: &str) -> Issue {
    let place = Place { file: file.to_owned(), line: Some(line), record: None, field: field.to_owned() };
    Issue { place, severity: Severity::Warning, message: message.to_owned(), advice: advice.to_owned() }
}

/// What was given, shortened so that a message stays one line.
pub(crate) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

fn partial_date(text: &str) -> Option<PartialDate> {
    let digits =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-');
    let year = parts.next().filter(|part| digits(part, 4))?.parse().ok()?;
    let mut part = || parts.next().map(|part| if digits(part, 2) { part.parse::<u8>().ok() } else { None });
    let (month, day) = (part(), part());
    if parts.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    let (month, day) = (month.flatten(), day.flatten());
    let as_day = |value: Option<u8>| i8::try_from(value.unwrap_or(1)).ok();
    Date::new(year, as_day(month)?, as_day(day)?).ok()?;
    Some(PartialDate { year, month, day, circa: false })
}

#[cfg(test)]
mod tests {
    use super::partial_date;

    #[test]
    fn dates_that_are_none_are_refused() {
        for text in ["2023-11-17", "2023-11", "2023"] {
            assert_eq!(partial_date(text).map(|date| date.to_string()), Some(text.to_owned()));
        }
        for text in ["2023-13", "2023-02-30", "23", "2023-1-1", "2023-11-17-1", "soon"] {
            assert_eq!(partial_date(text), None, "{text}");
        }
    }
}
