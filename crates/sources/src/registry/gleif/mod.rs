//! GLEIF: level 1 (who is who), level 2 (who consolidates whom) and reporting exceptions, as JSON, XML or CSV.
//!
//! Consolidation says that one controls another, not by what share: the share stays unknown.

mod rows;
mod xml;

pub(super) use rows::{are_headings, row};
pub(super) use xml::read_xml;

use super::{
    amount::Amount,
    draft::{Draft, Found, add_name, seen, short},
    values::{at, each, text, texts},
    words,
};
use crate::parties::country;
use chokepoint_model::{
    Address, Directness, Identifier, IdentifierKind, InterestKind, NameKind, PartialDate, Period, Schema,
    Severity, Share,
};
use serde_json::Value;

/// Reads one record of any of the three kinds.
pub(super) fn record(record: &Value, draft: &mut Draft) {
    if record.get("Relationship").is_some() {
        relationship(record, draft);
    } else if record.get("ExceptionCategory").is_some() {
        exception(record, draft);
    } else if record.get("Entity").is_some() {
        entity(record, draft);
    } else {
        let message = "a record of GLEIF that is neither entity, relationship nor exception".to_owned();
        draft.issue("record", Severity::Warning, "", message, "it was left out");
    }
}

fn lei(value: &Value, draft: &mut Draft) -> Option<String> {
    let lei = text(value).to_uppercase();
    if lei.len() == 20 && lei.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Some(lei);
    }
    let message = format!("{:?} is no LEI", short(&lei));
    draft.issue("lei", Severity::Error, "LEI", message, "the record was left out");
    None
}

fn entity(record: &Value, draft: &mut Draft) {
    let Some(id) = lei(&record["LEI"], draft) else { return };
    let said = &record["Entity"];
    let status = at(record, &["Registration", "RegistrationStatus"]);
    if matches!(status.as_str(), "ANNULLED" | "DUPLICATE") {
        let message = format!("records with the registration status {status} are passed over");
        return draft.issue("annulled", Severity::Note, "", message, "");
    }
    let name = at(said, &["LegalName"]);
    let number = draft.party_called(&id, &name);
    draft.described(number, "", &id, seen(&at(record, &["Registration", "InitialRegistrationDate"])));
    let founded = draft.date(&at(said, &["EntityCreationDate"]), "EntityCreationDate");
    let expired = [
        at(said, &["EntityExpirationDate"]),
        at(said, &["LegalEntityEvents", "LegalEntityEvent", "LegalEntityEventEffectiveDate"]),
    ];
    let dissolved = match at(said, &["EntityStatus"]).as_str() {
        "INACTIVE" => expired.iter().find_map(|date| draft.date(date, "EntityExpirationDate")),
        _ => None,
    };

    let profile = draft.profile(number);
    profile.party.schema = match at(said, &["EntityCategory"]).as_str() {
        "SOLE_PROPRIETOR" => Schema::LegalEntity,
        "RESIDENT_GOVERNMENT_ENTITY" | "INTERNATIONAL_ORGANIZATION" => Schema::PublicBody,
        "FUND" => Schema::Organization,
        _ => Schema::Company,
    };
    add_name(profile, &name, NameKind::Primary);
    for (list, item) in [
        ("OtherEntityNames", "OtherEntityName"),
        ("TransliteratedOtherEntityNames", "TransliteratedOtherEntityName"),
    ] {
        for other in items(said, list, item) {
            let kind = [at(other, &["@type"]), at(other, &["type"])].concat();
            let name = [text(other), at(other, &[item])].concat();
            let kind = if kind.contains("PREVIOUS") { NameKind::Former } else { NameKind::Alias };
            add_name(profile, &name, kind);
        }
    }
    for which in ["LegalAddress", "HeadquartersAddress"] {
        if let Some(address) = address(&said[which])
            && profile.party.addresses.iter().all(|held| held != &address)
        {
            profile.party.addresses.push(address);
        }
    }
    let jurisdiction = at(said, &["LegalJurisdiction"]);
    let places =
        [at(said, &["LegalAddress", "Country"]), jurisdiction.split('-').next().unwrap_or("").to_owned()];
    places.iter().filter_map(|code| country(code)).for_each(|found| profile.party.add_country(found));
    profile.party.identifiers.push(Identifier { kind: IdentifierKind::Lei, value: id, country: None });
    let registered = at(said, &["RegistrationAuthority", "RegistrationAuthorityEntityID"]);
    if !registered.is_empty() {
        // The business register of China gives the unified code.
        let is_uscc =
            registered.len() == 18 && profile.party.countries.iter().any(|country| country.as_str() == "CN");
        let kind = if is_uscc { IdentifierKind::Uscc } else { IdentifierKind::Registration };
        let issued_by = profile.party.countries.first().copied();
        profile.party.identifiers.push(Identifier { kind, value: registered, country: issued_by });
    }
    profile.status = at(said, &["EntityStatus"]);
    profile.founded = founded.or(profile.founded);
    profile.dissolved = dissolved.or(profile.dissolved);
    for successor in items(said, "SuccessorEntity", "SuccessorEntity").chain(items(
        said,
        "SuccessorEntities",
        "SuccessorEntity",
    )) {
        let (other, name) = (at(successor, &["SuccessorLEI"]), at(successor, &["SuccessorEntityName"]));
        let after = match (other.is_empty(), name.is_empty()) {
            (false, _) => draft.party(&other),
            (true, false) => draft.party_named(&name, Schema::LegalEntity),
            (true, true) => continue,
        };
        let record = at(record, &["LEI"]);
        let period = Period { from: dissolved.and_then(whole), until: None };
        draft.interest(Found {
            holder: number,
            held: after,
            kind: InterestKind::Predecessor,
            period,
            ..bare(number, &record)
        });
    }
}

