//! Rows read on one thread, worked on by all, handed over in their order; memory does not grow with them.

use chokepoint_model::Issue;
use rayon::prelude::*;
use std::{
    panic::resume_unwind,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
};

/// Issues shown one by one; the rest are counted.
const ISSUES_SHOWN: usize = 1000;

/// What a reader hands over.
pub(crate) enum Read<I> {
    Row(I),
    Issue(Issue),
}

/// Rows that were worked on, with the issues met while they were read, and the bytes read so far.
pub(crate) struct Batch<O> {
    pub(crate) worked: Vec<O>,
    pub(crate) issues: Vec<Issue>,
    pub(crate) bytes: u64,
}

/// Reads rows, works on each, and hands the results over in the order of the rows, `size` together: enough to keep all
/// cores busy, few enough to keep memory constant. The next rows are worked on while these are written. `state` makes
/// what a thread keeps between rows. Returns what the reader says at its end.
///
/// # Errors
/// What `each` returns; the reader ends then.
pub(crate) fn ordered<I: Send, O: Send, S, R: Send, E>(
    size: usize,
    bytes: &Arc<AtomicU64>,
    read: impl FnOnce(&mut dyn FnMut(Read<I>) -> bool) -> R + Send,
    state: impl Fn() -> S + Send + Sync,
    work: impl Fn(&mut S, I) -> O + Send + Sync,
    mut each: impl FnMut(Batch<O>) -> Result<(), E>,
) -> Result<R, E> {
    let (sender, rows_read) = mpsc::sync_channel(4);
    let (worker, batches) = mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let so_far = || bytes.load(Ordering::Relaxed);
            let (mut rows, mut issues) = (Vec::with_capacity(size), Vec::new());
            let ended = read(&mut |read| {
                match read {
                    Read::Row(row) => rows.push(row),
                    Read::Issue(issue) => issues.push(issue),
                }
                if rows.len() < size && issues.len() < size {
                    return true;
                }
                sender.send((std::mem::take(&mut rows), std::mem::take(&mut issues), so_far())).is_ok()
            });
            // When nobody takes batches any more, the work has ended with an error of its own.
            let _ = sender.send((rows, issues, so_far()));
            ended
        });
        scope.spawn(move || {
            for (rows, issues, bytes) in rows_read {
                let worked = rows.into_par_iter().map_init(&state, |state, row| work(state, row)).collect();
                if worker.send(Batch { worked, issues, bytes }).is_err() {
                    break;
                }
            }
        });
        // Dropping the receiver on an error ends the worker, and so the reader.
        for batch in batches {
            each(batch)?;
        }
        // A reader that panicked has not read all.
        reader.join().map_err(|panic| resume_unwind(panic))
    })
}

/// Issues, of which as many are kept as anybody reads; all are counted.
#[derive(Default)]
pub(crate) struct Issues {
    pub(crate) shown: Vec<Issue>,
    pub(crate) count: u64,
}

impl Issues {
    pub(crate) fn add(&mut self, issue: Issue) {
        self.count += 1;
        if self.shown.len() < ISSUES_SHOWN {
            self.shown.push(issue);
        }
    }
}
