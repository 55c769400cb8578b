//! A name as its words, every form of each computed once: as a person's or as an organisation's name.

use super::weights as w;
use bytemuck::{CheckedBitPattern, NoUninit, Pod, Zeroable};
use chokepoint_text::compound::{self, Piece};
use chokepoint_text::person::{Family, Role, Use};
use chokepoint_text::script::{self, Script};
use chokepoint_text::translit::korean::Syllable;
use chokepoint_text::words::Says;
use chokepoint_text::{east_asian, legal_form, number, person, skeleton, token, translit, words};
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// Words of a name beyond this many are not looked at one by one.
pub(super) const MOST_WORDS: usize = 32;
/// Letters of a word beyond this many are not compared one by one.
pub(super) const MOST_LETTERS: usize = 40;

/// A stretch of [`View::bytes`].
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Span {
    start: u16,
    length: u16,
}

/// What a word does in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, CheckedBitPattern, NoUninit)]
#[repr(u8)]
pub(super) enum Kind {
    /// A name proper, or a brand.
    Name,
    /// One letter for a name.
    Initial,
    /// A number; for persons also junior and senior.
    Number,
    /// A line of business.
    Industry,
    /// A place.
    Place,
    /// Says only that it is an organisation.
    Structure,
    /// An adjective of trade names.
    Quality,
}

/// A word with all its forms, as it also stands in a snapshot.
#[derive(Debug, Clone, Copy, CheckedBitPattern, NoUninit)]
#[repr(C)]
pub(super) struct Token {
    pub text_hash: u64,
    pub sound_hash: u64,
    /// A second reading, or the first again.
    pub other_hash: u64,
    pub bare_hash: u64,
    pub bare_other_hash: u64,
    /// This word and the next written as one; 0 for the last.
    pub pair_hash: u64,
    /// The same letters in any order; 0 for short words.
    pub scrambled_hash: u64,
    /// The letters that occur, a bit each.
    pub letters: u32,
    pub number: u32,
    pub weight: f32,
    pub text: Span,
    pub sound: Span,
    pub bare: Span,
    pub family: u16,
    pub short_for: [u16; 2],
    pub kind: Kind,
    /// The script leaves vowels out.
    pub vowelless: bool,
    /// Written in Hangul, which tells all syllables apart.
    pub hangul: bool,
    /// Says who the father was.
    pub patronymic: bool,
    /// A clan, a tribe, a place someone is from.
    pub clan: bool,
    /// Known as a word or name of its own: never a slip for another known one.
    pub known: bool,
    pub given: bool,
    /// "son of" stands before it.
    pub child: bool,
    /// Nothing: a token is three quarters of two cache lines.
    pub room: [u8; 2],
}

/// Why a word is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, CheckedBitPattern, NoUninit)]
#[repr(u8)]
pub(super) enum Aside {
    /// A legal form.
    Legal,
    /// A title.
    Title,
    /// Grammar.
    Grammar,
}

/// A word set aside.
#[derive(Debug, Clone, Copy, CheckedBitPattern, NoUninit)]
#[repr(C)]
pub(super) struct SetAside {
    pub text: Span,
    pub why: Aside,
    /// Nothing.
    pub room: [u8; 3],
}

/// A name as its words: of its own, or in a snapshot.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub tokens: Cow<'a, [Token]>,
    pub aside: Cow<'a, [SetAside]>,
    pub bytes: Cow<'a, [u8]>,
    /// All that counts, joined.
    pub joined: Span,
    pub joined_hash: u64,
    pub backwards_hash: u64,
    pub acronym_hash: u64,
    pub joined_letters: u32,
    pub korean: bool,
    pub comma: bool,
    /// The words say that an organisation bears the name.
    pub of_organisation: bool,
    /// A Vietnamese name: short words of which each other spelling is another word.
    pub vietnamese: bool,
    pub total: f32,
}

impl View<'_> {
    pub fn bytes(&self, span: Span) -> &[u8] {
        let start = usize::from(span.start);
        self.bytes.get(start..start + usize::from(span.length)).unwrap_or_default()
    }

    /// Whether a legal form was set aside.
    pub fn has_legal_form(&self) -> bool {
        self.aside.iter().any(|aside| aside.why == Aside::Legal)
    }

    pub fn str(&self, span: Span) -> &str {
        std::str::from_utf8(self.bytes(span)).unwrap_or_default()
    }
}

