//! The binary `chokepoint`: arguments in, answers out, exit codes as the contract says.

mod arguments;
mod clock;
mod commands;
mod outputs;
mod progress;
mod run;
mod terminal;

use arguments::{Arguments, Command, Common};
use chokepoint_engine::EngineError;
use clap::Parser;
use std::process::ExitCode;

/// Names and records are many small texts: this allocator hands them out and takes them back sooner than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended, apart from failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// All done.
    Done,
    /// Matches were found and `--fail-on-hit` was given.
    Hits,
    /// Done in part: the issues were listed.
    Partly,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let common = &arguments.common;
    let ended =
        outputs::check(&arguments.command, common.force).and_then(|()| run(&arguments.command, common));
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::Hits) => ExitCode::from(1),
        Ok(Ended::Partly) => ExitCode::from(3),
        // A reader that has seen enough (`| head`) is no failure.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", words(&error));
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command, common: &Common) -> anyhow::Result<Ended> {
    match command {
        Command::Demo(command) => commands::demo::run(command, common),
        Command::Lists(command) => commands::lists::run(command, common),
        Command::Screen(command) => commands::screen::run(command, common),
        Command::Compare(command) => commands::compare::run(command, common),
        Command::Rules(command) => commands::rules::run(command, common),
        Command::Item(command) => commands::item::run(command, common),
        Command::Licence(command) => commands::licence::run(command, common),
        Command::Investigate(command) => commands::investigate::run(command, common),
        Command::Successors(command) => commands::successors::run(command, common),
        Command::Audit(command) => commands::audit::run(command, common),
        Command::Ownership(command) => commands::ownership::run(command, common),
    }
}

/// The error with its causes, those left out that it has told already.
fn words(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |told, cause| match told.as_str() {
        "" => cause,
        _ if told.contains(&cause) => told,
        _ => format!("{told}: {cause}"),
    })
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
            || matches!(cause.downcast_ref::<EngineError>(), Some(EngineError::Closed))
    })
}
