//! Ways to find successors: by name alone, as screening does; and by the detector.

use super::{Candidate, Found, MOST, View};
use crate::score::THRESHOLD;
use chokepoint_detectors::{Known, Listed, resolve, successors};
use chokepoint_model::{Listing, NameKind, PartyNumber, Schema};
use chokepoint_rules::Rules;
use chokepoint_screening::names::{PreparedName, compare, score_of};
use std::collections::HashMap;

/// Pairs of characters that more names share than this find nobody: words of trade, cities, legal forms.
const COMMON: usize = 1_000;

/// The best open practice: names compared as screening compares them, and nothing else.
pub(super) fn by_name(view: &View<'_>) -> Vec<Found> {
    let companies: Vec<(PartyNumber, &str)> = view
        .registry
        .parties()
        .filter(|(_, profile)| profile.party.schema == Schema::Company)
        .map(|(number, profile)| (number, profile.caption()))
        .collect();
    let mut pairs: HashMap<[char; 2], Vec<usize>> = HashMap::new();
    for (at, (_, name)) in companies.iter().enumerate() {
        for pair in pairs_of(name) {
            pairs.entry(pair).or_default().push(at);
        }
    }
    let answer = |at: &usize| {
        let party = &view.list[*at].1;
        let Some(name) = party.names.iter().find(|name| name.kind == NameKind::Alias) else {
            return Found::default();
        };
        let mut near: Vec<usize> = pairs_of(&name.text)
            .filter_map(|pair| pairs.get(&pair))
            .filter(|found| found.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let prepared = PreparedName::new(&name.text, Schema::Company);
        let mut found = Found::default();
        for at in near {
            let (number, other) = &companies[at];
            let score = f64::from(score_of(compare(&prepared, &PreparedName::new(other, Schema::Company))));
            let Some(profile) = view.registry.profile(*number) else { continue };
            if *other == name.text {
                found.same.push(profile.id.clone());
                continue;
            }
            let company = profile.id.clone();
            let is_alert = score >= f64::from(THRESHOLD);
            found.candidates.push(Candidate { company, score, probability: score, families: 1, is_alert });
        }
        found.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.company.cmp(&b.company)));
        found.candidates.truncate(MOST);
        found
    };
    view.asked.iter().map(answer).collect()
}

/// The detector, which reads the list as printed and finds the listed parties in the registry itself.
pub(super) fn by_detector(view: &View<'_>) -> Vec<Found> {
    let mut listed: Vec<Listed> = view
        .list
        .iter()
        .map(|(id, party, day)| {
            let mut listing = Listing::on("us_bis_entity_list");
            listing.period.from = Some(*day);
            Listed { id: id.clone(), party: party.clone(), listings: vec![listing], ..Listed::default() }
        })
        .collect();
    let resolved = tempfile::tempdir().map_err(|error| error.to_string()).and_then(|folder| {
        resolve(view.registry, &mut listed, folder.path()).map_err(|error| error.to_string())
    });
    if let Err(error) = resolved {
        unreachable!("the index of listed parties: {error}");
    }
    let known = Known::new(view.registry, &listed, &[]);
    let cx = known.on(view.as_of, Rules::built_in());
    let id = |number: PartyNumber| {
        view.registry.profile(number).map_or(String::new(), |profile| profile.id.clone())
    };
    let answer = |at: &usize| {
        let candidates = successors(&cx, &listed[*at], MOST);
        Found {
            same: listed[*at].numbers.iter().map(|number| id(*number)).collect(),
            candidates: candidates
                .into_iter()
                // Who stands on a list itself is no finding.
                .filter(|found| found.listed_since.is_none())
                .map(|found| Candidate {
                    company: id(found.company),
                    score: found.score,
                    probability: found.probability,
                    families: found.families.values().filter(|sum| **sum > 0.0).count(),
                    is_alert: found.is_alert,
                })
                .collect(),
        }
    };
    view.asked.iter().map(answer).collect()
}

fn pairs_of(name: &str) -> impl Iterator<Item = [char; 2]> + '_ {
    name.chars().zip(name.chars().skip(1)).map(|(one, other)| [one, other])
}
