//! What is known of each source: its lists and their meaning in law, its addresses, and how many records it has.

use super::{
    Input, chokepoint_ai_chips, eu_fsf, eu_journal, ftm, report::Report, uk_sanctions, un_sc, us_csl, us_ofac,
};
use serde::Deserialize;
use std::{borrow::Cow, ops::RangeInclusive, sync::LazyLock};

/// A publisher's feed.
#[derive(Debug, Clone)]
pub struct Source {
    /// Permanent id: `us_csl`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The lists in it.
    pub lists: Vec<ListMeaning>,
    /// Where it is published; empty for what only comes as files.
    pub urls: Vec<String>,
    /// Whether one release is several files.
    pub several_files: bool,
    /// Fewest and most records expected of a whole release.
    pub expected: RangeInclusive<u64>,
    /// Days after which a release is old: the publisher is then known to have had a newer one. `None` for what has no
    /// rhythm.
    pub rhythm: Option<u32>,
    /// What records of the whole list have, so that a release without any is not the whole list.
    pub holds: Vec<Holds>,
    /// Fields that are passed over, by name.
    pub ignore: Vec<String>,
}

/// What the records of a list have beside names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Identifiers: IMO numbers, passports, registrations.
    Identifiers,
    /// Birth dates.
    BirthDates,
}

impl Source {
    /// The form that its files have: `ftm` of `ftm:us_ofac_sdn`, its own id for every other source.
    pub fn form(&self) -> &str {
        self.id.split(':').next().unwrap_or_default()
    }

    /// The source of one of the datasets that come in this form.
    #[must_use]
    pub fn of_dataset(&self, name: &str) -> Self {
        Self { id: format!("{}:{name}", self.id), title: format!("{}: {name}", self.title), ..self.clone() }
    }
}

/// A list and what it means in law to stand on it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListMeaning {
    /// Permanent id: `us_bis_entity_list`.
    pub id: String,
    /// Title.
    pub title: String,
    /// What a hit means, in a sentence.
    pub effect: String,
    /// Where the law says so.
    pub citation: String,
    /// How the source's file names the list.
    #[serde(default)]
    pub spelling: Vec<String>,
    /// What part of the list the source has, where it has only a part: "around AI chips and supercomputing".
    pub excerpt: Option<String>,
    /// The last day a person confirmed the meaning.
    pub checked: String,
}

/// How a source's files are told and read.
pub(super) struct Reader {
    pub(super) id: &'static str,
    definition: &'static str,
    pub(super) looks_like: fn(&Input<'_>) -> bool,
    pub(super) read: fn(&[Input<'_>], &mut Report<'_>),
}

/// Every source: a line here and a folder beside.
pub(super) const READERS: &[Reader] = &[
    Reader {
        id: "chokepoint_ai_chips",
        definition: include_str!("chokepoint_ai_chips/source.toml"),
        looks_like: chokepoint_ai_chips::looks_like,
        read: chokepoint_ai_chips::read,
    },
    Reader {
        id: "eu_fsf",
        definition: include_str!("eu_fsf/source.toml"),
        looks_like: eu_fsf::looks_like,
        read: eu_fsf::read,
    },
    Reader {
        id: "eu_journal",
        definition: include_str!("eu_journal/source.toml"),
        looks_like: eu_journal::looks_like,
        read: eu_journal::read,
    },
    Reader {
        id: "ftm",
        definition: include_str!("ftm/source.toml"),
        looks_like: ftm::looks_like,
        read: ftm::read,
    },
    Reader {
        id: "uk_sanctions",
        definition: include_str!("uk_sanctions/source.toml"),
        looks_like: uk_sanctions::looks_like,
        read: uk_sanctions::read,
    },
    Reader {
        id: "un_sc",
        definition: include_str!("un_sc/source.toml"),
        looks_like: un_sc::looks_like,
        read: un_sc::read,
    },
    Reader {
        id: "us_csl",
        definition: include_str!("us_csl/source.toml"),
        looks_like: us_csl::looks_like,
        read: us_csl::read,
    },
    Reader {
        id: "us_ofac_cons",
        definition: include_str!("us_ofac/cons.toml"),
        looks_like: us_ofac::looks_like_cons,
        read: us_ofac::read_cons,
    },
    Reader {
        id: "us_ofac_sdn",
        definition: include_str!("us_ofac/sdn.toml"),
        looks_like: us_ofac::looks_like_sdn,
        read: us_ofac::read_sdn,
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    title: String,
    publisher: String,
    #[serde(default)]
    urls: Vec<String>,
    #[serde(default)]
    several_files: bool,
    expected: (u64, u64),
    rhythm: Option<u32>,
    #[serde(default)]
    holds: Vec<Holds>,
    #[serde(default)]
    ignore: Vec<String>,
    #[serde(rename = "list", default)]
    lists: Vec<ListMeaning>,
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    READERS
        .iter()
        .filter_map(|reader| {
            let definition: Definition = toml::from_str(reader.definition).ok()?;
            Some(Source {
                id: reader.id.to_owned(),
                title: definition.title,
                publisher: definition.publisher,
                lists: definition.lists,
                urls: definition.urls,
                several_files: definition.several_files,
                expected: definition.expected.0..=definition.expected.1,
                rhythm: definition.rhythm,
                holds: definition.holds,
                ignore: definition.ignore,
            })
        })
        .collect()
});

/// Every source this program reads.
pub fn sources() -> &'static [Source] {
    &SOURCES
}

/// The source with this id: one of [`sources`], or that of a dataset (`ftm:NAME`).
pub fn source(id: &str) -> Option<Cow<'static, Source>> {
    let of = |id: &str| sources().iter().find(|source| source.id == id);
    match id.split_once(':') {
        Some((ftm::FORM, name)) if ftm::dataset::is_name(name) => {
            Some(Cow::Owned(of(ftm::FORM)?.of_dataset(name)))
        }
        _ => of(id).map(Cow::Borrowed),
    }
}

/// The list with this id, in whichever source; one that has the whole list goes before one that has an excerpt.
pub fn list(id: &str) -> Option<&'static ListMeaning> {
    let lists = || sources().iter().flat_map(|source| &source.lists).filter(|list| list.id == id);
    lists().find(|list| list.excerpt.is_none()).or_else(|| lists().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_can_be_read() {
        for reader in READERS {
            let read: Result<Definition, _> = toml::from_str(reader.definition);
            assert!(read.is_ok(), "{}: {:?}", reader.id, read.err());
        }
        assert_eq!(sources().len(), READERS.len());
    }

    #[test]
    fn a_list_has_one_meaning_however_many_sources_feed_it() {
        let meanings = || sources().iter().flat_map(|source| &source.lists);
        for meaning in meanings() {
            let mut whole = meanings().filter(|other| other.id == meaning.id && other.excerpt.is_none());
            let first = whole.next().expect("every list is published whole by somebody");
            assert_eq!(whole.count(), 0, "{}", meaning.id);
            assert_eq!(
                (&first.effect, &first.citation),
                (&meaning.effect, &meaning.citation),
                "{}",
                meaning.id
            );
        }
    }
}
