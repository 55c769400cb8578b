//! Comparing pairs of names from a CSV: columns `schema`, `name1`, `name2`; more are passed through.

use crate::EngineError;
use chokepoint_model::{Issue, Place, Reason, Schema, Severity, counted};
use chokepoint_screening::names::{self, PreparedName, score_of};
use chokepoint_sources::parties::{TextRow, text_rows};
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

/// How scored pairs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairsForm {
    /// The input's columns, then `score` and `matched`, and `explanation` when asked.
    Csv {
        /// Whether each line says why.
        explain: bool,
    },
    /// A JSON object a pair: the input's columns, then `score`, `matched` and `reasons`.
    JsonLines,
}

/// Reads pairs and writes them scored; says what could not be read. A row that has no two names keeps its place with
/// an empty score.
///
/// # Errors
/// When the columns `name1` and `name2` are missing, or a side cannot be read or written.
pub fn compare_pairs(
    input: Box<dyn Read + Send>,
    file: &str,
    output: impl Write,
    form: PairsForm,
) -> Result<Vec<Issue>, EngineError> {
    let unreadable = |error: &dyn std::fmt::Display| EngineError::Parties(format!("{file}: {error}"));
    let (mut rows, encoding) = text_rows(input).map_err(|error| unreadable(&error))?;
    let header = match rows.next() {
        Some(TextRow { cells, .. }) => cells.map_err(|reason| unreadable(&reason))?,
        None => return Err(unreadable(&"the file is empty; give a CSV with the columns schema,name1,name2")),
    };
    let names: Vec<String> = header.iter().map(|heading| heading.trim().to_lowercase()).collect();
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let (Some(name1), Some(name2)) = (place("name1"), place("name2")) else {
        return Err(unreadable(&format!(
            "no columns name1 and name2 (found: {}); give a CSV with the columns schema,name1,name2",
            names.join(", ")
        )));
    };
    let schema = place("schema");
    let mut pairs = PairsWriter::new(output, form, &header)?;

    let mut issues = Vec::new();
    let mut row = 0;
    let mut issue = |row, severity, message: String, advice: &str| {
        let place = Place { file: file.to_owned(), line: None, record: row, field: String::new() };
        issues.push(Issue { place, severity, message, advice: advice.to_owned() });
    };
    if let Some(told) = encoding {
        issue(None, Severity::Note, told, "");
    }
    for TextRow { cells, stray_quote, .. } in rows {
        row += 1;
        let record = match cells {
            Ok(cells) => cells,
            Err(reason) => {
                issue(Some(row), Severity::Error, reason, "look for a missing line end");
                Vec::new()
            }
        };
        if stray_quote {
            let message = "a quote is opened and not closed; the line was read without it".to_owned();
            issue(Some(row), Severity::Warning, message, "close the quote");
        }
        if record.len() > header.len() {
            let message = format!(
                "{} where the header has {}",
                counted(record.len() as u64, "field", "fields"),
                header.len()
            );
            issue(Some(row), Severity::Warning, message, "put quotes around fields that hold a comma");
        }
        let cell = |at: usize| record.get(at).map_or("", String::as_str);
        let (first, second) = (cell(name1), cell(name2));
        let mut compared = None;
        if record.is_empty() {
            // Told above; the row keeps its place.
        } else if first.trim().is_empty() || second.trim().is_empty() {
            issue(Some(row), Severity::Error, "a name is missing".to_owned(), "fill name1 and name2");
        } else {
            let kind = schema.map(cell).unwrap_or_default();
            let schema = Schema::from_name(kind).unwrap_or_default();
            if Schema::from_name(kind).is_none() && !kind.trim().is_empty() {
                let message = format!("unknown schema {kind:?}; compared as {}", schema.as_str());
                issue(
                    Some(row),
                    Severity::Warning,
                    message,
                    "use Person, Company, Organization, Vessel or Airplane",
                );
            }
            compared = Some(compare(first, second, schema));
        }
        pairs.write(&record, compared.as_ref())?;
    }
    pairs.finish()?;
    Ok(issues)
}

/// Where scored pairs go.
struct PairsWriter<W: Write> {
    out: csv::Writer<W>,
    form: PairsForm,
    header: Vec<String>,
}

