//! The partner audit: a list of names in, the same list out with what is known of each, strongest first.

mod names;
mod rows;

pub use names::NamedBy;

use crate::{
    Engine, EngineError,
    investigate::{InvestigateQuestion, Investigation, prepare_paths},
    ownership::{ListedParty, Regime, count},
};
use chokepoint_detectors::{About, Category, Identified, Listed, detector};
use chokepoint_model::{Finding, PartyNumber, percent_text};
use chokepoint_rules::Rules;
use chokepoint_sources::parties;
use rows::Row;
use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

/// What is asked of a list of partners.
#[derive(Debug, Clone)]
pub struct AuditQuestion {
    /// The list.
    pub partners: PathBuf,
    /// How it is read: which column is what, which sheet.
    pub reading: parties::Options,
    /// Registries, lists and whatever else is known.
    pub registries: Vec<PathBuf>,
    /// The day, and what is asked as of any folder.
    pub of: InvestigateQuestion,
}

/// What is known of a partner, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It certainly is on a list.
    Listed,
    /// Listed parties own it at the share of the law, or may do so.
    Owned,
    /// It may be a listed party, or be owned by one that may be: a person must look.
    Possible,
    /// It is tied to a listed party or to the armed forces.
    Tied,
    /// Something else was seen that is worth a look; no tie to anybody listed.
    Remark,
    /// It was not compared, or only in part.
    NotCompared,
    /// Nothing was found in the sources covered.
    Nothing,
}

impl Standing {
    /// All of them, the strongest first.
    pub const ALL: [Self; 7] = [
        Self::Listed,
        Self::Owned,
        Self::Possible,
        Self::Tied,
        Self::Remark,
        Self::NotCompared,
        Self::Nothing,
    ];

    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Owned => "owned",
            Self::Possible => "possible",
            Self::Tied => "tied",
            Self::Remark => "remark",
            Self::NotCompared => "not_compared",
            Self::Nothing => "nothing",
        }
    }

    /// For a reader.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Listed => "on a list",
            Self::Owned => "owned by listed parties",
            Self::Possible => {
                "possible match: may be a listed party, or owned by one that may be; look at the entry"
            }
            Self::Tied => "tied to a listed party or to the armed forces",
            Self::Remark => "no tie; something else is worth a look",
            Self::NotCompared => "not compared",
            Self::Nothing => "nothing found in the sources covered",
        }
    }

    /// What a finding says of the party that it is about. What rests on a possible match is no more than possible.
    fn of(finding: &Finding) -> Self {
        let category = detector(&finding.detector).map(|detector| detector.category(finding));
        match category.unwrap_or(Category::Remark) {
            Category::Remark => Self::Remark,
            _ if !finding.conditions.is_empty() => Self::Possible,
            Category::Listed => Self::Listed,
            Category::Owned => Self::Owned,
            Category::Tied => Self::Tied,
        }
    }
}

/// A partner with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Partner {
    /// Its row in the list, from 1.
    pub row: u64,
    /// Its name as the list has it.
    pub name: String,
    /// Who it is in the registries: ids; empty when no registry describes it.
    pub ids: Vec<String>,
    /// How it was found there.
    pub named_by: NamedBy,
    /// What it comes to.
    pub standing: Standing,
    /// The findings about it, by their place in the investigation, strongest standing first.
    pub findings: Vec<usize>,
    /// Lists that it certainly is on.
    pub lists: Vec<String>,
    /// The entries that it may be: `the listed Example Group (0.98 by name)`.
    pub possibly: Vec<String>,
    /// Why it may not be the listed party whose name it resembles, or why it was not compared; empty for nothing.
    pub doubt: String,
    /// What listed parties, and companies that they own, are proven to hold of it together; empty for nothing.
    pub stake: String,
}

/// The answer.
pub struct Audit {
    /// All that was found, about partners and others.
    pub investigation: Investigation,
    /// The partners, strongest first, then in the order of the list.
    pub partners: Vec<Partner>,
    /// Partners that no registry describes.
    pub not_described: usize,
}

impl Audit {
    /// What was found about a partner, the strongest standing first.
    pub fn findings<'a>(&'a self, partner: &'a Partner) -> impl Iterator<Item = &'a Finding> {
        partner.findings.iter().map(|at| &self.investigation.findings[*at])
    }

