//! Rows below the headings that are no records: totals, notes, headings repeated; and cells that only hold a place.

use crate::roles::plain;
use std::{collections::BTreeMap, sync::LazyLock};

const TABLE: &str = include_str!("../../../resources/tables/left_out.csv");

/// What a row below the headings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judged {
    Record,
    Empty,
    Total,
    Note,
    /// The headings once more, as a page break repeats them.
    Repeated,
    /// Headings of another table below the first.
    Headings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Total,
    Note,
    Placeholder,
}

/// Longer texts are none of the words.
const LONGEST: usize = 48;
/// A cell alone in its row that is longer than this, in characters, is a sentence.
const SENTENCE: usize = 80;

static WORDS: LazyLock<BTreeMap<String, Word>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let Some((kind, spellings)) = line.split_once(',') else { continue };
        let word = match kind {
            "total" => Word::Total,
            "note" => Word::Note,
            "placeholder" => Word::Placeholder,
            _ => continue,
        };
        words.extend(spellings.split('|').map(|spelling| (plain(spelling), word)));
    }
    words
});

fn word(text: &str) -> Option<Word> {
    if text.len() > LONGEST {
        return None;
    }
    WORDS.get(&plain(text)).copied()
}

/// Whether a cell only holds a place: `TBD`, `#N/A`, `n/a`, `-`, `待定`.
pub fn is_placeholder(cell: &str) -> bool {
    let cell = cell.trim();
    match cell.len() {
        0 => false,
        1..=3 if cell.chars().all(|c| matches!(c, '-' | '–' | '—' | '/' | '.' | '?' | '*')) => true,
        1..=24 => word(cell) == Some(Word::Placeholder),
        _ => false,
    }
}

/// What a row is.
pub(crate) fn judge(
    cells: &[String],
    spans: &[(usize, usize)],
    headings: &[String],
    after_blank: bool,
    known: fn(&str) -> bool,
) -> Judged {
    let mut filled =
        cells.iter().enumerate().map(|(at, cell)| (at, cell.trim())).filter(|(_, c)| !c.is_empty());
    let Some((at, first)) = filled.next() else { return Judged::Empty };
    let rest = || cells[at + 1..].iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    if headings.get(at).is_some_and(|heading| heading == first)
        && cells.iter().zip(headings).all(|(cell, heading)| cell.trim().is_empty() || cell.trim() == heading)
    {
        return Judged::Repeated;
    }
    if headings.len() < 2 {
        return Judged::Record;
    }
    if rest().all(is_figure) && word(first) == Some(Word::Total) {
        return Judged::Total;
    }
    if rest().next().is_none() {
        let is_merged = spans.iter().any(|(from, to)| *from == at && (to - from + 1) * 2 > headings.len());
        if is_merged || is_note(first) {
            return Judged::Note;
        }
    }
    if after_blank {
        let (mut all, mut of_them) = (0, 0);
        for cell in cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
            all += 1;
            of_them += usize::from(known(cell));
        }
        if of_them >= 2 && of_them * 2 >= all {
            return Judged::Headings;
        }
    }
    Judged::Record
}

/// Whether a cell alone in its row is a remark on the table.
fn is_note(cell: &str) -> bool {
    if cell.starts_with(['*', '※', '†']) || cell.chars().count() > SENTENCE {
        return true;
    }
    let before = cell.split([':', '：']).next().filter(|before| before.len() < cell.len());
    before.is_some_and(|before| word(before) == Some(Word::Note))
        || ["以上数据", "以上信息", "以上为", "以上均", "数据来源", "資料來源"]
            .iter()
            .any(|start| cell.starts_with(start))
        || word(cell) == Some(Word::Note)
}

/// A number, an amount, a percentage: what may be beside the word "total".
fn is_figure(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    is_placeholder(cell) || digits > 0 && letters <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], expect: Judged) {
        let headings = ["公司名称", "国家", "金额"].map(str::to_owned);
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let found = judge(&cells, &[], &headings, false, |_| false);
        assert_eq!(found, expect, "{cells:?}");
    }

    #[test]
    fn totals_and_notes_are_no_records() {
        check(&["合计", "", "1,200.50"], Judged::Total);
        check(&["Grand total:", "", "EUR 1200"], Judged::Total);
        check(&["注：以上数据仅供参考", "", ""], Judged::Note);
        check(&["", "Source: the trade register", ""], Judged::Note);
        check(&["公司名称", "国家", "金额"], Judged::Repeated);
        check(&["", " ", ""], Judged::Empty);
    }

    #[test]
    fn a_company_called_total_is_a_record() {
        check(&["Total", "FR", "12"], Judged::Record);
        check(&["Total Orchard SA", "", "12"], Judged::Record);
        check(&["Noteworthy Tools", "", ""], Judged::Record);
    }

    #[test]
    fn placeholders_are_recognised() {
        for cell in ["TBD", "#N/A", "n/a", "-", "待定", "N.A.", " — "] {
            assert!(is_placeholder(cell), "{cell}");
        }
        for cell in ["", "NA Tools", "TBD Logistics Ltd", "X", "无锡"] {
            assert!(!is_placeholder(cell), "{cell}");
        }
    }
}
