//! Progress on standard error, only on a terminal, and only where somebody would wait.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{io::IsTerminal, time::Duration};

/// What is done sooner needs no bar: it would flash and be gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// Says on standard error what is being done, only on a terminal.
pub fn stage(words: &str) {
    if std::io::stderr().is_terminal() {
        eprintln!("{words} ...");
    }
}

/// A bar that is drawn once the work has taken two seconds.
pub struct Bar(ProgressBar);

impl Bar {
    /// How far the work is.
    pub fn set_position(&self, at: u64) {
        // indicatif draws nothing when standard error is no terminal.
        if self.0.is_hidden() && self.0.elapsed() > PATIENCE {
            self.0.set_draw_target(ProgressDrawTarget::stderr_with_hz(4));
        }
        self.0.set_position(at);
    }

    /// Takes the bar away.
    pub fn finish_and_clear(&self) {
        self.0.finish_and_clear();
    }
}

/// A bar over `bytes`, or a spinner when the size is unknown.
pub fn bar(bytes: Option<u64>) -> Bar {
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::hidden());
    let style = "{bar:40} {percent}% {binary_bytes_per_sec} {msg} {eta} left";
    Bar(bar.with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar())))
}
