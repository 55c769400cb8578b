//! A destination as people write it: a country, or a region that the law treats apart and that has no code of its own.

use super::Controls;
use chokepoint_model::Country;
use chokepoint_rules::Value;
use chokepoint_sources::parties::country;

/// The names of such regions, dated.
const REGIONS: &str = "us.ear.occupied_regions";

/// Where an item goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestinationGiven {
    /// The country.
    pub country: Country,
    /// The region, by its name in the rules: `crimea`.
    pub occupied_region: Option<String>,
}

impl From<Country> for DestinationGiven {
    fn from(country: Country) -> Self {
        Self { country, occupied_region: None }
    }
}

impl Controls<'_> {
    /// The destination that a text names; `None` when it is neither a country nor such a region.
    pub fn destination(&self, text: &str) -> Option<DestinationGiven> {
        let wanted = plain(text);
        let regions = self.enforced.came.law.table(REGIONS).into_iter();
        let mut named = regions.filter(|region| match region.value() {
            Some(Value::Words(names)) => names.iter().any(|name| plain(name) == wanted),
            _ => false,
        });
        match named.next() {
            Some(region) => Some(DestinationGiven {
                country: Country::from_code("UA")?,
                occupied_region: Some(region.name.to_owned()),
            }),
            None => country(text).map(DestinationGiven::from),
        }
    }
}

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    plain.strip_prefix("socalled").map_or(plain.clone(), str::to_owned)
}
