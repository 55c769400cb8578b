//! Entities of FollowTheMoney that can be a party: the same fields as in a table, one cell a value.

use super::cells::Draft;
use chokepoint_model::Schema;
use serde_json::{Map, Value};

/// Properties, and the field of a table that each is.
const FIELDS: [(&str, &str); 31] = [
    ("name", "name"),
    ("alias", "alias"),
    ("weakAlias", "alias"),
    ("previousName", "alias"),
    ("country", "country"),
    ("jurisdiction", "country"),
    ("nationality", "country"),
    ("citizenship", "country"),
    ("flag", "country"),
    ("address", "address"),
    ("full", "address"),
    ("street", "address"),
    ("postalCode", "postcode"),
    ("city", "city"),
    ("region", "region"),
    ("uscCode", "uscc"),
    ("leiCode", "lei"),
    ("imoNumber", "imo"),
    ("innCode", "inn"),
    ("ogrnCode", "ogrn"),
    ("dunsCode", "duns"),
    ("taxNumber", "tax"),
    ("registrationNumber", "registration"),
    ("passportNumber", "passport"),
    ("idNumber", "national id"),
    ("birthDate", "birth date"),
    ("birthPlace", "birth place"),
    ("mmsi", "mmsi"),
    ("callSign", "call sign"),
    ("swiftBic", "bic"),
    ("bikCode", "identifier"),
];

/// What an object is.
pub(super) enum Entity {
    /// No entity: a row of fields.
    None,
    /// An entity that can be a party, and its id.
    Party(Box<Draft>, Schema, Option<String>),
    /// An entity of another schema (an ownership, a sanction).
    Other(String),
}

pub(super) fn entity(object: &Map<String, Value>) -> Entity {
    let Some(schema) = object.get("schema").and_then(Value::as_str) else { return Entity::None };
    let Some(properties) = object.get("properties").and_then(Value::as_object) else { return Entity::None };
    let Some(schema) = Schema::from_name(schema) else {
        return Entity::Other(schema.chars().take(40).collect());
    };
    let mut draft = Draft::new(schema);
    for (property, field) in FIELDS {
        let mut set = |value: &Value| {
            if let Some(text) = value.as_str().map(str::trim).filter(|text| !text.is_empty()) {
                draft.set(field, text);
            }
        };
        match properties.get(property) {
            Some(Value::Array(values)) => values.iter().for_each(set),
            Some(value) => set(value),
            None => {}
        }
    }
    let id = object.get("id").and_then(Value::as_str).map(str::to_owned);
    Entity::Party(Box::new(draft), schema, id)
}
