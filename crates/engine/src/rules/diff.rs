//! What changed in the law between two days, in both layers at once.

use chokepoint_model::Date;
use chokepoint_rules::{Answer, Change, Layer, Parameter, Rules};
use std::collections::BTreeMap;

/// A value that differs between two days.
#[derive(Debug)]
pub struct Changed<'r> {
    /// The parameter.
    pub parameter: &'r Parameter,
    /// The name in a table; empty otherwise.
    pub name: &'r str,
    /// The layers in which it is so.
    pub layers: Vec<Layer>,
    /// The earlier answer, when there is one.
    pub before: Option<Answer<'r>>,
    /// The later answer, when there is one.
    pub after: Option<Answer<'r>>,
}

/// What changed between two days, by id and name; in one layer, or in both with what they share told once.
pub fn changes(rules: &Rules, from: Date, to: Date, layer: Option<Layer>) -> Vec<Changed<'_>> {
    let mut changed: BTreeMap<(&str, &str), Vec<Changed<'_>>> = BTreeMap::new();
    for layer in Layer::ALL.into_iter().filter(|known| layer.is_none_or(|wanted| wanted == *known)) {
        for Change { parameter, name, before, after, .. } in rules.diff(from, to, layer) {
            let known = changed.entry((&parameter.id, name)).or_default();
            let dated = |answer: &Option<Answer<'_>>| answer.map(|answer| std::ptr::from_ref(answer.dated));
            let same = |one: &&mut Changed<'_>| {
                dated(&one.before) == dated(&before) && dated(&one.after) == dated(&after)
            };
            match known.iter_mut().find(same) {
                Some(one) => one.layers.push(layer),
                None => known.push(Changed { parameter, name, layers: vec![layer], before, after }),
            }
        }
    }
    changed.into_values().flatten().collect()
}