    /// How many partners stand so.
    pub fn count(&self, standing: Standing) -> u64 {
        self.partners.iter().filter(|partner| partner.standing == standing).count() as u64
    }
}

/// Audits a list of partners against registries and lists.
///
/// # Errors
/// When a file cannot be opened, or the list has no names.
pub fn audit(engine: Option<&Engine>, rules: &Rules, question: &AuditQuestion) -> Result<Audit, EngineError> {
    let list = question.partners.as_path();
    let (rows, list_issues, list_read) = rows::read(question)?;
    let paths: Vec<PathBuf> =
        question.registries.iter().filter(|path| path.as_path() != list).cloned().collect();
    let (profiles, saying_more) = rows::profiles(&rows, list);
    let mut prepared = prepare_paths(&paths, engine, rules, &question.of, profiles)?;
    prepared.issues.extend(list_issues);
    prepared.notes.extend(list_read.lines());
    let first = prepared.registry.profiles.len() - rows.len();
    rows::set_apart(&mut prepared.registry, first);
    // Names of which nothing else is known must not make what the others share look rare: detectors do not see them.
    let investigation = prepared.examine_first(first + saying_more, rules);
    let named = names::Names::of(&investigation.registry, first).all(&rows);
    let partners = Partners::of(&investigation, rules).all(&rows, named, first);
    let not_described = partners.iter().filter(|partner| partner.named_by == NamedBy::Nobody).count();
    Ok(Audit { investigation, partners, not_described })
}

/// What is known of the parties of an investigation, by party.
struct Partners<'a> {
    of: &'a Investigation,
    findings: HashMap<&'a str, Vec<usize>>,
    lists: BTreeMap<PartyNumber, Vec<String>>,
    possibly: BTreeMap<PartyNumber, Vec<(&'a Listed, &'a Identified)>>,
    stakes: BTreeMap<PartyNumber, Stake>,
}

