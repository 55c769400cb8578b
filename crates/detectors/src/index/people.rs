//! Who sits, stands or owns where: persons by their name in one spelling, told apart where the records tell them apart.

use super::{
    dated::{ALWAYS, timeline},
    days::Days,
    postings::{Key, Postings},
};
use chokepoint_model::{
    Changed, Date, InterestKind, KnownBy, NameKind, PartyNumber, Profile, Registry, Schema,
};
use chokepoint_text::{
    han::{self, reading::pinyin_of},
    normal::fold,
    script::has_han,
};
use std::collections::HashMap;

/// A person's place in a company.
#[derive(Debug, Clone)]
pub(crate) struct Tie {
    /// The name in one spelling.
    pub(crate) key: Key,
    /// The person; none for a name that only a change of the register gives.
    pub(crate) person: Option<PartyNumber>,
    /// The name as written.
    pub(crate) name: String,
    /// The office in words.
    pub(crate) role: String,
    /// What it is.
    pub(crate) kind: InterestKind,
    /// The day from which it was known.
    pub(crate) since: Date,
    /// The day on which it began, whenever that was recorded.
    pub(crate) arose: Date,
    /// Its last day.
    pub(crate) until: Option<Date>,
    /// The place of the interest in the registry; none for a change.
    pub(crate) interest: Option<usize>,
}

/// All persons' places in companies.
pub(crate) struct People {
    pub(crate) by_name: Postings,
    ties: HashMap<PartyNumber, Vec<Tie>>,
}

impl People {
    pub(super) fn of(registry: &Registry, days: &Days) -> Self {
        let mut by_name = Postings::default();
        let mut ties: HashMap<PartyNumber, Vec<Tie>> = HashMap::new();
        for (at, interest) in registry.interests.iter().enumerate() {
            let (Some(holder), Some(held)) =
                (registry.profile(interest.holder), registry.profile(interest.held))
            else {
                continue;
            };
            if !is_place_of_a_person(holder, held, interest.kind) {
                continue;
            }
            let Some(name) = name_key(holder.caption()) else { continue };
            let since = days
                .known_since(interest.held)
                .max(interest.period.from.unwrap_or(ALWAYS))
                .max(interest.stated.seen.unwrap_or(ALWAYS));
            let key = by_name.add(&name, interest.held, since);
            let role = match interest.role.as_ref() {
                "" => interest.kind.as_str().replace('_', " "),
                role => role.to_owned(),
            };
            ties.entry(interest.held).or_default().push(Tie {
                key,
                person: Some(interest.holder),
                name: holder.caption().to_owned(),
                role,
                kind: interest.kind,
                since,
                arose: days.tie_arose(interest.held, interest.period.from, since),
                until: interest.period.until,
                interest: Some(at),
            });
        }
        for (number, profile) in registry.parties() {
            let named =
                timeline(std::iter::empty(), profile, Changed::LegalRepresentative, days.known_since(number));
            for value in named {
                let Some(name) = name_key(&value.text) else { continue };
                let of_company = ties.entry(number).or_default();
                // What a record of its own says of the same person goes before.
                if let Some(key) = by_name.key(&name)
                    && of_company.iter().any(|tie| tie.key == key)
                {
                    continue;
                }
                let key = by_name.add(&name, number, value.since);
                of_company.push(Tie {
                    key,
                    person: None,
                    name: value.text,
                    role: "legal representative".to_owned(),
                    kind: InterestKind::LegalRepresentative,
                    since: value.since,
                    arose: days.value_arose(number, value.since),
                    until: value.until,
                    interest: None,
                });
            }
        }
        for of_company in ties.values_mut() {
            of_company.sort_by(|a, b| {
                (a.key, a.since, a.kind, a.interest).cmp(&(b.key, b.since, b.kind, b.interest))
            });
        }
        Self { by_name: by_name.finish(), ties }
    }

