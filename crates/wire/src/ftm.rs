//! Entities and links as FollowTheMoney: an entity a line, with the sources that say so.

use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{
    ContactKind, IdentifierKind, Interest, InterestKind, NameKind, Profile, Registry, Schema, Stated,
};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// All parties and interests, an entity a line.
pub fn entities(of: &Investigation) -> String {
    let mut out = String::new();
    let mut line = |value: Value| {
        // A string takes everything.
        let _ = writeln!(out, "{value}");
    };
    of.registry.profiles.iter().for_each(|profile| line(party(profile)));
    for profile in &of.registry.profiles {
        for (number, listing) in (1..).zip(&profile.listings) {
            let mut properties = Properties::default();
            properties.add("entity", &profile.id);
            properties.add("program", &listing.list);
            listing.citations.iter().for_each(|cite| properties.add("provisions", &cite.to_string()));
            properties.day("startDate", listing.period.from);
            properties.day("endDate", listing.period.until);
            properties.add("sourceUrl", &listing.url);
            line(entity(
                &format!("{}-listing-{number}", profile.id),
                "Sanction",
                properties,
                &profile.stated,
            ));
        }
    }
    for (number, interest) in (1..).zip(&of.registry.interests) {
        if let Some(value) = link(&of.registry, number, interest) {
            line(value);
        }
    }
    out
}

#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn add(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let values = self.0.entry(name).or_insert_with(|| json!([]));
        if let Some(values) = values.as_array_mut()
            && values.iter().all(|held| held != value)
        {
            values.push(json!(value));
        }
    }

    fn day(&mut self, name: &str, day: Option<chokepoint_model::Date>) {
        self.add(name, &day.map(|day| day.to_string()).unwrap_or_default());
    }
}

fn entity(id: &str, schema: &str, properties: Properties, stated: &Stated) -> Value {
    let mut value = json!({ "id": id, "schema": schema, "properties": properties.0 });
    if !stated.source.is_empty() {
        value["datasets"] = json!([stated.source.as_ref()]);
    }
    if let Some(seen) = stated.seen {
        value["first_seen"] = json!(seen.to_string());
    }
    value
}

fn party(profile: &Profile) -> Value {
    let mut properties = Properties::default();
    if profile.party.names.is_empty() {
        properties.add("name", profile.caption());
    }
    for name in &profile.party.names {
        let property = match name.kind {
            NameKind::Primary => "name",
            NameKind::Alias => "alias",
            NameKind::WeakAlias => "weakAlias",
            NameKind::Former => "previousName",
        };
        properties.add(property, &name.text);
    }
    for country in &profile.party.countries {
        properties.add("country", &country.as_str().to_lowercase());
    }
    profile.party.addresses.iter().for_each(|address| properties.add("address", &address.text));
    for identifier in &profile.party.identifiers {
        let property = match identifier.kind {
            IdentifierKind::Uscc => "uscCode",
            IdentifierKind::Lei => "leiCode",
            IdentifierKind::Imo => "imoNumber",
            IdentifierKind::Inn => "innCode",
            IdentifierKind::Ogrn => "ogrnCode",
            IdentifierKind::Passport => "passportNumber",
            IdentifierKind::Tax => "taxNumber",
            IdentifierKind::Registration => "registrationNumber",
            _ => "idNumber",
        };
        properties.add(property, &identifier.value);
    }
    for contact in &profile.contacts {
        let property = match contact.kind {
            ContactKind::Phone => "phone",
            ContactKind::Email => "email",
            ContactKind::Web => "website",
        };
        properties.add(property, &contact.text);
    }
    for birth in &profile.party.birth_dates {
        properties.add("birthDate", &birth.from.to_string());
    }
    let day =
        |date: Option<chokepoint_model::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let is_person = profile.party.schema == Schema::Person;
    if !is_person {
        properties.add("incorporationDate", &day(profile.founded));
        properties.add("dissolutionDate", &day(profile.dissolved));
        properties.add("sector", &profile.scope);
        properties.add("status", &profile.status);
    }
    profile.topics.iter().for_each(|topic| properties.add("topics", topic));
    if !profile.stated.record.is_empty() {
        properties.add("notes", &format!("stated by {}", profile.stated));
    }
    entity(&profile.id, profile.party.schema.as_str(), properties, &profile.stated)
}

/// An interest as the schema of FollowTheMoney that says the most of it.
fn link(registry: &Registry, number: u64, interest: &Interest) -> Option<Value> {
    let (holder, held) = (registry.profile(interest.holder)?, registry.profile(interest.held)?);
    let (schema, from, to) = match interest.kind {
        InterestKind::Capital
        | InterestKind::Votes
        | InterestKind::Board
        | InterestKind::Branch
        | InterestKind::Consolidation
        | InterestKind::Control
        | InterestKind::Influence
        | InterestKind::Trust
        | InterestKind::Nominee => ("Ownership", "owner", "asset"),
        InterestKind::LegalRepresentative
        | InterestKind::Director
        | InterestKind::Supervisor
        | InterestKind::Officer
        | InterestKind::Founder
        | InterestKind::Management => ("Directorship", "director", "organization"),
        InterestKind::Agent => ("Representation", "agent", "client"),
        InterestKind::Member => ("Membership", "member", "organization"),
        InterestKind::PublicOffice => ("Employment", "employee", "employer"),
        InterestKind::Predecessor => ("Succession", "predecessor", "successor"),
        InterestKind::Family => ("Family", "person", "relative"),
        InterestKind::Associate => ("Associate", "person", "associate"),
        InterestKind::Sponsor | InterestKind::Supplier | InterestKind::Right | InterestKind::Unknown => {
            ("UnknownLink", "subject", "object")
        }
    };
    let mut properties = Properties::default();
    properties.add(from, &holder.id);
    properties.add(to, &held.id);
    let role = if interest.role.is_empty() { interest.kind.as_str() } else { interest.role.as_ref() };
    properties.add("role", role);
    if interest.kind.has_share() && !interest.share.is_unknown() {
        properties.add("percentage", &interest.share.to_string());
    }
    properties.day("startDate", interest.period.from);
    properties.day("endDate", interest.period.until);
    properties.add("recordId", &interest.stated.record);
    Some(entity(&format!("link-{number}"), schema, properties, &interest.stated))
}