/// A word on its way to a token.
#[derive(Debug, Clone)]
struct Part {
    text: String,
    other: Option<String>,
    script: Script,
    dotted: bool,
    commas: u8,
    child: bool,
    kind: Option<Kind>,
    number: Option<u32>,
    syllable: Option<Syllable>,
    legal: bool,
}

impl Part {
    /// The part, its texts moved out.
    fn take(&mut self) -> Self {
        let empty = Self { text: String::new(), other: None, syllable: None, ..*self };
        std::mem::replace(self, empty)
    }

    fn new(text: String, script: Script) -> Self {
        Self {
            text,
            other: None,
            script,
            dotted: false,
            commas: 0,
            child: false,
            kind: None,
            number: None,
            syllable: None,
            legal: false,
        }
    }
}

fn read(name: &str) -> Vec<Part> {
    read_words(&token::words(name, MOST_WORDS))
}

/// A Korean or Japanese word taken apart: the name, the words of trade in English, the legal form. Arabic words of
/// trade become English.
fn apart(word: &token::Word, is_japanese: bool) -> Vec<Part> {
    match translit::script_of_word(&word.text) {
        Script::Hangul | Script::Kana => {}
        Script::Han if is_japanese => {}
        Script::Arabic => {
            let parts = read_words(std::slice::from_ref(word));
            // The first letters of a word may look like the article: الکترونیک.
            let whole = translit::latin(&word.text).0;
            let known = |text: &str| words::english_of_arabic(text);
            return match known(&whole).or_else(|| parts.first().and_then(|part| known(&part.text))) {
                Some(english) => {
                    english.split(' ').map(|text| Part::new(text.to_owned(), Script::Latin)).collect()
                }
                None => parts,
            };
        }
        _ => return read_words(std::slice::from_ref(word)),
    }
    let mut parts = Vec::new();
    for piece in compound::pieces(&word.text) {
        match piece {
            Piece::Name(text) => {
                parts.extend(read_words(&[token::Word { text: text.to_owned(), ..word.clone() }]));
            }
            Piece::English(english) => {
                parts.extend(english.split(' ').map(|text| Part::new(text.to_owned(), Script::Latin)));
            }
            Piece::Legal(form) => {
                parts.push(Part { legal: true, ..Part::new(translit::latin(form).0, Script::Hangul) });
            }
        }
    }
    parts
}

fn read_words(words: &[token::Word]) -> Vec<Part> {
    words
        .iter()
        .filter_map(|word| {
            let script = translit::script_of_word(&word.text);
            // The Arabic article is written as one with its word.
            let body = match (script, word.text.strip_prefix("ال")) {
                (Script::Arabic, Some(rest)) if rest.chars().count() >= 2 => rest,
                _ => word.text.as_str(),
            };
            let (text, mut other) = translit::latin(body);
            if script == Script::Hangul && text.contains("eo") {
                // Passports and trade marks write 어 as u: Samsung.
                other = Some(text.replace("eo", "u"));
            }
            if script == Script::Kana {
                // Long vowels are seldom written in Latin letters: Taro for たろう.
                let short = text.replace("ou", "o").replace("oo", "o").replace("uu", "u");
                other = (short != text).then_some(short).or(other);
            }
            (!text.is_empty()).then_some(Part {
                other,
                dotted: word.dotted,
                commas: word.commas,
                ..Part::new(text, script)
            })
        })
        .collect()
}

/// The words of a person's name, given names first.
fn given_first(name: &str) -> Vec<Part> {
    let mut parts = spread(name, read(name));
    // "Putin, Vladimir": what follows the first comma comes first.
    parts.sort_by_key(|part| match part.commas {
        1 => 0,
        0 => 1,
        _ => 2,
    });
    parts
}

