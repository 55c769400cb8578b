//! `chokepoint rules diff`: what changed in the law between two days.

use super::{standing, told, wrapped};
use crate::arguments::Common;
use anyhow::Result;
use chokepoint_engine::{
    output::issue_json,
    rules::{Changed, Reclassified, answer_json, changes, reclassified},
};
use chokepoint_model::{Date, Issue};
use chokepoint_rules::{Answer, Layer, Rules};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io::Write};

pub(super) fn run(
    rules: &Rules,
    (from, to): (Date, Date),
    layer: Option<Layer>,
    issues: &[Issue],
    common: &Common,
) -> Result<()> {
    let changed = changes(rules, from, to, layer);
    let chips = reclassified(rules, from, to, layer);
    let mut out = std::io::stdout().lock();
    if common.json {
        let document = json!({
            "from": from.to_string(), "to": to.to_string(),
            "changes": changed.iter().map(changed_json).collect::<Vec<_>>(),
            "chips": chips.iter().map(chip_json).collect::<Vec<_>>(),
            "issues": issues.iter().map(issue_json).collect::<Vec<_>>(),
        });
        writeln!(out, "{document:#}")?;
        return Ok(());
    }
    writeln!(out, "from {from} to {to}: {} values changed", changed.len())?;
    for one in &changed {
        let layers = only_in(&one.layers);
        writeln!(out, "\n{} {}{layers}\n  {}", one.parameter.id, one.name, one.parameter.title)?;
        write!(out, "{}{}", side('-', one.before.as_ref()), side('+', one.after.as_ref()))?;
    }
    writeln!(out, "\n{} chips of the catalogue have another class because of it", chips.len())?;
    let width = chips.iter().map(|one| one.chip.model.chars().count()).max().unwrap_or_default();
    for one in &chips {
        let (before, after) = (classes(&one.before), classes(&one.after));
        writeln!(out, "  {:<width$}  {before} -> {after}{}", one.chip.model, only_in(&one.layers))?;
    }
    Ok(())
}

fn only_in(layers: &[Layer]) -> &'static str {
    match layers {
        [Layer::Text] => "  (the text only)",
        [Layer::Enforced] => "  (as enforced only)",
        _ => "",
    }
}

/// `3A090.a`, `none`, or every class that missing figures leave open.
fn classes(outcomes: &BTreeSet<Option<&str>>) -> String {
    outcomes.iter().map(|class| class.unwrap_or("none")).collect::<Vec<_>>().join(" or ")
}

fn chip_json(one: &Reclassified<'_>) -> Value {
    json!({
        "chip": one.chip.model,
        "vendor": one.chip.vendor,
        "layers": one.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "before": one.before,
        "after": one.after,
    })
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
