//! Names of which one or both are written in Chinese characters: organisations by meaning and sound together, persons
//! by sound, and by the characters themselves when both sides have them.

use super::evidence::{self, Listener, Silent};
use super::explain::Told;
use super::view::View;
use super::{PreparedName, explain_in_order, reason, weigh_in_order, weights};
use crate::han::{self, PreparedEnglish, PreparedHan};
use chokepoint_model::{Reason, Schema};
use chokepoint_text::script;

/// Persons' names that sound the same in other characters: another person, as far as the characters tell.
const OTHER_CHARACTERS: f32 = -1.5;
/// Each character has a reading that the Latin name spells, in one order or another: two characters, and three or more.
const EACH_CHARACTER_SOUNDS: [f32; 2] = [1.8, 3.0];

/// How a pair is compared.
enum Way<'a> {
    /// Two names in characters.
    Characters(&'a PreparedHan, &'a PreparedHan),
    /// A name in characters and one in Latin letters.
    MeaningAndSound(&'a PreparedHan, &'a PreparedEnglish),
    /// By the sound of each character, as a person's name or beside a script that is neither.
    Sound,
}

/// Which reading of the characters speaks most for the pair.
enum Heard<'a> {
    /// In pinyin, word by word.
    Plainly,
    /// As Japanese or Koreans read it.
    As(&'a View<'a>, &'a View<'a>),
    /// Each character by one of its readings: Cantonese, Wade-Giles.
    Each,
}

pub(super) fn compare(a: &PreparedName, b: &PreparedName) -> f32 {
    let (first, second) = if a.comes_before(b) { (a, b) } else { (b, a) };
    match way(first, second) {
        Way::Characters(x, y) if both_persons(a, b) => {
            if x.simplified() == y.simplified() {
                weights::SAME
            } else {
                weigh_in_order(a, b).min(OTHER_CHARACTERS)
            }
        }
        Way::Characters(x, y) => han::compare_han_han(x, y),
        Way::MeaningAndSound(x, y) => {
            let evidence = han::compare_han_latin(x, y);
            if may_be_persons(a, b, x) { evidence.max(hear(first, second).0) } else { evidence }
        }
        Way::Sound => hear(first, second).0,
    }
}

/// The same evidence in words; the weights add up to what [`compare`] returns.
pub(super) fn explain(a: &PreparedName, b: &PreparedName) -> Vec<Reason> {
    let (first, second) = if a.comes_before(b) { (a, b) } else { (b, a) };
    let mut reasons = match way(first, second) {
        Way::Characters(x, y) if both_persons(a, b) => {
            let words =
                if x.simplified() == y.simplified() { "the same characters" } else { "other characters" };
            vec![reason(a, b, compare(a, b), words.to_owned())]
        }
        Way::Characters(x, y) => han::explain_han_han(x, y),
        Way::MeaningAndSound(x, y)
            if !may_be_persons(a, b, x) || han::compare_han_latin(x, y) >= hear(first, second).0 =>
        {
            han::explain_han_latin(x, y)
        }
        _ => match hear(first, second) {
            (_, Heard::Plainly) => explain_in_order(a, b),
            (evidence, Heard::Each) => {
                vec![reason(
                    a,
                    b,
                    evidence,
                    "each character has a reading that the Latin name spells".to_owned(),
                )]
            }
            (_, Heard::As(x, y)) => {
                let mut told = Told::default();
                let weight = weigh(x, y, &mut told);
                vec![reason(a, b, weight, told.words(x, y, a.comes_before(b)))]
            }
        },
    };
    for reason in &mut reasons {
        a.text().clone_into(&mut reason.party);
        b.text().clone_into(&mut reason.entity);
    }
    reasons
}

/// The most that the sound of the characters says. `a` comes before `b`.
fn hear<'a>(a: &'a PreparedName, b: &'a PreparedName) -> (f32, Heard<'a>) {
    let mut best = (weigh_in_order(a, b), Heard::Plainly);
    let mut offer = |evidence: f32, heard: Heard<'a>| {
        if evidence > best.0 {
            best = (evidence, heard);
        }
    };
    let (han, other) = if a.has_han() { (a, b) } else { (b, a) };
    if other.has_han() {
        return best;
    }
    let Some(latin) = other.person.as_ref() else { return best };
    for reading in &han.readings {
        let (x, y) = if a.has_han() { (reading, latin) } else { (latin, reading) };
        offer(weigh(x, y, &mut Silent), Heard::As(x, y));
    }
    if let Some(characters) = han.han()
        && han::each_character_sounds(characters, other.english())
    {
        offer(EACH_CHARACTER_SOUNDS[usize::from(characters.simplified().chars().count() > 2)], Heard::Each);
    }
    best
}

fn weigh(a: &View, b: &View, listener: &mut impl Listener) -> f32 {
    evidence::persons(a, b, listener).clamp(weights::NOTHING_IN_COMMON, weights::MOST_SHORT_OF_SAMENESS)
}

fn way<'a>(a: &'a PreparedName, b: &'a PreparedName) -> Way<'a> {
    match (a.han(), b.han()) {
        (Some(x), Some(y)) => Way::Characters(x, y),
        _ if both_persons(a, b) => Way::Sound,
        // Japanese is read by its syllables.
        _ if script::has_kana(a.text()) || script::has_kana(b.text()) => Way::Sound,
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
    a.schema == Schema::Person && b.schema.can_be(Schema::Person)
        || b.schema == Schema::Person && a.schema.can_be(Schema::Person)
}

/// Whether a name in characters is sought as a person's too: it is as short, and says no trade, body or legal form.
pub(super) fn is_sought_as_person(schema: Schema, han: &PreparedHan) -> bool {
    schema == Schema::Person || han.simplified().chars().count() <= 4 && !han.says_an_organisation()
}

/// Nobody says what bears the name, and it is as short as a person's.
fn may_be_persons(a: &PreparedName, b: &PreparedName, han: &PreparedHan) -> bool {
    a.schema == Schema::LegalEntity
        && b.schema == Schema::LegalEntity
        && han.simplified().chars().count() <= 4
}
