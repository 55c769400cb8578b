//! One entry of the excerpt, and the record it becomes. Every key is known, every word is one of a few.

use super::{ID, LIST, day};
use chokepoint_model::{
    Address, Citation, Country, LicenceRequirement, Listing, Name, Party, Period, Record, RecordKey,
    Requirement, Review, ReviewPolicy, Schema,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// An entry as the file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The name that is printed first.
    name: Option<String>,
    /// The label of an entry that lists an address and nobody by name (89 FR 51644).
    address_only: Option<String>,
    /// Other names that the entry prints.
    #[serde(default)]
    aliases: Vec<String>,
    /// The first day in effect.
    since: toml::value::Datetime,
    /// Places in the Federal Register, oldest first.
    citations: Vec<String>,
    requirement: String,
    /// Sections of the EAR that the requirement cites.
    #[serde(default)]
    sections: Vec<String>,
    #[serde(default)]
    footnotes: Vec<u8>,
    review: String,
    /// Addresses by the country they are in.
    addresses: BTreeMap<String, Vec<String>>,
}

impl Entry {
    /// The record of the entry, or what is wrong with it.
    pub(super) fn record(self) -> Result<Record, String> {
        let label = match (&self.name, &self.address_only) {
            (Some(name), None) | (None, Some(name)) if !name.trim().is_empty() => name.clone(),
            _ => return Err("an entry has either a `name` or a label `address_only`".to_owned()),
        };
        let party = self.party(&label)?;
        let listing = self.listing().map_err(|reason| format!("{label}: {reason}"))?;
        // The bureau numbers no entry: the printed name is its id.
        let key = RecordKey { source: ID.to_owned(), id: label };
        Ok(Record { key, party, listings: vec![listing], same_as: Vec::new(), topics: Vec::new() })
    }

    fn party(&self, label: &str) -> Result<Party, String> {
        let mut party = Party { schema: Schema::LegalEntity, ..Party::default() };
        if self.address_only.is_some() {
            party.schema = Schema::Address;
        } else {
            party.names.push(Name::primary(label));
            party.names.extend(self.aliases.iter().map(Name::alias));
        }
        for (code, texts) in &self.addresses {
            let country = Country::from_code(code)
                .ok_or_else(|| format!("{label}: {code:?} is no code of a country"))?;
            party.add_country(country);
            party
                .addresses
                .extend(texts.iter().map(|text| Address { text: text.clone(), country: Some(country) }));
        }
        if party.addresses.is_empty() && self.address_only.is_some() {
            return Err(format!("{label}: no address"));
        }
        Ok(party)
    }

    fn listing(self) -> Result<Listing, String> {
        let from = day(self.since).ok_or_else(|| format!("since: {} is not a day", self.since))?;
        if self.citations.is_empty() {
            return Err("no citation".to_owned());
        }
        let requirement = match self.requirement.as_str() {
            "all items subject to the EAR" => Requirement::AllItems,
            "items on the Commerce Control List and in supplement no. 7 to part 746" => {
                Requirement::CommerceControlListAndSupplement7
            }
            other => return Err(format!("unknown requirement {other:?}")),
        };
        let review = match self.review.as_str() {
            "policy of denial" => Review::PolicyOfDenial,
            "presumption of denial" => Review::PresumptionOfDenial,
            other => return Err(format!("unknown review policy {other:?}")),
        };
        Ok(Listing {
            period: Period { from: Some(from), until: None },
            citations: self.citations.into_iter().map(|text| Citation { text, published: None }).collect(),
            requirement: Some(LicenceRequirement {
                requirement,
                sections: self.sections,
                text: self.requirement,
            }),
            review: Some(ReviewPolicy {
                review,
                with_exceptions: false,
                sections: Vec::new(),
                text: self.review,
            }),
            footnotes: self.footnotes,
            ..Listing::on(LIST)
        })
    }
}
