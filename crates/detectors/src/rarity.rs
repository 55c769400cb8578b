//! What a meeting counts: how much likelier it is of a successor than of two strangers, from how rare it is in the data.

use crate::tables::{Thing, weights};

/// The weight of a thing that the listed company shares with a candidate, when `sharers` of `population` companies
/// have it (both of them included).
///
/// A successor shares it on purpose in `given` of cases, and otherwise by chance like everybody. The more parties
/// share a thing, the likelier it is a service (an agent's desk, a tower, a nominee), which nobody takes along: its
/// weight goes to nothing by itself.
pub(crate) fn shared(thing: Thing, sharers: usize, population: usize) -> f64 {
    let population = population.max(weights().least_population) as f64;
    let sharers = sharers.max(2) as f64;
    let chance = (sharers / population).min(1.0);
    let on_purpose = thing.given * thing.service / (thing.service + sharers);
    (1.0 + on_purpose / chance).ln()
}

/// A rate that was counted, steadied by one that is assumed.
pub(crate) fn steadied(hits: usize, of: usize, assumed: f64) -> f64 {
    let imagined = weights().steadying_strangers;
    (hits as f64 + imagined * assumed) / (of as f64 + imagined)
}

/// The chance of `count` or more events where `expected` are.
pub(crate) fn poisson_tail(count: usize, expected: f64) -> f64 {
    let mut term = (-expected).exp();
    let mut below = 0.0;
    for n in 0..count.min(200) {
        below += term;
        term *= expected / (n as f64 + 1.0);
    }
    (1.0_f64 - below).clamp(1e-9, 1.0)
}

/// Natural-log odds as a probability.
pub(crate) fn probability_of(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_share_weighs_nothing_and_what_two_share_weighs_much() {
        let room = weights().shared.room;
        let of = |sharers| shared(room, sharers, 100_000);
        assert!(of(2) > 8.0, "{}", of(2));
        assert!(of(2) > of(10) && of(10) > of(100));
        assert!(of(5_000) < 0.1, "{}", of(5_000));
        // In a folder of ten, two are two of three hundred, not one in five.
        assert!(shared(room, 2, 10) > 3.0);
    }

    #[test]
    fn many_changes_at_once_are_no_chance() {
        assert!((poisson_tail(0, 0.5) - 1.0).abs() < 1e-9);
        assert!(poisson_tail(3, 0.2) < 0.002);
        assert!(poisson_tail(1, 2.0) > 0.8);
    }
}
