//! What two parties share, a row a tie, heaviest first: the one on the left, who or what joins them, the other on the right.
//!
//! Rows and not a drawing of boxes and arrows: lines of a drawing cross as soon as three parties have two ties each, their labels
//! are struck through, and on a telephone its writing shrinks to nothing. Rows cannot cross, and they are text.

use super::{
    chinese, page,
    story::{self, Story},
};
use chokepoint_model::{Evidence, Finding, Interest, InterestKind, PartyNumber, Schema};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashSet};

/// Rows of one picture; the table of evidence has all.
const ROWS: usize = 9;
/// What joins two parties by less than this is not drawn.
const LEAST: f64 = 0.05;
/// Names in the middle of one row.
const NAMES: usize = 3;

/// One of the two parties.
pub(super) struct Side<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    caption: &'a str,
    pub(super) numbers: Vec<PartyNumber>,
}

/// The two parties that a finding ties, the listed one first: the story goes from it to the other.
pub(super) fn sides<'a>(story: &'a Story<'_>, finding: &'a Finding) -> Option<[Side<'a>; 2]> {
    let mut places = story.places(finding).into_iter();
    let mut side = |at: usize| {
        let subject = finding.subjects.get(at)?;
        let numbers = places.next().unwrap_or_default();
        let name = story.short(&subject.id, &subject.caption);
        Some(Side { id: &subject.id, name, caption: &subject.caption, numbers })
    };
    let (first, second) = (side(0)?, side(1)?);
    // Companies at one desk are not tied to each other, and a party that may be the listed one is not tied to itself.
    let listed = [first.id, second.id].map(|id| story.listed(id).map(|one| &one.id));
    let may_be = |one: &Side<'_>, other: &Side<'_>| {
        let mut found = story.listed(other.id).into_iter().flat_map(|listed| &listed.identified);
        found.any(|found| one.numbers.contains(&found.number))
    };
    if listed[0] == listed[1] || may_be(&first, &second) || may_be(&second, &first) {
        return None;
    }
    Some(if story.listed_since(first.id).0 && !story.listed_since(second.id).0 {
        [first, second]
    } else {
        [second, first]
    })
}

/// Draws the rows; nothing for a finding about one party, or one that rests on nothing that joins two.
pub(super) fn draw(story: &Story<'_>, finding: &Finding) -> Option<Markup> {
    let sides = sides(story, finding)?;
    let joins: Vec<&Evidence> = finding.evidence.iter().filter(|piece| piece.weight >= LEAST).collect();
    let [left, right] = &sides;
    (!joins.is_empty()).then(|| {
        html! {
            figure.ties aria-label=(format!("What ties {} to {}", right.name, left.name)) {
                div.pair {
                    (party(story, left))
                    ol.rows { @for piece in joins.iter().take(ROWS) { (row(story, finding, &sides, piece)) } }
                    (party(story, right))
                }
                figcaption {
                    "Each row is one tie, the heaviest first; the number is what it counts. Round: a person; square: a state body or another organisation. "
                    @if joins.len() > ROWS { (joins.len() - ROWS) " lighter ties are in the evidence." }
                }
            }
        }
    })
}

fn party(story: &Story<'_>, side: &Side<'_>) -> Markup {
    let (is_listed, since) = story.listed_since(side.id);
    let founded = story.profile(side.id).and_then(|profile| profile.founded);
    html! {
        div.party.listed[is_listed] {
            b { (chinese::text(side.name)) }
            (story.below(side.id, side.caption))
            @if is_listed { span.stamp { "Listed" @if let Some(day) = since { " " (day.year()) } } }
            @else if let Some(founded) = founded { span.when { "founded " (story::partial(founded)) } }
        }
    }
}

/// What somebody in the middle is to each of the two.
type Joins<'a> = BTreeMap<PartyNumber, [Vec<&'a Interest>; 2]>;

fn row(story: &Story<'_>, finding: &Finding, sides: &[Side<'_>; 2], piece: &Evidence) -> Markup {
    let weight = page::weight(piece.weight);
    let mut joins = joined(story, sides, piece);
    joins.retain(|_, [left, right]| !left.is_empty() && !right.is_empty());
    let thick = format!("--w:{:.1}px", (piece.weight * 1.2).clamp(1.0, 6.0));
    let Some((first, [left, right])) = joins.iter().next() else {
        return html! {
            li.tie.whole style=(thick) { span.mid { (chinese::text(&story.english(finding, &piece.statement))) small { (piece.family.as_str()) " " (weight) } } }
        };
    };
    let profile = story.of.registry.profile(*first);
    let shape = match profile.map(|profile| profile.party.schema) {
        Some(Schema::Person) => "person",
        Some(Schema::PublicBody | Schema::Organization) => "state",
        _ => "firm",
    };
    let names: Vec<&str> = joins.keys().filter_map(|number| name(story, *number)).collect();
    html! {
        li.tie style=(thick) {
            (end(sides[0].name, *first, left, "from"))
            span.mid.(shape) {
                @for (at, name) in names.iter().take(NAMES).enumerate() { @if at > 0 { ", " } (chinese::text(name)) }
                @if names.len() > NAMES { " and " (names.len() - NAMES) " more" }
                @if let ([_], Some(profile)) = (&names[..], profile) {
                    @if let Some(gloss) = chinese::gloss(profile.caption(), profile.party.schema) { " " (gloss) }
                }
                small { (piece.family.as_str()) " " (weight) }
            }
            (end(sides[1].name, *first, right, "to"))
        }
    }
}

