//! The law as dated data for reading: listed, shown with its history, compared and checked.

mod check;
mod diff;
mod list;
mod show;

pub use check::write_check;
pub use diff::write_diff;
pub use list::{Listed, write_list};
pub use show::write_show;

use chokepoint_rules::{Confidence, Dated, Value};

/// How far a value may be relied on.
fn standing(dated: &Dated) -> String {
    let verified = match dated.confidence {
        Confidence::Knowledge => "unverified".to_owned(),
        level => level.as_str().replace('_', " "),
    };
    format!("{}, {verified}", dated.status.as_str().replace('_', " "))
}

/// What a value says, in lines: the value, then the tests and items of a provision.
fn told(dated: &Dated) -> Vec<String> {
    let Some(value) = &dated.value else {
        return vec!["nothing applies".to_owned()];
    };
    let mut lines = vec![value.to_string()];
    match value {
        Value::Provision(provision) => {
            let list = |words: &[String]| words.join(", ");
            let spoken = [
                ("items", list(&provision.items)),
                ("lists", list(&provision.lists)),
                ("when", provision.when.as_ref().map_or_else(String::new, ToString::to_string)),
                ("unless", provision.unless.as_ref().map_or_else(String::new, ToString::to_string)),
                (
                    "review",
                    provision.review.map_or_else(String::new, |review| review.as_str().replace('_', " ")),
                ),
                ("shows in", list(&provision.sees)),
            ];
            let said = spoken.into_iter().filter(|(_, text)| !text.is_empty());
            lines.extend(said.map(|(word, text)| format!("{word}: {text}")));
        }
        Value::Ownership(ownership) => {
            lines.push(format!("counts: {}", ownership.counts.join(", ")));
            lines.push(format!("lists: {}", ownership.lists.join(", ")));
        }
        _ => {}
    }
    lines
}

/// Text in lines of a readable length, each after this many spaces.
fn wrapped(text: &str, indent: usize) -> String {
    const WIDTH: usize = 110;
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines += &format!("{:indent$}{line}\n", "");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line += word;
    }
    lines + &format!("{:indent$}{line}\n", "")
}

/// At most this many characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
