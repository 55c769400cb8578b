//! The answer as one JSON document: `regime`, `as_of` and `entities` are what the outside relies on.

use chokepoint_engine::{
    EngineError,
    ownership::{Entity, LawState, ListedParty, OwnershipAnswer, PathStep, Reading, Tie},
};
use chokepoint_model::{Issue, PartyNumber, Registry, Share};
use chokepoint_rules::Truth;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Writes the answer. Entities are written one by one: a registry of a million parties is no million values in memory.
///
/// # Errors
/// When the result cannot be written.
pub fn write_json(
    answer: &OwnershipAnswer,
    registry: &Registry,
    out: &mut dyn Write,
) -> Result<(), EngineError> {
    let mut write = |text: &str| out.write_all(text.as_bytes()).map_err(refused);
    let law = answer.readings.first().map(|reading| law(&reading.law));
    write(&format!(
        "{{\"regime\": {}, \"as_of\": {}, \"law\": {}, \"entities\": [",
        json!(answer.regime.as_str()),
        json!(answer.as_of.to_string()),
        json!(law)
    ))?;
    if let Some((first, others)) = answer.readings.split_first() {
        for (at, one) in first.entities.iter().enumerate() {
            let mut object = entity(one, registry);
            if let [other] = others {
                let otherwise = other.entities.get(at).map(|other| truth(other.caught));
                object.insert("otherwise".to_owned(), json!(otherwise));
            }
            write(if at > 0 { ",\n" } else { "\n" })?;
            write(&Value::Object(object).to_string())?;
        }
    }
    let listed: Vec<Value> = answer.listed.iter().map(|one| listed_json(one, registry)).collect();
    let issues: Vec<Value> = answer.issues.iter().map(issue).collect();
    let coverage = json!({
        "lists": answer.lists,
        "releases": answer.releases,
        "as_of": answer.as_of.to_string(),
        "parties": registry.profiles.len(),
        "interests": registry.interests.len(),
        "notes": answer.notes,
    });
    let mut rest = json!({ "listed": listed, "coverage": coverage, "issues": issues });
    if answer.readings.len() > 1 {
        let answers: Vec<Value> =
            answer.readings.iter().map(|reading| reading_json(reading, registry)).collect();
        rest["answers"] = json!(answers);
    }
    let rest = rest.to_string();
    write("\n], ")?;
    write(&rest[1..])?;
    write("\n")
}

fn refused(error: std::io::Error) -> EngineError {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => EngineError::Closed,
        _ => EngineError::Output(error.to_string()),
    }
}

fn truth(truth: Truth) -> Value {
    match truth {
        Truth::Yes => json!(true),
        Truth::No => json!(false),
        Truth::Unknown => json!("unknown"),
    }
}

/// Parts of a billion as a number from 0 to 1, the nearest that JSON can say.
fn number(parts: u64) -> Value {
    json!(parts as f64 / f64::from(Share::PARTS))
}

fn id(registry: &Registry, party: PartyNumber) -> &str {
    registry.profile(party).map_or("", |profile| profile.id.as_str())
}

fn caption(registry: &Registry, party: PartyNumber) -> &str {
    registry.profile(party).map_or("", |profile| profile.caption())
}

fn entity(entity: &Entity, registry: &Registry) -> Map<String, Value> {
    let mut object = Map::new();
    let mut set = |key: &str, value: Value| object.insert(key.to_owned(), value);
    set("id", json!(id(registry, entity.party)));
    set("caption", json!(caption(registry, entity.party)));
    set("caught", truth(entity.caught));
    set("lowest", number(u64::from(entity.lowest)));
    set("highest", number(u64::from(entity.highest)));
    set("accounted", number(entity.accounted));
    set("path", json!(entity.path.iter().map(|step| path_step(step, registry)).collect::<Vec<_>>()));
    if entity.path_is_cut {
        set("path_is_cut", json!(true));
    }
    if !entity.lists.is_empty() {
        set("lists", json!(entity.lists));
    }
    if let Some(requirement) = entity.requirement {
        set("requirement", json!(requirement.as_str()));
    }
    if let Some(review) = entity.review {
        set("review", json!(review.as_str()));
    }
    if !entity.ties.is_empty() {
        set("ties", json!(entity.ties.iter().map(|one| tie(one, registry)).collect::<Vec<_>>()));
    }
    if !entity.cautions.is_empty() {
        let shown =
            entity.cautions.iter().map(|one| json!({ "id": one.id, "text": one.text, "law": one.law }));
        set("cautions", json!(shown.collect::<Vec<_>>()));
    }
    if let Some((kind, reason)) = &entity.gap {
        set("owners_not_reported", json!({ "kind": kind.as_str(), "reason": reason }));
    }
    object
}

