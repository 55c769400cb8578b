//! One list stated by two sources is one listing: the richer content, and both records.

use super::{Entity, EntityListing};
use chokepoint_model::{Date, Listing};

/// Two sources may give the day of publication and the day of effect: that far apart they are one listing.
const SAME_LISTING_DAYS: i32 = 31;

/// Adds a listing, or completes the one that another source has already stated.
pub(super) fn add(entity: &mut Entity, record: u32, listing: Listing) {
    let records = &entity.records;
    let source = |number: u32| records.get(number as usize).map(|key| key.source.as_str());
    let stated_here = |held: &EntityListing| {
        let mut stating = std::iter::once(&held.record).chain(&held.also);
        stating.any(|number| source(*number) == source(record))
    };
    let fits = |held: &EntityListing| !stated_here(held) && is_same(&held.listing, &listing);
    let same_programmes = |held: &EntityListing| fits(held) && held.listing.programmes == listing.programmes;
    let place =
        entity.listings.iter().position(same_programmes).or_else(|| entity.listings.iter().position(fits));
    match place.and_then(|place| entity.listings.get_mut(place)) {
        Some(held) => {
            complete(&mut held.listing, listing);
            held.also.push(record);
        }
        None => entity.listings.push(EntityListing { record, also: Vec::new(), listing }),
    }
}

fn is_same(a: &Listing, b: &Listing) -> bool {
    let near = |one: Option<Date>, other: Option<Date>| match one.zip(other) {
        Some((one, other)) => one.until(other).is_ok_and(|span| span.get_days().abs() <= SAME_LISTING_DAYS),
        None => true,
    };
    a.list == b.list && near(a.period.from, b.period.from) && near(a.period.until, b.period.until)
}

/// Takes over what the other source knows and this one does not.
fn complete(held: &mut Listing, other: Listing) {
    held.period.from = held.period.from.or(other.period.from);
    held.period.until = held.period.until.or(other.period.until);
    let missing = |held: &Vec<String>, other: Vec<String>| -> Vec<String> {
        other.into_iter().filter(|one| !held.contains(one)).collect()
    };
    let programmes = missing(&held.programmes, other.programmes);
    held.programmes.extend(programmes);
    for citation in other.citations {
        match held.citations.iter_mut().find(|one| one.text == citation.text) {
            Some(one) => one.published = one.published.or(citation.published),
            None => held.citations.push(citation),
        }
    }
    held.requirement = held.requirement.take().or(other.requirement);
    held.review = held.review.take().or(other.review);
    held.footnotes.extend(other.footnotes);
    held.footnotes.sort_unstable();
    held.footnotes.dedup();
    held.standard_order = held.standard_order.or(other.standard_order);
    if held.remarks.len() < other.remarks.len() {
        held.remarks = other.remarks;
    }
    if held.url.is_empty() {
        held.url = other.url;
    }
}
