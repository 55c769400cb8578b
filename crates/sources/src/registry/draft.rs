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
/// The same of notes, which cost nothing: three say what it is about.
const NOTES: u64 = 3;

const fn shown(severity: Severity) -> u64 {
    if matches!(severity, Severity::Note) { NOTES } else { SHOWN }
}

/// A registry while it is read.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) registry: Registry,
    by_id: HashMap<Box<str>, PartyNumber>,
    /// The parties with ids of their own that bear a name, in its plain form; none once two of them bear it.
    bearers: HashMap<Box<str>, Option<PartyNumber>>,
    /// The parties that are known by a name alone.
    named: HashMap<Box<str>, Named>,
    /// Parties and the ids that they stand for as well, as FollowTheMoney tells them of merged entities.
    pub(super) stands_for: Vec<(PartyNumber, Box<str>)>,
    /// Ids that a delta file takes away, and where.
    pub(super) deleted: Vec<(Box<str>, Place)>,
    words: HashSet<Arc<str>>,
    kinds: BTreeMap<String, (u64, Severity)>,
    file: Arc<str>,
    line: Option<u64>,
    record: Option<u64>,
    /// Whether what is read is a newer word on what is known: a change of a delta file.
    pub(super) is_newer: bool,
    /// Addresses that parties name by id, and the addresses by id.
    pub(super) lent: Vec<(PartyNumber, Box<str>)>,
    pub(super) addresses: HashMap<Box<str>, Address>,
}

/// A party that is known by a name alone, and where it was named first.
struct Named {
    number: PartyNumber,
    file: Arc<str>,
    line: Option<u64>,
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

    /// The party of this id, which bears this name.
    pub(super) fn party_called(&mut self, id: &str, name: &str) -> PartyNumber {
        let number = self.party(id);
        self.called(number, name);
        number
    }

    /// The party of this name, where no id is given. Who that is, is settled when everything is read.
    pub(super) fn party_named(&mut self, name: &str, schema: Schema) -> PartyNumber {
        self.party_born(name, schema, None)
    }

    /// The person of this name, born in this year: one of the same name born in another year is somebody else.
    pub(super) fn party_born(&mut self, name: &str, schema: Schema, born: Option<i16>) -> PartyNumber {
        let key = name_key(name);
        let key = born.map_or_else(|| key.clone(), |year| format!("{key}\n{year}"));
        if let Some(known) = self.named.get(key.as_str()) {
            let number = known.number;
            let profile = self.profile(number);
            if profile.party.schema == Schema::LegalEntity {
                profile.party.schema = schema;
            }
            return number;
        }
        let number = self.add(name.trim(), KnownBy::Name);
        let profile = self.profile(number);
        profile.party.schema = schema;
        profile.party.names.push(Name::primary(name.trim()));
        let named = Named { number, file: Arc::clone(&self.file), line: self.line };
        self.named.insert(key.into(), named);
        number
    }

    /// Remembers that a party bears a name, for those who name it without its id.
    fn called(&mut self, number: PartyNumber, name: &str) {
        if name.trim().is_empty() {
            return;
        }
        let known = self.bearers.entry(name_key(name).into()).or_insert(Some(number));
        if *known != Some(number) {
            *known = None;
        }
    }

    /// Which parties that are known by a name alone are which party with an id: the one that bears the name, whichever
    /// file came first. Where several bear it, nobody knows which is meant.
    fn meant_by_name(&mut self) -> Vec<(PartyNumber, PartyNumber)> {
        let mut named: Vec<(Box<str>, Named)> = std::mem::take(&mut self.named).into_iter().collect();
        named.sort_unstable_by_key(|(_, one)| one.number);
        let mut meant = Vec::new();
        for (key, one) in named {
            let key = key.split('\n').next().unwrap_or_default();
            match self.bearers.get(key).copied() {
                Some(Some(number)) if self.may_be_one(one.number, number) => meant.push((one.number, number)),
                Some(Some(_)) => {}
                None => meant.extend(self.id_in_place_of_a_name(one.number).map(|of| (one.number, of))),
                Some(None) => {
                    self.file(&one.file);
                    self.place(one.line, None);
                    let name = short(self.profile(one.number).caption());
                    let message = format!("two parties with ids of their own are called {name:?}");
                    let advice = "name it by its id: it was taken for a third";
                    self.issue("name", Severity::Warning, "", message, advice);
                }
            }
        }
        meant
    }

    /// The described party whose id stands where a name should, as `N1` in a column of owners. The id is no name of it.
    fn id_in_place_of_a_name(&mut self, named: PartyNumber) -> Option<PartyNumber> {
        let of = *self.by_id.get(self.registry.profiles[named.at()].caption())?;
        if of == named || !self.registry.profiles[of.at()].is_described() {
            return None;
        }
        let profile = self.profile(named);
        profile.party.names.clear();
        profile.party.schema = Schema::LegalEntity;
        Some(of)
    }

