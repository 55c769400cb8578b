//! The party that an entity describes.

use super::Entity;
use crate::{
    parties::country,
    registry::{
        draft::{Draft, add_name, seen},
        life::Life,
        words,
    },
};
use chokepoint_model::{
    Address, BirthDate, Change, Changed, Contact, ContactKind, Identifier, IdentifierKind, Listing, Money,
    NameKind, Schema, Severity,
};

const NAMES: [(&str, NameKind); 7] = [
    ("name", NameKind::Alias),
    ("title", NameKind::Alias),
    ("alias", NameKind::Alias),
    ("previousName", NameKind::Former),
    ("weakAlias", NameKind::WeakAlias),
    ("abbreviation", NameKind::WeakAlias),
    ("caption", NameKind::WeakAlias),
];
const COUNTRIES: [&str; 6] = ["country", "jurisdiction", "nationality", "citizenship", "mainCountry", "flag"];
const IDENTIFIERS: [(&str, IdentifierKind); 17] = [
    ("uscCode", IdentifierKind::Uscc),
    ("leiCode", IdentifierKind::Lei),
    ("imoNumber", IdentifierKind::Imo),
    ("innCode", IdentifierKind::Inn),
    ("ogrnCode", IdentifierKind::Ogrn),
    ("mmsi", IdentifierKind::Mmsi),
    ("swiftBic", IdentifierKind::Bic),
    ("callSign", IdentifierKind::CallSign),
    ("passportNumber", IdentifierKind::Passport),
    ("idNumber", IdentifierKind::NationalId),
    ("taxNumber", IdentifierKind::Tax),
    ("vatCode", IdentifierKind::Tax),
    ("registrationNumber", IdentifierKind::Registration),
    ("dunsCode", IdentifierKind::Duns),
    ("permId", IdentifierKind::Other),
    ("bvdId", IdentifierKind::Other),
    ("okpoCode", IdentifierKind::Other),
];
const CONTACTS: [(&str, ContactKind); 3] =
    [("phone", ContactKind::Phone), ("email", ContactKind::Email), ("website", ContactKind::Web)];

/// Reads the party that an entity describes.
pub(super) fn describe(entity: &Entity<'_>, draft: &mut Draft) {
    let schema = Schema::from_name(entity.schema).unwrap_or_default();
    let number = draft.party_called(&entity.id, &entity.value("name"));
    for id in entity.referents.iter().filter(|id| **id != entity.id) {
        draft.stands_for.push((number, id.as_str().into()));
    }
    draft.described(number, &entity.dataset, &entity.id, seen(&entity.first_seen));
    let renamed = draft.date(&entity.value("nameChangeDate"), "nameChangeDate");
    let births: Vec<BirthDate> = entity
        .values("birthDate")
        .iter()
        .filter_map(|written| draft.date(written, "birthDate"))
        .map(|from| BirthDate { from, to: None })
        .collect();
    for place in entity.values("addressEntity") {
        draft.lent.push((number, place.into()));
    }
    let mut unknown = Vec::new();

    let profile = draft.profile(number);
    profile.party.schema = schema;
    for (property, kind) in NAMES {
        for name in entity.values(property) {
            add_name(profile, &name, kind);
        }
    }
    if let (Some(on), [before, ..]) = (renamed, &entity.values("previousName")[..]) {
        let change =
            Change { what: Changed::Name, on: Some(on), before: before.clone(), after: entity.value("name") };
        profile.changes.push(change);
    }
    for code in COUNTRIES.iter().flat_map(|property| entity.values(property)) {
        match country(&code) {
            Some(country) => profile.party.add_country(country),
            // Codes of states that are no more, of regions, of the Union.
            None => unknown.push(code),
        }
    }
    let addresses = entity.values("address").into_iter().map(|text| Address { text, country: None });
    profile.party.addresses.extend(addresses);
    for (property, kind) in IDENTIFIERS {
        for value in entity.values(property) {
            if profile.party.identifiers.iter().all(|held| held.value != value) {
                profile.party.identifiers.push(Identifier { kind, value, country: None });
            }
        }
    }
    for (property, kind) in CONTACTS {
        let contacts = entity.values(property).into_iter().map(|text| Contact { kind, text });
        profile.contacts.extend(contacts);
    }
    profile.party.birth_dates.extend(births);
    profile.party.birth_places.extend(entity.values("birthPlace"));
    let status = entity.value("status");
    if !status.is_empty() {
        profile.status = status;
    }
    let scope = ["sector", "classification", "description"];
    if let Some(scope) = scope.iter().map(|property| entity.value(property)).find(|text| !text.is_empty()) {
        profile.scope = scope;
    }
    if let Ok(amount) = entity.value("capital").parse() {
        profile.capital = Some(Money { amount, currency: entity.value("currency") });
    }
    profile.topics.extend(entity.values("topics"));
    // A risk topic without a sanction of its own is an entry on each of its lists.
    if profile.topics.iter().any(|topic| topic == "sanction" || topic == "export.control")
        && profile.listings.is_empty()
    {
        let lists = entity.datasets.iter().filter(|name| !name.starts_with("ext_"));
        profile.listings.extend(lists.map(|name| Listing::on(words::list(name).unwrap_or(name))));
    }
    for (life, properties) in [
        (Life::Founded, &["incorporationDate", "inceptionDate", "registrationDate"][..]),
        (Life::Dissolved, &["dissolutionDate", "deathDate"]),
    ] {
        // A merged entity has the days of all that it was merged from: the first is taken, and others are told.
        let written = properties.iter().map(|property| entity.values(property)).find(|days| !days.is_empty());
        let (is_newer, mut if_other) = (draft.is_newer, Severity::Warning);
        for day in written.unwrap_or_default() {
            let day = draft.date(&day, properties[0]);
            draft.life(number, life, day, if_other);
            // Of one record both days are its own word.
            (draft.is_newer, if_other) = (false, Severity::Note);
        }
        draft.is_newer = is_newer;
    }
    for code in unknown {
        let message = format!("unknown country {code:?}");
        draft.issue("country", Severity::Note, "country", message, "");
    }
}

/// An identity document lends its number to its holder.
pub(super) fn document(entity: &Entity<'_>, draft: &mut Draft) {
    let kind = if entity.schema == "Passport" { IdentifierKind::Passport } else { IdentifierKind::Other };
    let issued_by = entity.values("country").iter().find_map(|code| country(code));
    for holder in entity.values("holder") {
        let number = draft.party(&holder);
        let held = &mut draft.profile(number).party.identifiers;
        for value in entity.values("number").into_iter().chain(entity.values("passportNumber")) {
            if held.iter().all(|known| known.value != value) {
                held.push(Identifier { kind, value, country: issued_by });
            }
        }
    }
}
