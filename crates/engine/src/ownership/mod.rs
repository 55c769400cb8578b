//! Who is caught by ownership under a regime, as of a day: the registry, the lists and the law brought together.

mod given;
mod listed;
mod ties;
mod walks;

pub use chokepoint_ownership::regimes::{Counts, LawState, REGIMES, Regime};
pub use given::named_by_hand;
pub use listed::{Entry, ListedParty};
pub use ties::{Caution, Tie};
pub use walks::{Walk, walk};

use crate::Lists;
use chokepoint_model::{
    Date, GapKind, Issue, PartyNumber, Place, Registry, Requirement, Review, Severity, Share, percent_text,
};
use chokepoint_ownership::{Answer, Graph, Holdings, Measure, Method, Oddities, Oddity, PATH_LIMIT, solve};
use chokepoint_rules::{Layer, Rules, Truth};
use listed::Marks;
use std::{collections::BTreeMap, mem::discriminant};

/// What is asked.
#[derive(Debug, Clone)]
pub struct OwnershipQuestion {
    /// The regime.
    pub regime: &'static Regime,
    /// The day.
    pub as_of: Date,
    /// Ids or names of listed parties given by hand; `ID=LIST` names the list.
    pub listed: Vec<String>,
    /// The score from which a party of the registry is a listed one.
    pub threshold: f32,
}

/// The answer: one reading of the law, or two while it is in doubt.
pub struct OwnershipAnswer {
    /// The regime.
    pub regime: &'static Regime,
    /// The day.
    pub as_of: Date,
    /// The readings, the one that takes an expected value to have come first.
    pub readings: Vec<Reading>,
    /// The listed parties of the registry.
    pub listed: Vec<ListedParty>,
    /// What could not be read or is odd.
    pub issues: Vec<Issue>,
    /// The lists that the registry was screened against.
    pub lists: Vec<String>,
    /// The releases they were read from.
    pub releases: Vec<String>,
    /// What was not covered, in sentences.
    pub notes: Vec<String>,
}

impl OwnershipAnswer {
    /// Whether any reading of the law catches somebody.
    pub fn catches_somebody(&self) -> bool {
        self.readings.iter().flat_map(|reading| &reading.entities).any(|entity| entity.caught == Truth::Yes)
    }
}

/// What holds under one reading of the law.
pub struct Reading {
    /// The law.
    pub law: LawState,
    /// Every party that holds or is held and is not listed itself, in the order of the registry.
    pub entities: Vec<Entity>,
}

/// One party under one reading.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The party.
    pub party: PartyNumber,
    /// Whether it is caught.
    pub caught: Truth,
    /// What listed and caught owners are proven to hold together (under a regime that takes each alone: the largest of
    /// them), in parts of a billion.
    pub lowest: u32,
    /// What they may hold.
    pub highest: u32,
    /// What all its owners together are proven to hold; the rest is not in the registry.
    pub accounted: u64,
    /// The holdings that catch it, owners before the owned.
    pub path: Vec<PathStep>,
    /// Whether the path has more steps than are given.
    pub path_is_cut: bool,
    /// The lists of the owners that catch it.
    pub lists: Vec<String>,
    /// The strictest requirement that an entry of these owners states.
    pub requirement: Option<Requirement>,
    /// The strictest review policy that an entry of these owners states.
    pub review: Option<Review>,
    /// Ties without shares that the law cares about.
    pub ties: Vec<Tie>,
    /// What asks for caution though nothing is required.
    pub cautions: Vec<Caution>,
    /// What must be so for it to be caught and is not certain: `Example Holding is the listed Example Group (0.98 by name)`.
    pub conditions: Vec<String>,
    /// Whether its owners are not reported, and why.
    pub gap: Option<(GapKind, String)>,
}

/// One step of a path.
#[derive(Debug, Clone)]
pub struct PathStep {
    /// The owner.
    pub from: PartyNumber,
    /// The owned.
    pub to: PartyNumber,
    /// What is counted: `capital`, `votes`, `board`, `control`.
    pub measure: &'static str,
    /// How much.
    pub share: Share,
    /// Place of the statement in the registry's interests.
    pub evidence: u32,
}

/// Answers a question of ownership. Without `lists` only parties named by hand or listed by their own file are listed.
pub fn ownership(
    registry: &Registry,
    lists: Option<&Lists>,
    rules: &Rules,
    question: &OwnershipQuestion,
) -> OwnershipAnswer {
    let mut issues = Vec::new();
    let listed = listed::find(registry, lists, rules, question, &mut issues);
    let mut answer = count(registry, listed, rules, question.regime, question.as_of);
    answer.issues.splice(0..0, registry.issues.iter().cloned().chain(issues));
    let on_day = lists.map(|lists| lists.snapshot.lists(question.as_of)).unwrap_or_default();
    answer.lists = on_day.into_iter().map(|(list, _)| list).collect();
    let releases = lists.map(|lists| lists.snapshot.releases()).unwrap_or_default();
    answer.releases = releases.iter().map(ToString::to_string).collect();
    if lists.is_none() {
        let note = "no lists are imported: only parties named by hand or by their own file count as listed";
        answer.notes.insert(0, note.to_owned());
    }
    answer
}

