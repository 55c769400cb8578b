//! Who of a registry is listed: for certain, or possibly, each with what it rests on. Every command asks here.
//!
//! A match says how alike two parties are. Whether they are one party is another question, and it has two answers:
//! *certain*, by something that hardly anybody else has (an identifier, the very name, a name with a house or a birth date),
//! and *possible*, by a name that several may have. What is only possible is told as such wherever it counts: it is never
//! dropped, and it never becomes certain on the way.

mod ground;
mod name;
#[cfg(test)]
mod tests;

use crate::{Match, Question, Scratch, Snapshot, names::whole_key, screen};
use chokepoint_model::{Feature, Listing, Party, Schema};
use ground::{ground, says_who};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A party that is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The party.
    pub party: &'a Party,
    /// Listings that its own record states.
    pub states: &'a [Listing],
}

/// A party and an entry that it is, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The party, by its place in what was asked.
    pub at: usize,
    /// The entry, with score and reasons.
    pub found: Match,
    /// How sure it is.
    pub certainty: Certainty,
    /// How many differently named parties of those asked may be this entry; at most one of them is.
    pub crowd: usize,
}

/// How sure it is that a party is an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It is, by this.
    Certain(Ground),
    /// It may be; this keeps it from being certain.
    Possible(Doubt),
}

/// What makes it certain that a party is an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A name in another script that is rare in a country; of two parties with it nobody knows which is meant.
    RareName,
    /// The very name.
    VeryName,
    /// An identifier that few others have.
    Identifier,
    /// The name, and the birth date.
    BirthDate,
    /// The name, and a house where hardly anybody else is listed.
    House,
    /// The very name with a branch's town behind it: a branch is no person of its own in law.
    Branch,
    /// Its own record states the listing.
    Stated,
}

/// What keeps it from being certain that a party is an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A name that is alike, or matches by meaning or sound.
    Alike,
    /// A name that several parties here have.
    Shared,
    /// A few letters, or two or three syllables that may be anybody's name.
    FewLetters,
    /// A person's name, which other people have too.
    PersonsName,
}

impl Certainty {
    /// Whether it is certain.
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Certain(_))
    }

    /// `certain` or `possible`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certain(_) => "certain",
            Self::Possible(_) => "possible",
        }
    }

    /// What it rests on, or what is missing, for a reader.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Certain(Ground::RareName) => "a name in another script that is rare in a country",
            Self::Certain(Ground::VeryName) => "the same name",
            Self::Certain(Ground::Identifier) => "the same identifier",
            Self::Certain(Ground::BirthDate) => "the same name and birth date",
            Self::Certain(Ground::House) => "the same name and house",
            Self::Certain(Ground::Branch) => "the same name, as its branch",
            Self::Certain(Ground::Stated) => "its own record says so",
            Self::Possible(Doubt::Alike) => "a name that is alike, and nothing that is its own",
            Self::Possible(Doubt::Shared) => "a name that several parties here have",
            Self::Possible(Doubt::FewLetters) => "a few letters, which several names share",
            Self::Possible(Doubt::PersonsName) => "a person's name, which other people have too",
        }
    }

    /// Whether the name says who the party is, as far as a name can: not a person's, and not a few letters.
    pub const fn is_by_a_telling_name(self) -> bool {
        matches!(self, Self::Certain(_) | Self::Possible(Doubt::Alike | Doubt::Shared))
    }
}

impl Identity {
    /// What matched, with the score: `0.98 by name`, `0.91 by name and address`.
    pub fn basis(&self) -> String {
        let matched = |feature: Feature| {
            let reasons = self.found.explanation.reasons.iter();
            reasons.filter(|reason| reason.feature == feature).map(|reason| reason.weight).sum::<f32>() > 0.5
        };
        let features = [
            (Feature::Identifier, "identifier"),
            (Feature::Name, "name"),
            (Feature::BirthDate, "birth date"),
            (Feature::Address, "address"),
        ];
        let by: Vec<&str> =
            features.into_iter().filter(|(feature, _)| matched(*feature)).map(|(_, word)| word).collect();
        // Never 1.00 for what is not certain.
        let score = if self.certainty.is_certain() { self.found.score } else { self.found.score.min(0.99) };
        format!("{score:.2} by {}", if by.is_empty() { "name".to_owned() } else { by.join(" and ") })
    }
}

/// Names of one party that is in a registry two or three times; a name that more parties have is nobody's own.
const MOST_OF_ONE_NAME: usize = 3;
/// Entries that one party may be, at most.
const MOST_ENTRIES: usize = 3;

/// Who of the parties asked is on the lists of a snapshot: by party, the most certain and best match first.
///
/// A party that is certainly one entry is not told of others that it is only named like. What a list names as an address is
/// nobody, and no company is a ship.
pub fn identify(snapshot: &Snapshot, asked: &[Asked<'_>], question: &Question) -> Vec<Identity> {
    let question = Question { limit: question.limit.max(MOST_ENTRIES), ..*question };
    let found: Vec<Candidate> = distinct(asked)
        .par_iter()
        .map_init(Scratch::default, |scratch, (party, places)| {
            let matched = matches(snapshot, party, &question, scratch);
            places.iter().flat_map(|at| candidates(*at, &asked[*at], &matched)).collect::<Vec<_>>()
        })
        .flatten_iter()
        .collect();
    settle(asked, found)
}

/// Parties of one name that are looked through for the very same party.
const MOST_ALIKE: usize = 32;

/// Each distinct party with its places: registers name one person at many companies, and what the lists say of two that are
/// told alike is the same.
///
/// They are found by their first name and then compared, rather than hashed as wholes: nearly all differ in the name.
fn distinct<'a>(asked: &[Asked<'a>]) -> Vec<(&'a Party, Vec<usize>)> {
    let mut all: Vec<(&Party, Vec<usize>)> = Vec::with_capacity(asked.len());
    let mut named: HashMap<(Schema, Option<&str>), Vec<usize>> = HashMap::with_capacity(asked.len());
    for (at, Asked { party, .. }) in asked.iter().enumerate() {
        let name = party.names.first().map(|name| name.text.as_str());
        let alike = named.entry((party.schema, name)).or_default();
        match alike.iter().rev().take(MOST_ALIKE).find(|one| all[**one].0 == *party) {
            Some(one) => all[*one].1.push(at),
            None => {
                alike.push(all.len());
                all.push((party, vec![at]));
            }
        }
    }
    all
}

