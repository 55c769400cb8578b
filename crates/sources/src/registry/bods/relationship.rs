//! Relationships of BODS: each interest of one becomes an interest.

use super::{Statement, reason, reference};
use crate::registry::{
    amount::{Amount, NoShare},
    draft::{Draft, Found, seen, short},
    values::{at, each, text},
    words,
};
use chokepoint_model::{Directness, InterestKind, Period, Severity, Share};
use serde_json::Value;

/// Reads what a statement says of the days on which it holds; what is not named is a gap of the last statement alone.
pub(super) fn read(statement: &Statement, holds: Period, is_last: bool, draft: &mut Draft) {
    let details = &statement.details;
    let (subject, party) = (&details["subject"], &details["interestedParty"]);
    let Some(held) = reference(subject) else {
        let message = format!("the relationship {:?} has no subject", short(&statement.record));
        return draft.issue("subject", Severity::Warning, "subject", message, "it was left out");
    };
    let held = draft.party(&held);
    let Some(holder) = reference(party) else {
        if !is_last {
            return;
        }
        let why = reason(party).unwrap_or_else(|| "unknown".to_owned());
        return draft.gap(held, &why, &statement.record);
    };
    let holder = draft.party(&holder);
    let interests = each(details.get("interests"));
    let unspecified = [Value::Null];
    for interest in if interests.is_empty() { &unspecified[..] } else { interests } {
        let said = at(interest, &["type"]);
        let kind = words::kind(&said).unwrap_or_else(|| {
            if !said.is_empty() {
                let message = format!("unknown type of interest {:?}", short(&said));
                draft.issue("interest", Severity::Note, "type", message, "it was read as an unknown link");
            }
            InterestKind::Unknown
        });
        let share = share(interest, draft);
        let period = draft.period(&at(interest, &["startDate"]), &at(interest, &["endDate"]));
        let closed = draft.period("", &statement.date).until;
        let period = match (statement.is_closed, period.until) {
            (true, None) => Period { until: closed, ..period },
            _ => period,
        };
        let Some(period) = within(period, holds) else { continue };
        let level = [at(interest, &["directOrIndirect"]), at(interest, &["interestLevel"])].concat();
        let details = at(interest, &["details"]);
        draft.interest(Found {
            holder,
            held,
            kind,
            share: if kind.has_share() { share } else { Share::UNKNOWN },
            directness: if level == "indirect" { Directness::Indirect } else { Directness::Direct },
            period,
            role: if details.is_empty() { &said } else { &details },
            source: &statement.source,
            record: &statement.record,
            seen: seen(&statement.date),
        });
    }
}

/// The days that both hold on; `None` when there are none.
fn within(own: Period, holds: Period) -> Option<Period> {
    let from = own.from.max(holds.from);
    let until = match (own.until, holds.until) {
        (Some(own), Some(holds)) => Some(own.min(holds)),
        (own, holds) => own.or(holds),
    };
    (from.is_none() || until.is_none() || from <= until).then_some(Period { from, until })
}

/// Exact, or between bounds; an exclusive bound is a number (0.3, 0.4) or says so of the other (0.2).
fn share(interest: &Value, draft: &mut Draft) -> Share {
    let Some(share) = interest.get("share").filter(|share| share.is_object()) else {
        return Share::UNKNOWN;
    };
    if let Some(exact) = number(share, "exact", draft) {
        let read = exact.percent();
        return draft.share(read, &text(&share["exact"]), "share");
    }
    let is_exclusive = |key: &str| share.get(key).and_then(Value::as_bool) == Some(true);
    let low = match number(share, "exclusiveMinimum", draft) {
        Some(bound) => Some((bound, false)),
        None => number(share, "minimum", draft).map(|bound| (bound, !is_exclusive("exclusiveMinimum"))),
    };
    let high = match number(share, "exclusiveMaximum", draft) {
        Some(bound) => Some((bound, false)),
        None => number(share, "maximum", draft).map(|bound| (bound, !is_exclusive("exclusiveMaximum"))),
    };
    if low.is_none() && high.is_none() {
        return Share::UNKNOWN;
    }
    let amount = Amount::between(low, high);
    let read = if amount.is_in_order() { amount.percent() } else { Err(NoShare::Malformed) };
    draft.share(read, &share.to_string(), "share")
}

/// A number as it is written; what is none is told.
fn number(share: &Value, key: &str, draft: &mut Draft) -> Option<Amount> {
    let written =
        share.get(key).filter(|value| !value.is_boolean()).map(text).filter(|text| !text.is_empty())?;
    match Amount::exactly(&written) {
        Ok(amount) => Some(amount),
        Err(wrong) => {
            draft.share(Err(wrong), &written, key);
            None
        }
    }
}
