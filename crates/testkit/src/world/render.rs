//! A world as a registry tells it on a day.

use super::{
    Persons, World,
    company::{Company, Kind, Link, Node},
    day::END,
};
use chokepoint_model::{
    Address, Change, Citation, Contact, Country, Date, Decimal, Directness, Identifier, IdentifierKind,
    Interest, InterestKind, KnownBy, Listing, Money, Name, NameKind, PartialDate, Party, PartyNumber, Period,
    Profile, Registry, Schema, Share, Stated,
};
use std::{collections::BTreeMap, sync::Arc};

/// The registry as of a day: records, links and changes that were known by then.
pub(super) fn registry(world: &World, as_of: Date) -> Registry {
    let source: Arc<str> = Arc::from("made-up registry");
    let is_known = |company: &Company| company.seen <= as_of && company.founded <= as_of;
    let links: Vec<&Link> = world
        .links
        .iter()
        .filter(|link| {
            let holder = match link.holder {
                Node::Company(at) => is_known(&world.companies[at as usize]),
                Node::Person(_) => true,
            };
            holder && link.seen <= as_of && link.from <= as_of && is_known(&world.companies[link.held as usize])
        })
        .collect();
    // By id: what was drawn last must not stand last.
    let mut parties: BTreeMap<String, Node> = BTreeMap::new();
    for (at, company) in (0..).zip(&world.companies) {
        if is_known(company) {
            parties.insert(id(world, Node::Company(at)), Node::Company(at));
        }
    }
    for link in &links {
        if let Node::Person(_) = link.holder {
            parties.entry(id(world, link.holder)).or_insert(link.holder);
        }
    }
    for (one, other) in &world.families {
        for person in [one, other] {
            let node = Node::Person(*person);
            parties.entry(id(world, node)).or_insert(node);
        }
    }
    let numbers: BTreeMap<&str, PartyNumber> = parties.keys().map(String::as_str).zip((0..).map(PartyNumber)).collect();
    let of_company = by_number(world.companies.len(), &numbers, |at| id(world, Node::Company(at)));
    let of_person = by_number(world.persons.len(), &numbers, |at| id(world, Node::Person(at)));
    let number = |node: Node| match node {
        Node::Company(at) => of_company[at as usize],
        Node::Person(at) => of_person[at as usize],
    };
    let mut roles: BTreeMap<&str, Arc<str>> = BTreeMap::new();
    let mut interests: Vec<Interest> = links
        .iter()
        .filter_map(|link| {
            Some(Interest {
                holder: number(link.holder)?,
                held: number(Node::Company(link.held))?,
                kind: link.kind,
                share: link.share,
                directness: Directness::Direct,
                period: Period {
                    from: Some(link.from).filter(|_| link.dated),
                    until: link.until.filter(|until| *until <= as_of),
                },
                role: Arc::clone(roles.entry(link.role).or_insert_with(|| Arc::from(link.role))),
                stated: Stated {
                    source: Arc::clone(&source),
                    record: code(world, link.held).into(),
                    seen: Some(link.seen),
                },
            })
        })
        .collect();
    let family: Arc<str> = Arc::from("亲属");
    interests.extend(world.families.iter().filter_map(|(one, other)| {
        Some(Interest {
            holder: number(Node::Person(*one))?,
            held: number(Node::Person(*other))?,
            kind: InterestKind::Family,
            share: Share::UNKNOWN,
            directness: Directness::Direct,
            period: Period::default(),
            role: Arc::clone(&family),
            stated: Stated { source: Arc::clone(&source), record: "亲属".into(), seen: None },
        })
    }));
    interests.sort_by_key(|interest| (interest.held, interest.kind, interest.holder, interest.period.from));
    let profiles = parties
        .iter()
        .map(|(id, node)| match node {
            Node::Company(at) => company(world, *at, id, as_of, &source),
            Node::Person(at) => person(world, *at, id),
        })
        .collect();
    Registry { profiles, interests, gaps: Vec::new(), issues: Vec::new() }
}

fn by_number(
    many: usize,
    numbers: &BTreeMap<&str, PartyNumber>,
    id: impl Fn(u32) -> String,
) -> Vec<Option<PartyNumber>> {
    (0..many as u32).map(|at| numbers.get(id(at).as_str()).copied()).collect()
}

/// The id of a party: of a company its code, of a person its number or its name.
pub(super) fn id(world: &World, node: Node) -> String {
    match (node, world.plan.persons) {
        (Node::Company(at), _) => code(world, at),
        (Node::Person(at), Persons::Ids) => format!("p{:08}", shuffled(world, at)),
        (Node::Person(at), Persons::Names) => world.persons[at as usize].name.clone(),
    }
}

/// A number that does not tell when it was drawn: an odd factor and a key turn the numbers below 2^26 about.
fn shuffled(world: &World, at: u32) -> u32 {
    let key = (world.plan.seed as u32).wrapping_mul(2_654_435_761) >> 6;
    (at.wrapping_mul(40_503_713) ^ key) & 0x03ff_ffff
}

