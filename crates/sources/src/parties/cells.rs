//! A row of cells becomes a party; what cannot be understood becomes an issue.

use super::{Item, Options, Row, Sink, columns::Columns, country, issue};
use chokepoint_model::{
    Address, BirthDate, Identifier, IdentifierKind, Name, NameKind, PartialDate, Party, Schema, Severity,
};
use chokepoint_text::identifier::{self, Check, Scheme};

/// Where rows of cells are read from.
pub(crate) struct Table {
    pub(crate) file: String,
    pub(crate) columns: Columns,
    pub(crate) schema: Schema,
}

impl Table {
    pub(crate) fn new(file: &str, columns: Columns, options: &Options) -> Self {
        Self { file: file.to_owned(), columns, schema: options.default_schema }
    }

    /// Hands over the party of a row, with the issues it has; `false` when no more are wanted.
    pub(crate) fn row(&self, row: u64, line: Option<u64>, cells: &[String], sink: &mut Sink<'_>) -> bool {
        let mut draft =
            Draft { party: Party { schema: self.schema, ..Party::default() }, ..Draft::default() };
        for (at, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            match self.columns.fields.get(at) {
                Some(Some(field)) => draft.set(field, cell),
                Some(None) => draft.passed.push((self.columns.headings[at].clone(), cell.to_owned())),
                None => draft.passed.push((format!("column {}", at + 1), cell.to_owned())),
            }
        }
        if cells.len() > self.columns.headings.len() {
            let message =
                format!("{} fields where the header has {}", cells.len(), self.columns.headings.len());
            draft.issues.push((
                Severity::Warning,
                message,
                "put quotes around fields that hold the delimiter",
            ));
        }
        let wanted = draft.issues.drain(..).all(|(severity, message, advice)| {
            sink(Item::Issue(issue(&self.file, line, Some(row), severity, message, advice)))
        });
        wanted && sink(draft.finish(row, &self.file, line))
    }
}

/// A party while its cells are read.
#[derive(Default)]
struct Draft {
    party: Party,
    passed: Vec<(String, String)>,
    /// Given name, middle name, family name.
    person: [String; 3],
    /// Street lines, postcode, city, region.
    address: [Vec<String>; 4],
    issues: Vec<(Severity, String, &'static str)>,
}

impl Draft {
    fn set(&mut self, field: &str, cell: &str) {
        let mut identifier = |kind| {
            self.issues.extend(wrong_check_digit(kind, cell));
            self.party.identifiers.push(Identifier { kind, value: cell.to_owned(), country: None });
        };
        match field {
            "name" | "name english" | "name local" => self.party.names.push(Name::primary(cell)),
            "alias" => {
                let aliases = cell.split([';', '|', '；']).map(str::trim).filter(|alias| !alias.is_empty());
                self.party.names.extend(aliases.map(Name::alias));
            }
            "given" => cell.clone_into(&mut self.person[0]),
            "middle" => cell.clone_into(&mut self.person[1]),
            "family" => cell.clone_into(&mut self.person[2]),
            "schema" => match Schema::from_name(cell) {
                Some(schema) => self.party.schema = schema,
                None => self.passed.push(("type".to_owned(), cell.to_owned())),
            },
            "country" => self.countries(cell),
            "address" => self.address[0].insert(0, cell.to_owned()),
            "address more" => self.address[0].push(cell.to_owned()),
            "postcode" => self.address[1].push(cell.to_owned()),
            "city" => self.address[2].push(cell.to_owned()),
            "region" => self.address[3].push(cell.to_owned()),
            "uscc" => identifier(IdentifierKind::Uscc),
            "registration" => identifier(IdentifierKind::Registration),
            "lei" => identifier(IdentifierKind::Lei),
            "imo" => identifier(IdentifierKind::Imo),
            "inn" => identifier(IdentifierKind::Inn),
            "ogrn" => identifier(IdentifierKind::Ogrn),
            "duns" => identifier(IdentifierKind::Duns),
            "tax" => identifier(IdentifierKind::Tax),
            "passport" => identifier(IdentifierKind::Passport),
            "national id" => identifier(IdentifierKind::NationalId),
            "bic" => identifier(IdentifierKind::Bic),
            "mmsi" => identifier(IdentifierKind::Mmsi),
            "call sign" => identifier(IdentifierKind::CallSign),
            "identifier" => identifier(IdentifierKind::Other),
            "birth date" => self.birth_date(cell),
            "birth place" => self.party.birth_places.push(cell.to_owned()),
            other => self.passed.push((other.to_owned(), cell.to_owned())),
        }
    }

    fn countries(&mut self, cell: &str) {
        // "Korea, North" is one country, "CN; HK" are two: the whole is tried first.
        let parts =
            if country(cell).is_some() { vec![cell] } else { cell.split([';', '|', '/', '、']).collect() };
        for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
            match country(part) {
                Some(country) => self.party.add_country(country),
                None => self.issues.push((
                    Severity::Note,
                    format!("{part:?} is no country known here; the party is screened without it"),
                    "use the two-letter code",
                )),
            }
        }
    }

    fn birth_date(&mut self, cell: &str) {
        let part = |p: chokepoint_text::date::Parts| PartialDate {
            year: p.year,
            month: p.month,
            day: p.day,
            circa: p.circa,
        };
        match chokepoint_text::date::parse(cell) {
            Some(range) => {
                self.party.birth_dates.push(BirthDate { from: part(range.from), to: range.to.map(part) });
            }
            None => self.issues.push((
                Severity::Warning,
                format!("{cell:?} is no date known here; the party is screened without it"),
                "write YYYY-MM-DD",
            )),
        }
    }

    fn finish(mut self, row: u64, file: &str, line: Option<u64>) -> Item {
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
        if !parts.is_empty() {
            self.party
                .addresses
                .push(Address { text: parts.join(", "), country: self.party.countries.first().copied() });
        }
        let nothing_else = self.party.addresses.is_empty() && self.party.identifiers.is_empty();
        let says_something = |name: &Name| name.text.chars().any(char::is_alphanumeric);
        if nothing_else && !self.party.names.is_empty() && !self.party.names.iter().any(says_something) {
            let message = format!(
                "the name {:?} has neither letters nor digits, so nothing could be screened",
                self.party.caption()
            );
            return Item::Issue(issue(file, line, Some(row), Severity::Error, message, "write the name out"));
        }
        if nothing_else && self.party.names.is_empty() {
            let message =
                "the row has no name, address or identifier, so nothing could be screened".to_owned();
            return Item::Issue(issue(file, line, Some(row), Severity::Error, message, "fill in the name"));
        }
        if self.party.names.is_empty() {
            // Screened by address and identifier all the same.
            self.passed.push(("note".to_owned(), "no name given".to_owned()));
        }
        Item::Row(Row { row, party: self.party, passed: self.passed })
    }
}

/// What to say of an identifier whose check digit is wrong; it is screened all the same, and counts for less.
fn wrong_check_digit(kind: IdentifierKind, value: &str) -> Option<(Severity, String, &'static str)> {
    let scheme = match kind {
        IdentifierKind::Uscc => Scheme::Uscc,
        IdentifierKind::Lei => Scheme::Lei,
        IdentifierKind::Imo => Scheme::Imo,
        IdentifierKind::Inn => Scheme::Inn,
        IdentifierKind::Ogrn => Scheme::Ogrn,
        _ => return None,
    };
    // Registration numbers of before 2015 stand in the column of the USCC as often as not.
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
