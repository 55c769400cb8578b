//! The ownership chart: owners and controllers of a finding's first subject through others, in as many steps as there are.

mod drawing;

use super::{chinese, story::Story};
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{Finding, Interest, InterestKind, PartyNumber, Profile};
use chokepoint_text::han::has_han;
use maud::{Markup, html};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
};

/// Steps above a subject that are walked.
const STEPS: u8 = 6;
/// Boxes of one row.
const ROW: usize = 5;
/// Owners of one party that are looked at; a fund of thousands of holders is no chart.
const LOOKED_AT: usize = 200;
/// Owners above one party that are looked at in all.
const MOST: usize = 2_000;

/// A party in the chart.
struct Node {
    key: PartyNumber,
    /// Counted from the top.
    row: u8,
    /// Its name, in Chinese and in Latin letters where both are known.
    names: Vec<String>,
    /// `listed since 2019-06-24`.
    remark: Option<String>,
    is_listed: bool,
    is_subject: bool,
}

/// A tie in the chart: all that one party is to another.
struct Tie {
    from: PartyNumber,
    to: PartyNumber,
    label: String,
}

/// What the chart shows.
struct Network {
    nodes: Vec<Node>,
    edges: Vec<Tie>,
    /// Ties that found no room.
    left_out: usize,
}

/// Draws who owns and controls the first subject, where that takes more than one step.
pub(super) fn draw(story: &Story<'_>, finding: &Finding) -> Markup {
    let subject = finding.subjects.first().map_or("", |one| story.short(&one.id, &one.caption));
    html! {
        @if let Some(chart) = above(story, finding) {
            figure.owners {
                (drawing::draw(&chart, &format!("who owns and controls {subject}")))
                figcaption {
                    "Who owns and controls " (chinese::text(subject)) " through others; shares are those of the day. Filled red: listed. "
                    @if chart.left_out > 0 { (chart.left_out) " further ties are not drawn; findings.xlsx and the files have them." }
                }
            }
        }
    }
}

/// What is known by the day of who owns or controls whom, by the one who is owned.
pub(super) struct Owners<'a> {
    of_held: BTreeMap<PartyNumber, Vec<&'a Interest>>,
}

impl<'a> Owners<'a> {
    pub(super) fn of(of: &'a Investigation) -> Self {
        let mut of_held: BTreeMap<PartyNumber, Vec<&Interest>> = BTreeMap::new();
        for interest in of.registry.interests.iter().filter(|one| owns(one.kind)) {
            let holds = interest.period.until.is_none_or(|until| until > of.as_of);
            if holds && is_known(of, interest) {
                of_held.entry(interest.held).or_default().push(interest);
            }
        }
        Self { of_held }
    }

    fn above(&self, held: PartyNumber) -> &[&'a Interest] {
        let all = self.of_held.get(&held).map_or(&[][..], Vec::as_slice);
        &all[..all.len().min(LOOKED_AT)]
    }
}

/// Whether a tie of the kind belongs on an ownership chart.
const fn owns(kind: InterestKind) -> bool {
    use InterestKind as K;
    kind.has_share()
        || matches!(
            kind,
            K::Control | K::Consolidation | K::Influence | K::Sponsor | K::Trust | K::Nominee | K::Branch
        )
}

/// The chart, where somebody is two steps or more above the first subject: one step is in the rows of ties.
fn above(story: &Story<'_>, finding: &Finding) -> Option<Network> {
    let (of, owners) = (story.of, story.owners());
    let subjects = story.places(finding);
    let first = subjects.first()?;
    let mut steps: BTreeMap<PartyNumber, u8> = first.iter().map(|number| (*number, 0)).collect();
    let mut last: Vec<PartyNumber> = first.clone();
    for step in 1..=STEPS {
        let held = std::mem::take(&mut last);
        for interest in held.iter().flat_map(|held| owners.above(*held)) {
            if steps.len() >= MOST {
                break;
            }
            if let Entry::Vacant(place) = steps.entry(interest.holder) {
                place.insert(step);
                last.push(interest.holder);
            }
        }
    }
    if steps.values().all(|step| *step < 2) {
        return None;
    }
    let shown = choose(of, owners, &subjects, &steps);
    let deepest =
        shown.iter().filter_map(|number| steps.get(number)).max().copied().filter(|deepest| *deepest > 1)?;
    let is_subject = |number: &PartyNumber| subjects.iter().any(|numbers| numbers.contains(number));
    let nodes = shown.iter().filter_map(|number| {
        let row = deepest - steps.get(number)?;
        Some(node(of, *number, row, of.registry.profile(*number)?, is_subject(number)))
    });
    let nodes = nodes.collect();
    let mut edges: BTreeMap<(PartyNumber, PartyNumber), Vec<&Interest>> = BTreeMap::new();
    let mut left_out = 0;
    for interest in steps.keys().flat_map(|held| owners.above(*held)) {
        if shown.contains(&interest.holder) && shown.contains(&interest.held) {
            edges.entry((interest.holder, interest.held)).or_default().push(interest);
        } else {
            left_out += 1;
        }
    }
    let edges = edges.into_iter().filter(|((from, to), _)| from != to);
    let edges = edges.map(|((from, to), interests)| Tie { from, to, label: label(&interests) });
    Some(Network { nodes, edges: edges.collect(), left_out })
}

