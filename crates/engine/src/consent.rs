//! What a release has lost against the one before it: a release that shrank, or a second one of a day, takes force only by consent.

use crate::{Engine, EngineError, diff, import::ImportOptions};
use chokepoint_model::{Date, Record, Release, counted};
use chokepoint_sources::lists::{Holds, Source};
use chokepoint_store::workspace::{Counts, KeptRelease};

/// Lists and releases of fewer entries come and go by one decision of their publisher.
const FEW: u64 = 10;
/// A list of fewer entries may have been emptied.
const HANDFUL: u64 = 3;
/// Names told one by one.
const TOLD: usize = 3;

/// Counts what records hold.
pub(crate) fn counts(records: &[Record]) -> Counts {
    let mut counts = Counts::default();
    for record in records {
        for listing in &record.listings {
            *counts.lists.entry(listing.list.clone()).or_default() += 1;
        }
        counts.with_identifier += u64::from(!record.party.identifiers.is_empty());
        counts.with_birth_date += u64::from(!record.party.birth_dates.is_empty());
    }
    counts
}

/// The counts of a release held; counted now where it was kept before they were.
pub(crate) fn counts_of(kept: &KeptRelease) -> Result<Counts, EngineError> {
    match &kept.counts {
        Some(counts) => Ok(counts.clone()),
        None => Ok(counts(&diff::records(kept)?)),
    }
}

/// What a later state has lost against an earlier one, a sentence each; empty when it lost nothing to speak of.
pub(crate) fn lost(before: &Counts, after: &Counts) -> Vec<String> {
    let mut lost = Vec::new();
    for (list, had) in &before.lists {
        let has = after.lists.get(list).copied().unwrap_or_default();
        let had_words = counted(*had, "entry", "entries");
        if has == 0 && *had >= HANDFUL {
            lost.push(format!("no entry of {list}, which had {had_words}"));
        } else if *had >= FEW && has * 2 < *had {
            lost.push(format!("{} of {list}, which had {had_words}", counted(has, "entry", "entries")));
        }
    }
    for (what, had, has) in [
        ("an identifier", before.with_identifier, after.with_identifier),
        ("a birth date", before.with_birth_date, after.with_birth_date),
    ] {
        if had >= FEW && has * 2 < had {
            lost.push(format!("{} with {what}, where there were {had}", counted(has, "record", "records")));
        }
    }
    lost
}

/// What every whole release of the source has and this one does not: "no record has an identifier".
pub(crate) fn lacks(source: &Source, counts: &Counts) -> Vec<&'static str> {
    let mut lacks = Vec::new();
    if source.holds.contains(&Holds::Identifiers) && counts.with_identifier == 0 {
        lacks.push("no record has an identifier, so IMO, registration and passport numbers are compared with nothing");
    }
    if source.holds.contains(&Holds::BirthDates) && counts.with_birth_date == 0 {
        lacks.push("no record has a birth date, so birth dates are compared with nothing");
    }
    lacks
}

impl Engine {
    /// Refuses a release that would take force with much less in it than the one before, or beside one of the same day,
    /// unless the user consents. Gives what was consented to, in words.
    pub(crate) fn consent(
        &self,
        source: &Source,
        published: Date,
        digest: &str,
        records: &[Record],
        options: &ImportOptions,
    ) -> Result<Vec<String>, EngineError> {
        let held = self.workspace().releases()?;
        let of_source = || held.iter().filter(|kept| kept.release.source == source.id);
        if of_source().any(|kept| kept.release.published == published && kept.release.digest == digest) {
            return Ok(Vec::new());
        }
        let mut consented = Vec::new();
        let same_day = of_source().rfind(|kept| kept.release.published == published);
        if let Some(kept) = same_day {
            let difference = difference(&diff::records(kept)?, records);
            if !options.accept_same_day {
                return Err(EngineError::SameDay { held: kept.release.clone(), difference });
            }
            consented
                .push(format!("another release of {published} was held ({}): {difference}", kept.release));
        }
        if let Some(kept) = of_source().rfind(|kept| kept.release.published <= published) {
            let lost = lost(&counts_of(kept)?, &counts(records));
            if !lost.is_empty() && !options.accept_smaller {
                return Err(EngineError::Shrunk { held: kept.release.clone(), lost: lost.join("; ") });
            }
            let against = |lost: &String| format!("against {}: {lost}", kept.release);
            consented.extend(lost.iter().map(against));
        }
        Ok(consented)
    }
}

