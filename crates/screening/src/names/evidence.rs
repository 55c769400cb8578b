//! What the words that met, and those that did not, say for and against two names being one.

use super::meet::{How, Meeting, Pair, meet};
use super::view::{Kind, Token, View};
use super::weights as w;

/// Hears what was weighed; the silent one costs nothing.
pub(super) trait Listener {
    /// One thing that was weighed.
    fn hear(&mut self, note: Note);
}

/// Nobody listens.
pub(super) struct Silent;

impl Listener for Silent {
    fn hear(&mut self, _: Note) {}
}

/// One thing that was weighed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Note {
    /// Words that met.
    Met(Pair),
    /// A word that only the first has.
    OnlyFirst(usize),
    /// A word that only the second has.
    OnlySecond(usize),
    /// Words stand in each other's place.
    Replaced,
    /// Given names or father and son changed places.
    Swapped,
    /// The names agree when written as one word.
    JoinedOtherwise,
    /// The same with a slip.
    JoinedWithSlip,
    /// The letters of one begin the words of the other.
    Acronym,
    /// The one is the other backwards.
    Backwards,
}

/// The evidence of two names read as persons'.
pub(super) fn persons(a: &View, b: &View, listener: &mut impl Listener) -> f32 {
    if let Some(evidence) = as_wholes(a, b, listener) {
        return evidence;
    }
    let meeting = meet(a, b);
    if meeting.pairs().is_empty() {
        listener.hear(Note::Replaced);
        return w::NOTHING_IN_COMMON;
    }
    let (words, slips) = agreement(a, b, &meeting, listener);
    let (only_a, only_b) = (left(a, meeting.left_a), left(b, meeting.left_b));
    let mut evidence = w::PERSONS_ARE_STRANGERS + words.min(w::MOST_THAT_WORDS_SAY);
    if only_a.parts > 0 && only_b.parts > 0 {
        listener.hear(Note::Replaced);
        evidence += w::PART_REPLACED * (1 + (only_a.parts.min(only_b.parts) - 1) / 2) as f32;
    } else if only_a.all() > 0 && only_b.all() > 0 {
        listener.hear(Note::Replaced);
        evidence += w::INITIAL_DIFFERS;
    } else {
        let only = if only_a.all() > 0 { &only_a } else { &only_b };
        let met = meeting.pairs().len();
        evidence += only.parts_missing.max(w::MOST_LEFT_OUT)
            + (only.initials as f32 * w::INITIAL_MISSING).max(w::MOST_LEFT_OUT);
        if only.parts > 0 && met == 1 && meeting.pairs()[0].how != How::Joined {
            evidence += w::ONE_PART_ALONE;
        }
        if only.all() == 0 {
            evidence += w::NOTHING_IS_LEFT_OVER;
        } else if only.parts > 0 && slips > 0 {
            evidence += w::SLIP_AND_LEFT_OUT;
        }
    }
    hear_left(&meeting, listener);
    evidence += swapped(a, b, &meeting, listener);
    evidence
}

/// The evidence of two names read as organisations'.
pub(super) fn organisations(a: &View, b: &View, listener: &mut impl Listener) -> f32 {
    if let Some(evidence) = as_wholes(a, b, listener) {
        return evidence;
    }
    if acronym(a, b) || acronym(b, a) {
        listener.hear(Note::Acronym);
        let short = if a.tokens.len() < b.tokens.len() { a } else { b };
        return if short.has_legal_form() {
            w::ACRONYM_OF_COMPANY
        } else if short
            .tokens
            .iter()
            .any(|token| token.kind == Kind::Name && short.bytes(token.text).len() >= 4)
        {
            w::ACRONYM
        } else {
            w::SHORT_ACRONYM
        };
    }
    let meeting = meet(a, b);
    if meeting.pairs().is_empty() {
        listener.hear(Note::Replaced);
        return w::NOTHING_IN_COMMON;
    }
    let (words, _) = agreement(a, b, &meeting, listener);
    let (only_a, only_b) = (left(a, meeting.left_a), left(b, meeting.left_b));
    hear_left(&meeting, listener);

    let met: f32 = meeting.pairs().iter().map(|pair| covered(a, b, pair)).sum();
    let coverage = 2.0 * met / (met * 2.0 + only_a.weight + only_b.weight).max(0.1);
    let mut evidence = w::ORGANISATIONS_ARE_STRANGERS
        + words.min(w::MOST_THAT_WORDS_SAY)
        + w::ALL_IS_COVERED * ((coverage - 0.5) * 2.0).max(0.0);
    if only_a.numbers > 0 && only_b.numbers > 0 {
        listener.hear(Note::Replaced);
        evidence += w::NUMBER_DIFFERS;
    } else if only_a.numbers + only_b.numbers > 0 {
        evidence += w::NUMBER_LEFT_OUT;
    }
    if only_a.content > 0 && only_b.content > 0 {
        listener.hear(Note::Replaced);
        evidence += w::WORD_REPLACED;
    } else if only_a.parts > 0 && only_b.parts > 0 {
        listener.hear(Note::Replaced);
        evidence += w::STRUCTURE_REPLACED + only_a.missing + only_b.missing;
    } else {
        evidence += only_a.missing + only_b.missing;
    }
    evidence
}

