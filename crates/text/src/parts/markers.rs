//! The words that mark names inside text, from `resources/text/name_markers.csv`.

use crate::table;
use std::sync::LazyLock;

/// What a part is to the name that the text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The name itself, without what is written around it.
    Own,
    /// Another name of the same party: a.k.a., d/b/a.
    Alias,
    /// A name it had before: f.k.a., formerly, ex.
    Former,
    /// Its acronym, in brackets.
    Acronym,
    /// Given in brackets without a word that says why.
    InBrackets,
    /// One of several names joined by `;` or `/`.
    Beside,
    /// One through whom or for whom it acts: c/o, on behalf of, attn.
    CareOf,
    /// A body under it.
    Subordinate,
    /// An affiliate of it.
    Affiliated,
    /// The body it belongs to: "a subordinate institute of".
    Parent,
    /// What the entry includes.
    Includes,
}

impl Relation {
    /// In words, as the end of "it is …": "another name".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Own => "the name without what is written around it",
            Self::Alias => "another name",
            Self::Former => "a former name",
            Self::Acronym => "the acronym",
            Self::InBrackets => "the name in brackets",
            Self::Beside => "one of several names in one field",
            Self::CareOf => "a party in whose care or for whom it is",
            Self::Subordinate => "a subordinate body",
            Self::Affiliated => "an affiliated entity",
            Self::Parent => "the parent",
            Self::Includes => "a body that the entry includes",
        }
    }
}

/// Who wrote the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Publisher,
    Customer,
}

/// What a marker does to the text beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// What follows has this relation.
    Begins(Relation),
    /// Nothing that follows is a name.
    Ends,
    /// What follows is the name of a ship.
    Ship,
    /// What follows is the name.
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Any,
    Start,
    Bracket,
    Inside,
    AfterForm,
}

/// Where in a text a marker is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Where a name begins.
    NameStart,
    /// Where a bracket begins.
    BracketStart,
    /// Anywhere else.
    Inside,
}

struct Marker {
    words: Vec<char>,
    effect: Effect,
    side: Option<Side>,
    place: Place,
}

struct Markers {
    /// By first character, the longest first.
    ascii: Vec<Vec<Marker>>,
    others: Vec<Marker>,
    qualifiers: Vec<&'static str>,
    qualifier_ends: Vec<&'static str>,
}

static MARKERS: LazyLock<Markers> = LazyLock::new(|| {
    let mut markers = Markers {
        ascii: (0..128).map(|_| Vec::new()).collect(),
        others: Vec::new(),
        qualifiers: Vec::new(),
        qualifier_ends: Vec::new(),
    };
    for row in table::rows(include_str!("../../../../resources/text/name_markers.csv")) {
        let [relation, side, place, spellings] = row[..] else { continue };
        let effect = match relation {
            "alias" => Effect::Begins(Relation::Alias),
            "former" => Effect::Begins(Relation::Former),
            "care_of" => Effect::Begins(Relation::CareOf),
            "subordinate" => Effect::Begins(Relation::Subordinate),
            "affiliated" => Effect::Begins(Relation::Affiliated),
            "parent" => Effect::Begins(Relation::Parent),
            "includes" => Effect::Begins(Relation::Includes),
            "vessel" => Effect::Ship,
            "title" => Effect::Title,
            "qualifier" => {
                markers.qualifiers.extend(spellings.split('|'));
                continue;
            }
            "qualifier_end" => {
                markers.qualifier_ends.extend(spellings.split('|'));
                continue;
            }
            _ => Effect::Ends,
        };
        let side = match side {
            "publisher" => Some(Side::Publisher),
            "customer" => Some(Side::Customer),
            _ => None,
        };
        let place = match place {
            "start" => Place::Start,
            "bracket" => Place::Bracket,
            "inside" => Place::Inside,
            "after_form" => Place::AfterForm,
            _ => Place::Any,
        };
        for words in spellings.split('|') {
            let words: Vec<char> = words.chars().collect();
            let Some(first) = words.first().copied() else { continue };
            let room = match markers.ascii.get_mut(first as usize) {
                Some(room) => room,
                None => &mut markers.others,
            };
            room.push(Marker { words, effect, side, place });
        }
    }
    for room in markers.ascii.iter_mut().chain([&mut markers.others]) {
        room.sort_by_key(|marker| std::cmp::Reverse(marker.words.len()));
    }
    markers
});

/// A marker found in a text: what it does, and how many bytes it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) effect: Effect,
    pub(super) bytes: usize,
}

