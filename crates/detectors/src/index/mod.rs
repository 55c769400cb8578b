//! The registry turned round: from a person, a house, a telephone, a brand, a buyer or an owner to the companies.
//!
//! Everything carries the day from which it was known, so that one index answers for all days.

pub(crate) mod brands;
pub(crate) mod contacts;
pub(crate) mod dated;
pub(crate) mod owners;
pub(crate) mod partners;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod postings;
pub(crate) mod scopes;

use chokepoint_model::{Date, PartyNumber, Profile, Registry, Schema};
use dated::{ALWAYS, last_day};
use owners::Owners;
use partners::Partners;
use people::People;
use places::Places;
use postings::Postings;
use scopes::Scopes;

/// A registry turned round.
pub(crate) struct Index {
    known: Vec<Date>,
    /// Foundings of companies, sorted.
    founded: Vec<Date>,
    /// First days of all companies, sorted.
    companies: Vec<Date>,
    pub(crate) all: Vec<PartyNumber>,
    pub(crate) people: People,
    pub(crate) places: Places,
    pub(crate) contacts: Postings,
    pub(crate) brands: Postings,
    pub(crate) scopes: Scopes,
    pub(crate) customers: Partners,
    pub(crate) suppliers: Partners,
    pub(crate) owners: Owners,
}

/// Whether a party can trade: no person, no ship, no address.
pub(crate) fn is_company(profile: &Profile) -> bool {
    !matches!(profile.party.schema, Schema::Person | Schema::Vessel | Schema::Airplane | Schema::Address)
}

impl Index {
    pub(crate) fn of(registry: &Registry) -> Self {
        let known: Vec<Date> = registry.profiles.iter().map(known_since).collect();
        let all: Vec<PartyNumber> =
            registry.parties().filter(|(_, profile)| is_company(profile)).map(|(number, _)| number).collect();
        let mut companies: Vec<Date> = all.iter().map(|number| known[number.at()]).collect();
        companies.sort_unstable();
        let of_companies = all.iter().map(|number| &registry.profiles[number.at()]);
        let mut founded: Vec<Date> =
            of_companies.filter_map(|profile| profile.founded.and_then(last_day)).collect();
        founded.sort_unstable();
        let (customers, suppliers) = Partners::of(registry, &known);
        Self {
            people: People::of(registry, &known),
            places: Places::of(registry, &known),
            contacts: contacts::file(registry, &known),
            brands: brands::file(registry, &known),
            scopes: Scopes::of(registry),
            owners: Owners::of(registry, &known),
            customers,
            suppliers,
            known,
            founded,
            companies,
            all,
        }
    }

    /// The day from which a party was known; [`ALWAYS`] when nothing says.
    pub(crate) fn known_since(&self, number: PartyNumber) -> Date {
        self.known.get(number.at()).copied().unwrap_or(Date::MAX)
    }

    /// How many companies were known by a day.
    pub(crate) fn population(&self, day: Date) -> usize {
        self.companies.partition_point(|known| *known <= day)
    }

    /// How many companies are known to be founded by a day.
    pub(crate) fn founded_by(&self, day: Date) -> usize {
        self.founded.partition_point(|founded| *founded <= day)
    }
}

/// A company is known from its founding, or from the day on which the source first says so if that is later.
fn known_since(profile: &Profile) -> Date {
    let founded = profile.founded.and_then(last_day).unwrap_or(ALWAYS);
    founded.max(profile.stated.seen.unwrap_or(ALWAYS))
}
