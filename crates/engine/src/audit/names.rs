//! Who a name on a list of partners is in the registries: by the whole name, else by a name that says the same.

use crate::Lists;
use chokepoint_model::{Date, Listing, Party, PartyNumber, Record, RecordKey, Registry, Release, Schema};
use chokepoint_screening::{Question, Scratch, Snapshot, snapshot};
use chokepoint_store::registry::Registry as Ids;
use rayon::prelude::*;
use std::{collections::HashMap, path::Path};

/// The score from which two names are taken for one company's without anything else.
const ONE_COMPANY: f32 = 0.9;

/// The names of a registry.
pub(super) struct Names<'a> {
    registry: &'a Registry,
    /// The list itself, which describes nobody.
    list: String,
    by_name: HashMap<String, Vec<PartyNumber>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(registry: &'a Registry, list: &Path) -> Self {
        let mut by_name: HashMap<String, Vec<PartyNumber>> = HashMap::new();
        for (number, profile) in registry.parties() {
            for name in &profile.party.names {
                let bearers = by_name.entry(plain(&name.text)).or_default();
                if bearers.last() != Some(&number) {
                    bearers.push(number);
                }
            }
        }
        Self { registry, list: list.display().to_string(), by_name }
    }

    /// The parties that each name is.
    pub(super) fn all(&self, names: &[(u64, String)]) -> Vec<Vec<PartyNumber>> {
        let mut found: Vec<Vec<PartyNumber>> = names
            .iter()
            .map(|(_, name)| self.by_name.get(&plain(name)).cloned().unwrap_or_default())
            .collect();
        let left: Vec<usize> =
            (0..names.len()).filter(|at| !found[*at].iter().any(|one| self.is_described(*one))).collect();
        let Some(near) = (!left.is_empty()).then(|| self.near(names, &left)).flatten() else { return found };
        for (at, number) in near {
            found[at].push(number);
        }
        found
    }

    /// Whether a registry, and not only the list, speaks of a party.
    fn is_described(&self, number: PartyNumber) -> bool {
        self.registry
            .profile(number)
            .is_some_and(|profile| profile.is_described() && profile.stated.source.as_ref() != self.list)
    }

    /// For names that no registry has as they are: the company whose name says the same, if there is one alone.
    fn near(&self, names: &[(u64, String)], left: &[usize]) -> Option<Vec<(usize, PartyNumber)>> {
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
            let party = Party::named(&names[*at].1, Schema::LegalEntity);
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

/// A name without case, spaces and signs.
fn plain(name: &str) -> String {
    chokepoint_text::han::simplify(name)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
