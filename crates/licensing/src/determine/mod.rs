//! Whether a licence is required, on which grounds, what could lift it, and how an application would be reviewed.

mod circumstances;
mod exceptions;
mod listing;
mod reviews;

pub use exceptions::Exception;
pub use reviews::Policy;

use crate::{
    classify::Classification,
    known::DATA_CENTRE,
    reading::{Reading, Rule},
    trace::{Line, Step, Topic, spoken},
    transaction::{Role, Transaction, TransactionParty},
};
use chokepoint_model::Review;
use chokepoint_rules::{Answer, Circumstances, Truth, Value};
use circumstances::{END_USES, Seen, lists};
use listing::Binding;

/// What a ground of a requirement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundKind {
    /// What the item is, and where it or the party that receives it is.
    Item,
    /// Who takes part.
    Party,
    /// What it is for.
    EndUse,
}

impl GroundKind {
    /// Lower-case words joined by `_`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Party => "party",
            Self::EndUse => "end_use",
        }
    }
}

/// A ground on which a licence is required, or may be.
#[derive(Debug, Clone)]
pub struct Ground<'r> {
    /// What it rests on.
    pub kind: GroundKind,
    /// `Yes`, or `Unknown` when what is known does not decide.
    pub truth: Truth,
    /// The requirement, or the list.
    pub name: String,
    /// What it says.
    pub says: String,
    /// The values of the law that say so; empty when only the entry of a list does.
    pub authorities: Vec<Answer<'r>>,
    /// Where a list entry is published.
    pub cites: Vec<String>,
}

/// The answer to "is a licence required" under one reading of one layer.
#[derive(Debug, Clone)]
pub struct Determination<'r> {
    /// What the item is.
    pub classification: Classification<'r>,
    /// Whether a licence is required; `Unknown` when what is known does not decide.
    pub required: Truth,
    /// Every ground, surest first.
    pub grounds: Vec<Ground<'r>>,
    /// The licence exceptions that speak of the item; empty when no licence is required.
    pub exceptions: Vec<Exception<'r>>,
    /// The review policies that speak of an application.
    pub policies: Vec<Policy<'r>>,
    /// What the policies come to: one, or several while it is open which applies; empty when no licence is required.
    pub review: Vec<Review>,
    /// What was taken for granted, in sentences.
    pub assumed: Vec<String>,
    /// What could not be evaluated, and on what it turns, in sentences.
    pub open: Vec<String>,
}

/// What an application under the case-by-case line must state.
const STATEMENTS: &str = "us.ear.case_by_case_statements";
/// The name of the policies that ask for these statements.
const CASE_BY_CASE: &str = "case_by_case_line";
/// Who is free of the requirement at a destination.
const APPROVED: &str = "us.ear.approved_in_emirates";
/// Where military end users are caught, listed or not.
const MILITARY: &str = "us.ear.military_end_user_destinations";
/// The items that they do not receive without a licence.
const MILITARY_ITEMS: &str = "us.ear.items_for_military_end_users";

