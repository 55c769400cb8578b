//! The record of one row. A cell with several values divides them with semicolons.

use super::{
    super::{place::country, report::Report, rows::Row, source::sources},
    ID,
};
use crate::dates::{birth_day_first, day};
use chokepoint_model::{
    Address, Citation, Identifier, IdentifierKind, Listing, Name, NameKind, Party, Period, Record, RecordKey,
    Schema, Severity,
};

/// The columns that are used, in lower case.
pub(super) const USED: &[&str] = &[
    "celex",
    "amendedcelex",
    "amendmentcelex",
    "programkey",
    "annex",
    "measure",
    "startdate",
    "schema",
    "name",
    "alias",
    "weakalias",
    "previousname",
    "country",
    "nationality",
    "jurisdiction",
    "birthdate",
    "birthplace",
    "passportnumber",
    "registrationnumber",
    "taxnumber",
    "idnumber",
    "inncode",
    "ogrncode",
    "kppcode",
    "okpocode",
    "leicode",
    "swiftbic",
    "imonumber",
    "mmsi",
    "flag",
    "address",
    "notes",
];

/// The record; `None`, with an issue, for a row without a name or without a measure that is known.
pub(super) fn record(row: &Row, report: &mut Report<'_>) -> Option<Record> {
    let Some(list) = list_of(row.get("measure")) else {
        let message = format!("unknown measure {:?}", row.get("measure"));
        report.issue("measure", Severity::Error, "measure", message, "the row was left out");
        return None;
    };
    let schema = Schema::from_name(row.get("schema")).unwrap_or_else(|| {
        let message = format!("schema unknown party {:?}; read as a legal entity", row.get("schema"));
        report.issue("schema", Severity::Note, "schema", message, "");
        Schema::LegalEntity
    });
    let mut party = Party { schema, ..Party::default() };
    take_names(&mut party, row);
    if party.names.is_empty() {
        report.issue("no name", Severity::Error, "name", "the row has no name".into(), "it was left out");
        return None;
    }
    for text in ["country", "nationality", "jurisdiction", "flag"]
        .into_iter()
        .flat_map(|column| several(row.get(column)))
    {
        if let Some(country) = country(text) {
            party.add_country(country);
        }
    }
    party.addresses = several(row.get("address")).map(address).collect();
    for country in party.addresses.iter().filter_map(|address| address.country).collect::<Vec<_>>() {
        party.add_country(country);
    }
    party.birth_places = several(row.get("birthplace")).map(str::to_owned).collect();
    take_births(&mut party, row, report);
    take_identifiers(&mut party, row);
    let id = id_of(row, &party);
    Some(Record {
        key: RecordKey { source: ID.to_owned(), id },
        party,
        listings: vec![listing(list, row, report)],
        same_as: Vec::new(),
        topics: Vec::new(),
    })
}

/// The list that stands for a measure.
fn list_of(measure: &str) -> Option<&'static str> {
    let lists = &sources().iter().find(|source| source.id == ID)?.lists;
    lists
        .iter()
        .find(|list| list.spelling.iter().any(|spelling| spelling == measure))
        .map(|list| list.id.as_str())
}

/// The act, the annex and the number in it; where the annex numbers nobody, the ship's number or the name.
fn id_of(row: &Row, party: &Party) -> String {
    let act = [row.get("amendmentcelex"), row.get("celex")]
        .into_iter()
        .find(|act| !act.is_empty())
        .unwrap_or_default();
    let own = [row.get("recordid"), row.get("imonumber"), party.caption()];
    let own = own.into_iter().find(|own| !own.is_empty()).unwrap_or_default();
    format!("{act}:{}:{own}", row.get("annex"))
}

fn listing(list: &str, row: &Row, report: &mut Report<'_>) -> Listing {
    let start = row.get("startdate");
    let from = several(start).filter_map(day).min();
    if from.is_none() && !start.is_empty() {
        report.issue("date", Severity::Warning, "startdate", format!("{start:?} is not a date"), "");
    }
    let annex = row.get("annex");
    let acts = [row.get("celex"), row.get("amendedcelex"), row.get("amendmentcelex")];
    let citations = acts.into_iter().filter(|act| !act.is_empty()).map(|act| Citation {
        text: if annex.is_empty() { act_of(act) } else { format!("{}, annex {annex}", act_of(act)) },
        published: None,
    });
    Listing {
        period: Period { from, until: None },
        programmes: [row.get("programkey")]
            .into_iter()
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .collect(),
        citations: citations.collect(),
        remarks: row.get("notes").to_owned(),
        ..Listing::on(list)
    }
}