/// A name read as a person's.
pub(super) fn person(name: &str) -> View<'static> {
    let mut parts = given_first(name);
    let comma = parts.iter().any(|part| part.commas > 0);
    if let Some(parts) = korean(&parts) {
        return Builder::default().finish(parts, Vec::new(), true, comma, weigh_person);
    }
    let count = parts.len();
    let mut kept: Vec<Part> = Vec::new();
    let mut aside = Vec::new();
    let mut child = false;
    let mut at = 0;
    while at < count {
        let mut part = parts[at].take();
        let (first, last) = (at == 0, at + 1 == count);
        at += 1;
        match person::role(&part.text) {
            Some(Role::Title)
                if !last && (!comma || part.commas > 0) || (part.text.len() <= 3 && !kept.is_empty()) =>
            {
                aside.push((part.text, Aside::Title));
                continue;
            }
            Some(Role::Particle) if !last => {
                aside.push((part.text, Aside::Grammar));
                continue;
            }
            Some(Role::Child) if !first && !last => {
                child = true;
                continue;
            }
            Some(role @ (Role::Servant | Role::Parent)) if !last => {
                let mut next = at;
                while next + 1 < count && person::role(&parts[next].text) == Some(Role::Particle) {
                    next += 1;
                }
                let head = if role == Role::Servant { "abdul" } else { "abu" };
                part.text = format!("{head}{}", without_article(&parts[next].text, role));
                part.other = None;
                at = next + 1;
            }
            Some(Role::Generation) if !first => {
                part.number = Some(if part.text.starts_with('j') { 2 } else { 1_001 });
                part.kind = Some(Kind::Number);
            }
            _ if part.dotted => {
                // J.R. are two initials.
                for letter in part.text.chars() {
                    kept.push(Part {
                        kind: Some(Kind::Initial),
                        ..Part::new(letter.to_string(), part.script)
                    });
                }
                continue;
            }
            _ if last && kept.len() >= 2 && is_stray_legal_form(&part) => {
                aside.push((part.text, Aside::Legal));
                continue;
            }
            _ if last && !first && part.text.len() >= 2 => {
                if let Some((value, number::Written::Roman)) = number::number(&part.text) {
                    part.number = Some(value);
                    part.kind = Some(Kind::Number);
                }
            }
            _ => {}
        }
        if part.text.len() == 1 && part.kind.is_none() {
            part.kind = Some(Kind::Initial);
        }
        if let Some(one) = one_word_servant(&part.text) {
            part.text = one;
        }
        if part.other.is_none() && part.script == Script::Latin {
            part.other = without_joined_article(&part.text);
        }
        part.child = std::mem::take(&mut child);
        kept.push(part);
    }
    if kept.is_empty() {
        kept = given_first(name);
        aside.clear();
    }
    Builder::default().finish(kept, aside, false, comma, weigh_person)
}

/// Hangul words become syllables; other words stay.
fn spread(name: &str, parts: Vec<Part>) -> Vec<Part> {
    if parts.iter().any(|part| part.script == Script::Han) {
        return token::words(name, MOST_WORDS).iter().flat_map(han_person).collect();
    }
    if !parts.iter().any(|part| part.script == Script::Hangul) {
        return parts;
    }
    token::words(name, MOST_WORDS)
        .iter()
        .flat_map(|word| word.text.chars().collect::<Vec<_>>())
        .filter_map(|c| {
            let (south, north) = translit::korean::syllable(c)?;
            Some(Part { other: Some(north), ..Part::new(south, Script::Hangul) })
        })
        .take(MOST_WORDS)
        .collect()
}

/// Family and given name of a person in Chinese characters.
fn han_person(word: &token::Word) -> Vec<Part> {
    let script = translit::script_of_word(&word.text);
    match east_asian::chinese(&word.text).filter(|_| script == Script::Han) {
        Some((family, given)) => [family, given]
            .into_iter()
            .map(|text| Part { commas: word.commas, ..Part::new(text, Script::Han) })
            .collect(),
        None => read_words(std::slice::from_ref(word)),
    }
}

/// The syllables of a Korean name, surname first; `None` when it is not one.
fn korean(parts: &[Part]) -> Option<Vec<Part>> {
    if !(2..=4).contains(&parts.len()) || parts.iter().any(|part| part.text.len() > 11) {
        return None;
    }
    let (first, last) = (parts.first()?, parts.last()?);
    let surname_last = !person::is_korean_surname(&first.text);
    let surname = if surname_last { last } else { first };
    if !person::is_korean_surname(&surname.text) {
        return None;
    }
    let given = if surname_last { &parts[..parts.len() - 1] } else { &parts[1..] };
    let mut all = vec![Part { kind: Some(Kind::Structure), ..surname.clone() }];
    for part in given {
        if part.dotted || part.text.len() == 1 && part.script != Script::Hangul {
            return None;
        }
        for syllable in translit::korean::syllables(&part.text)? {
            all.push(Part { syllable: Some(syllable.clone()), ..Part::new(syllable.written, part.script) });
        }
    }
    (2..=3).contains(&all.len()).then_some(all)
}

