//! Cells become a party; what cannot be understood becomes an issue.

use super::{country, types};
use crate::dates::birth;
use chokepoint_model::{
    Address, BirthDate, Identifier, IdentifierKind, Name, NameKind, PartialDate, Party, Schema, Severity,
};
use chokepoint_tables::{is_placeholder, values};
use chokepoint_text::identifier::{self, Check, Scheme};

/// What to say of a cell: how much it costs, what is wrong, what to do.
pub(crate) type Remark = (Severity, String, &'static str);

/// What the cells of a row came to.
pub(crate) enum Read {
    /// A party.
    Party(Party),
    /// Nothing at all.
    Nothing,
    /// A word that only holds the place of a name (`TBD`).
    Placeholder(String),
    /// A name without letters and digits.
    NoName(String),
}

/// A party while its cells are read.
#[derive(Default)]
pub(crate) struct Draft {
    party: Party,
    /// Given name, middle name, family name.
    person: [String; 3],
    /// Street lines, postcode, city, region.
    address: [Vec<String>; 4],
    has_address: bool,
    more_addresses: Vec<String>,
    placeholder: String,
    /// What to say of its cells.
    pub(crate) remarks: Vec<Remark>,
    /// A word for its kind that is unknown.
    pub(crate) unknown_kind: Option<String>,
}

impl Draft {
    pub(crate) fn new(schema: Schema) -> Self {
        Self { party: Party { schema, ..Party::default() }, ..Self::default() }
    }

    /// Takes a cell that holds something.
    pub(crate) fn set(&mut self, field: &str, cell: &str) {
        // "NA" is a country; everywhere else it holds a place.
        if !field.starts_with("country") && is_placeholder(cell) {
            if field.starts_with("name") && self.placeholder.is_empty() {
                cell.clone_into(&mut self.placeholder);
            }
            return;
        }
        match field {
            "name" | "name english" | "name local" => self.party.names.push(Name::primary(cell)),
            "name more" => {
                // The second line of a name (SAP's NAME2) may be the rest of it, or a department.
                let whole = self.party.names.first().map(|name| format!("{} {cell}", name.text));
                self.party.names.push(Name::alias(whole.unwrap_or_else(|| cell.to_owned())));
            }
            "alias" => {
                let aliases = cell.split([';', '|', '；']).map(str::trim).filter(|alias| !alias.is_empty());
                self.party.names.extend(aliases.map(Name::alias));
            }
            "given" => cell.clone_into(&mut self.person[0]),
            "middle" => cell.clone_into(&mut self.person[1]),
            "family" => cell.clone_into(&mut self.person[2]),
            "schema" => match types::kind(cell) {
                Some(schema) => self.party.schema = schema,
                None => self.unknown_kind = Some(cell.to_owned()),
            },
            "country" => self.countries(cell),
            // "地区" holds countries in one table and cities in another.
            "country or region" => match country(cell) {
                Some(country) => self.party.add_country(country),
                None => self.address[3].push(cell.to_owned()),
            },
            // Another column of addresses is another address; a second line belongs to the first.
            "address" if self.has_address => self.more_addresses.push(cell.to_owned()),
            "address" => {
                self.has_address = true;
                self.address[0].insert(0, cell.to_owned());
            }
            "address more" => self.address[0].push(cell.to_owned()),
            "postcode" => self.address[1].push(values::whole_number(cell).into_owned()),
            "city" => self.address[2].push(cell.to_owned()),
            "region" => self.address[3].push(cell.to_owned()),
            "birth date" => self.birth_date(cell),
            "birth place" => self.party.birth_places.push(cell.to_owned()),
            other => {
                if let Some(kind) = identifier_kind(other) {
                    self.identifier(kind, cell);
                }
            }
        }
    }

    fn identifier(&mut self, kind: IdentifierKind, cell: &str) {
        let cell = values::whole_number(cell);
        if values::is_shortened(&cell) {
            let message = format!("{cell:?} was shortened by a spreadsheet: its last digits are lost");
            self.remarks.push((Severity::Warning, message, "format the column as text and fill it in again"));
            return;
        }
        self.remarks.extend(wrong_check_digit(kind, &cell));
        self.party.identifiers.push(Identifier { kind, value: cell.into_owned(), country: None });
    }

    fn countries(&mut self, cell: &str) {
        // "Korea, North" is one country, "CN; HK" are two: the whole is tried first.
        let parts =
            if country(cell).is_some() { vec![cell] } else { cell.split([';', '|', '/', '、']).collect() };
        for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty() && !is_placeholder(part))
        {
            match country(part) {
                Some(country) => self.party.add_country(country),
                None => self.remarks.push((
                    Severity::Note,
                    format!("unknown country {part:?}; the party is screened without it"),
                    "use the two-letter code",
                )),
            }
        }
    }

    fn birth_date(&mut self, cell: &str) {
        let read = values::serial_day(cell).map(day_of_birth).or_else(|| birth(cell));
        match read {
            Some(date) => match no_birth(&date) {
                Some(why) => {
                    let message = format!("{cell:?} is {why}; the party is screened without it");
                    self.remarks.push((Severity::Note, message, "fill in the date, or leave it empty"));
                }
                None => self.party.birth_dates.push(date),
            },
            None => self.remarks.push((
                Severity::Warning,
                format!("unknown date {cell:?}; the party is screened without it"),
                "write YYYY-MM-DD",
            )),
        }
    }

    /// What the cells came to.
    pub(crate) fn finish(mut self) -> (Read, Vec<Remark>) {
        let person: Vec<&str> =
            self.person.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if !person.is_empty() {
            self.party.names.insert(0, Name::primary(person.join(" ")));
            if self.party.schema == Schema::LegalEntity {
                self.party.schema = Schema::Person;
            }
        }
        for (number, name) in self.party.names.iter_mut().enumerate() {
            if number > 0 && name.kind == NameKind::Primary {
                name.kind = NameKind::Alias;
            }
        }
        // A company's tax and registration numbers are of its country where it has one only.
        if let [country] = self.party.countries[..] {
            let of_country = [IdentifierKind::Tax, IdentifierKind::Registration, IdentifierKind::NationalId];
            for identifier in self.party.identifiers.iter_mut().filter(|one| of_country.contains(&one.kind)) {
                identifier.country = identifier.country.or(Some(country));
            }
        }
        let parts: Vec<String> = self.address.into_iter().flatten().collect();
        let first = (!parts.is_empty()).then(|| parts.join(", "));
        let country = self.party.countries.first().copied();
        let addresses = first.into_iter().chain(self.more_addresses);
        self.party.addresses.extend(addresses.map(|text| Address { text, country }));
        let nothing_else = self.party.addresses.is_empty() && self.party.identifiers.is_empty();
        let says_something = |name: &Name| name.text.chars().any(char::is_alphanumeric);
        let read = match (nothing_else, self.party.names.is_empty()) {
            (true, true) if !self.placeholder.is_empty() => Read::Placeholder(self.placeholder),
            (true, true) => Read::Nothing,
            (true, false) if !self.party.names.iter().any(says_something) => {
                Read::NoName(self.party.caption().to_owned())
            }
            _ => Read::Party(self.party),
        };
        (read, self.remarks)
    }
}

