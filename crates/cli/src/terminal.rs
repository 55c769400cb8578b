//! Standard output as it is: how wide, whether in colour. Nothing below asks the environment.

use crate::arguments::Common;
use chokepoint_render::{Look, Terminal};
use std::io::{self, IsTerminal, StdoutLock};

/// How standard output is written to.
#[allow(clippy::disallowed_methods)] // NO_COLOR is read here and nowhere else
pub fn look(common: &Common) -> Look {
    let is_terminal = io::stdout().is_terminal();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    Look { width: width.filter(|_| is_terminal), colour: is_terminal && !plain, whole: common.verbose }
}

/// Standard output for reading.
pub fn terminal(common: &Common) -> Terminal<StdoutLock<'static>> {
    Terminal::new(io::stdout().lock(), look(common))
}
