//! Looking into JSON values of unknown shape without believing anything of them.

use serde_json::Value;

/// A text or a number as text; of an object of XML or GLEIF, its own text; empty for everything else.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        Value::Object(object) => match object.get("$").or_else(|| object.get("#text")) {
            Some(inner @ (Value::String(_) | Value::Number(_))) => text(inner),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// The text at a path of keys; empty when there is none.
pub(super) fn at(value: &Value, path: &[&str]) -> String {
    let found = path.iter().try_fold(value, |value, key| value.get(key));
    found.map(text).unwrap_or_default()
}

/// The values of a list; of a value alone, itself.
pub(super) fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(values)) => values,
        Some(Value::Null) | None => &[],
        Some(one) => std::slice::from_ref(one),
    }
}

/// All texts of a list.
pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    each(value).iter().map(text).filter(|text| !text.is_empty()).collect()
}
