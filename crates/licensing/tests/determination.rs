//! Whether a licence is required: by item, party and end use, in both layers, and both ways while a rule is in doubt.

#![allow(clippy::unwrap_used)] // a test that cannot read its own input may stop

use chokepoint_catalogue::{Catalogue, Figure};
use chokepoint_licensing::{
    Both, Determination, GroundKind, Item, Listed, Owner, Readings, Role, Step, Transaction, TransactionParty,
};
use chokepoint_model::{Citation, Country, LicenceRequirement, Listing, Requirement, Review, ReviewPolicy};
use chokepoint_rules::{Layer, Rules, Truth};

fn place(code: &str) -> Option<Country> {
    Country::from_code(code)
}

fn item(model: &str) -> Item {
    Item::of(Catalogue::built_in().0.accelerator(model).unwrap())
}

fn on(day: &str, layer: Layer) -> Readings<'static> {
    Readings::on(Rules::built_in(), day.parse().unwrap(), layer)
}

/// To an end user whose headquarters are given when they are known.
fn shipment(model: &str, to: &str, headquarters: &str) -> Transaction {
    let mut transaction = Transaction::new(item(model), place(to));
    transaction.parties[0].headquarters = place(headquarters);
    transaction
}

fn enforced(day: &str, transaction: &Transaction) -> Both<Determination<'static>> {
    on(day, Layer::Enforced).determine(transaction)
}

fn check(day: &str, layer: Layer, transaction: &Transaction, expect: Truth) {
    let found = on(day, layer).determine(transaction);
    let grounds: Vec<_> = found.came.grounds.iter().map(|ground| (&ground.name, ground.truth)).collect();
    let what = format!("{} to {:?} on {day}", transaction.item.name, transaction.destination);
    assert_eq!(found.required(), expect, "{what} in the {} layer: {grounds:?}", layer.as_str());
}

fn listed(list: &str, requirement: Option<Requirement>, review: Option<Review>) -> Listed {
    let requirement = requirement.map(|requirement| LicenceRequirement {
        requirement,
        sections: Vec::new(),
        text: String::new(),
    });
    let review = review.map(|review| ReviewPolicy {
        review,
        with_exceptions: false,
        sections: Vec::new(),
        text: String::new(),
    });
    let citations = vec![Citation { text: "99 FR 1".to_owned(), published: None }];
    let listing = Listing { requirement, review, citations, ..Listing::on(list) };
    Listed { entity: "Northern Example Works".to_owned(), score: Some(1.0), is_address: false, listing }
}

fn on_the_entity_list() -> Listed {
    listed("us_bis_entity_list", Some(Requirement::AllItems), Some(Review::PresumptionOfDenial))
}

fn owner(share: &str, listed: Vec<Listed>) -> Owner {
    Owner { name: "Northern Example Holding".to_owned(), share: Figure::read(share).unwrap(), listed }
}

#[test]
fn the_destination_decides_as_the_rule_then_stood() {
    let h100 = |to| shipment("H100 SXM5 80GB", to, to);
    let (both, enforced, text) = (Layer::ALL.to_vec(), vec![Layer::Enforced], vec![Layer::Text]);
    for (day, to, layers, expect) in [
        ("2022-10-20", "CN", &both, Truth::No),
        ("2022-10-21", "CN", &both, Truth::Yes),
        ("2022-10-21", "HK", &both, Truth::Yes),
        ("2023-01-16", "MO", &both, Truth::No),
        ("2023-01-17", "MO", &both, Truth::Yes),
        ("2023-11-16", "SA", &both, Truth::No),
        ("2023-11-17", "SA", &both, Truth::Yes),
        ("2023-11-17", "IL", &both, Truth::No),
        ("2023-11-17", "MY", &both, Truth::No),
        // The text of AI Diffusion reaches everywhere; it is not enforced.
        ("2026-11-23", "MY", &text, Truth::Yes),
        ("2026-11-23", "MY", &enforced, Truth::No),
        ("2030-06-01", "CN", &both, Truth::Yes),
    ] {
        let mut transaction = h100(to);
        transaction.facts.insert("recipient_of_letter".to_owned(), false);
        for layer in layers {
            check(day, *layer, &transaction, expect);
        }
    }
}

