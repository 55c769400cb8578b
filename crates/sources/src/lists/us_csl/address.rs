//! Addresses and countries as the publisher writes them.

use chokepoint_model::{Address, Country};

/// A country by its code or name; the publisher writes regions as `REGION: IRAN`.
pub(super) fn country(text: &str) -> Option<Country> {
    let text = text.trim();
    let name = text.strip_prefix("REGION:").unwrap_or(text);
    chokepoint_text::country::code_of(name).and_then(Country::from_code)
}

/// An address of its parts; empty parts are left out.
pub(super) fn of_parts(parts: &[&str], of: &str) -> Address {
    let text =
        parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Address { text, country: country(of) }
}

/// An address of the CSV form: `Komitas 26/114, Yerevan, Armenia, AM`, the country's code last.
pub(super) fn of_line(line: &str) -> Address {
    let line = line.trim();
    match line.rsplit_once(',') {
        Some((text, code)) if code.trim().len() == 2 && country(code.trim()).is_some() => {
            Address { text: text.trim().to_owned(), country: country(code.trim()) }
        }
        _ if line.len() == 2 => Address { text: String::new(), country: country(line) },
        _ => Address { text: line.to_owned(), country: None },
    }
}