/// The items of a list that is written as a list, or as an object with a list in it.
fn items<'a>(value: &'a Value, list: &str, item: &str) -> impl Iterator<Item = &'a Value> {
    let held = each(value.get(list));
    let inner: Vec<&Value> = held
        .iter()
        .flat_map(|one| match one.get(item) {
            Some(Value::Array(many)) => many.iter().collect(),
            Some(Value::Object(_)) => vec![&one[item]],
            _ => vec![one],
        })
        .collect();
    inner.into_iter()
}

fn address(said: &Value) -> Option<Address> {
    let mut parts = vec![at(said, &["FirstAddressLine"])];
    parts.extend(texts(said.get("AdditionalAddressLine")));
    parts.extend(["City", "Region", "PostalCode"].map(|part| at(said, &[part])));
    parts.retain(|part| !part.is_empty());
    let country = country(&at(said, &["Country"]));
    (!parts.is_empty() || country.is_some()).then(|| Address { text: parts.join(", "), country })
}

fn whole(date: PartialDate) -> Option<chokepoint_model::Date> {
    chokepoint_model::Date::new(date.year, i8::try_from(date.month?).ok()?, i8::try_from(date.day?).ok()?)
        .ok()
}

fn bare(number: chokepoint_model::PartyNumber, record: &str) -> Found<'_> {
    Found {
        holder: number,
        held: number,
        kind: InterestKind::Unknown,
        share: Share::UNKNOWN,
        directness: Directness::Direct,
        period: Period::default(),
        role: "",
        source: "",
        record,
        seen: None,
    }
}

fn relationship(record: &Value, draft: &mut Draft) {
    let said = &record["Relationship"];
    let status = at(record, &["Registration", "RegistrationStatus"]);
    if matches!(status.as_str(), "ANNULLED" | "DUPLICATE") {
        let message = format!("relationships with the registration status {status} are passed over");
        return draft.issue("annulled", Severity::Note, "", message, "");
    }
    let kind_word = at(said, &["RelationshipType"]);
    let Some(kind) = words::kind(&kind_word) else {
        let message = format!("unknown relationship {:?}", short(&kind_word));
        return draft.issue(
            "relationship",
            Severity::Warning,
            "RelationshipType",
            message,
            "it was left out",
        );
    };
    let node = |which: &str| {
        said[which].get("NodeID").or_else(|| said[which].get("LEI")).cloned().unwrap_or_default()
    };
    // The relationship is told from below: the start node is consolidated by the end node.
    let (Some(held), Some(holder)) = (lei(&node("StartNode"), draft), lei(&node("EndNode"), draft)) else {
        return;
    };
    let period = items(said, "RelationshipPeriods", "RelationshipPeriod")
        .find(|period| at(period, &["PeriodType"]) == "RELATIONSHIP_PERIOD")
        .map(|period| (at(period, &["StartDate"]), at(period, &["EndDate"])))
        .unwrap_or_default();
    let mut period = draft.period(&period.0, &period.1);
    if at(said, &["RelationshipStatus"]) == "INACTIVE" && period.until.is_none() {
        // It has ended; the last day on which the record was written is the last on which it can have stood.
        period.until = seen(&at(record, &["Registration", "LastUpdateDate"]));
    }
    let share = items(said, "RelationshipQuantifiers", "RelationshipQuantifier")
        .find(|quantifier| at(quantifier, &["QuantifierUnits"]) == "PERCENTAGE")
        .map(|quantifier| at(quantifier, &["QuantifierAmount"]))
        .filter(|written| !written.is_empty());
    let share = share.map_or(Share::UNKNOWN, |written| {
        draft.share(Amount::read(&written).and_then(Amount::percent), &written, "QuantifierAmount")
    });
    let (holder, held_number) = (draft.party(&holder), draft.party(&held));
    let is_indirect = kind_word.contains("ULTIMATELY");
    let row = format!("{held} {kind_word}");
    draft.interest(Found {
        holder,
        held: held_number,
        kind,
        share,
        directness: if is_indirect { Directness::Indirect } else { Directness::Direct },
        period,
        role: &kind_word,
        source: "",
        record: &row,
        seen: seen(&at(record, &["Registration", "InitialRegistrationDate"])),
    });
}

fn exception(record: &Value, draft: &mut Draft) {
    let Some(id) = lei(&record["LEI"], draft) else { return };
    let of = draft.party(&id);
    let category = at(record, &["ExceptionCategory"]);
    let mut reasons = texts(record.get("ExceptionReason"));
    reasons.extend(texts(record.get("ExceptionReasons")));
    if reasons.is_empty() {
        let message = format!("an exception of {id} without a reason");
        draft.issue(
            "reason",
            Severity::Warning,
            "ExceptionReason",
            message,
            "the owners are taken as unknown",
        );
        reasons.push("unknown".to_owned());
    }
    for reason in reasons {
        draft.gap(of, &reason, &format!("{id} {category}"));
    }
}