#[test]
fn headquarters_decide_wherever_the_party_is() {
    let to = |headquarters: &str| {
        let mut transaction = shipment("H100 SXM5 80GB", "MY", headquarters);
        transaction.facts.insert("recipient_of_letter".to_owned(), false);
        transaction
    };
    check("2026-11-23", Layer::Enforced, &to("CN"), Truth::Yes);
    check("2026-11-23", Layer::Enforced, &to("HK"), Truth::Yes);
    check("2026-11-23", Layer::Enforced, &to("MO"), Truth::Yes);
    check("2026-11-23", Layer::Enforced, &to("SG"), Truth::No);
    check("2026-11-23", Layer::Enforced, &to("??"), Truth::Unknown);
    let mut parent = to("SG");
    parent.parties[0].parent_headquarters = place("CN");
    check("2026-11-23", Layer::Enforced, &parent, Truth::Yes);
    // A consignee headquartered there is reached as well.
    let mut consignee = to("SG");
    consignee.parties.push(TransactionParty {
        headquarters: place("CN"),
        ..TransactionParty::new(Role::UltimateConsignee, "A")
    });
    check("2026-11-23", Layer::Enforced, &consignee, Truth::Yes);
    let found = enforced("2026-11-23", &to("??"));
    assert!(found.came.open.iter().any(|one| one.contains("headquarters")), "{:?}", found.came.open);
}

#[test]
fn the_emirates_keep_the_requirement_but_for_approved_parties() {
    let to = |approved: Option<bool>| {
        let mut transaction = shipment("H100 SXM5 80GB", "AE", "AE");
        transaction.facts.insert("recipient_of_letter".to_owned(), false);
        transaction.facts.extend(approved.map(|is| ("all_parties_approved_for_emirates".to_owned(), is)));
        transaction
    };
    check("2026-07-09", Layer::Enforced, &to(None), Truth::Yes);
    check("2026-07-10", Layer::Enforced, &to(None), Truth::Unknown);
    check("2026-07-10", Layer::Enforced, &to(Some(false)), Truth::Yes);
    check("2026-07-10", Layer::Enforced, &to(Some(true)), Truth::No);
}

#[test]
fn a_letter_binds_whoever_received_it() {
    let h20 = |received: Option<bool>| {
        let mut transaction = shipment("H20 96GB", "CN", "CN");
        transaction.facts.extend(received.map(|is| ("recipient_of_letter".to_owned(), is)));
        transaction
    };
    check("2025-04-08", Layer::Enforced, &h20(Some(true)), Truth::No);
    check("2025-04-09", Layer::Enforced, &h20(Some(true)), Truth::Yes);
    check("2025-04-09", Layer::Enforced, &h20(Some(false)), Truth::No);
    check("2025-04-09", Layer::Enforced, &h20(None), Truth::Unknown);
    let l20 = shipment("L20", "CN", "CN");
    check("2025-04-09", Layer::Enforced, &l20, Truth::No);
}

#[test]
fn letters_and_the_case_by_case_line_follow_the_vectors() {
    let text = include_str!("../../../corpus/licensing/chips.csv");
    for row in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let [name, performance, _, _, memory, link, _, since_2023, letter, line] = cells[..] else {
            panic!()
        };
        let mut transaction = shipment("H20 96GB", "CN", "CN");
        let figures = &mut transaction.item.figures;
        figures.total_processing_performance = Figure::read(performance).unwrap();
        figures.memory_bandwidth = Figure::read(memory).unwrap();
        figures.link_bandwidth = Figure::read(link).unwrap();
        if since_2023 == "none" {
            figures.data_centre = Some(false); // out by note 2, so that the letter alone is asked
        }
        transaction.facts.insert("recipient_of_letter".to_owned(), true);
        let found = enforced("2026-03-01", &transaction).came;
        let by_letter = found.grounds.iter().any(|ground| ground.name == "bandwidth_letters");
        assert_eq!(by_letter, letter == "yes", "{name}");
        // Everything the line asks besides the two figures is granted.
        transaction.facts.insert("gives_paragraph_dd_statements".to_owned(), true);
        transaction.days.insert("on_sale_in_united_states".to_owned(), "2025-01-01".parse().unwrap());
        if since_2023 == "none" || performance.parse::<u32>().unwrap() < 4800 {
            continue; // not in 3A090 by performance alone: no application is reviewed
        }
        let found = enforced("2026-03-01", &transaction).came;
        let expect = if line == "yes" { Review::CaseByCase } else { Review::PresumptionOfDenial };
        assert_eq!(found.review, [expect], "{name}");
    }
}

