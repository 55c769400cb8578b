//! What a person reads on a terminal: lines wrapped at its width under the tree they belong to, verdicts in colour, and nothing
//! of a file of others that could command the terminal.

use crate::workbook::Tone;
use std::io::{self, Write};
use unicode_width::UnicodeWidthChar;

/// How a terminal is written to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Columns; `None` where lines are not wrapped, because nobody sees them there.
    pub width: Option<usize>,
    /// Whether verdicts have a colour.
    pub colour: bool,
    /// Whether all is told that is otherwise told in one line.
    pub whole: bool,
}

/// Signs that stand for the beginning and the end of a colour until a line is written. They are no characters of any text.
const MARKS: [char; 4] = ['\u{FDD0}', '\u{FDD1}', '\u{FDD2}', '\u{FDD3}'];
const END: char = '\u{FDD4}';

/// A verdict, bold and in its colour where there is colour.
pub(crate) fn marked(tone: Tone, verdict: &str) -> String {
    format!("{}{verdict}{END}", MARKS[tone as usize])
}

/// Lines on their way to a terminal or a file.
pub struct Terminal<W: Write> {
    out: W,
    look: Look,
    held: Vec<u8>,
}

impl<W: Write> Terminal<W> {
    /// Writes to `out` in this manner.
    pub fn new(out: W, look: Look) -> Self {
        Self { out, look, held: Vec::new() }
    }

    /// What is written to, with the last line in it.
    ///
    /// # Errors
    /// When the last line cannot be written.
    pub fn into_inner(mut self) -> io::Result<W> {
        self.rest()?;
        Ok(self.out)
    }

    fn rest(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let rest = std::mem::take(&mut self.held);
        let line = self.line(&String::from_utf8_lossy(&rest));
        self.out.write_all(line.as_bytes())
    }

    /// A line as it is written, wrapped and coloured.
    fn line(&self, line: &str) -> String {
        let parts = match self.look.width {
            Some(width) => wrapped(line, width.max(20)),
            None => vec![line.to_owned()],
        };
        parts.iter().map(|part| self.coloured(part)).collect::<Vec<_>>().join("\n")
    }

    fn coloured(&self, line: &str) -> String {
        let mut text = String::with_capacity(line.len());
        for c in line.chars() {
            match MARKS.iter().position(|mark| *mark == c) {
                Some(at) if self.look.colour => {
                    text.push_str(["\x1b[1;31m", "\x1b[1;33m", "\x1b[32m", "\x1b[2m"][at]);
                }
                _ if c == END && self.look.colour => text.push_str("\x1b[0m"),
                Some(_) => {}
                None if c == END => {}
                // A name may hold signs that would command the terminal.
                None if c.is_control() => text.push(' '),
                None => text.push(c),
            }
        }
        text
    }
}

impl<W: Write> Write for Terminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        let Some(end) = self.held.iter().rposition(|byte| *byte == b'\n') else { return Ok(bytes.len()) };
        let whole: Vec<u8> = self.held.drain(..=end).collect();
        let text = String::from_utf8_lossy(&whole);
        let lines: String = text.lines().map(|line| format!("{}\n", self.line(line))).collect();
        self.out.write_all(lines.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.rest()?;
        self.out.flush()
    }
}

/// Columns that a character takes on a terminal: a Chinese one takes two, a mark of colour none.
fn columns(c: char) -> usize {
    if MARKS.contains(&c) || c == END { 0 } else { c.width().unwrap_or(0) }
}

