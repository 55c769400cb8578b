//! Which word of one name met which word of the other, and how.

use super::edit::{SLIP, distance};
use super::view::{Kind, MOST_WORDS, Token, View};

/// How two words met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The same letters.
    Same,
    /// Another spelling of the same name.
    Spelled,
    /// The consonants agree where one side writes no vowels.
    Consonants,
    /// A short form of the other.
    Short,
    /// An initial of the other.
    Initial,
    /// One slip of the pen.
    Slip,
    /// Two slips in a long word.
    TwoSlips,
    /// The same letters in another order.
    Scrambled,
    /// Two words of the one are one word of the other.
    Joined,
}

/// One slip, and a letter that writes the same sound.
const ONE_SLIP: u16 = SLIP + 2;

/// Words that met; `b` and `b_end` (or `a_end`) span two words when joined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub a: u8,
    pub b: u8,
    pub a_words: u8,
    pub b_words: u8,
    pub how: How,
}

/// Which words of two names met.
pub(super) struct Meeting {
    pairs: [Pair; MOST_WORDS],
    count: usize,
    /// The words of each side that met nothing, a bit each.
    pub left_a: u32,
    pub left_b: u32,
}

impl Meeting {
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs[..self.count]
    }

    fn add(&mut self, a: usize, b: usize, a_words: usize, b_words: usize, how: How) {
        if self.count < MOST_WORDS {
            self.pairs[self.count] =
                Pair { a: a as u8, b: b as u8, a_words: a_words as u8, b_words: b_words as u8, how };
            self.count += 1;
        }
        self.left_a &= !(((1 << a_words) - 1) << a);
        self.left_b &= !(((1 << b_words) - 1) << b);
    }
}

fn bits(mut set: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = set.trailing_zeros() as usize;
        set &= set.wrapping_sub(1);
        (at < 32).then_some(at)
    })
}

/// Brings the words of two names together, the surest meetings first.
pub(super) fn meet(a: &View, b: &View) -> Meeting {
    let none = Pair { a: 0, b: 0, a_words: 0, b_words: 0, how: How::Same };
    let all = |count: usize| if count >= 32 { u32::MAX } else { (1_u32 << count) - 1 };
    let mut meeting = Meeting {
        pairs: [none; MOST_WORDS],
        count: 0,
        left_a: all(a.tokens.len().min(MOST_WORDS)),
        left_b: all(b.tokens.len().min(MOST_WORDS)),
    };
    one_to_one(a, b, &mut meeting, |x, y| (x.text_hash == y.text_hash).then_some(How::Same));
    one_to_one(a, b, &mut meeting, spelled);
    if meeting.left_a == 0 && meeting.left_b == 0 {
        return meeting;
    }
    join(a, b, &mut meeting);
    forgive_repeats(a, b, &mut meeting);
    if meeting.left_a == 0 || meeting.left_b == 0 {
        return meeting;
    }
    one_to_one(a, b, &mut meeting, loosely);
    slips(a, b, &mut meeting);
    meeting
}

fn one_to_one(a: &View, b: &View, meeting: &mut Meeting, how: impl Fn(&Token, &Token) -> Option<How>) {
    for i in bits(meeting.left_a) {
        for j in bits(meeting.left_b) {
            if let Some(how) = how(&a.tokens[i], &b.tokens[j]) {
                meeting.add(i, j, 1, 1, how);
                break;
            }
        }
    }
}

fn spelled(a: &Token, b: &Token) -> Option<How> {
    if a.kind == Kind::Number || b.kind == Kind::Number {
        return (a.number == b.number && a.number != u32::MAX).then_some(How::Spelled);
    }
    if a.kind == Kind::Initial || b.kind == Kind::Initial {
        return None;
    }
    if a.hangul && b.hangul {
        return None;
    }
    let same = a.sound_hash == b.sound_hash
        || a.other_hash == b.sound_hash
        || a.sound_hash == b.other_hash
        || (a.family != 0 && a.family == b.family);
    if same {
        return Some(How::Spelled);
    }
    let consonants = (a.vowelless || b.vowelless)
        && a.bare_hash != 0
        && b.bare_hash != 0
        && (a.bare_hash == b.bare_hash
            || a.bare_other_hash == b.bare_hash
            || a.bare_hash == b.bare_other_hash);
    (consonants && a.vowelless != b.vowelless).then_some(How::Consonants)
}

fn loosely(a: &Token, b: &Token) -> Option<How> {
    let short = |x: &Token, y: &Token| y.family != 0 && x.short_for.contains(&y.family);
    (short(a, b) || short(b, a)).then_some(How::Short)
}

/// "Mohammad Hasni" and "Mohammadhasni": two neighbours of one side are one word of the other.
fn join(a: &View, b: &View, meeting: &mut Meeting) {
    for i in bits(meeting.left_a) {
        for j in bits(meeting.left_b) {
            let pair_left = |left: u32, at: usize| left >> at & 3 == 3;
            let one = |token: &Token, pair: u64| pair != 0 && token.sound_hash == pair;
            if meeting.left_a >> i & 1 == 0 {
                break;
            }
            if pair_left(meeting.left_b, j) && one(&a.tokens[i], b.tokens[j].pair_hash) {
                meeting.add(i, j, 1, 2, How::Joined);
            } else if pair_left(meeting.left_a, i) && one(&b.tokens[j], a.tokens[i].pair_hash) {
                meeting.add(i, j, 2, 1, How::Joined);
            }
        }
    }
}

