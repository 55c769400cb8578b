//! Which columns hold which party of a row, and what of it: by their headings, or as the user says.

use super::OpenError;
use chokepoint_model::Schema;
use chokepoint_tables::{
    Head, Kind, Row,
    report::{ColumnRead, TableRead},
    roles::{self, Role, plain},
};
use std::sync::Arc;

/// A user's word on which column holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    columns: Vec<Mapped>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Mapped {
    /// As the user wrote it, and without case and spaces.
    heading: String,
    plain: String,
    role: Role,
}

impl Mapping {
    /// Reads `name=Vendor`, `country=Land`, `consignee country=Pays`. Two names are two parties a row.
    ///
    /// # Errors
    /// When one has no `=`, or names no field.
    pub fn parse(given: &[String]) -> Result<Self, OpenError> {
        let read = |one: &String| {
            let (field, heading) = one.split_once('=')?;
            let role = match roles::field(field) {
                Some(field) => Role { field, party: "" },
                None => roles::role(field)?,
            };
            Some(Mapped { heading: heading.trim().to_owned(), plain: plain(heading), role })
        };
        let all = || roles::fields().join(", ");
        let columns = given.iter().map(|one| read(one).ok_or_else(|| OpenError::Mapping(one.clone(), all())));
        Ok(Self { columns: columns.collect::<Result<_, _>>()? })
    }

    /// The headings that the user names.
    pub(super) fn headings(&self) -> Vec<String> {
        self.columns.iter().map(|one| one.heading.clone()).collect()
    }

    /// Those that are nowhere among these headings.
    pub(super) fn absent<'a>(&self, headings: impl Iterator<Item = &'a str>) -> Vec<String> {
        let known: Vec<String> = headings.map(plain).collect();
        let absent = self.columns.iter().filter(|one| !known.contains(&one.plain));
        absent.map(|one| one.heading.clone()).collect()
    }

    fn of(&self, heading: &str) -> Option<(usize, Role)> {
        let plain = plain(heading);
        self.columns.iter().enumerate().find(|(_, one)| one.plain == plain).map(|(at, one)| (at, one.role))
    }

    fn names(&self) -> usize {
        self.columns.iter().filter(|one| is_name(one.role.field)).count()
    }

    fn holds(&self, role: Role) -> bool {
        // Who says where the names are says whom the rows are about.
        self.columns
            .iter()
            .any(|one| one.role.field == role.field && (one.role.party == role.party || is_name(role.field)))
            || self.names() > 0 && !role.party.is_empty()
    }
}

/// The field of a heading in a table that is about one party a row; an owner or a director there is somebody else.
pub(crate) fn field(heading: &str) -> Option<&'static str> {
    let role = roles::role(heading)?;
    let is_the_party =
        role.party.is_empty() || role.field == "name" && !matches!(role.party, "owner" | "director");
    is_the_party.then_some(role.field)
}

