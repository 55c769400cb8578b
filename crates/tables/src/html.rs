//! Web pages: every table with headings is a table; what is beside the tables is not read, and said to be so.

use crate::{
    Head, Kind, OpenError, Options, Raw, RawRow, Tables,
    heading::{self, Sample},
    report::NotRead,
    text,
};
use std::io::{BufRead, Read};

/// The largest page that is read.
const LARGEST: u64 = 64 << 20;
/// A cell covers no more columns and rows than this.
const MOST_COVERED: usize = 1000;
/// Cells of one page; more are no table that anybody reads.
const MOST_CELLS: usize = 5_000_000;

/// A table of a page, as it is.
#[derive(Default)]
pub(crate) struct PageTable {
    pub(crate) caption: String,
    pub(crate) rows: Vec<Sample>,
}

pub(crate) fn open(
    text: Box<dyn BufRead + Send>,
    name: &str,
    options: &Options,
) -> Result<Tables, OpenError> {
    let mut page = String::new();
    let refused = |error| OpenError::Io(name.into(), error);
    text.take(LARGEST + 1).read_to_string(&mut page).map_err(refused)?;
    if page.len() as u64 > LARGEST {
        return Err(OpenError::format(
            name,
            "the page has more than 64 MB; save its tables as CSV".to_owned(),
        ));
    }
    let found = tables(&page);
    if found.is_empty() {
        let what = if page.trim_start().starts_with("<?xml") {
            "XML without tables"
        } else {
            "a web page without tables"
        };
        return Err(OpenError::format(
            name,
            format!("{what} cannot be read; give its content as CSV, XLSX or JSON"),
        ));
    }
    Ok(of_tables(found, name, options))
}

/// Tables held in memory: those under headings are read, the others named.
pub(crate) fn of_tables(found: Vec<PageTable>, name: &str, options: &Options) -> Tables {
    let many = found.len() > 1;
    let (mut heads, mut held, mut not_read): (Vec<Head>, Vec<Vec<Sample>>, Vec<NotRead>) = Default::default();
    for (at, PageTable { caption, mut rows }) in (1..).zip(found) {
        rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        let title = match (caption.is_empty(), many) {
            (false, _) => caption,
            (true, true) => format!("table {at}"),
            (true, false) => String::new(),
        };
        let samples = &rows[..rows.len().min(heading::LOOKED_AT)];
        let headings = heading::find(samples, options.known, &options.mapped);
        let first_rows = rows.iter().take(3).map(|row| row.cells.clone()).collect();
        let head = text::head(title.clone(), samples, headings.as_ref(), first_rows);
        let is_layout = head.kind != Kind::Headed && many;
        if rows.is_empty() || is_layout {
            let why = if rows.is_empty() { "an empty table" } else { "no headings that are known" };
            not_read.push(NotRead {
                file: name.to_owned(),
                sheet: title,
                why: why.to_owned(),
                is_loss: !rows.is_empty(),
            });
            continue;
        }
        if let Some(headings) = headings {
            rows.drain(..=headings.last);
        }
        heads.push(head);
        held.push(rows);
    }
    let mut tables = Tables::new(
        name,
        heads,
        Box::new(move |wanted, sink| {
            for (table, rows) in held.into_iter().enumerate() {
                if !wanted.get(table).copied().unwrap_or_default() {
                    continue;
                }
                for Sample { number, cells, spans, after_blank } in rows {
                    let raw = RawRow { table, line: number, cells, spans, after_blank, ..RawRow::default() };
                    if !sink(Raw::Row(raw)) {
                        return;
                    }
                }
            }
        }),
    );
    tables.not_read = not_read;
    tables
}

/// The cells of the table that is being read.
#[derive(Default)]
struct Open {
    table: PageTable,
    cell: Option<(String, usize, usize)>,
    in_caption: bool,
    /// Cells that reach down from rows above: column, rows left, text.
    reaching: Vec<(usize, usize, String)>,
}

impl Open {
    fn begin_row(&mut self) {
        self.end_cell();
        self.end_row();
        let number = self.table.rows.len() as u64 + 1;
        self.table.rows.push(Sample { number, ..Sample::default() });
    }

    fn end_row(&mut self) {
        let Some(row) = self.table.rows.last_mut() else { return };
        // What reaches down beyond the last cell of the row.
        for (column, left, text) in &mut self.reaching {
            if row.cells.len() <= *column {
                row.cells.resize(*column + 1, String::new());
            }
            if *left > 0 && row.cells[*column].is_empty() {
                row.cells[*column].clone_from(text);
            }
            *left = left.saturating_sub(1);
        }
        self.reaching.retain(|(_, left, _)| *left > 0);
    }

