//! How an entity is written into a snapshot. The domain types carry no wire format; these do.

use chokepoint_model::{
    Address, BirthDate, Citation, Country, Date, Identifier, IdentifierKind, LicenceRequirement, Listing,
    Name, NameKind, PartialDate, Party, Period, RecordKey, Requirement, Review, ReviewPolicy, Schema,
};
use serde::{Deserialize, Serialize};

use crate::entity::{Entity, EntityListing};

/// Declares, for an enum without data, a pair of functions to and from its number in the file. The numbers are part
/// of the format: append, never reorder.
macro_rules! numbered {
    ($to:ident, $from:ident, $kind:ident, [$($variant:ident),+ $(,)?]) => {
        const _: () = { let _ = |kind: $kind| match kind { $($kind::$variant => ()),+ }; };
        pub(crate) fn $to(kind: $kind) -> u8 {
            const ALL: &[$kind] = &[$($kind::$variant),+];
            ALL.iter().position(|one| *one == kind).unwrap_or(0) as u8
        }
        pub(crate) fn $from(number: u8) -> $kind {
            const ALL: &[$kind] = &[$($kind::$variant),+];
            ALL[usize::from(number).min(ALL.len() - 1)]
        }
    };
}

numbered!(
    schema_number,
    schema,
    Schema,
    [Person, Company, Organization, PublicBody, LegalEntity, Vessel, Airplane, Address]
);
numbered!(name_kind_number, name_kind, NameKind, [Primary, Alias, WeakAlias, Former]);
numbered!(
    identifier_number,
    identifier_kind,
    IdentifierKind,
    [
        Uscc,
        Lei,
        Imo,
        Inn,
        Ogrn,
        Mmsi,
        Bic,
        Aircraft,
        CallSign,
        Passport,
        NationalId,
        Tax,
        Registration,
        Duns,
        Other
    ]
);
numbered!(
    requirement_number,
    requirement,
    Requirement,
    [
        AllItems,
        AllItemsWithException,
        AllItemsInNamedProjects,
        CommerceControlList,
        CommerceControlListAndSupplement7,
        Supplement2To744,
        NamedItems,
        Other
    ]
);
numbered!(
    review_number,
    review,
    Review,
    [PolicyOfDenial, PresumptionOfDenial, CaseByCase, PresumptionOfApproval, AsCitedSection, Other]
);

type WireDate = (i16, u8, u8);
type WirePartial = (i16, u8, u8, bool);
type WireCountry = [u8; 2];

#[derive(Serialize, Deserialize)]
struct WireEntity {
    id: String,
    records: Vec<(String, String)>,
    schema: u8,
    names: Vec<(String, u8)>,
    addresses: Vec<(String, Option<WireCountry>)>,
    identifiers: Vec<(u8, String, Option<WireCountry>)>,
    birth_dates: Vec<(WirePartial, Option<WirePartial>)>,
    birth_places: Vec<String>,
    countries: Vec<WireCountry>,
    listings: Vec<WireListing>,
}

#[derive(Serialize, Deserialize)]
struct WireListing {
    record: u32,
    also: Vec<u32>,
    list: String,
    from: Option<WireDate>,
    until: Option<WireDate>,
    programmes: Vec<String>,
    citations: Vec<(String, Option<WireDate>)>,
    requirement: Option<(u8, Vec<String>, String)>,
    review: Option<(u8, bool, Vec<String>, String)>,
    footnotes: Vec<u8>,
    standard_order: Option<bool>,
    remarks: String,
    url: String,
}

/// An entity as bytes.
pub(crate) fn encode(entity: &Entity) -> Vec<u8> {
    postcard::to_stdvec(&to_wire(entity)).unwrap_or_default()
}

/// An entity from bytes; `None` when they are not one.
pub(crate) fn decode(bytes: &[u8]) -> Option<Entity> {
    postcard::from_bytes(bytes).ok().map(from_wire)
}

/// The id alone, which stands first.
pub(crate) fn decode_id(bytes: &[u8]) -> Option<&str> {
    postcard::take_from_bytes(bytes).ok().map(|(id, _)| id)
}

