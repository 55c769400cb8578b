//! A listed party holds a part of a company, less than catches it, of unknown size, or growing.

use crate::{
    Context,
    tables::weights,
    tie::{Tie, piece, share_words, stands, subject_of},
};
use chokepoint_model::{Family, Finding, Importance, Interest, InterestKind, PartyNumber, Share};
use std::collections::BTreeMap;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let half = law_share(cx);
    let mut pairs: BTreeMap<(PartyNumber, PartyNumber), Vec<&Interest>> = BTreeMap::new();
    for interest in &cx.registry().interests {
        let counts = matches!(interest.kind, InterestKind::Capital | InterestKind::Votes);
        let known = interest.stated.seen.is_none_or(|seen| seen <= cx.as_of)
            && interest.period.from.is_none_or(|from| from <= cx.as_of);
        if counts && known && interest.holder != interest.held && cx.listed_party(interest.holder).is_some() {
            pairs.entry((interest.holder, interest.held)).or_default().push(interest);
        }
    }
    let mut findings = Vec::new();
    for ((holder, held), mut stakes) in pairs {
        stakes.sort_by_key(|stake| (stake.period.from, stake.share.low()));
        let Some(now) = stakes.iter().rev().find(|stake| stands(cx, stake)) else { continue };
        let Some(listed) = cx.listed_party(holder) else { continue };
        if now.share.low() >= half || cx.listed_party(held).is_some() {
            continue;
        }
        let before: Vec<&&Interest> =
            stakes.iter().filter(|stake| stake.period.from < now.period.from).collect();
        let grew = before.iter().any(|stake| stake.share.high() < now.share.low());
        let (name, owner) = (cx.caption(held), listed.caption());
        let message = match (now.share.is_unknown(), grew) {
            (true, _) => format!("{owner} holds a part of {name}, and how much is not known"),
            (_, true) => format!("{owner} holds {} of {name}, more than before", now.share),
            (_, false) => format!("{owner} holds {} of {name}", now.share),
        };
        // A tenth tells less than two fifths; what is not known may be anything.
        let size = f64::from(now.share.high()) / f64::from(half.max(1));
        let weight = weights().ties.stake * (0.5 + size.min(1.0)) + if grew { 1.0 } else { 0.0 };
        let course: Vec<String> = stakes
            .iter()
            .map(|stake| {
                let from = stake.period.from.map_or_else(String::new, |from| format!(" from {from}"));
                format!("{}{from}", share_words(stake.share))
            })
            .collect();
        let statement = format!("{owner} in {name}: {}", course.join(", then "));
        let mut tie = Tie::of("stake_of_listed", vec![cx.subject(held), subject_of(listed)], message)
            .because(piece(Family::Capital, weight, statement, &stakes))
            // Supplement no. 3 to 15 CFR part 732: a listed owner is known, find its share.
            .touching(cx, "us.ear.red_flags", "share_of_a_listed_owner")
            .touching(cx, "us.ear.affiliate_standard", "")
            .listing(cx, listed);
        if now.share.is_unknown() || grew {
            tie.severity = Some(Importance::High);
        }
        findings.extend(tie.finding(cx));
    }
    findings
}

/// The share at which ownership is counted as a whole, the lowest of the regimes on the day.
pub(crate) fn law_share(cx: &Context<'_>) -> u32 {
    let rules = crate::ownership_caught::REGIMES.iter().filter_map(|id| cx.law.ownership(id));
    rules.map(|rule| Share::of_decimal(rule.share).low()).min().unwrap_or(Share::PARTS / 2)
}
