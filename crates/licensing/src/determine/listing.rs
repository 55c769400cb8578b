//! What the entries of a party on lists mean for the transaction, and what those of its owners pass on.

use super::{Ground, GroundKind, Seen, reviews::Policy};
use crate::{
    reading::{Cited, Reading},
    trace::{Step, Topic},
    transaction::{Listed, Owner, TransactionParty},
};
use chokepoint_catalogue::Figure;
use chokepoint_model::{Ratio, Requirement};
use chokepoint_rules::{
    Answer, Bounds, Circumstances, Condition, Law, Ownership, Provision, Reached, Truth, Value,
};

const EFFECTS: &str = "us.ear.list_effects";
const EXCEPTIONS_LEFT: &str = "us.ear.exceptions_left_by_list";
const ROLES: &str = "us.ear.roles_bound_by_a_listing";
const PROGRAMMES: &str = "us.ear.blocked_person_programmes";
const MILITARY_ITEMS: &str = "us.ear.items_for_military_end_users";
const OWNERSHIP: &str = "us.ear.affiliate_ownership";
const FOOTNOTES: &str = "us.ear.entity_list_footnotes";
/// The fact by which the rules ask for a programme of 744.8(a)(1).
pub(super) const PROGRAMME_FACT: &str = "has_programme_of_744_8";
/// How a list says that its own entries decide which exceptions stay open.
const AS_THE_ENTRY_GRANTS: &str = "as_the_entry_grants";

/// A party's own entry, or one that an owner passes on, and what it asks for.
pub(super) struct Binding<'a, 'r> {
    pub(super) party: &'a TransactionParty,
    pub(super) listed: &'a Listed,
    /// The owner it comes from, and whether ownership passes it on.
    pub(super) owner: Option<(&'a Owner, Truth, Answer<'r>)>,
    /// What the list means; `None` for a list of which no rule speaks here.
    pub(super) effect: Option<Cited<'r>>,
    /// Whether it asks for a licence.
    pub(super) truth: Truth,
}

/// Every entry that bears on the transaction.
pub(super) fn bindings<'a, 'r>(seen: &Seen<'a, 'r>) -> Vec<Binding<'a, 'r>> {
    let law = seen.reading.law;
    let bound_roles = law.words(ROLES).unwrap_or_default();
    let mut bindings = Vec::new();
    for party in &seen.transaction.parties {
        let bound = bound_roles.iter().any(|role| role == party.role.as_str());
        for listed in &party.listed {
            let effect = effect(law, &listed.listing.list);
            // With a denied person nobody may take part, whatever the role (General Prohibition 4).
            let bound = bound || effect.is_some_and(|(_, provision)| is_prohibition(provision));
            let truth = if bound { asks(seen, party, listed, effect) } else { Truth::No };
            bindings.push(Binding { party, listed, owner: None, effect, truth });
        }
        let Some((caught, answer, ownership)) = affiliation(law, party) else {
            continue;
        };
        if caught == Truth::No || !bound {
            continue;
        }
        for owner in &party.owners {
            for listed in owner.listed.iter().filter(|listed| counts(law, listed, ownership)) {
                let effect = effect(law, &listed.listing.list);
                let truth = caught.min(asks(seen, party, listed, effect));
                bindings.push(Binding { party, listed, owner: Some((owner, caught, answer)), effect, truth });
            }
        }
    }
    bindings
}

fn is_prohibition(provision: &Provision) -> bool {
    provision.when.is_none() && provision.items.iter().any(|item| item == Provision::EVERY_ITEM)
}

fn effect<'r>(law: Law<'r>, list: &str) -> Option<Cited<'r>> {
    let answer = law.answer_named(EFFECTS, list).ok()?;
    match answer.value()? {
        Value::Provision(provision) => Some((answer, provision.as_ref())),
        _ => None,
    }
}