/// Counts who is caught by listed parties, whoever found them: under the law of the day, and both ways where it is in doubt.
pub fn count(
    registry: &Registry,
    mut listed: Vec<ListedParty>,
    rules: &Rules,
    regime: &'static Regime,
    as_of: Date,
) -> OwnershipAnswer {
    let graph = Graph::of(registry);
    let mut issues = Vec::new();
    let states = regime.states(rules, as_of).unwrap_or_else(|why| {
        issues.push(issue(Severity::Error, format!("{}: {why}", regime.rule), "add a value to the rules"));
        Vec::new()
    });
    let law = rules.on(as_of, Layer::Enforced);
    let rule = states.first().and_then(|state| state.ownership.as_ref());
    for entry in listed.iter_mut().flat_map(|one| &mut one.entries) {
        entry.counts =
            rule.map_or(Counts::OtherList, |rule| regime.counts(&law, rule, &entry.listing, entry.schema));
    }
    let marks = Marks::of(&listed);
    let notes = vec![
        "shares that nobody states are not in the answer: `accounted` says how much of each company the registry knows"
            .to_owned(),
    ];

    let mut solved: Vec<(Method, Solved)> = Vec::new();
    let mut readings = Vec::new();
    for state in states {
        let method = state.ownership.as_ref().map(|rule| regime.method(rule, &law));
        let method = match method {
            Some(Ok(method)) => method,
            Some(Err(why)) => {
                issues.push(issue(Severity::Error, format!("{}: {why}", state.id), "correct the rule"));
                continue;
            }
            None => continue,
        };
        let at = match solved.iter().position(|(known, _)| *known == method) {
            Some(at) => at,
            None => {
                let one = solve_method(&graph, &method, &marks, as_of);
                solved.push((method, one));
                solved.len() - 1
            }
        };
        let ties = ties::Ties::new(registry, &graph, &listed, regime, rules, as_of);
        let entities =
            Entities { registry, graph: &graph, solved: &solved[at].1, listed: &listed, marks: &marks };
        let entities = entities.all(&state, &ties);
        readings.push(Reading { law: state, entities });
    }
    solved.iter().for_each(|(_, one)| tell_oddities(registry, one, &mut issues));
    OwnershipAnswer {
        regime,
        as_of,
        readings,
        listed,
        issues,
        lists: Vec::new(),
        releases: Vec::new(),
        notes,
    }
}

/// What is odd about the holdings, as issues: the first few of each kind, and how many more there are.
fn tell_oddities(registry: &Registry, one: &Solved, issues: &mut Vec<Issue>) {
    let mut of_kind: Vec<(u64, &Oddity)> = Vec::new();
    for oddity in &one.oddities.kept {
        let is_of_kind = |held: &(u64, &Oddity)| discriminant(held.1) == discriminant(oddity);
        let at = of_kind.iter().position(is_of_kind).unwrap_or_else(|| {
            of_kind.push((0, oddity));
            of_kind.len() - 1
        });
        of_kind[at].0 += 1;
        if of_kind[at].0 <= SHOWN {
            let told = odd(registry, oddity);
            if !issues.contains(&told) {
                issues.push(told);
            }
        }
    }
    for (count, oddity) in of_kind.into_iter().filter(|(count, _)| *count > SHOWN) {
        let like = odd(registry, oddity);
        let message = format!("{} more of the same kind as: {}", count - SHOWN, like.message);
        issues.push(issue(like.severity, message, &like.advice));
    }
    let kept = one.oddities.kept.len() as u64;
    if one.oddities.count > kept {
        let message = format!("{} more oddities of holdings", one.oddities.count - kept);
        issues.push(issue(Severity::Warning, message, ""));
    }
    if one.answer.widened {
        let message = "too many chains of listed owners: what several stakes of one owner add up to was taken as possible";
        issues.push(issue(Severity::Warning, message.to_owned(), "ask for a part of the registry"));
    }
}

/// Oddities of one kind that are told one by one; the rest are counted.
const SHOWN: u64 = 20;

/// Steps of all paths together that are given in full; beyond that each path is given by its last steps. A registry in
/// which a million companies hang in one chain would otherwise have a million paths of hundreds of steps.
const STEPS: usize = 2_000_000;
const STEPS_BEYOND: usize = 4;

/// A method solved, with what it was solved over.
struct Solved {
    holdings: Vec<Holdings>,
    answer: Answer,
    oddities: Oddities,
}