/// A party's name in Latin letters where it has one.
pub(super) fn name<'a>(story: &'a Story<'_>, number: PartyNumber) -> Option<&'a str> {
    let profile = story.of.registry.profile(number)?;
    let latin = profile.party.names.iter().find(|name| !chokepoint_text::han::has_han(&name.text));
    let name = latin.map_or(profile.caption(), |name| name.text.as_str());
    // What a record says of the name itself: `Executive A (in the company records, not named here)`.
    Some(name.split_once(" (").map_or(name, |(name, _)| name))
}

/// Who is tied to both by the records that a piece of evidence names.
fn joined<'a>(story: &'a Story<'_>, sides: &[Side<'_>; 2], piece: &Evidence) -> Joins<'a> {
    let named: HashSet<(&str, &str)> =
        piece.stated.iter().map(|one| (one.source.as_ref(), one.record.as_ref())).collect();
    let mut joins = Joins::new();
    for interest in &story.of.registry.interests {
        if !named.contains(&(interest.stated.source.as_ref(), interest.stated.record.as_ref())) {
            continue;
        }
        for (at, side) in sides.iter().enumerate() {
            let other = match (side.numbers.contains(&interest.holder), side.numbers.contains(&interest.held))
            {
                (true, false) => interest.held,
                (false, true) => interest.holder,
                _ => continue,
            };
            joins.entry(other).or_default()[at].push(interest);
        }
    }
    joins
}

/// What the one in the middle is to a party, above the line, and the office as the source has it, below it.
fn end(party: &str, middle: PartyNumber, interests: &[&Interest], class: &str) -> Markup {
    let mut said: Vec<String> =
        interests.iter().map(|interest| words(interest, interest.holder == middle, party)).collect();
    said.dedup();
    let mut roles: Vec<&str> = interests.iter().map(|interest| interest.role.as_ref()).collect();
    // An office is worth its line; "supplier" below "supplies" is not.
    roles.retain(|role| !role.is_empty() && said.iter().all(|said| !said.contains(role)));
    roles.retain(|role| interests.iter().any(|one| one.kind.as_str() != role.to_lowercase()));
    roles.dedup();
    html! {
        span.end.(class) {
            span.says { (chinese::text(&said.join("; "))) }
            i.line {}
            @if !roles.is_empty() { small { (chinese::text(&roles.join(", "))) } }
        }
    }
}

/// What one is to a party, in words: `left Sugon, Dec 2019`, `founded Nettrix, Dec 2019`, `supplies Sugon`.
pub(super) fn words(interest: &Interest, is_holder: bool, party: &str) -> String {
    use InterestKind as K;
    let share = if interest.share.is_unknown() { "a part".to_owned() } else { interest.share.to_string() };
    let has_ended = interest.period.until.is_some();
    let what = match (interest.kind, is_holder) {
        (K::Founder, true) => format!("founded {party}"),
        (kind, true) if kind.is_office() && has_ended => format!("left {party}"),
        (kind, true) if kind.is_office() => format!("{} of {party}", kind.as_str().replace('_', " ")),
        (K::Capital, true) => format!("holds {share} of {party}"),
        (K::Votes, true) => format!("has {share} of the votes in {party}"),
        (K::Board, true) => format!("appoints {share} of the board of {party}"),
        (K::Supplier, true) => format!("supplies {party}"),
        (K::Supplier, false) => format!("buys from {party}"),
        (K::Sponsor, true) => format!("sponsors {party}"),
        (K::Control | K::Consolidation, true) => format!("controls {party}"),
        (K::Influence, true) => format!("influences or controls {party}"),
        (K::Unknown, true) if !interest.role.is_empty() => format!("{} of {party}", interest.role),
        (K::Capital | K::Votes | K::Board, false) => format!("held by {party}, {share}"),
        (K::Branch, false) => format!("branch of {party}"),
        (_, true) => format!("{} of {party}", interest.kind.as_str().replace('_', " ")),
        (_, false) => format!("{party}: {}", interest.kind.as_str().replace('_', " ")),
    };
    let is_turn = interest.kind == K::Founder || interest.kind.is_office() && has_ended;
    match (interest.period.from, interest.period.until) {
        (_, Some(until)) if is_turn && interest.kind != K::Founder => {
            format!("{what}, {}", story::month(until))
        }
        (Some(from), _) if is_turn => format!("{what}, {}", story::month(from)),
        (Some(from), Some(until)) => format!("{what}, {} to {}", story::month(from), story::month(until)),
        (Some(from), None) => format!("{what} since {}", story::month(from)),
        (None, Some(until)) => format!("{what} until {}", story::month(until)),
        (None, None) => what,
    }
}
