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
