//! A detector: its id, its function, and what its `detector.toml` says of it.

use crate::Context;
use chokepoint_model::{Finding, Importance, Innocent};
use serde::Deserialize;
use std::sync::LazyLock;

/// A detector.
pub struct Detector {
    /// Its permanent id: the name of its folder.
    pub id: &'static str,
    pub(crate) text: &'static str,
    pub(crate) examine: fn(&Context<'_>) -> Vec<Finding>,
}

/// What `detector.toml` says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// What it looks for, in a few words.
    pub title: String,
    /// What it looks at: `company`.
    pub subject: String,
    /// How much its findings matter, if true.
    #[serde(deserialize_with = "severity")]
    pub severity: Importance,
    /// How far it is trusted.
    pub maturity: Maturity,
    /// What its findings say of the party that they are about.
    pub category: Category,
    /// Whom its findings are about.
    #[serde(default)]
    pub about: About,
    /// The probability from which a finding is of its category; below it, it is a remark.
    #[serde(default)]
    pub least: f64,
    /// What it means for a sale: whether a rule reaches the party because of it, or it is a reason to ask.
    pub means: String,
    /// Parameters of `rules/` that say why it matters, as `parameter` or `parameter.name`.
    pub reference: Vec<Reference>,
    /// How somebody innocent looks the same, and how to tell.
    pub innocent: Vec<Look>,
}

/// How far a detector is trusted: promoted by evidence, never by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Maturity {
    /// Being tried.
    Sandbox,
    /// Right on made-up worlds and on examples.
    Preview,
    /// Right on records of the world.
    Stable,
    /// Kept for the ids of its old findings.
    Deprecated,
}

/// What a finding says of the party that it is about, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// It is on a list, or may be.
    Listed,
    /// Listed parties own it at the share of the law, or may.
    Owned,
    /// It is tied to a listed party or to the armed forces.
    Tied,
    /// Something else is worth a look. Buyers, neighbours, desks and days are shared by many who have no tie at all.
    Remark,
}

/// Whom a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// The first of its subjects; the others are those it is tied to.
    #[default]
    First,
    /// All of them.
    All,
}

fn severity<'de, D: serde::Deserializer<'de>>(word: D) -> Result<Importance, D::Error> {
    let word = String::deserialize(word)?;
    let unknown = || serde::de::Error::custom(format!("unknown severity {word:?}"));
    Importance::named(&word).ok_or_else(unknown)
}

/// Where the guidance or the law says it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// `supplement no. 3 to 15 CFR part 732, leaders of a listed firm`.
    pub title: String,
}

/// How somebody innocent looks the same.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// What else can look so.
    pub looks: String,
    /// How to tell.
    pub tell: String,
}

impl Detector {
    /// What its `detector.toml` says.
    pub fn metadata(&self) -> &'static Metadata {
        static ALL: LazyLock<Vec<(&'static str, Metadata)>> = LazyLock::new(|| {
            let read = |detector: &Detector| match toml::from_str(detector.text) {
                Ok(metadata) => (detector.id, metadata),
                // A test reads every one of them.
                Err(error) => unreachable!("{}/detector.toml: {error}", detector.id),
            };
            crate::DETECTORS.iter().map(read).collect()
        });
        match ALL.iter().find(|(id, _)| *id == self.id) {
            Some((_, metadata)) => metadata,
            None => unreachable!("{} is in the list of detectors", self.id),
        }
    }

    /// How much its findings matter, if true.
    pub fn severity(&self) -> Importance {
        self.metadata().severity
    }

    /// What a finding of it says of the party that it is about.
    pub fn category(&self, finding: &Finding) -> Category {
        let metadata = self.metadata();
        if finding.probability < metadata.least { Category::Remark } else { metadata.category }
    }

    /// What it finds as of the day of the context, worth most first.
    pub fn examine(&self, cx: &Context<'_>) -> Vec<Finding> {
        let mut findings = (self.examine)(cx);
        findings.sort_by(|a, b| b.worth().total_cmp(&a.worth()).then_with(|| a.id.cmp(&b.id)));
        findings
    }

    pub(crate) fn innocent(&self) -> Vec<Innocent> {
        let looks = self.metadata().innocent.iter();
        looks.map(|one| Innocent { looks: one.looks.clone(), tell: one.tell.clone() }).collect()
    }
}

/// The detector of an id.
pub fn detector(id: &str) -> Option<&'static Detector> {
    crate::DETECTORS.iter().find(|detector| detector.id == id)
}
