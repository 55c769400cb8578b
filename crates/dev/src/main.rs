//! The task runner behind `./dev`.

mod bench;
mod generate;
mod new;
mod score;
mod tidy;
mod world;

use anyhow::{Result, bail};
use std::path::PathBuf;

/// As the program has it, so that what is measured is what users get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = std::io::stdout().lock();
    match words[..] {
        ["score"] => score::run(&root(), &shared(), false, &mut out),
        ["score", "successors", ref rest @ ..] => score::successors::run(rest, &mut out),
        ["score", "partners", ref rest @ ..] => score::partners::run(rest, &mut out),
        ["score", "listings"] => score::listings::run(&shared().join("data"), false, &mut out),
        ["score", "listings", "told"] => score::listings::run(&shared().join("data"), true, &mut out),
        ["score", "misses"] => score::run(&root(), &shared(), true, &mut out),
        ["bench"] => bench::run(&root(), &shared(), bench::Plan { large: false }, &mut out),
        ["bench", "--large"] => bench::run(&root(), &shared(), bench::Plan { large: true }, &mut out),
        ["bench", "--opened", workspace] => {
            bench::opened(workspace.as_ref(), bench::Plan { large: false }, &mut out)
        }
        ["bench", "--opened-large", workspace] => {
            bench::opened(workspace.as_ref(), bench::Plan { large: true }, &mut out)
        }
        ["bench", "ownership"] => bench::ownership::run(10_000_000, &mut out),
        ["world", ref rest @ ..] => world::run(rest, &mut out),
        ["tidy"] => tidy::run(&root(), &mut out),
        ["generate"] => generate::run(&root(), &mut out),
        ["new", "source", id] => new::source(&root(), id, &mut out),
        ["new", ..] => bail!("say what is new: ./dev new source ID"),
        _ => bail!("no task {arguments:?}; see `./dev help`"),
    }
}

/// The repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Where the data of others lies, when it is there.
#[allow(clippy::disallowed_methods)] // CHOKEPOINT_SHARED is read by the developer's tools, never by the program
fn shared() -> PathBuf {
    std::env::var_os("CHOKEPOINT_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}
