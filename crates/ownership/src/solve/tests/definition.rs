//! The solver against the definition: every assignment of shares that does not contradict itself is tried on small
//! random graphs with cycles, ranges and dates. `CHOKEPOINT_RANDOM_GRAPHS=1000000` tries so many.

use super::{DAY, edge};
use crate::{GraphBuilder, Holdings, Measure, Method, Oddities, Seed, solve};
use chokepoint_model::{InterestKind, Period, Share, days};
use chokepoint_rules::{Owners, Reached, Truth};
use chokepoint_testkit::names::Chance;

/// Shares in tens of per cent: the ends of every range are among them, and so are the shares that decide.
const TEN: u32 = Share::PARTS / 10;

struct Small {
    parties: u32,
    /// Holder, held, lowest and highest in tens; whether it stands on the day.
    edges: Vec<(u32, u32, u32, u32, bool)>,
    seeds: Vec<u32>,
}

fn random(chance: &mut Chance) -> Small {
    let parties = 2 + chance.below(5) as u32;
    let mut edges: Vec<(u32, u32, u32, u32, bool)> = Vec::new();
    for _ in 0..1 + chance.below(8) {
        let (holder, held) = (chance.below(parties as usize) as u32, chance.below(parties as usize) as u32);
        if edges.iter().any(|edge| (edge.0, edge.1) == (holder, held)) {
            continue;
        }
        let low = chance.below(8) as u32;
        let high = match chance.below(10) {
            0 => 10,
            1..=3 => low + chance.below(4) as u32,
            _ => low,
        };
        let low = if high == 10 { 0 } else { low };
        edges.push((holder, held, low, high.min(10), chance.below(8) > 0));
    }
    let seeds = (0..1 + chance.below(2)).map(|_| chance.below(parties as usize) as u32).collect();
    Small { parties, edges, seeds }
}

/// The least set that contains the seeds and everybody in whom it holds enough, with what it holds in each party.
fn least_set(
    small: &Small,
    shares: &[u32],
    seeds: &[u32],
    is_enough: &dyn Fn(u32) -> bool,
) -> (Vec<bool>, Vec<u32>) {
    let mut inside: Vec<bool> = (0..small.parties).map(|party| seeds.contains(&party)).collect();
    loop {
        let held: Vec<u32> = (0..small.parties)
            .map(|party| {
                let counts = |(edge, _): &(&(u32, u32, u32, u32, bool), &u32)| {
                    edge.1 == party && edge.0 != party && edge.4 && inside[edge.0 as usize]
                };
                small.edges.iter().zip(shares).filter(counts).map(|(_, share)| *share).sum()
            })
            .collect();
        let next: Vec<bool> =
            inside.iter().zip(&held).map(|(is_inside, share)| *is_inside || is_enough(*share)).collect();
        if next == inside {
            return (inside, held);
        }
        inside = next;
    }
}

/// Every assignment in which no company is held by more than the whole.
fn assignments(small: &Small) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = vec![Vec::new()];
    for (at, edge) in small.edges.iter().enumerate() {
        let mut longer = Vec::new();
        for shares in &all {
            for share in edge.2..=edge.3 {
                let mut shares = shares.clone();
                shares.push(share);
                let total: u32 = small.edges[..=at]
                    .iter()
                    .zip(&shares)
                    .filter(|(other, _)| other.1 == edge.1 && other.0 != other.1 && other.4)
                    .map(|(_, share)| *share)
                    .sum();
                if total <= 10 {
                    longer.push(shares);
                }
            }
        }
        all = longer;
    }
    all
}

