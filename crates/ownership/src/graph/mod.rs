//! The graph of interests as flat arrays, sorted by the held party, with an index by the holder.

mod build;
mod file;

pub use build::GraphBuilder;

use crate::{column::Column, day};
use chokepoint_model::{Date, Directness, Interest, InterestKind, Period, Registry, Share};
use std::ops::Range;

/// All interests. A party is a number below [`Graph::parties`]; an edge is a number below [`Graph::edges`].
pub struct Graph {
    /// Where the edges into each party begin; one more at the end.
    first_in: Column<u32>,
    holder: Column<u32>,
    held: Column<u32>,
    kind: Column<u8>,
    low: Column<u32>,
    high: Column<u32>,
    from: Column<i32>,
    until: Column<i32>,
    source: Column<u16>,
    evidence: Column<u32>,
    /// Where the edges out of each party begin in `out`; one more at the end.
    first_out: Column<u32>,
    out: Column<u32>,
}

/// One interest as the graph keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Who has it.
    pub holder: u32,
    /// In whom.
    pub held: u32,
    /// What it is.
    pub kind: InterestKind,
    /// How much.
    pub share: Share,
    /// Whether it is held in the holder's own name.
    pub directness: Directness,
    /// When.
    pub period: Period,
    /// Number of the source: statements of one source on one pair add up, those of two are compared.
    pub source: u16,
    /// Where its statement stands, in whatever the caller keeps: the place in `Registry::interests`.
    pub evidence: u32,
}

/// The bit of `kind` that says "indirect".
const INDIRECT: u8 = 0x80;

impl Graph {
    /// The graph of a registry; the evidence of an edge is the place of its interest.
    pub fn of(registry: &Registry) -> Self {
        Self::of_those(registry, |_| true)
    }

    /// The same of those interests that are to be kept.
    pub fn of_those(registry: &Registry, keep: impl Fn(&Interest) -> bool) -> Self {
        let mut builder = GraphBuilder::new(registry.profiles.len());
        let mut sources: Vec<&str> =
            registry.interests.iter().map(|one| one.stated.source.as_ref()).collect();
        sources.sort_unstable();
        sources.dedup();
        for (evidence, interest) in (0..).zip(&registry.interests).filter(|(_, interest)| keep(interest)) {
            let source = sources.binary_search(&interest.stated.source.as_ref()).unwrap_or(0);
            builder.add(Edge {
                holder: interest.holder.0,
                held: interest.held.0,
                kind: interest.kind,
                share: interest.share,
                directness: interest.directness,
                period: interest.period,
                // More sources than this number holds share the last one.
                source: u16::try_from(source).unwrap_or(u16::MAX),
                evidence,
            });
        }
        builder.finish()
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.first_in.len().saturating_sub(1)
    }

    /// How many interests there are.
    pub fn edges(&self) -> usize {
        self.holder.len()
    }

    /// The edges into a party: its owners, directors, sponsors. Sorted by holder, then by source.
    pub fn edges_into(&self, party: u32) -> Range<usize> {
        range(&self.first_in, party)
    }

    /// The edges out of a party: what it owns, where it sits.
    pub fn edges_out_of(&self, party: u32) -> impl Iterator<Item = usize> + '_ {
        self.out[range(&self.first_out, party)].iter().map(|edge| *edge as usize)
    }

    /// The edge of this number.
    pub fn edge(&self, at: usize) -> Edge {
        Edge {
            holder: self.holder[at],
            held: self.held[at],
            kind: self.kind(at),
            share: self.share(at),
            directness: if self.is_indirect(at) { Directness::Indirect } else { Directness::Direct },
            period: Period { from: day::date(self.from[at]), until: day::date(self.until[at]) },
            source: self.source[at],
            evidence: self.evidence[at],
        }
    }

    /// Who has the interest of this number.
    pub fn holder(&self, at: usize) -> u32 {
        self.holder[at]
    }

    /// In whom it is.
    pub fn held(&self, at: usize) -> u32 {
        self.held[at]
    }

    /// What it is.
    pub fn kind(&self, at: usize) -> InterestKind {
        let code = usize::from(self.kind[at] & !INDIRECT);
        InterestKind::ALL.get(code).copied().unwrap_or(InterestKind::Unknown)
    }

    /// How much it is.
    pub fn share(&self, at: usize) -> Share {
        Share::parts(self.low[at], self.high[at])
    }

    /// Its source.
    pub(crate) fn source(&self, at: usize) -> u16 {
        self.source[at]
    }

    /// Whether it is held through others.
    pub(crate) fn is_indirect(&self, at: usize) -> bool {
        self.kind[at] & INDIRECT != 0
    }

    /// Whether it stands on a day.
    pub fn stands_on(&self, at: usize, as_of: Date) -> bool {
        let day = day::number(as_of);
        self.from[at] <= day && day <= self.until[at]
    }

    /// First and last day, as they are kept: equal periods are equal here.
    pub(crate) fn period(&self, at: usize) -> (i32, i32) {
        (self.from[at], self.until[at])
    }
}

/// The part of an index that belongs to a party; empty for one that is not there.
fn range(first: &[u32], party: u32) -> Range<usize> {
    match (first.get(party as usize), first.get(party as usize + 1)) {
        (Some(start), Some(end)) => *start as usize..*end as usize,
        _ => 0..0,
    }
}
