//! A party is on a list, or may be, and its own record does not say so.

use crate::{Context, Identified, Listed, detector, law};
use chokepoint_model::{
    Evidence, Family, Feature, Finding, Importance, PartyNumber, Profile, Reason, Stated, Subject,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Its own id, as every detector's the name of its folder.
const ID: &str = "on_a_list";

pub(crate) fn examine(cx: &Context<'_>) -> Vec<Finding> {
    let found = best_of_each(cx);
    let named = named_by(cx, found.iter().map(|(number, ..)| *number).collect());
    let news = found.into_iter().filter(|(number, ..)| !says_so(cx, *number));
    let (telling, doubtful): (Vec<_>, Vec<_>) =
        news.partition(|(_, _, found)| found.certainty.is_by_a_telling_name());
    let of = |(number, listed, found): (PartyNumber, &Listed, &Identified)| {
        let stated = named.get(&number).copied().unwrap_or(&cx.profile(number).stated);
        finding(cx, number, stated, listed, found)
    };
    let mut findings: Vec<Finding> = telling.into_iter().map(of).collect();
    let doubtful: Vec<Finding> = doubtful.into_iter().map(of).collect();
    if doubtful.len() > MOST_DOUBTFUL {
        findings.extend(together(doubtful));
    } else {
        findings.extend(doubtful);
    }
    findings
}

/// More people and short names that are only named like listed ones are one finding: nobody reads them one by one.
const MOST_DOUBTFUL: usize = 20;
/// So many of them are named.
const NAMED: usize = 12;

/// One finding about all that are only named like a listed party, with what each would have to be.
fn together(mut findings: Vec<Finding>) -> Option<Finding> {
    findings.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let count = findings.len();
    let named = findings.iter().take(NAMED);
    let evidence = named.clone().map(|one| Evidence {
        statement: one.message.clone(),
        stated: one.evidence.first().map(|piece| piece.stated.clone()).unwrap_or_default(),
        family: Family::Name,
        weight: 0.0,
        since: None,
    });
    let evidence: Vec<Evidence> = evidence.collect();
    let subjects = named.clone().filter_map(|one| one.subjects.first().cloned()).collect();
    let conditions = named.flat_map(|one| one.conditions.clone()).collect();
    let law = findings.iter().take(NAMED).flat_map(|one| one.law.clone()).collect();
    let first = findings.into_iter().next()?;
    Some(Finding {
        id: format!("{ID}:names_alone"),
        message: format!(
            "{count} people and short names are those of listed parties, and nothing else says that they are the same"
        ),
        score: 0.0,
        families: BTreeMap::new(),
        // Of so many that share no more than a name hardly one is the listed party.
        probability: 1.0 / count as f64,
        subjects,
        conditions,
        evidence,
        against: Vec::new(),
        law,
        ..first
    })
}

/// Of each party the entry that it certainly is, else the one that matches it best.
fn best_of_each<'a>(cx: &Context<'a>) -> Vec<(PartyNumber, &'a Listed, &'a Identified)> {
    let mut best: BTreeMap<PartyNumber, (&'a Listed, &'a Identified)> = BTreeMap::new();
    let known = cx.known;
    for listed in known.listed.iter().filter(|one| !one.is_address_only() && one.is_listed_on(cx.as_of)) {
        for found in &listed.identified {
            let rank = |one: &Identified| {
                (one.certainty.is_certain(), one.certainty.is_by_a_telling_name(), one.explanation.score)
            };
            let held = best.entry(found.number).or_insert((listed, found));
            if rank(found).partial_cmp(&rank(held.1)).is_some_and(std::cmp::Ordering::is_gt) {
                *held = (listed, found);
            }
        }
    }
    best.into_iter().map(|(number, (listed, found))| (number, listed, found)).collect()
}

/// Whether a party's own record says that it is listed on the day.
fn says_so(cx: &Context<'_>, number: PartyNumber) -> bool {
    cx.profile(number).listings.iter().any(|listing| listing.period.contains(cx.as_of))
}

/// Where parties are named that no record describes: by the first interest they take part in.
fn named_by<'a>(cx: &Context<'a>, numbers: BTreeSet<PartyNumber>) -> HashMap<PartyNumber, &'a Stated> {
    let is_bare = |number: &PartyNumber| !cx.profile(*number).is_described();
    let bare: BTreeSet<PartyNumber> = numbers.into_iter().filter(is_bare).collect();
    let mut named = HashMap::new();
    for interest in cx.registry().interests.iter().filter(|_| !bare.is_empty()) {
        for number in [interest.holder, interest.held] {
            if bare.contains(&number) {
                named.entry(number).or_insert(&interest.stated);
            }
        }
    }
    named
}

