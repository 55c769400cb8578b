//! A registry while it is read: parties by id and by name, interests between them, issues of each kind bounded.

use super::amount::NoShare;
use chokepoint_model::{
    Address, Date, Directness, Gap, Interest, InterestKind, Issue, KnownBy, Name, NameKind, PartialDate,
    PartyNumber, Period, Place, Profile, Registry, Schema, Severity, Share, Stated,
};
use chokepoint_text::{
    date::{self, Parts},
    han,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

/// Issues of one kind shown one by one; the rest are counted.
const SHOWN: u64 = 20;

/// A registry while it is read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) registry: Registry,
    by_id: HashMap<Box<str>, PartyNumber>,
    /// The parties that bear a name, in its plain form; none once two parties with ids of their own bear it.
    by_name: HashMap<Box<str>, Option<PartyNumber>>,
    words: HashSet<Arc<str>>,
    kinds: BTreeMap<String, (u64, Severity)>,
    file: Arc<str>,
    line: Option<u64>,
    record: Option<u64>,
    /// Addresses that parties name by id, and the addresses by id.
    pub(super) lent: Vec<(PartyNumber, Box<str>)>,
    pub(super) addresses: HashMap<Box<str>, Address>,
}

/// One interest as a reader found it.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    pub(super) holder: PartyNumber,
    pub(super) held: PartyNumber,
    pub(super) kind: InterestKind,
    pub(super) share: Share,
    pub(super) directness: Directness,
    pub(super) period: Period,
    pub(super) role: &'a str,
    pub(super) source: &'a str,
    pub(super) record: &'a str,
    pub(super) seen: Option<Date>,
}

impl Draft {
    /// From now on this file is read.
    pub(super) fn file(&mut self, name: &str) {
        self.file = Arc::from(name);
        self.place(None, None);
    }

    /// From now on issues stand here.
    pub(super) fn place(&mut self, line: Option<u64>, record: Option<u64>) {
        self.line = line;
        self.record = record;
    }

    /// A text that is kept once, however often it is met.
    pub(super) fn word(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.words.get(text) {
            return Arc::clone(known);
        }
        let word: Arc<str> = Arc::from(text);
        self.words.insert(Arc::clone(&word));
        word
    }

    /// The party of this id; one that nobody has described yet is made.
    pub(super) fn party(&mut self, id: &str) -> PartyNumber {
        if let Some(number) = self.by_id.get(id) {
            return *number;
        }
        let number = self.add(id, KnownBy::Id);
        self.by_id.insert(id.into(), number);
        number
    }

    /// The party of this id and name. One that was known by this name alone until now turns out to be it.
    pub(super) fn party_called(&mut self, id: &str, name: &str) -> PartyNumber {
        let key = name_key(name);
        if !self.by_id.contains_key(id)
            && let Some(Some(number)) = self.by_name.get(key.as_str()).copied()
            && self.profile(number).known_by == KnownBy::Name
        {
            let profile = self.profile(number);
            profile.known_by = KnownBy::Id;
            id.clone_into(&mut profile.id);
            self.by_id.insert(id.into(), number);
            return number;
        }
        let number = self.party(id);
        self.called(number, name);
        number
    }

    /// The party of this name, where no id is given.
    pub(super) fn party_named(&mut self, name: &str, schema: Schema) -> PartyNumber {
        let key = name_key(name);
        match self.by_name.get(key.as_str()).copied() {
            Some(Some(number)) => {
                let profile = self.profile(number);
                if profile.party.schema == Schema::LegalEntity {
                    profile.party.schema = schema;
                }
                number
            }
            known => {
                if known == Some(None) {
                    let message = format!("two parties with ids of their own are called {:?}", short(name));
                    self.issue(
                        "name",
                        Severity::Warning,
                        "",
                        message,
                        "name it by its id: it was taken for a third",
                    );
                }
                let number = self.add(name.trim(), KnownBy::Name);
                let profile = self.profile(number);
                profile.party.schema = schema;
                profile.party.names.push(Name::primary(name.trim()));
                self.by_name.insert(key.into(), Some(number));
                number
            }
        }
    }

    /// Remembers that a party bears a name, for those who name it without its id.
    pub(super) fn called(&mut self, number: PartyNumber, name: &str) {
        if name.trim().is_empty() {
            return;
        }
        let known = self.by_name.entry(name_key(name).into()).or_insert(Some(number));
        if *known != Some(number) {
            *known = None;
        }
    }

