//! Text: which delimiter, where the headings are; or a list with one name a line; or sentences, which are not read.

use crate::{
    Head, Kind, OpenError, Options, Raw, RawRow, Tables,
    delimited::{TextRow, TextRows, fields},
    heading::{self, Found, Sample},
    issue,
    lines::{Line, Lines},
    markdown, names, shown,
};
use chokepoint_model::Severity;
use std::{collections::VecDeque, io::BufRead};

/// How many lines are looked at to tell the delimiter.
const LOOKED_AT: usize = 60;
const DELIMITERS: [u8; 4] = *b",\t;|";

pub(crate) fn open(
    text: Box<dyn BufRead + Send>,
    name: &str,
    options: &Options,
) -> Result<Tables, OpenError> {
    let mut lines = Lines::new(text);
    let mut first: Vec<Line> = lines.by_ref().take(LOOKED_AT).collect();
    let texts = || first.iter().filter_map(|line| line.text.as_deref().ok());
    if texts().any(|text| text.contains('\0')) {
        let reason = "it holds zero bytes, so it is no text; save it as CSV, XLSX, JSON lines or Parquet";
        return Err(OpenError::format(name, reason.to_owned()));
    }
    if first
        .iter()
        .find(|line| !matches!(&line.text, Ok(text) if text.trim().is_empty()))
        .is_none_or(|l| l.text.is_err())
    {
        return Err(OpenError::format(name, "its first line is too long to be a heading".to_owned()));
    }
    if markdown::has_table(texts()) {
        lines.put_back(first.into_iter());
        return markdown::open(lines, name, options);
    }
    let given = texts().find(|text| !text.trim().is_empty()).and_then(separator);
    if given.is_some() {
        // `sep=;` is for a spreadsheet program, and no row.
        let at = first.iter().position(|line| matches!(&line.text, Ok(text) if separator(text).is_some()));
        if let Some(at) = at {
            first.remove(at);
        }
    }
    let texts: Vec<&str> = first.iter().filter_map(|line| line.text.as_deref().ok()).collect();
    let delimiter = given.unwrap_or_else(|| delimiter(&texts, options));
    let is_tabular = found_with(&texts, delimiter, options).is_some();
    if !is_tabular && names::shape(texts.iter().copied()) == names::Shape::Prose {
        return Err(OpenError::Prose(name.to_owned()));
    }
    let of_one = texts.iter().all(|text| DELIMITERS.iter().all(|d| fields(text, *d).len() < 2));
    let is_list = !is_tabular && (of_one || names::are_names_with_commas(texts.iter().copied()));
    let first_rows: Vec<Vec<String>> = texts
        .iter()
        .filter(|text| !text.trim().is_empty())
        .take(3)
        .map(|text| fields(text, delimiter))
        .collect();
    lines.put_back(first.into_iter());
    if is_list {
        return Ok(list(lines, name));
    }
    Ok(delimited(lines, delimiter, name, options, first_rows))
}

/// A list with one name a line.
fn list(lines: Lines, name: &str) -> Tables {
    let head = Head {
        name: String::new(),
        kind: Kind::Names,
        heading_row: None,
        headings: ["name".to_owned()].into(),
        above: Vec::new(),
        first_rows: Vec::new(),
    };
    let file = name.to_owned();
    Tables::new(
        name,
        vec![head],
        Box::new(move |_, sink| {
            let mut row = 0;
            for Line { number, text } in lines {
                let raw = match text {
                    Ok(text) if text.trim().is_empty() => continue,
                    Ok(text) => {
                        // A name in quotes is what is between them.
                        let bare = names::without_bullet(&text);
                        let cell = fields(bare, 0).into_iter().next().unwrap_or_default();
                        Raw::Row(RawRow { line: number, cells: vec![cell], ..RawRow::default() })
                    }
                    Err(reason) => Raw::Issue(issue(
                        &file,
                        Some(number),
                        Some(row + 1),
                        Severity::Error,
                        format!("{reason} cannot be read"),
                        "a line may have 4 MB; look for a missing line end",
                    )),
                };
                row += 1;
                if !sink(raw) {
                    return;
                }
            }
        }),
    )
}