fn finding(
    cx: &Context<'_>,
    number: PartyNumber,
    own: &Stated,
    listed: &Listed,
    found: &Identified,
) -> Finding {
    let (profile, of) = (cx.profile(number), detector(ID));
    let list = found.listings.first().map_or("", |listing| listing.list.as_str());
    let on_list = Stated { source: list.into(), record: listed.id.as_str().into(), seen: None };
    let mut pieces: Vec<Evidence> =
        found.explanation.reasons.iter().map(|reason| piece(reason, own, &on_list)).collect();
    pieces.extend(crowd(found, own));
    let mut families: BTreeMap<Family, f64> = BTreeMap::new();
    for piece in &pieces {
        *families.entry(piece.family).or_default() += piece.weight;
    }
    let (evidence, against) = pieces.into_iter().partition(|piece: &Evidence| piece.weight >= 0.0);
    let now: Vec<_> = found.listings.iter().filter(|one| one.period.contains(cx.as_of)).collect();
    let meaning = |list: &str| cx.known.lists.get(list);
    let mut titles: Vec<&str> = now
        .iter()
        .map(|one| meaning(&one.list).map_or(one.list.as_str(), |meaning| meaning.title.as_str()))
        .collect();
    titles.dedup();
    let mut effects: Vec<&str> =
        now.iter().filter_map(|one| meaning(&one.list)).map(|meaning| meaning.effect.as_str()).collect();
    effects.dedup();
    let ids = [profile.id.as_str(), listed.id.as_str()];
    let is_certain = found.certainty.is_certain();
    let doubt = if is_certain { String::new() } else { format!(" ({})", found.basis) };
    Finding {
        id: format!("{ID}:{}:{}", profile.id, listed.id),
        detector: ID.to_owned(),
        subjects: vec![
            subject(profile),
            Subject { id: listed.id.clone(), caption: listed.caption().to_owned() },
        ],
        severity: severity(found),
        score: families.values().sum(),
        probability: probability(found),
        conditions: if is_certain { Vec::new() } else { vec![found.condition(profile.caption(), listed)] },
        message: format!(
            "{} {} {}, on the {}{doubt}",
            profile.caption(),
            if is_certain { "is" } else { "may be" },
            listed.caption(),
            titles.join(" and the ")
        ),
        prior: 0.0,
        families,
        evidence,
        against,
        denials: cx.denials(&ids),
        law: now.iter().map(|listing| law::of_listing(listed.caption(), listing, cx.as_of)).collect(),
        means: match (effects.is_empty(), is_certain) {
            (true, _) => String::new(),
            (false, true) => format!("{}.", effects.join(". ")),
            (false, false) => format!("If it is that party: {}.", effects.join(". ")),
        },
        innocent: of.map(crate::Detector::innocent).unwrap_or_default(),
        as_of: cx.as_of,
        known_since: now.iter().filter_map(|listing| listing.period.from).min(),
    }
}

fn subject(profile: &Profile) -> Subject {
    Subject { id: profile.id.clone(), caption: profile.caption().to_owned() }
}

/// A look at the entry settles who it is: minutes, where other findings take hours. A name that does not say who somebody
/// is deserves less.
fn severity(found: &Identified) -> Importance {
    if found.certainty.is_by_a_telling_name() { Importance::Medium } else { Importance::Low }
}

/// Of several differently named parties that match one entry at most one is it.
fn probability(found: &Identified) -> f64 {
    let score = f64::from(found.explanation.score);
    match found.certainty.is_certain() {
        true => score,
        false => score.min(0.99) / found.crowd.max(1) as f64,
    }
}

fn piece(reason: &Reason, own: &Stated, on_list: &Stated) -> Evidence {
    Evidence {
        statement: reason.words.clone(),
        stated: vec![own.clone(), on_list.clone()],
        family: match reason.feature {
            Feature::Name => Family::Name,
            Feature::Address => Family::Place,
            _ => Family::Listing,
        },
        weight: f64::from(reason.weight),
        since: None,
    }
}

/// An entry that fits many different parties says little of each.
fn crowd(found: &Identified, own: &Stated) -> Option<Evidence> {
    let is_crowd = found.crowd > 1 && !found.certainty.is_certain();
    is_crowd.then(|| Evidence {
        statement: format!(
            "{} differently named parties here match this entry, of which at most one is it",
            found.crowd
        ),
        stated: vec![own.clone()],
        family: Family::Name,
        weight: -(found.crowd as f64).ln(),
        since: None,
    })
}
