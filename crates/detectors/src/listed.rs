//! Listed parties beside a registry: who they are there, for certain or possibly, and since when they are listed.

use chokepoint_model::{
    Date, Explanation, Listing, Party, PartyNumber, Record, RecordKey, Registry, Release, Schema,
};
use chokepoint_screening::{
    Question, Snapshot,
    identity::{Asked, Certainty, Identity, identify},
    snapshot,
};
use chokepoint_store::{flat::FlatError, registry::Registry as Ids};
use std::path::Path;

/// A party that is, or was, on a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listed {
    /// Its id on the list.
    pub id: String,
    /// Names, addresses, identifiers as the lists give them.
    pub party: Party,
    /// Its listings.
    pub listings: Vec<Listing>,
    /// The parties of the registry that certainly are this one: several when the registry has it twice. Empty when it is not
    /// there, or only possibly.
    pub numbers: Vec<PartyNumber>,
    /// Every party of the registry that matches it, certain or possible, with what that rests on.
    pub identified: Vec<Identified>,
}

/// A party of the registry that is a listed one, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Identified {
    /// The party.
    pub number: PartyNumber,
    /// How sure it is.
    pub certainty: Certainty,
    /// What matched, with the score: `0.98 by name`.
    pub basis: String,
    /// The score, with its reasons.
    pub explanation: Explanation,
    /// The listings that matched, those in effect on the day first.
    pub listings: Vec<Listing>,
    /// How many differently named parties of the registry match this entry; at most one of them is it.
    pub crowd: usize,
}

impl Identified {
    /// A party and what was found of it.
    pub fn of(number: PartyNumber, identity: &Identity) -> Self {
        Self {
            number,
            certainty: identity.certainty,
            basis: identity.basis(),
            explanation: identity.found.explanation.clone(),
            listings: identity.found.listings.clone(),
            crowd: identity.crowd,
        }
    }

    /// `if Example Holding is the listed Example Group (0.98 by name)`.
    pub fn condition(&self, caption: &str, listed: &Listed) -> String {
        format!("{caption} is the listed {} ({})", listed.caption(), self.basis)
    }
}

impl Listed {
    /// The name to show.
    pub fn caption(&self) -> &str {
        self.party.caption()
    }

    /// Whether a list names an address and nobody at it: nothing flows from such an entry but to who is there.
    pub fn is_address_only(&self) -> bool {
        self.party.schema == Schema::Address
    }

    /// The listings that were known and in effect on a day.
    pub fn listings_on(&self, day: Date) -> impl Iterator<Item = &Listing> {
        self.listings.iter().filter(move |listing| listing.period.contains(day))
    }

    /// Whether it is listed on a day.
    pub fn is_listed_on(&self, day: Date) -> bool {
        self.listings_on(day).next().is_some()
    }

    /// The listings whose beginning was known on a day, ended ones among them, oldest first.
    pub fn listings_by(&self, day: Date) -> Vec<&Listing> {
        let mut listings: Vec<&Listing> = self
            .listings
            .iter()
            .filter(|listing| listing.period.from.is_none_or(|from| from <= day))
            .collect();
        listings.sort_by_key(|listing| (listing.period.from, &listing.list));
        listings
    }

    /// The first day on a list, as known on a day.
    pub fn first_listed_by(&self, day: Date) -> Option<Date> {
        self.listings_by(day).into_iter().find_map(|listing| listing.period.from)
    }

    /// What is known of a party of the registry as this one; `None` when it does not match.
    pub fn identified_as(&self, number: PartyNumber) -> Option<&Identified> {
        self.identified.iter().find(|one| one.number == number)
    }

    /// The parties of the registry whose people, addresses and buyers are laid beside others': those that certainly are this
    /// one; where there is none, the one party that matches best by far, with the doubt.
    pub fn stands_in(&self) -> (Vec<PartyNumber>, Option<&Identified>) {
        if !self.numbers.is_empty() {
            return (self.numbers.clone(), None);
        }
        let evidence =
            |one: &&Identified| one.explanation.reasons.iter().map(|reason| reason.weight).sum::<f32>();
        let likely = |one: &&Identified| {
            one.explanation.score >= VERY_LIKE
                && one.certainty.is_by_a_telling_name()
                && one.crowd <= MOST_ALIKE
        };
        let mut found: Vec<&Identified> = self.identified.iter().filter(likely).collect();
        found.sort_by(|a, b| evidence(b).total_cmp(&evidence(a)).then(a.number.cmp(&b.number)));
        match found[..] {
            [one] => (vec![one.number], Some(one)),
            [one, next, ..] if evidence(&one) > evidence(&next) => (vec![one.number], Some(one)),
            _ => (Vec::new(), None),
        }
    }

    /// Whether a party of the registry is this one, or is so like it that nothing is said of the two as if they were two.
    pub fn is_or_may_be(&self, number: PartyNumber) -> bool {
        self.numbers.contains(&number)
            || self.identified_as(number).is_some_and(|one| one.explanation.score >= VERY_LIKE)
    }

    /// Takes in what was found of a party; a certain one is the listed party from now on.
    pub fn take(&mut self, found: Identified) {
        if found.certainty.is_certain() && !self.numbers.contains(&found.number) {
            self.numbers.push(found.number);
        }
        if self.identified_as(found.number).is_none() {
            self.identified.push(found);
        }
    }
}

/// From this score on a party is not laid beside the entry that it matches as if it were another.
const VERY_LIKE: f32 = 0.9;
/// Of more differently named parties that match one entry not stated which it is.
const MOST_ALIKE: usize = 3;

/// Finds listed parties in a registry, as screening finds them, whatever the day. `folder` holds the index while it is asked.
///
/// # Errors
/// When the index cannot be written or read.
pub fn resolve(registry: &Registry, listed: &mut [Listed], folder: &Path) -> Result<(), FlatError> {
    let record = |(at, one): (usize, &Listed)| Record {
        key: RecordKey { source: "listed".to_owned(), id: at.to_string() },
        party: one.party.clone(),
        listings: vec![Listing::on("listed")],
        same_as: Vec::new(),
        topics: Vec::new(),
    };
    let records: Vec<Record> = listed.iter().enumerate().map(record).collect();
    let release = Release { source: "listed".to_owned(), published: Date::MIN, digest: String::new() };
    let path = folder.join("listed");
    snapshot::build(records, &[release], &mut Ids::default(), &path)?;
    let lists = Snapshot::open(&path)?;
    let asked: Vec<Asked<'_>> =
        registry.profiles.iter().map(|profile| Asked { party: &profile.party, states: &[] }).collect();
    for identity in identify(&lists, &asked, &Question::on(Date::MIN)) {
        let found = Identified::of(PartyNumber(u32::try_from(identity.at).unwrap_or(u32::MAX)), &identity);
        let entries = identity.found.entity.records.iter().filter_map(|key| key.id.parse::<usize>().ok());
        for at in entries {
            if let Some(one) = listed.get_mut(at) {
                let listings = one.listings.clone();
                one.take(Identified { listings, ..found.clone() });
            }
        }
    }
    listed.iter_mut().for_each(|one| one.numbers.sort_unstable());
    Ok(())
}
