//! Two parties and what their attributes say; all parties are invented.

use super::*;
use chokepoint_model::{Address, Identifier, IdentifierKind, PartialDate};
use proptest::prelude::*;

/// A party of `key=value` lines: `schema`, `address`, `country`, `born`, or a kind of identifier with `@CC`.
fn party(lines: &str) -> Party {
    let mut party = Party::default();
    for line in lines.split(';').map(str::trim).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once('=').expect("key=value");
        let (value, country) = match value.rsplit_once('@') {
            Some((value, country)) => (value, Country::from_code(country)),
            None => (value, None),
        };
        let kind = match key {
            "schema" => {
                party.schema = Schema::from_name(value).expect("a schema");
                continue;
            }
            "address" => {
                party.addresses.push(Address { text: value.into(), country });
                continue;
            }
            "country" => {
                party.add_country(Country::from_code(value).expect("a country"));
                continue;
            }
            "born" => {
                let range = chokepoint_text::date::parse(value).expect("a date");
                let part = |p: chokepoint_text::date::Parts| PartialDate {
                    year: p.year,
                    month: p.month,
                    day: p.day,
                    circa: p.circa,
                };
                party.birth_dates.push(BirthDate { from: part(range.from), to: range.to.map(part) });
                continue;
            }
            "uscc" => IdentifierKind::Uscc,
            "lei" => IdentifierKind::Lei,
            "imo" => IdentifierKind::Imo,
            "tax" => IdentifierKind::Tax,
            "passport" => IdentifierKind::Passport,
            "registration" => IdentifierKind::Registration,
            other => panic!("{other}"),
        };
        party.identifiers.push(Identifier { kind, value: value.into(), country });
    }
    party
}

fn weighed(a: &str, b: &str) -> (f32, String) {
    let (a, b) = (PreparedAttributes::new(&party(a)), PreparedAttributes::new(&party(b)));
    let mut reasons = Vec::new();
    let sum = compare(&a, &b, &mut reasons);
    assert_eq!(sum, evidence(&a, &b), "with and without words");
    assert_eq!(sum, reasons.iter().map(|reason| reason.weight).sum::<f32>());
    let words = reasons.iter().map(|reason| format!("{}: {}", reason.feature.as_str(), reason.words));
    (sum, words.collect::<Vec<_>>().join("; "))
}

/// The weight lies in the range, and the words are these.
fn check(a: &str, b: &str, range: std::ops::RangeInclusive<f32>, words: &str) {
    let (sum, told) = weighed(a, b);
    assert!(range.contains(&sum) && told == words, "{a} / {b}: {sum} {told}");
}

#[test]
fn addresses_count_for_what_they_tell() {
    let room = "address=Unit 3, 5/F, Sample Tower, 12 Lockhart Road, Wan Chai@HK";
    check(room, room, 4.0..=4.5, "address: the same room 3, 12 lockhart road; country: same HK");
    check(
        room,
        "address=Unit 9, 5/F, Sample Tower, 12 Lockhart Rd@HK",
        0.5..=1.1,
        "address: another room of 12 lockhart road; country: same HK",
    );
    check(
        room,
        "address=Sample Tower, 12 Lockhart Rd, Wan Chai@HK",
        2.0..=3.0,
        "address: the same building, 12 lockhart road; country: same HK",
    );
    check(
        "address=Dubai@AE",
        "address=Sharjah@AE",
        -0.2..=0.2,
        "address: Dubai, Sharjah differ; country: same AE",
    );
    check("address=Moscow", "address=Moskva, Tverskaya 5", 0.1..=0.3, "address: only Moscow meets");
    check(
        "address=香港灣仔駱克道12號5樓3室",
        room,
        4.0..=4.5,
        "address: the same room 3, 12 lockhart road; country: same HK",
    );
}

#[test]
fn a_listed_address_is_met_by_its_room_alone() {
    let listed = "schema=Address; address=7/F Sample Tower, 111 Bonham Strand, Sheung Wan, Hong Kong@CN";
    check(
        "address=7th Floor, Sample Tower, 111 Bonham Strand, HK",
        listed,
        2.0..=3.0,
        "address: the same floor 7, 111 bonham strand; the list names the address itself",
    );
    let (sum, _) = weighed("address=8/F Sample Tower, 111 Bonham Strand, Hong Kong; country=HK", listed);
    assert!(sum < -1.5, "{sum}");
    let (sum, _) = weighed("address=111 Bonham Strand, Hong Kong; schema=Company", listed);
    assert!((-0.8..0.0).contains(&sum), "{sum}");
}

#[test]
fn an_address_of_many_says_little() {
    let entity = party("address=Room 1, 5 Sample Street, Road Town@VG");
    let (one, many) = (
        PreparedAttributes::new(&entity).with_sharing(|_| Filed { parties: 1, together: true }),
        PreparedAttributes::new(&entity).with_sharing(|_| Filed { parties: 40, together: true }),
    );
    let asked = PreparedAttributes::new(&entity);
    assert!(evidence(&asked, &one) > 4.0);
    assert!(evidence(&asked, &many) < 1.0);
}

