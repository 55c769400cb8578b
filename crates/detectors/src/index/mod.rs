//! The registry turned round: from a person, a house, a telephone, a brand, a buyer or an owner to the companies.
//!
//! Everything carries the day from which it was known, so that one index answers for all days.

pub(crate) mod brands;
pub(crate) mod contacts;
pub(crate) mod dated;
pub(crate) mod days;
pub(crate) mod owners;
pub(crate) mod partners;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod postings;
pub(crate) mod scopes;

use chokepoint_model::{Date, PartyNumber, Profile, Registry, Schema};
use days::Days;
use owners::Owners;
use partners::Partners;
use people::People;
use places::Places;
use postings::Postings;
use scopes::Scopes;

/// A registry turned round.
pub(crate) struct Index {
    pub(crate) days: Days,
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
        let days = Days::of(registry);
        let all: Vec<PartyNumber> =
            registry.parties().filter(|(_, profile)| is_company(profile)).map(|(number, _)| number).collect();
        let mut companies: Vec<Date> = all.iter().map(|number| days.known_since(*number)).collect();
        companies.sort_unstable();
        let told = all.iter().filter(|number| registry.profiles[number.at()].founded.is_some());
        let mut founded: Vec<Date> = told.map(|number| days.stood_by(*number)).collect();
        founded.sort_unstable();
        let (customers, suppliers) = Partners::of(registry, &days);
        Self {
            people: People::of(registry, &days),
            places: Places::of(registry, &days),
            contacts: contacts::file(registry, &days),
            brands: brands::file(registry, &days),
            scopes: Scopes::of(registry),
            owners: Owners::of(registry, &days),
            customers,
            suppliers,
            days,
            founded,
            companies,
            all,
        }
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
