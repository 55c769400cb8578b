//! Listed parties own so much of a company that the law treats it as listed, under one regime or several.

use crate::{
    Context, law,
    tables::weights,
    tie::{Tie, piece, share_words, subject_of},
};
use chokepoint_model::{Family, Finding, Importance, Interest, Listing, PartyNumber, percent_text};
use chokepoint_ownership::{Holdings, Method, Oddities, Seed, Signs, solve};
use chokepoint_rules::{Answer, Ownership, Status, Truth, Value};

/// The parameters that say how ownership counts.
pub(crate) const REGIMES: [&str; 5] = [
    "us.ear.affiliate_ownership",
    "us.ofac.blocked_ownership",
    "eu.asset_freeze.ownership",
    "eu.sectoral.ownership",
    "uk.asset_freeze.ownership",
];

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    REGIMES.iter().flat_map(|id| under(cx, id)).collect()
}

/// What is caught under one regime; where its rule is suspended, what it would catch.
fn under(cx: &Context<'_>, id: &str) -> Vec<Finding> {
    let Ok(answer) = cx.law.answer(id) else { return Vec::new() };
    let Some(rule) = rule_of(&answer) else { return Vec::new() };
    let Ok(method) = Method::of(rule, Signs::default()) else { return Vec::new() };
    let seeds: Vec<Seed> = cx
        .listed_now()
        .filter(|(_, listed)| listed.listings_on(cx.as_of).any(|one| counts(cx, id, rule, one)))
        .map(|(number, _)| Seed { party: number.0, certain: true, marks: 0 })
        .collect();
    if seeds.is_empty() {
        return Vec::new();
    }
    let graph = cx.graph();
    let mut oddities = Oddities::default();
    let holdings: Vec<Holdings> =
        method.measures.iter().map(|measure| Holdings::on(graph, measure, cx.as_of, &mut oddities)).collect();
    let solved = solve(&method, &holdings, graph.parties(), &seeds);

    let mut findings = Vec::new();
    for company in (0..graph.parties() as u32).map(PartyNumber) {
        let caught = solved.caught(company.0);
        if caught == Truth::No || solved.is_seed(company.0) {
            continue;
        }
        let path = solved.path(&holdings, company.0, chokepoint_ownership::PATH_LIMIT);
        let interests: Vec<&Interest> = path
            .steps
            .iter()
            .filter_map(|step| {
                let edge = graph.edge(step.holding.edge as usize);
                cx.registry().interests.get(edge.evidence as usize)
            })
            .collect();
        let steps: Vec<String> = path
            .steps
            .iter()
            .map(|step| {
                let (holder, held) = (PartyNumber(step.holding.holder), PartyNumber(step.holding.held));
                format!(
                    "{} holds {} of {}",
                    cx.caption(holder),
                    share_words(step.holding.share),
                    cx.caption(held)
                )
            })
            .collect();
        let owners = path.steps.iter().filter_map(|step| cx.listed_party(PartyNumber(step.holding.holder)));
        let mut owners: Vec<_> = owners.collect();
        owners.dedup_by(|a, b| a.id == b.id);
        let names: Vec<&str> = owners.iter().map(|owner| owner.caption()).collect();
        let lowest = percent_text(u64::from(solved.lowest(company.0)));
        let highest = percent_text(u64::from(solved.highest(company.0)));
        let amount = if caught == Truth::Yes {
            format!("at least {lowest} %")
        } else {
            format!("from {lowest} to {highest} %")
        };
        let (verb, weight) = match caught {
            Truth::Yes => ("is", weights().ties.proven),
            _ => ("may be", weights().ties.possible),
        };
        let would =
            if answer.dated.status == Status::Suspended { ", by a rule that is suspended" } else { "" };
        let message = format!(
            "{} {verb} owned by {}, {amount}, as {id} counts{would}",
            cx.caption(company),
            if names.is_empty() { "listed parties".to_owned() } else { names.join(" and ") }
        );
        let mut subjects = vec![cx.subject(company)];
        subjects.extend(owners.iter().map(|owner| subject_of(owner)));
        let mut tie = Tie::of("ownership_caught", subjects, message).because(piece(
            Family::Capital,
            // What the records prove needs no more than to be read.
            weight - weights().ties.prior,
            steps.join("; "),
            &interests,
        ));
        tie.law.push(Some(law::of_answer(&answer)));
        for owner in &owners {
            tie = tie.listing(cx, owner);
        }
        tie.severity = Some(match (answer.dated.status, caught) {
            (Status::Effective, Truth::Yes) => Importance::Critical,
            (Status::Suspended | Status::NotEnforced, _) => Importance::Medium,
            _ => Importance::High,
        });
        findings
            .extend(tie.finding(cx).map(|finding| Finding { id: format!("{}:{id}", finding.id), ..finding }));
    }
    findings
}

/// Whether a listing makes its party an owner that counts.
fn counts(cx: &Context<'_>, id: &str, rule: &Ownership, listing: &Listing) -> bool {
    let plain = |text: &str| text.trim_matches(['[', ']', ' ']).to_uppercase();
    let programmes = cx.law.words("us.ear.blocked_person_programmes");
    // 15 CFR 744.8(a)(1): of blocked persons those of some programmes only.
    let by_programme = id != "us.ear.affiliate_ownership"
        || listing.list != "us_ofac_sdn"
        || programmes.is_none_or(|known| {
            listing.programmes.iter().any(|one| known.iter().any(|other| plain(one) == plain(other)))
        });
    rule.lists.contains(&listing.list) && by_programme
}

/// The rule of the day, or the one that is suspended on it.
fn rule_of<'r>(answer: &Answer<'r>) -> Option<&'r Ownership> {
    let of = |value: Option<&'r Value>| match value {
        Some(Value::Ownership(rule)) => Some(rule),
        _ => None,
    };
    let before = answer.parameter.history(answer.name).into_iter().rev();
    let mut before = before.filter(|dated| dated.from <= answer.as_of);
    of(answer.dated.value.as_ref()).or_else(|| before.find_map(|dated| of(dated.value.as_ref())))
}
