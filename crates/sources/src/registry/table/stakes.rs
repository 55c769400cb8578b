//! The shares of a table, settled when all of its rows are read: per cent, parts of one or counts; one after another in
//! time; the same twice.

use super::{columns::Columns, company};
use crate::registry::{
    amount::{Amount, NoShare},
    draft::{Draft, short},
};
use chokepoint_model::{Date, InterestKind, PartyNumber, Severity, Share};
use std::collections::BTreeMap;

/// A share as a row writes it.
pub(super) struct Stake {
    /// Its place among the interests of the registry.
    pub(super) interest: usize,
    pub(super) said: Said,
    pub(super) line: u64,
    /// The day on which the table says that it was so.
    pub(super) as_of: Option<Date>,
    /// What the rest of the row says, as a number: two rows that differ in it are no two parts.
    pub(super) beside: u64,
    /// Whether it is held for another: then it is the one's or the other's, and at most what is written.
    pub(super) is_nominal: bool,
}

/// What a cell counts.
pub(super) enum Said {
    Nothing,
    /// A part of the whole: per cent, or a part of one.
    Part(Box<str>),
    /// Shares, or per cent of them: the heading leaves it open.
    Open(Box<str>),
    /// A number of shares, and how many there are in all.
    Count(Box<str>, Box<str>),
    /// An amount of capital, and the capital of the company.
    Paid(Box<str>, Box<str>),
}

/// The stakes of a table.
#[derive(Default)]
pub(super) struct Stakes(pub(super) Vec<Stake>);

impl Stakes {
    /// Gives each interest its share and its days.
    pub(super) fn settle(mut self, columns: &Columns, draft: &mut Draft) {
        self.tell_counts(columns, draft);
        let is_percent =
            columns.says_percent || self.parts().any(|amount| amount.is_percent || amount.is_above_one());
        if !is_percent && self.parts().next().is_some() {
            let message = "no share is above 1: they were read as parts of one (0.5 is half)".to_owned();
            draft.issue(
                "unit",
                Severity::Note,
                "share",
                message,
                "write a per cent sign if they are per cent",
            );
        }
        for stake in &self.0 {
            draft.place(Some(stake.line), Some(stake.line.saturating_sub(1)));
            let share = match &stake.said {
                Said::Nothing => continue,
                Said::Part(text) | Said::Open(text) => {
                    let read = amount_of(text)
                        .and_then(|amount| if is_percent { amount.percent() } else { amount.fraction() });
                    draft.share(read, text, "share")
                }
                Said::Count(count, total) => counted(count, total, columns, draft),
                Said::Paid(paid, capital) => paid_in(paid, capital, columns, draft),
            };
            if let Some(interest) = draft.registry.interests.get_mut(stake.interest) {
                interest.share = if stake.is_nominal { Share::parts(0, share.high()) } else { share };
            }
        }
        self.repeated(draft);
        self.one_after_another(draft);
    }