fn without_article(word: &str, role: Role) -> &str {
    let rest =
        word.strip_prefix("al").filter(|rest| role == Role::Servant && rest.len() >= 2 && *rest != "i");
    rest.unwrap_or(word)
}

/// Alrawi and Elrawi are al-Rawi.
fn without_joined_article(word: &str) -> Option<String> {
    let rest = word.strip_prefix("al").or_else(|| word.strip_prefix("el"))?;
    let is_name = rest.len() >= 4 && !rest.starts_with(['a', 'e', 'i', 'o', 'u', 'l']);
    (is_name && person::family(word).number == 0).then(|| rest.to_owned())
}

/// Abdelaziz, Abdoulaziz, Abdurrahman: one spelling, Abdul and the name.
fn one_word_servant(word: &str) -> Option<String> {
    let rest = word.strip_prefix("abd")?;
    let rest = rest.strip_prefix("ou").or_else(|| rest.strip_prefix(['u', 'e', 'a', 'o', 'i']))?;
    let mut letters = rest.chars();
    let article = letters.next()?;
    let name = letters.as_str();
    let assimilated = name.starts_with(article) && matches!(article, 'r' | 's' | 'n' | 'z' | 'd' | 't');
    ((article == 'l' || assimilated) && name.len() >= 3).then(|| format!("abdul{name}"))
}

/// "Nicolás Maduro LLC": a company's ending after a person's name.
fn is_stray_legal_form(part: &Part) -> bool {
    legal_form::legal_form_at(&[&part.text]).is_some_and(|form| matches!(form.class, "limited" | "public"))
        && part.text.len() >= 2
        && person::common(&part.text).is_none()
        && person::family(&part.text).number == 0
}

/// A name read as an organisation's (or a ship's).
pub(super) fn organisation(name: &str) -> View<'static> {
    let mut parts = Vec::new();
    let is_japanese = script::has_kana(name);
    let all: Vec<Part> =
        token::words(name, MOST_WORDS).iter().flat_map(|word| apart(word, is_japanese)).collect();
    let is_russian = all.iter().any(|part| words::is_russian(&part.text));
    for part in all {
        let is_translated = part.script == Script::Cyrillic
            || is_russian && part.text.len() >= 4 && words::common(&part.text).is_none();
        let english = if is_translated { words::english(&part.text) } else { None };
        // A state stands first: Un ends Kim Jong Un, Us is a river.
        let is_state =
            |long: &str| part.text.len() == 2 && (long.starts_with("united") || long.starts_with("european"));
        let long = words::long_form(&part.text).filter(|long| parts.is_empty() || !is_state(long));
        match english.or(long) {
            // A brand may be a word of trade: Gazprom Neft. The word as written stays its second reading.
            Some(long) if english.is_some() && !long.contains(' ') && !is_legal_start(&part.text) => {
                parts.push(Part {
                    other: Some(part.text),
                    text: long.to_owned(),
                    ..Part::new(String::new(), part.script)
                });
            }
            Some(long) if !is_legal_start(&part.text) => parts.extend(
                long.split(' ')
                    .map(|text| Part { commas: part.commas, ..Part::new(text.to_owned(), part.script) }),
            ),
            _ => parts.push(with_stem(part)),
        }
    }
    parts.truncate(MOST_WORDS);
    let legal = legal_words(&parts);
    let content = |at: usize, part: &Part| {
        !legal[at] && words::common(&part.text).is_none_or(|(says, _)| says != Says::Function)
    };
    // The fifth fund is "Fund V", though v is also a word of grammar.
    let last =
        (0..parts.len()).rev().find(|&at| !legal[at] && (content(at, &parts[at]) || parts[at].text == "v"));
    let content = |at: usize, part: &Part| content(at, part) || (Some(at) == last && at > 0);
    let mut kept = Vec::new();
    let mut aside = Vec::new();
    let mut honours = false;
    for at in 0..parts.len() {
        let part = &parts[at];
        // Whom a plant is named after is often left out.
        honours |= at > 0 && matches!(part.text.as_str(), "named" | "imeni");
        if legal[at] {
            aside.push((part.text.clone(), Aside::Legal));
            continue;
        }
        let counts = matches!(part.text.as_str(), "no" | "nr" | "num" | "number")
            && parts.get(at + 1).is_some_and(|next| number::number(&next.text).is_some());
        if counts || (!content(at, part) && parts.len() > 1) {
            aside.push((part.text.clone(), Aside::Grammar));
            continue;
        }
        let mut part = parts[at].take();
        if honours && part.kind.is_none() {
            part.kind = Some(Kind::Structure);
        }
        if let Some((value, written)) = number::number(&part.text) {
            let is_number = match written {
                number::Written::Digits | number::Written::Words => true,
                number::Written::Roman => at > 0 && (part.text.len() > 1 || Some(at) == last),
            };
            if is_number && !part.dotted {
                part.kind = Some(Kind::Number);
                part.number = Some(value);
            }
        }
        kept.push(part);
    }
    if kept.is_empty() {
        kept = parts;
        aside.clear();
    }
    Builder::default().finish(kept, aside, false, false, weigh_organisation)
}

