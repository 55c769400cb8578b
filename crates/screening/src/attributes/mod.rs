//! Everything about a party besides its name: addresses, identifiers, birth dates, countries, the kind of thing.
//!
//! Each feature is a file; what it counts stands in `weights`.

mod address;
mod birth;
mod country;
mod identifier;
#[cfg(test)]
mod tests;
mod weights;

use address::PreparedAddress;
use chokepoint_model::{BirthDate, Country, Feature, Party, Reason, Schema};
use identifier::PreparedIdentifier;
pub use identifier::unique_keys;

/// A party's attributes, prepared once and compared many times.
#[derive(Debug, Clone, Default)]
pub struct PreparedAttributes {
    schema: Schema,
    addresses: Vec<PreparedAddress>,
    identifiers: Vec<PreparedIdentifier>,
    births: Vec<BirthDate>,
    countries: Vec<Country>,
}

/// One thing that counts: for the sum, and for the words when they are asked for.
struct Told {
    feature: Feature,
    weight: f32,
    party: String,
    entity: String,
    words: String,
}

/// Takes what counts; builds the words only where somebody reads them.
type Tell<'a> = dyn FnMut(f32, &dyn Fn() -> Told) + 'a;

impl PreparedAttributes {
    /// Prepares the attributes of a party. Parsing an address costs some microseconds: prepare once.
    pub fn new(party: &Party) -> Self {
        let addresses: Vec<PreparedAddress> = party.addresses.iter().map(PreparedAddress::new).collect();
        let mut countries = party.countries.clone();
        for country in addresses.iter().filter_map(PreparedAddress::country) {
            if let Err(place) = countries.binary_search(&country) {
                countries.insert(place, country);
            }
        }
        Self {
            schema: party.schema,
            addresses,
            identifiers: party.identifiers.iter().filter_map(PreparedIdentifier::new).collect(),
            births: party.birth_dates.clone(),
            countries,
        }
    }

    /// The keys by which a party is found when its name does not lead to it.
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.addresses.iter().flat_map(PreparedAddress::keys).collect();
        keys.extend(self.identifiers.iter().flat_map(PreparedIdentifier::keys));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Tells for each address how many listed parties share it, by the number of those filed under a key.
    pub fn with_sharing(mut self, filed: impl Fn(&str) -> usize) -> Self {
        for address in &mut self.addresses {
            address.count_sharing(&filed);
        }
        self
    }

    /// Whether anything in it could speak for a match where the names do not.
    pub fn can_speak_for(&self) -> bool {
        !(self.addresses.is_empty()
            && self.identifiers.is_empty()
            && self.births.is_empty()
            && self.countries.is_empty())
    }
}

/// The evidence of the attributes of a party and an entity, in natural-log odds. What counted is added to `reasons`;
/// their weights add up to what is returned.
pub fn compare(party: &PreparedAttributes, entity: &PreparedAttributes, reasons: &mut Vec<Reason>) -> f32 {
    let first = reasons.len();
    weigh(party, entity, &mut |_, told| {
        let Told { feature, weight, party, entity, words } = told();
        reasons.push(Reason { feature, party, entity, weight, words });
    });
    reasons[first..].iter().map(|reason| reason.weight).sum()
}

/// The same evidence without the words.
pub fn evidence(party: &PreparedAttributes, entity: &PreparedAttributes) -> f32 {
    let mut weights = Vec::with_capacity(8);
    weigh(party, entity, &mut |weight, _| weights.push(weight));
    weights.into_iter().sum()
}

fn weigh(party: &PreparedAttributes, entity: &PreparedAttributes, tell: &mut Tell<'_>) {
    schema(party.schema, entity.schema, tell);
    identifier::weigh(&party.identifiers, &entity.identifiers, tell);
    let listed_address = entity.schema == Schema::Address || party.schema == Schema::Address;
    address::weigh(&party.addresses, &entity.addresses, listed_address, tell);
    if listed_address {
        // The country of a listed address is part of it.
        return;
    }
    birth::weigh(&party.births, &entity.births, tell);
    let is_person = party.schema == Schema::Person || entity.schema == Schema::Person;
    country::weigh(&party.countries, &entity.countries, is_person, tell);
}

/// What cannot be: a person and a ship. What a file calls a legal entity for want of better is no statement.
fn schema(party: Schema, entity: Schema, tell: &mut Tell<'_>) {
    let silent = |schema| matches!(schema, Schema::LegalEntity | Schema::Address);
    if party.can_be(entity) || silent(party) || silent(entity) {
        return;
    }
    let thing = |schema| matches!(schema, Schema::Vessel | Schema::Airplane);
    let weight = if thing(party) || thing(entity) { weights::CANNOT_BE } else { weights::PERSON_AND_COMPANY };
    tell(weight, &|| Told {
        feature: Feature::Schema,
        weight,
        party: party.as_str().to_owned(),
        entity: entity.as_str().to_owned(),
        words: format!("{} is no {}", party.as_str(), entity.as_str()),
    });
}

/// The keys of a party that has not been prepared.
pub fn keys(party: &Party) -> Vec<String> {
    PreparedAttributes::new(party).keys()
}