/// The longest marker at byte `at` of `text`.
pub(super) fn marker_at(text: &str, at: usize, here: Where, side: Side) -> Option<Found> {
    let rest = text.get(at..)?;
    let first = rest.chars().next()?;
    let before = text.get(..at)?.chars().next_back();
    let room = if first.is_ascii() {
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        &MARKERS.ascii[first.to_ascii_lowercase() as usize]
    } else {
        &MARKERS.others
    };
    for marker in room {
        if marker.side.is_some_and(|of| of != side) {
            continue;
        }
        let fits = match marker.place {
            Place::Any => true,
            Place::Start => here != Where::Inside,
            Place::Bracket => here == Where::BracketStart,
            Place::Inside => here == Where::Inside,
            Place::AfterForm => before.is_some_and(|c| AFTER_FORM.contains(c) || !c.is_alphanumeric()),
        };
        if !fits {
            continue;
        }
        if let Some(bytes) = spelled(rest, &marker.words) {
            return Some(Found { effect: marker.effect, bytes });
        }
    }
    None
}

/// Last characters of Chinese words for an organisation: 转 and 代 stand inside ordinary words anywhere else.
const AFTER_FORM: &str = "司厂廠院所心学學团團部局行店会會社";

/// How many bytes of `rest` spell the words, with no letter of the same word after them.
fn spelled(rest: &str, words: &[char]) -> Option<usize> {
    let mut chars = rest.char_indices().peekable();
    for expected in words {
        if *expected == ' ' {
            let mut any = false;
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {
                any = true;
            }
            if !any {
                return None;
            }
            continue;
        }
        let (_, c) = chars.next()?;
        if c != *expected && !(c.is_ascii() && c.to_ascii_lowercase() == *expected) {
            return None;
        }
    }
    let last = words.last()?;
    match chars.peek() {
        None => Some(rest.len()),
        // Chinese is written without spaces; "ex-" and "formerly's" are words of their own.
        Some((_, next))
            if last.is_ascii() && (next.is_alphanumeric() || matches!(next, '-' | '\'' | '&')) =>
        {
            // "JIE LUO -AKA-IVY LUO": a hyphen after an abbreviation of capitals divides.
            let is_abbreviation = words == ['a', 'k', 'a'];
            if *next == '-' && is_abbreviation { chars.peek().map(|(at, _)| *at) } else { None }
        }
        Some((at, _)) => Some(*at),
    }
}

/// Whether a bracket says only what kind of party it is, or which country it is from.
pub(super) fn is_qualifier(content: &str) -> bool {
    let lower = content.trim().trim_end_matches('.').to_lowercase();
    let whole = content.trim().to_lowercase();
    MARKERS.qualifiers.iter().any(|known| *known == whole || *known == lower)
        || ends_in_qualifier(&lower)
        || crate::country::code_of(content).is_some()
}

/// Whether a bracket ends with a word for a party of some kind: "PRC entity", "Russian national".
pub(super) fn ends_in_qualifier(lower: &str) -> bool {
    MARKERS.qualifier_ends.iter().any(|end| {
        lower.strip_suffix(end).is_some_and(|rest| {
            rest.is_empty() || rest.ends_with(' ') && rest.split_whitespace().count() <= 4
        })
    })
}

/// Whether the text could hold more than one name: one look at its bytes, which most names do not pass.
pub(super) fn may_have_parts(text: &str, side: Side) -> bool {
    let bytes = text.as_bytes();
    let begins = |at: usize| if at == 0 { Where::NameStart } else { Where::Inside };
    let mut at_word = true;
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            if is_divider(*byte) {
                return true;
            }
            let is_letter = byte.is_ascii_alphanumeric();
            if at_word
                && is_letter
                && (marker_at(text, at, begins(at), side).is_some() || is_imo(&bytes[at..]))
            {
                return true;
            }
            at_word = !is_letter;
        } else {
            // Lead bytes of full-width brackets, dividers and Chinese: looked at where a character begins.
            at_word = false;
            if *byte >= 0xE3
                && text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_wide_divider)
                || *byte >= 0xE4 && marker_at(text, at, begins(at), side).is_some()
            {
                return true;
            }
        }
    }
    false
}

fn is_divider(byte: u8) -> bool {
    matches!(byte, b'(' | b'[' | b'{' | b'<' | b';' | b'/' | b'|' | b'\n' | b'\t')
}

fn is_wide_divider(c: char) -> bool {
    matches!(c, '（' | '［' | '【' | '〔' | '；' | '／' | '｜')
}

/// Whether an IMO number may begin here.
fn is_imo(bytes: &[u8]) -> bool {
    bytes.len() >= 10 && bytes[..3].eq_ignore_ascii_case(b"imo") && !bytes[3].is_ascii_alphabetic()
}
