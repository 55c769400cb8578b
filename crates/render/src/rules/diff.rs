//! `chokepoint rules diff`: what changed in the law between two days.

use super::{standing, told, wrapped};
use chokepoint_engine::rules::{Changed, Reclassified};
use chokepoint_model::Date;
use chokepoint_rules::{Answer, Layer};
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// What changed in the law between two days, and the class of which chips with it.
///
/// # Errors
/// When it cannot be written.
pub fn write_diff(
    (from, to): (Date, Date),
    changed: &[Changed<'_>],
    chips: &[Reclassified<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "from {from} to {to}: {} values changed", changed.len())?;
    for one in changed {
        let layers = only_in(&one.layers);
        writeln!(out, "\n{} {}{layers}\n  {}", one.parameter.id, one.name, one.parameter.title)?;
        write!(out, "{}{}", side('-', one.before.as_ref()), side('+', one.after.as_ref()))?;
    }
    writeln!(out, "\n{} chips of the catalogue have another class because of it", chips.len())?;
    let width = chips.iter().map(|one| one.chip.model.chars().count()).max().unwrap_or_default();
    for one in chips {
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
