//! What counts under one measure on one day: one holding for each pair, whatever number of statements there are on it.

use crate::{Graph, Measure, Oddities, Oddity};
use chokepoint_model::{Date, Share};
use std::ops::Range;

/// The holdings of one measure on one day, sorted by the held party, with an index by the holder.
pub struct Holdings {
    /// What is counted.
    pub measure: Measure,
    first_in: Vec<u32>,
    holding: Vec<Holding>,
    first_out: Vec<u32>,
    out: Vec<u32>,
}

/// What one party holds in another, all statements together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// Who holds it.
    pub holder: u32,
    /// In whom.
    pub held: u32,
    /// How much.
    pub share: Share,
    /// The edge of the graph that states it first; others on the same pair stand next to it.
    pub edge: u32,
}

impl Holdings {
    /// What counts under a measure on a day; what is odd about it is told.
    pub fn on(graph: &Graph, measure: &Measure, as_of: Date, oddities: &mut Oddities) -> Self {
        let parties = graph.parties();
        let mut first_in = Vec::with_capacity(parties + 1);
        let mut holding: Vec<Holding> = Vec::new();
        let mut words = Vec::new();
        first_in.push(0);
        for party in (0..).take(parties) {
            let mut edges = graph.edges_into(party).peekable();
            while let Some(at) = edges.next() {
                words.clear();
                words.extend(word(graph, measure, as_of, at));
                while edges.peek().is_some_and(|next| graph.holder(*next) == graph.holder(at)) {
                    words.extend(edges.next().and_then(|next| word(graph, measure, as_of, next)));
                }
                let Some(first) = words.first() else { continue };
                let (edge, holder) = (first.edge, graph.holder(at));
                let share = together(&words, measure, (party, holder), oddities);
                if holder == party {
                    oddities.tell(Oddity::OwnsItself { party, share });
                } else if share.high() > 0 {
                    holding.push(Holding { holder, held: party, share, edge });
                }
            }
            first_in.push(holding.len() as u32);
        }

        let mut first_out = vec![0_u32; parties + 1];
        for one in &holding {
            first_out[one.holder as usize + 1] += 1;
        }
        for at in 1..first_out.len() {
            first_out[at] += first_out[at - 1];
        }
        let (mut next, mut out) = (first_out.clone(), vec![0; holding.len()]);
        for (at, one) in (0..).zip(&holding) {
            let place = &mut next[one.holder as usize];
            out[*place as usize] = at;
            *place += 1;
        }
        Self { measure: measure.clone(), first_in, holding, first_out, out }
    }

    /// How many holdings there are.
    pub fn len(&self) -> usize {
        self.holding.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.holding.is_empty()
    }

    /// Who holds a party.
    pub fn into(&self, party: u32) -> &[Holding] {
        &self.holding[range(&self.first_in, party)]
    }

    /// Tells which parties have more holders than fit into one whole.
    pub fn tell_too_much(&self, oddities: &mut Oddities) {
        if self.measure.has_a_whole() {
            for party in 0..self.first_in.len().saturating_sub(1) as u32 {
                let total = self.total_low(party);
                if total > u64::from(Share::PARTS) {
                    oddities.tell(Oddity::TooMuch { party, total });
                }
            }
        }
    }

    /// What a party holds.
    pub fn out_of(&self, party: u32) -> impl Iterator<Item = Holding> + '_ {
        self.out[range(&self.first_out, party)].iter().map(|at| self.holding[*at as usize])
    }

    /// The lowest that all holders of a party have together, in parts of a billion: above the whole when they contradict.
    pub fn total_low(&self, party: u32) -> u64 {
        self.into(party).iter().map(|one| u64::from(one.share.low())).sum()
    }
}

fn range(first: &[u32], party: u32) -> Range<usize> {
    match (first.get(party as usize), first.get(party as usize + 1)) {
        (Some(start), Some(end)) => *start as usize..*end as usize,
        _ => 0..0,
    }
}

/// What one statement says of a pair.
struct Word {
    edge: u32,
    source: u16,
    share: Share,
    period: (i32, i32),
    /// What is held through others, in part or in whole beside what is held directly.
    through_others: Option<Share>,
}