/// A party of a row: its role, and its columns with their fields.
pub(crate) type OfParty = (Arc<str>, Vec<(usize, &'static str)>);

/// The parties of each row under these headings.
pub(crate) fn groups(headings: &[String]) -> Option<Vec<OfParty>> {
    let columns = Columns::of(&headings.into(), None, Schema::LegalEntity)?;
    Some(columns.groups.into_iter().map(|group| (group.party, group.columns)).collect())
}

/// One party of each row: its role there, its columns, and what it is where nothing says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// `consignee`; empty where a row is about one party.
    pub(super) party: Arc<str>,
    /// Column and field, in the order of the columns.
    pub(super) columns: Vec<(usize, &'static str)>,
    /// What it is where the row does not say.
    pub(super) schema: Schema,
}

/// The parties of each row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) headings: Arc<[String]>,
    pub(super) groups: Vec<Group>,
    /// Columns that belong to no party.
    pub(super) others: Vec<usize>,
    /// Columns that the user named.
    pub(super) mapped: Vec<usize>,
}

/// A column with what it holds, while the parties are told apart.
struct Assigned {
    at: usize,
    role: Role,
    /// Which of several parties of one role.
    key: Key,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// The party of this role.
    Role(&'static str),
    /// The second, third of this role.
    Numbered(&'static str, u32),
    /// The party of a column of names that the user named, of several.
    Mapped(usize),
    /// The party of a heading that occurs again: how often before.
    Again(usize),
    /// The person beside a company.
    Person,
}

const NAMES: [&str; 4] = ["name", "name english", "name local", "family"];

fn is_name(field: &str) -> bool {
    NAMES.contains(&field)
}

/// What is enough to screen somebody by without a name.
fn stands_alone(field: &str) -> bool {
    matches!(
        field,
        "address"
            | "uscc"
            | "registration"
            | "lei"
            | "imo"
            | "inn"
            | "ogrn"
            | "tax"
            | "passport"
            | "national id"
            | "mmsi"
    )
}

impl Columns {
    /// The parties under these headings; `None` when no column holds a name.
    pub(super) fn of(headings: &Arc<[String]>, mapping: Option<&Mapping>, default: Schema) -> Option<Self> {
        let mut assigned: Vec<Assigned> = Vec::new();
        let mut mapped = Vec::new();
        for (at, heading) in headings.iter().enumerate() {
            if let Some((number, role)) = mapping.and_then(|mapping| mapping.of(heading)) {
                mapped.push(at);
                let several = mapping.is_some_and(|mapping| mapping.names() > 1);
                let key = match is_name(role.field) && several && role.party.is_empty() {
                    true => Key::Mapped(number),
                    false => Key::Role(role.party),
                };
                assigned.push(Assigned { at, role, key });
            } else if let Some(role) = roles::role(heading)
                && mapping.is_none_or(|mapping| !mapping.holds(role))
            {
                assigned.push(Assigned { at, role, key: Key::Role(role.party) });
            }
        }
        tell_apart(&mut assigned, headings);
        let mut keys: Vec<Key> = Vec::new();
        for one in assigned.iter().filter(|one| is_name(one.role.field)) {
            if !keys.contains(&one.key) {
                keys.push(one.key.clone());
            }
        }
        if keys.is_empty() {
            return None;
        }
        // Without a name of its own a party with an address is screened by that; of any other nothing can be said.
        for one in assigned.iter().filter(|one| !one.role.party.is_empty() && stands_alone(one.role.field)) {
            if !keys.contains(&one.key) {
                keys.push(one.key.clone());
            }
        }
        let owners: Vec<Option<usize>> = assigned.iter().map(|one| owner(one, &assigned, &keys)).collect();
        let groups = keys.iter().enumerate().map(|(number, key)| {
            let of_group = assigned.iter().zip(&owners).filter(|(_, owner)| **owner == Some(number));
            let columns: Vec<(usize, &'static str)> =
                of_group.map(|(one, _)| (one.at, one.role.field)).collect();
            let party: Arc<str> = match (keys.len(), key) {
                (1, _) => Arc::from(""),
                (_, Key::Role("")) => Arc::from("party"),
                (_, Key::Role(party)) => Arc::from(*party),
                (_, Key::Numbered(party, number)) => Arc::from(format!("{party} {number}").trim()),
                (_, Key::Person) => Arc::from("person"),
                (_, Key::Again(number)) => Arc::from(format!("party {}", number + 1)),
                (_, Key::Mapped(_)) => {
                    let heading = columns.first().map_or("", |(at, _)| headings[*at].as_str());
                    Arc::from(
                        roles::role(heading)
                            .map(|role| role.party)
                            .filter(|p| !p.is_empty())
                            .unwrap_or(heading),
                    )
                }
            };
            let is_person = matches!(key, Key::Person | Key::Role("director"));
            let schema = if is_person && default == Schema::LegalEntity { Schema::Person } else { default };
            Group { party, columns, schema }
        });
        let groups: Vec<Group> = groups.collect();
        let is_used =
            |at: &usize| groups.iter().any(|group| group.columns.iter().any(|(used, _)| used == at));
        let others = (0..headings.len()).filter(|at| !is_used(at)).collect();
        Some(Self { headings: Arc::clone(headings), groups, others, mapped })
    }

    /// What was read of a table with these columns, its rows not yet counted.
    pub(super) fn report(&self, file: &str, head: &Head) -> TableRead {
        let mut columns: Vec<(usize, ColumnRead)> = Vec::new();
        for group in &self.groups {
            columns.extend(group.columns.iter().map(|(at, field)| {
                let heading = one_line(&self.headings[*at]);
                (*at, ColumnRead { heading, field: (*field).to_owned(), party: group.party.to_string() })
            }));
        }
        columns.sort_by_key(|(at, _)| *at);
        let not_used = self.others.iter().map(|at| one_line(&self.headings[*at]));
        TableRead {
            file: file.to_owned(),
            sheet: head.name.clone(),
            heading_row: head.heading_row,
            columns: columns.into_iter().map(|(_, column)| column).collect(),
            not_used: not_used.filter(|heading| !heading.is_empty()).collect(),
            above: head.above.clone(),
            counts: chokepoint_tables::Counts::default(),
        }
    }
}

fn one_line(heading: &str) -> String {
    heading.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells parties of one role apart: by numbers in their headings, by headings that occur again, and the person from the
/// company beside.
fn tell_apart(assigned: &mut [Assigned], headings: &Arc<[String]>) {
    let parties: Vec<&'static str> = assigned.iter().map(|one| one.role.party).collect();
    for party in parties {
        let is_of = |one: &Assigned| one.key == Key::Role(party) && one.role.party == party;
        let names = || assigned.iter().filter(|one| is_of(one) && one.role.field == "name");
        let numbers: Vec<Option<u32>> = names().map(|one| roles::number(&headings[one.at])).collect();
        let mut distinct = numbers.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if !party.is_empty() && distinct.len() > 1 {
            for one in assigned.iter_mut().filter(|one| is_of(one)) {
                if let Some(number) = roles::number(&headings[one.at]) {
                    one.key = Key::Numbered(party, number);
                }
            }
        } else if party.is_empty() {
            let first = names().next().map(|one| plain(&headings[one.at]));
            let again: Vec<usize> = names()
                .skip(1)
                .filter(|one| Some(plain(&headings[one.at])) == first)
                .map(|one| one.at)
                .collect();
            for (number, at) in (1..).zip(again) {
                if let Some(one) = assigned.iter_mut().find(|one| one.at == at) {
                    one.key = Key::Again(number);
                }
            }
        }
    }
    const COMPANY: [&str; 12] = [
        "company",
        "organi",
        "firm",
        "employer",
        "entity",
        "unternehmen",
        "societe",
        "empresa",
        "компания",
        "公司",
        "企业",
        "单位",
    ];
    let is_company = |one: &Assigned| {
        let heading = plain(&headings[one.at]);
        one.role.field == "name" && COMPANY.iter().any(|word| heading.contains(word))
    };
    let is_of_person =
        |one: &Assigned| matches!(one.role.field, "family" | "given" | "middle") && one.key == Key::Role("");
    let has_company = assigned.iter().any(|one| is_company(one) && one.key == Key::Role(""));
    if has_company && assigned.iter().any(|one| one.role.field == "family") {
        for one in assigned.iter_mut().filter(|one| is_of_person(one)) {
            one.key = Key::Person;
        }
    }
}

/// Whose a column is: the party of its heading; where the heading names nobody, the only party, or the one named before it.
fn owner(one: &Assigned, all: &[Assigned], keys: &[Key]) -> Option<usize> {
    let named = keys.iter().position(|key| *key == one.key);
    let is_several_of_one = all.iter().any(|other| matches!(other.key, Key::Again(_) | Key::Mapped(_)));
    if named.is_some() && !(is_several_of_one && one.key == Key::Role("") && !is_name(one.role.field)) {
        return named;
    }
    if !one.role.party.is_empty() {
        // What is said of a party that has no name here is said of nobody else, unless there is nobody else.
        return (keys.len() == 1 && keys[0] == Key::Role(one.role.party)).then_some(0);
    }
    if keys.len() == 1 {
        return Some(0);
    }
    let names = || all.iter().filter(|other| is_name(other.role.field));
    let before = names().filter(|other| other.at < one.at).last().or_else(|| names().next())?;
    keys.iter().position(|key| *key == before.key)
}

/// The columns of a row, which may have headings of its own; kept while the headings stay the same.
pub(super) struct Kept {
    mapping: Option<Mapping>,
    default: Schema,
    headings: Option<Arc<[String]>>,
    columns: Option<Columns>,
}

impl Kept {
    pub(super) fn new(
        head: &Head,
        columns: Option<Columns>,
        mapping: Option<Mapping>,
        default: Schema,
    ) -> Self {
        let headings = (head.kind != Kind::Objects).then(|| Arc::clone(&head.headings));
        Self { mapping, default, headings, columns }
    }

    /// What was read of objects, whose keys are not known before.
    pub(super) fn report(&self, file: &str, head: &Head) -> Option<TableRead> {
        self.columns.as_ref().map(|columns| columns.report(file, head))
    }

    pub(super) fn of(&mut self, row: &Row) -> Option<&Columns> {
        if !self.headings.as_ref().is_some_and(|held| Arc::ptr_eq(held, &row.headings)) {
            self.columns = Columns::of(&row.headings, self.mapping.as_ref(), self.default);
            self.headings = Some(Arc::clone(&row.headings));
        }
        self.columns.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parties of a row, each with its columns: `customer: name=Customer country=Country`.
    fn parties(headings: &str, mapping: &[&str]) -> Option<Vec<String>> {
        let mapping: Vec<String> = mapping.iter().map(|one| (*one).to_owned()).collect();
        let mapping = Mapping::parse(&mapping).expect("a mapping");
        let headings: Arc<[String]> = headings.split('|').map(str::to_owned).collect();
        let columns = Columns::of(&headings, Some(&mapping), Schema::LegalEntity)?;
        let of = |group: &Group| {
            let columns: Vec<String> =
                group.columns.iter().map(|(at, field)| format!("{field}={}", headings[*at])).collect();
            format!("{}: {}", group.party, columns.join(" ")).trim_start_matches(": ").to_owned()
        };
        Some(columns.groups.iter().map(of).collect())
    }

    fn check(headings: &str, mapping: &[&str], expect: &[&str]) {
        assert_eq!(parties(headings, mapping).unwrap_or_default(), expect, "{headings}");
    }

    #[test]
    fn one_party_has_all_the_columns() {
        check("Company_Name|Country Code|ref", &[], &["name=Company_Name country=Country Code"]);
        check("企业名称|统一社会信用代码", &[], &["name=企业名称 uscc=统一社会信用代码"]);
        check("Customer|Customer Name|Ctry", &[], &["name=Customer name=Customer Name country=Ctry"]);
        assert_eq!(parties("a|b", &[]), None);
    }

    #[test]
    fn several_names_are_several_parties_each_with_its_own_columns() {
        check(
            "Shipper|Shipper Address|Consignee|Consignee Country|Notify Party|Qty",
            &[],
            &[
                "shipper: name=Shipper address=Shipper Address",
                "consignee: name=Consignee country=Consignee Country",
                "notify party: name=Notify Party",
            ],
        );
        check(
            "Name|Land|Name|Land",
            &[],
            &["party: name=Name country=Land", "party 2: name=Name country=Land"],
        );
        check(
            "Consignee 1|Consignee 2",
            &[],
            &["consignee 1: name=Consignee 1", "consignee 2: name=Consignee 2"],
        );
    }

    #[test]
    fn what_is_said_of_another_party_is_not_said_of_this_one() {
        check("Customer|Ship-to Country", &[], &["name=Customer"]);
        check(
            "Customer|Ship-to Address",
            &[],
            &["customer: name=Customer", "ship-to: address=Ship-to Address"],
        );
    }

    #[test]
    fn a_person_beside_a_company_is_another_party() {
        check(
            "Company|First name|Last name|Country",
            &[],
            &["party: name=Company country=Country", "person: given=First name family=Last name"],
        );
    }

    #[test]
    fn a_mapping_goes_before_the_table() {
        check("Name|Wer", &["name=Wer"], &["name=Wer"]);
        check("Wer|Wen|Land", &["name=Wer", "name=Wen"], &["Wer: name=Wer", "Wen: name=Wen country=Land"]);
        check("Kunde|Empfänger|Land", &["name=Kunde"], &["name=Kunde country=Land"]);
    }

    #[test]
    fn a_mapping_to_no_field_says_which_there_are() {
        let error = Mapping::parse(&["colour=x".to_owned()]).expect_err("refused");
        assert!(error.to_string().contains("country"), "{error}");
    }
}
