//! The vectors of the reference on ownership, awkward holdings, and equality with the definition on random graphs.

use crate::{Answer, Edge, Graph, GraphBuilder, Holdings, Method, Oddities, Oddity, Seed, Signs, solve};
use chokepoint_model::{Date, Directness, InterestKind, Period, Share};
use chokepoint_rules::{Layer, Rules, Truth};

const DAY: Date = Date::constant(2026, 1, 1);

/// Parties by name, in the order in which they are first named.
struct World {
    names: Vec<String>,
    graph: Graph,
}

/// `X-A 50, A-B 30..60, B-C ?, C:votes-D 51`: per cent; `?` is unknown.
fn world(holdings: &str) -> World {
    let (mut names, mut edges) = (Vec::<String>::new(), Vec::new());
    for one in holdings.split(',').map(str::trim).filter(|one| !one.is_empty()) {
        let (pair, share) = one.split_once(' ').expect("a pair and a share");
        let (holder, held) = pair.split_once('-').expect("two parties");
        let (holder, kind) = holder.split_once(':').unwrap_or((holder, "capital"));
        let mut number = |name: &str| match names.iter().position(|known| known == name) {
            Some(at) => at as u32,
            None => {
                names.push(name.to_owned());
                names.len() as u32 - 1
            }
        };
        let percent = |text: &str| {
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            format!("{whole}{part:0<7}").parse::<u32>().expect("a number")
        };
        let share = match share.split_once("..") {
            Some((low, high)) => Share::parts(percent(low), percent(high)),
            None if share == "?" => Share::UNKNOWN,
            None => Share::exactly(percent(share)),
        };
        edges.push(Edge {
            holder: number(holder),
            held: number(held),
            kind: InterestKind::named(kind).expect("a kind"),
            share,
            directness: Directness::Direct,
            period: Period::default(),
            source: 0,
            evidence: edges.len() as u32,
        });
    }
    let mut builder = GraphBuilder::new(names.len());
    edges.into_iter().for_each(|edge| builder.add(edge));
    World { names, graph: builder.finish() }
}

fn method(rule: &str, day: &str) -> Method {
    let law = Rules::built_in().on(day.parse().expect("a day"), Layer::Text);
    let signs = Signs { proves: vec![InterestKind::Control], suggests: vec![InterestKind::Influence] };
    Method::of(law.ownership(rule).expect("a rule"), signs).expect("a method")
}

fn solved(world: &World, listed: &[&str], method: &Method) -> (Answer, Vec<Holdings>, Oddities) {
    let mut oddities = Oddities::default();
    let holdings: Vec<Holdings> = method
        .measures
        .iter()
        .map(|measure| Holdings::on(&world.graph, measure, DAY, &mut oddities))
        .collect();
    holdings.iter().for_each(|of| of.tell_too_much(&mut oddities));
    let seeds: Vec<Seed> = (0..)
        .zip(&world.names)
        .filter(|(_, name)| listed.contains(&name.as_str()))
        .map(|(party, _)| Seed { party, certain: true, marks: 1 << party })
        .collect();
    (solve(method, &holdings, world.names.len(), &seeds), holdings, oddities)
}

/// `A, B?`: caught, and perhaps caught.
fn caught(world: &World, answer: &Answer) -> String {
    let shown = |(party, name): (u32, &String)| match answer.caught(party) {
        Truth::Yes => Some(name.clone()),
        Truth::Unknown => Some(format!("{name}?")),
        Truth::No => None,
    };
    let mut found: Vec<String> = (0..).zip(&world.names).filter_map(shown).collect();
    found.sort();
    found.join(", ")
}

fn check(holdings: &str, rule: &str, day: &str, expect: &str) {
    let world = world(holdings);
    let (answer, ..) = solved(&world, &["X", "Y"], &method(rule, day));
    assert_eq!(caught(&world, &answer), expect, "{holdings} under {rule} on {day}");
}

/// The four columns of the table of vectors: OFAC and BIS, aggregate above half, UK.
fn check_vector(id: &str, holdings: &str, at_least: &str, more_than: &str, alone: &str) {
    eprintln!("{id}");
    check(holdings, "us.ofac.blocked_ownership", "2026-11-23", at_least);
    check(holdings, "us.ear.affiliate_ownership", "2025-10-01", at_least);
    check(holdings, "eu.asset_freeze.ownership", "2024-01-01", more_than);
    check(holdings, "uk.asset_freeze.ownership", "2026-11-23", alone);
}

