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
    /// What holds for every row of the file: `owned==Name of the company`.
    said: Vec<(&'static str, String)>,
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
        let (mut columns, mut said) = (Vec::new(), Vec::new());
        for one in given {
            if let Some((field, value)) = one.split_once("==")
                && let Some(field) = words::field_named(field)
                && !value.trim().is_empty()
            {
                said.push((field, value.trim().to_owned()));
                continue;
            }
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
        Ok(Self { columns, said })
    }

    /// The field of a table of awards that the user gives to a column.
    pub(super) fn award_field(&self, heading: &str) -> Option<&'static str> {
        match self.field(heading)? {
            Field::Award(field) => Some(field),
            _ => None,
        }
    }

    /// Whether the user gives this field to a column, or says it of the whole file.
    fn gives(&self, field: &str) -> bool {
        self.columns.iter().any(|(_, held)| *held == Field::Registry(self.known(field)))
            || self.said.iter().any(|(held, _)| *held == field)
    }

    fn known(&self, field: &str) -> &'static str {
        words::field_named(field).unwrap_or_default()
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

/// What the headings of a table leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lack {
    /// Whose shares these are.
    Owned,
    /// Who holds them.
    Owner,
}

/// Fields of one holder of a row, of which a wide table has several.
const OF_A_HOLDER: [&str; 17] = [
    "owner",
    "owner id",
    "owner type",
    "owner country",
    "share",
    "shares",
    "share count",
    "indirect share",
    "votes",
    "board share",
    "amount",
    "kind",
    "role",
    "directness",
    "officer",
    "beneficial owner",
    "nominee",
];
/// Fields that say how much is held.
const SHARES: [&str; 7] =
    ["share", "shares", "share count", "indirect share", "votes", "board share", "amount"];

/// The fields of a table.
pub(super) struct Columns {
    headings: Vec<String>,
    fields: Vec<Option<Field>>,
    /// Which of several holders of a row each column is of; 0 for what is of the row.
    group: Vec<u32>,
    /// The holders of a row, each by its number.
    pub(super) groups: Vec<u32>,
    /// What holds for every row.
    said: Vec<(&'static str, String)>,
    /// Whether the dates are those of Companies House, day first.
    is_day_first: bool,
    /// Which end of an interest no column names.
    pub(super) lack: Option<Lack>,
    /// Whether a heading says that the numbers are a part of the whole.
    pub(super) says_ratio: bool,
    /// The factors of numbers of shares, of all shares, and of amounts, which a heading may give.
    pub(super) count_in: u32,
    pub(super) total_in: u32,
    pub(super) amount_in: i64,
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
        let starts = |word: &str| plain.iter().any(|heading| heading.starts_with(word));
        // The source of an edge needs its target: alone it is where a record comes from.
        let has_target = starts("target");
        let is_companies_house = starts("regaddress");
        let is_open_corporates = has_both("jurisdictioncode", "companynumber");
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
                "companynumber" if is_companies_house || is_open_corporates => Some(Field::Registry("id")),
                _ => {
                    let own = words::numbered_field(heading).map(|(field, _)| Field::Registry(field));
                    if matches!(own, Some(Field::Registry("owner" | "owner id" | "owner type")))
                        && plain.starts_with("source")
                        && !has_target
                    {
                        return None;
                    }
                    // What the user gives to a column belongs to that column alone.
                    if matches!(own, Some(Field::Registry(field)) if mapping.gives(field)) {
                        return None;
                    }
                    let own = own.or_else(|| words::register_field(heading).map(Field::Party));
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
        let says = |field: &str| mapping.said.iter().any(|(held, _)| *held == field);
        // Said of the whole file, the company is no column: the names are those of its owners, and the other way round.
        let other = match (says("owned") || says("owned id"), says("owner") || says("owner id")) {
            (true, false) if !has(&fields, "owner") && !has(&fields, "owner id") => Some("owner"),
            (false, true) if !has(&fields, "owned") && !has(&fields, "owned id") => Some("owned"),
            _ => None,
        };
        if let (Some(other), [first, ..]) = (other, &names[..]) {
            fields[*first] = Some(Field::Registry(other));
            names.remove(0);
        }
        let company = match fields.iter().position(|field| *field == Some(Field::Registry("owned"))) {
            Some(owned) => Some(owned),
            None if says("owned") => None,
            None => names.first().copied(),
        };
        let has_owned = company.is_some() || has(&fields, "owned id") || says("owned") || says("owned id");
        let has_owner =
            ["owner", "owner id", "beneficial owner"].iter().any(|field| has(&fields, field) || says(field));
        let has_share = SHARES.iter().any(|field| *field != "amount" && has(&fields, field));
        let is_known = has_owned || (has(&fields, "id") && has_owner);
        let lack = match (is_known, has_owner) {
            (false, true) if has_share || has(&fields, "owner") => Some(Lack::Owned),
            (false, _) => return None,
            (true, false) if has_share => Some(Lack::Owner),
            (true, _) => None,
        };
        let (group, groups) = groups(headings, &plain, &fields);
        let is_share = |at: &usize| {
            matches!(
                fields[*at],
                Some(Field::Registry("share" | "shares" | "indirect share" | "votes" | "board share"))
            )
        };
        let says_ratio = (0..fields.len()).filter(is_share).any(|at| {
            let of_ratio = ["%", "％", "percent", "pct", "百分", "比例", "比率", "割合", "ratio", "占比"];
            of_ratio.iter().any(|word| headings[at].to_lowercase().contains(word))
                || mapping.names(&headings[at])
        });
        let unit = |field: &'static str| {
            let of_field = (0..fields.len()).filter(|at| fields[*at] == Some(Field::Registry(field)));
            of_field.map(|at| unit_of(&headings[at])).max().unwrap_or(1)
        };
        let says_percent = (0..fields.len()).filter(is_share).any(|at| {
            let heading = headings[at].to_lowercase();
            ["%", "％", "percent", "pct", "百分"].iter().any(|word| heading.contains(word))
        });
        let in_ten_thousands = (0..fields.len())
            .any(|at| fields[at] == Some(Field::Registry("capital")) && headings[at].contains('万'));
        let (count_in, total_in) = (unit("share count").max(unit("shares")), unit("total shares"));
        let amount_in = i64::from(unit("amount"));
        Some(Self {
            headings: headings.to_vec(),
            fields,
            group,
            groups,
            said: mapping.said.clone(),
            is_day_first: is_companies_house,
            lack,
            says_ratio,
            count_in,
            total_in,
            amount_in,
            company,
            says_percent,
            capital_in: if in_ten_thousands { 10_000 } else { 1 },
        })
    }

