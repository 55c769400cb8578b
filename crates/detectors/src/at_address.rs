//! Companies at the addresses of listed parties, as the three detectors of addresses look for them.

use crate::{
    Context, Listed,
    index::{dated::Dated, places::Taken},
    rarity::shared,
    tables::Thing,
    tie::{Tie, since_words, subject_of},
};
use chokepoint_model::{Date, Evidence, Family, Finding, PartyNumber, Stated, Subject};
use chokepoint_text::address::Meeting;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A company near an address of a listed party.
pub(crate) struct Near {
    /// The listed party, by its place among them.
    listed: usize,
    pub(crate) company: PartyNumber,
    /// The company's address and the listed one, as written.
    pub(crate) text: String,
    /// Since when the company stands there, where that is known.
    pub(crate) since: Option<Date>,
    pub(crate) listed_text: String,
    pub(crate) meeting: Meeting,
    pub(crate) next_door: bool,
    /// Companies in the room, and in the building, of the listed address.
    pub(crate) in_room: usize,
    pub(crate) in_building: usize,
    /// Companies at the company's own address: in its room, or in its house where it names no room.
    pub(crate) at_its_own: usize,
    /// Whether the list names a room.
    pub(crate) names_a_room: bool,
    pub(crate) stated: Vec<Stated>,
}

impl Near {
    pub(crate) fn listed<'a>(&self, cx: &Context<'a>) -> &'a Listed {
        &cx.known.listed[self.listed]
    }
}

/// Companies that stand today in the building or the street of an address that a list prints, the listed party and other
/// listed ones left out. Three detectors ask; they are looked for once.
pub(crate) fn near<'c>(cx: &'c Context<'_>) -> &'c [Near] {
    if let Some(near) = cx.near.get() {
        return near;
    }
    // Found before the lock is taken: whoever waits for other threads must not hold it.
    let listed = cx.known.listed.par_iter().enumerate().filter(|(_, one)| one.is_listed_on(cx.as_of));
    let found = listed.flat_map_iter(|(at, _)| near_one(cx, at)).collect();
    cx.near.get_or_init(|| found)
}

fn near_one(cx: &Context<'_>, at: usize) -> Vec<Near> {
    let places = &cx.index().places;
    let mut found = Vec::new();
    let listed = &cx.known.listed[at];
    for (taken, text, stated) in addresses(cx, listed) {
        let keys = taken.rooms.iter().chain(&taken.buildings).chain(&taken.streets);
        let keys = keys.filter_map(|key| places.filed.key(key));
        let companies: BTreeSet<PartyNumber> = keys
            .flat_map(|key| places.filed.companies(key, cx.as_of).take(MOST_AT_A_KEY))
            .map(|(company, _)| company)
            .collect();
        let in_room = places.sharers(&taken.rooms, cx.as_of);
        let in_building = places.sharers(&taken.buildings, cx.as_of);
        for company in companies {
            if listed.identified_as(company).is_some() || cx.listed_party(company).is_some() {
                continue;
            }
            let here =
                |value: &Dated| value.since <= cx.as_of && value.until.is_none_or(|until| until > cx.as_of);
            let sites = places.of_company(company).iter().filter(|site| here(&site.value));
            let sites = sites.filter(|site| taken.is_in_one_town_with(&places.addresses[site.address]));
            let met = sites.map(|site| (taken.meet(&places.addresses[site.address]), site));
            let Some((meeting, site)) = met.max_by_key(|(meeting, _)| *meeting) else { continue };
            found.push(Near {
                listed: at,
                company,
                text: site.value.text.clone(),
                since: Some(site.value.since).filter(|day| *day > Date::MIN),
                listed_text: text.clone(),
                meeting,
                next_door: taken.is_next_door_to(&places.addresses[site.address]),
                in_room,
                in_building,
                at_its_own: places.sharers(own_keys(&places.addresses[site.address]), cx.as_of),
                names_a_room: !taken.rooms.is_empty(),
                stated: vec![cx.stated(company), stated.clone()],
            });
        }
    }
    found
}

fn own_keys(taken: &Taken) -> &[String] {
    if taken.rooms.is_empty() { &taken.buildings } else { &taken.rooms }
}

/// More companies than these at one listed party are one finding: nobody reads them one by one.
const MOST_OF_A_PARTY: usize = 20;
/// So many of them are named.
const NAMED: usize = 12;

/// What is found of single companies, by listed party: where too many stand at one, a finding about all of them.
#[derive(Default)]
pub(crate) struct Crowds<'a>(BTreeMap<&'a str, Crowd<'a>>);

struct Crowd<'a> {
    listed: &'a Listed,
    findings: BTreeMap<String, Finding>,
    count: usize,
}

impl<'a> Crowds<'a> {
    /// Takes the finding about a company near a listed party; `crowd` is how many are there in all.
    pub(crate) fn take(&mut self, listed: &'a Listed, crowd: usize, finding: Finding) {
        let empty = || Crowd { listed, findings: BTreeMap::new(), count: 0 };
        let of = self.0.entry(listed.id.as_str()).or_insert_with(empty);
        of.count = of.count.max(crowd);
        keep_best(&mut of.findings, finding);
    }

