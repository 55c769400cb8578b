//! FollowTheMoney entities: parties, the interests that are entities of their own, and what others lend to parties.
//!
//! An interest may stand before the parties it joins. A change of a delta file adds what it says; a deletion is told,
//! since what it takes away cannot be known from the file alone.

mod party;

use super::{
    amount::Amount,
    draft::{Draft, Found, seen, short},
    values::{each, text, texts},
    words,
};
use chokepoint_model::{Address, Directness, InterestKind, Listing, Period, Severity, Share};
use serde_json::Value;

/// An entity while it is read.
pub(super) struct Entity<'a> {
    pub(super) id: String,
    /// The ids of those that it was merged from.
    referents: Vec<String>,
    pub(super) schema: &'a str,
    properties: &'a Value,
    /// The first data set that it is of; empty when it names none.
    pub(super) dataset: String,
    pub(super) datasets: Vec<String>,
    pub(super) first_seen: String,
}

impl Entity<'_> {
    /// The values of a property: texts, numbers, or the ids of entities nested in place of their ids.
    pub(super) fn values(&self, property: &str) -> Vec<String> {
        let one = |value: &Value| match value {
            Value::Object(nested) => nested.get("id").map(text).unwrap_or_default(),
            value => text(value),
        };
        each(self.properties.get(property)).iter().map(one).filter(|text| !text.is_empty()).collect()
    }

    pub(super) fn value(&self, property: &str) -> String {
        self.values(property).into_iter().next().unwrap_or_default()
    }
}

/// Schemata that join two entities: who has it, in whom, and what it is.
const EDGES: [(&str, &str, &str, InterestKind); 12] = [
    ("Ownership", "owner", "asset", InterestKind::Capital),
    ("Control", "controller", "controlled", InterestKind::Control),
    ("Directorship", "director", "organization", InterestKind::Director),
    ("Employment", "employee", "employer", InterestKind::Officer),
    ("Membership", "member", "organization", InterestKind::Member),
    ("Occupancy", "holder", "post", InterestKind::PublicOffice),
    ("Succession", "predecessor", "successor", InterestKind::Predecessor),
    ("Representation", "agent", "client", InterestKind::Agent),
    ("Family", "person", "relative", InterestKind::Family),
    ("Associate", "person", "associate", InterestKind::Associate),
    ("UnknownLink", "subject", "object", InterestKind::Unknown),
    ("ProjectParticipant", "participant", "project", InterestKind::Member),
];
/// Things that are no parties and join none: read elsewhere or of no use to a registry.
const PASSED_OVER: [&str; 14] = [
    "Payment",
    "Debt",
    "Contract",
    "ContractAward",
    "CourtCase",
    "CourtCaseParty",
    "Documentation",
    "Document",
    "Similar",
    "Mention",
    "Note",
    "Article",
    "TaxRoll",
    "Risk",
];

/// Reads one entity.
pub(super) fn entity(object: &Value, draft: &mut Draft) {
    let entity = Entity {
        id: object.get("id").map(text).unwrap_or_default(),
        referents: texts(object.get("referents")),
        schema: object["schema"].as_str().unwrap_or_default(),
        properties: &object["properties"],
        dataset: texts(object.get("datasets")).into_iter().min().unwrap_or_default(),
        datasets: texts(object.get("datasets")),
        first_seen: object.get("first_seen").map(text).unwrap_or_default(),
    };
    if entity.id.is_empty() || entity.schema.is_empty() {
        let message = format!("an entity has no {}", if entity.id.is_empty() { "id" } else { "schema" });
        return draft.issue(
            "entity",
            Severity::Error,
            "",
            message,
            "it was left out: give each entity an id and a schema",
        );
    }
    match entity.schema {
        "Address" => {
            let address = address(&entity);
            draft.addresses.insert(entity.id.as_str().into(), address);
        }
        "Sanction" => {
            for party in entity.values("entity") {
                let listing = listing(&entity, draft);
                let number = draft.party(&party);
                draft.profile(number).listings.push(listing);
            }
        }
        "Passport" | "Identification" => party::document(&entity, draft),
        schema if PASSED_OVER.contains(&schema) => {
            let message = format!("entities of the schema {schema} are passed over");
            draft.issue(&format!("schema {schema}"), Severity::Note, "", message, "");
        }
        schema => match EDGES.iter().find(|edge| edge.0 == schema) {
            Some((_, holder, held, kind)) => edge(&entity, holder, held, *kind, draft),
            None => party::describe(&entity, draft),
        },
    }
}

/// Reads an operation of a delta file.
pub(super) fn change(object: &Value, draft: &mut Draft) {
    match object["op"].as_str() {
        Some("ADD" | "MOD") if object["entity"].get("schema").is_some() => {
            draft.is_newer = true;
            entity(&object["entity"], draft);
            draft.is_newer = false;
        }
        Some("DEL") => {
            let place = draft.here();
            draft.deleted.push((text(&object["entity"]["id"]).into(), place));
        }
        _ => {
            let message = "an operation that is neither ADD, MOD nor DEL".to_owned();
            draft.issue("operation", Severity::Error, "", message, "it was left out");
        }
    }
}

