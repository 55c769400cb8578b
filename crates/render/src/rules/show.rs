//! `chokepoint rules show`: the history of a value, with its citations.

use super::{standing, told, wrapped};
use chokepoint_model::Date;
use chokepoint_rules::{Answer, Dated, Layer, Parameter, Rules, Status};
use chokepoint_wire::rules::{answering, answers};
use std::io::{self, Write};

/// The history of a parameter, of the one name where one is given.
///
/// # Errors
/// When it cannot be written.
pub fn write_show(
    rules: &Rules,
    parameter: &Parameter,
    name: Option<&str>,
    as_of: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = parameter.names().filter(|known| name.is_none_or(|wanted| wanted == *known));
    writeln!(out, "{}\n{}", parameter.id, parameter.title)?;
    let files = parameter.files.join(", then on top ");
    writeln!(out, "holds {}; last checked {}; from {files}", parameter.unit, parameter.checked)?;
    writeln!(out, "the values marked * answer on {as_of}")?;
    for name in names {
        writeln!(out)?;
        if !name.is_empty() {
            writeln!(out, "{name}")?;
        }
        let answers = answers(rules, parameter, name, as_of);
        for dated in parameter.history(name) {
            write!(out, "{}", value(dated, &answers))?;
        }
        for answer in answers.iter().flatten().filter(|answer| answer.is_in_doubt()).take(1) {
            write!(out, "{}", doubt(answer))?;
        }
        if answers.iter().all(Option::is_none) {
            writeln!(out, "  no answer on {as_of}")?;
        }
    }
    Ok(())
}

fn value(dated: &Dated, answers: &[Option<Answer<'_>>]) -> String {
    let mark = if answering(dated, answers).next().is_some() { '*' } else { ' ' };
    let until = dated.until.map_or_else(String::new, |until| format!(" until {until}"));
    let layer = match dated.layer {
        Some(Layer::Text) => "; the text only",
        Some(Layer::Enforced) => "; as enforced only",
        None => "",
    };
    let mut text = format!("{mark} from {}{until}: {}{layer}\n", dated.from, standing(dated));
    for line in told(dated) {
        text += &wrapped(&line, 6);
    }
    for cite in &dated.cites {
        text += &wrapped(&format!("§ {cite} {}", cite.url), 6);
    }
    if !dated.note.is_empty() {
        text += &wrapped(&format!("note: {}", dated.note), 6);
    }
    if dated.status == Status::Expected {
        text += &wrapped(&format!("depends on: {}", dated.depends_on), 6);
    }
    text + &format!("      {}:{}\n", dated.file, dated.line)
}

/// Both answers, while nobody has confirmed that an expected value came.
fn doubt(answer: &Answer<'_>) -> String {
    let otherwise = match answer.otherwise {
        Some(dated) => {
            let value =
                dated.value.as_ref().map_or_else(|| "nothing applies".to_owned(), ToString::to_string);
            format!("{value} ({}, since {})", standing(dated), dated.from)
        }
        None => "nothing stood before".to_owned(),
    };
    let came = answer.value().map_or_else(|| "nothing applies".to_owned(), ToString::to_string);
    wrapped(&format!("in doubt on {}: if it came, {came}; if not, {otherwise}", answer.as_of), 2)
}
