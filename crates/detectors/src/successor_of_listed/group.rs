//! A listed company beside a candidate, and whether that one belonged openly to the group before the listing: what they
//! share then shows the group, not a succession.

use super::{evidence_capital::in_common, evidence_time, predecessor::Predecessor};
use crate::{
    index::{dated::days_after, days::LATE, owners::Reached},
    tables::weights,
};
use chokepoint_model::{Date, Evidence, Family, PartyNumber};
use std::collections::BTreeMap;

/// A listed company and a candidate.
pub(super) struct Pair<'p, 'a> {
    pub(super) of: &'p Predecessor<'a>,
    pub(super) company: PartyNumber,
    /// Who is an owner or parent of the candidate.
    pub(super) above: &'p BTreeMap<PartyNumber, Reached>,
    /// The owner that puts the candidate into the group, and since when, where that was before the listing.
    member: Option<(PartyNumber, Date)>,
    /// Whether it got a new hand beside the listing.
    woken: bool,
    /// Whether its record turned up after the listing only, years after its founding.
    is_new_record: bool,
}

impl<'p, 'a> Pair<'p, 'a> {
    pub(super) fn new(
        of: &'p Predecessor<'a>,
        company: PartyNumber,
        above: &'p BTreeMap<PartyNumber, Reached>,
    ) -> Self {
        let is_new_record = of.listed_on.is_some_and(|on| is_new_record(of, company, on));
        let member = of.listed_on.filter(|_| !is_new_record).and_then(|on| openly_in_it(of, above, on));
        let woken = member.is_some() && evidence_time::is_woken(of, company);
        Self { of, company, above, member, woken, is_new_record }
    }

    /// What is left of the weight of a tie that arose on a day: one that is older than the listing shows a group; and
    /// what a group has in common needs no other reason, unless the company got a new hand beside the listing.
    pub(super) fn freshness(&self, arose: Date) -> f64 {
        let (part, Some(listed_on)) = (self.of.freshness(arose), self.of.listed_on) else { return 1.0 };
        match self.member {
            _ if self.is_new_record => 1.0,
            Some(_) if arose <= listed_on => 0.0,
            Some(_) if !self.woken => part * weights().owners.part_of_a_group,
            _ => part,
        }
    }

    /// The same of a thing of the candidate that has no day of its own: it is as old as the company.
    pub(super) fn undated(&self) -> f64 {
        let stood = self.of.cx.index().days.stood_by(self.company);
        if self.member.is_some() { self.freshness(stood) } else { 1.0 }
    }

    /// Says that the candidate belongs to the group, and that few of a group carry the listed company on.
    pub(super) fn explain(&self, pieces: &mut Vec<Evidence>) {
        let (of, cx) = (self.of, self.of.cx);
        let Some((owner, since)) = self.member else { return };
        let group = if of.numbers.contains(&owner) { of.listed.caption() } else { cx.caption(owner) };
        pieces.push(Evidence {
            statement: format!(
                "{} belongs openly to the group of {group} since {since}, before {} was listed: what they shared then \
                 shows the group",
                cx.caption(self.company),
                of.listed.caption()
            ),
            stated: vec![cx.stated(self.company)],
            family: Family::Capital,
            weight: weights().owners.openly_in_the_group,
            since: None,
        });
    }
}

/// Whether the source of the listed company's record, which it had before the listing, has one of a company years old
/// only since then. A record that comes late comes within two years or so; this is one that another register opened, as
/// for a company that goes on under another name, and what it says of old days nobody could see in those days.
fn is_new_record(of: &Predecessor<'_>, company: PartyNumber, listed_on: Date) -> bool {
    let (cx, days) = (of.cx, &of.cx.index().days);
    let stated = &cx.profile(company).stated;
    let stood = days.stood_by(company);
    let is_late = stated.seen.is_some_and(|seen| listed_on < seen && days_after(stood, LATE) < seen);
    let own = of.numbers.iter().map(|number| &cx.profile(*number).stated);
    is_late
        && stood > Date::MIN
        && own
            .into_iter()
            .any(|own| own.source == stated.source && own.seen.is_some_and(|seen| seen < listed_on))
}

fn openly_in_it(
    of: &Predecessor<'_>,
    above: &BTreeMap<PartyNumber, Reached>,
    listed_on: Date,
) -> Option<(PartyNumber, Date)> {
    let joined = in_common(of, above).filter_map(|one| Some((one.owner, one.stands_since?)));
    // What has no day at all says nothing of the day of the listing.
    let before = joined.filter(|(_, since)| Date::MIN < *since && *since < listed_on);
    before.min_by_key(|(owner, since)| (*since, *owner))
}
