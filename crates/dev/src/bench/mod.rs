//! Speed: ratios against a plain baseline run beside, so that a figure means something on any machine.

mod comparing;
mod law;
mod licensing;
mod measure;
pub mod ownership;
mod parties;
mod scaling;
mod screening;

use anyhow::Result;
use std::{io::Write, path::Path};

/// What to measure.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plan {
    /// Also 500,000 and 3 million made-up names and a file of a million parties; some minutes.
    pub large: bool,
}

/// Prints every speed figure that the data at hand allows. `root` is the repository, `shared` holds `data/`.
///
/// # Errors
/// When a file is there but cannot be read, or the figures cannot be printed.
pub fn run(root: &Path, shared: &Path, plan: Plan, out: &mut dyn Write) -> Result<()> {
    writeln!(
        out,
        "one core unless said otherwise; quote ratios, this machine's seconds mean little elsewhere"
    )?;
    law::run(root, out)?;
    licensing::run(plan, out)?;
    let list = shared.join("data/csl-consolidated-2026-07-31/consolidated.json");
    if list.exists() {
        screening::run(&list, plan, out)?;
    } else {
        writeln!(out, "skipped: {} absent", list.display())?;
    }
    let sizes: &[usize] = if plan.large { &[26_000, 500_000, 3_000_000] } else { &[26_000, 100_000] };
    scaling::run(sizes, out)?;
    ownership::run(10_000_000, out)
}

/// The part of [`run`] that is measured in a process of its own.
///
/// # Errors
/// As [`run`].
pub fn opened(workspace: &Path, plan: Plan, out: &mut dyn Write) -> Result<()> {
    screening::opened(workspace, plan, out)
}
