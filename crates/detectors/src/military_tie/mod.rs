//! An army body, a defence group or a state academy stands behind a company or buys from it.

mod words;

use crate::{
    Context,
    tables::weights,
    tie::{Tie, piece},
};
use chokepoint_model::{Evidence, Family, Finding, Importance, Interest, PartyNumber, Schema};
use std::collections::BTreeMap;
use words::Body;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    // What each party is by its name; a name is read once.
    let bodies: BTreeMap<PartyNumber, Body> = cx
        .registry()
        .parties()
        .filter(|(number, profile)| profile.party.schema != Schema::Person && cx.knows(*number))
        .filter_map(|(number, profile)| Some((number, words::body_of(profile)?)))
        .collect();
    let mut met: BTreeMap<PartyNumber, Vec<(Body, Evidence)>> = BTreeMap::new();
    for (body, kind) in &bodies {
        let weight = kind.weight();
        for (company, reached) in cx.index().owners.below(*body, cx.as_of) {
            let Some(interest) = cx.registry().interests.get(reached.interest) else { continue };
            let through = if reached.steps == 1 {
                String::new()
            } else {
                format!(" through {}", cx.caption(reached.through))
            };
            let statement = format!(
                "{} ({}) is an owner or parent of {}{through}, by {}",
                cx.caption(*body),
                kind.as_str(),
                cx.caption(company),
                amount(interest)
            );
            let weight = weight * weights().ties.steps.powi(reached.steps as i32 - 1);
            met.entry(company)
                .or_default()
                .push((*kind, piece(Family::Capital, weight, statement, &[interest])));
        }
        for sale in cx.index().suppliers.of_party(*body, cx.as_of) {
            let Some(interest) = cx.registry().interests.get(sale.interest) else { continue };
            let what = if interest.role.is_empty() { String::new() } else { format!(": {}", interest.role) };
            let statement = format!(
                "{} ({}) buys from {}{what}",
                cx.caption(*body),
                kind.as_str(),
                cx.caption(sale.partner)
            );
            let part = if *kind == Body::Military { 1.0 } else { weights().ties.steps };
            met.entry(sale.partner)
                .or_default()
                .push((*kind, piece(Family::Customers, weight * part, statement, &[interest])));
        }
    }
    let mut findings = Vec::new();
    for (company, pieces) in met {
        if bodies.contains_key(&company) || cx.listed_party(company).is_some() {
            continue;
        }
        let Some(kind) = pieces.iter().map(|(kind, _)| *kind).min() else { continue };
        let message = format!("{} is tied to {}", cx.caption(company), kind.as_words());
        let tie = Tie::of("military_tie", vec![cx.subject(company)], message);
        let mut tie = pieces.into_iter().fold(tie, |tie, (_, piece)| tie.because(piece));
        if kind == Body::Military {
            // 15 CFR 744.21: a military end user is caught in these countries whether listed or not.
            tie.severity = Some(Importance::High);
            tie = tie.touching(cx, "us.ear.military_end_user_destinations", "items_of_supplement_2");
        }
        findings.extend(tie.finding(cx));
    }
    findings
}

fn amount(interest: &Interest) -> String {
    match interest.kind.has_share() {
        true => format!("{} ({})", interest.kind.as_str(), interest.share),
        false => interest.kind.as_str().replace('_', " "),
    }
}