/// A line in parts of at most this many columns; the later ones stand under the text of the first, with the branches of the
/// tree carried on.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    if line.chars().map(columns).sum::<usize>() <= width {
        return vec![line.to_owned()];
    }
    let under = under(line, width);
    let indent: usize = under.chars().map(columns).sum();
    let (mut parts, mut part, mut taken) = (Vec::<String>::new(), String::new(), 0);
    // Where the part may end: behind this many bytes, which take so many columns.
    let mut room: Option<(usize, usize)> = None;
    for c in line.chars() {
        let wide = columns(c);
        let first = if parts.is_empty() { 0 } else { under.len() };
        if taken + wide > width && part.len() > first {
            let (end, _) = room.filter(|(end, _)| *end > first).unwrap_or((part.len(), taken));
            let rest = part.split_off(end);
            parts.push(part.trim_end().to_owned());
            let rest = rest.trim_start();
            part = format!("{under}{rest}");
            taken = indent + rest.chars().map(columns).sum::<usize>();
            room = None;
            if c == ' ' && rest.is_empty() {
                continue;
            }
        }
        // Words of Chinese are not divided by spaces: a line may end before any of its characters.
        let text_begins = taken > indent;
        if text_begins && (c == ' ' || wide == 2) {
            room = Some((part.len(), taken));
        }
        part.push(c);
        taken += wide;
    }
    parts.push(part);
    parts
}

/// What stands before the later parts of a line: the branches that go on, then room up to where its text begins.
fn under(line: &str, width: usize) -> String {
    let tree: String = line
        .chars()
        .take_while(|c| " │├└─".contains(*c))
        .map(|c| if "│├".contains(c) { '│' } else { ' ' })
        .collect();
    let tree = if tree.chars().count() > width / 2 { "  ".to_owned() } else { tree };
    let mut column = tree.chars().count();
    let (mut at, mut spaces) = (0, 0);
    for c in line.chars() {
        if c == ' ' {
            spaces += 1;
        } else {
            if spaces >= 2 && at <= width / 2 && at > column {
                column = at;
            }
            spaces = 0;
        }
        at += columns(c);
    }
    if column == 0 {
        column = 2;
    }
    let mut under = tree.trim_end().to_owned();
    let taken = under.chars().count();
    under.extend(std::iter::repeat_n(' ', column.saturating_sub(taken)));
    under
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(line: &str, width: usize, expect: &[&str]) {
        assert_eq!(wrapped(line, width), expect);
    }

    #[test]
    fn a_long_line_stays_under_its_branch_of_the_tree() {
        check(
            "   ├─ name   +1.80  every word of the name matches",
            44,
            &["   ├─ name   +1.80  every word of the name", "   │                matches"],
        );
        check("short", 32, &["short"]);
    }

    #[test]
    fn a_chinese_character_takes_two_columns() {
        let parts = wrapped("  北湖计算有限公司北湖计算有限公司", 20);
        assert!(parts.len() > 1);
        assert!(parts.iter().all(|part| part.chars().map(columns).sum::<usize>() <= 20), "{parts:?}");
    }

    #[test]
    fn colour_is_there_only_where_it_is_asked_for_and_a_name_commands_nothing() {
        let written = |colour: bool| {
            let look = Look { colour, ..Look::default() };
            let mut out = Terminal::new(Vec::new(), look);
            writeln!(out, "{}  Evil\x1b[2J Trading", marked(Tone::Alarm, "MATCH")).expect("written");
            String::from_utf8(out.into_inner().expect("written")).expect("text")
        };
        assert_eq!(written(false), "MATCH  Evil [2J Trading\n");
        assert_eq!(written(true), "\x1b[1;31mMATCH\x1b[0m  Evil [2J Trading\n");
    }

    proptest! {
        #[test]
        fn no_part_is_wider_than_the_terminal_and_no_letter_is_lost(line in "[a-z北湖 │├─]{0,200}", width in 20..120_usize) {
            let parts = wrapped(&line, width);
            prop_assert!(parts.iter().all(|part| part.chars().map(columns).sum::<usize>() <= width), "{:?}", parts);
            let letters = |text: &str| text.chars().filter(|c| !" │├─".contains(*c)).collect::<String>();
            prop_assert_eq!(letters(&parts.concat()), letters(&line));
        }
    }
}