impl<'r> Reading<'r> {
    /// Determines whether a licence is required.
    pub fn determine(&self, transaction: &Transaction) -> Determination<'r> {
        self.determine_as(transaction, self.classify(&transaction.item))
    }

    /// The same for an item that is already classified.
    pub fn determine_as(&self, transaction: &Transaction, classes: Classification<'r>) -> Determination<'r> {
        let lists = lists(self, &classes, &transaction.item);
        let mut seen = Seen::new(self, &classes, transaction, &lists);
        let bindings = listing::bindings(&seen);
        let mut grounds: Vec<Ground<'r>> = bindings.iter().map(Binding::ground).collect();
        let mut of_end_use = Vec::new();
        let mut of_item = Vec::new();
        for rule in &self.requirements {
            let (answer, provision) = rule.cited();
            let Some((truth, party)) = required_by(&seen, rule) else { continue };
            let kind = if rule.of_end_use { GroundKind::EndUse } else { GroundKind::Item };
            let party = party.map_or_else(String::new, |party| format!(" ({})", party.spoken()));
            let ground = Ground {
                kind,
                truth,
                name: answer.name.to_owned(),
                says: format!("{}{party}", provision.title),
                authorities: vec![answer],
                cites: Vec::new(),
            };
            if kind == GroundKind::EndUse { of_end_use.push(ground) } else { of_item.push(ground) }
        }
        of_end_use.extend(military(&seen));
        grounds.extend(of_end_use);
        let by_parties = grounds.iter().map(|ground| ground.truth).max().unwrap_or(Truth::No);
        grounds.extend(of_item);
        grounds.retain(|ground| ground.truth != Truth::No);
        grounds.sort_by_key(|ground| (std::cmp::Reverse(ground.truth), ground.kind));

        seen.by_parties = by_parties;
        let required = grounds.iter().map(|ground| ground.truth).max().unwrap_or(Truth::No);
        let needed = required != Truth::No;
        let exceptions = if needed { exceptions::exceptions(&seen, &bindings) } else { Vec::new() };
        let policies = if needed { reviews::policies(&seen, &grounds, &bindings) } else { Vec::new() };
        let review = reviews::together(&policies);
        let assumed = assumed(transaction);
        let open = open(&seen, &grounds, &bindings);
        Determination {
            classification: classes,
            required,
            grounds,
            exceptions,
            policies,
            review,
            assumed,
            open,
        }
    }

    /// Why the answer is so, "no" included. `determination` is what this reading said of the same transaction.
    pub fn reasons(&self, transaction: &Transaction, determination: &Determination<'r>) -> Vec<Step<'r>> {
        let lists = lists(self, &determination.classification, &transaction.item);
        let mut seen = Seen::new(self, &determination.classification, transaction, &lists);
        let bindings = listing::bindings(&seen);
        let by_parties = determination.grounds.iter().filter(|ground| ground.kind != GroundKind::Item);
        seen.by_parties = by_parties.map(|ground| ground.truth).max().unwrap_or(Truth::No);
        let mut steps = self.argument(&transaction.item, &determination.classification);
        for rule in &self.requirements {
            let topic = if rule.of_end_use { Topic::EndUse } else { Topic::Requirement };
            let told = required_by(&seen, rule);
            let (truth, party) = told.unwrap_or((Truth::No, seen.party));
            let view = party.map(|party| seen.from(party));
            let view = view.as_ref().unwrap_or(&seen);
            steps.push(Step::of(topic, rule.cited(), truth, self.law, view));
        }
        steps.extend(listing::steps(&seen, &bindings));
        steps.extend(determination.exceptions.iter().map(|exception| exception.step(&seen)));
        steps.extend(determination.policies.iter().map(|policy| policy.step(&seen)));
        steps.extend(self.conditions(&seen, determination, &bindings));
        steps
    }

    /// What an exception asks, test by test.
    pub fn tests(
        &self,
        transaction: &Transaction,
        determination: &Determination<'r>,
        exception: &Exception<'r>,
    ) -> Vec<Line> {
        let lists = lists(self, &determination.classification, &transaction.item);
        let mut seen = Seen::new(self, &determination.classification, transaction, &lists);
        let by_parties = determination.grounds.iter().filter(|ground| ground.kind != GroundKind::Item);
        seen.by_parties = by_parties.map(|ground| ground.truth).max().unwrap_or(Truth::No);
        exception.tests(&seen)
    }

    /// What must be kept or shown besides: statements of an application, what a list asks, who is exempt.
    fn conditions(
        &self,
        seen: &Seen<'_, 'r>,
        determination: &Determination<'r>,
        bindings: &[Binding<'_, 'r>],
    ) -> Vec<Step<'r>> {
        let mut conditions: Vec<Step<'r>> = bindings.iter().filter_map(Binding::condition).collect();
        let stated = |id: &str| -> Vec<Step<'r>> {
            let provisions = self.law.provisions(id).into_iter();
            provisions
                .map(|cited| {
                    let truth = cited.1.test(self.law, seen);
                    Step::of(Topic::Condition, cited, truth, self.law, seen)
                })
                .collect()
        };
        if determination.policies.iter().any(|policy| policy.name == CASE_BY_CASE) {
            conditions.extend(stated(STATEMENTS));
        }
        if determination.required != Truth::No {
            let applying = stated(APPROVED).into_iter().filter(|step| step.truth == Some(Truth::Yes));
            conditions.extend(applying.map(|step| Step { truth: None, ..step }));
        }
        conditions
    }
}

