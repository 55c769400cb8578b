//! Tables in Markdown: rows between bars, a line of dashes under the headings.

use crate::{
    OpenError, Options, Tables,
    heading::Sample,
    html::{PageTable, of_tables},
    lines::Lines,
};

/// The largest text that is read.
const LARGEST: usize = 64 << 20;

/// Whether a line of dashes between bars is under a line with bars.
pub(crate) fn has_table<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let mut above = "";
    for line in lines {
        if above.contains('|') && is_rule(line) {
            return true;
        }
        above = line;
    }
    false
}

fn is_rule(line: &str) -> bool {
    line.contains('|')
        && line.contains("--")
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r'))
}

pub(crate) fn open(lines: Lines, name: &str, options: &Options) -> Result<Tables, OpenError> {
    let (mut tables, mut open): (Vec<PageTable>, Option<PageTable>) = (Vec::new(), None);
    let (mut above, mut title, mut read) = (None::<Sample>, String::new(), 0_usize);
    for line in lines {
        let Ok(text) = line.text else { continue };
        read += text.len();
        if read > LARGEST {
            return Err(OpenError::format(
                name,
                "the text has more than 64 MB; save its tables as CSV".to_owned(),
            ));
        }
        if let Some(heading) = text.trim_start().strip_prefix('#') {
            heading.trim_start_matches('#').trim().clone_into(&mut title);
        }
        let row = text.contains('|').then(|| Sample {
            number: line.number,
            cells: cells(&text),
            ..Sample::default()
        });
        match (&mut open, row) {
            (None, Some(_)) if is_rule(&text) && above.is_some() => {
                open = Some(PageTable { caption: title.clone(), rows: above.take().into_iter().collect() });
            }
            (Some(_), Some(_)) if is_rule(&text) => {}
            (Some(table), Some(row)) => table.rows.push(row),
            (Some(_), None) => tables.extend(open.take()),
            (None, row) => above = row,
        }
    }
    tables.extend(open);
    Ok(of_tables(tables, name, options))
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner
        .replace("\\|", "\u{1}")
        .split('|')
        .map(|cell| cell.trim().trim_matches('*').replace('\u{1}', "|"))
        .collect()
}
