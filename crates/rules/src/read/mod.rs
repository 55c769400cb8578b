//! Reads rule files, strictly, and lays them over the rules below. The order of the files does not matter.

mod condition;
mod fields;
mod references;
mod value;
mod words;

pub(crate) use fields::nearest;

use crate::{Cite, Confidence, Dated, Layer, Parameter, RuleFile, Rules, Status, Unit, parameter::Sheet};
use chokepoint_model::{Date, Issue};
use fields::{At, Report, shortened};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// What one file defines.
struct Read {
    id: String,
    title: String,
    unit: Unit,
    checked: Date,
    shown: String,
    series: BTreeMap<String, Sheet>,
}

/// The rules with files on top, and what could not be read.
pub(crate) fn overlay(mut rules: Rules, files: &[RuleFile<'_>]) -> (Rules, Vec<Issue>) {
    let mut files = files.to_vec();
    files.sort_by_key(|file| (file.path, file.shown, file.text));

    let mut issues = Vec::new();
    let mut read: Vec<Read> = Vec::new();
    for file in files {
        let mut report = Report::new(file.shown, file.text);
        match file.path {
            "words.toml" => words::read(&mut report, file.text, &mut rules.words),
            path => {
                let found = parameter(&mut report, path, file.shown, file.text);
                let twice =
                    found.as_ref().is_some_and(|found| read.last().is_some_and(|last| last.id == found.id));
                if twice {
                    report.refuse(0, "", "a second file of the same parameter", "keep one of the two");
                }
                read.extend(found.filter(|_| report.issues.is_empty()));
            }
        }
        issues.append(&mut report.issues);
    }

    references::keep_sound(&rules, &mut read, &mut issues);
    for file in read {
        lay(&mut rules, file);
    }
    issues.sort();
    (rules, issues)
}

/// Puts the sheets of a file on top of what the parameter has.
fn lay(rules: &mut Rules, file: Read) {
    let parameter = rules.parameters.entry(file.id.clone()).or_insert_with(|| Parameter {
        id: file.id,
        title: String::new(),
        unit: file.unit,
        checked: file.checked,
        files: Vec::new(),
        series: BTreeMap::new(),
    });
    parameter.title = file.title;
    parameter.checked = file.checked;
    parameter.files.push(file.shown);
    for (name, sheet) in file.series {
        parameter.series.entry(name).or_default().push(sheet);
    }
}

/// Larger than all the law in this program; what is larger is no rule file.
const LARGEST: usize = 4 << 20;

/// The document of a file, or its syntax error.
fn document<'i>(report: &mut Report<'_>, text: &'i str) -> Option<DeValue<'i>> {
    if text.len() > LARGEST {
        report.refuse(0, "", "larger than 4 MiB", "split it into one file a parameter");
        return None;
    }
    match DeTable::parse(text) {
        Ok(table) => Some(DeValue::Table(table.into_inner())),
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            report.refuse(offset, "", format!("not TOML: {}", error.message().replace('\n', "; ")), "");
            None
        }
    }
}

fn parameter(report: &mut Report<'_>, path: &str, shown: &str, text: &str) -> Option<Read> {
    let Some(id) = id(path) else {
        let advice =
            "put it at <jurisdiction>/<instrument>/<parameter>.toml, each in lower-case words joined by _";
        report.refuse(0, "", format!("\"{}\" is no path of a rule", shortened(path)), advice);
        return None;
    };
    let document = document(report, text)?;
    let at = At { value: &document, offset: 0 };
    let fields = report.fields(at, "", &["title", "unit", "checked", "value"])?;

    let title =
        fields.required(report, "title", "say what the parameter is").and_then(|at| report.text(at, "title"));
    let unit = fields.required(report, "unit", "say what the values are: share, countries, condition, ...");
    let unit = unit.and_then(|at| Some((at.offset, Unit::named(&report.text(at, "unit")?))));
    let checked = fields.required(report, "checked", "give the last day a person confirmed the newest value");
    let checked = checked.and_then(|at| report.day(at, "checked"));
    let values = fields.required(report, "value", "give at least one [[value]]")?;
    let (title, (offset, unit), checked) = (title?, unit?, checked?);

    let instrument = id.rsplit_once('.').map_or("", |(instrument, _)| instrument);
    let mut series: BTreeMap<String, Sheet> = BTreeMap::new();
    let issues = report.issues.len();
    for at in report.list(values, "value") {
        if let Some((name, mut dated)) = dated(report, at, &unit, instrument) {
            dated.checked = checked;
            dated.file = shown.to_owned();
            series.entry(name).or_default().push(dated);
        }
    }
    if let (Unit::Number(word), true) = (&unit, report.issues.len() > issues) {
        let words = Unit::WORDS.iter().map(|(word, _)| *word);
        if let Some(near) = nearest(word, words) {
            report.refuse(
                offset,
                "unit",
                format!("\"{}\" is a number's unit", shortened(word)),
                format!("did you mean {near}"),
            );
        }
    }
    if series.contains_key("") && series.len() > 1 {
        report.refuse(
            offset,
            "name",
            "some values have a name and some have none",
            "name all of them, or none",
        );
    }
    for sheet in series.values_mut() {
        sheet.sort_by_key(|dated| (dated.from, dated.layer));
        refuse_overlaps(report, sheet);
    }
    Some(Read { id, title, unit, checked, shown: shown.to_owned(), series })
}

