//! `case.toml`: what somebody wrote about a folder: a title, a day, notes, its sources, what those concerned reply.
//!
//! What is wrong in it is an issue with its line, and the rest holds: notes of people are never all right.

use chokepoint_detectors::Listed;
use chokepoint_model::{Date, Denial, Issue, Place, Registry, Severity, Stated};
use std::collections::HashMap;
use toml::de::{DeTable, DeValue};

/// What is said about a folder. All of it may be absent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// What it is about.
    pub title: String,
    /// The day asked about, unless another is given.
    pub as_of: Option<Date>,
    /// Anything a reader should know.
    pub notes: String,
    /// The sources that records name by an id.
    pub sources: Vec<CaseSource>,
    /// What those concerned say.
    pub replies: Vec<Denial>,
    /// The file and the line of each reply.
    places: Vec<Place>,
}

/// A source that records name by an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseSource {
    /// The id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// When.
    pub published: Option<Date>,
}

const KEYS: [&str; 5] = ["title", "as_of", "notes", "source", "reply"];
const OF_A_SOURCE: [&str; 4] = ["id", "title", "publisher", "published"];
const OF_A_REPLY: [&str; 4] = ["by", "on", "text", "source"];

/// Reads the file; what cannot be read is an issue, and the rest goes on.
pub(super) fn read(text: &str, file: &str, issues: &mut Vec<Issue>) -> Case {
    // Editors on Windows put a mark before the first key.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut told = Told { file, text, issues };
    let (table, faults) = DeTable::parse_recoverable(text);
    for fault in faults {
        let message: String = format!("this is no TOML: {}", fault.message()).chars().take(200).collect();
        let at = fault.span().map_or(0, |span| span.start);
        told.issue(
            at,
            Severity::Error,
            "",
            message,
            "write key = \"text\", as_of = 2024-08-31, and tables under [[source]] and [[reply]]",
        );
    }
    let of = Fields { table: table.get_ref(), at: table.span().start };
    of.only(&KEYS, "", &mut told);
    let mut case = Case {
        title: of.text("title", &mut told),
        as_of: of.day("as_of", &mut told),
        notes: of.text("notes", &mut told),
        ..Case::default()
    };
    for of in of.tables("source", &mut told) {
        of.only(&OF_A_SOURCE, "source.", &mut told);
        let id = of.text("id", &mut told);
        if id.is_empty() {
            let message = "a source without an id".to_owned();
            told.issue(of.at, Severity::Warning, "source.id", message, "give the id that records name it by");
        }
        case.sources.push(CaseSource {
            id,
            title: of.text("title", &mut told),
            publisher: of.text("publisher", &mut told),
            published: of.day("published", &mut told),
        });
    }
    for (number, of) in (1..).zip(of.tables("reply", &mut told)) {
        of.only(&OF_A_REPLY, "reply.", &mut told);
        reply(number, of, &mut case, &mut told);
    }
    case
}

fn reply(number: usize, of: Fields<'_, '_>, case: &mut Case, told: &mut Told<'_, '_>) {
    let (party, text) = (of.text("by", told), of.text("text", told));
    let (on, source) = (of.day("on", told), of.text("source", told));
    if party.is_empty() || text.is_empty() {
        let (key, advice) = match party.is_empty() {
            true => ("by", "say in by who replies: the id or the name of a party of the files"),
            false => ("text", "say in text what they reply"),
        };
        let message = format!("a reply without {key} was left out");
        return told.issue(of.at, Severity::Error, &format!("reply.{key}"), message, advice);
    }
    if !source.is_empty() && case.sources.iter().all(|known| known.id != source) {
        let at = of.place("source");
        let message = format!("no [[source]] has the id {source:?}; the reply stands with that word");
        let advice = "add a [[source]] with this id, its title and its publisher";
        told.issue(at, Severity::Note, "reply.source", message, advice);
    }
    let source = if source.is_empty() { told.file } else { source.as_str() };
    let stated = Stated { source: source.into(), record: format!("reply {number}").into(), seen: on };
    case.places.push(told.place(of.place("by"), "reply.by"));
    case.replies.push(Denial { party, on, text, stated });
}

