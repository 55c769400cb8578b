//! Invented lists, and the entities that they make together.

use super::*;
use chokepoint_model::{BirthDate, Citation, Country, Date, Identifier, IdentifierKind, PartialDate, Period};

/// A record of `source` with this id, on `list`.
fn record(source: &str, id: &str, list: &str, name: &str, country: &str) -> Record {
    let mut party = Party::named(name, Schema::Company);
    party.countries.extend(Country::from_code(country));
    Record {
        key: RecordKey { source: source.into(), id: id.into() },
        party,
        listings: vec![Listing::on(list)],
        same_as: Vec::new(),
        topics: Vec::new(),
    }
}

fn with(mut record: Record, kind: IdentifierKind, value: &str) -> Record {
    record.party.identifiers.push(Identifier { kind, value: value.into(), country: None });
    record
}

/// The captions of entities, each with its listings.
fn check(records: Vec<Record>, expect: &[&str]) {
    let entities = resolve(records, &mut Registry::default());
    let told: Vec<String> = entities
        .iter()
        .map(|entity| {
            let lists: Vec<&str> = entity.listings.iter().map(|held| held.listing.list.as_str()).collect();
            format!("{}: {}", entity.party.caption(), lists.join(" "))
        })
        .collect();
    assert_eq!(told, expect);
}

#[test]
fn one_party_on_four_lists_is_one_entity_with_four_listings() {
    check(
        vec![
            record("us_csl", "1", "us_bis_entity_list", "Brightwater Computing Co., Ltd.", "CN"),
            record("us_csl", "2", "us_ofac_sdn", "BRIGHTWATER COMPUTING CO LTD", "CN"),
            record("eu_fsf", "3", "eu_fsf", "Brightwater Computing", "CN"),
            record("uk_sanctions", "4", "uk_sanctions", "Brightwater Computing Company Limited", "CN"),
            record("eu_fsf", "5", "eu_fsf", "Northwater Computing", "CN"),
        ],
        &[
            "Brightwater Computing Co., Ltd.: us_bis_entity_list us_ofac_sdn eu_fsf uk_sanctions",
            "Northwater Computing: eu_fsf",
        ],
    );
}

#[test]
fn a_right_check_digit_joins_other_names_and_a_wrong_one_joins_nobody() {
    let of =
        |id: &str, name: &str, uscc: &str| with(record("s", id, "l", name, "CN"), IdentifierKind::Uscc, uscc);
    check(
        vec![of("1", "Alder Works", "91350100M000100Y43"), of("2", "Birch Trading", "91350100M000100Y43")],
        &["Alder Works: l l"],
    );
    check(
        vec![of("1", "Alder Works", "91350100M000100Y44"), of("2", "Birch Trading", "91350100M000100Y44")],
        &["Alder Works: l", "Birch Trading: l"],
    );
}

#[test]
fn namesakes_with_other_identifiers_stay_apart_and_have_ids_of_their_own() {
    let of = |id: &str, lei: &str| {
        with(record("s", id, "l", "Alder Works Trading", "RU"), IdentifierKind::Inn, lei)
    };
    let entities = resolve(vec![of("1", "7707083893"), of("2", "500100732259")], &mut Registry::default());
    assert_eq!(entities.len(), 2);
    assert_ne!(entities[0].id, entities[1].id);
}

#[test]
fn one_list_stated_by_two_sources_is_one_listing() {
    let mut bare = record("us_csl", "1", "us_ofac_sdn", "Alder Works", "IR");
    bare.listings[0].remarks = "remarks".into();
    let mut rich = record("us_ofac_sdn", "77", "us_ofac_sdn", "ALDER WORKS", "IR");
    rich.listings[0].programmes = vec!["NPWMD".into()];
    rich.listings[0].period = Period { from: Some(Date::constant(2020, 5, 1)), until: None };
    rich.listings[0].citations = vec![Citation { text: "85 FR 1".into(), published: None }];
    let entities = resolve(vec![bare, rich], &mut Registry::default());
    let [entity] = &entities[..] else { panic!("{entities:?}") };
    let [held] = &entity.listings[..] else { panic!("{:?}", entity.listings) };
    assert_eq!((held.record, &held.also[..], entity.records.len()), (0, &[1][..], 2));
    assert_eq!(held.listing.programmes, ["NPWMD"]);
    assert_eq!(held.listing.period.from, Some(Date::constant(2020, 5, 1)));
    assert_eq!((held.listing.remarks.as_str(), held.listing.citations.len()), ("remarks", 1));
}

#[test]
fn two_entries_years_apart_are_two_listings() {
    let on = |source: &str, year: i16| {
        let mut record = record(source, "1", "us_bis_entity_list", "Alder Works", "CN");
        record.listings[0].period.from = Some(Date::constant(year, 5, 1));
        record
    };
    let entities = resolve(vec![on("a", 2018), on("b", 2023)], &mut Registry::default());
    assert_eq!((entities.len(), entities[0].listings.len()), (1, 2));
}

#[test]
fn ids_survive_when_the_publisher_numbers_anew_and_others_are_added() {
    let person = |id: &str, year: i16| {
        let mut record = record("s", id, "l", "Ada Example Person", "IR");
        record.party.schema = Schema::Person;
        record.party.birth_dates = vec![BirthDate { from: PartialDate::year(year), to: None }];
        record
    };
    let mut registry = Registry::default();
    let before = resolve(
        vec![
            record("s", "1", "l", "Alder Works", "CN"),
            record("s", "2", "l", "Birch Trading", "HK"),
            person("3", 1960),
        ],
        &mut registry,
    );
    // The numbers are those of rows, and an entry comes before all others.
    let after = resolve(
        vec![
            record("s", "1", "l", "Aardvark Shipping", "AE"),
            record("s", "2", "l", "Alder Works", "CN"),
            record("s", "3", "l", "Birch Trading", "HK"),
            person("4", 1960),
        ],
        &mut registry,
    );
    let ids = |entities: &[Entity]| entities.iter().map(|entity| entity.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after)[1..]);
    assert!(!ids(&before).contains(&after[0].id));
    // Renamed under its number, it is the same.
    let renamed = resolve(vec![record("s", "2", "l", "Alder Industries", "CN")], &mut registry);
    assert_eq!(renamed[0].id, before[0].id);
}

