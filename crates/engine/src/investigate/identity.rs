//! Whether a party of the folder is the listed party that it is named like, or only may be.

use crate::answer::Hit;
use chokepoint_model::{Feature, Listing, Party, PartyNumber, Schema};
use chokepoint_screening::names::{PreparedName, Sameness, sameness};
use chokepoint_text::script::has_han;
use std::collections::BTreeMap;

/// The score from which a party can be the listed one; below it, it only may be.
const ONE_AND_THE_SAME: f32 = 0.9;
/// What an identifier, a birth date or an address counts at least that few others have: a number of a register, the day, a house
/// where hardly anybody else is listed.
const RARE_IDENTIFIER: f32 = 3.0;
const RARE_BIRTH: f32 = 3.0;
const RARE_PLACE: f32 = 2.0;
/// A name of fewer letters is an acronym, which several bear.
const ACRONYM: usize = 5;
/// A registry may have one party two or three times; a name that more parties of it bear is nobody's own.
const MOST_OF_ONE_NAME: usize = 3;

/// What says that a party is the listed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ground {
    /// A name in another script that is rare in a country. Of two who bear it, nobody knows which is meant.
    RareName,
    /// The very name.
    VeryName,
    /// Something that hardly anybody else has.
    Proof,
    /// The very name with a branch's town behind it: a branch is no person of its own in law, and no second bearer.
    Branch,
    /// Its own record, which is the list speaking and no second bearer of the name.
    Stated,
}

/// The parties that are the listed ones that they hit; all others only may be. `own` are the listings that a party's own
/// record states.
pub(super) fn identified<'h>(
    hits: impl Iterator<Item = (PartyNumber, &'h Hit, &'h Party, &'h [Listing])>,
) -> Vec<PartyNumber> {
    let found: Vec<(PartyNumber, &str, Ground)> = hits
        .filter_map(|(number, hit, party, own)| Some((number, hit.id.as_str(), ground(hit, party, own)?)))
        .collect();
    let mut bearers: BTreeMap<(&str, Ground), usize> = BTreeMap::new();
    found.iter().for_each(|(_, id, ground)| *bearers.entry((id, *ground)).or_default() += 1);
    let count = |id: &str, ground: Ground| bearers.get(&(id, ground)).copied().unwrap_or(0);
    let is_told = |(_, id, ground): &&(PartyNumber, &str, Ground)| match ground {
        Ground::Proof | Ground::Branch | Ground::Stated => true,
        Ground::VeryName => count(id, Ground::VeryName) <= MOST_OF_ONE_NAME,
        Ground::RareName => {
            count(id, Ground::RareName) == 1
                && count(id, Ground::VeryName) == 0
                && count(id, Ground::Proof) == 0
        }
    };
    found.iter().filter(is_told).map(|(number, ..)| *number).collect()
}

fn ground(hit: &Hit, party: &Party, own: &[Listing]) -> Option<Ground> {
    if hit.score < ONE_AND_THE_SAME {
        return None;
    }
    let of = |feature: Feature| {
        let reasons = hit.explanation.reasons.iter().filter(move |reason| reason.feature == feature);
        reasons.map(|reason| reason.weight).sum::<f32>()
    };
    let (name, place, country) = (of(Feature::Name), of(Feature::Address), of(Feature::Country));
    let (identifier, birth) = (of(Feature::Identifier), of(Feature::BirthDate));
    // A name that its own record says stands on that list is the one that stands there.
    let is_stated = own.iter().any(|one| hit.listings.iter().any(|other| other.list == one.list));
    if is_stated {
        return Some(Ground::Stated);
    }
    if identifier >= RARE_IDENTIFIER {
        return Some(Ground::Proof);
    }
    if identifier < 0.0 || birth < 0.0 {
        return None;
    }
    if name > 0.0 && (place >= RARE_PLACE || birth >= RARE_BIRTH) {
        return Some(Ground::Proof);
    }
    if hit.schema == Schema::Person || party.schema == Schema::Person || country < 0.0 {
        return None;
    }
    let (ours, met) = hit
        .explanation
        .reasons
        .iter()
        .find(|reason| reason.feature == Feature::Name)
        .map(|reason| (reason.party.as_str(), reason.entity.as_str()))?;
    let prepared = |text: &str, schema: Schema| PreparedName::new(text, schema);
    if let Some(head) = head_of_branch(ours)
        && letters_of(met) >= ACRONYM
        && sameness(&prepared(head, party.schema), &prepared(met, hit.schema)) == Sameness::Equal
    {
        return Some(Ground::Branch);
    }
    match sameness(&prepared(ours, party.schema), &prepared(met, hit.schema)) {
        Sameness::Equal if is_like_a_person(met) => None,
        Sameness::Equal if letters_of(met) >= ACRONYM || place > 0.0 => Some(Ground::VeryName),
        Sameness::Rare if place >= 0.0 && (country > 0.0 || place > 0.0 || is_chinese(hit, party, ours)) => {
            Some(Ground::RareName)
        }
        _ => None,
    }
}

