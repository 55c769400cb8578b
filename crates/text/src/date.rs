//! Dates as lists and registers write them: whole, in part, about, and from one to another.

/// A date of which the month, the day or the precision may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// Year of the Gregorian calendar.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month; never without the month.
    pub day: Option<u8>,
    /// The text says "circa" or "approximately".
    pub circa: bool,
}

/// A date, or the earliest and latest it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The date, or the earliest.
    pub from: Parts,
    /// The latest, when the text gives a range.
    pub to: Option<Parts>,
}

/// Whether 03/04/1975 is the fourth of March or the third of April; where one reading is not a date the other is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Month first, as in the United States.
    #[default]
    MonthFirst,
    /// Day first, as in Britain and most of the world.
    DayFirst,
}

/// Reads a date, with the month first where only numbers stand.
pub fn parse(text: &str) -> Option<DateRange> {
    parse_in(text, Order::MonthFirst)
}

/// Reads `1975-03-15`, `15 Mar 1975`, `Mar 1975`, `1962`, `circa 1960`, `1960 to 1962`, `between 1960 and 1962`,
/// `03/15/1975`, `2019年12月24日`; `None` for what is not a date.
pub fn parse_in(text: &str, order: Order) -> Option<DateRange> {
    let plain = text.trim().to_lowercase();
    let plain = plain.trim_start_matches("between ");
    for between in [" to ", " and ", " - ", " – ", "~"] {
        if let Some((from, to)) = plain.split_once(between) {
            let (from, to) = (one(from, order)?, one(to, order)?);
            return Some(DateRange { from, to: Some(to) });
        }
    }
    // 1960-1962, circa 1960-1962: two years.
    if let Some((from, to)) = plain.split_once('-')
        && from.rsplit(' ').next().is_some_and(|year| year.len() == 4)
        && to.len() == 4
        && let (Some(from), Some(to)) = (one(from, order), one(to, order))
    {
        return Some(DateRange { from, to: Some(to) });
    }
    Some(DateRange { from: one(plain, order)?, to: None })
}

fn one(text: &str, order: Order) -> Option<Parts> {
    let mut circa = false;
    let mut rest = text.trim();
    for about in ["circa", "approximately", "approx.", "approx", "about", "ca.", "c.", "约"] {
        if let Some(after) = rest.strip_prefix(about) {
            (circa, rest) = (true, after.trim());
        }
    }
    // 1975-03-15T00:00:00 and 1975-03-15 00:00:00: the day is what counts.
    let rest = match rest.find(['t', ' ']) {
        Some(at) if at >= 8 && rest[..at].contains('-') && rest.contains(':') => &rest[..at],
        _ => rest,
    };
    let words: Vec<&str> = rest
        .split(|c: char| c.is_whitespace() || "-/.,年月日".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let (year, month, day) = match words[..] {
        [year] if year.len() == 8 && !rest.contains(['-', '/']) => {
            (number(year.get(..4)?)?, Some(number(year.get(4..6)?)?), Some(number(year.get(6..)?)?))
        }
        [year] => (full_year(year)?, None, None),
        [a, b] => match (full_year(a), full_year(b)) {
            (Some(year), _) => (year, Some(month(b)?), None),
            (None, Some(year)) => (year, Some(month(a)?), None),
            (None, None) => return None,
        },
        [a, b, c] => three(a, b, c, order)?,
        _ => return None,
    };
    let month = month.map(u8::try_from).transpose().ok()?.filter(|month| *month > 0);
    let day = day.map(u8::try_from).transpose().ok()?.filter(|day| *day > 0 && month.is_some());
    if month.is_some_and(|month| month > 12)
        || day.zip(month).is_some_and(|(day, month)| day > days_of(year, month))
    {
        return None;
    }
    Some(Parts { year, month, day, circa })
}

/// How many days a month has: the thirtieth of February is a slip, and which day was meant nobody knows.
const fn days_of(year: i16, month: u8) -> u8 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

type Numbers = (i16, Option<i16>, Option<i16>);

fn three(a: &str, b: &str, c: &str, order: Order) -> Option<Numbers> {
    if let Some(year) = full_year(a) {
        return Some((year, Some(month(b)?), Some(number(c)?)));
    }
    let year = full_year(c)?;
    let named = a.chars().any(char::is_alphabetic);
    if named || b.chars().any(char::is_alphabetic) {
        let (name, day) = if named { (a, b) } else { (b, a) };
        return Some((year, Some(month(name)?), Some(number(day.trim_end_matches(char::is_alphabetic))?)));
    }
    let (first, second) = (number(a)?, number(b)?);
    let month_first = match order {
        Order::MonthFirst => first <= 12,
        Order::DayFirst => second > 12,
    };
    let (month, day) = if month_first { (first, second) } else { (second, first) };
    Some((year, Some(month), Some(day)))
}

fn full_year(text: &str) -> Option<i16> {
    if text.len() != 4 {
        return None;
    }
    number(text).filter(|year| (1000..=2200).contains(year))
}

fn number(text: &str) -> Option<i16> {
    if text.chars().all(|c| c.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn month(text: &str) -> Option<i16> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Some(number) = number(text) {
        return (1..=12).contains(&number).then_some(number);
    }
    let start = text.get(..3)?;
    MONTHS.iter().position(|month| *month == start).map(|at| at as i16 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let one = |date: Parts| {
            let mut told = if date.circa { "circa ".to_owned() } else { String::new() };
            told += &format!("{:04}", date.year);
            if let Some(month) = date.month {
                told += &format!("-{month:02}");
            }
            if let Some(day) = date.day {
                told += &format!("-{day:02}");
            }
            told
        };
        let told = parse(text).map_or("none".to_owned(), |range| match range.to {
            Some(to) => format!("{} to {}", one(range.from), one(to)),
            None => one(range.from),
        });
        assert_eq!(told, expect, "{text}");
    }

    #[test]
    fn dates_are_read_as_far_as_they_go() {
        check("1975-03-15", "1975-03-15");
        check("15 Mar 1975", "1975-03-15");
        check("March 15, 1975", "1975-03-15");
        check("Mar 1975", "1975-03");
        check("1962", "1962");
        check("circa 1960", "circa 1960");
        check("1960 to 1962", "1960 to 1962");
        check("between 1960 and 1962", "1960 to 1962");
        check("1960-1962", "1960 to 1962");
        check("circa 1960-1962", "circa 1960 to 1962");
        check("03/15/1975", "1975-03-15");
        check("15/03/1975", "1975-03-15");
        check("2019年12月24日", "2019-12-24");
        check("1975-03-15T00:00:00", "1975-03-15");
        check("19750315", "1975-03-15");
        check("1975-13-40", "none");
        check("no date", "none");
        check("", "none");
    }

    #[test]
    fn the_day_comes_first_where_the_source_says_so() {
        let read = parse_in("03/04/1975", Order::DayFirst).expect("a date").from;
        assert_eq!((read.month, read.day), (Some(4), Some(3)));
    }
}
