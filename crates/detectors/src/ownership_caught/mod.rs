//! Listed parties own so much of a company, or control it so, that the law treats it as listed, under one regime or several.

use crate::{
    Context, Identified, Listed, law,
    tables::weights,
    tie::{Tie, piece, share_words, subject_of},
};
use chokepoint_model::{Family, Finding, Importance, Interest, InterestKind, PartyNumber, percent_text};
use chokepoint_ownership::{
    Holdings, Measure, Method, Oddities, PATH_LIMIT, Seed, Step,
    regimes::{Counts, REGIMES, Regime},
    solve,
};
use chokepoint_rules::{Ownership, Status, Truth};
use std::collections::BTreeMap;

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    REGIMES.iter().flat_map(|regime| under(cx, regime)).collect()
}

/// What is caught under one regime; where its rule is suspended, what it would catch.
fn under(cx: &Context<'_>, regime: &Regime) -> Vec<Finding> {
    let Some((answer, rule)) = regime.rule_on(&cx.law) else { return Vec::new() };
    let Ok(method) = regime.method(rule, &cx.law) else { return Vec::new() };
    let owners = owners(cx, regime, rule);
    if owners.is_empty() {
        return Vec::new();
    }
    let seed = |(number, owner): (&PartyNumber, &Owner<'_>)| Seed {
        party: number.0,
        certain: owner.possibly.is_none(),
        marks: 0,
    };
    let seeds: Vec<Seed> = owners.iter().map(seed).collect();
    let graph = cx.graph();
    let mut oddities = Oddities::default();
    let holdings: Vec<Holdings> =
        method.measures.iter().map(|measure| Holdings::on(graph, measure, cx.as_of, &mut oddities)).collect();
    let solved = solve(&method, &holdings, graph.parties(), &seeds);

    let mut findings = Vec::new();
    for company in (0..graph.parties() as u32).map(PartyNumber) {
        let caught = solved.caught(company.0);
        if caught == Truth::No || solved.is_listed(company.0) {
            continue;
        }
        let path = solved.path(&holdings, company.0, PATH_LIMIT);
        let interests: Vec<&Interest> = path
            .steps
            .iter()
            .filter_map(|step| {
                let edge = graph.edge(step.holding.edge as usize);
                cx.registry().interests.get(edge.evidence as usize)
            })
            .collect();
        let steps: Vec<String> = path.steps.iter().map(|step| step_words(cx, &method, step)).collect();
        let by_control = path.steps.iter().any(|step| !is_share(&method.measures[step.measure]));
        let mut above: Vec<(PartyNumber, &Owner<'_>)> = Vec::new();
        for holder in path.steps.iter().map(|step| PartyNumber(step.holding.holder)) {
            if let Some(owner) = owners.get(&holder)
                && above.iter().all(|(_, held)| held.listed.id != owner.listed.id)
            {
                above.push((holder, owner));
            }
        }
        let names: Vec<&str> = above.iter().map(|(_, owner)| owner.listed.caption()).collect();
        // What is only possibly listed makes nobody caught for certain: the doubt is told as it is.
        let conditions: Vec<String> = above
            .iter()
            .filter_map(|(holder, owner)| Some(owner.possibly?.condition(cx.caption(*holder), owner.listed)))
            .collect();
        let lowest = percent_text(u64::from(solved.lowest(company.0)));
        let highest = percent_text(u64::from(solved.highest(company.0)));
        let amount = match caught {
            _ if by_control => String::new(),
            Truth::Yes => format!(", at least {lowest} %"),
            _ if !conditions.is_empty() => format!(", up to {highest} %"),
            _ => format!(", from {lowest} to {highest} %"),
        };
        let (verb, weight) = match caught {
            Truth::Yes => ("is", weights().ties.proven),
            _ => ("may be", weights().ties.possible),
        };
        let would = match answer.dated.status {
            Status::Suspended => ", by a rule that is suspended",
            Status::Expected => ", by a rule of which it is in doubt whether it is in force",
            _ => "",
        };
        let message = format!(
            "{} {verb} {} by {}{amount}, as {} counts{would}",
            cx.caption(company),
            if by_control { "controlled" } else { "owned" },
            if names.is_empty() { "listed parties".to_owned() } else { names.join(" and ") },
            regime.name
        );
        let message = match conditions.is_empty() {
            true => message,
            false => format!("{message}, if {}", conditions.join(" and ")),
        };
        let mut subjects = vec![cx.subject(company)];
        subjects.extend(above.iter().map(|(_, owner)| subject_of(owner.listed)));
        let mut tie = Tie::of("ownership_caught", subjects, message).because(piece(
            Family::Capital,
            // What the records prove needs no more than to be read.
            weight - weights().ties.prior,
            steps.join("; "),
            &interests,
        ));
        tie.law.push(Some(law::of_answer(&answer)));
        for (_, owner) in &above {
            tie = tie.listing(cx, owner.listed);
        }
        tie.conditions = conditions;
        tie.severity = Some(match (answer.dated.status, caught) {
            (Status::Effective, Truth::Yes) => Importance::Critical,
            (Status::Suspended | Status::NotEnforced, _) => Importance::Medium,
            _ => Importance::High,
        });
        findings.extend(
            tie.finding(cx)
                .map(|finding| Finding { id: format!("{}:{}", finding.id, regime.rule), ..finding }),
        );
    }
    findings
}

/// A party whose holdings count, and what it is identified by where that is not certain.
struct Owner<'a> {
    listed: &'a Listed,
    possibly: Option<&'a Identified>,
}