fn word(graph: &Graph, measure: &Measure, as_of: Date, at: usize) -> Option<Word> {
    if !graph.stands_on(at, as_of) {
        return None;
    }
    let share = measure.counts(graph.kind(at), graph.share(at))?;
    let (share, through_others) = match graph.is_indirect(at) {
        false => (share, None),
        // It follows from the holdings in between: with these at hand it adds nothing, and without them it leaves open
        // what the last of them is.
        true if is_covered(graph, measure, as_of, at) => return None,
        true => (Share::UNKNOWN, Some(share)),
    };
    Some(Word { edge: at as u32, source: graph.source(at), share, period: graph.period(at), through_others })
}

/// The share of a pair from all that is said of it. Statements of one source are parts of one holding; two sources
/// speak of the same holding.
fn together(
    words: &[Word],
    measure: &Measure,
    (party, holder): (u32, u32),
    oddities: &mut Oddities,
) -> Share {
    let mut all: Option<Share> = None;
    for of_source in words.chunk_by(|a, b| a.source == b.source) {
        let share = of_one_source(of_source, measure, (party, holder), oddities);
        all = Some(match all {
            None => share,
            Some(before) => before.and(share).unwrap_or_else(|| {
                let share = before.or(share);
                oddities.tell(Oddity::Disagree { party, holder, share });
                share
            }),
        });
    }
    all.unwrap_or(Share::UNKNOWN)
}

fn of_one_source(
    words: &[Word],
    measure: &Measure,
    (party, holder): (u32, u32),
    oddities: &mut Oddities,
) -> Share {
    let direct = directly(words, measure, (party, holder), oddities);
    let through_others =
        words.iter().filter_map(|word| word.through_others).filter(|share| !share.is_unknown());
    let more: u64 = through_others.map(|share| u64::from(share.high())).sum();
    if direct.is_unknown() || more == 0 || !measure.has_a_whole() {
        return direct;
    }
    // What is held through others may be held beside the direct part, or be a part of it.
    let high = u32::try_from(u64::from(direct.high()) + more).unwrap_or(Share::PARTS);
    let share = Share::parts(direct.low(), high.min(Share::PARTS));
    oddities.tell(Oddity::SeveralParts { party, holder, share });
    share
}

fn directly(
    words: &[Word],
    measure: &Measure,
    (party, holder): (u32, u32),
    oddities: &mut Oddities,
) -> Share {
    // A statement that says nothing of the amount takes nothing from those that do.
    let known: Vec<&Word> = words.iter().filter(|word| !word.share.is_unknown()).collect();
    match known[..] {
        [] => Share::UNKNOWN,
        [one] => one.share,
        [first, ref others @ ..] => {
            // The same row twice is one statement.
            let repeated = |word: &&Word| word.share == first.share && word.period == first.period;
            if !measure.has_a_whole() || others.iter().all(repeated) {
                return first.share;
            }
            let low = known.iter().map(|word| word.share.low()).max().unwrap_or(0);
            let sum: u64 = known.iter().map(|word| u64::from(word.share.high())).sum();
            let share = Share::parts(low, u32::try_from(sum).unwrap_or(Share::PARTS).max(low));
            oddities.tell(Oddity::SeveralParts { party, holder, share });
            share
        }
    }
}

/// Steps that the search for the holdings in between may take.
const SEARCH: usize = 500;

/// Whether holdings that stand in the graph lead from the holder of an indirect interest to the held party.
fn is_covered(graph: &Graph, measure: &Measure, as_of: Date, at: usize) -> bool {
    let (wanted, start) = (graph.holder(at), graph.held(at));
    let (mut open, mut seen, mut steps) = (vec![start], vec![start], 0);
    while let Some(party) = open.pop() {
        for edge in graph.edges_into(party) {
            steps += 1;
            if steps > SEARCH {
                return false;
            }
            let counts = !graph.is_indirect(edge)
                && graph.stands_on(edge, as_of)
                && measure.counts(graph.kind(edge), graph.share(edge)).is_some();
            let holder = graph.holder(edge);
            if !counts || seen.contains(&holder) {
                continue;
            }
            if holder == wanted {
                return true;
            }
            seen.push(holder);
            open.push(holder);
        }
    }
    false
}
