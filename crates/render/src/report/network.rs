//! Who stands around the subjects of a finding: the parties and ties that a picture of it shows.

use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{Finding, Interest, InterestKind, PartyNumber, Profile};
use std::collections::{BTreeMap, BTreeSet};

/// Parties that one row of a picture takes.
const ROW: usize = 5;

/// A party in the picture.
pub(super) struct Node {
    /// Its place in the registry; past the end for a party that is only on a list.
    pub(super) key: u32,
    /// Counted from the top.
    pub(super) row: u8,
    /// Its name, in Chinese and in Latin letters where both are known.
    pub(super) names: Vec<String>,
    /// `listed since 2019-06-24`, `founded 2019-12`.
    pub(super) remark: Option<String>,
    pub(super) is_listed: bool,
    pub(super) is_subject: bool,
}

/// A tie in the picture: all that one party is to another.
pub(super) struct Tie {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) label: String,
}

/// What a picture shows.
pub(super) struct Network {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Tie>,
    /// Ties that found no room.
    pub(super) left_out: usize,
}

impl Network {
    pub(super) fn around(of: &Investigation, finding: &Finding) -> Self {
        let subjects = subjects(of, finding);
        let home: BTreeMap<PartyNumber, usize> = subjects
            .iter()
            .enumerate()
            .flat_map(|(at, (_, numbers))| numbers.iter().map(move |number| (*number, at)))
            .collect();
        let mut ties: BTreeMap<(PartyNumber, PartyNumber), Vec<&Interest>> = BTreeMap::new();
        for interest in of.registry.interests.iter().filter(|interest| is_known(of, interest)) {
            if home.contains_key(&interest.holder) || home.contains_key(&interest.held) {
                ties.entry((interest.holder, interest.held)).or_default().push(interest);
            }
        }
        // Around whom a party stands, whether above, and how much its ties say.
        let mut around: BTreeMap<(PartyNumber, bool), (BTreeSet<usize>, u32)> = BTreeMap::new();
        for ((holder, held), interests) in &ties {
            let says = interests.iter().map(|interest| says(interest.kind)).max().unwrap_or(0);
            let (other, is_above, at) = match (home.get(holder), home.get(held)) {
                (None, Some(at)) => (holder, true, at),
                (Some(at), None) => (held, false, at),
                _ => continue,
            };
            let place = around.entry((*other, is_above)).or_default();
            place.0.insert(*at);
            place.1 = place.1.max(says);
        }
        let told: String = finding.evidence.iter().map(|piece| piece.statement.as_str()).collect();
        let mut nodes = Vec::new();
        let mut shown: BTreeSet<PartyNumber> = home.keys().copied().collect();
        for is_above in [true, false] {
            let mut row: Vec<(&PartyNumber, &BTreeSet<usize>, u32)> = around
                .iter()
                .filter(|((_, above), _)| *above == is_above)
                .map(|((number, _), (homes, says))| {
                    let profile = of.registry.profile(*number);
                    let is_told = profile.is_some_and(|profile| told.contains(profile.caption()));
                    (number, homes, says + 10 * u32::from(is_told) + 20 * u32::from(homes.len() > 1))
                })
                .filter(|(number, ..)| !shown.contains(number))
                .collect();
            row.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(b.0)));
            row.truncate(ROW);
            // Those of the first subject to the left, those of several in the middle.
            let side = |homes: &BTreeSet<usize>| homes.iter().sum::<usize>() * 100 / homes.len().max(1);
            row.sort_by_key(|(number, homes, _)| (side(homes), **number));
            for (number, ..) in row {
                shown.insert(*number);
                nodes.extend(
                    of.registry
                        .profile(*number)
                        .map(|profile| node(of, number.0, if is_above { 0 } else { 2 }, profile, false)),
                );
            }
        }
        let beyond = u32::try_from(of.registry.profiles.len()).unwrap_or(u32::MAX);
        let mut key_of = BTreeMap::new();
        for (at, (caption, numbers)) in (0..).zip(&subjects) {
            let first = numbers.first().and_then(|number| Some((number.0, of.registry.profile(*number)?)));
            match first {
                Some((key, profile)) => nodes.push(node(of, key, 1, profile, true)),
                None => nodes.push(listed_only(of, beyond.saturating_add(at), caption)),
            }
            key_of.extend(numbers.iter().map(|number| (*number, numbers[0])));
        }
        let key = |number: PartyNumber| key_of.get(&number).copied().unwrap_or(number).0;
        let mut edges: BTreeMap<(u32, u32), Vec<&Interest>> = BTreeMap::new();
        let mut left_out = 0;
        for ((holder, held), interests) in ties {
            if shown.contains(&holder) && shown.contains(&held) && key(holder) != key(held) {
                edges.entry((key(holder), key(held))).or_default().extend(interests);
            } else {
                left_out += interests.len();
            }
        }
        let edges =
            edges.into_iter().map(|((from, to), interests)| Tie { from, to, label: label(&interests) });
        Self { nodes, edges: edges.collect(), left_out }
    }
}

