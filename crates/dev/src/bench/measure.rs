//! Timing many small pieces of work, and the memory of this process.

use std::time::{Duration, Instant};

/// How long each of many pieces of work took.
pub struct Timed {
    sorted: Vec<Duration>,
    whole: Duration,
}

/// Does `work` on each piece, timed one by one.
#[allow(clippy::disallowed_methods)] // a benchmark is what the clock is for
pub fn each<T>(pieces: &[T], mut work: impl FnMut(&T)) -> Timed {
    let mut sorted = Vec::with_capacity(pieces.len());
    let start = Instant::now();
    for piece in pieces {
        let began = Instant::now();
        work(piece);
        sorted.push(began.elapsed());
    }
    let whole = start.elapsed();
    sorted.sort_unstable();
    Timed { sorted, whole }
}

/// Does `work` once.
pub fn once<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

impl Timed {
    /// Pieces of work a second.
    pub fn per_second(&self) -> f64 {
        self.sorted.len() as f64 / self.whole.as_secs_f64().max(1e-9)
    }

    /// The time within which this share of the pieces was done, in microseconds.
    pub fn percentile(&self, share: f64) -> f64 {
        let at = ((self.sorted.len() as f64 * share) as usize).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    }

    /// Mean time of a piece, in nanoseconds.
    pub fn mean_ns(&self) -> f64 {
        self.whole.as_secs_f64() * 1e9 / self.sorted.len().max(1) as f64
    }
}

/// Peak memory of this process in megabytes since the last call of [`forget_peak`]; `None` where the system does not say.
pub fn peak_megabytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// Starts measuring the peak anew, where the system lets us.
pub fn forget_peak() {
    // 5 resets the peak resident size (proc(5)); elsewhere there is no such file and the peak stays.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
