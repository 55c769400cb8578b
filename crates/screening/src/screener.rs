//! One party against a snapshot as of a day: candidates by name, address and identifier, each scored and explained.

use crate::{
    attributes::{self, PreparedAttributes},
    entity::Entity,
    index,
    names::{self, PreparedName, score_of},
    parts,
    snapshot::Snapshot,
};
use chokepoint_model::{Date, Explanation, Feature, Listing, Party, Reason, Schema};
use chokepoint_text::parts::Part;

/// The score from which a hit is a match: where the error is least.
pub const THRESHOLD: f32 = 0.7;

/// What a screening asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// The day asked about: listings that begin later are unknown to it.
    pub as_of: Date,
    /// The score from which a hit is a match.
    pub threshold: f32,
    /// The most hits a party gets, best first.
    pub limit: usize,
}

impl Question {
    /// The day asked about, with the threshold at which the error is least and five hits at most.
    pub fn on(as_of: Date) -> Self {
        Self { as_of, threshold: THRESHOLD, limit: 5 }
    }

    /// Hits below the threshold are near misses down to here: a reviewer sees what was nearly said.
    fn floor(&self) -> f32 {
        NEAR_MISS.min(self.threshold)
    }
}

/// An entity on the lists that the party may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The entity.
    pub entity: Entity,
    /// The listed name that met the party best; the caption when an address or identifier met.
    pub met: String,
    /// 0 to 1.
    pub score: f32,
    /// Whether the score reaches the threshold and a listing is in effect on the day.
    pub matched: bool,
    /// Listings in effect on the day, and those that ended before it.
    pub listings: Vec<Listing>,
    /// Why.
    pub explanation: Explanation,
}

/// Scores below this are not worth a reviewer's eye.
const NEAR_MISS: f32 = 0.5;
/// Candidates of one name that are compared in full.
const CANDIDATES: usize = 24;
/// Evidence of the name from which the other attributes could still make a hit.
const WORTH_A_LOOK: f32 = -3.5;
/// A party with another name at a listed party's address is a red flag, not a match: it stays below the threshold.
const OTHER_NAME_AT_THE_ADDRESS: f32 = -0.35;
/// Evidence of the names from which an address or a birth date may make a match: less is a sister or a stranger.
const NAMES_HALF_MEET: f32 = -1.5;
/// Entities at one address beyond this many: a registration agent's desk, which says nothing.
const AGENT_DESK: usize = 40;

/// Memory used from one screening to the next.
#[derive(Default)]
pub struct Scratch {
    index: index::Scratch,
    found: Vec<Found>,
}

/// A candidate entity and the best meeting of names so far.
#[derive(Debug, Clone, Copy)]
struct Found {
    entity: u32,
    /// Listed name and the party's name, when names met.
    names: Option<(u32, u32)>,
    evidence: f32,
}

/// Screens one party.
pub fn screen(snapshot: &Snapshot, party: &Party, question: &Question, scratch: &mut Scratch) -> Vec<Match> {
    let apart = parts::take_apart(party);
    let party = apart.party.as_ref();
    // The names as written, then what is written inside them.
    let sought: Vec<PreparedName> = party
        .names
        .iter()
        .map(|name| PreparedName::new(&name.text, party.schema))
        .chain(apart.parts.iter().map(|(part, schema)| PreparedName::new(&part.text, *schema)))
        .collect();
    scratch.found.clear();
    find_by_name(snapshot, &sought, scratch);
    let prepared = PreparedAttributes::new(party);
    // The kind of thing alone can only speak against a match.
    let attributes = (prepared.can_speak_for() || party.schema != Schema::LegalEntity).then_some(&prepared);
    if prepared.can_speak_for() {
        find_by_key(snapshot, &prepared, scratch);
    }

    let floor = question.floor();
    // Only what is listed by the day is looked at, and without attributes only the best are told in full.
    scratch.found.retain(|found| match attributes {
        Some(_) => found.evidence >= WORTH_A_LOOK || found.names.is_none(),
        None => score_of(found.evidence) >= floor,
    });
    scratch.found.retain(|found| snapshot.listed_on(found.entity, question.as_of).0);
    if attributes.is_none() {
        let id = |found: &Found| snapshot.id_of(found.entity);
        let score = |found: &Found| score_of(found.evidence);
        scratch.found.sort_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| id(a).cmp(id(b))));
        scratch.found.truncate(question.limit);
    }
    let mut matches: Vec<Match> = scratch
        .found
        .iter()
        .filter(|found| {
            // Without its words: most candidates end here.
            let Some(listed) = attributes.and_then(|_| snapshot.attributes(found.entity)) else {
                return true;
            };
            let names = if found.names.is_some() { found.evidence } else { 0.0 };
            score_of(names + attributes::evidence(&prepared, listed)) >= floor
        })
        .filter_map(|found| judge(snapshot, &sought, &apart.parts, attributes, found, question))
        .filter(|found| found.score >= floor)
        .collect();
    matches.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entity.id.cmp(&b.entity.id)));
    matches.truncate(question.limit);
    matches
}