impl Case {
    /// Replies go with the ids of those who gave them. A reply may name its party by id or by name; one of a party that
    /// no file and no list knows is told.
    pub(super) fn settle(&mut self, registry: &Registry, listed: &[Listed], issues: &mut Vec<Issue>) {
        if self.replies.is_empty() {
            return;
        }
        let plain = |text: &str| text.trim().to_lowercase();
        let mut by_name: HashMap<String, Vec<&str>> = HashMap::new();
        let of_registry = registry.profiles.iter().map(|profile| (profile.id.as_str(), &profile.party.names));
        let of_lists = listed.iter().map(|one| (one.id.as_str(), &one.party.names));
        for (id, names) in of_registry.chain(of_lists) {
            by_name.entry(plain(id)).or_default().push(id);
            for name in names {
                let known = by_name.entry(plain(&name.text)).or_default();
                if !known.contains(&id) {
                    known.push(id);
                }
            }
        }
        let is_id = |id: &str| by_name.get(&plain(id)).is_some_and(|ids| ids.contains(&id));
        for (reply, place) in self.replies.iter_mut().zip(&self.places) {
            if is_id(&reply.party) {
                continue;
            }
            let called = by_name.get(&plain(&reply.party)).map(Vec::as_slice).unwrap_or_default();
            let message = match called {
                [] => {
                    format!("no party of the files or lists has the id or the name {:?}", reply.party)
                }
                [id] => {
                    reply.party = (*id).to_owned();
                    continue;
                }
                several => {
                    format!("{} parties have the name {:?}", several.len(), reply.party)
                }
            };
            issues.push(Issue {
                place: place.clone(),
                severity: Severity::Warning,
                message: format!("{message}: the reply is shown with no finding"),
                advice: "name the party by its id".to_owned(),
            });
        }
    }
}

/// Where issues of the file go.
struct Told<'a, 'i> {
    file: &'a str,
    text: &'a str,
    issues: &'i mut Vec<Issue>,
}

impl Told<'_, '_> {
    fn place(&self, at: usize, field: &str) -> Place {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
        Place { file: self.file.to_owned(), line: Some(line), record: None, field: field.to_owned() }
    }

    fn issue(&mut self, at: usize, severity: Severity, field: &str, message: String, advice: &str) {
        let place = self.place(at, field);
        self.issues.push(Issue { place, severity, message, advice: advice.to_owned() });
    }
}

/// A table of the file, and where it begins.
#[derive(Clone, Copy)]
struct Fields<'t, 'i> {
    table: &'t DeTable<'i>,
    at: usize,
}

impl<'t, 'i> Fields<'t, 'i> {
    fn get(self, key: &str) -> Option<(&'t DeValue<'i>, usize)> {
        let found = self.table.iter().find(|(name, _)| name.get_ref().as_ref() == key);
        found.map(|(_, value)| (value.get_ref(), value.span().start))
    }

    /// Where a key stands, or its table.
    fn place(self, key: &str) -> usize {
        self.get(key).map_or(self.at, |(_, at)| at)
    }

