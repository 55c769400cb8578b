//! A listed party holds a part of a company that no rule of ownership catches: small, of unknown size, growing, or large
//! where the rules do not count its list.

use crate::{
    Context, Identified, Listed,
    at_address::keep_best,
    law::{is_enough_somewhere, law_share},
    tables::weights,
    tie::{Tie, piece, share_words, stands, subject_of},
};
use chokepoint_model::{Evidence, Family, Finding, Importance, Interest, InterestKind, PartyNumber, Stated};
use chokepoint_ownership::regimes::REGIMES;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    // Where no law of the day says a share, nothing is small or large beside it.
    let Some(half) = law_share(cx) else { return Vec::new() };
    let mut pairs: BTreeMap<(PartyNumber, PartyNumber), Vec<&Interest>> = BTreeMap::new();
    for interest in &cx.registry().interests {
        let counts = matches!(interest.kind, InterestKind::Capital | InterestKind::Votes);
        let known = interest.stated.seen.is_none_or(|seen| seen <= cx.as_of)
            && interest.period.from.is_none_or(|from| from <= cx.as_of);
        if counts && known && interest.holder != interest.held && owner_of(cx, interest.holder).is_some() {
            pairs.entry((interest.holder, interest.held)).or_default().push(interest);
        }
    }
    let majorities = majorities(cx, half);
    let mut best: BTreeMap<String, Finding> = BTreeMap::new();
    for ((holder, held), mut stakes) in pairs {
        stakes.sort_by_key(|stake| (stake.period.from, stake.share.low()));
        let Some(now) = stakes.iter().rev().find(|stake| stands(cx, stake)) else { continue };
        let Some((listed, possibly)) = owner_of(cx, holder) else { continue };
        let is_majority = now.share.low() >= half;
        if cx.listed_party(held).is_some() || is_majority && is_enough_somewhere(cx, listed, now.share) {
            continue;
        }
        let before: Vec<&&Interest> =
            stakes.iter().filter(|stake| stake.period.from < now.period.from).collect();
        let grew = before.iter().any(|stake| stake.share.high() < now.share.low());
        let (name, owner) = (cx.caption(held), listed.caption());
        let message = match (now.share.is_unknown(), grew) {
            _ if is_majority => {
                format!("{owner} holds {} of {name}, which no ownership rule of the day counts", now.share)
            }
            (true, _) => format!("{owner} holds a part of {name}, and how much is not known"),
            (_, true) => format!("{owner} holds {} of {name}, more than before", now.share),
            (_, false) => format!("{owner} holds {} of {name}", now.share),
        };
        // A tenth tells less than two fifths; what is not known may be anything.
        let size = f64::from(now.share.high()) / f64::from(half.max(1));
        let weight = match is_majority {
            true => weights().ties.proven,
            false => weights().ties.stake * (0.5 + size.min(1.0)) + if grew { 1.0 } else { 0.0 },
        };
        let course: Vec<String> = stakes
            .iter()
            .map(|stake| {
                let from = stake.period.from.map_or_else(String::new, |from| format!(" from {from}"));
                format!("{}{from}", share_words(stake.share))
            })
            .collect();
        let statement = format!("{owner} in {name}: {}", course.join(", then "));
        let mut tie = Tie::of("stake_of_listed", vec![cx.subject(held), subject_of(listed)], message)
            .because(piece(Family::Capital, weight, statement, &stakes));
        if is_majority {
            tie = tie.because(not_counted(cx, listed));
        }
        // Supplement no. 3 to 15 CFR part 732: a listed owner is known, find its share.
        tie = tie.touching(cx, "us.ear.red_flags", "share_of_a_listed_owner");
        if !is_majority {
            tie = tie.touching(cx, "us.ear.affiliate_standard", "");
        }
        tie = tie.listing(cx, listed);
        let condition = possibly.map(|found| found.condition(cx.caption(holder), listed));
        if let Some(condition) = &condition {
            tie.message += &format!(", if {condition}");
        }
        tie.conditions.extend(condition.clone());
        if now.share.is_unknown() || grew || is_majority {
            tie.severity = Some(Importance::High);
        }
        if let Some(finding) = tie.finding(cx) {
            keep_best(&mut best, finding);
        }
        for mut finding in through(cx, listed, now, weight, &majorities) {
            if let Some(condition) = &condition {
                finding.message += &format!(", if {condition}");
            }
            finding.conditions.extend(condition.clone());
            keep_best(&mut best, finding);
        }
    }
    best.into_values().collect()
}

