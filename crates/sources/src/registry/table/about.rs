//! What a row of a table of deals says of the parties it names, and who says so.

use super::people;
use crate::registry::draft::{Draft, Found};
use chokepoint_model::{Address, Date, Directness, InterestKind, PartyNumber, Period, Share};

/// The first cell of a field in which something stands; empty when there is none.
pub(super) fn cell(fields: &[Option<&'static str>], cells: &[String], field: &str) -> String {
    let of_field = fields.iter().zip(cells).filter(|(held, _)| **held == Some(field));
    let mut filled = of_field.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty());
    filled.next().unwrap_or_default().to_owned()
}

/// Who says what a row says.
pub(super) struct About<'a> {
    pub(super) source: &'a str,
    pub(super) record: &'a str,
    pub(super) seen: Option<Date>,
}

impl About<'_> {
    /// The party that a row names, by its id where it gives one.
    pub(super) fn party(&self, id: &str, name: &str, address: &str, draft: &mut Draft) -> PartyNumber {
        let number = people::party(id, name, "company", "", draft);
        let profile = draft.profile(number);
        let address = Address { text: address.to_owned(), country: None };
        if !address.text.is_empty() && !profile.party.addresses.contains(&address) {
            profile.party.addresses.push(address);
            draft.described(number, self.source, self.record, self.seen);
        }
        number
    }

    /// A tie between two of them, of all days and without a role.
    pub(super) fn tie(&self, holder: PartyNumber, held: PartyNumber, kind: InterestKind) -> Found<'_> {
        Found {
            holder,
            held,
            kind,
            share: Share::UNKNOWN,
            directness: Directness::Direct,
            period: Period::default(),
            role: "",
            source: self.source,
            record: self.record,
            seen: self.seen,
        }
    }
}
