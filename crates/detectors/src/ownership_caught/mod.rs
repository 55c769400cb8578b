//! Listed parties own so much of a company, or control it so, that the law treats it as listed, under one regime or several.

use crate::{
    Context, Listed, law,
    tables::weights,
    tie::{Tie, piece, share_words, subject_of},
};
use chokepoint_model::{
    Family, Finding, Importance, Interest, InterestKind, Listing, PartyNumber, Share, percent_text,
};
use chokepoint_ownership::{Holdings, Measure, Method, Oddities, PATH_LIMIT, Seed, Signs, Step, solve};
use chokepoint_rules::{Answer, Ownership, Status, Truth, Value};

/// A body of law that reaches the companies of listed parties.
pub(crate) struct Regime {
    /// The parameter that says how ownership counts.
    pub(crate) id: &'static str,
    /// What a reader calls it.
    pub(crate) name: &'static str,
    /// The table of its signs of control, where control is enough.
    signs: Option<&'static str>,
}

pub(crate) const REGIMES: [Regime; 5] = [
    Regime { id: "us.ear.affiliate_ownership", name: "the affiliates rule of BIS", signs: None },
    Regime { id: "us.ofac.blocked_ownership", name: "the 50 per cent rule of OFAC", signs: None },
    Regime {
        id: "eu.asset_freeze.ownership",
        name: "the asset freeze of the EU",
        signs: Some("eu.asset_freeze.control_signs"),
    },
    Regime { id: "eu.sectoral.ownership", name: "the sectoral law of the EU", signs: None },
    Regime {
        id: "uk.asset_freeze.ownership",
        name: "the asset freeze of the UK",
        signs: Some("uk.asset_freeze.control_signs"),
    },
];

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    REGIMES.iter().flat_map(|regime| under(cx, regime)).collect()
}

/// Whether a stake of so much makes a company one that a listed party owns under some regime of the day, a suspended
/// one among them.
pub(crate) fn is_enough_somewhere(cx: &Context<'_>, listed: &Listed, share: Share) -> bool {
    REGIMES.iter().any(|Regime { id, .. }| {
        let Ok(answer) = cx.law.answer(id) else { return false };
        let Some(rule) = rule_of(&answer) else { return false };
        let is_owner = listed.listings_on(cx.as_of).any(|one| counts(cx, id, rule, one));
        let method = Method::of(rule, Signs::default());
        is_owner && method.is_ok_and(|method| method.is_enough(u64::from(share.low())))
    })
}

/// What is caught under one regime; where its rule is suspended, what it would catch.
fn under(cx: &Context<'_>, regime: &Regime) -> Vec<Finding> {
    let Regime { id, name, signs } = regime;
    let Ok(answer) = cx.law.answer(id) else { return Vec::new() };
    let Some(rule) = rule_of(&answer) else { return Vec::new() };
    let signs = signs.map(|table| Signs::of(&cx.law, table)).unwrap_or_default();
    let Ok(method) = Method::of(rule, signs) else { return Vec::new() };
    let seeds: Vec<Seed> = cx
        .listed_now()
        .filter(|(_, listed)| listed.listings_on(cx.as_of).any(|one| counts(cx, id, rule, one)))
        .map(|(number, _)| Seed { party: number.0, certain: true, marks: 0 })
        .collect();
    if seeds.is_empty() {
        return Vec::new();
    }
    let graph = cx.graph();
    let mut oddities = Oddities::default();
    let holdings: Vec<Holdings> =
        method.measures.iter().map(|measure| Holdings::on(graph, measure, cx.as_of, &mut oddities)).collect();
    let solved = solve(&method, &holdings, graph.parties(), &seeds);

    let mut findings = Vec::new();
    for company in (0..graph.parties() as u32).map(PartyNumber) {
        let caught = solved.caught(company.0);
        if caught == Truth::No || solved.is_seed(company.0) {
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
        let owners = path.steps.iter().filter_map(|step| cx.listed_party(PartyNumber(step.holding.holder)));
        let mut owners: Vec<_> = owners.collect();
        owners.dedup_by(|a, b| a.id == b.id);
        let names: Vec<&str> = owners.iter().map(|owner| owner.caption()).collect();
        let lowest = percent_text(u64::from(solved.lowest(company.0)));
        let highest = percent_text(u64::from(solved.highest(company.0)));
        let amount = match caught {
            _ if by_control => String::new(),
            Truth::Yes => format!(", at least {lowest} %"),
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
            "{} {verb} {} by {}{amount}, as {name} counts{would}",
            cx.caption(company),
            if by_control { "controlled" } else { "owned" },
            if names.is_empty() { "listed parties".to_owned() } else { names.join(" and ") }
        );
        let mut subjects = vec![cx.subject(company)];
        subjects.extend(owners.iter().map(|owner| subject_of(owner)));
        let mut tie = Tie::of("ownership_caught", subjects, message).because(piece(
            Family::Capital,
            // What the records prove needs no more than to be read.
            weight - weights().ties.prior,
            steps.join("; "),
            &interests,
        ));
        tie.law.push(Some(law::of_answer(&answer)));
        for owner in &owners {
            tie = tie.listing(cx, owner);
        }
        tie.severity = Some(match (answer.dated.status, caught) {
            (Status::Effective, Truth::Yes) => Importance::Critical,
            (Status::Suspended | Status::NotEnforced, _) => Importance::Medium,
            _ => Importance::High,
        });
        findings
            .extend(tie.finding(cx).map(|finding| Finding { id: format!("{}:{id}", finding.id), ..finding }));
    }
    findings
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

/// Whether a listing makes its party an owner that counts.
fn counts(cx: &Context<'_>, id: &str, rule: &Ownership, listing: &Listing) -> bool {
    let plain = |text: &str| text.trim_matches(['[', ']', ' ']).to_uppercase();
    let programmes = cx.law.words("us.ear.blocked_person_programmes");
    // 15 CFR 744.8(a)(1): of blocked persons those of some programmes only.
    let by_programme = id != "us.ear.affiliate_ownership"
        || listing.list != "us_ofac_sdn"
        || programmes.is_none_or(|known| {
            listing.programmes.iter().any(|one| known.iter().any(|other| plain(one) == plain(other)))
        });
    rule.lists.contains(&listing.list) && by_programme
}

/// The rule of the day, or the one that is suspended on it.
fn rule_of<'r>(answer: &Answer<'r>) -> Option<&'r Ownership> {
    let of = |value: Option<&'r Value>| match value {
        Some(Value::Ownership(rule)) => Some(rule),
        _ => None,
    };
    let before = answer.parameter.history(answer.name).into_iter().rev();
    let mut before = before.filter(|dated| dated.from <= answer.as_of);
    of(answer.dated.value.as_ref()).or_else(|| before.find_map(|dated| of(dated.value.as_ref())))
}