    /// Another id of a party, unless it is somebody else's.
    pub(super) fn also_called(&mut self, number: PartyNumber, id: &str) {
        self.by_id.entry(id.into()).or_insert(number);
    }

    fn add(&mut self, id: &str, known_by: KnownBy) -> PartyNumber {
        // Four thousand million parties do not fit into memory.
        let number = PartyNumber(u32::try_from(self.registry.profiles.len()).unwrap_or(u32::MAX));
        self.registry.profiles.push(Profile { id: id.to_owned(), known_by, ..Profile::default() });
        number
    }

    /// What is said of a party so far.
    pub(super) fn profile(&mut self, number: PartyNumber) -> &mut Profile {
        let last = self.registry.profiles.len().saturating_sub(1);
        &mut self.registry.profiles[number.at().min(last)]
    }

    /// A record describes the party.
    pub(super) fn described(&mut self, number: PartyNumber, source: &str, record: &str, seen: Option<Date>) {
        let source = self.source(source);
        let stated = &mut self.profile(number).stated;
        if stated.record.is_empty() {
            *stated = Stated { source, record: record.into(), seen };
        }
    }

    /// The source a record names, or the file.
    fn source(&mut self, named: &str) -> Arc<str> {
        if named.is_empty() { Arc::clone(&self.file) } else { self.word(named) }
    }

    pub(super) fn interest(&mut self, found: Found<'_>) {
        let (source, role) = (self.source(found.source), self.word(found.role.trim()));
        self.registry.interests.push(Interest {
            holder: found.holder,
            held: found.held,
            kind: found.kind,
            share: found.share,
            directness: found.directness,
            period: found.period,
            role,
            stated: Stated { source, record: found.record.into(), seen: found.seen },
        });
    }

    /// The owners of a party are not reported.
    pub(super) fn gap(&mut self, of: PartyNumber, reason: &str, record: &str) {
        let kind = super::words::gap(reason);
        let stated = Stated { source: Arc::clone(&self.file), record: record.into(), seen: None };
        let gap = Gap { of, kind, reason: reason.to_owned(), stated };
        if !self.registry.gaps.iter().rev().take(8).any(|known| known.of == of && known.reason == gap.reason)
        {
            self.registry.gaps.push(gap);
        }
    }

    /// The share, or an unknown one with the reason told.
    pub(super) fn share(&mut self, share: Result<Share, NoShare>, text: &str, field: &str) -> Share {
        match share {
            Ok(share) => share,
            Err(NoShare::Unknown) => Share::UNKNOWN,
            Err(NoShare::Malformed) => {
                let message = format!("{:?} is no share; it is taken as unknown", short(text));
                self.issue("share", Severity::Warning, field, message, "write per cent: 49.99, 25-50, >50");
                Share::UNKNOWN
            }
            Err(NoShare::Impossible) => {
                let message =
                    format!("{:?} is below nothing or above the whole; it is taken as unknown", short(text));
                self.issue("share", Severity::Warning, field, message, "find out what is meant");
                Share::UNKNOWN
            }
        }
    }

    /// The period between two dates as written; of a year alone, all its days. A period that ends before it begins is
    /// told, and both dates are left out: which of them is wrong is not known.
    pub(super) fn period(&mut self, from: &str, until: &str) -> Period {
        let first = self.day(from, "from", first_day);
        let last = self.day(until, "until", last_day);
        if let (Some(first), Some(last)) = (first, last)
            && first > last
        {
            let message = format!("from {first} until {last}: the end lies before the beginning");
            let advice = "correct the dates; the interest was read without them";
            self.issue("period", Severity::Warning, "", message, advice);
            return Period::default();
        }
        Period { from: first, until: last }
    }

    fn day(&mut self, text: &str, field: &str, of: fn(Parts) -> Option<Date>) -> Option<Date> {
        let day = text.trim();
        if day.is_empty() || matches!(day, "-" | "至今" | "present" | "now" | "null" | "长期" | "ongoing")
        {
            return None;
        }
        let found = parts(day).and_then(of);
        if found.is_none() {
            let message = format!("{:?} is no date; the interest was read without it", short(day));
            self.issue("date", Severity::Warning, field, message, "write YYYY-MM-DD");
        }
        found
    }

