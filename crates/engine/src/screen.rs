//! Screening a file of parties: read on one thread, screened on all, written in the order of the rows.

use crate::{
    EngineError, Lists,
    answer::{Coverage, Screened, Standing},
    rescreen::rescreen,
};
use chokepoint_model::Issue;
use chokepoint_screening::{Question, Scratch};
use chokepoint_sources::parties::{Item, Parties, Row};
use rayon::prelude::*;
use std::{
    cell::RefCell,
    sync::{atomic::Ordering, mpsc},
};

/// Rows screened together: enough to keep all cores busy, few enough to keep memory constant.
const BATCH: usize = 2048;
/// Issues shown one by one; the rest are counted.
const ISSUES_SHOWN: usize = 1000;

/// What a screening of a file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Parties screened.
    pub parties: u64,
    /// Parties with a match.
    pub matched: u64,
    /// Parties with near misses only.
    pub near: u64,
    /// In a re-screening, parties of which nothing but hits is gone.
    pub gone: u64,
    /// Issues met, shown or not.
    pub issues: u64,
}

/// Screens every party of a file and hands each result over in the order of the rows; memory does not grow with the
/// file. `progress` is told the bytes read so far. With `before`, an earlier state of the lists, a result holds only
/// the hits that the change of the lists made.
///
/// # Errors
/// What `each` returns when a result cannot be written.
pub fn screen_file(
    lists: &Lists,
    before: Option<&Lists>,
    parties: Parties,
    question: &Question,
    mut each: impl FnMut(&Screened) -> Result<(), EngineError>,
    progress: impl Fn(u64),
) -> Result<(Tally, Coverage), EngineError> {
    let (mut tally, mut issues) = (Tally::default(), Vec::<Issue>::new());
    let (sender, read_rows) = mpsc::sync_channel(4);
    let (screener, screened_rows) = mpsc::sync_channel(2);
    std::thread::scope(|scope| -> Result<(), EngineError> {
        scope.spawn(move || read(parties, &sender));
        // The next rows are screened while these are written.
        scope.spawn(move || {
            for (rows, found, bytes) in read_rows {
                let screened: Vec<Screened> =
                    rows.into_par_iter().map(|row| screen_row(lists, before, row, question)).collect();
                if screener.send((screened, found, bytes)).is_err() {
                    break;
                }
            }
        });
        // Dropping the receiver on an error ends the screener, and so the reader.
        for (screened, found, bytes) in screened_rows {
            for issue in found {
                tally.issues += 1;
                if issues.len() < ISSUES_SHOWN {
                    issues.push(issue);
                }
            }
            for one in &screened {
                tally.parties += 1;
                match one.standing() {
                    Standing::Match => tally.matched += 1,
                    Standing::NearMiss => tally.near += 1,
                    Standing::Gone => tally.gone += 1,
                    Standing::Nothing => {}
                }
                each(one)?;
            }
            progress(bytes);
        }
        Ok(())
    })?;
    let mut coverage = lists.coverage(question, tally.parties, issues);
    if let Some(before) = before {
        let earlier = before.snapshot.releases();
        let changed = earlier.iter().filter(|release| !coverage.releases.contains(release));
        let changed: Vec<String> = changed.map(ToString::to_string).collect();
        let since = if changed.is_empty() { "no earlier release".to_owned() } else { changed.join(", ") };
        coverage.notes.push(format!("re-screened: told is only what changed since {since}"));
    }
    Ok((tally, coverage))
}

thread_local! {
    /// Room for one screening after another, kept from batch to batch: it remembers the words of the world.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fn screen_row(lists: &Lists, before: Option<&Lists>, row: Row, question: &Question) -> Screened {
    let hits = SCRATCH.with_borrow_mut(|scratch| match before {
        Some(before) => rescreen(before, lists, &row.party, question, scratch),
        None => lists.screen(&row.party, question, scratch),
    });
    Screened { row: row.row, party: row.party, passed: row.passed, hits, rescreened: before.is_some() }
}

type Batch = (Vec<Row>, Vec<Issue>, u64);

fn read(parties: Parties, sender: &mpsc::SyncSender<Batch>) {
    let bytes = parties.bytes_read();
    let so_far = || bytes.load(Ordering::Relaxed);
    let (mut rows, mut issues) = (Vec::with_capacity(BATCH), Vec::new());
    parties.read(&mut |item| {
        match item {
            Item::Row(row) => rows.push(row),
            Item::Issue(issue) => issues.push(issue),
        }
        if rows.len() < BATCH && issues.len() < BATCH {
            return true;
        }
        sender.send((std::mem::take(&mut rows), std::mem::take(&mut issues), so_far())).is_ok()
    });
    // When nobody takes batches any more, the screening has ended with an error of its own.
    let _ = sender.send((rows, issues, so_far()));
}
