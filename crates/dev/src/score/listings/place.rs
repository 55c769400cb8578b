//! Who stands where: the closest that an older entry stands to an address of the party.
//!
//! A screening asks whether the party *is* a listed one, so that an address which many share says little. Whether it
//! *is registered at* a listed address is another question, and every detector of listed addresses begins with it.

use chokepoint_model::{Address, Country, Party};
use chokepoint_screening::{Snapshot, attributes::keys};
use chokepoint_text::address::{Meeting, meet, parse};

/// How near the nearest entry stands, when it is one building at least, and that entry.
pub(super) fn nearest(list: &Snapshot, party: &Party) -> Option<(Meeting, String)> {
    let parsed = |address: &Address| parse(&address.text, address.country.as_ref().map(Country::as_str));
    let own: Vec<_> = party.addresses.iter().map(parsed).collect();
    let at_addresses = keys(&Party { addresses: party.addresses.clone(), ..Party::default() });
    let mut entities: Vec<u32> = at_addresses.iter().flat_map(|key| list.entities_at(key)).copied().collect();
    entities.sort_unstable();
    entities.dedup();
    let mut best: Option<(Meeting, String)> = None;
    for entity in entities.into_iter().filter_map(|number| list.entity(number)) {
        let theirs: Vec<_> = entity.party.addresses.iter().map(parsed).collect();
        let closest = own.iter().flat_map(|one| theirs.iter().map(move |other| meet(one, other))).max();
        if let Some(meeting) = closest.filter(|meeting| *meeting >= Meeting::OtherRoom)
            && best.as_ref().is_none_or(|(held, _)| *held < meeting)
        {
            best = Some((meeting, entity.party.caption().to_owned()));
        }
    }
    best
}
