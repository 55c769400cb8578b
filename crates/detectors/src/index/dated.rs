//! What stood when: values of a profile with the days from and until which its changes say that they stood.

use chokepoint_model::{Changed, Date, Profile};
use chokepoint_text::han;

/// A value with the days on which it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) text: String,
    /// The day from which it was known; [`ALWAYS`] when nothing says.
    pub(crate) since: Date,
    /// The day on which another took its place.
    pub(crate) until: Option<Date>,
}

/// The day of what has no day.
pub(crate) const ALWAYS: Date = Date::MIN;

/// Days from one day to another.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// A day so many days away; the nearest end of time where there is none.
pub(crate) fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(chokepoint_model::days(days)).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

/// Values of today and what the changes of one kind say of them: what a change brought stood from its day, what it took
/// stood until then.
pub(crate) fn timeline<'a>(
    today: impl Iterator<Item = &'a str>,
    profile: &'a Profile,
    what: Changed,
    known: Date,
) -> Vec<Dated> {
    let mut values: Vec<Dated> = today
        .filter(|text| !text.trim().is_empty())
        .map(|text| Dated { text: text.to_owned(), since: known, until: None })
        .collect();
    let mut changes: Vec<(Date, &str, &str)> = profile
        .changes
        .iter()
        .filter(|change| change.what == what)
        .filter_map(|change| Some((change.on?.last_day()?, change.before.as_str(), change.after.as_str())))
        .collect();
    changes.sort_unstable();
    for (on, before, after) in changes {
        if let Some(at) = place_of(&mut values, before, known) {
            values[at].until = Some(on);
        }
        if let Some(at) = place_of(&mut values, after, known) {
            // What comes back stood before: its first day remains.
            if values[at].until.is_none() {
                values[at].since = values[at].since.max(on);
            }
            values[at].until = None;
        }
    }
    values
}

/// The place of a text among the values; it is put there when it is new, and nowhere when it is empty.
fn place_of(values: &mut Vec<Dated>, text: &str, known: Date) -> Option<usize> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    let at = values.iter().position(|value| plain(&value.text) == wanted);
    Some(at.unwrap_or_else(|| {
        values.push(Dated { text: text.to_owned(), since: known, until: None });
        values.len() - 1
    }))
}

/// Letters and digits: equal texts but for signs, spaces, case and character forms.
pub(crate) fn plain(text: &str) -> String {
    han::simplify(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chokepoint_model::{Change, PartialDate};

    #[test]
    fn changes_say_what_stood_when() {
        let change = |on: (i16, u8, u8), before: &str, after: &str| Change {
            what: Changed::Address,
            on: Some(PartialDate::full(on.0, on.1, on.2)),
            before: before.into(),
            after: after.into(),
        };
        let profile =
            Profile { changes: vec![change((2020, 3, 4), "1 Old Road", "2 New Road")], ..Profile::default() };
        let known = Date::constant(2010, 1, 1);
        let day = Date::constant(2020, 3, 4);
        let values = timeline(["2 New  Road"].into_iter(), &profile, Changed::Address, known);
        assert_eq!(
            values,
            [
                Dated { text: "2 New  Road".into(), since: day, until: None },
                Dated { text: "1 Old Road".into(), since: known, until: Some(day) },
            ]
        );
    }

    #[test]
    fn a_year_is_surely_known_at_its_end() {
        assert_eq!(PartialDate::year(2019).last_day(), Some(Date::constant(2019, 12, 31)));
        let february = PartialDate { month: Some(2), ..PartialDate::year(2020) };
        assert_eq!(february.last_day(), Some(Date::constant(2020, 2, 29)));
        assert_eq!(days_between(Date::constant(2019, 6, 24), Date::constant(2019, 12, 24)), 183);
    }
}
