//! Values of the law, their citations and answers as JSON.

use chokepoint_rules::{Answer, Cite, Condition, Dated, Ownership, Provision, Value};
use chokepoint_rules::{Chain, Owners, Reached};
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
