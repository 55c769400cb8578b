//! The record of one entry, from its rows. Both forms say the same things, some under other headings.

use super::{
    super::{
        place::{address, country},
        report::Report,
        rows::Row,
    },
    Form, ID,
};
use crate::dates::{birth_day_first, day};
use chokepoint_model::{
    Identifier, IdentifierKind, Listing, Name, NameKind, Party, Period, Record, RecordKey, Schema, Severity,
};

/// The columns that are used, of both forms, in lower case.
pub(super) const USED: &[&str] = &[
    "name 1",
    "name 2",
    "name 3",
    "name 4",
    "name 5",
    "name 6",
    "name type",
    "alias strength",
    "name non-latin script",
    "regime name",
    "designation type",
    "sanctions imposed",
    "other information",
    "address line 1",
    "address line 2",
    "address line 3",
    "address line 4",
    "address line 5",
    "address line 6",
    "address postal code",
    "address country",
    "date designated",
    "d.o.b",
    "nationality(/ies)",
    "national identifier number",
    "passport number",
    "town of birth",
    "country of birth",
    "business registration number (s)",
    "imo number",
    "current believed flag of ship",
    "hull identification number (hin)",
    "address 1",
    "address 2",
    "address 3",
    "address 4",
    "address 5",
    "address 6",
    "post/zip code",
    "country",
    "dob",
    "nationality",
    "national identification number",
    "group type",
    "alias type",
    "alias quality",
    "regime",
    "listed on",
];

/// The record; `None` when no row has a name.
pub(super) fn record(rows: &[Row], form: Form, report: &mut Report<'_>) -> Option<Record> {
    let first = rows.first()?;
    let mut party =
        Party { schema: schema(either(first, "designation type", "group type"), report), ..Party::default() };
    for row in rows {
        take_names(&mut party, row);
        take_address(&mut party, row);
        take_birth(&mut party, row, report);
        take_countries(&mut party, row);
        take_identifiers(&mut party, row);
    }
    // The primary name goes first, wherever its row stands.
    party.names.sort_by_key(|name| name.kind != NameKind::Primary);
    party.names.first_mut()?.kind = NameKind::Primary;
    let key = match form {
        Form::ForeignOffice => first.get("unique id"),
        Form::Treasury => first.get("group id"),
    };
    let key = RecordKey { source: ID.to_owned(), id: key.to_owned() };
    Some(Record {
        key,
        party,
        listings: vec![listing(rows, report)],
        same_as: Vec::new(),
        topics: Vec::new(),
    })
}

/// The value under the heading of the Foreign Office, or under that of the Treasury.
fn either<'a>(row: &'a Row, one: &str, other: &str) -> &'a str {
    let value = row.get(one);
    if value.is_empty() { row.get(other) } else { value }
}

fn schema(kind: &str, report: &mut Report<'_>) -> Schema {
    match kind.to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "entity" => Schema::Organization,
        "ship" => Schema::Vessel,
        other => {
            let message = format!("unknown type of designation {other:?}");
            report.issue("type", Severity::Note, "designation type", message, "");
            Schema::LegalEntity
        }
    }
}

fn listing(rows: &[Row], report: &mut Report<'_>) -> Listing {
    let mut listing = Listing::on(ID);
    let mut begins = Vec::new();
    for row in rows {
        let text = either(row, "date designated", "listed on");
        match day(text) {
            Some(day) => begins.push(day),
            None if text.is_empty() => {}
            None => report.issue(
                "date",
                Severity::Warning,
                "date designated",
                format!("{text:?} is not a date"),
                "",
            ),
        }
        let regime = either(row, "regime name", "regime");
        if !regime.is_empty() && listing.programmes.iter().all(|held| held != regime) {
            listing.programmes.push(regime.to_owned());
        }
        if listing.remarks.is_empty() {
            either(row, "sanctions imposed", "other information").clone_into(&mut listing.remarks);
        }
    }
    listing.period = Period { from: begins.into_iter().min(), until: None };
    listing
}