#[test]
fn vectors_o1_to_o16_hold_under_every_regime() {
    check_vector("O1", "X-A 50, A-B 50", "A, B", "", "");
    check_vector("O2", "X-A 50, X-B 50, A-C 25, B-C 25", "A, B, C", "", "");
    check_vector("O3", "X-A 50, X-B 10, A-B 40", "A, B", "", "");
    check_vector("O4", "X-A 50, X-B 25, A-C 25, B-C 25", "A", "", "");
    check_vector("O5", "X-A 25, X-B 25, A-C 50, B-C 50", "", "", "");
    check_vector("O6", "X-E 30, Y-E 25", "E", "E", "");
    check_vector("O7", "X-E 49.99", "", "", "");
    check_vector("O8", "X-A 51, A-B 51, B-C 51, C-D 51", "A, B, C, D", "A, B, C, D", "A, B, C, D");
    check_vector("O9", "X-A 50, A-B 49, Y-B 1", "A, B", "", "");
    check_vector("O10", "X-A 40, B-A 60, A-B 60", "", "", "");
    check_vector("O11", "X-A 50, A-B 50, B-A 50", "A, B", "", "");
    check_vector("O12", "X-A 40, B-A 10, A-B 90", "", "", "");
    check_vector("O13", "X-A 33, Y-A 33, A-B 50", "A, B", "A", "");
    check_vector("O14", "X-A 50, A-C 49, B-C 51", "A", "", "");
    check_vector("O15", "X-A 30, Y-B 60, B-A 20, A-C 70", "A, B, C", "B", "B");
    check_vector("O16", "X-A 99, A-B 49.9, A-C 50, C-B 0.1", "A, B, C", "A", "A");
}

#[test]
fn vector_o17_carries_the_marks_of_both_owners() {
    let world = world("X-E 30, Y-E 20, E-F 50");
    let (answer, ..) = solved(&world, &["X", "Y"], &method("us.ear.affiliate_ownership", "2025-10-01"));
    assert_eq!(caught(&world, &answer), "E, F");
    let both = 1 << 0 | 1 << 2;
    assert_eq!((answer.marks(1), answer.marks(3)), (both, both), "X is party 0, Y is party 2");
}

#[test]
fn vectors_o18_and_o19_a_holder_that_is_no_seed_passes_nothing_on() {
    let world = world("Z-E 60, U-F 100");
    let (answer, ..) = solved(&world, &["X"], &method("us.ear.affiliate_ownership", "2025-10-01"));
    assert_eq!(caught(&world, &answer), "");
}

#[test]
fn vector_o20_an_unknown_share_is_neither_nothing_nor_enough() {
    check("X-E ?", "us.ear.affiliate_ownership", "2025-10-01", "E?");
    check("X-E ?, E-F 50", "us.ear.affiliate_ownership", "2025-10-01", "E?, F?");
    check("X-E ?, B-E 51", "us.ear.affiliate_ownership", "2025-10-01", "");
    check("X-E ?, B-E 50", "us.ear.affiliate_ownership", "2025-10-01", "E?");
}

#[test]
fn vector_o21_nothing_flows_upwards() {
    check("E-X 100", "us.ear.affiliate_ownership", "2025-10-01", "");
}

#[test]
fn ranges_give_a_lowest_and_a_highest_share() {
    let world = world("X-E 25..50, Y-E 20..30, B-E 10..20");
    let (answer, ..) = solved(&world, &["X", "Y"], &method("us.ofac.blocked_ownership", "2026-11-23"));
    assert_eq!(caught(&world, &answer), "E?");
    assert_eq!((answer.lowest(1), answer.highest(1)), (450_000_000, 800_000_000));
}

#[test]
fn what_others_are_proven_to_hold_cannot_be_held_by_the_listed() {
    check("X-E 40..100, B-E 51", "us.ofac.blocked_ownership", "2026-11-23", "");
    check("X-E 40..100, B-E 50", "us.ofac.blocked_ownership", "2026-11-23", "E?");
}

#[test]
fn holdings_of_140_per_cent_leave_a_range_and_are_told() {
    let world = world("X-E 70, B-E 70");
    let (answer, _, oddities) = solved(&world, &["X"], &method("us.ofac.blocked_ownership", "2026-11-23"));
    assert_eq!(caught(&world, &answer), "E?");
    assert_eq!((answer.lowest(1), answer.highest(1)), (300_000_000, 700_000_000));
    assert_eq!(oddities.kept, [Oddity::TooMuch { party: 1, total: 1_400_000_000 }]);
    // Whatever is wrong, the others leave the listed owner more than half.
    check("X-E 100, B-E 40", "us.ofac.blocked_ownership", "2026-11-23", "E");
    check("X-E 40, B-E 100", "us.ofac.blocked_ownership", "2026-11-23", "");
}