/// How two states differ, in words: counts, and the first names that are gone.
fn difference(before: &[Record], after: &[Record]) -> String {
    let changes = diff::changes(before.to_vec(), after.to_vec());
    let of = |kind: diff::ChangeKind| changes.iter().filter(move |change| change.kind == kind);
    let (added, removed) = (of(diff::ChangeKind::Added).count(), of(diff::ChangeKind::Removed).count());
    let changed = changes.len() - added - removed;
    let gone: Vec<&str> =
        of(diff::ChangeKind::Removed).take(TOLD).map(|change| change.caption.as_str()).collect();
    let names = if gone.is_empty() {
        String::new()
    } else {
        format!(" ({}{})", gone.join(", "), if removed > TOLD { ", ..." } else { "" })
    };
    format!("{added} added, {removed} removed{names}, {changed} changed")
}

/// What is to be said of a release with every answer that rests on it.
pub(crate) fn notes(kept: &KeptRelease, held: &[KeptRelease], as_of: Date) -> Vec<String> {
    let Some(source) = chokepoint_sources::lists::source(&kept.release.source) else { return Vec::new() };
    let mut notes = Vec::new();
    let release = short(&kept.release);
    if let Some(counts) = &kept.counts {
        notes.extend(lacks(&source, counts).into_iter().map(|lack| format!("{release}: {lack}")));
        // The order of `releases` is that of their days.
        let before = held.iter().rfind(|other| {
            other.release.source == kept.release.source && other.release.published < kept.release.published
        });
        if let Some((before, had)) = before.and_then(|before| Some((before, before.counts.as_ref()?))) {
            let lost = lost(had, counts);
            notes.extend(
                lost.iter().map(|lost| format!("{release} against {}: {lost}", short(&before.release))),
            );
        }
    }
    if let Some(rhythm) = source.rhythm {
        let age = days_between(kept.release.published, as_of);
        if age > i64::from(rhythm) {
            notes.push(format!(
                "{release} is {age} days older than {as_of}, and its publisher has had a newer one within {rhythm} days: \
                 what was listed since is not covered; fetch it with `chokepoint lists update {}`",
                source.id
            ));
        }
    }
    notes
}

fn short(release: &Release) -> String {
    format!("{} of {}", release.source, release.published)
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(lists: &[(&str, u64)], with_identifier: u64) -> Counts {
        let lists = lists.iter().map(|(list, entries)| ((*list).to_owned(), *entries)).collect();
        Counts { lists, with_identifier, with_birth_date: 0 }
    }

    #[track_caller]
    fn check(before: &Counts, after: &Counts, expect: &[&str]) {
        assert_eq!(lost(before, after), expect);
    }

    #[test]
    fn a_list_that_is_gone_is_named() {
        let before = counts(&[("us_bis_uvl", 140), ("us_bis_dpl", 600)], 0);
        check(
            &before,
            &counts(&[("us_bis_dpl", 590)], 0),
            &["no entry of us_bis_uvl, which had 140 entries"],
        );
    }

    #[test]
    fn half_a_list_or_half_the_identifiers_are_not_lost_in_silence() {
        let before = counts(&[("us_bis_dpl", 600)], 300);
        check(
            &before,
            &counts(&[("us_bis_dpl", 299)], 0),
            &[
                "299 entries of us_bis_dpl, which had 600 entries",
                "0 records with an identifier, where there were 300",
            ],
        );
    }

    #[test]
    fn what_a_publisher_removes_in_a_week_is_no_loss() {
        check(
            &counts(&[("us_bis_dpl", 600), ("us_bis_uvl", 2)], 300),
            &counts(&[("us_bis_dpl", 580)], 290),
            &[],
        );
    }
}
