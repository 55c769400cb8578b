//! Telephones, mail and web in one form, so that they can meet.

use super::{days::Days, postings::Postings};
use chokepoint_model::{Contact, ContactKind, Registry};

/// Fewer digits are an extension.
const LEAST_DIGITS: usize = 7;

pub(super) fn file(registry: &Registry, days: &Days) -> Postings {
    let mut filed = Postings::default();
    for (number, profile) in registry.parties().filter(|(_, profile)| super::is_company(profile)) {
        for key in profile.contacts.iter().flat_map(keys) {
            filed.add(&key, number, days.known_since(number));
        }
    }
    filed.finish()
}

/// The forms of a contact that can meet: of an address for mail also its domain.
pub(crate) fn keys(contact: &Contact) -> Vec<String> {
    match contact.kind {
        ContactKind::Phone => {
            let numbers = contact.text.split([',', ';', '；', '、', '/']);
            numbers.filter_map(phone).map(|digits| format!("telephone {digits}")).collect()
        }
        ContactKind::Email => {
            let text = contact.text.trim().to_lowercase();
            let Some((name, domain)) = text.split_once('@') else { return Vec::new() };
            if name.is_empty() || !domain.contains('.') {
                return Vec::new();
            }
            vec![format!("mail {text}"), format!("domain {domain}")]
        }
        ContactKind::Web => {
            let text = contact.text.trim().to_lowercase();
            let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
            let host = text.split(['/', '?', ':', ' ']).next().unwrap_or_default();
            let host = host.strip_prefix("www.").unwrap_or(host);
            if host.contains('.') { vec![format!("domain {host}")] } else { Vec::new() }
        }
    }
}

/// A number without the country's code and the zero before the area.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = text.trim_start().starts_with('+') || digits.starts_with("00");
    let digits = digits.trim_start_matches('0');
    let digits = match digits.strip_prefix("86") {
        Some(rest) if international || rest.len() >= 10 => rest,
        _ => digits,
    };
    let digits = digits.trim_start_matches('0');
    (digits.len() >= LEAST_DIGITS).then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_contact_has_one_form() {
        let keys = |kind, text: &str| keys(&Contact { kind, text: text.into() });
        let phone = ["+86 22 5555 0123", "022-55550123", "(022) 5555 0123"];
        assert!(phone.iter().all(|text| keys(ContactKind::Phone, text) == ["telephone 2255550123"]));
        assert_eq!(keys(ContactKind::Web, "https://www.Example.cn/about"), ["domain example.cn"]);
        assert_eq!(
            keys(ContactKind::Email, "Sales@Example.cn"),
            ["mail sales@example.cn", "domain example.cn"]
        );
        assert!(keys(ContactKind::Phone, "801").is_empty());
    }
}
