//! JSON: objects one a line, in an array, or in the lists of a document; each is a row whose headings are its keys.

use crate::{
    Head, Kind, OpenError, Raw, RawRow, Tables, issue,
    lines::{Line, Lines},
};
use chokepoint_model::Severity;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::{
    cell::Cell,
    fmt,
    io::{self, BufRead, Read},
    rc::Rc,
    sync::Arc,
};

/// The largest object that is read.
const LARGEST: u64 = 64 << 20;
/// Keys under which documents keep their records.
const LISTS: [&str; 10] = [
    "records",
    "relations",
    "exceptions",
    "results",
    "items",
    "data",
    "statements",
    "entities",
    "rows",
    "parties",
];
const ONE: &str = "write one object a line";

pub(crate) fn open(text: Box<dyn BufRead + Send>, first: u8, name: &str) -> Result<Tables, OpenError> {
    let file = name.to_owned();
    let head = |headings: Vec<String>| Head {
        name: String::new(),
        kind: Kind::Objects,
        heading_row: None,
        headings: headings.into(),
        above: Vec::new(),
        first_rows: Vec::new(),
    };
    if first == b'[' {
        let producer: crate::Producer = Box::new(move |_, sink| document(text, &file, sink));
        return Ok(Tables::new(name, vec![head(Vec::new())], producer));
    }
    let mut lines = Lines::new(text);
    let _ = lines.peek_text();
    let first = lines.next();
    let of_line = first.as_ref().and_then(|line| line.text.as_ref().ok());
    let object = of_line.and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok());
    let headings = object.map(|object| object.keys().cloned().collect()).unwrap_or_default();
    let is_one_a_line = match of_line {
        // A line beyond reason, or the second line an object as well: lines, of which the first is broken.
        None => true,
        Some(text) => {
            serde_json::from_str::<IgnoredAny>(text).is_ok() || {
                let next = lines.next();
                let is_object = next.as_ref().is_some_and(|line| {
                    line.text.as_ref().is_ok_and(|text| {
                        text.trim_start().starts_with('{') && serde_json::from_str::<IgnoredAny>(text).is_ok()
                    })
                });
                lines.put_back(next.into_iter());
                is_object || text.trim().len() > 2 && text.trim().ends_with('}')
            }
        }
    };
    let producer: crate::Producer = if is_one_a_line {
        lines.put_back(first.into_iter());
        Box::new(move |_, sink| of_lines(lines, &file, sink))
    } else {
        let left = first.and_then(|line| line.text.ok()).unwrap_or_default() + "\n";
        Box::new(move |_, sink| document(Rest { lines, left, at: 0 }, &file, sink))
    };
    Ok(Tables::new(name, vec![head(headings)], producer))
}

/// Objects one a line; a broken line costs itself.
fn of_lines(lines: Lines, file: &str, sink: &mut crate::Sink<'_>) {
    let mut rows = Rows::default();
    for Line { number, text } in lines {
        let text = match text {
            Ok(text) if text.trim().is_empty() => continue,
            read => read,
        };
        rows.read += 1;
        let mut refuse = |message: String, advice: &str| {
            sink(Raw::Issue(issue(file, Some(number), Some(rows.read), Severity::Error, message, advice)))
        };
        let wanted = match text.map(|text| serde_json::from_str::<Value>(&text)) {
            Ok(Ok(Value::Object(object))) => sink(Raw::Row(rows.row(object, number))),
            Ok(Ok(_)) => refuse("the line is no JSON object".to_owned(), ONE),
            Ok(Err(error)) => refuse(format!("the line is no JSON: {error}"), ONE),
            Err(reason) => refuse(format!("{reason} cannot be read"), "a line may have 4 MB"),
        };
        if !wanted {
            return;
        }
    }
}

/// Rows of objects; those of the same keys share their headings.
#[derive(Default)]
struct Rows {
    read: u64,
    headings: Arc<[String]>,
    /// Headings of rows that are arrays.
    of_arrays: Option<Arc<[String]>>,
}

impl Rows {
    fn row(&mut self, object: Map<String, Value>, line: u64) -> RawRow {
        if !object.keys().eq(self.headings.iter()) {
            self.headings = object.keys().cloned().collect();
        }
        let cells = object.values().map(text).collect();
        let headings = Some(Arc::clone(&self.headings));
        RawRow { line, cells, headings, object: Some(Box::new(object)), ..RawRow::default() }
    }