/// `32014R0833` is Regulation (EU) No 833/2014, `32024R2642` is Regulation (EU) 2024/2642.
fn act_of(celex: &str) -> String {
    let parts = || {
        let year: u16 = celex.get(1..5)?.parse().ok()?;
        let number: u32 = celex.get(6..)?.parse().ok()?;
        let kind = match celex.get(5..6)? {
            "R" => "Regulation",
            "D" => "Decision",
            _ => return None,
        };
        // The Union took the place of the Community in December 2009; since 2015 the year goes first.
        Some(match year {
            2015.. => format!("{kind} (EU) {year}/{number}"),
            2010.. => format!("{kind} (EU) No {number}/{year}"),
            _ => format!("{kind} (EC) No {number}/{year}"),
        })
    };
    parts().unwrap_or_else(|| celex.to_owned())
}

fn take_names(party: &mut Party, row: &Row) {
    for (column, kind) in [
        ("name", NameKind::Alias),
        ("alias", NameKind::Alias),
        ("previousname", NameKind::Former),
        ("weakalias", NameKind::WeakAlias),
    ] {
        for text in several(row.get(column)).flat_map(|text| text.split(" / ")).map(str::trim) {
            if !text.is_empty() && party.names.iter().all(|held| held.text != text) {
                let kind = if party.names.is_empty() { NameKind::Primary } else { kind };
                party.names.push(Name { text: text.to_owned(), kind });
            }
        }
    }
}

/// The country's name stands last in most addresses.
fn address(text: &str) -> Address {
    let last = text.rsplit(',').next().unwrap_or_default().trim().trim_end_matches('.');
    Address { text: text.to_owned(), country: country(last) }
}

fn take_births(party: &mut Party, row: &Row, report: &mut Report<'_>) {
    for text in several(row.get("birthdate")).flat_map(alternatives) {
        match birth_day_first(text) {
            Some(birth) => party.birth_dates.push(birth),
            None => report.issue("date", Severity::Note, "birthdate", format!("unknown date {text:?}"), ""),
        }
    }
}

fn take_identifiers(party: &mut Party, row: &Row) {
    for (column, kind) in [
        ("leicode", IdentifierKind::Lei),
        ("imonumber", IdentifierKind::Imo),
        ("inncode", IdentifierKind::Inn),
        ("ogrncode", IdentifierKind::Ogrn),
        ("mmsi", IdentifierKind::Mmsi),
        ("swiftbic", IdentifierKind::Bic),
        ("passportnumber", IdentifierKind::Passport),
        ("idnumber", IdentifierKind::NationalId),
        ("taxnumber", IdentifierKind::Tax),
        ("registrationnumber", IdentifierKind::Registration),
        ("kppcode", IdentifierKind::Other),
        ("okpocode", IdentifierKind::Other),
    ] {
        for text in several(row.get(column)) {
            // `1385734 (CR No.)`, `C2002515 (Iran)`: the number, and what it is or whose.
            let (value, note) = text.split_once('(').unwrap_or((text, ""));
            let (value, country) = (value.trim(), country(note.trim_end_matches(')').trim()));
            if !value.is_empty() && party.identifiers.iter().all(|held| held.value != value) {
                party.identifiers.push(Identifier { kind, value: value.to_owned(), country });
            }
        }
    }
}

/// `7.8.1965 / 20.2.1972`, `6.3.1955 or 15.3.1955`, `(a) 3.3.1965, (b) 1.1.1965`, `(probably) 1944`.
fn alternatives(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(" / ").flat_map(|part| part.split(" or ")).flat_map(|part| part.split('('));
    let bare = |part: &'_ str| part.find(')').map_or(0, |close| close + 1);
    parts.map(move |part| part[bare(part)..].trim_matches([',', '"', ' '])).filter(|part| !part.is_empty())
}

fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}
