//! A world as a registry tells it on a day.

use super::{
    Persons, World,
    company::{Company, Kind, Link, Node},
    day::END,
};
use chokepoint_model::{
    Address, Change, Contact, Country, Date, Decimal, Directness, Identifier, IdentifierKind, Interest,
    InterestKind, KnownBy, Money, Name, NameKind, PartialDate, Party, PartyNumber, Period, Profile, Registry,
    Schema, Share, Stated,
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
            holder
                && link.seen <= as_of
                && link.from <= as_of
                && is_known(&world.companies[link.held as usize])
        })
        .collect();
    let mut is_seen = vec![false; world.persons.len()];
    for link in &links {
        if let Node::Person(at) = link.holder {
            is_seen[at as usize] = true;
        }
    }
    let mut of_company = vec![None; world.companies.len()];
    let mut of_person = vec![None; world.persons.len()];
    let mut parties: Vec<(&str, Node)> = Vec::new();
    for (id, node) in &world.order {
        let is_in = match node {
            Node::Company(at) => is_known(&world.companies[*at as usize]),
            Node::Person(at) => is_seen[*at as usize],
        };
        if !is_in {
            continue;
        }
        // Persons known by one name are one party.
        if parties.last().is_none_or(|(last, _)| last != id) {
            parties.push((id, *node));
        }
        let number = Some(PartyNumber(parties.len() as u32 - 1));
        match node {
            Node::Company(at) => of_company[*at as usize] = number,
            Node::Person(at) => of_person[*at as usize] = number,
        }
    }
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
    let mark: Arc<str> = Arc::from("商标转让");
    let journal: Arc<str> = Arc::from("made-up journal of trade marks");
    interests.extend(world.transfers.iter().filter(|(.., day)| *day <= as_of).filter_map(
        |(from, to, day)| {
            Some(Interest {
                holder: number(Node::Company(*from))?,
                held: number(Node::Company(*to))?,
                kind: InterestKind::Right,
                share: Share::UNKNOWN,
                directness: Directness::Direct,
                period: Period { from: Some(*day), until: None },
                role: Arc::clone(&mark),
                stated: Stated {
                    source: Arc::clone(&journal),
                    record: code(world, *to).into(),
                    seen: Some(*day),
                },
            })
        },
    ));
    interests.sort_by_key(|interest| (interest.held, interest.kind, interest.holder, interest.period.from));
    let profiles = parties
        .iter()
        .map(|(id, node)| match node {
            Node::Company(at) => company(world, *at, id, as_of, &source),
            Node::Person(at) => person(world, *at, id),
        })
        .collect();
    Registry { profiles, interests, ..Registry::default() }
}

/// The list as of a day, by id.
pub(super) fn list(world: &World, as_of: Date) -> Vec<(String, Party, Date)> {
    let country = Country::from_code("CN");
    let mut entries: Vec<(String, Party, Date)> = Vec::new();
    for at in &world.listed {
        let company = &world.companies[*at as usize];
        let Some(day) = company.listed.filter(|day| *day <= as_of) else { continue };
        let mut names: Vec<Name> = company.english.iter().map(|name| Name::primary(name.clone())).collect();
        names.push(Name::alias(company.name(day)));
        let addresses = vec![Address { text: world.places.english(company.spot(day)), country }];
        let countries = country.into_iter().collect();
        let party = Party { schema: Schema::Company, names, addresses, countries, ..Party::default() };
        entries.push((format!("list-{:08}", shuffled(world, *at)), party, day));
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

/// All parties by id.
pub(super) fn order(world: &World) -> Vec<(String, Node)> {
    let companies = (0..world.companies.len() as u32).map(Node::Company);
    let persons = (0..world.persons.len() as u32).map(Node::Person);
    let mut order: Vec<(String, Node)> =
        companies.chain(persons).map(|node| (id(world, node), node)).collect();
    order.sort_unstable();
    order
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
    let sum: u32 =
        organisation.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
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
        listings: Vec::new(),
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
