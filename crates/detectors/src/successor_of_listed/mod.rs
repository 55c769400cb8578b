//! A company that looks like the continuation of a listed one: other name, same hands.

mod candidates;
mod evidence_capital;
mod evidence_people;
mod evidence_place;
mod evidence_time;
mod evidence_trade;
mod group;
mod predecessor;
mod replay;

pub(crate) use evidence_trade::{Chance, Side, partners};
pub(crate) use predecessor::{Predecessor, some_of};
pub use replay::{Seen, replay};

use crate::{Context, Listed, detector, law, tables::weights, weigh};
use chokepoint_model::{Date, Denial, Family, Finding, PartyNumber, Subject, Touches};
use evidence_place::Towns;
use evidence_trade::Likeness;
use group::Pair;
use rayon::prelude::*;
use weigh::Weighed;

/// A company that may carry on a listed one, with all that speaks for and against it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The company.
    pub company: PartyNumber,
    /// Its id and name.
    pub subject: Subject,
    /// The sum of the evidence, in natural-log odds.
    pub score: f64,
    /// The score as a probability, by the calibration.
    pub probability: f64,
    /// Whether it is put before a person.
    pub is_alert: bool,
    /// Log odds before any evidence.
    pub prior: f64,
    /// What each family counts.
    pub families: std::collections::BTreeMap<Family, f64>,
    /// What speaks for it, strongest first.
    pub evidence: Vec<chokepoint_model::Evidence>,
    /// What speaks against it, strongest first.
    pub against: Vec<chokepoint_model::Evidence>,
    /// What must be so and is not certain: that a party of the registry is the listed one.
    pub conditions: Vec<String>,
    /// What the two companies say.
    pub denials: Vec<Denial>,
    /// The law it touches.
    pub law: Vec<Touches>,
    /// The day from which all that speaks for it was known.
    pub known_since: Option<Date>,
    /// The day from which it stands on a list itself, if it does.
    pub listed_since: Option<Date>,
}

/// Companies that may carry on a listed one as of the day of the context, likeliest first, at most so many.
pub fn successors(cx: &Context<'_>, listed: &Listed, most: usize) -> Vec<Candidate> {
    if listed.is_address_only() || listed.listings_by(cx.as_of).is_empty() {
        return Vec::new();
    }
    let of = Predecessor::of(cx, listed);
    let companies = candidates::find(&of);
    // Most parties of a list share nothing with anybody here. What chance gives is counted over hundreds of companies for
    // each listed one, which for those was half of an investigation.
    if companies.is_empty() {
        return Vec::new();
    }
    let weighing = Weighing::of(&of);
    let mut ranked: Vec<(PartyNumber, Weighed)> = companies
        .into_iter()
        .map(|company| (company, weighing.weigh(company)))
        .filter(|(_, weighed)| weighed.families.values().any(|sum| *sum > 0.0))
        .collect();
    ranked.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
    ranked.truncate(most);
    ranked.into_iter().map(|(company, weighed)| candidate(&of, company, weighed)).collect()
}

/// The same for every party whose first listing lies in a period, by its place in the listed parties.
pub fn successors_of_period(
    cx: &Context<'_>,
    from: Date,
    until: Date,
    most: usize,
) -> Vec<(usize, Vec<Candidate>)> {
    let first = |listed: &Listed| listed.first_listed_by(cx.as_of);
    let listed = cx.known.listed.iter().enumerate();
    listed
        .filter(|(_, one)| first(one).is_some_and(|day| from <= day && day <= until))
        .map(|(at, one)| (at, successors(cx, one, most)))
        .collect()
}

/// How many candidates of one listed company are put into the queue at most.
const MOST_ALERTS: usize = 10;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let of_one = |listed| {
        let found = successors(cx, listed, MOST_ALERTS).into_iter();
        // Who stands on a list already needs no finding to be seen.
        let alerts = found.filter(|found| found.is_alert && found.listed_since.is_none());
        alerts.map(|found| finding(cx, listed, found)).collect::<Vec<_>>()
    };
    cx.known.listed.par_iter().flat_map_iter(of_one).collect()
}