    /// The places in a company, by person.
    pub(crate) fn of_company(&self, company: PartyNumber) -> &[Tie] {
        self.ties.get(&company).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Whether an interest is a person's place in a company.
pub(crate) fn is_place_of_a_person(holder: &Profile, held: &Profile, kind: InterestKind) -> bool {
    use InterestKind::{Associate, Family, Member, PublicOffice, Right, Supplier, Unknown};
    let is_person = match holder.party.schema {
        Schema::Person => true,
        // A register of officers names people, and companies that hold an office are called so.
        Schema::LegalEntity => kind.is_office() && !looks_like_a_company(holder.caption()),
        _ => false,
    };
    let is_place = !matches!(kind, Associate | Family | Member | PublicOffice | Right | Supplier | Unknown);
    is_person && is_place && held.party.schema != Schema::Person
}

/// A personal name in Chinese has at most four characters, or six with a foreign one; in Latin letters at most five words.
fn looks_like_a_company(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    let has_form = (0..folded.len()).any(|at| {
        at > 0 && chokepoint_text::legal_form::legal_form_at(&folded[at..]).is_some_and(|form| form.words > 0)
    });
    if has_han(name) { name.chars().count() > 6 } else { words.len() > 5 || has_form }
}

/// A person's name in one spelling: `李国栋`, `Li Guodong` and `GUO-DONG LI` are one.
pub(crate) fn name_key(name: &str) -> Option<String> {
    let mut words: Vec<String> = if has_han(name) {
        let characters: Vec<char> = han::simplify(name).chars().filter(|c| han::is_han(*c)).collect();
        let syllables = pinyin_of(&characters);
        let (family, given) = syllables.split_first()?;
        vec![(*family).to_owned(), given.concat()]
    } else {
        let folded = fold(name).replace(['-', '\'', '’'], "");
        folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
    };
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    let key = words.join(" ");
    (key.len() >= 3).then_some(key)
}

/// How two places are those of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sameness {
    /// The records say so.
    OneRecord,
    /// They bear one name, and nothing says that they are two.
    OneName,
}

/// Whether two places under one key are those of one person.
pub(crate) fn sameness(registry: &Registry, a: &Tie, b: &Tie) -> Option<Sameness> {
    if has_han(&a.name) && has_han(&b.name) && han::simplify(&a.name) != han::simplify(&b.name) {
        return None;
    }
    let (Some(one), Some(other)) = (a.person, b.person) else { return Some(Sameness::OneName) };
    let (one_profile, other_profile) = (registry.profile(one)?, registry.profile(other)?);
    if one == other {
        let by_id = one_profile.known_by == KnownBy::Id;
        return Some(if by_id { Sameness::OneRecord } else { Sameness::OneName });
    }
    let told_apart = one_profile.known_by == KnownBy::Id
        && other_profile.known_by == KnownBy::Id
        && one_profile.stated.source == other_profile.stated.source;
    let (born, other_born) = (&one_profile.party.birth_dates, &other_profile.party.birth_dates);
    let other_birth = !born.is_empty()
        && !other_born.is_empty()
        && !born.iter().any(|date| other_born.iter().any(|other| date.from.year == other.from.year));
    (!told_apart && !other_birth).then_some(Sameness::OneName)
}

/// Names of a party that it bears or bore, weak ones left out.
pub(crate) fn names_of(profile: &Profile) -> impl Iterator<Item = &str> {
    let strong = profile.party.names.iter().filter(|name| name.kind != NameKind::WeakAlias);
    strong.map(|name| name.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_key_in_any_spelling() {
        let key = name_key("李国栋");
        assert_eq!(key.as_deref(), Some("guodong li"));
        assert!(
            ["Li Guodong", "GUO-DONG LI", "Guodong  Li", "李國棟"]
                .map(name_key)
                .iter()
                .all(|one| *one == key)
        );
        assert_ne!(name_key("Li Guoqiang"), key);
        assert_eq!(name_key("李"), None);
    }

    #[test]
    fn a_company_is_no_person() {
        assert!(looks_like_a_company("Northern Lake Holdings Ltd"));
        assert!(looks_like_a_company("北湖控股有限公司"));
        assert!(!looks_like_a_company("李国栋") && !looks_like_a_company("Maria del Carmen Ruiz"));
    }
}