/// The company of which a name says that it is a branch: `Example Co., Ltd. Tianjin Branch`, `示例有限公司天津分公司`.
fn head_of_branch(name: &str) -> Option<&str> {
    let name = name.trim();
    for tail in ["分公司", "办事处", "代表处", "辦事處", "代表處"] {
        if let Some(before) = name.strip_suffix(tail) {
            return before.find("公司").map(|at| &before[..at + "公司".len()]);
        }
    }
    let (before, last) = name.rsplit_once(char::is_whitespace)?;
    let (head, _town) = before.trim_end().rsplit_once(char::is_whitespace)?;
    last.eq_ignore_ascii_case("branch").then(|| head.trim_end_matches([' ', ',', '-', '–', '(']))
}

/// Where the registry says no country: a name in characters and a listed party of China.
fn is_chinese(hit: &Hit, party: &Party, name: &str) -> bool {
    let is_there = hit.countries.iter().any(|one| matches!(one.as_str(), "CN" | "HK" | "MO" | "TW"));
    party.countries.is_empty() && is_there && has_han(name)
}

/// Whether a hit says who somebody is. A listed address is where somebody stands; a person's name is borne by many, and
/// so are a few letters: an initial needs more beside it than a country.
pub(super) fn is_identity(hit: &Hit, schema: Schema) -> bool {
    let speaks = |features: &[Feature]| {
        hit.explanation.reasons.iter().any(|reason| features.contains(&reason.feature) && reason.weight > 0.0)
    };
    match (hit.schema, schema) {
        (Schema::Address, _) => false,
        (Schema::Person, _) | (_, Schema::Person) => speaks(&[Feature::Identifier, Feature::BirthDate]),
        // Many entries do not say what they are; two or three syllables that sound like a company are a person's name.
        (Schema::LegalEntity, _) if is_like_a_person(&hit.met) => {
            speaks(&[Feature::Identifier, Feature::Address])
        }
        _ => match letters_of(&hit.met) {
            0..=2 => speaks(&[Feature::Identifier, Feature::Address]),
            3 => speaks(&[Feature::Identifier, Feature::Address, Feature::Country]),
            _ => true,
        },
    }
}

/// Whether a name may be a person's in pinyin: two or three words of one or two syllables and nothing else.
fn is_like_a_person(name: &str) -> bool {
    let folded = chokepoint_text::normal::fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has_form =
        (1..words.len()).any(|at| chokepoint_text::legal_form::legal_form_at(&words[at..]).is_some());
    let together = words.concat();
    (2..=3).contains(&words.len())
        && !has_form
        && together.len() <= 12
        && chokepoint_text::han::reading::is_pinyin(&together)
}

/// How many letters a name has beside legal forms; a character of Chinese counts for two letters.
fn letters_of(name: &str) -> usize {
    let folded = chokepoint_text::normal::fold(name);
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut letters = 0;
    let mut at = 0;
    while at < words.len() {
        if at > 0
            && let Some(form) = chokepoint_text::legal_form::legal_form_at(&words[at..])
        {
            at += form.words.max(1);
            continue;
        }
        letters +=
            words[at].chars().map(|c| if chokepoint_text::han::is_han(c) { 2 } else { 1 }).sum::<usize>();
        at += 1;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_is_its_company() {
        assert_eq!(head_of_branch("Example Co., Ltd. Tianjin Branch"), Some("Example Co., Ltd."));
        assert_eq!(head_of_branch("示例信息（北京）有限公司天津分公司"), Some("示例信息（北京）有限公司"));
        let others = ["Example Co., Ltd.", "Olive Branch", "Branch", "分公司", "示例有限公司", ""];
        assert_eq!(others.map(head_of_branch), [None; 6]);
    }

    #[test]
    fn a_few_letters_and_a_name_like_a_persons_are_told_from_names_of_companies() {
        assert_eq!(["B COMPANY", "ZTE Corp.", "华为", "Sugon"].map(letters_of), [1, 3, 4, 5]);
        assert!(["Luo Jie", "YU YI", "Wang Xiaoming"].into_iter().all(is_like_a_person));
        assert!(
            !["Sugon", "Luo Jie Trading Co., Ltd.", "Huawei Service", "Ningchang"]
                .into_iter()
                .any(is_like_a_person)
        );
    }
}