    /// A date of a party as written.
    pub(super) fn date(&mut self, text: &str, field: &str) -> Option<PartialDate> {
        if text.trim().is_empty() || matches!(text.trim(), "-" | "N/A" | "null") {
            return None;
        }
        let found = parts(text.trim()).map(|parts| PartialDate {
            year: parts.year,
            month: parts.month,
            day: parts.day,
            circa: parts.circa,
        });
        if found.is_none() {
            let message = format!("{:?} is no date; the party was read without it", short(text));
            self.issue("date", Severity::Warning, field, message, "write YYYY-MM-DD");
        }
        found
    }

    /// Something that could not be read, at the place of the record.
    pub(super) fn issue(
        &mut self,
        kind: &str,
        severity: Severity,
        field: &str,
        message: String,
        advice: &str,
    ) {
        let (count, worst) =
            self.kinds.entry(format!("{}: {kind} {field}", self.file)).or_insert((0, severity));
        *count += 1;
        *worst = severity.max(*worst);
        if *count <= SHOWN {
            let place = Place {
                file: self.file.to_string(),
                line: self.line,
                record: self.record,
                field: field.to_owned(),
            };
            self.registry.issues.push(Issue { place, severity, message, advice: advice.to_owned() });
        }
    }

    /// The registry, with the counts of the issues that were not shown.
    pub(super) fn finish(mut self) -> Registry {
        for (party, id) in std::mem::take(&mut self.lent) {
            if let Some(address) = self.addresses.get(&id).cloned() {
                let profile = self.profile(party);
                profile.party.addresses.retain(|held| held.text != address.text);
                profile.party.addresses.push(address);
            }
        }
        let undescribed = self.registry.profiles.iter().filter(|one| one.names_nothing()).count();
        if undescribed > 0 {
            self.place(None, None);
            let message = format!("{undescribed} parties are named by an id that no record describes");
            self.issue("described", Severity::Note, "", message, "give the files that describe them too");
        }
        for (kind, (count, severity)) in std::mem::take(&mut self.kinds) {
            if count > SHOWN {
                let (file, kind) = kind.split_once(": ").unwrap_or(("", &kind));
                let place = Place { file: file.to_owned(), ..Place::default() };
                let message = format!("{} more of the same kind ({})", count - SHOWN, kind.trim());
                self.registry.issues.push(Issue { place, severity, message, advice: String::new() });
            }
        }
        super::unify::unify(&mut self.registry);
        self.registry
    }
}

trait NamesNothing {
    fn names_nothing(&self) -> bool;
}

impl NamesNothing for Profile {
    fn names_nothing(&self) -> bool {
        !self.is_described() && self.party.names.is_empty()
    }
}

/// Adds a name once; the first one is the primary one.
pub(super) fn add_name(profile: &mut Profile, text: &str, kind: NameKind) {
    let text = text.trim();
    if text.is_empty() || profile.party.names.iter().any(|held| held.text == text) {
        return;
    }
    let kind = match (profile.party.names.is_empty(), kind) {
        (true, _) => NameKind::Primary,
        (false, NameKind::Primary) => NameKind::Alias,
        (false, kind) => kind,
    };
    profile.party.names.push(Name { text: text.to_owned(), kind });
}

/// One form for one name: the spelling of full width, case and spaces does not make another party, and neither do
/// traditional characters: registers of Hong Kong and Taiwan write the names of the mainland in them.
fn name_key(name: &str) -> String {
    let folded = han::simplify(&chokepoint_text::normal::fold(name));
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The start of a text, for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// A date as registries write it; of a time, the day.
fn parts(text: &str) -> Option<Parts> {
    let day = text.split(['T', ' ']).next().filter(|day| day.len() >= 8 && day.contains('-')).unwrap_or(text);
    date::parse(day).map(|range| range.from)
}

pub(super) fn first_day(parts: Parts) -> Option<Date> {
    Date::new(parts.year, month(parts.month.unwrap_or(1))?, month(parts.day.unwrap_or(1))?).ok()
}

fn last_day(parts: Parts) -> Option<Date> {
    match parts.day {
        Some(day) => Date::new(parts.year, month(parts.month?)?, month(day)?).ok(),
        None => Some(Date::new(parts.year, month(parts.month.unwrap_or(12))?, 1).ok()?.last_of_month()),
    }
}

/// The day on which something was seen.
pub(super) fn seen(text: &str) -> Option<Date> {
    let written = || parts(text.trim()).filter(|parts| parts.day.is_some()).and_then(first_day);
    text.get(..10).and_then(|day| day.parse().ok()).or_else(written)
}

fn month(number: u8) -> Option<i8> {
    i8::try_from(number).ok()
}
