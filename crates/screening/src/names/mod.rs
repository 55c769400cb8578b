//! Names prepared once and compared many times.

mod chinese;
mod edit;
mod evidence;
mod explain;
mod keys;
mod meet;
#[cfg(test)]
mod tests;
mod view;
mod weights;

use crate::han::{PreparedEnglish, PreparedHan, han_keys, han_query_groups};
use crate::keys::Group;
use chokepoint_model::{Feature, Reason, Schema};
use chokepoint_text::{east_asian, normal, script};
use evidence::{Listener, Silent};
use explain::Told;
use std::sync::OnceLock;
use view::View;
use xxhash_rust::xxh3::xxh3_64;

/// A name prepared for comparison.
#[derive(Debug, Clone)]
pub struct PreparedName {
    text: Box<str>,
    schema: Schema,
    /// Folded letters and digits of the name, all words in order: equal names have equal hashes.
    whole: u64,
    /// The name as Chinese, when it holds Chinese characters.
    han: Option<Box<PreparedHan>>,
    /// The name as English beside Chinese ones, made when the first such comes.
    english: OnceLock<Box<PreparedEnglish>>,
    person: Option<Box<View>>,
    organisation: Option<Box<View>>,
    /// A person's name in Chinese characters as Japanese and Koreans read it.
    readings: Box<[View]>,
}

impl PreparedName {
    /// Prepares `text`, the name of a `schema`.
    pub fn new(text: &str, schema: Schema) -> Self {
        let folded: String = normal::fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        // A name of signs only is compared by its signs.
        let whole = if folded.is_empty() || text.chars().nth(normal::LONGEST).is_some() {
            xxh3_64(text.trim().as_bytes())
        } else {
            xxh3_64(folded.as_bytes())
        };
        let (person, organisation) = match schema {
            Schema::Person => (true, false),
            Schema::LegalEntity => (true, true),
            _ => (false, true),
        };
        let organisation = organisation.then(|| Box::new(view::organisation(text)));
        // What speaks of an organisation is never read as a person's name.
        let person = person && organisation.as_ref().is_none_or(|view| !view.speaks_of_organisation());
        let has_han = script::has_han(text);
        let readings = if person && has_han {
            [east_asian::japanese(text), east_asian::hangul(text)]
        } else {
            [None, None]
        };
        Self {
            text: text.into(),
            readings: readings.into_iter().flatten().map(|reading| view::person(&reading)).collect(),
            schema,
            whole,
            han: has_han.then(|| Box::new(PreparedHan::new(text))),
            english: OnceLock::new(),
            person: person.then(|| Box::new(view::person(text))),
            organisation,
        }
    }

    /// The name as written.
    pub fn text(&self) -> &str {
        &self.text
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
        let mut views: Vec<&View> = self.person.iter().map(AsRef::as_ref).chain(&self.readings).collect();
        // A Japanese company's name is sought by its kana.
        if script::has_kana(&self.text) {
            views.extend(self.organisation.as_deref());
        }
        groups.extend(keys::query(&views));
        groups
    }

    fn han(&self) -> Option<&PreparedHan> {
        self.han.as_deref()
    }

    fn english(&self) -> &PreparedEnglish {
        self.english.get_or_init(|| Box::new(PreparedEnglish::new(&self.text)))
    }

    fn views(&self) -> Vec<&View> {
        let views = self.person.iter().chain(self.organisation.iter()).map(AsRef::as_ref);
        views.chain(&self.readings).collect()
    }

    /// The order in which two names are weighed, so that the answer does not depend on whose name is whose.
    fn comes_before(&self, other: &Self) -> bool {
        (self.whole, &self.text) <= (other.whole, &other.text)
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
fn views_of<'a>(a: &'a PreparedName, b: &'a PreparedName) -> (Option<(&'a View, &'a View)>, bool) {
    let persons = a.person.as_deref().zip(b.person.as_deref());
    let organisations = a.organisation.as_deref().zip(b.organisation.as_deref());
    match (persons, organisations) {
        (Some(persons), Some(organisations)) => {
            let (x, y) = organisations;
            // Neither source says what it is: legal forms and common words of trade speak for an organisation.
            let is_organisation = x.speaks_of_organisation() || y.speaks_of_organisation();
            if is_organisation { (Some(organisations), false) } else { (Some(persons), true) }
        }
        (Some(persons), None) => (Some(persons), true),
        (None, Some(organisations)) => (Some(organisations), false),
        // A person and a company: their words are still compared, as persons'.
        (None, None) => {
            let one = a.person.as_deref().or(a.organisation.as_deref());
            let other = b.person.as_deref().or(b.organisation.as_deref());
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
    Reason { feature: Feature::Name, party: a.text.to_string(), entity: b.text.to_string(), weight, words }
}

/// The score, 0 to 1, for evidence in natural-log odds: 0 becomes 0.7, and 8 or more becomes 1.
pub fn score_of(evidence: f32) -> f32 {
    if evidence >= 8.0 {
        return 1.0;
    }
    // ln(0.7 / 0.3): where the evidence is even, the score is the threshold.
    1.0 / (1.0 + (-(evidence + 0.847_297_9)).exp())
}
