//! Who takes part in a transaction or stands on a list, as a document names them.

use crate::{Country, PartialDate};

/// What kind of thing an entity is, in the words of FollowTheMoney.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Schema {
    /// A natural person.
    Person,
    /// A company: a legal person that trades.
    Company,
    /// An organisation of any other kind: institute, university, party, armed group.
    Organization,
    /// A ministry, agency or state body.
    PublicBody,
    /// A person or an organisation; the source does not say which.
    #[default]
    LegalEntity,
    /// A ship.
    Vessel,
    /// An aircraft.
    Airplane,
    /// A place that is itself listed (the address-only entries of the Entity List).
    Address,
}

impl Schema {
    /// The name of the schema in FollowTheMoney.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Company => "Company",
            Self::Organization => "Organization",
            Self::PublicBody => "PublicBody",
            Self::LegalEntity => "LegalEntity",
            Self::Vessel => "Vessel",
            Self::Airplane => "Airplane",
            Self::Address => "Address",
        }
    }

    /// Reads the name of a FollowTheMoney schema, in any case; `None` for one that is no party.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.trim().to_ascii_lowercase().as_str() {
            "person" | "individual" => Self::Person,
            "company" => Self::Company,
            "organization" | "organisation" => Self::Organization,
            "publicbody" => Self::PublicBody,
            "legalentity" | "entity" | "party" | "thing" => Self::LegalEntity,
            "vessel" => Self::Vessel,
            "airplane" | "aircraft" => Self::Airplane,
            "address" => Self::Address,
            _ => return None,
        })
    }

    /// Whether a party of one kind can be an entity of the other: a person is never a ship, and what the
    /// source calls a legal entity may be a person or a company.
    pub fn can_be(self, other: Self) -> bool {
        use Schema::{Address, Airplane, Company, LegalEntity, Organization, Person, PublicBody, Vessel};
        match (self, other) {
            (a, b) if a == b => true,
            (Vessel | Airplane | Address, _) | (_, Vessel | Airplane | Address) => false,
            (LegalEntity, _) | (_, LegalEntity) => true,
            (Person, _) | (_, Person) => false,
            (Company | Organization | PublicBody, Company | Organization | PublicBody) => true,
        }
    }
}

/// How a name belongs to its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum NameKind {
    /// The name a source prints first.
    #[default]
    Primary,
    /// Another name the source vouches for ("a.k.a.").
    Alias,
    /// A name the source itself calls weak or low quality: a nickname, a bare acronym.
    WeakAlias,
    /// A name it no longer bears ("f.k.a.").
    Former,
}

/// A name as written, with how it belongs to its bearer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// As the source writes it; any script.
    pub text: String,
    /// Primary, alias, weak alias or former name.
    pub kind: NameKind,
}

impl Name {
    /// A primary name.
    pub fn primary(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: NameKind::Primary }
    }

    /// An alias.
    pub fn alias(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: NameKind::Alias }
    }
}

/// An address as written, with the country the source gives for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Address {
    /// As the source writes it, its parts joined by ", "; empty when only the country is given.
    pub text: String,
    /// The country, when the source gives one.
    pub country: Option<Country>,
}

/// What an identifier identifies, and so how it is checked and what a meeting of two counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// Unified Social Credit Code of China, GB 32100-2015: 18 characters.
    Uscc,
    /// Legal Entity Identifier, ISO 17442: 20 characters, ISO 7064 MOD 97-10.
    Lei,
    /// IMO ship number: 7 digits.
    Imo,
    /// Taxpayer number of Russia (INN): 10 or 12 digits.
    Inn,
    /// State registration number of Russia (OGRN, OGRNIP): 13 or 15 digits.
    Ogrn,
    /// Maritime Mobile Service Identity: 9 digits, no check digit.
    Mmsi,
    /// SWIFT or BIC, ISO 9362: 8 or 11 characters.
    Bic,
    /// Aircraft registration or construction number.
    Aircraft,
    /// Radio call sign.
    CallSign,
    /// Passport number.
    Passport,
    /// National identity number.
    NationalId,
    /// Tax number of any country without a rule above.
    Tax,
    /// Company registration number of any country without a rule above.
    Registration,
    /// DUNS number: 9 digits.
    Duns,
    /// Anything else the source calls an identifier.
    Other,
}

/// An identifier as the source gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identifier {
    /// What it identifies.
    pub kind: IdentifierKind,
    /// As written.
    pub value: String,
    /// The country that issued it, when the source says.
    pub country: Option<Country>,
}

/// A birth date, or the founding date of an organisation, as the source knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate {
    /// The date, or the earliest when the source gives a range.
    pub from: PartialDate,
    /// The latest when the source gives a range.
    pub to: Option<PartialDate>,
}

/// A party: who takes part in a transaction as the document names it, or whom a list entry describes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Party {
    /// What kind of thing it is.
    pub schema: Schema,
    /// All names, the primary one first. May be empty for an address-only entry.
    pub names: Vec<Name>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// Identifiers.
    pub identifiers: Vec<Identifier>,
    /// Birth dates of a person (several when the source is unsure).
    pub birth_dates: Vec<BirthDate>,
    /// Places of birth as written.
    pub birth_places: Vec<String>,
    /// Every country the source ties it to: seat, nationality, citizenship, flag. Sorted, without repeats.
    pub countries: Vec<Country>,
}

impl Party {
    /// A party of one name and nothing else known.
    pub fn named(name: impl Into<String>, schema: Schema) -> Self {
        Self { schema, names: vec![Name::primary(name)], ..Self::default() }
    }

    /// The name to show: the first one, or the first address of an address-only entry.
    pub fn caption(&self) -> &str {
        match (self.names.first(), self.addresses.first()) {
            (Some(name), _) => &name.text,
            (None, Some(address)) => &address.text,
            (None, None) => "",
        }
    }

    /// Adds a country once, keeping the order.
    pub fn add_country(&mut self, country: Country) {
        if let Err(place) = self.countries.binary_search(&country) {
            self.countries.insert(place, country);
        }
    }
}