fn edge(entity: &Entity<'_>, holder: &str, held: &str, kind: InterestKind, draft: &mut Draft) {
    let (holders, held) = (entity.values(holder), entity.values(held));
    if holders.is_empty() || held.is_empty() {
        let message = format!("{} {:?} names only one side", entity.schema, short(&entity.id));
        return draft.issue("edge", Severity::Warning, holder, message, "it was left out");
    }
    let date = |properties: [&str; 2]| properties.iter().map(|p| entity.value(p)).find(|d| !d.is_empty());
    let from = date(["startDate", "periodStart"]).unwrap_or_default();
    let until = date(["endDate", "periodEnd"]).unwrap_or_default();
    let period = draft.period(&from, &until);
    // A succession happens on a day; it has no end.
    let period = match kind {
        InterestKind::Predecessor if period == Period::default() => draft.period(&entity.value("date"), ""),
        _ => period,
    };
    let said = ["role", "position", "relationship", "ownershipType", "controlType", "status"];
    let role =
        said.iter().map(|property| entity.value(property)).find(|role| !role.is_empty()).unwrap_or_default();
    let kind = told_by_words(kind, entity, &role);
    let share = match share(entity, draft) {
        Share::UNKNOWN => stated_by_words(entity, &role),
        share => share,
    };
    let share = if kind.has_share() { share } else { Share::UNKNOWN };
    for holder in &holders {
        let holder = draft.party(holder);
        for held in &held {
            let held = draft.party(held);
            draft.interest(Found {
                holder,
                held,
                kind,
                share,
                directness: directness(&role),
                period,
                role: &role,
                source: &entity.dataset,
                record: &entity.id,
                seen: seen(&entity.first_seen),
            });
        }
    }
}

/// A schema says in general what its words may say more closely.
fn told_by_words(kind: InterestKind, entity: &Entity<'_>, role: &str) -> InterestKind {
    let told = |property: &str| words::kind(&entity.value(property));
    match kind {
        InterestKind::Capital => {
            match told("ownershipType").or_else(|| told("sharesType")).or_else(|| words::kind(role)) {
                Some(
                    close @ (InterestKind::Votes
                    | InterestKind::Branch
                    | InterestKind::Nominee
                    | InterestKind::Trust),
                ) => close,
                _ => kind,
            }
        }
        InterestKind::Director | InterestKind::Officer => match words::kind(role) {
            Some(close) if close.is_office() => close,
            _ => kind,
        },
        InterestKind::Unknown => match words::kind(role) {
            Some(close) if !close.has_share() => close,
            _ => kind,
        },
        _ => kind,
    }
}

fn directness(role: &str) -> Directness {
    if role.to_lowercase().contains("indirect") || role.contains("间接") {
        Directness::Indirect
    } else {
        Directness::Direct
    }
}

/// The share in per cent; of several values, from the lowest to the highest.
fn share(entity: &Entity<'_>, draft: &mut Draft) -> Share {
    let mut all: Option<Share> = None;
    for written in entity.values("percentage") {
        let share = draft.share(Amount::read(&written).and_then(Amount::percent), &written, "percentage");
        all = Some(all.map_or(share, |before| before.or(share)));
    }
    all.unwrap_or(Share::UNKNOWN)
}

/// The share that the words of an edge state: its role, as Companies House writes a nature of control, or another text.
fn stated_by_words(entity: &Entity<'_>, role: &str) -> Share {
    let said = ["role", "ownershipType", "sharesType", "description", "summary"];
    let texts = said.iter().flat_map(|property| entity.values(property)).chain([role.to_owned()]);
    let read = |text: String| {
        let nature: String = text.to_lowercase().replace([' ', '_'], "-");
        let of_nature = words::nature(&nature).and_then(|(_, low, high)| Amount::of_word(low, high).ok());
        let amount = of_nature
            .or_else(|| Amount::inside(&text))
            .or_else(|| words::share_word(&text).and_then(|_| Amount::read(&text).ok()))?;
        amount.percent().ok()
    };
    texts.filter_map(read).next().unwrap_or(Share::UNKNOWN)
}

fn address(entity: &Entity<'_>) -> Address {
    let parts = ["street", "street2", "postOfficeBox", "postalCode", "city", "region", "state"];
    let full = entity.value("full");
    let text = if full.is_empty() {
        let parts: Vec<String> =
            parts.iter().map(|part| entity.value(part)).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    } else {
        full
    };
    Address { text, country: entity.values("country").iter().find_map(|code| crate::parties::country(code)) }
}

fn listing(entity: &Entity<'_>, draft: &mut Draft) -> Listing {
    let named = [entity.values("programId"), entity.values("program"), vec![entity.dataset.clone()]].concat();
    let dataset = if entity.dataset.is_empty() { "ftm" } else { &entity.dataset };
    let list = named.iter().find_map(|name| words::list(name)).unwrap_or(dataset);
    let from = Some(entity.value("startDate")).filter(|day| !day.is_empty());
    let period = draft.period(&from.unwrap_or_else(|| entity.value("listingDate")), &entity.value("endDate"));
    let programmes = entity.values("program");
    Listing {
        period,
        programmes: if programmes.is_empty() { entity.values("programId") } else { programmes },
        url: entity.value("sourceUrl"),
        ..Listing::on(list)
    }
}
