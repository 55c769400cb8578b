//! Documents of a person: what each identifies, and its number.

use super::{
    super::{place, report::Report, xml::Element},
    party::Entry,
};
use chokepoint_model::{Identifier, IdentifierKind};

impl Entry {
    pub(super) fn document(&mut self, document: &Element, report: &mut Report<'_>) {
        const DATES_AND_PLACES: [&str; 3] = ["DATE_OF_ISSUE", "CITY_OF_ISSUE", "NOTE"];
        const FIELDS: [&str; 5] =
            ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"];
        document.report_others(&[&FIELDS[..], &DATES_AND_PLACES[..]].concat(), report);
        let [kind, detail, number, issuer, country] = FIELDS.map(|field| document.text_of(field));
        let country_text = if issuer.is_empty() { country } else { issuer };
        let country = place::country(country_text);
        let value = bare_number(number);
        if !value.is_empty() {
            let identifier =
                Identifier { kind: document_kind(kind, detail), value: value.to_owned(), country };
            if !self.party.identifiers.contains(&identifier) {
                self.party.identifiers.push(identifier);
            }
        }
        let mut told: Vec<&str> = DATES_AND_PLACES.iter().map(|field| document.text_of(field)).collect();
        if value != number || value.is_empty() {
            told.insert(0, number);
        }
        if country.is_none() {
            told.push(country_text);
        }
        told.retain(|text| !text.is_empty());
        // A detail that says more than the kind: "military identification number", "tazkira".
        let label = if detail.is_empty() { kind } else { detail };
        if !told.is_empty() || !detail.is_empty() {
            self.remark(&format!("{label} {value}"), &told.join(", "));
        }
    }
}

/// What a document identifies. The publisher has two kinds, passports (in three languages) and national numbers, and
/// puts what fits neither under the second.
fn document_kind(kind: &str, detail: &str) -> IdentifierKind {
    let (kind, detail) = (kind.to_lowercase(), detail.to_lowercase());
    let is_passport =
        |text: &str| ["passport", "passeport", "pasaporte"].iter().any(|word| text.contains(word));
    if is_passport(&kind) || is_passport(&detail) {
        return IdentifierKind::Passport;
    }
    let is_other = ["ration", "driv", "military", "student", "voter", "residential", "fardc", "serviceman"];
    if detail.contains("fiscal") {
        IdentifierKind::Tax
    } else if is_other.iter().any(|word| detail.contains(word)) {
        IdentifierKind::Other
    } else {
        IdentifierKind::NationalId
    }
}

/// The number itself: without words before (`Diplomatic Passport: Z303`, `CAR passport no. D000`) and without what
/// follows in a bracket or behind a comma (`3811 (Expired 25 Jan. 2016)`).
fn bare_number(text: &str) -> &str {
    let (mut start, mut at) = (0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().any(|letter| letter.is_ascii_digit()) {
            break;
        }
        at += word.len();
        // Two or three letters may be the series of a passport: `OB 0243318`.
        if word.trim().chars().count() > 3 || word.contains(['.', ':']) {
            start = at;
        }
    }
    let number = text[start..].trim_start_matches("N°").split(['(', ',']).next().unwrap_or_default().trim();
    if number.chars().any(|letter| letter.is_ascii_digit()) { number } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_alone() {
        for (text, expect) in [
            ("OB 0243318", "OB 0243318"),
            ("Diplomatic Passport: Z303", "Z303"),
            ("CAR diplomatic passport no. D00000898", "D00000898"),
            ("R00012, Somewhere", "R00012"),
            ("3811 (Expired 25 Jan. 2016)", "3811"),
            ("Laissez-passer no. N°235/M", "235/M"),
            ("unknown", ""),
            ("", ""),
        ] {
            assert_eq!(bare_number(text), expect, "{text}");
        }
    }
}