    /// Whether a name alone says that two are one. A company's does; a person's is borne by many, and only a birth date
    /// beside it says so.
    fn may_be_one(&self, one: PartyNumber, other: PartyNumber) -> bool {
        let (one, other) =
            (&self.registry.profiles[one.at()].party, &self.registry.profiles[other.at()].party);
        let is_person = one.schema == Schema::Person || other.schema == Schema::Person;
        !is_person || one.birth_dates.iter().any(|date| other.birth_dates.contains(date))
    }

    /// Parties that stand for the ids of others are those others: what the publisher merged is one, in whichever file
    /// and under whichever of the ids it is met.
    fn merged_by_publisher(&mut self) -> Vec<(PartyNumber, PartyNumber)> {
        let mut merged = Vec::new();
        for (number, id) in std::mem::take(&mut self.stands_for) {
            match self.by_id.get(&id) {
                Some(other) if *other != number => merged.push((number, *other)),
                Some(_) => {}
                // Two that stand for the same id are one as well.
                None => {
                    self.by_id.insert(id, number);
                }
            }
        }
        merged
    }

    /// What a delta file took away and no later entity stands for: it is still here, which is told.
    fn tell_deletions(&mut self) {
        let replaced: HashSet<&str> = self.stands_for.iter().map(|(_, id)| &**id).collect();
        let deleted = std::mem::take(&mut self.deleted);
        let gone: Vec<_> = deleted.into_iter().filter(|(id, _)| !replaced.contains(&**id)).collect();
        for (id, place) in gone {
            self.file(&place.file);
            self.place(place.line, place.record);
            let message = format!("{:?} was deleted by a later release", short(&id));
            let advice = "read the whole release of that day: a deletion takes nothing away here";
            self.issue("deleted", Severity::Warning, "", message, advice);
        }
    }

    /// Where the reader stands.
    pub(super) fn here(&self) -> Place {
        Place { file: self.file.to_string(), line: self.line, record: self.record, field: String::new() }
    }

    /// The file as a whole gave nothing.
    pub(super) fn unread(&mut self, kind: &str, message: String, advice: &str) {
        self.registry.unread.push(self.file.to_string());
        self.issue(kind, Severity::Error, "", message, advice);
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

    /// The day as of which something is said; of a year or a month alone, its last.
    pub(super) fn as_of(&mut self, text: &str) -> Option<Date> {
        self.day(text, "as of", last_day)
    }

    fn day(&mut self, text: &str, field: &str, of: fn(Parts) -> Option<Date>) -> Option<Date> {
        let day = text.trim();
        if day.is_empty() || matches!(day, "-" | "至今" | "present" | "now" | "null" | "长期" | "ongoing")
        {
            return None;
        }
        let found = parts(day).and_then(of);
        if found.is_none() {
            let message = format!("{:?} is not a date; the interest was read without it", short(day));
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
            let message = format!("{:?} is not a date; the party was read without it", short(text));
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
        if *count <= shown(severity) {
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
        self.tell_deletions();
        let mut meant = self.meant_by_name();
        meant.extend(self.merged_by_publisher());
        self.file("");
        super::unify::unify(&mut self.registry, &meant);
        let undescribed = self.registry.profiles.iter().filter(|one| one.names_nothing()).count();
        if undescribed > 0 {
            let message = format!("{undescribed} parties are named by an id that no record describes");
            self.issue("described", Severity::Note, "", message, "give the files that describe them too");
        }
        self.tell_impossible_lives();
        for (kind, (count, severity)) in std::mem::take(&mut self.kinds) {
            if count > shown(severity) {
                let (file, kind) = kind.split_once(": ").unwrap_or(("", &kind));
                let place = Place { file: file.to_owned(), ..Place::default() };
                let message = format!("{} more of the same kind ({})", count - shown(severity), kind.trim());
                self.registry.issues.push(Issue { place, severity, message, advice: String::new() });
            }
        }
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
pub(super) fn name_key(name: &str) -> String {
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

fn first_day(parts: Parts) -> Option<Date> {
    Date::new(parts.year, month(parts.month.unwrap_or(1))?, month(parts.day.unwrap_or(1))?).ok()
}

fn last_day(parts: Parts) -> Option<Date> {
    match parts.day {
        Some(day) => Date::new(parts.year, month(parts.month?)?, month(day)?).ok(),
        None => Some(Date::new(parts.year, month(parts.month.unwrap_or(12))?, 1).ok()?.last_of_month()),
    }
}

/// The first day of a date as written; what is none is left to the reader that needs it.
pub(super) fn first_day_of(text: &str) -> Option<Date> {
    parts(text.trim()).and_then(first_day)
}

/// The day on which something was seen.
pub(super) fn seen(text: &str) -> Option<Date> {
    let written = || parts(text.trim()).filter(|parts| parts.day.is_some()).and_then(first_day);
    text.get(..10).and_then(|day| day.parse().ok()).or_else(written)
}

fn month(number: u8) -> Option<i8> {
    i8::try_from(number).ok()
}