fn find_by_name(snapshot: &Snapshot, sought: &[PreparedName], scratch: &mut Scratch) {
    let Scratch { index, found } = scratch;
    for (number, name) in sought.iter().enumerate() {
        meet_names(snapshot, name, index, |listed, evidence| {
            let entity = snapshot.entity_of(listed);
            let meeting = Found { entity, names: Some((listed, number as u32)), evidence };
            match found.iter_mut().find(|held| held.entity == entity) {
                Some(held) if held.evidence < evidence => *held = meeting,
                Some(_) => {}
                None => found.push(meeting),
            }
        });
    }
}

/// Hands over each listed name worth comparing, with the evidence that it and `name` are one.
pub fn meet_names(
    snapshot: &Snapshot,
    name: &PreparedName,
    scratch: &mut index::Scratch,
    mut each: impl FnMut(u32, f32),
) {
    let candidates = snapshot.index().retrieve(&name.query_groups(), CANDIDATES, scratch);
    snapshot.touch_names(candidates);
    for candidate in candidates {
        let mut evidence = names::compare(name, &snapshot.name(candidate.doc));
        if let Some((most, _)) = parts::bound(snapshot, candidate.doc, name) {
            evidence = evidence.min(most);
        }
        each(candidate.doc, evidence);
    }
}

fn find_by_key(snapshot: &Snapshot, party: &PreparedAttributes, scratch: &mut Scratch) {
    for key in party.keys() {
        let entities = snapshot.entities_at(&key);
        if entities.len() > AGENT_DESK {
            continue;
        }
        for entity in entities {
            let by_key = Found { entity: *entity, names: None, evidence: WORTH_A_LOOK };
            match scratch.found.iter_mut().find(|held| held.entity == *entity) {
                // Names that speak against each other do not outweigh an identifier.
                Some(held) if held.evidence < WORTH_A_LOOK => *held = by_key,
                Some(_) => {}
                None => scratch.found.push(by_key),
            }
        }
    }
}

/// The match of a candidate; `None` when nothing is listed on the day.
fn judge(
    snapshot: &Snapshot,
    sought: &[PreparedName],
    apart: &[(Part, Schema)],
    attributes: Option<&PreparedAttributes>,
    found: &Found,
    question: &Question,
) -> Option<Match> {
    let entity = snapshot.entity(found.entity)?;
    let listings = known_on(&entity, question.as_of)?;
    let in_effect = listings.iter().any(|listing| listing.period.contains(question.as_of));

    let mut reasons = Vec::new();
    let mut met = entity.party.caption().to_owned();
    let mut evidence = 0.0;
    match found.names {
        Some((listed, sought_name)) => {
            let listed_name = &snapshot.name(listed);
            let name = &sought[sought_name as usize];
            reasons = names::explain(name, listed_name);
            met = listed_name.text().to_owned();
            evidence = found.evidence;
            if let Some((most, why)) = parts::bound(snapshot, listed, name) {
                let unbound = names::compare(name, listed_name);
                if unbound > most {
                    reasons.push(Reason {
                        feature: Feature::Name,
                        party: name.text().to_owned(),
                        entity: met.clone(),
                        weight: most - unbound,
                        words: why.to_owned(),
                    });
                }
            }
            reasons.extend(parts::note_on_listed(snapshot, listed, &entity));
            let inside = (sought_name as usize).checked_sub(sought.len() - apart.len());
            if let Some((part, _)) = inside.and_then(|inside| apart.get(inside)) {
                reasons.push(parts::note_on_given(part, &met));
            }
        }
        // An address-only entry has no name to meet; another entry has one, and it did not meet.
        None if !entity.party.names.is_empty() => {
            evidence = WORTH_A_LOOK;
            reasons.push(Reason {
                feature: Feature::Name,
                party: sought.first().map_or_else(String::new, |name| name.text().to_owned()),
                entity: met.clone(),
                weight: WORTH_A_LOOK,
                words: "the names do not match".to_owned(),
            });
        }
        None => {}
    }
    if let Some(attributes) = attributes {
        if let Some(listed) = snapshot.attributes(found.entity) {
            evidence += attributes::compare(attributes, listed, &mut reasons);
        }
        let identified =
            reasons.iter().any(|reason| reason.feature == Feature::Identifier && reason.weight > 0.0);
        let names_meet = found.names.is_some() && found.evidence >= NAMES_HALF_MEET;
        if !names_meet
            && !identified
            && !entity.party.names.is_empty()
            && evidence > OTHER_NAME_AT_THE_ADDRESS
        {
            reasons.push(Reason {
                feature: Feature::Name,
                party: String::new(),
                entity: met.clone(),
                weight: OTHER_NAME_AT_THE_ADDRESS - evidence,
                words: "another name with the same attributes is a red flag to resolve, not a match"
                    .to_owned(),
            });
            evidence = OTHER_NAME_AT_THE_ADDRESS;
        }
    }
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));

    let score = score_of(evidence);
    Some(Match {
        met,
        score,
        matched: in_effect && score >= question.threshold,
        listings,
        explanation: Explanation { score, reasons },
        entity,
    })
}

/// The listings that had begun by `as_of`, in effect first; `None` when there are none.
fn known_on(entity: &Entity, as_of: Date) -> Option<Vec<Listing>> {
    let begun = |listing: &Listing| listing.period.from.is_none_or(|from| from <= as_of);
    let mut listings: Vec<Listing> =
        entity.listings.iter().map(|held| held.listing.clone()).filter(begun).collect();
    listings.sort_by_key(|listing| !listing.period.contains(as_of));
    (!listings.is_empty()).then_some(listings)
}
