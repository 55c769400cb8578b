//! From the rows of a format to records: numbered, garbled letters repaired, totals and notes left out.

use crate::{
    Counts, Event, Head, Kind, RawRow, Row, garbled, issue,
    left_out::{self, Judged},
    shown,
};
use chokepoint_model::{Severity, counted};
use std::sync::Arc;

/// Repairs that are shown one by one; the rest are counted.
const REPAIRS_SHOWN: u64 = 3;

/// The rows of one table while they are read.
pub(crate) struct Body {
    place: String,
    kind: Kind,
    headings: Arc<[String]>,
    known: fn(&str) -> bool,
    row: u64,
    counts: Counts,
}

impl Body {
    pub(crate) fn of(head: &Head, place: String, known: fn(&str) -> bool) -> Self {
        Self {
            place,
            kind: head.kind,
            headings: Arc::clone(&head.headings),
            known,
            row: 0,
            counts: Counts::default(),
        }
    }

    /// Hands a row over when it is a record; `false` when no more are wanted.
    pub(crate) fn take(&mut self, mut raw: RawRow, sink: &mut dyn FnMut(Event) -> bool) -> bool {
        self.row += 1;
        let line = (raw.line > 0).then_some(raw.line);
        if self.kind == Kind::Headed {
            let judged = left_out::judge(&raw.cells, &raw.spans, &self.headings, raw.after_blank, self.known);
            let what = match judged {
                Judged::Record => None,
                Judged::Empty => {
                    self.row -= 1;
                    return true;
                }
                Judged::Total => {
                    self.counts.totals += 1;
                    Some("a row of totals")
                }
                Judged::Note => {
                    self.counts.notes += 1;
                    Some("a row of notes")
                }
                Judged::Repeated => {
                    self.counts.repeated += 1;
                    Some("the headings again")
                }
                Judged::Headings => {
                    // Another table begins on the sheet: its own headings count from here on.
                    self.counts.repeated += 1;
                    self.headings = raw.cells.iter().map(|cell| cell.trim().to_owned()).collect();
                    Some("headings of another table, used from here on")
                }
            };
            if let Some(what) = what {
                let text = raw.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
                let text = shown(&text.collect::<Vec<_>>().join(" "));
                let message = format!("{what}, no record: {text:?}");
                return sink(Event::Issue(issue(
                    &self.place,
                    line,
                    Some(self.row),
                    Severity::Note,
                    message,
                    "",
                )));
            }
            fill_right(&mut raw);
        }
        if !self.repair(&mut raw.cells, line, sink) {
            return false;
        }
        self.counts.rows += 1;
        let headings = raw.headings.unwrap_or_else(|| Arc::clone(&self.headings));
        let RawRow { table, cells, object, .. } = raw;
        sink(Event::Row(Row { table, row: self.row, line, headings, cells, object }))
    }

    fn repair(
        &mut self,
        cells: &mut [String],
        line: Option<u64>,
        sink: &mut dyn FnMut(Event) -> bool,
    ) -> bool {
        for cell in cells {
            if !garbled::may_be(cell) {
                continue;
            }
            let (message, advice) = match garbled::repaired(cell) {
                Some(right) => {
                    let message = format!("{:?} was read as {:?}", shown(cell), shown(&right));
                    *cell = right;
                    self.counts.repaired += 1;
                    if self.counts.repaired > REPAIRS_SHOWN {
                        continue;
                    }
                    (message, "its letters were garbled by a wrong encoding")
                }
                None => continue,
            };
            if !sink(Event::Issue(issue(&self.place, line, Some(self.row), Severity::Note, message, advice)))
            {
                return false;
            }
        }
        true
    }

    /// What it came to.
    pub(crate) fn finish(self, ended: bool, sink: &mut dyn FnMut(Event) -> bool) -> Counts {
        if ended && self.counts.repaired > REPAIRS_SHOWN {
            let more = counted(self.counts.repaired - REPAIRS_SHOWN, "cell", "cells");
            let message = format!("{more} more with garbled letters were repaired");
            sink(Event::Issue(issue(&self.place, None, None, Severity::Note, message, "")));
        }
        self.counts
    }
}

/// A number, a day or a word such as "n/a" that is merged over columns holds for each of them; a name does not.
fn fill_right(raw: &mut RawRow) {
    for (from, to) in std::mem::take(&mut raw.spans) {
        let Some(value) = raw.cells.get(from).cloned() else { continue };
        let holds_for_each = value.bytes().all(|byte| !byte.is_ascii_alphabetic()) && value.is_ascii()
            || left_out::is_placeholder(&value);
        if !holds_for_each {
            continue;
        }
        for at in from + 1..=to {
            if raw.cells.len() <= at {
                raw.cells.resize(at + 1, String::new());
            }
            if raw.cells[at].is_empty() {
                raw.cells[at].clone_from(&value);
            }
        }
    }
}
