//! One entry with the publisher's own fields, and the record it becomes.

use super::{
    super::{report::Report, source},
    address::{self, country},
    identifiers, terms,
};
use crate::dates::birth;
use chokepoint_model::{
    Date, Identifier, IdentifierKind, Listing, Name, NameKind, Party, Period, Record, RecordKey, Schema,
    Severity,
};

/// The publisher's fields; what is absent or null is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) source: String,
    /// The number of the entry on its own list.
    pub(super) entity_number: String,
    pub(super) kind: String,
    pub(super) programs: Vec<String>,
    pub(super) name: String,
    pub(super) addresses: Vec<chokepoint_model::Address>,
    pub(super) federal_register_notice: String,
    pub(super) start_date: String,
    pub(super) end_date: String,
    pub(super) standard_order: String,
    pub(super) license_requirement: String,
    pub(super) license_policy: String,
    pub(super) call_sign: String,
    pub(super) vessel_flag: String,
    pub(super) remarks: String,
    pub(super) source_list_url: String,
    pub(super) alt_names: Vec<String>,
    pub(super) citizenships: Vec<String>,
    pub(super) nationalities: Vec<String>,
    pub(super) dates_of_birth: Vec<String>,
    pub(super) places_of_birth: Vec<String>,
    /// Identifiers as `country, number, type`.
    pub(super) ids: Vec<String>,
}

/// The record of an entry; issues go to the report.
pub(super) fn record(row: Row, report: &mut Report<'_>) -> Option<Record> {
    if row.name.is_empty() && row.addresses.is_empty() {
        report.issue(
            "no name",
            Severity::Error,
            "name",
            "the entry has neither a name nor an address".into(),
            "",
        );
        return None;
    }
    let list = source::sources()
        .iter()
        .flat_map(|source| &source.lists)
        .find(|list| list.spelling.contains(&row.source))
        .map(|list| list.id.clone())
        .unwrap_or_else(|| {
            let message = format!("unknown list {:?}; kept under a name made from it", row.source);
            report.issue("unknown list", Severity::Warning, "source", message, "");
            format!("us_csl:{}", chokepoint_text::slug(&row.source, 6))
        });
    let id = if row.id.is_empty() { format!("{}|{}", list, row.name) } else { row.id.clone() };
    let same_as = same_as(&list, &row.entity_number);
    let listing = listing(list, &row, report);
    let party = party(row, &listing.list, report);
    Some(Record {
        key: RecordKey { source: "us_csl".into(), id },
        party,
        listings: vec![listing],
        same_as,
        topics: Vec::new(),
    })
}

/// The record of OFAC's own edition: its numbers stay with an entry, and one row of numbers serves all its lists.
fn same_as(list: &str, number: &str) -> Vec<RecordKey> {
    let source = match list {
        "us_ofac_sdn" => "us_ofac_sdn",
        _ if list.starts_with("us_ofac_") => "us_ofac_cons",
        _ => return Vec::new(),
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| RecordKey { source: source.into(), id: number.into() }).into_iter().collect()
}

fn listing(list: String, row: &Row, report: &mut Report<'_>) -> Listing {
    let (requirement, footnotes) = terms::requirement(&row.license_requirement);
    Listing {
        period: Period {
            from: day(&row.start_date, "start_date", report),
            until: day(&row.end_date, "end_date", report),
        },
        programmes: row.programs.clone(),
        citations: terms::citations(&row.federal_register_notice),
        requirement,
        review: terms::review(&row.license_policy),
        footnotes,
        standard_order: match row.standard_order.as_str() {
            "Y" | "y" | "true" => Some(true),
            "N" | "n" | "false" => Some(false),
            _ => None,
        },
        remarks: row.remarks.clone(),
        url: row.source_list_url.clone(),
        ..Listing::on(list)
    }
}

fn party(row: Row, list: &str, report: &mut Report<'_>) -> Party {
    let mut party = Party { schema: schema(&row), addresses: row.addresses, ..Party::default() };
    if list == "us_bis_entity_list" && is_address_only(&row.name) {
        // "Address 10" is the number of an entry without a name (89 FR 51644), not a company.
        party.schema = Schema::Address;
    } else {
        party.names.push(Name::primary(row.name));
        for alias in row.alt_names {
            // OFAC prints weak aliases in quotation marks.
            let bare = alias.trim_matches(['"', '\'', '“', '”', '‘', '’']);
            let kind = if bare.len() < alias.len() { NameKind::WeakAlias } else { NameKind::Alias };
            party.names.push(Name { text: bare.to_owned(), kind });
        }
    }
    for address in &party.addresses.clone() {
        if let Some(country) = address.country {
            party.add_country(country);
        }
    }
    for text in row.citizenships.iter().chain(&row.nationalities).chain([&row.vessel_flag]) {
        if let Some(country) = country(text) {
            party.add_country(country);
        }
    }
    for text in &row.dates_of_birth {
        match birth(text) {
            Some(date) => party.birth_dates.push(date),
            None => report.issue(
                "date",
                Severity::Warning,
                "dates_of_birth",
                format!("unknown date {text:?}"),
                "",
            ),
        }
    }
    party.birth_places = row.places_of_birth;
    party.identifiers = row.ids.iter().filter_map(|text| identifiers::read(text, report)).collect();
    if !row.call_sign.is_empty() {
        party.identifiers.push(Identifier {
            kind: IdentifierKind::CallSign,
            value: row.call_sign,
            country: None,
        });
    }
    party
}

fn schema(row: &Row) -> Schema {
    match row.kind.to_ascii_lowercase().as_str() {
        "individual" => Schema::Person,
        "vessel" => Schema::Vessel,
        "aircraft" => Schema::Airplane,
        _ => Schema::LegalEntity,
    }
}

/// "Address 10": the name of an entry that lists an address and nobody by name.
fn is_address_only(name: &str) -> bool {
    name.strip_prefix("Address ")
        .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

fn day(text: &str, field: &str, report: &mut Report<'_>) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    let day = text.get(..10).and_then(|day| day.parse().ok());
    if day.is_none() {
        report.issue(
            "date",
            Severity::Warning,
            field,
            format!("{text:?} is not a date (expected YYYY-MM-DD)"),
            "",
        );
    }
    day
}

/// A comma-separated address of the CSV form, as one address.
pub(super) fn csv_address(text: &str) -> chokepoint_model::Address {
    address::of_line(text)
}
