//! A listed party, or a company tied to it, takes another name or seat within weeks of the listing.

use crate::{
    Context, Listed,
    at_address::keep_best,
    index::dated::{days_after, days_between},
    tables::weights,
    tie::{Tie, piece_of, subject_of},
};
use chokepoint_model::{Changed, Date, Family, Finding, PartyNumber};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let mut best: BTreeMap<String, Finding> = BTreeMap::new();
    for listed in cx.known.listed.iter().filter(|one| !one.is_address_only()) {
        // Another list, or the same one anew, is a day to leave a name as well as the first.
        let days = listed.listings_by(cx.as_of).into_iter().filter_map(|listing| listing.period.from);
        let days: BTreeSet<Date> = days.collect();
        if days.is_empty() {
            continue;
        }
        let tied = tied_to(cx, listed).into_iter();
        let is_other =
            |company: PartyNumber| listed.numbers.contains(&company) || !listed.is_or_may_be(company);
        for (company, tie) in tied.filter(|(company, _)| is_other(*company)) {
            for finding in days.iter().filter_map(|day| finding(cx, listed, *day, company, &tie)) {
                keep_best(&mut best, finding);
            }
        }
    }
    best.into_values().collect()
}

/// The listed party itself and whoever it owns or is led by its legal representative, each with the tie in words.
fn tied_to(cx: &Context<'_>, listed: &Listed) -> BTreeMap<PartyNumber, String> {
    let index = cx.index();
    let mut tied = BTreeMap::new();
    for number in listed.numbers.iter().copied().filter(|number| cx.knows(*number)) {
        for (company, reached) in index.owners.below(number, cx.as_of) {
            if crate::index::is_company(cx.profile(company)) {
                let steps = if reached.steps == 1 { "directly" } else { "through others" };
                tied.entry(company)
                    .or_insert_with(|| format!("{} is an owner or parent of it, {steps}", listed.caption()));
            }
        }
        let own = index.people.of_company(number).iter();
        for tie in own.filter(|tie| tie.kind == chokepoint_model::InterestKind::LegalRepresentative) {
            // A legal representative of many companies is a nominee.
            if tie.since > cx.as_of || index.people.by_name.count(tie.key, cx.as_of) > MOST_COMPANIES {
                continue;
            }
            for (company, _) in index.people.by_name.companies(tie.key, cx.as_of) {
                tied.entry(company).or_insert_with(|| format!("{} has a place in both", tie.name));
            }
        }
    }
    for number in &listed.numbers {
        tied.insert(*number, "it is the listed party".to_owned());
    }
    tied
}

const MOST_COMPANIES: usize = 10;

fn finding(
    cx: &Context<'_>,
    listed: &Listed,
    listed_on: Date,
    company: PartyNumber,
    tie_words: &str,
) -> Option<Finding> {
    let profile = cx.profile(company);
    let beside = weights().ties.beside;
    let window = days_after(listed_on, -beside)..=days_after(listed_on, beside);
    let mut changes: Vec<(Date, &str, &str, &str)> = profile
        .changes
        .iter()
        .filter_map(|change| {
            let what = match change.what {
                Changed::Name => "name",
                Changed::Address => "address",
                _ => return None,
            };
            let on = change.on?.last_day()?;
            (window.contains(&on) && on <= cx.as_of).then_some((on, what, &*change.before, &*change.after))
        })
        .collect();
    changes.sort_unstable();
    let (first, last) = (changes.first()?.0, changes.last()?.0);
    let whats: Vec<&str> = ["name", "address"]
        .into_iter()
        .filter(|what| changes.iter().any(|change| change.1 == *what))
        .collect();
    let days = days_between(listed_on, first);
    let when = if days < 0 { format!("{} days before", -days) } else { format!("{days} days after") };
    let is_itself = listed.numbers.contains(&company);
    let of =
        if is_itself { "its own listing".to_owned() } else { format!("the listing of {}", listed.caption()) };
    let message = format!("{} changed its {} {when} {of}", profile.caption(), whats.join(" and "));
    let subject = cx.subject(company);
    let subjects = if is_itself { vec![subject] } else { vec![subject, subject_of(listed)] };
    let mut tie = Tie::of("changed_at_listing", subjects, message);
    for (on, what, before, after) in &changes {
        let statement = format!("{what} on {on}: {before} became {after}");
        // In any year one company in ten takes another name or seat; beside a listing by chance one in thirty.
        let weight = weights().ties.stake;
        tie = tie.because(piece_of(cx, company, Family::Time, weight, statement, Some(*on)));
    }
    let statement = format!("{}: {tie_words}", profile.caption());
    let weight = if is_itself { weights().ties.military } else { weights().ties.stake };
    tie = tie.because(piece_of(cx, company, Family::Capital, weight, statement, Some(last)));
    tie.touching(cx, "us.ear.red_flags", "true_user_unclear").listing(cx, listed).finding(cx)
}
