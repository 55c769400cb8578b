//! The partner audit: a list of names in, the same list out with what is known of each, strongest first.

mod names;

pub use names::NamedBy;

use crate::{
    Engine, EngineError,
    investigate::{InvestigateQuestion, Investigation, prepare_paths},
    ownership::{OwnershipQuestion, Regime, ownership},
};
use chokepoint_model::{Finding, Issue, PartyNumber, percent_text};
use chokepoint_rules::Rules;
use chokepoint_sources::parties::{self, Item};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

/// What is known of a partner, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It stands on a list, or may be a party that does.
    Listed,
    /// Listed parties own it at the share of the law, or may do so.
    Owned,
    /// It is tied to a listed party or to the armed forces.
    Tied,
    /// Something else was seen that is worth a look; no tie to anybody listed.
    Remark,
    /// Nothing was found in the sources covered.
    Nothing,
}

/// The probability from which a person in common is a tie.
const LIKELY: f64 = 0.4;

impl Standing {
    /// All of them, the strongest first.
    pub const ALL: [Self; 5] = [Self::Listed, Self::Owned, Self::Tied, Self::Remark, Self::Nothing];

    /// Lower-case word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Owned => "owned",
            Self::Tied => "tied",
            Self::Remark => "remark",
            Self::Nothing => "nothing",
        }
    }

    /// For a reader.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Listed => "on a list, or may be",
            Self::Owned => "owned by listed parties",
            Self::Tied => "tied to a listed party or to the armed forces",
            Self::Remark => "no tie; something else is worth a look",
            Self::Nothing => "nothing found in the sources covered",
        }
    }

    /// What a finding says of the party that it is about.
    fn of(finding: &Finding) -> Self {
        match finding.detector.as_str() {
            // A person's name that many bear ties nobody to anybody.
            "people_of_listed" if finding.probability < LIKELY => Self::Remark,
            "on_a_list" => Self::Listed,
            "ownership_caught" => Self::Owned,
            "people_of_listed"
            | "listed_address"
            | "same_building_as_listed"
            | "stake_of_listed"
            | "stake_under_threshold"
            | "military_tie"
            | "successor_of_listed" => Self::Tied,
            // Buyers, neighbours, desks and days are shared by many who have no tie at all.
            _ => Self::Remark,
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
    /// Lists on which it stands.
    pub lists: Vec<String>,
    /// Why it is not taken for the listed party whose name it resembles; empty for nothing.
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
pub fn audit(
    list: &Path,
    registries: &[PathBuf],
    engine: Option<&Engine>,
    rules: &Rules,
    question: &InvestigateQuestion,
) -> Result<Audit, EngineError> {
    let (names, list_issues) = read(list)?;
    // The list is read last: a name that a registry describes is that party.
    let others = registries.iter().filter(|path| path.as_path() != list).cloned();
    let paths: Vec<PathBuf> = others.chain([list.to_owned()]).collect();
    let mut prepared = prepare_paths(&paths, engine, question)?;
    prepared.issues.extend(list_issues);
    // Names of which nothing else is known must not make what the others share look rare: detectors do not see them.
    let described = prepared.examine_without(&list.display().to_string(), rules);
    let mut investigation = prepared.screened();
    investigation.findings.extend(described);
    investigation.findings.sort_by(|a, b| b.worth().total_cmp(&a.worth()).then_with(|| a.id.cmp(&b.id)));
    let known = names::Names::of(&investigation.registry, list);
    let known = known.all(&names);
    let mut by_party: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, finding) in investigation.findings.iter().enumerate() {
        for id in about(finding) {
            by_party.entry(id).or_default().push(at);
        }
    }
    let on_lists: BTreeMap<PartyNumber, Vec<String>> = investigation
        .listed_here()
        .into_iter()
        .map(|(number, listed)| {
            let lists = listed.listings_on(investigation.as_of).map(|listing| listing.list.clone());
            (number, lists.collect())
        })
        .collect();
    let stakes = stakes(&investigation);
    let mut partners: Vec<Partner> = names
        .iter()
        .zip(known)
        .map(|((row, name), (numbers, named_by))| {
            let profiles = numbers.iter().filter_map(|number| investigation.registry.profile(*number));
            let ids: Vec<String> = profiles.map(|profile| profile.id.clone()).collect();
            let mut findings: Vec<usize> =
                ids.iter().filter_map(|id| by_party.get(id.as_str())).flatten().copied().collect();
            let doubts: BTreeMap<usize, String> = findings
                .iter()
                .filter_map(|at| Some((*at, doubt(&investigation, &investigation.findings[*at], &numbers)?)))
                .collect();
            let standing = |at: &usize| match doubts.contains_key(at) {
                true => Standing::Remark,
                false => Standing::of(&investigation.findings[*at]),
            };
            findings.sort_by_key(|at| (standing(at), *at));
            findings.dedup();
            let mut lists: Vec<String> =
                numbers.iter().filter_map(|number| on_lists.get(number)).flatten().cloned().collect();
            lists.sort();
            lists.dedup();
            let strongest = findings.first().map_or(Standing::Nothing, standing);
            let stake = numbers.iter().find_map(|number| stakes.get(number)).cloned().unwrap_or_default();
            let by_stake = if stake.is_empty() { Standing::Nothing } else { Standing::Tied };
            let standing = if lists.is_empty() { strongest.min(by_stake) } else { Standing::Listed };
            let doubt = doubts.into_values().next().unwrap_or_default();
            Partner { row: *row, name: name.clone(), ids, named_by, standing, findings, lists, doubt, stake }
        })
        .collect();
    let worth = |partner: &Partner| {
        let of = partner.findings.iter().map(|at| investigation.findings[*at].worth());
        of.fold(0.0, f64::max)
    };
    partners.sort_by(|a, b| {
        a.standing.cmp(&b.standing).then(worth(b).total_cmp(&worth(a))).then(a.row.cmp(&b.row))
    });
    let not_described = partners.iter().filter(|partner| partner.named_by == NamedBy::Nobody).count();
    Ok(Audit { investigation, partners, not_described })
}

/// Why somebody is hardly the listed party whose name it resembles: another party of the registries is that one. Who is it
/// by its own record, or by a name as good as the same, is never doubted.
fn doubt(of: &Investigation, finding: &Finding, numbers: &[PartyNumber]) -> Option<String> {
    if finding.detector != "on_a_list" {
        return None;
    }
    let id = &finding.subjects.get(1)?.id;
    let listed = of.listed.iter().find(|one| one.id == *id)?;
    if listed.numbers.iter().any(|number| numbers.contains(number)) {
        return None;
    }
    // A record that states its own listing is the list speaking, no company of a register.
    let mut profiles = listed.numbers.iter().filter_map(|number| of.registry.profile(*number));
    let other = profiles.find(|profile| profile.listings.is_empty() && profile.is_described())?;
    Some(format!("{} of the registries is {}", other.caption(), listed.caption()))
}

/// Of whom listed parties, and companies that they own, hold something, as the affiliates rule counts it.
fn stakes(of: &Investigation) -> BTreeMap<PartyNumber, String> {
    let here = of.listed_here();
    let listed =
        here.iter().filter_map(|(number, _)| Some(of.registry.profile(*number)?.id.clone())).collect();
    let question = OwnershipQuestion { regime: Regime::Bis, as_of: of.as_of, listed, threshold: 0.7 };
    let answer = ownership(&of.registry, None, &question);
    let entities = answer.readings.first().map(|reading| reading.entities.as_slice()).unwrap_or_default();
    let held = entities.iter().filter(|entity| entity.lowest > 0);
    held.map(|entity| {
        let share = percent_text(u64::from(entity.lowest));
        (entity.party, format!("listed parties and companies that they own hold at least {share} % of it"))
    })
    .collect()
}

/// Whom a finding is about: the first of its subjects; all of them where nobody is listed among them.
fn about(finding: &Finding) -> impl Iterator<Item = &str> {
    let many = matches!(finding.detector.as_str(), "desk_of_many" | "stake_under_threshold");
    finding.subjects.iter().take(if many { usize::MAX } else { 1 }).map(|subject| subject.id.as_str())
}

/// Rows of a list of partners, each with its number.
type Rows = Vec<(u64, String)>;

fn read(list: &Path) -> Result<(Rows, Vec<Issue>), EngineError> {
    let opened = parties::open(list, &parties::Options::default())
        .map_err(|error| EngineError::Parties(error.to_string()))?;
    let (mut names, mut issues) = (Vec::new(), Vec::new());
    opened.read(&mut |item| {
        match item {
            Item::Row(row) => names.push((row.row, row.party.caption().to_owned())),
            Item::Issue(issue) => issues.push(issue),
        }
        true
    });
    Ok((names, issues))
}
