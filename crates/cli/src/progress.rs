//! A progress bar on standard error, only on a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Says on standard error what is being done, only on a terminal.
pub fn stage(words: &str) {
    if std::io::stderr().is_terminal() {
        eprintln!("{words} ...");
    }
}

/// A bar over `bytes`, or a spinner when the size is unknown.
pub fn bar(bytes: Option<u64>) -> ProgressBar {
    let bar = match bytes {
        Some(bytes) => ProgressBar::new(bytes),
        None => ProgressBar::new_spinner(),
    };
    // indicatif draws nothing when standard error is no terminal.
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(4));
    let style = "{bar:40} {percent}% {binary_bytes_per_sec} {msg} {eta} left";
    bar.with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()))
}