fn exceptions_left<'r>(law: Law<'r>, list: &str) -> Option<(Answer<'r>, &'r [String])> {
    let answer = law.answer_named(EXCEPTIONS_LEFT, list).ok()?;
    match answer.value()? {
        Value::Words(words) => Some((answer, words)),
        _ => None,
    }
}

/// Whether an entry asks for a licence for the item.
fn asks(seen: &Seen<'_, '_>, party: &TransactionParty, listed: &Listed, effect: Option<Cited<'_>>) -> Truth {
    let law = seen.reading.law;
    let Some((_, provision)) = effect else { return Truth::No };
    let seen = Seen { programme: Some(has_programme(law, listed)), ..seen.from(party) };
    if provision.test(law, &seen) == Truth::No {
        return Truth::No;
    }
    if !provision.items.is_empty() {
        return provision.test(law, &seen).min(provision.concerns(law, &seen));
    }
    let entry_decides = exceptions_left(law, &listed.listing.list)
        .is_some_and(|(_, words)| words.iter().any(|word| word == AS_THE_ENTRY_GRANTS));
    if entry_decides { reaches(&seen, listed) } else { Truth::No }
}

/// Whether the requirement that an entry prints reaches the item (15 CFR 744.11(a)).
fn reaches(seen: &Seen<'_, '_>, listed: &Listed) -> Truth {
    let on_the_list = || {
        let stated = seen.transaction.item.entries.as_deref().unwrap_or_default();
        match seen.classes.outcomes.contains(&None) {
            false => Truth::Yes,
            true if stated.iter().any(|entry| entry.starts_with(|c: char| c.is_ascii_digit())) => Truth::Yes,
            true => Truth::Unknown,
        }
    };
    match listed.listing.requirement.as_ref().map(|requirement| requirement.requirement) {
        Some(Requirement::AllItems) => Truth::Yes,
        Some(Requirement::CommerceControlList | Requirement::CommerceControlListAndSupplement7) => {
            on_the_list()
        }
        Some(Requirement::Supplement2To744) => {
            seen.reading.law.any_item(&[MILITARY_ITEMS.to_owned()], |paragraph| seen.item(paragraph))
        }
        // What the text carves out or names has to be read.
        _ => Truth::Unknown,
    }
}

fn has_programme(law: Law<'_>, listed: &Listed) -> bool {
    let programmes = law.words(PROGRAMMES).unwrap_or_default();
    listed.listing.programmes.iter().any(|programme| programmes.contains(programme))
}

/// Whether the entry of an owner counts under the affiliates rule: not an address, and a blocked person only under a
/// programme of 744.8(a)(1).
fn counts(law: Law<'_>, listed: &Listed, ownership: &Ownership) -> bool {
    let list = &listed.listing.list;
    let by_programme = effect(law, list).is_some_and(|(_, provision)| {
        let mut asks = false;
        provision.when.iter().for_each(|when| {
            when.walk(&mut |inner| {
                asks |= matches!(inner, Condition::Fact { name, .. } if name == PROGRAMME_FACT)
            });
        });
        asks
    });
    ownership.lists.contains(list) && !listed.is_address && (!by_programme || has_programme(law, listed))
}

/// Whether the shares of listed owners reach the share of the affiliates rule (15 CFR 744.11(a)(1)); `None` where no
/// such rule applies or no owner is listed.
fn affiliation<'r>(law: Law<'r>, party: &TransactionParty) -> Option<(Truth, Answer<'r>, &'r Ownership)> {
    if party.owners.iter().all(|owner| owner.listed.is_empty()) {
        return None;
    }
    let answer = law.answer(OWNERSHIP).ok()?;
    let Some(Value::Ownership(ownership)) = answer.value() else { return None };
    let mut listed =
        party.owners.iter().filter(|owner| owner.listed.iter().any(|one| counts(law, one, ownership)));
    let first = listed.next()?;
    let held = listed.fold(first.share, |sum, owner| sum.plus(&owner.share));
    let whole = Ratio::whole(1);
    let held = chokepoint_rules::Figure::Between(
        held.low.unwrap_or(Ratio::ZERO).min(whole),
        held.high.unwrap_or(whole).min(whole),
    );
    let mut bounds = Bounds::default();
    match ownership.reached {
        Reached::AtLeast => bounds.at_least = Some(ownership.share),
        Reached::MoreThan => bounds.above = Some(ownership.share),
    }
    // The text speaks of foreign entities.
    let foreign = party.headquarters.or(party.location).is_none_or(|place| place.as_str() != "US");
    Some((if foreign { bounds.test(held) } else { Truth::No }, answer, ownership))
}

