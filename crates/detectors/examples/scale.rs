//! How long a registry of 100,000 companies with 100 listed ones takes: to index, and to rank the successors of all.
//!
//! `cargo run --release -p chokepoint-detectors --example scale [COMPANIES] [LISTED]`
//! The registry is made up of random particulars and plants nothing: it measures time, not quality.

use chokepoint_detectors::{Known, Listed, examine, replay, successors};
use chokepoint_model::{
    Address, Contact, ContactKind, Country, Date, Directness, Interest, InterestKind, KnownBy, Listing,
    PartialDate, Party, PartyNumber, Period, Profile, Registry, Schema, Share, Stated,
};
use chokepoint_rules::Rules;
use std::time::Instant;

/// A sequence that is the same every time.
struct Turns(u64);

impl Turns {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

const TRADES: [&str; 8] =
    ["servers", "storage", "noodles", "valves", "optics", "cables", "software", "pumps"];
const TOWNS: [&str; 6] = ["Tianjin", "Beijing", "Qingdao", "Wuhan", "Chengdu", "Shenzhen"];

#[expect(clippy::print_stdout, reason = "the figures are what it is run for")]
fn main() {
    let mut given = std::env::args().skip(1).filter_map(|word| word.parse().ok());
    let (companies, listed) = (given.next().unwrap_or(100_000), given.next().unwrap_or(100));
    let registry = registry(companies);
    let listed: Vec<Listed> = (0..listed)
        .map(|at| {
            let number = PartyNumber((at * (companies / listed)) as u32);
            let mut listing = Listing::on("us_bis_entity_list");
            listing.period.from = Some(Date::constant(2019, 6, 24));
            let party = registry.profiles[number.at()].party.clone();
            Listed {
                id: format!("l{at}"),
                party,
                listings: vec![listing],
                numbers: vec![number],
                ..Listed::default()
            }
        })
        .collect();
    let start = Instant::now();
    let known = Known::new(&registry, &listed, &[]);
    println!("index of {companies} companies: {:.1} s", start.elapsed().as_secs_f64());
    let as_of = Date::constant(2024, 1, 1);
    let cx = known.on(as_of, Rules::built_in());
    let start = Instant::now();
    let found: usize = listed.iter().map(|one| successors(&cx, one, 10).len()).sum();
    println!(
        "successors of {} listed: {:.1} s, {found} candidates",
        listed.len(),
        start.elapsed().as_secs_f64()
    );
    let start = Instant::now();
    let findings = examine(&cx);
    println!("all detectors: {:.1} s, {} findings", start.elapsed().as_secs_f64(), findings.len());
    let start = Instant::now();
    let seen = replay(&known, Rules::built_in(), &listed[0], as_of, 10);
    println!("replay of one: {:.1} s, {} candidates", start.elapsed().as_secs_f64(), seen.len());
}

fn registry(companies: usize) -> Registry {
    let mut turns = Turns(7);
    let china = Country::from_code("CN");
    let stated = Stated { source: "made up".into(), record: "1".into(), seen: None };
    let mut registry = Registry::default();
    for at in 0..companies {
        let (trade, town) = (TRADES[turns.below(8)], TOWNS[turns.below(6)]);
        let mut party =
            Party::named(format!("Brand{} {trade} Co Ltd", turns.below(companies / 2)), Schema::Company);
        let text = format!(
            "Room {}, No. {} Street{} Road, {town}",
            100 + turns.below(900),
            1 + turns.below(200),
            turns.below(companies / 100)
        );
        party.addresses.push(Address { text, country: china });
        let scope = format!("{trade}; {}; {}", TRADES[turns.below(8)], TRADES[turns.below(8)]);
        let phone = format!("022-{:08}", 50_000_000 + turns.below(companies));
        let (year, month, day) = (1995 + turns.below(28), 1 + turns.below(12), 1 + turns.below(28));
        registry.profiles.push(Profile {
            id: format!("c{at}"),
            party,
            founded: Some(PartialDate::full(year as i16, month as u8, day as u8)),
            scope,
            contacts: vec![Contact { kind: ContactKind::Phone, text: phone }],
            stated: stated.clone(),
            ..Profile::default()
        });
    }
    for at in 0..companies * 2 {
        registry.profiles.push(Profile {
            id: format!("p{at}"),
            known_by: KnownBy::Name,
            party: Party::named(format!("Given{} Family{}", at / 500, at % 500), Schema::Person),
            stated: stated.clone(),
            ..Profile::default()
        });
    }
    let interest = |holder: usize, held: usize, kind, share, period| Interest {
        holder: PartyNumber(holder as u32),
        held: PartyNumber(held as u32),
        kind,
        share,
        directness: Directness::Direct,
        period,
        role: "".into(),
        stated: stated.clone(),
    };
    for company in 0..companies {
        for kind in [InterestKind::LegalRepresentative, InterestKind::Director, InterestKind::Director] {
            let person = companies + turns.below(companies * 2);
            registry.interests.push(interest(person, company, kind, Share::UNKNOWN, Period::default()));
        }
        let owner = turns.below(companies);
        let share = Share::percent(1 + turns.below(100) as u32);
        registry.interests.push(interest(owner, company, InterestKind::Capital, share, Period::default()));
        for _ in 0..2 {
            let from = Date::new(2015 + turns.below(9) as i16, 1 + turns.below(12) as i8, 1).ok();
            let period = Period { from, until: None };
            let buyer = turns.below(companies / 50);
            registry.interests.push(interest(company, buyer, InterestKind::Supplier, Share::UNKNOWN, period));
        }
    }
    registry
}
