//! Names of which one or both are written in Chinese characters: organisations by meaning and sound together, persons
//! by sound, and by the characters themselves when both sides have them.

use super::{PreparedName, explain_in_order, weigh_in_order, weights};
use crate::han::{self, PreparedEnglish, PreparedHan};
use chokepoint_model::{Feature, Reason, Schema};

/// Persons' names that sound the same in other characters: another person, as far as the characters tell.
const OTHER_CHARACTERS: f32 = -1.5;

/// How a pair is compared.
enum Way<'a> {
    /// Two names in characters.
    Characters(&'a PreparedHan, &'a PreparedHan),
    /// A name in characters and one in Latin letters.
    MeaningAndSound(&'a PreparedHan, &'a PreparedEnglish),
    /// By the sound of each character, as a person's name or beside a script that is neither.
    Sound,
}

pub(super) fn compare(a: &PreparedName, b: &PreparedName) -> f32 {
    let (first, second) = if a.comes_before(b) { (a, b) } else { (b, a) };
    match way(first, second) {
        Way::Characters(x, y) if both_persons(a, b) => {
            if x.simplified() == y.simplified() { weights::SAME } else { weigh_in_order(a, b).min(OTHER_CHARACTERS) }
        }
        Way::Characters(x, y) => han::compare_han_han(x, y),
        Way::MeaningAndSound(x, y) => {
            let evidence = han::compare_han_latin(x, y);
            if may_be_persons(a, b, x) { evidence.max(weigh_in_order(a, b)) } else { evidence }
        }
        Way::Sound => weigh_in_order(a, b),
    }
}

/// The same evidence in words; the weights add up to what [`compare`] returns.
pub(super) fn explain(a: &PreparedName, b: &PreparedName) -> Vec<Reason> {
    let (first, second) = if a.comes_before(b) { (a, b) } else { (b, a) };
    let mut reasons = match way(first, second) {
        Way::Characters(x, y) if both_persons(a, b) => {
            let words = if x.simplified() == y.simplified() { "the same characters" } else { "other characters" };
            vec![Reason {
                feature: Feature::Name,
                party: String::new(),
                entity: String::new(),
                weight: compare(a, b),
                words: words.to_owned(),
            }]
        }
        Way::Characters(x, y) => han::explain_han_han(x, y),
        Way::MeaningAndSound(x, y)
            if !may_be_persons(a, b, x) || han::compare_han_latin(x, y) >= weigh_in_order(a, b) =>
        {
            han::explain_han_latin(x, y)
        }
        _ => explain_in_order(a, b),
    };
    for reason in &mut reasons {
        a.text().clone_into(&mut reason.party);
        b.text().clone_into(&mut reason.entity);
    }
    reasons
}

fn way<'a>(a: &'a PreparedName, b: &'a PreparedName) -> Way<'a> {
    match (a.han(), b.han()) {
        (Some(x), Some(y)) => Way::Characters(x, y),
        _ if both_persons(a, b) => Way::Sound,
        (Some(x), None) => beside(x, b),
        (None, Some(y)) => beside(y, a),
        (None, None) => Way::Sound,
    }
}

fn beside<'a>(han: &'a PreparedHan, other: &'a PreparedName) -> Way<'a> {
    let english = other.english();
    if english.is_empty() { Way::Sound } else { Way::MeaningAndSound(han, english) }
}

fn both_persons(a: &PreparedName, b: &PreparedName) -> bool {
    a.schema == Schema::Person && b.schema.can_be(Schema::Person) || b.schema == Schema::Person && a.schema.can_be(Schema::Person)
}

/// Nobody says what bears the name, and it is as short as a person's.
fn may_be_persons(a: &PreparedName, b: &PreparedName, han: &PreparedHan) -> bool {
    a.schema == Schema::LegalEntity && b.schema == Schema::LegalEntity && han.simplified().chars().count() <= 4
}