#[test]
fn a_house_of_parties_listed_together_is_one_groups_and_a_tower_or_an_agents_house_is_not() {
    let at = |address: &str, parties, together| {
        let of = party(&format!("address={address}@CN"));
        let entity = PreparedAttributes::new(&of).with_sharing(|_| Filed { parties, together });
        evidence(&PreparedAttributes::new(&of), &entity)
    };
    let (house, room) = ("88 Sample Road, Kunshan, Jiangsu", "Room 3, 88 Sample Road, Kunshan, Jiangsu");
    assert_eq!(at(house, 3, true), at(house, 1, true));
    assert!(at(house, 3, false) < at(house, 1, true) - 1.0, "strangers");
    assert!(at(house, 12, true) < at(house, 1, true) - 2.0, "an agent's clients, listed on one day");
    assert!(at(room, 3, true) < at(room, 1, true) - 1.0, "tenants");
}

#[test]
fn a_right_check_digit_decides_and_a_wrong_one_does_not() {
    let uscc = "uscc=91350100M000100Y43";
    check(
        uscc,
        uscc,
        12.0..=15.0,
        "identifier: USCC equal, and the check digit is right: only one party has it",
    );
    check(
        uscc,
        "tax=91350100M000100Y43@CN",
        12.0..=15.0,
        "identifier: USCC equal, and the check digit is right: only one party has it",
    );
    check(
        "uscc=91350100M000100Y44",
        "uscc=91350100M000100Y44",
        1.0..=4.0,
        "identifier: USCC equal, but the check digit is wrong",
    );
    check(
        uscc,
        "uscc=91350100M000100Y44",
        1.0..=4.0,
        "identifier: USCC one sign apart, and only one check digit is right: a slip",
    );
    check(
        "imo=9074729",
        "imo=IMO 9074729",
        12.0..=15.0,
        "identifier: IMO number equal, and the check digit is right: only one party has it",
    );
    check(
        "imo=9074729",
        "imo=9143506",
        -7.0..=-4.0,
        "identifier: IMO number of another party: both check digits are right",
    );
    check("passport=AB123456@RU", "passport=AB 123456@RU", 4.0..=6.0, "identifier: passport equal");
    check("passport=AB123456@RU", "passport=CD765432@RU", -0.6..=-0.1, "identifier: passport differs");
    check("passport=AB123456@RU", "passport=CD765432@CN", 0.0..=0.0, "");
}

#[test]
fn birth_dates_agree_in_whole_in_part_or_not() {
    for (a, b, range, words) in [
        ("1975-03-04", "4 Mar 1975", 3.0..=4.0, "the same day"),
        ("1975-03-04", "1975", 0.5..=1.5, "the same year"),
        ("1975-03-04", "Mar 1975", 1.5..=2.5, "the same month"),
        ("1975-03-04", "1975-04-03", 1.0..=2.0, "day and month change places"),
        ("1975-03-04", "1975-03-09", 0.5..=1.0, "one digit off"),
        ("1975-03-04", "1976", -1.0..=-0.5, "within two years"),
        ("1975-03-04", "1981", -6.0..=-4.0, "more than two years apart"),
        ("1975-03-04", "circa 1976", 0.3..=1.0, "about the same year"),
        ("1975-03-04", "1970 to 1980", 0.3..=1.0, "about the same year"),
    ] {
        check(&format!("born={a}"), &format!("born={b}"), range, &format!("birth date: {words}"));
    }
}

#[test]
fn countries_and_kinds_speak_weakly_or_forbid() {
    check("country=AE; country=IR", "country=IR", 0.1..=0.6, "country: same IR");
    check("country=AE", "country=IR", -1.0..=-0.5, "country: no country in common");
    check("country=HK", "country=CN", 0.0..=0.0, "");
    check("schema=Person", "schema=Vessel", -7.0..=-5.0, "schema: Person is no Vessel");
    check("schema=LegalEntity", "schema=Vessel", 0.0..=0.0, "");
    check("schema=Company", "schema=Organization", 0.0..=0.0, "");
}

#[test]
fn parties_are_found_by_identifier_and_address() {
    let keys = keys(&party("uscc=91350100M000100Y43; address=Room 5, 12 Lockhart Road, Hong Kong@HK"));
    for key in ["i:91350100M000100Y43", "i:M000100Y4", "a:12|lockhart||r5", "a:12|lockhart@xianggang"] {
        assert!(keys.iter().any(|held| held == key), "{key} is not in {keys:?}");
    }
}

proptest! {
    #[test]
    fn weights_are_bounded_and_do_not_depend_on_the_side(a in "\\PC{0,40}", b in "\\PC{0,40}", n in 1900_i16..2020) {
        let of = |text: &str| Party {
            addresses: vec![Address { text: text.to_owned(), country: Country::from_code("CN") }],
            identifiers: vec![Identifier { kind: IdentifierKind::Uscc, value: text.to_owned(), country: None }],
            birth_dates: vec![BirthDate { from: PartialDate::year(n), to: None }],
            ..Party::default()
        };
        let (a, b) = (PreparedAttributes::new(&of(&a)), PreparedAttributes::new(&of(&b)));
        let sum = evidence(&a, &b);
        prop_assert!(sum.is_finite() && sum.abs() < 40.0);
        prop_assert_eq!(sum, evidence(&b, &a));
    }
}