    /// The row that a record is; `None` for the headings of arrays.
    fn record(&mut self, value: Value, file: &str) -> Option<Raw> {
        match value {
            Value::Object(object) => Some(Raw::Row(self.row(object, 0))),
            Value::String(name) => {
                let headings = Some(["name".to_owned()].into());
                Some(Raw::Row(RawRow { cells: vec![name], headings, ..RawRow::default() }))
            }
            Value::Array(cells) => {
                let cells: Vec<String> = cells.iter().map(text).collect();
                match &self.of_arrays {
                    None => {
                        self.of_arrays = Some(cells.into());
                        None
                    }
                    Some(headings) => {
                        let headings = Some(Arc::clone(headings));
                        Some(Raw::Row(RawRow { cells, headings, ..RawRow::default() }))
                    }
                }
            }
            _ => {
                let message = "the record is no JSON object".to_owned();
                Some(Raw::Issue(issue(
                    file,
                    None,
                    Some(self.read),
                    Severity::Error,
                    message,
                    "it was left out",
                )))
            }
        }
    }
}

/// A value as a cell: lists are joined by `;`, objects are left to who knows their keys.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Object(_) => String::new(),
        Value::Array(values) => {
            values.iter().map(text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// Takes a document apart: an array record by record; an object by the lists of records in it.
fn document(text: impl Read, file: &str, sink: &mut crate::Sink<'_>) {
    let since = Rc::new(Cell::new(0));
    let bounded = Bounded { inner: io::BufReader::with_capacity(1 << 16, text), since: Rc::clone(&since) };
    let mut deserializer = serde_json::Deserializer::from_reader(io::BufReader::new(bounded));
    let mut state = State { rows: Rows::default(), file, sink, stopped: false, since };
    let ended = (Top { state: &mut state }).deserialize(&mut deserializer);
    let State { rows, sink, stopped, .. } = state;
    if stopped {
        return;
    }
    let message = match ended {
        Err(error) => format!("cannot be read further: {error}"),
        Ok(()) if rows.read == 0 => "no record is in it".to_owned(),
        Ok(()) => return,
    };
    let message = message.chars().take(200).collect();
    let advice = "the file is cut short, damaged or empty: write it anew";
    sink(Raw::Issue(issue(file, None, Some(rows.read), Severity::Error, message, advice)));
}

/// What is left of a file of which the first line was looked at.
struct Rest {
    lines: Lines,
    left: String,
    at: usize,
}

impl Read for Rest {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.left.len() {
            let Some(line) = self.lines.next() else { return Ok(0) };
            self.left = line.text.map_err(io::Error::other)? + "\n";
            self.at = 0;
        }
        let part = &self.left.as_bytes()[self.at..];
        let count = part.len().min(buffer.len());
        buffer[..count].copy_from_slice(&part[..count]);
        self.at += count;
        Ok(count)
    }
}

/// Ends the reading at an object that is larger than any record.
struct Bounded<R> {
    inner: R,
    since: Rc<Cell<u64>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > LARGEST {
            return Err(io::Error::other("a record has more than 64 MB"));
        }
        let read = self.inner.read(buffer)?;
        self.since.set(self.since.get() + read as u64);
        Ok(read)
    }
}

struct State<'a, 'b> {
    rows: Rows,
    file: &'a str,
    sink: &'a mut crate::Sink<'b>,
    stopped: bool,
    since: Rc<Cell<u64>>,
}

impl State<'_, '_> {
    /// Hands a record over; `false` when no more are wanted.
    fn take(&mut self, value: Value) -> bool {
        self.since.set(0);
        self.rows.read += 1;
        if let Some(raw) = self.rows.record(value, self.file) {
            self.stopped = !(self.sink)(raw);
        }
        !self.stopped
    }
}

struct Top<'s, 'a, 'b> {
    state: &'s mut State<'a, 'b>,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element::<Value>()? {
            if !self.state.take(value) {
                return Err(A::Error::custom("no more are wanted"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut whole = Map::new();
        let before = self.state.rows.read;
        while let Some(key) = map.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                map.next_value_seed(Top { state: &mut *self.state })?;
            } else {
                whole.insert(key, map.next_value()?);
            }
        }
        // A document that keeps its records elsewhere than in a list is one record.
        if self.state.rows.read == before && !whole.is_empty() && !self.state.take(Value::Object(whole)) {
            return Err(A::Error::custom("no more are wanted"));
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
