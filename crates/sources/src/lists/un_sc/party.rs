//! Whom an entry of the Security Council's list describes.

use super::{
    super::{place, report::Report, xml::Element},
    names::{name_in_note, names_of},
};
use chokepoint_model::{
    BirthDate, Identifier, IdentifierKind, Name, NameKind, PartialDate, Party, Schema, Severity,
};

/// What is known of an entry while it is read.
pub(super) struct Entry {
    pub(super) party: Party,
    /// What the model has no place for, in the publisher's words.
    pub(super) remarks: Vec<String>,
}

impl Entry {
    pub(super) fn new(schema: Schema) -> Self {
        Self {
            party: Party {
                schema,
                ..Party::default()
            },
            remarks: Vec::new(),
        }
    }

    /// The name in its four parts, and in its own script.
    pub(super) fn names(&mut self, entry: &Element) {
        let parts =
            ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| entry.text_of(part));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.named(&parts.join(" "), NameKind::Primary);
        for original in entry
            .children
            .iter()
            .filter(|child| child.name == "NAME_ORIGINAL_SCRIPT")
        {
            self.named(&original.text, NameKind::Alias);
        }
    }

    /// The names in a text; of several the first alone is the primary one.
    fn named(&mut self, text: &str, mut kind: NameKind) {
        for name in names_of(text) {
            if !self.party.names.iter().any(|held| held.text == name) {
                self.party.names.push(Name { text: name, kind });
            }
            if kind == NameKind::Primary {
                kind = NameKind::Alias;
            }
        }
    }

    pub(super) fn alias(&mut self, alias: &Element, report: &mut Report<'_>) {
        alias.report_others(
            &[
                "QUALITY",
                "ALIAS_NAME",
                "DATE_OF_BIRTH",
                "CITY_OF_BIRTH",
                "COUNTRY_OF_BIRTH",
                "NOTE",
            ],
            report,
        );
        let kind = match alias.text_of("QUALITY") {
            "Low" => NameKind::WeakAlias,
            "f.k.a." => NameKind::Former,
            "Good" | "a.k.a." | "" => NameKind::Alias,
            other => {
                let message = format!("{other:?} is no quality of an alias known here; read as another name");
                report.issue("quality", Severity::Warning, "QUALITY", message, "");
                NameKind::Alias
            }
        };
        let note = alias.text_of("NOTE");
        self.named(alias.text_of("ALIAS_NAME"), kind);
        self.named(name_in_note(note).unwrap_or_default(), kind);
        if !note.is_empty() {
            self.remark(alias.text_of("ALIAS_NAME"), note);
        }
        // Under an alias a person may claim another birth.
        self.born(alias.text_of("DATE_OF_BIRTH"), false);
        self.born_in(&[alias.text_of("CITY_OF_BIRTH"), alias.text_of("COUNTRY_OF_BIRTH")]);
    }

    pub(super) fn address(&mut self, address: &Element, report: &mut Report<'_>) {
        const PARTS: [&str; 4] = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"];
        address.report_others(&[&PARTS[..], &["COUNTRY", "NOTE"]].concat(), report);
        let read = place::address(
            &PARTS.map(|part| address.text_of(part)),
            address.text_of("COUNTRY"),
        );
        let note = address.text_of("NOTE");
        if !note.is_empty() {
            let of = read.as_ref().map_or("", |read| &read.text);
            self.remark(
                if of.is_empty() {
                    address.text_of("COUNTRY")
                } else {
                    of
                },
                note,
            );
        }
        let Some(read) = read else { return };
        if let Some(country) = read.country {
            self.party.add_country(country);
        }
        if !self.party.addresses.contains(&read) {
            self.party.addresses.push(read);
        }
    }

    pub(super) fn birth_date(&mut self, date: &Element, report: &mut Report<'_>) {
        date.report_others(
            &["TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"],
            report,
        );
        let [kind, day, year, from, to, note] =
            ["TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"].map(|field| date.text_of(field));
        if !["EXACT", "APPROXIMATELY", "BETWEEN", ""].contains(&kind) {
            let message = format!("{kind:?} is no kind of date known here; read as an exact one");
            report.issue("kind of date", Severity::Warning, "TYPE_OF_DATE", message, "");
        }
        let circa = kind == "APPROXIMATELY" || note.eq_ignore_ascii_case("approximately");
        // The month alone may stand in the note: `Sep.`, `Nov. 1973`.
        let with_note = format!("{note} {year}");
        let read = match (day, year, from) {
            ("", "", "") => self.born(note, circa) || note.is_empty(),
            ("", "", from) => self.born(
                &if to.is_empty() {
                    from.to_owned()
                } else {
                    format!("{from} to {to}")
                },
                circa,
            ),
            ("", year, _) => (!note.is_empty() && self.born(&with_note, circa)) || self.born(year, circa),
            (day, _, _) => self.born(day, circa),
        };
        if !note.is_empty() {
            self.remark("Date of birth", note);
        }
        if !read && note.is_empty() {
            let message = format!("{:?} is no date known here", [day, year, from, to].concat());
            report.issue("date", Severity::Warning, "INDIVIDUAL_DATE_OF_BIRTH", message, "");
        }
    }

    /// Adds a birth date; `false` when the text is none.
    fn born(&mut self, text: &str, circa: bool) -> bool {
        let Some(range) = chokepoint_text::date::parse(text) else {
            return false;
        };
        let part = |date: chokepoint_text::date::Parts| PartialDate {
            year: date.year,
            month: date.month,
            day: date.day,
            circa: circa || date.circa,
        };
        let date = BirthDate {
            from: part(range.from),
            to: range.to.map(part),
        };
        if !self.party.birth_dates.contains(&date) {
            self.party.birth_dates.push(date);
        }
        true
    }

    pub(super) fn birth_place(&mut self, place: &Element, report: &mut Report<'_>) {
        const PARTS: [&str; 4] = ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"];
        place.report_others(&[&PARTS[..], &["NOTE"]].concat(), report);
        self.born_in(&PARTS.map(|part| place.text_of(part)));
        self.remark("Place of birth", place.text_of("NOTE"));
    }

    fn born_in(&mut self, parts: &[&str]) {
        let place = parts
            .iter()
            .copied()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ");
        if !place.is_empty() && !self.party.birth_places.contains(&place) {
            self.party.birth_places.push(place);
        }
    }

    pub(super) fn document(&mut self, document: &Element, report: &mut Report<'_>) {
        const DATES_AND_PLACES: [&str; 3] = ["DATE_OF_ISSUE", "CITY_OF_ISSUE", "NOTE"];
        const FIELDS: [&str; 5] = [
            "TYPE_OF_DOCUMENT",
            "TYPE_OF_DOCUMENT2",
            "NUMBER",
            "ISSUING_COUNTRY",
            "COUNTRY_OF_ISSUE",
        ];
        document.report_others(&[&FIELDS[..], &DATES_AND_PLACES[..]].concat(), report);
        let [kind, detail, number, issuer, country] = FIELDS.map(|field| document.text_of(field));
        let country_text = if issuer.is_empty() { country } else { issuer };
        let country = place::country(country_text);
        let value = bare_number(number);
        if !value.is_empty() {
            let identifier = Identifier {
                kind: document_kind(kind, detail),
                value: value.to_owned(),
                country,
            };
            if !self.party.identifiers.contains(&identifier) {
                self.party.identifiers.push(identifier);
            }
        }
        let mut told: Vec<&str> = DATES_AND_PLACES
            .iter()
            .map(|field| document.text_of(field))
            .collect();
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

    pub(super) fn nationality(&mut self, nationality: &Element, report: &mut Report<'_>) {
        for text in values(nationality, report) {
            match place::country(text) {
                Some(country) => self.party.add_country(country),
                None => self.remark("Nationality", text),
            }
        }
    }

    pub(super) fn remarks_of(&mut self, label: &str, element: &Element, report: &mut Report<'_>) {
        for text in values(element, report) {
            self.remark(label, text);
        }
    }

    /// A remark under a label; either may be empty.
    pub(super) fn remark(&mut self, label: &str, text: &str) {
        let told = match (label.trim(), text.trim()) {
            ("", text) => text.to_owned(),
            (_, "") if label.chars().all(char::is_alphabetic) || label.contains(" of birth") => return,
            (label, "") => label.to_owned(),
            (label, text) => format!("{label}: {text}"),
        };
        if !told.is_empty() && !self.remarks.contains(&told) {
            self.remarks.push(told);
        }
    }
}