    fn parts(&self) -> impl Iterator<Item = Amount> + '_ {
        self.0.iter().filter_map(|stake| match &stake.said {
            Said::Part(text) | Said::Open(text) => amount_of(text).ok(),
            _ => None,
        })
    }

    /// Tells counts of shares from per cent: "60" under a heading "shares" is sixty shares, and so is every figure of a
    /// company of which one is above a hundred while nothing says per cent.
    fn tell_counts(&mut self, columns: &Columns, draft: &Draft) {
        let is_marked = |text: &str| {
            Amount::read(text).is_ok_and(|amount| amount.is_percent) || text.contains(['/', '／'])
        };
        let held = |stake: &Stake| draft.registry.interests.get(stake.interest).map(|one| one.held);
        // The figures of each company, and how many of them are above a hundred.
        let mut of_company: BTreeMap<Option<PartyNumber>, (usize, usize)> = BTreeMap::new();
        let (mut above, mut figures, mut marked, mut broken) = (0_usize, 0_usize, false, false);
        for stake in &self.0 {
            let (Said::Part(text) | Said::Open(text)) = &stake.said else { continue };
            let is_share = is_marked(text);
            marked |= is_share;
            match count_of(text).filter(|_| !is_share) {
                Some(thousandths) => {
                    let is_above = usize::from(thousandths > 100_000);
                    let (of_it, above_of_it) = of_company.entry(held(stake)).or_default();
                    *of_it += 1;
                    *above_of_it += is_above;
                    figures += 1;
                    above += is_above;
                    broken |= thousandths % 1000 != 0;
                }
                // A range, a word: those are of shares, not of numbers of them.
                None => marked |= Amount::read(text).is_ok(),
            }
        }
        let mostly_large = above > 1 && 2 * above >= figures;
        let is_large = |stake: &Stake| {
            // A figure above a hundred that stands alone is a typing error as easily as a count.
            mostly_large || of_company.get(&held(stake)).is_some_and(|(all, above)| *above > 0 && *all > 1)
        };
        let counts: Vec<bool> = self
            .0
            .iter()
            .map(|stake| match &stake.said {
                Said::Part(text) => {
                    !columns.says_ratio && !marked && is_large(stake) && count_of(text).is_some()
                }
                Said::Open(text) => {
                    let may_be_share = broken || marked || columns.says_percent;
                    !is_marked(text) && (is_large(stake) || !may_be_share) && count_of(text).is_some()
                }
                _ => false,
            })
            .collect();
        for (stake, _) in self.0.iter_mut().zip(counts).filter(|(_, is_count)| *is_count) {
            if let Said::Part(text) | Said::Open(text) = &stake.said {
                stake.said = Said::Count(text.clone(), Box::default());
            }
        }
    }

    /// The same holder with the same share in two rows that differ in nothing else: one part, or two of them.
    fn repeated(&self, draft: &mut Draft) {
        let mut rows: BTreeMap<_, Vec<&Stake>> = BTreeMap::new();
        for stake in &self.0 {
            let Some(one) = draft.registry.interests.get(stake.interest) else { continue };
            if one.kind != InterestKind::Capital || one.share.is_unknown() || one.share.low() == Share::PARTS
            {
                continue;
            }
            let key = (
                one.holder,
                one.held,
                one.directness,
                one.period.from,
                one.period.until,
                stake.as_of,
                one.share.low(),
                one.share.high(),
                stake.beside,
            );
            rows.entry(key).or_default().push(stake);
        }
        for (key, stakes) in rows.into_iter().filter(|(_, stakes)| stakes.len() > 1) {
            let times = u32::try_from(stakes.len()).unwrap_or(u32::MAX);
            let share = Share::parts(key.6, key.7.saturating_mul(times));
            draft.place(Some(stakes[1].line), Some(stakes[1].line.saturating_sub(1)));
            let caption = |number: PartyNumber| {
                draft.registry.profile(number).map_or("?", |profile| profile.caption()).to_owned()
            };
            let message = format!(
                "{} is named {times} times as holder of the same share of {}: one part or several, together {share}",
                short(&caption(key.0)),
                short(&caption(key.1))
            );
            draft.issue(
                "repeated",
                Severity::Warning,
                "share",
                message,
                "give one row for each holder, or say how the rows differ",
            );
            for stake in stakes {
                draft.registry.interests[stake.interest].share = share;
            }
        }
    }

    /// What a table says as of several days: each holds until the next. Of a holder who is absent from a later day, only
    /// what the others leave can be left.
    fn one_after_another(&self, draft: &mut Draft) {
        let mut days: BTreeMap<PartyNumber, BTreeMap<Date, Vec<usize>>> = BTreeMap::new();
        for stake in &self.0 {
            let (Some(as_of), Some(one)) = (stake.as_of, draft.registry.interests.get(stake.interest)) else {
                continue;
            };
            if one.period == chokepoint_model::Period::default() {
                days.entry(one.held).or_default().entry(as_of).or_default().push(stake.interest);
            }
        }
        for of_company in days.into_values().filter(|days| days.len() > 1) {
            let dates: Vec<Date> = of_company.keys().copied().collect();
            let before = |at: usize| dates.get(at).and_then(|date| date.yesterday().ok());
            let left: Vec<u32> = of_company
                .values()
                .map(|stakes| {
                    let held: u64 = stakes
                        .iter()
                        .map(|at| &draft.registry.interests[*at])
                        .filter(|one| one.kind == InterestKind::Capital)
                        .map(|one| u64::from(one.share.low()))
                        .sum();
                    Share::PARTS.saturating_sub(u32::try_from(held).unwrap_or(Share::PARTS))
                })
                .collect();
            // The days on which each holder is named with each kind of share.
            let mut named: BTreeMap<(PartyNumber, InterestKind), Vec<(usize, usize)>> = BTreeMap::new();
            for (at, stakes) in of_company.values().enumerate() {
                for interest in stakes {
                    let one = &draft.registry.interests[*interest];
                    named.entry((one.holder, one.kind)).or_default().push((at, *interest));
                }
            }
            for (at, stakes) in of_company.values().enumerate() {
                for interest in stakes {
                    // Of the days before the first not stated anything: what is known first is the nearest to them.
                    let period = &mut draft.registry.interests[*interest].period;
                    period.from = (at > 0).then(|| dates[at]);
                    period.until = before(at + 1);
                }
            }
            for ((_, kind), places) in named {
                for (place, (at, interest)) in places.iter().enumerate() {
                    let next = places[place + 1..]
                        .iter()
                        .map(|(later, _)| *later)
                        .find(|later| later > at)
                        .unwrap_or(dates.len());
                    let gap = at + 1..next;
                    let most = left[gap.clone()].iter().copied().max().unwrap_or(0);
                    let one = &draft.registry.interests[*interest];
                    let most = if kind == InterestKind::Capital {
                        most.min(one.share.high())
                    } else {
                        one.share.high()
                    };
                    if gap.is_empty() || most == 0 {
                        continue;
                    }
                    let mut rest = one.clone();
                    rest.share = Share::parts(0, most);
                    (rest.period.from, rest.period.until) = (Some(dates[at + 1]), before(next));
                    draft.registry.interests.push(rest);
                    let message = "a holder of an earlier day is absent from a later one that does not account for the whole: what it may have kept is unknown".to_owned();
                    draft.place(None, None);
                    draft.issue(
                        "absent",
                        Severity::Note,
                        "as of",
                        message,
                        "give all holders of each day, or the day on which each holding ended",
                    );
                }
            }
        }
    }
}