/// Why the entries of the parties do or do not ask for a licence.
pub(super) fn steps<'r>(seen: &Seen<'_, 'r>, bindings: &[Binding<'_, 'r>]) -> Vec<Step<'r>> {
    let law = seen.reading.law;
    let mut steps = Vec::new();
    for party in &seen.transaction.parties {
        if party.screened && party.listed.is_empty() {
            let says = format!("{} meets no entry of the lists covered on the day", party.spoken());
            steps.push(Step::new(Topic::Party, "", says).holds(Truth::No));
        }
        steps.extend(ownership_step(law, party));
    }
    steps.extend(bindings.iter().map(|binding| binding.step(law, seen)));
    steps
}

/// What the shares of listed owners come to.
fn ownership_step<'r>(law: Law<'r>, party: &TransactionParty) -> Option<Step<'r>> {
    let listed: Vec<&Owner> = party.owners.iter().filter(|owner| !owner.listed.is_empty()).collect();
    if party.owners.is_empty() {
        return None;
    }
    let shares = |owners: &[&Owner]| -> String {
        let told = owners.iter().map(|owner| format!("{} {}", owner.name, percent(&owner.share)));
        told.collect::<Vec<_>>().join(", ")
    };
    if listed.is_empty() {
        let owners: Vec<&Owner> = party.owners.iter().collect();
        let says = format!("no owner stated of {} meets a list: {}", party.spoken(), shares(&owners));
        return Some(Step::new(Topic::Party, "owners", says).holds(Truth::No));
    }
    let says = format!("listed owners of {}: {}", party.spoken(), shares(&listed));
    let step = Step::new(Topic::Party, "affiliates", says);
    let Ok(answer) = law.answer(OWNERSHIP) else {
        return Some(step.holds(Truth::No).line("no rule on affiliates stands on this day", Truth::No));
    };
    let step = step.by(answer);
    let step = match affiliation(law, party) {
        Some((truth, _, ownership)) => {
            let asked = format!("owned {ownership}");
            step.holds(truth).line(asked, truth)
        }
        None if answer.value().is_none() => {
            let stands = format!(
                "the rule on affiliates is {} on this day",
                answer.dated.status.as_str().replace('_', " ")
            );
            step.holds(Truth::No).line(stands, Truth::No)
        }
        None => {
            step.holds(Truth::No).line("none of their lists counts for the rule on affiliates", Truth::No)
        }
    };
    let standard = law.answer("us.ear.affiliate_standard").ok();
    Some(match standard.and_then(|standard| Some((standard, standard.value()?))) {
        Some((standard, text)) => step.line(text.to_string(), Truth::Yes).by(standard),
        None => step,
    })
}

/// A share in per cent.
fn percent(share: &Figure) -> String {
    match share.is_unknown() {
        true => "an unknown share".to_owned(),
        false => format!("{} %", share.times(Ratio::whole(100))),
    }
}

