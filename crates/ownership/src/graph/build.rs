//! Building the graph: edges in any order, sorted once.

use super::{Edge, Graph, INDIRECT};
use crate::day;
use chokepoint_model::Directness;

/// Collects edges.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    parties: usize,
    raw: Vec<Raw>,
}

/// An edge in 36 bytes, in the order in which it is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Raw {
    held: u32,
    holder: u32,
    source: u16,
    kind: u8,
    evidence: u32,
    low: u32,
    high: u32,
    from: i32,
    until: i32,
}

impl GraphBuilder {
    /// A graph of so many parties, without edges yet.
    pub fn new(parties: usize) -> Self {
        Self { parties, raw: Vec::new() }
    }

    /// Makes room for so many edges.
    pub fn reserve(&mut self, edges: usize) {
        self.raw.reserve_exact(edges);
    }

    /// Adds an edge; one that names a party beyond the number makes the graph larger.
    pub fn add(&mut self, edge: Edge) {
        let (from, until) = day::bounds(edge.period);
        let indirect = if edge.directness == Directness::Indirect { INDIRECT } else { 0 };
        self.parties = self.parties.max(edge.held.max(edge.holder) as usize + 1);
        self.raw.push(Raw {
            held: edge.held,
            holder: edge.holder,
            source: edge.source,
            kind: edge.kind as u8 | indirect,
            evidence: edge.evidence,
            low: edge.share.low(),
            high: edge.share.high(),
            from,
            until,
        });
    }

    /// The graph: the same for the same edges, in whatever order they were added.
    pub fn finish(self) -> Graph {
        let Self { parties, mut raw } = self;
        raw.sort_unstable();
        let first_in = first(parties, raw.iter().map(|edge| edge.held));
        let first_out = first(parties, raw.iter().map(|edge| edge.holder));
        let mut next = first_out.clone();
        let mut out = vec![0; raw.len()];
        for (at, edge) in (0..).zip(&raw) {
            let place = &mut next[edge.holder as usize];
            out[*place as usize] = at;
            *place += 1;
        }
        // Not one by one from a second copy: at ten million edges each column counts.
        fn column<T>(raw: &[Raw], of: impl Fn(&Raw) -> T) -> super::Column<T> {
            raw.iter().map(of).collect::<Vec<T>>().into()
        }
        Graph {
            first_in: first_in.into(),
            holder: column(&raw, |edge| edge.holder),
            held: column(&raw, |edge| edge.held),
            kind: column(&raw, |edge| edge.kind),
            low: column(&raw, |edge| edge.low),
            high: column(&raw, |edge| edge.high),
            from: column(&raw, |edge| edge.from),
            until: column(&raw, |edge| edge.until),
            source: column(&raw, |edge| edge.source),
            evidence: column(&raw, |edge| edge.evidence),
            first_out: first_out.into(),
            out: out.into(),
        }
    }
}

/// Where the edges of each party begin, when they are sorted by party.
fn first(parties: usize, of: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut first = vec![0_u32; parties + 1];
    for party in of {
        first[party as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    first
}