/// The subjects with their places in the registry, of the same party together.
pub(super) fn subjects(of: &Investigation, finding: &Finding) -> Vec<(String, Vec<PartyNumber>)> {
    let mut found: Vec<(String, Vec<PartyNumber>)> = Vec::new();
    for subject in finding.subjects.iter().take(ROW) {
        let listed = of.listed.iter().find(|listed| listed.id == subject.id);
        let mut numbers: Vec<PartyNumber> = of.registry.number_of(&subject.id).into_iter().collect();
        // A party that may be a listed one stands beside it, not for it.
        let others = listed.into_iter().flat_map(|listed| listed.numbers.iter().copied());
        let is_own = |number: &PartyNumber| {
            of.registry
                .profile(*number)
                .is_some_and(|profile| finding.subjects.iter().all(|other| other.id != profile.id))
        };
        numbers.extend(others.filter(is_own));
        numbers.dedup();
        found.push((subject.caption.clone(), numbers));
    }
    found
}

/// Whether an interest was known by the day.
pub(super) fn is_known(of: &Investigation, interest: &Interest) -> bool {
    interest.stated.seen.is_none_or(|seen| seen <= of.as_of)
        && interest.period.from.is_none_or(|from| from <= of.as_of)
}

pub(super) fn node(of: &Investigation, key: u32, row: u8, profile: &Profile, is_subject: bool) -> Node {
    let listed =
        of.listed.iter().find(|one| one.numbers.contains(&PartyNumber(key)) && one.is_listed_on(of.as_of));
    let since = listed.and_then(|one| one.first_listed_by(of.as_of));
    let remark = match (listed, since, profile.founded) {
        (Some(_), Some(day), _) => Some(format!("listed since {day}")),
        (Some(_), None, _) => Some("listed".to_owned()),
        (None, _, Some(day)) if is_subject => Some(format!("founded {day}")),
        _ => None,
    };
    Node { key, row, names: both(profile), remark, is_listed: listed.is_some(), is_subject }
}

fn listed_only(of: &Investigation, key: u32, caption: &str) -> Node {
    let listed = of.listed.iter().find(|one| one.caption() == caption);
    let since = listed.and_then(|one| one.first_listed_by(of.as_of));
    let remark = since.map(|day| format!("listed since {day}"));
    Node {
        key,
        row: 1,
        names: vec![caption.to_owned()],
        remark,
        is_listed: listed.is_some(),
        is_subject: true,
    }
}

/// The first name in each script.
pub(super) fn both(profile: &Profile) -> Vec<String> {
    let is_chinese = |text: &str| text.chars().any(|sign| matches!(sign, '\u{3400}'..='\u{9fff}'));
    let caption = profile.caption().to_owned();
    let other = profile.party.names.iter().find(|name| is_chinese(&name.text) != is_chinese(&caption));
    std::iter::once(caption.clone()).chain(other.map(|name| name.text.clone())).collect()
}

/// How much a tie of a kind says to a reader.
const fn says(kind: InterestKind) -> u32 {
    match kind {
        InterestKind::Capital | InterestKind::Votes | InterestKind::Control | InterestKind::Sponsor => 6,
        InterestKind::Predecessor | InterestKind::Founder | InterestKind::Right => 5,
        InterestKind::LegalRepresentative | InterestKind::Director => 4,
        InterestKind::Supplier | InterestKind::Unknown => 1,
        _ => 3,
    }
}

/// All that one is to another, in few words.
pub(super) fn label(interests: &[&Interest]) -> String {
    let mut told: Vec<String> = Vec::new();
    for interest in interests {
        let mut words = match interest.role.as_ref() {
            "" => interest.kind.as_str().replace('_', " "),
            role if role.chars().count() > 30 => role.chars().take(29).chain(['…']).collect(),
            role => role.to_owned(),
        };
        if interest.kind.has_share() && !interest.share.is_unknown() {
            words = interest.share.to_string();
        }
        if let Some(until) = interest.period.until {
            words = format!("{words} to {until}");
        }
        if !told.contains(&words) {
            told.push(words);
        }
    }
    let more = told.len().saturating_sub(2);
    told.truncate(2);
    if more > 0 { format!("{} +{more}", told.join(", ")) } else { told.join(", ") }
}