impl<'a> Partners<'a> {
    fn of(of: &'a Investigation, rules: &Rules) -> Self {
        let mut findings: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, finding) in of.findings.iter().enumerate() {
            for id in about(finding) {
                findings.entry(id).or_default().push(at);
            }
        }
        let here = of.listed_here().into_iter().map(|(number, listed)| {
            (number, listed.listings_on(of.as_of).map(|listing| listing.list.clone()).collect())
        });
        let mut possibly: BTreeMap<PartyNumber, Vec<(&Listed, &Identified)>> = BTreeMap::new();
        for (number, listed, found) in of.possibly_listed() {
            possibly.entry(number).or_default().push((listed, found));
        }
        Self { of, findings, lists: here.collect(), possibly, stakes: stakes(of, rules) }
    }

    /// The partners, strongest first, then in the order of the list.
    fn all(&self, rows: &[Row], named: Vec<(Vec<PartyNumber>, NamedBy)>, first: usize) -> Vec<Partner> {
        let own = |at: usize| PartyNumber(u32::try_from(first + at).unwrap_or(u32::MAX));
        let partner = |(at, (row, (numbers, named_by))): (usize, (&Row, (Vec<PartyNumber>, NamedBy)))| {
            self.partner(row, own(at), numbers, named_by)
        };
        let mut partners: Vec<Partner> = rows.iter().zip(named).enumerate().map(partner).collect();
        let worth = |partner: &Partner| {
            let of = partner.findings.iter().map(|at| self.of.findings[*at].worth());
            of.fold(0.0, f64::max)
        };
        partners.sort_by(|a, b| {
            a.standing.cmp(&b.standing).then(worth(b).total_cmp(&worth(a))).then(a.row.cmp(&b.row))
        });
        partners
    }

    fn partner(
        &self,
        row: &Row,
        own: PartyNumber,
        described: Vec<PartyNumber>,
        named_by: NamedBy,
    ) -> Partner {
        let id = |number: &PartyNumber| self.of.registry.profile(*number).map(|profile| profile.id.clone());
        let ids: Vec<String> = described.iter().filter_map(id).collect();
        let numbers: Vec<PartyNumber> = described.into_iter().chain([own]).collect();
        let of_ids = numbers.iter().filter_map(id);
        let mut findings: Vec<usize> =
            of_ids.filter_map(|id| self.findings.get(id.as_str())).flatten().copied().collect();
        let standing = |at: &usize| Standing::of(&self.of.findings[*at]);
        findings.sort_by_key(|at| (standing(at), *at));
        findings.dedup();
        let mut lists: Vec<String> =
            numbers.iter().filter_map(|number| self.lists.get(number)).flatten().cloned().collect();
        lists.sort();
        lists.dedup();
        let matches = || numbers.iter().filter_map(|number| self.possibly.get(number)).flatten();
        let mut possibly: Vec<String> = Vec::new();
        for (listed, found) in matches().filter(|_| lists.is_empty()) {
            let told = format!("the listed {} ({})", listed.caption(), found.basis);
            if !possibly.contains(&told) {
                possibly.push(told);
            }
        }
        let stake = numbers.iter().find_map(|number| self.stakes.get(number));
        let mut strongest = findings.first().map_or(Standing::Nothing, standing);
        if !lists.is_empty() {
            strongest = Standing::Listed;
        }
        if !possibly.is_empty() {
            strongest = strongest.min(Standing::Possible);
        }
        if let Some(stake) = stake {
            strongest = strongest.min(if stake.is_certain { Standing::Tied } else { Standing::Possible });
        }
        let was_compared = row.lost.is_empty() && !self.of.lists.is_empty();
        if strongest == Standing::Nothing && !was_compared {
            strongest = Standing::NotCompared;
        }
        let doubt = match strongest {
            Standing::NotCompared if row.lost.is_empty() => "no list was at hand".to_owned(),
            Standing::NotCompared => row.lost.clone(),
            Standing::Possible => {
                matches().find_map(|(listed, found)| self.doubt(listed, found)).unwrap_or_default()
            }
            _ => String::new(),
        };
        Partner {
            row: row.row,
            name: row.name().to_owned(),
            ids,
            named_by,
            standing: strongest,
            findings,
            lists,
            possibly,
            doubt,
            stake: stake.map(|stake| stake.words.clone()).unwrap_or_default(),
        }
    }

    /// Why somebody may not be the listed party whose name it resembles.
    fn doubt(&self, listed: &Listed, found: &Identified) -> Option<String> {
        // A record that states its own listing is the list speaking, no company of a register.
        let mut profiles = listed.numbers.iter().filter_map(|number| self.of.registry.profile(*number));
        if let Some(other) = profiles.find(|profile| profile.listings.is_empty() && profile.is_described()) {
            return Some(format!("{} of the registries is {}", other.caption(), listed.caption()));
        }
        (found.crowd > 1).then(|| {
            format!("{} differently named parties match {}; at most one is it", found.crowd, listed.caption())
        })
    }
}

/// What listed parties hold of a party together.
struct Stake {
    words: String,
    is_certain: bool,
}

/// Of whom listed parties, and companies that they own, hold something, as the affiliates rule counts it.
fn stakes(of: &Investigation, rules: &Rules) -> BTreeMap<PartyNumber, Stake> {
    let Some(regime) = Regime::named("bis") else { return BTreeMap::new() };
    let listed = ListedParty::of(&of.listed, of.as_of);
    let has_doubt = listed.iter().any(|one| !one.is_certain);
    let answer = count(&of.registry, listed, rules, regime, of.as_of);
    let entities = answer.readings.first().map(|reading| reading.entities.as_slice()).unwrap_or_default();
    let mut found = BTreeMap::new();
    for entity in entities {
        let share = |parts: u32| percent_text(u64::from(parts));
        let stake = match (entity.lowest, entity.highest) {
            (lowest, _) if lowest > 0 => Stake {
                words: format!(
                    "listed parties and companies that they own hold at least {} % of it",
                    share(lowest)
                ),
                is_certain: true,
            },
            (_, highest) if highest > 0 && has_doubt => Stake {
                words: format!(
                    "parties that may be listed, and companies that they own, may hold up to {} % of it",
                    share(highest)
                ),
                is_certain: false,
            },
            _ => continue,
        };
        found.insert(entity.party, stake);
    }
    found
}

/// Whom a finding is about.
fn about(finding: &Finding) -> impl Iterator<Item = &str> {
    let about = detector(&finding.detector).map(|detector| detector.metadata().about).unwrap_or_default();
    let count = if about == About::All { usize::MAX } else { 1 };
    finding.subjects.iter().take(count).map(|subject| subject.id.as_str())
}