    fn end_cell(&mut self) {
        let Some((text, columns, rows)) = self.cell.take() else { return };
        if self.table.rows.is_empty() {
            self.table.rows.push(Sample { number: 1, ..Sample::default() });
        }
        let Some(row) = self.table.rows.last_mut() else { return };
        while let Some((_, _, text)) =
            self.reaching.iter().find(|(at, left, _)| *at == row.cells.len() && *left > 0)
        {
            row.cells.push(text.clone());
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let at = row.cells.len();
        row.cells.push(text.clone());
        row.cells.extend(std::iter::repeat_n(String::new(), columns - 1));
        if columns > 1 {
            row.spans.push((at, at + columns - 1));
        }
        if rows > 1 {
            // One more, because the row in which it begins counts one off when it ends.
            self.reaching.push((at, rows, text));
        }
    }
}

/// The tables of a page; of tables in tables each is one.
pub(crate) fn tables(page: &str) -> Vec<PageTable> {
    let (mut done, mut open): (Vec<PageTable>, Vec<Open>) = (Vec::new(), Vec::new());
    let mut cells = 0;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        push(&mut open, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let (tag, after) = (&rest[1..end], &rest[end + 1..]);
        rest = after;
        let is_end = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        match (name.as_str(), is_end) {
            ("script" | "style", false) => {
                let ends = |at: &usize| {
                    rest[at + 2..].get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(&name))
                };
                rest = rest.match_indices("</").map(|(at, _)| at).find(ends).map_or("", |at| &rest[at..]);
            }
            ("table", false) => open.push(Open::default()),
            ("table", true) => {
                if let Some(mut ended) = open.pop() {
                    ended.end_cell();
                    ended.end_row();
                    done.push(ended.table);
                }
            }
            ("tr", false) => {
                if let Some(open) = open.last_mut() {
                    open.begin_row();
                }
            }
            ("td" | "th", false) => {
                let columns = covered(tag, "colspan");
                cells += columns;
                if cells > MOST_CELLS {
                    break;
                }
                if let Some(open) = open.last_mut() {
                    open.end_cell();
                    open.cell = Some((String::new(), columns, covered(tag, "rowspan")));
                }
            }
            ("td" | "th" | "tr", true) => {
                if let Some(open) = open.last_mut() {
                    open.end_cell();
                }
            }
            ("caption", is_end) => {
                if let Some(open) = open.last_mut() {
                    open.in_caption = !is_end;
                }
            }
            ("br" | "p" | "div" | "li", _) => push(&mut open, " "),
            _ => {}
        }
    }
    // A page that is cut short ends its tables where it ends.
    while let Some(mut ended) = open.pop() {
        ended.end_cell();
        ended.end_row();
        done.push(ended.table);
    }
    done
}

fn push(open: &mut [Open], text: &str) {
    let Some(open) = open.last_mut() else { return };
    if open.in_caption {
        open.table.caption.push_str(&unescaped(text));
    } else if let Some((cell, ..)) = &mut open.cell {
        cell.push_str(&unescaped(text));
    }
}

/// How many columns or rows a cell covers.
fn covered(tag: &str, attribute: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let value =
        lower.split(attribute).nth(1).map(|rest| rest.trim_start().trim_start_matches('=').trim_start());
    let digits: String = value
        .unwrap_or_default()
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or(1).clamp(1, MOST_COVERED)
}

/// Text without the escapes of HTML.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let known = end.and_then(|end| {
            let name = &rest[1..end];
            let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => digits.parse().ok(),
            });
            let c = match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" | "ensp" | "emsp" => ' ',
                "ndash" => '–',
                "mdash" => '—',
                _ => char::from_u32(number?)?,
            };
            Some((c, end))
        });
        match known {
            Some((c, end)) => {
                out.push(if c == '\u{a0}' { ' ' } else { c });
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expect: &[&str]) {
        let tables = tables(page);
        let rows = tables.iter().flat_map(|table| table.rows.iter().map(|row| row.cells.join("|")));
        assert_eq!(rows.collect::<Vec<_>>(), expect, "{page}");
    }

    #[test]
    fn cells_come_with_their_text_alone() {
        check(
            "<html><script>var a='<table>';</script><table><tr><th>Name<th>Land</tr><tr><td><b>A &amp; B</b><br>Ltd<td>DE</table>",
            &["Name|Land", "A & B Ltd|DE"],
        );
    }

    #[test]
    fn covered_cells_are_filled_downwards() {
        check(
            "<table><tr><td rowspan=2>X<td>1<tr><td>2<tr><td colspan=2>note</table>",
            &["X|1", "X|2", "note|"],
        );
    }
}
