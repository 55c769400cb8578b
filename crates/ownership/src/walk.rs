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