#[test]
fn the_line_of_2026_is_exact() {
    for (performance, memory, expect) in [
        ("20999.9", "6499.9", Review::CaseByCase),
        ("21000", "1000", Review::PresumptionOfDenial),
        ("10000", "6500", Review::PresumptionOfDenial),
    ] {
        let mut transaction = shipment("H200 SXM 141GB", "CN", "CN");
        transaction.item.figures.total_processing_performance = Figure::read(performance).unwrap();
        transaction.item.figures.memory_bandwidth = Figure::read(memory).unwrap();
        transaction.facts.insert("gives_paragraph_dd_statements".to_owned(), true);
        transaction.days.insert("on_sale_in_united_states".to_owned(), "2026-01-15".parse().unwrap());
        let found = enforced("2026-03-01", &transaction);
        assert_eq!(found.came.review, [expect], "{performance} {memory}");
        assert_eq!(found.required(), Truth::Yes, "a licence is needed all the same");
    }
    let open = enforced("2026-11-23", &shipment("H200 SXM 141GB", "CN", "CN")).came;
    assert_eq!(open.review, [Review::PresumptionOfDenial, Review::CaseByCase]);
    let before = enforced("2026-01-14", &shipment("H200 SXM 141GB", "CN", "CN")).came;
    assert_eq!(before.review, [Review::PresumptionOfDenial]);
}

#[test]
fn an_exception_says_which_test_it_fails() {
    let nac = |model: &str, days: Option<&str>, order: Option<bool>| {
        let mut transaction = shipment(model, "CN", "CN");
        transaction.figures.extend(days.map(|days| ("notice_days".to_owned(), Figure::read(days).unwrap())));
        transaction.facts.extend(order.map(|is| ("has_written_purchase_order".to_owned(), is)));
        let readings = on("2026-11-23", Layer::Enforced);
        let found = readings.determine(&transaction).came;
        let exception = found.exceptions.iter().find(|one| one.name == "NAC").cloned().unwrap();
        let failed: Vec<String> = readings
            .came
            .tests(&transaction, &found, &exception)
            .into_iter()
            .filter(|line| line.depth == 0 && line.truth == Truth::No)
            .map(|line| line.text)
            .collect();
        (exception.truth, failed)
    };
    let card = "GeForce RTX 4090";
    assert_eq!(nac(card, Some("25"), Some(true)), (Truth::Yes, vec![]));
    assert_eq!(nac(card, None, Some(true)).0, Truth::Unknown);
    let (truth, failed) = nac(card, Some("24"), Some(true));
    assert_eq!((truth, failed.len()), (Truth::No, 1));
    assert!(failed[0].contains("notice days at least 25: it is 24"), "{failed:?}");
    assert_eq!(nac("H100 SXM5 80GB", Some("25"), Some(true)).0, Truth::No);
}

#[test]
fn memory_of_moderate_density_may_use_its_exception() {
    for (density, open) in [("3.29", Truth::Yes), ("3.3", Truth::No)] {
        let mut transaction = shipment("H20 96GB", "CN", "CN");
        transaction.item.form = chokepoint_licensing::Form::Memory;
        transaction.item.memory_bandwidth_density = Figure::read(density).unwrap();
        transaction.item.facts.insert("is_packed_with_processor".to_owned(), false);
        transaction.facts.insert("packaging_sites_run_by_eligible_firms".to_owned(), true);
        let found = enforced("2026-11-23", &transaction).came;
        assert_eq!(found.required, Truth::Yes);
        let exception = found.exceptions.iter().find(|one| one.name == "HBM").unwrap();
        assert_eq!(exception.truth, open, "{density}");
    }
}

