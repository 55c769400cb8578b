//! A row of a file of products or transactions.

use super::{classification_json, figure_json, grounds_json, required_json, review};
use chokepoint_engine::licensing::{Answered, Controls, RowResult};
use chokepoint_licensing::{Both, Determination};
use chokepoint_rules::Truth;
use serde_json::{Map, Value, json};

/// A row as a JSON object: the input, the item, its class, and whether a licence is required.
pub fn row_json(controls: &Controls<'_>, result: &RowResult<'_>) -> Value {
    let mut document = Map::new();
    document.insert("row".to_owned(), result.row.row.into());
    let input: Map<String, Value> =
        result.row.fields().map(|(name, cell)| (name.to_owned(), cell.into())).collect();
    document.insert("input".to_owned(), input.into());
    let answer = match &result.answer {
        Ok(answer) => answer,
        Err(reason) => {
            document.insert("issue".to_owned(), reason.clone().into());
            return document.into();
        }
    };
    let named = &answer.named;
    let outcomes = outcomes(answer);
    let mut classification = classification_json(&controls.enforced.came, &answer.classes[0].came);
    let mut alternatives = Vec::new();
    if outcomes.len() > 1 {
        classification["eccn"] = Value::Null;
        classification["paragraph"] = Value::Null;
        classification["open"] = true.into();
        let mut turns: Vec<&str> = Vec::new();
        for decider in answer.classes.iter().flat_map(|one| &one.came.deciders) {
            if !turns.contains(&decider.name.as_str()) {
                turns.push(&decider.name);
            }
        }
        alternatives = outcomes.iter().map(|eccn| json!({ "eccn": eccn, "depends_on": turns })).collect();
    }
    let variants: Vec<&str> = named.items.iter().map(|item| item.name.as_str()).collect();
    document.insert("item".to_owned(), json!({ "name": named.name, "variants": variants }));
    document.insert("as_of".to_owned(), controls.as_of.to_string().into());
    let tpp = named.range(|item| Some(item.figures.total_processing_performance));
    document.insert("tpp".to_owned(), figure_json(tpp.as_ref()));
    let density = named.range(|item| item.figures.performance_density);
    document.insert("performance_density".to_owned(), figure_json(density.as_ref()));
    document.insert("classification".to_owned(), classification);
    document.insert("alternatives".to_owned(), alternatives.into());
    if let (Some(truth), Some(first)) = (required(answer), answer.determined.first()) {
        document.insert("required".to_owned(), required_json(truth));
        document.insert("grounds".to_owned(), grounds_json(&first.came));
        document.insert("review_policy".to_owned(), review(&first.came).into());
        document.insert("not_evaluated".to_owned(), first.came.open.clone().into());
        let answers = first.not.iter().flat_map(|not| {
            let answer = |came: bool, one: &Determination<'_>| {
                json!({ "expected_came": came, "required": required_json(one.required), "review_policy": review(one) })
            };
            [answer(true, &first.came), answer(false, not)]
        });
        document.insert("answers".to_owned(), answers.collect());
    }
    document.insert("unverified".to_owned(), is_unverified(answer).into());
    if !answer.near.is_empty() {
        document.insert("near".to_owned(), answer.near.clone().into());
    }
    document.into()
}

/// The classes of whatever the row means: sure only where all agree.
pub fn outcomes(answer: &Answered<'_>) -> Vec<Option<String>> {
    let all = answer.classes.iter().flat_map(|one| {
        one.came.outcomes.iter().chain(one.not.iter().flat_map(|other| other.outcomes.iter()))
    });
    let mut outcomes: Vec<Option<String>> = all.map(|outcome| outcome.map(str::to_owned)).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    outcomes
}

/// Whether a licence is required, where there is a destination.
pub fn required(answer: &Answered<'_>) -> Option<Truth> {
    let mut answers = answer.determined.iter().map(Both::required);
    let first = answers.next()?;
    Some(if answers.all(|other| other == first) { first } else { Truth::Unknown })
}

/// Whether the class or a ground rests on a value that nobody has verified.
pub fn is_unverified(answer: &Answered<'_>) -> bool {
    let classes = answer.classes.iter().flat_map(|one| &one.came.classes);
    let grounds =
        answer.determined.iter().flat_map(|one| &one.came.grounds).flat_map(|ground| &ground.authorities);
    classes.map(|class| &class.answer).chain(grounds).any(|answer| answer.dated.is_unverified())
}
