//! Who a name on a list of partners is in the registries: by the whole name, else by a name that says the same, else by
//! the only name of which it is an abbreviation.

use super::rows::Row;
use crate::Lists;
use chokepoint_model::{Date, Listing, Party, PartyNumber, Record, RecordKey, Registry, Release, Schema};
use chokepoint_screening::{Question, Scratch, Snapshot, attributes::unique_keys, snapshot};
use chokepoint_store::registry::Registry as Ids;
use rayon::prelude::*;
use std::collections::HashMap;

/// The score from which two names are taken for one company's without anything else.
const ONE_COMPANY: f32 = 0.9;

/// How a name of the list was found in the registries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedBy {
    /// They have its identifier.
    Identifier,
    /// They have it as it is.
    Name,
    /// They have one that says the same.
    Likeness,
    /// They have one alone that it abbreviates.
    Abbreviation,
    /// They have none.
    Nobody,
}

impl NamedBy {
    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identifier => "identifier",
            Self::Name => "name",
            Self::Likeness => "likeness",
            Self::Abbreviation => "abbreviation",
            Self::Nobody => "nobody",
        }
    }
}

/// The names of a registry.
pub(super) struct Names<'a> {
    registry: &'a Registry,
    /// From here on the parties are the rows of the list itself, which describe nobody.
    first: usize,
    by_name: HashMap<String, Vec<PartyNumber>>,
    by_identifier: HashMap<String, Vec<PartyNumber>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(registry: &'a Registry, first: usize) -> Self {
        let mut by_name: HashMap<String, Vec<PartyNumber>> = HashMap::new();
        let mut by_identifier: HashMap<String, Vec<PartyNumber>> = HashMap::new();
        for (number, profile) in registry.parties().take(first) {
            for name in &profile.party.names {
                let parties = by_name.entry(plain(&name.text)).or_default();
                if parties.last() != Some(&number) {
                    parties.push(number);
                }
            }
            for key in unique_keys(&profile.party.identifiers) {
                by_identifier.entry(key).or_default().push(number);
            }
        }
        Self { registry, first, by_name, by_identifier }
    }

    /// The parties that each row is, and how they were found.
    pub(super) fn all(&self, names: &[Row]) -> Vec<(Vec<PartyNumber>, NamedBy)> {
        let whole = |row: &Row| {
            let keys = unique_keys(&row.party.identifiers);
            let by_identifier: Vec<PartyNumber> =
                keys.filter_map(|key| self.by_identifier.get(&key)).flatten().copied().collect();
            if !by_identifier.is_empty() {
                return (by_identifier, NamedBy::Identifier);
            }
            let of_names = row.party.names.iter().filter_map(|name| self.by_name.get(&plain(&name.text)));
            let mut numbers: Vec<PartyNumber> = of_names.flatten().copied().collect();
            numbers.sort_unstable();
            numbers.dedup();
            let is_described = numbers.iter().any(|one| self.is_described(*one));
            (numbers, if is_described { NamedBy::Name } else { NamedBy::Nobody })
        };
        let mut found: Vec<(Vec<PartyNumber>, NamedBy)> = names.iter().map(whole).collect();
        let left: Vec<usize> = (0..names.len()).filter(|at| found[*at].1 == NamedBy::Nobody).collect();
        if left.is_empty() {
            return found;
        }
        for (at, number) in self.near(names, &left).unwrap_or_default() {
            found[at].0.push(number);
            found[at].1 = NamedBy::Likeness;
        }
        let abbreviated = self.by_start();
        for at in left {
            if found[at].1 == NamedBy::Nobody
                && let Some(number) = abbreviated.only(names[at].name())
            {
                found[at].0.push(number);
                found[at].1 = NamedBy::Abbreviation;
            }
        }
        found
    }

    /// The described companies by what a short name of them would begin with.
    fn by_start(&self) -> Abbreviated {
        let mut by_start: HashMap<String, Vec<(PartyNumber, Vec<String>)>> = HashMap::new();
        for (number, profile) in self.registry.parties() {
            if profile.party.schema == Schema::Person || !self.is_described(number) {
                continue;
            }
            for name in &profile.party.names {
                let parts = parts(&name.text);
                for start in starts(&parts) {
                    by_start.entry(start).or_default().push((number, parts.clone()));
                }
            }
        }
        Abbreviated(by_start)
    }

    /// Whether a registry, and not only the list, speaks of a party.
    fn is_described(&self, number: PartyNumber) -> bool {
        self.registry
            .profile(number)
            .is_some_and(|profile| profile.is_described() && number.at() < self.first)
    }

    /// For names that no registry has as they are: the company whose name says the same, if there is one alone.
    fn near(&self, names: &[Row], left: &[usize]) -> Option<Vec<(usize, PartyNumber)>> {
        let described = self
            .registry
            .parties()
            .filter(|(number, profile)| profile.party.schema != Schema::Person && self.is_described(*number));
        let records: Vec<Record> = described
            .map(|(number, profile)| Record {
                key: RecordKey { source: "registry".to_owned(), id: number.0.to_string() },
                party: profile.party.clone(),
                // Only what is listed is compared.
                listings: vec![Listing::on("registry")],
                same_as: Vec::new(),
                topics: Vec::new(),
            })
            .collect();
        if records.is_empty() {
            return None;
        }
        let folder = tempfile::tempdir().ok()?;
        let mut ids = Ids::read(&folder.path().join("ids")).ok()?;
        let path = folder.path().join("names");
        let release = Release { source: "registry".to_owned(), published: Date::MIN, digest: String::new() };
        snapshot::build(records, &[release], &mut ids, &path).ok()?;
        let lists = Lists::of(Snapshot::open(&path).ok()?, Date::MIN);
        let mut numbers: HashMap<String, PartyNumber> = HashMap::new();
        for at in 0..lists.snapshot.entities() {
            let entity = lists.snapshot.entity(u32::try_from(at).ok()?)?;
            if let Some(number) = entity.records.first().and_then(|key| key.id.parse().ok()) {
                numbers.insert(entity.id, PartyNumber(number));
            }
        }
        let question = Question { threshold: ONE_COMPANY, limit: 2, ..Question::on(Date::MIN) };
        let near = left.par_iter().map_init(Scratch::default, |scratch, at| {
            let party = Party {
                names: names[*at].party.names.clone(),
                schema: Schema::LegalEntity,
                ..Party::default()
            };
            let hits = lists.screen(&party, &question, scratch);
            match &hits[..] {
                [one] if one.matched => Some((*at, *numbers.get(&one.id)?)),
                [one, other] if one.matched && !other.matched => Some((*at, *numbers.get(&one.id)?)),
                _ => None,
            }
        });
        Some(near.flatten().collect())
    }
}

