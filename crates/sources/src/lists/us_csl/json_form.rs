//! The JSON form: `{"results": [...], "search_performed_at": ...}`, read entry by entry in constant memory.

use super::{
    super::report::Report,
    address,
    row::{self, Row},
};
use chokepoint_model::Address;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{cell::RefCell, fmt};

pub(super) fn read(bytes: &[u8], report: &mut Report<'_>) {
    let report = RefCell::new(report);
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = json.deserialize_map(Document(&report)).and_then(|()| json.end());
    if let Err(error) = read {
        report.borrow_mut().cut(error);
    }
}

struct Document<'a, 'b>(&'a RefCell<&'a mut Report<'b>>);

impl<'de> Visitor<'de> for Document<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `results`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "results" => map.next_value_seed(Results(self.0))?,
                "search_performed_at" => {
                    let Text(text) = map.next_value()?;
                    let day = text.get(..10).and_then(|day| day.parse().ok());
                    self.0.borrow_mut().published(day);
                }
                "total" | "offset" | "sources" | "sources_used" => {
                    map.next_value::<IgnoredAny>()?;
                }
                other => {
                    self.0.borrow_mut().unused(other);
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Results<'a, 'b>(&'a RefCell<&'a mut Report<'b>>);

impl<'de> DeserializeSeed<'de> for Results<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Results<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(row) = seq.next_element_seed(Entry(self.0))? {
            let mut report = self.0.borrow_mut();
            if let Some(record) = row::record(row, &mut report) {
                report.record(record);
            }
        }
        Ok(())
    }
}

struct Entry<'a, 'b>(&'a RefCell<&'a mut Report<'b>>);

impl<'de> DeserializeSeed<'de> for Entry<'_, '_> {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Row, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Entry<'_, '_> {
    type Value = Row;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
        let mut row = Row::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "id" | "_id" => row.id = text(&mut map)?,
                "source" => row.source = text(&mut map)?,
                "entity_number" => row.entity_number = text(&mut map)?,
                "type" => row.kind = text(&mut map)?,
                "programs" => row.programs = texts(&mut map)?,
                "name" => row.name = text(&mut map)?,
                "addresses" => row.addresses = addresses(&mut map)?,
                "federal_register_notice" => row.federal_register_notice = text(&mut map)?,
                "start_date" => row.start_date = text(&mut map)?,
                "end_date" => row.end_date = text(&mut map)?,
                "standard_order" => row.standard_order = text(&mut map)?,
                "license_requirement" => row.license_requirement = text(&mut map)?,
                "license_policy" => row.license_policy = text(&mut map)?,
                "call_sign" => row.call_sign = text(&mut map)?,
                "vessel_flag" => row.vessel_flag = text(&mut map)?,
                "remarks" => row.remarks = text(&mut map)?,
                "source_list_url" => row.source_list_url = text(&mut map)?,
                "alt_names" => row.alt_names = texts(&mut map)?,
                "citizenships" => row.citizenships = texts(&mut map)?,
                "nationalities" => row.nationalities = texts(&mut map)?,
                "dates_of_birth" => row.dates_of_birth = texts(&mut map)?,
                "places_of_birth" => row.places_of_birth = texts(&mut map)?,
                "ids" => row.ids = identifiers(&mut map)?,
                other => {
                    self.0.borrow_mut().unused(other);
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(row)
    }
}

/// A value that may be text, a number, true, false or null.
struct Text(String);

impl<'de> serde::Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => text.trim().to_owned(),
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        }))
    }
}

fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<String, A::Error> {
    map.next_value::<Text>().map(|Text(text)| text)
}

/// A list of texts; null is none, one text is one.
fn texts<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<String>, A::Error> {
    let texts = match map.next_value::<serde_json::Value>()? {
        serde_json::Value::Array(values) => {
            values.into_iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()
        }
        serde_json::Value::String(text) => vec![text],
        _ => Vec::new(),
    };
    Ok(texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect())
}

fn addresses<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<Address>, A::Error> {
    let serde_json::Value::Array(values) = map.next_value::<serde_json::Value>()? else {
        return Ok(Vec::new());
    };
    let field = |value: &serde_json::Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let address = |value: &serde_json::Value| {
        let part = |name| field(value, name);
        address::of_parts(
            &[&part("address"), &part("city"), &part("state"), &part("postal_code")],
            &part("country"),
        )
    };
    Ok(values.iter().map(address).filter(|a| !a.text.is_empty() || a.country.is_some()).collect())
}

/// Identifiers, objects of the publisher's API (`{"country", "number", "type"}`) or texts of its CSV.
fn identifiers<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<String>, A::Error> {
    let serde_json::Value::Array(values) = map.next_value::<serde_json::Value>()? else {
        return Ok(Vec::new());
    };
    let one = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        value => {
            let part = |name: &str| value[name].as_str().unwrap_or_default().replace(',', " ");
            format!("{},{},{}", part("country"), part("number"), part("type"))
        }
    };
    Ok(values.iter().map(one).collect())
}
