//! What every part of the report asks for: who a subject is, what to call it in English, and the numbered notes.

use super::{chinese, owners::Owners, page};
use chokepoint_detectors::Listed;
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::{Date, Finding, PartialDate, PartyNumber, Profile, Schema, Stated, Subject};
use chokepoint_text::han::has_han;
use maud::{Markup, html};
use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

/// Places in one source that are named; the tables have all.
const PLACES: usize = 3;
/// Subjects of one finding that are looked at.
const SUBJECTS: usize = 5;

/// An investigation as it is reported.
pub(super) struct Story<'a> {
    pub(super) of: &'a Investigation,
    /// Where the subjects are in the registry.
    numbers: HashMap<&'a str, PartyNumber>,
    /// What is cited, in the order in which it is first: the page is written from its beginning to its end, so that the parts
    /// need not know of each other.
    notes: RefCell<Vec<Note>>,
    /// Made for the first chart: most reports have none.
    owners: OnceCell<Owners<'a>>,
}

/// A numbered note: a source or a text of the law, listed once at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// The id of the source, or the citation.
    id: String,
    /// What it is, for a reader.
    pub(super) text: String,
    /// Where it can be read; may be empty.
    pub(super) url: String,
}

impl<'a> Story<'a> {
    pub(super) fn of(of: &'a Investigation) -> Self {
        let subjects = of.findings.iter().flat_map(|finding| &finding.subjects).map(|one| one.id.as_str());
        let replies = of.findings.iter().flat_map(|finding| &finding.denials).map(|one| one.party.as_str());
        let wanted: HashSet<&str> = subjects.chain(replies).collect();
        let mut numbers = HashMap::new();
        for (number, profile) in of.registry.parties() {
            if wanted.contains(profile.id.as_str()) {
                numbers.entry(profile.id.as_str()).or_insert(number);
            }
        }
        Self { of, numbers, notes: RefCell::default(), owners: OnceCell::new() }
    }

