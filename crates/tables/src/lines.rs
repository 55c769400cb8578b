//! Lines of text of bounded length: one of 100 MB is passed over and named, and the next is read.

use std::{
    collections::VecDeque,
    io::{self, BufRead},
};

/// The longest line that is read.
pub const LONGEST: usize = 4 << 20;

/// A line with its number from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u64,
    /// Without its end; `Err` says why it could not be read.
    pub text: Result<String, String>,
}

/// Lines one after another; some may be put back.
pub struct Lines {
    reader: Box<dyn BufRead + Send>,
    number: u64,
    put_back: VecDeque<Line>,
}

impl Lines {
    /// The lines of a text in UTF-8.
    pub fn new(reader: Box<dyn BufRead + Send>) -> Self {
        Self { reader, number: 0, put_back: VecDeque::new() }
    }

    /// The first line that is not empty, without taking it; empty at the end of the file.
    pub fn peek_text(&mut self) -> String {
        while let Some(line) = self.next() {
            match &line.text {
                Ok(text) if text.trim().is_empty() => {}
                Ok(text) => {
                    let text = text.trim_start().to_owned();
                    self.put_back.push_front(line);
                    return text;
                }
                Err(_) => {
                    self.put_back.push_front(line);
                    return " ".to_owned();
                }
            }
        }
        String::new()
    }

    /// Puts lines back, to be read again in their order.
    pub fn put_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        for line in lines.rev() {
            self.put_back.push_front(line);
        }
    }

    fn read(&mut self) -> io::Result<Option<Result<String, String>>> {
        let mut bytes = Vec::new();
        let mut dropped = 0_usize;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                if bytes.is_empty() && dropped == 0 {
                    return Ok(None);
                }
                break;
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if bytes.len() + part.len() <= LONGEST && dropped == 0 {
                bytes.extend_from_slice(part);
            } else {
                dropped += bytes.len() + part.len();
                bytes.clear();
            }
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if dropped > 0 {
            return Ok(Some(Err(format!("a line of {} MB", dropped >> 20))));
        }
        if bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        Ok(Some(Ok(String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))))
    }
}

impl Iterator for Lines {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if let Some(line) = self.put_back.pop_front() {
            return Some(line);
        }
        let text = match self.read() {
            Ok(None) => return None,
            Ok(Some(text)) => text,
            // Reading again after an error of the system could go on for ever: the file ends here, said aloud once.
            Err(error) => {
                self.reader = Box::new(io::empty());
                Err(format!("the system refused to read on: {error}"))
            }
        };
        self.number += 1;
        Some(Line { number: self.number, text })
    }
}
