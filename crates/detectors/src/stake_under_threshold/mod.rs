//! Holdings that stay just under the share that would catch a company: one beside another, in layers, or in a circle.

use crate::{
    Context,
    index::owners::is_capital,
    law::law_share,
    tables::weights,
    tie::{Tie, piece, stands, subject_of},
};
use chokepoint_model::{Evidence, Family, Finding, Interest, InterestKind, PartyNumber, Share};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    // Where no law of the day says a share, nothing lies under it.
    let Some(half) = law_share(cx) else { return Vec::new() };
    let margin = (weights().ties.margin * f64::from(Share::PARTS)) as u32;
    let mut owners: BTreeMap<PartyNumber, Vec<&Interest>> = BTreeMap::new();
    for interest in &cx.registry().interests {
        if interest.kind == InterestKind::Capital && interest.holder != interest.held && stands(cx, interest)
        {
            owners.entry(interest.held).or_default().push(interest);
        }
    }
    let just_under =
        |stake: &&&Interest| stake.share.low() < half && stake.share.low() >= half - margin.min(half);
    let mut findings = Vec::new();
    for (company, stakes) in &owners {
        let near: Vec<&Interest> = stakes.iter().filter(just_under).copied().collect();
        // Only where a listed party stands behind one of them does it matter how much they have.
        let behind = near.iter().find_map(|stake| listed_behind(cx, stake.holder));
        let Some((listed_number, steps)) = behind else { continue };
        let Some(listed) = cx.listed_party(listed_number).filter(|_| cx.listed_party(*company).is_none())
        else {
            continue;
        };
        let circle = circle_of(&owners, *company);
        let shares: Vec<String> =
            near.iter().map(|stake| format!("{} {}", cx.caption(stake.holder), stake.share)).collect();
        let mut pieces: Vec<Evidence> = vec![piece(
            Family::Capital,
            weights().ties.stake * weights().ties.steps.powi(steps as i32),
            format!(
                "{} of {}, just under {}",
                shares.join(" and "),
                cx.caption(*company),
                Share::exactly(half)
            ),
            &near,
        )];
        if near.len() > 1 {
            let together: u64 = near.iter().map(|stake| u64::from(stake.share.low())).sum();
            let statement = format!(
                "together they have {} %; only if both are held for the same hands does that count",
                chokepoint_model::percent_text(together)
            );
            pieces.push(piece(Family::Capital, weights().ties.stake, statement, &near));
        }
        if let Some(circle) = &circle {
            let names: Vec<&str> = circle.iter().map(|stake| cx.caption(stake.holder)).collect();
            let statement = format!("a circle of holdings: {} own each other in turn", names.join(", "));
            pieces.push(piece(Family::Capital, weights().ties.stake, statement, circle));
        }
        let message = format!(
            "{} of {} just under {}, with {} behind",
            if near.len() > 1 { "several stakes" } else { "a stake" },
            cx.caption(*company),
            Share::exactly(half),
            listed.caption()
        );
        let tie = Tie::of("stake_under_threshold", vec![cx.subject(*company), subject_of(listed)], message);
        let tie = pieces.into_iter().fold(tie, Tie::because);
        let tie = tie.touching(cx, "us.ear.red_flags", "share_of_a_listed_owner");
        let tie = tie.touching(cx, "us.ofac.blocked_ownership", "").listing(cx, listed);
        findings.extend(tie.finding(cx));
    }
    findings
}

/// The listed party that a holder is, or that is an owner or parent of it, and how many steps away.
fn listed_behind(cx: &Context<'_>, holder: PartyNumber) -> Option<(PartyNumber, u32)> {
    if cx.listed_party(holder).is_some() {
        return Some((holder, 0));
    }
    let above = cx.index().owners.above(holder, cx.as_of).into_iter();
    let listed = above.filter(|(owner, _)| cx.listed_party(*owner).is_some());
    listed.map(|(owner, reached)| (reached.steps, owner)).min().map(|(steps, owner)| (owner, steps))
}

/// The holdings by which a company owns a part of itself through others, at most four steps long.
fn circle_of<'a>(
    owners: &BTreeMap<PartyNumber, Vec<&'a Interest>>,
    company: PartyNumber,
) -> Option<Vec<&'a Interest>> {
    let mut open: Vec<Vec<&Interest>> = owners.get(&company)?.iter().map(|stake| vec![*stake]).collect();
    let mut seen: BTreeSet<PartyNumber> = BTreeSet::from([company]);
    for _ in 0..crate::index::owners::STEPS {
        let mut next = Vec::new();
        for way in open {
            let Some(last) = way.last() else { continue };
            if last.holder == company {
                return Some(way);
            }
            if !seen.insert(last.holder) || !is_capital(last.kind) {
                continue;
            }
            for stake in owners.get(&last.holder).into_iter().flatten() {
                let mut longer = way.clone();
                longer.push(stake);
                next.push(longer);
            }
        }
        open = next;
    }
    open.into_iter().find(|way| way.last().is_some_and(|last| last.holder == company))
}