#[test]
fn a_company_that_owns_itself_gains_nothing_by_it() {
    let world = world("E-E 60, X-E 40");
    let (answer, _, oddities) = solved(&world, &["X"], &method("us.ofac.blocked_ownership", "2026-11-23"));
    assert_eq!((caught(&world, &answer), oddities.count), (String::new(), 1));
}

#[test]
fn the_repeated_row_counts_once_and_two_different_ones_leave_a_range() {
    check("X-E 30, X-E 30", "us.ofac.blocked_ownership", "2026-11-23", "");
    check("X-E 30, X-E 20", "us.ofac.blocked_ownership", "2026-11-23", "E?");
    check("X-E 30, X-E ?", "us.ofac.blocked_ownership", "2026-11-23", "");
}

#[test]
fn votes_and_control_matter_only_where_the_law_says_so() {
    check("X:votes-E 60", "us.ofac.blocked_ownership", "2026-11-23", "");
    check("X:votes-E 60", "uk.asset_freeze.ownership", "2026-11-23", "E");
    check("X:control-E ?", "us.ofac.blocked_ownership", "2026-11-23", "");
    check("X:control-E ?, E-F 60", "uk.asset_freeze.ownership", "2026-11-23", "E, F");
    check("X:influence-E ?", "eu.asset_freeze.ownership", "2024-01-01", "E?");
    // Votes and capital are never added to each other.
    check("X-E 30, X:votes-E 30", "eu.asset_freeze.ownership", "2024-01-01", "");
}

#[test]
fn one_owner_alone_counts_what_its_own_companies_hold() {
    check("X-A 60, X-B 30, A-B 30", "uk.asset_freeze.ownership", "2026-11-23", "A, B");
    check("X-A 60, Y-B 30, A-B 30", "uk.asset_freeze.ownership", "2026-11-23", "A");
}

#[test]
fn a_path_has_the_holdings_that_are_needed_and_no_others() {
    let world = world("X-A 99, A-B 49.9, A-C 50, C-B 0.1, Y-B 0.01");
    let (answer, holdings, _) =
        solved(&world, &["X", "Y"], &method("us.ofac.blocked_ownership", "2026-11-23"));
    let name = |party: u32| world.names[party as usize].as_str();
    let path = |party: u32| -> String {
        let steps = answer.path(&holdings, party, crate::PATH_LIMIT).steps;
        let shown = |step: &crate::Step| format!("{}-{}", name(step.holding.holder), name(step.holding.held));
        steps.iter().map(shown).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(path(2), "X-A A-C A-B C-B");
    assert_eq!(path(1), "X-A");
    assert_eq!(path(0), "");
}

#[test]
fn a_chain_of_a_hundred_thousand_is_followed_and_its_path_is_cut() {
    let mut builder = GraphBuilder::new(0);
    for at in 0..100_000 {
        builder.add(edge(at, at + 1, Share::percent(50)));
    }
    let world = World { names: (0..=100_000).map(|at| at.to_string()).collect(), graph: builder.finish() };
    for rule in ["us.ofac.blocked_ownership", "eu.asset_freeze.ownership"] {
        let (answer, holdings, _) = solved(&world, &["0"], &method(rule, "2026-11-23"));
        assert_eq!(answer.caught(100_000), Truth::Yes);
        let path = answer.path(&holdings, 100_000, crate::PATH_LIMIT);
        assert_eq!((path.steps.len(), path.is_cut), (crate::PATH_LIMIT, true));
    }
}

#[test]
fn many_listed_owners_alone_in_one_chain_are_answered_in_bounded_time() {
    let mut builder = GraphBuilder::new(0);
    for at in 0..20_000 {
        builder.add(edge(at, at + 1, Share::percent(60)));
    }
    let names: Vec<String> = (0..=20_000).map(|at| at.to_string()).collect();
    let world = World { names, graph: builder.finish() };
    let listed: Vec<&str> = world.names[..20_000].iter().map(String::as_str).collect();
    let method = method("uk.asset_freeze.ownership", "2026-11-23");
    let mut oddities = Oddities::default();
    let holdings: Vec<Holdings> = method
        .measures
        .iter()
        .map(|measure| Holdings::on(&world.graph, measure, DAY, &mut oddities))
        .collect();
    let seeds: Vec<Seed> =
        (0..listed.len() as u32).map(|party| Seed { party, certain: true, marks: 1 }).collect();
    let answer = solve(&method, &holdings, world.names.len(), &seeds);
    assert_eq!((answer.caught(20_000), answer.widened), (Truth::Yes, true));
}

fn edge(holder: u32, held: u32, share: Share) -> Edge {
    Edge {
        holder,
        held,
        kind: InterestKind::Capital,
        share,
        directness: Directness::Direct,
        period: Period::default(),
        source: 0,
        evidence: 0,
    }
}

mod definition;
