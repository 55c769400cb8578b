//! The XML form: `sdnList`, one `sdnEntry` an entry, with the number of entries said at its head.

use super::{
    super::{
        Input,
        report::Report,
        xml::{self, Element},
    },
    Edition,
    entry::Entry,
    remarks, rows,
};
use chokepoint_model::{Date, NameKind, counted};

/// Whether the XML is of OFAC's classic schema.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    start.contains("<sdnList") || start.contains(":sdnList")
}

/// Whether the XML is of the advanced data model that OFAC publishes the same lists in (`SDN_ADVANCED.XML`): after the
/// day of issue come its sets of reference values. It is not read; what it says stands in the classic forms too.
pub(in super::super) fn is_advanced(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]);
    ["<ReferenceValueSets", ":ReferenceValueSets", "<DistinctParties", ":DistinctParties"]
        .iter()
        .any(|block| start.contains(block))
}

pub(super) fn read(edition: Edition, input: &Input<'_>, report: &mut Report<'_>) {
    report.file(input.name);
    let (mut expected, mut met) = (None, 0_u64);
    xml::walk(input.bytes, &["sdnList"], report, &mut |element, report| match element.name.as_str() {
        "sdnList" => {}
        "publshInformation" | "publishInformation" => {
            report.published(us_date(element.text_of("Publish_Date")));
            expected = element.text_of("Record_Count").parse::<u64>().ok();
            element.report_others(&["Publish_Date", "Record_Count"], report);
        }
        "sdnEntry" => {
            met += 1;
            let entry = entry(&element, report);
            if let Some(record) = entry.into_record(edition, report) {
                report.record(record);
            }
        }
        other => report.unused(other),
    });
    if let Some(expected) = expected.filter(|expected| *expected != met) {
        report.cut(format_args!(
            "by its own count the file has {}, and {met} were met",
            counted(expected, "entry", "entries")
        ));
    }
}

fn entry(element: &Element, report: &mut Report<'_>) -> Entry {
    let mut entry = Entry { id: element.text_of("uid").to_owned(), ..Entry::default() };
    entry.kind(element.text_of("sdnType"), report);
    entry.name(&name(element), NameKind::Primary);
    for child in &element.children {
        match child.name.as_str() {
            "uid" | "sdnType" | "firstName" | "lastName" => {}
            "title" => entry.remark(&child.text),
            "remarks" => remarks::read(&child.text, &mut entry, report),
            "programList" => {
                entry.programmes = items(child, "program", report).map(|item| item.text.clone()).collect();
            }
            "akaList" => alias_list(child, &mut entry, report),
            "addressList" => address_list(child, &mut entry, report),
            "idList" => id_list(child, &mut entry, report),
            "nationalityList" => said(child, "nationality", "country", "nationality", &mut entry, report),
            "citizenshipList" => said(child, "citizenship", "country", "citizen", &mut entry, report),
            "dateOfBirthList" => said(child, "dateOfBirthItem", "dateOfBirth", "DOB", &mut entry, report),
            "placeOfBirthList" => said(child, "placeOfBirthItem", "placeOfBirth", "POB", &mut entry, report),
            "vesselInfo" => {
                const FIELDS: [&str; 6] = [
                    "callSign",
                    "vesselType",
                    "tonnage",
                    "grossRegisteredTonnage",
                    "vesselFlag",
                    "vesselOwner",
                ];
                child.report_others(&FIELDS, report);
                entry.vessel(FIELDS.map(|field| child.text_of(field)));
            }
            other => report.unused(other),
        }
    }
    entry
}

/// The items of a list; an element of another name is reported.
fn items<'a>(
    list: &'a Element,
    name: &'a str,
    report: &mut Report<'_>,
) -> impl Iterator<Item = &'a Element> + use<'a> {
    list.report_others(&[name], report);
    list.children.iter().filter(move |item| item.name == name)
}

/// A list of values that the delimited files have among their remarks, under `label`.
fn said(list: &Element, item: &str, field: &str, label: &str, entry: &mut Entry, report: &mut Report<'_>) {
    for item in items(list, item, report) {
        item.report_others(&[field], report);
        let value = item.text_of(field);
        if !value.is_empty() {
            remarks::piece(&format!("{label} {value}"), entry, report);
        }
    }
}

fn alias_list(list: &Element, entry: &mut Entry, report: &mut Report<'_>) {
    for aka in items(list, "aka", report) {
        aka.report_others(&["type", "category", "lastName", "firstName"], report);
        let is_weak = aka.text_of("category").eq_ignore_ascii_case("weak");
        let kind = rows::name_kind(aka.text_of("type"), is_weak, report);
        entry.name(&name(aka), kind);
    }
}

fn address_list(list: &Element, entry: &mut Entry, report: &mut Report<'_>) {
    const PARTS: [&str; 6] = ["address1", "address2", "address3", "city", "stateOrProvince", "postalCode"];
    for address in items(list, "address", report) {
        address.report_others(&[&PARTS[..], &["country"]].concat(), report);
        entry.address(&PARTS.map(|part| address.text_of(part)), address.text_of("country"));
    }
}

/// Identifiers, and features of every other kind that the schema has no element for.
fn id_list(list: &Element, entry: &mut Entry, report: &mut Report<'_>) {
    for id in items(list, "id", report) {
        id.report_others(&["idType", "idNumber", "idCountry", "issueDate", "expirationDate"], report);
        let mut text = id.text_of("idType").to_owned();
        for (before, field, after) in [
            (" ", "idNumber", ""),
            (" (", "idCountry", ")"),
            (" issued ", "issueDate", ""),
            (" expires ", "expirationDate", ""),
        ] {
            let value = id.text_of(field);
            if !value.is_empty() {
                text.push_str(&format!("{before}{value}{after}"));
            }
        }
        remarks::piece(&text, entry, report);
    }
}

/// `LAST, First`, as the delimited files write it.
fn name(element: &Element) -> String {
    match (element.text_of("lastName"), element.text_of("firstName")) {
        (last, "") => last.to_owned(),
        ("", first) => first.to_owned(),
        (last, first) => format!("{last}, {first}"),
    }
}

/// `03/15/2024`: month, day, year.
fn us_date(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(|part| part.trim().parse::<i16>().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
