//! Names inside text, on both sides: the parts of a listed name become names of the index, and the parts of a party's name are
//! screened beside the whole, so that a clean part never hides a hit.

use crate::{
    entity::Entity,
    names::PreparedName,
    snapshot::Snapshot,
    wire::{name_kind, name_kind_number},
};
use chokepoint_model::{Feature, Identifier, IdentifierKind, Name, NameKind, Party, Reason, Schema};
use chokepoint_text::parts::{self, Part, Relation, Strength};
use std::borrow::Cow;

/// How a name of the index belongs to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedAs {
    /// The source prints it as a name.
    Name(NameKind),
    /// It is written inside another name.
    Part(Relation, Strength),
}

/// A weak alias ("the Doctor", a bare acronym) is shared by many: alone it never counts for more than this.
const WEAK_ALIAS: f32 = 1.0;
/// A part that many could have ("Ninth Design Department"), or that names the parent: a near miss, also in the same country.
const NEAR_MISS: f32 = -0.8;

/// A name of the index, before it is prepared.
pub(crate) struct IndexedName<'a> {
    pub(crate) entity: u32,
    pub(crate) text: Cow<'a, str>,
    pub(crate) schema: Schema,
    pub(crate) listed_as: ListedAs,
}

/// The names of an entity, each followed by the parts of it that are no name of the entity yet.
pub(crate) fn indexed_names(number: u32, entity: &Entity) -> Vec<IndexedName<'_>> {
    let schema = entity.party.schema;
    let indexed = |text, listed_as| IndexedName { entity: number, text, schema, listed_as };
    let mut names: Vec<IndexedName<'_>> = Vec::new();
    for Name { text, kind } in &entity.party.names {
        names.push(indexed(Cow::Borrowed(text.as_str()), ListedAs::Name(*kind)));
    }
    for Name { text, kind } in &entity.party.names {
        for part in parts::listed(text).parts {
            if names.iter().any(|name| name.text.eq_ignore_ascii_case(&part.text)) {
                continue;
            }
            // What is inside a weak alias is no stronger than it.
            let strength =
                if *kind == NameKind::WeakAlias { part.strength.max(Strength::Alone) } else { part.strength };
            names.push(indexed(Cow::Owned(part.text), ListedAs::Part(part.relation, strength)));
        }
    }
    names
}

const RELATIONS: [Relation; 11] = [
    Relation::Own,
    Relation::Alias,
    Relation::Former,
    Relation::Acronym,
    Relation::InBrackets,
    Relation::Beside,
    Relation::CareOf,
    Relation::Subordinate,
    Relation::Affiliated,
    Relation::Parent,
    Relation::Includes,
];
const STRENGTHS: [Strength; 3] = [Strength::Full, Strength::Alone, Strength::Weak];
/// Numbers below are kinds of names.
const FIRST_PART: u8 = 16;

impl ListedAs {
    /// As a number in the snapshot.
    pub(crate) fn number(self) -> u8 {
        match self {
            Self::Name(kind) => name_kind_number(kind),
            Self::Part(relation, strength) => {
                let relation = RELATIONS.iter().position(|one| *one == relation).unwrap_or(0);
                let strength = STRENGTHS.iter().position(|one| *one == strength).unwrap_or(0);
                FIRST_PART + (relation * STRENGTHS.len() + strength) as u8
            }
        }
    }

    pub(crate) fn from_number(number: u8) -> Self {
        let Some(part) = number.checked_sub(FIRST_PART).map(usize::from) else {
            return Self::Name(name_kind(number));
        };
        let relation = RELATIONS.get(part / STRENGTHS.len()).copied().unwrap_or(Relation::Own);
        Self::Part(relation, STRENGTHS[part % STRENGTHS.len()])
    }
}

/// The most that a listed name may count for against a party's name, and why; `None` where nothing bounds it.
pub(crate) fn bound(
    snapshot: &Snapshot,
    listed: u32,
    name: &PreparedName<'_>,
) -> Option<(f32, &'static str)> {
    match snapshot.listed_as(listed) {
        ListedAs::Name(NameKind::WeakAlias) => {
            Some((WEAK_ALIAS, "the source calls this alias weak: many share it"))
        }
        ListedAs::Name(_) | ListedAs::Part(_, Strength::Full) => None,
        ListedAs::Part(_, Strength::Alone) => {
            Some(if same_letters(name.text(), snapshot.name(listed).text()) {
                (WEAK_ALIAS, "an acronym or a single word from inside an entry: many share it")
            } else {
                (
                    NEAR_MISS,
                    "an acronym or a single word from inside an entry counts only where the party is called so and no more",
                )
            })
        }
        ListedAs::Part(Relation::Parent, Strength::Weak) => {
            Some((NEAR_MISS, "the entry names it as the parent of what is listed"))
        }
        ListedAs::Part(_, Strength::Weak) => Some((NEAR_MISS, "a name of a kind that many units have")),
    }
}

fn same_letters(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(a).eq(letters(b))
}

/// What to say of a listed name that is written inside another one.
pub(crate) fn note_on_listed(snapshot: &Snapshot, listed: u32, entity: &Entity) -> Option<Reason> {
    let ListedAs::Part(relation, _) = snapshot.listed_as(listed) else { return None };
    let met = snapshot.name(listed).text().to_owned();
    let words = format!("listed inside the entry of \"{}\": {}", entity.party.caption(), relation.words());
    Some(Reason { feature: Feature::Name, party: String::new(), entity: met, weight: 0.0, words })
}

/// A party with what is written into its names taken out of them.
pub(crate) struct TakenApart<'a> {
    /// The party, with the identifiers found in its names.
    pub(crate) party: Cow<'a, Party>,
    /// The parts of its names, screened beside them.
    pub(crate) parts: Vec<(Part, Schema)>,
}

/// Takes a party's names apart; one look at their bytes when there is nothing to take.
pub(crate) fn take_apart(party: &Party) -> TakenApart<'_> {
    let mut taken = TakenApart { party: Cow::Borrowed(party), parts: Vec::new() };
    for name in &party.names {
        let split = parts::given(&name.text);
        let may_be_ship = matches!(party.schema, Schema::LegalEntity | Schema::Vessel);
        for part in split.parts {
            // "MT" before the name of a person or a company is no motor tanker.
            if split.is_vessel && !may_be_ship {
                continue;
            }
            let schema = if split.is_vessel { Schema::Vessel } else { party.schema };
            if !party.names.iter().any(|name| name.text == part.text) {
                taken.parts.push((part, schema));
            }
        }
        for number in split.imo {
            let is_known = party.identifiers.iter().any(|known| known.value.contains(&number));
            if !is_known {
                let identifier = Identifier { kind: IdentifierKind::Imo, value: number, country: None };
                taken.party.to_mut().identifiers.push(identifier);
            }
        }
    }
    taken
}

/// What to say when a part of the party's name matched, not the whole.
pub(crate) fn note_on_given(part: &Part, met: &str) -> Reason {
    let words = match part.marker.as_str() {
        "" => format!("matched by a part of the party's name, \"{}\": {}", part.text, part.relation.words()),
        "(" => format!("matched by the part in brackets, \"{}\"", part.text),
        marker => format!("matched by the part after {marker}, \"{}\": {}", part.text, part.relation.words()),
    };
    Reason { feature: Feature::Name, party: part.text.clone(), entity: met.to_owned(), weight: 0.0, words }
}