/// The Russian words of legal forms stay Russian, for the table knows them so.
fn is_legal_start(word: &str) -> bool {
    matches!(
        word,
        "obshchestvo"
            | "obschestvo"
            | "predpriyatie"
            | "predpriiatie"
            | "gosudarstvennoe"
            | "federalnoe"
            | "obshchestva"
            | "otvetstvennostyu"
            | "aktsionernoe"
            | "aktsionernoye"
            | "unitarnoe"
    )
}

/// Muromskiy is of Murom: a Russian adjective of place meets its place.
fn with_stem(mut part: Part) -> Part {
    if part.script == Script::Cyrillic && (6..8).contains(&part.text.len()) {
        // Omskiy is of Omsk.
        part.other = ["iy", "aya", "oe", "ie"]
            .iter()
            .find_map(|ending| part.text.strip_suffix(ending))
            .filter(|stem| stem.ends_with("sk"))
            .map(str::to_owned);
    } else if part.script == Script::Cyrillic && part.text.len() >= 8 {
        let stem = ["skiy", "skaya", "skoe", "skie", "skogo"]
            .iter()
            .find_map(|ending| part.text.strip_suffix(ending));
        if let Some(stem) = stem {
            part.other = Some(stem.to_owned());
        }
    }
    part
}

/// Which words are legal forms: at the end, at the start, and unmistakable ones anywhere.
fn legal_words(parts: &[Part]) -> Vec<bool> {
    let mut legal: Vec<bool> = parts.iter().map(|part| part.legal).collect();
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let mut end = texts.len();
    'ending: while end > 1 {
        for length in (1..=legal_form::MOST_WORDS.min(end - 1)).rev() {
            let start = end - length;
            if legal_form::legal_form_at(&texts[start..end]).is_some_and(|form| form.words == length) {
                legal[start..end].fill(true);
                end = start;
                continue 'ending;
            }
        }
        break;
    }
    let mut start = 0;
    while start < end {
        let Some(form) = legal_form::legal_form_at(&texts[start..end]) else { break };
        let leads = matches!(form.class, "limited" | "public" | "state" | "any") && texts[start] != "co";
        if !leads || start + form.words >= end {
            break;
        }
        legal[start..start + form.words].fill(true);
        start += form.words;
    }
    for at in start..end {
        let Some(form) = legal_form::legal_form_at(&texts[at..end]) else { continue };
        let plain = matches!(form.class, "limited" | "public") && (form.words > 1 || texts[at].len() >= 3);
        if plain && words::common(texts[at]).is_none() || texts[at] == "limited" {
            legal[at..at + form.words].fill(true);
        }
    }
    legal
}

/// What the tables know of a word, looked up once.
struct Known {
    sound: String,
    family: Family,
    common: Option<(Use, u8)>,
}

impl Known {
    fn of(word: &str) -> Self {
        let sound = skeleton::sound(word);
        let family = person::family_heard(word, &sound);
        Self { common: person::common_in(word, family.number), sound, family }
    }
}

