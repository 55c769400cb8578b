//! Names prepared once and compared many times.

mod chinese;
mod edit;
mod evidence;
mod explain;
pub(crate) mod flat;
mod keys;
mod meet;
#[cfg(test)]
mod tests;
mod view;
mod weights;

use crate::han::{self, PreparedEnglish, PreparedHan, han_keys, han_query_groups};
use crate::keys::Group;
use chokepoint_model::{Feature, Reason, Schema};
use chokepoint_store::flat::Strings;
use chokepoint_text::{east_asian, normal, script};
use evidence::{Listener, Silent};
use explain::Told;
use std::borrow::Cow;
use std::sync::OnceLock;
use view::View;
use xxhash_rust::xxh3::xxh3_64;

/// A name prepared for comparison: on its own, or a listed name as a snapshot keeps it.
#[derive(Debug, Clone)]
pub struct PreparedName<'a> {
    text: Text<'a>,
    schema: Schema,
    /// Folded letters and digits of the name, all words in order: equal names have equal hashes.
    whole: u64,
    /// The name as Chinese, when it holds Chinese characters.
    han: Option<Cow<'a, PreparedHan>>,
    /// The name as English beside Chinese ones, made when the first such comes.
    english: English<'a>,
    person: Option<View<'a>>,
    organisation: Option<View<'a>>,
    /// A person's name in Chinese characters as Japanese and Koreans read it.
    readings: Vec<View<'a>>,
}

/// The name as written: its own, or where the snapshot has it; it is seldom looked at.
#[derive(Clone)]
enum Text<'a> {
    Own(Box<str>),
    Listed(&'a Strings, u32),
}

impl std::fmt::Debug for Text<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(out)
    }
}

impl Text<'_> {
    fn get(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::Listed(texts, name) => texts.get(*name as usize),
        }
    }
}

/// Where the English of a name is kept once it is made.
#[derive(Debug, Clone)]
enum English<'a> {
    Own(OnceLock<Box<PreparedEnglish>>),
    Kept(&'a flat::Chinese, u32),
}

impl PreparedName<'static> {
    /// Prepares `text`, the name of a `schema`.
    pub fn new(text: &str, schema: Schema) -> Self {
        let mut folded = normal::fold(text);
        folded.retain(char::is_alphanumeric);
        // A name of signs only is compared by its signs.
        let whole = if folded.is_empty() || text.chars().nth(normal::LONGEST).is_some() {
            xxh3_64(text.trim().as_bytes())
        } else {
            xxh3_64(folded.as_bytes())
        };
        let has_han = script::has_han(text);
        let Read { person, organisation, readings } = read(text, schema, has_han);
        Self {
            text: Text::Own(text.into()),
            readings: readings.map(view::person).collect(),
            schema,
            whole,
            han: has_han.then(|| Cow::Owned(PreparedHan::new(text))),
            english: English::Own(OnceLock::new()),
            person: person.map(view::person),
            organisation: organisation.map(view::organisation),
        }
    }
}

/// The words of a name in each way that it is read.
struct Read<R> {
    person: Option<view::Words>,
    organisation: Option<view::Words>,
    readings: R,
}

fn read(text: &str, schema: Schema, has_han: bool) -> Read<impl Iterator<Item = view::Words>> {
    let (person, organisation) = match schema {
        Schema::Person => (true, false),
        Schema::LegalEntity => (true, true),
        _ => (false, true),
    };
    let organisation = organisation.then(|| view::organisation_words(text));
    // What speaks of an organisation is never read as a person's name.
    let person = person && organisation.as_ref().is_none_or(|words| !words.of_organisation);
    let readings =
        if person && has_han { [east_asian::japanese(text), east_asian::hangul(text)] } else { [None, None] };
    Read {
        person: person.then(|| view::person_words(text)),
        organisation,
        readings: readings.into_iter().flatten().map(|reading| view::person_words(&reading)),
    }
}

