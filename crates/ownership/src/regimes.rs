//! What each body of law counts: its rule, its signs of control, what it makes of ties, which listings pass on.
//!
//! A new regime is a line of the table here and its parameters in `rules/`; nothing else knows them.

use crate::{Method, NoMethod, Signs};
use chokepoint_model::{Date, Listing, Schema};
use chokepoint_rules::{Answer, Cite, Dated, Law, Layer, NoAnswer, Ownership, Rules, Status, Value};

/// A body of law that reaches the companies of listed parties.
#[derive(Debug, PartialEq, Eq)]
pub struct Regime {
    /// Its permanent id, a lower-case word.
    pub id: &'static str,
    /// What a reader calls it.
    pub name: &'static str,
    /// The parameter that says how ownership is counted.
    pub rule: &'static str,
    /// The table of signs of control, where control is enough.
    pub control_signs: Option<&'static str>,
    /// The table of what ties without shares mean.
    pub ties: Option<&'static str>,
    /// The table of what follows beside the share.
    pub effects: Option<&'static str>,
    /// A list of which only the entries of some programmes count, and the parameter that names them.
    pub only_programmes: Option<(&'static str, &'static str)>,
    /// Whether the rule speaks of companies abroad only.
    pub foreign_only: bool,
}

/// All regimes.
pub const REGIMES: [Regime; 5] = [
    Regime {
        id: "bis",
        name: "the affiliates rule of BIS",
        rule: "us.ear.affiliate_ownership",
        control_signs: None,
        ties: Some("us.ear.ties_without_shares"),
        effects: Some("us.ear.affiliate_rule_effects"),
        // 15 CFR 744.8(a)(1): of blocked persons those of some programmes only.
        only_programmes: Some(("us_ofac_sdn", "us.ear.blocked_person_programmes")),
        foreign_only: true,
    },
    Regime {
        id: "ofac",
        name: "the 50 per cent rule of OFAC",
        rule: "us.ofac.blocked_ownership",
        control_signs: None,
        ties: Some("us.ofac.ties_without_shares"),
        effects: None,
        only_programmes: None,
        foreign_only: false,
    },
    Regime {
        id: "eu",
        name: "the asset freeze of the EU",
        rule: "eu.asset_freeze.ownership",
        control_signs: Some("eu.asset_freeze.control_signs"),
        ties: None,
        effects: None,
        only_programmes: None,
        foreign_only: false,
    },
    Regime {
        id: "eu_sectoral",
        name: "the sectoral law of the EU",
        rule: "eu.sectoral.ownership",
        control_signs: None,
        ties: None,
        effects: None,
        only_programmes: None,
        foreign_only: false,
    },
    Regime {
        id: "uk",
        name: "the asset freeze of the UK",
        rule: "uk.asset_freeze.ownership",
        control_signs: Some("uk.asset_freeze.control_signs"),
        ties: None,
        effects: None,
        only_programmes: None,
        foreign_only: false,
    },
];

/// Whether an entry passes on by ownership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// It does.
    Yes,
    /// The regime names other lists.
    OtherList,
    /// The entry has no programme that the regime names.
    OtherProgramme,
    /// The entry is an address: firms at it pass nothing on.
    AddressOnly,
}

impl Counts {
    /// For a reader.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::OtherList => "no: the regime names other lists",
            Self::OtherProgramme => "no: the entry has no programme that the regime names",
            Self::AddressOnly => "no: the entry is an address",
        }
    }
}

