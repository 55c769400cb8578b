//! What is certain and what is only possible, by what two parties share.

use super::{Asked, Certainty, Doubt, Ground, identify};
use crate::{Question, Snapshot, snapshot};
use chokepoint_model::{
    Address, BirthDate, Country, Date, Identifier, IdentifierKind, Listing, PartialDate, Party, Record,
    RecordKey, Release, Schema,
};
use chokepoint_store::registry::Registry as Ids;

const DAY: Date = Date::constant(2026, 1, 1);

fn party(schema: Schema, names: &[&str], country: &str) -> Party {
    let mut party = Party { schema, ..Party::default() };
    party.names = names.iter().map(|name| chokepoint_model::Name::primary(*name)).collect();
    Country::from_code(country).into_iter().for_each(|country| party.add_country(country));
    party
}

fn company(name: &str, country: &str) -> Party {
    party(Schema::Company, &[name], country)
}

fn at(mut party: Party, address: &str) -> Party {
    let country = party.countries.first().copied();
    party.addresses.push(Address { text: address.to_owned(), country });
    party
}

fn born(mut party: Party, (year, month, day): (i16, u8, u8)) -> Party {
    party.birth_dates.push(BirthDate { from: PartialDate::full(year, month, day), to: None });
    party
}

fn numbered(mut party: Party, kind: IdentifierKind, value: &str) -> Party {
    party.identifiers.push(Identifier { kind, value: value.to_owned(), country: None });
    party
}

/// The entries of the invented list.
fn listed() -> Vec<Party> {
    vec![
        at(
            party(Schema::Company, &["Hengtao Intelligent Computing Co., Ltd."], "CN"),
            "No. 88, Chuangye Road, Haidian District, Beijing",
        ),
        born(party(Schema::Person, &["Anton Sample Petrov"], "RU"), (1971, 4, 12)),
        party(Schema::Company, &["Northgate Relay Works Ltd."], "GB"),
        numbered(
            party(Schema::Company, &["Western Lamp Factory"], "CN"),
            IdentifierKind::Uscc,
            "91110108551385082Q",
        ),
        party(Schema::Vessel, &["Sea Lantern"], "PA"),
        party(Schema::Company, &["北湖计算技术有限公司"], ""),
    ]
}

/// Who each party is: entry, `certain` or `possible`, and why.
fn answers(asked: &[Party]) -> Vec<Option<(String, Certainty)>> {
    let folder = tempfile::tempdir().expect("a folder");
    let record = |(number, party): (usize, Party)| Record {
        key: RecordKey { source: "test".to_owned(), id: number.to_string() },
        party,
        listings: vec![Listing::on("test_list")],
        same_as: Vec::new(),
        topics: Vec::new(),
    };
    let records = listed().into_iter().enumerate().map(record).collect();
    let path = folder.path().join("lists");
    let release = Release { source: "test".to_owned(), published: DAY, digest: String::new() };
    snapshot::build(records, &[release], &mut Ids::default(), &path).expect("a snapshot");
    let lists = Snapshot::open(&path).expect("it opens");
    let asked: Vec<Asked<'_>> = asked.iter().map(|party| Asked { party, states: &[] }).collect();
    let found = identify(&lists, &asked, &Question::on(DAY));
    let first = |at: usize| {
        let first = found.iter().find(|one| one.at == at)?;
        Some((first.found.entity.party.caption().to_owned(), first.certainty))
    };
    (0..asked.len()).map(first).collect()
}

fn check(asked: Party, expect: Option<Certainty>) {
    let name = asked.caption().to_owned();
    let answer = answers(&[asked]).remove(0);
    assert_eq!(answer.map(|(_, certainty)| certainty), expect, "{name}");
}

#[test]
fn the_very_name_an_identifier_a_house_and_a_birth_date_are_certain() {
    check(company("NORTHGATE RELAY WORKS LIMITED", "GB"), Some(Certainty::Certain(Ground::VeryName)));
    check(
        numbered(company("Another Name", "CN"), IdentifierKind::Uscc, "91110108551385082Q"),
        Some(Certainty::Certain(Ground::Identifier)),
    );
    check(
        at(company("Hengtao Intelligent Computing", "CN"), "88 Chuangye Road, Haidian, Beijing"),
        Some(Certainty::Certain(Ground::House)),
    );
    check(
        born(party(Schema::Person, &["Anton Sample Petrov"], "RU"), (1971, 4, 12)),
        Some(Certainty::Certain(Ground::BirthDate)),
    );
}

#[test]
fn a_person_by_the_name_alone_is_only_possible() {
    let person = party(Schema::Person, &["Anton Sample Petrov"], "RU");
    check(person, Some(Certainty::Possible(Doubt::PersonsName)));
    // A source that does not say what its parties are proves no more.
    check(
        party(Schema::LegalEntity, &["Anton Sample Petrov"], ""),
        Some(Certainty::Possible(Doubt::PersonsName)),
    );
    let other = born(party(Schema::Person, &["Anton Sample Petrov"], "RU"), (1999, 1, 1));
    check(other, Some(Certainty::Possible(Doubt::PersonsName)));
}

#[test]
fn a_name_that_is_alike_is_only_possible_and_another_name_is_nobody() {
    check(company("Northgate Relay Works Trading Ltd", "GB"), Some(Certainty::Possible(Doubt::Alike)));
    check(company("Northgat Relay Works Ltd", "GB"), Some(Certainty::Possible(Doubt::Alike)));
    check(company("Southgate Basket Weavers Ltd", "GB"), None);
}

#[test]
fn no_company_is_a_ship_and_a_party_of_unknown_kind_may_be_one() {
    check(company("Sea Lantern Co., Ltd.", "PA"), None);
    check(party(Schema::LegalEntity, &["Sea Lantern"], "PA"), Some(Certainty::Possible(Doubt::Alike)));
}

#[test]
fn a_name_that_many_parties_have_is_nobodys_own() {
    let many: Vec<Party> = (0..4).map(|_| company("Northgate Relay Works Ltd", "GB")).collect();
    let answers = answers(&many);
    assert!(
        answers.iter().flatten().all(|(_, one)| *one == Certainty::Possible(Doubt::Shared)),
        "{answers:?}"
    );
    assert_eq!(answers.iter().flatten().count(), 4);
}

#[test]
fn a_chinese_name_is_found_in_a_list_of_its_own() {
    check(company("北湖计算技术有限公司", "CN"), Some(Certainty::Certain(Ground::VeryName)));
    check(
        at(company("北湖計算技術有限公司", "CN"), "天津市样本区样门大街21号"),
        Some(Certainty::Certain(Ground::VeryName)),
    );
    check(party(Schema::Company, &["北湖计算技术有限公司"], ""), Some(Certainty::Certain(Ground::VeryName)));
}

#[test]
fn a_party_that_is_in_a_registry_twice_has_its_answer_twice_in_its_place() {
    let relay = company("Northgate Relay Works Ltd.", "GB");
    let petrov = party(Schema::Person, &["Anton Sample Petrov"], "RU");
    let other = born(petrov.clone(), (1999, 1, 1));
    let asked = [petrov.clone(), relay.clone(), company("Quiet Fern Bakery", "GB"), other, petrov, relay];
    let answers = answers(&asked);
    let captions: Vec<Option<&str>> =
        answers.iter().map(|answer| answer.as_ref().map(|(caption, _)| caption.as_str())).collect();
    let (petrov, relay) = (Some("Anton Sample Petrov"), Some("Northgate Relay Works Ltd."));
    assert_eq!(captions, [petrov, relay, None, petrov, petrov, relay]);
    assert_eq!(answers[1], answers[5]);
}