/// The key of a whole name, the first of its [`PreparedName::filing_keys`] of that kind; `None` when it has none. It
/// costs a part of what preparing the name does.
pub fn whole_key(text: &str, schema: Schema) -> Option<String> {
    let Read { person, organisation, readings } = read(text, schema, script::has_han(text));
    let words = person.into_iter().chain(organisation).chain(readings);
    words.map(|words| format!("={}", words.joined())).filter(|key| key.len() > 1).min()
}

impl PreparedName<'_> {
    /// The name as written.
    pub fn text(&self) -> &str {
        self.text.get()
    }

    /// What kind of thing bears it.
    pub fn schema(&self) -> Schema {
        self.schema
    }

    /// Whether it holds Chinese characters.
    pub fn has_han(&self) -> bool {
        self.han.is_some()
    }

    /// The keys under which a listed name is filed.
    pub fn filing_keys(&self) -> Vec<String> {
        let mut keys = keys::filing(&self.views());
        if let Some(han) = &self.han {
            keys.extend(han_keys(han));
            keys.sort_unstable();
            keys.dedup();
        }
        keys
    }

    /// The keys under which a name is sought, a group a word.
    pub fn query_groups(&self) -> Vec<Group> {
        let Some(han) = &self.han else { return keys::query(&self.views()) };
        let mut groups = han_query_groups(han);
        let mut views: Vec<&View<'_>> = Vec::new();
        // Words that no organisation bears would stand in the way of the names of organisations.
        if chinese::is_sought_as_person(self.schema, han) || script::has_kana(self.text()) {
            views.extend(self.person.iter().chain(&self.readings));
        }
        // A Japanese company's name is sought by its kana.
        if script::has_kana(self.text()) {
            views.extend(&self.organisation);
        }
        groups.extend(keys::query(&views));
        // The very name is found whatever its words weigh: in a short list, or where each of its characters is a word.
        groups.extend(self.organisation.iter().filter_map(keys::whole));
        groups
    }

    fn han(&self) -> Option<&PreparedHan> {
        self.han.as_deref()
    }

    fn english(&self) -> &PreparedEnglish {
        match &self.english {
            English::Own(english) => english.get_or_init(|| Box::new(PreparedEnglish::new(self.text()))),
            English::Kept(all, name) => all.english(*name, self.text()),
        }
    }

    fn views(&self) -> Vec<&View<'_>> {
        self.person.iter().chain(self.organisation.iter()).chain(&self.readings).collect()
    }

    /// The order in which two names are weighed, so that the answer does not depend on whose name is whose.
    fn comes_before(&self, other: &PreparedName<'_>) -> bool {
        self.whole < other.whole || self.whole == other.whole && self.text() <= other.text()
    }
}

/// The evidence of two names, in natural-log odds: 0 is where the error is least, and becomes the score 0.7.
pub fn compare(a: &PreparedName, b: &PreparedName) -> f32 {
    if a.whole == b.whole {
        return weights::SAME;
    }
    if a.has_han() || b.has_han() {
        return chinese::compare(a, b);
    }
    weigh_in_order(a, b)
}

/// How far a name says by itself that its bearer is the one who bears another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sameness {
    /// Names that are alike, or meet by meaning or sound: many may be meant.
    Alike,
    /// A Chinese and an English name that meet in all their parts, of which one is rare in a whole country.
    Rare,
    /// One name, but for signs, legal forms and the form of characters.
    Equal,
}

/// How far two names say that their bearers are one.
pub fn sameness(a: &PreparedName, b: &PreparedName) -> Sameness {
    let rare = |han: &PreparedHan, other: &PreparedName| {
        if han::is_one_in_a_country(han, other.english()) { Sameness::Rare } else { Sameness::Alike }
    };
    let is_equal = match (a.han(), b.han()) {
        (Some(_), Some(_)) => compare(a, b) >= weights::SAME,
        (Some(han), None) => return rare(han, b),
        (None, Some(han)) => return rare(han, a),
        (None, None) => {
            let organisations = a.organisation.as_ref().zip(b.organisation.as_ref());
            a.whole == b.whole
                || organisations.is_some_and(|(x, y)| x.joined_letters > 0 && x.joined_hash == y.joined_hash)
        }
    };
    if is_equal { Sameness::Equal } else { Sameness::Alike }
}

