//! A finding that states a tie: its pieces weighed, its law, what the parties say, how it could be innocent.

use crate::{Context, Listed, detector, law, tables::weights, weigh};
use chokepoint_model::{
    Date, Evidence, Family, Finding, Importance, Interest, PartyNumber, Share, Stated, Subject, Touches,
};

/// What a detector puts together.
pub(crate) struct Tie {
    pub(crate) detector: &'static str,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) message: String,
    pub(crate) pieces: Vec<Evidence>,
    pub(crate) law: Vec<Option<Touches>>,
    /// What must be so and is not certain.
    pub(crate) conditions: Vec<String>,
    /// The severity, where it is not the detector's own.
    pub(crate) severity: Option<Importance>,
}

impl Tie {
    pub(crate) fn of(detector: &'static str, subjects: Vec<Subject>, message: String) -> Self {
        Self {
            detector,
            subjects,
            message,
            pieces: Vec::new(),
            law: Vec::new(),
            conditions: Vec::new(),
            severity: None,
        }
    }

    pub(crate) fn because(mut self, piece: Evidence) -> Self {
        self.pieces.push(piece);
        self
    }

    /// Adds what a parameter of the rules says, if it says anything on the day.
    pub(crate) fn touching(mut self, cx: &Context<'_>, parameter: &str, name: &str) -> Self {
        self.law.push(law::touches(cx, parameter, name));
        self
    }

    /// Adds the listings of a party.
    pub(crate) fn listing(mut self, cx: &Context<'_>, listed: &Listed) -> Self {
        self.law.extend(law::listings(cx, listed).into_iter().map(Some));
        self
    }

    /// The finding, if it is likely enough to be worth a look.
    pub(crate) fn finding(self, cx: &Context<'_>) -> Option<Finding> {
        let of = detector(self.detector)?;
        let weighed = weigh::weigh(weights().ties.prior, self.pieces, &weights().ties.calibration);
        if weighed.probability < weights().ties.least {
            return None;
        }
        let ids: Vec<&str> = self.subjects.iter().map(|subject| subject.id.as_str()).collect();
        Some(Finding {
            id: format!("{}:{}", self.detector, ids.join(":")),
            detector: self.detector.to_owned(),
            severity: self.severity.unwrap_or_else(|| of.severity()),
            message: self.message,
            conditions: self.conditions,
            means: of.metadata().means.clone(),
            score: weighed.score,
            probability: weighed.probability,
            prior: weighed.prior,
            families: weighed.families,
            evidence: weighed.evidence,
            against: weighed.against,
            denials: cx.denials(&ids),
            law: self.law.into_iter().flatten().collect(),
            innocent: of.innocent(),
            as_of: cx.as_of,
            known_since: weighed.known_since,
            subjects: self.subjects,
        })
    }
}

/// A listed party as the subject of a finding.
pub(crate) fn subject_of(listed: &Listed) -> Subject {
    Subject { id: listed.id.clone(), caption: listed.caption().to_owned() }
}

/// A piece of evidence from some interests.
pub(crate) fn piece(family: Family, weight: f64, statement: String, interests: &[&Interest]) -> Evidence {
    let since = interests.iter().filter_map(|interest| interest.stated.seen.max(interest.period.from)).max();
    let stated: Vec<Stated> = interests.iter().map(|interest| interest.stated.clone()).collect();
    Evidence { statement, stated, family, weight, since }
}

/// A piece of evidence from what a registry says of a party.
pub(crate) fn piece_of(
    cx: &Context<'_>,
    number: PartyNumber,
    family: Family,
    weight: f64,
    statement: String,
    since: Option<Date>,
) -> Evidence {
    Evidence { statement, stated: vec![cx.stated(number)], family, weight, since }
}

/// A share in words.
pub(crate) fn share_words(share: Share) -> String {
    if share.is_unknown() { "an unknown part".to_owned() } else { share.to_string() }
}

/// ` since 2019-12-24`, or nothing where no day is known.
pub(crate) fn since_words(since: Option<Date>) -> String {
    since.filter(|day| *day > Date::MIN).map_or_else(String::new, |day| format!(" since {day}"))
}

/// Whether an interest was known and standing on the day.
pub(crate) fn stands(cx: &Context<'_>, interest: &Interest) -> bool {
    interest.stated.seen.is_none_or(|seen| seen <= cx.as_of) && interest.period.contains(cx.as_of)
}