    /// The headings of this kind: those that say how much is held, or which end the table does name.
    pub(super) fn headings_of(&self, is_it: impl Fn(&str) -> bool) -> Vec<&str> {
        let of_field = |field: &Option<Field>| match field {
            Some(Field::Registry(name) | Field::Party(name)) => is_it(name),
            _ => false,
        };
        self.fields
            .iter()
            .zip(&self.headings)
            .filter(|(field, _)| of_field(field))
            .map(|(_, heading)| heading.as_str())
            .collect()
    }

    /// The headings that say how much is held.
    pub(super) fn headings_of_shares(&self) -> Vec<&str> {
        self.headings_of(|field| SHARES.contains(&field))
    }

    /// The heading of the companies, and whether it says that they are the owned ones.
    pub(super) fn heading_of_companies(&self) -> Option<(&str, bool)> {
        let at = self.company?;
        Some((&self.headings[at], self.fields[at] == Some(Field::Registry("owned"))))
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

/// Which of several holders of a row each column is of: by the number in its heading, or by how often the heading
/// stands before. What is of the row itself is of nobody in particular.
fn groups(headings: &[String], plain: &[String], fields: &[Option<Field>]) -> (Vec<u32>, Vec<u32>) {
    let is_of_a_holder =
        |at: usize| matches!(fields[at], Some(Field::Registry(field)) if OF_A_HOLDER.contains(&field));
    let number = |at: usize| {
        if !is_of_a_holder(at) {
            return 0;
        }
        match words::numbered_field(&headings[at]) {
            Some((_, number)) if number > 0 => number,
            _ => match plain[..at].iter().filter(|before| **before == plain[at]).count() {
                0 => 0,
                times => 1000 + u32::try_from(times).unwrap_or(0),
            },
        }
    };
    let group: Vec<u32> = (0..fields.len()).map(number).collect();
    let names_a_holder = |at: &usize| {
        matches!(fields[*at], Some(Field::Registry("owner" | "owner id" | "officer" | "beneficial owner")))
    };
    let mut groups: Vec<u32> = (0..fields.len()).filter(names_a_holder).map(|at| group[at]).collect();
    groups.sort_unstable();
    groups.dedup();
    if groups.is_empty() {
        groups.push(0);
    }
    (group, groups)
}

/// The factor that a heading gives to the numbers under it: 万股, 千株, in thousands.
fn unit_of(heading: &str) -> u32 {
    let heading = heading.to_lowercase();
    let units = [
        ("亿", 100_000_000),
        ("億", 100_000_000),
        ("百万", 1_000_000),
        ("million", 1_000_000),
        ("万", 10_000),
        ("萬", 10_000),
        ("千", 1000),
        ("thousand", 1000),
        ("'000", 1000),
        ("’000", 1000),
        ("000s", 1000),
    ];
    units.iter().find(|(unit, _)| heading.contains(unit)).map_or(1, |(_, factor)| *factor)
}

/// A row with its columns.
pub(super) struct Row<'a> {
    pub(super) columns: &'a Columns,
    pub(super) cells: &'a [String],
    pub(super) line: u64,
    pub(super) record: &'a str,
    /// Which of several holders is read.
    pub(super) group: u32,
}

impl<'a> Row<'a> {
    /// The first cell of a field in which something stands; empty when there is none. Of several holders, that of the
    /// one whose turn it is.
    pub(super) fn get(&self, field: &str) -> &'a str {
        let is_of_all =
            self.group == 0 || !OF_A_HOLDER.contains(&field) || field == "kind" || field == "role";
        let of_group = |wanted: u32| {
            self.all(field).find(|(at, cell)| self.columns.group[*at] == wanted && !cell.is_empty())
        };
        let found = of_group(self.group).or_else(|| if is_of_all { of_group(0) } else { None });
        let said =
            || self.columns.said.iter().find(|(held, _)| *held == field).map(|(_, said)| said.as_str());
        found.map(|(_, cell)| cell).or_else(said).unwrap_or_default()
    }

