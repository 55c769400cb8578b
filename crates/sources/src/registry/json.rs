//! JSON of any of the formats: lines, one array, or one document, taken apart object by object and told by their keys.

use super::{bods, draft::Draft, ftm, gleif, graph, psc, table};
use chokepoint_model::Severity;
use chokepoint_tables::lines::Lines;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::{
    cell::Cell,
    fmt,
    io::{self, BufRead, Read},
    rc::Rc,
};

/// The largest object that is read.
const LARGEST: u64 = 64 << 20;
/// Keys under which documents keep their records.
const LISTS: [&str; 8] =
    ["records", "relations", "exceptions", "results", "items", "data", "statements", "entities"];

/// What kinds of record the objects of a file turned out to be.
#[derive(Default)]
pub(super) struct Kinds {
    bods: bods::Statements,
    graph: graph::Nodes,
    rows: table::ObjectRows,
    read: u64,
}

impl Kinds {
    /// Reads one object as what its keys say it is.
    fn object(&mut self, object: Value, draft: &mut Draft) {
        self.read += 1;
        let has = |key: &str| object.get(key).is_some();
        if has("schema") && has("properties") {
            ftm::entity(&object, draft);
        } else if has("op") && has("entity") {
            ftm::change(&object, draft);
        } else if has("statementId") || has("statementID") || has("recordType") || has("statementType") {
            self.bods.take(object, draft);
        } else if psc::is_line(&object) {
            psc::read(&object, draft);
        } else if has("LEI") || has("Relationship") || has("ExceptionCategory") {
            gleif::record(&object, draft);
        } else if has("nodes") || has("edges") || has("links") {
            graph::document(&object, draft);
        } else if object.is_object() {
            if !self.graph.take(&object, draft) {
                self.rows.take(&object, draft);
            }
        } else {
            let message = "the record is no JSON object".to_owned();
            draft.issue("object", Severity::Error, "", message, "it was left out");
        }
    }

    fn finish(self, draft: &mut Draft) {
        draft.place(None, None);
        if self.read == 0 {
            let message = "no record of a registry is in this file".to_owned();
            let advice = "give FollowTheMoney, BODS or GLEIF files, CSV or XLSX";
            draft.issue("format", Severity::Error, "", message, advice);
        }
        self.bods.finish(draft);
        self.graph.finish(draft);
        self.rows.finish(draft);
    }
}

/// An array of objects, one after another.
pub(super) fn read_array(text: Box<dyn BufRead + Send>, draft: &mut Draft) {
    let mut kinds = Kinds::default();
    stream(text, &mut kinds, draft);
    kinds.finish(draft);
}

/// Objects a line, or one document over many lines.
pub(super) fn read_objects(text: Box<dyn BufRead + Send>, draft: &mut Draft) {
    let mut kinds = Kinds::default();
    let mut lines = Lines::new(text);
    let first = lines.next();
    let is_lines = match &first {
        Some(line) => line.text.as_ref().is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok()),
        None => true,
    };
    if is_lines || first.as_ref().is_some_and(|line| line.text.is_err()) {
        lines.put_back(first.into_iter());
        for line in lines {
            draft.place(Some(line.number), Some(kinds.read + 1));
            match line.text.map(|text| (text.trim().is_empty(), serde_json::from_str::<Value>(&text))) {
                Ok((true, _)) => {}
                Ok((false, Ok(object))) => kinds.object(object, draft),
                Ok((false, Err(error))) => {
                    kinds.read += 1;
                    let message: String = format!("the line is no JSON: {error}").chars().take(200).collect();
                    draft.issue(
                        "line",
                        Severity::Error,
                        "",
                        message,
                        "it was left out: write one object a line",
                    );
                }
                Err(reason) => {
                    kinds.read += 1;
                    let message = format!("{reason} cannot be read");
                    draft.issue("line", Severity::Error, "", message, "a line may have 4 MB");
                }
            }
        }
    } else {
        stream(
            Box::new(Rest { lines, left: first.and_then(|line| line.text.ok()).unwrap_or_default(), at: 0 }),
            &mut kinds,
            draft,
        );
    }
    kinds.finish(draft);
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

/// Takes a document apart: an array object by object; an object by the lists of records in it.
fn stream(text: impl Read, kinds: &mut Kinds, draft: &mut Draft) {
    let since = Rc::new(Cell::new(0));
    let bounded = Bounded { inner: io::BufReader::with_capacity(1 << 16, text), since: Rc::clone(&since) };
    let mut deserializer = serde_json::Deserializer::from_reader(io::BufReader::new(bounded));
    let top = Top { kinds, draft, since };
    if let Err(error) = top.deserialize(&mut deserializer) {
        let message: String = format!("cannot be read further: {error}").chars().take(200).collect();
        draft.issue("cut", Severity::Error, "", message, "the file is cut short or damaged: fetch it again");
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

struct Top<'a> {
    kinds: &'a mut Kinds,
    draft: &'a mut Draft,
    since: Rc<Cell<u64>>,
}

impl<'de> DeserializeSeed<'de> for Top<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element::<Value>()? {
            self.since.set(0);
            self.draft.place(None, Some(self.kinds.read + 1));
            self.kinds.object(value, self.draft);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut whole = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                let inner =
                    Top { kinds: &mut *self.kinds, draft: &mut *self.draft, since: Rc::clone(&self.since) };
                map.next_value_seed(inner)?;
            } else {
                whole.insert(key, map.next_value()?);
            }
        }
        // A document that keeps its records elsewhere than in a list is one record.
        if self.kinds.read == 0 && !whole.is_empty() {
            self.kinds.object(Value::Object(whole), self.draft);
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
