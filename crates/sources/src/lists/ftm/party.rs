//! The record of a party: names, addresses, identifiers, listings.

use super::{
    super::place::country,
    Report,
    lent::{Lent, programmes},
    line::Entity,
};
use crate::dates::birth_day_first;
use chokepoint_model::{
    Address, Identifier, IdentifierKind, Listing, Name, NameKind, Party, Record, RecordKey, Schema, Severity,
};
use std::{collections::BTreeSet, sync::LazyLock};

/// Hands over the record of a party; properties that are neither used nor ignored by name are counted.
pub(super) fn record(
    source: &str,
    entity: &Entity,
    schema: Schema,
    lent: &Lent,
    ignored: &BTreeSet<&str>,
    report: &mut Report<'_>,
) {
    let mut party = Party { schema, ..Party::default() };
    // Names in the order of their kind: the first is the one that is shown.
    for (property, kind) in NAMES {
        for text in entity.values(property) {
            if party.names.iter().all(|held| held.text != text) {
                let kind = if party.names.is_empty() { NameKind::Primary } else { *kind };
                party.names.push(Name { text: text.to_owned(), kind });
            }
        }
    }
    for property in entity.properties() {
        if !take(&mut party, property, entity.values(property), report)
            && !is_known(property)
            && !ignored.contains(property)
        {
            report.unused(property);
        }
    }
    for id in entity.values("addressEntity") {
        // The same address stands in both forms; the entity has the country too.
        if let Some(address) = lent.addresses.get(id) {
            party.addresses.retain(|held| held.text != address.text);
            party.addresses.push(address.clone());
        }
    }
    for identifier in lent.identifiers.get(&entity.id).into_iter().flatten() {
        add_identifier(&mut party, identifier.kind, &identifier.value, identifier.country);
    }
    if party.names.is_empty() {
        let message = format!("{} {:?} has no name", entity.schema, entity.id);
        return report.issue("no name", Severity::Warning, "name", message, "it was left out");
    }
    let topics: Vec<String> = entity.values("topics").map(str::to_owned).collect();
    let listings = listings(source, entity, &topics, lent);
    let key = RecordKey { source: source.to_owned(), id: entity.id.clone() };
    report.record(Record { key, party, listings, same_as: Vec::new(), topics });
}

/// The sanctions of a party; where it has none and a topic says that it is of risk, a listing of each of its datasets.
fn listings(source: &str, entity: &Entity, topics: &[String], lent: &Lent) -> Vec<Listing> {
    if let Some(listings) = lent.listings.get(&entity.id) {
        return listings.clone();
    }
    if !topics.iter().any(|topic| RISK_TOPICS.contains(topic.as_str())) {
        return Vec::new();
    }
    // Datasets that only enrich ("ext_" at OpenSanctions: registers of companies) list nobody.
    let lists: BTreeSet<&str> =
        entity.datasets.iter().map(String::as_str).filter(|name| !name.starts_with("ext_")).collect();
    let lists = if lists.is_empty() { BTreeSet::from([source]) } else { lists };
    let listing = |list: &str| Listing {
        programmes: programmes(entity),
        remarks: topics.join(", "),
        url: entity.value("sourceUrl").unwrap_or_default().to_owned(),
        ..Listing::on(list)
    };
    lists.into_iter().map(listing).collect()
}

/// Topics that make an entity a target.
static RISK_TOPICS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let table = include_str!("../../../../../resources/ftm/risk_topics.csv");
    table.lines().map(str::trim).filter(|line| !line.starts_with('#') && *line != "topic").collect()
});

const NAMES: &[(&str, NameKind)] = &[
    ("name", NameKind::Alias),
    ("alias", NameKind::Alias),
    ("previousName", NameKind::Former),
    ("weakAlias", NameKind::WeakAlias),
    ("abbreviation", NameKind::WeakAlias),
];

/// Properties that are read elsewhere than in [`take`].
fn is_known(property: &str) -> bool {
    NAMES.iter().any(|(name, _)| *name == property)
        || matches!(property, "topics" | "addressEntity" | "program" | "programId" | "sourceUrl")
}

/// Takes the values of a property into the party; `false` when it is none that says something here.
fn take<'a>(
    party: &mut Party,
    property: &str,
    values: impl Iterator<Item = &'a str>,
    report: &mut Report<'_>,
) -> bool {
    match property {
        "country" | "jurisdiction" | "nationality" | "citizenship" | "mainCountry" | "flag" => {
            for text in values {
                match country(text) {
                    Some(country) => party.add_country(country),
                    // Codes of states that are no more, of regions, of the Union.
                    None => report.issue(
                        "country",
                        Severity::Note,
                        property,
                        format!("unknown country {text:?}"),
                        "",
                    ),
                }
            }
        }
        "address" => {
            party.addresses.extend(values.map(|text| Address { text: text.to_owned(), country: None }))
        }
        "birthDate" => {
            for text in values {
                match birth_day_first(text) {
                    Some(date) => party.birth_dates.push(date),
                    None => report.issue(
                        "date",
                        Severity::Warning,
                        property,
                        format!("{text:?} is not a date"),
                        "",
                    ),
                }
            }
        }
        "birthPlace" => party.birth_places.extend(values.map(str::to_owned)),
        _ => match identifier_kind(property, party.schema) {
            Some(kind) => values.for_each(|value| add_identifier(party, kind, value, None)),
            None => return false,
        },
    }
    true
}

/// The same number often stands under a general and a special name; the special one says more.
fn add_identifier(
    party: &mut Party,
    kind: IdentifierKind,
    value: &str,
    country: Option<chokepoint_model::Country>,
) {
    match party.identifiers.iter_mut().find(|held| held.value == value) {
        Some(held) => {
            held.kind = held.kind.min(kind);
            held.country = held.country.or(country);
        }
        None => party.identifiers.push(Identifier { kind, value: value.to_owned(), country }),
    }
}

fn identifier_kind(property: &str, schema: Schema) -> Option<IdentifierKind> {
    Some(match property {
        "uscCode" => IdentifierKind::Uscc,
        "leiCode" => IdentifierKind::Lei,
        "imoNumber" => IdentifierKind::Imo,
        "innCode" => IdentifierKind::Inn,
        "ogrnCode" => IdentifierKind::Ogrn,
        "mmsi" => IdentifierKind::Mmsi,
        "swiftBic" => IdentifierKind::Bic,
        "serialNumber" | "icaoCode" => IdentifierKind::Aircraft,
        "registrationNumber" if schema == Schema::Airplane => IdentifierKind::Aircraft,
        "callSign" => IdentifierKind::CallSign,
        "passportNumber" => IdentifierKind::Passport,
        "idNumber" | "socialSecurityNumber" => IdentifierKind::NationalId,
        "taxNumber" | "vatCode" => IdentifierKind::Tax,
        "registrationNumber" => IdentifierKind::Registration,
        "dunsCode" => IdentifierKind::Duns,
        "bikCode" | "bvdId" | "cageCode" | "cikCode" | "crsNumber" | "giiNumber" | "irsCode" | "kppCode"
        | "licenseNumber" | "npiCode" | "okpoCode" | "permId" | "pfrNumber" | "uniqueEntityId"
        | "voenCode" => IdentifierKind::Other,
        _ => return None,
    })
}