    /// All cells of a field, with their columns.
    pub(super) fn all(&self, field: &str) -> impl Iterator<Item = (usize, &'a str)> {
        let is_it = move |at: &usize| matches!(self.columns.fields[*at], Some(Field::Registry(name)) if name == field);
        (0..self.columns.fields.len()).filter(is_it).map(|at| (at, self.cell(at)))
    }

    /// A date as its register writes it, in the form that is read everywhere.
    pub(super) fn date(&self, field: &str) -> String {
        let text = self.get(field);
        let parts: Vec<&str> = text.split('/').collect();
        match (self.columns.is_day_first, &parts[..]) {
            (true, [day, month, year]) => format!("{year}-{month}-{day}"),
            _ => text.to_owned(),
        }
    }

    /// When what the row says was known: the day it was published, or the day it holds of.
    pub(super) fn known_on(&self) -> &'a str {
        match self.get("known on") {
            "" => self.get("as of"),
            day => day,
        }
    }

    /// The cells of columns that no field is known of, with their headings.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let columns: &'a Columns = self.columns;
        (0..columns.fields.len())
            .filter(|at| columns.fields[*at].is_none())
            .map(|at| (columns.headings[at].as_str(), self.cell(at)))
            .filter(|(_, cell)| !cell.is_empty())
    }

    /// What the row says beside its holders and their shares, as a number.
    pub(super) fn beside(&self) -> u64 {
        let mut hasher = std::hash::DefaultHasher::new();
        for (at, field) in self.columns.fields.iter().enumerate() {
            let is_beside = match field {
                Some(Field::Registry("officer" | "role" | "kind" | "source")) => true,
                Some(Field::Registry(name)) => !OF_A_HOLDER.contains(name) && *name != "record",
                Some(_) => self.columns.company != Some(at),
                None => false,
            };
            if is_beside {
                std::hash::Hash::hash(&(at, self.cell(at)), &mut hasher);
            }
        }
        std::hash::Hasher::finish(&hasher)
    }

    /// The name of the company.
    pub(super) fn company(&self) -> &'a str {
        let said = || {
            self.columns.said.iter().find(|(held, _)| *held == "owned").map_or("", |(_, said)| said.as_str())
        };
        self.columns.company.map(|at| self.cell(at)).filter(|cell| !cell.is_empty()).unwrap_or_else(said)
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
