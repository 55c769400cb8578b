//! Birth dates: whole, in part, about, misread or another's.

use super::{Tell, Told, weights};
use chokepoint_model::{BirthDate, Feature, PartialDate};

/// Counts the pair of dates that agrees best.
pub(super) fn weigh(party: &[BirthDate], entity: &[BirthDate], tell: &mut Tell<'_>) {
    let pairs = party.iter().flat_map(|one| entity.iter().map(move |other| (one, other)));
    let Some((weight, words, one, other)) = pairs
        .map(|(one, other)| {
            let (weight, words) = meet(one, other);
            (weight, words, one, other)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
    else {
        return;
    };
    tell(weight, &|| Told {
        feature: Feature::BirthDate,
        weight,
        party: told(one),
        entity: told(other),
        words: words.to_owned(),
    });
}

fn told(date: &BirthDate) -> String {
    date.to.map_or_else(|| date.from.to_string(), |to| format!("{} to {to}", date.from))
}

fn meet(one: &BirthDate, other: &BirthDate) -> (f32, &'static str) {
    let circa = one.from.circa || other.from.circa;
    if one.to.is_some() || other.to.is_some() || circa {
        return meet_ranges(one, other, circa);
    }
    let (a, b) = (one.from, other.from);
    let years = i32::from(a.year).abs_diff(i32::from(b.year));
    let days = a.month.zip(a.day).zip(b.month.zip(b.day));
    match (years, days, a.month.zip(b.month)) {
        (0, Some((a, b)), _) if a == b => (weights::SAME_DAY, "the same day"),
        (0, Some(((month, day), (other_month, other_day))), _)
            if (month, day) == (other_day, other_month) =>
        {
            (weights::DAY_AND_MONTH_SWAPPED, "day and month change places")
        }
        (_, Some(_), _) if digits_apart(a, b) == 1 && years <= 10 => {
            (weights::ONE_DIGIT_OFF, "one digit off")
        }
        (0, Some(_), _) => (weights::SAME_YEAR_OTHER_DAY, "another day of the same year"),
        (0, None, Some((a, b))) if a == b => (weights::SAME_MONTH, "the same month"),
        (0, None, Some(_)) => (weights::SAME_YEAR_OTHER_DAY, "another month of the same year"),
        (0, None, None) => (weights::SAME_YEAR, "the same year"),
        (1 | 2, ..) => (weights::WITHIN_TWO_YEARS, "within two years"),
        _ => (weights::YEARS_APART, "more than two years apart"),
    }
}

/// Ranges and "circa": the years overlap, within two years, or they do not.
fn meet_ranges(one: &BirthDate, other: &BirthDate, circa: bool) -> (f32, &'static str) {
    let years = |date: &BirthDate| {
        let to = date.to.map_or(date.from.year, |to| to.year);
        (i32::from(date.from.year.min(to)), i32::from(to.max(date.from.year)))
    };
    let ((a, b), (c, d)) = (years(one), years(other));
    let apart = (a - d).max(c - b).max(0);
    match apart {
        0 => (weights::ABOUT_THE_SAME, "about the same year"),
        1 | 2 if circa => (weights::ABOUT_THE_SAME, "about the same year"),
        1 | 2 => (weights::WITHIN_TWO_YEARS, "within two years"),
        // "Circa" may be five years off.
        3..=5 if circa => (weights::WITHIN_TWO_YEARS, "a few years apart"),
        _ => (weights::YEARS_APART, "more than two years apart"),
    }
}

/// How many digits of YYYYMMDD differ.
fn digits_apart(a: PartialDate, b: PartialDate) -> usize {
    let digits = |date: PartialDate| {
        format!("{:04}{:02}{:02}", date.year, date.month.unwrap_or(0), date.day.unwrap_or(0)).into_bytes()
    };
    digits(a).iter().zip(digits(b)).filter(|(x, y)| *x != y).count()
}