fn finding(cx: &Context<'_>, listed: &Listed, found: Candidate) -> Finding {
    let of = detector("successor_of_listed");
    let families: Vec<&str> = strongest_families(&found).into_iter().map(Family::as_str).collect();
    let since = listed.first_listed_by(cx.as_of);
    let since = since.map_or_else(String::new, |day| format!(", listed since {day}"));
    Finding {
        id: format!("successor_of_listed:{}:{}", found.subject.id, listed.id),
        detector: "successor_of_listed".to_owned(),
        severity: of.map(crate::Detector::severity).unwrap_or(chokepoint_model::Importance::High),
        message: format!(
            "{} looks like the continuation of {}{since}, by {}",
            found.subject.caption,
            listed.caption(),
            families.join(", ")
        ),
        conditions: found.conditions,
        subjects: vec![
            found.subject,
            Subject { id: listed.id.clone(), caption: listed.caption().to_owned() },
        ],
        score: found.score,
        probability: found.probability,
        prior: found.prior,
        families: found.families,
        evidence: found.evidence,
        against: found.against,
        denials: found.denials,
        law: found.law,
        means: of.map(|of| of.metadata().means.clone()).unwrap_or_default(),
        innocent: of.map(crate::Detector::innocent).unwrap_or_default(),
        as_of: cx.as_of,
        known_since: found.known_since,
    }
}

/// The families that speak for it, strongest first.
fn strongest_families(found: &Candidate) -> Vec<Family> {
    let mut families: Vec<(Family, f64)> =
        found.families.iter().map(|(family, sum)| (*family, *sum)).filter(|(_, sum)| *sum >= 0.5).collect();
    families.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    families.into_iter().map(|(family, _)| family).collect()
}

/// What is counted once for a listed company: how often strangers look like it.
struct Weighing<'w, 'a> {
    of: &'w Predecessor<'a>,
    towns: Towns,
    likeness: Likeness,
    buyers: Chance,
    suppliers: Chance,
    prior: f64,
}

impl<'w, 'a> Weighing<'w, 'a> {
    fn of(of: &'w Predecessor<'a>) -> Self {
        let index = of.cx.index();
        let population = of.population.max(weights().least_population) as f64;
        Self {
            towns: Towns::around(of),
            likeness: Likeness::around(of),
            buyers: Chance::of(of, &of.customers, &index.customers, &index.suppliers),
            suppliers: Chance::of(of, &of.suppliers, &index.suppliers, &index.customers),
            prior: (weights().successors_of_a_listing / population).ln(),
            of,
        }
    }

    fn weigh(&self, company: PartyNumber) -> Weighed {
        let of = self.of;
        let above = of.cx.index().owners.above(company, of.cx.as_of);
        let pair = Pair::new(of, company, &above);
        let fresh = |arose| pair.freshness(arose);
        let mut pieces = Vec::new();
        evidence_people::weigh(&pair, &mut pieces);
        evidence_place::weigh(&pair, &self.towns, &mut pieces);
        evidence_capital::weigh(&pair, &mut pieces);
        evidence_time::weigh(of, company, &mut pieces);
        evidence_trade::contacts(&pair, &mut pieces);
        evidence_trade::brands(&pair, &mut pieces);
        evidence_trade::scope(&pair, &self.likeness, &mut pieces);
        evidence_trade::partners(of, company, Side::Buyers, &self.buyers, &fresh, &mut pieces);
        evidence_trade::partners(of, company, Side::Suppliers, &self.suppliers, &fresh, &mut pieces);
        pair.explain(&mut pieces);
        weigh::weigh(self.prior, pieces, &weights().successor)
    }
}

fn candidate(of: &Predecessor<'_>, company: PartyNumber, weighed: Weighed) -> Candidate {
    let cx = of.cx;
    let mut ids = vec![cx.profile(company).id.as_str(), of.listed.id.as_str()];
    ids.extend(of.numbers.iter().map(|number| cx.profile(*number).id.as_str()));
    let counts = |family: Family| weighed.families.get(&family).is_some_and(|sum| *sum > 0.0);
    let mut touched = law::listings(cx, of.listed);
    let guidance = [
        (Family::People, "us.ear.red_flags", "leaders_of_a_listed_firm"),
        (Family::Place, "us.bis_guidance.diversion_red_flags", "address_of_a_listed_party"),
        (Family::Place, "us.fincen.export_evasion_red_flags", "address_of_a_listed_party"),
        (Family::Customers, "us.ear.red_flags", "goods_designed_for_a_listed_customer"),
        (Family::Time, "us.ear.red_flags", "little_business_background"),
    ];
    let guidance = guidance.into_iter().filter(|(family, ..)| counts(*family));
    touched.extend(guidance.filter_map(|(_, parameter, name)| law::touches(cx, parameter, name)));
    Candidate {
        company,
        subject: cx.subject(company),
        is_alert: weighed.is_alert(),
        score: weighed.score,
        probability: weighed.probability,
        prior: weighed.prior,
        families: weighed.families,
        evidence: weighed.evidence,
        against: weighed.against,
        conditions: of.conditions.clone(),
        denials: cx.denials(&ids),
        law: touched,
        known_since: weighed.known_since,
        listed_since: candidates::listed_since(of, company),
    }
}
