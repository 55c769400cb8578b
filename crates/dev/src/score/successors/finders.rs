//! Ways to find successors: by name alone, as screening does; and by the detector.

use super::{Candidate, Found, MOST, View};
use chokepoint_model::{NameKind, PartyNumber, Schema};
use rapidfuzz::distance::levenshtein;
use std::collections::HashMap;

/// Pairs of characters that more names share than this find nobody: words of trade, cities, legal forms.
const COMMON: usize = 400;

/// The best open practice: names compared by edit distance, places and legal forms and all.
pub(super) fn by_name(view: &View<'_>) -> Vec<Found> {
    let companies: Vec<(PartyNumber, Vec<char>)> = view
        .registry
        .parties()
        .filter(|(_, profile)| profile.party.schema == Schema::Company)
        .map(|(number, profile)| (number, profile.caption().chars().collect()))
        .collect();
    let mut pairs: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (at, (_, name)) in companies.iter().enumerate() {
        for pair in name.windows(2) {
            pairs.entry(pair).or_default().push(at);
        }
    }
    let answer = |at: &usize| {
        let party = &view.list[*at].1;
        let Some(name) = party.names.iter().find(|name| name.kind == NameKind::Alias) else {
            return Found::default();
        };
        let name: Vec<char> = name.text.chars().collect();
        let mut near: Vec<usize> = name
            .windows(2)
            .filter_map(|pair| pairs.get(pair))
            .filter(|found| found.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        let mut found = Found::default();
        for at in near {
            let (number, other) = &companies[at];
            let score = levenshtein::normalized_similarity(name.iter(), other.iter());
            let Some(profile) = view.registry.profile(*number) else { continue };
            if score >= 1.0 {
                found.same.push(profile.id.clone());
                continue;
            }
            let company = profile.id.clone();
            let is_alert = score >= 0.8;
            found.candidates.push(Candidate { company, score, probability: score, families: 1, is_alert });
        }
        found.candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.company.cmp(&b.company)));
        found.candidates.truncate(MOST);
        found
    };
    view.asked.iter().map(answer).collect()
}