impl Regime {
    /// The regime of an id.
    pub fn named(id: &str) -> Option<&'static Self> {
        REGIMES.iter().find(|one| one.id == id)
    }

    /// The signs of control on the day; none where the regime has none.
    pub fn signs(&self, law: &Law<'_>) -> Signs {
        self.control_signs.map(|table| Signs::of(law, table)).unwrap_or_default()
    }

    /// How a rule of the regime is counted on the day.
    ///
    /// # Errors
    /// When the rule counts in a way that is not known here.
    pub fn method(&self, rule: &Ownership, law: &Law<'_>) -> Result<Method, NoMethod> {
        Method::of(rule, self.signs(law))
    }

    /// Whether a listing makes its party an owner that counts under a rule of the regime.
    pub fn counts(&self, law: &Law<'_>, rule: &Ownership, listing: &Listing, schema: Schema) -> Counts {
        if schema == Schema::Address {
            return Counts::AddressOnly;
        }
        if !rule.lists.contains(&listing.list) {
            return Counts::OtherList;
        }
        let named = self.only_programmes.filter(|(list, _)| *list == listing.list);
        match named.and_then(|(_, parameter)| law.words(parameter)) {
            Some(programmes) if !has_programme(listing, programmes) => Counts::OtherProgramme,
            _ => Counts::Yes,
        }
    }

    /// The rule of the day, or the one that is suspended on it, with what the law answers.
    pub fn rule_on<'r>(&self, law: &Law<'r>) -> Option<(Answer<'r>, &'r Ownership)> {
        let answer = law.answer(self.rule).ok()?;
        let of = |value: Option<&'r Value>| match value {
            Some(Value::Ownership(rule)) => Some(rule),
            _ => None,
        };
        let before = answer.parameter.history(answer.name).into_iter().rev();
        let mut before = before.filter(|dated| dated.from <= answer.as_of);
        let rule =
            of(answer.dated.value.as_ref()).or_else(|| before.find_map(|dated| of(dated.value.as_ref())))?;
        Some((answer, rule))
    }
}

fn has_programme(listing: &Listing, known: &[String]) -> bool {
    let plain = |text: &str| text.trim_matches(['[', ']', ' ']).to_uppercase();
    listing.programmes.iter().any(|programme| known.iter().any(|other| plain(programme) == plain(other)))
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

impl Regime {
    /// The law on a day: one reading, or two where it is expected and nobody has confirmed it.
    ///
    /// # Errors
    /// Why the rules have no answer.
    pub fn states(&self, rules: &Rules, as_of: Date) -> Result<Vec<LawState>, NoAnswer> {
        let id = self.rule;
        match rules.lookup(id, as_of, Layer::Enforced) {
            Ok(answer) if answer.is_in_doubt() => {
                let came = state(rules, id, answer.dated, "what was expected came", true);
                let not = answer
                    .otherwise
                    .map(|dated| state(rules, id, dated, "what was expected did not come", true));
                Ok([Some(came), not].into_iter().flatten().collect())
            }
            Ok(answer) => Ok(vec![state(rules, id, answer.dated, "", true)]),
            Err(why) => {
                let history = rules.parameter(id).into_iter().flat_map(|parameter| parameter.history(""));
                match (history.into_iter().next(), &why) {
                    (Some(first), NoAnswer::NotYet { from }) => {
                        let mut none = state(rules, id, first, "", false);
                        none.status = "none";
                        none.note = format!("no such rule before {from}");
                        Ok(vec![none])
                    }
                    _ => Err(why),
                }
            }
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
        let span = other.from.max(dated.from).since(other.from.min(dated.from));
        (other.from > dated.from, span.map_or(0, |span| span.get_days()))
    });
    let counted = ownership(dated).or_else(|| known.into_iter().find_map(ownership));
    LawState {
        id: id.to_owned(),
        reading: reading.to_owned(),
        applies: may_apply && dated.applying().is_some(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_of_every_regime_exists() {
        let rules = Rules::built_in();
        for regime in &REGIMES {
            let optional = [regime.control_signs, regime.ties, regime.effects];
            let programmes = regime.only_programmes.map(|(_, parameter)| parameter);
            for id in optional.into_iter().flatten().chain([regime.rule]).chain(programmes) {
                assert!(rules.parameter(id).is_some(), "{}: {id}", regime.id);
            }
        }
    }

    #[test]
    fn of_blocked_persons_only_some_programmes_count_under_the_affiliates_rule() {
        let law = Rules::built_in().on(Date::constant(2025, 10, 15), Layer::Enforced);
        let counts = |regime: &str, programme: &str| {
            let regime = Regime::named(regime).expect("a regime");
            let (_, rule) = regime.rule_on(&law).expect("a rule");
            let mut listing = Listing::on("us_ofac_sdn");
            listing.programmes.push(programme.to_owned());
            regime.counts(&law, rule, &listing, Schema::Company)
        };
        assert_eq!(counts("bis", "[IRAN]"), Counts::OtherProgramme);
        assert_eq!(counts("bis", "NPWMD"), Counts::Yes);
        assert_eq!(counts("ofac", "IRAN"), Counts::Yes);
    }
}