/// Names that agree when written as one word, or backwards.
fn as_wholes(a: &View, b: &View, listener: &mut impl Listener) -> Option<f32> {
    if a.joined_hash == b.joined_hash {
        let note = Note::JoinedOtherwise;
        listener.hear(note);
        return Some(w::JOINED_OTHERWISE.min(w::MOST_SHORT_OF_SAMENESS));
    }
    if a.joined_hash == b.backwards_hash && a.bytes(a.joined).len() >= 6 {
        listener.hear(Note::Backwards);
        return Some(w::BACKWARDS);
    }
    if a.tokens.len() != b.tokens.len()
        && (a.tokens.len() == 1 || b.tokens.len() == 1)
        && (a.joined_letters ^ b.joined_letters).count_ones() <= 2
    {
        let (s, t) = (a.bytes(a.joined), b.bytes(b.joined));
        if s.len().min(t.len()) >= 8 && super::edit::distance(s, t, super::edit::SLIP).is_some() {
            listener.hear(Note::JoinedWithSlip);
            return Some(w::JOINED_WITH_SLIP);
        }
    }
    None
}

/// What the words that met say, and how many met only with a slip.
fn agreement(a: &View, b: &View, meeting: &Meeting, listener: &mut impl Listener) -> (f32, usize) {
    let (mut words, mut slips) = (0.0_f32, 0);
    for pair in meeting.pairs() {
        listener.hear(Note::Met(*pair));
        let (x, y) = (&a.tokens[usize::from(pair.a)], &b.tokens[usize::from(pair.b)]);
        let weight = covered(a, b, pair);
        words += match pair.how {
            How::Same | How::Joined => weight,
            How::Spelled => weight * w::SPELLED_OTHERWISE,
            How::Consonants => weight * w::CONSONANTS_AGREE,
            How::Short => weight * w::SHORT_FORM,
            How::Initial => w::INITIAL_AGREES,
            How::Slip => {
                slips += 1;
                let shorter = a.bytes(x.text).len().min(b.bytes(y.text).len());
                let (part, cost) = match shorter {
                    0..=4 => w::SLIP_IN_SHORT_WORD,
                    5 | 6 => w::SLIP_IN_WORD,
                    _ => w::SLIP_IN_LONG_WORD,
                };
                let out_of_place = a.tokens.len() == b.tokens.len() && pair.a != pair.b;
                weight * part
                    + cost
                    + if x.known && y.known { w::TWO_KNOWN_NAMES } else { 0.0 }
                    + if out_of_place { w::SLIP_OUT_OF_PLACE } else { 0.0 }
            }
            How::Scrambled => {
                slips += 1;
                weight * w::SCRAMBLED.0 + w::SCRAMBLED.1
            }
            How::TwoSlips => {
                slips += 2;
                let shorter = a.bytes(x.text).len().min(b.bytes(y.text).len());
                let (part, cost) = if shorter >= 9 { w::TWO_SLIPS_IN_LONG_WORD } else { w::TWO_SLIPS };
                weight * part + cost
            }
        };
    }
    (words, slips)
}