fn delimited(
    lines: Lines,
    delimiter: u8,
    name: &str,
    options: &Options,
    first_rows: Vec<Vec<String>>,
) -> Tables {
    let mut rows = TextRows::new(lines, delimiter);
    let mut first: VecDeque<TextRow> = rows.by_ref().take(heading::LOOKED_AT).collect();
    let samples: Vec<Sample> = first.iter().map(sample).collect();
    let found = heading::find(&samples, options.known, &options.mapped);
    let head = head(String::new(), &samples, found.as_ref(), first_rows);
    if let Some(found) = &found {
        first.drain(..=found.last);
    }
    let file = name.to_owned();
    Tables::new(
        name,
        vec![head],
        Box::new(move |_, sink| {
            let mut number = 0;
            for TextRow { line, cells, stray_quote, after_blank } in first.into_iter().chain(rows) {
                number += 1;
                let tell = |severity, message: &str, advice: &str, sink: &mut crate::Sink<'_>| {
                    let message = message.to_owned();
                    sink(Raw::Issue(issue(&file, Some(line), Some(number), severity, message, advice)))
                };
                let wanted = match cells {
                    Ok(cells) => {
                        let quote = "a quote is opened and not closed; the line was read without it";
                        (!stray_quote || tell(Severity::Warning, quote, "close the quote", sink))
                            && sink(Raw::Row(RawRow { line, cells, after_blank, ..RawRow::default() }))
                    }
                    Err(reason) => {
                        let advice = "a line may have 4 MB; look for a missing line end";
                        tell(Severity::Error, &reason, advice, sink)
                    }
                };
                if !wanted {
                    return;
                }
            }
        }),
    )
}

fn sample(row: &TextRow) -> Sample {
    Sample {
        number: row.line,
        cells: row.cells.clone().unwrap_or_default(),
        spans: Vec::new(),
        after_blank: row.after_blank,
    }
}

/// The head of a table from its first rows and what was found in them.
pub(crate) fn head(
    name: String,
    samples: &[Sample],
    found: Option<&Found>,
    first_rows: Vec<Vec<String>>,
) -> Head {
    let is_one_column = samples.iter().all(|row| row.cells.iter().skip(1).all(|cell| cell.trim().is_empty()));
    let Some(found) = found else {
        let width = samples.iter().map(|row| row.cells.len()).max().unwrap_or(1);
        let (kind, headings) = match is_one_column {
            true => (Kind::Names, vec!["name".to_owned()]),
            false => (Kind::Unheaded, vec![String::new(); width]),
        };
        return Head {
            name,
            kind,
            heading_row: None,
            headings: headings.into(),
            above: Vec::new(),
            first_rows,
        };
    };
    let above = samples[..found.first].iter().map(|row| {
        let cells = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        shown(&cells.collect::<Vec<_>>().join(" "))
    });
    Head {
        name,
        kind: Kind::Headed,
        heading_row: samples.get(found.last).map(|row| row.number).filter(|number| *number > 0),
        headings: found.headings.clone().into(),
        above: above.collect(),
        first_rows,
    }
}

/// The delimiter that a line `sep=;` states.
fn separator(line: &str) -> Option<u8> {
    let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']).trim_matches('"');
    let rest = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let rest = &line[rest.len()..];
    match rest.as_bytes() {
        [one] if one.is_ascii_punctuation() || *one == b'\t' => Some(*one),
        _ => None,
    }
}

fn found_with(texts: &[&str], delimiter: u8, options: &Options) -> Option<Found> {
    let mut after_blank = true;
    let mut samples = Vec::new();
    for (number, text) in (1..).zip(texts) {
        if text.trim().is_empty() {
            after_blank = true;
            continue;
        }
        samples.push(Sample { number, cells: fields(text, delimiter), spans: Vec::new(), after_blank });
        after_blank = false;
    }
    heading::find(&samples, options.known, &options.mapped)
}

/// The character that makes the most known headings of a row; else the one that divides the most lines alike.
fn delimiter(texts: &[&str], options: &Options) -> u8 {
    let alike = |delimiter: u8| {
        let counts: Vec<usize> = texts
            .iter()
            .filter(|text| !text.trim().is_empty())
            .map(|text| fields(text, delimiter).len())
            .filter(|count| *count > 1)
            .collect();
        let of = |count: &usize| counts.iter().filter(|other| *other == count).count();
        counts.iter().map(|count| (of(count), *count)).max().unwrap_or_default()
    };
    let known = |delimiter: u8| {
        let found = found_with(texts, delimiter, options);
        // A heading known as a whole must not lose to two halves of it: more columns count only beyond one.
        found.map_or((0, 0), |found| (found.known, found.headings.len()))
    };
    // Of equals the earlier of these.
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| (known(*delimiter), alike(*delimiter)));
    best.unwrap_or(b',')
}