/// The parties that count as owners under a rule: those that certainly are listed, and those that may be.
fn owners<'a>(cx: &Context<'a>, regime: &Regime, rule: &Ownership) -> BTreeMap<PartyNumber, Owner<'a>> {
    let counts = |listed: &Listed| {
        let mut listings = listed.listings_on(cx.as_of);
        listings.any(|one| regime.counts(&cx.law, rule, one, listed.party.schema) == Counts::Yes)
    };
    let mut owners = BTreeMap::new();
    for (number, listed) in cx.listed_now().filter(|(_, listed)| counts(listed)) {
        owners.insert(number, Owner { listed, possibly: None });
    }
    for (number, listed, found) in cx.possibly_listed_now().filter(|(_, listed, _)| counts(listed)) {
        owners.entry(number).or_insert(Owner { listed, possibly: Some(found) });
    }
    owners
}

/// Whether what is counted is property or votes; otherwise it is control: of the board, or by other means.
const fn is_share(measure: &Measure) -> bool {
    matches!(measure, Measure::Share(InterestKind::Capital | InterestKind::Votes))
}

/// A step of a path: what the holder has of the held, in the words of what was counted.
fn step_words(cx: &Context<'_>, method: &Method, step: &Step) -> String {
    let holding = step.holding;
    let (holder, held) = (cx.caption(PartyNumber(holding.holder)), cx.caption(PartyNumber(holding.held)));
    let share = share_words(holding.share);
    match &method.measures[step.measure] {
        Measure::Share(InterestKind::Votes) => format!("{holder} has {share} of the votes in {held}"),
        Measure::Share(InterestKind::Board) => format!("{holder} appoints {share} of the board of {held}"),
        Measure::Share(_) => format!("{holder} holds {share} of {held}"),
        Measure::Control(_) => {
            let edge = cx.graph().edge(holding.edge as usize);
            let interest = cx.registry().interests.get(edge.evidence as usize);
            let role = interest.map(|interest| interest.role.as_ref()).filter(|role| !role.is_empty());
            let tie = role.map_or_else(|| edge.kind.as_str().replace('_', " "), str::to_owned);
            let verb = if holding.share.low() > 0 { "controls" } else { "may control" };
            format!("{holder} {verb} {held} ({tie})")
        }
    }
}