/// The weight of what met: the lesser of the two sides, for a rare spelling of a common name is common.
fn covered(a: &View, b: &View, pair: &Pair) -> f32 {
    let sum = |view: &View, start: u8, words: u8| -> f32 {
        view.tokens.iter().skip(usize::from(start)).take(usize::from(words)).map(|token| token.weight).sum()
    };
    let (one, other) = (sum(a, pair.a, pair.a_words), sum(b, pair.b, pair.b_words));
    if pair.how == How::Joined { one.max(other) } else { one.min(other) }
}

/// What one side has and the other has not.
#[derive(Default)]
struct Left {
    parts: usize,
    initials: usize,
    numbers: usize,
    content: usize,
    missing: f32,
    parts_missing: f32,
    weight: f32,
}

impl Left {
    fn all(&self) -> usize {
        self.parts + self.initials + self.numbers
    }
}

fn left(view: &View, set: u32) -> Left {
    let mut left = Left::default();
    for (at, token) in view.tokens.iter().enumerate().take(32) {
        if set >> at & 1 == 0 {
            continue;
        }
        left.weight += token.weight;
        match token.kind {
            Kind::Initial => left.initials += 1,
            Kind::Number => left.numbers += 1,
            kind => {
                left.parts += 1;
                left.content += usize::from(kind != Kind::Structure);
                left.missing += missing(token);
                left.parts_missing += if token.patronymic || token.clan {
                    w::OFTEN_LEFT_OUT
                } else if token.weight <= w::PERSON_WORD[3] {
                    w::COMMON_LEFT_OUT
                } else {
                    w::PART_LEFT_OUT
                };
            }
        }
    }
    left
}

fn missing(token: &Token) -> f32 {
    match token.kind {
        Kind::Industry if token.weight <= w::INDUSTRY[3] => w::COMMON_INDUSTRY_LEFT_OUT,
        Kind::Name | Kind::Initial => w::BRAND_LEFT_OUT,
        Kind::Industry => w::INDUSTRY_LEFT_OUT,
        Kind::Place => w::PLACE_LEFT_OUT,
        Kind::Structure => w::STRUCTURE_LEFT_OUT,
        Kind::Quality => w::QUALITY_LEFT_OUT,
        Kind::Number => w::NUMBER_LEFT_OUT,
    }
}

fn hear_left(meeting: &Meeting, listener: &mut impl Listener) {
    for at in 0..32 {
        if meeting.left_a >> at & 1 == 1 {
            listener.hear(Note::OnlyFirst(at));
        }
    }
    for at in 0..32 {
        if meeting.left_b >> at & 1 == 1 {
            listener.hear(Note::OnlySecond(at));
        }
    }
}

/// Hans Friedrich is not Friedrich Hans, and Ahmad son of Hasan is not Hasan son of Ahmad.
fn swapped(a: &View, b: &View, meeting: &Meeting, listener: &mut impl Listener) -> f32 {
    let pairs = meeting.pairs();
    for (at, first) in pairs.iter().enumerate() {
        for second in &pairs[at + 1..] {
            let crossed = (first.a < second.a) != (first.b < second.b);
            if !crossed {
                continue;
            }
            let (x1, x2) = (&a.tokens[usize::from(first.a)], &a.tokens[usize::from(second.a)]);
            let (y1, y2) = (&b.tokens[usize::from(first.b)], &b.tokens[usize::from(second.b)]);
            // Each is once the son and once the father.
            if (x1.child && y2.child && !x2.child && !y1.child)
                || (x2.child && y1.child && !x1.child && !y2.child)
            {
                listener.hear(Note::Swapped);
                return w::FATHER_AND_SON_SWAPPED;
            }
            if pairs.len() == 2
                && a.tokens.len() == 2
                && b.tokens.len() == 2
                && x1.given
                && x2.given
                && !a.comma
                && !b.comma
            {
                listener.hear(Note::Swapped);
                return w::GIVEN_NAMES_SWAPPED;
            }
        }
    }
    0.0
}

fn acronym(short: &View, long: &View) -> bool {
    let names = short.tokens.iter().filter(|token| !matches!(token.kind, Kind::Place)).count();
    let numbers = |view: &View| {
        view.tokens.iter().filter(|token| token.kind == Kind::Number).map(|token| token.number).max()
    };
    long.acronym_hash != 0
        && numbers(short) == numbers(long)
        && long.tokens.len() >= 3
        && names == 1
        && short.tokens.len() <= 2
        && short.tokens.iter().any(|token| token.text_hash == long.acronym_hash)
}