    /// Tells of keys that mean nothing.
    fn only(self, known: &[&str], before: &str, told: &mut Told<'_, '_>) {
        for key in self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name: String = key.get_ref().chars().take(60).collect();
            let advice = format!("known are {}", known.join(", "));
            let message = format!("the key {name:?} means nothing here; it was left out");
            told.issue(key.span().start, Severity::Warning, &format!("{before}{name}"), message, &advice);
        }
    }

    fn text(self, key: &str, told: &mut Told<'_, '_>) -> String {
        match self.get(key) {
            Some((DeValue::String(text), _)) => text.trim().to_owned(),
            Some((other, at)) => {
                let message = format!("{} where text is wanted", other.type_str());
                told.issue(at, Severity::Warning, key, message, "put it in quotes");
                String::new()
            }
            None => String::new(),
        }
    }

    fn day(self, key: &str, told: &mut Told<'_, '_>) -> Option<Date> {
        let (value, at) = self.get(key)?;
        let written = match value {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(day) => day.to_string(),
            other => other.type_str().to_owned(),
        };
        let found = written.parse().ok();
        if found.is_none() {
            let written: String = written.chars().take(60).collect();
            let message = format!("{written:?} is not a day; it was left out");
            told.issue(at, Severity::Warning, key, message, "write it as 2024-08-31");
        }
        found
    }

    /// The tables of `[[key]]`; of `[key]` the one.
    fn tables(self, key: &str, told: &mut Told<'_, '_>) -> Vec<Self> {
        let Some((value, at)) = self.get(key) else { return Vec::new() };
        let all = match value {
            DeValue::Array(all) => all.iter().map(|one| (one.get_ref(), one.span().start)).collect(),
            one => vec![(one, at)],
        };
        let mut tables = Vec::new();
        for (one, at) in all {
            match one {
                DeValue::Table(table) => tables.push(Self { table, at }),
                other => {
                    let message = format!("{} where a table is wanted", other.type_str());
                    told.issue(at, Severity::Warning, key, message, &format!("write it under [[{key}]]"));
                }
            }
        }
        tables
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::{Name, Party, Profile};

    /// Reads a text; `expect` are the lines of the issues and a part of each.
    fn check(text: &str, expect: &[(u64, &str)]) -> Case {
        let mut issues = Vec::new();
        let case = read(text, "case.toml", &mut issues);
        for (issue, (line, part)) in issues.iter().zip(expect) {
            assert_eq!(issue.place.line, Some(*line), "{issue}");
            assert!(issue.to_string().contains(part), "{issue}");
        }
        assert_eq!(issues.len(), expect.len(), "{issues:?}");
        case
    }

    #[test]
    fn a_case_has_a_day_and_replies() {
        let case =
            check("as_of = 2024-08-31\n[[reply]]\nby = \"a\"\ntext = \"no\"\non = \"2024-08-04\"", &[]);
        assert_eq!(case.as_of, Some(Date::constant(2024, 8, 31)));
        assert_eq!(case.replies[0].on, Some(Date::constant(2024, 8, 4)));
    }

    #[test]
    fn what_is_wrong_in_it_is_told_with_its_line_and_the_rest_holds() {
        let case = check(
            "title = \"t\"\nas_off = 2024-08-31\nas_of = \"31.13.2024\"\nnotes = 5\n\n[[source]]\nid = \"a\"\ntitel = \"x\"\n",
            &[(2, "as_off"), (3, "31.13.2024"), (4, "integer where text"), (8, "titel")],
        );
        assert_eq!((case.title.as_str(), case.sources.len()), ("t", 1));
        assert_eq!(check("title = \"t\nnotes = \"n\"", &[(1, "no TOML")]).notes, "n");
    }

    #[test]
    fn a_reply_needs_a_party_and_a_text_and_its_source_is_looked_up() {
        let text = "[[reply]]\ntext = \"no\"\n\n[[reply]]\nby = \"a\"\ntext = \"no\"\nsource = \"nowhere\"\n[[reply]]\nby = \"a\"\n";
        let case = check(text, &[(1, "without by"), (7, "nowhere"), (8, "without text")]);
        assert_eq!(case.replies.len(), 1);
    }

    #[test]
    fn a_reply_finds_its_party_by_name_and_one_of_nobody_is_told() {
        let mut case = check(
            "[[reply]]\nby = \"example harbour ltd\"\ntext = \"no\"\n[[reply]]\nby = \"Nobody\"\ntext = \"no\"",
            &[],
        );
        let party = Party { names: vec![Name::primary("Example Harbour Ltd")], ..Party::default() };
        let profile = Profile { id: "h".into(), party, ..Profile::default() };
        let registry = Registry { profiles: vec![profile], ..Registry::default() };
        let mut issues = Vec::new();
        case.settle(&registry, &[], &mut issues);
        assert_eq!(case.replies[0].party, "h");
        assert_eq!(issues.len(), 1, "{issues:?}");
        assert_eq!(issues[0].place.line, Some(5));
    }
}
