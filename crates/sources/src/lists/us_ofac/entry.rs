//! An entry of either list in either form, and the record it becomes.

use super::{
    super::{place, report::Report},
    Edition,
    labels::LABELS,
    programmes,
};
use crate::dates::birth;
use chokepoint_model::{
    Date, Identifier, IdentifierKind, Listing, Name, NameKind, Party, Period, Record, RecordKey, Schema,
    Severity,
};

/// A day that a remark ties to a part of an entry: "Listing Date (CMIC) 03 Jun 2021".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) of: String,
    pub(super) day: Date,
}

/// What is known of an entry while it is read.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) party: Party,
    pub(super) programmes: Vec<String>,
    /// What the model has no place for, in the publisher's words.
    pub(super) remarks: Vec<String>,
    pub(super) listed: Vec<Dated>,
}

impl Entry {
    /// The publisher's word for what kind of thing it is; an empty one is an organisation.
    pub(super) fn kind(&mut self, word: &str, report: &mut Report<'_>) {
        self.party.schema = match word.to_ascii_lowercase().as_str() {
            "individual" => Schema::Person,
            "vessel" => Schema::Vessel,
            "aircraft" => Schema::Airplane,
            // OFAC's "entity" is everything that is no person, ship or aircraft.
            "" | "entity" => Schema::Organization,
            other => {
                let message = format!("unknown type {other:?}; read as a person or an organisation");
                report.issue("type", Severity::Warning, "SDN_Type", message, "");
                Schema::LegalEntity
            }
        };
    }

    pub(super) fn name(&mut self, text: &str, kind: NameKind) {
        let text = text.trim();
        if !text.is_empty() && !self.party.names.iter().any(|held| held.text == text) {
            self.party.names.push(Name { text: text.to_owned(), kind });
        }
    }

    pub(super) fn address(&mut self, parts: &[&str], country: &str) {
        let Some(address) = place::address(parts, country) else {
            return;
        };
        if let Some(country) = address.country {
            self.party.add_country(country);
        }
        if !self.party.addresses.contains(&address) {
            self.party.addresses.push(address);
        }
    }

    /// A country it belongs to; what is no country known here is a remark under `label`.
    pub(super) fn country(&mut self, label: &str, text: &str) {
        match place::country(text) {
            Some(country) => self.party.add_country(country),
            None => self.remark(&format!("{label} {text}")),
        }
    }

    pub(super) fn birth_date(&mut self, text: &str, report: &mut Report<'_>) {
        match birth(text) {
            Some(date) => self.party.birth_dates.push(date),
            None => {
                let message = format!("unknown date {:?}; kept as a remark", shorten(text));
                report.issue("date", Severity::Warning, "DOB", message, "");
                self.remark(&format!("DOB {text}"));
            }
        }
    }

    /// An identifier under the publisher's label; `false` when the label is none of an identifier.
    pub(super) fn identifier(&mut self, label: &str, value: &str, country: &str) -> bool {
        let Some((_, kind)) = LABELS.iter().find(|(known, _)| *known == label) else {
            return false;
        };
        let country = place::country(country);
        let (kind, value) = self.refine(*kind, value.trim(), country.is_some_and(|of| of.as_str() == "RU"));
        if value.is_empty() || value.len() > 200 {
            return false;
        }
        let identifier = Identifier { kind, value: value.to_owned(), country };
        if !self.party.identifiers.contains(&identifier) {
            self.party.identifiers.push(identifier);
        }
        true
    }

    /// The numbers that the label alone does not tell apart.
    fn refine<'v>(
        &self,
        kind: IdentifierKind,
        value: &'v str,
        is_russian: bool,
    ) -> (IdentifierKind, &'v str) {
        let digits = value.len();
        let all_digits = value.bytes().all(|byte| byte.is_ascii_digit());
        let is_ship = self.party.schema == Schema::Vessel;
        match (kind, value.strip_prefix("IMO ")) {
            (IdentifierKind::Imo, bare) => (kind, bare.unwrap_or(value).trim_matches(['(', ')'])),
            (_, Some(bare)) if is_ship => (IdentifierKind::Imo, bare),
            // A company has an IMO number too, of a series of its own.
            (_, Some(_)) => (IdentifierKind::Registration, value),
            (IdentifierKind::Tax, _) if is_russian && all_digits && [10, 12].contains(&digits) => {
                (IdentifierKind::Inn, value)
            }
            (IdentifierKind::Registration, _) if is_russian && all_digits && [13, 15].contains(&digits) => {
                (IdentifierKind::Ogrn, value)
            }
            // "Legal Entity Number" is used of national numbers as well.
            (IdentifierKind::Lei, _) if digits != 20 => (IdentifierKind::Registration, value),
            _ => (kind, value),
        }
    }

    /// Call sign, type, tonnage, gross tonnage, flag and owner of a ship, in this order; what is not known is empty.
    pub(super) fn vessel(&mut self, [call_sign, kind, tonnage, gross_tonnage, flag, owner]: [&str; 6]) {
        if !call_sign.is_empty() {
            let identifier =
                Identifier { kind: IdentifierKind::CallSign, value: call_sign.to_owned(), country: None };
            self.party.identifiers.push(identifier);
        }
        if !flag.is_empty() {
            self.country("Vessel Flag", flag);
        }
        for (label, value) in [
            ("Vessel Type", kind),
            ("Tonnage", tonnage),
            ("Gross Registered Tonnage", gross_tonnage),
            ("Vessel Owner", owner),
        ] {
            if !value.is_empty() {
                self.remark(&format!("{label} {value}"));
            }
        }
    }

    pub(super) fn remark(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && !self.remarks.iter().any(|held| held == text) {
            self.remarks.push(text.to_owned());
        }
    }

    /// The record of the entry; an entry without a name is an issue and none.
    pub(super) fn into_record(self, edition: Edition, report: &mut Report<'_>) -> Option<Record> {
        if self.party.names.is_empty() {
            let message = format!("entry {} has no name", self.id);
            report.issue("no name", Severity::Error, "name", message, "fetch the file again");
            return None;
        }
        let lists = match edition {
            Edition::Sdn => vec![("us_ofac_sdn".to_owned(), None)],
            Edition::Consolidated => self.lists(report),
        };
        let remarks = self.remarks.join("; ");
        let listing = |(list, from): (String, Option<Date>)| Listing {
            period: Period { from, until: None },
            programmes: self.programmes.clone(),
            remarks: remarks.clone(),
            ..Listing::on(list)
        };
        Some(Record {
            listings: lists.into_iter().map(listing).collect(),
            key: RecordKey { source: edition.source().into(), id: self.id },
            party: self.party,
            same_as: Vec::new(),
            topics: Vec::new(),
        })
    }

    fn lists(&self, report: &mut Report<'_>) -> Vec<(String, Option<Date>)> {
        let found = programmes::lists(&self.programmes, &self.remarks, &self.listed);
        if !found.is_empty() {
            return found.into_iter().map(|(list, from)| (list.to_owned(), from)).collect();
        }
        let programmes = self.programmes.join(", ");
        let list = format!("us_ofac_cons:{}", chokepoint_text::slug(&programmes, 6));
        let message =
            format!("unknown list of programme {programmes:?}; entry {} is kept on {list:?}", self.id);
        report.issue(
            "unknown list",
            Severity::Warning,
            "Program",
            message,
            "an update of this program may know it",
        );
        vec![(list, None)]
    }
}
/// The first letters of a text, for a message.
pub(super) fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
