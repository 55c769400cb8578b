//! Days, periods, and dates of which only a part is known.

use std::fmt;

/// A calendar day. The domain has no clock: a day is always given from outside.
pub type Date = jiff::civil::Date;

/// The days from `from` to `until`, both included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day; `None` when the source does not say.
    pub from: Option<Date>,
    /// Last day; `None` while it lasts or when the source does not say.
    pub until: Option<Date>,
}

impl Period {
    /// Whether `day` lies in the period. An unknown first day excludes nothing.
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A date of which the month, the day, or the precision may be missing: `1962`, `1962-03`, `circa 1960`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year of the Gregorian calendar.
    pub year: i16,
    /// Month, 1 to 12, when known.
    pub month: Option<u8>,
    /// Day of the month, when known; never without the month.
    pub day: Option<u8>,
    /// The source says "circa" or "approximately".
    pub circa: bool,
}

impl PartialDate {
    /// A year and nothing more.
    pub const fn year(year: i16) -> Self {
        Self { year, month: None, day: None, circa: false }
    }

    /// A full date.
    pub const fn full(year: i16, month: u8, day: u8) -> Self {
        Self { year, month: Some(month), day: Some(day), circa: false }
    }

    /// The first day that it may mean.
    pub fn first_day(self) -> Option<Date> {
        let part = |part: Option<u8>| part.and_then(|part| i8::try_from(part).ok()).unwrap_or(1);
        Date::new(self.year, part(self.month), part(self.day)).ok()
    }

    /// The last day that it may mean: only then it is surely known.
    pub fn last_day(self) -> Option<Date> {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(month), None) => {
                Some(Date::new(self.year, i8::try_from(month).ok()?, 1).ok()?.last_of_month())
            }
            _ => Date::new(self.year, 12, 31).ok(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.circa {
            f.write_str("circa ")?;
        }
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A span of whole days, to add to a [`Date`].
pub fn days(days: i32) -> jiff::Span {
    jiff::Span::new().days(days)
}