/// The listed party that a holder is, or else the one that it may be, with what that rests on.
fn owner_of<'a>(cx: &Context<'a>, holder: PartyNumber) -> Option<(&'a Listed, Option<&'a Identified>)> {
    let certain = cx.listed_party(holder).map(|listed| (listed, None));
    certain.or_else(|| cx.may_be_listed(holder).first().map(|(listed, found)| (*listed, Some(*found))))
}

/// Who holds most of whom on the day.
type Majorities<'a> = BTreeMap<PartyNumber, Vec<&'a Interest>>;

fn majorities<'a>(cx: &Context<'a>, half: u32) -> Majorities<'a> {
    let mut majorities = Majorities::new();
    for interest in &cx.registry().interests {
        let counts = matches!(interest.kind, InterestKind::Capital | InterestKind::Votes);
        if counts && interest.share.low() >= half && interest.holder != interest.held && stands(cx, interest)
        {
            majorities.entry(interest.holder).or_default().push(interest);
        }
    }
    majorities
}

/// So many companies below the one in which a listed party has its part are followed, one below the other.
const STEPS: usize = 3;

/// A part of a company is a part of what that company has most of, and tells less with every step.
fn through(
    cx: &Context<'_>,
    listed: &Listed,
    stake: &Interest,
    weight: f64,
    majorities: &Majorities<'_>,
) -> Vec<Finding> {
    let owner = listed.caption();
    let mut findings = Vec::new();
    let mut seen = BTreeSet::from([stake.holder, stake.held]);
    let mut open = vec![vec![stake]];
    for step in 1..=STEPS {
        let mut next = Vec::new();
        for path in open {
            let Some(last) = path.last() else { continue };
            for more in majorities.get(&last.held).into_iter().flatten() {
                if cx.listed_party(more.held).is_some() || !seen.insert(more.held) {
                    continue;
                }
                let path: Vec<&Interest> = path.iter().copied().chain([*more]).collect();
                let below: String = path[1..]
                    .iter()
                    .map(|one| format!(", which holds {} of {}", one.share, cx.caption(one.held)))
                    .collect();
                let first =
                    format!("{owner} holds {} of {}", share_words(stake.share), cx.caption(stake.held));
                let weight = weight * weights().ties.steps.powi(i32::try_from(step).unwrap_or(1));
                let subjects = vec![cx.subject(more.held), subject_of(listed)];
                let tie = Tie::of("stake_of_listed", subjects, first.clone() + &below)
                    .because(piece(Family::Capital, weight, first + &below, &path))
                    .touching(cx, "us.ear.red_flags", "share_of_a_listed_owner")
                    .listing(cx, listed);
                findings.extend(tie.finding(cx));
                next.push(path);
            }
        }
        open = next;
    }
    findings
}

/// Why no rule of ownership reaches what a listed party holds: shown, and counted for nothing.
fn not_counted(cx: &Context<'_>, listed: &Listed) -> Evidence {
    let mut lists: Vec<&str> = listed.listings_on(cx.as_of).map(|listing| listing.list.as_str()).collect();
    lists.dedup();
    let rules: Vec<&str> = REGIMES.iter().map(|regime| regime.name).collect();
    let statement = format!(
        "{} stands on {}; of {} none counts this share on {}",
        listed.caption(),
        lists.join(" and "),
        rules.join(", "),
        cx.as_of
    );
    let list = lists.first().copied().unwrap_or_default();
    let stated = vec![Stated { source: list.into(), record: listed.id.as_str().into(), seen: None }];
    Evidence { statement, stated, family: Family::Listing, weight: 0.0, since: None }
}
