//! A JSON value as it stands in the file: texts without escapes are not copied, and objects are not hashed.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor, value::SeqAccessDeserializer};
use std::{borrow::Cow, fmt};

/// A value.
pub(super) enum Value<'a> {
    Text(Text<'a>),
    List(Vec<Value<'a>>),
    Object(Vec<(Text<'a>, Value<'a>)>),
    /// A number, true, false or null.
    Other(serde_json::Value),
}

/// A text, lent by the file where it has no escapes.
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl Value<'_> {
    /// The text; empty for anything else.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => &text.0,
            _ => "",
        }
    }

    /// What a field of plain text says; a list or an object there, which no list has, is kept as JSON.
    pub(super) fn into_text(self) -> String {
        match self.into_json() {
            serde_json::Value::String(text) => text,
            serde_json::Value::Null => String::new(),
            other => other.to_string(),
        }
    }

    fn into_json(self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.0.trim().into(),
            Self::List(values) => values.into_iter().map(Value::into_json).collect(),
            Self::Object(fields) => {
                fields.into_iter().map(|(key, value)| (key.0.into_owned(), value.into_json())).collect()
            }
            Self::Other(value) => value,
        }
    }

    /// The text of a field of an object, the last of its name; empty for anything else.
    pub(super) fn field(&self, name: &str) -> &str {
        match self {
            Self::Object(fields) => {
                fields.iter().rfind(|(key, _)| key.0 == name).map_or("", |(_, value)| value.text())
            }
            _ => "",
        }
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Text(text) => Ok(text),
            other => Ok(Self(Cow::Owned(other.into_text()))),
        }
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Text(Cow::Borrowed(text))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Text(Cow::Owned(text.to_owned()))))
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Other(serde_json::Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value<'de>, E> {
        Ok(Value::Other(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Value<'de>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Value::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Value::Object(fields))
    }
}