#[test]
fn a_listed_party_needs_a_licence_whatever_the_item() {
    let mut transaction = shipment("L20", "MY", "MY");
    transaction.parties[0].listed = vec![on_the_entity_list()];
    let found = enforced("2026-11-23", &transaction).came;
    assert_eq!(found.required, Truth::Yes);
    assert_eq!(found.grounds[0].kind, GroundKind::Party);
    assert_eq!(found.grounds[0].cites, ["99 FR 1"]);
    assert_eq!(found.review, [Review::PresumptionOfDenial]);
    // A forwarder on the list is no party that binds; with a denied person nobody may take part.
    transaction.parties[0].listed.clear();
    let forwarder =
        |listed| TransactionParty { listed: vec![listed], ..TransactionParty::new(Role::Forwarder, "B") };
    transaction.parties.push(forwarder(on_the_entity_list()));
    check("2026-11-23", Layer::Enforced, &transaction, Truth::No);
    transaction.parties[1] = forwarder(listed("us_bis_dpl", None, None));
    check("2026-11-23", Layer::Enforced, &transaction, Truth::Yes);
}

#[test]
fn what_an_entry_names_has_to_be_read() {
    for (requirement, model, expect) in [
        (Some(Requirement::NamedItems), "L20", Truth::Unknown),
        (Some(Requirement::CommerceControlList), "H100 SXM5 80GB", Truth::Yes),
        (Some(Requirement::CommerceControlList), "L20", Truth::Unknown),
        (None, "L20", Truth::Unknown),
    ] {
        let mut transaction = shipment(model, "MY", "MY");
        transaction.facts.insert("recipient_of_letter".to_owned(), false);
        transaction.parties[0].listed = vec![listed("us_bis_entity_list", requirement, None)];
        check("2026-11-23", Layer::Enforced, &transaction, expect);
    }
}

#[test]
fn two_lists_with_different_policies_give_the_stricter() {
    let mut transaction = shipment("L20", "MY", "MY");
    transaction.parties[0].listed = vec![
        listed("us_bis_entity_list", Some(Requirement::AllItems), Some(Review::CaseByCase)),
        listed("us_bis_entity_list", Some(Requirement::AllItems), Some(Review::PolicyOfDenial)),
    ];
    let found = enforced("2026-11-23", &transaction).came;
    assert_eq!((found.grounds.len(), found.review), (2, vec![Review::PolicyOfDenial]));
}

#[test]
fn an_unverified_party_closes_every_exception_and_asks_for_no_licence() {
    let mut transaction = shipment("GeForce RTX 4090", "CN", "CN");
    transaction.parties[0].listed = vec![listed("us_bis_uvl", None, None)];
    let readings = on("2026-11-23", Layer::Enforced);
    let found = readings.determine(&transaction).came;
    assert!(found.grounds.iter().all(|ground| ground.kind != GroundKind::Party));
    assert!(!found.exceptions.is_empty() && found.exceptions.iter().all(|one| one.truth == Truth::No));
    let steps: Vec<Step<'_>> = readings.came.reasons(&transaction, &found);
    assert!(steps.iter().any(|step| step.says.contains("signed statement")), "the statement is a condition");
}