/// Whether a requirement applies, and by which party; `None` where it surely does not.
///
/// Where the law asks for the headquarters of an end user, every party that receives the item is asked for its own.
fn required_by<'a>(seen: &Seen<'a, '_>, rule: &Rule<'_>) -> Option<(Truth, Option<&'a TransactionParty>)> {
    let concerned = seen.concerns(rule);
    if concerned == Truth::No {
        return None;
    }
    let mut found = (concerned.min(rule.test.test(seen)), None);
    if rule.asks_for_parties {
        let stated = |party: &&TransactionParty| {
            let known = party.headquarters.or(party.parent_headquarters).is_some();
            party.role == Role::EndUser || (known && party.role != Role::Forwarder)
        };
        for party in seen.transaction.parties.iter().filter(stated) {
            let truth = concerned.min(rule.test.test(&seen.from(party)));
            if truth > found.0 || (truth == found.0 && found.1.is_none()) {
                found = (truth, Some(party));
            }
        }
    }
    (found.0 != Truth::No).then_some(found)
}

/// What 15 CFR 744.21(a) asks for a military end user or use that is declared, listed or not.
fn military<'r>(seen: &Seen<'_, 'r>) -> Vec<Ground<'r>> {
    let law = seen.reading.law;
    if seen.fact("is_military_end_user") != Some(true) {
        return Vec::new();
    }
    let of_supplement = || law.any_item(&[MILITARY_ITEMS.to_owned()], |paragraph| seen.item(paragraph));
    let tables = law.table(MILITARY).into_iter();
    tables
        .filter_map(|answer| {
            let Some(Value::Countries(countries)) = answer.value() else { return None };
            let destination = seen.place("destination")?;
            let reached = countries.contains(&law.counts_as(destination, "us.ear"));
            let truth = match reached {
                true if answer.name == "every_item" => Truth::Yes,
                true => of_supplement(),
                false => Truth::No,
            };
            Some(Ground {
                kind: GroundKind::EndUse,
                truth,
                name: answer.name.to_owned(),
                says: format!("a military end user or end use in {destination}: {}", spoken(answer.name)),
                authorities: vec![answer],
                cites: Vec::new(),
            })
        })
        .collect()
}

/// What was taken for granted.
fn assumed(transaction: &Transaction) -> Vec<String> {
    let mut assumed = vec!["the item is subject to the EAR".to_owned()];
    if transaction.exported_from.is_none() {
        assumed.push("it is exported from the United States".to_owned());
    }
    for party in &transaction.parties {
        if party.role == Role::EndUser && party.location.is_none() && transaction.destination.is_some() {
            assumed.push(format!("{} is at the destination", party.spoken()));
        }
        if party.headquarters.is_some() && party.parent_headquarters.is_none() {
            assumed.push(format!("{} has no ultimate parent elsewhere", party.spoken()));
        }
    }
    let undeclared: Vec<String> = END_USES
        .iter()
        .filter(|name| !transaction.facts.contains_key(**name))
        .map(|name| spoken(name.trim_start_matches("for_").trim_start_matches("is_")))
        .collect();
    if !undeclared.is_empty() {
        assumed.push(format!("no restricted end use is declared ({})", undeclared.join(", ")));
    }
    assumed
}

/// What could not be evaluated, and on what it turns.
fn open(seen: &Seen<'_, '_>, grounds: &[Ground<'_>], bindings: &[Binding<'_, '_>]) -> Vec<String> {
    let mut open = Vec::new();
    for decider in &seen.classes.deciders {
        let what = if decider.name == DATA_CENTRE { "whether it is " } else { "its " };
        open.push(format!("what the item is turns on {what}{}", spoken(&decider.name)));
    }
    if seen.transaction.destination.is_none() {
        open.push("no destination is given".to_owned());
    }
    for ground in grounds.iter().filter(|ground| ground.truth == Truth::Unknown) {
        open.push(format!("{}: what is known does not decide it", ground.says));
    }
    for party in &seen.transaction.parties {
        if party.role == Role::EndUser && party.headquarters.is_none() && party.parent_headquarters.is_none()
        {
            open.push(format!("nobody says where {} has its headquarters", party.spoken()));
        }
        if !party.name.is_empty() && !party.screened {
            open.push(format!("{} was compared with no list", party.spoken()));
        }
        for owner in party.owners.iter().filter(|owner| !owner.listed.is_empty() && owner.share.is_unknown())
        {
            open.push(format!("nobody says what share {} has in {}", owner.name, party.spoken()));
        }
    }
    for binding in bindings.iter().filter(|binding| binding.effect.is_none()) {
        let list = &binding.listed.listing.list;
        open.push(format!("{} is on {list}, of which no rule here speaks", binding.party.spoken()));
    }
    open.dedup();
    open
}