/// A Unified Social Credit Code (GB 32100-2015) with its check digits, of a division that does not exist.
fn code(world: &World, at: u32) -> String {
    const SIGNS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let kind = match world.companies[at as usize].kind {
        Kind::Company => "91",
        Kind::Institute => "12",
        Kind::State => "11",
    };
    let organisation = format!("{:08}", shuffled(world, at));
    let weights = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = organisation.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => (b'0' + digit as u8) as char,
    };
    let mut text = format!("{kind}990000{organisation}{check}");
    let (mut sum, mut weight) = (0_u32, 1_u32);
    for sign in text.bytes() {
        let value = SIGNS.iter().position(|other| *other == sign).unwrap_or(0) as u32;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    text.push(SIGNS[((31 - sum % 31) % 31) as usize] as char);
    text
}

fn company(world: &World, at: u32, id: &str, as_of: Date, source: &Arc<str>) -> Profile {
    let company = &world.companies[at as usize];
    let mut names = vec![Name::primary(company.name(as_of))];
    names.extend(company.english.iter().map(|name| Name::alias(name.clone())));
    if company.tells_former {
        let former = company.names.iter().take_while(|(day, _)| *day <= as_of);
        let mut former: Vec<_> = former.map(|(_, name)| name).collect();
        former.pop();
        names.extend(former.into_iter().map(|name| Name { text: name.clone(), kind: NameKind::Former }));
    }
    let country = Country::from_code("CN");
    let mut addresses = Vec::new();
    if company.tells_address {
        addresses.push(Address { text: company.address(as_of).to_owned(), country });
        if company.listed.is_some() {
            let listing = company.listed.unwrap_or(as_of);
            addresses.push(Address { text: world.places.english(company.spot(listing)), country });
        }
    }
    let identifiers = vec![Identifier { kind: IdentifierKind::Uscc, value: id.to_owned(), country }];
    let schema = match company.kind {
        Kind::Company => Schema::Company,
        Kind::Institute => Schema::Organization,
        Kind::State => Schema::PublicBody,
    };
    let capital = company.capitals.iter().rev().find(|(day, _)| *day <= as_of).or(company.capitals.first());
    let dissolved = company.dissolved.filter(|day| *day <= as_of);
    Profile {
        id: id.to_owned(),
        known_by: KnownBy::Id,
        party: Party {
            schema,
            names,
            addresses,
            identifiers,
            countries: country.into_iter().collect(),
            ..Party::default()
        },
        founded: founded(company),
        dissolved: dissolved.map(full),
        status: if dissolved.is_some() { "注销" } else { "存续" }.to_owned(),
        scope: company.scope(as_of).to_owned(),
        capital: capital.map(|(_, amount)| Money {
            amount: Decimal::whole(i64::from(*amount) * 10_000),
            currency: "CNY".to_owned(),
        }),
        contacts: company
            .contacts
            .iter()
            .filter(|(day, ..)| *day <= as_of)
            .map(|(_, kind, text)| Contact { kind: *kind, text: text.clone() })
            .collect(),
        changes: changes(company, as_of),
        listings: company.listed.filter(|day| *day <= as_of).map(listing).into_iter().collect(),
        topics: Vec::new(),
        stated: Stated { source: Arc::clone(source), record: id.into(), seen: Some(company.seen) },
    }
}

fn changes(company: &Company, as_of: Date) -> Vec<Change> {
    let mut changes: Vec<_> = company.changes.iter().filter(|change| change.0 <= as_of).collect();
    changes.sort_by_key(|change| (change.0, change.1 as u8));
    let shown = |(on, what, before, after): &&(Date, _, String, String)| Change {
        what: *what,
        on: Some(full(*on)),
        before: before.clone(),
        after: after.clone(),
    };
    changes.iter().map(shown).collect()
}

fn person(world: &World, at: u32, id: &str) -> Profile {
    let name = &world.persons[at as usize].name;
    let known_by = match world.plan.persons {
        Persons::Ids => KnownBy::Id,
        Persons::Names => KnownBy::Name,
    };
    Profile { id: id.to_owned(), known_by, party: Party::named(name, Schema::Person), ..Profile::default() }
}

fn listing(day: Date) -> Listing {
    let mut listing = Listing::on("us_bis_entity_list");
    listing.period.from = Some(day);
    listing.citations.push(Citation { text: "made-up listing".to_owned(), published: Some(day) });
    listing
}

fn founded(company: &Company) -> Option<PartialDate> {
    let day = company.founded.min(END);
    match company.fuzzy {
        0 => Some(full(day)),
        1 => Some(PartialDate { day: None, ..full(day) }),
        2 => Some(PartialDate::year(day.year())),
        _ => None,
    }
}

fn full(day: Date) -> PartialDate {
    PartialDate::full(day.year(), day.month() as u8, day.day() as u8)
}
