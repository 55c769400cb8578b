//! What entities that are no parties lend to parties: sanctions, addresses, identity documents.

use super::{super::place::country, line::Entity};
use chokepoint_model::{Address, Date, Identifier, IdentifierKind, Listing, Period};
use std::collections::BTreeMap;

/// Remarks are shortened to this many signs.
const LONGEST_REMARK: usize = 400;

/// What is lent, by the id of the party, or of the address.
#[derive(Default)]
pub(super) struct Lent {
    /// The list of sanctions that name no dataset: that of the source.
    list: String,
    pub(super) listings: BTreeMap<String, Vec<Listing>>,
    pub(super) addresses: BTreeMap<String, Address>,
    pub(super) identifiers: BTreeMap<String, Vec<Identifier>>,
}

/// Whether entities of this schema lend something.
pub(super) fn is_lent(schema: &str) -> bool {
    matches!(schema, "Sanction" | "Address" | "Passport" | "Identification")
}

impl Lent {
    /// Nothing yet, from this source.
    pub(super) fn of(source: &str) -> Self {
        Self { list: source.to_owned(), ..Self::default() }
    }

    /// Takes what the entity lends.
    pub(super) fn take(&mut self, entity: &Entity) {
        match entity.schema.as_str() {
            "Sanction" => {
                for party in entity.values("entity") {
                    self.listings.entry(party.to_owned()).or_default().push(listing(entity, &self.list));
                }
            }
            "Address" => {
                self.addresses.insert(entity.id.clone(), address(entity));
            }
            "Passport" | "Identification" => {
                for party in entity.values("holder") {
                    self.identifiers.entry(party.to_owned()).or_default().extend(documents(entity));
                }
            }
            _ => {}
        }
    }
}

/// The listing that a Sanction entity states.
fn listing(entity: &Entity, list: &str) -> Listing {
    let list = entity.datasets.iter().min().map_or(list, String::as_str);
    let first = |property| entity.values(property).filter_map(first_day).min();
    let remarks: Vec<&str> = ["authority", "provisions", "reason", "status"]
        .into_iter()
        .filter_map(|property| entity.value(property))
        .collect();
    Listing {
        period: Period {
            from: first("startDate").or_else(|| first("listingDate")),
            until: entity.values("endDate").filter_map(last_day).max(),
        },
        programmes: programmes(entity),
        remarks: remarks.join("; ").chars().take(LONGEST_REMARK).collect(),
        url: entity.value("sourceUrl").or(entity.value("programUrl")).unwrap_or_default().to_owned(),
        ..Listing::on(list)
    }
}

/// The programmes by their names; by their ids where no name stands.
pub(super) fn programmes(entity: &Entity) -> Vec<String> {
    let names: Vec<String> = entity.values("program").map(str::to_owned).collect();
    if names.is_empty() { entity.values("programId").map(str::to_owned).collect() } else { names }
}

fn address(entity: &Entity) -> Address {
    let parts = ["street", "street2", "postOfficeBox", "postalCode", "city", "region", "state"];
    let joined = || parts.into_iter().filter_map(|part| entity.value(part)).collect::<Vec<_>>().join(", ");
    let text = entity.value("full").map_or_else(joined, str::to_owned);
    Address { text, country: entity.values("country").find_map(country) }
}

fn documents(entity: &Entity) -> Vec<Identifier> {
    let kind = if entity.schema == "Passport" { IdentifierKind::Passport } else { IdentifierKind::Other };
    let numbers = entity.values("passportNumber").chain(entity.values("number"));
    let country = entity.values("country").find_map(country);
    let mut found: Vec<Identifier> = Vec::new();
    for number in numbers {
        if found.iter().all(|held| held.value != number) {
            found.push(Identifier { kind, value: number.to_owned(), country });
        }
    }
    found
}

/// The first day of a date of which month or day may be missing: a listing of "2022" began in 2022 at the earliest.
fn first_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The last day of such a date.
fn last_day(text: &str) -> Option<Date> {
    let (year, month, day) = parts(text)?;
    match day {
        Some(day) => Date::new(year, month?, day).ok(),
        None => Some(Date::new(year, month.unwrap_or(12), 1).ok()?.last_of_month()),
    }
}

fn parts(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let date = chokepoint_text::date::parse(text)?.from;
    Some((
        date.year,
        date.month.and_then(|month| i8::try_from(month).ok()),
        date.day.and_then(|day| i8::try_from(day).ok()),
    ))
}