fn weigh_in_order(a: &PreparedName, b: &PreparedName) -> f32 {
    weigh(a, b, &mut Silent)
}

fn weigh(a: &PreparedName, b: &PreparedName, listener: &mut impl Listener) -> f32 {
    let (a, b) = if a.comes_before(b) { (a, b) } else { (b, a) };
    let (views, as_persons) = views_of(a, b);
    let Some((one, other)) = views else { return weights::NOTHING_IN_COMMON };
    let evidence = if as_persons {
        evidence::persons(one, other, listener)
    } else {
        evidence::organisations(one, other, listener)
    };
    evidence.clamp(weights::NOTHING_IN_COMMON, weights::MOST_SHORT_OF_SAMENESS)
}

/// How two names are read: both as persons' or both as organisations', as far as their kinds allow.
fn views_of<'a>(
    a: &'a PreparedName<'_>,
    b: &'a PreparedName<'_>,
) -> (Option<(&'a View<'a>, &'a View<'a>)>, bool) {
    let persons = a.person.as_ref().zip(b.person.as_ref());
    let organisations = a.organisation.as_ref().zip(b.organisation.as_ref());
    match (persons, organisations) {
        (Some(persons), Some(organisations)) => {
            let (x, y) = organisations;
            // Neither source says what it is: legal forms and common words of trade speak for an organisation.
            let is_organisation = x.of_organisation || y.of_organisation;
            if is_organisation { (Some(organisations), false) } else { (Some(persons), true) }
        }
        (Some(persons), None) => (Some(persons), true),
        (None, Some(organisations)) => (Some(organisations), false),
        // A person and a company: their words are still compared, as persons'.
        (None, None) => {
            let one = a.person.as_ref().or(a.organisation.as_ref());
            let other = b.person.as_ref().or(b.organisation.as_ref());
            (one.zip(other), true)
        }
    }
}

/// The same evidence in words; the weights add up to what [`compare`] returns.
pub fn explain(a: &PreparedName, b: &PreparedName) -> Vec<Reason> {
    if a.whole == b.whole {
        return vec![reason(a, b, weights::SAME, "the names are equal".to_owned())];
    }
    if a.has_han() || b.has_han() {
        return chinese::explain(a, b);
    }
    explain_in_order(a, b)
}

fn explain_in_order(a: &PreparedName, b: &PreparedName) -> Vec<Reason> {
    let mut told = Told::default();
    let weight = weigh(a, b, &mut told);
    let first_is_party = a.comes_before(b);
    let (first, second) = if first_is_party { (a, b) } else { (b, a) };
    let words = match views_of(first, second).0 {
        Some((one, other)) => told.words(one, other, first_is_party),
        None => "no word in common".to_owned(),
    };
    vec![reason(a, b, weight, words)]
}

fn reason(a: &PreparedName, b: &PreparedName, weight: f32, words: String) -> Reason {
    Reason { feature: Feature::Name, party: a.text().to_owned(), entity: b.text().to_owned(), weight, words }
}

/// What is added to the evidence before it becomes a score, `ln(0.7 / 0.3)`: where the evidence is even, the score is the
/// threshold.
pub const ODDS_AT_NO_EVIDENCE: f32 = 0.847_297_9;
/// The evidence from which the score is 1.
pub const CERTAIN: f32 = 8.0;

/// The score, 0 to 1, for evidence in natural-log odds: 0 becomes 0.7, and 8 or more becomes 1.
pub fn score_of(evidence: f32) -> f32 {
    if evidence >= CERTAIN {
        return 1.0;
    }
    1.0 / (1.0 + (-(evidence + ODDS_AT_NO_EVIDENCE)).exp())
}
