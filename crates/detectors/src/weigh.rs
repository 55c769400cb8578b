//! Evidence added up: by family, no piece counted twice, each family believed up to a bound, and the sum shown.

use crate::{
    rarity::probability_of,
    tables::{Calibration, weights},
};
use chokepoint_model::{Date, Evidence, Family};
use chokepoint_screening::names;
use std::collections::BTreeMap;

/// Evidence for and against one statement, added up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weighed {
    pub(crate) prior: f64,
    pub(crate) score: f64,
    pub(crate) probability: f64,
    pub(crate) families: BTreeMap<Family, f64>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) against: Vec<Evidence>,
    pub(crate) known_since: Option<Date>,
}

/// Adds pieces of evidence up. The weight of a piece as shown is what it counts in the sum, after what it shares with
/// stronger ones of its family is taken off.
pub(crate) fn weigh(prior: f64, mut pieces: Vec<Evidence>, calibration: &Calibration) -> Weighed {
    pieces.sort_by(|a, b| {
        b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.statement.cmp(&b.statement))
    });
    let mut weighed = Weighed { prior, score: prior, ..Weighed::default() };
    for family in Family::ALL {
        let most = weights().most(family);
        let (mut sum, mut part) = (0.0, 1.0);
        let mut seen = false;
        for piece in pieces.iter_mut().filter(|piece| piece.family == family) {
            seen = true;
            if piece.weight > 0.0 {
                let believed = piece.weight.min(weights().most_of_a_piece) * part;
                piece.weight = believed.min(most - sum).max(0.0);
                sum += piece.weight;
                part *= weights().further_piece;
            }
        }
        let against: f64 =
            pieces.iter().filter(|piece| piece.family == family).map(|piece| piece.weight.min(0.0)).sum();
        if seen {
            weighed.families.insert(family, sum + against);
            weighed.score += sum + against;
        }
    }
    weighed.probability = calibration.probability(weighed.score);
    let (mut for_it, mut against): (Vec<Evidence>, Vec<Evidence>) =
        pieces.into_iter().partition(|piece| piece.weight >= 0.0);
    let strongest = |a: &Evidence, b: &Evidence| {
        b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.statement.cmp(&b.statement))
    };
    for_it.sort_by(strongest);
    against.sort_by(strongest);
    weighed.known_since =
        for_it.iter().filter(|piece| piece.weight > 0.0).filter_map(|piece| piece.since).max();
    (weighed.evidence, weighed.against) = (for_it, against);
    weighed
}

impl Calibration {
    /// The probability that is given to a score.
    pub fn probability(&self, score: f64) -> f64 {
        self.ceiling * probability_of(self.slope * score + self.offset)
    }

    /// The score to which a probability is given; `None` for one that is never given.
    pub fn score_of(&self, probability: f64) -> Option<f64> {
        let part = probability / self.ceiling;
        (part > 0.0 && part < 1.0).then(|| ((part / (1.0 - part)).ln() - self.offset) / self.slope)
    }
}

/// How the scores of a detector become probabilities; `None` for an id that is unknown here.
pub fn calibration(detector: &str) -> Option<Calibration> {
    match detector {
        "successor_of_listed" => Some(weights().successor),
        // A match of names is screened and not weighed: where its evidence is even, the score is the threshold.
        "on_a_list" => {
            let even = f64::from(names::score_of(0.0));
            Some(Calibration { ceiling: 1.0, slope: 1.0, offset: (even / (1.0 - even)).ln() })
        }
        id => crate::detector(id).map(|_| weights().ties.calibration),
    }
}

impl Weighed {
    /// Whether it is put before a person: likely enough, on two families at least, and not on such alone as competitors
    /// share by their trade. People, owners and rights are ground enough beside another family; so are place and
    /// contact together.
    pub(crate) fn is_alert(&self) -> bool {
        let alert = &weights().alert;
        let speaks = |family: Family| self.families.get(&family).is_some_and(|sum| *sum >= alert.family);
        let families = Family::ALL.into_iter().filter(|family| speaks(*family)).count();
        let ground = alert.ground.iter().filter_map(|word| Family::named(word)).any(speaks)
            || speaks(Family::Place) && speaks(Family::Contact);
        self.probability >= alert.probability && families >= 2 && ground
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(family: Family, weight: f64) -> Evidence {
        let statement = format!("{} {weight}", family.as_str());
        Evidence { statement, stated: Vec::new(), family, weight, since: None }
    }

    #[test]
    fn the_shown_weights_and_the_prior_are_the_score() {
        let weighed = weigh(
            -6.0,
            vec![
                piece(Family::People, 7.0),
                piece(Family::People, 5.0),
                piece(Family::Place, 9.0),
                piece(Family::Time, -1.5),
            ],
            &weights().successor,
        );
        let shown: f64 = weighed.evidence.iter().chain(&weighed.against).map(|piece| piece.weight).sum();
        assert!((weighed.prior + shown - weighed.score).abs() < 1e-9);
        assert!((weighed.families[&Family::People] - 8.0).abs() < 1e-9, "bounded");
        assert!((weighed.families[&Family::Place] - 6.0).abs() < 1e-9, "bounded");
        assert_eq!(weighed.against.len(), 1);
    }

    #[test]
    fn a_probability_leads_back_to_its_score() {
        let successor = calibration("successor_of_listed").expect("a detector");
        let score = successor.score_of(0.5).expect("below the ceiling");
        assert!((successor.probability(score) - 0.5).abs() < 1e-9);
        assert!(successor.score_of(0.9).is_none(), "above what is ever given");
        assert!(calibration("nothing of ours").is_none());
    }

    #[test]
    fn one_family_alone_is_no_alert_and_neither_is_what_competitors_share() {
        let alert = |families: &[Family]| {
            let pieces = families.iter().map(|family| piece(*family, 5.0)).collect();
            weigh(0.0, pieces, &weights().successor).is_alert()
        };
        assert!(!alert(&[Family::People]));
        assert!(!alert(&[Family::Name, Family::Scope, Family::Time, Family::Customers]));
        assert!(!alert(&[Family::Place, Family::Time]));
        assert!(alert(&[Family::People, Family::Time]));
        assert!(alert(&[Family::Place, Family::Contact]));
    }
}