#[test]
fn half_a_listed_owner_gives_both_answers_while_the_rule_is_in_doubt() {
    // Not controlled by itself, so that the owner alone decides.
    let owned = |share: &str, listed: Vec<Listed>| {
        let mut transaction = shipment("L20", "HK", "HK");
        transaction.facts.insert("recipient_of_letter".to_owned(), false);
        transaction.parties[0].owners = vec![owner(share, listed)];
        transaction
    };
    let half = owned("0.5", vec![on_the_entity_list()]);
    check("2025-09-28", Layer::Enforced, &half, Truth::No);
    check("2025-09-29", Layer::Enforced, &half, Truth::Yes);
    check("2025-11-10", Layer::Enforced, &half, Truth::No);
    check("2026-11-09", Layer::Enforced, &half, Truth::No);
    check("2026-11-10", Layer::Enforced, &half, Truth::Unknown);

    let readings = on("2026-11-23", Layer::Enforced);
    let found = readings.determine(&half);
    assert_eq!(found.came.required, Truth::Yes);
    assert_eq!(found.not.as_ref().unwrap().required, Truth::No);
    let deciding = readings.deciding(&found);
    assert_eq!(deciding.len(), 1);
    assert!(deciding[0].dated.depends_on.contains("extension"), "{}", deciding[0].dated.depends_on);

    // In force: at the share, below it, unknown, by an address, by a list that does not count.
    let during = "2025-10-10";
    check(during, Layer::Enforced, &owned("0.4999", vec![on_the_entity_list()]), Truth::No);
    check(during, Layer::Enforced, &owned("", vec![on_the_entity_list()]), Truth::Unknown);
    check(during, Layer::Enforced, &owned("0.4..0.6", vec![on_the_entity_list()]), Truth::Unknown);
    let address = Listed { is_address: true, ..on_the_entity_list() };
    check(during, Layer::Enforced, &owned("0.6", vec![address]), Truth::No);
    check(during, Layer::Enforced, &owned("1", vec![listed("us_bis_uvl", None, None)]), Truth::No);
    let blocked = |programme: &str| {
        let mut blocked = listed("us_ofac_sdn", None, None);
        blocked.listing.programmes = vec![programme.to_owned()];
        vec![blocked]
    };
    check(during, Layer::Enforced, &owned("0.5", blocked("SDGT")), Truth::Yes);
    check(during, Layer::Enforced, &owned("0.5", blocked("CUBA")), Truth::No);
    // Two owners on different lists add up.
    let mut mixed = owned("0.3", vec![on_the_entity_list()]);
    mixed.parties[0].owners.push(owner("0.2", blocked("SDGT")));
    check(during, Layer::Enforced, &mixed, Truth::Yes);
}

#[test]
fn a_declared_end_use_is_a_ground_of_its_own() {
    let mut transaction = shipment("L20", "CN", "CN");
    transaction.facts.insert("recipient_of_letter".to_owned(), false);
    transaction.item.entries = Some(vec!["5A992.c".to_owned()]);
    check("2026-11-23", Layer::Enforced, &transaction, Truth::No);
    transaction.facts.insert("for_supercomputer".to_owned(), true);
    let found = enforced("2026-11-23", &transaction).came;
    assert_eq!((found.required, found.grounds[0].kind), (Truth::Yes, GroundKind::EndUse));
    transaction.facts.insert("for_supercomputer".to_owned(), false);
    transaction.facts.insert("is_military_end_user".to_owned(), true);
    let found = enforced("2026-11-23", &transaction).came;
    assert_eq!((found.required, found.grounds[0].kind), (Truth::Yes, GroundKind::EndUse));
}

#[test]
fn a_destination_that_changes_its_group_does_so_on_its_day() {
    // Cambodia is in D:1 throughout, so the headquarters alone show the change of D:5.
    let mut transaction = shipment("H100 SXM5 80GB", "MY", "KH");
    transaction.facts.insert("recipient_of_letter".to_owned(), false);
    check("2026-02-04", Layer::Enforced, &transaction, Truth::Yes);
    check("2026-02-05", Layer::Enforced, &transaction, Truth::No);
}

#[test]
fn every_step_that_holds_or_fails_cites_its_law() {
    let readings = on("2026-11-23", Layer::Enforced);
    let mut transaction = shipment("H200 SXM 141GB", "CN", "CN");
    transaction.parties[0].listed = vec![on_the_entity_list()];
    transaction.parties[0].owners = vec![owner("0.5", vec![on_the_entity_list()])];
    let found = readings.determine(&transaction);
    for step in readings.came.reasons(&transaction, &found.came) {
        // A remark that sums up steps before it has no name of its own.
        let cited = !step.authorities.is_empty() || !step.cites.is_empty();
        assert!(step.name.is_empty() || cited, "{} {}", step.name, step.says);
    }
}
