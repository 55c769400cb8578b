//! The statements of one relationship, one after another: each holds until the next.

use super::{Statement, relationship};
use crate::registry::{
    draft::{Draft, first_day_of},
    values::{at, each},
};
use chokepoint_model::{Date, Period};

/// Reads the statements of a record, the oldest first.
pub(super) fn read(mut versions: Vec<&Statement>, draft: &mut Draft) {
    // Of statements without a day nobody knows since when they hold: the last one counts.
    let days: Vec<Option<Date>> = versions.iter().map(|one| first_day_of(&one.date)).collect();
    if days.iter().any(Option::is_none) {
        if let Some(last) = versions.last() {
            relationship::read(last, Period::default(), true, draft);
        }
        return;
    }
    // What a newer statement only repeats holds since the older one.
    versions.dedup_by(|newer, older| !newer.is_closed && says_the_same(newer, older));
    let days: Vec<Date> = versions.iter().filter_map(|one| first_day_of(&one.date)).collect();
    let starts: Vec<Option<Date>> =
        versions.iter().map(|one| of_interests(one, "startDate").into_iter().flatten().min()).collect();
    // A newer statement may say that it was so before it was made; what it leaves as it was, it does not date back.
    let from = |at: usize| match starts[at] {
        Some(start)
            if at > 0
                && starts[at] != starts[at - 1]
                && start < days[at]
                && starts[at - 1].is_none_or(|before| before < start) =>
        {
            start
        }
        _ => days[at],
    };
    for (at, version) in versions.iter().enumerate() {
        if at > 0 && version.is_closed {
            continue;
        }
        let until = versions.get(at + 1).and_then(|next| {
            let ends = of_interests(next, "endDate");
            let ended =
                ends.iter().copied().collect::<Option<Vec<Date>>>().and_then(|ends| ends.into_iter().max());
            let changed = if next.is_closed { Some(days[at + 1]) } else { from(at + 1).yesterday().ok() };
            match ended.filter(|_| !ends.is_empty()) {
                Some(ended) => changed.map(|changed| changed.min(ended)),
                None => changed,
            }
        });
        let holds = Period { from: (at > 0).then(|| from(at)), until };
        relationship::read(version, holds, at + 1 == versions.len(), draft);
    }
}

/// The dates of all interests of a statement.
fn of_interests(statement: &Statement, key: &str) -> Vec<Option<Date>> {
    let interests = each(statement.details.get("interests"));
    interests.iter().map(|one| first_day_of(&at(one, &[key]))).collect()
}

fn says_the_same(one: &Statement, other: &Statement) -> bool {
    ["subject", "interestedParty", "interests"]
        .iter()
        .all(|key| one.details.get(*key) == other.details.get(*key))
}
