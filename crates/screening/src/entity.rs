//! Records of several lists that describe one party become one entity, with all its listings and one id for ever.

use chokepoint_model::{Listing, NameKind, Party, Record, RecordKey, Schema};
use chokepoint_store::registry::Registry;
use std::collections::BTreeMap;

mod identity;
mod listings;
mod same;
#[cfg(test)]
mod tests;

/// What the records say together about one party.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// A word for ever: `sugon-4kq2`.
    pub id: String,
    /// The records it was made from.
    pub records: Vec<RecordKey>,
    /// Names, addresses, identifiers and dates of all records.
    pub party: Party,
    /// Listings of all records.
    pub listings: Vec<EntityListing>,
}

/// A listing, and which of the entity's records states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityListing {
    /// Number of the record in [`Entity::records`].
    pub record: u32,
    /// Records of other sources that state the same listing.
    pub also: Vec<u32>,
    /// The listing.
    pub listing: Listing,
}

/// A personal name of fewer words is borne by many people: without a birth date or an identifier it joins nobody.
const WORDS_THAT_SINGLE_OUT_A_PERSON: usize = 3;

/// Joins the records that describe one party. The order of the result is that of each entity's first record.
pub fn resolve(records: Vec<Record>, registry: &mut Registry) -> Vec<Entity> {
    let groups = same::group(&records);
    let mut members: BTreeMap<usize, Vec<Record>> = BTreeMap::new();
    for (record, group) in records.into_iter().zip(groups) {
        members.entry(group).or_default().push(record);
    }
    let members: Vec<Vec<Record>> = members.into_values().collect();
    let ids = identity::identify(&members, registry);
    members.into_iter().zip(ids).map(|(records, id)| join(records, id)).collect()
}

/// One entity of the records of one party.
fn join(records: Vec<Record>, id: String) -> Entity {
    let mut entity = Entity { id, records: Vec::new(), party: Party::default(), listings: Vec::new() };
    for (number, record) in records.into_iter().enumerate() {
        entity.records.push(record.key);
        for listing in record.listings {
            listings::add(&mut entity, number as u32, listing);
        }
        take_in(&mut entity.party, record.party, number == 0);
    }
    entity
}

fn take_in(party: &mut Party, other: Party, is_first: bool) {
    if is_first {
        *party = other;
        return;
    }
    if party.schema == Schema::LegalEntity {
        party.schema = other.schema;
    }
    for mut name in other.names {
        let folded = name.text.to_lowercase();
        match party.names.iter_mut().find(|held| held.text.to_lowercase() == folded) {
            // What one source vouches for is no weak alias because another calls it so.
            Some(held) if held.kind == NameKind::WeakAlias && name.kind != NameKind::WeakAlias => {
                held.kind = NameKind::Alias;
            }
            Some(_) => {}
            None => {
                if name.kind == NameKind::Primary {
                    name.kind = NameKind::Alias;
                }
                party.names.push(name);
            }
        }
    }
    for address in other.addresses {
        if !party.addresses.contains(&address) {
            party.addresses.push(address);
        }
    }
    for identifier in other.identifiers {
        if !party.identifiers.contains(&identifier) {
            party.identifiers.push(identifier);
        }
    }
    for date in other.birth_dates {
        if !party.birth_dates.contains(&date) {
            party.birth_dates.push(date);
        }
    }
    for place in other.birth_places {
        if !party.birth_places.contains(&place) {
            party.birth_places.push(place);
        }
    }
    for country in other.countries {
        party.add_country(country);
    }
}
