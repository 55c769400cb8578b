//! The regimes, and what their law says on a day: applies, is stayed, or is in doubt and read both ways.

use chokepoint_model::{Date, Issue, Severity};
use chokepoint_ownership::Signs;
use chokepoint_rules::{Cite, Dated, Layer, NoAnswer, Ownership, Rules, Status, Value};

/// A body of law that reaches the companies of listed parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// The affiliates rule of the Bureau of Industry and Security.
    Bis,
    /// The fifty per cent rule of the Office of Foreign Assets Control.
    Ofac,
    /// The asset freeze of the European Union.
    Eu,
    /// The asset freeze of the United Kingdom.
    Uk,
}

impl Regime {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Bis, Self::Ofac, Self::Eu, Self::Uk];

    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bis => "bis",
            Self::Ofac => "ofac",
            Self::Eu => "eu",
            Self::Uk => "uk",
        }
    }

    /// The parameter that says how ownership is counted.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::Bis => "us.ear.affiliate_ownership",
            Self::Ofac => "us.ofac.blocked_ownership",
            Self::Eu => "eu.asset_freeze.ownership",
            Self::Uk => "uk.asset_freeze.ownership",
        }
    }

    /// The table of what ties without shares mean.
    pub(super) const fn ties(self) -> Option<&'static str> {
        match self {
            Self::Bis => Some("us.ear.ties_without_shares"),
            Self::Ofac => Some("us.ofac.ties_without_shares"),
            Self::Eu | Self::Uk => None,
        }
    }

    /// The table of signs of control, where control is enough.
    pub(super) const fn control_signs(self) -> Option<&'static str> {
        match self {
            Self::Bis | Self::Ofac => None,
            Self::Eu => Some("eu.asset_freeze.control_signs"),
            Self::Uk => Some("uk.asset_freeze.control_signs"),
        }
    }

    /// The table of what follows beside the share.
    pub(super) const fn effects(self) -> Option<&'static str> {
        match self {
            Self::Bis => Some("us.ear.affiliate_rule_effects"),
            _ => None,
        }
    }

    /// The signs of control on a day; none where the regime has none.
    pub(super) fn signs(self, rules: &Rules, as_of: Date) -> Signs {
        let law = rules.on(as_of, Layer::Enforced);
        self.control_signs().map(|table| Signs::of(&law, table)).unwrap_or_default()
    }
}

/// The law of a regime under one reading.
#[derive(Debug, Clone)]
pub struct LawState {
    /// The parameter.
    pub id: String,
    /// Which reading, in words; empty when there is one.
    pub reading: String,
    /// Whether it applies on the day. Where it does not, shares are measured all the same, as if it did.
    pub applies: bool,
    /// `effective`, `suspended`, `not_enforced`, `expected`, or `none` before its first day.
    pub status: &'static str,
    /// The first day of the value.
    pub from: Option<Date>,
    /// What it says, in a line.
    pub says: String,
    /// Where the law says it.
    pub cites: Vec<Cite>,
    /// How far it has been verified.
    pub confidence: &'static str,
    /// Anything a reader must know.
    pub note: String,
    /// For an expected value: what decides whether it came.
    pub depends_on: String,
    /// How ownership is counted.
    pub ownership: Option<Ownership>,
}

/// The law on a day: one reading, or two where it is expected and nobody has confirmed it.
pub(super) fn states(rules: &Rules, regime: Regime, as_of: Date, issues: &mut Vec<Issue>) -> Vec<LawState> {
    let id = regime.rule();
    match rules.lookup(id, as_of, Layer::Enforced) {
        Ok(answer) if answer.is_in_doubt() => {
            let came = state(rules, id, answer.dated, "what was expected came", true);
            let not =
                answer.otherwise.map(|dated| state(rules, id, dated, "what was expected did not come", true));
            [Some(came), not].into_iter().flatten().collect()
        }
        Ok(answer) => vec![state(rules, id, answer.dated, "", true)],
        Err(why) => {
            let first = rules.parameter(id).into_iter().flat_map(|parameter| parameter.history("")).next();
            if let (Some(first), NoAnswer::NotYet { from }) = (first, &why) {
                let mut none = state(rules, id, first, "", false);
                none.status = "none";
                none.note = format!("no such rule before {from}");
                return vec![none];
            }
            issues.push(super::issue(Severity::Error, format!("{id}: {why}"), "add a value to the rules"));
            Vec::new()
        }
    }
}

fn state(rules: &Rules, id: &str, dated: &Dated, reading: &str, may_apply: bool) -> LawState {
    let ownership = |dated: &Dated| match &dated.value {
        Some(Value::Ownership(ownership)) => Some(ownership.clone()),
        _ => None,
    };
    // A value that is stayed says nothing of the method: shares are then measured as the nearest value counted them.
    let mut known = rules.parameter(id).map(|parameter| parameter.history("")).unwrap_or_default();
    known.sort_by_key(|other| {
        (
            other.from > dated.from,
            other.from.max(dated.from).since(other.from.min(dated.from)).map_or(0, |span| span.get_days()),
        )
    });
    let counted = ownership(dated).or_else(|| known.into_iter().find_map(ownership));
    let applies = may_apply && dated.applying().is_some();
    LawState {
        id: id.to_owned(),
        reading: reading.to_owned(),
        applies,
        status: match dated.status {
            Status::Effective => "effective",
            other => other.as_str(),
        },
        from: Some(dated.from),
        says: dated.value.as_ref().map(ToString::to_string).unwrap_or_default(),
        cites: dated.cites.clone(),
        confidence: dated.confidence.as_str(),
        note: dated.note.clone(),
        depends_on: dated.depends_on.clone(),
        ownership: counted,
    }
}