/// `us/ear/affiliate_ownership.toml` is `us.ear.affiliate_ownership`.
fn id(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.strip_suffix(".toml")?.split('/').collect();
    let is_word = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    (parts.len() == 3 && parts.iter().all(is_word)).then(|| parts.join("."))
}

const KEYS: &[&str] =
    &["name", "from", "until", "is", "status", "layer", "confidence", "cite", "note", "depends_on"];

fn dated(report: &mut Report<'_>, at: At<'_, '_>, unit: &Unit, instrument: &str) -> Option<(String, Dated)> {
    let fields = report.fields(at, "value", KEYS)?;
    let name = fields.get("name").map_or(Some(String::new()), |at| report.text(at, "name"))?;
    let from = fields
        .required(report, "from", "give the first day of the value")
        .and_then(|at| report.day(at, "from"));
    let until = fields.get("until").and_then(|at| report.day(at, "until"));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        report.refuse(
            at.offset,
            "until",
            format!("the value ends on {until}, before it begins on {from}"),
            "",
        );
    }

    let statuses = Status::ALL.map(|status| (status.as_str(), status));
    let status =
        fields.get("status").map_or(Some(Status::Effective), |at| report.one_of(at, "status", &statuses))?;
    let layers = Layer::ALL.map(|layer| (layer.as_str(), layer));
    let layer = fields.get("layer").and_then(|at| report.one_of(at, "layer", &layers));
    let levels = Confidence::ALL.map(|level| (level.as_str(), level));
    let confidence =
        fields.required(report, "confidence", "say how far it was verified: first_hand, second_hand, ...");
    let confidence = confidence.and_then(|at| report.one_of(at, "confidence", &levels));

    let is = fields.get("is").map(|at| value::value(report, at, unit, instrument));
    if is.is_none() && matches!(status, Status::Effective | Status::Expected) {
        report.refuse(
            at.offset,
            "is",
            format!("missing is: an {} value says what it is", status.as_str()),
            "",
        );
    }
    let mut text = |key| fields.get(key).and_then(|at| report.text(at, key)).unwrap_or_default();
    let (note, depends_on) = (text("note"), text("depends_on"));
    if (status == Status::Expected) == depends_on.is_empty() {
        let advice = "an expected value, and no other, says in depends_on what decides whether it came";
        report.refuse(
            at.offset,
            "depends_on",
            format!("depends_on does not fit {}", status.as_str()),
            advice,
        );
    }

    let advice = "a value without a citation is refused; write cite = { title = \"90 FR 47201\", published = 2025-09-30 }";
    let cites = fields.required(report, "cite", advice).map(|at| cites(report, at)).unwrap_or_default();
    let line = report.line(at.offset);
    Some((
        name,
        Dated {
            from: from?,
            until,
            value: is.flatten(),
            status,
            layer,
            confidence: confidence?,
            cites,
            note,
            depends_on,
            checked: Date::ZERO,
            file: String::new(),
            line,
        },
    ))
}

/// One citation, or a list of them.
fn cites(report: &mut Report<'_>, at: At<'_, '_>) -> Vec<Cite> {
    let all = if at.value.is_array() { report.list(at, "cite") } else { vec![at] };
    all.into_iter().filter_map(|at| cite(report, at)).collect()
}

fn cite(report: &mut Report<'_>, at: At<'_, '_>) -> Option<Cite> {
    let fields = report.fields(at, "cite", &["title", "published", "edition", "url"])?;
    let title = fields
        .required(report, "title", "name the page or the paragraph")
        .and_then(|at| report.text(at, "title"));
    let mut day = |key| fields.get(key).and_then(|at| report.day(at, key));
    let (published, edition) = (day("published"), day("edition"));
    let url = fields.get("url").and_then(|at| report.text(at, "url")).unwrap_or_default();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        report.refuse(
            at.offset,
            "url",
            format!("\"{}\" is no address", shortened(&url)),
            "begin it with https://",
        );
    }
    Some(Cite { title: title?, published, edition, url })
}

/// No two values of a sheet may answer the same layer on the same day.
fn refuse_overlaps(report: &mut Report<'_>, sheet: &Sheet) {
    for layer in Layer::ALL {
        let answering: Vec<&Dated> = sheet.iter().filter(|dated| dated.answers(layer)).collect();
        for pair in answering.windows(2) {
            let (earlier, later) = (pair[0], pair[1]);
            if earlier.from == later.from || earlier.until.is_some_and(|until| until >= later.from) {
                let message = format!(
                    "the values of lines {} and {} both answer {} in the {} layer",
                    earlier.line,
                    later.line,
                    later.from,
                    layer.as_str()
                );
                let offset = report.offset(later.line);
                report.refuse(offset, "from", message, "end the earlier value before the later begins");
            }
        }
    }
}
