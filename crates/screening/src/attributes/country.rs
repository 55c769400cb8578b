//! Countries: where a party sits, whose citizen it is, what flag it flies.

use super::{Tell, Told, weights};
use chokepoint_model::{Country, Feature};

/// Counts a country in common, or none.
pub(super) fn weigh(party: &[Country], entity: &[Country], is_person: bool, tell: &mut Tell<'_>) {
    if party.is_empty() || entity.is_empty() {
        return;
    }
    let common = party.iter().find(|country| entity.contains(country));
    // Lists put Hong Kong and Macau under China as often as under their own codes: neither for nor against.
    let china = |countries: &[Country]| {
        countries.iter().any(|country| matches!(country.as_str(), "CN" | "HK" | "MO"))
    };
    let (weight, words): (f32, String) = match common {
        Some(country) => (weights::COUNTRY_IN_COMMON, format!("same {country}")),
        None if china(party) && china(entity) => return,
        None if is_person => (weights::NO_COUNTRY_OF_A_PERSON, "no country in common".to_owned()),
        None => (weights::NO_COUNTRY_IN_COMMON, "no country in common".to_owned()),
    };
    tell(weight, &|| Told {
        feature: Feature::Country,
        weight,
        party: joined(party),
        entity: joined(entity),
        words: words.clone(),
    });
}

fn joined(countries: &[Country]) -> String {
    countries.iter().map(Country::as_str).collect::<Vec<_>>().join(" ")
}
