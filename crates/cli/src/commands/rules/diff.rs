//! `chokepoint rules diff`: what changed in the law between two days.

use super::{standing, told, wrapped};
use crate::arguments::Common;
use anyhow::Result;
use chokepoint_engine::{
    output::issue_json,
    rules::{Changed, answer_json, changes},
};
use chokepoint_model::{Date, Issue};
use chokepoint_rules::{Answer, Layer, Rules};
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn run(
    rules: &Rules,
    (from, to): (Date, Date),
    layer: Option<Layer>,
    issues: &[Issue],
    common: &Common,
) -> Result<()> {
    let changed = changes(rules, from, to, layer);
    let mut out = std::io::stdout().lock();
    if common.json {
        let document = json!({
            "from": from.to_string(), "to": to.to_string(),
            "changes": changed.iter().map(changed_json).collect::<Vec<_>>(),
            "issues": issues.iter().map(issue_json).collect::<Vec<_>>(),
        });
        writeln!(out, "{document:#}")?;
        return Ok(());
    }
    writeln!(out, "from {from} to {to}: {} values changed", changed.len())?;
    for one in &changed {
        let layers = match one.layers.as_slice() {
            [Layer::Text] => "  (the text only)",
            [Layer::Enforced] => "  (as enforced only)",
            _ => "",
        };
        writeln!(out, "\n{} {}{layers}\n  {}", one.parameter.id, one.name, one.parameter.title)?;
        write!(out, "{}{}", side('-', one.before.as_ref()), side('+', one.after.as_ref()))?;
    }
    Ok(())
}

fn side(sign: char, answer: Option<&Answer<'_>>) -> String {
    let Some(answer) = answer else {
        return format!("  {sign} nothing\n");
    };
    let mut text = format!("  {sign} since {}: {}\n", answer.dated.from, standing(answer.dated));
    for line in told(answer.dated) {
        text += &wrapped(&line, 6);
    }
    for cite in &answer.dated.cites {
        text += &wrapped(&format!("§ {cite} {}", cite.url), 6);
    }
    if answer.is_in_doubt() {
        text += &wrapped(&format!("depends on: {}", answer.dated.depends_on), 6);
    }
    text
}

fn changed_json(one: &Changed<'_>) -> Value {
    json!({
        "id": one.parameter.id,
        "name": Some(one.name).filter(|name| !name.is_empty()),
        "title": one.parameter.title,
        "layers": one.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "before": one.before.as_ref().map(answer_json),
        "after": one.after.as_ref().map(answer_json),
    })
}
