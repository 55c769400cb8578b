//! Addresses and countries as the publisher writes them.

pub(super) use super::super::place::country;
use chokepoint_model::Address;

/// An address of its parts; empty parts are left out.
pub(super) fn of_parts(parts: &[&str], of: &str) -> Address {
    let text = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
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
