//! The record of one entity, from its rows.

use super::{
    super::{
        place::{address, country},
        report::Report,
        rows::Row,
    },
    ID,
};
use crate::dates::{birth_day_first, day};
use chokepoint_model::{
    Citation, Identifier, IdentifierKind, Listing, Name, NameKind, Party, Period, Record, RecordKey, Schema,
    Severity,
};

/// The columns that are used, in lower case.
pub(super) const USED: &[&str] = &[
    "filegenerationdate",
    "entity_designationdate",
    "entity_remark",
    "entity_subjecttype",
    "entity_subjecttype_classificationcode",
    "entity_regulation_publicationdate",
    "entity_regulation_entryintoforcedate",
    "entity_regulation_numbertitle",
    "entity_regulation_programme",
    "entity_regulation_publicationurl",
    "namealias_lastname",
    "namealias_firstname",
    "namealias_middlename",
    "namealias_wholename",
    "namealias_remark",
    "namealias_regulation_entryintoforcedate",
    "address_city",
    "address_street",
    "address_pobox",
    "address_zipcode",
    "address_region",
    "address_place",
    "address_countryiso2code",
    "address_countrydescription",
    "birthdate_birthdate",
    "birthdate_day",
    "birthdate_month",
    "birthdate_year",
    "birthdate_yearrangefrom",
    "birthdate_yearrangeto",
    "birthdate_circa",
    "birthdate_region",
    "birthdate_place",
    "birthdate_city",
    "birthdate_countrydescription",
    "identification_number",
    "identification_knownfalse",
    "identification_typecode",
    "identification_countryiso2code",
    "identification_countrydescription",
    "citizenship_countryiso2code",
    "citizenship_countrydescription",
];

/// The record; `None` when no row has a name.
pub(super) fn record(rows: &[Row], report: &mut Report<'_>) -> Option<Record> {
    let first = rows.first()?;
    let mut party = Party { schema: schema(first, report), ..Party::default() };
    for row in rows {
        take_name(&mut party, row);
        take_address(&mut party, row);
        take_birth(&mut party, row, report);
        take_identifier(&mut party, row);
        if let Some(country) = country(row.get("citizenship_countryiso2code")) {
            party.add_country(country);
        }
    }
    let key = RecordKey { source: ID.to_owned(), id: first.get("entity_logicalid").to_owned() };
    let has_name = !party.names.is_empty();
    has_name.then(|| Record {
        key,
        party,
        listings: vec![listing(rows, report)],
        same_as: Vec::new(),
        topics: Vec::new(),
    })
}

/// `P` and `person`, or `E` and `enterprise`: the letter is the classification.
fn schema(row: &Row, report: &mut Report<'_>) -> Schema {
    let (code, word) = (row.get("entity_subjecttype_classificationcode"), row.get("entity_subjecttype"));
    match [code, word].map(str::to_ascii_lowercase) {
        [code, word] if code == "p" || word == "p" || word == "person" => Schema::Person,
        // An enterprise may be a ministry or an armed group: all that is known is that it is no person.
        [code, word] if code == "e" || word == "e" || word == "enterprise" => Schema::Organization,
        _ => {
            let message = format!("{code:?} unknown type of subject {word:?}");
            report.issue("type", Severity::Note, "entity_subjecttype", message, "");
            Schema::LegalEntity
        }
    }
}

fn listing(rows: &[Row], report: &mut Report<'_>) -> Listing {
    let mut listing = Listing::on(ID);
    // The entity's regulation is the last that changed it; the first that names it is the one that listed it.
    let mut begins = Vec::new();
    for row in rows {
        let columns = [
            "entity_designationdate",
            "entity_regulation_entryintoforcedate",
            "namealias_regulation_entryintoforcedate",
        ];
        for column in columns.into_iter().filter(|column| !row.get(column).is_empty()) {
            match day(row.get(column)) {
                Some(day) => begins.push(day),
                None => report.issue(
                    "date",
                    Severity::Warning,
                    column,
                    format!("{:?} is not a date", row.get(column)),
                    "",
                ),
            }
        }
        let (title, programme) =
            (row.get("entity_regulation_numbertitle"), row.get("entity_regulation_programme"));
        if !title.is_empty() && listing.citations.iter().all(|held| held.text != title) {
            let published = day(row.get("entity_regulation_publicationdate"));
            listing.citations.push(Citation { text: title.to_owned(), published });
        }
        if !programme.is_empty() && listing.programmes.iter().all(|held| held != programme) {
            listing.programmes.push(programme.to_owned());
        }
        if listing.url.is_empty() {
            row.get("entity_regulation_publicationurl").clone_into(&mut listing.url);
        }
        if listing.remarks.is_empty() {
            row.get("entity_remark").clone_into(&mut listing.remarks);
        }
    }
    listing.period = Period { from: begins.into_iter().min(), until: None };
    listing
}

