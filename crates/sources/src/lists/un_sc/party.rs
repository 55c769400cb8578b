//! Whom an entry of the Security Council's list describes.

use super::{
    super::{place, report::Report, xml::Element},
    names::{name_in_note, names_of},
};
use chokepoint_model::{Name, NameKind, Party, Schema, Severity};

/// What is known of an entry while it is read.
pub(super) struct Entry {
    pub(super) party: Party,
    /// What the model has no place for, in the publisher's words.
    pub(super) remarks: Vec<String>,
}

impl Entry {
    pub(super) fn new(schema: Schema) -> Self {
        Self { party: Party { schema, ..Party::default() }, remarks: Vec::new() }
    }

    /// The name in its four parts, and in its own script.
    pub(super) fn names(&mut self, entry: &Element) {
        let parts =
            ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| entry.text_of(part));
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.named(&parts.join(" "), NameKind::Primary);
        for original in entry.children.iter().filter(|child| child.name == "NAME_ORIGINAL_SCRIPT") {
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
            &["QUALITY", "ALIAS_NAME", "DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE"],
            report,
        );
        let kind = match alias.text_of("QUALITY") {
            "Low" => NameKind::WeakAlias,
            "f.k.a." => NameKind::Former,
            "Good" | "a.k.a." | "" => NameKind::Alias,
            other => {
                let message = format!("unknown quality of an alias {other:?}; read as another name");
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
        let read = place::address(&PARTS.map(|part| address.text_of(part)), address.text_of("COUNTRY"));
        let note = address.text_of("NOTE");
        if !note.is_empty() {
            let of = read.as_ref().map_or("", |read| &read.text);
            self.remark(if of.is_empty() { address.text_of("COUNTRY") } else { of }, note);
        }
        let Some(read) = read else { return };
        if let Some(country) = read.country {
            self.party.add_country(country);
        }
        if !self.party.addresses.contains(&read) {
            self.party.addresses.push(read);
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
    let values = element.children.iter().filter(|child| child.name == "VALUE" && !child.text.is_empty());
    values.map(|value| value.text.as_str())
}
