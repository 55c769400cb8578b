//! Values of the law, their citations and answers as JSON.

use crate::screening::issue_json;
use chokepoint_engine::rules::{Changed, Checked, Reclassified, Row};
use chokepoint_model::{Date, Issue};
use chokepoint_rules::{Answer, Cite, Condition, Dated, Ownership, Provision, Value};
use chokepoint_rules::{Chain, Layer, Owners, Parameter, Reached, Rules};
use serde_json::{Value as Json, json};

/// A value: a number, a text, a list, or an object with the keys of the rule file. Conditions are told in words.
pub fn value_json(value: &Value) -> Json {
    match value {
        // Six places at most: the nearest binary number prints as the same digits.
        Value::Number(number) => number.to_string().parse::<f64>().map_or(Json::Null, Json::from),
        Value::Text(text) => json!(text),
        Value::YesOrNo(yes) => json!(yes),
        Value::Words(words) | Value::Items(words) => json!(words),
        Value::Country(country) => json!(country.as_str()),
        Value::Countries(countries) => {
            json!(countries.iter().map(|country| country.as_str()).collect::<Vec<_>>())
        }
        Value::Condition(condition) => condition_json(condition),
        Value::Ownership(ownership) => ownership_json(ownership),
        Value::Provision(provision) => provision_json(provision),
    }
}

fn condition_json(condition: &Condition) -> Json {
    json!(condition.to_string())
}

fn ownership_json(ownership: &Ownership) -> Json {
    json!({
        "share": value_json(&Value::Number(ownership.share)),
        "reached": match ownership.reached {
            Reached::AtLeast => "at_least",
            Reached::MoreThan => "more_than",
        },
        "owners": match ownership.owners {
            Owners::AddedTogether => "added_together",
            Owners::EachAlone => "each_alone",
        },
        "chain": match ownership.chain {
            Chain::LinkByLink => "link_by_link",
            Chain::Multiplied => "multiplied",
        },
        "control": ownership.control,
        "counts": ownership.counts,
        "lists": ownership.lists,
    })
}

/// What a provision does not have is left out.
fn provision_json(provision: &Provision) -> Json {
    let mut object = serde_json::Map::new();
    let mut put = |key: &str, value: Json| object.insert(key.to_owned(), value);
    put("title", json!(provision.title));
    for (key, words) in [("items", &provision.items), ("lists", &provision.lists), ("sees", &provision.sees)]
    {
        if !words.is_empty() {
            put(key, json!(words));
        }
    }
    for (key, condition) in [("when", &provision.when), ("unless", &provision.unless)] {
        if let Some(condition) = condition {
            put(key, condition_json(condition));
        }
    }
    if let Some(review) = provision.review {
        put("review", json!(review.as_str()));
    }
    if let Some(testable) = provision.testable {
        put("testable", json!(testable.as_str()));
    }
    Json::Object(object)
}

/// A citation.
pub fn cite_json(cite: &Cite) -> Json {
    json!({
        "title": cite.title,
        "published": cite.published.map(|day| day.to_string()),
        "edition": cite.edition.map(|day| day.to_string()),
        "url": Some(&cite.url).filter(|url| !url.is_empty()),
    })
}

/// A dated value with everything that stands beside it.
pub fn dated_json(dated: &Dated) -> Json {
    json!({
        "from": dated.from.to_string(),
        "until": dated.until.map(|day| day.to_string()),
        "status": dated.status.as_str(),
        "layer": dated.layer.map(|layer| layer.as_str()),
        "value": dated.value.as_ref().map(value_json),
        "shown": dated.value.as_ref().map(ToString::to_string),
        "confidence": dated.confidence.as_str(),
        "verified": !dated.is_unverified(),
        "checked": dated.checked.to_string(),
        "cites": dated.cites.iter().map(cite_json).collect::<Vec<_>>(),
        "note": Some(&dated.note).filter(|note| !note.is_empty()),
        "depends_on": Some(&dated.depends_on).filter(|why| !why.is_empty()),
        "file": dated.file,
        "line": dated.line,
    })
}

/// An answer: the value that holds, and what stands in its place if it has not come.
pub fn answer_json(answer: &Answer<'_>) -> Json {
    let mut object = dated_json(answer.dated);
    object["layer_asked"] = json!(answer.layer.as_str());
    object["in_doubt"] = json!(answer.is_in_doubt());
    object["otherwise"] = answer.otherwise.map_or(Json::Null, dated_json);
    object
}