fn to_wire(entity: &Entity) -> WireEntity {
    let party = &entity.party;
    WireEntity {
        id: entity.id.clone(),
        records: entity.records.iter().map(|key| (key.source.clone(), key.id.clone())).collect(),
        schema: schema_number(party.schema),
        names: party.names.iter().map(|name| (name.text.clone(), name_kind_number(name.kind))).collect(),
        addresses: party.addresses.iter().map(|a| (a.text.clone(), a.country.map(wire_country))).collect(),
        identifiers: party
            .identifiers
            .iter()
            .map(|i| (identifier_number(i.kind), i.value.clone(), i.country.map(wire_country)))
            .collect(),
        birth_dates: party
            .birth_dates
            .iter()
            .map(|d| (wire_partial(d.from), d.to.map(wire_partial)))
            .collect(),
        birth_places: party.birth_places.clone(),
        countries: party.countries.iter().copied().map(wire_country).collect(),
        listings: entity.listings.iter().map(listing_to_wire).collect(),
    }
}

fn from_wire(wire: WireEntity) -> Entity {
    Entity {
        id: wire.id,
        records: wire.records.into_iter().map(|(source, id)| RecordKey { source, id }).collect(),
        party: Party {
            schema: schema(wire.schema),
            names: wire.names.into_iter().map(|(text, kind)| Name { text, kind: name_kind(kind) }).collect(),
            addresses: wire
                .addresses
                .into_iter()
                .map(|(text, of)| Address { text, country: of.and_then(country) })
                .collect(),
            identifiers: wire
                .identifiers
                .into_iter()
                .map(|(kind, value, of)| Identifier {
                    kind: identifier_kind(kind),
                    value,
                    country: of.and_then(country),
                })
                .collect(),
            birth_dates: wire
                .birth_dates
                .into_iter()
                .map(|(from, to)| BirthDate { from: partial(from), to: to.map(partial) })
                .collect(),
            birth_places: wire.birth_places,
            countries: wire.countries.into_iter().filter_map(country).collect(),
        },
        listings: wire.listings.into_iter().map(listing_from_wire).collect(),
    }
}

fn listing_to_wire(held: &EntityListing) -> WireListing {
    let listing = &held.listing;
    WireListing {
        record: held.record,
        also: held.also.clone(),
        list: listing.list.clone(),
        from: listing.period.from.map(wire_date),
        until: listing.period.until.map(wire_date),
        programmes: listing.programmes.clone(),
        citations: listing.citations.iter().map(|c| (c.text.clone(), c.published.map(wire_date))).collect(),
        requirement: listing
            .requirement
            .as_ref()
            .map(|r| (requirement_number(r.requirement), r.sections.clone(), r.text.clone())),
        review: listing
            .review
            .as_ref()
            .map(|r| (review_number(r.review), r.with_exceptions, r.sections.clone(), r.text.clone())),
        footnotes: listing.footnotes.clone(),
        standard_order: listing.standard_order,
        remarks: listing.remarks.clone(),
        url: listing.url.clone(),
    }
}

fn listing_from_wire(wire: WireListing) -> EntityListing {
    EntityListing {
        record: wire.record,
        also: wire.also,
        listing: Listing {
            list: wire.list,
            period: Period { from: wire.from.and_then(date), until: wire.until.and_then(date) },
            programmes: wire.programmes,
            citations: wire
                .citations
                .into_iter()
                .map(|(text, published)| Citation { text, published: published.and_then(date) })
                .collect(),
            requirement: wire.requirement.map(|(kind, sections, text)| LicenceRequirement {
                requirement: requirement(kind),
                sections,
                text,
            }),
            review: wire.review.map(|(kind, with_exceptions, sections, text)| ReviewPolicy {
                review: review(kind),
                with_exceptions,
                sections,
                text,
            }),
            footnotes: wire.footnotes,
            standard_order: wire.standard_order,
            remarks: wire.remarks,
            url: wire.url,
        },
    }
}

fn wire_country(country: Country) -> WireCountry {
    let code = country.as_str().as_bytes();
    [code[0], code[1]]
}

fn country(code: WireCountry) -> Option<Country> {
    std::str::from_utf8(&code).ok().and_then(Country::from_code)
}

fn wire_date(date: Date) -> WireDate {
    (date.year(), date.month() as u8, date.day() as u8)
}

fn date((year, month, day): WireDate) -> Option<Date> {
    Date::new(year, month as i8, day as i8).ok()
}

fn wire_partial(date: PartialDate) -> WirePartial {
    (date.year, date.month.unwrap_or(0), date.day.unwrap_or(0), date.circa)
}

fn partial((year, month, day, circa): WirePartial) -> PartialDate {
    PartialDate { year, month: (month > 0).then_some(month), day: (day > 0).then_some(day), circa }
}