/// The texts of a list of `VALUE`s.
pub(super) fn values<'a>(
    element: &'a Element,
    report: &mut Report<'_>,
) -> impl Iterator<Item = &'a str> + use<'a> {
    element.report_others(&["VALUE"], report);
    let values = element
        .children
        .iter()
        .filter(|child| child.name == "VALUE" && !child.text.is_empty());
    values.map(|value| value.text.as_str())
}

/// What a document identifies. The publisher has two kinds, passports (in three languages) and national numbers, and
/// puts what fits neither under the second.
fn document_kind(kind: &str, detail: &str) -> IdentifierKind {
    let (kind, detail) = (kind.to_lowercase(), detail.to_lowercase());
    let is_passport = |text: &str| {
        ["passport", "passeport", "pasaporte"]
            .iter()
            .any(|word| text.contains(word))
    };
    if is_passport(&kind) || is_passport(&detail) {
        return IdentifierKind::Passport;
    }
    let is_other = [
        "ration",
        "driv",
        "military",
        "student",
        "voter",
        "residential",
        "fardc",
        "serviceman",
    ];
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
    let number = text[start..]
        .trim_start_matches("N°")
        .split(['(', ','])
        .next()
        .unwrap_or_default()
        .trim();
    if number.chars().any(|letter| letter.is_ascii_digit()) {
        number
    } else {
        ""
    }
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