fn check(small: &Small, owners: Owners, reached: Reached) {
    let is_enough = |tens: u32| match reached {
        Reached::AtLeast => tens >= 5,
        Reached::MoreThan => tens > 5,
    };
    let mut builder = GraphBuilder::new(small.parties as usize);
    for (holder, held, low, high, stands) in &small.edges {
        let yesterday = DAY.checked_sub(days(1)).expect("a day");
        let period = Period { from: None, until: (!stands).then_some(yesterday) };
        builder.add(crate::Edge { period, ..edge(*holder, *held, Share::parts(low * TEN, high * TEN)) });
    }
    let graph = builder.finish();
    let measure = Measure::Share(InterestKind::Capital);
    let method = Method { threshold: 5 * TEN, reached, owners, measures: vec![measure.clone()] };
    let holdings = [Holdings::on(&graph, &measure, DAY, &mut Oddities::default())];
    let seeds: Vec<Seed> =
        small.seeds.iter().map(|party| Seed { party: *party, certain: true, marks: 1 }).collect();
    let answer = solve(&method, &holdings, small.parties as usize, &seeds);

    let groups: Vec<&[u32]> = match owners {
        Owners::AddedTogether => vec![&small.seeds],
        Owners::EachAlone => small.seeds.chunks(1).collect(),
    };
    let all = assignments(small);
    for party in (0..small.parties).filter(|party| !small.seeds.contains(party)) {
        let at = party as usize;
        assert!(answer.lowest(party) <= answer.highest(party));
        check_path(&method, &holdings, &answer, party);
        if all.is_empty() {
            continue;
        }
        let (mut always, mut ever, mut lowest, mut highest) = (true, false, u32::MAX, 0);
        for shares in &all {
            let sets = groups.iter().map(|seeds| least_set(small, shares, seeds, &is_enough));
            let (mut caught, mut best) = (false, 0);
            for (inside, held) in sets {
                caught |= inside[at];
                best = best.max(held[at]);
            }
            always &= caught;
            ever |= caught;
            lowest = lowest.min(best);
            highest = highest.max(best);
        }
        let expect = match (always, ever) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::No,
        };
        let shown =
            || format!("party {party} of {:?}, seeds {:?}, {owners:?} {reached:?}", small.edges, small.seeds);
        assert_eq!(answer.caught(party), expect, "{}", shown());
        assert_eq!(
            (answer.lowest(party), answer.highest(party)),
            (lowest * TEN, highest * TEN),
            "{}",
            shown()
        );
    }
}

/// Every holder on a path is listed or was caught by steps before; the last step ends at the party.
fn check_path(method: &Method, holdings: &[Holdings], answer: &crate::Answer, party: u32) {
    let path = answer.path(holdings, party, crate::PATH_LIMIT);
    assert_eq!(path.steps.is_empty(), answer.caught(party) == Truth::No);
    let is_certain = answer.caught(party) == Truth::Yes;
    let mut held_before: Vec<(u32, u64)> = Vec::new();
    for step in &path.steps {
        let (holder, held) = (step.holding.holder, step.holding.held);
        let proven = held_before.iter().any(|(owned, sum)| *owned == holder && method.is_enough(*sum));
        assert!(answer.is_seed(holder) || proven, "the holder of a step comes before it");
        let share = step.holding.share;
        let amount = u64::from(if is_certain { share.low() } else { share.high() });
        match held_before.iter_mut().find(|(owned, _)| *owned == held) {
            Some((_, sum)) => *sum += amount,
            None => held_before.push((held, amount)),
        }
    }
    if let Some(last) = path.steps.last() {
        assert_eq!(last.holding.held, party);
    }
}

#[test]
#[allow(clippy::disallowed_methods)] // how many graphs a developer wants to try
fn the_solver_equals_the_definition_on_random_graphs() {
    let count = std::env::var("CHOKEPOINT_RANDOM_GRAPHS").ok().and_then(|count| count.parse().ok());
    let mut chance = Chance::new(20_261_125);
    for _ in 0..count.unwrap_or(3000) {
        let small = random(&mut chance);
        for owners in [Owners::AddedTogether, Owners::EachAlone] {
            for reached in [Reached::AtLeast, Reached::MoreThan] {
                check(&small, owners, reached);
            }
        }
    }
}
