//! Neighbourhoods, and the shortest and the strongest path between two parties, each step with its edge.

use crate::Graph;
use chokepoint_model::{Date, InterestKind, Share};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque, btree_map::Entry};

/// A step from one party to another along an interest, in either direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hop {
    /// From here.
    pub from: u32,
    /// To there.
    pub to: u32,
    /// The edge that is used; its holder may be either of the two.
    pub edge: usize,
}

/// A party of a neighbourhood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The party.
    pub party: u32,
    /// How many hops away.
    pub distance: u32,
    /// The hop by which it was reached first; `None` for the party in the middle.
    pub by: Option<Hop>,
}

/// The hops from a party on a day, in the order of the graph: to its holders, then to what it holds.
fn hops(graph: &Graph, from: u32, as_of: Date) -> impl Iterator<Item = Hop> + '_ {
    let up = graph.edges_into(from).map(move |edge| Hop { from, to: graph.holder(edge), edge });
    let down = graph.edges_out_of(from).map(move |edge| Hop { from, to: graph.held(edge), edge });
    up.chain(down).filter(move |hop| hop.to != from && graph.stands_on(hop.edge, as_of))
}

/// The parties around one, nearest first: at most so many hops away, and at most so many.
pub fn neighbourhood(graph: &Graph, middle: u32, as_of: Date, depth: u32, most: usize) -> Vec<Neighbour> {
    let mut found = vec![Neighbour { party: middle, distance: 0, by: None }];
    let mut seen = BTreeSet::from([middle]);
    let mut next = 0;
    while let Some(here) = found.get(next).copied() {
        next += 1;
        if here.distance == depth {
            break;
        }
        for hop in hops(graph, here.party, as_of) {
            if found.len() >= most {
                return found;
            }
            if seen.insert(hop.to) {
                found.push(Neighbour { party: hop.to, distance: here.distance + 1, by: Some(hop) });
            }
        }
    }
    found
}

/// The fewest hops from one party to another, at most `depth`; `None` when there is no such path among the first
/// `most` parties.
pub fn shortest(graph: &Graph, from: u32, to: u32, as_of: Date, depth: u32, most: usize) -> Option<Vec<Hop>> {
    let mut reached: BTreeMap<u32, Option<Hop>> = BTreeMap::from([(from, None)]);
    let mut open = VecDeque::from([(from, 0)]);
    while let Some((party, distance)) = open.pop_front() {
        if party == to {
            return Some(back(&reached, to));
        }
        if distance == depth || reached.len() >= most {
            continue;
        }
        for hop in hops(graph, party, as_of) {
            if let Entry::Vacant(place) = reached.entry(hop.to) {
                place.insert(Some(hop));
                open.push_back((hop.to, distance + 1));
            }
        }
    }
    None
}

/// The path whose weakest hop is strongest, and of those the one with fewest hops.
pub fn strongest(graph: &Graph, from: u32, to: u32, as_of: Date, most: usize) -> Option<Vec<Hop>> {
    let mut reached: BTreeMap<u32, Option<Hop>> = BTreeMap::new();
    // Strongest first, then fewest hops, then the lowest number.
    let mut open = BinaryHeap::from([(Share::PARTS, std::cmp::Reverse((0_u32, from)), None)]);
    while let Some((strength, std::cmp::Reverse((hops_so_far, party)), by)) = open.pop() {
        if reached.contains_key(&party) {
            continue;
        }
        reached.insert(party, by);
        if party == to {
            return Some(back(&reached, to));
        }
        if reached.len() >= most {
            return None;
        }
        for hop in hops(graph, party, as_of).filter(|hop| !reached.contains_key(&hop.to)) {
            let weaker = strength.min(strength_of(graph, hop.edge));
            open.push((weaker, std::cmp::Reverse((hops_so_far + 1, hop.to)), Some(hop)));
        }
    }
    None
}

fn back(reached: &BTreeMap<u32, Option<Hop>>, to: u32) -> Vec<Hop> {
    let (mut hops, mut at) = (Vec::new(), to);
    while let Some(Some(hop)) = reached.get(&at) {
        hops.push(*hop);
        at = hop.from;
    }
    hops.reverse();
    hops
}

