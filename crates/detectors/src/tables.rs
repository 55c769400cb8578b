//! What the weighing believes, as data: `resources/detectors/weights.toml`, with its provenance in the file.

use chokepoint_model::Family;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The table of weights. Its file says what each value means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    pub(crate) successors_of_a_listing: f64,
    pub(crate) least_population: usize,
    pub(crate) strangers: usize,
    pub(crate) steadying_strangers: f64,
    pub(crate) old_tie_days: i32,
    pub(crate) old_tie_part: f64,
    pub(crate) further_piece: f64,
    pub(crate) most_of_a_piece: f64,
    pub(crate) shared: Shared,
    pub(crate) people: People,
    pub(crate) district: District,
    pub(crate) founding: Vec<Step>,
    pub(crate) burst: Burst,
    pub(crate) scope: Vec<Step>,
    pub(crate) customers: Customers,
    pub(crate) owners: Owners,
    pub(crate) most: BTreeMap<String, f64>,
    pub(crate) successor: Calibration,
    pub(crate) alert: Alert,
    pub(crate) ties: Ties,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shared {
    pub(crate) person: Thing,
    pub(crate) owner: Thing,
    pub(crate) room: Thing,
    pub(crate) building: Thing,
    pub(crate) other_room: Thing,
    pub(crate) next_door: Thing,
    pub(crate) street: Thing,
    pub(crate) contact: Thing,
    pub(crate) brand: Thing,
    pub(crate) property: Thing,
}

/// How often a successor shares a thing, and of how many sharers half are merely served.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thing {
    pub(crate) given: f64,
    pub(crate) service: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct People {
    pub(crate) most_taken: f64,
    pub(crate) behind_part: f64,
    pub(crate) name_part: f64,
    pub(crate) none_shared: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct District {
    pub(crate) same_district: Rates,
    pub(crate) same_city: Rates,
    pub(crate) elsewhere: Rates,
}

/// How often a successor shows a thing, and how often a stranger where nothing is counted.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rates {
    pub(crate) given: f64,
    pub(crate) stranger: f64,
}

/// The same for a stretch of values, from the one before up to `until`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) until: f64,
    pub(crate) given: f64,
    pub(crate) stranger: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Burst {
    pub(crate) before: i32,
    pub(crate) after: i32,
    pub(crate) given: f64,
    pub(crate) chance: f64,
    pub(crate) yearly_rate: f64,
    pub(crate) years_of_it: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Customers {
    pub(crate) given: f64,
    pub(crate) most: f64,
    pub(crate) none: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Owners {
    pub(crate) none: f64,
    pub(crate) own_stake: f64,
    pub(crate) stated_successor: f64,
    pub(crate) openly_in_the_group: f64,
    pub(crate) part_of_a_group: f64,
}

/// How a score becomes a probability: `ceiling × 1 / (1 + e^-(slope × score + offset))`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The most that is ever given.
    pub ceiling: f64,
    /// The part of the score that is counted.
    pub slope: f64,
    /// What is added to it, in natural-log odds.
    #[serde(default)]
    pub offset: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alert {
    pub(crate) probability: f64,
    pub(crate) family: f64,
    pub(crate) ground: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ties {
    pub(crate) prior: f64,
    pub(crate) least: f64,
    pub(crate) proven: f64,
    pub(crate) possible: f64,
    pub(crate) stake: f64,
    pub(crate) academy: f64,
    pub(crate) military: f64,
    pub(crate) steps: f64,
    pub(crate) desk: usize,
    pub(crate) control: f64,
    pub(crate) margin: f64,
    pub(crate) beside: i32,
    pub(crate) calibration: Calibration,
}

impl Weights {
    /// How far a family is believed at most.
    pub(crate) fn most(&self, family: Family) -> f64 {
        self.most.get(family.as_str()).copied().unwrap_or(3.0)
    }
}

/// The table. A broken one cannot be shipped: a test reads it.
pub(crate) fn weights() -> &'static Weights {
    static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
        let text = include_str!("../../../resources/detectors/weights.toml");
        toml::from_str(text).unwrap_or_else(|error| unreachable!("resources/detectors/weights.toml: {error}"))
    });
    &WEIGHTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_of_each_table_add_up_to_one_and_every_family_has_a_bound() {
        let table = weights();
        for steps in [&table.founding, &table.scope] {
            let (given, stranger): (f64, f64) =
                steps.iter().fold((0.0, 0.0), |(a, b), step| (a + step.given, b + step.stranger));
            assert!((given - 1.0).abs() < 1e-9 && (stranger - 1.0).abs() < 1e-9, "{given} {stranger}");
            assert!(steps.windows(2).all(|pair| pair[0].until < pair[1].until));
        }
        assert!(Family::ALL.into_iter().all(|family| table.most.contains_key(family.as_str())));
        assert!(table.alert.ground.iter().all(|word| Family::named(word).is_some()));
    }
}
