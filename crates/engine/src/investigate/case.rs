//! `case.toml`: what somebody wrote about a folder: a title, a day, notes, its sources, what those concerned reply.

use chokepoint_model::{Date, Denial, Issue, Place, Severity, Stated};
use serde::Deserialize;

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

/// The file as it is written. Unknown keys are told, not refused: notes of people are never strict.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    title: String,
    as_of: Option<toml::Value>,
    notes: String,
    source: Vec<SourceTable>,
    reply: Vec<ReplyTable>,
    #[serde(flatten)]
    other: toml::Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SourceTable {
    id: String,
    title: String,
    publisher: String,
    published: Option<toml::Value>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReplyTable {
    by: String,
    on: Option<toml::Value>,
    text: String,
    source: String,
}

/// Reads the file; what cannot be read is an issue, and the rest goes on.
pub(super) fn read(text: &str, file: &str, issues: &mut Vec<Issue>) -> Case {
    let mut issue = |field: &str, message: String, advice: &str| {
        let place = Place { file: file.to_owned(), field: field.to_owned(), ..Place::default() };
        issues.push(Issue { place, severity: Severity::Warning, message, advice: advice.to_owned() });
    };
    let read: File = match toml::from_str(text) {
        Ok(read) => read,
        Err(error) => {
            let message: String = format!("cannot be read: {}", error.message()).chars().take(200).collect();
            issue("", message, "write it as TOML: title, as_of = 2024-08-31, notes, [[source]], [[reply]]");
            return Case::default();
        }
    };
    for key in read.other.keys() {
        issue(key, "this key means nothing here".to_owned(), "known are title, as_of, notes, source, reply");
    }
    let mut day = |field: &str, value: &Option<toml::Value>| {
        let value = value.as_ref()?;
        let written = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
        let found = written.trim().parse().ok();
        if found.is_none() {
            issue(field, format!("{written:?} is no day"), "write it as 2024-08-31");
        }
        found
    };
    Case {
        as_of: day("as_of", &read.as_of),
        title: read.title.trim().to_owned(),
        notes: read.notes.trim().to_owned(),
        sources: (read.source.into_iter())
            .map(|one| CaseSource {
                published: day("published", &one.published),
                id: one.id,
                title: one.title,
                publisher: one.publisher,
            })
            .collect(),
        replies: (1..)
            .zip(read.reply)
            .map(|(number, one)| {
                let on = day("on", &one.on);
                let source = if one.source.is_empty() { file } else { one.source.as_str() };
                let record = format!("reply {number}").into();
                let stated = Stated { source: source.into(), record, seen: on };
                Denial { party: one.by, on, text: one.text, stated }
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, issues_expected: usize) -> Case {
        let mut issues = Vec::new();
        let case = read(text, "case.toml", &mut issues);
        assert_eq!(issues.len(), issues_expected, "{issues:?}");
        case
    }

    #[test]
    fn a_case_has_a_day_and_replies() {
        let case = check("as_of = 2024-08-31\n[[reply]]\nby = \"a\"\ntext = \"no\"\non = \"2024-08-04\"", 0);
        assert_eq!(case.as_of, Some(Date::constant(2024, 8, 31)));
        assert_eq!(case.replies[0].on, Some(Date::constant(2024, 8, 4)));
    }

    #[test]
    fn what_is_wrong_in_it_is_told_and_the_rest_holds() {
        assert_eq!(check("title = \"t\"\nas_of = \"soon\"\ncolour = 1", 2).title, "t");
        assert_eq!(check("= nothing", 1), Case::default());
    }
}
