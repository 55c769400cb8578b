//! Ways to find successors: by name alone, as screening does; and by the detector.

use super::{Candidate, Found, MOST, View};
use crate::score::THRESHOLD;
use chokepoint_model::{NameKind, PartyNumber, Schema};
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

fn pairs_of(name: &str) -> impl Iterator<Item = [char; 2]> + '_ {
    name.chars().zip(name.chars().skip(1)).map(|(one, other)| [one, other])
}