fn solve_method(graph: &Graph, method: &Method, marks: &Marks, as_of: Date) -> Solved {
    let mut oddities = Oddities::default();
    let on = |measure: &Measure| Holdings::on(graph, measure, as_of, &mut oddities);
    let holdings: Vec<Holdings> = method.measures.iter().map(on).collect();
    for of_measure in &holdings {
        of_measure.tell_too_much(&mut oddities);
    }
    let answer = solve(method, &holdings, graph.parties(), &marks.seeds);
    Solved { holdings, answer, oddities }
}

/// What the entities of an answer are made from.
struct Entities<'a> {
    registry: &'a Registry,
    graph: &'a Graph,
    solved: &'a Solved,
    listed: &'a [ListedParty],
    marks: &'a Marks,
}

impl Entities<'_> {
    fn all(&self, state: &LawState, law: &ties::Ties<'_>) -> Vec<Entity> {
        let Solved { holdings, answer, .. } = self.solved;
        let gaps: BTreeMap<PartyNumber, (GapKind, String)> =
            self.registry.gaps.iter().map(|gap| (gap.of, (gap.kind, gap.reason.clone()))).collect();
        let (mut found, mut steps_given) = (Vec::new(), 0);
        for (party, _) in self.registry.parties() {
            let is_in_the_graph = !self.graph.edges_into(party.0).is_empty()
                || self.graph.edges_out_of(party.0).next().is_some();
            let measured = answer.caught(party.0);
            // Who only may be listed can be caught by those who are.
            let is_listed = answer.is_seed(party.0) && measured != Truth::Yes || answer.is_listed(party.0);
            if is_listed || !(is_in_the_graph || gaps.contains_key(&party)) {
                continue;
            }
            let caught = if state.applies { measured } else { Truth::No };
            let limit = if steps_given < STEPS { PATH_LIMIT } else { STEPS_BEYOND };
            let path = answer.path(holdings, party.0, limit);
            steps_given += path.steps.len();
            let steps = path.steps.iter().map(|step| PathStep {
                from: PartyNumber(step.holding.holder),
                to: PartyNumber(step.holding.held),
                measure: answer.method().measures[step.measure].as_str(),
                share: step.holding.share,
                evidence: self.graph.edge(step.holding.edge as usize).evidence,
            });
            let steps: Vec<PathStep> = steps.collect();
            let effects = if measured == Truth::No {
                self.marks.none()
            } else {
                self.marks.read(answer.marks(party.0))
            };
            let mut entity = Entity {
                party,
                caught,
                lowest: answer.lowest(party.0),
                highest: answer.highest(party.0),
                accounted: holdings.iter().map(|of| of.total_low(party.0)).max().unwrap_or(0),
                conditions: if measured == Truth::Unknown { self.conditions(&steps) } else { Vec::new() },
                path: steps,
                path_is_cut: path.is_cut,
                lists: effects.lists,
                requirement: effects.requirement,
                review: effects.review,
                ties: Vec::new(),
                cautions: Vec::new(),
                gap: gaps.get(&party).cloned(),
            };
            entity.ties = law.ties(party, answer);
            entity.cautions = law.cautions(&entity, measured, answer);
            found.push(entity);
        }
        found
    }

    /// The owners of a path that only may be listed, each as what it would have to be.
    fn conditions(&self, path: &[PathStep]) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for step in path {
            let at = self.listed.binary_search_by_key(&step.from, |one| one.party);
            let possible = at.ok().map(|at| &self.listed[at]).filter(|one| !one.is_certain);
            let condition = possible.and_then(|one| one.condition(self.registry));
            all.extend(condition.filter(|condition| !all.contains(condition)));
        }
        all
    }
}

fn issue(severity: Severity, message: String, advice: &str) -> Issue {
    Issue { place: Place::default(), severity, message, advice: advice.to_owned() }
}

/// An oddity as an issue.
fn odd(registry: &Registry, oddity: &Oddity) -> Issue {
    let caption =
        |party: u32| registry.profile(PartyNumber(party)).map_or("?", |profile| profile.caption()).to_owned();
    match oddity {
        Oddity::OwnsItself { party, share } => issue(
            Severity::Warning,
            format!("{} holds {share} of itself: that part was left out", caption(*party)),
            "treasury shares count for nobody; correct the registry if it is a slip",
        ),
        Oddity::TooMuch { party, total } => issue(
            Severity::Warning,
            format!(
                "the holdings in {} add up to {} %: each owner has at least what the others leave, at most what is said",
                caption(*party),
                percent_text(*total)
            ),
            "find out which of them ended or is wrong",
        ),
        Oddity::Disagree { party, holder, share } => issue(
            Severity::Warning,
            format!("sources disagree on what {} holds in {}: {share}", caption(*holder), caption(*party)),
            "find out which of them is right",
        ),
        Oddity::SeveralParts { party, holder, share } => issue(
            Severity::Note,
            format!(
                "one source states several parts of {} in {}: together {share}",
                caption(*holder),
                caption(*party)
            ),
            "give dates if one followed the other, or one row for all of it",
        ),
    }
}

#[cfg(test)]
mod tests;
