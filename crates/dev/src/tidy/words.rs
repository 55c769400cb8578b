//! The vocabulary of `docs/words.md` is kept: phrases that it rules out do not come back to what the program says.

use anyhow::{Context, Result};
use std::{fs, path::Path};

/// The page that holds the vocabulary, and the heading of its table of phrases.
const PAGE: &str = "docs/words.md";
const RULED_OUT: &str = "## What we do not say";

/// Phrases ruled out that stand in a message, in the data messages are made of, or in a page for readers.
pub(super) fn findings(root: &Path) -> Result<Vec<String>> {
    let page = fs::read_to_string(root.join(PAGE)).with_context(|| format!("{PAGE} cannot be read"))?;
    let ruled_out = ruled_out(&page);
    let mut findings = Vec::new();
    for path in super::files_below(&root.join("crates"), "")? {
        let name = super::shown(root, &path);
        let text = || fs::read_to_string(&path).unwrap_or_default();
        let said = match path.extension().and_then(|ending| ending.to_str()) {
            Some("rs") if name.contains("/src/") && !is_test(&name) => messages(&text()),
            Some("md" | "toml") if name.contains("/src/") => text(),
            _ => continue,
        };
        findings.extend(spoken(&name, &said, &ruled_out));
    }
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = fs::read_to_string(root.join(page)).unwrap_or_default();
        findings.extend(spoken(page, &text, &ruled_out));
    }
    findings.sort();
    Ok(findings)
}

fn is_test(name: &str) -> bool {
    name.ends_with("tests.rs") || name.contains("/tests/") || name.ends_with("tidy/words.rs")
}

/// The phrases in the first column of the table, each in backticks, with what the second column says instead.
fn ruled_out(page: &str) -> Vec<(String, String)> {
    let table = page.split(RULED_OUT).nth(1).unwrap_or_default();
    let rows =
        table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    rows.flat_map(|(not, say)| {
        not.split('`').skip(1).step_by(2).map(move |phrase| (phrase.to_owned(), say.to_owned()))
    })
    .collect()
}

fn spoken(name: &str, said: &str, ruled_out: &[(String, String)]) -> Vec<String> {
    let mut findings = Vec::new();
    for (at, line) in said.lines().enumerate() {
        for (phrase, instead) in ruled_out {
            if has_words(line, phrase) {
                findings.push(format!("{name}:{}: {phrase:?}; say: {instead}", at + 1));
            }
        }
    }
    findings
}

/// Whether the phrase is in the line as whole words.
fn has_words(line: &str, phrase: &str) -> bool {
    let is_edge = |found: Option<char>| found.is_none_or(|one| !one.is_alphanumeric());
    line.match_indices(phrase).any(|(at, _)| {
        is_edge(line[..at].chars().next_back()) && is_edge(line[at + phrase.len()..].chars().next())
    })
}

/// The string literals of a Rust file above its test module, each on the line where it stands; all else is blank.
fn messages(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut said = String::new();
    let mut rest = source.chars().peekable();
    let mut is_in_string = false;
    while let Some(one) = rest.next() {
        match one {
            '\n' => said.push('\n'),
            '/' if !is_in_string && rest.peek() == Some(&'/') => {
                while rest.next_if(|next| *next != '\n').is_some() {}
            }
            // A quote as a character is no string.
            '\'' if !is_in_string && rest.peek() == Some(&'"') => {
                rest.next();
            }
            '\\' if is_in_string => {
                if rest.next() == Some('\n') {
                    said.push('\n');
                }
            }
            '"' => {
                is_in_string = !is_in_string;
                said.push(' ');
            }
            one if is_in_string => said.push(one),
            _ => {}
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_in_a_message_and_not_in_code_or_comments() {
        let source = "// they bear it\nfn f() {\n    let bear_it = '\"';\n    say(\"all bear it, \\\n        still\");\n}\n";
        let ruled_out = [("bear it".to_owned(), "share it".to_owned())];
        assert_eq!(spoken("a.rs", &messages(source), &ruled_out), ["a.rs:4: \"bear it\"; say: share it"]);
    }

    #[test]
    fn phrases_are_whole_words() {
        assert!(has_words("it is told here", "is told") && !has_words("it is tolder", "is told"));
    }

    #[test]
    fn the_page_rules_something_out() {
        let page = "x\n## What we do not say\n\n| Not | Say |\n|---|---|\n| `a b`, `c` | d |\n";
        let want = [("a b".to_owned(), "d".to_owned()), ("c".to_owned(), "d".to_owned())];
        assert_eq!(ruled_out(page), want);
    }
}