fn weigh_person(part: &Part, known: &Known) -> (Kind, f32, bool, bool) {
    if let Some(kind @ (Kind::Initial | Kind::Number)) = part.kind {
        return (kind, w::INITIAL_AGREES, false, false);
    }
    if part.kind == Some(Kind::Structure) {
        return (Kind::Name, w::KOREAN_SURNAME, true, false);
    }
    if part.syllable.is_some() {
        return (Kind::Name, w::KOREAN_SYLLABLE, true, false);
    }
    let (family, common) = (known.family, known.common);
    let known = family.number != 0 || family.short_for[0] != 0 || common.is_some();
    let given = common.is_some_and(|(used, _)| used == Use::Given) || (known && family.short_for[0] != 0);
    let weight = match common {
        Some((_, frequency)) => w::PERSON_WORD[usize::from(frequency.min(3))],
        None if family.number != 0 => w::PERSON_WORD[1],
        None if part.text.len() <= 3 => w::SHORT_PERSON_WORD,
        None => w::PERSON_WORD[0],
    };
    (Kind::Name, weight, known, given)
}

fn weigh_organisation(part: &Part, known: &Known) -> (Kind, f32, bool, bool) {
    match part.kind {
        Some(Kind::Number) => return (Kind::Number, w::NUMBER, true, false),
        Some(Kind::Structure) => return (Kind::Structure, w::STRUCTURE[0], false, false),
        _ => {}
    }
    if let Some((says, frequency)) = words::common(&part.text) {
        let tier = usize::from(frequency.min(3));
        let (kind, weight) = match says {
            Says::Function | Says::Structure => (Kind::Structure, w::STRUCTURE[tier]),
            Says::Industry => (Kind::Industry, w::INDUSTRY[tier]),
            Says::Place => (Kind::Place, w::PLACE),
            Says::Quality => (Kind::Quality, w::QUALITY),
        };
        return (kind, weight, true, false);
    }
    if part.text.len() <= 3 {
        return (Kind::Name, w::SHORT_BRAND, false, false);
    }
    let brand = if part.text.len() <= 5 { w::BRIEF_BRAND } else { w::BRAND };
    match known.common {
        Some((_, frequency)) => {
            (Kind::Name, w::PERSON_IN_COMPANY[usize::from(frequency.min(3))], true, false)
        }
        None => (Kind::Name, brand, false, false),
    }
}

#[derive(Default)]
struct Builder {
    bytes: Vec<u8>,
    /// Room for a word that is only hashed.
    room: String,
}

impl Builder {
    fn keep(&mut self, text: &str) -> Span {
        let kept = &text.as_bytes()[..text.len().min(MOST_LETTERS)];
        let start = self.bytes.len();
        if start + kept.len() > usize::from(u16::MAX) {
            return Span::default();
        }
        self.bytes.extend_from_slice(kept);
        Span { start: start as u16, length: kept.len() as u16 }
    }