/// A word that only repeats another word of its own name says nothing new.
fn forgive_repeats(a: &View, b: &View, meeting: &mut Meeting) {
    let repeats = |view: &View, at: usize, left: u32| {
        view.tokens.iter().take(MOST_WORDS).enumerate().any(|(other, token)| {
            other != at && left >> other & 1 == 0 && token.sound_hash == view.tokens[at].sound_hash
        })
    };
    if meeting.left_b == 0 {
        for i in bits(meeting.left_a) {
            if !a.korean && repeats(a, i, meeting.left_a) {
                meeting.left_a &= !(1 << i);
            }
        }
    }
    if meeting.left_a == 0 {
        for j in bits(meeting.left_b) {
            if !b.korean && repeats(b, j, meeting.left_b) {
                meeting.left_b &= !(1 << j);
            }
        }
    }
}

/// Initials and slips of the pen, the nearest first.
fn slips(a: &View, b: &View, meeting: &mut Meeting) {
    let mut found: Vec<(u16, usize, usize, How)> = Vec::new();
    for i in bits(meeting.left_a) {
        found.extend(
            bits(meeting.left_b).filter_map(|j| near(a, b, i, j).map(|(cost, how)| (cost, i, j, how))),
        );
    }
    found.sort_unstable_by_key(|&(cost, i, j, _)| (cost, i.abs_diff(j), i + j, i));
    for (_, i, j, how) in found {
        if meeting.left_a >> i & meeting.left_b >> j & 1 == 1 {
            meeting.add(i, j, 1, 1, how);
        }
    }
}

fn near(a: &View, b: &View, i: usize, j: usize) -> Option<(u16, How)> {
    let (x, y) = (&a.tokens[i], &b.tokens[j]);
    if x.kind == Kind::Number || y.kind == Kind::Number {
        return None;
    }
    if x.kind == Kind::Initial || y.kind == Kind::Initial {
        let same = a.bytes(x.text).first() == b.bytes(y.text).first();
        return (same && x.kind != y.kind).then_some((5, How::Initial));
    }
    if x.hangul && y.hangul {
        return None;
    }
    if a.korean && b.korean {
        return glide(a.bytes(x.sound), b.bytes(y.sound));
    }
    // Thanh and Thang are two names; so are Maria and Mario.
    if a.vietnamese && b.vietnamese || (x.given || y.given) && differ_by_sex(a.bytes(x.text), b.bytes(y.text))
    {
        return None;
    }
    if x.scrambled_hash != 0 && x.scrambled_hash == y.scrambled_hash && !(x.known && y.known) {
        return Some((SLIP, How::Scrambled));
    }
    // Two slips change at most four letters.
    if (x.letters ^ y.letters).count_ones() > 4 {
        return None;
    }
    let organisations = !matches!((x.kind, y.kind), (Kind::Name, Kind::Name));
    if organisations && x.known && y.known {
        return None;
    }
    let (s, t) = (a.bytes(x.text), b.bytes(y.text));
    let shorter = s.len().min(t.len());
    if shorter < 3 {
        return None;
    }
    let both_known = x.known && y.known;
    let most = if shorter >= 6 && !both_known { 2 * SLIP } else { ONE_SLIP };
    if x.vowelless || y.vowelless {
        return between_vowelless(a, b, x, y);
    }
    let written = distance(s, t, most);
    // A short word says too little by its sound, and words written as they sound nothing new.
    let as_written = x.sound_hash == x.text_hash && y.sound_hash == y.text_hash;
    let heard = if shorter <= 4 || as_written {
        None
    } else {
        distance(a.bytes(x.sound), b.bytes(y.sound), most).map(|cost| cost + 4)
    };
    let cost = match (written, heard) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    let how = if cost <= ONE_SLIP {
        How::Slip
    } else if most > ONE_SLIP && cost <= most {
        How::TwoSlips
    } else {
        return None;
    };
    Some((cost, how))
}

/// Fernando and Fernanda.
fn differ_by_sex(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([stem @ .., b'a'], [other @ .., b'o']) | ([stem @ .., b'o'], [other @ .., b'a']) => stem == other,
        _ => false,
    }
}

/// Without vowels a slip is a consonant more or less among few.
fn between_vowelless(a: &View, b: &View, x: &Token, y: &Token) -> Option<(u16, How)> {
    let (s, t) = if x.vowelless && y.vowelless {
        (a.bytes(x.text), b.bytes(y.text))
    } else {
        (a.bytes(x.bare), b.bytes(y.bare))
    };
    (s.len().min(t.len()) >= 4).then(|| distance(s, t, SLIP)).flatten().map(|cost| (cost, How::Slip))
}

/// Pong and Pyong: the glide is often left out of a Korean syllable; any other difference is another syllable.
fn glide(a: &[u8], b: &[u8]) -> Option<(u16, How)> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let at = long.iter().position(|&letter| letter == b'y')?;
    let without = long.len() == short.len() + 1 && long[..at] == short[..at] && long[at + 1..] == short[at..];
    (without && at > 0).then_some((8, How::Spelled))
}