/// Names by each place at which a short name of them may begin.
struct Abbreviated(HashMap<String, Vec<(PartyNumber, Vec<String>)>>);

impl Abbreviated {
    /// The only company of which a name is an abbreviation: it begins with the same brand, and the rest of it stands in the
    /// company's name in the same order. Of several nobody knows which.
    fn only(&self, name: &str) -> Option<PartyNumber> {
        let short = parts(name);
        let start = short.get(..start_of(&short))?.join(" ");
        let bearers = self.0.get(&start).filter(|bearers| bearers.len() <= MOST_BEARERS)?;
        let mut bearers: Vec<PartyNumber> = bearers
            .iter()
            .filter(|(_, whole)| abbreviates(&short, whole))
            .map(|(number, _)| *number)
            .collect();
        bearers.dedup();
        match bearers[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// What more companies begin with is a city or a trade, and leads to nobody.
const MOST_BEARERS: usize = 1000;

/// How many parts at the beginning of a short name must stand side by side in the whole one: a word, or two Chinese signs.
fn start_of(parts: &[String]) -> usize {
    let is_chinese = parts.first().is_some_and(|part| chokepoint_text::han::has_han(part));
    if is_chinese { 2 } else { 1 }
}

/// Words of a name; of a Chinese one its signs.
fn parts(name: &str) -> Vec<String> {
    let name = chokepoint_text::han::simplify(name).to_lowercase();
    if chokepoint_text::han::has_han(&name) {
        return name.chars().filter(|c| c.is_alphanumeric()).map(String::from).collect();
    }
    name.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Where a short name may begin: at the brand, before which a city may stand.
fn starts(parts: &[String]) -> impl Iterator<Item = String> {
    parts.windows(start_of(parts)).take(MOST_BEFORE).map(|start| start.join(" "))
}

/// A city and its kind are at most so many signs.
const MOST_BEFORE: usize = 5;

/// Whether all parts of a short name stand in a whole one in their order, the first ones side by side.
fn abbreviates(short: &[String], whole: &[String]) -> bool {
    let start = start_of(short);
    let Some(at) = whole.windows(start).position(|parts| parts == &short[..start]) else { return false };
    let mut rest = whole[at + start..].iter();
    short.len() > start
        && short.len() < whole.len()
        && short[start..].iter().all(|part| rest.any(|other| other == part))
}

/// A name without case, spaces and signs.
fn plain(name: &str) -> String {
    chokepoint_text::han::simplify(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_short_of(short: &str, whole: &str) -> bool {
        let (short, whole) = (parts(short), parts(whole));
        let start = short.get(..start_of(&short)).map(|start| start.join(" "));
        start.is_some_and(|start| starts(&whole).any(|one| one == start)) && abbreviates(&short, &whole)
    }

    #[test]
    fn a_short_name_keeps_the_brand_and_the_order() {
        assert!(is_short_of("澜岫智能", "深圳市澜岫人工智能科技有限公司"));
        assert!(is_short_of("瀾岫智能", "深圳市澜岫人工智能科技有限公司"));
        assert!(is_short_of("Lanxiu Integration", "Shenzhen Lanxiu System Integration Co., Ltd."));
        assert!(!is_short_of("澜汀智能", "深圳市澜岫人工智能科技有限公司"), "another brand");
        assert!(!is_short_of("澜岫物流", "深圳市澜岫人工智能科技有限公司"), "another trade");
        assert!(!is_short_of("澜岫", "深圳市澜岫人工智能科技有限公司"), "a brand alone is anybody's");
        assert!(!is_short_of("", "深圳市澜岫人工智能科技有限公司"));
    }
}
