//! Answers as JSON documents, in the shape the outside relies on.

use chokepoint_engine::licensing::{Classified, Controls, Determined, Named, outcomes, required};
pub mod row;

use chokepoint_catalogue::Figure;
use chokepoint_licensing::{Classification, Determination, Reading, Readings, Step, Topic, Transaction};
use chokepoint_model::{Issue, Ratio};
use chokepoint_rules::{Answer, Truth};
use serde_json::{Map, Value, json};

/// What an item is: `item --json`. With a determination, `requirement` says whether it may go there.
pub fn item_json(
    controls: &Controls<'_>,
    named: &Named,
    classified: &[Classified<'_>],
    determined: Option<&[Determined<'_>]>,
    issues: &[Issue],
) -> Value {
    let mut document = item_head(controls, named, classified);
    if let Some(determined) = determined {
        document.insert("requirement".to_owned(), licence_body(controls, determined).into());
    }
    let trace: Vec<Value> = arguments(controls, classified)
        .into_iter()
        .flat_map(|(item, steps)| steps.iter().map(|step| step_json(step, item)).collect::<Vec<_>>())
        .collect();
    document.insert("trace".to_owned(), trace.into());
    document.insert("issues".to_owned(), issues.iter().map(|issue| json!(issue.to_string())).collect());
    document.into()
}

/// Everything of an item but the argument.
pub fn item_head(
    controls: &Controls<'_>,
    named: &Named,
    classified: &[Classified<'_>],
) -> Map<String, Value> {
    let outcomes = outcomes(classified);
    let first = &classified[0];
    let enforced = |one: &Classified<'_>| classification_json(&controls.enforced.came, &one.enforced.came);
    let mut classification = enforced(first);
    if outcomes.len() > 1 {
        classification["eccn"] = Value::Null;
        classification["paragraph"] = Value::Null;
        classification["open"] = true.into();
    }
    let alternatives: Vec<Value> = if outcomes.len() > 1 {
        outcomes.iter().map(|eccn| alternative(eccn.as_deref(), classified)).collect()
    } else {
        first.enforced.came.perhaps().into_iter().map(|eccn| alternative(Some(eccn), classified)).collect()
    };
    let variants: Vec<Value> = classified
        .iter()
        .map(|one| {
            json!({
                "name": one.item.name,
                "holds": one.item.holds,
                "tpp": figure_json(Some(&one.item.figures.total_processing_performance)),
                "performance_density": figure_json(one.item.figures.performance_density.as_ref()),
                "eccn": one.enforced.came.eccn(),
                "also": one.enforced.came.also(),
                "source": one.item.source,
                "confidence": one.item.confidence.map(|confidence| confidence.as_str()),
            })
        })
        .collect();
    let tpp = named.range(|item| Some(item.figures.total_processing_performance));
    let density = named.range(|item| item.figures.performance_density);
    let unverified = unverified(arguments(controls, classified).iter().flat_map(|(_, steps)| steps));
    let mut document = Map::new();
    let item = json!({
        "name": named.name,
        "query": named.query,
        "form": first.item.form.as_str(),
        "variants": variants,
        "notes": named.notes,
    });
    document.insert("item".to_owned(), item);
    document.insert("as_of".to_owned(), controls.as_of.to_string().into());
    document.insert("tpp".to_owned(), figure_json(tpp.as_ref()));
    document.insert("performance_density".to_owned(), figure_json(density.as_ref()));
    document.insert("classification".to_owned(), classification);
    document.insert("alternatives".to_owned(), alternatives.into());
    let text = classification_json(&controls.text.came, &first.text.came);
    document.insert("text".to_owned(), text);
    if let Some(not) = &first.enforced.not
        && let Some(reading) = &controls.enforced.not
    {
        document.insert("otherwise".to_owned(), classification_json(reading, not));
    }
    document.insert("unverified".to_owned(), unverified.into());
    document
}

/// A class that is possible, and on what that turns.
fn alternative(eccn: Option<&str>, classified: &[Classified<'_>]) -> Value {
    let has =
        |one: &&Classified<'_>| one.enforced.came.outcomes.iter().any(|outcome| outcome.as_deref() == eccn);
    let variants: Vec<&str> = classified.iter().filter(has).map(|one| one.item.name.as_str()).collect();
    let mut turns: Vec<String> = Vec::new();
    for decider in classified.iter().flat_map(|one| &one.enforced.came.deciders) {
        if !turns.contains(&decider.name) {
            turns.push(decider.name.clone());
        }
    }
    json!({ "eccn": eccn, "depends_on": turns, "variants": variants })
}

/// A class with its paragraph and the citation of it.
pub fn classification_json(reading: &Reading<'_>, classes: &Classification<'_>) -> Value {
    let paragraph = classes.paragraph();
    // The paragraph that holds it; where none does, the first that was tested.
    let tested =
        paragraph.map(|class| class.answer).or_else(|| reading.paragraphs.first().map(|first| first.answer));
    let citation = tested.as_ref().map(citation);
    json!({
        "eccn": classes.eccn(),
        "also": classes.also(),
        "layer": classes.law.layer().as_str(),
        "paragraph": paragraph.map(|class| class.paragraph),
        "citation": citation,
        "open": classes.is_open(),
    })
}

/// The argument of each item whose class differs from those before it.
pub fn arguments<'c, 'r>(
    controls: &Controls<'r>,
    classified: &'c [Classified<'r>],
) -> Vec<(&'c str, Vec<Step<'r>>)> {
    let mut seen = Vec::new();
    let mut arguments = Vec::new();
    for one in classified {
        if !seen.contains(&&one.enforced.came.outcomes) {
            seen.push(&one.enforced.came.outcomes);
            let steps = controls.enforced.came.argument(&one.item, &one.enforced.came);
            arguments.push((one.item.name.as_str(), steps));
        }
    }
    arguments
}

/// Whether a licence is required: `licence --json`.
pub fn licence_json(
    controls: &Controls<'_>,
    named: &Named,
    determined: &[Determined<'_>],
    issues: &[Issue],
) -> Value {
    let mut document = Map::new();
    document
        .insert("item".to_owned(), json!({ "name": named.name, "query": named.query, "notes": named.notes }));
    document.insert("as_of".to_owned(), controls.as_of.to_string().into());
    document.extend(licence_body(controls, determined));
    let first = &determined[0];
    let steps = controls.enforced.came.reasons(&first.transaction, &first.enforced.came);
    let trace: Vec<Value> = steps.iter().map(|step| step_json(step, &first.transaction.item.name)).collect();
    document.insert("trace".to_owned(), trace.into());
    document.insert("issues".to_owned(), issues.iter().map(|issue| json!(issue.to_string())).collect());
    document.into()
}

/// A determination without its argument.
pub fn licence_body(controls: &Controls<'_>, determined: &[Determined<'_>]) -> Map<String, Value> {
    let first = &determined[0];
    let Transaction { destination, parties, .. } = &first.transaction;
    let mut document = Map::new();
    document.insert("destination".to_owned(), destination.map(|place| place.to_string()).into());
    let parties: Vec<Value> = parties
        .iter()
        .map(|party| {
            json!({
                "name": party.name,
                "role": party.role.as_str(),
                "headquarters": party.headquarters.map(|place| place.to_string()),
                "parent_headquarters": party.parent_headquarters.map(|place| place.to_string()),
                "screened": party.screened,
                "lists": party.listed.iter().map(|listed| listed.listing.list.clone()).collect::<Vec<_>>(),
            })
        })
        .collect();
    document.insert("parties".to_owned(), parties.into());
    document.insert("required".to_owned(), required_json(required(determined)));
    let reading = &controls.enforced.came;
    document.extend(determination_json(reading, &first.transaction, &first.enforced.came));
    document.insert("answers".to_owned(), answers_json(&controls.enforced, first).into());
    let text = &first.text.came;
    let mut of_text = Map::new();
    of_text.insert("required".to_owned(), required_json(first.text.required()));
    of_text.insert("eccn".to_owned(), text.classification.eccn().into());
    of_text.insert("grounds".to_owned(), grounds_json(text));
    of_text.insert("review_policy".to_owned(), review(text).into());
    document.insert("text".to_owned(), of_text.into());
    if determined.len() > 1 {
        let variants = determined.iter().map(|one| {
            json!({
                "name": one.transaction.item.name,
                "holds": one.transaction.item.holds,
                "eccn": one.enforced.came.classification.eccn(),
                "required": required_json(one.enforced.required()),
            })
        });
        document.insert("variants".to_owned(), variants.collect());
    }
    document
}

/// Both answers while something is merely expected, and what decides between them; none where it changes nothing.
fn answers_json(readings: &Readings<'_>, determined: &Determined<'_>) -> Vec<Value> {
    let (Some(not), Some(reading)) = (&determined.enforced.not, &readings.not) else { return Vec::new() };
    let deciding = readings.deciding(&determined.enforced);
    let depends_on: Vec<&str> = deciding.iter().map(|answer| answer.dated.depends_on.as_str()).collect();
    let by: Vec<Value> = deciding.iter().map(authority_json).collect();
    let answer = |came: bool, reading: &Reading<'_>, determination: &Determination<'_>| {
        let mut answer = Map::new();
        answer.insert("if".to_owned(), if came { "it came into force" } else { "it did not" }.into());
        answer.insert("expected_came".to_owned(), came.into());
        answer.insert("depends_on".to_owned(), depends_on.clone().into());
        answer.insert("parameters".to_owned(), by.clone().into());
        answer.insert("required".to_owned(), required_json(determination.required));
        answer.extend(determination_json(reading, &determined.transaction, determination));
        Value::from(answer)
    };
    vec![answer(true, &readings.came, &determined.enforced.came), answer(false, reading, not)]
}

fn determination_json(
    reading: &Reading<'_>,
    transaction: &Transaction,
    determination: &Determination<'_>,
) -> Map<String, Value> {
    let exceptions: Vec<Value> = determination
        .exceptions
        .iter()
        .map(|exception| {
            let tests = reading.tests(transaction, determination, exception);
            json!({
                "name": exception.name,
                "title": exception.title,
                "open": truth_json(exception.truth),
                "citation": citation(&exception.answer),
                "unverified": exception.answer.dated.is_unverified(),
                "closed_by": exception.closed.as_ref().map(|(says, by)| json!({ "says": says, "citation": citation(by) })),
                "tests": tests.iter().map(|line| json!({
                    "asks": line.text, "holds": truth_json(line.truth), "depth": line.depth, "decides": line.decides,
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let policies: Vec<Value> = determination
        .policies
        .iter()
        .map(|policy| {
            let answer = policy.answer();
            json!({
                "policy": policy.review.as_str(),
                "name": policy.name,
                "says": policy.says,
                "holds": truth_json(policy.truth),
                "citation": answer.as_ref().map_or_else(|| policy.cites.join("; "), citation),
                "unverified": answer.is_some_and(|answer| answer.dated.is_unverified()),
            })
        })
        .collect();
    let steps = reading.reasons(transaction, determination);
    let conditions = steps.iter().filter(|step| step.topic == Topic::Condition);
    let conditions: Vec<Value> = conditions
        .map(|step| {
            json!({
                "name": step.name,
                "says": step.says,
                "holds": step.truth.map(truth_json),
                "citation": step_citation(step),
            })
        })
        .collect();
    let classes = &determination.classification;
    let mut document = Map::new();
    document.insert("classification".to_owned(), classification_json(reading, classes));
    document.insert("grounds".to_owned(), grounds_json(determination));
    document.insert("exceptions".to_owned(), exceptions.into());
    document.insert("review_policy".to_owned(), review(determination).into());
    document.insert("review_policies".to_owned(), policies.into());
    document.insert("conditions".to_owned(), conditions.into());
    document.insert("assumed".to_owned(), determination.assumed.clone().into());
    document.insert("not_evaluated".to_owned(), determination.open.clone().into());
    document.insert("unverified".to_owned(), unverified(used(&steps, determination.required)).into());
    document
}

/// The steps that a determination rests on. What is required rests on the grounds that hold; what is not required, or
/// depends, on every ground that was tested.
pub fn used<'s, 'r>(steps: &'s [Step<'r>], required: Truth) -> impl Iterator<Item = &'s Step<'r>> {
    steps.iter().filter(move |step| match step.topic {
        Topic::Figure | Topic::Classification => true,
        Topic::Requirement | Topic::Party | Topic::EndUse => {
            required != Truth::Yes || step.truth == Some(Truth::Yes)
        }
        Topic::Exception | Topic::Review | Topic::Condition => false,
    })
}

/// How an application would be reviewed, in a word; several while it is open; none where no licence is required.
pub fn review(determination: &Determination<'_>) -> Option<String> {
    let words: Vec<&str> = determination.review.iter().map(|review| review.as_str()).collect();
    (!words.is_empty()).then(|| words.join(" or "))
}

/// Why a licence is required.
pub fn grounds_json(determination: &Determination<'_>) -> Value {
    let grounds = determination.grounds.iter().map(|ground| {
        let mut cites = ground.cites.clone();
        cites.extend(ground.authorities.iter().map(citation));
        json!({
            "kind": ground.kind.as_str(),
            "name": ground.name,
            "says": ground.says,
            "holds": truth_json(ground.truth),
            "citation": cites.join("; "),
            "authorities": ground.authorities.iter().map(authority_json).collect::<Vec<_>>(),
            "unverified": ground.authorities.iter().any(|answer| answer.dated.is_unverified()),
        })
    });
    grounds.collect()
}

/// `true`, `false` or `"depends"`.
pub fn required_json(truth: Truth) -> Value {
    match truth {
        Truth::Unknown => "depends".into(),
        known => truth_json(known),
    }
}

fn truth_json(truth: Truth) -> Value {
    match truth {
        Truth::Yes => true.into(),
        Truth::No => false.into(),
        Truth::Unknown => "unknown".into(),
    }
}

/// `{"low": .., "high": ..}`; null where the figure has no value.
pub fn figure_json(figure: Option<&Figure>) -> Value {
    // Six decimals, the low end not rounded up and the high end not down.
    let number = |bound: Option<Ratio>, high: bool| -> Value {
        let Some((below, above)) = bound.and_then(Ratio::bounds) else { return Value::Null };
        let text = if high { above } else { below }.to_string();
        text.parse::<f64>().map_or(Value::Null, |number| match number.fract() == 0.0 && number.abs() < 9e15 {
            true => (number as i64).into(),
            false => number.into(),
        })
    };
    figure.map_or(
        Value::Null,
        |figure| json!({ "low": number(figure.low, false), "high": number(figure.high, true) }),
    )
}

/// Where the law says it, in one line.
pub fn citation(answer: &Answer<'_>) -> String {
    answer.dated.cites.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Where the law says what a step of the argument says.
pub fn step_citation(step: &Step<'_>) -> String {
    let own = step.authorities.first().map(citation);
    step.cites.iter().cloned().chain(own).collect::<Vec<_>>().join("; ")
}

fn authority_json(answer: &Answer<'_>) -> Value {
    let name = if answer.name.is_empty() { Value::Null } else { answer.name.into() };
    let urls: Vec<&str> =
        answer.dated.cites.iter().map(|cite| cite.url.as_str()).filter(|url| !url.is_empty()).collect();
    let mut authority = json!({
        "parameter": answer.parameter.id,
        "name": name,
        "citation": citation(answer),
        "urls": urls,
        "since": answer.dated.from.to_string(),
        "status": answer.dated.status.as_str(),
        "confidence": answer.dated.confidence.as_str(),
        "checked": answer.dated.checked.to_string(),
        "unverified": answer.dated.is_unverified(),
    });
    if !answer.dated.note.is_empty() {
        authority["note"] = answer.dated.note.trim().into();
    }
    if !answer.dated.depends_on.is_empty() {
        authority["depends_on"] = answer.dated.depends_on.clone().into();
    }
    authority
}

fn step_json(step: &Step<'_>, item: &str) -> Value {
    json!({
        "topic": step.topic.as_str(),
        "item": item,
        "name": step.name,
        "says": step.says,
        "holds": step.truth.map(truth_json),
        "citation": step_citation(step),
        "tests": step.lines.iter().map(|line| json!({
            "asks": line.text, "holds": truth_json(line.truth), "depth": line.depth, "decides": line.decides,
        })).collect::<Vec<_>>(),
        "authorities": step.authorities.iter().map(authority_json).collect::<Vec<_>>(),
        "unverified": step.authorities.iter().any(|answer| answer.dated.is_unverified()),
    })
}

/// The values that nobody has verified among those that these steps rest on, once each, as `parameter name (since)`.
pub fn unverified<'s, 'r: 's>(steps: impl Iterator<Item = &'s Step<'r>>) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for answer in steps.flat_map(|step| &step.authorities).filter(|answer| answer.dated.is_unverified()) {
        let name = if answer.name.is_empty() { String::new() } else { format!(" {}", answer.name) };
        let why = match answer.is_in_doubt() {
            true => "expected, not confirmed",
            false => "from general knowledge",
        };
        let one = format!("{}{name} since {}: {why}", answer.parameter.id, answer.dated.from);
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told
}
