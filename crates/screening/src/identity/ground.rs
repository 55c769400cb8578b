//! What a match proves: something that hardly anybody else has, or a name that may be many parties'.

use super::{Asked, Doubt, Ground, name};
use crate::{
    Match,
    names::{PreparedName, Sameness, sameness, score_of},
};
use chokepoint_model::{Feature, Party, Schema};
use chokepoint_text::script::has_han;

/// The score from which a party can be the entry; below it, it only may be.
const ONE_AND_THE_SAME: f32 = 0.9;
/// What an identifier, a birth date or an address counts at least that few others have: a number of a register, the day, a
/// house where hardly anybody else is listed.
const RARE_IDENTIFIER: f32 = 3.0;
const RARE_BIRTH: f32 = 3.0;
const RARE_PLACE: f32 = 2.0;
/// A house that a handful of listed parties share: enough beside a name that matches by itself.
const SHARED_HOUSE: f32 = 1.0;

/// What is certain of a match by itself; `None` when it is only possible.
pub(super) fn ground(found: &Match, asked: &Asked<'_>) -> Option<Ground> {
    if found.score < ONE_AND_THE_SAME {
        return None;
    }
    let of = |feature: Feature| {
        let reasons = found.explanation.reasons.iter().filter(move |reason| reason.feature == feature);
        reasons.map(|reason| reason.weight).sum::<f32>()
    };
    let (names, place, country) = (of(Feature::Name), of(Feature::Address), of(Feature::Country));
    let (identifier, birth) = (of(Feature::Identifier), of(Feature::BirthDate));
    if asked.states.iter().any(|one| found.listings.iter().any(|other| other.list == one.list)) {
        return Some(Ground::Stated);
    }
    if identifier >= RARE_IDENTIFIER {
        return Some(Ground::Identifier);
    }
    if identifier < 0.0 || birth < 0.0 {
        return None;
    }
    if names > 0.0 && birth >= RARE_BIRTH {
        return Some(Ground::BirthDate);
    }
    if names > 0.0 && (place >= RARE_PLACE || place >= SHARED_HOUSE && score_of(names) >= ONE_AND_THE_SAME) {
        return Some(Ground::House);
    }
    by_name(found, asked.party, place, country)
}

/// What the name alone proves. A person's or a ship's proves nothing: others have it too.
fn by_name(found: &Match, party: &Party, place: f32, country: f32) -> Option<Ground> {
    let schema = found.entity.party.schema;
    let is_shared = |one: Schema| matches!(one, Schema::Person | Schema::Vessel | Schema::Airplane);
    if is_shared(schema) || is_shared(party.schema) || country < 0.0 {
        return None;
    }
    let of_names = |reason: &&chokepoint_model::Reason| reason.feature == Feature::Name;
    let reason = found.explanation.reasons.iter().find(of_names)?;
    let (ours, listed) = (reason.party.as_str(), reason.entity.as_str());
    let prepared = |text: &str, schema: Schema| PreparedName::new(text, schema);
    let is_long = name::letters_of(listed) >= name::ACRONYM;
    if let Some(head) = name::head_of_branch(ours)
        && is_long
        && sameness(&prepared(head, party.schema), &prepared(listed, schema)) == Sameness::Equal
    {
        return Some(Ground::Branch);
    }
    match sameness(&prepared(ours, party.schema), &prepared(listed, schema)) {
        Sameness::Equal if name::is_like_a_person(listed) => None,
        Sameness::Equal if is_long || place > 0.0 => Some(Ground::VeryName),
        Sameness::Rare
            if place >= 0.0 && (country > 0.0 || place > 0.0 || is_chinese(found, party, ours)) =>
        {
            Some(Ground::RareName)
        }
        _ => None,
    }
}

/// Where the registry says no country: a name in characters and an entry of China.
fn is_chinese(found: &Match, party: &Party, name: &str) -> bool {
    let countries = &found.entity.party.countries;
    let is_there = countries.iter().any(|one| matches!(one.as_str(), "CN" | "HK" | "MO" | "TW"));
    party.countries.is_empty() && is_there && has_han(name)
}

/// Whether a match says who somebody is, as far as a name can; otherwise why not. A person's name is shared by many, and so
/// are a few letters: an initial needs more beside it than a country.
pub(super) fn says_who(found: &Match, schema: Schema) -> Result<(), Doubt> {
    let matches = |features: &[Feature]| {
        let reasons = found.explanation.reasons.iter();
        reasons.into_iter().any(|reason| features.contains(&reason.feature) && reason.weight > 0.0)
    };
    let (says, doubt) = match (found.entity.party.schema, schema) {
        (Schema::Person, _) | (_, Schema::Person) => {
            (matches(&[Feature::Identifier, Feature::BirthDate]), Doubt::PersonsName)
        }
        // Many entries do not say what they are; two or three syllables that sound like a company are a person's name.
        (Schema::LegalEntity, _) if name::is_like_a_person(&found.met) => {
            (matches(&[Feature::Identifier, Feature::Address]), Doubt::PersonsName)
        }
        _ => match name::letters_of(&found.met) {
            0..=2 => (matches(&[Feature::Identifier, Feature::Address]), Doubt::FewLetters),
            3 => (matches(&[Feature::Identifier, Feature::Address, Feature::Country]), Doubt::FewLetters),
            _ => (true, Doubt::Alike),
        },
    };
    if says { Ok(()) } else { Err(doubt) }
}