/// Who finds room: listed parties, the other subjects and whoever stands between them and the first; then who holds most.
fn choose(
    of: &Investigation,
    owners: &Owners<'_>,
    subjects: &[Vec<PartyNumber>],
    steps: &BTreeMap<PartyNumber, u8>,
) -> BTreeSet<PartyNumber> {
    let named: BTreeSet<PartyNumber> = subjects.iter().flatten().copied().collect();
    let listed: BTreeSet<PartyNumber> = of
        .listed
        .iter()
        .filter(|one| one.is_listed_on(of.as_of))
        .flat_map(|one| one.numbers.iter().copied())
        .collect();
    // From the far end down: whoever is an owner or parent of one that leads to a party that matters.
    let mut leads: BTreeSet<PartyNumber> =
        steps.keys().filter(|one| listed.contains(one) || named.contains(one)).copied().collect();
    let mut by_step: Vec<(u8, PartyNumber)> = steps.iter().map(|(number, step)| (*step, *number)).collect();
    by_step.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (step, number) in &by_step {
        let above = owners.above(*number).iter();
        let mut farther = above.filter(|one| steps.get(&one.holder).is_some_and(|other| other > step));
        if farther.any(|one| leads.contains(&one.holder)) {
            leads.insert(*number);
        }
    }
    let mut most: BTreeMap<PartyNumber, u32> = BTreeMap::new();
    for interest in steps.keys().flat_map(|held| owners.above(*held)) {
        let largest = most.entry(interest.holder).or_default();
        *largest = interest.share.high().max(*largest);
    }
    let mut shown: BTreeSet<PartyNumber> = BTreeSet::new();
    for step in 0..=STEPS {
        let mut row: Vec<PartyNumber> = by_step.iter().filter(|one| one.0 == step).map(|one| one.1).collect();
        // Nobody hangs in the air: an owner is drawn where what it owns is.
        row.retain(|number| {
            step == 0 || shown.iter().any(|held| owners.above(*held).iter().any(|one| one.holder == *number))
        });
        row.sort_by_cached_key(|number| {
            (!leads.contains(number), Reverse(most.get(number).copied()), *number)
        });
        shown.extend(row.into_iter().take(ROW));
    }
    shown
}

/// Whether an interest was known by the day.
fn is_known(of: &Investigation, interest: &Interest) -> bool {
    interest.stated.seen.is_none_or(|seen| seen <= of.as_of)
        && interest.period.from.is_none_or(|from| from <= of.as_of)
}

fn node(of: &Investigation, key: PartyNumber, row: u8, profile: &Profile, is_subject: bool) -> Node {
    let listed = of.listed.iter().find(|one| one.numbers.contains(&key) && one.is_listed_on(of.as_of));
    let since = listed.and_then(|one| one.first_listed_by(of.as_of));
    let remark =
        listed.map(|_| since.map_or_else(|| "listed".to_owned(), |day| format!("listed since {day}")));
    Node { key, row, names: both(profile), remark, is_listed: listed.is_some(), is_subject }
}

/// The first name in each script.
fn both(profile: &Profile) -> Vec<String> {
    let caption = profile.caption();
    let other = profile.party.names.iter().find(|name| has_han(&name.text) != has_han(caption));
    std::iter::once(caption.to_owned()).chain(other.map(|name| name.text.clone())).collect()
}

/// All that one is to another, in few words.
fn label(interests: &[&Interest]) -> String {
    let mut said: Vec<String> = Vec::new();
    for interest in interests {
        let words = match interest.role.as_ref() {
            _ if interest.kind.has_share() && !interest.share.is_unknown() => interest.share.to_string(),
            "" => interest.kind.as_str().replace('_', " "),
            role if role.chars().count() > 30 => role.chars().take(29).chain(['…']).collect(),
            role => role.to_owned(),
        };
        if !said.contains(&words) {
            said.push(words);
        }
    }
    let more = said.len().saturating_sub(2);
    said.truncate(2);
    if more > 0 { format!("{} +{more}", said.join(", ")) } else { said.join(", ") }
}
