//! Which column holds what: told by its heading in any of several languages, or by the user.

use super::OpenError;
use std::{collections::BTreeMap, sync::LazyLock};

const TABLE: &str = include_str!("../../../../resources/columns/columns.csv");

/// Headings in their plain form, and the field each means.
static FIELDS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let of = |line: &'static str| {
        let (field, spellings) = line.split_once(',').unwrap_or((line, ""));
        spellings.split('|').map(move |spelling| (plain(spelling), field))
    };
    lines.flat_map(of).collect()
});

/// A user's word on which column holds what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Plain heading to field.
    columns: BTreeMap<String, &'static str>,
}

impl Mapping {
    /// Reads `name=Vendor`, `country=Land`.
    ///
    /// # Errors
    /// When one has no `=`, or names no field of the table.
    pub fn parse(given: &[String]) -> Result<Self, OpenError> {
        let mut fields: Vec<&'static str> = FIELDS.values().copied().collect();
        fields.sort_unstable();
        fields.dedup();
        let mut columns = BTreeMap::new();
        for one in given {
            let known = one.split_once('=').and_then(|(field, column)| {
                let field = fields.iter().find(|known| plain(known) == plain(field))?;
                Some((plain(column), *field))
            });
            let (column, field) = known.ok_or_else(|| OpenError::Mapping(one.clone(), fields.join(", ")))?;
            columns.insert(column, field);
        }
        Ok(Self { columns })
    }
}

/// The field of each column, in their order; `None` for a column that is passed through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) headings: Vec<String>,
    pub(crate) fields: Vec<Option<&'static str>>,
}

impl Columns {
    /// The fields of these headings; `None` when no column holds a name.
    pub(crate) fn of(headings: Vec<String>, mapping: Option<&Mapping>) -> Option<Self> {
        let told = |heading: &String| {
            let plain = plain(heading);
            match mapping.and_then(|mapping| mapping.columns.get(&plain)) {
                Some(field) => Some(*field),
                // A field that the user maps belongs to the user's column alone.
                None => FIELDS.get(&plain).copied().filter(|field| {
                    mapping.is_none_or(|mapping| !mapping.columns.values().any(|mapped| mapped == field))
                }),
            }
        };
        let fields: Vec<Option<&'static str>> = headings.iter().map(told).collect();
        let has_name = fields
            .iter()
            .flatten()
            .any(|field| matches!(*field, "name" | "name english" | "name local" | "family"));
        has_name.then_some(Self { headings, fields })
    }
}

/// The field that a heading means, where the user says nothing else.
pub(crate) fn field(heading: &str) -> Option<&'static str> {
    FIELDS.get(&plain(heading)).copied()
}

/// A heading without case, spaces and signs.
fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headings: &[&str], mapping: &[&str]) -> Option<Vec<Option<&'static str>>> {
        let mapping: Vec<String> = mapping.iter().map(|one| (*one).to_owned()).collect();
        let mapping = Mapping::parse(&mapping).expect("a mapping");
        Columns::of(headings.iter().map(|h| (*h).to_owned()).collect(), Some(&mapping))
            .map(|columns| columns.fields)
    }

    #[test]
    fn headings_are_known_in_english_and_chinese() {
        assert_eq!(
            fields(&["Company_Name", "Country Code", "ref"], &[]),
            Some(vec![Some("name"), Some("country"), None])
        );
        assert_eq!(fields(&["企业名称", "统一社会信用代码"], &[]), Some(vec![Some("name"), Some("uscc")]));
    }

    #[test]
    fn a_mapping_goes_before_the_table() {
        assert_eq!(fields(&["Name", "Wer"], &["name=Wer"]), Some(vec![None, Some("name")]));
        assert_eq!(fields(&["a", "b"], &[]), None);
    }

    #[test]
    fn a_mapping_to_no_field_says_which_there_are() {
        let error = Mapping::parse(&["colour=x".to_owned()]).expect_err("refused");
        assert!(error.to_string().contains("country"), "{error}");
    }
}
