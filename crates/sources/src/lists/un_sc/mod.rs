//! The consolidated list of the United Nations Security Council, as its XML.

mod birth;
mod document;
mod names;
mod party;

use super::{
    Input,
    report::Report,
    xml::{self, Element},
};
use chokepoint_model::{Date, Listing, Period, Record, RecordKey, Schema, Severity};
use party::Entry;

pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let start = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(4096)]);
    start.contains("<CONSOLIDATED_LIST")
}

pub(super) fn read(inputs: &[Input<'_>], report: &mut Report<'_>) {
    for input in inputs {
        report.file(input.name);
        let containers = ["CONSOLIDATED_LIST", "INDIVIDUALS", "ENTITIES"];
        xml::walk(input.bytes, &containers, report, &mut |element, report| match element.name.as_str() {
            "CONSOLIDATED_LIST" => report.published(day(element.attribute("dateGenerated"))),
            "INDIVIDUALS" | "ENTITIES" => {}
            "INDIVIDUAL" => record(&element, Schema::Person, report),
            "ENTITY" => record(&element, Schema::Organization, report),
            other => report.unused(other),
        });
    }
}

fn record(element: &Element, schema: Schema, report: &mut Report<'_>) {
    let mut entry = Entry::new(schema);
    let mut listing = Listing::on("un_sc");
    let mut amended = Vec::new();
    entry.names(element);
    for child in &element.children {
        match child.name.as_str() {
            "DATAID"
            | "REFERENCE_NUMBER"
            | "FIRST_NAME"
            | "SECOND_NAME"
            | "THIRD_NAME"
            | "FOURTH_NAME"
            | "NAME_ORIGINAL_SCRIPT" => {}
            "UN_LIST_TYPE" => listing.programmes.push(child.text.clone()),
            "LISTED_ON" => listing.period.from = dated(child, report),
            "DELISTED_ON" => listing.period.until = dated(child, report),
            "LAST_DAY_UPDATED" => amended.extend(party::values(child, report).filter_map(day)),
            "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS" => entry.alias(child, report),
            "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => entry.address(child, report),
            "INDIVIDUAL_DATE_OF_BIRTH" => entry.birth_date(child, report),
            "INDIVIDUAL_PLACE_OF_BIRTH" => entry.birth_place(child, report),
            "INDIVIDUAL_DOCUMENT" => entry.document(child, report),
            "NATIONALITY" => entry.nationality(child, report),
            "TITLE" => entry.remarks_of("Title", child, report),
            "DESIGNATION" => entry.remarks_of("Designation", child, report),
            "GENDER" => entry.remark("Gender", &child.text),
            "SUBMITTED_BY" => entry.remark("Submitted by", &child.text),
            "SUBMITTED_ON" => entry.remark("Submitted on", &child.text),
            "COMMENTS1" => entry.remark("", &child.text),
            other if child.says_something() => report.unused(other),
            _ => {}
        }
    }
    let id = [element.text_of("REFERENCE_NUMBER"), element.text_of("DATAID")]
        .into_iter()
        .find(|id| !id.is_empty());
    let (Some(id), false) = (id, entry.party.names.is_empty()) else {
        let message = "the entry has no name, or neither a reference number nor a number".to_owned();
        return report.issue("no name", Severity::Error, "FIRST_NAME", message, "fetch the file again");
    };
    amended.sort_unstable();
    if let Some(last) = amended.last() {
        entry.remark("Amended on", &last.to_string());
    }
    listing.remarks = entry.remarks.join("; ");
    listing.url = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list".into();
    report.record(Record {
        key: RecordKey { source: "un_sc".into(), id: id.to_owned() },
        party: entry.party,
        listings: vec![Listing { period: Period { ..listing.period }, ..listing }],
        same_as: Vec::new(),
        topics: Vec::new(),
    });
}

/// `2015-04-07-04:00`, `2026-02-27T00:00:09.554Z`: the day is what counts.
fn day(text: &str) -> Option<Date> {
    text.get(..10).and_then(|day| day.parse().ok())
}

fn dated(element: &Element, report: &mut Report<'_>) -> Option<Date> {
    let found = day(&element.text);
    if found.is_none() && !element.text.is_empty() {
        let message = format!(
            "{:?} is not a date (expected YYYY-MM-DD)",
            element.text.chars().take(40).collect::<String>()
        );
        report.issue("date", Severity::Warning, &element.name, message, "");
    }
    found
}

#[cfg(test)]
mod tests;
