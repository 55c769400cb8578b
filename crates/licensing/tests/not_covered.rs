//! What is known to be law and is not evaluated: said first, and never taken for "no licence".

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_catalogue::{Catalogue, Figure};
use chokepoint_licensing::{
    Both, Determination, Item, Outcome, Readings, Role, Transaction, TransactionParty,
};
use chokepoint_model::Country;
use chokepoint_rules::{Layer, Rules, Truth};

const DAY: &str = "2026-11-23";

fn item(model: &str) -> Item {
    Item::of(Catalogue::built_in().0.accelerator(model).unwrap())
}

fn shipment(model: &str, to: &str) -> Transaction {
    Transaction::new(item(model), Country::from_code(to))
}

fn on(day: &str, transaction: &Transaction) -> Both<Determination<'static>> {
    Readings::on(Rules::built_in(), day.parse().unwrap(), Layer::Enforced).determine(transaction)
}

fn sections(answer: &Both<Determination<'_>>) -> Vec<String> {
    answer.came.deciding_gaps().map(|gap| gap.section.clone()).collect()
}

fn exception(answer: &Both<Determination<'_>>, name: &str) -> Truth {
    answer.came.exceptions.iter().find(|one| one.name == name).map_or(Truth::No, |one| one.truth)
}

#[test]
fn an_embargoed_destination_is_never_answered_by_no_licence() {
    for (to, section) in [
        ("CU", "15 CFR 746.2"),
        ("IR", "15 CFR 746.7"),
        ("SY", "15 CFR 746.9"),
        ("KP", "15 CFR 746.4"),
        ("RU", "15 CFR 746.8; 15 CFR 746.5"),
        ("BY", "15 CFR 746.8; 15 CFR 746.5"),
    ] {
        // In no entry that is covered: it may be in another.
        let answer = on(DAY, &shipment("RTX A6000", to));
        assert_eq!(
            (answer.outcome(), sections(&answer)),
            (Outcome::NotDetermined, vec![section.to_owned()]),
            "{to}"
        );
        let mut stated = shipment("RTX A6000", to);
        stated.item.entries = Some(vec!["EAR99".to_owned()]);
        assert_eq!(on(DAY, &stated).outcome(), Outcome::NotDetermined, "EAR99 to {to}");
        // On the control list: a licence is needed, on that ground, and NAC and ACA are closed.
        stated.item.entries = Some(vec!["5A992.c".to_owned()]);
        assert_eq!(on(DAY, &stated).outcome(), Outcome::Required, "5A992.c to {to}");
        let answer = on(DAY, &shipment("GeForce RTX 4090", to));
        assert_eq!((answer.outcome(), sections(&answer).len()), (Outcome::Required, 0), "{to}");
        assert!(answer.came.grounds.iter().any(|ground| ground.kind.as_str() == "destination"), "{to}");
        for name in ["NAC", "ACA"] {
            assert_eq!(exception(&answer, name), Truth::No, "{name} to {to}");
        }
    }
    let mut crimea = shipment("RTX A6000", "UA");
    assert_eq!(on(DAY, &crimea).outcome(), Outcome::NotRequired);
    crimea.occupied_region = Some("crimea".to_owned());
    let answer = on(DAY, &crimea);
    assert_eq!(
        (answer.outcome(), sections(&answer)),
        (Outcome::NotDetermined, vec!["15 CFR 746.6".to_owned()])
    );
    // Before the invasion Russia was a destination as others.
    assert_eq!(on("2022-02-23", &shipment("RTX A6000", "RU")).outcome(), Outcome::NotRequired);
}

#[test]
fn general_prohibition_ten_is_said_of_chips_designed_in_an_embargoed_place() {
    for to in ["MY", "SG", "CN", "RU"] {
        let mut shipment = shipment("Ascend 910C", to);
        shipment.exported_from = Country::from_code("CN");
        let answer = on(DAY, &shipment);
        let expect = if ["CN", "RU"].contains(&to) { Outcome::Required } else { Outcome::NotDetermined };
        assert_eq!(answer.outcome(), expect, "{to}");
        let prohibited = sections(&answer).iter().any(|section| section.contains("736.2(b)(10)"));
        assert!(prohibited, "{to}");
        let open = answer.came.exceptions.iter().filter(|one| one.truth != Truth::No).count();
        assert_eq!(open, 0, "no exception under General Prohibition Ten: {to}");
    }
    let classes = |item: &Item| {
        let readings = Readings::on(Rules::built_in(), DAY.parse().unwrap(), Layer::Enforced);
        let classes = readings.came.classify(item);
        readings.came.not_covered(item, &classes).iter().filter(|gap| gap.decides).count()
    };
    assert_eq!(classes(&item("Ascend 910C")), 1);
    assert_eq!(classes(&item("MLU590")), 1, "any 3A090 item of a designer headquartered there");
    assert_eq!(classes(&item("H100 SXM5 80GB")), 0);
    assert_eq!(classes(&item("Ascend 310")), 0, "below the limits of 3A090");
    assert_eq!(on("2025-05-12", &shipment("Ascend 910C", "SG")).came.deciding_gaps().count(), 0);
}