/// How strong a tie is for the choice of a path, in parts of a billion: a share by what is proven of it, control and
/// branches whole, an office as much as a small stake, a loose tie least.
fn strength_of(graph: &Graph, edge: usize) -> u32 {
    let share = graph.share(edge);
    match graph.kind(edge) {
        InterestKind::Capital | InterestKind::Votes | InterestKind::Board => share.low().max(LOOSE),
        InterestKind::Branch | InterestKind::Control | InterestKind::Consolidation => Share::PARTS,
        InterestKind::Sponsor | InterestKind::Influence | InterestKind::Trust | InterestKind::Nominee => {
            Share::PARTS / 2
        }
        InterestKind::LegalRepresentative | InterestKind::Founder | InterestKind::Predecessor => {
            Share::PARTS / 5
        }
        InterestKind::Director | InterestKind::Management | InterestKind::PublicOffice => Share::PARTS / 10,
        _ => LOOSE,
    }
}

const LOOSE: u32 = Share::PARTS / 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, GraphBuilder};
    use chokepoint_model::{Directness, Period};

    const DAY: Date = Date::constant(2026, 1, 1);

    /// 0 holds 10 % of 2, and 60 % of 1, which holds 60 % of 2; 3 sits on the board of 2; 4 held 1 until last year.
    fn graph() -> Graph {
        let mut builder = GraphBuilder::new(6);
        let ended = Period { from: None, until: Some(Date::constant(2025, 12, 31)) };
        for (holder, held, kind, percent, period) in [
            (0, 2, InterestKind::Capital, 10, Period::default()),
            (0, 1, InterestKind::Capital, 60, Period::default()),
            (1, 2, InterestKind::Capital, 60, Period::default()),
            (3, 2, InterestKind::Director, 0, Period::default()),
            (4, 1, InterestKind::Capital, 100, ended),
        ] {
            let share = if kind.has_share() { Share::percent(percent) } else { Share::UNKNOWN };
            let directness = Directness::Direct;
            builder.add(Edge { holder, held, kind, share, directness, period, source: 0, evidence: 7 });
        }
        builder.finish()
    }

    fn parties(hops: Option<Vec<Hop>>) -> Option<Vec<u32>> {
        hops.map(|hops| hops.iter().map(|hop| hop.to).collect())
    }

    #[test]
    fn the_shortest_path_has_fewest_hops_and_the_strongest_the_largest_stakes() {
        let graph = graph();
        assert_eq!(parties(shortest(&graph, 0, 2, DAY, 8, 100)), Some(vec![2]));
        assert_eq!(parties(strongest(&graph, 0, 2, DAY, 100)), Some(vec![1, 2]));
        assert_eq!(
            parties(shortest(&graph, 0, 3, DAY, 8, 100)),
            Some(vec![2, 3]),
            "through the company to its director"
        );
        assert_eq!(shortest(&graph, 0, 3, DAY, 1, 100), None);
        assert_eq!(shortest(&graph, 0, 5, DAY, 8, 100), None);
        assert_eq!(parties(strongest(&graph, 2, 2, DAY, 100)), Some(Vec::new()));
    }

    #[test]
    fn a_neighbourhood_is_that_of_the_day() {
        let graph = graph();
        let around = |day: Date, depth| {
            let found = neighbourhood(&graph, 1, day, depth, 100);
            found.iter().map(|one| (one.party, one.distance)).collect::<Vec<_>>()
        };
        assert_eq!(around(DAY, 1), [(1, 0), (0, 1), (2, 1)]);
        assert_eq!(around(DAY, 2), [(1, 0), (0, 1), (2, 1), (3, 2)]);
        assert_eq!(around(Date::constant(2025, 6, 1), 1), [(1, 0), (0, 1), (4, 1), (2, 1)]);
        assert_eq!(neighbourhood(&graph, 1, DAY, 9, 2).len(), 2);
    }
}
