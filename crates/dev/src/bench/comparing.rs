//! One comparison of two prepared names, beside Jaro-Winkler on the same pairs.

use super::measure;
use anyhow::Result;
use chokepoint_screening::names::{PreparedName, compare};
use std::{hint::black_box, io::Write};

/// Two prepared names.
pub type Pair<'a> = (PreparedName<'a>, PreparedName<'a>);

/// Times `compare` on pairs that are one party and on pairs that are not.
pub fn run(same: &[Pair<'_>], other: &[Pair<'_>], out: &mut dyn Write) -> Result<()> {
    writeln!(out, "\n## One comparison, both sides prepared (want 2000 ns; logic-v2 181000, Watchman 6000)")?;
    for (what, pairs) in [("aliases of one entity", same), ("two entities", other)] {
        let ours = measure::each(&[(); 5], |()| {
            for (a, b) in pairs {
                black_box(compare(black_box(a), black_box(b)));
            }
        });
        let plain = measure::each(&[(); 5], |()| {
            for (a, b) in pairs {
                let (a, b) = (black_box(a.text()), black_box(b.text()));
                black_box(rapidfuzz::distance::jaro_winkler::similarity(a.chars(), b.chars()));
            }
        });
        let (ours, plain) = (ours.mean_ns() / pairs.len() as f64, plain.mean_ns() / pairs.len() as f64);
        writeln!(
            out,
            "{what:<24} {ours:>7.0} ns   Jaro-Winkler {plain:>5.0} ns   ratio {:.2}   ({} pairs)",
            ours / plain,
            pairs.len()
        )?;
    }
    Ok(())
}