impl<W: Write> PairsWriter<W> {
    fn new(out: W, form: PairsForm, header: &[String]) -> Result<Self, EngineError> {
        // Lines of JSON are written as records of one cell that nothing quotes.
        let quotes =
            if form == PairsForm::JsonLines { csv::QuoteStyle::Never } else { csv::QuoteStyle::Necessary };
        let out = csv::WriterBuilder::new().flexible(true).quote_style(quotes).from_writer(out);
        let mut writer = Self { out, form, header: header.to_vec() };
        if let PairsForm::Csv { explain } = form {
            let added: &[&str] =
                if explain { &["score", "matched", "explanation"] } else { &["score", "matched"] };
            let head = header.iter().map(String::as_str).chain(added.iter().copied());
            writer.out.write_record(head).map_err(written)?;
        }
        Ok(writer)
    }

    fn write(&mut self, record: &[String], compared: Option<&Compared>) -> Result<(), EngineError> {
        let matched = |compared: &Compared| compared.score >= MATCHED;
        match self.form {
            PairsForm::Csv { explain } => {
                let mut cells: Vec<String> =
                    (0..self.header.len()).map(|at| record.get(at).cloned().unwrap_or_default()).collect();
                cells.push(compared.map_or_else(String::new, |compared| format!("{:.4}", compared.score)));
                cells.push(compared.map_or_else(String::new, |compared| matched(compared).to_string()));
                if explain {
                    let told = |reason: &Reason| format!("{:+.2} {}", reason.weight, reason.words);
                    let reasons: Vec<String> =
                        compared.iter().flat_map(|compared| &compared.reasons).map(told).collect();
                    cells.push(reasons.join("; "));
                }
                // Fields beyond the header stand behind all columns, so that nothing is lost.
                cells.extend(record.iter().skip(self.header.len()).cloned());
                self.out.write_record(cells).map_err(written)
            }
            PairsForm::JsonLines => {
                let mut object = serde_json::Map::new();
                for (heading, cell) in self.header.iter().zip(record) {
                    object.insert(heading.clone(), cell.as_str().into());
                }
                object.insert("score".to_owned(), compared.map(|compared| compared.score).into());
                object.insert("matched".to_owned(), compared.map(matched).into());
                let told =
                    |reason: &Reason| serde_json::json!({ "weight": reason.weight, "words": reason.words });
                let reasons: Vec<_> =
                    compared.iter().flat_map(|compared| &compared.reasons).map(told).collect();
                object.insert("reasons".to_owned(), reasons.into());
                self.out.write_record([serde_json::Value::Object(object).to_string()]).map_err(written)
            }
        }
    }

    fn finish(mut self) -> Result<(), EngineError> {
        self.out.flush().map_err(EngineError::unwritten)
    }
}

fn written(error: csv::Error) -> EngineError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => EngineError::unwritten(error),
        other => EngineError::Output(format!("the pairs cannot be written: {other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str) -> (String, Vec<Issue>) {
        let mut output = Vec::new();
        let input = Box::new(std::io::Cursor::new(input.as_bytes().to_vec()));
        let form = PairsForm::Csv { explain: false };
        let issues = compare_pairs(input, "pairs.csv", &mut output, form).expect("compared");
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
    fn a_missing_quote_and_a_line_beyond_reason_cost_one_row_each() {
        let long = "a".repeat(5 << 20);
        let (output, issues) = check(&format!("name1,name2\n\"Sugon,Sugon\n{long},Sugon\nSugon,Sugon\n"));
        assert_eq!(
            output,
            "name1,name2,score,matched\nSugon,Sugon,1.0000,true\n,,,\nSugon,Sugon,1.0000,true\n"
        );
        let told: Vec<String> = issues.iter().map(|issue| issue.message.clone()).collect();
        assert!(told[0].contains("quote") && told[1].contains("5 MB") && told.len() == 2, "{told:?}");
    }

    #[test]
    fn fields_beyond_the_header_are_kept() {
        let (output, issues) = check("name1,name2\nSugon,Sugon,more\n");
        assert_eq!(output, "name1,name2,score,matched\nSugon,Sugon,1.0000,true,more\n");
        assert_eq!(issues.len(), 1);
    }

    #[test]
    fn a_file_without_the_columns_says_which_it_found() {
        let input = Box::new("a,b\n".as_bytes());
        let error = compare_pairs(input, "x.csv", Vec::new(), PairsForm::JsonLines).expect_err("refused");
        assert!(error.to_string().contains("found: a, b"), "{error}");
    }
}
