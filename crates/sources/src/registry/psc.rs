//! People with significant control of companies of the United Kingdom, a line each as Companies House publishes them.

use super::{
    amount::Amount,
    draft::{Draft, Found, add_name, seen, short},
    values::{at, each, text, texts},
    words,
};
use chokepoint_model::{
    Address, BirthDate, Directness, Identifier, IdentifierKind, InterestKind, NameKind, PartialDate,
    PartyNumber, Schema, Severity, Share,
};
use serde_json::Value;

/// Whether an object is a line of the register.
pub(super) fn is_line(object: &Value) -> bool {
    object.get("data").is_some_and(Value::is_object)
        && (object.get("company_number").is_some()
            || at(object, &["data", "kind"]).contains("persons-of-significant"))
}

/// Reads one line.
pub(super) fn read(object: &Value, draft: &mut Draft) {
    let (number, said) = (at(object, &["company_number"]), &object["data"]);
    let kind = at(said, &["kind"]);
    if kind.starts_with("totals") {
        return;
    }
    if number.is_empty() {
        let message = "a line names no company".to_owned();
        return draft.issue("company", Severity::Error, "company_number", message, "it was left out");
    }
    let company = draft.party(&number);
    let record = match at(said, &["links", "self"]) {
        link if link.is_empty() => format!("{number} {}", at(said, &["etag"])).trim().to_owned(),
        link => link,
    };
    draft.described(company, "", &number, None);
    let profile = draft.profile(company);
    if profile.party.schema == Schema::LegalEntity {
        profile.party.schema = Schema::Company;
    }
    let identifier = Identifier {
        kind: IdentifierKind::Registration,
        value: number.clone(),
        country: super::country("GB"),
    };
    if !profile.party.identifiers.contains(&identifier) {
        profile.party.identifiers.push(identifier);
    }
    if kind.contains("statement") {
        return draft.gap(company, &at(said, &["statement"]), &record);
    }
    if kind.contains("exemption") {
        return draft.gap(company, "subjectExemptFromDisclosure", &record);
    }
    // Whose particulars the register protects is somebody all the same.
    let is_hidden = kind.starts_with("super-secure");
    let name =
        if is_hidden { format!("a person protected by the register, of {number}") } else { name(said) };
    if name.is_empty() {
        let message = format!("the line of {:?} for {number} has no name", short(&kind));
        return draft.issue("name", Severity::Error, "name", message, "it was left out");
    }
    let holder = holder(&kind, &name, said, &number, draft);
    let until = [at(said, &["ceased_on"]), at(said, &["ceased"])]
        .into_iter()
        .find(|day| day.contains('-'))
        .unwrap_or_default();
    let period = draft.period(&at(said, &["notified_on"]), &until);
    if period.until.is_none() && at(said, &["ceased"]) == "true" {
        let message = "the person ceased on a day that the line does not give".to_owned();
        draft.issue("ceased", Severity::Warning, "ceased_on", message, "it was read as if it had not");
    }
    let natures = texts(said.get("natures_of_control"));
    if natures.is_empty() {
        let message = format!("{:?} of {number} has no nature of control", short(&name));
        draft.issue("nature", Severity::Warning, "natures_of_control", message, "it was read as influence");
    }
    let none = ["significant-influence-or-control".to_owned()];
    for nature in if natures.is_empty() { &none[..] } else { &natures[..] } {
        let (kind, share) = match words::nature(nature) {
            Some((kind, low, high)) => (kind, share(low, high)),
            None => {
                let message = format!("{:?}: unknown nature of control", short(nature));
                draft.issue(
                    "nature",
                    Severity::Warning,
                    "natures_of_control",
                    message,
                    "it was read as influence",
                );
                (InterestKind::Influence, Share::UNKNOWN)
            }
        };
        draft.interest(Found {
            holder,
            held: company,
            kind,
            share,
            directness: Directness::Direct,
            period,
            role: nature,
            source: "",
            record: &record,
            seen: seen(&at(said, &["notified_on"])),
        });
    }
}

fn share(low: &str, high: &str) -> Share {
    if low.is_empty() {
        return Share::UNKNOWN;
    }
    Amount::of_word(low, high).and_then(Amount::percent).unwrap_or(Share::UNKNOWN)
}

fn name(said: &Value) -> String {
    let name = at(said, &["name"]);
    if !name.is_empty() {
        return name;
    }
    let parts =
        ["title", "forename", "middle_name", "surname"].map(|part| at(said, &["name_elements", part]));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn holder(kind: &str, name: &str, said: &Value, company: &str, draft: &mut Draft) -> PartyNumber {
    let is_person = kind.starts_with("individual") || kind.starts_with("super-secure");
    let schema = match kind {
        _ if is_person => Schema::Person,
        _ if kind.starts_with("corporate-entity") => Schema::Company,
        _ => Schema::LegalEntity,
    };
    let born = said.get("date_of_birth").map(|born| (at(born, &["year"]), at(born, &["month"])));
    let year = born.as_ref().and_then(|(year, _)| year.parse::<i16>().ok());
    let registered = at(said, &["identification", "registration_number"]);
    let place = [
        at(said, &["identification", "country_registered"]),
        at(said, &["identification", "place_registered"]),
    ];
    let is_here = place.concat().to_lowercase();
    let is_here = ["england", "wales", "scotland", "united kingdom", "companies house", "northern ireland"]
        .iter()
        .any(|word| is_here.contains(word));
    let number = match (registered.is_empty(), is_here) {
        // Of a company of the same register the number is its id.
        (false, true) if registered.len() <= 8 && registered != company => {
            draft.party_called(&format!("{registered:0>8}"), name)
        }
        _ => draft.party_born(name, schema, year),
    };
    let profile = draft.profile(number);
    add_name(profile, name, NameKind::Primary);
    if profile.party.schema == Schema::LegalEntity {
        profile.party.schema = schema;
    }
    if let (Some(year), Some((_, month))) = (year, born) {
        let date = BirthDate {
            from: PartialDate { month: month.parse().ok(), ..PartialDate::year(year) },
            to: None,
        };
        if !profile.party.birth_dates.contains(&date) {
            profile.party.birth_dates.push(date);
        }
    }
    if !registered.is_empty() {
        let identifier = Identifier {
            kind: IdentifierKind::Registration,
            value: registered,
            country: place.iter().find_map(|place| super::country(place)),
        };
        if !profile.party.identifiers.contains(&identifier) {
            profile.party.identifiers.push(identifier);
        }
    }
    for country in
        [at(said, &["nationality"]), place[0].clone()].iter().filter_map(|place| super::country(place))
    {
        profile.party.add_country(country);
    }
    let parts = [
        "care_of",
        "po_box",
        "premises",
        "address_line_1",
        "address_line_2",
        "locality",
        "region",
        "postal_code",
    ];
    let written: Vec<String> =
        parts.iter().map(|part| at(&said["address"], &[part])).filter(|part| !part.is_empty()).collect();
    let address =
        Address { text: written.join(", "), country: super::country(&at(&said["address"], &["country"])) };
    if !address.text.is_empty() && !profile.party.addresses.contains(&address) {
        profile.party.addresses.push(address);
    }
    for former in each(said.get("former_names")).iter().map(text) {
        add_name(profile, &former, NameKind::Former);
    }
    number
}
