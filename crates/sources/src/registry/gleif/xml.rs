//! GLEIF as XML, streamed: each record becomes one small tree, in the shape that the JSON has.

use super::Draft;
use chokepoint_model::Severity;
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use serde_json::{Map, Value};
use std::io::BufRead;

const RECORDS: [&str; 4] = ["LEIRecord", "RelationshipRecord", "Exception", "ReportingException"];
/// Elements inside one another, and in one record, beyond which a file is no register but an attack.
const DEEPEST: usize = 64;
const MOST_IN_ONE_RECORD: usize = 100_000;
/// Text in one record, in bytes.
const LONGEST: usize = 16 << 20;

#[derive(Default)]
struct Open {
    name: String,
    text: String,
    children: Map<String, Value>,
}

/// Reads the records of an XML file.
pub(in crate::registry) fn read_xml(text: Box<dyn BufRead + Send>, draft: &mut Draft) {
    let mut reader = Reader::from_reader(text);
    let (mut buffer, mut open, mut depth) = (Vec::new(), Vec::<Open>::new(), 0_usize);
    let (mut met, mut long, mut read) = (0_usize, 0_usize, 0_u64);
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return cut(draft, &format!("{error} at byte {}", reader.buffer_position())),
        };
        match event {
            Event::Start(start) => {
                depth += 1;
                let element = element(&start);
                if open.is_empty() && !RECORDS.contains(&element.name.as_str()) {
                    continue;
                }
                met += 1;
                open.push(element);
            }
            Event::Empty(start) if !open.is_empty() => {
                met += 1;
                close(element(&start), &mut open);
            }
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    let text = text.xml10_content();
                    long += text.len();
                    element.text.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(element) = open.last_mut() {
                    let text = text.xml10_content();
                    long += text.len();
                    element.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some(element) = open.last_mut() {
                    let name_text = name.xml10_content();
                    match (name.resolve_char_ref(), resolve_predefined_entity(&name_text)) {
                        (Ok(Some(sign)), _) => element.text.push(sign),
                        (_, Some(text)) => element.text.push_str(text),
                        // An entity of a document type of its own is never followed.
                        _ => element.text.push_str(&format!("&{name_text};")),
                    }
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if let Some(element) = open.pop() {
                    if open.is_empty() {
                        read += 1;
                        draft.place(None, Some(read));
                        super::record(&Value::Object(element.children), draft);
                        (met, long) = (0, 0);
                    } else {
                        close(element, &mut open);
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if depth > DEEPEST || met > MOST_IN_ONE_RECORD || long > LONGEST {
            return cut(draft, "a record is larger or deeper than any of GLEIF");
        }
    }
    draft.place(None, None);
    if depth > 0 {
        cut(draft, "the file ends before its last element does");
    } else if read == 0 {
        let message = "no record of GLEIF is in this XML file".to_owned();
        draft.unread("format", message, "give LEI-CDF, RR-CDF or reporting exceptions");
    }
}

fn cut(draft: &mut Draft, reason: &str) {
    let message = format!("cannot be read further: {reason}");
    draft.issue("cut", Severity::Error, "", message, "the file is cut short or damaged: fetch it again");
}

fn element(start: &BytesStart<'_>) -> Open {
    let mut children = Map::new();
    for attribute in start.attributes().flatten() {
        let name = format!("@{}", local(attribute.key.as_ref()));
        let value = attribute.value.to_string();
        children.insert(name, Value::String(value));
    }
    Open { name: local(start.name().as_ref()), text: String::new(), children }
}

/// A name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

/// Puts a closed element into the one around it: a text alone, or an object; several of one name are a list.
fn close(element: Open, open: &mut [Open]) {
    let Some(around) = open.last_mut() else { return };
    let Open { name, text, mut children } = element;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = if children.keys().all(|key| key == "@lang") {
        Value::String(text)
    } else {
        if !text.is_empty() {
            children.insert("$".to_owned(), Value::String(text));
        }
        Value::Object(children)
    };
    match around.children.get_mut(&name) {
        Some(Value::Array(many)) => many.push(value),
        Some(one) => {
            let first = one.take();
            *one = Value::Array(vec![first, value]);
        }
        None => {
            around.children.insert(name, value);
        }
    }
}