/// Name 6 is the family name, or the whole name of an entity; names 1 to 5 are given before it.
fn take_names(party: &mut Party, row: &Row) {
    let kind = either(row, "name type", "alias type").to_ascii_lowercase();
    let strength = either(row, "alias strength", "alias quality").to_ascii_lowercase();
    let kind = match kind.as_str() {
        "primary name" => NameKind::Primary,
        _ if strength.starts_with("low") => NameKind::WeakAlias,
        "fka" | "f.k.a." | "formerly known as" => NameKind::Former,
        _ => NameKind::Alias,
    };
    let latin = row.joined(&["name 1", "name 2", "name 3", "name 4", "name 5", "name 6"], " ");
    let own = row.get("name non-latin script");
    for (text, kind) in
        [(latin.as_str(), kind), (own, if kind == NameKind::Primary { NameKind::Alias } else { kind })]
    {
        match party.names.iter_mut().find(|held| held.text == text) {
            _ if text.is_empty() => {}
            // A row of the primary name may come after one of the same words as an alias.
            Some(held) => held.kind = held.kind.min(kind),
            None => party.names.push(Name { text: text.to_owned(), kind }),
        }
    }
}

fn take_address(party: &mut Party, row: &Row) {
    let lines = |of: &str| (1..=6).map(|n| row.get(&format!("{of} {n}")).to_owned()).collect::<Vec<_>>();
    let mut parts: Vec<String> = [lines("address line"), lines("address")].concat();
    parts.push(either(row, "address postal code", "post/zip code").to_owned());
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let Some(address) = address(&parts, either(row, "address country", "country")) else {
        return;
    };
    if let Some(country) = address.country {
        party.add_country(country);
    }
    if !address.text.is_empty() && !party.addresses.contains(&address) {
        party.addresses.push(address);
    }
}

fn take_countries(party: &mut Party, row: &Row) {
    let columns = ["nationality(/ies)", "nationality", "current believed flag of ship"];
    for text in columns.into_iter().flat_map(|column| numbered(row.get(column))) {
        if let Some(country) = country(text) {
            party.add_country(country);
        }
    }
}

fn take_birth(party: &mut Party, row: &Row, report: &mut Report<'_>) {
    let place = row.joined(&["town of birth", "country of birth"], ", ");
    if !place.is_empty() && !party.birth_places.contains(&place) {
        party.birth_places.push(place);
    }
    for text in numbered(either(row, "d.o.b", "dob")) {
        // Parts that are not known stand as letters or noughts: dd/mm/1961, 00/00/1961.
        let known: Vec<&str> = text
            .split('/')
            .filter(|part| !matches!(part.to_ascii_lowercase().as_str(), "dd" | "mm" | "00"))
            .collect();
        let Some(birth) = birth_day_first(&known.join("/")) else {
            report.issue("date", Severity::Warning, "d.o.b", format!("{text:?} is not a date"), "");
            continue;
        };
        if !party.birth_dates.contains(&birth) {
            party.birth_dates.push(birth);
        }
    }
}

fn take_identifiers(party: &mut Party, row: &Row) {
    for (column, kind) in [
        ("passport number", IdentifierKind::Passport),
        ("national identifier number", IdentifierKind::NationalId),
        ("national identification number", IdentifierKind::NationalId),
        ("business registration number (s)", IdentifierKind::Registration),
        ("imo number", IdentifierKind::Imo),
        ("hull identification number (hin)", IdentifierKind::Other),
    ] {
        for value in numbered(row.get(column)) {
            if party.identifiers.iter().all(|held| held.value != value || held.kind != kind) {
                party.identifiers.push(Identifier { kind, value: value.to_owned(), country: None });
            }
        }
    }
}

/// The values of a cell that numbers them: `(1) Russia (2) Cyprus`; a cell that does not has one.
fn numbered(text: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let mut rest = text.trim();
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')').map(|at| open + at) else {
            break;
        };
        let number = &rest[open + 1..close];
        if number.is_empty() || number.len() > 2 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        values.push(rest[..open].trim());
        rest = rest[close + 1..].trim();
    }
    values.push(rest);
    values.retain(|value| !value.is_empty());
    values
}