#[test]
fn a_transfer_in_country_opens_aca_and_not_nac_alone() {
    let mut transfer = shipment("GeForce RTX 4090", "CN");
    assert_eq!(exception(&on(DAY, &transfer), "ACA"), Truth::No, "from the United States");
    transfer.exported_from = Country::from_code("CN");
    assert_eq!(exception(&on(DAY, &transfer), "ACA"), Truth::Yes);
    transfer.exported_from = Country::from_code("HK");
    assert_eq!(exception(&on(DAY, &transfer), "ACA"), Truth::Yes, "Hong Kong counts as China");
    let mut headquartered = shipment("GeForce RTX 4090", "MY");
    headquartered.exported_from = Country::from_code("MY");
    headquartered.parties[0].headquarters = Country::from_code("CN");
    assert_eq!(exception(&on(DAY, &headquartered), "ACA"), Truth::Yes, "for an entity headquartered there");
    let mut data_centre = shipment("H100 SXM5 80GB", "CN");
    data_centre.exported_from = Country::from_code("CN");
    assert_eq!(exception(&on(DAY, &data_centre), "ACA"), Truth::No);
}

#[test]
fn a_notice_names_six_items_and_no_distributor() {
    let mut notice = shipment("GeForce RTX 4090", "CN");
    notice.parties[0].headquarters = Country::from_code("CN");
    notice.figures.insert("notice_days".to_owned(), Figure::read("30").unwrap());
    notice.facts.insert("has_written_purchase_order".to_owned(), true);
    let nac = |notice: &Transaction| exception(&on(DAY, notice), "NAC");
    assert_eq!(nac(&notice), Truth::Yes);
    let mut many = notice.clone();
    many.figures.insert("items_in_notice".to_owned(), Figure::read("7").unwrap());
    assert_eq!(nac(&many), Truth::No);
    let mut distributor = notice.clone();
    distributor.facts.insert("distributor_takes_part".to_owned(), true);
    assert_eq!(nac(&distributor), Truth::No);
    let mut two = notice.clone();
    two.parties.push(TransactionParty::new(Role::EndUser, "Second Example User"));
    assert_eq!(nac(&two), Truth::No);
}

#[test]
fn a_shipment_inside_the_united_states_is_no_export() {
    for headquarters in ["", "US", "CN"] {
        let mut inside = shipment("H100 SXM5 80GB", "US");
        inside.parties[0].headquarters = Country::from_code(headquarters);
        let answer = on(DAY, &inside);
        assert_eq!(answer.outcome(), Outcome::NoExport, "{headquarters}: {:?}", answer.came.grounds);
        assert!(answer.came.not_covered.iter().any(|gap| gap.says.contains("deemed export")));
    }
}

#[test]
fn who_is_approved_for_the_emirates_by_name_needs_no_licence_until_the_approval_lapses() {
    let to = |name: &str| {
        let mut shipment = shipment("B200 SXM", "AE");
        shipment.parties = vec![TransactionParty::new(Role::EndUser, name)];
        shipment
    };
    assert_eq!(on("2026-11-30", &to("G42")).outcome(), Outcome::NotRequired);
    assert_eq!(on("2026-11-30", &to("Core42 LLC")).outcome(), Outcome::NotRequired);
    assert_eq!(on("2026-11-30", &to("G42 Trading FZE")).outcome(), Outcome::Depends, "another name");
    assert_eq!(on("2026-11-30", &to("Somebody Else")).outcome(), Outcome::Depends);
    let lapsed = on("2027-05-01", &to("G42"));
    assert_eq!(lapsed.outcome(), Outcome::Required);
    let says = lapsed.came.open.iter().find(|one| one.contains("lapsed"));
    assert_eq!(
        says.map(String::as_str),
        Some(
            "the approval of the end user G42 in supplement no. 8 to part 740 lapsed on 2027-04-06 unless it was renewed"
        )
    );
    let mut consignee = to("G42");
    consignee.parties.push(TransactionParty::new(Role::UltimateConsignee, "Somebody Else"));
    assert_eq!(on("2026-11-30", &consignee).outcome(), Outcome::Depends, "every party must be approved");
    // Approved for the Emirates, and nowhere else.
    let mut elsewhere = to("G42");
    elsewhere.destination = Country::from_code("SA");
    assert_eq!(on("2026-11-30", &elsewhere).outcome(), Outcome::Required);
}

#[test]
fn a_server_without_accelerators_is_not_determined() {
    let server = Item::of_server_line("Dell", "PowerEdge R760");
    for to in ["CN", "DE"] {
        let answer = on(DAY, &Transaction::new(server.clone(), Country::from_code(to)));
        assert_eq!(answer.outcome(), Outcome::NotDetermined, "{to}");
    }
}

#[test]
fn what_an_answer_depends_on_is_named() {
    let depends = |transaction: &Transaction| on(DAY, transaction).came.depends_on;
    assert_eq!(depends(&shipment("H100 SXM5 80GB", "MY")), ["headquarters of the end user"]);
    assert_eq!(depends(&shipment("H100 SXM5 80GB", "CN")), [""; 0]);
}

#[test]
fn other_entries_and_end_uses_are_named_beside_every_answer() {
    let mut shipment = shipment("L20", "SG");
    shipment.parties[0].headquarters = Country::from_code("SG");
    let answer = on(DAY, &shipment);
    assert_eq!(answer.outcome(), Outcome::NotRequired);
    let named: Vec<&str> = answer.came.not_covered.iter().map(|gap| gap.name.as_str()).collect();
    assert_eq!(named, ["other_entries", "weapons_and_military_intelligence"]);
}