impl<'r> Binding<'_, 'r> {
    /// Who is bound by what.
    fn says(&self) -> String {
        let Listed { entity, listing, score, .. } = self.listed;
        let since = listing.period.from.map_or_else(String::new, |from| format!(" since {from}"));
        let met = match score {
            Some(score) if *score < 0.995 => format!(", met at {score:.2}: confirm that it is the same"),
            _ => String::new(),
        };
        match self.owner {
            None => format!("{} is {entity} on {}{since}{met}", self.party.spoken(), listing.list),
            Some((owner, ..)) => {
                let share = percent(&owner.share);
                let party = self.party.spoken();
                format!(
                    "{party} is owned {share} by {}, which is {entity} on {}{since}{met}",
                    owner.name, listing.list
                )
            }
        }
    }

    fn cites(&self) -> Vec<String> {
        let dated = |citation: &chokepoint_model::Citation| match citation.published {
            Some(day) => format!("{} ({day})", citation.text),
            None => citation.text.clone(),
        };
        self.listed.listing.citations.iter().map(dated).collect()
    }

    pub(super) fn ground(&self) -> Ground<'r> {
        Ground {
            kind: GroundKind::Party,
            truth: self.truth,
            name: self.listed.listing.list.clone(),
            says: self.says(),
            authorities: self.authorities(),
            cites: self.cites(),
        }
    }

    fn authorities(&self) -> Vec<Answer<'r>> {
        self.owner
            .map(|(_, _, answer)| answer)
            .into_iter()
            .chain(self.effect.map(|(answer, _)| answer))
            .collect()
    }

    fn step(&self, law: Law<'r>, seen: &Seen<'_, 'r>) -> Step<'r> {
        let listing = &self.listed.listing;
        let mut step =
            Step::new(Topic::Party, &listing.list, self.says()).holds(self.truth).cited(self.cites());
        for answer in self.authorities() {
            step = step.by(answer);
        }
        match self.effect {
            Some((_, provision)) => step = step.line(provision.title.clone(), self.truth),
            None => step = step.line("no rule here says what this list means for a licence", Truth::Unknown),
        }
        if let Some(requirement) = &listing.requirement {
            step = step.line(format!("the entry: {}", requirement.text), reaches(seen, self.listed));
        }
        if !listing.programmes.is_empty() {
            let carries = Truth::of(has_programme(law, self.listed));
            step = step.line(format!("programmes: {}", listing.programmes.join(", ")), carries);
        }
        for footnote in &listing.footnotes {
            let footnote = law.answer_named(FOOTNOTES, &format!("footnote_{footnote}"));
            if let Some((answer, Value::Provision(provision))) =
                footnote.ok().and_then(|answer| Some((answer, answer.value()?)))
            {
                step = step
                    .line(format!("{}: {}", answer.name.replace('_', " "), provision.title), Truth::Yes)
                    .by(answer);
            }
        }
        step
    }

    /// What must be kept besides, when the list asks for no licence by itself.
    pub(super) fn condition(&self) -> Option<Step<'r>> {
        let (answer, provision): Cited<'r> = self.effect.filter(|_| self.owner.is_none())?;
        let by_itself = provision.items.is_empty() && self.listed.listing.requirement.is_none();
        by_itself.then(|| {
            let says = format!("{}: {}", self.says(), provision.title);
            Step::new(Topic::Condition, answer.name, says).by(answer).cited(self.cites())
        })
    }

    /// Whether a licence exception stays open beside this entry, and who says so; `None` when the list is silent.
    pub(super) fn leaves_open(&self, reading: &Reading<'r>, exception: &str) -> Option<(bool, Answer<'r>)> {
        let (answer, words) = exceptions_left(reading.law, &self.listed.listing.list)?;
        Some((words.iter().any(|word| word == exception), answer))
    }

    /// How the entry says that an application is reviewed.
    pub(super) fn policy(&self) -> Option<Policy<'r>> {
        let review = self.listed.listing.review.as_ref()?;
        Some(Policy {
            review: review.review,
            truth: self.truth,
            name: self.listed.listing.list.clone(),
            says: format!("the entry of {}: {}", self.listed.entity, review.text),
            provision: None,
            cites: self.cites(),
        })
    }
}
