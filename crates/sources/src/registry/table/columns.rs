//! Which column of a registry's table holds what.

use crate::{
    parties::columns as party_columns,
    registry::{RegistryError, words},
};

/// A user's word on which column holds what.
#[derive(Debug, Clone, Default)]
pub(in crate::registry) struct Mapping {
    /// Plain heading and field.
    columns: Vec<(String, Field)>,
}

/// What a column holds: a field of a registry, or one of a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Registry(&'static str),
    Party(&'static str),
    /// Of a table of awards: it means nothing in another table.
    Award(&'static str),
}

impl Mapping {
    /// Reads `owner=Gesellschafter`, `share=Anteil`.
    pub(in crate::registry) fn parse(given: &[String]) -> Result<Self, RegistryError> {
        let mut columns = Vec::new();
        for one in given {
            let known = one.split_once('=').and_then(|(field, column)| {
                let own = || words::field_named(field).map(Field::Registry);
                let of_awards = || words::award_field_named(field).map(Field::Award);
                let field =
                    own().or_else(of_awards).or_else(|| party_columns::field(field).map(Field::Party))?;
                Some((words::plain(column), field))
            });
            columns.push(
                known.ok_or_else(|| {
                    RegistryError::Mapping(one.clone(), words::fields() + ", name, address")
                })?,
            );
        }
        Ok(Self { columns })
    }

    /// The field of a table of awards that the user gives to a column.
    pub(super) fn award_field(&self, heading: &str) -> Option<&'static str> {
        match self.field(heading)? {
            Field::Award(field) => Some(field),
            _ => None,
        }
    }

    /// Whether the user gives a column its meaning.
    pub(super) fn names(&self, heading: &str) -> bool {
        self.field(heading).is_some()
    }

    /// The headings that the user names.
    pub(in crate::registry) fn headings(&self) -> Vec<String> {
        self.columns.iter().map(|(plain, _)| plain.clone()).collect()
    }

    fn field(&self, heading: &str) -> Option<Field> {
        let plain = words::plain(heading);
        self.columns.iter().find(|(column, _)| *column == plain).map(|(_, field)| *field)
    }
}

/// The fields of a table.
pub(super) struct Columns {
    headings: Vec<String>,
    fields: Vec<Option<Field>>,
    /// The column of the company's name.
    company: Option<usize>,
    /// Whether a heading says that shares are per cent.
    pub(super) says_percent: bool,
    /// The factor of amounts of capital, which a heading may give (万元).
    pub(super) capital_in: i64,
}

impl Columns {
    /// The fields of these headings; `None` when none names a company.
    pub(super) fn of(headings: &[String], mapping: &Mapping) -> Option<Self> {
        let plain: Vec<String> = headings.iter().map(|heading| words::plain(heading)).collect();
        let has_both =
            |one: &str, other: &str| plain.iter().any(|h| h == one) && plain.iter().any(|h| h == other);
        let is_edge = has_both("source", "target");
        let names_somebody = |heading: &String| {
            words::field(heading).is_some_and(|field| field.starts_with("own"))
                || party_columns::field(heading).is_some_and(|field| field.starts_with("name"))
        };
        // "from" and "to" are days beside an owner, and the two ends of an edge where nobody else is named.
        let from_to = has_both("from", "to") && !headings.iter().any(names_somebody);
        let told = |(heading, plain): (&String, &String)| {
            if let Some(field) = mapping.field(heading) {
                return Some(field);
            }
            match plain.as_str() {
                "source" if is_edge => Some(Field::Registry("owner id")),
                "target" if is_edge => Some(Field::Registry("owned id")),
                "from" if from_to => Some(Field::Registry("owner id")),
                "to" if from_to => Some(Field::Registry("owned id")),
                "type" if is_edge || from_to => Some(Field::Registry("kind")),
                _ => {
                    let own = words::field(heading).map(Field::Registry);
                    own.or_else(|| party_columns::field(heading).map(Field::Party))
                }
            }
        };
        let mut fields: Vec<Option<Field>> = headings.iter().zip(&plain).map(told).collect();
        let has =
            |fields: &[Option<Field>], name: &'static str| fields.contains(&Some(Field::Registry(name)));
        let is_name = |field: &Option<Field>| {
            matches!(field, Some(Field::Party("name" | "name english" | "name local" | "family")))
        };
        let mut names: Vec<usize> = (0..fields.len()).filter(|at| is_name(&fields[*at])).collect();
        // A person, a role and a company: of two columns of names the one that says "company" is the company's.
        if has(&fields, "role") && !has(&fields, "officer") && !has(&fields, "owner") && names.len() > 1 {
            let says_company = |at: &usize| {
                ["company", "organi", "employer", "entity", "公司", "企业", "单位", "机构"]
                    .iter()
                    .any(|word| plain[*at].contains(word))
            };
            if let Some(company) = names.iter().copied().find(says_company)
                && let Some(person) = names.iter().copied().find(|at| !says_company(at))
            {
                fields[person] = Some(Field::Registry("officer"));
                names = vec![company];
            }
        }
        // "officer" alone is a table of persons: then they are the parties.
        if has(&fields, "officer") && names.is_empty() && !has(&fields, "owned") && !has(&fields, "owned id")
        {
            let at = fields.iter().position(|field| *field == Some(Field::Registry("officer")))?;
            fields[at] = Some(Field::Party("name"));
            names.push(at);
        }
        let company = match fields.iter().position(|field| *field == Some(Field::Registry("owned"))) {
            Some(owned) => Some(owned),
            None => names.first().copied(),
        };
        let is_known =
            company.is_some() || has(&fields, "owned id") || (has(&fields, "id") && has(&fields, "owner"));
        let is_share =
            |at: &usize| matches!(fields[*at], Some(Field::Registry("share" | "votes" | "board share")));
        let says_percent = (0..fields.len()).filter(is_share).any(|at| {
            let heading = headings[at].to_lowercase();
            ["%", "％", "percent", "pct", "百分"].iter().any(|word| heading.contains(word))
        });
        let in_ten_thousands = (0..fields.len())
            .any(|at| fields[at] == Some(Field::Registry("capital")) && headings[at].contains('万'));
        is_known.then(|| Self {
            headings: headings.to_vec(),
            fields,
            company,
            says_percent,
            capital_in: if in_ten_thousands { 10_000 } else { 1 },
        })
    }