    /// The findings; `say` words the one about many: "stand at the address of".
    pub(crate) fn finish(self, say: impl Fn(&Listed) -> String) -> Vec<Finding> {
        let mut all = Vec::new();
        for Crowd { listed, findings, count } in self.0.into_values() {
            if findings.len() > MOST_OF_A_PARTY {
                all.extend(together(listed, findings.into_values().collect(), count, &say(listed)));
            } else {
                all.extend(findings.into_values());
            }
        }
        all
    }
}

/// One finding about all companies near a listed party, with the evidence of the strongest.
fn together(listed: &Listed, mut findings: Vec<Finding>, crowd: usize, say: &str) -> Option<Finding> {
    findings.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    let count = findings.len().max(crowd);
    let of_all = |finding: &Finding| finding.subjects.first().cloned();
    let named: Vec<Subject> = findings.iter().filter_map(of_all).take(NAMED).collect();
    let since = findings.iter().filter_map(|finding| finding.known_since).min();
    let mut stated: Vec<Stated> = Vec::new();
    for one in findings.iter().take(NAMED).flat_map(|finding| &finding.evidence).flat_map(|it| &it.stated) {
        if !stated.contains(one) {
            stated.push(one.clone());
        }
    }
    let mut one = findings.into_iter().next()?;
    let captions: Vec<&str> = named.iter().map(|subject| subject.caption.as_str()).collect();
    one.evidence.push(Evidence {
        statement: format!(
            "{count} companies here {say}; the first of them: {}. The option --ftm writes the addresses of all",
            captions.join(", ")
        ),
        stated,
        family: Family::Place,
        weight: 0.0,
        since: None,
    });
    one.id = format!("{}:{}", one.detector, listed.id);
    one.message = format!("{count} companies {say}");
    one.known_since = since;
    one.subjects.retain(|subject| subject.id == listed.id);
    one.subjects.splice(0..0, named);
    Some(one)
}

/// How a company stands beside a listed party: what they share, how many share it, and the words.
pub(crate) struct Beside {
    pub(crate) thing: Thing,
    pub(crate) sharers: usize,
    pub(crate) words: &'static str,
}

/// A finding for each company that stands beside a listed party in one way.
pub(crate) fn neighbours(
    cx: &Context<'_>,
    detector: &'static str,
    verb: &str,
    beside: impl Fn(&Near) -> Option<Beside>,
) -> Vec<Finding> {
    let population = cx.index().places.filed.population(cx.as_of);
    let mut crowds = Crowds::default();
    for near in near(cx) {
        let listed = near.listed(cx);
        let Some(Beside { thing, sharers, words }) = beside(near) else { continue };
        let statement = format!(
            "{} is registered at {}{}; {} is registered at {}: {words} (companies here in the building: {})",
            cx.caption(near.company),
            near.text,
            since_words(near.since),
            listed.caption(),
            near.listed_text,
            near.in_building.max(1),
        );
        let message = format!("{} {verb} {}", cx.caption(near.company), listed.caption());
        let subjects = vec![cx.subject(near.company), subject_of(listed)];
        let tie = Tie::of(detector, subjects, message).because(Evidence {
            statement,
            stated: near.stated.clone(),
            family: Family::Place,
            weight: shared(thing, sharers, population),
            since: near.since,
        });
        let tie = if listed.is_address_only() {
            tie.touching(cx, "us.ear.address_only_entries", "another_unit_of_the_building")
        } else {
            tie.touching(cx, "us.fincen.export_evasion_red_flags", "address_of_a_listed_party")
        };
        if let Some(finding) = tie.listing(cx, listed).finding(cx) {
            crowds.take(listed, 0, finding);
        }
    }
    let verb = verb.replacen("stands", "stand", 1);
    crowds.finish(|listed| format!("{verb} {}", listed.caption()))
}

/// Keeps of the findings with one id the one with the most evidence, the first of equals.
pub(crate) fn keep_best(best: &mut BTreeMap<String, Finding>, finding: Finding) {
    if best.get(&finding.id).is_none_or(|held| held.score < finding.score) {
        best.insert(finding.id.clone(), finding);
    }
}

/// More companies at one key are a tower or a whole park.
const MOST_AT_A_KEY: usize = 2000;

/// The addresses that the lists print, and those the registry has for the listed party today.
fn addresses(cx: &Context<'_>, listed: &Listed) -> Vec<(Taken, String, Stated)> {
    let list = listed.listings_by(cx.as_of).first().map_or("", |listing| listing.list.as_str());
    let country = listed.party.countries.first().copied();
    let printed = listed.party.addresses.iter().filter(|address| !address.text.is_empty());
    let stated = Stated { source: list.into(), record: listed.id.as_str().into(), seen: None };
    let mut all: Vec<(Taken, String, Stated)> = printed
        .map(|address| {
            (Taken::of(&address.text, address.country.or(country)), address.text.clone(), stated.clone())
        })
        .collect();
    let places = &cx.index().places;
    for number in listed.numbers.iter().filter(|number| cx.knows(**number)) {
        for site in places.of_company(*number).iter().filter(|site| site.value.since <= cx.as_of) {
            let taken = &places.addresses[site.address];
            if all.iter().all(|(held, ..)| held.parts != taken.parts) {
                all.push((taken.clone(), site.value.text.clone(), cx.stated(*number)));
            }
        }
    }
    all
}