/// `rules list`: every value asked for, with what it holds on the day.
pub fn list_json<'r>(
    rows: impl Iterator<Item = &'r Row<'r>>,
    as_of: Date,
    layer: Layer,
    issues: &[Issue],
) -> Json {
    let rows: Vec<Json> = rows.map(row_json).collect();
    let issues: Vec<_> = issues.iter().map(issue_json).collect();
    json!({ "as_of": as_of.to_string(), "layer": layer.as_str(), "rules": rows, "issues": issues })
}

fn row_json(row: &Row<'_>) -> Json {
    json!({
        "id": row.parameter.id,
        "name": Some(row.name).filter(|name| !name.is_empty()),
        "title": row.parameter.title,
        "unit": row.parameter.unit.to_string(),
        "checked": row.parameter.checked.to_string(),
        "layers_differ": row.layers_differ,
        "answer": row.answer.as_ref().ok().map(answer_json),
        "no_answer": row.answer.as_ref().err().map(ToString::to_string),
    })
}

/// `rules show`: the history of a parameter, of the one name where one is given.
pub fn show_json(
    rules: &Rules,
    parameter: &Parameter,
    name: Option<&str>,
    as_of: Date,
    issues: &[Issue],
) -> Json {
    let names = parameter.names().filter(|known| name.is_none_or(|wanted| wanted == *known));
    let entries: Vec<Json> = names.map(|name| entry_json(rules, parameter, name, as_of)).collect();
    json!({
        "id": parameter.id, "title": parameter.title, "unit": parameter.unit.to_string(),
        "checked": parameter.checked.to_string(), "files": parameter.files, "as_of": as_of.to_string(),
        "entries": entries, "issues": issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}

fn entry_json(rules: &Rules, parameter: &Parameter, name: &str, as_of: Date) -> Json {
    let answers = answers(rules, parameter, name, as_of);
    let values: Vec<Json> = parameter
        .history(name)
        .into_iter()
        .map(|dated| {
            let mut value = dated_json(dated);
            value["answers_in"] = answering(dated, &answers).collect();
            value
        })
        .collect();
    let [text, enforced] = answers.map(|answer| answer.as_ref().map(answer_json));
    let name = Some(name).filter(|name| !name.is_empty());
    json!({ "name": name, "on_the_day": { "text": text, "enforced": enforced }, "values": values })
}

/// What answers on the day in each layer.
pub fn answers<'r>(rules: &'r Rules, of: &Parameter, name: &str, as_of: Date) -> [Option<Answer<'r>>; 2] {
    Layer::ALL.map(|layer| rules.lookup_named(&of.id, name, as_of, layer).ok())
}

/// The layers in which a value answers on the day.
pub fn answering<'a>(
    dated: &'a Dated,
    answers: &'a [Option<Answer<'_>>],
) -> impl Iterator<Item = &'static str> + 'a {
    let holds = move |answer: &&Answer<'_>| std::ptr::eq(answer.dated, dated);
    answers.iter().flatten().filter(holds).map(|answer| answer.layer.as_str())
}

/// `rules diff`: what changed in the law between two days.
pub fn diff_json(
    (from, to): (Date, Date),
    changed: &[Changed<'_>],
    chips: &[Reclassified<'_>],
    issues: &[Issue],
) -> Json {
    json!({
        "from": from.to_string(), "to": to.to_string(),
        "changes": changed.iter().map(changed_json).collect::<Vec<_>>(),
        "chips": chips.iter().map(chip_json).collect::<Vec<_>>(),
        "issues": issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}

fn chip_json(one: &Reclassified<'_>) -> Json {
    json!({
        "chip": one.chip.model,
        "vendor": one.chip.vendor,
        "layers": one.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "before": one.before,
        "after": one.after,
    })
}

fn changed_json(one: &Changed<'_>) -> Json {
    json!({
        "id": one.parameter.id,
        "name": Some(one.name).filter(|name| !name.is_empty()),
        "title": one.parameter.title,
        "layers": one.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "before": one.before.as_ref().map(answer_json),
        "after": one.after.as_ref().map(answer_json),
    })
}

/// `rules check`: every rule file, and what a person should look at.
pub fn check_json(checked: &Checked) -> Json {
    let files: Vec<Json> = checked
        .files
        .iter()
        .map(|file| {
            json!({
                "file": file.file, "parameter": file.parameter, "values": file.values,
                "unverified": file.unverified, "expected": file.expected,
                "checked": file.checked.map(|day| day.to_string()), "on_top_of": file.on_top_of,
                "issues": file.issues,
            })
        })
        .collect();
    let (values, unverified, expected) = checked.totals();
    json!({
        "as_of": checked.as_of.to_string(), "parameters": checked.parameters, "values": values,
        "unverified": unverified, "expected": expected, "files": files,
        "issues": checked.issues.iter().map(issue_json).collect::<Vec<_>>(),
    })
}