    /// How many columns there are.
    pub(super) fn count(&self) -> usize {
        self.headings.len()
    }

    /// Whether a row has a name in the company's column, and no word that only holds its place.
    pub(super) fn names_somebody(&self, cells: &[String]) -> bool {
        let cell = self.company.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
        !cell.is_empty() && !chokepoint_tables::is_placeholder(cell)
    }

    /// Whether the table has anything of the company itself beyond its name.
    pub(super) fn describes_company(&self) -> bool {
        let of_company = |field: &Field| match field {
            Field::Award(_) => false,
            Field::Party(name) => !matches!(*name, "name" | "schema"),
            Field::Registry(name) => matches!(
                *name,
                "founded"
                    | "dissolved"
                    | "status"
                    | "scope"
                    | "capital"
                    | "phone"
                    | "email"
                    | "web"
                    | "former names"
            ),
        };
        let has_others = self
            .fields
            .iter()
            .flatten()
            .any(|field| matches!(field, Field::Registry("owner" | "owner id" | "officer")));
        !has_others || self.fields.iter().flatten().any(of_company)
    }
}

/// A row with its columns.
pub(super) struct Row<'a> {
    pub(super) columns: &'a Columns,
    pub(super) cells: &'a [String],
    pub(super) line: u64,
    pub(super) record: &'a str,
}

impl<'a> Row<'a> {
    /// The first cell of a field in which something stands; empty when there is none.
    pub(super) fn get(&self, field: &str) -> &'a str {
        let own = |(at, held): (usize, &Option<Field>)| {
            let is_it = matches!(held, Some(Field::Registry(name)) if *name == field);
            is_it.then(|| self.cell(at)).filter(|cell| !cell.is_empty())
        };
        self.columns.fields.iter().enumerate().find_map(own).unwrap_or_default()
    }

    /// The name of the company.
    pub(super) fn company(&self) -> &'a str {
        self.columns.company.map(|at| self.cell(at)).unwrap_or_default()
    }

    /// The columns of the party: field and cell, the company's name first.
    pub(super) fn party(&self) -> (Vec<&'static str>, Vec<&'a str>) {
        let (mut fields, mut cells) = (Vec::new(), Vec::new());
        if self.columns.company.is_some() {
            fields.push("name");
            cells.push(self.company());
        }
        for (at, field) in self.columns.fields.iter().enumerate() {
            if let Some(Field::Party(field)) = field
                && self.columns.company != Some(at)
            {
                fields.push(*field);
                cells.push(self.cell(at));
            }
        }
        (fields, cells)
    }

    /// The cell of a field of a party.
    pub(super) fn of_party(&self, field: &str) -> &'a str {
        let at = self
            .columns
            .fields
            .iter()
            .position(|held| matches!(held, Some(Field::Party(name)) if *name == field));
        at.map(|at| self.cell(at)).unwrap_or_default()
    }

    fn cell(&self, at: usize) -> &'a str {
        self.cells.get(at).map(|cell| cell.trim()).unwrap_or_default()
    }
}