fn take_name(party: &mut Party, row: &Row) {
    let parts = ["namealias_firstname", "namealias_middlename", "namealias_lastname"];
    let text = match row.get("namealias_wholename") {
        "" => row.joined(&parts, " "),
        whole => whole.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    if text.is_empty() || party.names.iter().any(|held| held.text == text) {
        return;
    }
    let remark = row.get("namealias_remark").to_lowercase();
    let kind = match party.names.is_empty() {
        true => NameKind::Primary,
        false if remark.contains("low quality") => NameKind::WeakAlias,
        false if remark.contains("formerly") || remark.contains("f.k.a") => NameKind::Former,
        false => NameKind::Alias,
    };
    party.names.push(Name { text, kind });
}

fn take_address(party: &mut Party, row: &Row) {
    let columns = [
        "address_street",
        "address_pobox",
        "address_zipcode",
        "address_city",
        "address_place",
        "address_region",
    ];
    let parts = columns.map(|column| row.get(column));
    let Some(address) = address(&parts, known_country(row, "address")) else {
        return;
    };
    if let Some(country) = address.country {
        party.add_country(country);
    }
    if !address.text.is_empty() && !party.addresses.contains(&address) {
        party.addresses.push(address);
    }
}

/// The country's code, or its name where the code is `00`: not known.
fn known_country<'a>(row: &'a Row, of: &str) -> &'a str {
    match row.get(&format!("{of}_countryiso2code")) {
        "" | "00" => match row.get(&format!("{of}_countrydescription")) {
            name if name.eq_ignore_ascii_case("unknown") => "",
            name => name,
        },
        code => code,
    }
}

fn take_birth(party: &mut Party, row: &Row, report: &mut Report<'_>) {
    let columns = ["birthdate_city", "birthdate_place", "birthdate_region"];
    let place = row.joined(&columns, ", ");
    let place = [place.as_str(), row.get("birthdate_countrydescription")]
        .into_iter()
        .filter(|part| !part.is_empty() && !part.eq_ignore_ascii_case("unknown"));
    let place = place.collect::<Vec<_>>().join(", ");
    if !place.is_empty() && !party.birth_places.contains(&place) {
        party.birth_places.push(place);
    }
    let (from, to) = (row.get("birthdate_yearrangefrom"), row.get("birthdate_yearrangeto"));
    let text = match row.get("birthdate_birthdate") {
        "" if !from.is_empty() && !to.is_empty() => format!("{from} to {to}"),
        "" => row.joined(&["birthdate_year", "birthdate_month", "birthdate_day"], "-"),
        whole => whole.to_owned(),
    };
    if text.is_empty() {
        return;
    }
    let Some(mut birth) = birth_day_first(&text) else {
        let message = format!("{text:?} is not a date");
        return report.issue("date", Severity::Warning, "birthdate_birthdate", message, "");
    };
    birth.from.circa |= row.get("birthdate_circa").eq_ignore_ascii_case("true");
    if !party.birth_dates.contains(&birth) {
        party.birth_dates.push(birth);
    }
}

fn take_identifier(party: &mut Party, row: &Row) {
    let value = row.get("identification_number");
    // A number that is known to be false identifies nobody.
    if value.is_empty() || row.get("identification_knownfalse").eq_ignore_ascii_case("true") {
        return;
    }
    let kind = match row.get("identification_typecode").to_ascii_lowercase().as_str() {
        "passport" | "diplpassport" | "tempassport" | "travel" | "travdoc" => IdentifierKind::Passport,
        "id" | "ssn" | "residentperm" | "birthcert" | "elecid" => IdentifierKind::NationalId,
        "fiscalcode" | "tax" => IdentifierKind::Tax,
        "regnumber" | "tradelic" => IdentifierKind::Registration,
        "swiftbic" => IdentifierKind::Bic,
        "imo" => IdentifierKind::Imo,
        _ => IdentifierKind::Other,
    };
    let identifier =
        Identifier { kind, value: value.to_owned(), country: country(known_country(row, "identification")) };
    if !party.identifiers.contains(&identifier) {
        party.identifiers.push(identifier);
    }
}
