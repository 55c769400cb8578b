//! The JSON form: `{"results": [...], "search_performed_at": ...}`, read entry by entry in constant memory.

use super::{
    super::report::Report,
    address,
    row::{self, Row},
    value::{Text, Value},
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
        while let Some(key) = map.next_key::<Text<'_>>()? {
            match &*key.0 {
                "results" => map.next_value_seed(Results(self.0))?,
                "search_performed_at" => {
                    let day = text(&mut map)?;
                    let day = day.get(..10).and_then(|day| day.parse().ok());
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
        while let Some(key) = map.next_key::<Text<'_>>()? {
            match &*key.0 {
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

fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<String, A::Error> {
    map.next_value::<Value<'_>>().map(Value::into_text)
}

/// A list of texts; null is none, one text is one.
fn texts<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<String>, A::Error> {
    let trimmed = |value: &Value<'_>| value.text().trim().to_owned();
    let texts = match map.next_value::<Value<'_>>()? {
        Value::List(values) => values.iter().map(trimmed).collect(),
        value => vec![trimmed(&value)],
    };
    Ok(texts.into_iter().filter(|text| !text.is_empty()).collect())
}

fn addresses<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<Address>, A::Error> {
    let Value::List(values) = map.next_value::<Value<'_>>()? else {
        return Ok(Vec::new());
    };
    let address = |value: &Value<'_>| {
        let part = |name| value.field(name);
        address::of_parts(
            &[part("address"), part("city"), part("state"), part("postal_code")],
            part("country"),
        )
    };
    Ok(values.iter().map(address).filter(|a| !a.text.is_empty() || a.country.is_some()).collect())
}

/// Identifiers, objects of the publisher's API (`{"country", "number", "type"}`) or texts of its CSV.
fn identifiers<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<String>, A::Error> {
    let Value::List(values) = map.next_value::<Value<'_>>()? else {
        return Ok(Vec::new());
    };
    let one = |value: &Value<'_>| match value {
        Value::Text(text) => text.0.clone().into_owned(),
        value => {
            let part = |name: &str| value.field(name).replace(',', " ");
            format!("{},{},{}", part("country"), part("number"), part("type"))
        }
    };
    Ok(values.iter().map(one).collect())
}
