//! Lines of the files: entities, and the operations of delta files.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// An entity as a line gives it. Keys of the publisher's own bookkeeping are passed over by name.
#[derive(Debug, Deserialize)]
pub(super) struct Entity {
    pub(super) id: String,
    #[serde(default)]
    pub(super) schema: String,
    #[serde(default)]
    properties: BTreeMap<String, Values>,
    #[serde(default)]
    pub(super) datasets: Vec<String>,
    pub(super) last_seen: Option<String>,
}

/// Values of a property: a list; some publishers write a text alone for a list of one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Values {
    Several(Vec<Value>),
    One(Value),
}

impl Values {
    fn all(&self) -> &[Value] {
        match self {
            Self::Several(values) => values,
            Self::One(value) => std::slice::from_ref(value),
        }
    }
}

/// What is read of a line to know what it is about.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) id: String,
}

/// A line of a delta file.
#[derive(Debug, Deserialize)]
pub(super) struct Change<T> {
    pub(super) op: Operation,
    pub(super) entity: T,
}

/// What a line of a delta file does. ADD and MOD carry the whole entity and replace it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Operation {
    #[serde(rename = "ADD")]
    Add,
    #[serde(rename = "MOD")]
    Modify,
    #[serde(rename = "DEL")]
    Delete,
}

impl Entity {
    /// The values of a property that are texts, in the file's order.
    pub(super) fn values(&self, property: &str) -> impl Iterator<Item = &str> {
        let values = self.properties.get(property).map_or(&[][..], Values::all);
        values.iter().filter_map(text).filter(|text| !text.is_empty())
    }

    /// The first value of a property.
    pub(super) fn value(&self, property: &str) -> Option<&str> {
        self.values(property).next()
    }

    /// The names of the properties it has.
    pub(super) fn properties(&self) -> impl Iterator<Item = &str> {
        self.properties.keys().map(String::as_str)
    }
}

/// A text, or the id of an entity that is nested in place of its id.
fn text(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("id")?.as_str()).map(str::trim)
}

/// The longest line that is read, in bytes: the largest entities that are published have a few megabytes.
const LONGEST: usize = 64 << 20;

/// What a line says.
pub(super) fn parsed<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, serde_json::Error> {
    if line.len() > LONGEST {
        let words = format!("a line of {} MB, where one of {} is read", line.len() >> 20, LONGEST >> 20);
        return Err(serde::de::Error::custom(words));
    }
    serde_json::from_slice(line)
}

/// Whether the first line is an operation.
pub(super) fn is_delta(bytes: &[u8]) -> bool {
    first(bytes).is_some_and(|line| parsed::<Change<Head>>(line).is_ok())
}

/// A longer first line is first judged by its start: a large file of another kind is often one line.
const JUDGED_WHOLE: usize = 1 << 20;
/// The bytes of its start, in which an entity has named its schema.
const START: usize = 4096;

/// The first line, where it may be an entity.
pub(super) fn first(bytes: &[u8]) -> Option<&[u8]> {
    let start = &bytes[..bytes.len().min(JUDGED_WHOLE)];
    let ends = bytes.len() <= JUDGED_WHOLE || lines(start).nth(1).is_some();
    let names_a_schema = || start[..start.len().min(START)].windows(8).any(|eight| eight == b"\"schema\"");
    if ends || names_a_schema() { lines(bytes).next().map(|(_, line)| line) } else { None }
}

/// The lines that hold something, with their number from 1.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .split(|byte| *byte == b'\n')
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim_ascii()))
        .filter(|(_, line)| !line.is_empty())
}
