//! A company that belonged openly to the group before the listing: what it shared then shows the group, not a succession.

use super::{evidence_capital::in_common, predecessor::Predecessor};
use crate::{
    index::{dated::last_day, owners::Reached},
    tables::weights,
};
use chokepoint_model::{Date, Evidence, Family, PartyNumber};
use std::collections::BTreeMap;

/// Takes off what the open group explains, and says so.
pub(super) fn explain(
    of: &Predecessor<'_>,
    company: PartyNumber,
    above: &BTreeMap<PartyNumber, Reached>,
    pieces: &mut Vec<Evidence>,
) {
    let (cx, Some(listed_on)) = (of.cx, of.listed_on) else { return };
    let stood = cx.profile(company).founded.and_then(last_day).is_some_and(|day| day < listed_on);
    let Some((owner, since)) = stood.then(|| openly_in_it(of, above, listed_on)).flatten() else { return };
    // A scope or a name without a day is as old as the company.
    let is_old = |piece: &Evidence| piece.since.is_none_or(|since| since <= listed_on);
    for piece in pieces.iter_mut() {
        if piece.weight > 0.0 && piece.family != Family::Time && is_old(piece) {
            piece.weight = 0.0;
        }
    }
    let group = if of.numbers.contains(&owner) { of.listed.caption() } else { cx.caption(owner) };
    let day = if since == Date::MIN { "its founding".to_owned() } else { since.to_string() };
    pieces.push(Evidence {
        statement: format!(
            "{} belongs openly to the group of {group} since {day}, before {} was listed: what they shared then shows \
             the group",
            cx.caption(company),
            of.listed.caption()
        ),
        stated: vec![cx.stated(company)],
        family: Family::Capital,
        weight: weights().owners.openly_in_the_group,
        since: None,
    });
}

/// The owner that puts it into the group, and since when, where that was before the listing.
fn openly_in_it(
    of: &Predecessor<'_>,
    above: &BTreeMap<PartyNumber, Reached>,
    listed_on: Date,
) -> Option<(PartyNumber, Date)> {
    let joined = in_common(of, above).map(|one| (one.owner, one.arose));
    joined.filter(|(_, since)| *since < listed_on).min_by_key(|(owner, since)| (*since, *owner))
}