fn identifier_kind(field: &str) -> Option<IdentifierKind> {
    Some(match field {
        "uscc" => IdentifierKind::Uscc,
        "registration" => IdentifierKind::Registration,
        "lei" => IdentifierKind::Lei,
        "imo" => IdentifierKind::Imo,
        "inn" => IdentifierKind::Inn,
        "ogrn" => IdentifierKind::Ogrn,
        "duns" => IdentifierKind::Duns,
        "tax" => IdentifierKind::Tax,
        "passport" => IdentifierKind::Passport,
        "national id" => IdentifierKind::NationalId,
        "bic" => IdentifierKind::Bic,
        "mmsi" => IdentifierKind::Mmsi,
        "call sign" => IdentifierKind::CallSign,
        "identifier" => IdentifierKind::Other,
        _ => return None,
    })
}

fn day_of_birth(day: chokepoint_model::Date) -> BirthDate {
    let part = |part: i8| u8::try_from(part).ok();
    let from = PartialDate { year: day.year(), month: part(day.month()), day: part(day.day()), circa: false };
    BirthDate { from, to: None }
}

/// Why a date is nobody's birth date.
fn no_birth(date: &BirthDate) -> Option<&'static str> {
    let PartialDate { year, month, day, .. } = date.from;
    match (year, month, day) {
        // The first day of databases and spreadsheets.
        (1900 | 1753 | 1, Some(1), Some(1)) | (1899, Some(12), Some(30 | 31)) | (9999, ..) => {
            Some("what programs write where no date is known")
        }
        (1250..=1450, ..) => Some("a year of another calendar, or a mistake"),
        _ => None,
    }
}

/// What to say of an identifier whose check digit is wrong; it is screened all the same, and counts for less.
fn wrong_check_digit(kind: IdentifierKind, value: &str) -> Option<Remark> {
    let scheme = match kind {
        IdentifierKind::Uscc => Scheme::Uscc,
        IdentifierKind::Lei => Scheme::Lei,
        IdentifierKind::Imo => Scheme::Imo,
        IdentifierKind::Inn => Scheme::Inn,
        IdentifierKind::Ogrn => Scheme::Ogrn,
        _ => return None,
    };
    // Registration numbers of before 2015 are in the column of the USCC as often as not.
    let older = kind == IdentifierKind::Uscc && identifier::guess(value).is_some();
    let wrong = !older && identifier::check(scheme, &identifier::normal(scheme, value)) == Check::Invalid;
    let shown: String = value.chars().take(40).collect();
    wrong.then(|| {
        (
            Severity::Note,
            format!("{shown:?} has a wrong check digit or length; it counts for less"),
            "compare it with the document",
        )
    })
}
