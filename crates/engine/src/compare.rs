//! Comparing pairs of names from a CSV: columns `schema`, `name1`, `name2`; more are passed through.

use crate::EngineError;
use chokepoint_model::{Issue, Place, Reason, Schema, Severity};
use chokepoint_screening::names::{self, PreparedName, score_of};
use std::io::{Read, Write};

/// The score from which two names are one name.
pub const MATCHED: f32 = 0.7;

/// A pair with its score and reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// 0 to 1.
    pub score: f32,
    /// What spoke for and against, strongest first.
    pub reasons: Vec<Reason>,
}

/// Compares two names of a `schema`.
pub fn compare(name1: &str, name2: &str, schema: Schema) -> Compared {
    let (a, b) = (PreparedName::new(name1, schema), PreparedName::new(name2, schema));
    Compared { score: score_of(names::compare(&a, &b)), reasons: names::explain(&a, &b) }
}

/// Reads pairs and writes them with `score` and `matched` (and `explanation` when asked) added; says what could not
/// be read. A row that has no two names keeps its place with an empty score.
///
/// # Errors
/// When the columns `name1` and `name2` are missing, or a side cannot be read or written.
pub fn compare_csv(
    input: impl Read,
    file: &str,
    output: impl Write,
    explain: bool,
) -> Result<Vec<Issue>, EngineError> {
    let written = |error: csv::Error| EngineError::Output(format!("cannot write the pairs: {error}"));
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let header = reader.byte_headers().map_err(|error| EngineError::Parties(format!("{file}: {error}")))?.clone();
    let names: Vec<String> = header.iter().map(column).collect();
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let (Some(name1), Some(name2)) = (place("name1"), place("name2")) else {
        return Err(EngineError::Parties(format!(
            "{file}: no columns name1 and name2 (found: {}); give a CSV with the columns schema,name1,name2",
            names.join(", ")
        )));
    };
    let schema = place("schema");

    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(output);
    let added: &[&str] = if explain { &["score", "matched", "explanation"] } else { &["score", "matched"] };
    let head = header.iter().map(<[u8]>::to_vec).chain(added.iter().map(|name| name.as_bytes().to_vec()));
    writer.write_record(head).map_err(written)?;

    let mut issues = Vec::new();
    let mut record = csv::ByteRecord::new();
    let mut row = 0;
    loop {
        row += 1;
        let issue = |message: String, advice: &str, severity| Issue {
            place: Place { file: file.to_owned(), line: None, record: Some(row), field: String::new() },
            severity,
            message,
            advice: advice.to_owned(),
        };
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                issues.push(issue(error.to_string(), "repair the row", Severity::Error));
                break;
            }
        }
        let text = |at: usize| String::from_utf8_lossy(record.get(at).unwrap_or_default()).into_owned();
        let (first, second) = (text(name1), text(name2));
        let mut cells: Vec<Vec<u8>> = (0..header.len()).map(|at| record.get(at).unwrap_or_default().to_vec()).collect();
        if first.trim().is_empty() || second.trim().is_empty() {
            issues.push(issue("a name is missing".to_owned(), "fill name1 and name2", Severity::Error));
            cells.extend([Vec::new(), Vec::new()]);
        } else {
            let kind = schema.map(text).unwrap_or_default();
            let kind = Schema::from_name(&kind).unwrap_or_else(|| {
                if !kind.trim().is_empty() {
                    let message = format!("unknown schema {kind:?}; compared as LegalEntity");
                    issues.push(issue(message, "use Person, Company, Organization, Vessel or Airplane", Severity::Warning));
                }
                Schema::default()
            });
            let compared = compare(&first, &second, kind);
            cells.push(format!("{:.4}", compared.score).into_bytes());
            cells.push((compared.score >= MATCHED).to_string().into_bytes());
            if explain {
                let words: Vec<String> =
                    compared.reasons.iter().map(|reason| format!("{:+.2} {}", reason.weight, reason.words)).collect();
                cells.push(words.join("; ").into_bytes());
            }
        }
        writer.write_record(cells).map_err(written)?;
    }
    writer.flush().map_err(|error| EngineError::Output(format!("cannot write the pairs: {error}")))?;
    Ok(issues)
}

/// A column name without a byte order mark, in lower case.
fn column(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str) -> (String, Vec<Issue>) {
        let mut output = Vec::new();
        let issues = compare_csv(input.as_bytes(), "pairs.csv", &mut output, false).expect("compared");
        (String::from_utf8(output).expect("text"), issues)
    }

    #[test]
    fn the_columns_of_the_input_are_passed_through() {
        let (output, issues) = check("schema,name1,name2,note\nCompany,Sugon,Sugon,kept\n");
        assert_eq!(output, "schema,name1,name2,note,score,matched\nCompany,Sugon,Sugon,kept,1.0000,true\n");
        assert!(issues.is_empty());
    }

    #[test]
    fn a_row_without_two_names_keeps_its_place_and_is_an_issue() {
        let (output, issues) = check("name1,name2\nSugon,\nSugon,Sugon\n");
        assert_eq!(output, "name1,name2,score,matched\nSugon,,,\nSugon,Sugon,1.0000,true\n");
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].place.record, Some(1));
    }

    #[test]
    fn a_file_without_the_columns_says_which_it_found() {
        let error = compare_csv("a,b\n".as_bytes(), "x.csv", Vec::new(), false).expect_err("refused");
        assert!(error.to_string().contains("found: a, b"), "{error}");
    }
}
