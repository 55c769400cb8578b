//! What changed in the law between two days, in both layers at once, and which chips have another class because of it.

use chokepoint_catalogue::{Accelerator, Catalogue};
use chokepoint_licensing::{Item, Reading};
use chokepoint_model::Date;
use chokepoint_rules::{Answer, Change, Layer, Parameter, Rules};
use std::collections::{BTreeMap, BTreeSet};

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
    for layer in layers(layer) {
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

/// A chip of the catalogue whose class differs between two days.
#[derive(Debug)]
pub struct Reclassified<'r> {
    /// The chip.
    pub chip: &'static Accelerator,
    /// The layers in which it is so.
    pub layers: Vec<Layer>,
    /// Every class it may have had; `None` is no class at all.
    pub before: BTreeSet<Option<&'r str>>,
    /// Every class it may have later.
    pub after: BTreeSet<Option<&'r str>>,
}

/// The chips of the catalogue whose class the law changed between two days, in the order of the catalogue. What is
/// expected is taken to have come.
pub fn reclassified(rules: &Rules, from: Date, to: Date, layer: Option<Layer>) -> Vec<Reclassified<'_>> {
    let readings: Vec<(Layer, Reading<'_>, Reading<'_>)> = layers(layer)
        .map(|layer| (layer, Reading::of(rules.on(from, layer)), Reading::of(rules.on(to, layer))))
        .collect();
    let mut changed: Vec<Reclassified<'_>> = Vec::new();
    for chip in Catalogue::built_in().0.accelerators() {
        let item = Item::of(chip);
        let first = changed.len();
        for (layer, earlier, later) in &readings {
            let (before, after) = (earlier.classify(&item).outcomes, later.classify(&item).outcomes);
            if before == after {
                continue;
            }
            let mut known = changed[first..].iter_mut();
            match known.find(|one| one.before == before && one.after == after) {
                Some(one) => one.layers.push(*layer),
                None => changed.push(Reclassified { chip, layers: vec![*layer], before, after }),
            }
        }
    }
    changed
}

fn layers(wanted: Option<Layer>) -> impl Iterator<Item = Layer> {
    Layer::ALL.into_iter().filter(move |known| wanted.is_none_or(|wanted| wanted == *known))
}
