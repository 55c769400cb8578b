//! Entities and persons of BODS.

use super::{Kind, Statement};
use crate::{
    parties::country,
    registry::{
        draft::{Draft, add_name, seen},
        values::{at, each, text, texts},
    },
};
use chokepoint_model::{Address, BirthDate, Identifier, IdentifierKind, NameKind, Schema, Severity};
use serde_json::Value;

pub(super) fn read(statement: &Statement, draft: &mut Draft) {
    let details = &statement.details;
    let names = names(details);
    let first = names.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let number = draft.party_called(&statement.record, &first);
    draft.described(number, &statement.source, &statement.record, seen(&statement.date));
    let founded = draft.date(&at(details, &["foundingDate"]), "foundingDate");
    let dissolved =
        ["dissolutionDate", "deathDate"].iter().find_map(|key| draft.date(&at(details, &[key]), key));
    let born = draft.date(&at(details, &["birthDate"]), "birthDate");
    let closed = statement.is_closed.then(|| draft.date(&statement.date, "statementDate")).flatten();
    if names.is_empty() {
        let reasons =
            ["unspecifiedEntityDetails", "unspecifiedPersonDetails"].map(|key| at(details, &[key, "reason"]));
        if reasons.concat().is_empty() && kind_of(details) != "unknownPerson" {
            let message = format!("the record {:?} has no name", statement.record);
            draft.issue("name", Severity::Warning, "name", message, "it is shown by its id");
        }
    }

    let profile = draft.profile(number);
    profile.party.schema = schema(statement.kind, details);
    profile.founded = founded;
    profile.dissolved = dissolved.or(closed);
    profile.party.birth_dates.extend(born.map(|from| BirthDate { from, to: None }));
    for (name, kind) in names {
        add_name(profile, &name, kind);
    }
    for place in
        [details.get("jurisdiction"), details.get("incorporatedInJurisdiction")].into_iter().flatten()
    {
        profile.party.countries.extend(place_country(place));
    }
    let tied = ["nationalities", "taxResidencies"].iter().flat_map(|key| each(details.get(key)));
    for found in tied.filter_map(place_country).collect::<Vec<_>>() {
        profile.party.add_country(found);
    }
    profile.party.countries.sort_unstable();
    profile.party.countries.dedup();
    for address in each(details.get("addresses")) {
        let parts = [at(address, &["address"]), at(address, &["postCode"])];
        // The postcode often stands in the address already.
        let text = match parts {
            [address, code] if address.contains(&code) => address,
            [address, code] => [address, code].join(", "),
        };
        let country = address.get("country").and_then(place_country);
        profile.party.addresses.push(Address { text, country });
    }
    for identifier in each(details.get("identifiers")) {
        let (scheme, value) = (at(identifier, &["scheme"]), at(identifier, &["id"]));
        if !value.is_empty() {
            let issued_by = scheme.get(..2).and_then(country);
            profile.party.identifiers.push(Identifier {
                kind: identifier_kind(&scheme),
                value,
                country: issued_by,
            });
        }
    }
    if !each(details.get("politicalExposure")).is_empty()
        && at(details, &["politicalExposure", "status"]) == "isPep"
    {
        profile.topics.push("role.pep".to_owned());
    }
}

fn names(details: &Value) -> Vec<(String, NameKind)> {
    let mut names = Vec::new();
    let entity = details.get("name").map(text).into_iter().map(|name| (name, NameKind::Primary));
    names.extend(entity);
    names.extend(texts(details.get("alternateNames")).into_iter().map(|name| (name, NameKind::Alias)));
    for name in each(details.get("names")) {
        let full = at(name, &["fullName"]);
        let full = if full.is_empty() {
            let parts = ["givenName", "patronymicName", "familyName"].map(|part| at(name, &[part]));
            parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        } else {
            full
        };
        let kind = match at(name, &["type"]).as_str() {
            "former" | "birth" => NameKind::Former,
            _ => NameKind::Alias,
        };
        names.push((full, kind));
    }
    names.retain(|(name, _)| !name.is_empty());
    names
}

/// The type of an entity or person, an object in 0.4 and a text before.
fn kind_of(details: &Value) -> String {
    let keys =
        ["entityType", "personType"].map(|key| [at(details, &[key]), at(details, &[key, "type"])].concat());
    keys.concat()
}

fn schema(kind: Kind, details: &Value) -> Schema {
    match (kind, kind_of(details).as_str()) {
        (Kind::Person, _) => Schema::Person,
        (_, "registeredEntity") => Schema::Company,
        (_, "state" | "stateBody") => Schema::PublicBody,
        (_, "arrangement") => Schema::Organization,
        _ => Schema::LegalEntity,
    }
}

/// A country by its code, which may have a region behind it, or by its name.
fn place_country(place: &Value) -> Option<chokepoint_model::Country> {
    let code = at(place, &["code"]);
    country(code.split('-').next().unwrap_or_default()).or_else(|| country(&at(place, &["name"])))
}

/// Schemes are those of org-id.guide.
fn identifier_kind(scheme: &str) -> IdentifierKind {
    match scheme {
        "XI-LEI" => IdentifierKind::Lei,
        "CN-SAIC" | "CN-USCC" | "CN-SAMR" => IdentifierKind::Uscc,
        "RU-INN" => IdentifierKind::Inn,
        "RU-OGRN" => IdentifierKind::Ogrn,
        _ if scheme.contains("PASSPORT") => IdentifierKind::Passport,
        _ if scheme.contains("TAX") => IdentifierKind::Tax,
        "" => IdentifierKind::Other,
        _ => IdentifierKind::Registration,
    }
}