fn path_step(step: &PathStep, registry: &Registry) -> Value {
    let stated = registry.interests.get(step.evidence as usize);
    let day = |day: Option<chokepoint_model::Date>| day.map(|day| day.to_string());
    json!({
        "from": id(registry, step.from),
        "to": id(registry, step.to),
        "from_caption": caption(registry, step.from),
        "to_caption": caption(registry, step.to),
        "counts": step.measure,
        "kind": stated.map(|one| one.kind.as_str()),
        "lowest": number(u64::from(step.share.low())),
        "highest": number(u64::from(step.share.high())),
        "since": stated.and_then(|one| day(one.period.from)),
        "until": stated.and_then(|one| day(one.period.until)),
        "source": stated.map(|one| one.stated.source.as_ref()),
        "record": stated.map(|one| one.stated.record.as_ref()),
    })
}

fn tie(tie: &Tie, registry: &Registry) -> Value {
    let stated = registry.interests.get(tie.evidence as usize);
    json!({
        "holder": id(registry, tie.holder),
        "holder_caption": caption(registry, tie.holder),
        "holder_is_listed": tie.holder_is_listed,
        "kind": tie.kind.as_str(),
        "role": tie.role.as_ref(),
        "since": tie.period.from.map(|day| day.to_string()),
        "until": tie.period.until.map(|day| day.to_string()),
        "law": tie.law,
        "source": stated.map(|one| one.stated.source.as_ref()),
        "record": stated.map(|one| one.stated.record.as_ref()),
    })
}

fn law(law: &LawState) -> Value {
    let cites: Vec<Value> =
        law.cites.iter().map(|cite| json!({ "title": cite.to_string(), "url": cite.url })).collect();
    json!({
        "id": law.id,
        "reading": law.reading,
        "applies": law.applies,
        "status": law.status,
        "from": law.from.map(|day| day.to_string()),
        "says": law.says,
        "counted_as": law.ownership.as_ref().map(ToString::to_string),
        "confidence": law.confidence,
        "depends_on": law.depends_on,
        "note": law.note,
        "citations": cites,
    })
}

fn reading_json(reading: &Reading, registry: &Registry) -> Value {
    let with = |truth: Truth| {
        let found = reading.entities.iter().filter(|one| one.caught == truth);
        found.map(|one| id(registry, one.party)).collect::<Vec<_>>()
    };
    json!({ "law": law(&reading.law), "caught": with(Truth::Yes), "unknown": with(Truth::Unknown) })
}

fn listed_json(listed: &ListedParty, registry: &Registry) -> Value {
    let entries: Vec<Value> = listed
        .entries
        .iter()
        .map(|entry| {
            json!({
                "list": entry.listing.list,
                "since": entry.listing.period.from.map(|day| day.to_string()),
                "entity": entry.entity,
                "caption": entry.caption,
                "score": (f64::from(entry.score) * 1000.0).round() / 1000.0,
                "passes_on": entry.counts.as_str(),
                "requirement": entry.listing.requirement.as_ref().map(|one| one.requirement.as_str()),
                "review": entry.listing.review.as_ref().map(|one| one.review.as_str()),
            })
        })
        .collect();
    json!({ "id": id(registry, listed.party), "caption": caption(registry, listed.party), "entries": entries })
}

fn issue(issue: &Issue) -> Value {
    json!({
        "severity": issue.severity.as_str(),
        "place": issue.place.to_string(),
        "message": issue.message,
        "advice": issue.advice,
    })
}
