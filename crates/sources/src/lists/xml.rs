//! XML lists, streamed: the containers of a list are walked through, each entry in them becomes one small tree.

use super::report::Report;
use chokepoint_model::Severity;
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

/// Elements inside one another, and elements in one entry, beyond which a file is not a list but an attack.
const DEEPEST: usize = 64;
const MOST_IN_ONE_ENTRY: usize = 1_000_000;
/// Bytes of text in one piece, and of one element in its pieces, beyond which it is none of a list.
const LONGEST_TEXT: usize = 4 << 20;

const TOO_LONG: &str = "a text is longer than any list has";

/// An element with all that stands in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Name without its prefix.
    pub(super) name: String,
    /// Attributes without their prefixes.
    pub(super) attributes: Vec<(String, String)>,
    /// The text in it, white space trimmed at both ends and made one blank within.
    pub(super) text: String,
    /// The elements in it, in their order.
    pub(super) children: Vec<Element>,
}

impl Element {
    /// The text of the first child of this name; empty when there is none.
    pub(super) fn text_of(&self, name: &str) -> &str {
        self.children.iter().find(|child| child.name == name).map_or("", |child| &child.text)
    }

    /// The attribute of this name; empty when there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(held, _)| held == name).map_or("", |(_, value)| value)
    }

    /// Reports every child whose name is not among `known` and in which something stands.
    pub(super) fn report_others(&self, known: &[&str], report: &mut Report<'_>) {
        for child in &self.children {
            if !known.contains(&child.name.as_str()) && child.says_something() {
                report.unused(&child.name);
            }
        }
    }

    /// Whether there is text in it, at any depth.
    pub(super) fn says_something(&self) -> bool {
        !self.text.is_empty() || self.children.iter().any(Self::says_something)
    }
}

/// Walks through a file: elements named in `containers` are handed over when they open, without what stands in them;
/// every other element is handed over whole. A file that ends before its outermost element does is cut short.
pub(super) fn walk(
    bytes: &[u8],
    containers: &[&str],
    report: &mut Report<'_>,
    visit: &mut dyn FnMut(Element, &mut Report<'_>),
) {
    let (text, _, damaged) = encoding_rs::UTF_8.decode(bytes);
    if damaged {
        let message = "the file is not in the encoding it should be in; letters that cannot be read are shown as \u{fffd}";
        report.issue("encoding", Severity::Warning, "", message.into(), "fetch the file again");
    }
    let mut reader = Reader::from_str(&text);
    // Elements of the entry that are still open; how many containers are open; elements met in this entry.
    let (mut open, mut outside, mut met, mut is_done) = (Vec::<Element>::new(), 0_usize, 0_usize, false);
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return report.cut(format_args!("{error} at byte {}", reader.buffer_position())),
        };
        if open.last().is_some_and(|element| element.text.len() > LONGEST_TEXT) {
            return report.cut(TOO_LONG);
        }
        match event {
            Event::Start(start) if start.len() > LONGEST_TEXT => return report.cut(TOO_LONG),
            Event::Empty(start) if start.len() > LONGEST_TEXT => return report.cut(TOO_LONG),
            Event::Start(start) => {
                let element = element(&start);
                if open.is_empty() && containers.contains(&element.name.as_str()) {
                    outside += 1;
                    visit(element, report);
                } else {
                    met += 1;
                    open.push(element);
                }
                if open.len() + outside > DEEPEST || met > MOST_IN_ONE_ENTRY {
                    return report.cut("one entry holds more elements than any list has");
                }
            }
            Event::Empty(start) => {
                met += 1;
                if met > MOST_IN_ONE_ENTRY {
                    return report.cut("one entry holds more elements than any list has");
                }
                match open.last_mut() {
                    Some(parent) => parent.children.push(element(&start)),
                    None => {
                        is_done |= outside == 0;
                        visit(element(&start), report);
                        met = 0;
                    }
                }
            }
            Event::End(_) => {
                let Some(mut closed) = open.pop() else {
                    outside = outside.saturating_sub(1);
                    is_done |= outside == 0;
                    continue;
                };
                closed.text = closed.text.split_whitespace().collect::<Vec<_>>().join(" ");
                match open.last_mut() {
                    Some(parent) => parent.children.push(closed),
                    None => {
                        is_done |= outside == 0;
                        visit(closed, report);
                        met = 0;
                    }
                }
            }
            Event::Text(text) if text.len() > LONGEST_TEXT => return report.cut(TOO_LONG),
            Event::CData(text) if text.len() > LONGEST_TEXT => return report.cut(TOO_LONG),
            Event::Text(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(element) = open.last_mut() {
                    element.text.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(reference) => {
                let Some(element) = open.last_mut() else { continue };
                let name = reference.xml10_content();
                match (reference.resolve_char_ref(), resolve_predefined_entity(&name)) {
                    (Ok(Some(character)), _) => element.text.push(character),
                    (_, Some(text)) => element.text.push_str(text),
                    // An entity of a document type of its own is never followed.
                    _ => element.text.push_str(&format!("&{name};")),
                }
            }
            Event::Eof if is_done && open.is_empty() && outside == 0 => return,
            Event::Eof => return report.cut("the file ends inside its list"),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute.value.to_string();
        let value =
            quick_xml::escape::unescape(&value).map_or_else(|_| value.clone(), |value| value.into_owned());
        (attribute.key.local_name().as_ref().to_owned(), value)
    });
    Element {
        name: start.local_name().as_ref().to_owned(),
        attributes: attributes.collect(),
        ..Element::default()
    }
}