    fn finish(
        mut self,
        parts: Vec<Part>,
        aside: Vec<(String, Aside)>,
        korean: bool,
        comma: bool,
        weigh: fn(&Part, &Known) -> (Kind, f32, bool, bool),
    ) -> View<'static> {
        let mut tokens = Vec::with_capacity(parts.len());
        let letters_in_all = parts.iter().map(|part| part.text.len()).sum();
        let mut joined = String::with_capacity(letters_in_all);
        let mut acronym = String::with_capacity(parts.len());
        // Written, heard, bare, and once more joined.
        self.bytes.reserve(4 * letters_in_all);
        for (at, part) in parts.iter().enumerate() {
            let word = Known::of(&part.text);
            let (kind, weight, known, given) = weigh(part, &word);
            joined.push_str(&part.text);
            if kind != Kind::Number {
                acronym.extend(part.text.chars().next());
            }
            let pair_hash = match parts.get(at + 1) {
                Some(next) => {
                    self.room.clear();
                    self.room.push_str(&part.text);
                    self.room.push_str(&next.text);
                    match one_word_servant(&self.room) {
                        Some(one) => hash(&skeleton::sound(&one)),
                        None => hash(&skeleton::sound(&self.room)),
                    }
                }
                None => 0,
            };
            tokens.push(self.token(part, word, kind, weight, (known, given), pair_hash));
        }
        let backwards: String = joined.chars().rev().collect();
        let aside: Vec<_> = aside
            .into_iter()
            .map(|(text, why)| SetAside { text: self.keep(&text), why, room: [0; 3] })
            .collect();
        let joined_span = self.keep(&joined);
        let total = tokens.iter().map(|token| token.weight).sum();
        let vietnamese = (2..=5).contains(&parts.len())
            && parts.iter().all(|part| part.text.len() <= 6 && part.script == Script::Latin)
            && parts.iter().any(|part| person::is_vietnamese_surname(&part.text));
        // Park, Hall and House are families' names as well.
        let is_surname = |word: &str| person::common(word).is_some() || person::family(word).korean;
        let of_organisation = aside.iter().any(|aside: &SetAside| aside.why == Aside::Legal)
            || parts.iter().zip(&tokens).any(|(part, token)| {
                matches!(token.kind, Kind::Industry | Kind::Structure) && !is_surname(&part.text)
            });
        View {
            of_organisation,
            vietnamese,
            joined: joined_span,
            joined_hash: hash(&joined),
            backwards_hash: hash(&backwards),
            acronym_hash: if acronym.len() >= 2 { hash(&acronym) } else { 0 },
            joined_letters: letters(&joined),
            korean,
            comma,
            total,
            tokens: tokens.into(),
            aside: aside.into(),
            bytes: self.bytes.into(),
        }
    }

    fn token(
        &mut self,
        part: &Part,
        word: Known,
        kind: Kind,
        weight: f32,
        (known, given): (bool, bool),
        pair_hash: u64,
    ) -> Token {
        let (sound, other) = match &part.syllable {
            Some(syllable) => (syllable.form.clone(), Some(syllable.loose.clone())),
            None => (word.sound, part.other.as_deref().map(skeleton::sound)),
        };
        let bare = skeleton::skeleton(&sound, false);
        // One consonant tells something only of a name like Ali.
        let tells = bare.len() >= 2 || (bare.len() == 1 && (2..=4).contains(&part.text.len()));
        let sound_hash = hash(&sound);
        let family = word.family;
        let clan = word.common.is_some_and(|(used, _)| used == Use::Clan);
        let other_family = part.other.as_deref().map_or(0, |other| person::family(other).number);
        let number = if family.number == 0 { other_family } else { family.number };
        let word = words_family(&part.text);
        let is_name = kind == Kind::Name;
        Token {
            text: self.keep(&part.text),
            sound: self.keep(&sound),
            bare: self.keep(&bare),
            text_hash: hash(&part.text),
            sound_hash,
            other_hash: other.as_deref().map_or(sound_hash, hash),
            bare_hash: if tells { hash(&bare) } else { 0 },
            bare_other_hash: match &other {
                _ if !tells => 0,
                // The letter that writes v and u; else the second reading (ض is d and z).
                Some(other) if !sound.contains('v') => hash(&skeleton::skeleton(other, false)),
                _ if sound.contains('v') => hash(&skeleton::skeleton(&sound, true)),
                _ => hash(&bare),
            },
            pair_hash,
            letters: letters(&part.text),
            number: part.number.unwrap_or(u32::MAX),
            // Korean syllables have their own forms; other families would make them meet wrongly.
            family: if part.syllable.is_some() || kind == Kind::Initial {
                0
            } else if is_name || number != 0 && word == 0 {
                number
            } else {
                word
            },
            short_for: if is_name { family.short_for } else { [0; 2] },
            kind,
            weight,
            scrambled_hash: scrambled(&part.text),
            vowelless: part.script.leaves_out_vowels(),
            hangul: part.script == Script::Hangul,
            patronymic: person::is_patronymic(&part.text),
            clan,
            known,
            given,
            child: part.child,
            room: [0; 2],
        }
    }
}

/// The letters of a word in alphabetical order, hashed.
fn scrambled(word: &str) -> u64 {
    if word.len() < 5 {
        return 0;
    }
    let mut room = [0; 32];
    let mut long = Vec::new();
    let letters = match room.get_mut(..word.len()) {
        Some(letters) => letters,
        None => {
            long.resize(word.len(), 0);
            &mut long[..]
        }
    };
    letters.copy_from_slice(word.as_bytes());
    letters.sort_unstable();
    xxh3_64(letters).max(1)
}

fn words_family(word: &str) -> u16 {
    person::word_family(word)
}

fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes()).max(1)
}

/// The letters that occur in a text, a bit each; digits share the last bits.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |bits, byte| {
        bits | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            _ => 1 << (26 + byte % 6),
        }
    })
}
