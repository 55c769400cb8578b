//! Countries and addresses as publishers write them.

use chokepoint_model::{Address, Country};

/// A country by its code or name.
pub(super) fn country(text: &str) -> Option<Country> {
    chokepoint_text::country::code_of(text).and_then(Country::from_code)
}

/// An address of its parts, empty parts left out. The country's words are kept in the text when they are no country
/// known here, so that nothing is lost.
pub(super) fn address(parts: &[&str], of: &str) -> Option<Address> {
    let country = country(of);
    let unread = if country.is_none() { of } else { "" };
    let parts = parts.iter().copied().chain([unread]).map(str::trim).filter(|part| !part.is_empty());
    let text = parts.collect::<Vec<_>>().join(", ");
    (!text.is_empty() || country.is_some()).then_some(Address { text, country })
}