/// A match, and what it would prove if no other party had the same.
struct Candidate {
    at: usize,
    found: Match,
    ground: Option<Ground>,
    says_who: Result<(), Doubt>,
}

/// The entries that a party may be by what it is called and what is known of it.
fn matches(snapshot: &Snapshot, party: &Party, question: &Question, scratch: &mut Scratch) -> Vec<Match> {
    if party.names.is_empty() && party.identifiers.is_empty() {
        return Vec::new();
    }
    let matched = screen(snapshot, party, question, scratch).into_iter().filter(|found| found.matched);
    matched.filter(|found| can_be_one(party.schema, found)).collect()
}

fn candidates<'a>(
    at: usize,
    asked: &'a Asked<'_>,
    matched: &'a [Match],
) -> impl Iterator<Item = Candidate> + 'a {
    matched.iter().map(move |found| Candidate {
        at,
        ground: ground(found, asked),
        says_who: says_who(found, asked.party.schema),
        found: found.clone(),
    })
}

/// Whether a party of one kind can be the entry at all.
fn can_be_one(party: Schema, found: &Match) -> bool {
    let has_identifier = || {
        let reasons = found.explanation.reasons.iter();
        reasons.into_iter().any(|reason| reason.feature == Feature::Identifier && reason.weight > 0.0)
    };
    match (party, found.entity.party.schema) {
        (_, Schema::Address) => false,
        // A source that does not say what its parties are may name ships.
        (Schema::LegalEntity, _) => true,
        (ours, theirs) => ours.can_be(theirs) || has_identifier(),
    }
}

/// Says what is certain, now that it is known how many parties have each name.
fn settle(asked: &[Asked<'_>], found: Vec<Candidate>) -> Vec<Identity> {
    let mut with_ground: BTreeMap<(&str, Ground), usize> = BTreeMap::new();
    let mut rare: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut named: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for one in &found {
        let id = one.found.entity.id.as_str();
        if let Some(ground) = one.ground {
            *with_ground.entry((id, ground)).or_default() += 1;
            if ground == Ground::RareName {
                rare.entry(id).or_default().insert(name_key(asked[one.at].party));
            }
        }
        named.entry(id).or_default().insert(name_key(asked[one.at].party));
    }
    let count = |id: &str, ground: Ground| with_ground.get(&(id, ground)).copied().unwrap_or(0);
    let certainty = |one: &Candidate| {
        let id = one.found.entity.id.as_str();
        match (one.ground, one.says_who) {
            (Some(Ground::VeryName), _) if count(id, Ground::VeryName) > MOST_OF_ONE_NAME => {
                Certainty::Possible(Doubt::Shared)
            }
            (Some(Ground::RareName), _)
                if rare.get(id).is_some_and(|names| names.len() > 1)
                    || count(id, Ground::RareName) > MOST_OF_ONE_NAME
                    || [Ground::VeryName, Ground::Identifier, Ground::House, Ground::BirthDate]
                        .into_iter()
                        .any(|other| count(id, other) > 0) =>
            {
                Certainty::Possible(Doubt::Shared)
            }
            (Some(ground), _) => Certainty::Certain(ground),
            (None, Ok(())) => Certainty::Possible(Doubt::Alike),
            (None, Err(doubt)) => Certainty::Possible(doubt),
        }
    };
    let told: Vec<(Certainty, usize)> = found
        .iter()
        .map(|one| (certainty(one), named.get(one.found.entity.id.as_str()).map_or(1, BTreeSet::len)))
        .collect();
    drop((with_ground, rare, named));
    let identity = |(one, (certainty, crowd)): (Candidate, (Certainty, usize))| Identity {
        at: one.at,
        found: one.found,
        certainty,
        crowd,
    };
    let all: Vec<Identity> = found.into_iter().zip(told).map(identity).collect();
    by_party(all)
}

/// Of each party the certain entries, else the possible ones, those by a telling name first.
fn by_party(mut all: Vec<Identity>) -> Vec<Identity> {
    let rank = |one: &Identity| (!one.certainty.is_certain(), !one.certainty.is_by_a_telling_name());
    // The sort is stable: of equals the best match stays first.
    all.sort_by_key(|one| (one.at, rank(one)));
    let mut kept: Vec<Identity> = Vec::with_capacity(all.len());
    for one in all {
        let before = kept.last().filter(|held| held.at == one.at);
        let is_settled = before.is_some_and(|held| held.certainty.is_certain());
        if !is_settled || one.certainty.is_certain() {
            kept.push(one);
        }
    }
    kept
}

/// Two parties with one key have one name, but for signs and case.
fn name_key(party: &Party) -> String {
    let name = party.caption();
    whole_key(name, party.schema).unwrap_or_else(|| name.to_owned())
}
