//! Screening a file of parties: read on one thread, screened on all, written in the order of the rows.

use crate::{
    EngineError, Lists,
    answer::{Coverage, Screened, Standing},
    batches::{Issues, Read, ordered},
    rescreen::rescreen,
};
use chokepoint_screening::{Question, Scratch};
use chokepoint_sources::parties::{Item, Parties, Row};
use std::cell::RefCell;

/// Rows screened together: enough to keep all cores busy, few enough to keep memory constant.
const BATCH: usize = 2048;
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
    let (mut tally, mut issues) = (Tally::default(), Issues::default());
    let bytes = parties.bytes_read();
    let report = ordered(
        BATCH,
        &bytes,
        |sink| {
            parties.read(&mut |item| {
                sink(match item {
                    Item::Row(row) => Read::Row(row),
                    Item::Issue(issue) => Read::Issue(issue),
                })
            })
        },
        || (),
        |(), row| screen_row(lists, before, row, question),
        |batch| {
            batch.issues.into_iter().for_each(|issue| issues.add(issue));
            for one in &batch.worked {
                tally.parties += 1;
                match one.standing() {
                    Standing::Match => tally.matched += 1,
                    Standing::NearMiss => tally.near += 1,
                    Standing::Gone => tally.gone += 1,
                    Standing::Nothing => {}
                }
                each(one)?;
            }
            progress(batch.bytes);
            Ok::<(), EngineError>(())
        },
    )?;
    tally.issues = issues.count;
    let mut coverage = lists.coverage(question, tally.parties, issues.shown);
    coverage.read = report;
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