/// The share that a cell states, alone or in a longer text.
fn amount_of(text: &str) -> Result<Amount, NoShare> {
    Amount::read(text).or_else(|wrong| match wrong {
        NoShare::Malformed => Amount::inside(text).ok_or(wrong),
        other => Err(other),
    })
}

/// A number of shares as a part of all.
fn counted(count: &str, total: &str, columns: &Columns, draft: &mut Draft) -> Share {
    let part = count_of(count).and_then(|count| count.checked_mul(u128::from(columns.count_in)));
    let whole = count_of(total).and_then(|total| total.checked_mul(u128::from(columns.total_in)));
    match (part, whole) {
        (Some(part), Some(whole)) if whole > 0 && part <= whole => share_of(part, whole),
        (Some(_), Some(_)) => {
            let message = format!(
                "{:?} shares of {:?} are more than all: the share is taken as unknown",
                short(count),
                short(total)
            );
            draft.issue("count", Severity::Warning, "share count", message, "correct one of them");
            Share::UNKNOWN
        }
        (Some(_), None) => {
            let message = format!(
                "{:?} is a number of shares, and nothing says of how many: the share is taken as unknown",
                short(count)
            );
            draft.issue("count", Severity::Warning, "share count", message, "add a column of per cent or of total shares; if it is per cent already, say so: --map share=COLUMN");
            Share::UNKNOWN
        }
        (None, _) => draft.share(Err(NoShare::Malformed), count, "share count"),
    }
}

/// An amount paid or promised as a part of the capital.
fn paid_in(paid: &str, capital: &str, columns: &Columns, draft: &mut Draft) -> Share {
    let read = |text: &str, factor: i64| company::capital(text, factor);
    if let (Some(part), Some(whole)) = (read(paid, columns.amount_in), read(capital, columns.capital_in))
        && (part.currency == whole.currency || part.currency.is_empty() || whole.currency.is_empty())
    {
        let (part, whole) = (
            u128::try_from(part.amount.millionths()).unwrap_or(0),
            u128::try_from(whole.amount.millionths()).unwrap_or(0),
        );
        if whole > 0 && part <= whole {
            return share_of(part, whole);
        }
    }
    let message = format!(
        "{:?} is an amount of capital, and nothing says of how much: the share is taken as unknown",
        short(paid)
    );
    draft.issue(
        "paid",
        Severity::Warning,
        "amount",
        message,
        "add a column of per cent, or of the registered capital in the same currency",
    );
    Share::UNKNOWN
}

fn share_of(part: u128, whole: u128) -> Share {
    let scaled = part.saturating_mul(u128::from(Share::PARTS));
    let parts = |number: u128| u32::try_from(number).unwrap_or(Share::PARTS);
    Share::parts(parts(scaled / whole), parts(scaled.div_ceil(whole)))
}

/// A number of shares in thousandths: `1,234,567`, `12 000`, `1.5万股`, `3,400千株`.
fn count_of(text: &str) -> Option<u128> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let bare = ["shares", "share", "股", "株", "주"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(&text);
    let (bare, factor) = [
        ("万", 10_000),
        ("萬", 10_000),
        ("亿", 100_000_000),
        ("億", 100_000_000),
        ("千", 1000),
        ("百万", 1_000_000),
        ("million", 1_000_000),
        ("m", 1_000_000),
        ("k", 1000),
    ]
    .iter()
    .find_map(|(unit, factor)| bare.strip_suffix(unit).map(|bare| (bare, *factor)))
    .unwrap_or((bare, 1_u128));
    let (whole, part) = match bare.rsplit_once(['.', ',']) {
        // The last of the separators is a decimal one unless three digits follow it.
        Some((whole, part))
            if part.len() != 3
                || bare.ends_with(&format!(".{part}"))
                    && !whole.contains('.')
                    && (whole.contains(',') || whole == "0") =>
        {
            (whole, part)
        }
        _ => (bare, ""),
    };
    let whole: String = whole.chars().filter(|c| !matches!(c, ',' | '.' | '\'' | '’')).collect();
    let is_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || whole.len() > 20 || !is_digits(&whole) || !is_digits(part) {
        return None;
    }
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let thousandths = whole.parse::<u128>().ok()? * 1000 + part.parse::<u128>().ok()?;
    thousandths.checked_mul(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_shares_are_read_as_registers_write_them() {
        for (text, expect) in [
            ("500", Some(500_000)),
            ("1,234,567", Some(1_234_567_000)),
            ("12 000", Some(12_000_000)),
            ("1.5万股", Some(15_000_000)),
            ("3,400千株", Some(3_400_000_000)),
            ("62.5", Some(62_500)),
            ("1.234.567", Some(1_234_567_000)),
            ("0.125", Some(125)),
            ("51%", None),
            ("many", None),
            ("", None),
        ] {
            assert_eq!(count_of(text), expect, "{text}");
        }
    }
}