    /// Who owns whom.
    pub(super) fn owners(&self) -> &Owners<'a> {
        self.owners.get_or_init(|| Owners::of(self.of))
    }

    /// What the registry says of a party.
    pub(super) fn profile(&self, id: &str) -> Option<&'a Profile> {
        self.of.registry.profile(*self.numbers.get(id)?)
    }

    /// The name of a party as the files or the lists have it, else its id.
    pub(super) fn caption<'b>(&'b self, id: &'b str) -> &'b str {
        let own = self.profile(id).map(|profile| profile.caption());
        own.or_else(|| Some(self.listed(id)?.caption())).unwrap_or(id)
    }

    /// The listed party of an id: its own on the list, or that of a party of the registry that is it.
    pub(super) fn listed(&self, id: &str) -> Option<&'a Listed> {
        let number = self.numbers.get(id);
        let is_it = |one: &&Listed| one.id == id || number.is_some_and(|number| one.numbers.contains(number));
        self.of.listed.iter().find(is_it)
    }

    /// Whether a party is listed on the day, and the first day on a list.
    pub(super) fn listed_since(&self, id: &str) -> (bool, Option<Date>) {
        let of = self.listed(id).filter(|one| one.is_listed_on(self.of.as_of));
        (of.is_some(), of.and_then(|one| one.first_listed_by(self.of.as_of)))
    }

    /// The places in the registry of each subject.
    pub(super) fn places(&self, finding: &Finding) -> Vec<Vec<PartyNumber>> {
        let is_other = |number: &PartyNumber| {
            let own = self.of.registry.profile(*number);
            own.is_some_and(|profile| finding.subjects.iter().any(|other| other.id == profile.id))
        };
        let places = |subject: &Subject| {
            let mut numbers: Vec<PartyNumber> =
                self.numbers.get(subject.id.as_str()).copied().into_iter().collect();
            // A party that may be a listed one is shown beside it, not in its place.
            let listed = self.of.listed.iter().filter(|one| one.id == subject.id);
            numbers.extend(
                listed.flat_map(|one| one.numbers.iter().copied()).filter(|number| !is_other(number)),
            );
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        finding.subjects.iter().take(SUBJECTS).map(places).collect()
    }

    /// What kind of party a subject is.
    pub(super) fn schema(&self, id: &str) -> Schema {
        let own = self.profile(id).map(|profile| profile.party.schema);
        own.or_else(|| Some(self.listed(id)?.party.schema)).unwrap_or_default()
    }

    /// What to call a party in an English sentence: its first name in Latin letters, else the name as the files have it.
    pub(super) fn short<'b>(&'b self, id: &str, caption: &'b str) -> &'b str {
        if !has_han(caption) {
            return caption;
        }
        let own = self.profile(id).into_iter().map(|profile| &profile.party);
        let names = own.chain(self.listed(id).map(|listed| &listed.party)).flat_map(|party| &party.names);
        names.map(|name| name.text.as_str()).find(|name| is_latin(name)).unwrap_or(caption)
    }

    /// A name in Chinese with its reading below; of a party that is called by its Latin name, its Chinese one.
    pub(super) fn below(&self, id: &str, caption: &str) -> Markup {
        let own = self.profile(id).map(|profile| &profile.party);
        let party = own.or_else(|| self.listed(id).map(|listed| &listed.party));
        let chinese = if has_han(caption) {
            Some(caption)
        } else {
            let mut names = party.into_iter().flat_map(|party| &party.names).map(|name| name.text.as_str());
            names.find(|name| has_han(name))
        };
        let is_shown = self.short(id, caption) == caption && has_han(caption);
        html! {
            @if let Some(name) = chinese {
                @if !is_shown { span.second { (chinese::text(name)) } " " }
                @if let Some(gloss) = chinese::gloss(name, self.schema(id)) { (gloss) }
            }
        }
    }

    /// A sentence about a finding with its subjects called by their English names, and where the last of them ends.
    fn renamed(&self, finding: &Finding, sentence: &str) -> (String, usize) {
        let mut named: Vec<(&str, &str)> = finding
            .subjects
            .iter()
            .map(|one| (one.caption.as_str(), self.short(&one.id, &one.caption)))
            .collect();
        named.retain(|(caption, _)| !caption.is_empty());
        named.sort_by_key(|(caption, _)| std::cmp::Reverse(caption.len()));
        let (mut text, mut last, mut rest) = (String::new(), 0, sentence);
        while let Some(c) = rest.chars().next() {
            match named.iter().find(|(caption, _)| rest.starts_with(caption)) {
                Some((caption, short)) => {
                    text.push_str(short);
                    last = text.len();
                    rest = &rest[caption.len()..];
                }
                None => {
                    text.push(c);
                    rest = &rest[c.len_utf8()..];
                }
            }
        }
        (text, last)
    }

    /// A sentence about a finding in English names, with a capital letter.
    pub(super) fn english(&self, finding: &Finding, sentence: &str) -> String {
        capital(&self.renamed(finding, sentence).0)
    }

    /// The message of a finding: its sentence up to the first break after the last subject that it names, and the rest.
    pub(super) fn headline(&self, finding: &Finding) -> (String, String) {
        let (text, last) = self.renamed(finding, &finding.message);
        let after = text.get(last..).unwrap_or_default();
        let cut = [", ", "; ", ": "].iter().filter_map(|end| after.find(end)).min().filter(|_| last > 0);
        let (main, rest) = text.split_at(cut.map_or(text.len(), |cut| last + cut));
        (capital(main), capital(rest.trim_start_matches([',', ';', ':', ' '])))
    }

    /// A source as a numbered note.
    pub(super) fn cite(&self, source: &str) -> Markup {
        self.note(source, || Note { id: source.to_owned(), text: self.source(source), url: String::new() })
    }

    /// A text of the law as a numbered note, so that its address is printed once.
    pub(super) fn cite_law(&self, citation: &str, url: &str) -> Markup {
        html! {
            (page::link(url, citation))
            @if !url.is_empty() {
                (self.note(citation, || Note { id: citation.to_owned(), text: citation.to_owned(), url: url.to_owned() }))
            }
        }
    }

    fn note(&self, id: &str, new: impl FnOnce() -> Note) -> Markup {
        let mut notes = self.notes.borrow_mut();
        let at = notes.iter().position(|note| note.id == id).unwrap_or_else(|| {
            notes.push(new());
            notes.len() - 1
        });
        html! { a.note href=(format!("#n{}", at + 1)) { "[" (at + 1) "]" } }
    }

    /// Where something is said: each source as its note with the records in small print.
    pub(super) fn stated(&self, stated: &[Stated]) -> Markup {
        let mut by_source: Vec<(&str, BTreeSet<&str>)> = Vec::new();
        for one in stated {
            match by_source.iter_mut().find(|(source, _)| *source == one.source.as_ref()) {
                Some((_, places)) => drop(places.insert(&one.record)),
                None => by_source.push((&one.source, BTreeSet::from([one.record.as_ref()]))),
            }
        }
        html! {
            @for (source, places) in &by_source {
                (self.cite(source))
                @let shown: Vec<&str> = places.iter().copied().filter(|place| !place.is_empty()).take(PLACES).collect();
                @if !shown.is_empty() {
                    small.places { (shown.join(", ")) @if places.len() > PLACES { " +" (places.len() - PLACES) } } " "
                }
            }
        }
    }

    /// The notes so far.
    pub(super) fn notes(&self) -> Vec<Note> {
        self.notes.borrow().clone()
    }

    /// A source as the case titles it, else by its id.
    fn source(&self, id: &str) -> String {
        let Some(known) = self.of.case.sources.iter().find(|known| known.id == id) else {
            return id.to_owned();
        };
        let mut parts = vec![known.title.clone()];
        parts.extend((!known.publisher.is_empty()).then(|| known.publisher.clone()));
        parts.extend(known.published.map(day));
        parts.join(", ")
    }

    /// Whom the findings of a kind are tied to: each listed party with how many of them.
    pub(super) fn tied_to<'b>(
        &'b self,
        findings: impl Iterator<Item = &'b Finding>,
    ) -> Vec<(&'b str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for subject in findings.flat_map(|finding| finding.subjects.iter().skip(1)) {
            *counts.entry(self.short(&subject.id, &subject.caption)).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        counts
    }
}

fn is_latin(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && name.chars().all(|c| !c.is_alphabetic() || (c as u32) < 0x250)
}

/// A day as readers write it: `24 June 2019`.
pub(super) fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), MONTHS[(day.month() as usize + 11) % 12], day.year())
}

/// A text with its first letter large.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A date as far as it is known: `24 June 2019`, `Dec 2019`, `2019`.
pub(super) fn partial(date: PartialDate) -> String {
    match (date.first_day(), date.month, date.day) {
        _ if date.circa => date.to_string(),
        (Some(first), Some(_), Some(_)) => day(first),
        (Some(first), Some(_), None) => month(first),
        _ => date.to_string(),
    }
}

/// A month as readers write it: `Dec 2019`.
pub(super) fn month(day: Date) -> String {
    format!("{} {}", &MONTHS[(day.month() as usize + 11) % 12][..3], day.year())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
