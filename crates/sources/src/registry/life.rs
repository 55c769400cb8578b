//! Foundings and ends: what several records say of one party, and what cannot be.
//!
//! The first record that says a day holds, and a more precise one of the same day takes its place; another day is told,
//! not taken: the findings rest on the record that described the party first. A change of a delta file is a newer word
//! on the same and does take the place.

use super::draft::Draft;
use chokepoint_model::{PartialDate, PartyNumber, Profile, Severity};

/// The beginning or the end of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    Founded,
    Dissolved,
}

impl Life {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Dissolved => "dissolved",
        }
    }

    fn of(self, profile: &mut Profile) -> &mut Option<PartialDate> {
        match self {
            Self::Founded => &mut profile.founded,
            Self::Dissolved => &mut profile.dissolved,
        }
    }
}

/// The more precise of two dates that may be one day; `None` for two days.
pub(super) fn one_day(a: PartialDate, b: PartialDate) -> Option<PartialDate> {
    let agree = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
    let is_one = a.year == b.year && agree(a.month, b.month) && agree(a.day, b.day);
    let precision = |date: PartialDate| (date.month.is_some(), date.day.is_some());
    is_one.then(|| if precision(b) > precision(a) { b } else { a })
}

impl Draft {
    /// A record says when a party began or ended; `if_other` is what it costs where an earlier word is another.
    pub(super) fn life(
        &mut self,
        party: PartyNumber,
        life: Life,
        said: Option<PartialDate>,
        if_other: Severity,
    ) {
        let Some(said) = said else { return };
        let is_newer = self.is_newer;
        let held = life.of(self.profile(party));
        let Some(before) = *held else {
            *held = Some(said);
            return;
        };
        if let Some(day) = one_day(before, said) {
            *held = Some(day);
        } else if is_newer {
            *held = Some(said);
        } else {
            let word = life.as_str();
            let profile = self.profile(party);
            let first = if profile.stated.record.is_empty() {
                String::new()
            } else {
                let file = profile.stated.source.rsplit(['/', '\\']).next().unwrap_or_default();
                format!(" ({file}, {})", profile.stated.record)
            };
            let message = format!(
                "{}: {word} {said} here, {word} {before} in an earlier record{first}; the earlier one counts",
                profile.caption()
            );
            let advice = "find out which is right, and leave the other out";
            self.issue("other day", if_other, word, message, advice);
        }
    }

    /// Parties that end before they begin: which day is wrong is not known, and both are left out.
    pub(super) fn tell_impossible_lives(&mut self) {
        for at in 0..self.registry.profiles.len() {
            let profile = &mut self.registry.profiles[at];
            let (Some(founded), Some(dissolved)) = (profile.founded, profile.dissolved) else { continue };
            let (first, last) = (founded.first_day(), dissolved.last_day());
            if first.zip(last).is_none_or(|(first, last)| first <= last) {
                continue;
            }
            (profile.founded, profile.dissolved) = (None, None);
            let message = format!(
                "{}: dissolved {dissolved}, before it was founded {founded} ({}); it was read without both days",
                profile.caption(),
                profile.stated.record
            );
            let file = profile.stated.source.to_string();
            self.file(&file);
            self.issue("life", Severity::Warning, "dissolved", message, "correct the days");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_and_a_day_in_it_are_one_day() {
        let (year, day) = (PartialDate::year(2019), PartialDate::full(2019, 9, 1));
        assert_eq!(one_day(year, day), Some(day));
        assert_eq!(one_day(day, year), Some(day));
        assert_eq!(one_day(day, PartialDate::full(2019, 9, 2)), None);
        assert_eq!(one_day(day, PartialDate::year(2018)), None);
    }
}