/// The record with these aliases.
fn called(mut record: Record, aliases: &[&str]) -> Record {
    record.party.names.extend(aliases.iter().copied().map(chokepoint_model::Name::alias));
    record
}

#[test]
fn two_lists_that_name_each_others_first_name_speak_of_one_party() {
    let of = |id: &str, list: &str, name: &str, country: &str, aliases: &[&str]| {
        called(record("s", id, list, name, country), aliases)
    };
    let military = || of("1", "a", "Morning Light Information Industry Co., Ltd", "CN", &["Molight"]);
    let entity = ["Morning Light", "Morning Light Information Industry", "Molight Company"];
    check(
        vec![military(), of("2", "b", "Molight", "CN", &entity)],
        &["Morning Light Information Industry Co., Ltd: a b"],
    );
    // Elsewhere, on the same list, or named by one side only, it is another.
    for other in [
        of("2", "b", "Molight", "DE", &entity),
        of("2", "a", "Molight", "CN", &entity),
        of("2", "b", "Molight", "CN", &["Morning Light Optics Industry"]),
    ] {
        assert_eq!(resolve(vec![military(), other], &mut Registry::default()).len(), 2);
    }
}

#[test]
fn two_whole_names_in_common_with_a_first_name_among_them_are_one_party_and_two_aliases_are_not() {
    let of = |id: &str, list: &str, name: &str, aliases: &[&str]| {
        called(record("s", id, list, name, "CN"), aliases)
    };
    check(
        vec![
            of(
                "1",
                "a",
                "Northern Lake Optics Institute",
                &["Institute of Lake Optics", "Northern Lake 12th Works"],
            ),
            of(
                "2",
                "b",
                "Lake Optics Research Centre",
                &["Northern Lake Optics Institute", "Institute of Lake Optics"],
            ),
            of("3", "c", "Hangar Seven Works", &["Institute of Lake Optics", "Northern Lake 12th Works"]),
        ],
        &["Northern Lake Optics Institute: a b", "Hangar Seven Works: c"],
    );
}

#[test]
fn a_whole_that_answers_to_several_entries_of_one_list_is_none_of_its_parts() {
    let of = |id: &str, list: &str, name: &str, aliases: &[&str]| {
        called(record("s", id, list, name, "RU"), aliases)
    };
    let parts = [
        "Lake Institute, Northtown",
        "12th Works Northtown",
        "Lake Institute, Southtown",
        "12th Works Southtown",
    ];
    let records = vec![
        of("1", "a", "Lake Institute, Northtown", &["12th Works Northtown"]),
        of("2", "a", "Lake Institute, Southtown", &["12th Works Southtown"]),
        of("3", "b", "Central Institute of the Lake", &parts),
    ];
    let alone = vec![records[0].clone(), records[2].clone()];
    check(
        records,
        &["Lake Institute, Northtown: a", "Lake Institute, Southtown: a", "Central Institute of the Lake: b"],
    );
    check(alone, &["Lake Institute, Northtown: a b"]);
}

#[test]
fn a_short_form_in_brackets_is_no_part_of_the_name_and_a_place_or_a_member_is() {
    for (text, expect) in [
        ("Alder Works Co., Ltd. (Alder)", "Alder Works Co., Ltd."),
        ("Northern Lake Optics Corporation (NLOC)", "Northern Lake Optics Corporation"),
        ("Alder Works (Beijing)", "Alder Works (Beijing)"),
        ("Alder Works (Alder). Affiliated Entity: Birch", "Alder Works (Alder). Affiliated Entity: Birch"),
        ("Alder (Parent: Birch Works (Birch))", "Alder (Parent: Birch Works (Birch))"),
        ("(Alder)", "(Alder)"),
        ("Alder ()", "Alder ()"),
    ] {
        assert_eq!(same::without_short_form(text), expect);
    }
    check(
        vec![
            record("s", "1", "a", "Alder Works Co., Ltd. (Alder)", "CN"),
            record("s", "2", "b", "ALDER WORKS CO., LTD.", "CN"),
            record("s", "3", "b", "Alder Works (Beijing) Co., Ltd.", "CN"),
        ],
        &["Alder Works Co., Ltd. (Alder): a b", "Alder Works (Beijing) Co., Ltd.: b"],
    );
}

#[test]
fn what_the_publisher_says_is_one_record_is_one_party_whatever_its_names() {
    let mut repeated = record("us_csl", "x", "us_ofac_sdn", "Alder Works", "IR");
    repeated.same_as = vec![RecordKey { source: "us_ofac_sdn".into(), id: "77".into() }];
    let own = |schema| {
        let mut own = record("us_ofac_sdn", "77", "us_ofac_sdn", "ELDER FACTORY", "AE");
        own.party.schema = schema;
        own
    };
    check(vec![repeated.clone(), own(Schema::Company)], &["Alder Works: us_ofac_sdn"]);
    assert_eq!(resolve(vec![repeated, own(Schema::Vessel)], &mut Registry::default()).len(), 2);
}
